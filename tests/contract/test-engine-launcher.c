/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <string.h>

#include <libsoup/soup.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "studio/limner-engine-launcher.h"

#include "lib/limner-test.h"

static gboolean
start (LimnerEngineLauncher  *launcher,
       GError               **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_engine_launcher_start_async (launcher, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  return limner_engine_launcher_start_finish (launcher, result, error);
}

static guint
get_account (LimnerEngineLauncher *launcher,
             const char           *token)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (limner_engine_launcher_get_base_url (launcher), "/account",
                                      NULL);
  g_autofree char *value = g_strconcat ("Bearer ", token, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) body = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                value);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  body = soup_session_send_and_read_finish (session, result, NULL);
  return soup_message_get_status (message);
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

/* Two who want it at once get the same engine, and it is there for later. */
static void
test_start (void)
{
  g_autoptr(LimnerEngineLauncher) launcher = limner_engine_launcher_new (NULL, NULL);
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  guint n_notified = 0;

  g_signal_connect (launcher, "notify::state", G_CALLBACK (notify_cb), &n_notified);
  g_assert_cmpint (limner_engine_launcher_get_state (launcher), ==, LIMNER_ENGINE_STOPPED);
  g_assert_null (limner_engine_launcher_get_base_url (launcher));

  limner_engine_launcher_start_async (launcher, NULL, limner_test_result_cb, &first);
  limner_engine_launcher_start_async (launcher, NULL, limner_test_result_cb, &second);
  g_assert_cmpint (limner_engine_launcher_get_state (launcher), ==, LIMNER_ENGINE_STARTING);
  limner_test_wait_until (first != NULL && second != NULL);
  g_assert_true (limner_engine_launcher_start_finish (launcher, first, &error));
  g_assert_no_error (error);
  g_assert_true (limner_engine_launcher_start_finish (launcher, second, &error));
  g_assert_cmpuint (n_notified, ==, 2);

  url = g_strdup (limner_engine_launcher_get_base_url (launcher));
  g_assert_cmpuint (get_account (launcher, limner_engine_launcher_get_token (launcher)), ==, 200);
  g_assert_cmpuint (get_account (launcher, "x"), ==, 401);
  g_assert_true (start (launcher, &error));
  g_assert_cmpstr (limner_engine_launcher_get_base_url (launcher), ==, url);

  limner_engine_launcher_stop (launcher);
  g_assert_cmpint (limner_engine_launcher_get_state (launcher), ==, LIMNER_ENGINE_STOPPED);
}

/* Reads the processes of this user for the engine that was started with a folder. */
static GPid
find_engine (const char  *folder,
             char       **environment)
{
  g_autoptr(GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *environ_path = g_build_filename ("/proc", name, "environ", NULL);
      g_autofree char *command = NULL;
      gsize length;

      if (!g_ascii_isdigit (*name) || !g_file_get_contents (path, &command, &length, NULL))
        continue;
      for (gsize i = 0; i + 1 < length; i++)
        {
          if (command[i] == '\0')
            command[i] = ' ';
        }
      if (strstr (command, folder) == NULL || strstr (command, "limner-engine") == NULL)
        continue;

      g_clear_pointer (environment, g_free);
      g_file_get_contents (environ_path, environment, &length, NULL);
      for (gsize i = 0; *environment != NULL && i + 1 < length; i++)
        {
          if ((*environment)[i] == '\0')
            (*environment)[i] = '\n';
        }
      g_assert_null (strstr (command, "token"));
      return (GPid) g_ascii_strtoll (name, NULL, 10);
    }

  return 0;
}

/* An engine that is killed is told of, and the next start makes another. */
static void
test_crash (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *environment = NULL;
  g_autofree char *token = NULL;
  g_autoptr(LimnerEngineLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  GPid pid;

  g_setenv ("REPLICATE_API_TOKEN", "r8_canary", TRUE);
  launcher = limner_engine_launcher_new (folder, NULL);
  g_assert_true (start (launcher, &error));
  token = g_strdup (limner_engine_launcher_get_token (launcher));
  g_unsetenv ("REPLICATE_API_TOKEN");

  pid = find_engine (folder, &environment);
  g_assert_cmpint (pid, >, 0);
  g_assert_null (strstr (environment, token));
  g_assert_null (strstr (environment, "r8_canary"));

  kill (pid, SIGKILL);
  limner_test_wait_until (limner_engine_launcher_get_state (launcher) == LIMNER_ENGINE_STOPPED);
  g_assert_true (start (launcher, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (limner_engine_launcher_get_token (launcher), !=, token);
  g_assert_cmpuint (get_account (launcher, limner_engine_launcher_get_token (launcher)), ==, 200);

  limner_engine_launcher_stop (launcher);
  limner_test_wait_until (find_engine (folder, &environment) == 0);
  limner_test_remove_folder (folder);
}

static void
test_cannot_start (void)
{
  static const char * const programs[] = { "/bin/false", "/nowhere/limner-engine", "/bin/echo" };

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr(LimnerEngineLauncher) launcher = limner_engine_launcher_new (NULL, NULL);
      g_autoptr(GError) error = NULL;

      g_setenv ("LIMNER_ENGINE", programs[i], TRUE);
      g_assert_false (start (launcher, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED);
      g_assert_cmpint (limner_engine_launcher_get_state (launcher), ==, LIMNER_ENGINE_STOPPED);
    }
  g_unsetenv ("LIMNER_ENGINE");
}

/* The engine ends when the pipe from its parent does, however the parent has ended. */
static void
test_parent_ends (void)
{
  g_autofree char *program = limner_engine_launcher_find_program ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) engine =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                      program, "--print-address", "--parent-pipe", NULL);
  g_autoptr(GDataInputStream) output = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *line = NULL;
  g_autoptr(JsonObject) address = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (engine));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  address = limner_json_parse_object (line, (gsize) -1, 4096, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (limner_json_get_string (address, "base_url", ""),
                                   "http://127.0.0.1:"));

  g_output_stream_close (g_subprocess_get_stdin_pipe (engine), NULL, NULL);
  g_subprocess_wait_async (engine, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (g_subprocess_wait_finish (engine, result, NULL));
  g_assert_true (g_subprocess_get_successful (engine));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/engine-launcher/start", test_start);
  g_test_add_func ("/engine-launcher/crash", test_crash);
  g_test_add_func ("/engine-launcher/cannot-start", test_cannot_start);
  g_test_add_func ("/engine-launcher/parent-ends", test_parent_ends);

  return g_test_run ();
}
