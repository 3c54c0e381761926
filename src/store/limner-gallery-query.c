/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "limner-gallery-period.h"
#include "limner-gallery-query.h"
#include "limner-item-details.h"
#include "limner-store-rows.h"

/* What a person types, as conditions of SQL. The text never gets into the SQL: it holds only the
 * fragments below with a ? for each value.
 *
 *   fox "red fence" -snow       words by their beginnings, phrases, and what must not be there;
 *                               one or two letters followed by more are a word of their own
 *   fox OR harbour rating:5     one of two or more; OR joins its neighbours before all else
 *   prompt:fox notes:print      words in one place only
 *   model:sdxl server:replicate a part of the name
 *   seed:47363                  the exact number
 *   steps:>30 guidance_scale:7  an input of the model, by its name or by a common one
 *   size:>=1024 size:768x512 width:<600 ratio:16:9
 *   rating:>=4 cost:>0.05 time:>10
 *   tag:cover album:"Book one"
 *   date:2026-11 date:>2026-01-15 date:2026-01..2026-03 date:today date:yesterday
 *   is:favourite is:rejected is:rated is:edited is:upscaled is:missing is:trashed
 *   has:mask has:source has:notes has:tags
 */

#define MANY_HITS 3000

typedef struct
{
  char    kind;      /* 's', 'i' or 'd' as limner_database_query() has them */
  char   *text;
  gint64  integer;
  double  number;
} Value;

struct _LimnerGalleryQuery
{
  GString  *where;
  GArray   *values;    /* Value */
  GString  *words;     /* what must match, for FTS5 */
  gsize     words_position;   /* of the condition on words in @where */
  char     *album;     /* (nullable) the one that all of it lies in */
  gboolean  trashed;
};

typedef struct
{
  gboolean  negated;
  char     *field;     /* NULL for a word */
  char     *value;
  gboolean  quoted;
  gboolean  typed;     /* another one follows: the word is complete */
} Term;

static void
clear_value (gpointer data)
{
  Value *value = data;

  g_clear_pointer (&value->text, g_free);
}

static void
clear_term (Term *term)
{
  g_clear_pointer (&term->field, g_free);
  g_clear_pointer (&term->value, g_free);
}

static void
add_text_value (LimnerGalleryQuery *self,
                const char         *text)
{
  Value value = { .kind = 's', .text = g_strdup (text) };

  g_array_append_val (self->values, value);
}

static void
add_int_value (LimnerGalleryQuery *self,
               gint64              integer)
{
  Value value = { .kind = 'i', .integer = integer };

  g_array_append_val (self->values, value);
}

static void
add_double_value (LimnerGalleryQuery *self,
                  double              number)
{
  Value value = { .kind = 'd', .number = number };

  g_array_append_val (self->values, value);
}

static void
add_condition (LimnerGalleryQuery *self,
               gboolean            negated,
               const char         *condition)
{
  g_string_append_printf (self->where, " AND %s(%s)", negated ? "NOT " : "", condition);
}

/* A part of a name, with % and _ taken as they are. */
static char *
make_pattern (const char *text)
{
  g_autoptr(GString) pattern = g_string_new ("%");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("%_\\", *p) != NULL)
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

/* One word or phrase for FTS5: in quotes, with quotes doubled, so that nothing in it is syntax. */
static char *
make_match (const char *column,
            const char *text,
            gboolean    whole)
{
  g_autofree char *split = limner_store_rows_split_script (text);
  g_auto(GStrv) parts = g_strsplit (split, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);
  gboolean searchable = FALSE;

  for (const char *p = split; *p != '\0' && !searchable; p = g_utf8_next_char (p))
    searchable = g_unichar_isalnum (g_utf8_get_char (p));
  if (!searchable)
    return NULL;

  return g_strdup_printf ("%s%s\"%s\"%s", column != NULL ? column : "",
                          column != NULL ? " : " : "", doubled, whole ? "" : " *");
}

static void
add_words (LimnerGalleryQuery *self,
           const Term         *term,
           const char         *column)
{
  /* Beginnings of two letters fit half the library and take long to find. */
  gboolean whole = term->quoted || (term->typed && strlen (term->value) <= 2);
  g_autofree char *match = make_match (column, term->value, whole);

  if (match == NULL)
    return;
  if (term->negated)
    {
      add_condition (self, TRUE,
                     "items.id IN (SELECT rowid FROM items_fts WHERE items_fts MATCH ?)");
      add_text_value (self, match);
      return;
    }
  if (self->words->len > 0)
    g_string_append (self->words, " AND ");
  g_string_append (self->words, match);
}

/* Takes >, >=, <, <= or = from the front of a value. */
static const char *
take_operator (const char **value)
{
  static const struct { const char *typed, *sql; } table[] = {
    { ">=", ">=" }, { "<=", "<=" }, { ">", ">" }, { "<", "<" }, { "=", "=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (g_str_has_prefix (*value, table[i].typed))
        {
          *value += strlen (table[i].typed);
          return table[i].sql;
        }
    }
  return "=";
}

static gboolean
parse_number (const char *text,
              double     *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number);
}

static gboolean
add_comparison (LimnerGalleryQuery *self,
                const Term         *term,
                const char         *expression)
{
  const char *value = term->value;
  const char *comparison = take_operator (&value);
  g_autofree char *condition = NULL;
  double number;

  if (!parse_number (value, &number))
    return FALSE;

  condition = g_strdup_printf ("coalesce (%s %s ?, 0)", expression, comparison);
  add_condition (self, term->negated, condition);
  add_double_value (self, number);
  return TRUE;
}

static gboolean
add_size (LimnerGalleryQuery *self,
          const Term         *term)
{
  guint width;
  guint height;
  char rest;

  if (sscanf (term->value, "%5u%*1[xX]%5u%c", &width, &height, &rest) == 2)
    {
      add_condition (self, term->negated, "items.width = ? AND items.height = ?");
      add_int_value (self, width);
      add_int_value (self, height);
      return TRUE;
    }
  return add_comparison (self, term, "max (items.width, items.height)");
}

static gboolean
add_ratio (LimnerGalleryQuery *self,
           const Term         *term)
{
  guint width;
  guint height;
  char rest;

  if (sscanf (term->value, "%4u%*1[:x/]%4u%c", &width, &height, &rest) != 2 ||
      width == 0 || height == 0)
    return FALSE;

  add_condition (self, term->negated,
                 "items.height > 0 AND abs (items.width * ? / (items.height * ?) - 1) < 0.02");
  add_double_value (self, height);
  add_double_value (self, width);
  return TRUE;
}

static gboolean
add_like (LimnerGalleryQuery *self,
          const Term         *term,
          const char         *column)
{
  g_autofree char *pattern = make_pattern (term->value);
  g_autofree char *condition = g_strdup_printf ("coalesce (%s LIKE ? ESCAPE '\\', 0)", column);

  add_condition (self, term->negated, condition);
  add_text_value (self, pattern);
  return TRUE;
}

static gboolean
add_date (LimnerGalleryQuery *self,
          const Term         *term)
{
  const char *value = term->value;
  const char *comparison = take_operator (&value);
  g_auto(GStrv) range = g_strsplit (value, "..", 2);
  gint64 begin, end, last_begin, last_end;

  if (range[0] == NULL || !limner_gallery_period_parse (range[0], &begin, &end))
    return FALSE;
  if (range[1] != NULL)
    {
      if (!limner_gallery_period_parse (range[1], &last_begin, &last_end))
        return FALSE;
      end = last_end;
    }

  if (comparison[0] == '>')
    begin = comparison[1] == '=' ? begin : end;
  if (comparison[0] == '<')
    end = comparison[1] == '=' ? end : begin;
  add_condition (self, term->negated, "items.created >= ? AND items.created < ?");
  add_int_value (self, comparison[0] == '<' ? G_MININT64 : begin);
  add_int_value (self, comparison[0] == '>' ? G_MAXINT64 : end);
  return TRUE;
}

static gboolean
add_named_condition (LimnerGalleryQuery *self,
                     const Term         *term)
{
  static const struct { const char *field, *value, *condition; } table[] = {
    { "is", "favourite", "items.favourite != 0" },
    { "is", "favorite", "items.favourite != 0" },
    { "is", "star", "items.favourite != 0" },
    { "is", "rejected", "items.rating < 0" },
    { "is", "rated", "items.rating > 0" },
    { "is", "unrated", "items.rating = 0" },
    { "is", "edited", "coalesce (items.operation IN ('edit', 'erase', 'extend', 'vary'), 0)" },
    { "is", "upscaled", "coalesce (items.operation = 'upscale', 0)" },
    { "is", "imported", "coalesce (items.operation = 'import', 0)" },
    { "is", "missing", "items.missing != 0" },
    { "has", "mask", "items.masked != 0" },
    { "has", "source", "EXISTS (SELECT 1 FROM item_parents WHERE item = items.id)" },
    { "has", "notes", "items.notes IS NOT NULL" },
    { "has", "tags", "EXISTS (SELECT 1 FROM item_tags WHERE item = items.id)" },
    { "has", "album", "EXISTS (SELECT 1 FROM album_items WHERE item = items.id)" },
    { "has", "cost", "items.cost IS NOT NULL" },
  };

  if (g_str_equal (term->field, "is") && g_str_equal (term->value, "trashed"))
    {
      self->trashed = !term->negated;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (g_str_equal (term->field, table[i].field) && g_str_equal (term->value, table[i].value))
        {
          add_condition (self, term->negated, table[i].condition);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_input_name (const char *name)
{
  return strspn (name, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen (name) &&
         strlen (name) <= 64;
}

/* Inputs that many models have, by any of their names, have columns of their own. */
static const char *
find_input_column (const char *name)
{
  static const struct { const char *column, *names[5]; } table[] = {
    { "items.steps", { "steps", "num_inference_steps", "num_steps" } },
    { "items.guidance", { "cfg", "guidance_scale", "guidance" } },
    { "items.sampler", { "sampler", "scheduler" } },
    { "items.strength", { "strength", "prompt_strength" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (g_strv_contains (table[i].names, name))
        return table[i].column;
    }
  return NULL;
}

/* An input as the model calls it. Its name gets into the SQL only as a plain word. */
static gboolean
add_input (LimnerGalleryQuery *self,
           const Term         *term)
{
  const char *column = find_input_column (term->field);
  g_autofree char *expression = NULL;
  const char *value = term->value;
  double number;

  if (!is_input_name (term->field))
    return FALSE;
  if (column != NULL)
    expression = g_strdup (column);
  else
    expression = g_strdup_printf ("CASE WHEN json_valid (items.input) THEN"
                                  " json_extract (items.input, '$.%s') END", term->field);

  take_operator (&value);
  if (parse_number (value, &number))
    return add_comparison (self, term, expression);
  return add_like (self, term, expression);
}

static gboolean
add_subset (LimnerGalleryQuery *self,
            const Term         *term,
            const char         *condition)
{
  add_condition (self, term->negated, condition);
  add_text_value (self, term->value);
  return TRUE;
}

static gboolean
add_field (LimnerGalleryQuery *self,
           const Term         *term)
{
  const char *field = term->field;

  if (g_str_equal (field, "is") || g_str_equal (field, "has"))
    return add_named_condition (self, term);
  if (g_str_equal (field, "model") || g_str_equal (field, "server") ||
      g_str_equal (field, "version") || g_str_equal (field, "operation"))
    {
      g_autofree char *column = g_strconcat ("items.", field, NULL);

      return add_like (self, term, column);
    }
  if (g_str_equal (field, "seed"))
    return add_subset (self, term, "items.seed IS ?");
  if (g_str_equal (field, "job"))
    return add_subset (self, term, "items.job IS ?");
  if (g_str_equal (field, "tag"))
    return add_subset (self, term, "items.id IN (SELECT item FROM item_tags WHERE tag = ?)");
  if (g_str_equal (field, "album"))
    {
      if (!term->negated && self->album == NULL)
        self->album = g_strdup (term->value);
      return add_subset (self, term, "items.id IN (SELECT item FROM album_items JOIN albums"
                                     " ON albums.id = album WHERE name = ?)");
    }
  if (g_str_equal (field, "size"))
    return add_size (self, term);
  if (g_str_equal (field, "width") || g_str_equal (field, "height") ||
      g_str_equal (field, "rating") || g_str_equal (field, "cost"))
    {
      g_autofree char *column = g_strconcat ("items.", field, NULL);

      return add_comparison (self, term, column);
    }
  if (g_str_equal (field, "time"))
    return add_comparison (self, term, "items.predict_time");
  if (g_str_equal (field, "ratio"))
    return add_ratio (self, term);
  if (g_str_equal (field, "date"))
    return add_date (self, term);
  return add_input (self, term);
}

static void
add_term (LimnerGalleryQuery *self,
          const Term         *term)
{
  if (term->field == NULL)
    {
      add_words (self, term, NULL);
    }
  else if (g_str_equal (term->field, "prompt") || g_str_equal (term->field, "notes"))
    {
      add_words (self, term, term->field);
    }
  else if (!add_field (self, term))
    {
      /* Not a field after all: a word with a colon in it. */
      g_autofree char *whole = g_strconcat (term->field, ":", term->value, NULL);
      Term word = { .negated = term->negated, .value = whole, .quoted = TRUE };

      add_words (self, &word, NULL);
    }
}

static void
parse_term (const char *token,
            Term       *term)
{
  const char *colon;
  const char *value;
  gsize n_letters;

  term->negated = *token == '-' && token[1] != '\0';
  token += term->negated;
  n_letters = strspn (token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
  colon = n_letters > 0 && token[n_letters] == ':' && token[n_letters + 1] != '\0'
            ? token + n_letters : NULL;
  if (colon != NULL)
    term->field = g_ascii_strdown (token, (gssize) n_letters);

  value = colon != NULL ? colon + 1 : token;
  term->quoted = *value == '"';
  value += term->quoted;
  term->value = g_strdup (value);
  if (g_str_has_suffix (term->value, "\""))
    term->value[strlen (term->value) - 1] = '\0';
}

static LimnerGalleryQuery *
make_empty (void)
{
  LimnerGalleryQuery *self = g_new0 (LimnerGalleryQuery, 1);

  self->where = g_string_new (NULL);
  self->words = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_set_clear_func (self->values, clear_value);
  return self;
}

static void
parse_token (LimnerGalleryQuery *self,
             const char         *token,
             gboolean            typed)
{
  Term term = { .typed = typed };

  parse_term (token, &term);
  if (*term.value != '\0')
    add_term (self, &term);
  clear_term (&term);
}

/* The alternatives lie in queries of their own. Words alone are one condition of the index. */
static void
add_alternatives (LimnerGalleryQuery *self,
                  GPtrArray          *parts)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autoptr(GString) where = g_string_new (NULL);
  gboolean only_words = TRUE;

  for (guint i = 0; i < parts->len; i++)
    {
      LimnerGalleryQuery *part = g_ptr_array_index (parts, i);

      only_words = only_words && part->where->len == 0 && part->words->len > 0;
      g_string_append_printf (words, "%s(%s)", i > 0 ? " OR " : "", part->words->str);
      g_string_append_printf (where, "%s(1%s", i > 0 ? " OR " : "", part->where->str);
      if (part->words->len > 0)
        {
          g_string_append (where, " AND items.id IN (SELECT rowid FROM items_fts"
                           " WHERE items_fts MATCH ?)");
          add_text_value (part, part->words->str);
        }
      g_string_append_c (where, ')');
      self->trashed = self->trashed || part->trashed;
    }

  if (only_words)
    {
      g_string_append_printf (self->words, "%s(%s)", self->words->len > 0 ? " AND " : "",
                              words->str);
      return;
    }
  add_condition (self, FALSE, where->str);
  for (guint i = 0; i < parts->len; i++)
    {
      LimnerGalleryQuery *part = g_ptr_array_index (parts, i);

      for (guint j = 0; j < part->values->len; j++)
        {
          Value value = g_array_index (part->values, Value, j);

          value.text = g_strdup (value.text);
          g_array_append_val (self->values, value);
        }
    }
}

/* Reads the tokens from @first on that OR joins; what nobody can look for is left out. Returns the
 * last of them. */
static guint
parse_alternatives (LimnerGalleryQuery  *self,
                    char               **tokens,
                    guint                first)
{
  g_autoptr(GPtrArray) parts = NULL;
  guint i = first;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_gallery_query_free);
  for (;; i += 2)
    {
      g_autoptr(LimnerGalleryQuery) part = make_empty ();

      parse_token (part, tokens[i], tokens[i + 1] != NULL);
      if (part->where->len > 0 || part->words->len > 0 || part->trashed)
        g_ptr_array_add (parts, g_steal_pointer (&part));
      if (g_strcmp0 (tokens[i + 1], "OR") != 0 || tokens[i + 2] == NULL)
        break;
    }
  if (parts->len > 0)
    add_alternatives (self, parts);
  return i;
}

/**
 * limner_gallery_query_check:
 * @term: one term of a query, as limner_gallery_query_split() gives it
 *
 * Tells why a term that begins like a field is taken as a word, for whoever typed it.
 *
 * Returns: what is wrong with it
 */
LimnerQueryFault
limner_gallery_query_check (const char *term)
{
  static const struct { const char *field; LimnerQueryFault fault; } fields[] = {
    { "rating", LIMNER_QUERY_NOT_A_NUMBER }, { "cost", LIMNER_QUERY_NOT_A_NUMBER },
    { "time", LIMNER_QUERY_NOT_A_NUMBER }, { "width", LIMNER_QUERY_NOT_A_NUMBER },
    { "height", LIMNER_QUERY_NOT_A_NUMBER }, { "size", LIMNER_QUERY_NOT_A_NUMBER },
    { "date", LIMNER_QUERY_NOT_A_DATE }, { "ratio", LIMNER_QUERY_NOT_A_RATIO },
    { "is", LIMNER_QUERY_NOT_A_MARK }, { "has", LIMNER_QUERY_NOT_A_MARK },
  };
  g_autoptr(LimnerGalleryQuery) scratch = make_empty ();
  g_autofree char *valid = g_utf8_make_valid (term, -1);
  LimnerQueryFault fault = LIMNER_QUERY_FINE;
  Term parsed = { 0 };

  parse_term (valid, &parsed);
  for (gsize i = 0; i < G_N_ELEMENTS (fields) && parsed.field != NULL; i++)
    if (g_str_equal (parsed.field, fields[i].field) && !add_field (scratch, &parsed))
      fault = fields[i].fault;
  clear_term (&parsed);
  return fault;
}

/**
 * limner_gallery_query_parse:
 * @text: (nullable): what a person typed, in any encoding; see the picture at the top of this file
 *
 * Understands a query. There is no wrong query: what is no field is a word. Items in the trash are
 * left out unless the query asks for them.
 *
 * Returns: (transfer full): the query
 */
LimnerGalleryQuery *
limner_gallery_query_parse (const char *text)
{
  LimnerGalleryQuery *self = make_empty ();
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_auto(GStrv) tokens = NULL;

  tokens = limner_gallery_query_split (valid);
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (g_strcmp0 (tokens[i + 1], "OR") == 0 && tokens[i + 2] != NULL)
        i = parse_alternatives (self, tokens, i);
      else
        parse_token (self, tokens[i], tokens[i + 1] != NULL);
    }

  g_string_prepend (self->where, self->trashed ? "items.trashed != 0" : "items.trashed = 0");
  if (self->words->len > 0)
    {
      self->words_position = self->where->len + strlen (" AND (");
      add_condition (self, FALSE,
                     " items.id IN (SELECT rowid FROM items_fts WHERE items_fts MATCH ?)");
      add_text_value (self, self->words->str);
    }
  return self;
}

/**
 * limner_gallery_query_tune:
 * @self: a query
 * @database: the connection
 *
 * Chooses how words are found. A few hits are looked up one by one. Where there are many, the index
 * of keys is gone through in its order instead, until the page is full: each hit would be a row to
 * read and to sort.
 */
void
limner_gallery_query_tune (LimnerGalleryQuery *self,
                           LimnerDatabase     *database)
{
  g_autoptr(LimnerStatement) statement = NULL;

  g_return_if_fail (self != NULL);

  if (self->words->len == 0)
    return;
  statement = limner_database_query (database, NULL,
                                     "SELECT count (*) FROM (SELECT 1 FROM items_fts"
                                     " WHERE items_fts MATCH ? LIMIT ?)", "si",
                                     self->words->str, (gint64) MANY_HITS);
  if (statement != NULL && limner_statement_step (statement, NULL) &&
      limner_statement_get_int (statement, 0) >= MANY_HITS)
    self->where->str[self->words_position] = '+';
}

/**
 * limner_gallery_query_free:
 * @self: (transfer full): a query
 *
 * Frees a query.
 */
void
limner_gallery_query_free (LimnerGalleryQuery *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->album);
  g_string_free (self->where, TRUE);
  g_string_free (self->words, TRUE);
  g_clear_pointer (&self->values, g_array_unref);
  g_free (self);
}

/**
 * limner_gallery_query_get_where:
 * @self: a query
 *
 * Gets the condition on the table `items`.
 *
 * Returns: (transfer none): SQL, never empty
 */
const char *
limner_gallery_query_get_where (LimnerGalleryQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->where->str;
}

/**
 * limner_gallery_query_get_album:
 * @self: a query
 *
 * Gets the album in which all that is found lies.
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
limner_gallery_query_get_album (LimnerGalleryQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->album;
}

/**
 * limner_gallery_query_bind:
 * @self: a query
 * @statement: a statement with limner_gallery_query_get_where() in it
 * @first: the number of the first ? of that condition, from 1
 *
 * Gives a statement the query's values.
 *
 * Returns: the number of the ? after the last one
 */
int
limner_gallery_query_bind (LimnerGalleryQuery *self,
                           LimnerStatement    *statement,
                           int                 first)
{
  g_return_val_if_fail (self != NULL, first);

  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);

      if (value->kind == 's')
        limner_statement_bind_text (statement, first, value->text);
      else if (value->kind == 'i')
        limner_statement_bind_int (statement, first, value->integer);
      else
        limner_statement_bind_double (statement, first, value->number);
      first++;
    }
  return first;
}
