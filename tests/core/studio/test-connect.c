/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "limner-test-server.h"
#include "limner-test.h"
#include "studio/limner-studio.h"

#define ACCOUNT "{\"type\":\"user\",\"username\":\"u\"}"

/* A hosted server that wants a token, and where tokens are kept. */
typedef struct
{
  char             *folder;
  LimnerTestServer *server;
  LimnerVault      *vault;
  LimnerStudio     *studio;
  char             *id;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *pictures = NULL;
  LimnerServer *server;

  fixture->folder = limner_test_make_folder ();
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->server = limner_test_server_new ();
  fixture->vault = limner_vault_new_in_memory ();
  fixture->studio = limner_studio_new_for (fixture->folder, pictures, fixture->vault);
  server = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                   LIMNER_SERVER_REPLICATE, "Test",
                                   limner_test_server_get_uri (fixture->server));
  fixture->id = g_strdup (limner_server_get_id (server));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->studio);
  g_clear_object (&fixture->vault);
  g_clear_pointer (&fixture->id, g_free);
  limner_test_settle ();
  limner_test_server_free (fixture->server);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* Tries a token, and gives the code of what came of it, or -1. */
static int
connect_with (Fixture      *fixture,
              const char   *id,
              const char   *token,
              GCancellable *cancellable)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok;

  limner_studio_connect_async (fixture->studio, id, token, cancellable, limner_test_result_cb,
                               &result);
  limner_test_wait_until (result != NULL);
  ok = limner_studio_connect_finish (fixture->studio, result, &error);
  g_assert_cmpint (ok, ==, error == NULL);
  if (error == NULL)
    return -1;
  return limner_error_is_cancelled (error) ? G_IO_ERROR_CANCELLED
                                           : error->domain == LIMNER_ERROR ? error->code : -2;
}

static char *
dup_kept (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_vault_lookup_async (fixture->vault, fixture->id, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  return limner_vault_lookup_finish (fixture->vault, result, NULL);
}

/* What the server takes is kept, without the space that came along when it was copied. */
static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *kept = NULL;

  limner_test_server_answer (fixture->server, "GET", "/account", 200, ACCOUNT);
  g_assert_cmpint (connect_with (fixture, fixture->id, " r8_token\n", NULL), ==, -1);
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 1);
  g_assert_cmpstr (limner_test_server_get_request (fixture->server, 0)->authorization, ==,
                   "Bearer r8_token");
  kept = dup_kept (fixture);
  g_assert_cmpstr (kept, ==, "r8_token");
}

/* What it does not take is not kept, and the one that was there stays. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *none = NULL;
  g_autofree char *kept = NULL;

  limner_test_server_answer (fixture->server, "GET", "/account", 401, "{\"detail\":\"no\"}");
  limner_test_server_answer (fixture->server, "GET", "/account", 200, ACCOUNT);
  limner_test_server_answer (fixture->server, "GET", "/account", 401, "{\"detail\":\"no\"}");
  g_assert_cmpint (connect_with (fixture, fixture->id, "wrong", NULL), ==,
                   LIMNER_ERROR_UNAUTHORIZED);
  none = dup_kept (fixture);
  g_assert_null (none);

  g_assert_cmpint (connect_with (fixture, fixture->id, "right", NULL), ==, -1);
  g_assert_cmpint (connect_with (fixture, fixture->id, "wrong", NULL), ==,
                   LIMNER_ERROR_UNAUTHORIZED);
  kept = dup_kept (fixture);
  g_assert_cmpstr (kept, ==, "right");
}

/* A server in trouble says nothing of a token; it is asked once, for somebody waits. */
static void
test_trouble (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *none = NULL;

  limner_test_server_answer (fixture->server, "GET", "/account", 500, "{\"detail\":\"down\"}");
  g_assert_cmpint (connect_with (fixture, fixture->id, "token", NULL), ==, LIMNER_ERROR_SERVER);
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 1);
  none = dup_kept (fixture);
  g_assert_null (none);
}

/* Nothing is asked where there is nothing to ask, or nobody who waits. */
static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_assert_cmpint (connect_with (fixture, fixture->id, " \n", NULL), ==,
                   LIMNER_ERROR_UNAUTHORIZED);
  g_assert_cmpint (connect_with (fixture, "no such server", "token", NULL), ==,
                   LIMNER_ERROR_UNAUTHORIZED);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (connect_with (fixture, fixture->id, "token", cancellable), ==,
                   G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add ("/connect/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("taken", test_taken);
  ADD ("refused", test_refused);
  ADD ("trouble", test_trouble);
  ADD ("nothing", test_nothing);
#undef ADD

  return g_test_run ();
}
