/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-fault.h"

static const char *
plural (guint count)
{
  return count == 1 ? "" : "s";
}

static char *
describe (const LimnerFault *self,
          const LimnerField *field)
{
  switch (self->kind)
    {
    case LIMNER_FAULT_MISSING:
      return g_strdup ("This input is required.");
    case LIMNER_FAULT_NULL:
      return g_strdup ("This input cannot be null.");
    case LIMNER_FAULT_NOT_TEXT:
      return g_strdup ("This is not text.");
    case LIMNER_FAULT_NOT_NUMBER:
      return g_strdup ("This is not a number.");
    case LIMNER_FAULT_NOT_WHOLE:
      return g_strdup ("This is not a whole number.");
    case LIMNER_FAULT_NOT_BOOLEAN:
      return g_strdup ("This is neither yes nor no.");
    case LIMNER_FAULT_NOT_FILE:
      return g_strdup ("This is neither a file nor a web address.");
    case LIMNER_FAULT_NOT_OBJECT:
      return g_strdup ("This is not a JSON object.");
    case LIMNER_FAULT_NOT_LIST:
      return g_strdup ("This is not a list.");
    case LIMNER_FAULT_NO_CHOICE:
      return g_strdup ("This is none of the values to choose from.");
    case LIMNER_FAULT_TOO_SMALL:
      return g_strdup_printf ("It has to be at least %s.", self->bound);
    case LIMNER_FAULT_NOT_ABOVE:
      return g_strdup_printf ("It has to be more than %s.", self->bound);
    case LIMNER_FAULT_TOO_LARGE:
      return g_strdup_printf ("It can be at most %s.", self->bound);
    case LIMNER_FAULT_NOT_BELOW:
      return g_strdup_printf ("It has to be less than %s.", self->bound);
    case LIMNER_FAULT_NO_MULTIPLE:
      return g_strdup_printf ("It has to be a multiple of %s.", self->bound);
    case LIMNER_FAULT_TOO_SHORT:
      return g_strdup_printf ("It needs at least %u character%s.", self->count,
                              plural (self->count));
    case LIMNER_FAULT_TOO_LONG:
      return g_strdup_printf ("It can have at most %u character%s, but has %u.", self->count,
                              plural (self->count), self->length);
    case LIMNER_FAULT_PATTERN:
      return g_strdup_printf ("It does not fit the pattern %s", limner_field_get_pattern (field));
    case LIMNER_FAULT_TOO_FEW:
      return g_strdup_printf ("It needs at least %u item%s.", self->count, plural (self->count));
    case LIMNER_FAULT_TOO_MANY:
      return g_strdup_printf ("It can hold at most %u item%s.", self->count,
                              plural (self->count));
    default:
      return g_strdup ("This value is not good.");
    }
}

/**
 * limner_fault_to_string:
 * @self: what is wrong
 * @field: the input that it is about
 *
 * Returns: (transfer full): a sentence in English that does not name the input
 */
char *
limner_fault_to_string (const LimnerFault *self,
                        const LimnerField *field)
{
  g_autofree char *text = describe (self, field);

  if (self->item == 0)
    return g_steal_pointer (&text);
  return g_strdup_printf ("Item %u: %s", self->item, text);
}
