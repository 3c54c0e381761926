/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The code of a PNG or RIFF chunk as one number. */
#define LIMNER_CHUNK_TYPE(a, b, c, d) \
  ((guint32) (a) << 24 | (guint32) (b) << 16 | (guint32) (c) << 8 | (guint32) (d))

/** The most that a text or an Exif, XMP or ICC block may hold, in bytes, packed or not. */
#define LIMNER_CHUNK_MAX_TEXT (8 * 1024 * 1024)

/**
 * LimnerContainerKind:
 * @LIMNER_CONTAINER_PNG: chunks of PNG
 * @LIMNER_CONTAINER_JPEG: segments of JPEG
 * @LIMNER_CONTAINER_WEBP: chunks of RIFF
 *
 * The file formats that are read and edited as a row of chunks.
 */
typedef enum
{
  LIMNER_CONTAINER_PNG,
  LIMNER_CONTAINER_JPEG,
  LIMNER_CONTAINER_WEBP,
} LimnerContainerKind;

/**
 * LimnerChunk:
 * @type: %LIMNER_CHUNK_TYPE, or for JPEG the marker's second byte; 0xDA stands for everything from
 *   the first scan to the end
 * @start: where it begins in the file, with its header
 * @size: its length in the file with header, padding and checksum
 * @data: where its contents begin
 * @data_size: length of its contents
 *
 * One chunk of a file. All positions lie within the file.
 */
typedef struct
{
  guint32 type;
  gsize   start;
  gsize   size;
  gsize   data;
  gsize   data_size;
} LimnerChunk;

/**
 * LimnerContainer:
 * @kind: the format
 * @bytes: the whole file
 * @chunks: (element-type LimnerChunk): its chunks in order
 *
 * A picture file taken apart, without its pixels being decoded.
 */
typedef struct
{
  LimnerContainerKind  kind;
  GBytes              *bytes;
  GArray              *chunks;
} LimnerContainer;

LimnerContainer   *_limner_container_parse      (GBytes                *bytes,
                                                 GError               **error)
    G_GNUC_WARN_UNUSED_RESULT;
void               _limner_container_free       (LimnerContainer       *self);
const LimnerChunk *_limner_container_find       (const LimnerContainer *self,
                                                 guint32                type);
const guint8      *_limner_container_data       (const LimnerContainer *self,
                                                 const LimnerChunk     *chunk);
gboolean           _limner_container_starts_with (const LimnerContainer *self,
                                                 const LimnerChunk     *chunk,
                                                 const char            *prefix,
                                                 gsize                  length);
GBytes            *_limner_container_get_exif   (const LimnerContainer *self)
    G_GNUC_WARN_UNUSED_RESULT;
GBytes            *_limner_container_get_icc    (const LimnerContainer *self)
    G_GNUC_WARN_UNUSED_RESULT;
GBytes            *_limner_container_get_xmp    (const LimnerContainer *self)
    G_GNUC_WARN_UNUSED_RESULT;
GBytes            *_limner_container_inflate    (const guint8          *data,
                                                 gsize                  size,
                                                 gsize                  max_size)
    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerContainer, _limner_container_free)

G_END_DECLS
