/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "widgets/limner-keys-bind.h"

#include "limner-combine-buttons.h"
#include "limner-mask-files.h"
#include "limner-mask-popover.h"
#include "limner-number.h"

#define MAX_DISTANCE 200
#define MAX_AREA 5000
#define N_EDGES 4

/* So narrow that what is changed can be seen beside it */
#define WIDTH 250

/* Where a canvas is not much wider than that, the upper part of it is left free. */
#define NARROW_CANVAS 500
#define GAP 6

/* So long it stays thin after a number was changed, in milliseconds. */
#define THIN_TIME 800

/**
 * LimnerMaskPopover:
 *
 * What can be done to the mask as a whole. Numbers act at once and can be changed until something
 * else happens: the mask is then always worked out anew from what it was before.
 */
struct _LimnerMaskPopover
{
  GtkPopover     parent_instance;

  /* Owned */
  LimnerCanvas  *canvas;

  /* Owned by the widget */
  GtkWidget     *numbers[LIMNER_MASK_REMOVE_SPECKS + 1];   /* by operation; NULL for most */
  GtkWidget     *edges[N_EDGES];                           /* x, y, width, height */
  GtkWidget     *combine;                                  /* for what comes from pictures */
  GtkWidget     *status;
  GBinding      *description;                              /* from the canvas, while there is one */
  gboolean       updating;
  gboolean       is_narrow;                                /* the canvas has no room beside it */
  guint          thin_source;

  /* What is being worked out, and what was wanted since */
  gboolean       is_busy;
  gboolean       is_waiting;
  int            wanted_operation;
  int            wanted_amount;
};

G_DEFINE_FINAL_TYPE (LimnerMaskPopover, limner_mask_popover, GTK_TYPE_POPOVER)

typedef struct
{
  LimnerMaskOperation  operation;
  const char          *title;
  const char          *tooltip;
  int                  most;
} OperationRow;

static const OperationRow rows[] = {
  { LIMNER_MASK_GROW, N_("Grow"), N_("Spread the mask by so many pixels"), MAX_DISTANCE },
  { LIMNER_MASK_SHRINK, N_("Shrink"), N_("Draw the mask in by so many pixels"), MAX_DISTANCE },
  { LIMNER_MASK_FEATHER, N_("Feather"), N_("Make the edge soft over so many pixels"),
    MAX_DISTANCE },
  { LIMNER_MASK_SMOOTH, N_("Smooth"), N_("Round off what is smaller than so many pixels"),
    MAX_DISTANCE },
  { LIMNER_MASK_REMOVE_SPECKS, N_("Specks"), N_("Drop islands of up to so many pixels"),
    MAX_AREA },
};

static LimnerDocument *
get_document (LimnerMaskPopover *self)
{
  LimnerDocument *document = self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL;

  if (document == NULL || limner_document_get_picture (document) == NULL)
    return NULL;
  return document;
}

/* The numbers show what the last operation did; all others wait at 0. */
static void
show_amounts (LimnerMaskPopover *self)
{
  LimnerDocument *document = get_document (self);
  LimnerMaskOperation operation = LIMNER_MASK_CLEAR;
  int amount = 0;
  gboolean adjustable = document != NULL &&
                        limner_document_get_adjustable (document, &operation, &amount);

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    limner_number_set_value (LIMNER_NUMBER (self->numbers[rows[i].operation]),
                             adjustable && operation == rows[i].operation ? amount : 0);
  self->updating = FALSE;
}

static void operate (LimnerMaskPopover   *self,
                     LimnerDocument      *document,
                     LimnerMaskOperation  operation,
                     int                  amount);

static void
operated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerMaskPopover) self = user_data;
  LimnerDocument *document = LIMNER_DOCUMENT (source);

  /* Someone painted in the meantime: that counts more than a slider. */
  limner_document_operate_finish (document, result, NULL);
  self->is_busy = FALSE;
  if (self->is_waiting && document == get_document (self))
    {
      self->is_waiting = FALSE;
      operate (self, document, (LimnerMaskOperation) self->wanted_operation, self->wanted_amount);
      return;
    }
  self->is_waiting = FALSE;
  show_amounts (self);
}

/* One at a time; of all that is wanted while one is worked out, only the last counts. */
static void
operate (LimnerMaskPopover   *self,
         LimnerDocument      *document,
         LimnerMaskOperation  operation,
         int                  amount)
{
  if (self->is_busy)
    {
      self->is_waiting = TRUE;
      self->wanted_operation = (int) operation;
      self->wanted_amount = amount;
      return;
    }
  self->is_busy = TRUE;
  limner_document_operate_async (document, operation, amount, NULL, operated_cb,
                                 g_object_ref (self));
}

static gboolean
thicken_cb (gpointer data)
{
  LimnerMaskPopover *self = data;

  self->thin_source = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "limner-thin");
  return G_SOURCE_REMOVE;
}

/* Where there is no room beside it, one looks through it at what a number does. */
static void
thin (LimnerMaskPopover *self)
{
  if (!self->is_narrow || !gdk_display_is_composited (gtk_widget_get_display (GTK_WIDGET (self))))
    return;

  g_clear_handle_id (&self->thin_source, g_source_remove);
  self->thin_source = g_timeout_add (THIN_TIME, thicken_cb, self);
  gtk_widget_add_css_class (GTK_WIDGET (self), "limner-thin");
}

static void
number_changed_cb (LimnerNumber      *number,
                   GParamSpec        *pspec,
                   LimnerMaskPopover *self)
{
  LimnerDocument *document = get_document (self);
  int amount = (int) limner_number_get_value (number);

  if (self->updating || document == NULL)
    return;

  thin (self);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LimnerMaskOperation operation = rows[i].operation;

      if (self->numbers[operation] == GTK_WIDGET (number))
        operate (self, document, operation, amount);
    }
}

static LimnerCombine
get_combine (LimnerMaskPopover *self)
{
  return limner_combine_buttons_get_combine (LIMNER_COMBINE_BUTTONS (self->combine));
}

static void
button_clicked_cb (GtkWidget         *button,
                   LimnerMaskPopover *self)
{
  const char *action = g_object_get_data (G_OBJECT (button), "canvas-action");

  if (get_document (self) == NULL)
    return;
  if (strcmp (action, "canvas.fill-holes") == 0)
    operate (self, get_document (self), LIMNER_MASK_FILL_HOLES, 0);
  else if (g_str_has_prefix (action, "canvas.mask-from-"))
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), action, "i", (int) get_combine (self));
  else
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), action, NULL);
  show_amounts (self);
}

static GtkWidget *
make_button (LimnerMaskPopover *self,
             const char        *label,
             const char        *tooltip,
             const char        *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (limner_keys_find (action) != NULL)
    limner_keys_show_in_tooltip (button, action, tooltip);
  else
    gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_hexpand (button, TRUE);
  g_object_set_data (G_OBJECT (button), "canvas-action", (gpointer) action);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
  return button;
}

/* Buttons of one width, two in a row */
static GtkWidget *
add_grid (GtkWidget *box)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_box_append (GTK_BOX (box), grid);
  return grid;
}

/* What is seldom wanted is folded away, so that it does not stand before the picture. */
static GtkWidget *
add_fold (GtkWidget  *box,
          const char *title)
{
  GtkWidget *fold = gtk_expander_new (title);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_top (inner, 6);
  gtk_expander_set_child (GTK_EXPANDER (fold), inner);
  gtk_widget_set_margin_top (fold, 3);
  gtk_box_append (GTK_BOX (box), fold);
  return inner;
}

static void
add_operations (LimnerMaskPopover *self,
                GtkWidget         *box)
{
  GtkSizeGroup *titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkGrid *grid;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *number = limner_number_new (_(rows[i].title), _(rows[i].tooltip), 0,
                                             rows[i].most, LIMNER_NUMBER_PLAIN);

      /* One pixel has to be within reach at the one end, an area at the other. */
      limner_number_set_bend (LIMNER_NUMBER (number), rows[i].most > MAX_DISTANCE ? 3 : 2);
      gtk_size_group_add_widget (titles, gtk_widget_get_first_child (number));
      g_signal_connect (number, "notify::value", G_CALLBACK (number_changed_cb), self);
      gtk_box_append (GTK_BOX (box), number);
      self->numbers[rows[i].operation] = number;
    }
  g_object_unref (titles);

  grid = GTK_GRID (add_grid (box));
  gtk_grid_attach (grid, make_button (self, _("Invert"), NULL, "canvas.invert-mask"), 0, 0, 1, 1);
  gtk_grid_attach (grid, make_button (self, _("Fill holes"), _("Mask what the mask goes round"),
                                      "canvas.fill-holes"), 1, 0, 1, 1);
  gtk_grid_attach (grid, make_button (self, _("All"), NULL, "canvas.mask-all"), 0, 1, 1, 1);
  gtk_grid_attach (grid, make_button (self, _("Nothing"), NULL, "canvas.clear-mask"), 1, 1, 1, 1);
}

static void
apply_rectangle (LimnerMaskPopover *self,
                 LimnerCombine      how)
{
  int values[N_EDGES];

  if (self->canvas == NULL)
    return;
  for (int i = 0; i < N_EDGES; i++)
    values[i] = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->edges[i]));
  gtk_widget_activate_action (GTK_WIDGET (self->canvas), "canvas.rectangle", "(iiiii)",
                              values[0], values[1], values[2], values[3], (int) how);
}

static void
add_rectangle_cb (LimnerMaskPopover *self)
{
  apply_rectangle (self, LIMNER_COMBINE_ADD);
}

static void
subtract_rectangle_cb (LimnerMaskPopover *self)
{
  apply_rectangle (self, LIMNER_COMBINE_SUBTRACT);
}

/* The way to mask without a pointer */
static void
add_rectangle (LimnerMaskPopover *self,
               GtkWidget         *box)
{
  const char *titles[N_EDGES] = { _("Left"), _("Top"), _("Width"), _("Height") };
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *row, *button;

  box = add_fold (box, _("Rectangle by numbers"));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (int i = 0; i < N_EDGES; i++)
    {
      GtkWidget *label = gtk_label_new (titles[i]);

      self->edges[i] = gtk_spin_button_new_with_range (i < 2 ? 0 : 1, LIMNER_PICTURE_MAX_SIDE, 1);
      gtk_widget_set_hexpand (self->edges[i], TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->edges[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, titles[i], -1);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->edges[i], 1, i, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), grid);

  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (row, "linked");
  gtk_box_append (GTK_BOX (box), row);
  button = gtk_button_new_with_label (_("Add"));
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_rectangle_cb), self);
  gtk_box_append (GTK_BOX (row), button);
  button = gtk_button_new_with_label (_("Subtract"));
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (subtract_rectangle_cb), self);
  gtk_box_append (GTK_BOX (row), button);
}

static void
import_cb (LimnerMaskPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  if (get_document (self) != NULL)
    limner_mask_files_import (self->canvas, get_combine (self));
}

static void
export_cb (LimnerMaskPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  if (get_document (self) != NULL)
    limner_mask_files_export (self->canvas);
}

static void
add_sources (LimnerMaskPopover *self,
             GtkWidget         *box)
{
  GtkWidget *button, *inner;
  GtkGrid *grid;

  inner = add_fold (box, _("From a picture"));
  self->combine = limner_combine_buttons_new ();
  gtk_box_append (GTK_BOX (inner), self->combine);
  grid = GTK_GRID (add_grid (inner));
  gtk_grid_attach (grid, make_button (self, _("Background"),
                                      _("Mask what is behind the subject"),
                                      "canvas.mask-background"), 0, 0, 1, 1);
  gtk_grid_attach (grid, make_button (self, _("Transparency"), _("Mask what is transparent"),
                                      "canvas.mask-from-alpha"), 1, 0, 1, 1);
  gtk_grid_attach (grid, make_button (self, _("Brightness"),
                                      _("Mask what is bright, as far as it is"),
                                      "canvas.mask-from-luminance"), 0, 1, 1, 1);

  button = gtk_button_new_with_label (_("Import…"));
  gtk_widget_set_tooltip_text (button, _("Take a picture as the mask: white is repainted"));
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (import_cb), self);
  gtk_grid_attach (grid, button, 1, 1, 1, 1);
  button = gtk_button_new_with_label (_("Export the mask…"));
  gtk_widget_set_tooltip_text (button, _("Save the mask as a PNG, white on black"));
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (export_cb), self);
  gtk_box_append (GTK_BOX (box), button);
}

/* The rectangle's numbers begin with what is masked, or else with the middle of the picture. */
static void
limner_mask_popover_map (GtkWidget *widget)
{
  LimnerMaskPopover *self = LIMNER_MASK_POPOVER (widget);
  LimnerDocument *document = get_document (self);
  LimnerRect rect;

  gtk_widget_set_sensitive (gtk_popover_get_child (GTK_POPOVER (self)), document != NULL);
  if (document != NULL)
    {
      int width = limner_document_get_width (document);
      int height = limner_document_get_height (document);

      if (!limner_document_get_mask_bounds (document, &rect))
        rect = (LimnerRect) { width / 4, height / 4, MAX (width / 2, 1), MAX (height / 2, 1) };
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->edges[0]), rect.x);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->edges[1]), rect.y);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->edges[2]), rect.width);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->edges[3]), rect.height);
    }
  show_amounts (self);

  GTK_WIDGET_CLASS (limner_mask_popover_parent_class)->map (widget);
}

static void
limner_mask_popover_dispose (GObject *object)
{
  LimnerMaskPopover *self = LIMNER_MASK_POPOVER (object);

  g_clear_handle_id (&self->thin_source, g_source_remove);
  g_clear_pointer (&self->description, g_binding_unbind);
  g_clear_object (&self->canvas);

  G_OBJECT_CLASS (limner_mask_popover_parent_class)->dispose (object);
}

static void
limner_mask_popover_class_init (LimnerMaskPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_mask_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = limner_mask_popover_map;
}

static void
limner_mask_popover_init (LimnerMaskPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);

  /* In sight, and spoken when it changes */
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->status, "dim-label");
  gtk_box_append (GTK_BOX (box), self->status);
  add_operations (self, box);
  add_rectangle (self, box);
  add_sources (self, box);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * limner_mask_popover_new:
 *
 * Makes the popover.
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
limner_mask_popover_new (void)
{
  return g_object_new (LIMNER_TYPE_MASK_POPOVER, NULL);
}

/**
 * limner_mask_popover_set_canvas:
 * @self: a popover
 * @canvas: (nullable): whose document it is about
 *
 * Joins the popover to a canvas.
 */
void
limner_mask_popover_set_canvas (LimnerMaskPopover *self,
                                LimnerCanvas      *canvas)
{
  g_return_if_fail (LIMNER_IS_MASK_POPOVER (self));

  g_clear_pointer (&self->description, g_binding_unbind);
  g_set_object (&self->canvas, canvas);
  if (canvas != NULL)
    self->description = g_object_bind_property (canvas, "mask-description", self->status, "label",
                                                G_BINDING_SYNC_CREATE);
}

/**
 * limner_mask_popover_place:
 * @self: a popover with a canvas
 * @button: what it belongs to
 *
 * Puts it into a corner of the canvas, so that what its numbers do can be seen beside it. To be
 * called before it is shown.
 */
void
limner_mask_popover_place (LimnerMaskPopover *self,
                           GtkWidget         *button)
{
  GtkPopover *popover = GTK_POPOVER (self);
  graphene_rect_t bounds;
  int right;

  g_return_if_fail (LIMNER_IS_MASK_POPOVER (self));
  g_return_if_fail (GTK_IS_WIDGET (button));

  if (self->canvas == NULL ||
      !gtk_widget_compute_bounds (GTK_WIDGET (self->canvas), button, &bounds))
    return;

  self->is_narrow = bounds.size.width < NARROW_CANVAS;
  right = (int) (bounds.origin.x + bounds.size.width) - GAP;
  gtk_popover_set_position (popover, self->is_narrow ? GTK_POS_TOP : GTK_POS_BOTTOM);
  gtk_popover_set_pointing_to (popover, &(GdkRectangle) {
    right - 1, (int) (bounds.origin.y + (self->is_narrow ? bounds.size.height - 1 : 0)), 1, 1 });
}

/**
 * limner_mask_popover_load:
 * @self: a popover
 * @file: a picture, white where the document's picture is to be repainted
 *
 * Takes a file as a selection, in the way that is chosen here.
 */
void
limner_mask_popover_load (LimnerMaskPopover *self,
                          GFile             *file)
{
  g_return_if_fail (LIMNER_IS_MASK_POPOVER (self));
  g_return_if_fail (G_IS_FILE (file));

  if (get_document (self) != NULL)
    limner_mask_files_load (self->canvas, file, get_combine (self));
}
