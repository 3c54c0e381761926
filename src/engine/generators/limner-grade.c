/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-grade.h"
#include "limner-noise.h"
#include "limner-parallel.h"
#include "limner-redraw.h"

/* Every which pixel of the scene is looked at for its mean. */
#define STRIDE 7

/* The shorter side of the small copy in which the colours of one picture are sought in the forms of
 * another. */
#define REDRAW_SIDE 192

/* Directions of the colours that can be named, in the plane of Oklab. */
static const float hue_angles[LIMNER_N_HUES] = {
  [LIMNER_HUE_RED] = 0.45f, [LIMNER_HUE_ORANGE] = 1.05f, [LIMNER_HUE_YELLOW] = 1.6f,
  [LIMNER_HUE_GREEN] = 2.45f, [LIMNER_HUE_TEAL] = 3.35f, [LIMNER_HUE_BLUE] = -1.7f,
  [LIMNER_HUE_VIOLET] = -0.95f, [LIMNER_HUE_PINK] = 0.0f, [LIMNER_HUE_BROWN] = 1.15f,
};

typedef struct
{
  LimnerScene             *scene;
  const LimnerPainterPlan *plan;
  const LimnerStyle       *style;
  float                    strength;
  LimnerLab                mean;
  LimnerLab                spread;
} Grade;

/* How far two directions are apart, 0 to pi. */
static float
angle_between (float a,
               float b)
{
  float turns = (a - b) / (2 * (float) G_PI);

  return fabsf (turns - roundf (turns)) * 2 * (float) G_PI;
}

static gboolean
is_chromatic (int hue)
{
  return hue != LIMNER_HUE_BLACK && hue != LIMNER_HUE_WHITE;
}

/* Draws colours towards the nearest of those that the prompt names, and takes away those that it
 * does not want. */
static LimnerLab
grade_hues (const Grade *grade,
            LimnerLab    lab)
{
  guint wanted = grade->plan->hues;
  guint banned = grade->plan->banned_hues;
  float chroma = hypotf (lab.a, lab.b);
  float angle = atan2f (lab.b, lab.a);
  float nearest = 10;
  int best = -1;
  int n = 0;

  for (int hue = 0; hue < LIMNER_N_HUES; hue++)
    {
      float apart = angle_between (angle, hue_angles[hue]);

      if (!is_chromatic (hue))
        continue;
      if (banned & (1u << hue))
        {
          float near = 1 - limner_smoothstep (0.35f, 0.85f, apart);

          lab.a *= 1 - 0.85f * near;
          lab.b *= 1 - 0.85f * near;
        }
      if (!(wanted & (1u << hue)))
        continue;
      n++;
      if (apart < nearest)
        {
          nearest = apart;
          best = hue;
        }
    }
  if (best >= 0)
    {
      float part = CLAMP ((n > 1 ? 0.5f : 0.26f) * grade->strength, 0.0f, 0.8f);
      float target = MAX (chroma, 0.05f);

      lab.a += (cosf (hue_angles[best]) * target - lab.a) * part;
      lab.b += (sinf (hue_angles[best]) * target - lab.b) * part;
    }
  if (wanted & (1u << LIMNER_HUE_BLACK))
    lab.lightness *= 1 - 0.14f * MIN (grade->strength, 1.5f);
  if (wanted & (1u << LIMNER_HUE_WHITE) && n == 0)
    lab.lightness += (1 - lab.lightness) * 0.12f;

  return lab;
}

static LimnerLab
grade_palette (const Grade *grade,
               LimnerLab    lab)
{
  float strength = CLAMP (grade->strength, 0.2f, 1.6f);
  float chroma = 1 + 0.12f * (strength - 1);

  switch (grade->plan->palette)
    {
    case LIMNER_PALETTE_WARM:
      lab.a += 0.018f * strength;
      lab.b += 0.038f * strength;
      break;
    case LIMNER_PALETTE_COOL:
      lab.a -= 0.018f * strength;
      lab.b -= 0.036f * strength;
      break;
    case LIMNER_PALETTE_SOFT:
      lab.lightness += (0.86f - lab.lightness) * 0.36f * strength;
      chroma *= 1 - 0.3f * MIN (strength, 1.2f);
      break;
    case LIMNER_PALETTE_VIVID:
      lab.lightness = 0.5f + (lab.lightness - 0.5f) * (1 + 0.1f * strength);
      chroma *= 1 + 0.38f * strength;
      break;
    case LIMNER_PALETTE_EARTH:
      chroma *= 1 - 0.45f * MIN (strength, 1.4f);
      lab.a += 0.008f * strength;
      lab.b += 0.024f * strength;
      break;
    case LIMNER_PALETTE_SEPIA:
      lab.a = 0.022f;
      lab.b = 0.058f - 0.03f * lab.lightness;
      break;
    case LIMNER_PALETTE_GREY:
      chroma = 0;
      break;
    case LIMNER_PALETTE_TEAL_ORANGE:
      lab.a += (lab.lightness - 0.55f) * 0.16f * strength;
      lab.b += (lab.lightness - 0.5f) * 0.2f * strength;
      break;
    case LIMNER_PALETTE_NATURAL:
    case LIMNER_N_PALETTES:
    default:
      break;
    }
  lab.a *= chroma;
  lab.b *= chroma;

  return lab;
}

/* Moves the colours to where those of the learned pictures lie (Reinhard et al., 2001), then a
 * little towards the nearest that occurs in them. */
static LimnerLab
grade_style (const Grade *grade,
             LimnerLab    lab)
{
  const LimnerStyle *style = grade->style;
  float best = G_MAXFLOAT;
  int nearest = 0;

  lab.lightness = style->mean.lightness + (lab.lightness - grade->mean.lightness) *
                  CLAMP (style->spread.lightness / MAX (grade->spread.lightness, 0.02f), 0.5f,
                         1.8f);
  lab.a = style->mean.a + (lab.a - grade->mean.a) *
          CLAMP (style->spread.a / MAX (grade->spread.a, 0.01f), 0.4f, 2.2f);
  lab.b = style->mean.b + (lab.b - grade->mean.b) *
          CLAMP (style->spread.b / MAX (grade->spread.b, 0.01f), 0.4f, 2.2f);
  for (int i = 0; i < LIMNER_STYLE_COLOURS; i++)
    {
      float dl = (lab.lightness - style->colours[i].lightness) * 0.6f;
      float da = lab.a - style->colours[i].a;
      float db = lab.b - style->colours[i].b;
      float apart = dl * dl + da * da + db * db;

      if (style->shares[i] > 0.005f && apart < best)
        {
          best = apart;
          nearest = i;
        }
    }
  lab.a += (style->colours[nearest].a - lab.a) * 0.5f;
  lab.b += (style->colours[nearest].b - lab.b) * 0.5f;
  lab.lightness += (style->colours[nearest].lightness - lab.lightness) * 0.15f;

  return lab;
}

static void
grade_row (int      y,
           gpointer data)
{
  const Grade *grade = data;
  LimnerColour *row = grade->scene->colours + (gsize) y * grade->scene->width;

  for (int x = 0; x < grade->scene->width; x++)
    {
      LimnerLab lab = limner_colour_to_lab (row[x]);

      if (grade->style != NULL)
        lab = grade_style (grade, lab);
      lab = grade_palette (grade, grade_hues (grade, lab));
      row[x] = limner_colour_from_lab (lab);
    }
}

static void
measure (Grade *grade)
{
  gsize n = (gsize) grade->scene->width * grade->scene->height;
  double sums[6] = { 0 };
  double count = 0;

  for (gsize i = 0; i < n; i += STRIDE)
    {
      LimnerLab lab = limner_colour_to_lab (grade->scene->colours[i]);
      float parts[3] = { lab.lightness, lab.a, lab.b };

      for (int c = 0; c < 3; c++)
        {
          sums[c] += parts[c];
          sums[c + 3] += parts[c] * parts[c];
        }
      count++;
    }
  grade->mean = (LimnerLab) { (float) (sums[0] / count), (float) (sums[1] / count),
                              (float) (sums[2] / count) };
  grade->spread = (LimnerLab) {
    (float) sqrt (MAX (sums[3] / count - grade->mean.lightness * grade->mean.lightness, 0)),
    (float) sqrt (MAX (sums[4] / count - grade->mean.a * grade->mean.a, 0)),
    (float) sqrt (MAX (sums[5] / count - grade->mean.b * grade->mean.b, 0)),
  };
}

/**
 * limner_grade_scene:
 * @scene: a scene
 * @plan: what the prompt asks for
 * @strength: how strongly to follow it; 1 is normal
 * @style: (nullable): a learned style
 *
 * Gives a scene the palette of the prompt.
 */
void
limner_grade_scene (LimnerScene             *scene,
                    const LimnerPainterPlan *plan,
                    float                    strength,
                    const LimnerStyle       *style)
{
  Grade grade = { .scene = scene, .plan = plan, .style = style, .strength = strength };

  if (style == NULL && plan->palette == LIMNER_PALETTE_NATURAL && plan->hues == 0 &&
      plan->banned_hues == 0 && fabsf (strength - 1) < 0.02f)
    return;
  if (style != NULL)
    measure (&grade);
  limner_parallel_for (scene->height, grade_row, &grade, scene->cancellable);
}

typedef struct
{
  LimnerScene         *scene;
  const LimnerPicture *picture;
  float                part;       /* of the scene in the mixture */
  LimnerLab            shift;      /* takes the picture to the scene's light */

  gboolean             to_scene;   /* the scene has the forms; else the picture has them */
  LimnerRedraw        *redraw;     /* (nullable): what of the other's colours these forms take */
} Merge;

static LimnerColour
read_pixel (const LimnerPicture *picture,
            int                  x,
            int                  y)
{
  const guint8 *pixel = limner_picture_read_row (picture, y) + (gsize) x * 4;
  float opacity = pixel[3] / 255.0f;
  LimnerColour colour = { pixel[0] / 255.0f, pixel[1] / 255.0f, pixel[2] / 255.0f };

  return limner_colour_mix ((LimnerColour) { 1, 1, 1 }, colour, opacity);
}

/* A pixel of the picture in the scene's light. */
static LimnerColour
shifted_pixel (const Merge *merge,
               int          x,
               int          y)
{
  LimnerLab lab = limner_colour_to_lab (read_pixel (merge->picture, x, y));

  lab.lightness += merge->shift.lightness;
  lab.a += merge->shift.a;
  lab.b += merge->shift.b;

  return limner_colour_from_lab (lab);
}

/* Brushes go along edges: across the way in which the picture changes most (the structure tensor
 * of a small surrounding). */
static void
read_direction (const Merge *merge,
                int          x,
                int          y,
                float       *angle,
                float       *strength)
{
  int width = merge->scene->width;
  int height = merge->scene->height;
  int step = MAX (MIN (width, height) / 400, 1);
  float xx = 0;
  float xy = 0;
  float yy = 0;

  for (int j = -1; j <= 1; j++)
    for (int i = -1; i <= 1; i++)
      {
        int at_x = CLAMP (x + 2 * i * step, step, MAX (width - 1 - step, step));
        int at_y = CLAMP (y + 2 * j * step, step, MAX (height - 1 - step, step));
        float dx = limner_colour_luma (read_pixel (merge->picture, MIN (at_x + step, width - 1),
                                                   MIN (at_y, height - 1))) -
                   limner_colour_luma (read_pixel (merge->picture, at_x - step,
                                                   MIN (at_y, height - 1)));
        float dy = limner_colour_luma (read_pixel (merge->picture, MIN (at_x, width - 1),
                                                   MIN (at_y + step, height - 1))) -
                   limner_colour_luma (read_pixel (merge->picture, MIN (at_x, width - 1),
                                                   at_y - step));

        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
      }
  *angle = 0.5f * atan2f (2 * xy, xx - yy) + (float) G_PI_2;
  *strength = sqrtf (xx + yy);
}

static void
merge_row (int      y,
           gpointer data)
{
  const Merge *merge = data;
  LimnerScene *scene = merge->scene;

  for (int x = 0; x < scene->width; x++)
    {
      gsize at = (gsize) y * scene->width + x;
      LimnerColour pixel = shifted_pixel (merge, x, y);
      LimnerColour form = merge->to_scene ? scene->colours[at] : pixel;
      float angle;
      float strength;

      if (merge->redraw != NULL)
        form = limner_colour_mix (limner_redraw_pixel (merge->redraw, form, x, y), form,
                                  merge->to_scene ? 2 * merge->part - 1 : 1 - merge->part);
      scene->colours[at] = form;
      if (merge->to_scene)
        continue;
      read_direction (merge, x, y, &angle, &strength);
      if (strength > 0.02f)
        scene->angles[at] = (guint8) ((angle / (float) G_PI - floorf (angle / (float) G_PI)) *
                                      255.99f);
      scene->details[at] = (guint8) (CLAMP (0.25f + strength * 2.5f, 0.0f, 1.0f) * 255);
    }
}

static LimnerRedraw *
make_redraw (const Merge *merge)
{
  const LimnerScene *scene = merge->scene;
  int step = MAX (MIN (scene->width, scene->height) / REDRAW_SIDE, 1);
  int width = (scene->width + step - 1) / step;
  int height = (scene->height + step - 1) / step;
  gsize n = (gsize) width * height;
  g_autofree LimnerColour *drawn = g_new (LimnerColour, n);
  g_autofree LimnerColour *pixels = g_new (LimnerColour, n);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        drawn[(gsize) y * width + x] =
          scene->colours[(gsize) y * step * scene->width + (gsize) x * step];
        pixels[(gsize) y * width + x] = shifted_pixel (merge, x * step, y * step);
      }

  return limner_redraw_new (merge->to_scene ? drawn : pixels, merge->to_scene ? pixels : drawn,
                            width, height, step, scene->cancellable);
}

/**
 * limner_grade_picture:
 * @scene: what the prompt asks for; becomes what is to be painted
 * @picture: of the same size
 * @prompt_strength: 0 to 1: how much of the light and the colours of the scene the picture takes on
 * @part: 0 to 1: how much of the scene itself comes through; at 1 nothing of the picture is left
 *
 * Lays a picture under a scene. Two pictures that are mixed look like a film exposed twice, so the
 * forms are those of one of them: up to the half the picture's, which take on the scene's colours,
 * then the scene's, in which the picture's colours live on.
 */
void
limner_grade_picture (LimnerScene         *scene,
                      const LimnerPicture *picture,
                      float                prompt_strength,
                      float                part)
{
  Grade wanted = { .scene = scene };
  Merge merge = { .scene = scene, .picture = picture, .part = part, .to_scene = part >= 0.5f };
  double sums[3] = { 0 };
  double count = 0;
  float share = CLAMP (prompt_strength, 0.0f, 1.0f) * 0.75f;

  measure (&wanted);
  for (int y = 0; y < scene->height; y += STRIDE)
    for (int x = 0; x < scene->width; x += STRIDE)
      {
        LimnerLab lab = limner_colour_to_lab (read_pixel (picture, x, y));

        sums[0] += lab.lightness;
        sums[1] += lab.a;
        sums[2] += lab.b;
        count++;
      }
  merge.shift = (LimnerLab) { (wanted.mean.lightness - (float) (sums[0] / count)) * share,
                              (wanted.mean.a - (float) (sums[1] / count)) * share,
                              (wanted.mean.b - (float) (sums[2] / count)) * share };
  if (part > 0 && part < 1)
    merge.redraw = make_redraw (&merge);
  limner_parallel_for (scene->height, merge_row, &merge, scene->cancellable);
  g_clear_pointer (&merge.redraw, limner_redraw_free);
}
