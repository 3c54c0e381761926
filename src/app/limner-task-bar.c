/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "browser/limner-task-title.h"

#include "limner-task-bar.h"
#include "limner-window.h"

/**
 * LimnerTaskBar:
 *
 * What one can do, named by intent: eight toggles of which one is down. Choosing a task that the
 * model cannot do brings a model that can. A picture that is dropped on a task is opened for it.
 */
struct _LimnerTaskBar
{
  GtkWidget         parent_instance;

  /* Children */
  GtkWidget        *grid;
  GtkToggleButton  *buttons[LIMNER_N_TASKS];

  /* Owned */
  LimnerWorkspace  *workspace;
};

static const struct
{
  LimnerTasks  task;
  const char  *icon;
  const char  *help;
} tasks[LIMNER_N_TASKS] = {
  { LIMNER_TASK_GENERATE, "limner-generate-symbolic",
    N_("Make a picture from words") },
  { LIMNER_TASK_EDIT, "limner-edit-symbolic",
    N_("Paint over a part and say what should be there") },
  { LIMNER_TASK_ERASE, "limner-erase-symbolic",
    N_("Paint over what should go; the surroundings close over it") },
  { LIMNER_TASK_EXTEND, "limner-extend-symbolic",
    N_("Drag the frame outward and have the new part painted") },
  { LIMNER_TASK_VARY, "limner-vary-symbolic",
    N_("Make something like this picture") },
  { LIMNER_TASK_UPSCALE, "limner-upscale-symbolic",
    N_("Make the picture larger and sharper") },
  { LIMNER_TASK_SKETCH, "limner-sketch-symbolic",
    N_("Draw roughly and have it painted") },
  { LIMNER_TASK_CONTROL, "limner-control-symbolic",
    N_("Take edges, lines or depth from the picture") },
};

G_DEFINE_FINAL_TYPE (LimnerTaskBar, limner_task_bar, GTK_TYPE_WIDGET)

static void
show_task (LimnerTaskBar *self)
{
  LimnerTasks task = limner_workspace_get_task (self->workspace);

  for (int i = 0; i < LIMNER_N_TASKS; i++)
    {
      if (tasks[i].task == task && !gtk_toggle_button_get_active (self->buttons[i]))
        gtk_toggle_button_set_active (self->buttons[i], TRUE);
    }
}

static void
toggled_cb (LimnerTaskBar   *self,
            GtkToggleButton *button)
{
  if (self->workspace == NULL || !gtk_toggle_button_get_active (button))
    return;

  for (int i = 0; i < LIMNER_N_TASKS; i++)
    {
      if (self->buttons[i] == button &&
          limner_workspace_get_task (self->workspace) != tasks[i].task)
        limner_workspace_set_task (self->workspace, tasks[i].task);
    }
}

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         GtkToggleButton *button)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || !LIMNER_IS_WINDOW (root))
    return FALSE;

  gtk_toggle_button_set_active (button, TRUE);
  for (GSList *file = files; file != NULL; file = file->next)
    limner_window_open_file (LIMNER_WINDOW (root), file->data, file == files);
  return TRUE;
}

static GtkWidget *
make_button (LimnerTaskBar *self,
             int            index)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (limner_task_get_title (tasks[index].task));
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (tasks[index].icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, _(tasks[index].help));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "limner-task");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limner_task_get_title (tasks[index].task),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(tasks[index].help), -1);

  if (index > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->buttons[0]);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), button);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (target));
  return button;
}

static void
limner_task_bar_dispose (GObject *object)
{
  LimnerTaskBar *self = LIMNER_TASK_BAR (object);

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_task_bar_parent_class)->dispose (object);
}

static void
limner_task_bar_class_init (LimnerTaskBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_task_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "taskbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_task_bar_init (LimnerTaskBar *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 3);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));

  for (int i = 0; i < LIMNER_N_TASKS; i++)
    {
      self->buttons[i] = GTK_TOGGLE_BUTTON (make_button (self, i));
      gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (self->buttons[i]), i % 4, i / 4, 1, 1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Task"),
                                  -1);
}

/**
 * limner_task_bar_set_workspace:
 * @self: a task bar
 * @workspace: whose task it shows and changes
 *
 * Sets the workspace, once.
 */
void
limner_task_bar_set_workspace (LimnerTaskBar   *self,
                               LimnerWorkspace *workspace)
{
  g_return_if_fail (LIMNER_IS_TASK_BAR (self));
  g_return_if_fail (LIMNER_IS_WORKSPACE (workspace));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_swapped (workspace, "notify::task", G_CALLBACK (show_task), self);
  show_task (self);
}
