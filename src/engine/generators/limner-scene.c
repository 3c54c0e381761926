/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-noise.h"
#include "limner-parallel.h"
#include "limner-scene.h"

/* Rows that one thread shades at once. */
#define BAND 16

/* Corners of the polygon that stands for an ellipse. */
#define ELLIPSE_POINTS 40

/* Shapes smaller than this are drawn without the help of other threads. */
#define SMALL_SHAPE 40000

typedef struct
{
  LimnerScene  *scene;
  LimnerShader  shader;
  gpointer      data;
  const float  *coverage;   /* (nullable): running sums along each row */
  int           left;
  int           top;
  int           right;      /* first pixel beyond */
  int           bottom;
} Work;

/**
 * limner_scene_new:
 * @width: in pixels
 * @height: in pixels
 * @cancellable: (nullable): ends drawing early
 *
 * Returns: (transfer full): a black scene
 */
LimnerScene *
limner_scene_new (int           width,
                  int           height,
                  GCancellable *cancellable)
{
  LimnerScene *self = g_new0 (LimnerScene, 1);
  gsize n = (gsize) width * height;

  self->width = width;
  self->height = height;
  self->aspect = (float) width / (float) height;
  self->colours = g_new0 (LimnerColour, n);
  self->angles = g_malloc0 (n);
  self->details = g_malloc0 (n);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);

  return self;
}

/**
 * limner_scene_free:
 * @self: (transfer full): a scene
 *
 * Frees a scene with its colours, directions and details.
 */
void
limner_scene_free (LimnerScene *self)
{
  g_free (self->colours);
  g_free (self->angles);
  g_free (self->details);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static guint8
angle_to_byte (float angle)
{
  float turns = angle / (float) G_PI;

  return (guint8) ((turns - floorf (turns)) * 255.99f);
}

static void
shade_pixel (const Work *work,
             int         x,
             int         y,
             float       coverage)
{
  LimnerScene *scene = work->scene;
  gsize at = (gsize) y * scene->width + x;
  LimnerTexel texel = {
    .colour = scene->colours[at],
    .angle = scene->angles[at] * ((float) G_PI / 256.0f),
    .detail = scene->details[at] / 255.0f,
    .opacity = 1,
  };
  float part;

  work->shader (((float) x + 0.5f) / (float) scene->height,
                ((float) y + 0.5f) / (float) scene->height, &texel, work->data);
  part = texel.opacity * coverage;
  scene->colours[at] = limner_colour_mix (scene->colours[at], texel.colour, part);
  if (part > 0.4f)
    {
      scene->angles[at] = angle_to_byte (texel.angle);
      scene->details[at] = (guint8) (CLAMP (texel.detail, 0.0f, 1.0f) * 255);
    }
}

static void
shade_band (int      index,
            gpointer data)
{
  const Work *work = data;
  int top = work->top + index * BAND;
  int bottom = MIN (top + BAND, work->bottom);

  for (int y = top; y < bottom; y++)
    {
      const float *coverage = NULL;
      float sum = 0;

      if (work->coverage != NULL)
        coverage = work->coverage + (gsize) (y - work->top) * (work->right - work->left + 2);
      for (int x = work->left; x < work->right; x++)
        {
          float covered = 1;

          if (coverage != NULL)
            {
              sum += coverage[x - work->left];
              covered = MIN (fabsf (sum), 1.0f);
              if (covered < 0.004f)
                continue;
            }
          shade_pixel (work, x, y, covered);
        }
    }
}

static void
run_work (Work *work)
{
  int n_bands = (work->bottom - work->top + BAND - 1) / BAND;

  if (g_cancellable_is_cancelled (work->scene->cancellable))
    return;
  if ((gint64) (work->bottom - work->top) * (work->right - work->left) < SMALL_SHAPE)
    for (int i = 0; i < n_bands; i++)
      shade_band (i, work);
  else
    limner_parallel_for (n_bands, shade_band, work, work->scene->cancellable);
}

/**
 * limner_scene_shade:
 * @self: a scene
 * @top: 0 to 1
 * @bottom: 0 to 1
 * @shader: says what each point looks like
 * @data: passed to @shader
 *
 * Fills the scene between two heights.
 */
void
limner_scene_shade (LimnerScene  *self,
                    float         top,
                    float         bottom,
                    LimnerShader  shader,
                    gpointer      data)
{
  Work work = {
    .scene = self,
    .shader = shader,
    .data = data,
    .top = (int) CLAMP (floorf (top * (float) self->height), 0, (float) self->height),
    .right = self->width,
    .bottom = (int) CLAMP (ceilf (bottom * (float) self->height), 0, (float) self->height),
  };

  if (work.bottom > work.top)
    run_work (&work);
}

/* Adds what an edge covers in one row: the signed area to its right, as differences along the row,
 * so that running sums give the coverage of each pixel exactly. */
static void
add_span (float *row,
          int    width,
          float  x0,
          float  x1,
          float  dy)
{
  float low = CLAMP (MIN (x0, x1), 0.0f, (float) width);
  float high = CLAMP (MAX (x0, x1), 0.0f, (float) width);
  int first = (int) low;
  int last = MAX ((int) ceilf (high) - 1, first);
  float before = 0;

  if (first == last || high - low < 1e-6f)
    {
      float part = 1 - ((low + high) * 0.5f - (float) first);

      row[first] += dy * part;
      row[first + 1] += dy * (1 - part);
      return;
    }
  for (int x = first; x <= last + 1; x++)
    {
      /* How much of the edge's height lies left of pixel x's middle, integrated over it. */
      float a = CLAMP (((float) x - low) / (high - low), 0.0f, 1.0f);
      float b = CLAMP (((float) x + 1 - low) / (high - low), 0.0f, 1.0f);
      float from = MAX ((float) x, low);
      float to = MIN ((float) x + 1, high);
      float covered = a;

      if (to > from)
        covered = a * (from - (float) x) + (a + b) * 0.5f * (to - from) +
                  b * ((float) x + 1 - to);
      row[x] += dy * (covered - before);
      before = covered;
    }
  if (before < 1)
    row[MIN (last + 2, width + 1)] += dy * (1 - before);
}

static void
add_edge (float       *coverage,
          int          width,
          int          height,
          LimnerPoint  from,
          LimnerPoint  to)
{
  float direction = from.y < to.y ? 1.0f : -1.0f;
  LimnerPoint upper = from.y < to.y ? from : to;
  LimnerPoint lower = from.y < to.y ? to : from;
  float slope;

  if (lower.y - upper.y < 1e-6f)
    return;

  slope = (lower.x - upper.x) / (lower.y - upper.y);
  for (int y = (int) MAX (upper.y, 0.0f); y < height && (float) y < lower.y; y++)
    {
      float y0 = MAX ((float) y, upper.y);
      float y1 = MIN ((float) y + 1, lower.y);

      if (y1 > y0)
        add_span (coverage + (gsize) y * (width + 2), width, upper.x + (y0 - upper.y) * slope,
                  upper.x + (y1 - upper.y) * slope, direction * (y1 - y0));
    }
}

/**
 * limner_scene_polygon:
 * @self: a scene
 * @points: corners of a polygon that does not cross itself
 * @n_points: how many
 * @shader: says what each of its points looks like
 * @data: passed to @shader
 *
 * Fills a polygon with smooth edges.
 */
void
limner_scene_polygon (LimnerScene       *self,
                      const LimnerPoint *points,
                      guint              n_points,
                      LimnerShader       shader,
                      gpointer           data)
{
  float scale = (float) self->height;
  Work work = { .scene = self, .shader = shader, .data = data };
  g_autofree float *coverage = NULL;
  float x0 = G_MAXFLOAT;
  float x1 = -G_MAXFLOAT;
  float y0 = G_MAXFLOAT;
  float y1 = -G_MAXFLOAT;

  for (guint i = 0; i < n_points; i++)
    {
      x0 = MIN (x0, points[i].x * scale);
      x1 = MAX (x1, points[i].x * scale);
      y0 = MIN (y0, points[i].y * scale);
      y1 = MAX (y1, points[i].y * scale);
    }
  work.left = (int) CLAMP (floorf (x0), 0.0f, (float) self->width);
  work.right = (int) CLAMP (ceilf (x1), 0.0f, (float) self->width);
  work.top = (int) CLAMP (floorf (y0), 0.0f, (float) self->height);
  work.bottom = (int) CLAMP (ceilf (y1), 0.0f, (float) self->height);
  if (n_points < 3 || work.left >= work.right || work.top >= work.bottom)
    return;

  coverage = g_new0 (float, (gsize) (work.right - work.left + 2) * (work.bottom - work.top));
  work.coverage = coverage;
  for (guint i = 0; i < n_points; i++)
    {
      LimnerPoint from = points[i];
      LimnerPoint to = points[(i + 1) % n_points];

      from = (LimnerPoint) { from.x * scale - (float) work.left,
                             from.y * scale - (float) work.top };
      to = (LimnerPoint) { to.x * scale - (float) work.left, to.y * scale - (float) work.top };
      add_edge (coverage, work.right - work.left, work.bottom - work.top, from, to);
    }
  run_work (&work);
}

static void
paint_shader (float        x,
              float        y,
              LimnerTexel *texel,
              gpointer     data)
{
  const LimnerPaint *paint = data;
  float dx = paint->end.x - paint->start.x;
  float dy = paint->end.y - paint->start.y;
  float length = dx * dx + dy * dy;
  float along = 0;

  if (length > 0)
    along = CLAMP (((x - paint->start.x) * dx + (y - paint->start.y) * dy) / length, 0.0f, 1.0f);
  texel->colour = limner_colour_mix (paint->from, paint->to, along);
  if (paint->rough > 0)
    {
      float cosine = cosf (paint->angle);
      float sine = sinf (paint->angle);
      float noise = limner_noise_fractal (paint->seed,
                                          (x * cosine + y * sine) / (paint->grain * 4),
                                          (y * cosine - x * sine) / paint->grain, 3);

      texel->colour = limner_colour_scale (texel->colour, 1 + paint->rough * noise);
    }
  texel->angle = paint->angle;
  texel->detail = paint->detail;
  texel->opacity = paint->opacity;
}

/**
 * limner_scene_fill:
 * @self: a scene
 * @points: corners of a polygon
 * @n_points: how many
 * @paint: what with
 */
void
limner_scene_fill (LimnerScene       *self,
                   const LimnerPoint *points,
                   guint              n_points,
                   const LimnerPaint *paint)
{
  limner_scene_polygon (self, points, n_points, paint_shader, (gpointer) paint);
}

/**
 * limner_scene_ellipse:
 * @self: a scene
 * @centre: its middle
 * @radius_x: half its width before it is turned
 * @radius_y: half its height before it is turned
 * @turn: in radians
 * @paint: what with
 */
void
limner_scene_ellipse (LimnerScene       *self,
                      LimnerPoint        centre,
                      float              radius_x,
                      float              radius_y,
                      float              turn,
                      const LimnerPaint *paint)
{
  LimnerPoint points[ELLIPSE_POINTS];
  float cosine = cosf (turn);
  float sine = sinf (turn);

  for (int i = 0; i < ELLIPSE_POINTS; i++)
    {
      float angle = (float) i * (float) (2 * G_PI / ELLIPSE_POINTS);
      float x = radius_x * cosf (angle);
      float y = radius_y * sinf (angle);

      points[i] = (LimnerPoint) { centre.x + x * cosine - y * sine,
                                  centre.y + x * sine + y * cosine };
    }
  limner_scene_fill (self, points, ELLIPSE_POINTS, paint);
}

/**
 * limner_scene_line:
 * @self: a scene
 * @from: one end
 * @to: the other end
 * @from_width: thickness at @from
 * @to_width: thickness at @to
 * @paint: what with; its angle is not used
 */
void
limner_scene_line (LimnerScene       *self,
                   LimnerPoint        from,
                   LimnerPoint        to,
                   float              from_width,
                   float              to_width,
                   const LimnerPaint *paint)
{
  float dx = to.x - from.x;
  float dy = to.y - from.y;
  float length = MAX (sqrtf (dx * dx + dy * dy), 1e-6f);
  float nx = -dy / length / 2;
  float ny = dx / length / 2;
  LimnerPaint along = *paint;
  LimnerPoint points[4] = {
    { from.x + nx * from_width, from.y + ny * from_width },
    { to.x + nx * to_width, to.y + ny * to_width },
    { to.x - nx * to_width, to.y - ny * to_width },
    { from.x - nx * from_width, from.y - ny * from_width },
  };

  along.angle = atan2f (dy, dx);
  limner_scene_fill (self, points, G_N_ELEMENTS (points), &along);
}

/**
 * limner_scene_sample:
 * @self: a scene
 * @x: of a point; beyond the sides the nearest point counts
 * @y: of a point
 *
 * Returns: the colour there
 */
LimnerColour
limner_scene_sample (const LimnerScene *self,
                     float              x,
                     float              y)
{
  int column = (int) CLAMP (x * (float) self->height, 0.0f, (float) self->width - 1);
  int row = (int) CLAMP (y * (float) self->height, 0.0f, (float) self->height - 1);

  return self->colours[(gsize) row * self->width + column];
}

/**
 * limner_paint_plain:
 * @colour: of the whole shape
 * @detail: how finely to paint
 *
 * Returns: an opaque paint of one colour
 */
LimnerPaint
limner_paint_plain (LimnerColour colour,
                    float        detail)
{
  return (LimnerPaint) { .from = colour, .to = colour, .detail = detail, .opacity = 1,
                         .grain = 0.02f };
}

/**
 * limner_paint_down:
 * @from: colour at the top
 * @to: colour at the bottom
 * @top: height of the top
 * @bottom: height of the bottom
 * @detail: how finely to paint
 *
 * Returns: an opaque paint that changes from top to bottom
 */
LimnerPaint
limner_paint_down (LimnerColour from,
                   LimnerColour to,
                   float        top,
                   float        bottom,
                   float        detail)
{
  return (LimnerPaint) { .from = from, .to = to, .start = { 0, top }, .end = { 0, bottom },
                         .detail = detail, .opacity = 1, .grain = 0.02f };
}
