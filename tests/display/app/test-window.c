/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/limner-application.h"
#include "app/limner-live-button.h"
#include "app/limner-window.h"
#include "base/limner-error.h"
#include "base/limner-file.h"
#include "canvas/limner-canvas.h"
#include "form/limner-form.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-store-gallery.h"
#include "studio/limner-workspace-private.h"
#include "sweep/limner-sweep-axis-row.h"
#include "sweep/limner-sweep-setup.h"
#include "widgets/limner-banner.h"
#include "widgets/limner-keys-bind.h"
#include "write/limner-writer.h"

/* One for all tests, as in any process: it is on the bus under its name. */
static GtkApplication *application;

typedef struct
{
  char            *folder;
  LimnerStudio    *studio;
  LimnerWorkspace *workspace;
  LimnerWindow    *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");

  g_settings_reset (settings, "page");
  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "library", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);

  fixture->studio = limner_studio_new_for (library, pictures, vault);
  fixture->workspace = limner_workspace_new (fixture->studio);
  fixture->window = limner_window_new (application, fixture->workspace);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_settle ();
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static AdwViewStack *
get_stack (Fixture *fixture)
{
  return ADW_VIEW_STACK (limner_test_find_child (GTK_WIDGET (fixture->window),
                                                 ADW_TYPE_VIEW_STACK));
}

static gboolean
is_made (Fixture    *fixture,
         const char *page)
{
  GtkWidget *bin = adw_view_stack_get_child_by_name (get_stack (fixture), page);

  return adw_bin_get_child (ADW_BIN (bin)) != NULL;
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
begins_label (GtkWidget  *widget,
              const char *start)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), start))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (begins_label (child, start))
      return TRUE;
  return FALSE;
}

static void
test_pages_are_lazy (Fixture       *fixture,
                     gconstpointer  data)
{
  g_assert_false (is_made (fixture, "create"));
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));
  g_assert_false (is_made (fixture, "gallery"));
  g_assert_false (is_made (fixture, "models"));

  limner_window_show_page (fixture->window, "gallery");
  g_assert_true (is_made (fixture, "gallery"));
  g_assert_false (is_made (fixture, "models"));

  limner_window_show_page (fixture->window, "no such page");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (get_stack (fixture)), ==, "gallery");
}

/* Not on a button of the header, where the space bar would press it. */
static void
test_first_focus (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *focus;

  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));
  limner_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != NULL);
  limner_test_settle ();

  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (LIMNER_IS_CANVAS (focus) || GTK_IS_TEXT_VIEW (focus));
}

static void
test_actions (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    const char *name;
    const char *type;
  } actions[] = {
    { "edit-item", "s" }, { "generate", NULL }, { "new", NULL }, { "new-seed", "s" },
    { "open", NULL }, { "open-file", "s" }, { "paste", NULL }, { "show-in-files", "s" },
    { "show-item", "s" }, { "show-page", "s" }, { "toast", "s" }, { "use-model", "s" },
    { "use-settings", "s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const GVariantType *type;

      g_assert_true (g_action_group_has_action (G_ACTION_GROUP (fixture->window),
                                                actions[i].name));
      type = g_action_group_get_action_parameter_type (G_ACTION_GROUP (fixture->window),
                                                       actions[i].name);
      g_assert_cmpstr ((const char *) type, ==, actions[i].type);
    }

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", "models");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (get_stack (fixture)), ==, "models");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toast", "s", "<b> & more");
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerBanner *banner = LIMNER_BANNER (limner_test_find_child (GTK_WIDGET (fixture->window),
                                                                LIMNER_TYPE_BANNER));
  g_autoptr(GError) cancelled = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_autoptr(GError) space = g_error_new (LIMNER_ERROR, LIMNER_ERROR_NO_SPACE, "ENOSPC");

  limner_window_show_error (fixture->window, cancelled);
  g_assert_false (limner_banner_get_revealed (banner));

  limner_window_show_error (fixture->window, space);
  g_assert_true (limner_banner_get_revealed (banner));
  g_assert_nonnull (strstr (limner_banner_get_title (banner), "disk"));

  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_false (limner_banner_get_revealed (banner));
}

static void
test_broken_picture (Fixture       *fixture,
                     gconstpointer  data)
{
  LimnerBanner *banner = LIMNER_BANNER (limner_test_find_child (GTK_WIDGET (fixture->window),
                                                                LIMNER_TYPE_BANNER));
  g_autofree char *path = g_build_filename (fixture->folder, "broken.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "\x89PNG\r\n\x1a\nnothing", -1, NULL));
  limner_window_open_file (fixture->window, file, TRUE);
  limner_test_wait_until (limner_banner_get_revealed (banner));
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static void
write_telling (const char *path,
               const char *text)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (32, 24);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 9, NULL);
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);
  g_autoptr(GBytes) file = limner_metadata_write (plain, metadata, LIMNER_METADATA_PARAMETERS,
                                                  NULL);

  g_assert_true (limner_file_write (path, file, NULL));
}

static guint
count_pictures (Fixture    *fixture,
                const char *words)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) found = NULL;

  limner_store_search_async (store, words, 10, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  found = limner_store_search_finish (store, result, NULL);
  return g_list_model_get_n_items (found);
}

/* A picture that is opened or dropped on the window offers how it was made, wherever it lands. */
static void
test_offers_settings (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "told.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  GtkWidget *button = NULL;

  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (fixture->studio, result, NULL));
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));

  write_telling (path, "a mill in the fog\nSteps: 7, Seed: 12, Size: 32x24");
  limner_window_open_file (fixture->window, file, TRUE);
  limner_test_wait_until ((button = find_button (GTK_WIDGET (fixture->window),
                                                 "_Use its settings")) != NULL);
  g_assert_cmpuint (count_pictures (fixture, "mill fog"), ==, 0);
  g_signal_emit_by_name (button, "clicked");
  limner_test_wait_until (count_pictures (fixture, "mill fog seed:12") == 1);
}

/* Every button that shows only an icon says in words what it does. */
static void
audit (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL &&
      gtk_widget_get_tooltip_text (widget) == NULL &&
      strcmp (G_OBJECT_TYPE_NAME (widget), "AdwBackButton") != 0 &&   /* asks for it when shown */
      strcmp (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), "AdwBackButton") != 0 &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) == NULL &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) == NULL)
    g_error ("A button with the icon %s has no tooltip, in a %s",
             gtk_button_get_icon_name (GTK_BUTTON (widget)),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));

  if (GTK_IS_MENU_BUTTON (widget) &&
      gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)) != NULL &&
      gtk_widget_get_tooltip_text (widget) == NULL)
    g_error ("A menu button with the icon %s has no tooltip",
             gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    audit (child);
}

static void
test_icon_buttons (Fixture       *fixture,
                   gconstpointer  data)
{
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));
  limner_window_show_page (fixture->window, "gallery");
  limner_window_show_page (fixture->window, "models");
  audit (GTK_WIDGET (fixture->window));
}

static guint
count_tooltips (GtkWidget  *widget,
                const char *text)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  guint n = tooltip != NULL && strstr (tooltip, text) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_tooltips (child, text);
  return n;
}

/* A key is told once, and as it is now. */
static void
test_tells_keys (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  LimnerKeys *keys = limner_keys_get_default ();

  gtk_window_present (GTK_WINDOW (window));
  limner_test_wait_until (is_made (fixture, "create"));
  g_assert_cmpuint (count_tooltips (window, "(F9)"), ==, 4);
  g_assert_cmpuint (count_tooltips (window, "(F9) (F9)"), ==, 0);

  limner_keys_set (keys, "create.sidebar", GDK_KEY_F8, 0);
  g_assert_cmpuint (count_tooltips (window, "(F8)"), ==, 4);
  g_assert_cmpuint (count_tooltips (window, "F9"), ==, 0);
  limner_keys_reset (keys, "create.sidebar");
}

static void
test_opens_after_first_frame (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autofree char *library = g_build_filename (fixture->folder, "library", "library.db", NULL);

  g_assert_false (g_file_test (library, G_FILE_TEST_EXISTS));
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (g_file_test (library, G_FILE_TEST_EXISTS));
  gtk_window_close (GTK_WINDOW (fixture->window));
}

/* Without a window a training goes on, and the program ends with it. */
static void
test_goes_on_for_a_training (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  g_autoptr(JsonObject) record = json_object_new ();
  LimnerTrainingList *trainings = limner_studio_get_trainings (fixture->studio);

  g_settings_set_boolean (settings, "keep-running", TRUE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));

  json_object_set_string_member (record, "server", "nowhere");
  json_object_set_string_member (record, "trainer", "somebody/trainer");
  json_object_set_string_member (record, "destination", "local/nothing");
  json_object_set_array_member (record, "pictures", json_array_new ());
  limner_training_list_start (trainings, record);
  g_assert_cmpuint (limner_training_list_get_n_active (trainings), ==, 1);

  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  limner_test_wait_until (fixture->window == NULL);
  g_assert_cmpuint (limner_training_list_get_n_active (trainings), ==, 0);
  g_settings_reset (settings, "keep-running");
}

static void
fill_in (LimnerWorkspace *workspace)
{
  const char *text =
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{"
    "\"prompt\":{\"type\":\"string\",\"title\":\"Prompt\",\"x-order\":0},"
    "\"seed\":{\"type\":\"integer\",\"title\":\"Seed\",\"x-order\":1},"
    "\"scheduler\":{\"type\":\"string\",\"enum\":[\"DDIM\",\"PNDM\",\"K_EULER\"],"
    "\"title\":\"Scheduler\",\"default\":\"DDIM\",\"x-order\":2}}},"
    "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, NULL);

  g_free (workspace->server);
  workspace->server = g_strdup ("nowhere");
  g_clear_object (&workspace->model);
  workspace->model = limner_model_new ("owner", "name");
  _limner_workspace_take_values (workspace, schema);
}

static GtkWindow *
find_setup (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (LIMNER_IS_SWEEP_SETUP (window))
        return window;
    }
  return NULL;
}

/* Presses the key for a sweep; what the window that comes proposes to vary. */
static char *
press_sweep (Fixture *fixture)
{
  GtkWindow *setup;
  GtkWidget *row;
  char *field;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.sweep", "s", "");
  setup = find_setup ();
  g_assert_nonnull (setup);
  row = limner_test_find_child (GTK_WIDGET (setup), LIMNER_TYPE_SWEEP_AXIS_ROW);
  field = g_strdup (limner_sweep_axis_row_get_field (LIMNER_SWEEP_AXIS_ROW (row)));
  gtk_window_destroy (setup);
  limner_test_settle ();
  return field;
}

/* The input the keyboard is at is varied; at the prompt, and elsewhere, what is varied most. */
static void
test_sweeps_what_has_the_focus (Fixture       *fixture,
                                gconstpointer  data)
{
  static const char *const fields[][2] = {
    { "prompt", "seed" }, { "scheduler", "scheduler" }, { "seed", "seed" },
  };
  GtkWidget *form;

  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));
  limner_test_settle ();
  fill_in (fixture->workspace);
  form = limner_test_find_child (GTK_WIDGET (fixture->window), LIMNER_TYPE_FORM);
  limner_form_set_values (LIMNER_FORM (form), limner_workspace_get_values (fixture->workspace));
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *varied = NULL;

      g_assert_true (limner_form_focus_field (LIMNER_FORM (form), fields[i][0]));
      varied = press_sweep (fixture);
      g_assert_cmpstr (varied, ==, fields[i][1]);
    }
}

static void
use_model (Fixture    *fixture,
           const char *reference)
{
  limner_workspace_load_model_async (fixture->workspace, LIMNER_SERVER_THIS_COMPUTER, reference,
                                     NULL, NULL, NULL);
  limner_test_wait_until (
    !limner_workspace_get_loading (fixture->workspace) &&
    limner_workspace_get_model (fixture->workspace) != NULL &&
    g_str_equal (limner_model_get_reference (limner_workspace_get_model (fixture->workspace)),
                 reference));
}

static GtkWidget *
find_named (GtkWidget  *widget,
            const char *label)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What writes cannot follow a brush. */
static void
test_live_only_paints (Fixture       *fixture,
                       gconstpointer  data)
{
  GtkWidget *live;

  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create") &&
                          limner_workspace_get_values (fixture->workspace) != NULL);
  live = limner_test_find_child (
    limner_test_find_child (GTK_WIDGET (fixture->window), LIMNER_TYPE_LIVE_BUTTON),
    GTK_TYPE_TOGGLE_BUTTON);

  use_model (fixture, "limner/painter");
  g_assert_true (gtk_widget_get_visible (live));
  g_assert_nonnull (find_named (GTK_WIDGET (fixture->window), "_Canvas"));
  use_model (fixture, "limner/prompts");
  g_assert_false (gtk_widget_get_visible (live));
  /* Beside the form of such a model there is no canvas. */
  g_assert_nonnull (find_named (GTK_WIDGET (fixture->window), "_Answers"));
  g_assert_null (find_named (GTK_WIDGET (fixture->window), "_Canvas"));
  use_model (fixture, "limner/painter");
  g_assert_true (gtk_widget_get_visible (live));
}

/* Ten prompts that a text model wrote are a sweep of the model that painted last. */
static void
test_ten_prompts (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const prompts[] = {
    "a fox", "a hare", "a heron", "a lynx", "a mole", "an otter", "an owl", "a roe", "a stoat",
    "a wren | singing", NULL
  };
  GtkWindow *setup;
  GtkWidget *writer;

  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create") &&
                          limner_workspace_get_values (fixture->workspace) != NULL);
  use_model (fixture, "limner/painter");
  use_model (fixture, "limner/prompts");
  writer = limner_test_find_child (GTK_WIDGET (fixture->window), LIMNER_TYPE_WRITER);
  g_assert_nonnull (writer);
  g_assert_true (gtk_widget_activate_action (writer, "write.use-prompts", "^as", prompts));

  limner_test_wait_until ((setup = find_setup ()) != NULL);
  g_assert_cmpstr (limner_model_get_reference (limner_workspace_get_model (fixture->workspace)),
                   ==, "limner/painter");
  limner_test_wait_until (begins_label (GTK_WIDGET (setup), "10 values: a fox · a hare"));
  limner_test_wait_until (begins_label (GTK_WIDGET (setup), "10 pictures · "));
  gtk_window_destroy (setup);
}

/* The key of the table cancels what waits, from any page; with nothing to cancel it is silent. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = limner_job_spec_new ("replicate", "owner/name", NULL, input);
  g_auto(GStrv) accels = NULL;

  limner_keys_bind_application (application);
  accels = gtk_application_get_accels_for_action (application, "win.cancel");
  g_assert_cmpstr (accels[0], ==, "<Shift>Escape");

  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.cancel", NULL);
  limner_test_settle ();
  g_assert_false (has_label (GTK_WIDGET (fixture->window), "0 jobs cancelled"));

  limner_job_queue_set_paused (queue, TRUE);
  for (int i = 0; i < 2; i++)
    limner_job_queue_submit (queue, spec);
  limner_test_wait_until (limner_job_queue_get_n_waiting (queue) == 2);
  limner_window_show_page (fixture->window, "gallery");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.cancel", NULL);
  limner_test_wait_until (limner_job_queue_get_n_waiting (queue) == 0);
  g_assert_cmpuint (limner_job_queue_get_n_active (queue), ==, 0);
  limner_test_wait_until (has_label (GTK_WIDGET (fixture->window), "2 jobs cancelled"));
}

/* What the studio says reaches the window, in the user's language. */
static void
test_notice (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *text = "Some older steps cannot be undone: their files are damaged.";

  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_made (fixture, "create"));
  g_signal_emit_by_name (fixture->workspace, "notice", text);
  limner_test_wait_until (has_label (GTK_WIDGET (fixture->window), text));
}

#define ADD(name, func) \
  g_test_add ("/app/window/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  int result;

  g_setenv ("REPLICATE_API_TOKEN", "", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  application = GTK_APPLICATION (adw_application_new ("io.github.limner.Test",
                                                      G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  ADD ("pages-are-lazy", test_pages_are_lazy);
  ADD ("first-focus", test_first_focus);
  ADD ("actions", test_actions);
  ADD ("errors", test_errors);
  ADD ("broken-picture", test_broken_picture);
  ADD ("offers-settings", test_offers_settings);
  ADD ("icon-buttons", test_icon_buttons);
  ADD ("tells-keys", test_tells_keys);
  ADD ("opens-after-first-frame", test_opens_after_first_frame);
  ADD ("sweeps-what-has-the-focus", test_sweeps_what_has_the_focus);
  ADD ("goes-on-for-a-training", test_goes_on_for_a_training);
  ADD ("live-only-paints", test_live_only_paints);
  ADD ("ten-prompts", test_ten_prompts);
  ADD ("cancel", test_cancel);
  ADD ("notice", test_notice);

  result = g_test_run ();
  g_clear_object (&application);

  return result;
}
