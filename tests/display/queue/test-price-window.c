/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "limner-test.h"
#include "queue/limner-price-window.h"
#include "secrets/limner-vault.h"
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

  return g_test_run ();
}
