/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "studio/limner-spec-builder.h"

#include "limner-reason-text.h"

/* What the studio says when nothing can be generated, or of what happened by itself; it speaks
 * English only. */
static const char * const reasons[] = {
  N_("A part of what was painted last time could not be read again."),
  N_("Choose a model first"),
  N_("Drag the frame beyond the picture first"),
  N_("Open a picture first"),
  N_("Paint over the part that is to change first"),
  N_("Some older steps cannot be undone: their files are damaged."),
  N_("The model is still being loaded"),
  N_("The picture of last time could not be read again."),
  N_("This model takes no mask; choose one that edits with a mask"),
  N_("What was painted lies outside the frame"),
};

/* The same sentence, with the word that it names. */
static char *
trigger_to_text (const char *reason)
{
  g_auto(GStrv) halves = g_strsplit (LIMNER_SPEC_TRIGGER_MISSING, "%s", 2);
  gsize n = strlen (halves[0]);
  g_autofree char *word = NULL;

  if (!g_str_has_prefix (reason, halves[0]) || !g_str_has_suffix (reason, halves[1]))
    return NULL;

  word = g_strndup (reason + n, strlen (reason) - n - strlen (halves[1]));
  /* Translators: %s is a word such as “img” */
  return g_strdup_printf (_("The prompt has to hold the word “%s”: this model looks for it"), word);
}

/**
 * limner_reason_to_text:
 * @reason: what limner_workspace_check() or #LimnerWorkspace::notice said
 *
 * Says in the user's language why nothing can be generated, or what happened. Reasons that name an
 * input come from the schema and are given as they are.
 *
 * Returns: (transfer full): a translated sentence, or @reason
 */
char *
limner_reason_to_text (const char *reason)
{
  char *text;

  g_return_val_if_fail (reason != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (g_str_equal (reason, reasons[i]))
        return g_strdup (_(reasons[i]));
    }
  text = trigger_to_text (reason);
  return text != NULL ? text : g_strdup (reason);
}
