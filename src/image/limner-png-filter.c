/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The five row filters of PNG (ISO 15948, clause 9), the hot loops of reading and writing. */

#include "config.h"

#include <string.h>

#include "limner-png-private.h"

enum { NONE, SUB, UP, AVERAGE, PAETH };

static inline guint8
paeth (int left,
       int above,
       int corner)
{
  int to_left = ABS (above - corner);
  int to_above = ABS (left - corner);
  int to_corner = ABS (left + above - 2 * corner);

  if (to_left <= to_above && to_left <= to_corner)
    return (guint8) left;
  return (guint8) (to_above <= to_corner ? above : corner);
}

#if defined (__SSE4_1__) || defined (__SSE2__)
#include <emmintrin.h>

/* One pixel of up to four bytes at a time, its channels side by side as 16-bit numbers. */
static inline __m128i
load_pixel (const guint8 *p,
            gsize         step)
{
  guint32 value = 0;

  memcpy (&value, p, step);
  return _mm_unpacklo_epi8 (_mm_cvtsi32_si128 ((int) value), _mm_setzero_si128 ());
}

static inline void
store_pixel (guint8  *p,
             __m128i  pixel,
             gsize    step)
{
  guint32 value = (guint32) _mm_cvtsi128_si32 (_mm_packus_epi16 (pixel, pixel));

  memcpy (p, &value, step);
}

static inline __m128i
absolute (__m128i x)
{
  return _mm_max_epi16 (x, _mm_sub_epi16 (_mm_setzero_si128 (), x));
}

static inline __m128i
choose (__m128i mask,
        __m128i yes,
        __m128i no)
{
  return _mm_or_si128 (_mm_and_si128 (mask, yes), _mm_andnot_si128 (mask, no));
}

static inline void
unfilter_paeth_pixels (guint8       *row,
                       const guint8 *above,
                       gsize         length,
                       gsize         step)
{
  const __m128i low = _mm_set1_epi16 (0xff);
  __m128i left = _mm_setzero_si128 ();
  __m128i corner = _mm_setzero_si128 ();

  for (gsize i = 0; i + step <= length; i += step)
    {
      __m128i up = load_pixel (above + i, step);
      __m128i to_left = _mm_sub_epi16 (up, corner);
      __m128i to_up = _mm_sub_epi16 (left, corner);
      __m128i to_corner = absolute (_mm_add_epi16 (to_left, to_up));
      __m128i nearest;
      __m128i guess;

      to_left = absolute (to_left);
      to_up = absolute (to_up);
      nearest = _mm_min_epi16 (to_corner, _mm_min_epi16 (to_left, to_up));
      guess = choose (_mm_cmpeq_epi16 (nearest, to_up), up, corner);
      guess = choose (_mm_cmpeq_epi16 (nearest, to_left), left, guess);
      left = _mm_and_si128 (_mm_add_epi16 (load_pixel (row + i, step), guess), low);
      corner = up;
      store_pixel (row + i, left, step);
    }
}

static gboolean
unfilter_paeth_wide (guint8       *row,
                     const guint8 *above,
                     gsize         length,
                     gsize         step)
{
  if (step == 3)
    unfilter_paeth_pixels (row, above, length, 3);
  else if (step == 4)
    unfilter_paeth_pixels (row, above, length, 4);
  else
    return FALSE;
  return TRUE;
}
#else
static gboolean
unfilter_paeth_wide (guint8       *row,
                     const guint8 *above,
                     gsize         length,
                     gsize         step)
{
  return FALSE;
}
#endif

static inline void
unfilter_sub (guint8 *row,
              gsize   length,
              gsize   step)
{
  for (gsize i = step; i < length; i++)
    row[i] = (guint8) (row[i] + row[i - step]);
}

static inline void
unfilter_average (guint8       *row,
                  const guint8 *above,
                  gsize         length,
                  gsize         step)
{
  for (gsize i = 0; i < MIN (step, length); i++)
    row[i] = (guint8) (row[i] + above[i] / 2);
  for (gsize i = step; i < length; i++)
    row[i] = (guint8) (row[i] + (row[i - step] + above[i]) / 2);
}

static void
unfilter_paeth (guint8       *row,
                const guint8 *above,
                gsize         length,
                gsize         step)
{
  if (unfilter_paeth_wide (row, above, length, step))
    return;

  for (gsize i = 0; i < MIN (step, length); i++)
    row[i] = (guint8) (row[i] + above[i]);
  for (gsize i = step; i < length; i++)
    row[i] = (guint8) (row[i] + paeth (row[i - step], above[i], above[i - step]));
}

/**
 * _limner_png_unfilter_row:
 * @filter: the filter's number, from the file
 * @row: a row, changed in place
 * @above: the row above it, already unfiltered
 * @length: bytes in the row
 * @step: bytes in a pixel, at least 1
 *
 * Turns differences back into values.
 *
 * Returns: %FALSE if there is no such filter
 */
gboolean
_limner_png_unfilter_row (guint8        filter,
                          guint8       *row,
                          const guint8 *above,
                          gsize         length,
                          gsize         step)
{
  switch (filter)
    {
    case NONE:
      return TRUE;
    case SUB:
      /* A constant distance lets the compiler keep the pixel in registers. */
      if (step == 3)
        unfilter_sub (row, length, 3);
      else if (step == 4)
        unfilter_sub (row, length, 4);
      else
        unfilter_sub (row, length, step);
      return TRUE;
    case UP:
      for (gsize i = 0; i < length; i++)
        row[i] = (guint8) (row[i] + above[i]);
      return TRUE;
    case AVERAGE:
      if (step == 3)
        unfilter_average (row, above, length, 3);
      else if (step == 4)
        unfilter_average (row, above, length, 4);
      else
        unfilter_average (row, above, length, step);
      return TRUE;
    case PAETH:
      unfilter_paeth (row, above, length, step);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
filter_with (int           filter,
             const guint8 *row,
             const guint8 *above,
             gsize         length,
             gsize         step,
             guint8       *out)
{
  out[0] = (guint8) filter;
  out++;
  switch (filter)
    {
    case SUB:
      memcpy (out, row, MIN (step, length));
      for (gsize i = step; i < length; i++)
        out[i] = (guint8) (row[i] - row[i - step]);
      break;
    case UP:
      for (gsize i = 0; i < length; i++)
        out[i] = (guint8) (row[i] - above[i]);
      break;
    case PAETH:
      for (gsize i = 0; i < MIN (step, length); i++)
        out[i] = (guint8) (row[i] - above[i]);
      for (gsize i = step; i < length; i++)
        out[i] = (guint8) (row[i] - paeth (row[i - step], above[i], above[i - step]));
      break;
    default:
      memcpy (out, row, length);
      break;
    }
}

/* The sum of the differences as signed numbers: the specification's own rule of thumb */
static guint64
weigh (const guint8 *filtered,
       gsize         length)
{
  guint64 sum = 0;

  for (gsize i = 1; i <= length; i++)
    sum += filtered[i] < 128 ? filtered[i] : 256u - filtered[i];
  return sum;
}

/**
 * _limner_png_filter_row:
 * @row: a row
 * @above: the row above it
 * @length: bytes in the row
 * @step: bytes in a pixel
 * @fast: whether to do without a choice
 * @out: (out): @length + 1 bytes: the filter's number and the differences
 *
 * Writes a row as differences, by the filter that leaves the least (or the cheapest good one).
 */
void
_limner_png_filter_row (const guint8 *row,
                        const guint8 *above,
                        gsize         length,
                        gsize         step,
                        gboolean      fast,
                        guint8       *out)
{
  static const int filters[] = { NONE, SUB, UP, PAETH };
  guint64 best = G_MAXUINT64;
  int chosen = UP;

  if (!fast)
    for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
      {
        guint64 weight;

        filter_with (filters[i], row, above, length, step, out);
        weight = weigh (out, length);
        if (weight < best)
          {
            best = weight;
            chosen = filters[i];
          }
      }

  if (fast || chosen != PAETH)
    filter_with (chosen, row, above, length, step, out);
}
