/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include <adwaita.h>

#include "base/limner-error.h"
#include "browser/limner-browser.h"
#include "browser/limner-collection-row.h"
#include "browser/limner-connect-box.h"
#include "browser/limner-cover.h"
#include "browser/limner-input-rows.h"
#include "browser/limner-model-card.h"
#include "browser/limner-model-chooser.h"
#include "browser/limner-model-finder.h"
#include "browser/limner-model-hints.h"
#include "browser/limner-model-page.h"
#include "browser-fixture.h"
#include "limner-test.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "studio/limner-default-model.h"

static void
test_browse (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *row;

  fixture_answer (fixture);
  fixture_present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  g_assert_true (test_shows (fixture->window, "Text to image"));
  g_assert_false (test_shows (fixture->window, "Best first"));

  row = limner_test_find_child (fixture->window, LIMNER_TYPE_COLLECTION_ROW);
  g_signal_emit_by_name (limner_test_find_child (row, GTK_TYPE_BUTTON), "clicked");
  limner_test_wait_until (test_shows (fixture->window, "Best first") &&
                          fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  g_assert_true (test_shows (fixture->window, "73.0 M runs"));
  g_assert_true (test_shows (fixture->window, "A text-to-image <b>model</b> & more"));

  limner_browser_show_model (browser, "stability-ai/sdxl");
  limner_test_wait_until (test_shows (fixture->window, "Some bold words"));
  limner_test_wait_until (test_shows (fixture->window, "aaaabbbbcccc"));
  g_assert_true (test_shows (fixture->window, "whole number · 1 – 50 · normally 30"));
  g_assert_true (test_shows (fixture->window, "required · text"));

  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.back", NULL);
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.back", NULL);
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2 &&
                          test_shows (fixture->window, "Collections"));
}

static void
add_run (Fixture    *fixture,
         const char *job,
         gint64      finished,
         double      cost)
{
  LimnerUsage usage = {
    (char *) job, fixture->base.server, (char *) "stability-ai/sdxl", NULL, (char *) "succeeded",
    finished, 2, 3, 1, cost, (char *) "measured"
  };
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_store_add_usage_async (limner_studio_get_store (fixture->studio), &usage, NULL,
                                limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_store_write_finish (limner_studio_get_store (fixture->studio), done, NULL));
}

/* Whether a wheel that turns below the pointer is taken from the page. */
static gboolean
keeps_wheel (GtkWidget *scroller)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (scroller);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_stopped = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller) ||
          !(gtk_event_controller_scroll_get_flags (GTK_EVENT_CONTROLLER_SCROLL (controller)) &
            GTK_EVENT_CONTROLLER_SCROLL_VERTICAL))
        continue;
      g_signal_emit_by_name (controller, "scroll", 0.0, 1.0, &is_stopped);
      if (is_stopped)
        return TRUE;
    }
  return FALSE;
}

/* A row asks for its models when it is in sight; its cards open models, and tell what one's own
 * runs cost and that one ran a moment ago. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *row, *card;

  add_run (fixture, "old", 1, 0.04);
  add_run (fixture, "new", g_get_real_time (), 0.02);
  fixture_answer (fixture);
  fixture_present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  row = limner_test_find_child (fixture->window, LIMNER_TYPE_COLLECTION_ROW);
  g_assert_cmpuint (limner_collection_row_get_n_cards (LIMNER_COLLECTION_ROW (row)), ==, 2);
  limner_test_wait_until (test_shows (fixture->window, "73.0 M runs · about $0.03"));
  limner_test_wait_until (test_shows (fixture->window, "Warm"));

  g_assert_false (keeps_wheel (limner_test_find_child (row, GTK_TYPE_SCROLLED_WINDOW)));

  /* Few cards stay cards: they do not fill the row. */
  card = gtk_widget_get_parent (limner_test_find_child (row, LIMNER_TYPE_MODEL_CARD));
  limner_test_wait_until (gtk_widget_get_width (card) > 0);
  g_assert_cmpint (gtk_widget_get_width (card), <, 400);

  /* Only the first call asks. */
  limner_collection_row_load (LIMNER_COLLECTION_ROW (row));
  limner_test_settle ();
  g_assert_cmpuint (limner_collection_row_get_n_cards (LIMNER_COLLECTION_ROW (row)), ==, 2);

  g_signal_emit_by_name (card, "clicked");
  limner_test_wait_until (test_shows (fixture->window, "Some bold words"));
}

static void
changed_cb (guint *n)
{
  (*n)++;
}

/* What ran long ago has gone cold, and nothing is said of models that never ran. */
static void
test_hints (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerModelHints) hints =
    limner_model_hints_new (limner_studio_get_store (fixture->studio));
  g_autofree char *price = NULL;
  g_autofree char *nothing = limner_model_hints_dup_price (hints, "stability-ai/sdxl");
  guint n_changes = 0;

  g_assert_null (nothing);
  g_signal_connect_swapped (hints, "changed", G_CALLBACK (changed_cb), &n_changes);
  add_run (fixture, "old", g_get_real_time () - 2 * LIMNER_MODEL_WARM_TIME * G_USEC_PER_SEC, 0.25);
  add_run (fixture, "unknown", 1, NAN);
  limner_model_hints_reload (hints);
  limner_test_wait_until (n_changes == 2);
  price = limner_model_hints_dup_price (hints, "stability-ai/sdxl");
  g_assert_cmpstr (price, ==, "about $0.25");
  g_assert_false (limner_model_hints_is_warm (hints, "stability-ai/sdxl"));
  g_assert_false (limner_model_hints_is_warm (hints, "o/n"));
}

/* What a model painted for others is whole, button and all, and lets the page be scrolled. */
static void
test_examples (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *button, *scroller;
  graphene_rect_t bounds;

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/models/a/long", 200,
                             "{\"owner\":\"a\",\"name\":\"long\",\"default_example\":{"
                             "\"id\":\"e\",\"input\":{\"prompt\":\"a lighthouse\\n\\nabove a "
                             "stormy sea, and more of it than fits below a picture, which goes on "
                             "and on until nobody reads it any more\"},"
                             "\"output\":[]}}");
  limner_test_server_answer (fixture->server, "GET", "/models/a/long/examples", 200,
                             PAGE ("{\"id\":\"f\",\"input\":{\"prompt\":\"a green dragon in the "
                                   "mountains, gouache\"},\"output\":[]},"
                                   "{\"id\":\"g\",\"input\":{\"prompt\":\"mountains under a night "
                                   "sky, woodcut\"},\"output\":[]},"
                                   "{\"id\":\"h\",\"input\":{\"prompt\":\"a castle by a river at "
                                   "sunset, palette knife\"},\"output\":[]}"));
  fixture_present (fixture, GTK_WIDGET (browser), 500);
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "a/long");
  limner_test_wait_until (test_shows (fixture->window, "a castle"));
  limner_test_wait_until ((button = test_find_button (fixture->window, "Use this _example")) != NULL
                          && gtk_widget_get_height (button) > 0);
  limner_test_settle ();
  scroller = gtk_widget_get_ancestor (button, GTK_TYPE_SCROLLED_WINDOW);
  g_assert_true (gtk_widget_compute_bounds (button, scroller, &bounds));
  /* The bar that scrolls lies below it. */
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <,
                     gtk_widget_get_height (scroller) - 18);
  g_assert_false (keeps_wheel (scroller));

  /* All are of one width, however long their prompts are, and in two lines. */
  g_assert_true (test_shows (fixture->window, "a lighthouse  above"));
  g_assert_cmpint (gtk_widget_get_width (gtk_widget_get_parent (button)), ==, 180);
}

static GMenuModel *
find_default_menu (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)), "Set as _default for…") == 0)
    {
      /* Ticks a task as the menu would. */
      g_assert_true (gtk_widget_activate_action (widget, "default.generate", NULL));
      return gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GMenuModel *menu = find_default_menu (child);

      if (menu != NULL)
        return menu;
    }
  return NULL;
}

static gboolean
offers (GMenuModel *menu,
        const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *name = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name);
      if (g_strcmp0 (name, action) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Only what the model can do is offered; a second click takes the tick away. */
static void
test_default_for (Fixture       *fixture,
                  gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GMenuModel *menu;

  fixture_answer (fixture);
  fixture_present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "stability-ai/sdxl");
  limner_test_wait_until (test_shows (fixture->window, "Some bold words"));

  menu = find_default_menu (fixture->window);
  g_assert_nonnull (menu);
  g_assert_true (offers (menu, "default.generate"));
  g_assert_false (offers (menu, "default.erase"));
  g_assert_false (offers (menu, "default.upscale"));
  g_assert_cmpstr (limner_default_model_get_chosen (fixture->studio, fixture->server_id,
                                                    LIMNER_TASK_GENERATE), ==,
                   "stability-ai/sdxl");

  find_default_menu (fixture->window);
  g_assert_null (limner_default_model_get_chosen (fixture->studio, fixture->server_id,
                                                  LIMNER_TASK_GENERATE));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *entry;

  fixture_answer (fixture);
  fixture_present (fixture, GTK_WIDGET (browser), 700);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2 &&
                          test_shows (fixture->window, "Collections"));
  entry = test_find_search (fixture->window);
  /* Both were seen in the row, one has it in its name and one in what it does. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "model");
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2 &&
                          test_shows (fixture->window, "Found"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "stability-ai/sdxl");
  g_signal_emit_by_name (entry, "activate");
  limner_test_wait_until (test_shows (fixture->window, "Some bold words"));
}

static guint
count_requests (Fixture    *fixture,
                const char *path)
{
  guint n = 0;

  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    n += g_str_has_prefix (limner_test_server_get_request (fixture->server, i)->path, path);
  return n;
}

/* With what does not exist nothing can be done, until it is there after all. */
static void
test_no_such_model (Fixture       *fixture,
                    gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/models/a/late", 404, "{}");
  limner_test_server_answer (fixture->server, "GET", "/models/a/late", 200,
                             "{\"owner\":\"a\",\"name\":\"late\"}");
  fixture_present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "a/late");
  limner_test_wait_until (test_shows (fixture->window, "does not exist"));
  g_assert_true (test_shows (fixture->window, "a/late"));
  g_assert_false (test_shows (fixture->window, "Your note"));
  g_assert_null (test_find_button (fixture->window, "_Use"));

  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.reload", NULL);
  limner_test_wait_until (test_shows (fixture->window, "Your note") &&
                          !test_shows (fixture->window, "does not exist"));
  g_assert_nonnull (test_find_button (fixture->window, "_Use"));
}

/* What is seen is what is loaded again. */
static void
test_reload (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"type\":\"user\"}");
  fixture_present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);
  limner_test_wait_until (test_shows (fixture->window, "ada"));
  limner_test_wait_until (count_requests (fixture, "/predictions") == 1);
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.reload", NULL);
  limner_test_wait_until (count_requests (fixture, "/predictions") == 2);
  g_assert_true (test_shows (fixture->window, "Uploaded files"));
}

/* The address of a page leads to the service whose page it is, also from another server. */
static void
test_page_link (Fixture       *fixture,
                gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  LimnerServer *cog = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                              LIMNER_SERVER_COG, "Box", "http://127.0.0.1:1");
  GtkWidget *entry;

  fixture_present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, limner_server_get_id (cog));
  g_assert_true (test_shows (fixture->window, "Box"));
  entry = test_find_search (fixture->window);
  gtk_editable_set_text (GTK_EDITABLE (entry),
                         " https://replicate.com/stability-ai/sdxl?input=form ");
  g_signal_emit_by_name (entry, "activate");
  limner_test_wait_until (test_shows (fixture->window, "stability-ai/sdxl"));
  g_assert_false (test_shows (fixture->window, "Box"));
  g_assert_true (test_shows (fixture->window, "Replicate"));
}

/* Without a token the page says what to do; with a bad answer it says what happened. */
/* What the last request for @path told who asks */
static const char *
find_authorization (Fixture    *fixture,
                    const char *path)
{
  const char *found = NULL;

  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    {
      const LimnerTestRequest *request = limner_test_server_get_request (fixture->server, i);

      if (strcmp (request->path, path) == 0)
        found = request->authorization;
    }
  return found;
}

static void
test_no_token (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));

  fixture_present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Connect Replicate"));
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 0);

  /* Words that are typed are not sent either. */
  gtk_editable_set_text (GTK_EDITABLE (test_find_search (fixture->window)), "fox");
  g_signal_emit_by_name (test_find_search (fixture->window), "search-changed");
  limner_browser_show_model (browser, "a/late");
  limner_test_wait_until (test_shows (fixture->window, "Paste an API token to see the models"));
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 0);
}

/* The first start with an account: the token is pasted where it is missed, a wrong one is told and
 * not kept, and with the right one the models are there. */
static void
test_connect (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *box, *button, *token;

  fixture_present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (
    (box = limner_test_find_child (fixture->window, LIMNER_TYPE_CONNECT_BOX)) != NULL &&
    (button = test_find_button (box, "_Connect")) != NULL);
  token = limner_test_find_child (box, GTK_TYPE_PASSWORD_ENTRY);
  g_assert_false (gtk_widget_get_sensitive (button));

  limner_test_server_answer (fixture->server, "GET", "/account", 401, "{\"detail\":\"No.\"}");
  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"type\":\"user\"}");
  gtk_editable_set_text (GTK_EDITABLE (token), "r8_half");
  g_signal_emit_by_name (token, "activate");
  g_assert_false (gtk_widget_get_sensitive (button));
  limner_test_wait_until (test_shows (box, "refused this token"));
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (token)), ==, "r8_half");
  g_assert_true (test_shows (fixture->window, "Connect Replicate"));

  /* Typing on takes the reproach away. */
  gtk_editable_set_text (GTK_EDITABLE (token), "r8_hal");
  g_assert_false (test_shows (box, "refused this token"));

  fixture_answer (fixture);
  gtk_editable_set_text (GTK_EDITABLE (token), "  r8_whole\n");
  g_signal_emit_by_name (button, "clicked");
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (token)), ==, "");
  g_assert_cmpstr (find_authorization (fixture, "/collections"), ==, "Bearer r8_whole");
}

/* A token is taken where a model wants one, too, and the model comes. */
static void
test_connect_for_model (Fixture       *fixture,
                        gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *page, *box, *token;

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/models/a/late", 200,
                             "{\"owner\":\"a\",\"name\":\"late\",\"description\":\"Is there\"}");
  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"type\":\"user\"}");
  fixture_present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "a/late");
  page = limner_test_find_child (fixture->window, LIMNER_TYPE_MODEL_PAGE);
  limner_test_wait_until (
    (box = limner_test_find_child (page, LIMNER_TYPE_CONNECT_BOX)) != NULL &&
    gtk_widget_get_mapped (box));
  /* What the answer would be is known without asking. */
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 0);
  token = limner_test_find_child (box, GTK_TYPE_PASSWORD_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (token), "r8_whole");
  g_signal_emit_by_name (token, "activate");
  limner_test_wait_until (test_shows (fixture->window, "Is there"));
  g_assert_false (gtk_widget_get_mapped (box));

  /* The lists before it are there as well. */
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.back", NULL);
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
}

static GtkWidget *
find_menu_button (GtkWidget  *widget,
                  const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_MENU_BUTTON (widget) &&
      g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_menu_button (child, label);
  return found;
}

static void
sweep_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  GString *got = data;
  g_autofree const char **models = g_variant_get_strv (parameter, NULL);
  g_autofree char *text = g_strjoinv (", ", (char **) models);

  g_string_assign (got, text);
}

/* Five models for the same words: the one that is looked at and four more, each chosen once. */
static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const others[] = { "a/b", "a/c", "d/e:0123", "f/g" };
  static const GActionEntry entries[] = {
    { .name = "sweep-models", .activate = sweep_cb, .parameter_type = "as" },
  };
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GString) got = g_string_new (NULL);
  g_autofree char *expected =
    g_strdup_printf ("%1$s stability-ai/sdxl, %1$s a/b, %1$s a/c, %1$s d/e:0123, %1$s f/g",
                     fixture->server_id);
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *button, *page, *chooser;

  fixture_answer (fixture);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, got);
  fixture_present (fixture, GTK_WIDGET (browser), 1280);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "stability-ai/sdxl");
  limner_test_wait_until (test_shows (fixture->window, "Some bold words"));
  page = limner_test_find_child (fixture->window, LIMNER_TYPE_MODEL_PAGE);
  button = find_menu_button (page, "Compare _with…");
  g_assert_nonnull (button);
  g_assert_null (test_find_button (page, "Compare _5 models"));

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  limner_test_wait_until (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) != NULL);
  chooser = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_signal_emit_by_name (chooser, "model-chosen", fixture->server_id, others[i]);
  gtk_popover_popdown (GTK_POPOVER (chooser));
  limner_test_wait_until ((button = test_find_button (page, "Compare _5 models")) != NULL);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (got->str, ==, expected);

  /* They were for once. */
  limner_test_wait_until (test_find_button (page, "Compare _5 models") == NULL);
}

static void
chosen_cb (LimnerModelChooser *chooser,
           const char         *server_id,
           const char         *reference,
           gpointer            user_data)
{
  g_string_append_printf (user_data, "%s %s;", server_id, reference);
}

static void
test_chooser (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *chooser = limner_model_chooser_new (fixture->studio);
  g_autoptr(GString) chosen = g_string_new (NULL);
  g_autofree char *expected = g_strdup_printf ("%s a/b:0123;", fixture->server_id);
  GtkWidget *entry;

  fixture_answer (fixture);
  /* Newer GTK closes a popover that has too little room below its button. */
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  g_signal_connect (chooser, "model-chosen", G_CALLBACK (chosen_cb), chosen);
  fixture_present (fixture, button, 400);
  limner_model_chooser_set_current (LIMNER_MODEL_CHOOSER (chooser), fixture->server_id,
                                    "stability-ai/sdxl");
  gtk_popover_popup (GTK_POPOVER (chooser));
  limner_test_wait_until (test_shows (chooser, "Search for a model"));

  entry = test_find_search (chooser);
  gtk_editable_set_text (GTK_EDITABLE (entry), "https://replicate.com/a/b:0123");
  limner_test_wait_until (test_shows (chooser, "Use “a/b:0123”"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (chosen->str, ==, expected);
}

/* Favourites outlive the finder, and come with what was known of them. */
static void
test_favourites (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerModelFinder) finder = limner_model_finder_new (fixture->studio);
  g_autoptr(LimnerModelFinder) second = limner_model_finder_new (fixture->studio);
  g_autoptr(LimnerModel) model = NULL;

  fixture_answer (fixture);
  limner_model_finder_set_server (finder, fixture->server_id);
  limner_test_wait_until (!limner_model_finder_is_loading (finder));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (finder)), ==, 0);
  limner_model_finder_set_favourite (finder, "stability-ai/sdxl", TRUE);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (finder)) == 1);

  limner_model_finder_set_server (second, fixture->server_id);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (second)) == 1);
  g_assert_true (limner_model_finder_is_favourite (second, "stability-ai/sdxl"));
  model = g_list_model_get_item (G_LIST_MODEL (second), 0);
  g_assert_cmpstr (limner_model_get_reference (model), ==, "stability-ai/sdxl");
  limner_model_finder_set_favourite (second, "stability-ai/sdxl", FALSE);
  limner_test_wait_until (!limner_model_finder_is_favourite (second, "stability-ai/sdxl"));
}

static void
test_card (void)
{
  GtkWidget *card = g_object_ref_sink (limner_model_card_new ());
  g_autoptr(LimnerModel) model = limner_model_new ("o", "n");
  const struct
  {
    gint64      n;
    const char *text;
  } runs[] = { { 0, "" }, { 1, "1 run" }, { 999, "999 runs" }, { 12345, "12 K runs" },
               { 1234567, "1.2 M runs" }, { 12345678901, "12.3 G runs" } };

  limner_model_card_set_model (LIMNER_MODEL_CARD (card), model, NULL);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, "o/n");
  g_assert_true (limner_model_card_get_subject (LIMNER_MODEL_CARD (card)) == G_OBJECT (model));
  limner_model_card_set_model (LIMNER_MODEL_CARD (card), NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autofree char *text = limner_model_card_describe_runs (runs[i].n);

      g_assert_cmpstr (text, ==, runs[i].text);
    }
  limner_test_assert_freed (card);
}

/* What a server said last is there when it cannot be asked, with its age. */
static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  LimnerServer *server;

  fixture_answer (fixture);
  fixture_present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  limner_test_settle ();

  /* The same server, at an address where nobody listens. */
  server = limner_server_list_find (limner_studio_get_servers (fixture->studio),
                                    fixture->server_id);
  limner_server_set_base_url (server, "http://127.0.0.1:9/v1");
  browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  fixture_present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Text to image"));
  limner_test_wait_until (fixture_count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  g_assert_true (test_shows (fixture->window, "73.0 M runs"));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, token, run) \
  g_test_add (path, Fixture, token, fixture_set_up, run, fixture_tear_down)
  ADD ("/browser/browse", "token", test_browse);
  ADD ("/browser/rows", "token", test_rows);
  ADD ("/browser/hints", "token", test_hints);
  ADD ("/browser/default-for", "token", test_default_for);
  ADD ("/browser/search", "token", test_search);
  ADD ("/browser/examples", "token", test_examples);
  ADD ("/browser/no-such-model", "token", test_no_such_model);
  ADD ("/browser/reload", "token", test_reload);
  ADD ("/browser/page-link", "token", test_page_link);
  ADD ("/browser/no-token", NULL, test_no_token);
  ADD ("/browser/connect", NULL, test_connect);
  ADD ("/browser/connect-for-model", NULL, test_connect_for_model);
  ADD ("/browser/compare", "token", test_compare);
  ADD ("/browser/chooser", "token", test_chooser);
  ADD ("/browser/favourites", "token", test_favourites);
  ADD ("/browser/offline", "token", test_offline);
#undef ADD
  g_test_add_func ("/browser/card", test_card);

  return g_test_run ();
}
