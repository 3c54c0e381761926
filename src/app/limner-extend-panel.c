/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "edit/limner-edit-outpaint.h"

#include "limner-extend-panel.h"

/**
 * LimnerExtendPanel:
 *
 * The frame of an extension without dragging: a shape with an anchor, or a step back from the
 * picture; for a model that knows only some ways of its own, those ways. Shows itself only while
 * the task is to extend.
 */
struct _LimnerExtendPanel
{
  GtkWidget        parent_instance;

  /* Template widgets */
  GtkWidget       *box;
  GtkLabel        *hint;
  GtkFlowBox      *ratios;
  GtkFlowBox      *ways;
  AdwComboRow     *anchor;
  GtkLabel        *size;

  /* Owned */
  LimnerWorkspace *workspace;
  LimnerSchema    *schema;      /* whose ways are shown; NULL where shapes are */

  int              chosen;      /* index of the shape that was chosen last, or -1 */
};

static const struct
{
  const char *label;
  double      ratio;    /* width to height, or 0 */
  double      zoom;     /* how many times as wide and high, or 0 */
} shapes[] = {
  { "21:9", 21.0 / 9.0, 0.0 },
  { "16:9", 16.0 / 9.0, 0.0 },
  { "3:2", 3.0 / 2.0, 0.0 },
  { "4:3", 4.0 / 3.0, 0.0 },
  { "5:4", 5.0 / 4.0, 0.0 },
  { "1:1", 1.0, 0.0 },
  { "4:5", 4.0 / 5.0, 0.0 },
  { "3:4", 3.0 / 4.0, 0.0 },
  { "2:3", 2.0 / 3.0, 0.0 },
  { "9:16", 9.0 / 16.0, 0.0 },
  { "1.5×", 0.0, 1.5 },
  { "2×", 0.0, 2.0 },
};

G_DEFINE_FINAL_TYPE (LimnerExtendPanel, limner_extend_panel, GTK_TYPE_WIDGET)

static void
apply_shape (LimnerExtendPanel *self)
{
  static const double anchors[] = { 0.5, 0.0, 1.0 };
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  double anchor = anchors[MIN (adw_combo_row_get_selected (self->anchor), 2)];
  LimnerFrame frame;

  if (self->chosen < 0 || limner_document_get_picture (document) == NULL)
    return;

  limner_frame_init (&frame, limner_document_get_width (document),
                     limner_document_get_height (document));
  if (shapes[self->chosen].ratio > 0.0)
    limner_frame_set_ratio (&frame, shapes[self->chosen].ratio, anchor, anchor);
  else
    limner_frame_zoom_out (&frame, shapes[self->chosen].zoom);
  limner_document_set_frame (document, &frame);
}

static void
shape_cb (LimnerExtendPanel *self,
          GtkButton         *button)
{
  self->chosen = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "limner-shape"));
  apply_shape (self);
}

static void
anchor_cb (LimnerExtendPanel *self)
{
  if (self->workspace != NULL)
    apply_shape (self);
}

static void
way_cb (GtkButton         *button,
        LimnerExtendPanel *self)
{
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  const LimnerOutpaintWay *way = g_object_get_data (G_OBJECT (button), "limner-way");
  LimnerFrame frame;
  LimnerRect area;

  if (limner_document_get_picture (document) == NULL)
    return;

  limner_frame_init (&frame, limner_document_get_width (document),
                     limner_document_get_height (document));
  limner_edit_outpaint_frame (way, 0.0, frame.picture_width, frame.picture_height, NULL, &area);
  limner_frame_set_area (&frame, &area);
  limner_document_set_frame (document, &frame);
}

static void
clear_ways (LimnerExtendPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->ways))) != NULL)
    gtk_flow_box_remove (self->ways, child);
  g_clear_object (&self->schema);
}

/* A list of sides as text is drawn on the canvas; choices are a button each. */
static void
add_ways (LimnerExtendPanel    *self,
          const LimnerOutpaint *inputs)
{
  g_autoptr(GPtrArray) ways = limner_outpaint_list_ways (inputs);

  for (guint i = 0; i < ways->len; i++)
    {
      LimnerOutpaintWay *way = g_ptr_array_index (ways, i);
      GtkWidget *label = gtk_label_new (way->value);
      GtkWidget *button = gtk_button_new ();

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "limner-ratio");
      g_object_set_data_full (G_OBJECT (button), "limner-ways", g_ptr_array_ref (ways),
                              (GDestroyNotify) g_ptr_array_unref);
      g_object_set_data (G_OBJECT (button), "limner-way", way);
      g_signal_connect (button, "clicked", G_CALLBACK (way_cb), self);
      gtk_flow_box_append (self->ways, button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
}

/* Ways instead of shapes, where the model has a choice of ways and no mask. */
static void
show_ways (LimnerExtendPanel *self)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  LimnerSchema *schema = values != NULL ? limner_values_get_schema (values) : NULL;
  LimnerOutpaint inputs = { 0 };
  gboolean has_ways = schema != NULL &&
                      limner_schema_find_role (schema, LIMNER_ROLE_MASK) == NULL &&
                      limner_outpaint_find (schema, &inputs) && inputs.way != NULL &&
                      inputs.amount == NULL && limner_field_get_choices (inputs.way) != NULL;

  if ((has_ways ? schema : NULL) == self->schema)
    return;

  clear_ways (self);
  if (has_ways)
    {
      self->schema = g_object_ref (schema);
      add_ways (self, &inputs);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->ways), has_ways);
  gtk_widget_set_visible (GTK_WIDGET (self->ratios), !has_ways);
  gtk_widget_set_visible (GTK_WIDGET (self->anchor), !has_ways);
  gtk_label_set_label (self->hint,
                       has_ways ? _("This model extends in its own ways; the nearest one is used")
                                : _("Drag the frame on the canvas, or choose a shape"));
}

/* What will be made: the frame, or what a model of its own ways makes of it. */
static void
get_result_size (LimnerExtendPanel *self,
                 int               *width,
                 int               *height)
{
  LimnerFrame frame;
  LimnerRect box;
  int sent_width, sent_height;

  limner_document_get_frame (limner_workspace_get_document (self->workspace), &frame);
  if (self->schema == NULL ||
      !limner_workspace_get_context_box (self->workspace, &box, &sent_width, &sent_height))
    box = frame.area;
  *width = box.width;
  *height = box.height;
}

static void
show_plan (LimnerExtendPanel *self)
{
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  gboolean has_picture = limner_document_get_picture (document) != NULL;
  int width, height;
  guint n_steps;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          limner_workspace_get_task (self->workspace) == LIMNER_TASK_EXTEND);
  show_ways (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ratios), has_picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ways), has_picture);
  if (!has_picture)
    {
      gtk_label_set_label (self->size, "–");
      return;
    }

  get_result_size (self, &width, &height);
  n_steps = limner_workspace_get_n_steps (self->workspace);
  if (n_steps > 1)
    /* Translators: width and height of a picture in pixels, and in how many requests it is made */
    text = g_strdup_printf (_("%d × %d px in %u steps"), width, height, n_steps);
  else
    /* Translators: the width and height of a picture in pixels */
    text = g_strdup_printf (_("%d × %d px"), width, height);
  gtk_label_set_label (self->size, text);
}

static void
limner_extend_panel_dispose (GObject *object)
{
  LimnerExtendPanel *self = LIMNER_EXTEND_PANEL (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->schema);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_EXTEND_PANEL);

  G_OBJECT_CLASS (limner_extend_panel_parent_class)->dispose (object);
}

static void
limner_extend_panel_class_init (LimnerExtendPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_extend_panel_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/limner/Limner/limner-extend-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerExtendPanel, box);
  gtk_widget_class_bind_template_child (widget_class, LimnerExtendPanel, ratios);
  gtk_widget_class_bind_template_child (widget_class, LimnerExtendPanel, ways);
  gtk_widget_class_bind_template_child (widget_class, LimnerExtendPanel, hint);
  gtk_widget_class_bind_template_child (widget_class, LimnerExtendPanel, anchor);
  gtk_widget_class_bind_template_child (widget_class, LimnerExtendPanel, size);
  gtk_widget_class_bind_template_callback (widget_class, anchor_cb);
}

static void
limner_extend_panel_init (LimnerExtendPanel *self)
{
  self->chosen = -1;
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (shapes[i].label);

      gtk_widget_add_css_class (button, "limner-ratio");
      g_object_set_data (G_OBJECT (button), "limner-shape", GINT_TO_POINTER ((int) i));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (shape_cb), self);
      gtk_flow_box_append (self->ratios, button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
}

/**
 * limner_extend_panel_set_workspace:
 * @self: a panel
 * @workspace: whose frame it shows and changes
 *
 * Sets the workspace, once.
 */
void
limner_extend_panel_set_workspace (LimnerExtendPanel *self,
                                   LimnerWorkspace   *workspace)
{
  g_return_if_fail (LIMNER_IS_EXTEND_PANEL (self));
  g_return_if_fail (LIMNER_IS_WORKSPACE (workspace));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_swapped (workspace, "notify::task", G_CALLBACK (show_plan), self);
  g_signal_connect_swapped (workspace, "plan-changed", G_CALLBACK (show_plan), self);
  show_plan (self);
}
