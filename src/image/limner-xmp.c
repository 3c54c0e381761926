/* SPDX-License-Identifier: GPL-3.0-or-later */

/* XMP (ISO 16684-1): RDF in XML, in which a property is an attribute or an element, and lists are
 * elements within. Ours stands in an rdf:Description of its own, after those of others, so that
 * theirs stay as they are:
 *
 *   <x:xmpmeta><rdf:RDF>
 *     <rdf:Description …>others'</rdf:Description>
 *     <rdf:Description rdf:about="" xmlns:limner="…" …>ours</rdf:Description>
 *   </rdf:RDF></x:xmpmeta> */

#include "config.h"

#include <string.h>

#include "limner-xmp-private.h"

#define MAX_DEPTH 64
#define NAMESPACE "https://limner.github.io/ns/1.0/"
#define OURS      "<rdf:Description rdf:about=\"\" xmlns:limner=\"" NAMESPACE "\""
#define OURS_END  "</rdf:Description>"
#define RDF_END   "</rdf:RDF>"
#define SOURCES   "http://cv.iptc.org/newscodes/digitalsourcetype/"

typedef struct
{
  LimnerXmpFunc  func;
  gpointer       user_data;
  GPtrArray     *path;    /* (element-type utf8) (owned) the open elements */
  GString       *text;    /* (owned) of the innermost element */
} Parser;

static gboolean
is_structure (const char *name)
{
  return g_str_has_prefix (name, "rdf:") || g_str_has_prefix (name, "x:");
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

  if (parser->path->len >= MAX_DEPTH)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "too deep");
      return;
    }

  g_ptr_array_add (parser->path, g_strdup (name));
  g_string_truncate (parser->text, 0);
  if (strcmp (name, "rdf:Description") == 0)
    for (guint i = 0; attribute_names[i] != NULL; i++)
      if (!g_str_has_prefix (attribute_names[i], "xmlns") && !is_structure (attribute_names[i]))
        parser->func (attribute_names[i], attribute_values[i], parser->user_data);
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *name,
                gpointer              user_data,
                GError              **error)
{
  Parser *parser = user_data;
  const char *property = NULL;

  /* A list's item belongs to the nearest element that is not RDF's own. */
  for (guint i = parser->path->len; i-- > 0 && property == NULL;)
    if (!is_structure (g_ptr_array_index (parser->path, i)))
      property = g_ptr_array_index (parser->path, i);

  g_strstrip (parser->text->str);
  if (property != NULL && parser->text->str[0] != '\0')
    parser->func (property, parser->text->str, parser->user_data);
  g_string_truncate (parser->text, 0);
  g_ptr_array_set_size (parser->path, (int) parser->path->len - 1);
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
  static const GMarkupParser callbacks = {
    .start_element = start_element_cb,
    .end_element = end_element_cb,
    .text = text_cb,
  };
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) text = g_string_new (NULL);
  Parser parser = { func, user_data, path, text };

  context = g_markup_parse_context_new (&callbacks, G_MARKUP_TREAT_CDATA_AS_TEXT, &parser, NULL);
  if (g_markup_parse_context_parse (context, packet, (gssize) length, NULL))
    g_markup_parse_context_end_parse (context, NULL);
}

/**
 * _limner_xmp_source_to_uri:
 * @type: where a picture comes from
 *
 * Gets IPTC's name for it.
 *
 * Returns: (nullable): a URI; %NULL for what is not known or not ours to say
 */
const char *
_limner_xmp_source_to_uri (LimnerSourceType type)
{
  switch (type)
    {
    case LIMNER_SOURCE_GENERATED:
      return SOURCES "trainedAlgorithmicMedia";
    case LIMNER_SOURCE_COMPOSITE:
      return SOURCES "compositeWithTrainedAlgorithmicMedia";
    case LIMNER_SOURCE_ALGORITHMIC:
      return SOURCES "algorithmicMedia";
    case LIMNER_SOURCE_UNKNOWN:
    case LIMNER_SOURCE_OTHER:
    default:
      return NULL;
    }
}

/**
 * _limner_xmp_source_from_uri:
 * @uri: IPTC's name, as a file gives it
 *
 * Reads it.
 *
 * Returns: where the picture comes from
 */
LimnerSourceType
_limner_xmp_source_from_uri (const char *uri)
{
  for (LimnerSourceType type = LIMNER_SOURCE_GENERATED; type <= LIMNER_SOURCE_ALGORITHMIC; type++)
    if (g_str_has_suffix (uri, strrchr (_limner_xmp_source_to_uri (type), '/')))
      return type;

  return LIMNER_SOURCE_OTHER;
}

/* XML has no way to write most control characters, not even escaped. */
static char *
escape (const char *text)
{
  g_autofree char *clean = g_strdup (text);

  for (char *p = clean; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\n' && *p != '\t')
      *p = ' ';
  return g_markup_escape_text (clean, -1);
}

static void
append_property (GString    *out,
                 const char *name,
                 const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL || value[0] == '\0')
    return;

  escaped = escape (value);
  g_string_append_printf (out, "   <%s>%s</%s>\n", name, escaped, name);
}

static void
append_tags (GString            *out,
             const char *const  *tags)
{
  if (tags == NULL || tags[0] == NULL)
    return;

  g_string_append (out, "   <dc:subject><rdf:Bag>\n");
  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *escaped = escape (tags[i]);

      g_string_append_printf (out, "    <rdf:li>%s</rdf:li>\n", escaped);
    }
  g_string_append (out, "   </rdf:Bag></dc:subject>\n");
}

static char *
make_description (const LimnerMetadata *metadata,
                  gboolean              with_prompt,
                  gboolean              with_record)
{
  GString *out = g_string_new ("  " OURS "\n"
    "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
    "    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    "    xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">\n");
  g_autofree char *rating = NULL;

  if (metadata->rating != LIMNER_METADATA_NO_RATING)
    rating = g_strdup_printf ("%d", metadata->rating);
  append_property (out, "xmp:Rating", rating);
  append_tags (out, (const char *const *) metadata->tags);
  append_property (out, "Iptc4xmpExt:DigitalSourceType",
                   _limner_xmp_source_to_uri (metadata->source_type));
  append_property (out, "Iptc4xmpExt:AISystemUsed", metadata->model);
  append_property (out, "Iptc4xmpExt:AISystemVersionUsed", metadata->model_version);
  if (with_prompt)
    append_property (out, "Iptc4xmpExt:AIPromptInformation", metadata->prompt);
  if (with_record)
    append_property (out, "limner:record", metadata->record);
  g_string_append (out, "  " OURS_END "\n ");
  return g_string_free (out, FALSE);
}

/* Takes from @from on everything between two texts out of @packet. */
static void
cut (GString    *packet,
     const char *begin,
     const char *end)
{
  char *start = strstr (packet->str, begin);
  char *stop = start != NULL ? strstr (start, end) : NULL;

  if (stop != NULL)
    g_string_erase (packet, start - packet->str, stop + strlen (end) - start);
}

/* A property must not stand in a packet twice: what is written anew is taken out of the others'. */
static void
cut_property (GString    *packet,
              const char *name)
{
  g_autofree char *element = g_strdup_printf ("<%s>", name);
  g_autofree char *element_end = g_strdup_printf ("</%s>", name);
  g_autofree char *attribute = g_strdup_printf ("%s=", name);
  char *start = packet->str;

  cut (packet, element, element_end);
  while ((start = strstr (start, attribute)) != NULL)
    {
      char *value = start + strlen (attribute);
      char *stop = *value == '"' || *value == '\'' ? strchr (value + 1, *value) : NULL;

      if (stop != NULL && start > packet->str && g_ascii_isspace (start[-1]))
        {
          g_string_erase (packet, start - 1 - packet->str, stop + 2 - start);
          return;
        }
      start = value;
    }
}

/**
 * _limner_xmp_merge:
 * @packet: (nullable): the packet that is there, valid UTF-8
 * @metadata: what to say
 * @with_prompt: whether to say the prompt
 * @with_record: whether to put our own full record in, for files that have no better place
 *
 * Makes a packet that says what @metadata does; what others said in the old one stays.
 *
 * Returns: (transfer full): the packet
 */
char *
_limner_xmp_merge (const char           *packet,
                   const LimnerMetadata *metadata,
                   gboolean              with_prompt,
                   gboolean              with_record)
{
  g_autofree char *ours = make_description (metadata, with_prompt, with_record);
  GString *out;
  char *end;

  out = g_string_new (packet);
  cut (out, "  " OURS, OURS_END "\n ");
  end = g_strrstr (out->str, RDF_END);
  if (end == NULL)
    {
      g_string_printf (out,
                       "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                       " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                       "%s" RDF_END "\n</x:xmpmeta>\n<?xpacket end=\"w\"?>", ours);
      return g_string_free (out, FALSE);
    }

  if (metadata->rating != LIMNER_METADATA_NO_RATING)
    cut_property (out, "xmp:Rating");
  if (metadata->tags != NULL)
    cut_property (out, "dc:subject");
  if (_limner_xmp_source_to_uri (metadata->source_type) != NULL)
    cut_property (out, "Iptc4xmpExt:DigitalSourceType");
  g_string_insert (out, g_strrstr (out->str, RDF_END) - out->str, ours);
  return g_string_free (out, FALSE);
}
