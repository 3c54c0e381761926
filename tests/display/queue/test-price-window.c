/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "limner-test.h"
#include "queue/limner-price-window.h"
#include "secrets/limner-vault.h"
#include "store/limner-hardware-prices.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"

static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (shows (child, text))
        return TRUE;
    }
  return FALSE;
}

static void
add_usage (LimnerStore *store,
           const char  *job,
           const char  *outcome,
           double       cost)
{
  g_autoptr(GAsyncResult) result = NULL;
  const LimnerUsage usage = { .job = (char *) job, .server = (char *) "replicate",
                              .model = (char *) "owner/dear", .outcome = (char *) outcome,
                              .finished = g_get_real_time (), .predict_time = 4,
                              .total_time = 5, .n_outputs = 1, .cost = cost };

  limner_store_add_usage_async (store, &usage, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (store, result, NULL));
}

/* What was spent is shown by model; what is not known is said, and is no zero. */
static void
test_totals (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(LimnerStudio) studio = limner_studio_new_for (folder, pictures, vault);
  LimnerStore *store = limner_studio_get_store (studio);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  GtkWidget *window;

  limner_studio_open_async (studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (studio, result, NULL));
  add_usage (store, "a", "succeeded", 0.25);
  add_usage (store, "b", "canceled", 0.5);
  add_usage (store, "c", "failed", NAN);

  window = limner_price_window_new (studio);
  gtk_window_present (GTK_WINDOW (window));
  limner_test_wait_until (shows (window, "owner/dear"));
  g_assert_true (shows (window, "$0.75"));
  g_assert_true (shows (window, "3 jobs, 12 s, 2 without a result, price unknown for 1"));
  g_assert_true (shows (window, "Today"));
  g_assert_false (shows (window, date));
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_settle ();
  g_clear_object (&studio);
  limner_test_settle ();
  limner_test_remove_folder (folder);
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static guint
count_placeholders (GtkWidget  *window,
                    const char *word)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  guint n = 0;

  collect (window, GTK_TYPE_TEXT, found);
  for (guint i = 0; i < found->len; i++)
    n += *gtk_editable_get_text (found->pdata[i]) == '\0' &&
         g_strcmp0 (gtk_text_get_placeholder_text (found->pdata[i]), word) == 0;
  return n;
}

/* A limit that is not set and a price that is not known are told in words, and a model that is
 * added waits for its price.
 */
static void
test_unset (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(LimnerStudio) studio = limner_studio_new_for (folder, pictures, vault);
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *listed = NULL;
  GtkWidget *window, *focus;
  guint n_unknown;

  limner_studio_open_async (studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (studio, result, NULL));
  window = limner_price_window_new (studio);
  gtk_window_present (GTK_WINDOW (window));
  limner_test_settle ();
  g_assert_cmpuint (count_placeholders (window, "no limit"), ==, 3);
  n_unknown = count_placeholders (window, "unknown");
  listed = g_strdup_printf ("%.6f", limner_hardware_price_get (0)->dollars);
  g_assert_cmpuint (count_placeholders (window, listed), ==, 1);

  collect (window, ADW_TYPE_ENTRY_ROW, entries);
  g_assert_cmpuint (entries->len, ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      gtk_editable_set_text (entries->pdata[0], "owner/dear");
      g_signal_emit_by_name (entries->pdata[0], "apply");
      g_assert_cmpuint (count_placeholders (window, "unknown"), ==, n_unknown + 1);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      g_assert_nonnull (focus);
      focus = gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON);
      g_assert_nonnull (focus);
      gtk_test_accessible_assert_property (focus, GTK_ACCESSIBLE_PROPERTY_LABEL, "owner/dear");
    }

  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_settle ();
  g_clear_object (&studio);
  limner_test_settle ();
  limner_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/price-window/totals", test_totals);
  g_test_add_func ("/price-window/unset", test_unset);

  return g_test_run ();
}
