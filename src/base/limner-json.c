/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-error.h"
#include "limner-json.h"

/* json-glib keeps integers as gint64, wraps what is larger, and recurses without a limit. Text is
 * therefore scanned once before it is parsed: nesting is bounded, and an integer that does not fit
 * is rewritten as a string with a mark in front, which limner_json_to_string() turns back into the
 * bare number. Seeds of 64 bits come through unharmed that way.
 */
#define BIG_INTEGER_MARK "\001n"
#define BIG_INTEGER_MARK_JSON "\\u0001n"

typedef struct
{
  const char *data;
  gsize       length;
  gsize       position;
  guint       depth;
  gboolean    is_lenient;    /* what no double holds becomes null */
  gsize       copied;        /* up to here @text has what @data had */
  GString    *text;          /* NULL until something had to be rewritten */
} Scan;

/* The text has @length bytes from @start; what is read instead is @replacement. */
static void
rewrite (Scan       *scan,
         gsize       start,
         gsize       length,
         const char *replacement)
{
  if (scan->text == NULL)
    scan->text = g_string_new (NULL);
  g_string_append_len (scan->text, scan->data + scan->copied, (gssize) (start - scan->copied));
  g_string_append (scan->text, replacement);
  scan->copied = start + length;
}

/* The code of “\u1234”, or -1 where there is no such thing. */
static int
read_code (const Scan *scan,
           gsize       position)
{
  int code = 0;

  if (position + 6 > scan->length || scan->data[position] != '\\' ||
      scan->data[position + 1] != 'u')
    return -1;

  for (gsize i = position + 2; i < position + 6; i++)
    {
      if (!g_ascii_isxdigit (scan->data[i]))
        return -1;
      code = code * 16 + g_ascii_xdigit_value (scan->data[i]);
    }

  return code;
}

/* json-glib takes “\377” for a byte and half of a surrogate pair for a character, and the text is
 * no UTF-8 then. The first is an error; the second happens when a model's words are cut anywhere,
 * and becomes the replacement character, as does a NUL, which would end the text.
 */
static gboolean
scan_escape (Scan  *scan,
             gsize *position)
{
  char c = *position + 1 < scan->length ? scan->data[*position + 1] : '\0';
  int code = read_code (scan, *position);
  int next;

  if (c != 'u')
    {
      *position += 2;
      return c != '\0' && strchr ("\"\\/bfnrt", c) != NULL;
    }
  if (code < 0)
    return FALSE;

  next = read_code (scan, *position + 6);
  if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff)
    {
      *position += 12;
      return TRUE;
    }
  if (code == 0 || (code >= 0xd800 && code <= 0xdfff))
    rewrite (scan, *position, 6, "\\ufffd");
  *position += 6;
  return TRUE;
}

static gboolean
scan_string (Scan    *scan,
             GError **error)
{
  gsize position = scan->position + 1;

  while (position < scan->length && scan->data[position] != '"')
    {
      if (scan->data[position] != '\\')
        {
          position++;
        }
      else if (!scan_escape (scan, &position))
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                       "This is not JSON: a text has a bad escape in it");
          return FALSE;
        }
    }

  scan->position = MIN (position + 1, scan->length);
  return TRUE;
}

static gboolean
fits_int64 (const char *digits,
            gsize       length)
{
  g_autofree char *copy = g_strndup (digits, length);

  return g_ascii_string_to_signed (copy, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}

static gboolean
is_beyond_double (const char *number,
                  gsize       length)
{
  g_autofree char *copy = g_strndup (number, length);

  return isinf (g_ascii_strtod (copy, NULL));
}

static void
scan_number (Scan *scan)
{
  gsize start = scan->position;
  gsize end = start;
  gboolean is_integer = TRUE;
  g_autofree char *marked = NULL;

  for (; end < scan->length && strchr ("0123456789+-.eE", scan->data[end]) != NULL; end++)
    {
      if (scan->data[end] == '\0')
        break;
      if (strchr (".eE", scan->data[end]) != NULL)
        is_integer = FALSE;
    }

  scan->position = MAX (end, start + 1);
  /* The shortest are “2e308” and a number of 309 digits. */
  if (scan->is_lenient && end - start >= (is_integer ? 300 : 5) &&
      is_beyond_double (scan->data + start, end - start))
    {
      rewrite (scan, start, end - start, "null");
      return;
    }
  if (!is_integer || end - start < 19 || end - start > 64 ||
      fits_int64 (scan->data + start, end - start))
    return;

  marked = g_strdup_printf ("\"" BIG_INTEGER_MARK_JSON "%.*s\"", (int) (end - start),
                            scan->data + start);
  rewrite (scan, start, end - start, marked);
}

static gboolean
scan_text (Scan    *scan,
           GError **error)
{
  while (scan->position < scan->length)
    {
      char c = scan->data[scan->position];

      if (c == '"')
        {
          if (!scan_string (scan, error))
            return FALSE;
        }
      else if (g_ascii_isdigit (c) || c == '-')
        {
          scan_number (scan);
        }
      else
        {
          if (c == '{' || c == '[')
            scan->depth++;
          else if ((c == '}' || c == ']') && scan->depth > 0)
            scan->depth--;

          if (scan->depth > LIMNER_JSON_MAX_DEPTH)
            {
              g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "The JSON text is nested deeper than %d levels",
                           LIMNER_JSON_MAX_DEPTH);
              return FALSE;
            }
          scan->position++;
        }
    }

  if (scan->text != NULL)
    g_string_append_len (scan->text, scan->data + scan->copied,
                         (gssize) (scan->length - scan->copied));
  return TRUE;
}

static gboolean
is_finite (JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      {
        JsonObjectIter iter;
        JsonNode *member;

        json_object_iter_init (&iter, json_node_get_object (node));
        while (json_object_iter_next (&iter, NULL, &member))
          if (!is_finite (member))
            return FALSE;
        return TRUE;
      }

    case JSON_NODE_ARRAY:
      {
        JsonArray *array = json_node_get_array (node);

        for (guint i = 0; i < json_array_get_length (array); i++)
          if (!is_finite (json_array_get_element (array, i)))
            return FALSE;
        return TRUE;
      }

    case JSON_NODE_VALUE:
      return json_node_get_value_type (node) != G_TYPE_DOUBLE ||
             isfinite (json_node_get_double (node));

    case JSON_NODE_NULL:
    default:
      return TRUE;
    }
}

static JsonNode *
parse (const char  *data,
       gsize        length,
       gsize        max_bytes,
       gboolean     is_lenient,
       GError     **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GString) rewritten = NULL;
  Scan scan = { 0 };
  JsonNode *root;

  if (length == (gsize) -1)
    length = strlen (data);
  if (length > max_bytes)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The JSON text has more than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return NULL;
    }
  if (length == 0 || !g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "This is not JSON text");
      return NULL;
    }

  scan.data = data;
  scan.length = length;
  scan.is_lenient = is_lenient;
  if (!scan_text (&scan, error))
    {
      if (scan.text != NULL)
        g_string_free (scan.text, TRUE);
      return NULL;
    }
  rewritten = scan.text;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, rewritten != NULL ? rewritten->str : data,
                                   (gssize) (rewritten != NULL ? rewritten->len : length),
                                   &local_error))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "This is not JSON: %s",
                   local_error->message);
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "The JSON text is empty");
      return NULL;
    }

  /* A number like 1e999 would be written back as "inf", which is not JSON. */
  if (!is_finite (root))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "The JSON text holds a number beyond all bounds");
      json_node_unref (root);
      return NULL;
    }

  return root;
}

/**
 * limner_json_parse:
 * @data: JSON text (RFC 8259), not necessarily terminated
 * @length: its length in bytes, or -1 cast to #gsize where @data is terminated
 * @max_bytes: the most that is accepted
 * @error: return location for an error
 *
 * Reads JSON from an untrusted source.
 *
 * Returns: (transfer full) (nullable): the root; or %NULL with %LIMNER_ERROR_TOO_LARGE or
 *   %LIMNER_ERROR_BAD_REPLY
 */
JsonNode *
limner_json_parse (const char  *data,
                   gsize        length,
                   gsize        max_bytes,
                   GError     **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  return parse (data, length, max_bytes, FALSE, error);
}

/**
 * limner_json_parse_lenient:
 * @data: JSON text (RFC 8259), not necessarily terminated
 * @length: its length in bytes, or -1 cast to #gsize where @data is terminated
 * @max_bytes: the most that is accepted
 * @error: return location for an error
 *
 * Like limner_json_parse(), for what a server wrote: one number that no double holds, such as
 * “1e400”, does not refuse all the rest. It is read as null, which is also what ECMA-262 makes of
 * such a number when it is written again (25.5.2.2, SerializeJSONProperty).
 *
 * Returns: (transfer full) (nullable): the root; or %NULL with %LIMNER_ERROR_TOO_LARGE or
 *   %LIMNER_ERROR_BAD_REPLY
 */
JsonNode *
limner_json_parse_lenient (const char  *data,
                           gsize        length,
                           gsize        max_bytes,
                           GError     **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  return parse (data, length, max_bytes, TRUE, error);
}

/**
 * limner_json_parse_object:
 * @data: JSON text
 * @length: its length in bytes, or -1 cast to #gsize
 * @max_bytes: the most that is accepted
 * @error: return location for an error
 *
 * Like limner_json_parse() where the root must be an object.
 *
 * Returns: (transfer full) (nullable): the object, or %NULL with an error
 */
JsonObject *
limner_json_parse_object (const char  *data,
                          gsize        length,
                          gsize        max_bytes,
                          GError     **error)
{
  g_autoptr(JsonNode) root = limner_json_parse (data, length, max_bytes, error);

  if (root == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "A JSON object was expected, but it is %s", json_node_type_name (root));
      return NULL;
    }

  return json_node_dup_object (root);
}

/**
 * limner_json_integer_node:
 * @digits: decimal digits, with a minus sign or without
 *
 * Makes a JSON integer of any size.
 *
 * Returns: (transfer full): a node that limner_json_to_string() writes as the bare number
 */
JsonNode *
limner_json_integer_node (const char *digits)
{
  g_autofree char *marked = NULL;
  gint64 value;

  g_return_val_if_fail (digits != NULL, NULL);

  if (g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return json_node_init_int (json_node_alloc (), value);

  marked = g_strconcat (BIG_INTEGER_MARK, digits, NULL);
  return json_node_init_string (json_node_alloc (), marked);
}

/* A stranger's text may begin with the mark as well; only digits make a number of it. */
static char *
read_marked_digits (const char *text)
{
  const char *digits;
  gsize sign;

  if (!g_str_has_prefix (text, BIG_INTEGER_MARK))
    return NULL;

  digits = text + strlen (BIG_INTEGER_MARK);
  sign = *digits == '-';
  if (digits[sign] == '\0' || strspn (digits + sign, "0123456789") != strlen (digits + sign))
    return NULL;
  return g_strdup (digits);
}

/**
 * limner_json_integer_text:
 * @node: a JSON value
 *
 * Reads an integer of any size.
 *
 * Returns: (transfer full) (nullable): its decimal digits, or %NULL if @node is not an integer
 */
char *
limner_json_integer_text (JsonNode *node)
{
  GType type;

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_STRING)
    return read_marked_digits (json_node_get_string (node));
  return NULL;
}

static JsonNode *
get_value (JsonObject *object,
           const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static gboolean
is_number (JsonNode *node)
{
  return node != NULL && (json_node_get_value_type (node) == G_TYPE_INT64 ||
                          json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

/**
 * limner_json_get_string:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: (nullable): what is given where there is no such string
 *
 * Reads a string member leniently.
 *
 * Returns: (transfer none) (nullable): the string, or @fallback
 */
const char *
limner_json_get_string (JsonObject *object,
                        const char *member,
                        const char *fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return fallback;
  return json_node_get_string (node);
}

/**
 * limner_json_get_int:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what is given where there is no such number
 *
 * Reads an integer member leniently; a number with a fraction is cut off.
 *
 * Returns: the number, or @fallback
 */
gint64
limner_json_get_int (JsonObject *object,
                     const char *member,
                     gint64      fallback)
{
  JsonNode *node = get_value (object, member);
  double value;

  if (!is_number (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);

  value = json_node_get_double (node);
  return value > -9.2e18 && value < 9.2e18 ? (gint64) value : fallback;
}

/**
 * limner_json_get_double:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what is given where there is no such number
 *
 * Reads a number leniently.
 *
 * Returns: the number, or @fallback
 */
double
limner_json_get_double (JsonObject *object,
                        const char *member,
                        double      fallback)
{
  JsonNode *node = get_value (object, member);

  return is_number (node) ? json_node_get_double (node) : fallback;
}

/**
 * limner_json_get_boolean:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what is given where there is no such truth value
 *
 * Reads a boolean leniently.
 *
 * Returns: the value, or @fallback
 */
gboolean
limner_json_get_boolean (JsonObject *object,
                         const char *member,
                         gboolean    fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

/**
 * limner_json_get_object:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Reads an object leniently.
 *
 * Returns: (transfer none) (nullable): the object, or %NULL
 */
JsonObject *
limner_json_get_object (JsonObject *object,
                        const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * limner_json_get_array:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Reads an array leniently.
 *
 * Returns: (transfer none) (nullable): the array, or %NULL
 */
JsonArray *
limner_json_get_array (JsonObject *object,
                       const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * limner_json_get_time:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Reads a time as limner_json_parse_time() does.
 *
 * Returns: (transfer full) (nullable): the time, or %NULL
 */
GDateTime *
limner_json_get_time (JsonObject *object,
                      const char *member)
{
  const char *text = limner_json_get_string (object, member, NULL);

  return text != NULL ? limner_json_parse_time (text) : NULL;
}

static gboolean
bad_member (JsonObject  *object,
            const char  *member,
            const char  *expected,
            GError     **error)
{
  if (!json_object_has_member (object, member))
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "“%s” is missing", member);
  else
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "“%s” is not %s", member, expected);
  return FALSE;
}

/**
 * limner_json_require_string:
 * @object: an object
 * @member: a member's name
 * @value: (out) (transfer none): the string
 * @error: return location for an error
 *
 * Reads a string that has to be there.
 *
 * Returns: %TRUE on success; else %LIMNER_ERROR_BAD_REPLY that names the member
 */
gboolean
limner_json_require_string (JsonObject  *object,
                            const char  *member,
                            const char **value,
                            GError     **error)
{
  *value = limner_json_get_string (object, member, NULL);

  return *value != NULL || bad_member (object, member, "a string", error);
}

/**
 * limner_json_require_object:
 * @object: an object
 * @member: a member's name
 * @value: (out) (transfer none): the object
 * @error: return location for an error
 *
 * Reads an object that has to be there.
 *
 * Returns: %TRUE on success; else %LIMNER_ERROR_BAD_REPLY that names the member
 */
gboolean
limner_json_require_object (JsonObject  *object,
                            const char  *member,
                            JsonObject **value,
                            GError     **error)
{
  *value = limner_json_get_object (object, member);

  return *value != NULL || bad_member (object, member, "an object", error);
}

/**
 * limner_json_require_array:
 * @object: an object
 * @member: a member's name
 * @value: (out) (transfer none): the array
 * @error: return location for an error
 *
 * Reads an array that has to be there.
 *
 * Returns: %TRUE on success; else %LIMNER_ERROR_BAD_REPLY that names the member
 */
gboolean
limner_json_require_array (JsonObject  *object,
                           const char  *member,
                           JsonArray  **value,
                           GError     **error)
{
  *value = limner_json_get_array (object, member);

  return *value != NULL || bad_member (object, member, "an array", error);
}

/**
 * limner_json_parse_time:
 * @text: a time as servers write it (RFC 3339), with a fraction of any number of digits
 *
 * Reads a point in time. A time without a zone is taken as UTC.
 *
 * Returns: (transfer full) (nullable): the time, or %NULL if @text is none
 */
GDateTime *
limner_json_parse_time (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  g_return_val_if_fail (text != NULL, NULL);

  return g_date_time_new_from_iso8601 (text, utc);
}
