/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "studio/limner-sweep.h"

#include "limner-sweep-title.h"

static char *
get_title (LimnerSweep *sweep)
{
  g_autoptr(GDateTime) time =
    g_date_time_new_from_unix_local (limner_sweep_get_created (sweep) / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (time, "%x %H:%M");

  return g_strdup_printf ("%s · %s", limner_sweep_get_title (sweep), date);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  g_autofree char *title = get_title (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), title);
}

/**
 * limner_sweep_title_factory_new:
 *
 * Makes what shows the titles of sweeps in a list, each with the time it began.
 *
 * Returns: (transfer full): the factory
 */
GtkListItemFactory *
limner_sweep_title_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
