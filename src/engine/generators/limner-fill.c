/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-ops.h"

#include "limner-fill-private.h"
#include "limner-generator-io.h"
#include "limner-generators.h"
#include "limner-membrane.h"

/* Mask values above this are the hole. */
#define MASK_LIMIT   127

/* How sharply the best patches win the last vote of a level. */
#define LAST_SHARPNESS 80

#define MAX_LEVELS   12

/* Pixels between two looks at the cancellable where work does not go by rows. */
#define PIXELS_PER_LOOK 16384

/* What it costs, in an extension, to copy from a place that lies a whole picture higher or lower:
 * as much as a patch with a tone that is wrong all over by a tenth of what there is. */
#define PULL         230000

/* Where the picture has less contrast than this (the variance of its lightness), patches differ
 * less, and so little that the height of a place costs less too: otherwise an empty sky would be
 * drawn out in streaks. */
#define FULL_CONTRAST (50.0 * 50.0)
#define LEAST_PULL    0.08

/* The largest region that is worked on at full size, at some 35 bytes for each pixel. */
#define USUAL_MAX_PIXELS (20 * 1000 * 1000)

/* The coarsest level is the one on which the hole is at most this thick, in pixels from its edge to
 * its middle, and still leaves this many patches to copy. */
#define COARSE_DEPTH 3
#define MIN_SOURCES  150

/* Lines that go on behind the hole are looked for on the first level with no longer side than
 * this, in holes that have this many levels. */
#define GUIDE_SIDE       640
#define MIN_GUIDE_LEVELS 4

/* How much work each quality is: rounds of search and vote on the coarsest and on the finest
 * level, and looks per search. */
static const struct
{
  int coarse_rounds;
  int fine_rounds;
  int n_looks;
  int reach;          /* of the search on the finest level */
} efforts[] = {
  [LIMNER_FILL_DRAFT]  = { 4, 1, 3, 16 },
  [LIMNER_FILL_NORMAL] = { 12, 3, 6, 64 },
  [LIMNER_FILL_BEST]   = { 24, 8, 10, 256 },
};

/**
 * limner_fill_quality_from_string:
 * @text: `draft`, `normal` or `best`
 *
 * Returns: the quality; %LIMNER_FILL_NORMAL for any other word
 */
LimnerFillQuality
limner_fill_quality_from_string (const char *text)
{
  if (g_strcmp0 (text, "draft") == 0)
    return LIMNER_FILL_DRAFT;
  if (g_strcmp0 (text, "best") == 0)
    return LIMNER_FILL_BEST;

  return LIMNER_FILL_NORMAL;
}

static void
tell_progress (const LimnerFillOptions *options,
               int                      step,
               int                      n_steps)
{
  if (options->progress != NULL)
    options->progress (step, n_steps, options->progress_data);
}

/* How far it is from the middle of the hole to its edge, to a factor of two: how often the hole
 * can lose its outermost pixels in steps of halving. */
static int
hole_depth (const LimnerFillLevel *level)
{
  gsize n = (gsize) level->width * level->height;
  g_autofree guint8 *left = g_memdup2 (level->hole, n);
  g_autofree guint8 *next = g_malloc (n);
  int depth = 0;
  gboolean any = TRUE;

  while (any && depth < COARSE_DEPTH + 1)
    {
      any = FALSE;
      for (int y = 0; y < level->height && !g_cancellable_is_cancelled (level->cancellable); y++)
        for (int x = 0; x < level->width; x++)
          {
            gsize at = (gsize) y * level->width + x;

            next[at] = left[at] && (x == 0 || left[at - 1]) &&
                       (x == level->width - 1 || left[at + 1]) &&
                       (y == 0 || left[at - level->width]) &&
                       (y == level->height - 1 || left[at + level->width]);
            any |= next[at];
          }
      memcpy (left, next, n);
      depth++;
    }

  return depth;
}

static guint
count_sources (const LimnerFillLevel *level)
{
  g_autofree int *runs = g_new0 (int, level->width);
  guint count = 0;

  for (int y = 0; y < level->height && !g_cancellable_is_cancelled (level->cancellable); y++)
    {
      int across = 0;

      for (int x = 0; x < level->width; x++)
        {
          runs[x] = level->hole[(gsize) y * level->width + x] ? 0 : runs[x] + 1;
          across = runs[x] >= LIMNER_FILL_SIDE ? across + 1 : 0;
          count += across >= LIMNER_FILL_SIDE;
        }
    }

  return count;
}

/* One level, from taking over the coarser one's matches to the last vote. */
static void
run_level (LimnerFillLevel         *level,
           const LimnerFillLevel   *coarser,
           const LimnerFillOptions *options,
           int                      index,
           int                      n_levels,
           GCancellable            *cancellable)
{
  LimnerFillSearch search = {
    .seed = options->seed,
    .index = index,
    .n_looks = efforts[options->quality].n_looks,
    .cancellable = cancellable,
  };
  int coarse = efforts[options->quality].coarse_rounds;
  int fine = efforts[options->quality].fine_rounds;
  int n_rounds = n_levels > 1 ? fine + (coarse - fine) * index / (n_levels - 1) : coarse;

  search.reach = MAX (efforts[options->quality].reach, MAX (level->width, level->height) >> 3);
  if (coarser == NULL)
    {
      search.reach = MAX (level->width, level->height);
      if (options->extending)
        _limner_fill_find_rare (level, cancellable);
      _limner_fill_begin (level, &search);
    }
  else
    {
      _limner_fill_inherit (level, coarser, options->seed);
      _limner_fill_vote (level, 1, cancellable);
    }

  for (int round = 0; round < n_rounds && !g_cancellable_is_cancelled (cancellable); round++)
    {
      _limner_fill_search (level, &search, 2 * round);
      _limner_fill_search (level, &search, 2 * round + 1);
      if (_limner_fill_vote (level, round == n_rounds - 1 ? LAST_SHARPNESS : 1, cancellable) < 0.05)
        break;
    }
}

/* Where there is no patch to copy, the picture goes on as smoothly as it can. */
static void
fill_smoothly (guint8       *pixels,
               const guint8 *hole,
               int           width,
               int           height,
               GCancellable *cancellable)
{
  gsize n = (gsize) width * height;
  g_autofree float *values = g_new (float, n * 4);
  g_autofree guint8 *known = g_malloc (n);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * width; i < (gsize) (y + 1) * width; i++)
      {
        known[i] = !hole[i];
        for (int c = 0; c < 4; c++)
          values[i * 4 + c] = pixels[i * 4 + c];
      }
  limner_membrane_fill (values, known, width, height, 4, cancellable);
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * width; i < (gsize) (y + 1) * width; i++)
      for (int c = 0; c < 4 && hole[i]; c++)
        pixels[i * 4 + c] = (guint8) CLAMP (values[i * 4 + c] + 0.5f, 0.0f, 255.0f);
}

static void
free_levels (LimnerFillLevel **levels)
{
  for (int i = 0; i < MAX_LEVELS; i++)
    g_clear_pointer (&levels[i], _limner_fill_level_free);
}

/* The part of the usual pull that suits a picture's contrast. */
static double
pull_part (const guint8 *pixels,
           const guint8 *hole,
           gsize         n,
           GCancellable *cancellable)
{
  double sum = 0;
  double squares = 0;
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    {
      double light = (77 * pixels[i * 4] + 150 * pixels[i * 4 + 1] + 29 * pixels[i * 4 + 2]) /
                     256.0;

      if (i % PIXELS_PER_LOOK == 0 && g_cancellable_is_cancelled (cancellable))
        return 1;
      if (hole[i])
        continue;
      sum += light;
      squares += light * light;
      count++;
    }
  if (count == 0)
    return 1;

  sum /= (double) count;
  return CLAMP ((squares / (double) count - sum * sum) / FULL_CONTRAST, LEAST_PULL, 1.0);
}

/* Finds the lines that go on behind the hole and tells all levels. */
static void
guide_levels (LimnerFillLevel **levels,
              int               n_levels)
{
  LimnerFillGuide guides[LIMNER_FILL_MAX_GUIDES];
  guint n_guides;
  int at = 0;

  if (n_levels < MIN_GUIDE_LEVELS)
    return;

  while (at < n_levels - 1 && MAX (levels[at]->width, levels[at]->height) > GUIDE_SIDE)
    at++;
  n_guides = _limner_fill_find_guides (levels[at], guides);
  for (int i = 0; i < n_levels; i++)
    {
      LimnerFillGuide scaled[LIMNER_FILL_MAX_GUIDES];

      for (guint k = 0; k < n_guides; k++)
        scaled[k] = _limner_fill_scale_guide (&guides[k], exp2f ((float) (at - i)));
      _limner_fill_set_guides (levels[i], scaled, n_guides);
    }
}

static int
make_levels (LimnerFillLevel **levels,
             const guint8     *pixels,
             const guint8     *hole,
             int               width,
             int               height,
             int               reach,
             gboolean          extending,
             GCancellable     *cancellable)
{
  int n = 1;

  levels[0] = _limner_fill_level_new (pixels, hole, width, height, cancellable);
  if (extending)
    levels[0]->pull = (guint) (PULL * pull_part (pixels, hole, (gsize) width * height,
                                                 cancellable) / height);
  while (n < MAX_LEVELS && !g_cancellable_is_cancelled (cancellable) &&
         hole_depth (levels[n - 1]) > COARSE_DEPTH)
    {
      levels[n] = _limner_fill_level_shrink (levels[n - 1]);
      if (count_sources (levels[n]) < MIN_SOURCES)
        {
          g_clear_pointer (&levels[n], _limner_fill_level_free);
          break;
        }
      n++;
    }
  for (int i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++)
    _limner_fill_level_prepare (levels[i], (reach >> i) + 3 * LIMNER_FILL_SIDE);
  if (!g_cancellable_is_cancelled (cancellable))
    guide_levels (levels, n);

  return n;
}

/* Fills the hole of a piece of a picture in place. */
static void
fill_region (guint8                  *pixels,
             const guint8            *hole,
             int                      width,
             int                      height,
             int                      reach,
             const LimnerFillOptions *options,
             GCancellable            *cancellable)
{
  LimnerFillLevel *levels[MAX_LEVELS] = { NULL };
  int n_levels = make_levels (levels, pixels, hole, width, height, reach, options->extending,
                              cancellable);

  if (g_cancellable_is_cancelled (cancellable))
    {
      free_levels (levels);
      return;
    }
  if (levels[0]->n_sources == 0)
    {
      free_levels (levels);
      fill_smoothly (pixels, hole, width, height, cancellable);
      tell_progress (options, 1, 1);
      return;
    }

  for (int i = n_levels - 1; i >= 0 && !g_cancellable_is_cancelled (cancellable); i--)
    {
      run_level (levels[i], i + 1 < n_levels ? levels[i + 1] : NULL, options, i, n_levels,
                 cancellable);
      if (i + 1 < n_levels)
        g_clear_pointer (&levels[i + 1], _limner_fill_level_free);
      tell_progress (options, n_levels - i, n_levels);
    }
  if (!g_cancellable_is_cancelled (cancellable))
    _limner_fill_blend (levels[0], pixels, cancellable);
  if (!g_cancellable_is_cancelled (cancellable))
    _limner_fill_deliver (levels[0], pixels, cancellable);
  free_levels (levels);
}

/* Cuts the region out, fills it and puts the hole's pixels, and only these, into the answer. */
static void
fill_cut (LimnerPicture           *answer,
          const LimnerPlane       *mask,
          const LimnerRect        *region,
          int                      reach,
          const LimnerFillOptions *options,
          GCancellable            *cancellable)
{
  gsize n = (gsize) region->width * region->height;
  g_autofree guint8 *pixels = g_malloc (n * 4);
  g_autofree guint8 *hole = g_malloc (n);
  gsize stride = limner_picture_get_stride (answer);
  guint8 *corner = limner_picture_get_pixels (answer) + region->y * stride + (gsize) region->x * 4;

  for (int y = 0; y < region->height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      const guint8 *row = limner_plane_read_row (mask, region->y + y) + region->x;

      memcpy (pixels + (gsize) y * region->width * 4, corner + y * stride,
              (gsize) region->width * 4);
      for (int x = 0; x < region->width; x++)
        hole[(gsize) y * region->width + x] = row[x] > MASK_LIMIT;
    }

  if (!g_cancellable_is_cancelled (cancellable))
    fill_region (pixels, hole, region->width, region->height, reach, options, cancellable);

  for (int y = 0; y < region->height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < region->width; x++)
      {
        gsize at = (gsize) y * region->width + x;

        if (hole[at])
          memcpy (corner + y * stride + (gsize) x * 4, pixels + at * 4, 4);
      }
}

/* A part of a picture that changes its size on a thread of its own. */
typedef struct
{
  LimnerPicture *picture;
  LimnerPlane   *mask;     /* (nullable) */
  LimnerRect     region;   /* what of them */
  int            width;    /* of the answer */
  int            height;
  LimnerFilter   filter;
} Scaling;

static void
scaling_free (Scaling *self)
{
  limner_picture_unref (self->picture);
  g_clear_pointer (&self->mask, limner_plane_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scaling, scaling_free)

static void
scale_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  const Scaling *scaling = data;
  const LimnerRect *region = &scaling->region;
  Scaling *scaled = g_new0 (Scaling, 1);
  g_autoptr(LimnerPicture) cut = limner_picture_crop (scaling->picture, region->x, region->y,
                                                      region->width, region->height, 0);

  scaled->picture = limner_picture_scale (cut, scaling->width, scaling->height, scaling->filter);
  if (scaling->mask != NULL)
    {
      g_autoptr(LimnerPlane) cut_mask = limner_plane_crop (scaling->mask, region->x, region->y,
                                                           region->width, region->height, 0);

      scaled->mask = limner_plane_scale (cut_mask, scaling->width, scaling->height,
                                         scaling->filter);
    }
  g_task_return_pointer (task, scaled, (GDestroyNotify) scaling_free);
}

static Scaling *
scale (const LimnerPicture  *picture,
       const LimnerPlane    *mask,
       const LimnerRect     *region,
       int                   width,
       int                   height,
       LimnerFilter          filter,
       GCancellable         *cancellable,
       GError              **error)
{
  Scaling *scaling = g_new0 (Scaling, 1);

  scaling->picture = limner_picture_ref ((LimnerPicture *) picture);
  scaling->mask = mask != NULL ? limner_plane_ref ((LimnerPlane *) mask) : NULL;
  scaling->region = *region;
  scaling->width = width;
  scaling->height = height;
  scaling->filter = filter;

  return limner_generator_run_apart (scale_thread, scaling, (GDestroyNotify) scaling_free,
                                     cancellable, error);
}

/* Fills a region that is too large to be worked on: at half the size, enlarged again. */
static gboolean
fill_halved (LimnerPicture           *answer,
             const LimnerPlane       *mask,
             const LimnerRect        *region,
             const LimnerFillOptions *options,
             GCancellable            *cancellable,
             GError                 **error)
{
  int width = MAX (region->width / 2, 1);
  int height = MAX (region->height / 2, 1);
  LimnerRect all = { 0, 0, width, height };
  g_autoptr(Scaling) small = scale (answer, mask, region, width, height, LIMNER_FILTER_AREA,
                                    cancellable, error);
  g_autoptr(Scaling) large = NULL;
  g_autoptr(LimnerPicture) filled = NULL;
  guint8 *hole;

  if (small == NULL)
    return FALSE;

  /* What has any part in the hole is not known. */
  hole = limner_plane_get_pixels (small->mask);
  for (gsize i = 0; i < (gsize) width * height; i++)
    hole[i] = hole[i] > 0 ? 255 : 0;
  filled = limner_fill_picture (small->picture, small->mask, options, cancellable, error);
  if (filled == NULL)
    return FALSE;

  large = scale (filled, NULL, &all, region->width, region->height, LIMNER_FILTER_CUBIC,
                 cancellable, error);
  if (large == NULL)
    return FALSE;

  for (int y = 0; y < region->height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      const guint8 *within = limner_plane_read_row (mask, region->y + y) + region->x;
      const guint8 *from = limner_picture_read_row (large->picture, y);
      guint8 *to = limner_picture_get_pixels (answer) +
                   (gsize) (region->y + y) * limner_picture_get_stride (answer) +
                   (gsize) region->x * 4;

      for (int x = 0; x < region->width; x++)
        if (within[x] > MASK_LIMIT)
          memcpy (to + (gsize) x * 4, from + (gsize) x * 4, 4);
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* A copy, made by rows. */
static LimnerPicture *
copy_picture (const LimnerPicture *picture,
              GCancellable        *cancellable)
{
  int height = limner_picture_get_height (picture);
  LimnerPicture *copy = limner_picture_new (limner_picture_get_width (picture), height);
  gsize stride = limner_picture_get_stride (picture);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    memcpy (limner_picture_get_pixels (copy) + y * stride, limner_picture_read_row (picture, y),
            stride);

  return copy;
}

/**
 * limner_fill_picture:
 * @picture: a picture
 * @mask: of its size; what is above 127 is filled
 * @options: how
 * @cancellable: (nullable): ends it early
 * @error: return location for an error
 *
 * Fills a part of a picture with what fits there, copied from the rest: from coarse to fine, each
 * patch of the hole is matched with one of the surroundings (PatchMatch, Barnes et al., 2009), and
 * pixels become the mean of what the patches over them say (Wexler et al., 2007). Straight lines
 * that are seen on both sides of a large hole go on in it. Pixels outside the hole keep every byte.
 * The answer depends on the seed, not on the number of threads.
 *
 * Returns: (transfer full) (nullable): the filled picture, or %NULL with an error
 */
LimnerPicture *
limner_fill_picture (const LimnerPicture      *picture,
                     const LimnerPlane        *mask,
                     const LimnerFillOptions  *options,
                     GCancellable             *cancellable,
                     GError                  **error)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  LimnerRect all = { 0, 0, width, height };
  LimnerRect region;
  g_autoptr(LimnerPicture) answer = NULL;
  gsize max_pixels;
  int reach;

  g_return_val_if_fail (limner_plane_get_width (mask) == width, NULL);
  g_return_val_if_fail (limner_plane_get_height (mask) == height, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  answer = copy_picture (picture, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!limner_generator_find_mask (mask, MASK_LIMIT, &region))
    {
      tell_progress (options, 1, 1);
      return g_steal_pointer (&answer);
    }

  reach = MAX (160, MAX (region.width, region.height) * 3 / 4);
  limner_rect_grow (&region, reach);
  limner_rect_intersect (&region, &all, &region);

  max_pixels = options->max_pixels > 0 ? options->max_pixels : USUAL_MAX_PIXELS;
  if ((gsize) region.width * region.height > max_pixels)
    {
      if (!fill_halved (answer, mask, &region, options, cancellable, error))
        return NULL;
      return g_steal_pointer (&answer);
    }

  fill_cut (answer, mask, &region, reach, options, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&answer);
}

static void
progress_cb (int      step,
             int      n_steps,
             gpointer data)
{
  limner_generator_task_progress (data, step, n_steps);
}

/* Without a mask, the transparent part of a picture is what is to be filled. */
static LimnerPlane *
mask_from_alpha (const LimnerPicture *picture,
                 GCancellable        *cancellable)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  LimnerPlane *mask = limner_plane_new (width, height);
  guint8 *to = limner_plane_get_pixels (mask);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x < width; x++)
        *to++ = 255 - row[x * 4 + 3];
    }

  return mask;
}

static gboolean
is_full (const LimnerPlane *mask,
         GCancellable      *cancellable)
{
  int width = limner_plane_get_width (mask);

  for (int y = 0; y < limner_plane_get_height (mask); y++)
    {
      const guint8 *row = limner_plane_read_row (mask, y);

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      for (int x = 0; x < width; x++)
        if (row[x] <= MASK_LIMIT)
          return FALSE;
    }

  return TRUE;
}

/**
 * limner_fill_for_task:
 * @task: a run of a model that fills
 * @picture: what to fill
 * @mask: of its size
 * @extending: as in #LimnerFillOptions
 * @error: return location for an error
 *
 * Fills a picture as the inputs `quality` and `seed` ask and hands it over.
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_fill_for_task (LimnerGeneratorTask  *task,
                      const LimnerPicture  *picture,
                      const LimnerPlane    *mask,
                      gboolean              extending,
                      GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  g_autoptr(LimnerPicture) answer = NULL;
  LimnerFillOptions options = {
    .quality = limner_fill_quality_from_string (limner_json_get_string (input, "quality", NULL)),
    .extending = extending,
    .progress = progress_cb,
    .progress_data = task,
  };

  if (is_full (mask, limner_generator_task_get_cancellable (task)))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "The mask covers the whole picture, so there is nothing to fill it from.");
      return FALSE;
    }

  options.seed = limner_generator_read_seed (task);
  answer = limner_fill_picture (picture, mask, &options,
                                limner_generator_task_get_cancellable (task), error);

  return answer != NULL && limner_generator_emit_picture (task, answer, error);
}

/**
 * limner_fill_run:
 * @task: a run of `limner/fill`
 * @error: return location for an error
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_fill_run (LimnerGeneratorTask  *task,
                 GError              **error)
{
  g_autoptr(LimnerPicture) picture = limner_generator_read_required (task, "image", error);
  g_autoptr(LimnerPlane) mask = NULL;
  g_autoptr(GError) mask_error = NULL;

  if (picture == NULL)
    return FALSE;
  mask = limner_generator_read_mask (task, "mask", limner_picture_get_width (picture),
                                     limner_picture_get_height (picture), &mask_error);
  if (mask_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&mask_error));
      return FALSE;
    }
  if (mask == NULL)
    mask = mask_from_alpha (picture, limner_generator_task_get_cancellable (task));

  return limner_fill_for_task (task, picture, mask, FALSE, error);
}
