/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "studio/limner-default-model.h"

#include "limner-default-menu.h"
#include "limner-task-title.h"

/* In the order in which the tasks are offered. */
static const LimnerTasks order[] = {
  LIMNER_TASK_GENERATE, LIMNER_TASK_EDIT, LIMNER_TASK_ERASE, LIMNER_TASK_EXTEND, LIMNER_TASK_VARY,
  LIMNER_TASK_UPSCALE, LIMNER_TASK_SKETCH, LIMNER_TASK_CONTROL,
};

typedef struct
{
  LimnerStudio *studio;
  char         *server;
  char         *reference;
} Target;

static void
target_free (Target *target)
{
  g_object_unref (target->studio);
  g_free (target->server);
  g_free (target->reference);
  g_free (target);
}

/* A tick that is taken away leaves the task to the program again. */
static void
change_state_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       data)
{
  Target *target = g_object_get_data (G_OBJECT (action), "target");

  limner_default_model_set (target->studio, target->server,
                            limner_task_from_name (g_action_get_name (G_ACTION (action))),
                            g_variant_get_boolean (state) ? target->reference : NULL);
  g_simple_action_set_state (action, state);
}

static GAction *
make_action (LimnerStudio *studio,
             const char   *server_id,
             const char   *reference,
             LimnerTasks   task)
{
  const char *chosen = limner_default_model_get_chosen (studio, server_id, task);
  gboolean is_chosen = g_strcmp0 (chosen, reference) == 0;
  GSimpleAction *action = g_simple_action_new_stateful (limner_task_get_name (task), NULL,
                                                        g_variant_new_boolean (is_chosen));
  Target *target = g_new0 (Target, 1);

  target->studio = g_object_ref (studio);
  target->server = g_strdup (server_id);
  target->reference = g_strdup (reference);
  g_object_set_data_full (G_OBJECT (action), "target", target, (GDestroyNotify) target_free);
  g_signal_connect (action, "change-state", G_CALLBACK (change_state_cb), NULL);
  return G_ACTION (action);
}

/**
 * limner_default_menu_set_model:
 * @button: a menu button; hidden if there is nothing to choose
 * @studio: the studio
 * @server_id: the model's server
 * @reference: `owner/name`, perhaps with `:version`
 * @tasks: what the model can do
 *
 * Fills the menu of a button with the tasks which may begin with a model from now on. Those that do
 * bear a tick. Its actions are `default.TASK`.
 */
void
limner_default_menu_set_model (GtkMenuButton *button,
                               LimnerStudio  *studio,
                               const char    *server_id,
                               const char    *reference,
                               LimnerTasks    tasks)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (LIMNER_IS_STUDIO (studio));
  g_return_if_fail (server_id != NULL && reference != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr(GAction) action = NULL;
      g_autofree char *name = NULL;

      if ((tasks & order[i]) == 0)
        continue;
      action = make_action (studio, server_id, reference, order[i]);
      g_action_map_add_action (G_ACTION_MAP (actions), action);
      name = g_strconcat ("default.", g_action_get_name (action), NULL);
      g_menu_append (menu, limner_task_get_title (order[i]), name);
    }

  gtk_widget_insert_action_group (GTK_WIDGET (button), "default", G_ACTION_GROUP (actions));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (button), tasks != LIMNER_TASK_NONE);
}
