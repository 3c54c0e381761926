/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "limner-colour.h"

G_BEGIN_DECLS

#define LIMNER_STYLE_COLOURS 8

/**
 * LimnerStyle:
 * @mean: mean colour
 * @spread: how far colours lie from it, for each part of Oklab
 * @colours: those that occur most, the most frequent first
 * @shares: how much of the pictures each of them covers
 * @stroke: width of the marks as part of the shorter side
 * @roughness: how much goes on within the marks, 0 to 1
 * @direction: how much marks keep one direction, 0 to 1
 * @trigger_word: the word that calls it
 *
 * What limner/style-trainer learned of some pictures.
 */
typedef struct
{
  LimnerLab  mean;
  LimnerLab  spread;
  LimnerLab  colours[LIMNER_STYLE_COLOURS];
  float      shares[LIMNER_STYLE_COLOURS];
  float      stroke;
  float      roughness;
  float      direction;
  char      *trigger_word;
} LimnerStyle;

LimnerStyle *limner_style_from_bytes (GBytes             *bytes,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes      *limner_style_to_bytes   (const LimnerStyle  *self) G_GNUC_WARN_UNUSED_RESULT;
void         limner_style_free       (LimnerStyle        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerStyle, limner_style_free)

G_END_DECLS
