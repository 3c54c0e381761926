/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "limner-edit-align.h"
#include "limner-edit-canvas.h"
#include "limner-edit-compose.h"
#include "limner-edit-tone.h"
#include "limner-edit-zone.h"

/* Steps of the table that leads from linear light back to sRGB; 4096 would do for 8 bits. */
#define LINEAR_STEPS 8192

/* From so many pixels on, a file that is a tenth smaller is not worth the seconds that somebody
 * waits for it. */
#define MANY_PIXELS (4 * 1000 * 1000)

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

/* Mixes what the model gave into the part that it saw. */
static void
blend (LimnerPicture       *part,
       const LimnerPicture *answer,
       const LimnerPlane   *zone)
{
  int width = limner_picture_get_width (part), height = limner_picture_get_height (part);

  ensure_tables ();
  for (int y = 0; y < height; y++)
    blend_row (limner_picture_get_pixels (part) + (gsize) y * width * 4,
               limner_picture_read_row (answer, y), limner_plane_read_row (zone, y), width);
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

/* Undoes a shift of an answer that nobody else has; %FALSE without memory. */
static gboolean
put_back (LimnerPicture       **answer,
          const LimnerPicture  *source,
          const LimnerPlane    *zone,
          LimnerEditReport     *report)
{
  LimnerPicture *moved;
  double x, y;

  if (!limner_edit_find_shift (*answer, source, zone, &x, &y))
    return TRUE;

  report->shift_x = x;
  report->shift_y = y;
  moved = limner_edit_shift (*answer, x, y);
  limner_picture_unref (*answer);
  *answer = moved;
  return moved != NULL;
}

static LimnerPlane *
make_zone (const LimnerEditRecipe *recipe,
           const LimnerPicture    *source,
           const LimnerPlane      *mask)
{
  g_autoptr(LimnerPlane) painted =
    limner_edit_box_mask (recipe, mask, limner_picture_get_width (source),
                          limner_picture_get_height (source));

  if (painted == NULL)
    return NULL;
  return recipe->reach > 0
           ? limner_edit_zone_within (painted, recipe->grow, recipe->feather, recipe->reach)
           : limner_edit_zone_new (painted, recipe->grow, recipe->feather);
}

static gboolean
fail_for_memory (GError **error)
{
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "There is not enough memory to put the result together");
  return FALSE;
}

/**
 * limner_edit_compose_part:
 * @recipe: how
 * @source: the picture that was edited
 * @mask: (nullable): what was painted, of the frame's size
 * @answer: what the model gave back, of any size
 * @report: (out) (optional): what was noticed
 * @error: return location for an error
 *
 * Makes anew the part of a picture that a model saw: scales its answer to the box, puts it back
 * where it was shifted, matches its tone to the surroundings and mixes it in along the mask, in
 * linear light. Every pixel of the source outside the blend zone is the same, to the byte, whatever
 * the model did. Beyond the source, pixels that the zone leaves out are transparent.
 *
 * Takes time in proportion to the box, however large the picture is: call it on a thread.
 *
 * Returns: (transfer full) (nullable): a picture of the box's size; or %NULL with
 *   %LIMNER_ERROR_INVALID_INPUT or %LIMNER_ERROR_TOO_LARGE
 */
LimnerPicture *
limner_edit_compose_part (const LimnerEditRecipe *recipe,
                          const LimnerPicture    *source,
                          const LimnerPlane      *mask,
                          const LimnerPicture    *answer,
                          LimnerEditReport       *report,
                          GError                **error)
{
  LimnerEditReport noticed = { 0 };
  g_autoptr(LimnerPicture) part = NULL;
  g_autoptr(LimnerPicture) scaled = NULL;
  g_autoptr(LimnerPlane) zone = NULL;

  g_return_val_if_fail (recipe != NULL && source != NULL && answer != NULL, NULL);

  if (!check_recipe (recipe, error))
    return NULL;

  noticed.answer_width = limner_picture_get_width (answer);
  noticed.answer_height = limner_picture_get_height (answer);
  noticed.was_resized = noticed.answer_width != recipe->sent_width ||
                        noticed.answer_height != recipe->sent_height;

  zone = make_zone (recipe, source, mask);
  part = limner_picture_crop (source, recipe->box.x, recipe->box.y, recipe->box.width,
                              recipe->box.height, 0);
  scaled = limner_picture_scale (answer, recipe->box.width, recipe->box.height, LIMNER_FILTER_AUTO);
  if (zone == NULL || part == NULL || scaled == NULL ||
      (recipe->align && !put_back (&scaled, part, zone, &noticed)))
    {
      fail_for_memory (error);
      return NULL;
    }

  noticed.tone_matched = limner_edit_match_tone (scaled, part, zone, recipe->tone);
  blend (part, scaled, zone);
  if (report != NULL)
    *report = noticed;
  return g_steal_pointer (&part);
}

/* Lays the part over the picture of the frame. */
static void
put_part (LimnerPicture          *result,
          const LimnerPicture    *part,
          const LimnerEditRecipe *recipe)
{
  gsize stride = limner_picture_get_stride (result);
  guint8 *at = limner_picture_get_pixels (result) +
               (gsize) (recipe->box.y - recipe->frame.y) * stride +
               (gsize) (recipe->box.x - recipe->frame.x) * 4;

  for (int y = 0; y < recipe->box.height; y++, at += stride)
    memcpy (at, limner_picture_read_row (part, y), limner_picture_get_stride (part));
}

/**
 * limner_edit_compose_take:
 * @recipe: how
 * @source: (transfer full): the picture that was edited, which nobody else may have
 * @mask: (nullable): what was painted, of the frame's size
 * @answer: what the model gave back, of any size
 * @report: (out) (optional): what was noticed
 * @error: return location for an error
 *
 * Takes an answer back into the picture as limner_edit_compose() does, but writes into the source
 * itself where the result has its extent, which spares copying a large picture.
 *
 * Returns: (transfer full) (nullable): a picture of the frame's size; or %NULL with
 *   %LIMNER_ERROR_INVALID_INPUT or %LIMNER_ERROR_TOO_LARGE
 */
LimnerPicture *
limner_edit_compose_take (const LimnerEditRecipe *recipe,
                          LimnerPicture          *source,
                          const LimnerPlane      *mask,
                          const LimnerPicture    *answer,
                          LimnerEditReport       *report,
                          GError                **error)
{
  g_autoptr(LimnerPicture) taken = source;
  g_autoptr(LimnerPicture) part =
    limner_edit_compose_part (recipe, taken, mask, answer, report, error);
  LimnerRect whole;

  if (part == NULL)
    return NULL;

  whole = (LimnerRect) { 0, 0, limner_picture_get_width (taken),
                         limner_picture_get_height (taken) };
  if (!limner_rect_equal (&whole, &recipe->frame))
    {
      LimnerPicture *framed = limner_picture_crop (taken, recipe->frame.x, recipe->frame.y,
                                                   recipe->frame.width, recipe->frame.height, 0);

      limner_picture_unref (taken);
      taken = framed;
    }
  if (taken == NULL)
    {
      fail_for_memory (error);
      return NULL;
    }
  put_part (taken, part, recipe);
  return g_steal_pointer (&taken);
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
 * Takes an answer back into the picture: see limner_edit_compose_part(). The source stays as it is.
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
                     const LimnerPicture    *answer,
                     LimnerEditReport       *report,
                     GError                **error)
{
  g_autoptr(LimnerPicture) part =
    limner_edit_compose_part (recipe, source, mask, answer, report, error);
  LimnerPicture *result;

  if (part == NULL)
    return NULL;

  result = limner_picture_crop (source, recipe->frame.x, recipe->frame.y, recipe->frame.width,
                                recipe->frame.height, 0);
  if (result == NULL)
    fail_for_memory (error);
  else
    put_part (result, part, recipe);
  return result;
}

/**
 * limner_edit_encode_result:
 * @result: what limner_edit_compose() made
 * @error: return location for an error
 *
 * Encodes a result for the library.
 *
 * Returns: (transfer full) (nullable): a PNG file; or %NULL with %LIMNER_ERROR_TOO_LARGE
 */
GBytes *
limner_edit_encode_result (const LimnerPicture  *result,
                           GError              **error)
{
  gint64 n;

  g_return_val_if_fail (result != NULL, NULL);

  n = (gint64) limner_picture_get_width (result) * limner_picture_get_height (result);
  return limner_picture_encode (result, LIMNER_PICTURE_PNG, n >= MANY_PIXELS ? 1 : 100, error);
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
