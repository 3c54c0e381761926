/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "image/limner-container-private.h"
#include "image/limner-export.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"

/* Pictures as other programs write them, in tests/data/metadata; make-metadata.py made them. */

static char *
get_folder (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "metadata", NULL);
}

static GBytes *
read_file (const char *name)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return limner_file_read (path, 1 << 20, NULL);
}

static GBytes *
read_sidecar (const char *name)
{
  g_autofree char *stem = g_strndup (name, (gsize) (strrchr (name, '.') - name));
  g_autofree char *text = g_strconcat (stem, ".txt", NULL);
  g_autofree char *json = g_strconcat (stem, ".json", NULL);
  GBytes *sidecar = read_file (text);

  return sidecar != NULL ? sidecar : read_file (json);
}

static GKeyFile *
load_expected (void)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *path = g_build_filename (folder, "expected.ini", NULL);
  g_autoptr(GError) error = NULL;
  GKeyFile *expected = g_key_file_new ();

  g_key_file_load_from_file (expected, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  return expected;
}

static void
assert_text (GKeyFile   *expected,
             const char *name,
             const char *key,
             const char *found)
{
  g_autofree char *wanted = g_key_file_get_string (expected, name, key, NULL);

  if (wanted != NULL && *wanted == '\0')
    g_clear_pointer (&wanted, g_free);
  if (g_strcmp0 (found, wanted) != 0)
    g_error ("%s: %s is “%s”, not “%s”", name, key, found, wanted);
}

static void
assert_number (GKeyFile   *expected,
               const char *name,
               const char *key,
               double      found,
               double      unknown)
{
  double wanted = unknown;

  if (g_key_file_has_key (expected, name, key, NULL))
    wanted = g_key_file_get_double (expected, name, key, NULL);
  if (found != wanted)
    g_error ("%s: %s is %g, not %g", name, key, found, wanted);
}

static const char *
get_source_name (LimnerSourceType type)
{
  if (type == LIMNER_SOURCE_GENERATED)
    return "generated";
  return type == LIMNER_SOURCE_COMPOSITE ? "composite" : NULL;
}

static const char *
get_dialect_key (LimnerDialect dialect)
{
  static const char *const keys[] = {
    "none", "limner", "a1111", "comfyui", "invokeai", "swarmui", "fooocus", "novelai",
    "draw-things", "midjourney", "xmp", "unknown",
  };

  return keys[dialect];
}

static void
assert_expected (GKeyFile             *expected,
                 const char           *name,
                 const LimnerMetadata *metadata)
{
  g_autofree char *tags = metadata->tags != NULL ? g_strjoinv ("\n", metadata->tags) : NULL;

  assert_text (expected, name, "dialect", get_dialect_key (metadata->dialect));
  assert_text (expected, name, "prompt", metadata->prompt);
  assert_text (expected, name, "negative", metadata->negative_prompt);
  assert_text (expected, name, "seed", metadata->seed);
  assert_text (expected, name, "sampler", metadata->sampler);
  assert_text (expected, name, "model", metadata->model);
  assert_text (expected, name, "version", metadata->model_version);
  assert_text (expected, name, "software", metadata->software);
  assert_text (expected, name, "tags", tags);
  assert_text (expected, name, "source", get_source_name (metadata->source_type));
  assert_number (expected, name, "steps", metadata->steps, 0);
  assert_number (expected, name, "cfg", metadata->cfg_scale, 0);
  assert_number (expected, name, "strength", metadata->strength, -1);
  assert_number (expected, name, "width", metadata->width, 0);
  assert_number (expected, name, "height", metadata->height, 0);
  assert_number (expected, name, "rating", metadata->rating, LIMNER_METADATA_NO_RATING);
  if (g_key_file_has_key (expected, name, "raw", NULL))
    assert_text (expected, name, "raw", metadata->raw);
}

/* Every program's files, read into the same fields. */
static void
test_read (void)
{
  g_autoptr(GKeyFile) expected = load_expected ();
  g_auto(GStrv) names = g_key_file_get_groups (expected, NULL);

  g_assert_cmpuint (g_strv_length (names), >, 40);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GBytes) file = read_file (names[i]);
      g_autoptr(GBytes) sidecar = read_sidecar (names[i]);
      g_autoptr(LimnerMetadata) metadata = NULL;

      g_test_message ("%s", names[i]);
      metadata = limner_metadata_read_with_sidecar (file, sidecar);
      assert_expected (expected, names[i], metadata);
    }
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text,
                 strlen (text)) != NULL;
}

static void
assert_same_pixels (const char *name,
                    GBytes     *before,
                    GBytes     *after,
                    int         mask_of_hidden)
{
  g_autoptr(LimnerPicture) old = limner_picture_decode (before, NULL);
  g_autoptr(LimnerPicture) new = limner_picture_decode (after, NULL);
  gsize n = limner_picture_get_stride (old) * (gsize) limner_picture_get_height (old);
  const guint8 *p = limner_picture_read_row (old, 0);
  const guint8 *q = limner_picture_read_row (new, 0);

  for (gsize i = 0; i < n; i++)
    {
      gboolean may_hide = i % 4 == 3 || strstr (name, "stealth-rgb") != NULL;
      guint8 mask = may_hide ? (guint8) mask_of_hidden : 0xff;

      if ((p[i] & mask) != (q[i] & mask))
        g_error ("%s: byte %" G_GSIZE_FORMAT " of the pixels is another one", name, i);
    }
}

/* What is given away as “nothing” says nothing any more, whoever wrote the file and wherever, also
 * in the pixels; the picture stays the same to the byte.
 */
static void
test_nothing (void)
{
  g_autoptr(GKeyFile) expected = load_expected ();
  g_auto(GStrv) names = g_key_file_get_groups (expected, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      LimnerExportOptions options = { .privacy = LIMNER_EXPORT_NOTHING };
      g_autoptr(GBytes) file = read_file (names[i]);
      g_autoptr(GBytes) exported = limner_export_make (file, &options, NULL);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (exported);
      g_autofree char *prompt = g_key_file_get_string (expected, names[i], "prompt", NULL);
      g_autofree char *seed = g_key_file_get_string (expected, names[i], "seed", NULL);
      g_auto(GStrv) parts = limner_export_list (exported, NULL);

      g_test_message ("%s", names[i]);
      g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_NONE);
      g_assert_null (metadata->raw);
      g_assert_cmpuint (g_strv_length (parts), ==, 0);
      g_assert_false (prompt != NULL && contains (exported, prompt));
      g_assert_false (seed != NULL && strlen (seed) > 4 && contains (exported, seed));
      assert_same_pixels (names[i], file, exported, 0xfe);
    }
}

/* Credit alone tells neither words nor settings. */
static void
test_credit (void)
{
  g_autoptr(GKeyFile) expected = load_expected ();
  g_auto(GStrv) names = g_key_file_get_groups (expected, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      LimnerExportOptions options = { .privacy = LIMNER_EXPORT_CREDIT };
      g_autoptr(GBytes) file = read_file (names[i]);
      g_autoptr(GBytes) exported = limner_export_make (file, &options, NULL);
      g_autofree char *seed = g_key_file_get_string (expected, names[i], "seed", NULL);
      g_autofree char *prompt = g_key_file_get_string (expected, names[i], "prompt", NULL);

      g_test_message ("%s", names[i]);
      g_assert_false (prompt != NULL && contains (exported, prompt));
      g_assert_false (seed != NULL && strlen (seed) > 4 && contains (exported, seed));
      g_assert_false (limner_metadata_has_hidden_text (exported));
    }
}

/* Writing ours into others' files keeps the pixels to the bit, and reads back as ours. */
static void
test_write_over (void)
{
  g_autoptr(GKeyFile) expected = load_expected ();
  g_auto(GStrv) names = g_key_file_get_groups (expected, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GBytes) file = read_file (names[i]);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (file);
      g_autoptr(LimnerMetadata) read = NULL;
      g_autoptr(GBytes) written = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", names[i]);
      g_clear_pointer (&metadata->record, g_free);
      metadata->record = g_strdup ("{\"schema\":1,\"prompt\":\"a new story\",\"seed\":\"31\"}");
      metadata->rating = 5;
      written = limner_metadata_write (file, metadata, LIMNER_METADATA_ALL, &error);
      g_assert_no_error (error);
      read = limner_metadata_read (written);
      g_assert_cmpint (read->dialect, ==, LIMNER_DIALECT_LIMNER);
      g_assert_cmpstr (read->prompt, ==, "a new story");
      g_assert_cmpint (read->rating, ==, 5);
      assert_same_pixels (names[i], file, written, 0xff);
    }
}

/* What is ours to change: our own texts, and the blocks that Exif and XMP share. */
static gboolean
is_ours (const LimnerContainer *container,
         const LimnerChunk     *chunk)
{
  static const char *const keywords[] = {
    "parameters", LIMNER_METADATA_KEYWORD, "XML:com.adobe.xmp",
  };

  if (container->kind == LIMNER_CONTAINER_JPEG)
    return chunk->type == 0xe1;
  if (container->kind == LIMNER_CONTAINER_WEBP)
    return chunk->type == LIMNER_CHUNK_TYPE ('V', 'P', '8', 'X') ||
           chunk->type == LIMNER_CHUNK_TYPE ('E', 'X', 'I', 'F') ||
           chunk->type == LIMNER_CHUNK_TYPE ('X', 'M', 'P', ' ');
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (_limner_container_starts_with (container, chunk, keywords[i], strlen (keywords[i]) + 1))
      return TRUE;
  return FALSE;
}

/* Every other part of a file is in the new one, to the byte and in the same order. */
static void
test_other_parts (void)
{
  g_autoptr(GKeyFile) expected = load_expected ();
  g_auto(GStrv) names = g_key_file_get_groups (expected, NULL);
  guint n_compared = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GBytes) file = read_file (names[i]);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (file);
      g_autoptr(GBytes) written = limner_metadata_write (file, metadata, LIMNER_METADATA_ALL, NULL);
      g_autoptr(LimnerContainer) before = _limner_container_parse (file, NULL);
      g_autoptr(LimnerContainer) after = _limner_container_parse (written, NULL);
      guint k = 0;

      for (guint j = 0; j < before->chunks->len; j++)
        {
          const LimnerChunk *chunk = &g_array_index (before->chunks, LimnerChunk, j);
          gboolean found = is_ours (before, chunk);

          for (; !found && k < after->chunks->len; k++)
            {
              const LimnerChunk *other = &g_array_index (after->chunks, LimnerChunk, k);

              found = other->size == chunk->size &&
                      memcmp (_limner_container_data (before, chunk) + chunk->start - chunk->data,
                              _limner_container_data (after, other) + other->start - other->data,
                              chunk->size) == 0;
              n_compared += found;
            }
          if (!found)
            g_error ("%s: part %u is not what it was", names[i], j);
        }
    }
  g_assert_cmpuint (n_compared, >, 120);
}

static void
test_hidden_text (void)
{
  g_autoptr(GBytes) hidden = read_file ("novelai-stealth.png");
  g_autoptr(GBytes) plain = read_file ("nothing-rgba.png");
  g_autoptr(GBytes) opaque = read_file ("novelai.png");
  g_auto(GStrv) parts = limner_export_list (hidden, NULL);

  g_assert_true (limner_metadata_has_hidden_text (hidden));
  g_assert_false (limner_metadata_has_hidden_text (plain));
  g_assert_false (limner_metadata_has_hidden_text (opaque));
  g_assert_cmpuint (g_strv_length (parts), ==, 1);
  g_assert_cmpstr (parts[0], ==, LIMNER_EXPORT_HIDDEN_TEXT);
}

static guint
count_changed (const LimnerPicture *a,
               const LimnerPicture *b)
{
  guint n = 0;

  for (int y = 0; y < limner_picture_get_height (a); y++)
    {
      const guint8 *p = limner_picture_read_row (a, y);
      const guint8 *q = limner_picture_read_row (b, y);

      for (int i = 0; i < limner_picture_get_width (a) * 4; i++)
        {
          g_assert_cmpint (ABS (p[i] - q[i]), <=, 1);
          n += p[i] != q[i];
        }
    }
  return n;
}

/* In the colours it is found, listed and taken out as in the opacity; no more of the picture
 * changes than has to. */
static void
test_hidden_in_colours (void)
{
  static const char *const names[] = {
    "a1111-stealth-rgb.png", "a1111-stealth-rgb-plain.png", "a1111-stealth-rgba.png",
    "novelai-stealth.png",
  };
  static const LimnerExportPrivacy choices[] = { LIMNER_EXPORT_NOTHING, LIMNER_EXPORT_CREDIT };

  for (gsize i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (choices); i++)
    {
      const LimnerExportOptions options = { .privacy = choices[i % 2] };
      g_autoptr(GBytes) file = read_file (names[i / 2]);
      g_autoptr(GBytes) exported = limner_export_make (file, &options, NULL);
      g_autoptr(LimnerPicture) before = limner_picture_decode (file, NULL);
      g_autoptr(LimnerPicture) after = limner_picture_decode (exported, NULL);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (exported);
      g_auto(GStrv) parts = limner_export_list (exported, NULL);

      g_assert_true (limner_metadata_has_hidden_text (file));
      g_assert_false (limner_metadata_has_hidden_text (exported));
      g_assert_false (g_strv_contains ((const char *const *) parts, LIMNER_EXPORT_HIDDEN_TEXT));
      g_assert_null (metadata->prompt);
      g_assert_null (metadata->seed);
      g_assert_cmpuint (count_changed (before, after), >, 0);
    }
}

/* The letters alone, with a length that lies, are text that somebody may make sense of. */
static void
test_hidden_letters (void)
{
  g_autoptr(GBytes) file = read_file ("a1111-stealth-rgb.png");
  g_autoptr(LimnerPicture) picture = limner_picture_decode (file, NULL);
  g_autoptr(GBytes) lying = NULL;
  g_autoptr(GBytes) clean = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  const LimnerExportOptions options = { .privacy = LIMNER_EXPORT_NOTHING };

  /* The highest bit of the length: in the first colour of the 41st pixel, of 40 to a column */
  limner_picture_get_pixels (picture)[4] |= 1;
  lying = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  metadata = limner_metadata_read (lying);
  g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_NONE);
  g_assert_true (limner_metadata_has_hidden_text (lying));
  clean = limner_export_make (lying, &options, NULL);
  g_assert_false (limner_metadata_has_hidden_text (clean));
}

/* Lengths and packed texts that lie are no reason to fall. */
static void
test_hidden_lies (void)
{
  g_autoptr(GBytes) file = read_file ("novelai-stealth.png");
  g_autoptr(LimnerPicture) picture = limner_picture_decode (file, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr(LimnerPicture) broken = limner_picture_copy (picture);
      g_autoptr(LimnerMetadata) metadata = NULL;
      g_autoptr(GBytes) encoded = NULL;
      guint8 *pixels = limner_picture_get_pixels (broken);
      /* The letters, then the length, then the text itself. */
      int first = round % 3 == 0 ? 0 : round % 3 == 1 ? 120 : 152;
      int end = round % 3 == 0 ? 120 : round % 3 == 1 ? 152 : width * height;

      for (guint i = 0; i <= round % 5; i++)
        {
          int bit = g_rand_int_range (rand, first, end);

          pixels[(bit % height * width + bit / height) * 4 + 3] ^= 1;
        }
      encoded = limner_picture_encode (broken, LIMNER_PICTURE_PNG, 1, NULL);
      metadata = limner_metadata_read (encoded);
      g_assert_true (metadata->prompt == NULL || g_utf8_validate (metadata->prompt, -1, NULL));
      if (first < 152)
        g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_NONE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/metadata-files/read", test_read);
  g_test_add_func ("/metadata-files/nothing", test_nothing);
  g_test_add_func ("/metadata-files/credit", test_credit);
  g_test_add_func ("/metadata-files/write-over", test_write_over);
  g_test_add_func ("/metadata-files/other-parts", test_other_parts);
  g_test_add_func ("/metadata-files/hidden-text", test_hidden_text);
  g_test_add_func ("/metadata-files/hidden-text-in-colours", test_hidden_in_colours);
  g_test_add_func ("/metadata-files/hidden-text-letters", test_hidden_letters);
  g_test_add_func ("/metadata-files/hidden-lies", test_hidden_lies);

  return g_test_run ();
}
