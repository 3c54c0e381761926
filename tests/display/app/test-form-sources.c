/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures of the gallery are chosen for inputs of the form. */

#include "config.h"

#include <adwaita.h>

#include "app/limner-form-sources.h"
#include "app/limner-gallery-chooser.h"
#include "app/limner-studio-files.h"
#include "gallery/limner-gallery-grid.h"
#include "image/limner-picture-io.h"
#include "store/limner-store-gallery.h"

#include "limner-test.h"
#include "limner-test-widget.h"

typedef struct
{
  char              *folder;
  LimnerStudio      *studio;
  LimnerWorkspace   *workspace;
  LimnerFormFiles   *files;
  LimnerValues      *values;
  LimnerForm        *form;
  LimnerFormSources *sources;
} Fixture;

static void
add_to_gallery (Fixture    *fixture,
                const char *name,
                int         width)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, 40);
  g_autoptr(GBytes) bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  limner_store_import_async (store, path, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  item = limner_store_import_finish (store, result, NULL);
  g_assert_nonnull (item);
}

static LimnerValues *
make_values (void)
{
  static const char json[] =
    "{\"components\":{\"schemas\":{\"Input\":{\"properties\":{\"image\":{\"type\":\"string\","
    "\"format\":\"uri\"},\"few\":{\"type\":\"array\",\"maxItems\":2,\"items\":{"
    "\"type\":\"string\",\"format\":\"uri\"}},"
    "\"images\":{\"type\":\"array\",\"items\":{\"type\":\"string\","
    "\"format\":\"uri\"}}}}}}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr(LimnerSchema) schema = limner_schema_new_from_bytes (bytes, NULL);

  return limner_values_new (schema);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;

  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "data", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (library, pictures, vault);
  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (fixture->studio, result, NULL));
  add_to_gallery (fixture, "small.png", 40);
  add_to_gallery (fixture, "wide.png", 80);

  fixture->workspace = limner_workspace_new (fixture->studio);
  fixture->files = limner_studio_files_new (limner_studio_get_store (fixture->studio));
  fixture->values = make_values ();
  fixture->form = g_object_ref_sink (LIMNER_FORM (limner_form_new ()));
  limner_form_set_files (fixture->form, fixture->files);
  fixture->sources = limner_form_sources_new (fixture->form, fixture->workspace);
  limner_form_set_values (fixture->form, fixture->values);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_settle ();
  g_clear_object (&fixture->sources);
  g_clear_object (&fixture->form);
  g_clear_object (&fixture->values);
  g_clear_object (&fixture->files);
  g_clear_object (&fixture->workspace);
  limner_test_settle ();
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* The window that opens, when its pictures are there. */
static LimnerGalleryGrid *
open_chooser (Fixture     *fixture,
              const char  *name,
              GtkWindow  **chooser)
{
  GListModel *windows = gtk_window_get_toplevels ();
  LimnerGalleryGrid *grid;

  g_signal_emit_by_name (fixture->form, "request-gallery", name);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (LIMNER_IS_GALLERY_CHOOSER (window))
        *chooser = window;
    }
  g_assert_nonnull (*chooser);
  grid = LIMNER_GALLERY_GRID (limner_test_find_child (GTK_WIDGET (*chooser),
                                                      LIMNER_TYPE_GALLERY_GRID));
  limner_gallery_grid_select_all (grid);
  limner_test_wait_until ((limner_gallery_grid_select_all (grid),
                           limner_gallery_grid_get_n_selected (grid) == 2));
  return grid;
}

static void
click_choose (GtkWindow *chooser)
{
  GtkWidget *header = limner_test_find_child (GTK_WIDGET (chooser), ADW_TYPE_HEADER_BAR);
  g_autoptr(GPtrArray) todo = g_ptr_array_new ();

  g_ptr_array_add (todo, header);
  while (todo->len > 0)
    {
      GtkWidget *widget = g_ptr_array_steal_index (todo, todo->len - 1);

      if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
        {
          g_assert_true (gtk_widget_get_sensitive (widget));
          g_signal_emit_by_name (widget, "clicked");
          return;
        }
      for (GtkWidget *child = gtk_widget_get_first_child (widget);
           child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (todo, child);
    }
  g_assert_not_reached ();
}

/* All that are chosen go to the end of a list. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(JsonNode) first = json_from_string ("[\"https://example.org/a.png\"]", NULL);
  GtkWindow *chooser = NULL;
  JsonArray *items;

  limner_values_set (fixture->values, "images", first);
  open_chooser (fixture, "images", &chooser);
  click_choose (chooser);
  limner_test_wait_until (json_array_get_length (json_node_get_array (
    limner_values_get (fixture->values, "images"))) == 3);
  items = json_node_get_array (limner_values_get (fixture->values, "images"));
  g_assert_cmpstr (json_array_get_string_element (items, 0), ==, "https://example.org/a.png");
  g_assert_true (g_str_has_prefix (json_array_get_string_element (items, 1), "blob:"));
  g_assert_true (g_str_has_prefix (json_array_get_string_element (items, 2), "blob:"));
  g_assert_cmpstr (json_array_get_string_element (items, 1), !=,
                   json_array_get_string_element (items, 2));
}

static void
told_cb (GSimpleAction *action,
         GVariant      *text,
         char         **told)
{
  g_free (*told);
  *told = g_variant_dup_string (text, NULL);
}

/* A list is filled up to what the model takes, and it is said how many were left out. */
static void
test_full_list (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(JsonNode) first = json_from_string ("[\"https://example.org/a.png\"]", NULL);
  GSimpleActionGroup *actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) toast = g_simple_action_new ("toast", G_VARIANT_TYPE_STRING);
  g_autofree char *told = NULL;
  GtkWindow *chooser = NULL;
  JsonArray *items;

  g_signal_connect (toast, "activate", G_CALLBACK (told_cb), &told);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (toast));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->form), "win", G_ACTION_GROUP (actions));
  limner_values_set (fixture->values, "few", first);
  open_chooser (fixture, "few", &chooser);
  click_choose (chooser);
  limner_test_wait_until (told != NULL);
  g_assert_cmpstr (told, ==, "1 was left out: the model takes at most 2");
  items = json_node_get_array (limner_values_get (fixture->values, "few"));
  g_assert_cmpuint (json_array_get_length (items), ==, 2);
  g_assert_true (g_str_has_prefix (json_array_get_string_element (items, 1), "blob:"));
  g_object_unref (actions);
}

/* Into an input of one picture goes the one that was opened. */
static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWindow *chooser = NULL;
  LimnerGalleryGrid *grid = open_chooser (fixture, "image", &chooser);
  g_autofree char *reference = NULL;

  g_signal_emit_by_name (grid, "activated", 1);
  limner_test_wait_until (limner_values_is_set (fixture->values, "image"));
  reference = limner_values_get_text (fixture->values, "image");
  g_assert_true (g_str_has_prefix (reference, "blob:"));
  g_assert_false (limner_values_is_set (fixture->values, "images"));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/form-sources/list", test_list);
  ADD ("/form-sources/full-list", test_full_list);
  ADD ("/form-sources/one", test_one);
  return g_test_run ();
}
