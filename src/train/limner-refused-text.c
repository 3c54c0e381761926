/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "studio/limner-training-set.h"

#include "limner-refused-text.h"

/* More would hide the page. */
#define MAX_NAMED 4

static char *
name_one (const LimnerTrainingRefused *refused)
{
  switch (refused->why)
    {
    case LIMNER_TRAINING_REFUSAL_THERE:
      return g_strdup_printf (_("“%s” was left out: the same picture is there already"),
                              refused->name);

    case LIMNER_TRAINING_REFUSAL_TOO_MANY:
      return g_strdup_printf (_("“%s” was left out: more than %d pictures cannot be sent"),
                              refused->name, LIMNER_TRAINING_MAX_PICTURES);

    case LIMNER_TRAINING_REFUSAL_NO_PICTURE:
    default:
      return g_strdup_printf (_("“%s” was left out: it is no picture that can be read"),
                              refused->name);
    }
}

/**
 * limner_refused_text_new:
 * @refused: (element-type LimnerTrainingRefused): files that were left out, at least one
 *
 * Names the files and says why, a line for each; of many the first ones, and how many more there
 * are.
 *
 * Returns: (transfer full): the text
 */
char *
limner_refused_text_new (GPtrArray *refused)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_named;

  g_return_val_if_fail (refused != NULL && refused->len > 0, NULL);

  n_named = refused->len > MAX_NAMED ? MAX_NAMED - 1 : refused->len;
  for (guint i = 0; i < n_named; i++)
    {
      g_autofree char *line = name_one (g_ptr_array_index (refused, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  if (refused->len > n_named)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%u more file was left out",
                                              "%u more files were left out",
                                              refused->len - n_named), refused->len - n_named);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
