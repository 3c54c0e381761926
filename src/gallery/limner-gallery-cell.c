/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-thumbnail.h"

#include "limner-gallery-cell.h"

#define BADGE   16
#define INSET   6

/**
 * LimnerGalleryCell:
 *
 * One picture of the grid: its thumbnail, a star for a favourite, its rating, a sign for how it was
 * made, and a frame when it is selected. The grid uses cells again and again.
 */
struct _LimnerGalleryCell
{
  GtkWidget          parent_instance;

  GtkWidget         *thumbnail;   /* (owned) child */
  LimnerGalleryItem *item;        /* (owned) (nullable) */
  gulong             notify_id;
  guint              position;
  guint              n_variants;  /* for how many it stands; 0 behind another one */
  gboolean           expanded;
  int                stack_width; /* of the sign for a stack, when it was drawn */
  gboolean           selected;
  gboolean           cursor;
};

G_DEFINE_FINAL_TYPE (LimnerGalleryCell, limner_gallery_cell, GTK_TYPE_WIDGET)

static const char *
operation_icon (const char *operation)
{
  static const struct { const char *operation; const char *icon; } icons[] = {
    { "edit", "document-edit-symbolic" },
    { "erase", "edit-clear-symbolic" },
    { "extend", "view-fullscreen-symbolic" },
    { "upscale", "zoom-in-symbolic" },
    { "vary", "media-playlist-shuffle-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i].operation, operation) == 0)
      return icons[i].icon;

  return NULL;
}

static void
update_label (LimnerGalleryCell *self)
{
  const char *prompt = limner_gallery_item_get_prompt (self->item);
  int rating = limner_gallery_item_get_rating (self->item);
  g_autoptr(GString) label = g_string_new (prompt != NULL && prompt[0] != '\0' ? prompt
                                                                             : _("Picture"));

  if (limner_gallery_item_get_favourite (self->item))
    g_string_append_printf (label, ", %s", _("favourite"));
  if (rating > 0)
    {
      g_string_append (label, ", ");
      g_string_append_printf (label, ngettext ("%d star", "%d stars", (gulong) rating), rating);
    }
  if (rating < 0)
    g_string_append_printf (label, ", %s", _("rejected"));
  if (self->n_variants > 1)
    {
      g_string_append (label, ", ");
      g_string_append_printf (label, ngettext ("%u variant", "%u variants", self->n_variants),
                              self->n_variants);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str,
                                  -1);
}

static void
item_changed_cb (LimnerGalleryCell *self)
{
  limner_thumbnail_set_path (LIMNER_THUMBNAIL (self->thumbnail),
                             limner_gallery_item_get_path (self->item));
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_icon (LimnerGalleryCell *self,
           GtkSnapshot       *snapshot,
           const char        *name,
           float              x,
           float              y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const GdkRGBA white = { 1, 1, 1, 1 };
  g_autoptr(GtkIconPaintable) icon = NULL;

  icon = gtk_icon_theme_lookup_icon (theme, name, NULL, BADGE, gtk_widget_get_scale_factor (widget),
                                     gtk_widget_get_direction (widget), 0);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, BADGE, BADGE,
                                            &white, 1);
  gtk_snapshot_restore (snapshot);
}

/* A dark plate keeps signs readable on any picture. */
static void
draw_plate (GtkSnapshot *snapshot,
            float        x,
            float        y,
            float        width)
{
  const GdkRGBA shade = { 0, 0, 0, 0.55f };
  GskRoundedRect plate;

  gsk_rounded_rect_init_from_rect (&plate, &GRAPHENE_RECT_INIT (x - 4, y - 4, width + 8, BADGE + 8),
                                   (BADGE + 8) / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &plate);
  gtk_snapshot_append_color (snapshot, &shade, &plate.bounds);
  gtk_snapshot_pop (snapshot);
}

/* In the corner where what is selected has no sign */
static float
get_stack_x (LimnerGalleryCell *self)
{
  return (float) (gtk_widget_get_width (GTK_WIDGET (self)) - self->stack_width - INSET - 4);
}

static void
draw_badges (LimnerGalleryCell *self,
             GtkSnapshot       *snapshot,
             float              width,
             float              height)
{
  const char *icon = operation_icon (limner_gallery_item_get_operation (self->item));
  int rating = limner_gallery_item_get_rating (self->item);
  float left = INSET + 4;
  float taken = (float) (rating < 0 ? BADGE : rating * BADGE);
  float bottom = height - BADGE - INSET - 4;

  if (limner_gallery_item_get_favourite (self->item))
    {
      float right = width - BADGE - left;

      /* Beside the sign of a stack */
      if (self->stack_width > 0)
        right = get_stack_x (self) - BADGE - 12;
      draw_plate (snapshot, right, left, BADGE);
      draw_icon (self, snapshot, "emote-love-symbolic", right, left);
    }
  if (rating > 0 && width > rating * BADGE + 2 * left)
    {
      draw_plate (snapshot, left, bottom, (float) (rating * BADGE));
      for (int i = 0; i < rating; i++)
        draw_icon (self, snapshot, "starred-symbolic", left + (float) (i * BADGE), bottom);
    }
  else if (rating < 0)
    {
      draw_plate (snapshot, left, bottom, BADGE);
      draw_icon (self, snapshot, "window-close-symbolic", left, bottom);
    }
  if (limner_gallery_item_get_missing (self->item))
    icon = "dialog-warning-symbolic";
  if (icon != NULL && width > taken + BADGE + 4 * left)
    {
      draw_plate (snapshot, width - BADGE - left, bottom, BADGE);
      draw_icon (self, snapshot, icon, width - BADGE - left, bottom);
    }
}

/* How many variants lie under a picture; those that lie open behind it have a line. */
static void
draw_stack (LimnerGalleryCell *self,
            GtkSnapshot       *snapshot,
            float              width,
            float              height)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA line = { 0.21f, 0.52f, 0.89f, 0.9f };
  g_autofree char *text = g_strdup_printf ("%u", self->n_variants);
  g_autoptr(PangoLayout) layout = NULL;
  int text_width, text_height;
  float x;

  if (self->n_variants == 0 || self->expanded)
    gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, height - 3, width, 3));
  if (self->n_variants < 2)
    return;

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  self->stack_width = BADGE + 4 + text_width + 4;
  x = get_stack_x (self);
  draw_plate (snapshot, x, INSET + 4, (float) (self->stack_width));
  draw_icon (self, snapshot, self->expanded ? "pan-end-symbolic" : "edit-copy-symbolic", x,
             INSET + 4);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x + BADGE + 4,
                                                INSET + 4 + (float) (BADGE - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
draw_frame (LimnerGalleryCell *self,
            GtkSnapshot       *snapshot,
            float              width,
            float              height)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA accent = { 0.21f, 0.52f, 0.89f, 1 };
  float line = self->selected ? 4 : 2;
  GskRoundedRect shape;

  gtk_style_context_lookup_color (style, "accent_bg_color", &accent);
  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (0, 0, width, height), 6);
  gtk_snapshot_append_border (snapshot, &shape, (float[4]) { line, line, line, line },
                              (GdkRGBA[4]) { accent, accent, accent, accent });
  if (self->selected && width > 60)
    {
      gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (INSET, INSET, 24, 24), 12);
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, &accent, &shape.bounds);
      gtk_snapshot_pop (snapshot);
      draw_icon (self, snapshot, "object-select-symbolic", INSET + 4, INSET + 4);
    }
}

static void
limner_gallery_cell_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  LimnerGalleryCell *self = LIMNER_GALLERY_CELL (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);

  gtk_widget_snapshot_child (widget, self->thumbnail, snapshot);
  self->stack_width = 0;
  if (self->n_variants != 1 && width > 100)
    draw_stack (self, snapshot, width, height);
  if (self->item != NULL && limner_gallery_item_get_loaded (self->item) && width > 48)
    draw_badges (self, snapshot, width, height);
  if (self->selected || self->cursor)
    draw_frame (self, snapshot, width, height);
}

static void
limner_gallery_cell_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  LimnerGalleryCell *self = LIMNER_GALLERY_CELL (widget);

  gtk_widget_allocate (self->thumbnail, width, height, -1, NULL);
}

static void
limner_gallery_cell_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  LimnerGalleryCell *self = LIMNER_GALLERY_CELL (widget);

  gtk_widget_measure (self->thumbnail, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
limner_gallery_cell_dispose (GObject *object)
{
  LimnerGalleryCell *self = LIMNER_GALLERY_CELL (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_clear_object (&self->item);
  g_clear_pointer (&self->thumbnail, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_cell_parent_class)->dispose (object);
}

static void
limner_gallery_cell_class_init (LimnerGalleryCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_gallery_cell_dispose;
  widget_class->snapshot = limner_gallery_cell_snapshot;
  widget_class->measure = limner_gallery_cell_measure;
  widget_class->size_allocate = limner_gallery_cell_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "gallerycell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
limner_gallery_cell_init (LimnerGalleryCell *self)
{
  self->n_variants = 1;
  self->thumbnail = limner_thumbnail_new ();
  limner_thumbnail_set_cover (LIMNER_THUMBNAIL (self->thumbnail), TRUE);
  gtk_widget_set_parent (self->thumbnail, GTK_WIDGET (self));
}

/**
 * limner_gallery_cell_new:
 *
 * Makes a cell for no item.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_gallery_cell_new (void)
{
  return g_object_new (LIMNER_TYPE_GALLERY_CELL, NULL);
}

/**
 * limner_gallery_cell_bind:
 * @self: a cell
 * @item: what it shows from now on
 * @position: of @item in the list
 *
 * Shows another item; what was being loaded for the last one is given up.
 */
void
limner_gallery_cell_bind (LimnerGalleryCell *self,
                          LimnerGalleryItem *item,
                          guint              position)
{
  g_return_if_fail (LIMNER_IS_GALLERY_CELL (self));
  g_return_if_fail (LIMNER_IS_GALLERY_ITEM (item));

  self->position = position;
  if (self->item == item)
    return;

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_set_object (&self->item, item);
  self->notify_id = g_signal_connect_swapped (item, "notify", G_CALLBACK (item_changed_cb), self);
  item_changed_cb (self);
}

/**
 * limner_gallery_cell_get_item:
 * @self: a cell
 *
 * Gets what it shows.
 *
 * Returns: (transfer none) (nullable): the item
 */
LimnerGalleryItem *
limner_gallery_cell_get_item (LimnerGalleryCell *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_CELL (self), NULL);

  return self->item;
}

/**
 * limner_gallery_cell_get_position:
 * @self: a cell
 *
 * Gets where its item stands in the list.
 *
 * Returns: the position
 */
guint
limner_gallery_cell_get_position (LimnerGalleryCell *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_CELL (self), 0);

  return self->position;
}

/**
 * limner_gallery_cell_set_state:
 * @self: a cell
 * @selected: whether it is selected
 * @cursor: whether the keyboard is there
 *
 * Sets how it is marked.
 */
void
limner_gallery_cell_set_state (LimnerGalleryCell *self,
                               gboolean           selected,
                               gboolean           cursor)
{
  g_return_if_fail (LIMNER_IS_GALLERY_CELL (self));

  if (self->selected == selected && self->cursor == cursor)
    return;

  self->selected = selected;
  self->cursor = cursor;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * limner_gallery_cell_set_variants:
 * @self: a cell that shows an item
 * @n_variants: for how many of its stack the item stands; 0 if it is shown behind another one
 * @expanded: whether the others are shown
 *
 * Sets what is told of the stack.
 */
void
limner_gallery_cell_set_variants (LimnerGalleryCell *self,
                                  guint              n_variants,
                                  gboolean           expanded)
{
  g_return_if_fail (LIMNER_IS_GALLERY_CELL (self));

  if (self->n_variants == n_variants && self->expanded == expanded)
    return;

  self->n_variants = n_variants;
  self->expanded = expanded;
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * limner_gallery_cell_hits_stack:
 * @self: a cell
 * @x: in the cell
 * @y: in the cell
 *
 * Tells whether a place is the sign that opens and closes a stack.
 *
 * Returns: whether it is
 */
gboolean
limner_gallery_cell_hits_stack (LimnerGalleryCell *self,
                                double             x,
                                double             y)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_CELL (self), FALSE);

  return self->stack_width > 0 && x >= get_stack_x (self) - 6 && y < INSET + BADGE + 12;
}

/**
 * limner_gallery_cell_get_paintable:
 * @self: a cell
 *
 * Gets the picture that is shown, for dragging.
 *
 * Returns: (transfer none) (nullable): the thumbnail
 */
GdkPaintable *
limner_gallery_cell_get_paintable (LimnerGalleryCell *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_CELL (self), NULL);

  return limner_thumbnail_get_paintable (LIMNER_THUMBNAIL (self->thumbnail));
}
