/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading: the richest source first, then whatever else may say more. Rating, tags and source type
 * come from XMP whichever dialect tells the rest. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-chunk-text-private.h"
#include "limner-container-private.h"
#include "limner-dialects-private.h"
#include "limner-exif-private.h"
#include "limner-png-text-private.h"
#include "limner-stealth-private.h"
#include "limner-xmp-private.h"

#define MAX_TAGS 1000
/* A text that is shorter tells nothing. */
#define MIN_UNKNOWN 8
#define MAX_UNKNOWN 32

typedef struct
{
  LimnerMetadata *metadata;
  GPtrArray      *tags;           /* (element-type utf8) (owned) */
  char           *description;    /* (owned) */
  char           *user_comment;   /* (owned) */
  char           *record;         /* (owned) */
  char           *prompt;         /* (owned) */
  char           *system;         /* (owned) */
} XmpReader;

static void
keep_first (char       **slot,
            const char  *value)
{
  if (*slot == NULL)
    *slot = g_strdup (value);
}

/* Some write "5.0"; what is no number says nothing. */
static void
read_rating (LimnerMetadata *self,
             const char     *value)
{
  char *end;
  double rating = g_ascii_strtod (value, &end);

  if (end != value && isfinite (rating))
    self->rating = (int) CLAMP (rating, -1.0, 5.0);
}

static void
xmp_property_cb (const char *name,
                 const char *value,
                 gpointer    user_data)
{
  XmpReader *reader = user_data;

  if (strcmp (name, "xmp:Rating") == 0)
    read_rating (reader->metadata, value);
  else if (strcmp (name, "dc:subject") == 0 && reader->tags->len < MAX_TAGS)
    g_ptr_array_add (reader->tags, g_strdup (value));
  else if (strcmp (name, "Iptc4xmpExt:DigitalSourceType") == 0)
    reader->metadata->source_type = _limner_xmp_source_from_uri (value);
  else if (strcmp (name, "xmp:CreatorTool") == 0)
    keep_first (&reader->metadata->software, value);
  else if (strcmp (name, "dc:description") == 0)
    keep_first (&reader->description, value);
  else if (strcmp (name, "exif:UserComment") == 0)
    keep_first (&reader->user_comment, value);
  else if (strcmp (name, "limner:record") == 0)
    keep_first (&reader->record, value);
  else if (strcmp (name, "Iptc4xmpExt:AIPromptInformation") == 0)
    keep_first (&reader->prompt, value);
  else if (strcmp (name, "Iptc4xmpExt:AISystemUsed") == 0)
    keep_first (&reader->system, value);
}

static void
xmp_reader_clear (XmpReader *reader)
{
  g_clear_pointer (&reader->tags, g_ptr_array_unref);
  g_clear_pointer (&reader->description, g_free);
  g_clear_pointer (&reader->user_comment, g_free);
  g_clear_pointer (&reader->record, g_free);
  g_clear_pointer (&reader->prompt, g_free);
  g_clear_pointer (&reader->system, g_free);
}

static void
read_xmp (XmpReader             *reader,
          const LimnerContainer *container)
{
  g_autoptr(GBytes) packet = _limner_container_get_xmp (container);

  if (packet == NULL)
    return;

  _limner_xmp_foreach (g_bytes_get_data (packet, NULL), g_bytes_get_size (packet), xmp_property_cb,
                       reader);
  if (reader->tags->len > 0)
    {
      g_ptr_array_add (reader->tags, NULL);
      g_clear_pointer (&reader->metadata->tags, g_strfreev);
      reader->metadata->tags = (char **) g_ptr_array_steal (reader->tags, NULL);
    }
}

/**
 * _limner_dialect_read_text:
 * @self: metadata to fill
 * @text: what some program wrote, in any dialect
 *
 * Finds out whose text it is, and reads it; what nobody knows is kept as raw text.
 *
 * Returns: %TRUE if it was understood
 */
gboolean
_limner_dialect_read_text (LimnerMetadata *self,
                           const char     *text)
{
  gboolean understood = FALSE;

  g_free (self->raw);
  self->raw = g_strdup (text);
  text += strspn (text, " \t\r\n");
  if (*text == '{')
    understood = _limner_dialect_read_json (self, text);
  if (understood)
    return TRUE;

  /* A prompt may begin with a brace or a quote, too, and hold any words. */
  if (_limner_dialect_has_settings (text))
    understood = FALSE;
  else if (_limner_dialect_read_midjourney (self, text))
    {
      self->dialect = LIMNER_DIALECT_MIDJOURNEY;
      understood = TRUE;
    }
  else if (_limner_dialect_read_dream (self, text))
    {
      self->dialect = LIMNER_DIALECT_INVOKEAI;
      understood = TRUE;
    }
  if (!understood && _limner_dialect_read_a1111 (self, text))
    {
      self->dialect = LIMNER_DIALECT_A1111;
      understood = TRUE;
    }

  if (!understood)
    self->dialect = LIMNER_DIALECT_UNKNOWN;
  return understood;
}

/* NovelAI spreads its words over several texts: the JSON in Comment, the prompt beside it. */
static gboolean
read_comment (LimnerMetadata        *self,
              const LimnerContainer *container)
{
  g_autofree char *comment = _limner_png_get_text (container, "Comment");
  g_autofree char *description = _limner_png_get_text (container, "Description");
  g_autofree char *software = _limner_png_get_text (container, "Software");
  g_autofree char *source = _limner_png_get_text (container, "Source");

  if (comment != NULL && comment[0] == '{')
    {
      if (_limner_dialect_read_text (self, comment))
        {
          if (description != NULL)
            _limner_metadata_set_field (self, "prompt", description);
          if (source != NULL)
            _limner_metadata_set_field (self, "model", source);
          if (software != NULL)
            _limner_metadata_set_field (self, "software", software);
          return TRUE;
        }
    }

  return description != NULL && strstr (description, "Job ID:") != NULL &&
         _limner_dialect_read_text (self, description);
}

static gboolean
read_graph (LimnerMetadata        *self,
            const LimnerContainer *container)
{
  g_autofree char *prompt = _limner_png_get_text (container, "prompt");
  g_autofree char *workflow = _limner_png_get_text (container, "workflow");

  if (prompt != NULL && _limner_dialect_read_text (self, prompt))
    return TRUE;
  if (workflow == NULL || workflow[0] != '{')
    return FALSE;

  /* The editor's graph tells no settings by name, but whose it is. */
  self->dialect = LIMNER_DIALECT_COMFYUI;
  g_free (self->raw);
  self->raw = g_steal_pointer (&workflow);
  return TRUE;
}

static gboolean
read_png (LimnerMetadata        *self,
          const LimnerContainer *container)
{
  static const char *const keywords[] = {
    "invokeai_metadata", "parameters", "sd-metadata", "Dream", "generation_data", NULL
  };
  g_autofree char *record = _limner_png_get_text (container, LIMNER_METADATA_KEYWORD);

  if (record != NULL && _limner_dialect_read_record (self, record))
    {
      self->raw = g_steal_pointer (&record);
      return TRUE;
    }

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = _limner_png_get_text (container, keywords[i]);

      if (text != NULL && _limner_dialect_read_text (self, text))
        return TRUE;
    }
  if (read_graph (self, container) || read_comment (self, container))
    return TRUE;
  for (guint i = 2; keywords[i] != NULL; i++)
    {
      g_autofree char *text = _limner_png_get_text (container, keywords[i]);

      if (text != NULL && _limner_dialect_read_text (self, text))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_exif_graph (LimnerMetadata *self,
                 GBytes         *exif)
{
  static const guint16 tags[] = { LIMNER_EXIF_MODEL, LIMNER_EXIF_MAKE, LIMNER_EXIF_DESCRIPTION };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *text = _limner_exif_get_text (exif, tags[i]);

      if (text != NULL && g_ascii_strncasecmp (text, "prompt:", 7) == 0 &&
          _limner_dialect_read_text (self, text + 7))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_exif (LimnerMetadata *self,
           GBytes         *exif)
{
  g_autofree char *comment = NULL;
  g_autofree char *software = NULL;
  gboolean understood = FALSE;

  if (exif == NULL)
    return FALSE;

  comment = _limner_exif_get_user_comment (exif);
  if (comment != NULL && comment[0] != '\0')
    understood = _limner_dialect_read_text (self, comment);
  if (!understood)
    understood = read_exif_graph (self, exif);

  software = _limner_exif_get_text (exif, LIMNER_EXIF_SOFTWARE);
  if (software != NULL)
    _limner_metadata_set_field (self, "software", software);
  return understood;
}

static gboolean
read_xmp_words (LimnerMetadata  *self,
                const XmpReader *reader)
{
  if (reader->user_comment != NULL && _limner_dialect_read_text (self, reader->user_comment))
    return TRUE;
  if (reader->description != NULL && strstr (reader->description, "Job ID:") != NULL)
    return _limner_dialect_read_text (self, reader->description);
  if (reader->prompt == NULL && reader->system == NULL)
    return FALSE;

  self->dialect = LIMNER_DIALECT_XMP;
  if (reader->prompt != NULL)
    _limner_metadata_set_field (self, "prompt", reader->prompt);
  if (reader->system != NULL)
    _limner_metadata_set_field (self, "model", reader->system);
  return TRUE;
}

/* JPEG's comment segment; some programs put A1111's text there. */
static gboolean
read_jpeg_comment (LimnerMetadata        *self,
                   const LimnerContainer *container)
{
  const LimnerChunk *chunk = _limner_container_find (container, 0xfe);
  g_autofree char *text = NULL;

  if (container->kind != LIMNER_CONTAINER_JPEG || chunk == NULL)
    return FALSE;

  text = _limner_chunk_text_from_bytes (_limner_container_data (container, chunk),
                                        chunk->data_size);
  return _limner_dialect_read_text (self, text);
}

/* What PNG's own words and those of common tools tell is not how a picture was made. */
static gboolean
is_common_keyword (const char *keyword)
{
  static const char *const words[] = {
    "Title", "Author", "Description", "Copyright", "Creation Time", "Software", "Disclaimer",
    "Warning", "Source", "Comment", "Label", "Document", "Generator", "signature",
  };
  static const char *const prefixes[] = {
    "XML:", "Raw profile type", "date:", "exif:", "icc:", "png:", "Thumb::", "tiff:", "xmp:",
    "pdf:", "svg:", "Collection",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i], keyword) == 0)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (prefixes[i], keyword, strlen (prefixes[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Texts under keywords that nobody here knows are kept as they are. */
static void
read_unknown_texts (LimnerMetadata        *self,
                    const LimnerContainer *container)
{
  g_autoptr(GString) raw = g_string_new (NULL);
  guint n_texts = 0;

  for (guint i = 0; i < container->chunks->len && n_texts < MAX_UNKNOWN &&
                    raw->len < LIMNER_CHUNK_MAX_TEXT; i++)
    {
      const LimnerChunk *chunk = &g_array_index (container->chunks, LimnerChunk, i);
      g_autofree char *keyword = _limner_png_dup_keyword (container, chunk);
      g_autofree char *text = NULL;

      if (keyword == NULL || keyword[0] == '\0' || is_common_keyword (keyword))
        continue;
      n_texts++;
      text = _limner_png_get_text (container, keyword);
      if (text != NULL && strlen (text) >= MIN_UNKNOWN)
        g_string_append_printf (raw, "%s%s: %s", raw->len > 0 ? "\n" : "", keyword, text);
    }
  if (raw->len == 0)
    return;

  self->dialect = LIMNER_DIALECT_UNKNOWN;
  g_free (self->raw);
  self->raw = g_string_free (g_steal_pointer (&raw), FALSE);
}

static void
read_container (LimnerMetadata        *self,
                const LimnerContainer *container,
                GBytes                *sidecar)
{
  XmpReader reader = { .metadata = self, .tags = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr(GBytes) exif = _limner_container_get_exif (container);
  gboolean understood;

  read_xmp (&reader, container);
  understood = reader.record != NULL && _limner_dialect_read_record (self, reader.record);
  if (understood)
    self->raw = g_strdup (reader.record);
  if (!understood && container->kind == LIMNER_CONTAINER_PNG)
    understood = read_png (self, container);
  understood = understood || read_exif (self, exif) || read_xmp_words (self, &reader) ||
               read_jpeg_comment (self, container);
  if (!understood && sidecar != NULL)
    {
      g_autofree char *text =
        _limner_chunk_text_from_bytes (g_bytes_get_data (sidecar, NULL),
                                       MIN (g_bytes_get_size (sidecar), LIMNER_CHUNK_MAX_TEXT));

      understood = _limner_dialect_read_text (self, text);
    }
  if (self->dialect == LIMNER_DIALECT_NONE && container->kind == LIMNER_CONTAINER_PNG)
    read_unknown_texts (self, container);
  if (self->dialect == LIMNER_DIALECT_NONE &&
      (self->rating != LIMNER_METADATA_NO_RATING || self->tags != NULL ||
       self->source_type != LIMNER_SOURCE_UNKNOWN))
    self->dialect = LIMNER_DIALECT_XMP;
  xmp_reader_clear (&reader);
}

/* Where the file says nothing, its pixels may. */
static void
read_pixels (LimnerMetadata        *self,
             const LimnerContainer *container)
{
  g_autofree char *text = _limner_stealth_read (container);

  if (text != NULL)
    _limner_dialect_read_text (self, text);
}

/**
 * limner_metadata_read_with_sidecar:
 * @file: a picture file, whole
 * @sidecar: (nullable): the text file of the same name beside it
 *
 * Reads what a picture says about how it was made, in any dialect; if it says nothing that can be
 * understood, what stands in the text file counts, and last what lies hidden in the lowest bits of
 * its pixels. What is broken is passed over.
 *
 * Returns: (transfer full): the metadata; its dialect is %LIMNER_DIALECT_NONE if there is nothing
 */
LimnerMetadata *
limner_metadata_read_with_sidecar (GBytes *file,
                                   GBytes *sidecar)
{
  g_autoptr(LimnerMetadata) self = limner_metadata_new ();
  g_autoptr(LimnerContainer) container = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  container = _limner_container_parse (file, NULL);
  if (container != NULL)
    read_container (self, container, sidecar);
  if (container != NULL && (self->dialect == LIMNER_DIALECT_NONE ||
                            self->dialect == LIMNER_DIALECT_UNKNOWN))
    read_pixels (self, container);
  return g_steal_pointer (&self);
}

/**
 * limner_metadata_read:
 * @file: a picture file, whole
 *
 * Reads what a picture says about how it was made, in any dialect. What is broken is passed over.
 *
 * Returns: (transfer full): the metadata; its dialect is %LIMNER_DIALECT_NONE if there is nothing
 */
LimnerMetadata *
limner_metadata_read (GBytes *file)
{
  return limner_metadata_read_with_sidecar (file, NULL);
}

/**
 * limner_metadata_parse_text:
 * @text: A1111's text or any program's JSON, as from the clipboard or a text file; UTF-8
 *
 * Reads settings from text.
 *
 * Returns: (transfer full): the metadata; its dialect is %LIMNER_DIALECT_UNKNOWN if the text could
 *   not be understood
 */
LimnerMetadata *
limner_metadata_parse_text (const char *text)
{
  LimnerMetadata *self = limner_metadata_new ();

  g_return_val_if_fail (text != NULL, self);

  _limner_dialect_read_text (self, text);
  return self;
}
