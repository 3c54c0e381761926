/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerRandom:
 * @state: what the next number is made from
 *
 * A small generator of random numbers (SplitMix64 by Steele, Lea and Flood, 2014) that gives the
 * same numbers for the same seed on every machine. `LimnerRandom random = { seed };` is ready to
 * use.
 */
typedef struct
{
  guint64 state;
} LimnerRandom;

/** Mixes the bits of @value so that neighbours come out unrelated. */
static inline guint64
limner_random_mix (guint64 value)
{
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

/** The next 64 random bits. */
static inline guint64
limner_random_next (LimnerRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return limner_random_mix (self->state);
}

/** A number from 0 to just below 1. */
static inline float
limner_random_unit (LimnerRandom *self)
{
  return (float) (limner_random_next (self) >> 40) * (1.0f / 16777216.0f);
}

/** A number from @low to just below @high. */
static inline float
limner_random_range (LimnerRandom *self,
                     float         low,
                     float         high)
{
  return low + (high - low) * limner_random_unit (self);
}

/** A whole number from 0 to @n - 1; @n is at least 1. */
static inline int
limner_random_below (LimnerRandom *self,
                     int           n)
{
  return (int) (((limner_random_next (self) >> 32) * (guint64) n) >> 32);
}

/** %TRUE in @chance of all cases (0 to 1). */
static inline gboolean
limner_random_chance (LimnerRandom *self,
                      float         chance)
{
  return limner_random_unit (self) < chance;
}

/** A generator of its own for part @index of what @seed decides. */
static inline LimnerRandom
limner_random_fork (guint64 seed,
                    guint64 index)
{
  LimnerRandom random = { limner_random_mix (seed ^ limner_random_mix (index + 0x51ed2701)) };

  return random;
}

G_END_DECLS
