/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "store/limner-gallery-item.h"
#include "store/limner-store-gallery.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-thumbnail.h"

#include "limner-sweep-tile.h"

/**
 * LimnerSweepTile:
 *
 * One cell of the grid: the picture as it is in the gallery, or what it waits for. Its actions are
 * on its menu and on the gallery's keys.
 */
struct _LimnerSweepTile
{
  GtkWidget        parent_instance;

  /* Owned */
  LimnerSweep     *sweep;
  LimnerStore     *store;
  LimnerSweepCell *cell;

  GtkWidget       *overlay;
  GtkWidget       *thumbnail;
  GtkProgressBar  *bar;
  GtkLabel        *status;
  GtkWidget       *star;
  int              side;
  gboolean         looked_up;  /* its pictures were asked for */
};

G_DEFINE_FINAL_TYPE (LimnerSweepTile, limner_sweep_tile, GTK_TYPE_WIDGET)

static LimnerGalleryItem *
dup_item (LimnerSweepTile *self)
{
  GListModel *items = limner_sweep_cell_get_items (self->cell);

  return items != NULL ? g_list_model_get_item (items, 0) : NULL;
}

static char *
get_status (LimnerSweepTile *self,
            gboolean         has_picture)
{
  const GError *error = limner_sweep_cell_get_error (self->cell);

  switch (limner_sweep_cell_get_state (self->cell))
    {
    case LIMNER_SWEEP_CELL_WAITING:
      return g_strdup (_("Waits"));

    case LIMNER_SWEEP_CELL_RUNNING:
      return g_strdup ("");

    case LIMNER_SWEEP_CELL_DONE:
      return g_strdup (has_picture ? "" : _("No picture"));

    case LIMNER_SWEEP_CELL_FAILED:
      return error != NULL ? limner_error_to_text (error) : g_strdup (_("Failed"));

    case LIMNER_SWEEP_CELL_CANCELED:
      return g_strdup (_("Cancelled"));

    case LIMNER_SWEEP_CELL_DROPPED:
    default:
      return g_strdup ("");
    }
}

static void
update_label (LimnerSweepTile *self,
              const char      *status)
{
  guint index = limner_sweep_cell_get_index (self->cell);
  g_autofree char *place = limner_sweep_plan_dup_label (limner_sweep_get_plan (self->sweep),
                                                        index);
  g_autofree char *label = *status != '\0' ? g_strdup_printf ("%s: %s", place, status)
                                           : g_strdup (place);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* What lies in the library is looked up once, when the tile is on the screen and it is known that
 * its cell was made: the sweep may read the journal after its tiles are there.
 */
static void
look_up (LimnerSweepTile *self)
{
  if (limner_sweep_cell_get_state (self->cell) != LIMNER_SWEEP_CELL_DONE)
    {
      self->looked_up = FALSE;
      return;
    }
  if (self->looked_up || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->looked_up = TRUE;
  limner_sweep_load_items (self->sweep, limner_sweep_cell_get_index (self->cell));
}

static void
update (LimnerSweepTile *self)
{
  LimnerSweepCellState state = limner_sweep_cell_get_state (self->cell);
  LimnerJob *job = limner_sweep_cell_get_job (self->cell);
  g_autoptr(LimnerGalleryItem) item = dup_item (self);
  const char *path = item != NULL ? limner_gallery_item_get_path (item) : NULL;
  gboolean runs = state == LIMNER_SWEEP_CELL_RUNNING;
  g_autofree char *status = get_status (self, path != NULL);

  limner_thumbnail_set_path (LIMNER_THUMBNAIL (self->thumbnail), path);
  gtk_label_set_label (self->status, status);
  gtk_widget_set_visible (GTK_WIDGET (self->status), *status != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->bar), runs);
  if (runs && job != NULL)
    gtk_progress_bar_set_fraction (self->bar, MAX (0, limner_job_get_progress (job)));
  gtk_widget_set_visible (self->star, item != NULL && limner_gallery_item_get_favourite (item));
  if (state == LIMNER_SWEEP_CELL_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.open", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.star", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.reuse", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tile.redo",
                                 state > LIMNER_SWEEP_CELL_RUNNING);
  update_label (self, status);
  look_up (self);
}

static void
limner_sweep_tile_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_sweep_tile_parent_class)->map (widget);
  look_up (LIMNER_SWEEP_TILE (widget));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autoptr(LimnerGalleryItem) item = dup_item (LIMNER_SWEEP_TILE (widget));

  if (item != NULL)
    gtk_widget_activate_action (widget, "win.show-item", "s", limner_gallery_item_get_id (item));
}

static void
reuse_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_autoptr(LimnerGalleryItem) item = dup_item (LIMNER_SWEEP_TILE (widget));

  if (item != NULL)
    gtk_widget_activate_action (widget, "win.use-settings", "s",
                                limner_gallery_item_get_id (item));
}

static void
starred_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(LimnerSweepTile) self = data;

  if (self->cell != NULL)
    update (self);
}

static void
star_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerSweepTile *self = LIMNER_SWEEP_TILE (widget);
  g_autoptr(LimnerGalleryItem) item = dup_item (self);
  const char *ids[2] = { NULL, NULL };

  if (item == NULL)
    return;
  ids[0] = limner_gallery_item_get_id (item);
  limner_store_set_favourite_async (self->store, ids, !limner_gallery_item_get_favourite (item),
                                    NULL, starred_cb, g_object_ref (self));
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerSweepTile *self = LIMNER_SWEEP_TILE (widget);

  limner_sweep_redo (self->sweep, limner_sweep_cell_get_index (self->cell));
}

static void
drop (LimnerSweepTile *self,
      guint            axis)
{
  const LimnerSweepPlan *plan = limner_sweep_get_plan (self->sweep);

  if (axis < plan->axes->len)
    limner_sweep_set_dropped (self->sweep, axis,
                              limner_sweep_plan_get_place (
                                plan, limner_sweep_cell_get_index (self->cell), axis), TRUE);
}

static void
drop_column_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  drop (LIMNER_SWEEP_TILE (widget), 0);
}

static void
drop_row_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  drop (LIMNER_SWEEP_TILE (widget), 1);
}

static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: the action that closed it is still to come. */
static void
popover_closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_LOW, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
show_menu (LimnerSweepTile *self,
           double           x,
           double           y)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) leave = g_menu_new ();
  GdkRectangle place = { (int) x, (int) y, 1, 1 };
  GtkWidget *popover;

  g_menu_append (menu, _("Open"), "tile.open");
  g_menu_append (menu, _("Star"), "tile.star");
  g_menu_append (menu, _("Use these settings"), "tile.reuse");
  g_menu_append (menu, _("Make again"), "tile.redo");
  g_menu_append (leave, _("Leave this column out"), "tile.drop-column");
  if (limner_sweep_get_plan (self->sweep)->axes->len > 1)
    g_menu_append (leave, _("Leave this row out"), "tile.drop-row");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (leave));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  show_menu (LIMNER_SWEEP_TILE (widget), 24, 24);
}

static void
pressed_cb (LimnerSweepTile *self,
            int              n_press,
            double           x,
            double           y,
            GtkGesture      *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button == GDK_BUTTON_SECONDARY)
    show_menu (self, x, y);
  else if (button == GDK_BUTTON_PRIMARY && n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "tile.open", NULL);
}

static void
limner_sweep_tile_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = LIMNER_SWEEP_TILE (widget)->side;
  *minimum_baseline = *natural_baseline = -1;
}

static void
limner_sweep_tile_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child))
        gtk_popover_present (GTK_POPOVER (child));
      else
        gtk_widget_allocate (child, width, height, -1, NULL);
    }
}

static void
limner_sweep_tile_dispose (GObject *object)
{
  LimnerSweepTile *self = LIMNER_SWEEP_TILE (object);
  GtkWidget *child;

  if (self->cell != NULL)
    g_signal_handlers_disconnect_by_data (self->cell, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->cell);
  g_clear_object (&self->sweep);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (limner_sweep_tile_parent_class)->dispose (object);
}

static void
limner_sweep_tile_class_init (LimnerSweepTileClass *klass)
{
  static const struct
  {
    guint       key;
    const char *action;
  } keys[] = {
    { GDK_KEY_Return, "tile.open" }, { GDK_KEY_KP_Enter, "tile.open" },
    { GDK_KEY_space, "tile.open" }, { GDK_KEY_f, "tile.star" }, { GDK_KEY_period, "tile.star" },
    { GDK_KEY_a, "tile.reuse" }, { GDK_KEY_r, "tile.redo" }, { GDK_KEY_Delete, "tile.drop-row" },
    { GDK_KEY_Menu, "tile.menu" },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_sweep_tile_dispose;
  widget_class->measure = limner_sweep_tile_measure;
  widget_class->size_allocate = limner_sweep_tile_size_allocate;
  widget_class->map = limner_sweep_tile_map;
  gtk_widget_class_set_css_name (widget_class, "limner-sweep-tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_widget_class_install_action (widget_class, "tile.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "tile.star", NULL, star_action);
  gtk_widget_class_install_action (widget_class, "tile.reuse", NULL, reuse_action);
  gtk_widget_class_install_action (widget_class, "tile.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "tile.drop-column", NULL, drop_column_action);
  gtk_widget_class_install_action (widget_class, "tile.drop-row", NULL, drop_row_action);
  gtk_widget_class_install_action (widget_class, "tile.menu", NULL, menu_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "tile.menu",
                                       NULL);
}

static void
limner_sweep_tile_init (LimnerSweepTile *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->side = 160;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  self->thumbnail = limner_thumbnail_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->thumbnail);

  self->status = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->status, TRUE);
  gtk_label_set_wrap_mode (self->status, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (self->status, GTK_JUSTIFY_CENTER);
  gtk_label_set_ellipsize (self->status, PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (self->status, 4);
  gtk_widget_set_valign (GTK_WIDGET (self->status), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "caption");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->status));

  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_END);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->bar));

  self->star = gtk_image_new_from_icon_name ("starred-symbolic");
  gtk_widget_set_halign (self->star, GTK_ALIGN_END);
  gtk_widget_set_valign (self->star, GTK_ALIGN_START);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->star);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * limner_sweep_tile_new:
 * @sweep: a sweep
 * @store: the library
 * @cell: a cell's number
 *
 * Makes the tile of a cell.
 *
 * Returns: (transfer floating): the tile
 */
GtkWidget *
limner_sweep_tile_new (LimnerSweep *sweep,
                       LimnerStore *store,
                       guint        cell)
{
  LimnerSweepTile *self = g_object_new (LIMNER_TYPE_SWEEP_TILE, NULL);

  self->sweep = g_object_ref (sweep);
  self->store = g_object_ref (store);
  self->cell = g_object_ref (limner_sweep_get_cell (sweep, cell));
  g_signal_connect_object (self->cell, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * limner_sweep_tile_set_side:
 * @self: a tile
 * @side: its width and height in pixels
 *
 * Makes the tile larger or smaller.
 */
void
limner_sweep_tile_set_side (LimnerSweepTile *self,
                            int              side)
{
  g_return_if_fail (LIMNER_IS_SWEEP_TILE (self));

  if (self->side == side)
    return;
  self->side = side;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
