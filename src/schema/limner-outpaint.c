/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-outpaint.h"
#include "limner-pattern.h"

/* How models say which sides they mean. */
static const struct
{
  LimnerOutpaintSides  sides;
  const char          *pattern;
} words[] = {
  { LIMNER_OUTPAINT_LEFT, "\\bleft" },
  { LIMNER_OUTPAINT_TOP, "\\b(top|up)\\b" },
  { LIMNER_OUTPAINT_RIGHT, "\\bright" },
  { LIMNER_OUTPAINT_BOTTOM, "\\b(bottom|down)" },
  { LIMNER_OUTPAINT_LEFT | LIMNER_OUTPAINT_RIGHT, "\\b(width|horizontal)" },
  { LIMNER_OUTPAINT_TOP | LIMNER_OUTPAINT_BOTTOM, "\\b(height|vertical)" },
  { LIMNER_OUTPAINT_LEFT | LIMNER_OUTPAINT_TOP | LIMNER_OUTPAINT_RIGHT | LIMNER_OUTPAINT_BOTTOM,
    "\\b(all|both|every|around|four)\\b" },
};

static const LimnerRole side_roles[LIMNER_OUTPAINT_N_SIDES] = {
  LIMNER_ROLE_EXTEND_LEFT, LIMNER_ROLE_EXTEND_TOP, LIMNER_ROLE_EXTEND_RIGHT,
  LIMNER_ROLE_EXTEND_BOTTOM,
};

static void
way_free (gpointer data)
{
  LimnerOutpaintWay *way = data;

  g_clear_pointer (&way->value, g_free);
  g_free (way);
}

static LimnerOutpaintUnit
find_unit (const LimnerField *field)
{
  const char *help = limner_field_get_help (field);
  double most;

  if (_limner_pattern_matches ("percent|%", help) ||
      _limner_pattern_matches ("percent", limner_field_get_name (field)))
    return LIMNER_OUTPAINT_PERCENT;
  if (limner_field_get_kind (field) == LIMNER_FIELD_NUMBER &&
      ((limner_field_get_maximum (field, &most) && most <= 4.0) ||
       _limner_pattern_matches ("fraction|\\bratio|proportion", help)))
    return LIMNER_OUTPAINT_SHARE;
  return LIMNER_OUTPAINT_PIXELS;
}

/* “Zoom out 1.5x”, “2×”. */
static double
read_zoom (const char *text)
{
  const char *at = text;

  if (!_limner_pattern_matches ("zoom|\\d ?[x×]", text))
    return 0.0;
  while (*at != '\0' && !g_ascii_isdigit (*at))
    at++;
  return *at != '\0' ? g_ascii_strtod (at, NULL) : 0.0;
}

static LimnerOutpaintWay *
read_way (const char *text)
{
  LimnerOutpaintWay way = { 0 };

  way.zoom = read_zoom (text);
  if (way.zoom > 1.0 && way.zoom <= 8.0)
    {
      way.value = g_strdup (text);
      return g_memdup2 (&way, sizeof way);
    }

  way.zoom = 0.0;
  way.makes_square = _limner_pattern_matches ("square", text);
  for (gsize i = 0; !way.makes_square && i < G_N_ELEMENTS (words); i++)
    {
      if (_limner_pattern_matches (words[i].pattern, text))
        way.sides |= words[i].sides;
    }
  if (!way.makes_square && way.sides == 0)
    return NULL;

  way.value = g_strdup (text);
  return g_memdup2 (&way, sizeof way);
}

/* The word for one side as the input's description spells it. */
static char *
find_spelling (const LimnerField *field,
               gsize              side)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *pattern = g_strconcat (words[side].pattern, "\\b", NULL);
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  const char *help = limner_field_get_help (field);

  if (help == NULL || !g_regex_match (regex, help, 0, &match))
    return NULL;
  return g_match_info_fetch (match, 0);
}

/* An input that takes a list of sides as text: every set of those that its description names. */
static void
add_lists (const LimnerField *field,
           GPtrArray         *ways)
{
  char *spellings[LIMNER_OUTPAINT_N_SIDES];

  for (gsize side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    spellings[side] = find_spelling (field, side);

  for (guint set = 1; set < 1u << LIMNER_OUTPAINT_N_SIDES; set++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      LimnerOutpaintWay *way;
      gboolean is_known = TRUE;

      for (gsize side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
        {
          if ((set & 1u << side) == 0)
            continue;
          is_known = is_known && spellings[side] != NULL;
          g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "",
                                  spellings[side] != NULL ? spellings[side] : "");
        }
      if (!is_known)
        continue;

      way = g_new0 (LimnerOutpaintWay, 1);
      way->sides = set;
      way->value = g_strdup (text->str);
      g_ptr_array_add (ways, way);
    }

  for (gsize side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    g_clear_pointer (&spellings[side], g_free);
}

/**
 * limner_outpaint_find:
 * @schema: a model's schema
 * @outpaint: (out caller-allocates): the inputs, borrowed from @schema
 *
 * Finds the inputs by which a model extends a picture without a mask: numbers for at least two
 * sides, or one that names the way.
 *
 * Returns: whether there are such inputs
 */
gboolean
limner_outpaint_find (LimnerSchema   *schema,
                      LimnerOutpaint *outpaint)
{
  LimnerField *measured = NULL;
  guint n_sides = 0;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema) && outpaint != NULL, FALSE);

  memset (outpaint, 0, sizeof *outpaint);
  for (int side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    {
      outpaint->sides[side] = limner_schema_find_role (schema, side_roles[side]);
      if (outpaint->sides[side] == NULL)
        continue;
      measured = outpaint->sides[side];
      n_sides++;
    }

  if (n_sides < 2)
    {
      g_autoptr(GPtrArray) ways = NULL;

      memset (outpaint->sides, 0, sizeof outpaint->sides);
      outpaint->way = limner_schema_find_role (schema, LIMNER_ROLE_EXTEND_WAY);
      if (outpaint->way == NULL)
        return FALSE;
      ways = limner_outpaint_list_ways (outpaint);
      if (ways->len == 0)
        return FALSE;
      outpaint->amount = limner_schema_find_role (schema, LIMNER_ROLE_EXTEND_AMOUNT);
      measured = outpaint->amount;
    }

  if (measured != NULL)
    outpaint->unit = find_unit (measured);
  return TRUE;
}

/**
 * limner_outpaint_is_input:
 * @outpaint: what limner_outpaint_find() found
 * @field: an input of the same schema
 *
 * Returns: whether @field is one of the inputs by which the model extends
 */
gboolean
limner_outpaint_is_input (const LimnerOutpaint *outpaint,
                          const LimnerField    *field)
{
  g_return_val_if_fail (outpaint != NULL && field != NULL, FALSE);

  for (int side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    {
      if (outpaint->sides[side] == field)
        return TRUE;
    }
  return outpaint->way == field || outpaint->amount == field;
}

/**
 * limner_outpaint_list_ways:
 * @outpaint: what limner_outpaint_find() found
 *
 * Lists what the model's own words for extending mean.
 *
 * Returns: (transfer full) (element-type LimnerOutpaintWay): the ways; none where sides are numbers
 */
GPtrArray *
limner_outpaint_list_ways (const LimnerOutpaint *outpaint)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (way_free);
  JsonArray *choices;

  g_return_val_if_fail (outpaint != NULL, ways);

  if (outpaint->way == NULL)
    return ways;
  choices = limner_field_get_choices (outpaint->way);
  if (choices == NULL)
    {
      add_lists (outpaint->way, ways);
      return ways;
    }

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      const char *text = json_node_get_value_type (choice) == G_TYPE_STRING
                           ? json_node_get_string (choice) : NULL;
      LimnerOutpaintWay *way = text != NULL ? read_way (text) : NULL;

      if (way != NULL)
        g_ptr_array_add (ways, way);
    }
  return ways;
}
