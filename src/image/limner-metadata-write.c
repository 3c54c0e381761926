/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing: the file is put together again from its own chunks, byte for byte, with ours in their
 * place.
 *
 *   PNG    … tEXt/iTXt parameters, iTXt record, iTXt XMP │ IDAT …
 *   JPEG   FFD8 │ APP0 │ APP1 Exif with the user comment │ APP1 XMP with the record │ …
 *   WebP   VP8X with its flags │ … │ EXIF │ XMP  */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-chunk-text-private.h"
#include "limner-container-private.h"
#include "limner-exif-private.h"
#include "limner-metadata.h"
#include "limner-picture-io.h"
#include "limner-png-text-private.h"
#include "limner-stealth-private.h"
#include "limner-xmp-private.h"

#define JPEG_MAX_SEGMENT 65533
#define XMP_KEYWORD      "XML:com.adobe.xmp"
#define XMP_NAMESPACE    "http://ns.adobe.com/xap/1.0/"

#define VP8X LIMNER_CHUNK_TYPE ('V', 'P', '8', 'X')
#define VP8L LIMNER_CHUNK_TYPE ('V', 'P', '8', 'L')
#define EXIF LIMNER_CHUNK_TYPE ('E', 'X', 'I', 'F')
#define XMP  LIMNER_CHUNK_TYPE ('X', 'M', 'P', ' ')

typedef struct
{
  char   *parameters;   /* (owned) (nullable) */
  char   *record;       /* (owned) (nullable) */
  char   *xmp;          /* (owned) (nullable) */
  GBytes *exif;         /* (owned) (nullable) */
} Writing;

static void
writing_clear (Writing *writing)
{
  g_clear_pointer (&writing->parameters, g_free);
  g_clear_pointer (&writing->record, g_free);
  g_clear_pointer (&writing->xmp, g_free);
  g_clear_pointer (&writing->exif, g_bytes_unref);
}

static const LimnerChunk *
get_chunk (const LimnerContainer *container,
           guint                  i)
{
  return &g_array_index (container->chunks, LimnerChunk, i);
}

static void
copy_chunk (GByteArray            *out,
            const LimnerContainer *container,
            const LimnerChunk     *chunk)
{
  const guint8 *data = g_bytes_get_data (container->bytes, NULL);

  g_byte_array_append (out, data + chunk->start, (guint) chunk->size);
}

/* What lies behind the last chunk is not ours to drop, except when stripping. */
static void
copy_rest (GByteArray            *out,
           const LimnerContainer *container)
{
  const LimnerChunk *last = get_chunk (container, container->chunks->len - 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (container->bytes, &size);

  g_byte_array_append (out, data + last->start + last->size,
                       (guint) (size - last->start - last->size));
}

static gboolean
is_replaced_in_png (const Writing         *writing,
                    const LimnerContainer *container,
                    const LimnerChunk     *chunk)
{
  g_autofree char *keyword = _limner_png_dup_keyword (container, chunk);

  if (keyword == NULL)
    return FALSE;

  return (writing->parameters != NULL && strcmp (keyword, "parameters") == 0) ||
         (writing->record != NULL && strcmp (keyword, LIMNER_METADATA_KEYWORD) == 0) ||
         (writing->xmp != NULL && strcmp (keyword, XMP_KEYWORD) == 0);
}

static GByteArray *
write_png (const Writing         *writing,
           const LimnerContainer *container)
{
  GByteArray *out = g_byte_array_new ();
  gboolean done = FALSE;

  g_byte_array_append (out, g_bytes_get_data (container->bytes, NULL), 8);
  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = get_chunk (container, i);

      if (!done && chunk->type == LIMNER_CHUNK_TYPE ('I', 'D', 'A', 'T'))
        {
          done = TRUE;
          if (writing->parameters != NULL)
            _limner_png_append_text (out, "parameters", writing->parameters, TRUE);
          if (writing->record != NULL)
            _limner_png_append_text (out, LIMNER_METADATA_KEYWORD, writing->record, FALSE);
          if (writing->xmp != NULL)
            _limner_png_append_text (out, XMP_KEYWORD, writing->xmp, FALSE);
        }
      if (!is_replaced_in_png (writing, container, chunk))
        copy_chunk (out, container, chunk);
    }
  copy_rest (out, container);
  return out;
}

static gboolean
append_segment (GByteArray *out,
                guint8      marker,
                const char *prefix,
                gsize       prefix_length,
                const void *data,
                gsize       length)
{
  gsize total = prefix_length + length + 2;
  const guint8 header[4] = { 0xff, marker, (guint8) (total >> 8), (guint8) total };

  if (total > JPEG_MAX_SEGMENT)
    return FALSE;

  g_byte_array_append (out, header, 4);
  g_byte_array_append (out, (const guint8 *) prefix, (guint) prefix_length);
  g_byte_array_append (out, data, (guint) length);
  return TRUE;
}

static gboolean
is_exif (const LimnerContainer *container,
         const LimnerChunk     *chunk)
{
  return chunk->type == 0xe1 && _limner_container_starts_with (container, chunk, "Exif\0\0", 6);
}

static gboolean
is_xmp (const LimnerContainer *container,
        const LimnerChunk     *chunk)
{
  return chunk->type == 0xe1 && _limner_container_starts_with (container, chunk, XMP_NAMESPACE,
                                                               sizeof XMP_NAMESPACE);
}

static GByteArray *
write_jpeg (const Writing         *writing,
            const LimnerContainer *container)
{
  GByteArray *out = g_byte_array_new ();
  gboolean exif_fits = writing->exif != NULL &&
                       g_bytes_get_size (writing->exif) + 8 <= JPEG_MAX_SEGMENT;
  gboolean xmp_fits = writing->xmp != NULL &&
                      strlen (writing->xmp) + sizeof XMP_NAMESPACE + 2 <= JPEG_MAX_SEGMENT;
  gboolean done = FALSE;

  g_byte_array_append (out, g_bytes_get_data (container->bytes, NULL), 2);
  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = get_chunk (container, i);

      /* JFIF wants to be first, if it is there. */
      if (!done && chunk->type != 0xe0)
        {
          done = TRUE;
          if (exif_fits)
            append_segment (out, 0xe1, "Exif\0", 6, g_bytes_get_data (writing->exif, NULL),
                            g_bytes_get_size (writing->exif));
          if (xmp_fits)
            append_segment (out, 0xe1, XMP_NAMESPACE, sizeof XMP_NAMESPACE, writing->xmp,
                            strlen (writing->xmp));
        }
      if (!(exif_fits && is_exif (container, chunk)) && !(xmp_fits && is_xmp (container, chunk)))
        copy_chunk (out, container, chunk);
    }

  return out;
}

static void
append_riff (GByteArray *out,
             const char *type,
             const void *data,
             gsize       length)
{
  guint32 size = GUINT32_TO_LE ((guint32) length);

  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, (const guint8 *) &size, 4);
  g_byte_array_append (out, data, (guint) length);
  if (length % 2 == 1)
    g_byte_array_append (out, (const guint8 *) "", 1);
}

/* Flags of the extended header; a simple file gets one (RFC 9649, 2.7). */
static gboolean
append_extended_header (GByteArray             *out,
                        const LimnerContainer  *container,
                        guint8                  set,
                        guint8                  clear,
                        GError                **error)
{
  const LimnerChunk *old = _limner_container_find (container, VP8X);
  const LimnerChunk *lossless = _limner_container_find (container, VP8L);
  guint8 header[10] = { 0 };
  int width;
  int height;

  if (old != NULL && old->data_size >= 10)
    memcpy (header, _limner_container_data (container, old), 10);
  else
    {
      if (!limner_picture_peek (container->bytes, &width, &height, NULL, error))
        return FALSE;
      /* The bit after the two sizes of 14 bits tells whether a lossless picture has alpha. */
      if (lossless != NULL && lossless->data_size >= 5 &&
          (_limner_container_data (container, lossless)[4] & 0x10) != 0)
        header[0] |= 0x10;
      for (int i = 0; i < 3; i++)
        {
          header[4 + i] = (guint8) ((guint) (width - 1) >> (8 * i));
          header[7 + i] = (guint8) ((guint) (height - 1) >> (8 * i));
        }
    }
  header[0] = (guint8) ((header[0] | set) & ~clear);
  append_riff (out, "VP8X", header, 10);
  return TRUE;
}

static void
finish_riff (GByteArray *out)
{
  guint32 size = GUINT32_TO_LE (out->len - 8);

  memcpy (out->data + 4, &size, 4);
}

static GByteArray *
write_webp (const Writing          *writing,
            const LimnerContainer  *container,
            GError                **error)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  guint8 flags = (writing->exif != NULL ? 0x08 : 0) | (writing->xmp != NULL ? 0x04 : 0);

  g_byte_array_append (out, g_bytes_get_data (container->bytes, NULL), 12);
  if (!append_extended_header (out, container, flags, 0, error))
    return NULL;

  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = get_chunk (container, i);

      if (chunk->type == VP8X || (chunk->type == EXIF && writing->exif != NULL) ||
          (chunk->type == XMP && writing->xmp != NULL))
        continue;
      copy_chunk (out, container, chunk);
      if (out->len % 2 == 1)
        g_byte_array_append (out, (const guint8 *) "", 1);
    }
  if (writing->exif != NULL)
    append_riff (out, "EXIF", g_bytes_get_data (writing->exif, NULL),
                 g_bytes_get_size (writing->exif));
  if (writing->xmp != NULL)
    append_riff (out, "XMP ", writing->xmp, strlen (writing->xmp));
  finish_riff (out);
  copy_rest (out, container);
  return g_steal_pointer (&out);
}

/* One JPEG segment holds 64 KiB: without its largest member the record may still fit. */
static char *
shorten_record (const char *record)
{
  g_autoptr(JsonObject) object = limner_json_parse_object (record, strlen (record),
                                                           LIMNER_CHUNK_MAX_TEXT, NULL);

  if (object == NULL)
    return NULL;

  json_object_remove_member (object, "assets");
  return limner_json_object_to_string (object, FALSE);
}

static char *
make_xmp (const LimnerContainer *container,
          const LimnerMetadata  *metadata,
          LimnerMetadataParts    parts)
{
  g_autoptr(GBytes) bytes = _limner_container_get_xmp (container);
  gboolean with_prompt = (parts & LIMNER_METADATA_PARAMETERS) != 0;
  gboolean with_record = (parts & LIMNER_METADATA_RECORD) != 0 && metadata->record != NULL &&
                         container->kind != LIMNER_CONTAINER_PNG;
  g_autofree char *old = NULL;
  char *packet;

  if (bytes != NULL)
    old = _limner_chunk_text_from_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  packet = _limner_xmp_merge (old, metadata, with_prompt, with_record);
  if (container->kind != LIMNER_CONTAINER_JPEG || !with_record ||
      strlen (packet) + sizeof XMP_NAMESPACE + 2 <= JPEG_MAX_SEGMENT)
    return packet;

  g_free (packet);
  {
    g_autoptr(LimnerMetadata) shorter = limner_metadata_copy (metadata);

    g_free (shorter->record);
    shorter->record = shorten_record (metadata->record);
    packet = _limner_xmp_merge (old, shorter, with_prompt, TRUE);
  }
  if (strlen (packet) + sizeof XMP_NAMESPACE + 2 <= JPEG_MAX_SEGMENT)
    return packet;

  g_free (packet);
  return _limner_xmp_merge (old, metadata, with_prompt, FALSE);
}

static void
writing_init (Writing               *writing,
              const LimnerContainer *container,
              const LimnerMetadata  *metadata,
              LimnerMetadataParts    parts)
{
  g_autoptr(LimnerMetadata) sized = NULL;
  gboolean is_png = container->kind == LIMNER_CONTAINER_PNG;

  if ((parts & LIMNER_METADATA_PARAMETERS) != 0)
    {
      sized = limner_metadata_copy (metadata);
      /* Others' text tells in which size their model made the picture, which may have been enlarged
       * since; in ours it is the file's, whatever was asked for. */
      if (metadata->dialect == LIMNER_DIALECT_LIMNER || sized->width <= 0 || sized->height <= 0)
        limner_picture_peek (container->bytes, &sized->width, &sized->height, NULL, NULL);
      writing->parameters = limner_metadata_to_parameters (sized);
    }
  if ((parts & LIMNER_METADATA_RECORD) != 0 && is_png)
    writing->record = g_strdup (metadata->record);
  if ((parts & (LIMNER_METADATA_XMP | (is_png ? 0 : LIMNER_METADATA_RECORD))) != 0)
    writing->xmp = make_xmp (container, metadata, parts);
  if (writing->parameters != NULL && !is_png)
    {
      g_autoptr(GBytes) old = _limner_container_get_exif (container);

      writing->exif = _limner_exif_set_user_comment (old, writing->parameters);
    }
}

/**
 * limner_metadata_write:
 * @file: a PNG, JPEG or WebP file, whole
 * @metadata: what to say
 * @parts: in which ways
 * @error: return location for an error
 *
 * Writes metadata into a picture file without decoding it: pixels and what others wrote stay as
 * they are to the byte. In PNG the parameters are a text chunk before the pixels, plain if
 * Latin-1; in JPEG and WebP they are Exif's user comment, and the full record stands in XMP. What
 * does not fit a JPEG segment is left out.
 *
 * Returns: (transfer full) (nullable): the new file; or %NULL with %LIMNER_ERROR_UNSUPPORTED
 *   (another format) or %LIMNER_ERROR_BAD_FILE
 */
GBytes *
limner_metadata_write (GBytes                *file,
                       const LimnerMetadata  *metadata,
                       LimnerMetadataParts    parts,
                       GError               **error)
{
  g_autoptr(LimnerContainer) container = NULL;
  GByteArray *out = NULL;
  Writing writing = { 0 };

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (metadata != NULL, NULL);

  container = _limner_container_parse (file, error);
  if (container == NULL)
    return NULL;

  writing_init (&writing, container, metadata, parts);
  switch (container->kind)
    {
    case LIMNER_CONTAINER_PNG:
      out = write_png (&writing, container);
      break;
    case LIMNER_CONTAINER_JPEG:
      out = write_jpeg (&writing, container);
      break;
    case LIMNER_CONTAINER_WEBP:
      out = write_webp (&writing, container, error);
      break;
    default:
      g_assert_not_reached ();
    }
  writing_clear (&writing);
  return out != NULL ? g_byte_array_free_to_bytes (out) : NULL;
}

static gboolean
is_needed_in_png (guint32 type)
{
  static const char *const needed[] = {
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "acTL",
    "fcTL", "fdAT",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (type == LIMNER_CHUNK_TYPE (needed[i][0], needed[i][1], needed[i][2], needed[i][3]))
      return TRUE;

  return FALSE;
}

/* Copies the scans of a JPEG up to its end, without comments and applications' data between them
 * and without anything behind the end, where phones hide previews and videos. */
static void
copy_scans (GByteArray            *out,
            const LimnerContainer *container,
            const LimnerChunk     *chunk)
{
  const guint8 *data = _limner_container_data (container, chunk);
  gsize size = chunk->data_size;
  gsize position = 0;

  while (position + 1 < size)
    {
      gsize start = position;
      guint8 marker = data[position] == 0xff ? data[position + 1] : 0;

      if (marker == 0xd9)
        break;
      if (marker >= 0xc0 && marker != 0xff && (marker < 0xd0 || marker > 0xd7))
        {
          gsize length = 0;

          if (position + 4 <= size)
            length = (gsize) data[position + 2] << 8 | data[position + 3];
          position = MIN (size, position + 2 + MAX (length, 2));
          if (marker == 0xfe || (marker >= 0xe0 && marker <= 0xef))
            continue;
        }
      else
        {
          const guint8 *next = memchr (data + position + 1, 0xff, size - position - 1);

          position = next != NULL ? (gsize) (next - data) : size;
        }
      g_byte_array_append (out, data + start, (guint) (position - start));
    }
  g_byte_array_append (out, (const guint8 *) "\xff\xd9", 2);
}

static gboolean
is_needed_in_jpeg (const LimnerContainer *container,
                   const LimnerChunk     *chunk)
{
  if (chunk->type == 0xe2)
    return _limner_container_starts_with (container, chunk, "ICC_PROFILE", 12);
  if (chunk->type == 0xee)
    return _limner_container_starts_with (container, chunk, "Adobe", 5);
  return chunk->type != 0xfe && (chunk->type < 0xe0 || chunk->type > 0xef);
}

static GByteArray *
strip_jpeg (const LimnerContainer *container,
            GBytes                *orientation)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) "\xff\xd8", 2);
  if (orientation != NULL)
    append_segment (out, 0xe1, "Exif\0", 6, g_bytes_get_data (orientation, NULL),
                    g_bytes_get_size (orientation));
  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = get_chunk (container, i);

      /* The resolution stays, a preview within it does not. */
      if (chunk->type == 0xe0 && chunk->data_size >= 12 &&
          _limner_container_starts_with (container, chunk, "JFIF", 5))
        {
          guint8 header[9];

          memcpy (header, _limner_container_data (container, chunk) + 5, 7);
          header[7] = header[8] = 0;
          append_segment (out, 0xe0, "JFIF", 5, header, sizeof header);
        }
      else if (chunk->type == 0xda)
        copy_scans (out, container, chunk);
      else if (is_needed_in_jpeg (container, chunk))
        copy_chunk (out, container, chunk);
    }

  return out;
}

static GByteArray *
strip_png (const LimnerContainer *container,
           GBytes                *orientation)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, g_bytes_get_data (container->bytes, NULL), 8);
  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = get_chunk (container, i);

      if (is_needed_in_png (chunk->type))
        copy_chunk (out, container, chunk);
      if (i == 0 && orientation != NULL)
        _limner_png_append_chunk (out, "eXIf", g_bytes_get_data (orientation, NULL),
                                  g_bytes_get_size (orientation));
    }

  return out;
}

static GByteArray *
strip_webp (const LimnerContainer  *container,
            GBytes                 *orientation,
            GError                **error)
{
  static const char *const needed[] = { "ICCP", "ALPH", "VP8 ", "VP8L", "ANIM", "ANMF" };
  g_autoptr(GByteArray) out = g_byte_array_new ();

  g_byte_array_append (out, g_bytes_get_data (container->bytes, NULL), 12);
  if (_limner_container_find (container, VP8X) != NULL || orientation != NULL)
    if (!append_extended_header (out, container, orientation != NULL ? 0x08 : 0,
                                 orientation != NULL ? 0x04 : 0x0c, error))
      return NULL;

  for (guint i = 0; i < container->chunks->len; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (needed); j++)
      if (get_chunk (container, i)->type ==
          LIMNER_CHUNK_TYPE (needed[j][0], needed[j][1], needed[j][2], needed[j][3]))
        copy_chunk (out, container, get_chunk (container, i));
  if (orientation != NULL)
    append_riff (out, "EXIF", g_bytes_get_data (orientation, NULL), g_bytes_get_size (orientation));
  finish_riff (out);
  return g_steal_pointer (&out);
}

/**
 * limner_metadata_strip:
 * @file: a PNG, JPEG or WebP file, whole
 * @error: return location for an error
 *
 * Takes out everything that is not needed to show the picture: texts, Exif, XMP, comments,
 * previews, dates, makers' and unknown chunks and what hides behind the end. The colour profile
 * stays, and if the picture is stored lying on its side, a block that says that and nothing else.
 * Pixels are not touched.
 *
 * Returns: (transfer full) (nullable): the new file; or %NULL with %LIMNER_ERROR_UNSUPPORTED or
 *   %LIMNER_ERROR_BAD_FILE
 */
GBytes *
limner_metadata_strip (GBytes  *file,
                       GError **error)
{
  g_autoptr(LimnerContainer) container = NULL;
  g_autoptr(GBytes) orientation = NULL;
  g_autoptr(GBytes) exif = NULL;
  GByteArray *out;

  g_return_val_if_fail (file != NULL, NULL);

  container = _limner_container_parse (file, error);
  if (container == NULL)
    return NULL;

  exif = _limner_container_get_exif (container);
  if (_limner_exif_get_orientation (exif) != 1)
    orientation = _limner_exif_make_orientation (_limner_exif_get_orientation (exif));
  if (container->kind == LIMNER_CONTAINER_PNG)
    out = strip_png (container, orientation);
  else if (container->kind == LIMNER_CONTAINER_JPEG)
    out = strip_jpeg (container, orientation);
  else
    out = strip_webp (container, orientation, error);
  return out != NULL ? g_byte_array_free_to_bytes (out) : NULL;
}

static char *
name_jpeg_segment (const LimnerContainer *container,
                   const LimnerChunk     *chunk)
{
  if (is_exif (container, chunk))
    return g_strdup ("Exif");
  if (is_xmp (container, chunk))
    return g_strdup ("XMP");
  if (chunk->type == 0xfe)
    return g_strdup ("Comment");
  if (chunk->type == 0xe2 && _limner_container_starts_with (container, chunk, "ICC_PROFILE", 12))
    return g_strdup ("ICC");
  if (chunk->type > 0xe0 && chunk->type <= 0xef && !is_needed_in_jpeg (container, chunk))
    return g_strdup_printf ("APP%u", chunk->type - 0xe0);
  return NULL;
}

static char *
name_chunk (const LimnerContainer *container,
            const LimnerChunk     *chunk)
{
  const char code[5] = { (char) (chunk->type >> 24), (char) (chunk->type >> 16),
                         (char) (chunk->type >> 8), (char) chunk->type, '\0' };
  g_autofree char *keyword = NULL;

  if (container->kind == LIMNER_CONTAINER_JPEG)
    return name_jpeg_segment (container, chunk);

  keyword = container->kind == LIMNER_CONTAINER_PNG ? _limner_png_dup_keyword (container, chunk)
                                                    : NULL;
  if (g_strcmp0 (keyword, XMP_KEYWORD) == 0)
    return g_strdup ("XMP");
  if (keyword != NULL)
    return g_steal_pointer (&keyword);
  if (g_ascii_strcasecmp (code, "iCCP") == 0)
    return g_strdup ("ICC");
  if (g_ascii_strcasecmp (code, "eXIf") == 0)
    return g_strdup ("Exif");
  if (chunk->type == XMP)
    return g_strdup ("XMP");
  if (container->kind == LIMNER_CONTAINER_PNG && !is_needed_in_png (chunk->type) &&
      g_str_is_ascii (code))
    return g_strdup (code);
  return NULL;
}

/**
 * limner_metadata_has_hidden_text:
 * @file: a picture file, whole
 *
 * Looks for text in the lowest bits of the opacity or the colours, which no list of a file's parts
 * shows. Slow: a part of the picture is decoded.
 *
 * Returns: whether there is some
 */
gboolean
limner_metadata_has_hidden_text (GBytes *file)
{
  g_autoptr(LimnerContainer) container = NULL;

  g_return_val_if_fail (file != NULL, FALSE);

  container = _limner_container_parse (file, NULL);
  return container != NULL && _limner_stealth_has (container);
}

/**
 * limner_metadata_list:
 * @file: a PNG, JPEG or WebP file, whole
 * @error: return location for an error
 *
 * Lists what a file holds besides the picture: `ICC`, `Exif`, `XMP`, `Comment`, the keyword of a
 * text or the code of any other part, each once.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the names, possibly none; or %NULL
 *   with an error as of limner_metadata_strip()
 */
char **
limner_metadata_list (GBytes  *file,
                      GError **error)
{
  g_autoptr(LimnerContainer) container = NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (file != NULL, NULL);

  container = _limner_container_parse (file, error);
  if (container == NULL)
    return NULL;

  for (guint i = 0; i < container->chunks->len; i++)
    {
      g_autofree char *name = name_chunk (container, get_chunk (container, i));

      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
