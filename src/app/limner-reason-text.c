/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-reason-text.h"

/* What the studio says when nothing can be generated; it speaks English only. */
static const char * const reasons[] = {
  N_("Choose a model first"),
  N_("Drag the frame beyond the picture first"),
  N_("Open a picture first"),
  N_("Paint over the part that is to change first"),
  N_("The model is still being loaded"),
  N_("This model takes no mask; choose one that edits with a mask"),
  N_("What was painted lies outside the frame"),
};

/**
 * limner_reason_to_text:
 * @reason: what limner_workspace_check() said
 *
 * Says in the user's language why nothing can be generated. Reasons that name an input come from
 * the schema and are given as they are.
 *
 * Returns: (transfer none): a translated sentence, or @reason
 */
const char *
limner_reason_to_text (const char *reason)
{
  g_return_val_if_fail (reason != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (g_str_equal (reason, reasons[i]))
        return _(reasons[i]);
    }
  return reason;
}
