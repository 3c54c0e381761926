/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-json.h"

/* json-glib writes 0.8 as 0.80000000000000004 and knows no integers beyond 64 bits with a sign;
 * people read this text, and seeds are in it, so it is written here.
 */

static void write_node (GString  *text,
                        JsonNode *node,
                        int       indent);

/* A negative indent stands for text on one line. */
static void
break_line (GString *text,
            int      indent)
{
  if (indent >= 0)
    g_string_append_printf (text, "\n%*s", indent, "");
}

static int
deeper (int indent)
{
  return indent >= 0 ? indent + 2 : indent;
}

static void
write_string (GString    *text,
              const char *string)
{
  g_string_append_c (text, '"');
  for (const char *p = string; *p != '\0'; p++)
    {
      switch (*p)
        {
        case '"':
          g_string_append (text, "\\\"");
          break;
        case '\\':
          g_string_append (text, "\\\\");
          break;
        case '\n':
          g_string_append (text, "\\n");
          break;
        case '\r':
          g_string_append (text, "\\r");
          break;
        case '\t':
          g_string_append (text, "\\t");
          break;
        default:
          if ((guchar) *p < 0x20 || *p == 0x7f)
            g_string_append_printf (text, "\\u%04x", (guint) (guchar) *p);
          else
            g_string_append_c (text, *p);
        }
    }
  g_string_append_c (text, '"');
}

/* The shortest text that reads back as the same number, with a mark that it is no integer. */
static void
write_double (GString *text,
              double   value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (text, "null");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      double again;

      again = g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, formats[i], value), NULL);
      if (!(again < value) && !(again > value))
        break;
    }

  g_string_append (text, buffer);
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (text, ".0");
}

static void
write_value (GString  *text,
             JsonNode *node)
{
  g_autofree char *digits = limner_json_integer_text (node);
  GType type = json_node_get_value_type (node);

  if (digits != NULL)
    g_string_append (text, digits);
  else if (type == G_TYPE_STRING)
    write_string (text, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    write_double (text, json_node_get_double (node));
}

static void
write_array (GString   *text,
             JsonArray *array,
             int        indent)
{
  guint length = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      break_line (text, deeper (indent));
      write_node (text, json_array_get_element (array, i), deeper (indent));
    }
  if (length > 0)
    break_line (text, indent);
  g_string_append_c (text, ']');
}

static void
write_object (GString    *text,
              JsonObject *object,
              int         indent)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean is_first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!is_first)
        g_string_append_c (text, ',');
      break_line (text, deeper (indent));
      write_string (text, name);
      g_string_append (text, indent >= 0 ? ": " : ":");
      write_node (text, node, deeper (indent));
      is_first = FALSE;
    }
  if (!is_first)
    break_line (text, indent);
  g_string_append_c (text, '}');
}

static void
write_node (GString  *text,
            JsonNode *node,
            int       indent)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      write_object (text, json_node_get_object (node), indent);
      break;
    case JSON_NODE_ARRAY:
      write_array (text, json_node_get_array (node), indent);
      break;
    case JSON_NODE_VALUE:
      write_value (text, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (text, "null");
    }
}

/**
 * limner_json_to_string:
 * @node: a JSON value
 * @pretty: whether to indent it for people
 *
 * Writes JSON text; the only writer of the program, for it knows large integers. Numbers are
 * written as short as they can be without loss.
 *
 * Returns: (transfer full): the text
 */
char *
limner_json_to_string (JsonNode *node,
                       gboolean  pretty)
{
  GString *text;

  g_return_val_if_fail (node != NULL, NULL);

  text = g_string_new (NULL);
  write_node (text, node, pretty ? 0 : -1);
  return g_string_free (text, FALSE);
}

/**
 * limner_json_object_to_string:
 * @object: a JSON object
 * @pretty: whether to indent it for people
 *
 * Like limner_json_to_string() for a bare object.
 *
 * Returns: (transfer full): the text
 */
char *
limner_json_object_to_string (JsonObject *object,
                              gboolean    pretty)
{
  GString *text;

  g_return_val_if_fail (object != NULL, NULL);

  text = g_string_new (NULL);
  write_object (text, object, pretty ? 0 : -1);
  return g_string_free (text, FALSE);
}
