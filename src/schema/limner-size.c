/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-size.h"

/* Sizes at which models of two generations were trained; near them they work best. */
static const LimnerSize small_sizes[] = {
  { 512, 512 }, { 512, 640 }, { 640, 512 }, { 512, 768 }, { 768, 512 }, { 448, 768 }, { 768, 448 },
};

static const LimnerSize large_sizes[] = {
  { 1024, 1024 }, { 896, 1152 }, { 1152, 896 }, { 832, 1216 }, { 1216, 832 }, { 768, 1344 },
  { 1344, 768 }, { 640, 1536 }, { 1536, 640 },
};

/* Names for ratios that the table's sizes only come near to. */
static const LimnerSize plain_ratios[] = {
  { 1, 1 }, { 4, 5 }, { 5, 4 }, { 3, 4 }, { 4, 3 }, { 2, 3 }, { 3, 2 }, { 4, 7 }, { 7, 4 },
  { 9, 16 }, { 16, 9 }, { 9, 21 }, { 21, 9 },
};

static gboolean
read_side (const char **text,
           int         *side)
{
  char *end;
  guint64 value;

  while (g_ascii_isspace (**text))
    (*text)++;
  if (!g_ascii_isdigit (**text))
    return FALSE;

  value = g_ascii_strtoull (*text, &end, 10);
  if (value == 0 || value > 65536)
    return FALSE;

  *side = (int) value;
  *text = end;
  return TRUE;
}

/**
 * limner_size_parse:
 * @text: (nullable): such as `16:9`, `1024x768`, `1152×896` or `1152*896 | 9:7`
 * @size: (out): the two numbers, left alone where there are none
 *
 * Reads a size or ratio as models write them in their choices.
 *
 * Returns: whether @text begins with one
 */
gboolean
limner_size_parse (const char *text,
                   LimnerSize *size)
{
  static const char *const signs[] = { ":", "x", "X", "×", "*", "/" };
  LimnerSize found;
  gboolean has_sign = FALSE;

  if (text == NULL || !read_side (&text, &found.width))
    return FALSE;

  while (g_ascii_isspace (*text))
    text++;
  for (guint i = 0; i < G_N_ELEMENTS (signs) && !has_sign; i++)
    {
      if (g_str_has_prefix (text, signs[i]))
        {
          text += strlen (signs[i]);
          has_sign = TRUE;
        }
    }
  if (!has_sign || !read_side (&text, &found.height) || g_ascii_isalpha (*text))
    return FALSE;

  *size = found;
  return TRUE;
}

static int
greatest_common_divisor (int a,
                         int b)
{
  while (b != 0)
    {
      int rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

/**
 * limner_size_to_ratio:
 * @size: a size in pixels
 *
 * Names the ratio of a size: the nearest well-known one where it is near, else the exact one in
 * lowest terms.
 *
 * Returns: (transfer full): such as `3:2`
 */
char *
limner_size_to_ratio (LimnerSize size)
{
  double ratio = (double) size.width / size.height;
  const LimnerSize *nearest = &plain_ratios[0];
  double distance = INFINITY;
  int divisor;

  for (guint i = 0; i < G_N_ELEMENTS (plain_ratios); i++)
    {
      double other = (double) plain_ratios[i].width / plain_ratios[i].height;

      if (fabs (log (other / ratio)) < distance)
        {
          nearest = &plain_ratios[i];
          distance = fabs (log (other / ratio));
        }
    }
  if (distance < 0.045)
    return g_strdup_printf ("%d:%d", nearest->width, nearest->height);

  divisor = greatest_common_divisor (size.width, size.height);
  return g_strdup_printf ("%d:%d", size.width / divisor, size.height / divisor);
}

/* 0 where it is no number of pixels; some models write them as texts. */
static int
read_pixels (JsonNode *node)
{
  g_autofree char *digits = JSON_NODE_HOLDS_VALUE (node) ? limner_json_integer_text (node) : NULL;
  const char *text = digits;
  gint64 side;

  if (text == NULL && JSON_NODE_HOLDS_VALUE (node))
    text = json_node_get_string (node);
  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, 65536, &side, NULL))
    return 0;
  return (int) side;
}

static int
nearest_choice (JsonArray *choices,
                int        side)
{
  int best = side;
  int distance = G_MAXINT;

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      int value = read_pixels (json_array_get_element (choices, i));

      if (value > 0 && ABS (value - side) < distance)
        {
          best = value;
          distance = ABS (value - side);
        }
    }

  return best;
}

static int
fit_side (int          side,
          LimnerField *field)
{
  guint multiple = limner_field_get_multiple (field);
  double bound;

  if (limner_field_get_choices (field) != NULL)
    return nearest_choice (limner_field_get_choices (field), side);

  if (multiple == 0)
    multiple = 8;
  side = MAX ((int) round ((double) side / multiple) * (int) multiple, (int) multiple);
  if (limner_field_get_maximum (field, &bound) && side > bound)
    side = (int) (floor (bound / multiple) * multiple);
  if (limner_field_get_minimum (field, &bound) && side < bound)
    side = (int) (ceil (bound / multiple) * multiple);
  return side;
}

/**
 * limner_size_fit:
 * @size: a wanted size
 * @width: the input for the width
 * @height: the input for the height
 *
 * Returns: the nearest size that the model takes: within its bounds, among its choices, and a
 *   multiple of what it asks for, else of 8
 */
LimnerSize
limner_size_fit (LimnerSize   size,
                 LimnerField *width,
                 LimnerField *height)
{
  LimnerSize fitted = { fit_side (size.width, width), fit_side (size.height, height) };

  return fitted;
}

/**
 * limner_size_with_ratio:
 * @ratio: a ratio of sides
 * @current: the size as it is
 * @width: the input for the width
 * @height: the input for the height
 *
 * Returns: a size with that ratio and about as many pixels as @current that the model takes
 */
LimnerSize
limner_size_with_ratio (LimnerSize   ratio,
                        LimnerSize   current,
                        LimnerField *width,
                        LimnerField *height)
{
  double area = (double) current.width * current.height;
  double unit = sqrt (area / ((double) ratio.width * ratio.height));
  LimnerSize wanted = { (int) round (ratio.width * unit), (int) round (ratio.height * unit) };

  return limner_size_fit (wanted, width, height);
}

static gboolean
takes_side (LimnerField *field,
            int          side)
{
  g_autoptr(JsonNode) node = json_node_init_int (json_node_alloc (), side);
  g_autofree char *reason = limner_field_check (field, node);

  return reason == NULL;
}

/**
 * limner_size_get_table:
 * @width: the input for the width
 * @height: the input for the height
 * @n_sizes: (out): how many sizes there are
 *
 * Finds the sizes that suit a model: those of the generation that its defaults belong to.
 *
 * Returns: (transfer none) (array length=n_sizes): the sizes; the caller leaves out what
 *   limner_size_fit() changes
 */
const LimnerSize *
limner_size_get_table (LimnerField *width,
                       LimnerField *height,
                       guint       *n_sizes)
{
  JsonNode *fallback = limner_field_get_default (width);
  int side = fallback != NULL ? read_pixels (fallback) : 1024;
  gboolean is_large = side >= 768 && takes_side (width, 1024) && takes_side (height, 1024);

  *n_sizes = is_large ? G_N_ELEMENTS (large_sizes) : G_N_ELEMENTS (small_sizes);
  return is_large ? large_sizes : small_sizes;
}

/**
 * limner_size_is_side:
 * @field: an input
 *
 * Returns: whether it takes pixels, any or some to choose from
 */
gboolean
limner_size_is_side (LimnerField *field)
{
  JsonArray *choices = limner_field_get_choices (field);
  guint length = choices != NULL ? json_array_get_length (choices) : 0;

  if (limner_field_get_kind (field) == LIMNER_FIELD_INTEGER)
    return TRUE;

  for (guint i = 0; i < length; i++)
    {
      if (read_pixels (json_array_get_element (choices, i)) == 0)
        return FALSE;
    }
  return limner_field_get_kind (field) == LIMNER_FIELD_CHOICE && length > 0;
}

/**
 * limner_size_is_free:
 * @values: values
 *
 * Tells whether width and height count. Where a model has a choice of ratios with `custom` among
 * them, they count only when that is chosen.
 *
 * Returns: whether width and height have an effect
 */
gboolean
limner_size_is_free (LimnerValues *values)
{
  LimnerField *ratio =
    limner_schema_find_role (limner_values_get_schema (values), LIMNER_ROLE_ASPECT_RATIO);
  g_autoptr(JsonNode) custom = json_node_init_string (json_node_alloc (), "custom");
  g_autofree char *chosen = NULL;

  if (ratio == NULL || limner_field_find_choice (ratio, custom) == NULL)
    return TRUE;

  chosen = limner_values_get_text (values, limner_field_get_name (ratio));
  return g_ascii_strcasecmp (chosen, "custom") == 0;
}
