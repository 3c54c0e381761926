/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-file.h"
#include "studio/limner-server-list.h"

static char *
list_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "limner-test", name, NULL);
}

static void
write_text (const char *path,
            const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_file_write (path, bytes, &error));
  g_assert_no_error (error);
}

static void
test_begins_with_two (void)
{
  g_autofree char *path = list_path ("none.ini");
  g_autoptr(LimnerServerList) list = limner_server_list_new (path);
  g_autoptr(LimnerServer) first = g_list_model_get_item (G_LIST_MODEL (list), 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  g_assert_cmpstr (limner_server_get_id (first), ==, LIMNER_SERVER_THIS_COMPUTER);
  g_assert_nonnull (limner_server_list_find (list, LIMNER_SERVER_REPLICATE_ID));
  g_assert_null (limner_server_list_find (list, "nobody"));
  g_assert_null (limner_server_list_find (list, NULL));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 2));
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_add_and_remove (void)
{
  g_autofree char *path = list_path ("servers.ini");
  g_autoptr(LimnerServerList) list = limner_server_list_new (path);
  g_autoptr(LimnerServerList) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  LimnerServer *server;
  guint n_changes = 0;

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (count_cb), &n_changes);
  server = limner_server_list_add (list, LIMNER_SERVER_COG, "Workstation",
                                   "http://127.0.0.1:8393");
  id = g_strdup (limner_server_get_id (server));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (limner_server_is_free (id));
  g_assert_true (limner_server_is_free (LIMNER_SERVER_THIS_COMPUTER));
  g_assert_false (limner_server_is_free (LIMNER_SERVER_REPLICATE_ID));
  g_assert_false (limner_server_needs_network (server));
  g_assert_true (limner_server_needs_network (
                   limner_server_list_find (list, LIMNER_SERVER_REPLICATE_ID)));
  g_assert_true (limner_server_list_save (list, &error));
  g_assert_no_error (error);

  again = limner_server_list_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 3);
  server = limner_server_list_find (again, id);
  g_assert_cmpstr (limner_server_get_name (server), ==, "Workstation");
  g_assert_cmpint (limner_server_get_kind (server), ==, LIMNER_SERVER_COG);

  g_assert_true (limner_server_list_remove (list, id));
  g_assert_false (limner_server_list_remove (list, id));
  g_assert_false (limner_server_list_remove (list, LIMNER_SERVER_THIS_COMPUTER));
  g_assert_false (limner_server_list_remove (list, LIMNER_SERVER_REPLICATE_ID));
  g_assert_cmpuint (n_changes, ==, 2);
}

static void
test_hostile_file (void)
{
  g_autofree char *path = list_path ("hostile.ini");
  g_autoptr(LimnerServerList) list = NULL;

  write_text (path, "[a]\nkind=cog\n[b]\nkind=teapot\nurl=http://x\n"
                    "[this-computer]\nkind=replicate\nurl=https://example.org\n"
                    "[c]\nkind=engine\nurl=http://127.0.0.1\n"
                    "[d]\nkind=replicate\nurl=javascript:alert(1)\n"
                    "[e]\nkind=cog\nname=\nurl=http://127.0.0.1:5000\n");
  list = limner_server_list_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  g_assert_cmpint (limner_server_get_kind (limner_server_list_find (list, "this-computer")), ==,
                   LIMNER_SERVER_ENGINE);
  g_assert_cmpstr (limner_server_get_name (limner_server_list_find (list, "e")), !=, "");
}

/* A webhook is kept for servers of one's own and for the one that is always there. */
static void
test_webhook (void)
{
  static const char * const bad[] = { "file:///etc/passwd", "nonsense", "https://", "ftp://h/x",
                                      "https://user:secret@h/x" };
  g_autofree char *path = list_path ("webhooks.ini");
  g_autoptr(LimnerServerList) list = limner_server_list_new (path);
  g_autoptr(LimnerServerList) again = NULL;
  g_autofree char *id = NULL;
  LimnerServer *hosted = limner_server_list_find (list, LIMNER_SERVER_REPLICATE_ID);
  LimnerServer *own = limner_server_list_add (list, LIMNER_SERVER_REPLICATE, "Own",
                                              "https://example.com/v1");
  LimnerWebhookEvents events = 0;

  id = g_strdup (limner_server_get_id (own));
  g_assert_null (limner_server_get_webhook (hosted, &events));
  g_assert_cmpuint (events, ==, LIMNER_WEBHOOK_COMPLETED);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (limner_server_set_webhook (hosted, bad[i], LIMNER_WEBHOOK_ALL));
  g_assert_true (limner_server_set_webhook (hosted, "https://me.example/hook", LIMNER_WEBHOOK_ALL));
  g_assert_true (limner_server_set_webhook (own, "http://127.0.0.1:9000/",
                                            LIMNER_WEBHOOK_OUTPUT));
  g_assert_true (limner_server_list_save (list, NULL));

  again = limner_server_list_new (path);
  g_assert_cmpstr (limner_server_get_webhook (
                     limner_server_list_find (again, LIMNER_SERVER_REPLICATE_ID), &events),
                   ==, "https://me.example/hook");
  g_assert_cmpuint (events, ==, LIMNER_WEBHOOK_ALL);
  g_assert_cmpstr (limner_server_get_webhook (limner_server_list_find (again, id), &events),
                   ==, "http://127.0.0.1:9000/");
  g_assert_cmpuint (events, ==, LIMNER_WEBHOOK_OUTPUT);
  g_assert_true (limner_server_set_webhook (hosted, "", 0));
  g_assert_null (limner_server_get_webhook (hosted, NULL));

  /* What older programs wrote */
  write_text (path, "[replicate]\nkind=replicate\nurl=https://example.com/v1\n"
                    "webhook=https://me.example/hook\nwebhook-tells-all=true\n");
  g_clear_object (&again);
  again = limner_server_list_new (path);
  g_assert_nonnull (limner_server_get_webhook (
                      limner_server_list_find (again, LIMNER_SERVER_REPLICATE_ID), &events));
  g_assert_cmpuint (events, ==, LIMNER_WEBHOOK_ALL);
}

/* How many run at once is kept as well; what the file says beyond all reason is not. */
static void
test_max_jobs (void)
{
  g_autofree char *path = list_path ("limits.ini");
  g_autoptr(LimnerServerList) list = limner_server_list_new (path);
  g_autoptr(LimnerServerList) again = NULL;
  LimnerServer *hosted = limner_server_list_find (list, LIMNER_SERVER_REPLICATE_ID);
  LimnerServer *own = limner_server_list_add (list, LIMNER_SERVER_REPLICATE, "Own",
                                              "https://example.com/v1");
  g_autofree char *id = g_strdup (limner_server_get_id (own));

  g_assert_cmpuint (limner_server_get_max_jobs (hosted), ==, LIMNER_SERVER_HOSTED_JOBS);
  g_assert_cmpuint (limner_server_get_max_jobs (own), ==, LIMNER_SERVER_HOSTED_JOBS);
  limner_server_set_max_jobs (hosted, 3);
  limner_server_set_max_jobs (own, 100000);
  g_assert_cmpuint (limner_server_get_max_jobs (own), ==, LIMNER_SERVER_MOST_JOBS);
  g_assert_true (limner_server_list_save (list, NULL));

  again = limner_server_list_new (path);
  hosted = limner_server_list_find (again, LIMNER_SERVER_REPLICATE_ID);
  own = limner_server_list_find (again, id);
  g_assert_cmpuint (limner_server_get_max_jobs (hosted), ==, 3);
  g_assert_cmpuint (limner_server_get_max_jobs (own), ==, LIMNER_SERVER_MOST_JOBS);

  g_assert_true (g_file_set_contents (path, "[replicate]\njobs-at-once=-7\n", -1, NULL));
  g_clear_object (&again);
  again = limner_server_list_new (path);
  hosted = limner_server_list_find (again, LIMNER_SERVER_REPLICATE_ID);
  g_assert_cmpuint (limner_server_get_max_jobs (hosted), ==, LIMNER_SERVER_HOSTED_JOBS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/studio/server-list/begins-with-two", test_begins_with_two);
  g_test_add_func ("/studio/server-list/add-and-remove", test_add_and_remove);
  g_test_add_func ("/studio/server-list/hostile-file", test_hostile_file);
  g_test_add_func ("/studio/server-list/webhook", test_webhook);
  g_test_add_func ("/studio/server-list/max-jobs", test_max_jobs);

  return g_test_run ();
}
