/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-noise.h"
#include "limner-stage.h"

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  float              horizon;
  LimnerPoint        sun;          /* in the scene */
  float              threshold;    /* of clouds */
  LimnerColour       cloud_light;
  LimnerColour       cloud_shade;
  float              stretch;      /* of clouds along the horizon */
  gboolean           aurora;
  gboolean           night;
} Sky;

/* How thick the clouds are at a point: bumps get flatter and closer towards the horizon. */
static float
cloud_density (const Sky *sky,
               float      x,
               float      y)
{
  float above = MAX (sky->horizon - y, 0.0f) / MAX (sky->horizon, 0.2f);
  float scale = 1 / (above * 0.9f + 0.22f);
  float u = (x - sky->sun.x) * scale * 1.25f / sky->stretch;
  float v = scale * 1.9f;
  float warp = limner_noise_fractal (sky->seed + 71, u * 0.8f, v * 0.8f, 2);

  return limner_noise_fractal (sky->seed, u * 1.3f + warp * 0.5f, v * 1.3f + warp * 0.35f, 5);
}

static LimnerColour
clear_sky (const Sky *sky,
           float      height)
{
  const LimnerLight *light = &sky->stage->light;
  LimnerColour low = limner_colour_mix (light->horizon, light->middle,
                                        limner_smoothstep (0.0f, 0.45f, height));

  return limner_colour_mix (low, light->zenith, limner_smoothstep (0.3f, 1.05f, height));
}

/* Light round the sun or the moon. */
static LimnerColour
add_glow (const Sky    *sky,
          LimnerColour  colour,
          float         x,
          float         y)
{
  const LimnerLight *light = &sky->stage->light;
  float dx = x - sky->sun.x;
  float dy = (y - sky->sun.y) * 1.25f;
  float distance = sqrtf (dx * dx + dy * dy);
  float glow = expf (-distance * 4.2f) * 0.6f + expf (-distance * 14) * 0.4f;

  if (sky->night)
    glow = expf (-distance * 7) * 0.35f + expf (-distance * 26) * 0.35f;
  return limner_colour_mix (colour, light->sun, MIN (glow, 1.0f));
}

static LimnerColour
add_stars (const Sky    *sky,
           LimnerColour  colour,
           float         x,
           float         y,
           float        *detail)
{
  int cell_x = (int) floorf (x * 42);
  int cell_y = (int) floorf (y * 42);
  float chance = limner_noise_cell (sky->seed + 5, cell_x, cell_y);
  float dx = x * 42 - (float) cell_x - 0.25f - 0.5f * limner_noise_cell (sky->seed + 6, cell_x,
                                                                         cell_y);
  float dy = y * 42 - (float) cell_y - 0.25f - 0.5f * limner_noise_cell (sky->seed + 7, cell_x,
                                                                         cell_y);
  float size = 0.02f + 0.11f * chance * chance * chance * chance;
  float star;

  if (chance < 0.45f)
    return colour;

  star = expf (-(dx * dx + dy * dy) / (size * size)) * (0.4f + 0.9f * chance);
  if (star > 0.2f)
    *detail = 1;
  return limner_colour_add (colour, LIMNER_COLOUR (0xfff4dd), star * 0.8f);
}

static LimnerColour
add_aurora (const Sky    *sky,
            LimnerColour  colour,
            float         x,
            float         y)
{
  float wave = limner_noise_fractal (sky->seed + 31, x * 1.4f, 0.3f, 3) * 0.22f;
  float edge = sky->horizon * 0.55f + wave;
  float above = edge - y;
  float fold = 0.55f + 0.45f * limner_noise_gradient (sky->seed + 37, x * 16 + wave * 30, y * 0.8f);
  float strength = above > 0 ? expf (-above * 5.5f) : expf (above * 34);
  LimnerColour tint = limner_colour_mix (LIMNER_COLOUR (0x35e49a), LIMNER_COLOUR (0x9a5be0),
                                         limner_smoothstep (0.05f, 0.4f, above));

  return limner_colour_add (colour, tint, strength * fold * 0.75f);
}

static void
sky_shader (float        x,
            float        y,
            LimnerTexel *texel,
            gpointer     data)
{
  const Sky *sky = data;
  float height = CLAMP ((sky->horizon - y) / MAX (sky->horizon, 0.01f), 0.0f, 1.0f);
  LimnerColour colour = add_glow (sky, clear_sky (sky, height), x, y);
  float density = cloud_density (sky, x, y);
  float cover = limner_smoothstep (sky->threshold, sky->threshold + 0.3f, density);
  float dx = sky->sun.x - x;
  float dy = sky->sun.y - y;
  float away = MAX (sqrtf (dx * dx + dy * dy), 0.05f);

  texel->detail = 0.12f;
  if (sky->night)
    colour = add_stars (sky, colour, x, y, &texel->detail);
  if (sky->aurora)
    colour = add_aurora (sky, colour, x, y);
  if (cover > 0.01f)
    {
      float toward = cloud_density (sky, x + dx / away * 0.05f, y + dy / away * 0.05f);
      float lit = CLAMP (0.55f + (density - toward) * 1.5f - (density - sky->threshold) * 0.35f,
                         0.0f, 1.0f);
      LimnerColour cloud = limner_colour_mix (sky->cloud_shade, sky->cloud_light, lit);

      cloud = limner_colour_mix (cloud, sky->stage->light.sun, 0.45f * expf (-away * 3.2f));
      cloud = limner_colour_mix (sky->stage->light.horizon, cloud,
                                 limner_smoothstep (0.0f, 0.3f, height) * 0.75f + 0.25f);
      colour = limner_colour_mix (colour, cloud, cover * 0.95f);
      texel->detail = 0.18f + 0.25f * cover * (1 - cover) * 4;
    }
  texel->colour = colour;
  texel->angle = (0.25f + density * 1.6f) * (0.25f + height);
}

static void
draw_disc (LimnerStage *stage,
           LimnerPoint  where,
           gboolean     moon)
{
  float radius = moon ? 0.042f : 0.032f;
  LimnerPaint halo = limner_paint_plain (stage->light.sun, 0.5f);
  LimnerPaint disc = limner_paint_plain (limner_colour_mix (stage->light.sun,
                                                            LIMNER_COLOUR (0xfffbe8), 0.75f), 1);

  halo.opacity = 0.3f;
  limner_scene_ellipse (stage->scene, where, radius * 1.5f, radius * 1.5f, 0, &halo);
  limner_scene_ellipse (stage->scene, where, radius, radius, 0, &disc);
  if (moon)
    {
      LimnerPaint spot = limner_paint_plain (LIMNER_COLOUR (0xcfd3d6), 1);

      spot.opacity = 0.7f;
      limner_scene_ellipse (stage->scene, (LimnerPoint) { where.x - 0.012f, where.y - 0.008f },
                            0.012f, 0.009f, 0.4f, &spot);
      limner_scene_ellipse (stage->scene, (LimnerPoint) { where.x + 0.012f, where.y + 0.01f },
                            0.008f, 0.007f, 0, &spot);
    }
}

static void
draw_rainbow (LimnerStage *stage,
              float        horizon)
{
  static const guint32 bands[] = { 0xe2463c, 0xf0903a, 0xf6d84a, 0x6ab85a, 0x3f8fd0, 0x5a5ab8,
                                   0x8a5ab0 };
  float aspect = stage->scene->aspect;
  LimnerPoint middle = { aspect * limner_random_range (&stage->random, 0.4f, 0.6f),
                         horizon + 0.06f };
  float radius = MIN (horizon * 0.98f, aspect * 0.62f);

  for (int band = 0; band < (int) G_N_ELEMENTS (bands); band++)
    {
      float away = radius - 0.0125f * (float) band;
      LimnerPaint paint = limner_paint_plain (LIMNER_COLOUR (bands[band]), 0.5f);
      LimnerPoint points[66];

      for (int i = 0; i < 33; i++)
        {
          float turn = (float) G_PI * (float) i / 32;

          points[i] = (LimnerPoint) { middle.x + cosf (turn) * away * 1.15f,
                                      middle.y - sinf (turn) * away };
          points[65 - i] = (LimnerPoint) { middle.x + cosf (turn) * (away - 0.0135f) * 1.15f,
                                           middle.y - sinf (turn) * (away - 0.0135f) };
        }
      paint.opacity = 0.5f;
      limner_scene_fill (stage->scene, points, G_N_ELEMENTS (points), &paint);
    }
}

/**
 * limner_draw_sky:
 * @stage: a stage
 * @horizon: height of the horizon
 *
 * Draws the sky with what the light asks for: sun or moon, clouds lit by it, stars. Moves the
 * stage's source of light to where it stands in the picture.
 */
void
limner_draw_sky (LimnerStage *stage,
                 float        horizon)
{
  LimnerLight *light = &stage->light;
  gboolean night = stage->plan->light == LIMNER_LIGHT_NIGHT;
  gboolean moon = night || (stage->plan->extras & LIMNER_EXTRA_MOON) != 0;
  Sky sky = {
    .stage = stage,
    .seed = limner_stage_seed (stage),
    .horizon = horizon,
    .sun = { light->source.x, horizon * (1 - light->source.y) },
    .threshold = 0.42f - light->clouds * 0.72f,
    .cloud_light = limner_colour_mix (light->sun, LIMNER_COLOUR (0xffffff), night ? 0.0f : 0.45f),
    .cloud_shade = limner_colour_mix (light->shade, light->middle, 0.45f),
    .stretch = limner_random_range (&stage->random, 1.0f, 1.9f),
    .night = night || (stage->plan->extras & LIMNER_EXTRA_STARS) != 0,
    .aurora = (stage->plan->extras & LIMNER_EXTRA_AURORA) != 0,
  };

  if (night)
    {
      sky.cloud_light = limner_colour_scale (light->sun, 0.62f);
      sky.cloud_shade = limner_colour_mix (light->zenith, light->middle, 0.7f);
    }
  if (stage->plan->light == LIMNER_LIGHT_STORM)
    sky.cloud_light = limner_colour_mix (light->middle, light->horizon, 0.6f);
  if (sky.aurora)
    sky.threshold += 0.4f;
  light->source = sky.sun;
  if (stage->keeps_sky)
    return;
  limner_scene_shade (stage->scene, 0, MIN (horizon + 0.12f, 1.0f), sky_shader, &sky);
  if (light->disc && stage->plan->light != LIMNER_LIGHT_FOG)
    draw_disc (stage, sky.sun, moon);
  if (stage->plan->extras & LIMNER_EXTRA_RAINBOW)
    draw_rainbow (stage, horizon);
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  float              top;
  float              bottom;
  float              roughness;
  LimnerColour       deep;
} Water;

static void
water_shader (float        x,
              float        y,
              LimnerTexel *texel,
              gpointer     data)
{
  const Water *water = data;
  const LimnerLight *light = &water->stage->light;
  float near = CLAMP ((y - water->top) / (water->bottom - water->top), 0.0f, 1.0f);
  float flat = 1 / (near * 0.9f + 0.06f);
  float u = (x - 0.5f * water->stage->scene->aspect) * flat;
  float v = flat * 4.5f;
  float ripple = limner_noise_fractal (water->seed, u * 1.6f, v * 2.6f, 3);
  float wave = limner_noise_fractal (water->seed + 9, u * 0.5f, v * 1.2f, 2);
  float shift = (ripple * 0.6f + wave * 0.5f) * water->roughness * (0.03f + 0.16f * near);
  LimnerColour mirrored = limner_scene_sample (water->stage->scene, x + shift * 0.5f,
                                               MIN (2 * water->top - y + shift,
                                                    water->top - 0.004f));
  LimnerColour colour = limner_colour_mix (mirrored, water->deep,
                                           0.16f + 0.5f * near * MIN (water->roughness + 0.25f,
                                                                      1.0f));
  float glitter = expf (-powf (fabsf (x - light->source.x) / (0.035f + 0.13f * near), 2));

  /* Slopes that look up at the sky, and those that look down into the water. */
  colour = limner_colour_mix (colour, light->middle,
                              CLAMP (wave + ripple * 0.5f, 0.0f, 0.55f) * water->roughness);
  colour = limner_colour_scale (colour, 1 + CLAMP (ripple, -0.35f, 0.2f) * 0.5f * water->roughness);
  if (light->disc)
    colour = limner_colour_mix (colour,
                                limner_colour_mix (light->sun, LIMNER_COLOUR (0xfffdf0), 0.4f),
                                glitter * limner_smoothstep (-0.05f, 0.3f,
                                                             ripple + wave * 0.4f) * 0.9f);
  texel->colour = colour;
  texel->angle = 0.12f * wave;
  texel->detail = 0.2f + 0.2f * (1 - near) + 0.3f * glitter * (light->disc ? 1.0f : 0.0f);
}

static Water
still_water (LimnerStage *stage,
             float        top,
             float        bottom,
             float        roughness)
{
  return (Water) {
           .stage = stage,
           .seed = limner_stage_seed (stage),
           .top = top,
           .bottom = bottom,
           .roughness = roughness,
           .deep = limner_colour_mix (limner_stage_tone (stage, LIMNER_COLOUR (0x1f5a6b), 0.6f, 0),
                                      stage->light.zenith, 0.25f),
  };
}

/**
 * limner_draw_water:
 * @stage: a stage whose scene is drawn above @top
 * @top: height of its far shore
 * @bottom: where it ends
 * @roughness: 0 is a mirror, 1 the open sea
 *
 * Draws water that mirrors what stands above it.
 */
void
limner_draw_water (LimnerStage *stage,
                   float        top,
                   float        bottom,
                   float        roughness)
{
  Water water = still_water (stage, top, bottom, roughness);

  limner_scene_shade (stage->scene, top, bottom, water_shader, &water);
}

/**
 * limner_draw_river:
 * @stage: a stage whose scene is drawn above @horizon
 * @banks: the outline of the water
 * @n_banks: how many points that has
 * @horizon: where the land ends
 *
 * Draws water that fills an outline.
 */
void
limner_draw_river (LimnerStage       *stage,
                   const LimnerPoint *banks,
                   guint              n_banks,
                   float              horizon)
{
  Water water = still_water (stage, horizon, 1, 0.22f);

  limner_scene_polygon (stage->scene, banks, n_banks, water_shader, &water);
}

typedef struct
{
  const LimnerStage *stage;
  guint32            seed;
  float              height;
  float              depth;
  float              strength;
} Mist;

static void
mist_shader (float        x,
             float        y,
             LimnerTexel *texel,
             gpointer     data)
{
  const Mist *mist = data;
  float wave = limner_noise_fractal (mist->seed, x * 1.3f, y * 5, 3);
  float near = fabsf (y - mist->height - wave * mist->depth * 0.4f) / mist->depth;

  texel->colour = mist->stage->light.haze;
  texel->opacity = mist->strength * (1 - limner_smoothstep (0.0f, 1.0f, near));
}

/**
 * limner_draw_mist:
 * @stage: a stage
 * @height: where it lies
 * @depth: how far it reaches up and down
 * @strength: 0 to 1
 *
 * Draws a bank of mist over what is there.
 */
void
limner_draw_mist (LimnerStage *stage,
                  float        height,
                  float        depth,
                  float        strength)
{
  Mist mist = { stage, limner_stage_seed (stage), height, depth, strength };

  limner_scene_shade (stage->scene, CLAMP (height - depth * 1.5f, 0, 1),
                      CLAMP (height + depth * 1.5f, 0, 1), mist_shader, &mist);
}
