/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "paint/limner-frame.h"

#include "limner-edit-panel.h"

/**
 * LimnerEditPanel:
 *
 * How the result of an edit joins the picture: feather, growth, context, overlap, tone. A number
 * below zero is “Auto”: the program chooses by the size of the mask. A context “by hand” begins as
 * the box that the program chose; the canvas has its handles, and here are its numbers.
 */
struct _LimnerEditPanel
{
  GtkWidget        parent_instance;

  /* Template widgets */
  GtkWidget       *group;
  AdwActionRow    *feather_row;
  GtkSpinButton   *feather;
  GtkSpinButton   *grow;
  AdwComboRow     *context;
  GtkWidget       *reset;
  GtkWidget       *place_row;
  GtkSpinButton   *left;
  GtkSpinButton   *top;
  GtkWidget       *size_row;
  GtkSpinButton   *width;
  GtkSpinButton   *height;
  GtkSpinButton   *padding;
  GtkWidget       *padding_row;
  GtkSpinButton   *overlap;
  GtkWidget       *overlap_row;
  AdwComboRow     *tone;
  AdwComboRow     *prefill;

  /* Owned */
  LimnerWorkspace *workspace;

  int              room;         /* of the feather of what is seen; -1 for any */
  gboolean         is_showing;   /* values are being set by the program */
};

enum
{
  PROP_0,
  PROP_ROOM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Behind the ways of prefilling: this computer's own model does it */
#define FILL_FIRST (LIMNER_EDIT_PREFILL_NOISE + 1)

/* What the row of the context offers */
enum
{
  AUTOMATIC,
  BY_HAND
};

G_DEFINE_FINAL_TYPE (LimnerEditPanel, limner_edit_panel, GTK_TYPE_WIDGET)

static gboolean
output_cb (GtkSpinButton *button)
{
  if (gtk_spin_button_get_value (button) >= 0)
    return FALSE;

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (button)), _("Auto")) != 0)
    gtk_editable_set_text (GTK_EDITABLE (button), _("Auto"));
  return TRUE;
}

/* The box of the mask as it is now becomes the user's; where nothing is masked it stays none. */
static void
take_context (LimnerEditPanel   *self,
              LimnerEditOptions *options)
{
  gboolean by_hand = adw_combo_row_get_selected (self->context) == BY_HAND;
  int width, height;
  LimnerRect box;

  if (!by_hand)
    options->box = (LimnerRect) { 0 };
  else if (limner_rect_is_empty (&options->box) &&
           limner_workspace_get_context_box (self->workspace, &box, &width, &height))
    options->box = box;
}

static int
input_cb (GtkSpinButton *button,
          double        *value)
{
  if (g_ascii_isdigit (gtk_editable_get_text (GTK_EDITABLE (button))[0]))
    return FALSE;

  *value = LIMNER_EDIT_AUTO;
  return TRUE;
}

/* What was asked for may have been too much: the numbers are those of the box that it became. */
static void
show_box (LimnerEditPanel *self)
{
  const LimnerRect *box = &limner_workspace_get_options (self->workspace)->box;

  self->is_showing = TRUE;
  gtk_spin_button_set_value (self->left, box->x);
  gtk_spin_button_set_value (self->top, box->y);
  gtk_spin_button_set_value (self->width, box->width);
  gtk_spin_button_set_value (self->height, box->height);
  self->is_showing = FALSE;
}

static void
changed_cb (LimnerEditPanel *self)
{
  LimnerEditOptions options;

  if (self->workspace == NULL || self->is_showing)
    return;

  options = *limner_workspace_get_options (self->workspace);
  options.feather = gtk_spin_button_get_value_as_int (self->feather);
  options.grow = gtk_spin_button_get_value_as_int (self->grow);
  options.padding = gtk_spin_button_get_value_as_int (self->padding);
  take_context (self, &options);
  options.overlap = gtk_spin_button_get_value_as_int (self->overlap);
  options.tone = adw_combo_row_get_selected (self->tone);
  options.fill_first = adw_combo_row_get_selected (self->prefill) == FILL_FIRST;
  if (!options.fill_first)
    options.prefill = adw_combo_row_get_selected (self->prefill);
  limner_workspace_set_options (self->workspace, &options);
}

/* The box by numbers, for who does not drag it: within the picture, and round the mask. */
static void
box_cb (LimnerEditPanel *self)
{
  LimnerDocument *document;
  LimnerEditOptions options;
  LimnerFrame frame;
  LimnerRect mask;

  if (self->workspace == NULL || self->is_showing)
    return;

  document = limner_workspace_get_document (self->workspace);
  options = *limner_workspace_get_options (self->workspace);
  limner_frame_init (&frame, limner_document_get_width (document),
                     limner_document_get_height (document));
  frame.area.x = gtk_spin_button_get_value_as_int (self->left);
  frame.area.y = gtk_spin_button_get_value_as_int (self->top);
  frame.area.width = gtk_spin_button_get_value_as_int (self->width);
  frame.area.height = gtk_spin_button_get_value_as_int (self->height);
  limner_frame_keep_inside (&frame,
                            limner_document_get_mask_bounds (document, &mask) ? &mask : NULL);
  options.box = frame.area;
  limner_workspace_set_options (self->workspace, &options);
  show_box (self);
}

static void
reset_cb (LimnerEditPanel *self)
{
  /* The button goes away, and the focus with it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->context));
  adw_combo_row_set_selected (self->context, AUTOMATIC);
}

/* A feather that was widened afterwards is told where it goes. */
static void
show_room (LimnerEditPanel *self)
{
  const LimnerEditOptions *options = limner_workspace_get_options (self->workspace);

  if (self->room < 0 || options->feather <= self->room)
    {
      adw_action_row_set_subtitle (self->feather_row, _("Pixels over which the two are mixed"));
      return;
    }
  adw_action_row_set_subtitle (self->feather_row,
                               _("The model painted less far beyond the mask than this: the edge "
                                 "fades into the mask instead. Generate anew for more."));
}

static void
show_options (LimnerEditPanel *self)
{
  const LimnerEditOptions *options = limner_workspace_get_options (self->workspace);
  LimnerTasks task = limner_workspace_get_task (self->workspace);
  gboolean has_box = task == LIMNER_TASK_EDIT || task == LIMNER_TASK_ERASE;
  gboolean by_hand = has_box && !limner_rect_is_empty (&options->box);
  LimnerRect mask;

  self->is_showing = TRUE;
  gtk_spin_button_set_value (self->feather, options->feather);
  gtk_spin_button_set_value (self->grow, options->grow);
  adw_combo_row_set_selected (self->context,
                              limner_rect_is_empty (&options->box) ? AUTOMATIC : BY_HAND);
  gtk_spin_button_set_value (self->padding, options->padding);
  gtk_spin_button_set_value (self->overlap, options->overlap);
  adw_combo_row_set_selected (self->tone, options->tone);
  adw_combo_row_set_selected (self->prefill,
                              options->fill_first ? FILL_FIRST : options->prefill);
  self->is_showing = FALSE;

  if (by_hand)
    show_box (self);
  gtk_widget_set_visible (self->place_row, by_hand);
  gtk_widget_set_visible (self->size_row, by_hand);
  show_room (self);
  gtk_widget_set_visible (GTK_WIDGET (self->context), has_box);
  gtk_widget_set_sensitive (GTK_WIDGET (self->context), by_hand || limner_document_get_mask_bounds (
    limner_workspace_get_document (self->workspace), &mask));
  gtk_widget_set_visible (self->reset, by_hand);
  gtk_widget_set_visible (self->padding_row, !by_hand);
  gtk_widget_set_visible (self->overlap_row, task == LIMNER_TASK_EXTEND);
  gtk_widget_set_visible (GTK_WIDGET (self->prefill), task == LIMNER_TASK_EXTEND);
  gtk_widget_set_visible (GTK_WIDGET (self), has_box || task == LIMNER_TASK_EXTEND);
}

static void
limner_edit_panel_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  LimnerEditPanel *self = LIMNER_EDIT_PANEL (object);

  switch (prop_id)
    {
    case PROP_ROOM:
      g_value_set_int (value, self->room);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_edit_panel_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  LimnerEditPanel *self = LIMNER_EDIT_PANEL (object);

  switch (prop_id)
    {
    case PROP_ROOM:
      if (self->room == g_value_get_int (value))
        return;
      self->room = g_value_get_int (value);
      if (self->workspace != NULL)
        show_room (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_edit_panel_dispose (GObject *object)
{
  LimnerEditPanel *self = LIMNER_EDIT_PANEL (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_EDIT_PANEL);

  G_OBJECT_CLASS (limner_edit_panel_parent_class)->dispose (object);
}

static void
limner_edit_panel_class_init (LimnerEditPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_edit_panel_dispose;
  G_OBJECT_CLASS (klass)->get_property = limner_edit_panel_get_property;
  G_OBJECT_CLASS (klass)->set_property = limner_edit_panel_set_property;

  /**
   * LimnerEditPanel:room:
   *
   * Over how many pixels beyond the mask the result that is looked at can be mixed with its
   * surroundings; -1 if nothing limits it.
   */
  properties[PROP_ROOM] =
    g_param_spec_int ("room", NULL, NULL, -1, G_MAXINT, -1,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/limner/Limner/limner-edit-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, group);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, feather_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, feather);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, grow);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, context);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, reset);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, place_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, left);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, top);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, size_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, width);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, height);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, padding);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, padding_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, overlap);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, overlap_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, tone);
  gtk_widget_class_bind_template_child (widget_class, LimnerEditPanel, prefill);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, box_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
limner_edit_panel_init (LimnerEditPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->room = -1;
}

/**
 * limner_edit_panel_set_workspace:
 * @self: a panel
 * @workspace: whose options it shows and changes
 *
 * Sets the workspace, once. The panel hides itself while the task edits nothing.
 */
void
limner_edit_panel_set_workspace (LimnerEditPanel *self,
                                 LimnerWorkspace *workspace)
{
  g_return_if_fail (LIMNER_IS_EDIT_PANEL (self));
  g_return_if_fail (LIMNER_IS_WORKSPACE (workspace));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_swapped (workspace, "notify::task", G_CALLBACK (show_options), self);
  g_signal_connect_swapped (workspace, "plan-changed", G_CALLBACK (show_options), self);
  show_options (self);
}
