/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-loops.h"

/*
 * Each loop is written once, plainly, and compiled three times: for the machine's base
 * instructions, for AVX2 and for AVX-512. This file is compiled without contraction of floating-
 * point operations (see meson.build), so that all three round alike and a recorded stroke gives the
 * same bytes everywhere.
 */
#define BODY static inline __attribute__ ((always_inline)) void

/* (value + 127) / 255 for 0 to 65025, exactly, in 16 bits */
static inline __attribute__ ((always_inline)) guint8
divide_by_255 (guint16 value)
{
  guint16 sum = value + 128;

  return (guint16) (sum + (sum >> 8)) >> 8;
}

static inline __attribute__ ((always_inline)) float
clamp_01 (float value)
{
  value = value > 0 ? value : 0;
  return value < 1 ? value : 1;
}

BODY
stamp_body (guint8       *restrict pixels,
            const guint8 *restrict stamp,
            gsize                  stride,
            int                    rows)
{
  for (int y = 0; y < rows; y++, pixels += 64, stamp += stride)
    for (int x = 0; x < 64; x++)
      pixels[x] = pixels[x] > stamp[x] ? pixels[x] : stamp[x];
}

/* What is missing up to the stamp is filled by flow / 256; always by one step at least, so that
 * the stroke reaches its ceiling. */
BODY
stamp_flow_body (guint8       *restrict pixels,
                 const guint8 *restrict stamp,
                 gsize                  stride,
                 int                    rows,
                 int                    flow)
{
  for (int y = 0; y < rows; y++, pixels += 64, stamp += stride)
    for (int x = 0; x < 64; x++)
      {
        guint16 missing = stamp[x] > pixels[x] ? stamp[x] - pixels[x] : 0;

        pixels[x] = (guint8) (pixels[x] + ((missing * (guint16) flow + 255) >> 8));
      }
}

/* The strength of the brush at a squared distance that runs from 0 (inner) to 1 (outer). */
static inline __attribute__ ((always_inline)) float
fall (float q,
      float bend)
{
  float rest = 1 - q;

  return rest * rest * (1 + bend * q);
}

BODY
capsule_body (guint8           *restrict pixels,
              int                        n,
              const LimnerCone *restrict cone)
{
  LimnerCone c = *cone;
  float tx = c.vx * c.inverse_length2;
  float t0 = -c.ay * c.vy * c.inverse_length2;

  for (int x = 0; x < n; x++)
    {
      float px = (float) x - c.ax;
      float t = clamp_01 (px * tx + t0);
      float ex = px - t * c.vx;
      float ey = -c.ay - t * c.vy;
      float q = clamp_01 ((ex * ex + ey * ey) * c.scale - c.offset);
      int value = (int) (fall (q, c.bend) * c.strength0 + 0.5f);

      pixels[x] = (guint8) (value > pixels[x] ? value : pixels[x]);
    }
}

/*
 * Where a dab that grows on its way covers a pixel best: not at the foot of the perpendicular, but
 * farther to where it is larger. With h the distance from the axis, R the radius at the foot and s
 * the growth per pixel, the least (h² + u²) / (R + s u)² is at u = s h² / R.
 */
BODY
cone_body (guint8           *restrict pixels,
           int                        n,
           const LimnerCone *restrict cone)
{
  LimnerCone c = *cone;
  float tx = c.vx * c.inverse_length2;
  float t0 = -c.ay * c.vy * c.inverse_length2;
  float growth = c.outer_change * c.inverse_length2;

  for (int x = 0; x < n; x++)
    {
      float px = (float) x - c.ax;
      float foot = px * tx + t0;
      float hx = px - foot * c.vx;
      float hy = -c.ay - foot * c.vy;
      float radius = c.outer0 + foot * c.outer_change;
      float t = clamp_01 (foot + (hx * hx + hy * hy) * growth / (radius > 0.5f ? radius : 0.5f));
      float ex = px - t * c.vx;
      float ey = -c.ay - t * c.vy;
      float outer = c.outer0 + t * c.outer_change;
      float inner = c.inner0 + t * c.inner_change;
      float inner2 = inner * inner;
      float q = clamp_01 ((ex * ex + ey * ey - inner2) / (outer * outer - inner2));
      int value = (int) (fall (q, c.bend) * (c.strength0 + t * c.strength_change) + 0.5f);

      pixels[x] = (guint8) (value > pixels[x] ? value : pixels[x]);
    }
}

BODY
add_body (guint8       *restrict pixels,
          const guint8 *restrict before,
          const guint8 *restrict coverage,
          int                    n)
{
  for (int x = 0; x < n; x++)
    pixels[x] = before[x] + divide_by_255 ((guint16) ((255 - before[x]) * coverage[x]));
}

BODY
subtract_body (guint8       *restrict pixels,
               const guint8 *restrict before,
               const guint8 *restrict coverage,
               int                    n)
{
  for (int x = 0; x < n; x++)
    pixels[x] = divide_by_255 ((guint16) (before[x] * (255 - coverage[x])));
}

/* Premultiplied colours */
BODY
add_colour_body (guint8       *restrict pixels,
                 const guint8 *restrict before,
                 const guint8 *restrict coverage,
                 const guint8 *restrict colour,
                 int                    n)
{
  guint8 rgba[4] = { colour[0], colour[1], colour[2], 255 };

  for (int x = 0; x < n; x++)
    for (int k = 0; k < 4; k++)
      pixels[4 * x + k] = divide_by_255 ((guint16) (rgba[k] * coverage[x])) +
                          divide_by_255 ((guint16) (before[4 * x + k] * (255 - coverage[x])));
}

BODY
fade_colour_body (guint8       *restrict pixels,
                  const guint8 *restrict before,
                  const guint8 *restrict coverage,
                  int                    n)
{
  for (int x = 0; x < n; x++)
    for (int k = 0; k < 4; k++)
      pixels[4 * x + k] = divide_by_255 ((guint16) (before[4 * x + k] * (255 - coverage[x])));
}

BODY
maximum_body (guint8       *restrict pixels,
              const guint8 *restrict other,
              int                    n)
{
  for (int x = 0; x < n; x++)
    pixels[x] = pixels[x] > other[x] ? pixels[x] : other[x];
}

/* part of 256 of the lower row */
BODY
blend_body (guint8       *restrict pixels,
            const guint8 *restrict upper,
            const guint8 *restrict lower,
            int                    part,
            int                    n)
{
  guint16 below = (guint16) part;
  guint16 above = (guint16) (256 - part);

  for (int x = 0; x < n; x++)
    pixels[x] = (guint8) ((guint16) (upper[x] * above + lower[x] * below) >> 8);
}

#define DEFINE_VARIANT(suffix, attributes)                                                      \
  attributes static void                                                                        \
  stamp_##suffix (guint8 *pixels, const guint8 *stamp, gsize stride, int rows)                  \
  {                                                                                             \
    stamp_body (pixels, stamp, stride, rows);                                                   \
  }                                                                                             \
  attributes static void                                                                        \
  stamp_flow_##suffix (guint8 *pixels, const guint8 *stamp, gsize stride, int rows, int flow)   \
  {                                                                                             \
    stamp_flow_body (pixels, stamp, stride, rows, flow);                                        \
  }                                                                                             \
  attributes static void                                                                        \
  capsule_##suffix (guint8 *pixels, int n, const LimnerCone *cone)                              \
  {                                                                                             \
    capsule_body (pixels, n & ~15, cone);                                                       \
  }                                                                                             \
  attributes static void                                                                        \
  cone_##suffix (guint8 *pixels, int n, const LimnerCone *cone)                                 \
  {                                                                                             \
    cone_body (pixels, n & ~15, cone);                                                          \
  }                                                                                             \
  attributes static void                                                                        \
  add_##suffix (guint8 *pixels, const guint8 *before, const guint8 *coverage, int n)            \
  {                                                                                             \
    add_body (pixels, before, coverage, n & ~15);                                               \
  }                                                                                             \
  attributes static void                                                                        \
  subtract_##suffix (guint8 *pixels, const guint8 *before, const guint8 *coverage, int n)       \
  {                                                                                             \
    subtract_body (pixels, before, coverage, n & ~15);                                          \
  }                                                                                             \
  attributes static void                                                                        \
  add_colour_##suffix (guint8 *pixels, const guint8 *before, const guint8 *coverage,            \
                       const guint8 *colour, int n)                                             \
  {                                                                                             \
    add_colour_body (pixels, before, coverage, colour, n & ~15);                                \
  }                                                                                             \
  attributes static void                                                                        \
  fade_colour_##suffix (guint8 *pixels, const guint8 *before, const guint8 *coverage, int n)    \
  {                                                                                             \
    fade_colour_body (pixels, before, coverage, n & ~15);                                       \
  }                                                                                             \
  attributes static void                                                                        \
  maximum_##suffix (guint8 *pixels, const guint8 *other, int n)                                 \
  {                                                                                             \
    maximum_body (pixels, other, n & ~15);                                                      \
  }                                                                                             \
  attributes static void                                                                        \
  blend_##suffix (guint8 *pixels, const guint8 *upper, const guint8 *lower, int part, int n)    \
  {                                                                                             \
    blend_body (pixels, upper, lower, part, n & ~15);                                           \
  }                                                                                             \
  static const LimnerLoops loops_##suffix = {                                                   \
    #suffix, stamp_##suffix, stamp_flow_##suffix, capsule_##suffix, cone_##suffix,              \
    add_##suffix, subtract_##suffix, add_colour_##suffix, fade_colour_##suffix,                 \
    maximum_##suffix, blend_##suffix,                                                           \
  };

DEFINE_VARIANT (base, )

#if defined (__x86_64__) && defined (__GNUC__) && !defined (__clang__)
#define HAVE_X86_VARIANTS 1
DEFINE_VARIANT (avx2, __attribute__ ((target ("avx2"))))
DEFINE_VARIANT (avx512, __attribute__ ((target ("avx512f,avx512bw,avx512vl,avx512dq,"
                                                "prefer-vector-width=512"))))
#endif

/**
 * limner_loops_get_variant:
 * @index: from 0
 *
 * Gets one of the variants that run on this machine, the widest first: for tests that compare them.
 *
 * Returns: (transfer none) (nullable): the loops, or %NULL after the last
 */
const LimnerLoops *
limner_loops_get_variant (int index)
{
  const LimnerLoops *variants[4] = { NULL };
  int n = 0;

#ifdef HAVE_X86_VARIANTS
  if (__builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512vl") &&
      __builtin_cpu_supports ("avx512dq"))
    variants[n++] = &loops_avx512;
  if (__builtin_cpu_supports ("avx2"))
    variants[n++] = &loops_avx2;
#endif
  variants[n++] = &loops_base;
  return index >= 0 && index < n ? variants[index] : NULL;
}

/**
 * limner_loops_get:
 *
 * Gets the loops for this machine.
 *
 * Returns: (transfer none): the loops
 */
const LimnerLoops *
limner_loops_get (void)
{
  static gsize loops;

  if (g_once_init_enter (&loops))
    g_once_init_leave (&loops, (gsize) limner_loops_get_variant (0));
  return (const LimnerLoops *) loops;
}
