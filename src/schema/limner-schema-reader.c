/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-facets.h"
#include "limner-field-private.h"
#include "limner-pattern.h"
#include "limner-plain-text.h"
#include "limner-role-finder.h"
#include "limner-schema.h"
#include "limner-schema-reader.h"

#define MAX_TITLE_BYTES 160
#define MAX_HELP_BYTES 8192
#define MAX_PATTERN_BYTES 1024
#define NO_ORDER 1e9

/* Of a name shared by at least so many inputs the form makes a part of its own. */
#define MIN_SUBGROUP 3

typedef struct
{
  const char *name;
  JsonObject *schema;
  double      order;
  gboolean    is_required;
  guint       position;   /* in the document */
} Entry;

static long double
read_number (JsonNode *node)
{
  g_autofree char *digits = limner_json_integer_text (node);

  if (digits != NULL)
    return strtold (digits, NULL);
  return json_node_get_double (node);
}

static void
set_bound (LimnerFieldBound *bound,
           JsonNode         *node,
           gboolean          is_exclusive)
{
  if (node == NULL || !isfinite (read_number (node)))
    return;

  bound->is_set = TRUE;
  bound->is_exclusive = is_exclusive;
  bound->value = read_number (node);
}

static void
set_count (LimnerFieldCount *count,
           JsonNode         *node)
{
  long double value = node != NULL ? read_number (node) : -1;

  if (value < 0 || value > G_MAXUINT)
    return;

  count->is_set = TRUE;
  count->value = (guint) value;
}

static LimnerFieldKind
find_kind (const LimnerFacets *facets)
{
  gboolean is_string = g_strcmp0 (facets->type, "string") == 0;

  if (facets->is_mixed)
    return LIMNER_FIELD_ANY;
  if (facets->is_secret && (is_string || facets->type == NULL))
    return LIMNER_FIELD_SECRET;
  if (is_string && (g_strcmp0 (facets->format, "uri") == 0 ||
                    g_strcmp0 (facets->format, "binary") == 0 ||
                    g_strcmp0 (facets->format, "data-url") == 0 ||
                    facets->media_type != NULL))
    return LIMNER_FIELD_FILE;
  if (facets->choices != NULL && json_array_get_length (facets->choices) > 0)
    return LIMNER_FIELD_CHOICE;
  if (is_string)
    return LIMNER_FIELD_STRING;
  if (g_strcmp0 (facets->type, "integer") == 0)
    return LIMNER_FIELD_INTEGER;
  if (g_strcmp0 (facets->type, "number") == 0)
    return LIMNER_FIELD_NUMBER;
  if (g_strcmp0 (facets->type, "boolean") == 0)
    return LIMNER_FIELD_BOOLEAN;
  if (g_strcmp0 (facets->type, "array") == 0)
    return LIMNER_FIELD_LIST;
  if (g_strcmp0 (facets->type, "object") == 0)
    return LIMNER_FIELD_OBJECT;
  return LIMNER_FIELD_ANY;
}

/* Some models write the numbers of an integer enum as strings, or those of a text without quotes;
 * the server wants the type that is declared.
 */
static JsonNode *
type_choice (JsonNode   *value,
             const char *type)
{
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING
                       ? json_node_get_string (value) : NULL;
  JsonNode *typed = NULL;
  double number;
  char *end;

  if (text != NULL && g_strcmp0 (type, "integer") == 0 && *text != '\0' &&
      strspn (text + (*text == '-'), "0123456789") == strlen (text + (*text == '-')) &&
      strlen (text) < 64)
    {
      typed = limner_json_integer_node (text);
    }
  else if (text != NULL && g_strcmp0 (type, "number") == 0)
    {
      number = g_ascii_strtod (text, &end);
      if (end != text && *end == '\0' && isfinite (number))
        typed = json_node_init_double (json_node_alloc (), number);
    }
  else if (text == NULL && g_strcmp0 (type, "string") == 0 && JSON_NODE_HOLDS_VALUE (value))
    {
      g_autofree char *written = limner_json_to_string (value, FALSE);

      typed = json_node_init_string (json_node_alloc (), written);
    }

  if (typed == NULL)
    typed = json_node_copy (value);
  json_node_seal (typed);
  return typed;
}

static JsonArray *
type_choices (JsonArray  *values,
              const char *type)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *choices = json_array_new ();

  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      g_autoptr(JsonNode) typed = type_choice (json_array_get_element (values, i), type);

      if (g_hash_table_add (seen, limner_json_to_string (typed, FALSE)))
        json_array_add_element (choices, g_steal_pointer (&typed));
    }

  json_array_seal (choices);
  return choices;
}

static char *
make_title (const char *title,
            const char *name)
{
  g_autofree char *line = limner_plain_text_first_line (title != NULL ? title : "",
                                                        MAX_TITLE_BYTES);

  return *line != '\0' ? g_steal_pointer (&line)
                       : limner_plain_text_from_name (name, MAX_TITLE_BYTES);
}

static void
add_accept_words (GPtrArray  *accept,
                  const char *text)
{
  static const struct
  {
    const char *words;
    const char *type;
  } kinds[] = {
    { "(^|[^a-z])(images?|img|picture|photos?|mask|jpe?g|png|webp)([^a-z]|$)", "image/*" },
    { "(^|[^a-z])(video|videos|mp4|film)([^a-z]|$)", "video/*" },
    { "(^|[^a-z])(audio|song|speech|voice|speaker|melody|music|wav|mp3)([^a-z]|$)", "audio/*" },
    { "(^|[^a-z])(zip|zipped|archive)([^a-z]|$)", "application/zip" },
    { "(^|[^a-z])(tar|tarball)([^a-z]|$)", "application/x-tar" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (_limner_pattern_matches (kinds[i].words, text))
        g_ptr_array_add (accept, g_strdup (kinds[i].type));
    }
}

/* Types may be written as a web page's chooser takes them: image/png, .png, or all of them. */
static void
add_accepted (GPtrArray  *accept,
              const char *type)
{
  if (strchr (type, '/') == NULL)
    add_accept_words (accept, type);
  else if (!g_str_equal (type, "*/*"))
    g_ptr_array_add (accept, g_strdup (type));
}

static long
first_length (const char *text)
{
  return MIN (200, g_utf8_strlen (text, -1));
}

/* Nothing in a schema says which files an input takes but x-cog-accept, which is rare; the name
 * says it next best, then the description. A zip of pictures is a zip.
 */
static char **
find_accept (const LimnerFacets *facets,
             const char         *name,
             const char         *help)
{
  g_autoptr(GPtrArray) accept = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first_words = help != NULL ? g_utf8_substring (help, 0, first_length (help))
                                              : NULL;
  gboolean is_archive =
    _limner_pattern_matches ("\\b(zip|tar|archive)\\b", first_words) &&
    !_limner_pattern_matches ("\\bor (a )?(zip|tar)|images? or|, image|\\bvideo", first_words);

  if (facets->media_type != NULL && facets->accept == NULL)
    {
      g_ptr_array_add (accept, g_strdup (facets->media_type));
    }
  else if (facets->accept != NULL && JSON_NODE_HOLDS_ARRAY (facets->accept))
    {
      JsonArray *types = json_node_get_array (facets->accept);

      for (guint i = 0; i < MIN (json_array_get_length (types), 32); i++)
        {
          JsonNode *type = json_array_get_element (types, i);

          if (JSON_NODE_HOLDS_VALUE (type) && json_node_get_string (type) != NULL)
            add_accepted (accept, json_node_get_string (type));
        }
    }
  else if (facets->accept != NULL && JSON_NODE_HOLDS_VALUE (facets->accept) &&
           json_node_get_string (facets->accept) != NULL)
    {
      g_auto(GStrv) types = g_strsplit (json_node_get_string (facets->accept), ",", 32);

      for (guint i = 0; types[i] != NULL; i++)
        add_accepted (accept, g_strstrip (types[i]));
    }
  else
    {
      if (!is_archive)
        add_accept_words (accept, name);
      if (accept->len == 0)
        add_accept_words (accept, first_words);
      if (is_archive)
        g_ptr_array_set_size (accept, 0);
      if (is_archive)
        g_ptr_array_add (accept, g_strdup (_limner_pattern_matches ("\\btar\\b", first_words)
                                             ? "application/x-tar" : "application/zip"));
    }

  if (accept->len == 0)
    return NULL;
  g_ptr_array_add (accept, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&accept), FALSE);
}

/* “Maximum 8 images”, “multiple of 16”: limits that only the words know. */
static guint
find_number_in_words (const char *pattern,
                      const char *words)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;
  guint64 number = 0;

  if (words == NULL || !g_regex_match (_limner_pattern_get (pattern), words, 0, &match))
    return 0;

  digits = g_match_info_fetch (match, 1);
  return g_ascii_string_to_unsigned (digits, 10, 1, 4096, &number, NULL) ? (guint) number : 0;
}

static void
set_limits (LimnerField        *field,
            const LimnerFacets *facets)
{
  const char *help = field->help;
  LimnerFieldCount *most = &field->max_items;

  set_bound (&field->minimum, facets->minimum, facets->minimum_is_exclusive);
  set_bound (&field->maximum, facets->maximum, facets->maximum_is_exclusive);
  if (field->minimum.is_set && field->maximum.is_set && field->minimum.value > field->maximum.value)
    field->minimum.is_set = field->maximum.is_set = FALSE;

  set_count (&field->min_length, facets->min_length);
  set_count (&field->max_length, facets->max_length);
  set_count (&field->min_items, facets->min_items);
  set_count (&field->max_items, facets->max_items);
  if (facets->pattern != NULL && strlen (facets->pattern) <= MAX_PATTERN_BYTES)
    field->pattern = g_strdup (facets->pattern);

  if (facets->multiple != NULL && read_number (facets->multiple) > 0 &&
      isfinite (read_number (facets->multiple)))
    field->divisor = read_number (facets->multiple);
  if (facets->multiple != NULL && read_number (facets->multiple) >= 1 &&
      read_number (facets->multiple) <= 4096)
    field->multiple = (guint) read_number (facets->multiple);
  else if (field->kind == LIMNER_FIELD_INTEGER || field->kind == LIMNER_FIELD_FILE)
    field->multiple = find_number_in_words ("\\b(?:multiples? of|divisible by) (\\d+)", help);

  if (field->kind == LIMNER_FIELD_LIST && !most->is_set)
    {
      most->value = find_number_in_words ("\\b(?:maximum|max\\.?|up to|at most)(?: of)? (\\d+) "
                                          "(?:input |reference )?(?:images|pictures|files|items)",
                                          help);
      most->is_set = most->value > 0;
    }
}

static void
set_default (LimnerField        *field,
             const LimnerFacets *facets)
{
  g_autoptr(JsonNode) coerced = NULL;

  if (facets->default_value == NULL || JSON_NODE_HOLDS_NULL (facets->default_value))
    return;

  /* Pydantic does not check defaults: "7" may stand at a whole number. */
  coerced = limner_field_coerce (field, facets->default_value);
  field->default_value = coerced != NULL ? g_steal_pointer (&coerced)
                                         : json_node_copy (facets->default_value);
  json_node_seal (field->default_value);
}

static LimnerField *
read_field (JsonObject  *document,
            const Entry *entry)
{
  g_autoptr(LimnerFacets) facets = _limner_facets_new (document, entry->schema);
  LimnerField *field = _limner_field_new (entry->name);
  const LimnerFacets *typed = facets;

  field->title = make_title (facets->title, entry->name);
  if (facets->description != NULL)
    field->help = limner_plain_text_from_markdown (facets->description, MAX_HELP_BYTES);
  if (field->help != NULL && *field->help == '\0')
    g_clear_pointer (&field->help, g_free);

  field->kind = find_kind (facets);
  if (field->kind == LIMNER_FIELD_LIST && facets->items != NULL)
    {
      typed = facets->items;
      field->item_kind = find_kind (typed);
    }
  if (typed->choices != NULL && json_array_get_length (typed->choices) > 0)
    field->choices = type_choices (typed->choices, typed->type);
  if (field->kind == LIMNER_FIELD_FILE || field->item_kind == LIMNER_FIELD_FILE)
    field->accept = find_accept (facets, entry->name, field->help);

  field->is_required = entry->is_required;
  field->is_nullable = facets->is_nullable;
  field->is_deprecated = facets->is_deprecated ||
                         _limner_pattern_matches ("^deprecated\\b", field->help);
  set_limits (field, facets);
  set_default (field, facets);
  return field;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;
  gboolean first_is_prompt = g_str_equal (first->name, "prompt");
  gboolean second_is_prompt = g_str_equal (second->name, "prompt");

  if (first->order < second->order || first->order > second->order)
    return first->order < second->order ? -1 : 1;

  if (first->order >= NO_ORDER)
    {
      if (first_is_prompt != second_is_prompt)
        return first_is_prompt ? -1 : 1;
      if (first->is_required != second->is_required)
        return first->is_required ? -1 : 1;
    }
  return first->position < second->position ? -1 : first->position > second->position;
}

static void
collect_required (GHashTable *required,
                  JsonObject *schema)
{
  JsonArray *names = limner_json_get_array (schema, "required");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *item = json_array_get_element (names, i);

      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_string (item) != NULL)
        g_hash_table_add (required, (gpointer) json_node_get_string (item));
    }
}

/* The order may stand at the input itself or, with old Cogs, inside what it refers to; only the
 * first is looked at, for an order is always written at the place.
 */
static void
collect_entries (GArray     *entries,
                 GHashTable *seen,
                 JsonObject *properties)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *schema = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      Entry entry = { name, schema, NO_ORDER, FALSE, entries->len };

      if (schema == NULL || !g_hash_table_add (seen, (gpointer) name))
        continue;
      entry.order = limner_json_get_double (schema, "x-order", NO_ORDER);
      if (!isfinite (entry.order))
        entry.order = NO_ORDER;
      g_array_append_val (entries, entry);
    }
}

/* The inputs of a class may be spread over the classes that it inherits from. */
static GArray *
list_entries (JsonObject *document,
              JsonObject *input)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr(GHashTable) required = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) parts = NULL;

  if (input == NULL)
    return entries;

  parts = _limner_facets_list_parts (document, input);
  for (guint i = 0; i < parts->len; i++)
    {
      JsonObject *properties = limner_json_get_object (parts->pdata[i], "properties");

      collect_required (required, parts->pdata[i]);
      if (properties != NULL)
        collect_entries (entries, seen, properties);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      entry->is_required = g_hash_table_contains (required, entry->name);
    }

  g_array_sort (entries, compare_entries);
  return entries;
}

/* Nearly every document calls it `Input`. In one that does not, the request says what its member
 * `input` is.
 */
static JsonObject *
find_input (JsonObject *schemas,
            const char *input_name)
{
  gboolean is_training = g_str_has_prefix (input_name, "Training");
  JsonObject *input = limner_json_get_object (schemas, input_name);
  JsonObject *request = limner_json_get_object (schemas, is_training ? "TrainingRequest"
                                                                     : "PredictionRequest");
  JsonObject *members = limner_json_get_object (request, "properties");

  return input != NULL ? input : limner_json_get_object (members, "input");
}

static gboolean
takes_files (const LimnerField *field)
{
  return field->kind == LIMNER_FIELD_FILE ||
         (field->kind == LIMNER_FIELD_LIST && field->item_kind == LIMNER_FIELD_FILE);
}

static LimnerFieldGroup
find_group (const LimnerField *field)
{
  switch (field->role)
    {
    case LIMNER_ROLE_PROMPT:
    case LIMNER_ROLE_NEGATIVE_PROMPT:
    case LIMNER_ROLE_SYSTEM_PROMPT:
    case LIMNER_ROLE_TRIGGER:
      return LIMNER_FIELD_GROUP_PROMPT;
    case LIMNER_ROLE_IMAGE:
    case LIMNER_ROLE_IMAGE_LIST:
    case LIMNER_ROLE_MASK:
    case LIMNER_ROLE_CONTROL_IMAGE:
    case LIMNER_ROLE_STYLE_IMAGE:
    case LIMNER_ROLE_FACE_IMAGE:
      return LIMNER_FIELD_GROUP_PICTURES;
    case LIMNER_ROLE_WIDTH:
    case LIMNER_ROLE_HEIGHT:
    case LIMNER_ROLE_ASPECT_RATIO:
    case LIMNER_ROLE_RESOLUTION:
    case LIMNER_ROLE_EXTEND_LEFT:
    case LIMNER_ROLE_EXTEND_TOP:
    case LIMNER_ROLE_EXTEND_RIGHT:
    case LIMNER_ROLE_EXTEND_BOTTOM:
    case LIMNER_ROLE_EXTEND_WAY:
    case LIMNER_ROLE_EXTEND_AMOUNT:
      return LIMNER_FIELD_GROUP_SIZE;
    case LIMNER_ROLE_STRENGTH:
    case LIMNER_ROLE_SEED:
    case LIMNER_ROLE_STEPS:
    case LIMNER_ROLE_GUIDANCE:
    case LIMNER_ROLE_SCHEDULER:
      return LIMNER_FIELD_GROUP_SAMPLING;
    case LIMNER_ROLE_COUNT:
    case LIMNER_ROLE_OUTPUT_FORMAT:
    case LIMNER_ROLE_OUTPUT_QUALITY:
      return LIMNER_FIELD_GROUP_OUTPUT;
    case LIMNER_ROLE_NONE:
    case LIMNER_ROLE_SAFETY:
    case LIMNER_ROLE_LORA:
    case LIMNER_ROLE_JSON:
    default:
      break;
    }

  if (field->is_deprecated)
    return LIMNER_FIELD_GROUP_ADVANCED;
  if (takes_files (field) && field->role == LIMNER_ROLE_NONE)
    return LIMNER_FIELD_GROUP_PICTURES;
  return field->is_required ? LIMNER_FIELD_GROUP_PROMPT : LIMNER_FIELD_GROUP_ADVANCED;
}

/* Long texts get a row that grows. */
static gboolean
is_long_text (const LimnerField *field)
{
  const char *default_text = field->default_value != NULL &&
                             JSON_NODE_HOLDS_VALUE (field->default_value)
                               ? json_node_get_string (field->default_value) : NULL;

  if (field->role == LIMNER_ROLE_PROMPT || field->role == LIMNER_ROLE_NEGATIVE_PROMPT ||
      field->role == LIMNER_ROLE_SYSTEM_PROMPT || field->role == LIMNER_ROLE_JSON)
    return TRUE;
  if (default_text != NULL && (strchr (default_text, '\n') != NULL || strlen (default_text) > 60))
    return TRUE;
  return _limner_pattern_matches ("(^|_)(prompts?|template|caption|instructions?|message|json)$",
                                  field->name);
}

static char *
get_prefix (const char *name)
{
  gsize length = strcspn (name, "_");

  return name[length] == '_' && length >= 2 ? g_strndup (name, length) : NULL;
}

static void
set_subgroups (GPtrArray *fields)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (fields, i);
      char *prefix = get_prefix (field->name);
      guint count;

      if (prefix == NULL || field->group != LIMNER_FIELD_GROUP_ADVANCED)
        {
          g_free (prefix);
          continue;
        }
      count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, prefix));
      g_hash_table_insert (counts, prefix, GUINT_TO_POINTER (count + 1));
    }

  for (guint i = 0; i < fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (fields, i);
      g_autofree char *prefix = get_prefix (field->name);

      if (prefix != NULL && field->group == LIMNER_FIELD_GROUP_ADVANCED &&
          GPOINTER_TO_UINT (g_hash_table_lookup (counts, prefix)) >= MIN_SUBGROUP)
        field->subgroup = g_steal_pointer (&prefix);
    }
}

/**
 * _limner_schema_settle_fields:
 * @fields: (element-type LimnerField): fields that have their roles
 *
 * Sets what follows from the roles: groups, long texts, pictures, and the order.
 */
void
_limner_schema_settle_fields (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      LimnerField *field = g_ptr_array_index (fields, i);

      g_clear_pointer (&field->subgroup, g_free);
      field->order = (int) i;
      if (field->kind == LIMNER_FIELD_STRING && is_long_text (field))
        field->kind = LIMNER_FIELD_TEXT;
      field->group = find_group (field);
      field->is_picture = takes_files (field) &&
                          (field->group == LIMNER_FIELD_GROUP_PICTURES) &&
                          (field->role != LIMNER_ROLE_NONE ||
                           (field->accept != NULL &&
                            g_str_has_prefix (field->accept[0], "image/")));
    }

  set_subgroups (fields);
}

/* Lists of lists, as of batches of pictures, are read as one list. */
static LimnerFieldKind
find_leaf_kind (const LimnerFacets *items)
{
  LimnerFieldKind kind;

  while (items->items != NULL && find_kind (items) == LIMNER_FIELD_LIST)
    items = items->items;

  kind = find_kind (items);
  return kind == LIMNER_FIELD_CHOICE ? LIMNER_FIELD_STRING : kind;
}

static void
read_output (JsonObject           *document,
             JsonObject           *output,
             LimnerSchemaContents *contents)
{
  g_autoptr(LimnerFacets) facets = NULL;

  contents->output_kind = LIMNER_FIELD_ANY;
  contents->output_item_kind = LIMNER_FIELD_ANY;
  if (output == NULL)
    return;

  facets = _limner_facets_new (document, output);
  contents->output_kind = find_kind (facets);
  contents->output_iterates = facets->is_iterator;
  contents->output_holds_files = _limner_facets_promise_files (document, output);
  if (contents->output_kind == LIMNER_FIELD_LIST && facets->items != NULL)
    contents->output_item_kind = find_leaf_kind (facets->items);
  if (facets->is_concatenated && contents->output_kind == LIMNER_FIELD_LIST)
    contents->output_kind = LIMNER_FIELD_TEXT;
  else if (contents->output_kind == LIMNER_FIELD_CHOICE)
    contents->output_kind = LIMNER_FIELD_STRING;
}

/**
 * _limner_schema_read:
 * @document: (nullable): an OpenAPI document
 * @input_name: the schema of the inputs, `Input` or `TrainingInput`
 * @output_name: the schema of the output
 * @contents: (out): what was read; its array belongs to the caller
 *
 * Reads any document, however broken: what cannot be understood becomes a field of kind “any”, what
 * is missing gives no fields.
 */
void
_limner_schema_read (JsonObject           *document,
                     const char           *input_name,
                     const char           *output_name,
                     LimnerSchemaContents *contents)
{
  JsonObject *components = limner_json_get_object (document, "components");
  JsonObject *schemas = limner_json_get_object (components, "schemas");
  g_autoptr(GArray) entries = NULL;

  contents->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_field_unref);
  entries = list_entries (document, find_input (schemas, input_name));
  for (guint i = 0; i < MIN (entries->len, LIMNER_SCHEMA_MAX_FIELDS); i++)
    g_ptr_array_add (contents->fields, read_field (document, &g_array_index (entries, Entry, i)));
  contents->n_omitted = entries->len - contents->fields->len;

  _limner_roles_assign (contents->fields);
  _limner_schema_settle_fields (contents->fields);
  read_output (document, limner_json_get_object (schemas, output_name), contents);
}
