/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-ops.h"

#include "limner-blur.h"
#include "limner-brush.h"
#include "limner-generator-io.h"
#include "limner-generators.h"
#include "limner-grade.h"
#include "limner-membrane.h"
#include "limner-motifs.h"
#include "limner-noise.h"
#include "limner-paper.h"
#include "limner-parallel.h"
#include "limner-stage.h"
#include "limner-style.h"

#define MAX_SIDE    4096
#define MAX_OUTPUTS 8

/* How far beyond the mask the painter looks, in pixels. */
#define PIECE_MARGIN 2

/* How far a picture has come when its scene is drawn, and how many frames show the coming into
 * being of one that is not made of layers. */
#define SCENE_SHARE 0.25
#define N_FRAMES    4

/* Up to this strength a picture shows through the paint that lies on it. */
#define GLAZED_BELOW 0.5f

/* The guidance that people are used to; it is strength 1. */
#define USUAL_GUIDANCE 7.5

typedef struct
{
  LimnerGeneratorTask *task;
  LimnerPicture       *picture;     /* (nullable): to begin with */
  LimnerPlane         *mask;        /* (nullable): where to paint on it */
  LimnerStyle         *style;       /* (nullable) */
  const char          *prompt;
  const char          *negative_prompt;
  const char          *scheduler;
  int                  width;
  int                  height;
  int                  n_outputs;
  int                  n_steps;
  float                prompt_strength;
  float                guidance;
  gboolean             show_steps;
  guint64              seed;

  /* What is worked on: with a mask only the piece of the picture round it */
  LimnerRect           piece;
  LimnerPicture       *piece_picture;
  LimnerPlane         *piece_mask;

  int                  index;       /* of the picture that is painted now */
  LimnerPicture       *ground;      /* of the piece, on which it is painted; NULL for none */
  float               *matte;       /* how much of each pixel of @ground is painted over */
} Run;

static void
clear_run (Run *run)
{
  g_clear_pointer (&run->picture, limner_picture_unref);
  g_clear_pointer (&run->mask, limner_plane_unref);
  g_clear_pointer (&run->piece_picture, limner_picture_unref);
  g_clear_pointer (&run->piece_mask, limner_plane_unref);
  g_clear_pointer (&run->ground, limner_picture_unref);
  g_clear_pointer (&run->matte, g_free);
  g_clear_pointer (&run->style, limner_style_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static gboolean
read_files (Run     *run,
            GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GBytes) weights = NULL;

  run->picture = limner_generator_read_picture (run->task, "image", &local_error);
  if (run->picture != NULL)
    {
      run->width = limner_picture_get_width (run->picture);
      run->height = limner_picture_get_height (run->picture);
    }
  if (local_error == NULL)
    run->mask = limner_generator_read_mask (run->task, "mask", run->width, run->height,
                                            &local_error);
  if (local_error == NULL)
    weights = limner_generator_task_get_file (run->task, "replicate_weights", &local_error);
  if (weights != NULL)
    run->style = limner_style_from_bytes (weights, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (run->mask != NULL && run->picture == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "A mask needs an image to paint on.");
      return FALSE;
    }
  if (MAX (run->width, run->height) > MAX_SIDE)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The painter works on pictures of up to %d pixels a side; this one is %d × %d.",
                   MAX_SIDE, run->width, run->height);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_run (Run     *run,
          GError **error)
{
  JsonObject *input = limner_generator_task_get_input (run->task);

  run->prompt = limner_json_get_string (input, "prompt", "");
  run->negative_prompt = limner_json_get_string (input, "negative_prompt", "");
  run->scheduler = limner_json_get_string (input, "scheduler", "COARSE_TO_FINE");
  run->width = (int) CLAMP (limner_json_get_int (input, "width", 1024), 8, MAX_SIDE);
  run->height = (int) CLAMP (limner_json_get_int (input, "height", 1024), 8, MAX_SIDE);
  run->n_outputs = (int) CLAMP (limner_json_get_int (input, "num_outputs", 1), 1, MAX_OUTPUTS);
  run->n_steps = (int) CLAMP (limner_json_get_int (input, "num_inference_steps", 24), 1, 100);
  run->prompt_strength = (float) CLAMP (limner_json_get_double (input, "prompt_strength", 0.8), 0,
                                        1);
  run->guidance = (float) (CLAMP (limner_json_get_double (input, "guidance_scale", USUAL_GUIDANCE),
                                  1, 20) / USUAL_GUIDANCE);
  run->show_steps = limner_json_get_boolean (input, "show_steps", FALSE);

  return read_files (run, error);
}

/* The smallest rectangle that holds everything that is to be painted, or all if that is nothing. */
static void
find_piece (Run *run)
{
  LimnerRect all = { 0, 0, run->width, run->height };
  LimnerRect masked;

  run->piece = all;
  if (run->mask != NULL && limner_generator_find_mask (run->mask, 0, &masked))
    {
      limner_rect_grow (&masked, PIECE_MARGIN);
      limner_rect_intersect (&masked, &all, &run->piece);
    }

  if (run->picture != NULL)
    run->piece_picture = limner_picture_crop (run->picture, run->piece.x, run->piece.y,
                                              run->piece.width, run->piece.height, 0);
  if (run->mask != NULL)
    run->piece_mask = limner_plane_crop (run->mask, run->piece.x, run->piece.y, run->piece.width,
                                         run->piece.height, 0);
}

/* Tells how far the whole run is when the picture that is painted now is at @part. */
static void
tell_progress (const Run *run,
               double     part)
{
  int step = (int) ((run->index + part) * run->n_steps + 0.5);

  limner_generator_task_progress (run->task, step, run->n_steps * run->n_outputs);
}

/* Puts what was painted where the mask is, shifted in tone so that it meets what lies round it, and
 * leaves all other pixels as they were. */
static LimnerPicture *
lay_into (const Run           *run,
          const LimnerPicture *painted)
{
  gsize n = (gsize) run->piece.width * run->piece.height;
  g_autofree float *offsets = g_new0 (float, n * 3);
  g_autofree guint8 *known = g_malloc (n);
  g_autoptr(LimnerPicture) piece = limner_picture_copy (run->piece_picture);
  LimnerPicture *result = limner_picture_copy (run->picture);
  gsize stride = limner_picture_get_stride (result);
  guint8 *to = limner_picture_get_pixels (piece);
  const guint8 *from = limner_picture_read_row (painted, 0);
  const guint8 *mask = limner_plane_read_row (run->piece_mask, 0);

  for (gsize i = 0; i < n; i++)
    {
      known[i] = mask[i] == 0;
      for (int c = 0; c < 3 && known[i]; c++)
        offsets[i * 3 + c] = (float) (to[i * 4 + c] - from[i * 4 + c]) * 0.6f;
    }
  limner_membrane_fill (offsets, known, run->piece.width, run->piece.height, 3,
                        limner_generator_task_get_cancellable (run->task));

  for (gsize i = 0; i < n; i++)
    {
      for (int c = 0; c < 3 && mask[i] > 0; c++)
        {
          float value = CLAMP (from[i * 4 + c] + offsets[i * 3 + c], 0.0f, 255.0f);

          to[i * 4 + c] = (guint8) (to[i * 4 + c] + (value - to[i * 4 + c]) * mask[i] / 255.0f +
                                    0.5f);
        }
      if (mask[i] > 0)
        to[i * 4 + 3] = MAX (to[i * 4 + 3], mask[i]);
    }
  for (int y = 0; y < run->piece.height; y++)
    memcpy (limner_picture_get_pixels (result) + (gsize) (run->piece.y + y) * stride +
            (gsize) run->piece.x * 4,
            limner_picture_read_row (piece, y), limner_picture_get_stride (piece));

  return result;
}

/* Rows of the piece are worked on by several threads, until somebody cancels. */
typedef struct
{
  Run                 *run;
  guint8              *to;         /* pixels */
  const guint8        *from;       /* pixels, or NULL */
  const float         *values;
  LimnerColour        *drawn;
  const LimnerColour  *ground;
} Rows;

static void
lay_over_row (int      y,
              gpointer data)
{
  const Rows *rows = data;
  const Run *run = rows->run;
  float part = MIN (run->prompt_strength / GLAZED_BELOW, 1.0f);

  for (gsize i = (gsize) y * run->piece.width; i < (gsize) (y + 1) * run->piece.width; i++)
    {
      float weight = run->matte != NULL ? run->matte[i] * part : part;

      for (gsize c = i * 4; c < i * 4 + 4; c++)
        rows->to[c] = (guint8) (rows->to[c] + (rows->from[c] - rows->to[c]) * weight + 0.5f);
    }
}

/* What was painted lies over what was there: thinly on a picture that is hardly to change, and with
 * a mask only where something was drawn. */
static LimnerPicture *
lay_over (Run                 *run,
          const LimnerPicture *painted)
{
  LimnerPicture *result = limner_picture_copy (run->ground != NULL ? run->ground
                                                                   : run->piece_picture);
  Rows rows = { .run = run, .to = limner_picture_get_pixels (result),
                .from = limner_picture_read_row (painted, 0) };

  limner_parallel_for (run->piece.height, lay_over_row, &rows,
                       limner_generator_task_get_cancellable (run->task));
  return result;
}

static gboolean
emit (Run                 *run,
      const LimnerPicture *painted,
      GError             **error)
{
  g_autoptr(LimnerPicture) over = NULL;
  g_autoptr(LimnerPicture) laid = NULL;

  if (limner_generator_set_cancelled (run->task, error))
    return FALSE;
  if (run->picture != NULL)
    over = lay_over (run, painted);
  if (over != NULL)
    painted = over;
  if (run->mask != NULL)
    laid = lay_into (run, painted);

  return limner_generator_emit_picture (run->task, laid != NULL ? laid : painted, error);
}

static LimnerBrush
choose_brush (const Run               *run,
              const LimnerPainterPlan *plan)
{
  LimnerBrush brush = limner_brush_for_material (plan->material);

  if (run->style != NULL && !plan->material_known)
    {
      brush.largest = CLAMP (run->style->stroke * 4, 0.03f, 0.16f);
      brush.smallest = CLAMP (run->style->stroke * 0.35f, 0.004f, 0.03f);
      brush.relief = 0.3f + 1.6f * run->style->roughness;
      brush.sloppy = 0.15f + 0.6f * (1 - run->style->direction);
    }
  if (run->n_steps < 12)
    brush.n_layers = MAX (brush.n_layers - 1, 2);
  if (run->n_steps > 40)
    brush.tolerance *= 0.75f;
  if (g_str_equal (run->scheduler, "LOOSE"))
    {
      brush.n_layers = MAX (brush.n_layers - 1, 2);
      brush.tolerance *= 1.5f;
      brush.sloppy *= 1.5f;
    }
  brush.from_top = g_str_equal (run->scheduler, "BACK_TO_FRONT");
  /* A picture that is hardly to change gets small strokes only. */
  if (run->picture != NULL && run->prompt_strength < 0.5f)
    {
      brush.tolerance *= 0.3f + 1.4f * run->prompt_strength;
      brush.smallest *= 0.6f + 0.8f * run->prompt_strength;
      brush.largest *= 0.4f + 1.2f * run->prompt_strength;
    }

  return brush;
}

static gboolean
paint_with_brush (Run                     *run,
                  const LimnerScene       *scene,
                  const LimnerPainterPlan *plan,
                  GError                 **error)
{
  LimnerBrush brush = choose_brush (run, plan);
  g_autoptr(LimnerPainting) painting = limner_painting_new (scene, &brush, plan->seed);
  g_autoptr(LimnerPicture) painted = NULL;

  for (int layer = 0; layer < brush.n_layers; layer++)
    {
      limner_painting_add_layer (painting, layer);
      if (limner_generator_set_cancelled (run->task, error))
        return FALSE;
      if (run->show_steps && layer < brush.n_layers - 1)
        {
          g_autoptr(LimnerPicture) frame = limner_painting_to_picture (painting);

          if (!emit (run, frame, error))
            return FALSE;
        }
      tell_progress (run, SCENE_SHARE + (1 - SCENE_SHARE) * (layer + 1) / brush.n_layers);
    }

  painted = limner_painting_to_picture (painting);
  return emit (run, painted, error);
}

static gboolean
paint_on_paper (Run                     *run,
                const LimnerScene       *scene,
                const LimnerPainterPlan *plan,
                GError                 **error)
{
  gboolean wet = plan->material == LIMNER_MATERIAL_WATERCOLOUR ||
                 plan->material == LIMNER_MATERIAL_INK || plan->material == LIMNER_MATERIAL_PENCIL;

  for (int frame = run->show_steps ? 1 : N_FRAMES; frame <= N_FRAMES; frame++)
    {
      float part = (float) frame / N_FRAMES;
      g_autoptr(LimnerPicture) painted =
        wet ? limner_paper_paint (scene, plan->material, plan->seed, part)
            : limner_print_paint (scene, plan->material, plan->seed, part);

      if (!emit (run, painted, error))
        return FALSE;
      tell_progress (run, SCENE_SHARE + (1 - SCENE_SHARE) * part);
    }

  return TRUE;
}

/* A prompt that names nothing to see, as “watercolour”, is about the manner. */
static gboolean
is_manner (const LimnerPainterPlan *plan)
{
  return !plan->motif_known && plan->n_beings == 0 && plan->things == 0 && plan->extras == 0;
}

/* How much of what the prompt names comes through the picture. Without a mask the picture stays
 * what it is up to about the half, and takes on light and colours only; a mask is there to have
 * something else in it. */
static float
scene_part (const Run               *run,
            const LimnerPainterPlan *plan)
{
  if (is_manner (plan) && run->prompt_strength < 1)
    return 0;
  if (run->mask != NULL)
    return limner_smoothstep (0.2f, 0.7f, run->prompt_strength);

  return limner_smoothstep (0.45f, 1.0f, run->prompt_strength);
}

/* How much of a pixel below the mask stays: what goes on from round it. */
static void
clear_row (int      y,
           gpointer data)
{
  const Rows *rows = data;
  Run *run = rows->run;
  float left = 1 - limner_smoothstep (0.85f, 1.0f, run->prompt_strength);
  const guint8 *mask = limner_plane_read_row (run->piece_mask, y);

  for (int x = 0; x < run->piece.width; x++)
    {
      gsize i = (gsize) y * run->piece.width + x;
      guint8 *pixel = rows->to + i * 4;
      const float *to = rows->values + i * 3;
      float apart = (fabsf (pixel[0] - to[0]) + fabsf (pixel[1] - to[1]) +
                     fabsf (pixel[2] - to[2])) / (3 * 255.0f);
      float kept = left * (1 - limner_smoothstep (0.1f, 0.25f, apart));

      if (mask[x] == 0)
        continue;
      for (int c = 0; c < 3; c++)
        pixel[c] = (guint8) (CLAMP (to[c] + (pixel[c] - to[c]) * kept, 0.0f, 255.0f) + 0.5f);
      pixel[3] = 255;
      run->matte[i] = 1 - kept;
    }
}

/* What lies round the mask goes on below it, and of what was there that which looks the same. The
 * rest is to go, all the more the stronger the prompt, and is painted over. */
static void
clear_ground (Run *run)
{
  gsize n = (gsize) run->piece.width * run->piece.height;
  GCancellable *cancellable = limner_generator_task_get_cancellable (run->task);
  g_autofree float *ground = g_new0 (float, n * 3);
  g_autofree guint8 *known = g_malloc (n);
  const guint8 *mask = limner_plane_read_row (run->piece_mask, 0);
  Rows rows = { .run = run, .values = ground };

  run->ground = limner_picture_copy (run->piece_picture);
  run->matte = g_new0 (float, n);
  rows.to = limner_picture_get_pixels (run->ground);
  for (gsize i = 0; i < n; i++)
    {
      known[i] = mask[i] == 0;
      for (int c = 0; c < 3 && known[i]; c++)
        ground[i * 3 + c] = rows.to[i * 4 + c];
    }
  limner_membrane_fill (ground, known, run->piece.width, run->piece.height, 3, cancellable);
  limner_parallel_for (run->piece.height, clear_row, &rows, cancellable);
}

static void
matte_row (int      y,
           gpointer data)
{
  const Rows *rows = data;
  Run *run = rows->run;

  for (gsize i = (gsize) y * run->piece.width; i < (gsize) (y + 1) * run->piece.width; i++)
    {
      float apart = fabsf (rows->drawn[i].red - rows->ground[i].red) +
                    fabsf (rows->drawn[i].green - rows->ground[i].green) +
                    fabsf (rows->drawn[i].blue - rows->ground[i].blue);

      run->matte[i] = MAX (run->matte[i], limner_smoothstep (0.01f, 0.06f, apart));
    }
}

/* What was drawn onto the ground is painted; else that is seen as it is. */
static void
find_matte (Run                *run,
            const LimnerScene  *scene,
            const LimnerColour *ground)
{
  gsize n = (gsize) run->piece.width * run->piece.height;
  int width = run->piece.width;
  int height = run->piece.height;
  const guint8 *mask = limner_plane_read_row (run->piece_mask, 0);
  Rows rows = { .run = run, .drawn = scene->colours, .ground = ground };
  float *soft;

  limner_parallel_for (height, matte_row, &rows, scene->cancellable);
  soft = limner_blur_box (run->matte, width, height, MAX (MIN (width, height) / 150, 1),
                          scene->cancellable);
  if (soft == NULL)
    return;

  g_free (run->matte);
  run->matte = soft;
  for (gsize i = 0; i < n; i++)
    if (mask[i] == 0)
      run->matte[i] = 0;
}

static void
melt_row (int      y,
          gpointer data)
{
  const Rows *rows = data;
  int width = rows->run->piece.width;

  for (gsize i = (gsize) y * width; i < (gsize) (y + 1) * width; i++)
    rows->drawn[i] = limner_colour_mix (rows->ground[i], rows->drawn[i],
                                        limner_smoothstep (0.5f, 0.95f, rows->values[i]));
}

/* A place does not end at the edge of the mask as if it were cut off, but melts into what is there,
 * unless that is to go altogether. The edges of the picture are none of the mask. */
static void
melt (Run                *run,
      LimnerScene        *scene,
      const LimnerColour *ground)
{
  gsize n = (gsize) run->piece.width * run->piece.height;
  int band = MIN (run->piece.width, run->piece.height) / 8;
  g_autofree float *inside = g_new (float, n);
  g_autofree float *depth = NULL;
  const guint8 *mask = limner_plane_read_row (run->piece_mask, 0);
  Rows rows = { .run = run, .drawn = scene->colours, .ground = ground };

  if (band < 2 || run->prompt_strength >= 1)
    return;

  for (gsize i = 0; i < n; i++)
    inside[i] = mask[i] / 255.0f;
  depth = limner_blur_box (inside, run->piece.width, run->piece.height, band, scene->cancellable);
  rows.values = depth;
  if (depth != NULL)
    limner_parallel_for (run->piece.height, melt_row, &rows, scene->cancellable);
}

/* Whether the sky over a place can be that of the picture: nothing is said of another one. */
static gboolean
keeps_sky (const LimnerPainterPlan *plan)
{
  const guint skies = LIMNER_EXTRA_MOON | LIMNER_EXTRA_STARS | LIMNER_EXTRA_SUN |
                      LIMNER_EXTRA_CLOUDS | LIMNER_EXTRA_AURORA | LIMNER_EXTRA_RAINBOW;

  return plan->motif_known && !plan->light_known && !(plan->extras & skies) &&
         plan->motif != LIMNER_MOTIF_CLOUDS && plan->motif != LIMNER_MOTIF_SPACE;
}

/* Draws what is to be painted. Where the mask is, who is named without a place, and what stands by
 * itself, is put into the picture; a place gets the picture's sky. */
static void
compose (Run                     *run,
         LimnerScene             *scene,
         const LimnerPainterPlan *plan)
{
  gsize n = (gsize) scene->width * scene->height;
  g_autofree LimnerColour *ground = NULL;
  LimnerStage stage;

  limner_stage_init (&stage, scene, plan);
  stage.on_picture = run->mask != NULL && ((plan->n_beings > 0 && !plan->motif_known) ||
                                           limner_is_landmark (plan));
  stage.keeps_sky = run->mask != NULL && !stage.on_picture && keeps_sky (plan);
  if (stage.on_picture || stage.keeps_sky)
    {
      clear_ground (run);
      limner_grade_picture (scene, run->ground, 0, 0);
      ground = g_memdup2 (scene->colours, n * sizeof *ground);
    }
  limner_draw_motif (&stage);
  if (stage.keeps_sky)
    melt (run, scene, ground);
  if (ground != NULL)
    find_matte (run, scene, ground);
  if (run->picture != NULL)
    limner_grade_picture (scene, run->piece_picture, run->prompt_strength, scene_part (run, plan));
}

static gboolean
paint_one (Run     *run,
           GError **error)
{
  LimnerPainterPlan plan;
  g_autofree char *description = NULL;
  g_autoptr(LimnerScene) scene =
    limner_scene_new (run->piece.width, run->piece.height,
                      limner_generator_task_get_cancellable (run->task));

  limner_painter_plan_read (&plan, run->prompt, run->negative_prompt,
                            run->seed + (guint64) run->index);
  if (run->n_outputs > 1)
    limner_generator_task_log (run->task, "Picture %d: seed %" G_GUINT64_FORMAT, run->index + 1,
                               run->seed + (guint64) run->index);
  /* Only a picture of its own may be at any time of day. */
  if (run->mask != NULL && !plan.light_known)
    plan.light = LIMNER_LIGHT_DAY;
  description = limner_painter_plan_describe (&plan);
  if (run->picture != NULL && is_manner (&plan) && run->prompt_strength < 1)
    limner_generator_task_log (run->task, "The prompt names nothing to see; painting it over.");
  else
    limner_generator_task_log (run->task, "%s: %s.",
                               plan.motif_known || plan.subject != LIMNER_SUBJECT_NONE
                                 ? "Painting"
                                 : "No motif of the prompt is known; painting",
                               description);
  g_clear_pointer (&run->ground, limner_picture_unref);
  g_clear_pointer (&run->matte, g_free);
  compose (run, scene, &plan);
  limner_grade_scene (scene, &plan, run->guidance, run->style);
  if (limner_generator_set_cancelled (run->task, error))
    return FALSE;
  tell_progress (run, SCENE_SHARE);

  if (plan.material <= LIMNER_MATERIAL_POINTS)
    return paint_with_brush (run, scene, &plan, error);

  return paint_on_paper (run, scene, &plan, error);
}

/**
 * limner_painter_run:
 * @task: a run of `limner/painter`
 * @error: return location for an error
 *
 * Paints pictures from words: reads from the prompt a motif, a light, a palette and a material,
 * composes a scene by the seed and paints it with strokes, washes or a print. With an image it
 * paints that over, with a mask only a part of it.
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_painter_run (LimnerGeneratorTask  *task,
                    GError              **error)
{
  g_auto(Run) run = { .task = task };

  if (!read_run (&run, error))
    return FALSE;

  find_piece (&run);
  run.seed = limner_generator_read_seed (task);
  limner_generator_task_progress (task, 0, run.n_steps * run.n_outputs);
  for (run.index = 0; run.index < run.n_outputs; run.index++)
    {
      if (run.picture != NULL && run.prompt_strength <= 0)
        {
          if (!limner_generator_emit_picture (task, run.picture, error))
            return FALSE;
          tell_progress (&run, 1);
          continue;
        }
      if (!paint_one (&run, error))
        return FALSE;
    }

  return TRUE;
}
