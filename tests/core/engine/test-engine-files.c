/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"
#include "engine/limner-engine-files.h"
#include "engine/limner-engine-record.h"
#include "limner-test.h"

#define N_THREADS 4
#define N_TURNS   2000

typedef struct
{
  LimnerEngineFiles *files;
  const char        *id;
} Reader;

static gpointer
read_thread (gpointer data)
{
  const Reader *reader = data;

  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autoptr(JsonObject) file = limner_engine_files_find (reader->files, reader->id);
      JsonObject *metadata = limner_json_get_object (file, "metadata");

      g_assert_cmpstr (limner_json_get_string (metadata, "note", NULL), ==, "dear");
    }
  return NULL;
}

/* Several models work on one file at once, and the main thread tells of it. */
static void
test_threads (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  LimnerEngineFiles *files = limner_engine_files_new (folder);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("hello", 5);
  g_autoptr(JsonObject) metadata = json_object_new ();
  g_autoptr(JsonObject) file = NULL;
  g_autoptr(JsonObject) gone = NULL;
  g_autofree char *id = NULL;
  GThread *threads[N_THREADS];
  Reader reader;

  json_object_set_string_member (metadata, "note", "dear");
  file = limner_engine_files_add (files, "a.txt", "text/plain", bytes, metadata, NULL);
  id = g_strdup (limner_json_get_string (file, "id", NULL));
  reader = (Reader) { files, id };
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("reader", read_thread, &reader);
  for (guint i = 0; i < N_TURNS / 10; i++)
    {
      g_autoptr(GPtrArray) list = limner_engine_files_list (files);

      g_assert_cmpuint (list->len, ==, 1);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  g_assert_true (limner_engine_files_remove (files, id));
  gone = limner_engine_files_find (files, id);
  g_assert_null (gone);
  limner_engine_files_unref (files);
  limner_test_remove_folder (folder);
}

/* A copy shares nothing, however deep. */
static void
test_copy (void)
{
  static const char *text = "{\"b\":{\"x\":[1,{\"y\":null}],\"t\":\"\"},\"a\":[],\"c\":2.5,"
                            "\"d\":true}";
  g_autoptr(JsonObject) object = limner_json_parse_object (text, (gsize) -1, 1000, NULL);
  g_autoptr(JsonObject) copy = limner_engine_json_copy (object);
  g_autofree char *copied = limner_json_object_to_string (copy, FALSE);
  g_autofree char *left = NULL;

  g_assert_cmpstr (copied, ==, text);
  json_array_remove_element (limner_json_get_array (limner_json_get_object (object, "b"), "x"), 1);
  json_object_remove_member (limner_json_get_object (object, "b"), "t");
  left = limner_json_object_to_string (copy, FALSE);
  g_assert_cmpstr (left, ==, text);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/engine/files/copy", test_copy);
  g_test_add_func ("/engine/files/threads", test_threads);

  return g_test_run ();
}
