/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerColour:
 * @red: 0 to 1
 * @green: 0 to 1
 * @blue: 0 to 1
 *
 * A colour of the painter, in sRGB. Values beyond the range may occur while it is mixed.
 */
typedef struct
{
  float red;
  float green;
  float blue;
} LimnerColour;

/**
 * LimnerLab:
 * @lightness: 0 to 1
 * @a: green to red
 * @b: blue to yellow
 *
 * A colour in Oklab (Ottosson, 2020), in which distances are as the eye sees them.
 */
typedef struct
{
  float lightness;
  float a;
  float b;
} LimnerLab;

static inline LimnerColour
limner_colour_from_digits (guint32 digits)
{
  return (LimnerColour) { ((digits >> 16) & 255) / 255.0f, ((digits >> 8) & 255) / 255.0f,
                          (digits & 255) / 255.0f };
}

/** A colour from its digits: LIMNER_COLOUR (0xff8800) is orange. */
#define LIMNER_COLOUR(hex) limner_colour_from_digits (hex)

static inline LimnerColour
limner_colour_mix (LimnerColour a,
                   LimnerColour b,
                   float        part_of_b)
{
  return (LimnerColour) { a.red + (b.red - a.red) * part_of_b,
                          a.green + (b.green - a.green) * part_of_b,
                          a.blue + (b.blue - a.blue) * part_of_b };
}

static inline LimnerColour
limner_colour_scale (LimnerColour colour,
                     float        factor)
{
  return (LimnerColour) { colour.red * factor, colour.green * factor, colour.blue * factor };
}

static inline LimnerColour
limner_colour_add (LimnerColour colour,
                   LimnerColour light,
                   float        factor)
{
  return (LimnerColour) { colour.red + light.red * factor, colour.green + light.green * factor,
                          colour.blue + light.blue * factor };
}

static inline LimnerColour
limner_colour_multiply (LimnerColour a,
                        LimnerColour b)
{
  return (LimnerColour) { a.red * b.red, a.green * b.green, a.blue * b.blue };
}

static inline float
limner_colour_luma (LimnerColour colour)
{
  return 0.2126f * colour.red + 0.7152f * colour.green + 0.0722f * colour.blue;
}

LimnerLab    limner_colour_to_lab   (LimnerColour colour);
LimnerColour limner_colour_from_lab (LimnerLab    lab);

G_END_DECLS
