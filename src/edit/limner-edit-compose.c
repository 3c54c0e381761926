/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "image/limner-picture-ops.h"

#include "limner-edit-align.h"
#include "limner-edit-canvas.h"
#include "limner-edit-compose.h"
#include "limner-edit-tone.h"
#include "limner-edit-zone.h"

/* Steps of the table that leads from linear light back to sRGB; 4096 would do for 8 bits. */
#define LINEAR_STEPS 8192

static float to_linear[256];
static guint8 to_srgb[LINEAR_STEPS + 1];

/* The transfer function of IEC 61966-2-1. */
static void
ensure_tables (void)
{
  static gsize ready = 0;

  if (!g_once_init_enter (&ready))
    return;

  for (int i = 0; i < 256; i++)
    {
      double v = i / 255.0;

      to_linear[i] = (float) (v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4));
    }
  for (int i = 0; i <= LINEAR_STEPS; i++)
    {
      double v = (double) i / LINEAR_STEPS;
      double s = v <= 0.0031308 ? 12.92 * v : 1.055 * pow (v, 1.0 / 2.4) - 0.055;

      to_srgb[i] = (guint8) (255.0 * s + 0.5);
    }
  g_once_init_leave (&ready, 1);
}

static void
blend_row (guint8       *out,
           const guint8 *answer,
           const guint8 *zone,
           int           width)
{
  for (int x = 0; x < width; x++, out += 4, answer += 4)
    {
      float weight, under, over, total;

      if (zone[x] == 0)
        continue;
      if (zone[x] == 255)
        {
          memcpy (out, answer, 4);
          continue;
        }

      weight = zone[x] / 255.0f;
      over = weight * answer[3];
      under = (1.0f - weight) * out[3];
      total = over + under;
      if (total <= 0.0f)
        continue;
      for (int c = 0; c < 3; c++)
        {
          float light = (over * to_linear[answer[c]] + under * to_linear[out[c]]) / total;

          out[c] = to_srgb[(int) (light * LINEAR_STEPS + 0.5f)];
        }
      out[3] = (guint8) (total + 0.5f);
    }
}

static void
blend (LimnerPicture       *result,
       const LimnerPicture *answer,
       const LimnerPlane   *zone,
       const LimnerRect    *at)
{
  int width = limner_picture_get_width (result);

  ensure_tables ();
  for (int y = 0; y < at->height; y++)
    blend_row (limner_picture_get_pixels (result) + ((gsize) (at->y + y) * width + at->x) * 4,
               limner_picture_read_row (answer, y), limner_plane_read_row (zone, y), at->width);
}

static gboolean
check_recipe (const LimnerEditRecipe *recipe,
              GError                **error)
{
  if (limner_rect_is_empty (&recipe->box) || !limner_rect_contains (&recipe->frame, &recipe->box))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "The part that the model saw does not lie within the picture");
      return FALSE;
    }
  if (recipe->frame.width > LIMNER_PICTURE_MAX_SIDE ||
      recipe->frame.height > LIMNER_PICTURE_MAX_SIDE)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The result would be larger than %d pixels a side", LIMNER_PICTURE_MAX_SIDE);
      return FALSE;
    }
  return TRUE;
}

static LimnerPicture *
put_back (LimnerPicture       *answer,
          const LimnerPicture *source,
          const LimnerPlane   *zone,
          LimnerEditReport    *report)
{
  double x, y;

  if (!limner_edit_find_shift (answer, source, zone, &x, &y))
    return limner_picture_ref (answer);

  report->shift_x = x;
  report->shift_y = y;
  return limner_edit_shift (answer, x, y);
}

/* Over how many pixels the answer fades out: never beyond what it can be new in. */
static int
get_feather (const LimnerEditRecipe *recipe)
{
  if (recipe->reach == 0)
    return recipe->feather;
  return CLAMP (recipe->reach - recipe->grow, 0, recipe->feather);
}

/**
 * limner_edit_compose:
 * @recipe: how
 * @source: the picture that was edited
 * @mask: (nullable): what was painted, of the frame's size
 * @answer: what the model gave back, of any size
 * @report: (out) (optional): what was noticed
 * @error: return location for an error
 *
 * Takes an answer back into the picture: scales it to the box, puts it back where it was shifted,
 * matches its tone to the surroundings and mixes it in along the mask, in linear light. Every pixel
 * of the source outside the blend zone is the same, to the byte, whatever the model did.
 *
 * Takes time in proportion to the picture: call it on a thread.
 *
 * Returns: (transfer full) (nullable): a picture of the frame's size; or %NULL with
 *   %LIMNER_ERROR_INVALID_INPUT or %LIMNER_ERROR_TOO_LARGE
 */
LimnerPicture *
limner_edit_compose (const LimnerEditRecipe *recipe,
                     const LimnerPicture    *source,
                     const LimnerPlane      *mask,
                     LimnerPicture          *answer,
                     LimnerEditReport       *report,
                     GError                **error)
{
  LimnerEditReport noticed = { 0 };
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(LimnerPicture) before = NULL;
  g_autoptr(LimnerPicture) scaled = NULL;
  g_autoptr(LimnerPicture) aligned = NULL;
  g_autoptr(LimnerPicture) toned = NULL;
  g_autoptr(LimnerPlane) painted = NULL;
  g_autoptr(LimnerPlane) zone = NULL;
  LimnerRect at;

  g_return_val_if_fail (recipe != NULL && source != NULL && answer != NULL, NULL);

  if (!check_recipe (recipe, error))
    return NULL;

  noticed.answer_width = limner_picture_get_width (answer);
  noticed.answer_height = limner_picture_get_height (answer);
  noticed.was_resized = noticed.answer_width != recipe->sent_width ||
                        noticed.answer_height != recipe->sent_height;

  painted = limner_edit_box_mask (recipe, mask, limner_picture_get_width (source),
                                  limner_picture_get_height (source));
  zone =
    painted != NULL ? limner_edit_zone_new (painted, recipe->grow, get_feather (recipe)) : NULL;
  before = limner_picture_crop (source, recipe->box.x, recipe->box.y, recipe->box.width,
                              recipe->box.height, 0);
  result = limner_picture_crop (source, recipe->frame.x, recipe->frame.y, recipe->frame.width,
                              recipe->frame.height, 0);
  scaled = limner_picture_scale (answer, recipe->box.width, recipe->box.height, LIMNER_FILTER_AUTO);
  if (zone == NULL || before == NULL || result == NULL || scaled == NULL)
    goto no_memory;

  aligned = recipe->align ? put_back (scaled, before, zone, &noticed) : limner_picture_ref (scaled);
  toned = aligned != NULL ? limner_picture_copy (aligned) : NULL;
  if (toned == NULL)
    goto no_memory;
  noticed.tone_matched = limner_edit_match_tone (toned, before, zone, recipe->tone);

  at = (LimnerRect) { recipe->box.x - recipe->frame.x, recipe->box.y - recipe->frame.y,
                      recipe->box.width, recipe->box.height };
  blend (result, toned, zone, &at);
  if (report != NULL)
    *report = noticed;
  return g_steal_pointer (&result);

no_memory:
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "There is not enough memory to put the result together");
  return NULL;
}

/**
 * limner_edit_report_to_text:
 * @report: what was noticed
 *
 * Tells in English what had to be put right, for the job's log.
 *
 * Returns: (transfer full): a sentence or more; empty if there was nothing
 */
char *
limner_edit_report_to_text (const LimnerEditReport *report)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (report != NULL, NULL);

  if (report->was_resized)
    g_string_append_printf (text, "The model returned %d × %d pixels, which were scaled back. ",
                            report->answer_width, report->answer_height);
  if (report->shift_x != 0.0 || report->shift_y != 0.0)
    g_string_append_printf (text, "The answer was shifted by %.1f, %.1f pixels, which was undone. ",
                            report->shift_x, report->shift_y);
  g_strchomp (text->str);
  return g_strdup (text->str);
}
