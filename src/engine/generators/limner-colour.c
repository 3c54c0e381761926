/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-colour.h"

/* Painting needs no more exactness than a square and a square root give in place of the curve of
 * sRGB; the two are inverses of each other, so nothing drifts. */
static inline float
to_linear (float value)
{
  value = MAX (value, 0.0f);
  return value * value;
}

static inline float
from_linear (float value)
{
  return sqrtf (MAX (value, 0.0f));
}

/**
 * limner_colour_to_lab:
 * @colour: a colour
 *
 * Returns: the colour in Oklab
 */
LimnerLab
limner_colour_to_lab (LimnerColour colour)
{
  float red = to_linear (colour.red);
  float green = to_linear (colour.green);
  float blue = to_linear (colour.blue);
  float l = cbrtf (0.4122214708f * red + 0.5363325363f * green + 0.0514459929f * blue);
  float m = cbrtf (0.2119034982f * red + 0.6806995451f * green + 0.1073969566f * blue);
  float s = cbrtf (0.0883024619f * red + 0.2817188376f * green + 0.6299787005f * blue);

  return (LimnerLab) { 0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
                       1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
                       0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s };
}

/**
 * limner_colour_from_lab:
 * @lab: a colour in Oklab
 *
 * Returns: the colour in sRGB, which may lie beyond 0 to 1
 */
LimnerColour
limner_colour_from_lab (LimnerLab lab)
{
  float l = lab.lightness + 0.3963377774f * lab.a + 0.2158037573f * lab.b;
  float m = lab.lightness - 0.1055613458f * lab.a - 0.0638541728f * lab.b;
  float s = lab.lightness - 0.0894841775f * lab.a - 1.2914855480f * lab.b;

  l = l * l * l;
  m = m * m * m;
  s = s * s * s;
  return (LimnerColour) {
    from_linear (4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s),
    from_linear (-1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s),
    from_linear (-0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s),
  };
}
