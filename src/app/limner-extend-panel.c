/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-extend-panel.h"

/**
 * LimnerExtendPanel:
 *
 * The frame of an extension without dragging: a shape with an anchor, or a step back from the
 * picture. Shows itself only while the task is to extend.
 */
struct _LimnerExtendPanel
{
  GtkWidget        parent_instance;

  /* Template widgets */
  GtkWidget       *box;
  GtkFlowBox      *ratios;
  AdwComboRow     *anchor;
  GtkLabel        *size;

  /* Owned */
  LimnerWorkspace *workspace;

  int              chosen;      /* index of the shape that was chosen last, or -1 */
};

static const struct
{
  const char *label;
  double      ratio;    /* width to height, or 0 */
  double      zoom;     /* how many times as wide and high, or 0 */
} shapes[] = {
  { "16:9", 16.0 / 9.0, 0.0 },
  { "3:2", 3.0 / 2.0, 0.0 },
  { "4:3", 4.0 / 3.0, 0.0 },
  { "1:1", 1.0, 0.0 },
  { "4:5", 4.0 / 5.0, 0.0 },
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
show_plan (LimnerExtendPanel *self)
{
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  gboolean has_picture = limner_document_get_picture (document) != NULL;
  LimnerFrame frame;
  guint n_steps;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          limner_workspace_get_task (self->workspace) == LIMNER_TASK_EXTEND);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ratios), has_picture);
  if (!has_picture)
    {
      gtk_label_set_label (self->size, "–");
      return;
    }

  limner_document_get_frame (document, &frame);
  n_steps = limner_workspace_get_n_steps (self->workspace);
  if (n_steps > 1)
    /* Translators: width and height of a picture in pixels, and in how many requests it is made */
    text = g_strdup_printf (_("%d × %d px in %u steps"), frame.area.width, frame.area.height,
                            n_steps);
  else
    /* Translators: the width and height of a picture in pixels */
    text = g_strdup_printf (_("%d × %d px"), frame.area.width, frame.area.height);
  gtk_label_set_label (self->size, text);
}

static void
limner_extend_panel_dispose (GObject *object)
{
  LimnerExtendPanel *self = LIMNER_EXTEND_PANEL (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
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
