/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-test-studio.h"
#include "limner-test.h"

static void
set_token (LimnerTestStudio *self,
           const char       *token)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  limner_studio_set_token_async (self->studio, self->server, token, NULL, limner_test_result_cb,
                                 &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_set_token_finish (self->studio, done, &error));
  g_assert_no_error (error);
}

/**
 * limner_test_studio_open:
 * @self: what is filled in
 * @url: where the hosted server listens
 * @token: (nullable): for it; %NULL for none
 *
 * Makes the folder and the studio, and waits until the library is open.
 */
void
limner_test_studio_open (LimnerTestStudio *self,
                         const char       *url,
                         const char       *token)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;
  LimnerServer *server;

  self->folder = limner_test_make_folder ();
  library = g_build_filename (self->folder, "data", NULL);
  pictures = g_build_filename (self->folder, "pictures", NULL);
  self->studio = limner_studio_new_for (library, pictures, vault);
  limner_studio_open_async (self->studio, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_open_finish (self->studio, done, &error));
  g_assert_no_error (error);

  server = limner_server_list_add (limner_studio_get_servers (self->studio),
                                   LIMNER_SERVER_REPLICATE, "Test server", url);
  g_assert_nonnull (server);
  self->server = g_strdup (limner_server_get_id (server));
  if (token != NULL)
    set_token (self, token);
}

/**
 * limner_test_studio_close:
 * @self: what limner_test_studio_open() filled in
 *
 * Lets the studio go and removes its folder.
 */
void
limner_test_studio_close (LimnerTestStudio *self)
{
  limner_test_settle ();
  g_clear_object (&self->studio);
  limner_test_settle ();
  limner_test_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->server, g_free);
}
