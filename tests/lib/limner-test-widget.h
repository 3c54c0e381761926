/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include <string.h>

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

/**
 * limner_test_shows:
 * @widget: where to look
 * @text: a part of what is to be read
 *
 * Returns: whether a label in sight, at or below @widget, has @text in it
 */
static inline gboolean
limner_test_shows (GtkWidget  *widget,
                   const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (limner_test_shows (child, text))
        return TRUE;
    }

  return FALSE;
}

G_END_DECLS
