/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "browser-fixture.h"
#include "lib/limner-test.h"

/* The token is the test's data; none for %NULL. */
void
fixture_set_up (Fixture       *fixture,
                gconstpointer  token)
{
  fixture->server = limner_test_server_new ();
  limner_test_studio_open (&fixture->base, limner_test_server_get_uri (fixture->server), token);
  fixture->studio = fixture->base.studio;
  fixture->server_id = fixture->base.server;
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_studio_close (&fixture->base);
  g_clear_pointer (&fixture->server, limner_test_server_free);
}

void
fixture_present (Fixture   *fixture,
                 GtkWidget *child,
                 int        width)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 800);
  gtk_window_set_child (GTK_WINDOW (fixture->window), child);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
count_children (GtkWidget *widget,
                GType      type,
                guint     *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    (*n)++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_children (child, type, n);
}

guint
fixture_count (Fixture *fixture,
               GType    type)
{
  guint n = 0;

  count_children (fixture->window, type, &n);
  return n;
}

/* Finds a label that is on the screen. */
gboolean
test_shows (GtkWidget  *widget,
            const char *text)
{
  return limner_test_shows (widget, text);
}

/* The entry of the page; a drop-down has one of its own. */
GtkWidget *
test_find_search (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_DROP_DOWN (child))
        found = test_find_search (child);
    }
  return found;
}

void
fixture_answer (Fixture *fixture)
{
  limner_test_server_answer (fixture->server, "GET", "/collections", 200,
                             PAGE ("{\"slug\":\"text-to-image\",\"name\":\"Text to image\","
                                   "\"description\":\"Make pictures\"}"));
  limner_test_server_answer (fixture->server, "GET", "/collections/text-to-image", 200,
                             "{\"slug\":\"text-to-image\",\"name\":\"Text to image\",\"models\":["
                             SDXL "," OTHER "]}");
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl", 200, SDXL);
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl/readme", 200,
                             "# Read me\n\nSome **bold** words");
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl/versions", 200,
                             PAGE ("{\"id\":\"aaaabbbbccccddddaaaabbbbccccddddaaaabbbbccccdddd"
                                   "aaaabbbbccccdddd\",\"created_at\":\"2026-01-02T03:04:05Z\"}"));
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl/examples", 200,
                             PAGE (""));
  limner_test_server_answer (fixture->server, "GET", "/search", 200,
                             "{\"query\":\"x\",\"models\":[{\"model\":" OTHER "}],"
                             "\"collections\":[]}");
}

GtkWidget *
test_find_button (GtkWidget  *widget,
                  const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = test_find_button (child, label);
  return found;
}

GtkWindow *
test_find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

GtkWindow *
test_find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}
