/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long an edit of a photograph of 24 megapixels takes, beside GdkPixbuf decoding the same
 * photograph: from the press of Generate until the request's files are ready, and from the model's
 * answer until the result can be shown.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "edit/limner-edit-compose.h"
#include "edit/limner-edit-plan.h"
#include "edit/limner-edit-prepare.h"
#include "image/limner-picture-io.h"

#define WIDTH 6000
#define HEIGHT 4000
#define ROUNDS 5

static LimnerPicture *
make_photograph (void)
{
  LimnerPicture *picture = limner_picture_new (WIDTH, HEIGHT);
  guint8 *pixel = limner_picture_get_pixels (picture);
  guint32 noise = 1;

  for (int y = 0; y < HEIGHT; y++)
    {
      for (int x = 0; x < WIDTH; x++, pixel += 4)
        {
          int grain = (int) ((noise = noise * 1664525u + 1013904223u) >> 28);

          pixel[0] = (guint8) (120 + 60 * sinf (x / 91.0f) + grain);
          pixel[1] = (guint8) (110 + 50 * sinf ((x + y) / 133.0f) + grain);
          pixel[2] = (guint8) (100 + 70 * cosf (y / 77.0f) + grain);
          pixel[3] = 255;
        }
    }
  return picture;
}

static LimnerPlane *
make_mask (void)
{
  LimnerPlane *mask = limner_plane_new (WIDTH, HEIGHT);

  for (int y = 1800; y < 2200; y++)
    memset (limner_plane_get_pixels (mask) + (gsize) y * WIDTH + 2800, 255, 400);
  return mask;
}

static double
time_decode (GBytes *file)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (file);
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);

  g_assert_nonnull (pixbuf);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print (const char   *name,
       double       *times,
       const double *reference)
{
  double copy[ROUNDS];

  memcpy (copy, reference, sizeof copy);
  qsort (times, ROUNDS, sizeof *times, compare);
  qsort (copy, ROUNDS, sizeof *copy, compare);
  g_print ("{\"bench\":\"edit\",\"case\":\"%s\",\"ms_min\":%.1f,\"ms\":%.1f,\"ms_max\":%.1f,"
           "\"decode_ms\":%.1f,\"ratio\":%.3f}\n",
           name, times[0], times[ROUNDS / 2], times[ROUNDS - 1], copy[ROUNDS / 2],
           times[ROUNDS / 2] / copy[ROUNDS / 2]);
}

int
main (void)
{
  static const LimnerEditLimits limits = { 1024 * 1024, 8, 1536, 2.5 };
  const LimnerRect bounds = { 2800, 1800, 400, 400 };
  g_autoptr(LimnerPicture) source = make_photograph ();
  g_autoptr(LimnerPlane) mask = make_mask ();
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  g_autoptr(GBytes) file = limner_picture_encode (source, LIMNER_PICTURE_JPEG, 90, NULL);
  double decode[ROUNDS], ready[ROUNDS], shown[ROUNDS];

  recipe->frame = (LimnerRect) { 0, 0, WIDTH, HEIGHT };
  recipe->grow = limner_edit_default_grow (&bounds);
  recipe->feather = limner_edit_default_feather (&bounds);
  g_assert_true (limner_edit_plan_box (recipe, &bounds, &limits, -1));

  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_auto(LimnerEditFiles) files = { 0 };
      g_autoptr(LimnerPicture) answer = NULL;
      g_autoptr(LimnerPicture) result = NULL;

      g_assert_true (limner_edit_prepare_files (recipe, source, mask,
                                                LIMNER_EDIT_MASK_WHITE_REPAINTS, &files, NULL));
      ready[i] = (g_get_monotonic_time () - start) / 1000.0;

      start = g_get_monotonic_time ();
      answer = limner_picture_decode (files.image, NULL);
      result = limner_edit_compose_part (recipe, source, mask, answer, NULL, NULL);
      g_assert_nonnull (result);
      shown[i] = (g_get_monotonic_time () - start) / 1000.0;

      decode[i] = time_decode (file);
    }

  print ("generate-to-request", ready, decode);
  print ("answer-to-shown", shown, decode);
  return 0;
}
