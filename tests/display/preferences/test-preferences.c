/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-test-server.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "preferences/limner-engine-row.h"
#include "preferences/limner-key-row.h"
#include "preferences/limner-preferences.h"
#include "preferences/limner-server-row.h"

typedef struct
{
  char             *folder;
  LimnerVault      *vault;
  LimnerStudio     *studio;
  LimnerTestServer *server;
  LimnerServer     *account;
  GtkWidget        *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  fixture->folder = limner_test_make_folder ();
  fixture->vault = limner_vault_new_in_memory ();
  fixture->studio = limner_studio_new_for (fixture->folder, fixture->folder, fixture->vault);
  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_open_finish (fixture->studio, done, &error));

  /* The hosted service itself is not to be asked by a test. */
  fixture->server = limner_test_server_new ();
  limner_server_set_base_url (limner_server_list_find (limner_studio_get_servers (fixture->studio),
                                                       LIMNER_SERVER_REPLICATE_ID),
                              limner_test_server_get_uri (fixture->server));
  fixture->account = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                             LIMNER_SERVER_REPLICATE, "Second account",
                                             limner_test_server_get_uri (fixture->server));
  fixture->window = limner_preferences_new (fixture->studio);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_settle ();
  g_clear_object (&fixture->studio);
  g_clear_object (&fixture->vault);
  limner_test_server_free (fixture->server);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* The row of the server at a position of the list. */
static LimnerServerRow *
find_row (GtkWidget    *widget,
          LimnerServer *server)
{
  if (LIMNER_IS_SERVER_ROW (widget) &&
      limner_server_row_get_server (LIMNER_SERVER_ROW (widget)) == server)
    return LIMNER_SERVER_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      LimnerServerRow *found = find_row (child, server);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  LimnerServerRow *row = find_row (fixture->window, fixture->account);

  return row != NULL &&
         strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), text) != NULL;
}

static void
enter_token (Fixture    *fixture,
             const char *token)
{
  GtkWidget *row = GTK_WIDGET (find_row (fixture->window, fixture->account));
  GtkWidget *entry = limner_test_find_child (row, ADW_TYPE_PASSWORD_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (entry), token);
  g_signal_emit_by_name (entry, "apply");
}

static char *
lookup_token (Fixture *fixture)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_vault_lookup_async (fixture->vault, limner_server_get_id (fixture->account), NULL,
                             limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  return limner_vault_lookup_finish (fixture->vault, done, NULL);
}

/* How many jobs run at once: for the queue at once, and for the next start. */
static void
test_max_jobs (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *row = GTK_WIDGET (find_row (fixture->window, fixture->account));
  GtkWidget *button = limner_test_find_child (row, GTK_TYPE_SPIN_BUTTON);
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  const char *id = limner_server_get_id (fixture->account);
  g_autofree char *path = g_build_filename (
    limner_store_get_data_directory (limner_studio_get_store (fixture->studio)), "servers.ini",
    NULL);
  g_autoptr(LimnerServerList) again = NULL;

  g_assert_nonnull (button);
  g_assert_cmpuint (limner_job_queue_get_limit (queue, id), ==, LIMNER_SERVER_HOSTED_JOBS);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (button)), ==,
                   LIMNER_SERVER_HOSTED_JOBS);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), 3);
  g_assert_cmpuint (limner_job_queue_get_limit (queue, id), ==, 3);
  again = limner_server_list_new (path);
  g_assert_cmpuint (limner_server_get_max_jobs (limner_server_list_find (again, id)), ==, 3);
}

static void
test_token (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *token = NULL;

  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"name\":\"Ada <L>\"}");
  limner_test_wait_until (says (fixture, "Not connected"));
  enter_token (fixture, "  r8_good\n");
  limner_test_wait_until (says (fixture, "Connected as Ada <L>"));
  token = lookup_token (fixture);
  g_assert_cmpstr (token, ==, "r8_good");
  g_assert_cmpstr (limner_test_server_get_request (fixture->server, 0)->authorization, ==,
                   "Bearer r8_good");
}

/* A refused token is told in its place and not kept. */
static void
test_refused_token (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *token = NULL;

  limner_test_server_answer (fixture->server, "GET", "/account", 401,
                             "{\"title\":\"Unauthenticated\",\"status\":401}");
  limner_test_wait_until (says (fixture, "Not connected"));
  enter_token (fixture, "r8_bad");
  limner_test_wait_until (says (fixture, "refused this token"));
  token = lookup_token (fixture);
  g_assert_null (token);
}

static guint
count_servers (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (limner_studio_get_servers (fixture->studio)));
}

static GtkWidget *
find_entry (GtkWidget *widget)
{
  GtkWidget *found = G_OBJECT_TYPE (widget) == ADW_TYPE_ENTRY_ROW ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!LIMNER_IS_SERVER_ROW (child))
        found = find_entry (child);
    }
  return found;
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }
  return FALSE;
}

/* Libadwaita 1.2 makes its buttons invisible, newer ones are only not shown by their row. */
static gboolean
has_visible_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_visible (widget) &&
      gtk_widget_get_child_visible (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_visible_button (child))
        return TRUE;
    }
  return FALSE;
}

static void
test_cog (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *entry = find_entry (fixture->window);
  guint n = count_servers (fixture);
  g_autoptr(LimnerServer) added = NULL;

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "ftp://nowhere");
  g_signal_emit_by_name (entry, "apply");
  limner_test_wait_until (has_label (fixture->window, "http://"));

  limner_test_server_answer (fixture->server, "GET", "/health-check", 200, "{\"hello\":1}");
  limner_test_server_answer (fixture->server, "GET", "/health-check", 200,
                             "{\"status\":\"STARTING\"}");
  gtk_editable_set_text (GTK_EDITABLE (entry), limner_test_server_get_uri (fixture->server));
  g_signal_emit_by_name (entry, "apply");
  limner_test_wait_until (has_label (fixture->window, "could not be read"));
  g_assert_cmpuint (count_servers (fixture), ==, n);

  g_signal_emit_by_name (entry, "apply");
  limner_test_wait_until (count_servers (fixture) == n + 1);
  added = g_list_model_get_item (G_LIST_MODEL (limner_studio_get_servers (fixture->studio)), n);
  g_assert_cmpint (limner_server_get_kind (added), ==, LIMNER_SERVER_COG);
  limner_test_wait_until (has_label (fixture->window, "Starting: the model is being loaded"));
  /* What was added is not waiting to be added any more. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_false (has_visible_button (entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), limner_test_server_get_uri (fixture->server));
  g_signal_emit_by_name (entry, "apply");
  limner_test_wait_until (has_label (fixture->window, "in the list already"));
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  guint n = count_servers (fixture);

  limner_studio_remove_server (fixture->studio, limner_server_get_id (fixture->account));
  g_assert_cmpuint (count_servers (fixture), ==, n - 1);
  g_assert_null (find_row (fixture->window, fixture->account));
}

/* What the engine takes is told while it runs, and looking does not start it. */
static void
test_engine (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerEngineLauncher *engine = limner_studio_get_engine (fixture->studio);
  LimnerServer *here = limner_server_list_find (limner_studio_get_servers (fixture->studio),
                                                LIMNER_SERVER_THIS_COMPUTER);
  GtkWidget *server = GTK_WIDGET (find_row (fixture->window, here));
  GtkWidget *row;
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (server), TRUE);
  row = limner_test_find_child (server, LIMNER_TYPE_ENGINE_ROW);
  g_assert_nonnull (row);
  limner_test_wait_until (gtk_widget_get_mapped (row));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Not running"));
  g_assert_null (limner_engine_launcher_get_pid (engine));

  limner_engine_launcher_start_async (engine, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  if (!limner_engine_launcher_start_finish (engine, done, NULL))
    {
      g_test_skip ("There is no engine to be started");
      return;
    }
  g_assert_nonnull (limner_engine_launcher_get_pid (engine));
  limner_test_wait_until (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                                  "7 models · nothing under way") != NULL);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "of memory"));
  limner_engine_launcher_stop (engine);
  limner_test_wait_until (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                                  "Not running") != NULL);
}

static GtkWidget *
find_titled (GtkWidget  *widget,
             const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Where pictures go and what they carry; the row says it and the library follows. */
static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "else & where", NULL);
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  GtkWidget *pictures;
  GtkWidget *metadata;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window),
                                                "general");
  pictures = find_titled (fixture->window, "Pictures");
  metadata = find_titled (fixture->window, "Saved pictures carry");
  g_assert_nonnull (pictures);
  g_assert_nonnull (metadata);

  g_settings_set_string (settings, "pictures-folder", elsewhere);
  limner_test_wait_until (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (pictures)),
                                  "& where") != NULL);
  g_assert_cmpstr (limner_store_get_pictures_directory (store), ==, elsewhere);
  g_settings_reset (settings, "pictures-folder");
  limner_test_wait_until (g_strcmp0 (limner_store_get_pictures_directory (store),
                                     fixture->folder) == 0);

  adw_combo_row_set_selected (ADW_COMBO_ROW (metadata), 2);
  g_assert_cmpint (g_settings_get_enum (settings, "saved-metadata"), ==, LIMNER_EXPORT_NOTHING);
  g_settings_reset (settings, "saved-metadata");
}

/* A receiver of the person's own, for one account; what is no address is told until it is one. */
static void
test_webhook (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *row = GTK_WIDGET (find_row (fixture->window, fixture->account));
  GtkWidget *webhook =
    find_titled (row, "Webhook: an address that hears of your predictions");
  GtkWidget *events = find_titled (row, "The webhook hears of");
  GtkWidget *start = limner_test_find_child (events, GTK_TYPE_CHECK_BUTTON);
  GtkWidget *end = gtk_widget_get_last_child (gtk_widget_get_parent (start));
  LimnerWebhookEvents heard;

  g_assert_nonnull (webhook);
  gtk_editable_set_text (GTK_EDITABLE (webhook), "ftp://example.org/hook");
  g_signal_emit_by_name (webhook, "apply");
  g_assert_true (says (fixture, "A webhook is an address that begins with https://"));
  g_assert_null (limner_server_get_webhook (fixture->account, NULL));

  gtk_editable_set_text (GTK_EDITABLE (webhook), " https://example.org/hook ");
  g_signal_emit_by_name (webhook, "apply");
  g_assert_false (says (fixture, "A webhook is an address"));
  g_assert_cmpstr (limner_server_get_webhook (fixture->account, &heard), ==,
                   "https://example.org/hook");
  g_assert_cmpuint (heard, ==, LIMNER_WEBHOOK_COMPLETED);

  /* Each by itself, but never none. */
  g_assert_false (gtk_widget_get_sensitive (end));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (start), TRUE);
  limner_server_get_webhook (fixture->account, &heard);
  g_assert_cmpuint (heard, ==, LIMNER_WEBHOOK_START | LIMNER_WEBHOOK_COMPLETED);
  g_assert_true (gtk_widget_get_sensitive (end));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (end), FALSE);
  limner_server_get_webhook (fixture->account, &heard);
  g_assert_cmpuint (heard, ==, LIMNER_WEBHOOK_START);
  g_assert_false (gtk_widget_get_sensitive (start));

  gtk_editable_set_text (GTK_EDITABLE (webhook), "");
  g_signal_emit_by_name (webhook, "apply");
  g_assert_null (limner_server_get_webhook (fixture->account, NULL));
}

/* Light or dark, and how new pictures are called: at once, and with the next start. */
static void
test_general (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  g_autofree char *name = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *usual = NULL;
  GtkWidget *row, *names;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window),
                                                "general");
  row = find_titled (fixture->window, "Light or dark");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  scheme = g_settings_get_string (settings, "color-scheme");
  g_assert_cmpstr (scheme, ==, "dark");
  g_settings_reset (settings, "color-scheme");
  usual = g_settings_get_string (settings, "color-scheme");
  g_assert_cmpstr (usual, ==, "system");

  names = find_titled (fixture->window, "Names of new pictures");
  gtk_editable_set_text (GTK_EDITABLE (names), "{date}-{seed}");
  g_signal_emit_by_name (names, "apply");
  name = g_settings_get_string (settings, "name-template");
  g_assert_cmpstr (name, ==, "{date}-{seed}");
  g_settings_reset (settings, "name-template");
}

static LimnerKeyRow *
find_key_row (GtkWidget  *widget,
              const char *id)
{
  if (LIMNER_IS_KEY_ROW (widget) &&
      g_str_equal (limner_key_row_get_info (LIMNER_KEY_ROW (widget))->id, id))
    return LIMNER_KEY_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      LimnerKeyRow *found = find_key_row (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A key, as it comes to who listens in the window before all others. */
static void
press (Fixture         *fixture,
       guint            key,
       GdkModifierType  modifiers)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (fixture->window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, modifiers, &is_taken);
      g_assert_true (is_taken);
      return;
    }
  g_assert_not_reached ();
}

static void
assert_keys (const char *id,
             const char *accels)
{
  g_autofree char *now = limner_keys_dup_accels (limner_keys_get_default (), id);

  g_assert_cmpstr (now, ==, accels);
}

static LimnerKeyRow *
listen (Fixture    *fixture,
        const char *id)
{
  LimnerKeyRow *row;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window), "keys");
  limner_test_wait_until ((row = find_key_row (fixture->window, id)) != NULL);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_true (limner_key_row_is_listening (row));
  return row;
}

static void
test_new_keys (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerKeyRow *row = listen (fixture, "canvas.wand");

  /* What is held comes first, and is waited through. */
  press (fixture, GDK_KEY_Control_L, 0);
  g_assert_true (limner_key_row_is_listening (row));
  press (fixture, GDK_KEY_K, GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_LOCK_MASK);
  g_assert_false (limner_key_row_is_listening (row));
  assert_keys ("canvas.wand", "<Shift><Control>k");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "");

  listen (fixture, "canvas.wand");
  press (fixture, GDK_KEY_question, GDK_SHIFT_MASK);
  assert_keys ("canvas.wand", "question");

  listen (fixture, "canvas.wand");
  press (fixture, GDK_KEY_Escape, 0);
  assert_keys ("canvas.wand", "question");
  listen (fixture, "canvas.wand");
  press (fixture, GDK_KEY_BackSpace, 0);
  assert_keys ("canvas.wand", "");
  limner_keys_reset_all (limner_keys_get_default ());
}

/* What something else has is told, and taken at the second time only. */
static void
test_taken_keys (Fixture       *fixture,
                 gconstpointer  data)
{
  LimnerKeyRow *row = listen (fixture, "canvas.wand");

  press (fixture, GDK_KEY_e, 0);
  g_assert_true (limner_key_row_is_listening (row));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Mask eraser"));
  press (fixture, GDK_KEY_q, 0);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "mask only"));
  press (fixture, GDK_KEY_e, 0);
  assert_keys ("canvas.wand", "w");
  press (fixture, GDK_KEY_e, 0);
  g_assert_false (limner_key_row_is_listening (row));
  assert_keys ("canvas.wand", "e");
  assert_keys ("canvas.eraser", "");

  /* What stays is not taken however often it is pressed. */
  row = listen (fixture, "canvas.wand");
  press (fixture, GDK_KEY_backslash, 0);
  press (fixture, GDK_KEY_backslash, 0);
  g_assert_true (limner_key_row_is_listening (row));
  press (fixture, GDK_KEY_Tab, 0);
  assert_keys ("canvas.wand", "e");

  /* Nor is what writes text, for what works everywhere. */
  press (fixture, GDK_KEY_Escape, 0);
  row = listen (fixture, "win.generate");
  press (fixture, GDK_KEY_g, 0);
  press (fixture, GDK_KEY_g, 0);
  g_assert_true (limner_key_row_is_listening (row));
  assert_keys ("win.generate", "<Control>Return <Control>KP_Enter");
  limner_keys_reset_all (limner_keys_get_default ());
}

int
main (int   argc,
      char *argv[])
{
  g_unsetenv ("REPLICATE_API_TOKEN");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/preferences/token", Fixture, NULL, set_up, test_token, tear_down);
  g_test_add ("/preferences/max-jobs", Fixture, NULL, set_up, test_max_jobs, tear_down);
  g_test_add ("/preferences/refused-token", Fixture, NULL, set_up, test_refused_token, tear_down);
  g_test_add ("/preferences/cog", Fixture, NULL, set_up, test_cog, tear_down);
  g_test_add ("/preferences/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/preferences/webhook", Fixture, NULL, set_up, test_webhook, tear_down);
  g_test_add ("/preferences/general", Fixture, NULL, set_up, test_general, tear_down);
  g_test_add ("/preferences/engine", Fixture, NULL, set_up, test_engine, tear_down);
  g_test_add ("/preferences/new-keys", Fixture, NULL, set_up, test_new_keys, tear_down);
  g_test_add ("/preferences/taken-keys", Fixture, NULL, set_up, test_taken_keys, tear_down);
  g_test_add ("/preferences/remove", Fixture, NULL, set_up, test_remove, tear_down);

  return g_test_run ();
}
