/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "limner-test.h"
#include "schema/limner-presets.h"

typedef struct
{
  char          *folder;
  char          *path;
  LimnerPresets *presets;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "deep", "presets.json", NULL);
  fixture->presets = limner_presets_new (fixture->path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_wait_until (!limner_presets_get_saving (fixture->presets));
  limner_test_settle ();
  limner_test_assert_freed (fixture->presets);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
keep (LimnerPresets *presets,
      const char    *model,
      const char    *name,
      const char    *json)
{
  g_autoptr(JsonObject) input = limner_json_parse_object (json, strlen (json), 1000, NULL);

  limner_presets_keep (presets, model, name, input);
}

static char *
join (LimnerPresets *presets,
      const char    *model)
{
  g_auto(GStrv) names = limner_presets_list (presets, model);

  return g_strjoinv (" ", names);
}

static gboolean
load (LimnerPresets *presets)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_presets_load_async (presets, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  return limner_presets_load_finish (presets, result, NULL);
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerPresets) again = limner_presets_new (fixture->path);
  g_autofree char *names = NULL;
  JsonObject *input;

  g_assert_true (load (fixture->presets));
  keep (fixture->presets, "owner/name:abc", "Portrait", "{\"steps\":9}");
  keep (fixture->presets, "owner/name", "Wide", "{\"seed\":18446744073709551615}");
  keep (fixture->presets, "other/one", "Else", "{}");
  limner_presets_set_default (fixture->presets, "owner/name", "Wide");
  limner_test_wait_until (!limner_presets_get_saving (fixture->presets));

  g_assert_true (load (again));
  names = join (again, "owner/name:another");
  g_assert_cmpstr (names, ==, "Portrait Wide");
  g_assert_cmpstr (limner_presets_get_default (again, "owner/name"), ==, "Wide");
  input = limner_presets_find (again, "owner/name", "Wide");
  g_free (g_steal_pointer (&names));
  names = limner_json_object_to_string (input, FALSE);
  g_assert_cmpstr (names, ==, "{\"seed\":18446744073709551615}");

  /* What was read can be changed and written again. */
  keep (again, "owner/name", "Wide", "{}");
  limner_test_wait_until (!limner_presets_get_saving (again));
}

static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerPresets *presets = fixture->presets;
  g_autofree char *names = NULL;

  keep (presets, "a/b", "One", "{}");
  keep (presets, "a/b", "Two", "{}");
  limner_presets_set_default (presets, "a/b", "One");
  g_assert_false (limner_presets_rename (presets, "a/b", "One", "Two"));
  g_assert_false (limner_presets_rename (presets, "a/b", "Three", "Four"));
  g_assert_true (limner_presets_rename (presets, "a/b", "One", "First"));
  g_assert_cmpstr (limner_presets_get_default (presets, "a/b"), ==, "First");
  g_assert_true (limner_presets_remove (presets, "a/b", "First"));
  g_assert_false (limner_presets_remove (presets, "a/b", "First"));
  g_assert_null (limner_presets_get_default (presets, "a/b"));
  names = join (presets, "a/b");
  g_assert_cmpstr (names, ==, "Two");
  g_assert_null (limner_presets_find (presets, "x/y", "Two"));
}

static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *names = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "{", -1, NULL));
  g_assert_false (load (fixture->presets));
  g_assert_true (g_file_set_contents (fixture->path,
                                      "{\"a/b\":7,\"c/d\":{\"presets\":{\"X\":1,\"Y\":{}},"
                                      "\"default\":3}}", -1, NULL));
  g_assert_true (load (fixture->presets));
  names = join (fixture->presets, "c/d");
  g_assert_cmpstr (names, ==, "Y");
  keep (fixture->presets, "a/b", "New", "{}");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/presets/keep", test_keep);
  ADD ("/presets/change", test_change);
  ADD ("/presets/broken", test_broken);
  return g_test_run ();
}
