/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is seen of a picture before it is decoded. */

#include "config.h"

#include <string.h>

#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-preview.h"

typedef struct
{
  guint          n;
  LimnerPicture *last;
  GCancellable  *cancellable;   /* cancelled by the first preview, or NULL */
} Taken;

static void
take_cb (LimnerPicture *preview,
         gpointer       data)
{
  Taken *taken = data;

  taken->n++;
  g_clear_pointer (&taken->last, limner_picture_unref);
  taken->last = limner_picture_ref (preview);
  g_cancellable_cancel (taken->cancellable);
}

static LimnerPicture *
make_picture (int width,
              int height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *p = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, p += 4)
      {
        p[0] = (guint8) (x * 255 / width);
        p[1] = (guint8) (y * 255 / height);
        p[2] = (guint8) ((x * 7 ^ y * 3) & 255);
        p[3] = (guint8) (255 - (x + y) % 9);
      }
  return picture;
}

static GBytes *
encode (LimnerPicture       *picture,
        LimnerPictureFormat  format)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes = limner_picture_encode (picture, format, 90, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Each pixel of a preview is the mean of a run in the middle one of the rows that it stands for. */
static void
test_png (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (403, 205);
  g_autoptr(GBytes) bytes = encode (picture, LIMNER_PICTURE_PNG);
  Taken taken = { 0 };

  limner_picture_preview (bytes, 50, NULL, take_cb, &taken);
  g_assert_cmpuint (taken.n, >=, 1);
  g_assert_cmpint (limner_picture_get_width (taken.last), ==, 100);
  g_assert_cmpint (limner_picture_get_height (taken.last), ==, 51);
  for (int y = 0; y < 51; y++)
    for (int x = 0; x < 100; x++)
      for (int c = 0; c < 4; c++)
        {
          const guint8 *row = limner_picture_read_row (picture, 4 * y + 2) + 16 * x + c;

          g_assert_cmpint (limner_picture_read_row (taken.last, y)[4 * x + c], ==,
                           (row[0] + row[4] + row[8] + row[12]) / 4);
        }
  limner_picture_unref (taken.last);
}

/* A picture that is no larger than is wanted comes out as it is, whatever is asked for. */
static void
test_small (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (31, 17);
  g_autoptr(GBytes) bytes = encode (picture, LIMNER_PICTURE_PNG);
  Taken taken = { 0 };

  limner_picture_preview (bytes, 4000, NULL, take_cb, &taken);
  g_assert_cmpint (limner_picture_get_width (taken.last), ==, 31);
  for (int y = 0; y < 17; y++)
    g_assert_cmpmem (limner_picture_read_row (taken.last, y), 31 * 4,
                     limner_picture_read_row (picture, y), 31 * 4);
  limner_picture_unref (taken.last);

  memset (&taken, 0, sizeof taken);
  limner_picture_preview (bytes, 0, NULL, take_cb, &taken);
  g_assert_cmpint (limner_picture_get_height (taken.last), ==, 1);
  limner_picture_unref (taken.last);
}

static void
test_jpeg (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (400, 320);
  g_autoptr(GBytes) bytes = encode (picture, LIMNER_PICTURE_JPEG);
  Taken taken = { 0 };

  limner_picture_preview (bytes, 40, NULL, take_cb, &taken);
  g_assert_cmpuint (taken.n, ==, 1);
  g_assert_cmpint (limner_picture_get_width (taken.last), ==, 50);
  g_assert_cmpint (limner_picture_get_height (taken.last), ==, 40);
  limner_picture_unref (taken.last);
}

/* Others have no quick way, and what is broken is told by whoever decodes it. */
static void
test_nothing (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (200, 200);
  g_autoptr(GBytes) webp = encode (picture, LIMNER_PICTURE_WEBP);
  g_autoptr(GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr(GBytes) png = encode (picture, LIMNER_PICTURE_PNG);
  g_autoptr(GBytes) jpeg = encode (picture, LIMNER_PICTURE_JPEG);
  Taken taken = { 0 };

  limner_picture_preview (webp, 50, NULL, take_cb, &taken);
  limner_picture_preview (text, 50, NULL, take_cb, &taken);
  g_assert_cmpuint (taken.n, ==, 0);

  for (gsize size = 0; size < g_bytes_get_size (png); size += 97)
    {
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (png, 0, size);

      limner_picture_preview (cut, 50, NULL, take_cb, &taken);
    }
  for (gsize size = 0; size < g_bytes_get_size (jpeg); size += 97)
    {
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (jpeg, 0, size);

      limner_picture_preview (cut, 50, NULL, take_cb, &taken);
    }
  g_assert_cmpuint (taken.n, ==, 0);
}

static void
put_be32 (guint8  *to,
          guint32  value)
{
  value = GUINT32_TO_BE (value);
  memcpy (to, &value, 4);
}

/* Pixels may be cut into chunks anywhere, even of no bytes; the chunks' sums are not looked at. */
static void
test_chunks (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (64, 64);
  g_autoptr(GBytes) whole = encode (picture, LIMNER_PICTURE_PNG);
  g_autoptr(GByteArray) cut = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);
  const guint8 *packed = data + 33 + 8;
  gsize n_packed = size - 33 - 12 - 12;
  Taken taken = { 0 };

  g_byte_array_append (cut, data, 33);
  for (gsize from = 0, n = 0; from < n_packed; from += n, n = (n * 5 + 1) % 61)
    {
      guint8 head[8] = { 0, 0, 0, 0, 'I', 'D', 'A', 'T' };

      n = MIN (n, n_packed - from);
      put_be32 (head, (guint32) n);
      g_byte_array_append (cut, head, 8);
      g_byte_array_append (cut, packed + from, (guint) n);
      g_byte_array_append (cut, head, 4);
    }
  g_byte_array_append (cut, data + size - 12, 12);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&cut));

  limner_picture_preview (bytes, 64, NULL, take_cb, &taken);
  g_assert_cmpuint (taken.n, >=, 1);
  for (int y = 0; y < 64; y++)
    g_assert_cmpmem (limner_picture_read_row (taken.last, y), 64 * 4,
                     limner_picture_read_row (picture, y), 64 * 4);
  limner_picture_unref (taken.last);
}

static void
test_cancel (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (300, 300);
  g_autoptr(GBytes) png = encode (picture, LIMNER_PICTURE_PNG);
  g_autoptr(GBytes) jpeg = encode (picture, LIMNER_PICTURE_JPEG);
  Taken taken = { .cancellable = g_cancellable_new () };

  g_cancellable_cancel (taken.cancellable);
  limner_picture_preview (png, 100, taken.cancellable, take_cb, &taken);
  limner_picture_preview (jpeg, 100, taken.cancellable, take_cb, &taken);
  g_assert_cmpuint (taken.n, ==, 0);

  g_cancellable_reset (taken.cancellable);
  limner_picture_preview (png, 100, taken.cancellable, take_cb, &taken);
  g_assert_cmpuint (taken.n, ==, 1);
  limner_picture_unref (taken.last);
  g_object_unref (taken.cancellable);
}

typedef struct
{
  guint      n;
  int        n_rows;
  GByteArray *seen;     /* the rows, as they were when they were told of */
} Watched;

static void
rows_cb (LimnerPicture *picture,
         int            n_rows,
         gpointer       data)
{
  Watched *watched = data;

  g_assert_cmpint (n_rows, >=, watched->n_rows);
  watched->n++;
  for (int y = watched->n_rows; y < n_rows; y++)
    g_byte_array_append (watched->seen, limner_picture_read_row (picture, y),
                         (guint) limner_picture_get_stride (picture));
  watched->n_rows = n_rows;
}

/* What is told to be there stays as it is, and in the end is what decoding at once gives. */
static void
test_rows (void)
{
  static const struct
  {
    LimnerPictureFormat format;
    int                 quality;
  } cases[] = {
    { LIMNER_PICTURE_PNG, 50 }, { LIMNER_PICTURE_JPEG, 90 }, { LIMNER_PICTURE_WEBP, 60 },
    { LIMNER_PICTURE_WEBP, 100 },
  };
  g_autoptr(LimnerPicture) picture = make_picture (701, 603);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = limner_picture_encode (picture, cases[i].format,
                                                       cases[i].quality, NULL);
      g_autoptr(LimnerPicture) at_once = limner_picture_decode (bytes, NULL);
      g_autoptr(LimnerPicture) decoded = NULL;
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);
      Watched watched = { .seen = g_byte_array_new () };
      Watched half = { .seen = g_byte_array_new () };

      decoded = limner_picture_decode_rows (bytes, rows_cb, &watched, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (watched.n, >, 3);
      g_assert_cmpint (watched.n_rows, ==, 603);
      g_assert_cmpmem (watched.seen->data, watched.seen->len,
                       limner_picture_read_row (at_once, 0),
                       limner_picture_get_stride (at_once) * 603);

      g_assert_null (limner_picture_decode_rows (cut, rows_cb, &half, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (half.n_rows, <, 603);
      g_byte_array_unref (watched.seen);
      g_byte_array_unref (half.seen);
    }
}

/* A picture that lies on its side is another one when it is upright: it comes in one piece. */
static void
test_rows_turned (void)
{
  static const guint8 exif[] = {
    0xff, 0xd8, 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0,
    0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
  };
  g_autoptr(LimnerPicture) picture = make_picture (90, 60);
  g_autoptr(GBytes) upright = encode (picture, LIMNER_PICTURE_JPEG);
  g_autoptr(GByteArray) joined = g_byte_array_new ();
  g_autoptr(LimnerPicture) decoded = NULL;
  g_autoptr(GBytes) bytes = NULL;
  Watched watched = { .seen = g_byte_array_new () };
  const guint8 *data;
  gsize size;

  data = g_bytes_get_data (upright, &size);
  g_byte_array_append (joined, exif, sizeof exif);
  g_byte_array_append (joined, data + 2, (guint) size - 2);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&joined));

  decoded = limner_picture_decode_rows (bytes, rows_cb, &watched, NULL);
  g_assert_cmpint (limner_picture_get_width (decoded), ==, 60);
  g_assert_cmpint (limner_picture_get_height (decoded), ==, 90);
  g_assert_cmpuint (watched.n, ==, 1);
  g_assert_cmpmem (watched.seen->data, watched.seen->len, limner_picture_read_row (decoded, 0),
                   60 * 90 * 4);
  g_byte_array_unref (watched.seen);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/picture-preview/png", test_png);
  g_test_add_func ("/picture-preview/small", test_small);
  g_test_add_func ("/picture-preview/jpeg", test_jpeg);
  g_test_add_func ("/picture-preview/nothing", test_nothing);
  g_test_add_func ("/picture-preview/chunks", test_chunks);
  g_test_add_func ("/picture-preview/cancel", test_cancel);
  g_test_add_func ("/picture-preview/rows", test_rows);
  g_test_add_func ("/picture-preview/rows-turned", test_rows_turned);
  return g_test_run ();
}
