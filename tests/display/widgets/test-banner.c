/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-test-widget.h"
#include "widgets/limner-banner.h"

#include <adwaita.h>

#include "widgets/limner-status.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  LimnerBanner *banner = LIMNER_BANNER (g_object_ref_sink (limner_banner_new ()));
  guint count = 0;

  g_assert_cmpstr (limner_banner_get_title (banner), ==, "");
  g_assert_null (limner_banner_get_button_label (banner));
  g_assert_false (limner_banner_get_revealed (banner));

  g_signal_connect_swapped (banner, "notify", G_CALLBACK (count_cb), &count);
  limner_banner_set_title (banner, "Offline");
  limner_banner_set_title (banner, "Offline");
  limner_banner_set_button_label (banner, "_Try again");
  limner_banner_set_button_label (banner, "_Try again");
  limner_banner_set_revealed (banner, TRUE);
  limner_banner_set_revealed (banner, TRUE);
  g_assert_cmpuint (count, ==, 3);

  g_object_set (banner, "title", "Online", "button-label", NULL, "revealed", FALSE, NULL);
  g_assert_cmpstr (limner_banner_get_title (banner), ==, "Online");
  g_assert_null (limner_banner_get_button_label (banner));
  g_assert_false (limner_banner_get_revealed (banner));

  g_assert_finalize_object (banner);
}

static void
test_button (void)
{
  GtkWidget *banner = g_object_ref_sink (limner_banner_new ());
  GtkWidget *button = limner_test_find_child (banner, GTK_TYPE_BUTTON);
  guint count = 0;

  gtk_test_accessible_assert_role (banner, GTK_ACCESSIBLE_ROLE_STATUS);
  g_signal_connect_swapped (banner, "button-clicked", G_CALLBACK (count_cb), &count);
  limner_banner_set_button_label (LIMNER_BANNER (banner), "_Resume");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (count, ==, 1);

  g_assert_finalize_object (banner);
}

static void
test_status (void)
{
  GtkWidget *status = g_object_ref_sink (limner_status_new ("image-x-generic-symbolic",
                                                            "No Pictures", "Make <one> & see"));
  GtkWidget *button;

  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (status)), ==,
                   "Make &lt;one&gt; &amp; see");
  g_assert_null (adw_status_page_get_child (ADW_STATUS_PAGE (status)));

  limner_status_set_action (status, "_Create", "win.show-page::create");
  button = adw_status_page_get_child (ADW_STATUS_PAGE (status));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.show-page");
  limner_status_set_action (status, NULL, NULL);
  g_assert_null (adw_status_page_get_child (ADW_STATUS_PAGE (status)));

  g_assert_finalize_object (status);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/widgets/banner/properties", test_properties);
  g_test_add_func ("/widgets/banner/button", test_button);
  g_test_add_func ("/widgets/status/text-and-action", test_status);

  return g_test_run ();
}
