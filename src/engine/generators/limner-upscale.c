/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-generator-io.h"
#include "limner-generators.h"
#include "limner-parallel.h"
#include "limner-upscale.h"
#include "limner-vector.h"

/*
 * Enlarging by filters that were learned, one for each kind of edge (after Romano, Isidoro and
 * Milanfar, "RAISR", 2017): round each pixel the structure tensor tells the direction, the strength
 * and the clearness of an edge; a filter of 5 × 5 for that kind makes each of the four children;
 * the filters of the other three are mirror images of that for the upper left. Then the children
 * are shifted so that they send as much light as the pixel (back-projection in linear light), so
 * that bright grain on a dark ground does not get lighter. Four times is twice twice. The filters
 * work on values of sRGB, in which they were learned: in linear light every edge would ring in its
 * dark half. All are times opacity.
 *
 *   rows of the picture ──double──▶ rows of twice the size ──double──▶ rows of the answer
 *
 * is done for a band of rows at a time, so that memory stays small.
 */

/* Rows of the smaller picture that a band makes out of, and how many more it reads on each side. */
#define BAND     16
#define MARGIN   3

#define RADIUS   2
#define SIDE     5
#define CHANNELS 4

#define N_ANGLES 8
#define N_GRADES 3

/* How far from the soft filters towards the learned ones (1) and beyond a full sharpen goes: half
 * of it is a little beyond, which costs next to nothing and gives texture its strength. */
#define LEARNED_PART 2.4f

/* An opacity so near to 255 is that of a picture without any, but for rounding. */
#define NEARLY_FULL  1.0f

/* The least part of a pixel's light that its children keep. */
#define LIGHT_LIMIT 0.5f

/* Filters for the four children of a pixel, by bucket; the taps in the order of the rows. */
typedef struct
{
  float taps[LIMNER_UPSCALE_BUCKETS][LIMNER_UPSCALE_TAPS];
} Filters;

/* The numbers of a pixel, which are computed at once. */
typedef float Quad __attribute__ ((vector_size (CHANNELS * sizeof (float))));

/* Rows of a picture, with MARGIN more pixels on each side that repeat the outermost one. */
typedef struct
{
  int    width;
  int    top;        /* first row that is there */
  int    bottom;     /* first row beyond */
  int    height;     /* of the whole picture */
  gsize  stride;     /* numbers from one row to the next */
  float *values;     /* CHANNELS for each pixel, colours times opacity */
} Rows;

typedef struct
{
  const LimnerPicture *picture;
  LimnerPicture       *answer;
  int                  n_doublings;
  Filters             *filters;     /* 4 for each doubling: the children in the order of the rows */
} Work;

static void
rows_clear (Rows *self)
{
  g_clear_pointer (&self->values, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static Rows
rows_new (int width,
          int height,
          int top,
          int bottom)
{
  Rows self = { width, MAX (top, 0), MIN (bottom, height), height,
                (gsize) (width + 2 * MARGIN) * CHANNELS, NULL };

  self.values = g_new (float, self.stride * (self.bottom - self.top));
  return self;
}

/* The first pixel of a row; beyond the upper and the lower side the nearest row counts. */
static inline float *
rows_at (const Rows *self,
         int         y)
{
  y = CLAMP (y, self->top, self->bottom - 1);
  return self->values + (gsize) (y - self->top) * self->stride + MARGIN * CHANNELS;
}

static void
repeat_sides (const Rows *self)
{
  for (int y = self->top; y < self->bottom; y++)
    {
      float *row = rows_at (self, y);

      for (int i = 1; i <= MARGIN; i++)
        {
          memcpy (row - i * CHANNELS, row, CHANNELS * sizeof (float));
          memcpy (row + (gsize) (self->width - 1 + i) * CHANNELS,
                  row + (gsize) (self->width - 1) * CHANNELS, CHANNELS * sizeof (float));
        }
    }
}

/* A soft filter for the upper left child: Catmull-Rom a quarter of a pixel off the middle. */
static float
soft_tap (int tap)
{
  static const float cubic[SIDE] = { -0.0234375f, 0.2265625f, 0.8671875f, -0.0703125f, 0 };

  return cubic[tap / SIDE] * cubic[tap % SIDE];
}

/* The filters for a sharpness from 0 to 1. */
static Filters *
make_filters (int   n_doublings,
              float sharpen)
{
  Filters *filters = g_new (Filters, (gsize) n_doublings * 4);
  float part = LEARNED_PART * sharpen;

  for (int doubling = 0; doubling < n_doublings; doubling++)
    for (int child = 0; child < 4; child++)
      for (int bucket = 0; bucket < LIMNER_UPSCALE_BUCKETS; bucket++)
        for (int tap = 0; tap < LIMNER_UPSCALE_TAPS; tap++)
          {
            int x = child % 2 == 0 ? tap % SIDE : SIDE - 1 - tap % SIDE;
            int y = child < 2 ? tap / SIDE : SIDE - 1 - tap / SIDE;
            int from = y * SIDE + x;
            float soft = soft_tap (from);
            float learned = (float) _limner_upscale_filters[doubling][bucket][from] /
                            LIMNER_UPSCALE_UNIT;

            filters[doubling * 4 + child].taps[bucket][tap] = soft + (learned - soft) * part;
          }

  return filters;
}

/* Lightness for the directions of edges, 0 to 255. */
static inline float
luma (const float *pixel)
{
  return 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];
}

static void
measure_luma (const Rows *rows,
              int         y,
              float      *to)
{
  const float *row = rows_at (rows, y) - MARGIN * CHANNELS;

  for (int x = 0; x < rows->width + 2 * MARGIN; x++)
    to[x] = luma (row + (gsize) x * CHANNELS);
}

/* The products of the gradient in one row, smoothed along it; the lines hold the lightness of the
 * row above, the row itself and the one below, with MARGIN more on each side. */
static void
measure_row (float  **lines,
             int      width,
             float   *products,
             float   *smoothed)
{
  const float *above = lines[0] + MARGIN - RADIUS;
  const float *row = lines[1] + MARGIN - RADIUS;
  const float *below = lines[2] + MARGIN - RADIUS;

  for (int x = 0; x < width + 2 * RADIUS; x++)
    {
      float dx = (row[x + 1] - row[x - 1]) * 0.5f;
      float dy = (below[x] - above[x]) * 0.5f;

      products[x * 3] = dx * dx;
      products[x * 3 + 1] = dx * dy;
      products[x * 3 + 2] = dy * dy;
    }
  for (int i = 0; i < width * 3; i++)
    smoothed[i] = (products[i] + products[i + 12] + 2 * (products[i + 3] + products[i + 9]) +
                   3 * products[i + 6]) / 9;
}

/* Which eighth of half a turn a gradient's direction lies in. */
static inline int
octant (float cosine,
        float sine)
{
  gboolean low = sine < 0;
  int eighth;

  if (low)
    {
      cosine = -cosine;
      sine = -sine;
    }
  eighth = cosine > 0 ? (sine < cosine ? 0 : 1) : (sine > -cosine ? 2 : 3);
  return eighth + (low ? 4 : 0);
}

/* The kind of edge, as it is and mirrored. */
static inline void
find_buckets (const float *tensor,
              int         *plain,
              int         *mirrored)
{
  float half = (tensor[0] - tensor[2]) * 0.5f;
  float mean = (tensor[0] + tensor[2]) * 0.5f;
  float spread = sqrtf (half * half + tensor[1] * tensor[1]);
  float strong = sqrtf (mean + spread);
  float weak = sqrtf (MAX (mean - spread, 0.0f));
  float clear = (strong - weak) / (strong + weak + 1e-3f);
  int grade = (strong > 4) + (strong > 14);
  int kind = grade * N_GRADES + (clear > 0.25f) + (clear > 0.55f);

  *plain = octant (half, tensor[1]) * N_GRADES * N_GRADES + kind;
  *mirrored = octant (half, -tensor[1]) * N_GRADES * N_GRADES + kind;
}

static inline Quad
load_quad (const float *from)
{
  Quad quad;

  memcpy (&quad, from, sizeof quad);
  return quad;
}

/* What to add to all four children so that together they send as much light as the pixel. Light is
 * taken for the square of a value, so that with the mean m and the variance v of the children the
 * sum of (child + s)² is 4 pixel² for s = √(pixel² - v) - m. Where the variance is more than
 * LIGHT_LIMIT of the light, which is where a dark line runs through light, it is not followed. */
static inline Quad
project_light (Quad       pixel,
               const Quad children[4])
{
  Quad mean = (children[0] + children[1] + children[2] + children[3]) * 0.25f;
  Quad square = { 0 };
  Quad root;

  for (int child = 0; child < 4; child++)
    square += (children[child] - mean) * (children[child] - mean);
  /* Where the opacity changes, colours change with it: they are kept as they are. */
  if (square[CHANNELS - 1] > 1)
    return pixel - mean;
  square = pixel * pixel - square * 0.25f;
  for (int c = 0; c < CHANNELS; c++)
    root[c] = sqrtf (MAX (square[c], LIGHT_LIMIT * pixel[c] * pixel[c]));
  root[CHANNELS - 1] = pixel[CHANNELS - 1];

  return root - mean;
}

/* Makes the four children of a pixel; rows are the five round it, from its column - RADIUS on. */
static inline __attribute__ ((always_inline)) void
make_children (const float * const *rows,
               const Filters       *filters,
               int                  plain,
               int                  mirrored,
               Quad                 children[4])
{
  const float *first = filters[0].taps[plain];
  const float *second = filters[1].taps[mirrored];
  const float *third = filters[2].taps[mirrored];
  const float *fourth = filters[3].taps[plain];
  Quad sums[4] = { { 0 }, { 0 }, { 0 }, { 0 } };
  Quad shift;

  for (int j = 0; j < SIDE; j++)
    for (int i = 0; i < SIDE; i++)
      {
        Quad from = load_quad (rows[j] + i * CHANNELS);

        sums[0] += first[j * SIDE + i] * from;
        sums[1] += second[j * SIDE + i] * from;
        sums[2] += third[j * SIDE + i] * from;
        sums[3] += fourth[j * SIDE + i] * from;
      }

  shift = project_light (load_quad (rows[RADIUS] + RADIUS * CHANNELS), sums);
  for (int child = 0; child < 4; child++)
    children[child] = sums[child] + shift;
}

/* Doubles one row; first is where the smoothed products of the row RADIUS above it begin. */
LIMNER_VECTOR_CLONES static void
double_row (const Rows    *from,
            const Filters *filters,
            const float   *first,
            int            y,
            Rows          *to)
{
  gsize stride = (gsize) from->width * 3;
  float *upper = 2 * y >= to->top ? rows_at (to, 2 * y) : NULL;
  float *lower = 2 * y + 1 < to->bottom ? rows_at (to, 2 * y + 1) : NULL;
  const float *rows[SIDE];

  for (int j = 0; j < SIDE; j++)
    rows[j] = rows_at (from, y + j - RADIUS) - RADIUS * CHANNELS;

  for (int x = 0; x < from->width; x++)
    {
      float tensor[3];
      Quad children[4];
      int plain;
      int mirrored;

      for (int c = 0; c < 3; c++)
        {
          const float *at = first + (gsize) x * 3 + c;

          tensor[c] = (at[0] + at[4 * stride] + 2 * (at[stride] + at[3 * stride]) +
                       3 * at[2 * stride]) / 9;
        }
      find_buckets (tensor, &plain, &mirrored);
      make_children (rows, filters, plain, mirrored, children);
      if (upper != NULL)
        memcpy (upper + (gsize) x * 2 * CHANNELS, children, 2 * CHANNELS * sizeof (float));
      if (lower != NULL)
        memcpy (lower + (gsize) x * 2 * CHANNELS, children + 2, 2 * CHANNELS * sizeof (float));
      for (int j = 0; j < SIDE; j++)
        rows[j] += CHANNELS;
    }
}

/* Doubles rows: those from @top to @bottom of the smaller picture become twice as many. */
static void
double_rows (const Rows    *from,
             const Filters *filters,
             Rows          *to)
{
  int width = from->width;
  int top = to->top / 2;
  int bottom = (to->bottom + 1) / 2;
  gsize stride = (gsize) width * 3;
  gsize line = width + 2 * MARGIN;
  g_autofree float *products = g_new (float, (gsize) (width + 2 * RADIUS) * 3);
  g_autofree float *smoothed = g_new (float, stride * (bottom - top + 2 * RADIUS));
  g_autofree float *lumas = g_new (float, line * (bottom - top + 2 * MARGIN));

  for (int y = top - MARGIN; y < bottom + MARGIN; y++)
    measure_luma (from, CLAMP (y, 0, from->height - 1), lumas + line * (y - top + MARGIN));
  for (int y = top - RADIUS; y < bottom + RADIUS; y++)
    {
      int at = CLAMP (y, 0, from->height - 1) - top + MARGIN;
      float *lines[3] = { lumas + line * (at - 1), lumas + line * at, lumas + line * (at + 1) };

      measure_row (lines, width, products, smoothed + stride * (y - top + RADIUS));
    }
  for (int y = top; y < bottom; y++)
    double_row (from, filters, smoothed + stride * (y - top), y, to);
}

static Rows
read_rows (const LimnerPicture *picture,
           int                  top,
           int                  bottom)
{
  Rows rows = rows_new (limner_picture_get_width (picture), limner_picture_get_height (picture),
                        top, bottom);

  for (int y = rows.top; y < rows.bottom; y++)
    {
      const guint8 *from = limner_picture_read_row (picture, y);
      float *to = rows_at (&rows, y);

      for (int x = 0; x < rows.width * CHANNELS; x += CHANNELS)
        {
          float opacity = from[x + 3] / 255.0f;

          to[x] = from[x] * opacity;
          to[x + 1] = from[x + 1] * opacity;
          to[x + 2] = from[x + 2] * opacity;
          to[x + 3] = from[x + 3];
        }
    }
  repeat_sides (&rows);

  return rows;
}

static void
write_rows (const Rows    *rows,
            LimnerPicture *picture,
            int            top,
            int            bottom)
{
  for (int y = top; y < bottom; y++)
    {
      const float *from = rows_at (rows, y);
      guint8 *to = limner_picture_get_pixels (picture) +
                   (gsize) y * limner_picture_get_stride (picture);

      for (int x = 0; x < rows->width * CHANNELS; x += CHANNELS)
        {
          /* Where the opacity goes beyond what there is, the colours times opacity do so too:
           * divided by less, they would draw a bright rim. */
          float full = fabsf (from[x + 3] - 255) < NEARLY_FULL ? 255 : from[x + 3];
          float opacity = CLAMP (full, 0.0f, 255.0f);
          float factor = full > 0.5f ? 255 / full : 0;

          to[x] = (guint8) CLAMP (from[x] * factor + 0.5f, 0.0f, 255.0f);
          to[x + 1] = (guint8) CLAMP (from[x + 1] * factor + 0.5f, 0.0f, 255.0f);
          to[x + 2] = (guint8) CLAMP (from[x + 2] * factor + 0.5f, 0.0f, 255.0f);
          to[x + 3] = (guint8) (opacity + 0.5f);
        }
    }
}

static void
enlarge_band (int      index,
              gpointer data)
{
  const Work *work = data;
  int width = limner_picture_get_width (work->picture);
  int height = limner_picture_get_height (work->picture);
  int top = index * BAND;
  int bottom = MIN (top + BAND, height);
  g_auto(Rows) small = read_rows (work->picture, top - 2 * MARGIN, bottom + 2 * MARGIN);
  g_auto(Rows) twice = rows_new (width * 2, height * 2,
                                 top * 2 - (work->n_doublings > 1 ? MARGIN : 0),
                                 bottom * 2 + (work->n_doublings > 1 ? MARGIN : 0));

  double_rows (&small, work->filters, &twice);
  if (work->n_doublings > 1)
    {
      g_auto(Rows) again = { 0 };

      repeat_sides (&twice);
      again = rows_new (width * 4, height * 4, top * 4, bottom * 4);

      double_rows (&twice, work->filters + 4, &again);
      write_rows (&again, work->answer, top * 4, bottom * 4);
      return;
    }
  write_rows (&twice, work->answer, top * 2, bottom * 2);
}

/**
 * limner_upscale_picture:
 * @picture: a picture
 * @scale: 2 or 4
 * @sharpen: 0 (soft) to 1 (very crisp); 0.5 is closest to the truth
 * @cancellable: (nullable): ends it early
 * @error: return location for an error
 *
 * Enlarges a picture with crisp edges and hardly any ringing.
 *
 * Returns: (transfer full) (nullable): the larger picture, or %NULL with an error
 */
LimnerPicture *
limner_upscale_picture (const LimnerPicture  *picture,
                        int                   scale,
                        float                 sharpen,
                        GCancellable         *cancellable,
                        GError              **error)
{
  int height = limner_picture_get_height (picture);
  gint64 new_width = (gint64) limner_picture_get_width (picture) * scale;
  g_autoptr(LimnerPicture) answer = NULL;
  g_autofree Filters *filters = NULL;
  Work work = { .picture = picture, .n_doublings = scale > 2 ? 2 : 1 };

  g_return_val_if_fail (scale == 2 || scale == 4, NULL);

  if (!limner_generator_check_size (new_width, (gint64) height * scale, error))
    return NULL;
  answer = limner_picture_new ((int) new_width, height * scale);
  if (answer == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "There is not enough memory for the enlarged picture.");
      return NULL;
    }

  work.answer = answer;
  work.filters = filters = make_filters (work.n_doublings, CLAMP (sharpen, 0, 1));
  if (!limner_parallel_for ((height + BAND - 1) / BAND, enlarge_band, &work, cancellable))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }

  return g_steal_pointer (&answer);
}

/**
 * limner_upscale_run:
 * @task: a run of `limner/upscale`
 * @error: return location for an error
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_upscale_run (LimnerGeneratorTask  *task,
                    GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  g_autoptr(LimnerPicture) picture = limner_generator_read_required (task, "image", error);
  g_autoptr(LimnerPicture) answer = NULL;
  int scale = limner_json_get_int (input, "scale", 2) > 2 ? 4 : 2;
  float sharpen = (float) limner_json_get_double (input, "sharpen", 0.5);

  if (picture == NULL)
    return FALSE;

  limner_generator_task_progress (task, 0, 1);
  answer = limner_upscale_picture (picture, scale, sharpen,
                                   limner_generator_task_get_cancellable (task), error);
  if (answer == NULL)
    return FALSE;

  limner_generator_task_progress (task, 1, 1);
  return limner_generator_emit_picture (task, answer, error);
}
