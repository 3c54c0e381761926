/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list may hold a hundred thousand pictures, so only what is on the screen has widgets:
 *
 *   LimnerGalleryList ─► LimnerJustifiedLayout (all rows, as numbers)
 *                              │ what lies between the adjustment's value and the lower edge
 *                              ▼
 *                        cells and headings (a few dozen widgets, used again and again) */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "limner-gallery-grid-private.h"

#define DEFAULT_ROW_HEIGHT 190

/**
 * LimnerGalleryGrid:
 *
 * The pictures of a list in justified rows under the days they were made, with selection by mouse
 * and keyboard. Goes into a scrolled window.
 */

enum {
  PROP_0,
  PROP_N_SELECTED,
  PROP_ROW_HEIGHT,
  N_PROPS,
  PROP_HADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VADJUSTMENT,
  PROP_VSCROLL_POLICY,
};

enum {
  ACTIVATED,
  ARRANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerGalleryGrid, limner_gallery_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

double
_limner_gallery_grid_get_offset (LimnerGalleryGrid *self)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];

  return adjustment != NULL ? floor (gtk_adjustment_get_value (adjustment)) : 0;
}

guint
_limner_gallery_grid_get_n_items (LimnerGalleryGrid *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

static void
limner_gallery_grid_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);

  self->height = height;
  _limner_gallery_grid_keep_place (self, width);
  _limner_gallery_grid_allocate_children (self, height);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
limner_gallery_grid_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : 400;
}

static void
limner_gallery_grid_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, NULL, &cell))
    gtk_widget_snapshot_child (widget, cell, snapshot);
  for (guint i = 0; i < self->headings->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->headings, i), snapshot);

  _limner_gallery_grid_snapshot_place (self, snapshot);
  if (self->rubber_band)
    {
      double offset = _limner_gallery_grid_get_offset (self);
      GtkStyleContext *style = gtk_widget_get_style_context (widget);
      GdkRGBA accent = { 0.21f, 0.52f, 0.89f, 1 };
      GskRoundedRect shape;
      graphene_rect_t band;

      gtk_style_context_lookup_color (style, "accent_bg_color", &accent);
      graphene_rect_init (&band, (float) MIN (self->band_x, self->band_end_x),
                          (float) (MIN (self->band_y, self->band_end_y) - offset),
                          (float) fabs (self->band_end_x - self->band_x),
                          (float) fabs (self->band_end_y - self->band_y));
      gsk_rounded_rect_init_from_rect (&shape, &band, 3);
      gtk_snapshot_append_border (snapshot, &shape, (float[4]) { 1, 1, 1, 1 },
                                  (GdkRGBA[4]) { accent, accent, accent, accent });
      accent.alpha = 0.2f;
      gtk_snapshot_append_color (snapshot, &accent, &band);
    }
}

/* After a change the cursor goes with its picture; if that is gone, to its neighbour. */
static void
restore_cursor (LimnerGalleryGrid *self,
                guint              old_cursor,
                gboolean           was_selected)
{
  guint n_items = _limner_gallery_grid_get_n_items (self);
  guint position;

  if (self->cursor_id != NULL &&
      limner_gallery_list_find (self->list, self->cursor_id, &position))
    {
      self->cursor = self->anchor = position;
      if (was_selected)
        gtk_bitset_add (self->selected, position);
      return;
    }
  if (n_items == 0)
    {
      g_clear_pointer (&self->cursor_id, g_free);
      self->cursor = self->anchor = GTK_INVALID_LIST_POSITION;
      return;
    }

  _limner_gallery_grid_set_cursor (self, MIN (old_cursor, n_items - 1));
  if (was_selected || gtk_bitset_is_empty (self->selected))
    gtk_bitset_add (self->selected, self->cursor);
}

static void
items_changed_cb (LimnerGalleryGrid *self,
                  guint              position,
                  guint              removed,
                  guint              added)
{
  guint old_cursor = self->cursor;
  gboolean was_empty = gtk_bitset_is_empty (self->selected);
  gboolean was_selected = gtk_bitset_contains (self->selected, old_cursor);

  _limner_gallery_grid_release_cells (self, 0, 0);
  gtk_bitset_splice (self->selected, position, removed, added);
  if (old_cursor != GTK_INVALID_LIST_POSITION)
    {
      /* The neighbour of many that went at once is what took their place. */
      if (added == 0 && old_cursor >= position && old_cursor < position + removed)
        old_cursor = position;
      restore_cursor (self, old_cursor, was_selected);
      if (was_empty)
        gtk_bitset_remove_all (self->selected);
    }
  self->outdated = TRUE;
  _limner_gallery_grid_queue_bind (self);
  _limner_gallery_grid_selection_changed (self);
}

static void
set_adjustment (LimnerGalleryGrid *self,
                GtkOrientation     orientation,
                GtkAdjustment     *adjustment)
{
  GtkAdjustment **slot = &self->adjustments[orientation];

  if (adjustment == *slot && adjustment != NULL)
    return;

  if (*slot != NULL)
    g_signal_handlers_disconnect_by_func (*slot, _limner_gallery_grid_value_changed, self);
  g_clear_object (slot);
  *slot = g_object_ref_sink (adjustment != NULL ? adjustment
                                                : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (*slot, "value-changed",
                            G_CALLBACK (_limner_gallery_grid_value_changed), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
clear_adjustment (LimnerGalleryGrid *self,
                  GtkOrientation     orientation)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[orientation],
                                          _limner_gallery_grid_value_changed, self);
  g_clear_object (&self->adjustments[orientation]);
}

static void
limner_gallery_grid_dispose (GObject *object)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (object);
  GtkWidget *child;

  _limner_gallery_grid_stop_input (self);
  if (self->list != NULL)
    g_clear_signal_handler (&self->changed_id, self->list);
  g_clear_object (&self->list);
  clear_adjustment (self, GTK_ORIENTATION_HORIZONTAL);
  clear_adjustment (self, GTK_ORIENTATION_VERTICAL);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_hash_table_remove_all (self->cells);
  g_array_set_size (self->heading_rows, 0);
  g_ptr_array_set_size (self->spare, 0);
  g_ptr_array_set_size (self->headings, 0);
  self->popover = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (limner_gallery_grid_parent_class)->dispose (object);
}

static void
limner_gallery_grid_finalize (GObject *object)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (object);

  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  g_clear_pointer (&self->heading_rows, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_pointer (&self->layout, limner_justified_layout_free);
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  g_clear_pointer (&self->base, gtk_bitset_unref);
  g_clear_pointer (&self->cursor_id, g_free);

  G_OBJECT_CLASS (limner_gallery_grid_parent_class)->finalize (object);
}

static void
limner_gallery_grid_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (object);

  switch (prop_id)
    {
    case PROP_N_SELECTED:
      g_value_set_uint (value, limner_gallery_grid_get_n_selected (self));
      break;
    case PROP_ROW_HEIGHT:
      g_value_set_int (value, self->row_height);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_gallery_grid_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (object);

  switch (prop_id)
    {
    case PROP_ROW_HEIGHT:
      limner_gallery_grid_set_row_height (self, g_value_get_int (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_signals (GType type)
{
  /**
   * LimnerGalleryGrid::activated:
   * @self: the grid
   * @position: of the picture
   *
   * Emitted when a picture is to be opened.
   */
  signals[ACTIVATED] =
    g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * LimnerGalleryGrid::arranged:
   * @self: the grid
   * @ids: (type GStrv): of pictures, in order
   * @position: of the picture before which they shall come; the number of pictures for the end
   *
   * Emitted when pictures were dropped between others that have an order of their own.
   */
  signals[ARRANGED] =
    g_signal_new ("arranged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_UINT);
}

static void
limner_gallery_grid_class_init (LimnerGalleryGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_gallery_grid_dispose;
  object_class->finalize = limner_gallery_grid_finalize;
  object_class->get_property = limner_gallery_grid_get_property;
  object_class->set_property = limner_gallery_grid_set_property;
  widget_class->size_allocate = limner_gallery_grid_size_allocate;
  widget_class->measure = limner_gallery_grid_measure;
  widget_class->snapshot = limner_gallery_grid_snapshot;

  /**
   * LimnerGalleryGrid:n-selected:
   *
   * How many pictures are selected.
   */
  properties[PROP_N_SELECTED] =
    g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerGalleryGrid:row-height:
   *
   * How high a row is, about, in pixels.
   */
  properties[PROP_ROW_HEIGHT] =
    g_param_spec_int ("row-height", NULL, NULL, LIMNER_GALLERY_MIN_ROW_HEIGHT,
                      LIMNER_GALLERY_MAX_ROW_HEIGHT, DEFAULT_ROW_HEIGHT,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  install_signals (G_TYPE_FROM_CLASS (klass));
  _limner_gallery_grid_class_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "gallerygrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
limner_gallery_grid_init (LimnerGalleryGrid *self)
{
  self->row_height = DEFAULT_ROW_HEIGHT;
  self->layout = limner_justified_layout_new ();
  self->cells = g_hash_table_new (NULL, NULL);
  self->spare = g_ptr_array_new ();
  self->headings = g_ptr_array_new ();
  self->heading_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->groups = g_array_new (FALSE, FALSE, sizeof (guint));
  self->selected = gtk_bitset_new_empty ();
  self->cursor = self->anchor = GTK_INVALID_LIST_POSITION;
  self->outdated = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pictures"),
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
  _limner_gallery_grid_init_input (self);
}

/**
 * limner_gallery_grid_new:
 *
 * Makes a grid of nothing.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_gallery_grid_new (void)
{
  return g_object_new (LIMNER_TYPE_GALLERY_GRID, NULL);
}

/**
 * limner_gallery_grid_set_list:
 * @self: a grid
 * @list: (nullable): the pictures
 *
 * Sets what is shown.
 */
void
limner_gallery_grid_set_list (LimnerGalleryGrid *self,
                              LimnerGalleryList *list)
{
  guint n_old;

  g_return_if_fail (LIMNER_IS_GALLERY_GRID (self));

  if (self->list == list)
    return;

  n_old = _limner_gallery_grid_get_n_items (self);
  if (self->list != NULL)
    g_clear_signal_handler (&self->changed_id, self->list);
  g_set_object (&self->list, list);
  if (list != NULL)
    self->changed_id = g_signal_connect_swapped (list, "items-changed",
                                                 G_CALLBACK (items_changed_cb), self);
  self->cursor = self->anchor = GTK_INVALID_LIST_POSITION;
  g_clear_pointer (&self->cursor_id, g_free);
  items_changed_cb (self, 0, n_old, _limner_gallery_grid_get_n_items (self));
}

/**
 * limner_gallery_grid_get_row_height:
 * @self: a grid
 *
 * Gets how high a row is, about.
 *
 * Returns: pixels
 */
int
limner_gallery_grid_get_row_height (LimnerGalleryGrid *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), 0);

  return self->row_height;
}

/**
 * limner_gallery_grid_set_row_height:
 * @self: a grid
 * @row_height: pixels; put into its limits
 *
 * Sets how high a row is, about.
 */
void
limner_gallery_grid_set_row_height (LimnerGalleryGrid *self,
                                    int                row_height)
{
  g_return_if_fail (LIMNER_IS_GALLERY_GRID (self));

  row_height = CLAMP (row_height, LIMNER_GALLERY_MIN_ROW_HEIGHT, LIMNER_GALLERY_MAX_ROW_HEIGHT);
  if (self->row_height == row_height)
    return;

  self->row_height = row_height;
  self->outdated = TRUE;
  _limner_gallery_grid_queue_bind (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW_HEIGHT]);
}

void
_limner_gallery_grid_selection_changed (LimnerGalleryGrid *self)
{
  GtkWidget *cell = g_hash_table_lookup (self->cells, GUINT_TO_POINTER (self->cursor));

  if (cell != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, cell, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

void
_limner_gallery_grid_activate (LimnerGalleryGrid *self,
                               guint              position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}
