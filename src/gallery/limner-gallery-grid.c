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
#define OVERSCAN           240
#define HEADING_X          12

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
get_size_cb (gpointer  user_data,
             guint     position,
             int      *width,
             int      *height)
{
  LimnerGalleryGrid *self = user_data;

  limner_gallery_list_get_size_at (self->list, position, width, height);
}

/* Neighbours are of the same day as a rule, so the calendar is asked once a day, not once a
 * picture. */
static gint64
get_day_cb (gpointer user_data,
            guint    position)
{
  LimnerGalleryGrid *self = user_data;
  gint64 created = limner_gallery_list_get_created_at (self->list, position) / G_USEC_PER_SEC;

  if (created < self->day_start || created >= self->day_end)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (created);
      g_autoptr(GDateTime) start = NULL;
      g_autoptr(GDateTime) end = NULL;

      if (time == NULL)
        return 0;
      start = g_date_time_new_local (g_date_time_get_year (time), g_date_time_get_month (time),
                                     g_date_time_get_day_of_month (time), 0, 0, 0);
      end = g_date_time_add_days (start, 1);
      self->day_start = g_date_time_to_unix (start);
      self->day_end = g_date_time_to_unix (end);
    }

  return self->day_start;
}

static gboolean
has_headings (LimnerGalleryGrid *self)
{
  LimnerGallerySort sort = limner_gallery_list_get_sort (self->list);

  return sort == LIMNER_GALLERY_SORT_NEWEST || sort == LIMNER_GALLERY_SORT_OLDEST;
}

static void
update_layout (LimnerGalleryGrid *self,
               int                width)
{
  LimnerJustifiedLayoutFuncs funcs = { get_size_cb, NULL };

  if (!self->outdated && self->laid_out_width == width)
    return;

  self->outdated = FALSE;
  self->laid_out_width = width;
  self->day_start = self->day_end = 0;
  if (self->list != NULL && has_headings (self))
    funcs.get_group = get_day_cb;
  limner_justified_layout_update (self->layout, _limner_gallery_grid_get_n_items (self), width,
                                  self->row_height, funcs, self);
}

static char *
format_day (gint64 seconds)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (seconds);
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (time == NULL)
    return g_strdup (_("Unknown day"));
  if (g_date_time_get_year (time) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    return g_strdup (_("Today"));
  if (g_date_time_get_year (time) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_("Yesterday"));
  /* Translators: a day as the heading above pictures, for strftime */
  return g_date_time_format (time, _("%A, %e %B %Y"));
}

static GtkWidget *
get_heading (LimnerGalleryGrid *self,
             guint              index)
{
  GtkWidget *label;

  if (index < self->headings->len)
    return g_ptr_array_index (self->headings, index);

  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0.75);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  g_ptr_array_add (self->headings, label);
  return label;
}

static GskTransform *
translate_to (double x,
              double y)
{
  return gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/* Says which day a heading is for; its size may change, so never while room is being given. */
static void
bind_heading (LimnerGalleryGrid *self,
              guint              row_index)
{
  const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, row_index);
  GtkWidget *label = get_heading (self, self->heading_rows->len);
  g_autofree char *text = NULL;

  text = format_day (limner_gallery_list_get_created_at (self->list, row->first) / G_USEC_PER_SEC);
  gtk_label_set_label (GTK_LABEL (label), text);
  g_array_append_val (self->heading_rows, row_index);
}

static void
allocate_heading (LimnerGalleryGrid *self,
                  guint              index,
                  double             offset)
{
  GtkWidget *label = g_ptr_array_index (self->headings, index);
  const LimnerJustifiedRow *row;
  int height;

  row = limner_justified_layout_get_row (self->layout,
                                         g_array_index (self->heading_rows, guint, index));
  gtk_widget_set_child_visible (label, TRUE);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_allocate (label, MAX (self->laid_out_width - 2 * HEADING_X, 1),
                       MAX (row->height, height), -1, translate_to (HEADING_X, row->y - offset));
}

static void
bind_cell (LimnerGalleryGrid *self,
           guint              position)
{
  g_autoptr(LimnerGalleryItem) item = NULL;
  GtkWidget *cell;

  if (g_hash_table_contains (self->cells, GUINT_TO_POINTER (position)))
    return;

  if (self->spare->len > 0)
    cell = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
  else
    {
      cell = limner_gallery_cell_new ();
      gtk_widget_set_parent (cell, GTK_WIDGET (self));
    }
  item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  limner_gallery_cell_bind (LIMNER_GALLERY_CELL (cell), item, position);
  g_hash_table_insert (self->cells, GUINT_TO_POINTER (position), cell);
}

static void
allocate_cell (LimnerGalleryGrid *self,
               GtkWidget         *cell,
               guint              position,
               double             offset)
{
  LimnerRect box;

  limner_justified_layout_get_box (self->layout, position, &box);
  limner_gallery_cell_set_state (LIMNER_GALLERY_CELL (cell),
                                 gtk_bitset_contains (self->selected, position),
                                 position == self->cursor &&
                                 gtk_widget_has_visible_focus (GTK_WIDGET (self)));
  gtk_widget_set_child_visible (cell, TRUE);
  gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (cell, box.width, box.height, -1, translate_to (box.x, box.y - offset));
}

/* Cells that left the screen are given up before others are bound, so that they can be used
 * again. */
static void
release_cells (LimnerGalleryGrid *self,
               guint              first,
               guint              end)
{
  GHashTableIter iter;
  gpointer key;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, &cell))
    if (GPOINTER_TO_UINT (key) < first || GPOINTER_TO_UINT (key) >= end)
      {
        gtk_widget_set_child_visible (cell, FALSE);
        g_ptr_array_add (self->spare, cell);
        g_hash_table_iter_remove (&iter);
      }
}

/* The rows that are in sight or nearly so: from @first_row up to before @end_row. */
static void
find_rows_in_sight (LimnerGalleryGrid *self,
                    int                height,
                    guint             *first_row,
                    guint             *end_row)
{
  int offset = (int) _limner_gallery_grid_get_offset (self);
  guint n_rows = limner_justified_layout_get_n_rows (self->layout);

  *first_row = limner_justified_layout_find_row (self->layout, offset - OVERSCAN);
  for (*end_row = *first_row; *end_row < n_rows; ++*end_row)
    if (limner_justified_layout_get_row (self->layout, *end_row)->y > offset + height + OVERSCAN)
      break;
}

/* Gives all that is in sight a widget. Widgets that come, or whose text changes, ask for room, and
 * those above would not be drawn in this frame if that happened while room is being given. */
static void
bind_children (LimnerGalleryGrid *self)
{
  guint first = G_MAXUINT;
  guint end = 0;
  guint first_row;
  guint end_row;

  find_rows_in_sight (self, self->height, &first_row, &end_row);
  for (guint i = first_row; i < end_row; i++)
    {
      const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, i);

      first = MIN (first, row->first);
      end = MAX (end, row->first + row->n);
    }

  release_cells (self, first, end);
  g_array_set_size (self->heading_rows, 0);
  for (guint i = first_row; i < end_row; i++)
    {
      const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, i);

      if (row->n == 0)
        bind_heading (self, i);
      for (guint j = 0; j < row->n; j++)
        bind_cell (self, row->first + j);
    }
}

static void value_changed_cb (LimnerGalleryGrid *self);

/* Lays out for a width. What is in the upper corner stays there when rows are filled anew. */
static void
keep_place (LimnerGalleryGrid *self,
            int                width)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  gboolean resized = self->laid_out_width != width || self->outdated;
  double offset = _limner_gallery_grid_get_offset (self);
  int height = self->height;
  guint top = 0;
  int within = 0;
  LimnerRect box;
  int upper;

  if (resized && self->laid_out_width > 0 && limner_justified_layout_get_n_rows (self->layout) > 0)
    {
      const LimnerJustifiedRow *row;

      row = limner_justified_layout_get_row (self->layout,
                                           limner_justified_layout_find_row (self->layout,
                                                                             (int) offset));
      top = row->first;
      within = (int) offset - row->y;
    }
  update_layout (self, width);
  if (adjustment == NULL)
    return;

  upper = MAX (limner_justified_layout_get_height (self->layout), height);
  if (resized && top > 0 && limner_justified_layout_get_box (self->layout, top, &box))
    offset = box.y + MIN (within, box.height);
  g_signal_handlers_block_by_func (adjustment, value_changed_cb, self);
  gtk_adjustment_configure (adjustment, CLAMP (offset, 0, upper - height), 0, upper,
                            self->row_height, height * 0.9, height);
  g_signal_handlers_unblock_by_func (adjustment, value_changed_cb, self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);

  self->tick_id = 0;
  if (self->laid_out_width > 0)
    {
      keep_place (self, self->laid_out_width);
      bind_children (self);
    }
  gtk_widget_queue_allocate (widget);
  return G_SOURCE_REMOVE;
}

/* Before the next frame */
static void
queue_bind (LimnerGalleryGrid *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
value_changed_cb (LimnerGalleryGrid *self)
{
  if (!self->outdated && self->laid_out_width > 0)
    bind_children (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
allocate_children (LimnerGalleryGrid *self,
                   int                height)
{
  double offset = _limner_gallery_grid_get_offset (self);
  gboolean complete = TRUE;
  guint n_headings = 0;
  guint first_row;
  guint end_row;

  find_rows_in_sight (self, height, &first_row, &end_row);
  for (guint i = first_row; i < end_row; i++)
    {
      const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, i);

      for (guint j = row->first; j < row->first + row->n; j++)
        {
          GtkWidget *cell = g_hash_table_lookup (self->cells, GUINT_TO_POINTER (j));

          if (cell != NULL)
            allocate_cell (self, cell, j, offset);
          else
            complete = FALSE;
        }
      if (row->n > 0)
        continue;
      if (n_headings < self->heading_rows->len &&
          g_array_index (self->heading_rows, guint, n_headings) == i)
        allocate_heading (self, n_headings++, offset);
      else
        complete = FALSE;
    }
  for (; n_headings < self->headings->len; n_headings++)
    gtk_widget_set_child_visible (g_ptr_array_index (self->headings, n_headings), FALSE);
  if (!complete)
    queue_bind (self);
}

static void
limner_gallery_grid_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);

  self->height = height;
  keep_place (self, width);
  allocate_children (self, height);
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

static void
drop_cells (LimnerGalleryGrid *self)
{
  release_cells (self, 0, 0);
}

/* After a change the cursor goes with its picture; if that is gone, to its neighbour. */
static void
restore_cursor (LimnerGalleryGrid *self,
                guint              old_cursor)
{
  guint n_items = _limner_gallery_grid_get_n_items (self);
  gboolean was_selected = gtk_bitset_contains (self->selected, old_cursor);
  guint position;

  if (self->cursor_id != NULL &&
      limner_gallery_list_find (self->list, self->cursor_id, &position))
    {
      self->cursor = self->anchor = position;
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

  drop_cells (self);
  gtk_bitset_splice (self->selected, position, removed, added);
  if (old_cursor != GTK_INVALID_LIST_POSITION)
    {
      restore_cursor (self, old_cursor);
      if (was_empty)
        gtk_bitset_remove_all (self->selected);
    }
  self->outdated = TRUE;
  queue_bind (self);
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
    g_signal_handlers_disconnect_by_func (*slot, value_changed_cb, self);
  g_clear_object (slot);
  *slot = g_object_ref_sink (adjustment != NULL ? adjustment
                                                : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (*slot, "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
clear_adjustment (LimnerGalleryGrid *self,
                  GtkOrientation     orientation)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[orientation], value_changed_cb, self);
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

  /**
   * LimnerGalleryGrid::activated:
   * @self: the grid
   * @position: of the picture
   *
   * Emitted when a picture is to be opened.
   */
  signals[ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

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
  queue_bind (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW_HEIGHT]);
}

/**
 * limner_gallery_grid_dup_visible_date:
 * @self: a grid
 *
 * Tells from when the pictures in the middle of the screen are, to find one's way while scrolling
 * fast.
 *
 * Returns: (transfer full) (nullable): month and year; %NULL if the pictures are in another order
 */
char *
limner_gallery_grid_dup_visible_date (LimnerGalleryGrid *self)
{
  g_autoptr(GDateTime) time = NULL;
  const LimnerJustifiedRow *row;
  double middle;

  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), NULL);

  if (self->list == NULL || !has_headings (self) ||
      limner_justified_layout_get_n_rows (self->layout) == 0)
    return NULL;

  middle = _limner_gallery_grid_get_offset (self) + gtk_widget_get_height (GTK_WIDGET (self)) / 2;
  row = limner_justified_layout_get_row (self->layout,
                                         limner_justified_layout_find_row (self->layout,
                                                                           (int) middle));
  time = g_date_time_new_from_unix_local (
    limner_gallery_list_get_created_at (self->list, row->first) / G_USEC_PER_SEC);
  /* Translators: month and year, for strftime */
  return time != NULL ? g_date_time_format (time, _("%B %Y")) : NULL;
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
