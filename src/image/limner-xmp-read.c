/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading XMP. What a property is, its namespace says; which prefix stands for the namespace is up
 * to each packet. Here properties are called by the prefixes that are usual, whatever the packet
 * calls them; one whose namespace is not known is called by nothing that could be mistaken. */

#include "config.h"

#include <string.h>

#include "limner-xmp-private.h"

#define MAX_DEPTH    64
#define MAX_BINDINGS 64
#define UNKNOWN      "?"

static const struct
{
  const char *prefix;
  const char *uri;
} usual[] = {
  { "rdf", LIMNER_XMP_RDF },
  { "x", "adobe:ns:meta/" },
  { "xmp", "http://ns.adobe.com/xap/1.0/" },
  { "dc", "http://purl.org/dc/elements/1.1/" },
  { "exif", "http://ns.adobe.com/exif/1.0/" },
  { "Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/" },
  { "limner", LIMNER_XMP_OURS },
};

/* What a prefix stands for from an element on, and within it */
typedef struct
{
  char       *prefix;    /* (owned) empty for what has none */
  const char *usual;     /* by which it is called here */
  guint       depth;
} Binding;

typedef struct
{
  LimnerXmpFunc  func;
  gpointer       user_data;
  GPtrArray     *path;       /* (element-type utf8) (owned) the open elements as they are called */
  GPtrArray     *raw;        /* (element-type utf8) (owned) the same as the packet writes them */
  GArray        *bindings;   /* (element-type Binding) (owned) the innermost last */
  GString       *text;       /* (owned) of the innermost element */
  const char    *wanted;     /* (nullable) whose writings are collected, instead of calling */
  GPtrArray     *found;      /* (nullable) (element-type utf8) the writings */
} Parser;

static void
clear_binding (gpointer data)
{
  Binding *binding = data;

  g_clear_pointer (&binding->prefix, g_free);
}

static const char *
find_usual (const char *uri)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (g_str_equal (usual[i].uri, uri))
        return usual[i].prefix;
    }
  return UNKNOWN;
}

/* Notes what prefixes stand for. Gives %FALSE where there are more than anybody needs. */
static gboolean
bind_prefixes (Parser      *parser,
               const char **names,
               const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      Binding binding = { .usual = NULL, .depth = parser->path->len };

      if (!g_str_has_prefix (names[i], "xmlns") || (names[i][5] != '\0' && names[i][5] != ':'))
        continue;
      if (parser->bindings->len >= MAX_BINDINGS)
        return FALSE;
      binding.prefix = g_strdup (names[i][5] == ':' ? names[i] + 6 : "");
      binding.usual = find_usual (values[i]);
      g_array_append_val (parser->bindings, binding);
    }
  return TRUE;
}

/* How a name is called here. A prefix that stands for nothing, which is an error, is taken to be
 * the usual one; an attribute without one belongs to no namespace. */
static char *
resolve (const Parser *parser,
         const char   *name,
         gboolean      is_element)
{
  const char *colon = strchr (name, ':');
  gsize length = colon != NULL ? (gsize) (colon - name) : 0;

  if (colon == NULL && !is_element)
    return g_strdup (name);
  for (guint i = parser->bindings->len; i-- > 0;)
    {
      const Binding *binding = &g_array_index (parser->bindings, Binding, i);

      if (strlen (binding->prefix) == length && strncmp (binding->prefix, name, length) == 0)
        return g_strdup_printf ("%s:%s", binding->usual, colon != NULL ? colon + 1 : name);
    }
  return g_strdup (name);
}

static gboolean
is_structure (const char *name)
{
  return g_str_has_prefix (name, "rdf:") || g_str_has_prefix (name, "x:");
}

static void
tell (Parser     *parser,
      const char *name,
      const char *raw,
      const char *value)
{
  if (parser->wanted == NULL)
    parser->func (name, value, parser->user_data);
  else if (g_str_equal (name, parser->wanted) &&
           !g_ptr_array_find_with_equal_func (parser->found, raw, g_str_equal, NULL))
    g_ptr_array_add (parser->found, g_strdup (raw));
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *name,
                  const char          **attribute_names,
                  const char          **attribute_values,
                  gpointer              user_data,
                  GError              **error)
{
  Parser *parser = user_data;
  const char *called;

  if (parser->path->len >= MAX_DEPTH ||
      !bind_prefixes (parser, attribute_names, attribute_values))
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "too deep");
      return;
    }

  g_ptr_array_add (parser->path, resolve (parser, name, TRUE));
  g_ptr_array_add (parser->raw, g_strdup (name));
  g_string_truncate (parser->text, 0);
  called = g_ptr_array_index (parser->path, parser->path->len - 1);
  if (parser->wanted != NULL)
    tell (parser, called, name, "");
  if (strcmp (called, "rdf:Description") != 0)
    return;
  for (guint i = 0; attribute_names[i] != NULL; i++)
    {
      g_autofree char *attribute = resolve (parser, attribute_names[i], FALSE);

      if (!g_str_has_prefix (attribute_names[i], "xmlns") && !is_structure (attribute))
        tell (parser, attribute, attribute_names[i], attribute_values[i]);
    }
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *name,
                gpointer              user_data,
                GError              **error)
{
  Parser *parser = user_data;
  guint depth = parser->path->len - 1;
  guint n_bindings = parser->bindings->len;
  guint at = parser->path->len;

  /* A list's item belongs to the nearest element that is not RDF's own. */
  while (at > 0 && is_structure (g_ptr_array_index (parser->path, at - 1)))
    at--;

  g_strstrip (parser->text->str);
  if (at > 0 && parser->text->str[0] != '\0')
    tell (parser, g_ptr_array_index (parser->path, at - 1),
          g_ptr_array_index (parser->raw, at - 1), parser->text->str);
  g_string_truncate (parser->text, 0);
  g_ptr_array_set_size (parser->path, (int) depth);
  g_ptr_array_set_size (parser->raw, (int) depth);
  while (n_bindings > 0 &&
         g_array_index (parser->bindings, Binding, n_bindings - 1).depth >= depth)
    n_bindings--;
  g_array_set_size (parser->bindings, n_bindings);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Parser *parser = user_data;

  g_string_append_len (parser->text, text, (gssize) length);
}

static void
parse (Parser     *parser,
       const char *packet,
       gsize       length)
{
  static const GMarkupParser callbacks = {
    .start_element = start_element_cb,
    .end_element = end_element_cb,
    .text = text_cb,
  };
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) raw = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) bindings = g_array_new (FALSE, FALSE, sizeof (Binding));
  g_autoptr(GString) text = g_string_new (NULL);

  g_array_set_clear_func (bindings, clear_binding);
  parser->path = path;
  parser->raw = raw;
  parser->bindings = bindings;
  parser->text = text;
  context = g_markup_parse_context_new (&callbacks, G_MARKUP_TREAT_CDATA_AS_TEXT, parser, NULL);
  if (g_markup_parse_context_parse (context, packet, (gssize) length, NULL))
    g_markup_parse_context_end_parse (context, NULL);
}

/**
 * _limner_xmp_foreach:
 * @packet: an XMP packet, not trusted
 * @length: its length in bytes
 * @func: (scope call): called for each property, for each item of a list
 * @user_data: for @func
 *
 * Reads the properties of a packet, as far as it can be read.
 */
void
_limner_xmp_foreach (const char    *packet,
                     gsize          length,
                     LimnerXmpFunc  func,
                     gpointer       user_data)
{
  Parser parser = { .func = func, .user_data = user_data };

  parse (&parser, packet, length);
}

/**
 * _limner_xmp_find_names:
 * @packet: an XMP packet, not trusted
 * @name: a property or a part of the structure, with its usual prefix
 *
 * Finds out how a packet writes a name.
 *
 * Returns: (transfer full) (element-type utf8): the names with the prefixes that the packet has,
 *   none if it is not there
 */
GPtrArray *
_limner_xmp_find_names (const char *packet,
                        const char *name)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  Parser parser = { .wanted = name, .found = found };

  parse (&parser, packet, strlen (packet));
  return found;
}
