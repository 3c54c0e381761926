/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-container-private.h"
#include "limner-picture.h"

G_BEGIN_DECLS

#define LIMNER_PNG_IDAT LIMNER_CHUNK_TYPE ('I', 'D', 'A', 'T')

/** How the format calls the kinds of pixels. */
enum
{
  LIMNER_PNG_GREY       = 0,
  LIMNER_PNG_RGB        = 2,
  LIMNER_PNG_PALETTE    = 3,
  LIMNER_PNG_GREY_ALPHA = 4,
  LIMNER_PNG_RGBA       = 6,
};

/** What a PNG file says of its pixels. */
typedef struct
{
  int      width;
  int      height;
  int      depth;         /* bits per channel */
  int      colour;
  gboolean interlaced;
  int      n_channels;
  gsize    row_bytes;     /* without the filter's byte */
  guint8   palette[256][4];
  gboolean has_key;       /* one colour is transparent */
  guint16  key[3];
} LimnerPngHeader;

gboolean _limner_png_open         (GBytes                 *bytes,
                                   LimnerContainer       **container,
                                   LimnerPngHeader        *header,
                                   GError                **error);
LimnerPicture *_limner_png_decode_top (GBytes             *bytes,
                                       int                 n_rows) G_GNUC_WARN_UNUSED_RESULT;
void     _limner_png_expand_row   (const LimnerPngHeader  *header,
                                   const guint8           *in,
                                   guint8                 *out);

gboolean _limner_png_unfilter_row (guint8        filter,
                                   guint8       *row,
                                   const guint8 *above,
                                   gsize         length,
                                   gsize         step);
void     _limner_png_filter_row   (const guint8 *row,
                                   const guint8 *above,
                                   gsize         length,
                                   gsize         step,
                                   gboolean      fast,
                                   guint8       *out);

G_END_DECLS
