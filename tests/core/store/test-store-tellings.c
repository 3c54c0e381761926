/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What files tell, as far as it is more than the settings. */

#include "config.h"

#include <string.h>

#include "base/limner-file.h"
#include "image/limner-metadata.h"
#include "image/limner-png-text-private.h"
#include "store/limner-record.h"
#include "store-fixture.h"

static LimnerMetadata *
read_back (LimnerGalleryItem *item,
           GBytes           **bytes)
{
  *bytes = limner_file_read (limner_gallery_item_get_path (item), LIMNER_STORE_MAX_BLOB, NULL);
  g_assert_nonnull (*bytes);
  return limner_metadata_read (*bytes);
}

/* Pictures of one prediction share its seed: which of them one is says the rest, in its file, too,
 * and to programs that read but A1111's text. */
static void
test_one_of_several (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(LimnerItemDetails) again = limner_item_details_new ();
  g_autoptr(LimnerItemDetails) foreign = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (4, 4, 3);
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(LimnerMetadata) told = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autofree char *text = NULL;
  guint n_outputs = 0;

  details->job = g_strdup ("job-1");
  details->seed = g_strdup ("77");
  details->output_index = 1;
  details->n_outputs = 4;
  item = fixture_save (fixture, details, bytes);
  g_assert_cmpuint (limner_gallery_item_get_output (item, &n_outputs), ==, 1);
  g_assert_cmpuint (n_outputs, ==, 4);

  metadata = read_back (item, &file);
  limner_record_read (metadata, again);
  g_assert_cmpint (again->output_index, ==, 1);
  g_assert_cmpint (again->n_outputs, ==, 4);

  text = limner_metadata_to_parameters (metadata);
  g_assert_nonnull (strstr (text, "Batch size: 4, Batch pos: 1"));
  told = limner_metadata_parse_text (text);
  limner_record_read (told, foreign);
  g_assert_cmpint (foreign->output_index, ==, 1);
  g_assert_cmpint (foreign->n_outputs, ==, 4);
}

/* A seed that is no number says nothing, whoever wrote it. */
static void
test_seeds (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *record; const char *seed; } records[] = {
    { "{\"seed\":\"77\"}", "77" },
    { "{\"seed\":\"18446744073709551615\"}", "18446744073709551615" },
    { "{\"seed\":\"-1\"}", "-1" },
    { "{\"seed\":\"a fox\"}", NULL },
    { "{\"seed\":\"-\"}", NULL },
    { "{\"seed\":7}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
      g_autoptr(LimnerItemDetails) details = limner_item_details_new ();

      metadata->record = g_strdup (records[i].record);
      limner_record_read (metadata, details);
      g_assert_cmpstr (details->seed, ==, records[i].seed);
    }
}

static LimnerGalleryItem *
import_text (Fixture    *fixture,
             const char *name,
             const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "elsewhere", name, NULL);
  const char *paths[] = { path, NULL };
  g_autoptr(GBytes) plain = fixture_make_png (9, 9, (int) strlen (text) % 200);
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) found = NULL;
  g_auto(GStrv) ids = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_byte_array_append (file, data, 33);
  _limner_png_append_text (file, "mystery_tool", text, TRUE);
  g_byte_array_append (file, data + 33, (guint) size - 33);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&file));
  g_assert_true (limner_file_write (path, bytes, NULL));
  limner_store_import_files_async (fixture->store, paths, NULL, NULL, NULL, limner_test_result_cb,
                                   &result);
  limner_test_wait_until (result != NULL);
  ids = limner_store_import_files_finish (fixture->store, result, NULL, NULL);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  found = fixture_search (fixture, "is:imported");
  return g_list_model_get_item (found, 0);
}

/* What nobody understands is kept as a note, so that it is found; of very much, the beginning. */
static void
test_unknown_text (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) item = import_text (fixture, "a.png", "kites: thirty turns");
  g_autoptr(LimnerGalleryItem) large = NULL;
  g_autoptr(GString) text = g_string_new ("pagoda ");
  const char *notes;

  g_assert_cmpstr (limner_gallery_item_get_notes (item), ==, "mystery_tool: kites: thirty turns");
  g_assert_cmpuint (fixture_count (fixture, "kites turns"), ==, 1);
  while (text->len < 3 * 1024 * 1024)
    g_string_append (text, "\xe5\xa1\x94 \xc3\xa9");
  large = import_text (fixture, "b.png", text->str);
  notes = limner_gallery_item_get_notes (large);
  g_assert_true (g_utf8_validate (notes, -1, NULL));
  g_assert_cmpuint (strlen (notes), >, 60 * 1024);
  g_assert_cmpuint (strlen (notes), <=, 64 * 1024);
  g_assert_cmpuint (fixture_count (fixture, "pagoda"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/tellings/one-of-several", test_one_of_several);
  ADD ("/store/tellings/unknown-text", test_unknown_text);
  ADD ("/store/tellings/seeds", test_seeds);
#undef ADD

  return g_test_run ();
}
