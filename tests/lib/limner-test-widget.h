/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * limner_test_find_child:
 * @widget: where to look
 * @type: a widget type
 *
 * Returns: (transfer none) (nullable): the first widget of @type at or below @widget, depth first
 */
static inline GtkWidget *
limner_test_find_child (GtkWidget *widget,
                        GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = limner_test_find_child (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

G_END_DECLS
