/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dragging pictures to another place among the others, where they have an order of their own. */

#include "config.h"

#include "limner-gallery-grid-private.h"

#define LINE 3

static gboolean
is_arranged (LimnerGalleryGrid *self)
{
  return self->list != NULL &&
         limner_gallery_list_get_sort (self->list) == LIMNER_GALLERY_SORT_ALBUM &&
         !limner_gallery_list_get_stacked (self->list);
}

/* Before which picture a place is: the first whose middle lies beyond it, in its row. */
static guint
find_place (LimnerGalleryGrid *self,
            double             x,
            double             y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int at = (int) (y + _limner_gallery_grid_get_offset (self));
  guint n_rows = limner_justified_layout_get_n_rows (self->layout);
  const LimnerJustifiedRow *row;
  LimnerRect box;
  guint index;

  if (n_rows == 0 || at >= limner_justified_layout_get_height (self->layout))
    return _limner_gallery_grid_get_n_items (self);

  index = MIN (limner_justified_layout_find_row (self->layout, at), n_rows - 1);
  row = limner_justified_layout_get_row (self->layout, index);
  for (guint i = row->first; i < row->first + row->n; i++)
    {
      limner_justified_layout_get_box (self->layout, i, &box);
      if ((x < box.x + box.width / 2.0) != rtl)
        return i;
    }
  return row->first + row->n;
}

static GdkDragAction
motion_cb (LimnerGalleryGrid *self,
           double             x,
           double             y)
{
  guint place;

  if (!is_arranged (self))
    return 0;

  place = find_place (self, x, y);
  if (place != self->drop_place)
    {
      self->drop_place = place;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  return GDK_ACTION_COPY;
}

static void
leave_cb (LimnerGalleryGrid *self)
{
  self->drop_place = GTK_INVALID_LIST_POSITION;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
drop_cb (LimnerGalleryGrid *self,
         const GValue      *value,
         double             x,
         double             y)
{
  char **ids = g_value_get_boxed (value);

  leave_cb (self);
  if (!is_arranged (self) || ids == NULL || ids[0] == NULL)
    return FALSE;

  g_signal_emit_by_name (self, "arranged", ids, find_place (self, x, y));
  return TRUE;
}

void
_limner_gallery_grid_init_arrange (LimnerGalleryGrid *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_COPY);

  self->drop_place = GTK_INVALID_LIST_POSITION;
  g_signal_connect_swapped (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* A line where the pictures would go */
void
_limner_gallery_grid_snapshot_place (LimnerGalleryGrid *self,
                                     GtkSnapshot       *snapshot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GdkRGBA accent = { 0.21f, 0.52f, 0.89f, 1 };
  gboolean after = FALSE;
  graphene_rect_t line;
  LimnerRect box;

  if (self->drop_place == GTK_INVALID_LIST_POSITION)
    return;
  if (!limner_justified_layout_get_box (self->layout, self->drop_place, &box))
    {
      after = self->drop_place > 0 &&
              limner_justified_layout_get_box (self->layout, self->drop_place - 1, &box);
      if (!after)
        return;
    }

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                  "accent_bg_color", &accent);
  graphene_rect_init (&line, (float) (after != rtl ? box.x + box.width : box.x - LINE),
                      (float) (box.y - _limner_gallery_grid_get_offset (self)), LINE,
                      (float) box.height);
  gtk_snapshot_append_color (snapshot, &accent, &line);
}
