/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "image/limner-picture-io.h"

#include "limner-edit-compose.h"
#include "limner-edit-recipe.h"

static LimnerPicture *
load_picture (const char          *reference,
              LimnerEditLoadBlob   load_blob,
              gpointer             data,
              GError             **error)
{
  g_autoptr(GBytes) bytes = load_blob (reference, data, error);

  return bytes != NULL ? limner_picture_decode (bytes, error) : NULL;
}

/**
 * limner_edit_recipe_apply:
 * @self: a recipe
 * @answer: (nullable): what the model gave back, an encoded picture; %NULL to load the recipe's own
 * @load_blob: gives the source, the mask and the answer
 * @data: for @load_blob
 * @report: (out) (optional) (transfer full): what had to be put right, in English; empty if nothing
 * @error: return location for an error
 *
 * Makes the final picture of an edit from the model's raw answer; again with the same answer as
 * often as one likes. Blocks for the time it takes: call it on a thread.
 *
 * Returns: (transfer full) (nullable): a PNG file of the frame's size, or %NULL with an error
 */
GBytes *
limner_edit_recipe_apply (const LimnerEditRecipe  *self,
                          GBytes                  *answer,
                          LimnerEditLoadBlob       load_blob,
                          gpointer                 data,
                          char                   **report,
                          GError                 **error)
{
  g_autoptr(LimnerPicture) source = NULL;
  g_autoptr(LimnerPicture) made = NULL;
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  LimnerEditReport noticed = { 0 };

  g_return_val_if_fail (self != NULL && load_blob != NULL, NULL);

  if (self->source == NULL || (answer == NULL && self->answer == NULL))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "The recipe of this edit does not name its pictures");
      return NULL;
    }

  source = load_picture (self->source, load_blob, data, error);
  if (source == NULL)
    return NULL;

  if (self->mask != NULL)
    {
      g_autoptr(GBytes) bytes = load_blob (self->mask, data, error);

      mask = bytes != NULL ? limner_plane_decode (bytes, LIMNER_PLANE_LUMINANCE, error) : NULL;
      if (mask == NULL)
        return NULL;
    }

  made = answer != NULL ? limner_picture_decode (answer, error)
                        : load_picture (self->answer, load_blob, data, error);
  if (made == NULL)
    return NULL;

  result =
    limner_edit_compose_take (self, g_steal_pointer (&source), mask, made, &noticed, error);
  if (result == NULL)
    return NULL;

  if (report != NULL)
    *report = limner_edit_report_to_text (&noticed);
  return limner_edit_encode_result (result, error);
}
