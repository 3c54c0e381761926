/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-test.h"
#include "widgets/limner-dialogs.h"

#include <adwaita.h>

static GtkWidget *parent;

/* The newest: one that has been answered may still be fading away. */
static GtkWidget *
find_message (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        found = window;
    }

  return found;
}

static void
ask (GCancellable  *cancellable,
     GAsyncResult **result)
{
  limner_dialogs_confirm_async (parent, "Delete everything?", "It cannot be undone.", "_Delete",
                                TRUE, cancellable, limner_test_result_cb, result);
}

static void
test_confirm (void)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  ask (NULL, &result);
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (find_message ())),
                   ==, "cancel");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_message ()), "verb");
  done = limner_test_wait_result (&result);

  g_assert_true (limner_dialogs_confirm_finish (done, &error));
  g_assert_no_error (error);
}

static void
test_refuse (void)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  ask (NULL, &result);
  gtk_window_close (GTK_WINDOW (find_message ()));
  done = limner_test_wait_result (&result);

  g_assert_false (limner_dialogs_confirm_finish (done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  /* Once while it is open, once with a cancellable that has been used already. */
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) done = NULL;
      g_autoptr(GError) error = NULL;
      GAsyncResult *result = NULL;

      ask (cancellable, &result);
      g_cancellable_cancel (cancellable);
      done = limner_test_wait_result (&result);
      g_assert_false (limner_dialogs_confirm_finish (done, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  parent = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (parent));

  g_test_add_func ("/widgets/dialogs/confirm", test_confirm);
  g_test_add_func ("/widgets/dialogs/refuse", test_refuse);
  g_test_add_func ("/widgets/dialogs/cancel", test_cancel);

  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (parent));

  return result;
}
