/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is offered where there is a choice: models that do something, versions, examples. */

#include "config.h"

#include "browser/limner-browser.h"
#include "browser/limner-model-card.h"
#include "browser/limner-model-chooser.h"
#include "browser/limner-model-shelf.h"
#include "browser-fixture.h"
#include "limner-test.h"
#include "store/limner-store-models.h"

/* A version that is not there is not the whole model's fault. */
static void
test_no_such_version (Fixture       *fixture,
                      gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));

  fixture_answer (fixture);
  fixture_present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "stability-ai/sdxl:0123abcd");
  limner_test_wait_until (test_shows (fixture->window, "has no version 0123abcd"));
  limner_test_wait_until (test_shows (fixture->window, "Some bold words"));
  g_assert_false (test_shows (fixture->window, "does not exist"));
  g_assert_true (gtk_widget_get_sensitive (test_find_button (fixture->window, "_Use")));

  /* The next model has nothing to do with that. */
  limner_browser_show_model (browser, "stability-ai/sdxl");
  limner_test_wait_until (test_shows (fixture->window, "Some bold words"));
  g_assert_false (test_shows (fixture->window, "has no version"));
}

/* Without inputs there is still something that the model gives; and an answer in words is shown
 * where others show pictures. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/models/a/words", 200,
                             "{\"owner\":\"a\",\"name\":\"words\",\"latest_version\":{\"id\":\"v\","
                             "\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"type\":"
                             "\"object\",\"properties\":{}},\"Output\":{\"type\":\"string\"}}}}},"
                             "\"default_example\":{\"id\":\"e\",\"input\":{},"
                             "\"output\":[\"A fox\",\" in <deep> snow\"]}}");
  fixture_present (fixture, GTK_WIDGET (browser), 700);
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "a/words");
  limner_test_wait_until (test_shows (fixture->window, "A fox in <deep> snow"));
  g_assert_true (test_shows (fixture->window, "Gives"));
}

static void
keep_favourite (Fixture    *fixture,
                const char *reference,
                const char *json)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);

  for (guint i = 0; i < 2; i++)
    {
      GAsyncResult *result = NULL;
      g_autoptr(GAsyncResult) done = NULL;

      if (i == 0)
        limner_store_save_model_async (store, fixture->server_id, reference, json, NULL,
                                       limner_test_result_cb, &result);
      else
        limner_store_mark_model_async (store, fixture->server_id, reference, TRUE, NULL,
                                       limner_test_result_cb, &result);
      done = limner_test_wait_result (&result);
      g_assert_true (limner_store_write_finish (store, done, NULL));
    }
}

#define SEES \
  "{\"owner\":\"a\",\"name\":\"sees\",\"run_count\":5,\"latest_version\":{\"id\":\"v\"," \
  "\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\"," \
  "\"properties\":{\"image\":{\"type\":\"string\",\"format\":\"uri\"}}}," \
  "\"Output\":{\"type\":\"string\"}}}}}}"

static GtkDropDown *
find_drop_down (GtkWidget  *widget,
                const char *hint)
{
  GtkDropDown *found = NULL;

  if (GTK_IS_DROP_DOWN (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), hint) == 0)
    return GTK_DROP_DOWN (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_drop_down (child, hint);
  return found;
}

/* The models at hand are filtered and ordered like any list. */
static void
test_front_filters (Fixture       *fixture,
                    gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *models;

  keep_favourite (fixture, "a/sees", SEES);
  keep_favourite (fixture, "stability-ai/sdxl", SDXL);
  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/collections", 200, PAGE (""));
  fixture_present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "73.0 M runs") &&
                          test_shows (fixture->window, "5 runs"));
  models = gtk_widget_get_ancestor (
    limner_test_find_child (fixture->window, LIMNER_TYPE_MODEL_CARD), GTK_TYPE_FLOW_BOX);

  gtk_drop_down_set_selected (find_drop_down (fixture->window, "What models do"),
                              g_bit_nth_lsf (LIMNER_MODEL_KIND_DESCRIBE, -1) + 1);
  /* What a model does is read on a thread. */
  limner_test_wait_until (!test_shows (models, "73.0 M runs") && test_shows (models, "5 runs"));
  gtk_drop_down_set_selected (find_drop_down (fixture->window, "What models do"),
                              g_bit_nth_lsf (LIMNER_MODEL_KIND_UPSCALE, -1) + 1);
  limner_test_wait_until (test_shows (fixture->window, "None of them does this."));
  gtk_drop_down_set_selected (find_drop_down (fixture->window, "What models do"), 0);
  gtk_drop_down_set_selected (find_drop_down (fixture->window, "Order"), LIMNER_MODEL_ORDER_RUNS);
  limner_test_wait_until (test_shows (models, "5 runs"));
  g_assert_false (test_shows (fixture->window, "None of them does this."));
  g_assert_true (test_shows (gtk_widget_get_first_child (models), "73.0 M runs"));
}

/* Where a model has to do something, others are not offered. */
static void
test_chooser_kind (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *chooser = limner_model_chooser_new (fixture->studio);

  keep_favourite (fixture, "stability-ai/sdxl", SDXL);
  fixture_answer (fixture);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  fixture_present (fixture, button, 400);
  limner_model_chooser_set_kind (LIMNER_MODEL_CHOOSER (chooser), LIMNER_MODEL_KIND_DESCRIBE);
  limner_model_chooser_set_current (LIMNER_MODEL_CHOOSER (chooser), fixture->server_id, NULL);
  gtk_popover_popup (GTK_POPOVER (chooser));
  limner_test_wait_until (test_shows (chooser, "is known to do this: Describe a picture."));
  g_assert_false (test_shows (chooser, "stability-ai/sdxl"));

  gtk_popover_popdown (GTK_POPOVER (chooser));
  limner_test_wait_until (!gtk_widget_get_mapped (chooser));
  keep_favourite (fixture, "a/sees", SEES);
  gtk_popover_popup (GTK_POPOVER (chooser));
  limner_test_wait_until (test_shows (chooser, "a/sees"));
  g_assert_false (test_shows (chooser, "stability-ai/sdxl"));
  gtk_popover_popdown (GTK_POPOVER (chooser));
  limner_test_wait_until (!gtk_widget_get_mapped (chooser));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, run) \
  g_test_add (path, Fixture, "token", fixture_set_up, run, fixture_tear_down)
  ADD ("/choices/chooser-kind", test_chooser_kind);
  ADD ("/choices/front-filters", test_front_filters);
  ADD ("/choices/no-such-version", test_no_such_version);
  ADD ("/choices/words", test_words);
#undef ADD

  return g_test_run ();
}
