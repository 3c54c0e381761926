/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "studio-fixture.h"

/* For calls of whatever is asynchronous, with the fixture as data. */
void
fixture_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_set_object (&((StudioFixture *) data)->result, result);
}

/* Waits until the call that was begun has ended; clear the result before the next one. */
GAsyncResult *
fixture_wait (StudioFixture *fixture)
{
  limner_test_wait_until (fixture->result != NULL);
  return fixture->result;
}

static void
add_server (StudioFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  LimnerServer *server = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                                 LIMNER_SERVER_REPLICATE, "Elsewhere",
                                                 limner_test_engine_get_url (fixture->engine));

  g_assert_nonnull (server);
  fixture->server = g_strdup (limner_server_get_id (server));
  limner_studio_set_token_async (fixture->studio, fixture->server,
                                 limner_test_engine_get_token (fixture->engine), NULL, fixture_cb,
                                 fixture);
  g_assert_true (limner_studio_set_token_finish (fixture->studio, fixture_wait (fixture), &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

/* Makes the folder, the engine and the studio, whose library is open and whose server is known. */
void
fixture_set_up (StudioFixture *fixture)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "data", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->engine = limner_test_engine_new (NULL, 0);
  fixture->studio = limner_studio_new_for (library, pictures, vault);
  limner_studio_open_async (fixture->studio, NULL, fixture_cb, fixture);
  g_assert_true (limner_studio_open_finish (fixture->studio, fixture_wait (fixture), &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  add_server (fixture);
}

/* Makes the workspace of the studio, as the window does at its start. */
void
fixture_open_workspace (StudioFixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->workspace = limner_workspace_new (fixture->studio);
  limner_workspace_restore_async (fixture->workspace, NULL, fixture_cb, fixture);
  g_assert_true (limner_workspace_restore_finish (fixture->workspace, fixture_wait (fixture),
                                                  &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
}

void
fixture_tear_down (StudioFixture *fixture)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  g_clear_pointer (&fixture->engine, limner_test_engine_free);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->server, g_free);
}
