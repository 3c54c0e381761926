/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "gallery-fixture.h"
#include "gallery/limner-gallery-notes.h"
#include "store/limner-store-models.h"
#include "widgets/limner-text-area.h"

static LimnerGalleryItem *
add (GalleryFixture *fixture,
     const char     *prompt,
     const char     *operation,
     const char     *input,
     const char     *parent)
{
  static int shade = 900;
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GBytes) bytes = fixture_make_png (8, 6, ++shade);

  details->prompt = g_strdup (prompt);
  details->operation = g_strdup (operation);
  details->model = g_strdup ("owner/brush");
  details->version = g_strdup ("old");
  details->server = g_strdup ("replicate");
  details->input = g_strdup (input);
  details->cost = 0.25;
  details->predict_time = 4;
  if (parent != NULL)
    details->parents = g_strsplit (parent, " ", -1);
  return fixture_save (&fixture->library, details, bytes);
}

static void
save_model (GalleryFixture *fixture)
{
  static const char json[] =
    "{\"owner\":\"owner\",\"name\":\"brush\",\"latest_version\":{\"id\":\"new\","
    "\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\","
    "\"properties\":{\"n\":{\"type\":\"integer\",\"title\":\"How often\"}}}}}}}}";
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_save_model_async (fixture->library.store, "replicate", "owner/brush", json, NULL,
                                 limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->library.store, result, NULL));
}

static void
set_up (GalleryFixture *fixture,
        gconstpointer   data)
{
  g_autoptr(GString) prompt = g_string_new (NULL);
  g_autoptr(LimnerGalleryItem) source = NULL;
  g_autoptr(LimnerGalleryItem) edit = NULL;
  g_autoptr(LimnerGalleryItem) last = NULL;

  fixture_set_up (&fixture->library, NULL);
  gallery_fixture_open_store (fixture);
  save_model (fixture);
  for (int i = 0; i < 100; i++)
    g_string_append (prompt, "a fox in a thick forest ");
  source = add (fixture, prompt->str, "generate", "{\"n\":3,\"lost_one\":1}", NULL);
  edit = add (fixture, "short", "edit", "{}", limner_gallery_item_get_id (source));
  last = add (fixture, "short", "upscale", "{}", limner_gallery_item_get_id (edit));
  gallery_fixture_present (fixture, 3);
}

static GtkWidget *
get_details (GalleryFixture *fixture)
{
  return GTK_WIDGET (fixture->gallery->details);
}

/* Inputs have the titles of the schema that the library knows, and what it no longer takes is told
 * of; without the schema names are read as words. */
static void
test_inputs (GalleryFixture *fixture,
             gconstpointer   data)
{
  GtkWidget *details = get_details (fixture);

  limner_gallery_grid_select (fixture->gallery->grid, 2, FALSE, FALSE);
  limner_test_wait_until (gallery_says (details, "How often"));
  limner_test_wait_until (gallery_says (details, "Lost One"));
  limner_test_wait_until (gallery_says (details, "it no longer takes: lost_one"));
  g_assert_true (gallery_says (details, "owner/brush"));
  g_assert_true (gallery_says (details, "$0.25"));
  g_assert_true (gallery_says (details, "4.0 s"));

  /* The picture without such inputs says nothing of them. */
  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  limner_test_wait_until (gallery_says (details, "Enlarged"));
  limner_test_wait_until (gallery_says (details, "The model has a newer version since"));
  g_assert_false (gallery_says (details, "How often"));
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gallery_says (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, text);
  return found;
}

/* A prompt that fills the screen is cut, and shown whole when it is asked for. */
static void
test_long_prompt (GalleryFixture *fixture,
                  gconstpointer   data)
{
  GtkWidget *details = get_details (fixture);
  GtkWidget *label;
  int least, folded, whole;

  limner_gallery_grid_select (fixture->gallery->grid, 2, FALSE, FALSE);
  limner_test_wait_until (find_button (details, "Show all") != NULL);
  label = gtk_widget_get_prev_sibling (find_button (details, "Show all"));
  g_assert_true (GTK_IS_LABEL (label));
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, 270, &least, &folded, NULL, NULL);
  g_signal_emit_by_name (find_button (details, "Show all"), "clicked");
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, 270, &least, &whole, NULL, NULL);
  g_assert_cmpint (whole, >, 3 * folded);
  g_assert_nonnull (find_button (details, "Show less"));

  limner_gallery_grid_select (fixture->gallery->grid, 1, FALSE, FALSE);
  limner_test_wait_until (gallery_says (details, "short"));
  g_assert_null (find_button (details, "Show"));
}

/* Source, edit and enlargement stand in this order, whichever of them is looked at. */
static void
test_lineage (GalleryFixture *fixture,
              gconstpointer   data)
{
  static const char *const names[] = { "Generated", "Edited", "Enlarged" };
  GtkWidget *details = get_details (fixture);

  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *step;

      limner_gallery_grid_select (fixture->gallery->grid, i, FALSE, FALSE);
      limner_test_wait_until ((step = find_button (details, "Generated")) != NULL &&
                              find_button (details, names[2 - i]) != NULL &&
                              gtk_widget_has_css_class (find_button (details, names[2 - i]),
                                                        "limner-current"));
      for (guint j = 0; j < 3; j++)
        {
          g_assert_true (step == find_button (details, names[j]));
          g_assert_cmpint (gtk_widget_has_css_class (step, "limner-current"), ==, j == 2 - i);
          step = gtk_widget_get_next_sibling (step);   /* the arrow */
          step = step != NULL ? gtk_widget_get_next_sibling (step) : NULL;
        }
      g_assert_null (step);
    }
}

/* Notes are kept when one goes on to another picture, and found again. */
static void
test_notes (GalleryFixture *fixture,
            gconstpointer   data)
{
  GtkWidget *details = get_details (fixture);
  g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->gallery->list),
                                                             0);
  GtkWidget *notes = NULL;
  GtkWidget *area;
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;

  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  limner_test_wait_until (limner_gallery_item_get_loaded (item));
  notes = limner_test_find_child (details, LIMNER_TYPE_GALLERY_NOTES);
  area = limner_test_find_child (notes, LIMNER_TYPE_TEXT_AREA);
  limner_text_area_set_text (LIMNER_TEXT_AREA (area), "for the cover");
  g_assert_null (limner_gallery_item_get_notes (item));

  limner_gallery_grid_select (fixture->gallery->grid, 1, FALSE, FALSE);
  other = limner_text_area_get_text (LIMNER_TEXT_AREA (area));
  g_assert_cmpstr (other, ==, "");
  limner_test_wait_until (g_strcmp0 (limner_gallery_item_get_notes (item), "for the cover") == 0);

  limner_gallery_grid_select (fixture->gallery->grid, 0, FALSE, FALSE);
  text = limner_text_area_get_text (LIMNER_TEXT_AREA (area));
  g_assert_cmpstr (text, ==, "for the cover");

  /* Nothing more is typed: they are kept by themselves after a moment. */
  limner_text_area_set_text (LIMNER_TEXT_AREA (area), "");
  limner_test_wait_until (limner_gallery_item_get_notes (item) == NULL);
}

/* Several pictures are summed up; one again is one. */
static void
test_several (GalleryFixture *fixture,
              gconstpointer   data)
{
  GtkWidget *details = get_details (fixture);

  limner_gallery_grid_select_all (fixture->gallery->grid);
  limner_test_wait_until (gallery_says (details, "3 pictures"));
  limner_test_wait_until (gallery_says (details, "$0.75"));
  g_assert_true (gallery_says (details, "12 s"));
  g_assert_true (gallery_says (details, "owner/brush"));
  g_assert_null (limner_gallery_details_get_item (fixture->gallery->details));

  limner_gallery_grid_select (fixture->gallery->grid, 1, FALSE, FALSE);
  limner_test_wait_until (gallery_says (details, "Edited"));
  g_assert_false (gallery_says (details, "3 pictures"));
}

#define ADD(path, function) \
  g_test_add (path, GalleryFixture, NULL, set_up, function, gallery_fixture_tear_down)

static void
add_tests (void)
{
  ADD ("/gallery/details/inputs", test_inputs);
  ADD ("/gallery/details/long-prompt", test_long_prompt);
  ADD ("/gallery/details/lineage", test_lineage);
  ADD ("/gallery/details/notes", test_notes);
  ADD ("/gallery/details/several", test_several);
}

int
main (int   argc,
      char *argv[])
{
  return gallery_fixture_run (argc, argv, add_tests);
}
