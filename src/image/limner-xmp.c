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

#define OURS      "<rdf:Description rdf:about=\"\" xmlns:limner=\"" LIMNER_XMP_OURS "\""
#define OURS_END  "</rdf:Description>"
/* So often a property is taken out; only who means harm says one more often. */
#define MAX_CUTS  16
#define SOURCES   "http://cv.iptc.org/newscodes/digitalsourcetype/"

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
    "    xmlns:rdf=\"" LIMNER_XMP_RDF "\"\n"
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

static gboolean
ends_name (char c)
{
  return c == '>' || c == '/' || g_ascii_isspace (c);
}

/* Finds a tag that begins with @begin, which ends with a name. */
static char *
find_tag (char       *text,
          const char *begin)
{
  char *tag = strstr (text, begin);

  while (tag != NULL && !ends_name (tag[strlen (begin)]))
    tag = strstr (tag + 1, begin);
  return tag;
}

static void
cut_elements (GString    *packet,
              const char *name)
{
  g_autofree char *begin = g_strdup_printf ("<%s", name);
  g_autofree char *end = g_strdup_printf ("</%s", name);

  for (guint i = 0; i < MAX_CUTS; i++)
    {
      char *start = find_tag (packet->str, begin);
      char *stop = start != NULL ? strchr (start, '>') : NULL;

      if (stop != NULL && stop[-1] != '/')
        {
          stop = find_tag (stop, end);
          stop = stop != NULL ? strchr (stop, '>') : NULL;
        }
      if (stop == NULL)
        return;
      g_string_erase (packet, start - packet->str, stop + 1 - start);
    }
}

static void
cut_attribute (GString    *packet,
               const char *name)
{
  g_autofree char *attribute = g_strdup_printf ("%s=", name);
  char *start = packet->str;

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

/* A property must not stand in a packet twice: what is written anew is taken out of the others',
 * by whatever prefix. */
static void
cut_property (GString    *packet,
              const char *name)
{
  g_autoptr(GPtrArray) names = _limner_xmp_find_names (packet->str, name);

  for (guint i = 0; i < names->len; i++)
    {
      cut_elements (packet, g_ptr_array_index (names, i));
      cut_attribute (packet, g_ptr_array_index (names, i));
    }
}

/* Where the RDF of a packet ends; NULL if there is none. */
static char *
find_rdf_end (GString *packet)
{
  g_autoptr(GPtrArray) names = _limner_xmp_find_names (packet->str, "rdf:RDF");
  const char *name = names->len > 0 ? g_ptr_array_index (names, 0) : "rdf:RDF";
  g_autofree char *end = g_strdup_printf ("</%s>", name);

  return g_strrstr (packet->str, end);
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

  if (metadata->rating != LIMNER_METADATA_NO_RATING)
    cut_property (out, "xmp:Rating");
  if (metadata->tags != NULL)
    cut_property (out, "dc:subject");
  if (_limner_xmp_source_to_uri (metadata->source_type) != NULL)
    cut_property (out, "Iptc4xmpExt:DigitalSourceType");

  /* In a broken packet a property may hold the end of all. */
  end = find_rdf_end (out);
  if (end != NULL)
    g_string_insert (out, end - out->str, ours);
  else
    g_string_printf (out,
                     "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     " <rdf:RDF xmlns:rdf=\"" LIMNER_XMP_RDF "\">\n"
                     "%s</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>", ours);
  return g_string_free (out, FALSE);
}
