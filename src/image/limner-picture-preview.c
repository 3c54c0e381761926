/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be seen of a large picture before all of it is decoded. A JPEG comes out small from its
 * reduced transform; of a PNG, a row of small pixels is made as soon as its rows are unpacked, from
 * the top, which zlib can do piece by piece and the quicker libdeflate cannot. */

#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "limner-codec-private.h"
#include "limner-picture-preview.h"
#include "limner-png-private.h"

/* How long until the first part of a picture is shown, and then until more of it, µs. */
#define FIRST_PART 25000
#define NEXT_PART  60000

/* Unpacking twice must not keep the picture itself waiting where processors are busy. */
#define NICENESS 10

typedef struct
{
  LimnerContainer *container;
  LimnerPngHeader  header;
  GConverter      *inflater;
  guint            chunk;       /* the one that is being unpacked */
  gsize            used;        /* bytes of it */
  guint8          *row;         /* filter's byte and pixels */
  guint8          *above;       /* the same of the row before */
  guint8          *colours;     /* a row of full width in four channels */
  int              factor;      /* so many pixels make one of the preview */
  LimnerPicture   *preview;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->container, _limner_container_free);
  g_clear_object (&self->inflater);
  g_clear_pointer (&self->row, g_free);
  g_clear_pointer (&self->above, g_free);
  g_clear_pointer (&self->colours, g_free);
  g_clear_pointer (&self->preview, limner_picture_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Unpacks what a chunk still gives into @buffer. FALSE if the data are damaged or at their end. */
static gboolean
inflate_some (Reader *self,
              guint8 *buffer,
              gsize   size,
              gsize  *n_written)
{
  const LimnerChunk *chunk = &g_array_index (self->container->chunks, LimnerChunk, self->chunk);
  const guint8 *data = _limner_container_data (self->container, chunk);
  g_autoptr(GError) error = NULL;
  GConverterResult result;
  gsize n_read = 0;

  *n_written = 0;
  if (chunk->type != LIMNER_PNG_IDAT || self->used == chunk->data_size)
    {
      self->chunk++;
      self->used = 0;
      return self->chunk < self->container->chunks->len;
    }

  result = g_converter_convert (self->inflater, data + self->used, chunk->data_size - self->used,
                                buffer, size, G_CONVERTER_NO_FLAGS, &n_read, n_written, &error);
  self->used += n_read;
  if (result == G_CONVERTER_FINISHED)
    return *n_written > 0;
  if (result != G_CONVERTER_ERROR)
    return TRUE;

  /* So little is left of this chunk that nothing comes of it without the next one. */
  self->used = chunk->data_size;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

static gboolean
read_row (Reader *self)
{
  gsize size = self->header.row_bytes + 1;
  gsize step = MAX (1, (gsize) self->header.n_channels * self->header.depth / 8);
  guint8 *last = self->row;
  gsize n = 0;

  self->row = self->above;
  self->above = last;
  while (n < size)
    {
      gsize n_written;

      if (!inflate_some (self, self->row + n, size - n, &n_written))
        return FALSE;
      n += n_written;
    }
  return _limner_png_unfilter_row (self->row[0], self->row + 1, self->above + 1,
                                   self->header.row_bytes, step);
}

/* One row of the file stands for as many as make a row of the preview. */
static void
reduce_row (Reader *self,
            int     y)
{
  int width = limner_picture_get_width (self->preview);
  guint8 *out = limner_picture_get_pixels (self->preview) +
                y * limner_picture_get_stride (self->preview);
  const guint8 *in = self->colours;

  _limner_png_expand_row (&self->header, self->row + 1, self->colours);
  for (int x = 0; x < width; x++, out += 4)
    {
      guint sums[4] = { 0 };

      for (int i = 0; i < self->factor; i++, in += 4)
        for (int c = 0; c < 4; c++)
          sums[c] += in[c];
      for (int c = 0; c < 4; c++)
        out[c] = (guint8) (sums[c] / (guint) self->factor);
    }
}

static gboolean
reader_open (Reader *self,
             GBytes *bytes,
             int     least)
{
  int width, height;

  if (!_limner_png_open (bytes, &self->container, &self->header, NULL) || self->header.interlaced)
    return FALSE;

  self->factor = MAX (MIN (self->header.width, self->header.height) / MAX (least, 1), 1);
  width = self->header.width / self->factor;
  height = self->header.height / self->factor;
  self->preview = width > 0 && height > 0 ? limner_picture_new (width, height) : NULL;
  if (self->preview == NULL)
    return FALSE;

  self->inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  self->row = g_malloc0 (self->header.row_bytes + 1);
  self->above = g_malloc0 (self->header.row_bytes + 1);
  self->colours = g_malloc ((gsize) self->header.width * 4);
  return TRUE;
}

static void
preview_png (GBytes                   *bytes,
             int                       least,
             GCancellable             *cancellable,
             LimnerPicturePreviewFunc  func,
             gpointer                  user_data)
{
  g_auto(Reader) reader = { 0 };
  gint64 due = g_get_monotonic_time () + FIRST_PART;
  int height;

  if (!reader_open (&reader, bytes, least))
    return;

#ifdef __linux__
  /* For the calling thread only */
  setpriority (PRIO_PROCESS, 0, NICENESS);
#endif

  height = limner_picture_get_height (reader.preview);
  for (int y = 0; y < height * reader.factor; y++)
    {
      if (g_cancellable_is_cancelled (cancellable) || !read_row (&reader))
        return;
      if (y % reader.factor != reader.factor / 2)
        continue;

      reduce_row (&reader, y / reader.factor);
      if (y / reader.factor == height - 1 || g_get_monotonic_time () >= due)
        {
          g_autoptr(LimnerPicture) part = limner_picture_copy (reader.preview);

          if (part == NULL)
            return;
          part = _limner_codec_finish_picture (bytes, g_steal_pointer (&part));
          if (part == NULL)
            return;
          func (part, user_data);
          due = g_get_monotonic_time () + NEXT_PART;
        }
    }
}

/**
 * limner_picture_decode_rows:
 * @bytes: a picture file
 * @func: is told of the rows that are there, at last of all of them
 * @user_data: for @func
 * @error: return location for an error
 *
 * As limner_picture_decode(), but what is there can be used while the rest is still to come. Where
 * colours are to be changed or the picture is to be turned, all rows come at once.
 *
 * Returns: (transfer full) (nullable): the picture; or %NULL, and what @func has seen is void
 */
LimnerPicture *
limner_picture_decode_rows (GBytes                 *bytes,
                            LimnerPictureRowsFunc   func,
                            gpointer                user_data,
                            GError                **error)
{
  LimnerCodecWatch watch = { func, user_data };
  LimnerPicture *picture;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  picture = _limner_codec_decode (bytes, 0, &watch, error);
  if (picture != NULL)
    func (picture, limner_picture_get_height (picture), user_data);
  return picture;
}

/**
 * limner_picture_preview:
 * @bytes: a picture file
 * @least: the shorter side in pixels that a preview has at least, unless the picture is smaller
 * @cancellable: (nullable): to stop, once the picture itself is there
 * @func: takes the previews
 * @user_data: for @func
 *
 * Makes previews of a picture while it is decoded on another thread: of a JPEG one, of a PNG one
 * after the other, each with more of it. For other kinds, and where the file is damaged, nothing
 * happens. They are upright and in sRGB. To be called on a thread of its own, whose priority may be
 * lowered.
 */
void
limner_picture_preview (GBytes                   *bytes,
                        int                       least,
                        GCancellable             *cancellable,
                        LimnerPicturePreviewFunc  func,
                        gpointer                  user_data)
{
  g_autoptr(LimnerPicture) preview = NULL;
  const char *type;

  g_return_if_fail (bytes != NULL);
  g_return_if_fail (func != NULL);

  type = limner_image_sniff_mime (bytes);
  if (g_strcmp0 (type, "image/png") == 0)
    {
      preview_png (bytes, least, cancellable, func, user_data);
      return;
    }
  if (g_strcmp0 (type, "image/jpeg") != 0)
    return;

  preview = limner_picture_decode_at_least (bytes, least, NULL);
  if (preview != NULL && !g_cancellable_is_cancelled (cancellable))
    func (preview, user_data);
}
