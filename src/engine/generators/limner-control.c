/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-control.h"
#include "limner-generator-io.h"
#include "limner-generators.h"

typedef LimnerPlane   * (*DrawPlane)   (const LimnerPicture        *picture,
                                        const LimnerControlOptions *options,
                                        GCancellable               *cancellable);
typedef LimnerPicture * (*DrawPicture) (const LimnerPicture        *picture,
                                        const LimnerControlOptions *options,
                                        GCancellable               *cancellable);

/* The first is what any other word gives. */
static const struct
{
  const char  *name;
  DrawPlane    draw_plane;
  DrawPicture  draw_picture;
} methods[] = {
  { "canny", limner_control_canny, NULL },
  { "soft_edge", limner_control_soft_edge, NULL },
  { "lines", limner_control_lines, NULL },
  { "scribble", limner_control_scribble, NULL },
  { "normals", NULL, limner_control_normals },
  { "segments", NULL, limner_control_segments },
};

static LimnerPicture *
picture_from_plane (const LimnerPlane *plane,
                    GCancellable      *cancellable)
{
  int width = limner_plane_get_width (plane);
  int height = limner_plane_get_height (plane);
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      const guint8 *from = limner_plane_read_row (plane, y);

      for (int x = 0; x < width; x++, to += 4)
        {
          to[0] = to[1] = to[2] = from[x];
          to[3] = 255;
        }
    }

  return picture;
}

/**
 * limner_control_run:
 * @task: a run of `limner/control`
 * @error: return location for an error
 *
 * Draws a control picture as ControlNet models expect it, of the size of the image.
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_control_run (LimnerGeneratorTask  *task,
                    GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  GCancellable *cancellable = limner_generator_task_get_cancellable (task);
  g_autoptr(LimnerPicture) picture = limner_generator_read_required (task, "image", error);
  g_autoptr(LimnerPicture) answer = NULL;
  const char *method = limner_json_get_string (input, "method", "canny");
  LimnerControlOptions options = {
    .low = (int) CLAMP (limner_json_get_int (input, "low_threshold", 100), 0, 255),
    .high = (int) CLAMP (limner_json_get_int (input, "high_threshold", 200), 0, 255),
    .detail = (float) CLAMP (limner_json_get_double (input, "detail", 0.5), 0, 1),
  };
  gsize which = 0;

  if (picture == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].name, method))
      which = i;
  limner_generator_task_progress (task, 0, 1);
  if (methods[which].draw_plane != NULL)
    {
      g_autoptr(LimnerPlane) plane = methods[which].draw_plane (picture, &options, cancellable);

      answer = picture_from_plane (plane, cancellable);
    }
  else
    {
      answer = methods[which].draw_picture (picture, &options, cancellable);
    }
  if (limner_generator_set_cancelled (task, error))
    return FALSE;

  /* Encoding takes as much memory again. */
  g_clear_pointer (&picture, limner_picture_unref);
  limner_generator_task_progress (task, 1, 1);
  return limner_generator_emit_picture (task, answer, error);
}
