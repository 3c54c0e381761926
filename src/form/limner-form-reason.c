/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-form-reason.h"

static char *
describe (const LimnerFault *self,
          const LimnerField *field)
{
  switch (self->kind)
    {
    case LIMNER_FAULT_MISSING:
      return g_strdup (_("This input is required."));
    case LIMNER_FAULT_NULL:
      return g_strdup (_("This input cannot be null."));
    case LIMNER_FAULT_NOT_TEXT:
      return g_strdup (_("This is not text."));
    case LIMNER_FAULT_NOT_NUMBER:
      return g_strdup (_("This is not a number."));
    case LIMNER_FAULT_NOT_WHOLE:
      return g_strdup (_("This is not a whole number."));
    case LIMNER_FAULT_NOT_BOOLEAN:
      return g_strdup (_("This is neither yes nor no."));
    case LIMNER_FAULT_NOT_FILE:
      return g_strdup (_("This is neither a file nor a web address."));
    case LIMNER_FAULT_NOT_OBJECT:
      return g_strdup (_("This is not a JSON object."));
    case LIMNER_FAULT_NOT_LIST:
      return g_strdup (_("This is not a list."));
    case LIMNER_FAULT_NO_CHOICE:
      return g_strdup (_("This is none of the values to choose from."));
    case LIMNER_FAULT_TOO_SMALL:
      return g_strdup_printf (_("It has to be at least %s."), self->bound);
    case LIMNER_FAULT_NOT_ABOVE:
      return g_strdup_printf (_("It has to be more than %s."), self->bound);
    case LIMNER_FAULT_TOO_LARGE:
      return g_strdup_printf (_("It can be at most %s."), self->bound);
    case LIMNER_FAULT_NOT_BELOW:
      return g_strdup_printf (_("It has to be less than %s."), self->bound);
    case LIMNER_FAULT_NO_MULTIPLE:
      return g_strdup_printf (_("It has to be a multiple of %s."), self->bound);
    case LIMNER_FAULT_TOO_SHORT:
      return g_strdup_printf (ngettext ("It needs at least %u character.",
                                        "It needs at least %u characters.", self->count),
                              self->count);
    case LIMNER_FAULT_TOO_LONG:
      return g_strdup_printf (ngettext ("It can have at most %u character, but has %u.",
                                        "It can have at most %u characters, but has %u.",
                                        self->count), self->count, self->length);
    case LIMNER_FAULT_PATTERN:
      return g_strdup_printf (_("It does not fit the pattern %s"),
                              limner_field_get_pattern (field));
    case LIMNER_FAULT_TOO_FEW:
      return g_strdup_printf (ngettext ("It needs at least %u item.", "It needs at least %u items.",
                                        self->count), self->count);
    case LIMNER_FAULT_TOO_MANY:
      return g_strdup_printf (ngettext ("It can hold at most %u item.",
                                        "It can hold at most %u items.", self->count),
                              self->count);
    default:
      return g_strdup (_("This value is not good."));
    }
}

/**
 * limner_form_reason_from_fault:
 * @fault: what is wrong
 * @field: the input that it is about
 *
 * Returns: (transfer full): a sentence in the person's language that does not name the input
 */
char *
limner_form_reason_from_fault (const LimnerFault *fault,
                               const LimnerField *field)
{
  g_autofree char *text = describe (fault, field);

  if (fault->item == 0)
    return g_steal_pointer (&text);

  /* Translators: the number of an item in a list, and what is wrong with it */
  return g_strdup_printf (_("Item %u: %s"), fault->item, text);
}
