/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-field-private.h"
#include "limner-pattern.h"
#include "limner-role-finder.h"

/* Roles are found by the rules of limner-role-rules.def; this file only knows how to read them.
 * A description is searched in its first WORDS_LENGTH bytes, where models say what an input is.
 */
#define WORDS_LENGTH 400

typedef struct
{
  LimnerRole  role;
  guint       weight;
  const char *kinds;
  const char *names;
  const char *words;
  const char *but_not;
} Rule;

typedef struct
{
  GRegex *names;
  GRegex *words;
  GRegex *but_not;
} CompiledRule;

typedef struct
{
  guint field;    /* index */
  guint rule;     /* index */
} Claim;

static const Rule rules[] = {
#define RULE(role, weight, kinds, names, words, but_not) \
  { LIMNER_ROLE_##role, weight, kinds, "^(?:" names ")$", words, but_not },
#include "limner-role-rules.def"
#undef RULE
};

static const CompiledRule *
get_compiled_rules (void)
{
  static CompiledRule compiled[G_N_ELEMENTS (rules)];
  static gsize is_ready = 0;

  if (g_once_init_enter (&is_ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        {
          compiled[i].names = _limner_pattern_get (rules[i].names);
          if (rules[i].words != NULL)
            compiled[i].words = _limner_pattern_get (rules[i].words);
          if (rules[i].but_not != NULL)
            compiled[i].but_not = _limner_pattern_get (rules[i].but_not);
        }
      g_once_init_leave (&is_ready, 1);
    }

  return compiled;
}

/* “numOutputs”, “num-outputs” and “Num Outputs” are all num_outputs. */
static char *
normalize_name (const char *name)
{
  GString *result = g_string_new (NULL);

  for (const char *p = name; *p != '\0' && result->len < 128; p++)
    {
      gboolean starts_word = g_ascii_isupper (*p) && p > name && g_ascii_islower (p[-1]);

      if (starts_word || *p == '-' || *p == ' ' || *p == '.')
        g_string_append_c (result, '_');
      if (*p != '-' && *p != ' ' && *p != '.')
        g_string_append_c (result, g_ascii_tolower (*p));
    }

  return g_string_free (result, FALSE);
}

static char
get_item_letter (LimnerFieldKind    kind,
                 const LimnerField *field)
{
  switch (kind)
    {
    case LIMNER_FIELD_STRING:
    case LIMNER_FIELD_TEXT:
      return 's';
    case LIMNER_FIELD_INTEGER:
      return 'i';
    case LIMNER_FIELD_NUMBER:
      return 'n';
    case LIMNER_FIELD_BOOLEAN:
      return 'b';
    case LIMNER_FIELD_CHOICE:
      return 'c';
    case LIMNER_FIELD_FILE:
      return field->accept == NULL || g_str_has_prefix (field->accept[0], "image/") ? 'f' : 'v';
    case LIMNER_FIELD_OBJECT:
    case LIMNER_FIELD_ANY:
      return 'o';
    case LIMNER_FIELD_SECRET:
    case LIMNER_FIELD_LIST:
    default:
      return '-';
    }
}

static char
get_kind_letter (const LimnerField *field)
{
  if (field->kind != LIMNER_FIELD_LIST)
    return get_item_letter (field->kind, field);
  if (field->item_kind == LIMNER_FIELD_OBJECT)
    return 'o';
  return g_ascii_toupper (get_item_letter (field->item_kind, field));
}

/* Models share most of their inputs' names; which rules a name of a kind can fall under is looked
 * up once. Strangers' names must not fill the memory, so no more than so many are remembered.
 */
#define MAX_REMEMBERED 4096

static GMutex mutex;
static GHashTable *remembered = NULL;   /* kind and name → GArray of rules, guarded by @mutex */

static GArray *
find_rules (char        kind,
            const char *name)
{
  const CompiledRule *compiled = get_compiled_rules ();
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strchr (rules[i].kinds, kind) != NULL &&
          g_regex_match (compiled[i].names, name, 0, NULL))
        g_array_append_val (found, i);
    }

  return found;
}

static GArray *
get_rules (char        kind,
           const char *name)
{
  g_autofree char *key = g_strdup_printf ("%c%s", kind, name);
  GArray *found;

  g_mutex_lock (&mutex);
  if (remembered == NULL)
    remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_array_unref);
  if (g_hash_table_size (remembered) >= MAX_REMEMBERED)
    g_hash_table_remove_all (remembered);

  found = g_hash_table_lookup (remembered, key);
  if (found == NULL)
    {
      found = find_rules (kind, name);
      g_hash_table_insert (remembered, g_steal_pointer (&key), found);
    }
  g_array_ref (found);
  g_mutex_unlock (&mutex);

  return found;
}

static gboolean
words_fit (const CompiledRule *compiled,
           const char         *name,
           const char         *words)
{
  if (compiled->words != NULL && !g_regex_match (compiled->words, words, 0, NULL))
    return FALSE;

  return compiled->but_not == NULL || (!g_regex_match (compiled->but_not, name, 0, NULL) &&
                                       !g_regex_match (compiled->but_not, words, 0, NULL));
}

/**
 * limner_field_can_have_role:
 * @self: a field
 * @role: a role
 *
 * Returns: whether inputs of this kind can mean @role at all
 */
gboolean
limner_field_can_have_role (const LimnerField *self,
                            LimnerRole         role)
{
  char kind;

  g_return_val_if_fail (self != NULL, FALSE);

  kind = get_kind_letter (self);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (rules[i].role == role && strchr (rules[i].kinds, kind) != NULL)
        return TRUE;
    }

  return role == LIMNER_ROLE_NONE;
}

static char *
get_first_words (const char *text)
{
  const char *end = text != NULL ? text + strnlen (text, WORDS_LENGTH) : NULL;

  if (text == NULL)
    return g_strdup ("");
  if (*end != '\0')
    end = g_utf8_find_prev_char (text, end);
  return g_strndup (text, (gsize) (MAX (end, text) - text));
}

/* “small, medium, large” is no size of a picture and “json, text” no format of one: where the
 * choices are known, one of them at least has to look like what the name promises.
 */
static gboolean
choices_fit (const LimnerField *field,
             LimnerRole         role)
{
  const char *pattern = role == LIMNER_ROLE_RESOLUTION
                          ? "\\d|square|portrait|landscape|\\bhd\\b|megapixel|original"
                        : role == LIMNER_ROLE_OUTPUT_FORMAT
                          ? "png|jpe?g|webp|avif|gif|bmp|tiff?|svg|pdf|mp[34]|webm|mov|wav|flac|"
                            "ogg|aac|opus|m4a|zip|tar|glb|gltf|obj|ply|stl|fbx|usdz|spz"
                          : NULL;

  if (pattern == NULL || field->choices == NULL)
    return TRUE;

  for (guint i = 0; i < json_array_get_length (field->choices); i++)
    {
      JsonNode *choice = json_array_get_element (field->choices, i);
      gboolean is_text = json_node_get_value_type (choice) == G_TYPE_STRING;
      g_autofree char *lower = NULL;

      if (!is_text)
        return TRUE;
      lower = g_ascii_strdown (json_node_get_string (choice), -1);
      if (_limner_pattern_matches (pattern, lower))
        return TRUE;
    }

  return FALSE;
}

static void
collect_claims (LimnerField *field,
                guint        index,
                GArray      *claims)
{
  const CompiledRule *compiled = get_compiled_rules ();
  g_autofree char *name = normalize_name (field->name);
  g_autofree char *words = get_first_words (field->help);
  char kind = get_kind_letter (field);
  g_autoptr(GArray) found = NULL;

  if (field->is_deprecated || kind == '-')
    return;

  found = get_rules (kind, name);
  for (guint i = 0; i < found->len; i++)
    {
      guint rule = g_array_index (found, guint, i);

      if (words_fit (&compiled[rule], name, words) && choices_fit (field, rules[rule].role))
        {
          Claim claim = { index, rule };

          g_array_append_val (claims, claim);
        }
    }
}

static int
compare_claims (gconstpointer a,
                gconstpointer b)
{
  const Claim *first = a;
  const Claim *second = b;

  if (rules[first->rule].weight != rules[second->rule].weight)
    return rules[first->rule].weight > rules[second->rule].weight ? -1 : 1;
  if (first->field != second->field)
    return first->field < second->field ? -1 : 1;
  return first->rule < second->rule ? -1 : first->rule > second->rule;
}

/**
 * _limner_roles_assign:
 * @fields: (element-type LimnerField): fields in the order of the form, not yet shared
 *
 * Gives each field its role and each mask its polarity.
 */
void
_limner_roles_assign (GPtrArray *fields)
{
  g_autoptr(GArray) claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  gboolean is_taken[LIMNER_N_ROLES] = { FALSE };

  for (guint i = 0; i < fields->len; i++)
    collect_claims (g_ptr_array_index (fields, i), i, claims);
  g_array_sort (claims, compare_claims);

  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = &g_array_index (claims, Claim, i);
      LimnerField *field = g_ptr_array_index (fields, claim->field);
      LimnerRole role = rules[claim->rule].role;

      if (field->role != LIMNER_ROLE_NONE || is_taken[role])
        continue;

      field->role = role;
      is_taken[role] = limner_role_is_single (role);
      if (role == LIMNER_ROLE_MASK)
        field->polarity = _limner_roles_find_polarity (field->help);
    }
}

/* What a clause such as “black areas will be preserved” says: more than 0 for white-repaints, less
 * than 0 for black-repaints, 0 where it says neither.
 */
static int
weigh_clause (const char *clause)
{
  static const char *const repaint[] = { "inpaint", "repaint", "in-paint", "painted", "chang",
                                         "edit", "replac", "fill", "generat", "discard", "remov",
                                         "modif", "alter", "draw", "anew", "erase" };
  static const char *const keep[] = { "preserv", "keep", "kept", "untouched", "unchanged",
                                      "unmasked", "protect", "retain", "not ", "remain", "stay",
                                      "the same", "as it is", "as they are" };
  gboolean is_white = strstr (clause, "white") != NULL || strstr (clause, "255") != NULL;
  gboolean is_black = strstr (clause, "black") != NULL;
  gboolean repaints = FALSE;
  gboolean keeps = FALSE;

  if (is_white == is_black)
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (repaint); i++)
    repaints |= strstr (clause, repaint[i]) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (keep); i++)
    keeps |= strstr (clause, keep[i]) != NULL;

  if (keeps)
    return is_black ? 1 : -1;
  if (repaints)
    return is_white ? 1 : -1;
  return 0;
}

/**
 * _limner_roles_find_polarity:
 * @text: (nullable): the description of a mask
 *
 * Reads from its words which half of a mask a model paints anew.
 *
 * Returns: the polarity, %LIMNER_MASK_WHITE_REPAINTS where nothing is said
 */
LimnerMaskPolarity
_limner_roles_find_polarity (const char *text)
{
  g_autofree char *words = get_first_words (text);
  g_autofree char *all = g_utf8_strdown (words, -1);
  g_autoptr(GString) plain = g_string_new (all);
  const char *lower;
  g_auto(GStrv) clauses = NULL;
  int sum = 0;

  g_string_replace (plain, "non-white", "black", 0);
  g_string_replace (plain, "non-black", "white", 0);
  lower = plain->str;

  clauses = g_regex_split (_limner_pattern_get ("[.,;()\\n]|\\band\\b(?= (the )?(white|black))|"
                                                "\\bwhile\\b|\\bwhereas\\b"), lower, 0);
  for (guint i = 0; clauses[i] != NULL; i++)
    sum += weigh_clause (clauses[i]);

  if (sum != 0)
    return sum > 0 ? LIMNER_MASK_WHITE_REPAINTS : LIMNER_MASK_BLACK_REPAINTS;
  if (strstr (lower, "white") == NULL && strstr (lower, "black") == NULL &&
      (strstr (lower, "preserve") != NULL || strstr (lower, "protect") != NULL))
    return LIMNER_MASK_PRESERVE;
  return LIMNER_MASK_WHITE_REPAINTS;
}
