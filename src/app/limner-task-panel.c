/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "limner-task-panel.h"
#include "studio/limner-factor.h"
#include "studio/limner-local-first.h"
#include "studio/limner-variation.h"

#define MAX_CHOICES LIMNER_FACTOR_MAX_CHOICES

/* Where an upscaler names no bounds */
#define MAX_FACTOR 16

/**
 * LimnerTaskPanel:
 *
 * The one question that a task asks, above the form: how far a variation goes, how many times as
 * large a picture becomes, what is looked for in a picture before a model paints after it. It sets
 * the model's own input, or the workspace's options, and says what that means; it hides where there
 * is nothing to choose.
 */
struct _LimnerTaskPanel
{
  GtkWidget        parent_instance;

  /* Children */
  GtkWidget       *box;
  GtkWidget       *row;
  GtkToggleButton *choices[MAX_CHOICES];
  GtkWidget       *number;        /* any other factor */
  GtkLabel        *help;
  GtkWidget       *group;
  AdwComboRow     *control;

  /* Owned */
  LimnerWorkspace *workspace;
  GSignalGroup    *values_signals;

  char           **factors;       /* what the buttons set an upscaler's input to; or NULL */
  gboolean         is_showing;    /* the buttons are being set by the program */
};

static const char * const variation_labels[] = { N_("Subtle"), N_("Strong") };

G_DEFINE_FINAL_TYPE (LimnerTaskPanel, limner_task_panel, GTK_TYPE_WIDGET)

static void
set_factor (LimnerTaskPanel *self,
            const char      *text)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  LimnerField *field = limner_schema_find_factor (limner_values_get_schema (values));

  limner_values_set_text (values, limner_field_get_name (field), text);
}

static void
number_cb (LimnerTaskPanel *self)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!self->is_showing)
    set_factor (self, g_ascii_formatd (text, sizeof text, "%g", gtk_spin_button_get_value (
                                         GTK_SPIN_BUTTON (self->number))));
}

static void
chosen_cb (LimnerTaskPanel *self,
           GtkToggleButton *button)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);

  if (self->is_showing || values == NULL || !gtk_toggle_button_get_active (button))
    return;

  for (int i = 0; i < MAX_CHOICES; i++)
    {
      if (self->choices[i] != button)
        continue;
      if (limner_workspace_get_task (self->workspace) == LIMNER_TASK_UPSCALE)
        set_factor (self, self->factors[i]);
      else
        limner_variation_apply (values, (LimnerVariation) i);
    }
}

static void
show_choice (LimnerTaskPanel *self,
             int              index,
             const char      *label,
             gboolean         is_chosen)
{
  GtkWidget *button = GTK_WIDGET (self->choices[index]);

  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_toggle_button_set_active (self->choices[index], is_chosen);
}

/* Beside the buttons, for a model that takes any number */
static void
show_number (LimnerTaskPanel *self,
             LimnerField     *field,
             double           factor)
{
  GtkSpinButton *number = GTK_SPIN_BUTTON (self->number);
  double least = 1.0;
  double most = MAX_FACTOR;

  limner_field_get_minimum (field, &least);
  limner_field_get_maximum (field, &most);
  gtk_spin_button_set_digits (number,
                              limner_field_get_kind (field) == LIMNER_FIELD_INTEGER ? 0 : 1);
  gtk_spin_button_set_range (number, least, MAX (least, most));
  gtk_spin_button_set_value (number, factor);
  gtk_widget_set_visible (self->number, TRUE);
}

static void
show_factors (LimnerTaskPanel *self,
              LimnerValues    *values)
{
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  LimnerField *field = limner_schema_find_factor (limner_values_get_schema (values));
  g_autofree char *set = limner_values_get_text (values, limner_field_get_name (field));
  double factor = limner_factor_get (values);
  g_autofree char *text = NULL;
  guint n;

  g_clear_pointer (&self->factors, g_strfreev);
  self->factors = limner_factor_list (limner_values_get_schema (values));
  n = g_strv_length (self->factors);
  for (guint i = 0; i < MAX_CHOICES; i++)
    {
      double own = i < n ? limner_factor_read (self->factors[i]) : 0.0;
      g_autofree char *label = own > 0.0 ? g_strdup_printf (_("%g×"), own)
                                         : g_strdup (i < n ? self->factors[i] : NULL);

      show_choice (self, (int) i, label,
                   own > 0.0 ? own == factor : i < n && g_strcmp0 (set, self->factors[i]) == 0);
    }
  if (limner_field_get_choices (field) == NULL)
    show_number (self, field, factor);

  /* Translators: the width and height of a picture in pixels before and after it is enlarged */
  if (factor > 0.0 && limner_document_get_picture (document) != NULL)
    text = g_strdup_printf (_("%d × %d px become %d × %d px"),
                            limner_document_get_width (document),
                            limner_document_get_height (document),
                            (int) (limner_document_get_width (document) * factor),
                            (int) (limner_document_get_height (document) * factor));
  gtk_label_set_label (self->help, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->help), text != NULL);
}

static void
show_variations (LimnerTaskPanel *self,
                 LimnerValues    *values)
{
  LimnerVariation variation;
  gboolean is_one = limner_variation_get (values, &variation);

  for (int i = 0; i < MAX_CHOICES; i++)
    show_choice (self, i,
                 i < (int) G_N_ELEMENTS (variation_labels) ? _(variation_labels[i]) : NULL,
                 is_one && (int) variation == i);
  gtk_label_set_label (self->help,
                       _("Subtle changes details, strong keeps little more than the composition. "
                         "At full strength the model ignores what was there."));
  gtk_widget_set_visible (GTK_WIDGET (self->help), TRUE);
}

static void
control_cb (LimnerTaskPanel *self)
{
  LimnerEditOptions options;

  if (self->workspace == NULL || self->is_showing)
    return;

  options = *limner_workspace_get_options (self->workspace);
  options.control = (LimnerEditControl) adw_combo_row_get_selected (self->control);
  limner_workspace_set_options (self->workspace, &options);
}

static void
show_controls (LimnerTaskPanel *self)
{
  const LimnerEditOptions *options = limner_workspace_get_options (self->workspace);

  adw_combo_row_set_selected (self->control, options->control);
  gtk_label_set_label (self->help, options->control == LIMNER_EDIT_CONTROL_NONE
    ? _("The model paints after the picture as it is.")
    : _("Generate finds this on this computer first, shows it, and has the model paint after it."));
  gtk_widget_set_visible (GTK_WIDGET (self->help), TRUE);
}

static void
show (LimnerTaskPanel *self)
{
  LimnerTasks task = limner_workspace_get_task (self->workspace);
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  LimnerSchema *schema = values != NULL ? limner_values_get_schema (values) : NULL;
  gboolean enlarges = schema != NULL && task == LIMNER_TASK_UPSCALE &&
                      limner_schema_find_factor (schema) != NULL;
  gboolean varies = schema != NULL && task == LIMNER_TASK_VARY &&
                    limner_variation_is_possible (schema);
  gboolean controls = limner_local_first_offers_control (schema, task);

  self->is_showing = TRUE;
  gtk_widget_set_visible (self->number, FALSE);
  if (enlarges)
    show_factors (self, values);
  else if (varies)
    show_variations (self, values);
  else if (controls)
    show_controls (self);
  self->is_showing = FALSE;
  gtk_widget_set_visible (self->row, !controls && (!enlarges || self->factors[0] != NULL));
  gtk_widget_set_visible (self->group, controls);
  gtk_widget_set_visible (GTK_WIDGET (self), enlarges || varies || controls);
}

static void
values_cb (LimnerTaskPanel *self)
{
  g_signal_group_set_target (self->values_signals, limner_workspace_get_values (self->workspace));
  show (self);
}

static void
limner_task_panel_dispose (GObject *object)
{
  LimnerTaskPanel *self = LIMNER_TASK_PANEL (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->values_signals);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->factors, g_strfreev);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_task_panel_parent_class)->dispose (object);
}

static void
limner_task_panel_class_init (LimnerTaskPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_task_panel_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_controls (LimnerTaskPanel *self)
{
  static const char * const names[] = {
    N_("Nothing"), N_("Edges"), N_("Soft edges"), N_("Straight lines"), N_("Surfaces"),
    N_("Areas"), N_("Scribble"),
  };
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_string_list_append (list, _(names[i]));
  self->control = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->control), _("Find in the picture"));
  adw_combo_row_set_model (self->control, G_LIST_MODEL (list));
  g_signal_connect_swapped (self->control, "notify::selected", G_CALLBACK (control_cb), self);
  self->group = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->control));
  gtk_box_append (GTK_BOX (self->box), self->group);
}

static void
add_number (LimnerTaskPanel *self)
{
  self->number = gtk_spin_button_new_with_range (1, MAX_FACTOR, 1);
  gtk_widget_set_tooltip_text (self->number, _("How many times as wide and high"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How many times as wide and high"), -1);
  g_signal_connect_swapped (self->number, "value-changed", G_CALLBACK (number_cb), self);
  gtk_box_append (GTK_BOX (self->row), self->number);
}

static void
limner_task_panel_init (LimnerTaskPanel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->row, "linked");
  gtk_box_append (GTK_BOX (self->box), self->row);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  for (int i = 0; i < MAX_CHOICES; i++)
    {
      self->choices[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
      gtk_widget_set_hexpand (GTK_WIDGET (self->choices[i]), TRUE);
      g_signal_connect_swapped (self->choices[i], "toggled", G_CALLBACK (chosen_cb), self);
      gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (self->choices[i]));
    }
  add_number (self);

  add_controls (self);
  self->help = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->help, TRUE);
  gtk_label_set_xalign (self->help, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->help), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->help), "dim-label");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->help));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->values_signals = g_signal_group_new (LIMNER_TYPE_VALUES);
  g_signal_group_connect_swapped (self->values_signals, "changed", G_CALLBACK (show), self);
}

/**
 * limner_task_panel_set_workspace:
 * @self: a panel
 * @workspace: whose task it asks about
 *
 * Sets the workspace, once.
 */
void
limner_task_panel_set_workspace (LimnerTaskPanel *self,
                                 LimnerWorkspace *workspace)
{
  g_return_if_fail (LIMNER_IS_TASK_PANEL (self));
  g_return_if_fail (LIMNER_IS_WORKSPACE (workspace));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_swapped (workspace, "notify::task", G_CALLBACK (show), self);
  g_signal_connect_swapped (workspace, "notify::values", G_CALLBACK (values_cb), self);
  g_signal_connect_swapped (workspace, "plan-changed", G_CALLBACK (show), self);
  values_cb (self);
}

/**
 * limner_task_panel_get_asked:
 * @self: a panel
 *
 * Tells which input of the model the panel asks for in full, so that nobody else needs to.
 *
 * Returns: (transfer none) (nullable): the input's name, or %NULL
 */
const char *
limner_task_panel_get_asked (LimnerTaskPanel *self)
{
  LimnerValues *values;
  g_auto(GStrv) factors = NULL;

  g_return_val_if_fail (LIMNER_IS_TASK_PANEL (self), NULL);

  values = limner_workspace_get_values (self->workspace);
  if (values == NULL || limner_workspace_get_task (self->workspace) != LIMNER_TASK_UPSCALE)
    return NULL;

  factors = limner_factor_list (limner_values_get_schema (values));
  if (factors[0] == NULL)
    return NULL;
  return limner_field_get_name (limner_schema_find_factor (limner_values_get_schema (values)));
}
