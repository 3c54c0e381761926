/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "form/limner-form.h"

/* From the text of a schema to a form in a mapped window, for the median and the largest model of
 * LIMNER_CORPUS, against a list of as many bare action rows in the same run.
 */

#define ROUNDS 7

typedef struct
{
  char   *name;
  GBytes *text;      /* the version object with the schema, without examples and logs */
  guint   n_fields;
} Model;

static void
model_free (gpointer data)
{
  Model *model = data;

  g_clear_pointer (&model->name, g_free);
  g_clear_pointer (&model->text, g_bytes_unref);
  g_free (model);
}

static GBytes *
cut_out_schema (GBytes *bytes)
{
  g_autoptr(JsonObject) root = NULL;
  JsonObject *version;
  gconstpointer data;
  gsize length;
  char *text;

  data = g_bytes_get_data (bytes, &length);
  root = limner_json_parse_object (data, length, LIMNER_SCHEMA_MAX_BYTES, NULL);
  version = limner_json_get_object (root, "latest_version");
  text = limner_json_object_to_string (version != NULL ? version : root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static int
compare_models (gconstpointer a,
                gconstpointer b)
{
  const Model *first = *(Model *const *) a;
  const Model *second = *(Model *const *) b;

  return (int) first->n_fields - (int) second->n_fields;
}

static GPtrArray *
load_models (const char *folder)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (model_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(LimnerSchema) schema = NULL;
      Model *model;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      bytes = limner_file_read (path, LIMNER_SCHEMA_MAX_BYTES, NULL);
      schema = limner_schema_new_from_bytes (bytes, NULL);
      model = g_new0 (Model, 1);
      model->name = g_strdup (name);
      model->text = cut_out_schema (bytes);
      model->n_fields = limner_schema_get_n_fields (schema);
      g_ptr_array_add (models, model);
    }

  g_ptr_array_sort (models, compare_models);
  return models;
}

static gboolean
drawn_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  guint *n_frames = user_data;

  (*n_frames)++;
  return G_SOURCE_CONTINUE;
}

/* How long an empty scrolled window takes to get a child, lay it out and be ready for a frame. */
static double
show_child (GtkWidget *scroller,
            GtkWidget *child)
{
  gint64 start = g_get_monotonic_time ();
  int height;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, 360, &height, NULL, NULL, NULL);
  gtk_widget_allocate (child, 360, height, -1, NULL);
  g_assert (gtk_widget_get_mapped (child));
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
run_frames (GtkWidget *window,
            guint      count)
{
  guint n_frames = 0;
  guint id = gtk_widget_add_tick_callback (window, drawn_cb, &n_frames, NULL);

  while (n_frames < count)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (window, id);
}

static double
time_form (GtkWidget   *scroller,
           const Model *model)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (model->text, NULL);
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  GtkWidget *form = limner_form_new ();
  double spent;

  limner_form_set_values (LIMNER_FORM (form), values);
  spent = (double) (g_get_monotonic_time () - start) / 1000;
  return spent + show_child (scroller, form);
}

static double
time_rows (GtkWidget *scroller,
           guint      n_rows)
{
  gint64 start = g_get_monotonic_time ();
  GtkWidget *list = gtk_list_box_new ();
  double spent;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *title = g_strdup_printf ("Input %u", i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  spent = (double) (g_get_monotonic_time () - start) / 1000;
  return spent + show_child (scroller, list);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
bench_model (GtkWidget   *window,
             GtkWidget   *scroller,
             const char  *name,
             const Model *model)
{
  double forms[ROUNDS];
  double rows[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      forms[i] = time_form (scroller, model);
      run_frames (window, 2);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), NULL);
      rows[i] = time_rows (scroller, MAX (model->n_fields, 1));
      run_frames (window, 2);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), NULL);
    }

  qsort (forms, ROUNDS, sizeof (double), compare_doubles);
  qsort (rows, ROUNDS, sizeof (double), compare_doubles);
  g_print ("{\"bench\":\"form\",\"case\":\"%s\",\"model\":\"%s\",\"inputs\":%u,"
           "\"form_ms\":%.2f,\"rows_ms\":%.2f,\"ratio\":%.2f}\n",
           name, model->name, model->n_fields, forms[ROUNDS / 2], rows[ROUNDS / 2],
           forms[ROUNDS / 2] / rows[ROUNDS / 2]);
}

int
main (int   argc,
      char *argv[])
{
  const char *corpus = g_getenv ("LIMNER_CORPUS");
  g_autofree char *folder = g_build_filename (corpus != NULL ? corpus : ".", "schemas", NULL);
  g_autoptr(GPtrArray) models = load_models (folder);
  GtkWidget *window, *scroller;

  if (models->len == 0)
    {
      g_printerr ("There are no schemas in %s\n", folder);
      return 77;
    }

  adw_init ();
  window = adw_window_new ();
  scroller = gtk_scrolled_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 800);
  adw_window_set_content (ADW_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
  run_frames (window, 3);

  bench_model (window, scroller, "median", g_ptr_array_index (models, models->len / 2));
  bench_model (window, scroller, "largest", g_ptr_array_index (models, models->len - 1));
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
