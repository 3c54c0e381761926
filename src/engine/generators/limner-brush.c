/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-brush.h"
#include "limner-noise.h"
#include "limner-parallel.h"
#include "limner-random.h"

/* Rows that one thread paints. */
#define BAND        32

/* Size of the tables with the marks of the hairs and the grain of the paper. */
#define TABLE       256

#define MAX_LEVELS  10

/* The scene in smaller and smaller sizes: a broad brush does not see the details. */
typedef struct
{
  int           width;
  int           height;
  LimnerColour *colours;   /* level 0 belongs to the scene */
} Level;

/* One stroke: a piece of a parabola round its middle. */
typedef struct
{
  float        x;
  float        y;
  float        cosine;
  float        sine;
  float        curve;
  float        back;         /* how far it reaches against its direction, in pixels */
  float        forth;
  float        half_width;
  float        top;
  float        bottom;
  LimnerColour colour;
  guint32      seed;
  float        order;
} Stroke;

typedef struct
{
  LimnerColour colour;
  float        height;       /* of the paint */
} Spot;

struct _LimnerPainting
{
  const LimnerScene *scene;    /* Borrowed */
  LimnerBrush        brush;
  guint64            seed;

  Level              levels[MAX_LEVELS];
  int                n_levels;
  Spot              *spots;
  float             *hairs;    /* TABLE × TABLE, 0 to 1 */
  float             *grain;    /* TABLE × TABLE, 0 to 1 */

  /* The layer that is painted now */
  GArray            *strokes;
  guint             *order;    /* of strokes, band after band */
  guint             *starts;   /* where each band begins in it */
};

static const LimnerBrush brushes[] = {
  [LIMNER_MATERIAL_OIL] = {
    .largest = 0.085f, .smallest = 0.0055f, .n_layers = 5, .length = 3.6f, .spacing = 0.62f,
    .bristle = 0.75f, .streak = 0.06f, .relief = 1.0f, .stray = 0.015f, .sloppy = 0.22f,
    .tolerance = 0.05f, .ground = { 0.62f, 0.5f, 0.4f }, .weave = 0.035f },
  [LIMNER_MATERIAL_KNIFE] = {
    .largest = 0.1f, .smallest = 0.014f, .n_layers = 4, .length = 2.6f, .spacing = 0.6f,
    .bristle = 0.4f, .streak = 0.1f, .relief = 2.3f, .stray = 0.026f, .sloppy = 0.5f,
    .tolerance = 0.075f, .ground = { 0.55f, 0.42f, 0.36f }, .weave = 0.02f },
  [LIMNER_MATERIAL_GOUACHE] = {
    .largest = 0.08f, .smallest = 0.0045f, .n_layers = 5, .length = 3.0f, .spacing = 0.6f,
    .bristle = 0.35f, .streak = 0.025f, .relief = 0.12f, .stray = 0.012f, .sloppy = 0.2f,
    .tolerance = 0.045f, .ground = { 0.86f, 0.8f, 0.7f }, .weave = 0.012f },
  [LIMNER_MATERIAL_PASTEL] = {
    .largest = 0.05f, .smallest = 0.0065f, .n_layers = 4, .length = 5.5f, .spacing = 0.62f,
    .bristle = 0.25f, .streak = 0.03f, .tooth = 0.8f, .stray = 0.022f, .sloppy = 0.3f,
    .tolerance = 0.05f, .ground = { 0.66f, 0.6f, 0.55f }, .weave = 0.03f },
  [LIMNER_MATERIAL_POINTS] = {
    .largest = 0.03f, .smallest = 0.0085f, .n_layers = 4, .length = 1.15f, .spacing = 0.8f,
    .bristle = 0.15f, .streak = 0.02f, .relief = 0.5f, .stray = 0.055f, .sloppy = 1.0f,
    .tolerance = 0.0f, .ground = { 0.93f, 0.89f, 0.8f }, .weave = 0.03f },
};

/**
 * limner_brush_for_material:
 * @material: one that is applied with strokes; any other is taken for oil
 *
 * Returns: how it is applied
 */
LimnerBrush
limner_brush_for_material (LimnerMaterial material)
{
  if ((gsize) material < G_N_ELEMENTS (brushes))
    return brushes[material];

  return brushes[LIMNER_MATERIAL_OIL];
}

static void
make_levels (LimnerPainting *self)
{
  self->levels[0] = (Level) { self->scene->width, self->scene->height, self->scene->colours };
  self->n_levels = 1;
  while (self->n_levels < MAX_LEVELS && self->levels[self->n_levels - 1].width > 2 &&
         self->levels[self->n_levels - 1].height > 2)
    {
      const Level *fine = &self->levels[self->n_levels - 1];
      Level *coarse = &self->levels[self->n_levels++];

      coarse->width = fine->width / 2;
      coarse->height = fine->height / 2;
      coarse->colours = g_new (LimnerColour, (gsize) coarse->width * coarse->height);
      for (int y = 0; y < coarse->height; y++)
        for (int x = 0; x < coarse->width; x++)
          {
            const LimnerColour *from = fine->colours + (gsize) 2 * y * fine->width + 2 * x;
            LimnerColour upper = limner_colour_mix (from[0], from[1], 0.5f);
            LimnerColour lower = limner_colour_mix (from[fine->width], from[fine->width + 1], 0.5f);

            coarse->colours[(gsize) y * coarse->width + x] = limner_colour_mix (upper, lower, 0.5f);
          }
    }
}

/* Marks of hairs: quick changes across, slow ones along. */
static void
make_tables (LimnerPainting *self)
{
  guint32 seed = (guint32) limner_random_mix (self->seed);

  self->hairs = g_new (float, TABLE * TABLE);
  self->grain = g_new (float, TABLE * TABLE);
  for (int across = 0; across < TABLE; across++)
    for (int along = 0; along < TABLE; along++)
      {
        float hair = limner_noise_gradient (seed, (float) across * 0.47f, (float) along * 0.016f) +
                     0.5f * limner_noise_gradient (seed + 1, (float) across * 0.16f,
                                                   (float) along * 0.03f);
        float grain = limner_noise_gradient (seed + 2, (float) across * 0.43f,
                                             (float) along * 0.43f) +
                      0.6f * limner_noise_gradient (seed + 3, (float) across * 0.21f,
                                                    (float) along * 0.19f);

        self->hairs[across * TABLE + along] = CLAMP (0.5f + 0.55f * hair, 0.0f, 1.0f);
        self->grain[across * TABLE + along] = CLAMP (0.5f + 0.5f * grain, 0.0f, 1.0f);
      }
}

/**
 * limner_painting_new:
 * @scene: what to paint; must live as long as the painting
 * @brush: what with
 * @seed: decides where the strokes fall
 *
 * Returns: (transfer full): an empty canvas
 */
LimnerPainting *
limner_painting_new (const LimnerScene *scene,
                     const LimnerBrush *brush,
                     guint64            seed)
{
  LimnerPainting *self = g_new0 (LimnerPainting, 1);
  gsize n = (gsize) scene->width * scene->height;

  self->scene = scene;
  self->brush = *brush;
  self->seed = seed;
  self->spots = g_new (Spot, n);
  for (gsize i = 0; i < n; i++)
    self->spots[i] = (Spot) { brush->ground, 0 };
  make_levels (self);
  make_tables (self);

  return self;
}

/**
 * limner_painting_free:
 * @self: (transfer full): a painting
 *
 * Frees a painting; its scene is left alone.
 */
void
limner_painting_free (LimnerPainting *self)
{
  for (int i = 1; i < self->n_levels; i++)
    g_free (self->levels[i].colours);
  g_free (self->spots);
  g_free (self->hairs);
  g_free (self->grain);
  g_free (self);
}

static LimnerColour
look (const LimnerPainting *self,
      int                   level,
      float                 x,
      float                 y)
{
  const Level *from = &self->levels[level];
  float scale = 1.0f / (float) (1 << level);
  int column = CLAMP ((int) (x * scale), 0, from->width - 1);
  int row = CLAMP ((int) (y * scale), 0, from->height - 1);

  return from->colours[(gsize) row * from->width + column];
}

static float
difference (LimnerColour a,
            LimnerColour b)
{
  float red = a.red - b.red;
  float green = a.green - b.green;
  float blue = a.blue - b.blue;

  return sqrtf (0.3f * red * red + 0.59f * green * green + 0.11f * blue * blue);
}

/* How far what is painted is from what is seen, round a point. */
static float
error_around (const LimnerPainting *self,
              float                 x,
              float                 y,
              float                 width)
{
  static const float offsets[5][2] = { { 0, 0 }, { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 } };
  float reach = width * 0.35f;
  float sum = 0;
  int level = width > 24 ? 2 : width > 12 ? 1 : 0;

  level = MIN (level, self->n_levels - 1);
  for (int i = 0; i < 5; i++)
    {
      float px = CLAMP (x + offsets[i][0] * reach, 0, (float) self->scene->width - 1);
      float py = CLAMP (y + offsets[i][1] * reach, 0, (float) self->scene->height - 1);
      const Spot *spot = &self->spots[(gsize) py * self->scene->width + (gsize) px];

      sum += difference (look (self, level, px, py), spot->colour);
    }

  return sum / 5;
}

static float
angle_at (const LimnerPainting *self,
          float                 x,
          float                 y)
{
  int column = CLAMP ((int) x, 0, self->scene->width - 1);
  int row = CLAMP ((int) y, 0, self->scene->height - 1);

  return self->scene->angles[(gsize) row * self->scene->width + column] * ((float) G_PI / 256);
}

/* How far a stroke of a colour can go from a point before it crosses into something else. */
static float
reach_of (const LimnerPainting *self,
          const Stroke         *stroke,
          LimnerColour          colour,
          int                   level,
          float                 limit,
          float                 sign)
{
  float step = MAX (stroke->half_width, 1.0f);
  float along = step;

  while (along < limit)
    {
      float off = stroke->curve * along * along;
      float x = stroke->x + sign * along * stroke->cosine - off * stroke->sine;
      float y = stroke->y + sign * along * stroke->sine + off * stroke->cosine;

      if (difference (look (self, level, x, y), colour) > 0.11f)
        break;
      along += step;
    }

  return MIN (along, limit);
}

static LimnerColour
stray_colour (const LimnerPainting *self,
              LimnerColour          colour,
              LimnerRandom         *random)
{
  LimnerLab lab = limner_colour_to_lab (colour);
  float stray = self->brush.stray;

  lab.lightness += limner_random_range (random, -stray, stray);
  lab.a += limner_random_range (random, -stray, stray);
  lab.b += limner_random_range (random, -stray, stray);
  return limner_colour_from_lab (lab);
}

static void
plan_stroke (LimnerPainting *self,
             float           x,
             float           y,
             float           width,
             int             level,
             LimnerRandom   *random)
{
  float limit = width * self->brush.length * 0.5f * limner_random_range (random, 0.7f, 1.2f);
  float angle = angle_at (self, x, y);
  LimnerColour seen = look (self, level, x, y);
  Stroke stroke = { .x = x, .y = y, .half_width = width * 0.5f, .seed = 0 };
  float turn;
  float extent;

  stroke.half_width *= limner_random_range (random, 0.8f, 1.15f);
  turn = angle_at (self, x + cosf (angle) * limit, y + sinf (angle) * limit) -
         angle_at (self, x - cosf (angle) * limit, y - sinf (angle) * limit);
  turn -= (float) G_PI * roundf (turn / (float) G_PI);
  stroke.curve = CLAMP (turn / (4 * MAX (limit, 1.0f)), -0.35f / limit, 0.35f / limit);
  angle += limner_random_range (random, -self->brush.sloppy, self->brush.sloppy);
  if (limner_random_chance (random, 0.5f))
    angle += (float) G_PI;
  stroke.cosine = cosf (angle);
  stroke.sine = sinf (angle);
  stroke.back = reach_of (self, &stroke, seen, level, limit, -1);
  stroke.forth = reach_of (self, &stroke, seen, level, limit, 1);
  stroke.colour = stray_colour (self, seen, random);
  stroke.seed = (guint32) limner_random_next (random);
  stroke.order = limner_random_unit (random);
  if (self->brush.from_top)
    stroke.order = stroke.order * 0.1f + y / (float) self->scene->height;
  extent = MAX (stroke.back, stroke.forth) + stroke.half_width + 1;
  stroke.top = y - extent;
  stroke.bottom = y + extent;
  g_array_append_val (self->strokes, stroke);
}

/* Strokes on a jittered grid, where what is painted so far is not yet good enough. */
static void
plan_strokes (LimnerPainting *self,
              int             layer,
              float           width)
{
  float step = MAX (width * self->brush.spacing, 1.0f);
  int columns = (int) ((float) self->scene->width / step) + 1;
  int rows = (int) ((float) self->scene->height / step) + 1;
  int level = CLAMP ((int) floorf (log2f (MAX (width * 0.5f, 1.0f))), 0, self->n_levels - 1);
  float last = layer == 0 ? 1 : (float) layer / (float) MAX (self->brush.n_layers - 1, 1);

  for (int row = 0; row < rows && !g_cancellable_is_cancelled (self->scene->cancellable); row++)
    for (int column = 0; column < columns; column++)
      {
        LimnerRandom random = limner_random_fork (self->seed + (guint64) layer,
                                                  (guint64) row * 65536 + (guint64) column);
        float x = ((float) column + limner_random_unit (&random)) * step;
        float y = ((float) row + limner_random_unit (&random)) * step;
        float detail;

        if (x >= (float) self->scene->width || y >= (float) self->scene->height)
          continue;
        detail = self->scene->details[(gsize) y * self->scene->width + (gsize) x] / 255.0f;
        if (layer > 0 &&
            error_around (self, x, y, width) <
            self->brush.tolerance * (0.35f + last * 1.5f * (1.05f - detail)))
          continue;
        plan_stroke (self, x, y, width, level, &random);
      }
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const Stroke *first = a;
  const Stroke *second = b;

  return first->order < second->order ? -1 : first->order > second->order;
}

/* Puts the strokes into the order in which they are painted and sorts them into bands. */
static void
sort_strokes (LimnerPainting *self,
              int             n_bands)
{
  g_autofree guint *next = g_new0 (guint, n_bands + 1);

  g_array_sort (self->strokes, compare_order);
  self->starts = g_new0 (guint, n_bands + 1);
  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->strokes->len; i++)
        {
          const Stroke *stroke = &g_array_index (self->strokes, Stroke, i);
          int first = CLAMP ((int) stroke->top / BAND, 0, n_bands - 1);
          int last = CLAMP ((int) stroke->bottom / BAND, 0, n_bands - 1);

          for (int band = first; band <= last; band++)
            if (pass == 0)
              self->starts[band + 1]++;
            else
              self->order[next[band]++] = i;
        }
      for (int band = 0; band < n_bands && pass == 0; band++)
        {
          self->starts[band + 1] += self->starts[band];
          next[band] = self->starts[band];
        }
      if (pass == 0)
        self->order = g_new (guint, MAX (self->starts[n_bands], 1));
    }
}

static inline void
touch_spot (const LimnerPainting *self,
            const Stroke         *stroke,
            Spot                 *spot,
            float                 along,
            float                 across,
            guint                 grain_at)
{
  const LimnerBrush *brush = &self->brush;
  float half = stroke->half_width;
  float v = across / half;
  float end = MIN (along + stroke->back, stroke->forth - along) / half;
  float cap = MAX (1 - end, 0.0f);
  float inside = 1 - sqrtf (v * v + cap * cap);
  float worn = CLAMP ((along + stroke->back) / (stroke->back + stroke->forth), 0.0f, 1.0f);
  guint hair_row = ((guint) (int) (v * 44 + 128) + (stroke->seed & 0xff)) % TABLE;
  guint hair_column = ((guint) (int) (along * 40 / half * 0.12f + 512) +
                       (stroke->seed >> 8)) % TABLE;
  float hair = self->hairs[hair_row * TABLE + hair_column];
  float alpha = inside * (2.6f + half * 0.12f) +
                (hair - 0.62f) * brush->bristle * (0.5f + 1.3f * worn);
  float height;

  alpha = CLAMP (alpha, 0.0f, 1.0f);
  if (brush->tooth > 0)
    alpha *= CLAMP ((self->grain[grain_at] - 0.62f * brush->tooth + 0.2f + 0.25f * inside) * 4,
                    0.0f, 1.0f);
  if (alpha <= 0.01f)
    return;

  height = 0.35f + 0.65f * hair + 0.35f * v * v;
  spot->colour = limner_colour_mix (spot->colour,
                                    limner_colour_add (stroke->colour, (LimnerColour) { 1, 1, 1 },
                                                       (hair - 0.5f) * brush->streak), alpha);
  spot->height += (height * MIN (half * 0.16f, 1.4f) - spot->height) * alpha;
}

static void
paint_stroke (LimnerPainting *self,
              const Stroke   *stroke,
              int             top,
              int             bottom)
{
  float extent = MAX (stroke->back, stroke->forth);
  float sag = fabsf (stroke->curve) * extent * extent;
  float reach_x = fabsf (stroke->cosine) * extent +
                  fabsf (stroke->sine) * (stroke->half_width + sag) + 1;
  float reach_y = fabsf (stroke->sine) * extent +
                  fabsf (stroke->cosine) * (stroke->half_width + sag) + 1;
  int x0 = MAX ((int) (stroke->x - reach_x), 0);
  int x1 = MIN ((int) (stroke->x + reach_x) + 1, self->scene->width);
  int y0 = MAX ((int) (stroke->y - reach_y), top);
  int y1 = MIN ((int) (stroke->y + reach_y) + 1, bottom);

  for (int y = y0; y < y1; y++)
    {
      Spot *row = self->spots + (gsize) y * self->scene->width;
      float dy = (float) y + 0.5f - stroke->y;

      for (int x = x0; x < x1; x++)
        {
          float dx = (float) x + 0.5f - stroke->x;
          float along = dx * stroke->cosine + dy * stroke->sine;
          float across = dy * stroke->cosine - dx * stroke->sine - stroke->curve * along * along;

          if (fabsf (across) < stroke->half_width && along > -stroke->back && along < stroke->forth)
            touch_spot (self, stroke, row + x, along, across,
                        (guint) (y % TABLE) * TABLE + (guint) (x % TABLE));
        }
    }
}

static void
paint_band (int      index,
            gpointer data)
{
  LimnerPainting *self = data;
  int top = index * BAND;
  int bottom = MIN (top + BAND, self->scene->height);

  for (guint i = self->starts[index]; i < self->starts[index + 1]; i++)
    paint_stroke (self, &g_array_index (self->strokes, Stroke, self->order[i]), top, bottom);
}

/**
 * limner_painting_add_layer:
 * @self: a painting
 * @layer: which pass, from 0 to the brush's number of layers less one
 *
 * Paints one pass with strokes of one width, coarse ones everywhere, finer ones where the picture
 * is not yet what is to be seen (Hertzmann, 1998). Strokes follow the directions of the scene and
 * stop where its colours change. The strokes of a band of rows are painted in a fixed order, so
 * that the picture does not depend on the number of threads.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
limner_painting_add_layer (LimnerPainting *self,
                           int             layer)
{
  int n_bands = (self->scene->height + BAND - 1) / BAND;
  float part = (float) layer / (float) MAX (self->brush.n_layers - 1, 1);
  float side = (float) MIN (self->scene->width, self->scene->height);
  float width = side * self->brush.largest * powf (self->brush.smallest / self->brush.largest,
                                                   part);
  gboolean done;

  self->strokes = g_array_new (FALSE, FALSE, sizeof (Stroke));
  plan_strokes (self, layer, MAX (width, 2.0f));
  sort_strokes (self, n_bands);
  done = limner_parallel_for (n_bands, paint_band, self, self->scene->cancellable);

  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->strokes, g_array_unref);
  return done;
}

typedef struct
{
  const LimnerPainting *painting;
  LimnerPicture        *picture;
} Finish;

static void
finish_row (int      y,
            gpointer data)
{
  const Finish *finish = data;
  const LimnerPainting *self = finish->painting;
  int width = self->scene->width;
  const Spot *row = self->spots + (gsize) y * width;
  const Spot *above = y > 0 ? row - width : row;
  const Spot *below = y < self->scene->height - 1 ? row + width : row;
  guint8 *to = limner_picture_get_pixels (finish->picture) +
               (gsize) y * limner_picture_get_stride (finish->picture);

  for (int x = 0; x < width; x++, to += 4)
    {
      float slope_x = row[MIN (x + 1, width - 1)].height - row[MAX (x - 1, 0)].height;
      float slope_y = below[x].height - above[x].height;
      float thread = ((x & 2) ^ (y & 2) ? 0.5f : -0.5f) +
                     (self->grain[(guint) (y % TABLE) * TABLE + (guint) (x % TABLE)] - 0.5f);
      float light = 1 - (slope_x + slope_y) * 0.16f * self->brush.relief +
                    thread * self->brush.weave * MAX (1.1f - row[x].height * 0.5f, 0.3f);
      LimnerColour colour = limner_colour_scale (row[x].colour, light);

      to[0] = (guint8) (CLAMP (colour.red, 0.0f, 1.0f) * 255 + 0.5f);
      to[1] = (guint8) (CLAMP (colour.green, 0.0f, 1.0f) * 255 + 0.5f);
      to[2] = (guint8) (CLAMP (colour.blue, 0.0f, 1.0f) * 255 + 0.5f);
      to[3] = 255;
    }
}

/**
 * limner_painting_to_picture:
 * @self: a painting
 *
 * Lights the painting from the upper left, so that thick paint and canvas show.
 *
 * Returns: (transfer full): the picture as it is now
 */
LimnerPicture *
limner_painting_to_picture (LimnerPainting *self)
{
  Finish finish = { self, limner_picture_new (self->scene->width, self->scene->height) };

  limner_parallel_for (self->scene->height, finish_row, &finish, self->scene->cancellable);
  return finish.picture;
}
