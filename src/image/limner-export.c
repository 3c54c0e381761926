/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-export.h"
#include "limner-metadata.h"
#include "limner-picture-ops.h"
#include "limner-stealth-private.h"

/* A name has at most 255 bytes; the number, the ending and a temporary file's need some of them. */
#define MAX_STEM_BYTES 220

static gboolean
get_format (GBytes              *file,
            LimnerPictureFormat *format)
{
  const char *mime_type = limner_image_sniff_mime (file);

  for (*format = LIMNER_PICTURE_PNG; *format <= LIMNER_PICTURE_AVIF; (*format)++)
    if (g_strcmp0 (mime_type, limner_picture_format_get_mime_type (*format)) == 0)
      return TRUE;

  *format = LIMNER_PICTURE_PNG;
  return FALSE;
}

static LimnerPicture *
decode_fitted (GBytes  *file,
               int      max_side,
               GError **error)
{
  g_autoptr(LimnerPicture) picture = limner_picture_decode (file, error);
  LimnerPicture *scaled;
  int width;
  int height;

  if (picture == NULL)
    return NULL;

  width = limner_picture_get_width (picture);
  height = limner_picture_get_height (picture);
  if (max_side <= 0 || MAX (width, height) <= max_side)
    return g_steal_pointer (&picture);

  limner_picture_fit (width, height, max_side, max_side, &width, &height);
  scaled = limner_picture_scale (picture, width, height, LIMNER_FILTER_LANCZOS);
  if (scaled == NULL)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                         "There is not enough memory to export this picture");
  return scaled;
}

/* Gives the picture's bytes in the wanted format and size; those of @file if nothing is to
 * change. */
static GBytes *
make_pixels (GBytes                     *file,
             const LimnerExportOptions  *options,
             gboolean                   *encoded,
             GError                    **error)
{
  g_autoptr(LimnerPicture) picture = NULL;
  LimnerPictureFormat format;
  gboolean known = get_format (file, &format);
  int width;
  int height;

  if (!limner_picture_peek (file, &width, &height, NULL, error))
    return NULL;

  *encoded = !known || (options->privacy != LIMNER_EXPORT_EVERYTHING &&
                        limner_metadata_has_hidden_text (file)) ||
             (options->convert && options->format != format) ||
             (options->privacy != LIMNER_EXPORT_EVERYTHING && format == LIMNER_PICTURE_AVIF) ||
             (options->max_side > 0 && MAX (width, height) > options->max_side);
  if (!*encoded)
    return g_bytes_ref (file);

  picture = decode_fitted (file, options->max_side, error);
  if (picture == NULL)
    return NULL;
  if (options->privacy != LIMNER_EXPORT_EVERYTHING)
    _limner_stealth_erase (picture);
  if (options->convert)
    format = options->format;
  else if (!limner_picture_can_encode (format))
    format = LIMNER_PICTURE_PNG;
  return limner_picture_encode (picture, format, options->quality, error);
}

/* What the library knows of a picture that belongs to somebody else does not stand in its file.
 * Tells whether it is more than the file says. */
static gboolean
take_marks (LimnerMetadata             *metadata,
            const LimnerExportOptions  *options)
{
  static const char * const none[] = { NULL };
  const char * const *old = metadata->tags != NULL ? (const char * const *) metadata->tags : none;
  const char * const *tags = options->tags != NULL ? options->tags : none;
  int rating = options->rating;

  if (!options->has_marks)
    return FALSE;
  if (rating == 0 && metadata->rating == LIMNER_METADATA_NO_RATING)
    rating = LIMNER_METADATA_NO_RATING;
  if (rating == metadata->rating && g_strv_equal (old, tags))
    return FALSE;

  metadata->rating = rating;
  if (!g_strv_equal (old, tags))
    {
      g_strfreev (metadata->tags);
      metadata->tags = g_strdupv ((char **) tags);
    }
  return TRUE;
}

/* The file as it is, but for the marks of the library. */
static GBytes *
mark_copy (GBytes                     *file,
           const LimnerExportOptions  *options,
           GError                    **error)
{
  g_autoptr(LimnerMetadata) metadata = NULL;
  LimnerPictureFormat format;

  if (!options->has_marks || !get_format (file, &format) || format == LIMNER_PICTURE_AVIF)
    return g_bytes_ref (file);

  metadata = limner_metadata_read (file);
  if (!take_marks (metadata, options))
    return g_bytes_ref (file);
  /* In a file of our own the record and the prompt stand beside the rating. */
  return limner_metadata_write (file, metadata,
                                metadata->dialect == LIMNER_DIALECT_LIMNER ? LIMNER_METADATA_ALL
                                                                           : LIMNER_METADATA_XMP,
                                error);
}

/**
 * limner_export_make:
 * @file: a picture file, whole
 * @options: how to export it
 * @error: return location for an error
 *
 * Makes the file to give away. A picture whose format and size stay is not encoded anew. Slow:
 * call it on a thread.
 *
 * Returns: (transfer full) (nullable): the new file; or %NULL with an error as of
 *   limner_picture_decode() or limner_picture_encode()
 */
GBytes *
limner_export_make (GBytes                     *file,
                    const LimnerExportOptions  *options,
                    GError                    **error)
{
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(GBytes) pixels = NULL;
  g_autoptr(GBytes) clean = NULL;
  LimnerPictureFormat format;
  gboolean encoded;

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  pixels = make_pixels (file, options, &encoded, error);
  if (pixels == NULL)
    return NULL;
  if (options->privacy == LIMNER_EXPORT_EVERYTHING && !encoded)
    return mark_copy (pixels, options, error);

  /* A new one holds nothing but the picture, and there is no way here to add to it. */
  get_format (pixels, &format);
  if (encoded && format == LIMNER_PICTURE_AVIF)
    return g_steal_pointer (&pixels);

  clean = limner_metadata_strip (pixels, error);
  if (clean == NULL || options->privacy == LIMNER_EXPORT_NOTHING)
    return g_steal_pointer (&clean);

  metadata = limner_metadata_read (file);
  if (!take_marks (metadata, options) && metadata->dialect == LIMNER_DIALECT_NONE)
    return g_steal_pointer (&clean);
  return limner_metadata_write (clean, metadata,
                                options->privacy == LIMNER_EXPORT_CREDIT ? LIMNER_METADATA_CREDIT
                                                                         : LIMNER_METADATA_ALL,
                                error);
}

/* AVIF names its items in front of their data (ISO 14496-12, 8.11). */
static void
list_avif (GBytes       *file,
           GStrvBuilder *builder)
{
  static const struct { const char *mark; const char *name; } marks[] = {
    { "colrprof", "ICC" }, { "Exif", "Exif" }, { "application/rdf+xml", "XMP" },
  };
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  const char *pixels = memmem (data, size, "mdat", 4);
  gsize length = pixels != NULL ? (gsize) (pixels - data) : size;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memmem (data, length, marks[i].mark, strlen (marks[i].mark)) != NULL)
      g_strv_builder_add (builder, marks[i].name);
}

/**
 * limner_export_list:
 * @exported: a file of limner_export_make()
 * @error: return location for an error
 *
 * Lists what a file holds besides the picture, as limner_metadata_list() does, and
 * %LIMNER_EXPORT_HIDDEN_TEXT where its pixels tell something, too. Slow: call it on a thread.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the names; or %NULL with an error
 */
char **
limner_export_list (GBytes  *exported,
                    GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  LimnerPictureFormat format;

  if (get_format (exported, &format) && format == LIMNER_PICTURE_AVIF)
    {
      list_avif (exported, builder);
      return g_strv_builder_end (builder);
    }

  names = limner_metadata_list (exported, error);
  if (names == NULL)
    return NULL;

  g_strv_builder_addv (builder, (const char **) names);
  if (limner_metadata_has_hidden_text (exported))
    g_strv_builder_add (builder, LIMNER_EXPORT_HIDDEN_TEXT);
  return g_strv_builder_end (builder);
}

/**
 * limner_export_get_extension:
 * @exported: a file of limner_export_make()
 *
 * Gets what its name should end in.
 *
 * Returns: such as `png`, without a dot
 */
const char *
limner_export_get_extension (GBytes *exported)
{
  LimnerPictureFormat format;

  g_return_val_if_fail (exported != NULL, NULL);

  get_format (exported, &format);
  return limner_picture_format_get_extension (format);
}

/**
 * limner_export_make_stem:
 * @name: any name, not trusted
 *
 * Makes of a name what a file can be called in every folder: not empty, no separator, with room for
 * a number and an ending.
 *
 * Returns: (transfer full): the name without ending
 */
char *
limner_export_make_stem (const char *name)
{
  char *stem;
  gsize length;

  g_return_val_if_fail (name != NULL, NULL);

  stem = g_strdup (*name != '\0' ? name : "picture");
  length = strlen (stem);
  g_strdelimit (stem, "/", '-');
  if (length > MAX_STEM_BYTES)
    {
      /* Not within a letter of several bytes */
      length = MAX_STEM_BYTES;
      while (length > 0 && ((guint8) stem[length] & 0xc0) == 0x80)
        length--;
      stem[length] = '\0';
    }
  return stem;
}

/* Takes the picture's path, and the caption's beside it if one is wanted. Returns FALSE if one of
 * them is taken already or an error was found. */
static gboolean
claim_both (const char  *path,
            const char  *text_path,
            GError     **error)
{
  gboolean is_taken;

  if (!limner_file_claim (path, &is_taken, error))
    return FALSE;
  if (text_path == NULL || limner_file_claim (text_path, &is_taken, error))
    return TRUE;

  g_unlink (path);
  return FALSE;
}

/**
 * limner_export_save:
 * @exported: a file of limner_export_make()
 * @folder: absolute path of a folder, which is made if it is missing
 * @name: file name without ending
 * @caption: (nullable): what a text file of the same name shall hold
 * @error: return location for an error
 *
 * Saves a file; if there is one of that name already, a number is added. Nothing is written over,
 * however many programs save to the folder at once, and nothing is left of what could not be saved.
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the path; or %NULL with an error as of limner_file_write()
 */
char *
limner_export_save (GBytes      *exported,
                    const char  *folder,
                    const char  *name,
                    const char  *caption,
                    GError     **error)
{
  const char *extension = limner_export_get_extension (exported);
  g_autofree char *stem = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text_path = NULL;
  g_autoptr(GBytes) text = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!limner_file_ensure_directory (folder, error))
    return NULL;

  stem = limner_export_make_stem (name);
  for (guint i = 1; path == NULL || !claim_both (path, text_path, &local_error); i++)
    {
      g_autofree char *numbered = i == 1 ? g_strdup (stem) : g_strdup_printf ("%s-%u", stem, i);
      g_autofree char *base = g_build_filename (folder, numbered, NULL);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      g_free (path);
      path = g_strconcat (base, ".", extension, NULL);
      g_free (text_path);
      text_path = caption != NULL ? g_strconcat (base, ".txt", NULL) : NULL;
    }

  text = caption != NULL ? g_bytes_new (caption, strlen (caption)) : NULL;
  if (limner_file_write (path, exported, error) &&
      (text == NULL || limner_file_write (text_path, text, error)))
    return g_steal_pointer (&path);

  g_unlink (path);
  if (text_path != NULL)
    g_unlink (text_path);
  return NULL;
}
