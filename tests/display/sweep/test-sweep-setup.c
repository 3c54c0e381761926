/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "image/limner-picture-io.h"
#include "limner-test-server.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "secrets/limner-vault.h"
#include "store/limner-database.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "studio/limner-sweep-list.h"
#include "sweep/limner-sweep-axis-row.h"
#include "sweep/limner-sweep-page.h"
#include "sweep/limner-sweep-report.h"
#include "sweep/limner-sweep-setup.h"
#include "sweep/limner-sweep-sheet.h"
#include "sweep/limner-sweep-tile.h"

/* What a person types in the window, and what the page shows of it. No server answers: what is
 * begun holds, which is told as well.
 */
typedef struct
{
  char         *folder;
  LimnerStudio *studio;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *pictures = NULL;

  fixture->folder = limner_test_make_folder ();
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (fixture->folder, pictures, vault);
  limner_job_queue_set_paused (limner_studio_get_queue (fixture->studio), TRUE);
  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (fixture->studio, result, NULL));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  limner_test_settle ();
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static LimnerSpecRequest *
make_base (void)
{
  const char *text =
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{"
    "\"prompt\":{\"type\":\"string\",\"title\":\"Prompt\",\"x-order\":0},"
    "\"seed\":{\"type\":\"integer\",\"title\":\"Seed\"},"
    "\"scheduler\":{\"type\":\"string\",\"enum\":[\"DDIM\",\"PNDM\",\"K_EULER\"],"
    "\"title\":\"Scheduler\",\"default\":\"DDIM\"}}},"
    "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, NULL);
  LimnerSpecRequest *base = limner_spec_request_new ();

  base->server = g_strdup ("nowhere");
  base->model = g_strdup ("owner/name");
  base->values = limner_values_new (schema);
  return base;
}

static guint
count_axes (GtkWidget *widget)
{
  guint n = LIMNER_IS_SWEEP_AXIS_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_axes (child);
  return n;
}

static void
started_cb (LimnerSweepSetup  *setup,
            const char        *id,
            char             **started)
{
  *started = g_strdup (id);
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Three schedulers times four seeds: what is proposed is enough. */
static void
test_setup (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *setup = limner_sweep_setup_new (fixture->studio, make_base ());
  g_autofree char *started = NULL;
  LimnerSweep *sweep;
  GtkWidget *page;

  g_signal_connect (setup, "started", G_CALLBACK (started_cb), &started);
  limner_sweep_setup_add_field (LIMNER_SWEEP_SETUP (setup), "scheduler", NULL);
  gtk_window_present (GTK_WINDOW (setup));
  limner_test_settle ();
  g_assert_cmpuint (count_axes (setup), ==, 1);
  g_assert_true (gtk_widget_get_sensitive (find_button (setup, "_Start")));

  g_signal_emit_by_name (find_button (setup, "_Add axis"), "clicked");
  limner_test_settle ();
  g_assert_cmpuint (count_axes (setup), ==, 2);
  g_signal_emit_by_name (find_button (setup, "_Start"), "clicked");
  limner_test_wait_until (started != NULL);

  sweep = limner_sweep_list_find (limner_studio_get_sweeps (fixture->studio), started);
  g_assert_nonnull (sweep);
  g_assert_cmpuint (limner_sweep_get_plan (sweep)->n_cells, ==, 12);
  g_assert_cmpstr (limner_sweep_get_title (sweep), ==, "Scheduler × Seed");

  page = g_object_ref_sink (limner_sweep_page_new (fixture->studio));
  limner_sweep_page_show (LIMNER_SWEEP_PAGE (page), started);
  limner_test_wait_until (limner_sweep_get_error (sweep) != NULL);
  g_assert_true (limner_sweep_get_paused (sweep));
  limner_sweep_list_remove (limner_studio_get_sweeps (fixture->studio), sweep);
  limner_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (limner_studio_get_sweeps (fixture->studio))), ==, 0);
  g_object_unref (page);
}

/* What is wrong cannot be started. */
/* The sheet of a sweep that begins with @text for its seeds. */
static LimnerPicture *
make_sheet (Fixture    *fixture,
            const char *text,
            gboolean    with_schedulers)
{
  GtkWidget *setup = limner_sweep_setup_new (fixture->studio, make_base ());
  g_autofree char *path = g_build_filename (fixture->folder, "sheet.png", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *started = NULL;
  LimnerSweep *sweep;

  g_signal_connect (setup, "started", G_CALLBACK (started_cb), &started);
  limner_sweep_setup_add_field (LIMNER_SWEEP_SETUP (setup), "seed", text);
  if (with_schedulers)
    limner_sweep_setup_add_field (LIMNER_SWEEP_SETUP (setup), "scheduler", NULL);
  gtk_window_present (GTK_WINDOW (setup));
  limner_test_settle ();
  g_signal_emit_by_name (find_button (setup, "_Start"), "clicked");
  limner_test_wait_until (started != NULL);

  sweep = limner_sweep_list_find (limner_studio_get_sweeps (fixture->studio), started);
  g_assert_nonnull (sweep);
  limner_sweep_sheet_save_async (sweep, file, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_sweep_sheet_save_finish (sweep, result, NULL));
  bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  return limner_picture_decode (bytes, NULL);
}

/* Nine values of one axis are three lines, and no strip; what was not made keeps its place. */
static void
test_sheet (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerPicture) lines = make_sheet (fixture, "1..9", FALSE);
  g_autoptr(LimnerPicture) grid = make_sheet (fixture, "1..4", TRUE);
  int width = limner_picture_get_width (lines);
  int height = limner_picture_get_height (lines);
  const guint8 *row, *middle;

  g_assert_cmpint (width, <, 2 * height);
  g_assert_cmpint (height, <, 2 * width);
  g_assert_cmpint (limner_picture_get_width (grid), >, limner_picture_get_height (grid));

  /* A gap, and not the paper around it. */
  row = limner_picture_read_row (lines, height - 24);
  middle = row + 4 * (width / 2 - 128);
  g_assert_cmpuint (row[4 * 2], >, middle[0]);
}

static void
test_wrong (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *setup = limner_sweep_setup_new (fixture->studio, make_base ());

  limner_sweep_setup_add_field (LIMNER_SWEEP_SETUP (setup), "seed", "1..x");
  g_assert_false (gtk_widget_get_sensitive (find_button (setup, "_Start")));
  limner_sweep_setup_add_models (LIMNER_SWEEP_SETUP (setup), "nowhere owner/name, owner/other");
  g_assert_false (gtk_widget_get_sensitive (find_button (setup, "_Start")));
  gtk_window_destroy (GTK_WINDOW (setup));
}

static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (shows (child, text))
        return TRUE;
    }
  return FALSE;
}

/* Models that are tried together are named as one types them, the prompt is asked for, and of what
 * is known of prices nothing is left out. It fits a narrow window. */
static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerSpecRequest *base = make_base ();
  g_autoptr(LimnerValues) values = g_object_ref (base->values);
  GtkWidget *setup = limner_sweep_setup_new (fixture->studio, base);
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autofree char *prompt = NULL;
  GtkWidget *entry;
  int least;

  limner_store_set_price_async (limner_studio_get_store (fixture->studio), "owner/other", "run",
                                0.05, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_store_write_finish (limner_studio_get_store (fixture->studio), done, NULL));

  limner_sweep_setup_add_models (LIMNER_SWEEP_SETUP (setup),
                                 "nowhere owner/name, nowhere owner/other, else owner/third");
  gtk_window_present (GTK_WINDOW (setup));
  limner_test_wait_until (shows (setup, "3 pictures · price unknown for 2 of 3"));
  g_assert_true (shows (setup, "3 values: owner/name · owner/other · owner/third"));
  entry = gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (setup)), GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "a fox");
  prompt = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);
  g_assert_cmpstr (prompt, ==, "a fox");
  gtk_widget_measure (setup, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 400);
  gtk_window_destroy (GTK_WINDOW (setup));
}

/* A model that is not there is told of in its row, and nothing begins. */
static void
test_wrong_model (Fixture       *fixture,
                  gconstpointer  data)
{
  LimnerTestServer *server = limner_test_server_new ();
  LimnerServer *hosted = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                                 LIMNER_SERVER_REPLICATE, "Hosted",
                                                 limner_test_server_get_uri (server));
  LimnerSpecRequest *base = make_base ();
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  GtkWidget *setup, *row;

  limner_studio_set_token_async (fixture->studio, limner_server_get_id (hosted), "r8_token", NULL,
                                 limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_set_token_finish (fixture->studio, done, NULL));
  limner_test_server_answer (server, "GET", "/models/owner/other", 200,
                             "{\"owner\":\"owner\",\"name\":\"other\"}");
  g_free (base->server);
  base->server = g_strdup (limner_server_get_id (hosted));
  setup = limner_sweep_setup_new (fixture->studio, base);
  gtk_window_present (GTK_WINDOW (setup));
  limner_sweep_setup_add_field (LIMNER_SWEEP_SETUP (setup), "seed", "1..2");
  row = limner_test_find_child (setup, LIMNER_TYPE_SWEEP_AXIS_ROW);
  limner_sweep_axis_row_choose (LIMNER_SWEEP_AXIS_ROW (row), NULL);
  limner_test_wait_until (gtk_widget_get_sensitive (find_button (setup, "_Start")));

  limner_sweep_axis_row_set_text (LIMNER_SWEEP_AXIS_ROW (row), "owner/name, owner/otter");
  g_assert_false (gtk_widget_get_sensitive (find_button (setup, "_Start")));
  limner_test_wait_until (shows (setup, "There is no model “owner/otter”"));
  g_assert_false (gtk_widget_get_sensitive (find_button (setup, "_Start")));
  limner_sweep_axis_row_set_text (LIMNER_SWEEP_AXIS_ROW (row), "owner/name, owner/other");
  limner_test_wait_until (shows (setup, "2 values: owner/name · owner/other"));
  g_assert_true (gtk_widget_get_sensitive (find_button (setup, "_Start")));
  gtk_window_destroy (GTK_WINDOW (setup));
  limner_test_settle ();
  limner_test_server_free (server);
}

static void
test_axis_row (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerSpecRequest) base = make_base ();
  GtkWidget *row = g_object_ref_sink (limner_sweep_axis_row_new (fixture->studio, base));
  LimnerSweepAxis *axis;
  g_autoptr(GError) error = NULL;

  limner_sweep_axis_row_choose (LIMNER_SWEEP_AXIS_ROW (row), NULL);
  limner_sweep_axis_row_set_text (LIMNER_SWEEP_AXIS_ROW (row), "a/b, other c/d, a/b");
  axis = limner_sweep_axis_row_make_axis (LIMNER_SWEEP_AXIS_ROW (row), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (axis->values->len, ==, 2);
  g_assert_cmpstr (json_node_get_string (limner_sweep_axis_get (axis, 0)->node), ==,
                   "nowhere a/b");
  g_assert_cmpstr (json_node_get_string (limner_sweep_axis_get (axis, 1)->node), ==, "other c/d");
  limner_sweep_axis_free (axis);

  limner_sweep_axis_row_set_text (LIMNER_SWEEP_AXIS_ROW (row), "nonsense");
  g_assert_null (limner_sweep_axis_row_make_axis (LIMNER_SWEEP_AXIS_ROW (row), &error));
  g_assert_nonnull (error);
  limner_sweep_axis_row_choose (LIMNER_SWEEP_AXIS_ROW (row), "scheduler");
  axis = limner_sweep_axis_row_make_axis (LIMNER_SWEEP_AXIS_ROW (row), NULL);
  g_assert_cmpuint (axis->values->len, ==, 3);
  limner_sweep_axis_free (axis);
  limner_test_settle ();
  g_object_unref (row);
}

static LimnerRecipe *
make_recipe (const char *name,
             LimnerTasks task)
{
  LimnerRecipe *recipe = limner_recipe_new (name);

  limner_recipe_add_step (recipe, limner_recipe_step_new (task, "nowhere", "owner/larger"));
  limner_recipe_add_step (recipe, limner_recipe_step_new (LIMNER_TASK_UPSCALE, "nowhere",
                                                          "owner/largest"));
  return recipe;
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GListModel *
make_files (Fixture *fixture)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("picture-%u.png", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *contents = g_strconcat ("GIF89a", name, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);

      /* A picture by its first bytes. */
      g_assert_true (g_file_set_contents (path, contents, -1, NULL));
      g_list_store_append (files, file);
    }
  return G_LIST_MODEL (files);
}

/* Files go through a recipe where no model was chosen; nobody can vary anything else then. */
static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GListModel) files = make_files (fixture);
  g_autofree char *started = NULL;
  const LimnerSweepPlan *plan;
  LimnerSweep *sweep;
  GtkWidget *setup;
  GtkWidget *name;

  g_ptr_array_add (recipes, make_recipe ("Larger", LIMNER_TASK_UPSCALE));
  setup = limner_sweep_setup_new (fixture->studio, limner_sweep_plan_make_base (recipes->pdata[0]));
  g_signal_connect (setup, "started", G_CALLBACK (started_cb), &started);
  limner_sweep_setup_add_files (LIMNER_SWEEP_SETUP (setup), "image", files, recipes, FALSE);
  gtk_window_present (GTK_WINDOW (setup));
  limner_test_wait_until (gtk_widget_get_sensitive (find_button (setup, "_Start")));
  limner_test_settle ();
  g_assert_false (gtk_widget_get_visible (find_button (setup, "_Add axis")));
  name = find_widget (setup, GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "{name}");
  gtk_editable_set_text (GTK_EDITABLE (name), "{number}");
  g_signal_emit_by_name (find_button (setup, "_Start"), "clicked");
  limner_test_wait_until (started != NULL);

  sweep = limner_sweep_list_find (limner_studio_get_sweeps (fixture->studio), started);
  plan = limner_sweep_get_plan (sweep);
  g_assert_cmpstr (limner_sweep_get_title (sweep), ==, "Larger");
  g_assert_cmpuint (plan->n_cells, >=, 1);
  g_assert_cmpstr (plan->name, ==, "{number}");
  g_assert_cmpuint (limner_recipe_get_n_steps (plan->recipe), ==, 2);
  g_assert_cmpuint (limner_sweep_plan_get_last_step (plan), ==, 1);
  limner_sweep_list_remove (limner_studio_get_sweeps (fixture->studio), sweep);
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
add_file (GListStore *files,
          const char *folder,
          const char *name,
          const char *contents)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  if (contents != NULL)
    g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  g_list_store_append (files, file);
}

/* Files that cannot be used are told in the window before anything is made, and at the end. */
static void
test_left_out (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *started = NULL;
  g_autofree char *told = NULL;
  g_autofree char *all = NULL;
  const LimnerSweepAxis *axis;
  LimnerSweep *sweep;
  GtkWidget *setup;

  add_file (files, fixture->folder, "good.gif", "GIF89a, says its first bytes");
  add_file (files, fixture->folder, "empty.png", "");
  add_file (files, fixture->folder, "words.png", "These are words.");
  add_file (files, fixture->folder, "gone.png", NULL);
  g_ptr_array_add (recipes, make_recipe ("Larger", LIMNER_TASK_UPSCALE));
  setup = limner_sweep_setup_new (fixture->studio, limner_sweep_plan_make_base (recipes->pdata[0]));
  g_signal_connect (setup, "started", G_CALLBACK (started_cb), &started);
  limner_sweep_setup_add_files (LIMNER_SWEEP_SETUP (setup), "image", G_LIST_MODEL (files), recipes,
                                FALSE);
  gtk_window_present (GTK_WINDOW (setup));
  limner_test_wait_until (find_label (setup, "3 files cannot be used and are left out: "
                                             "empty.png, words.png, gone.png") != NULL);
  g_assert_nonnull (find_label (setup, "1 value: good"));
  limner_test_wait_until (gtk_widget_get_sensitive (find_button (setup, "_Start")));
  g_signal_emit_by_name (find_button (setup, "_Start"), "clicked");
  limner_test_wait_until (started != NULL);

  /* The library keeps their names with the plan. */
  sweep = limner_sweep_list_find (limner_studio_get_sweeps (fixture->studio), started);
  told = limner_sweep_plan_to_text (limner_sweep_get_plan (sweep));
  g_assert_nonnull (strstr (told, "\"skipped\":[\"empty.png\",\"words.png\",\"gone.png\"]"));
  axis = limner_sweep_plan_get_axis (limner_sweep_get_plan (sweep), 0);
  all = limner_sweep_report_dup_skipped (axis, TRUE);
  g_assert_cmpstr (all, ==, "empty.png\nwords.png\ngone.png");
  limner_sweep_list_remove (limner_studio_get_sweeps (fixture->studio), sweep);
}

/* What the library holds of a sweep of an earlier run: its plan, a job that is done, a picture. */
static void
write_former_sweep (Fixture    *fixture,
                    const char *state)
{
  g_autoptr(LimnerSpecRequest) base = make_base ();
  g_autoptr(LimnerSweepPlan) plan = NULL;
  g_autoptr(LimnerDatabase) database = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autofree char *picture = g_build_filename (fixture->folder, "7.png", NULL);
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  GPtrArray *axes = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);

  g_ptr_array_add (axes, limner_sweep_axis_parse (base->values, "seed", "7", NULL));
  plan = limner_sweep_plan_new (g_steal_pointer (&base), axes);
  plan->attempts[0] = 1;
  plan->folder = g_build_filename (fixture->folder, "copies", NULL);
  text = limner_sweep_plan_to_text (plan);
  id = limner_sweep_plan_dup_job_id (plan, "former", 0, 1);
  database = limner_database_open (path, NULL);
  g_assert_true (limner_database_run (database, NULL, "INSERT INTO sweeps (id, created, finished,"
                                      " title, plan) VALUES ('former', 5, 6, 'Seed', ?)", "s",
                                      text));
  g_assert_true (limner_database_run (database, NULL, "INSERT INTO jobs (id, state, position,"
                                      " created, finished, server, model, input, batch) VALUES"
                                      " (?, ?, 1, 5, 6, 'nowhere', 'owner/name', '{}',"
                                      " 'former')", "ss", id, state));
  g_assert_true (limner_database_run (database, NULL, "INSERT INTO items (revision, created, path,"
                                      " width, height, job) VALUES (1, 5, ?, 8, 8, ?)", "ss",
                                      picture, id));
}

/* Shows the sweep of an earlier run, whose job is at @state. */
static GtkWidget *
show_former (Fixture      *fixture,
             const char   *state,
             LimnerSweep **sweep)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *pictures = g_build_filename (fixture->folder, "pictures", NULL);
  GtkWidget *window;

  write_former_sweep (fixture, state);
  limner_test_settle ();
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  fixture->studio = limner_studio_new_for (fixture->folder, pictures, vault);
  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (fixture->studio, result, NULL));

  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), limner_sweep_page_new (fixture->studio));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));
  *sweep = limner_sweep_list_find (limner_studio_get_sweeps (fixture->studio), "former");
  return window;
}

/* What the sweep of an earlier run made. */
static void
put_picture (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "7.png", NULL);

  g_assert_true (g_file_set_contents (path, "a picture", -1, NULL));
}

/* The page is there before the journal is read, and shows the pictures all the same. */
static void
test_former (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *report = NULL;
  g_autofree char *again = NULL;
  GtkWidget *window;
  LimnerSweep *sweep;
  LimnerSweepCell *cell;

  window = show_former (fixture, "done", &sweep);
  cell = limner_sweep_get_cell (sweep, 0);
  limner_test_wait_until (limner_sweep_cell_get_items (cell) != NULL &&
                          g_list_model_get_n_items (limner_sweep_cell_get_items (cell)) == 1);
  limner_test_wait_until (limner_sweep_get_finished (sweep));

  /* The picture is not there any more, so there is no copy: nothing else is claimed. */
  g_assert_false (limner_sweep_get_copied (sweep, 0));
  report = limner_sweep_report_dup (sweep);
  g_assert_true (g_str_has_prefix (report, "1 of 1 done.\n1: Not copied, but in the gallery: "));
  g_assert_true (g_str_has_suffix (report, " (Seed 7)"));
  g_assert_nonnull (limner_sweep_get_error (sweep));

  /* It is there again: the failed copy alone is made once more. */
  put_picture (fixture);
  limner_sweep_redo_failed (sweep);
  limner_test_wait_until (limner_sweep_get_finished (sweep) && limner_sweep_get_copied (sweep, 0));
  g_assert_no_error (limner_sweep_get_error (sweep));
  again = limner_sweep_report_dup (sweep);
  g_assert_true (g_str_has_prefix (again, "1 of 1 done. Copies are in “"));
  g_assert_null (strchr (again, '\n'));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is not done is told with its reason. */
static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *report = NULL;
  LimnerSweep *sweep;
  GtkWidget *window = show_former (fixture, "failed", &sweep);

  limner_test_wait_until (limner_sweep_cell_get_state (limner_sweep_get_cell (sweep, 0)) ==
                          LIMNER_SWEEP_CELL_FAILED);
  limner_test_wait_until (limner_sweep_get_finished (sweep));
  report = limner_sweep_report_dup (sweep);
  g_assert_true (g_str_has_prefix (report, "0 of 1 done.\n1: "));
  g_assert_true (g_str_has_suffix (report, " (Seed 7)"));
  limner_test_wait_until (find_label (window, report) != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static graphene_point_t
get_place (GtkWidget *window,
           GtkWidget *widget)
{
  graphene_point_t place;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_point (widget, window, &GRAPHENE_POINT_INIT (0, 0), &place));
  return place;
}

static void
scroll (GtkWidget *tile,
        double     x,
        double     y)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (tile, GTK_TYPE_SCROLLED_WINDOW);

  gtk_adjustment_set_value (
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)), x);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), y);
}

static void
after_paint_cb (gboolean *painted)
{
  *painted = TRUE;
}

/* What was added stands where it belongs when two more frames are drawn. */
static void
wait_for_layout (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  for (guint i = 0; i < 2; i++)
    {
      gboolean painted = FALSE;
      gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb),
                                            &painted);

      gtk_widget_queue_resize (window);
      limner_test_wait_until (painted);
      g_signal_handler_disconnect (clock, id);
    }
}

/* Each heading moves with its tiles, but for the way in which it would leave. */
static void
test_headings (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *setup = limner_sweep_setup_new (fixture->studio, make_base ());
  GtkWidget *window = gtk_window_new ();
  g_autofree char *started = NULL;
  graphene_point_t row, column, tile;
  GtkWidget *page, *first;
  LimnerSweep *sweep;

  g_signal_connect (setup, "started", G_CALLBACK (started_cb), &started);
  limner_sweep_setup_add_field (LIMNER_SWEEP_SETUP (setup), "seed", "1..12");
  limner_sweep_setup_add_field (LIMNER_SWEEP_SETUP (setup), "scheduler", "all");
  gtk_window_present (GTK_WINDOW (setup));
  g_signal_emit_by_name (find_button (setup, "_Start"), "clicked");
  limner_test_wait_until (started != NULL);
  /* That it holds is told above the grid, which moves it down. */
  sweep = limner_sweep_list_find (limner_studio_get_sweeps (fixture->studio), started);
  limner_test_wait_until (limner_sweep_get_error (sweep) != NULL);

  page = limner_sweep_page_new (fixture->studio);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 300);
  gtk_window_present (GTK_WINDOW (window));
  limner_test_wait_until (find_widget (page, LIMNER_TYPE_SWEEP_TILE) != NULL &&
                          find_label (page, "Scheduler\nK_EULER") != NULL);
  first = find_widget (page, LIMNER_TYPE_SWEEP_TILE);
  wait_for_layout (window);
  row = get_place (window, find_label (page, "Scheduler\nDDIM"));
  column = get_place (window, find_label (page, "Seed\n1"));
  tile = get_place (window, first);
  g_assert_cmpfloat (row.y, >, tile.y);
  g_assert_cmpfloat (row.y, <, tile.y + (float) gtk_widget_get_height (first));

  scroll (first, 100, 60);
  wait_for_layout (window);
  g_assert_cmpfloat (get_place (window, first).x, ==, tile.x - 100);
  g_assert_cmpfloat (get_place (window, first).y, ==, tile.y - 60);
  g_assert_cmpfloat (get_place (window, find_label (page, "Scheduler\nDDIM")).x, ==, row.x);
  g_assert_cmpfloat (get_place (window, find_label (page, "Scheduler\nDDIM")).y, ==, row.y - 60);
  g_assert_cmpfloat (get_place (window, find_label (page, "Seed\n1")).x, ==, column.x - 100);
  g_assert_cmpfloat (get_place (window, find_label (page, "Seed\n1")).y, ==, column.y);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/sweep/setup", Fixture, NULL, fixture_set_up, test_setup, fixture_tear_down);
  g_test_add ("/sweep/together", Fixture, NULL, fixture_set_up, test_together,
              fixture_tear_down);
  g_test_add ("/sweep/sheet", Fixture, NULL, fixture_set_up, test_sheet, fixture_tear_down);
  g_test_add ("/sweep/wrong", Fixture, NULL, fixture_set_up, test_wrong, fixture_tear_down);
  g_test_add ("/sweep/wrong-model", Fixture, NULL, fixture_set_up, test_wrong_model,
              fixture_tear_down);
  g_test_add ("/sweep/files", Fixture, NULL, fixture_set_up, test_files, fixture_tear_down);
  g_test_add ("/sweep/former", Fixture, NULL, fixture_set_up, test_former, fixture_tear_down);
  g_test_add ("/sweep/left-out", Fixture, NULL, fixture_set_up, test_left_out,
              fixture_tear_down);
  g_test_add ("/sweep/report", Fixture, NULL, fixture_set_up, test_report, fixture_tear_down);
  g_test_add ("/sweep/headings", Fixture, NULL, fixture_set_up, test_headings, fixture_tear_down);
  g_test_add ("/sweep/axis-row", Fixture, NULL, fixture_set_up, test_axis_row, fixture_tear_down);

  return g_test_run ();
}
