/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-recipe-dialog.h"
#include "limner-window-private.h"
#include "store/limner-store-gallery.h"
#include "studio/limner-default-model.h"

/* Handing a picture to the next model, and doing several steps as one. */

typedef struct
{
  LimnerWindow *window;
  LimnerTasks   task;
} Send;

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Send *send = user_data;
  g_autoptr(LimnerWindow) self = g_steal_pointer (&send->window);
  g_autoptr(GError) error = NULL;

  if (limner_workspace_open_finish (LIMNER_WORKSPACE (source), result, &error))
    limner_workspace_set_task (self->workspace, send->task);
  else
    limner_window_show_error (self, error);
}

static void
send_item (LimnerWindow      *self,
           LimnerGalleryItem *item,
           LimnerTasks        task)
{
  Send *send = g_new0 (Send, 1);

  send->window = g_object_ref (self);
  send->task = task;
  limner_window_show_page (self, "create");
  limner_workspace_open_item_async (self->workspace, item, FALSE, self->cancellable, sent_cb, send);
}

static void
upscale_item (LimnerWindow      *self,
              LimnerGalleryItem *item)
{
  send_item (self, item, LIMNER_TASK_UPSCALE);
}

static void
vary_item (LimnerWindow      *self,
           LimnerGalleryItem *item)
{
  send_item (self, item, LIMNER_TASK_VARY);
}

/* On this computer only the painter paints after lines; elsewhere there are models for it. */
static void
control_item (LimnerWindow      *self,
              LimnerGalleryItem *item)
{
  const char *operation = limner_gallery_item_get_operation (item);
  const char *server = limner_workspace_get_server (self->workspace);
  gboolean is_control = g_strcmp0 (operation, limner_task_get_name (LIMNER_TASK_CONTROL)) == 0;

  send_item (self, item, is_control && g_strcmp0 (server, LIMNER_SERVER_THIS_COMPUTER) == 0
                           ? LIMNER_TASK_SKETCH : LIMNER_TASK_CONTROL);
}

static LimnerStudio *
get_studio (LimnerWindow *self)
{
  return limner_workspace_get_studio (self->workspace);
}

typedef struct
{
  LimnerWindow      *window;
  LimnerGalleryItem *item;
} Save;

static void
lineage_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Save *save = user_data;
  g_autoptr(LimnerWindow) self = g_steal_pointer (&save->window);
  g_autoptr(LimnerGalleryItem) item = g_steal_pointer (&save->item);
  g_autoptr(GListModel) lineage = NULL;
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  lineage = limner_store_get_lineage_finish (LIMNER_STORE (source), result, &error);
  if (lineage != NULL)
    recipe = limner_recipe_new_from_lineage (item, lineage, &error);

  if (recipe == NULL)
    limner_window_show_error (self, error);
  else
    limner_recipe_dialog_save (GTK_WINDOW (self), LIMNER_STORE (source), recipe);
}

static void
save_recipe (LimnerWindow      *self,
             LimnerGalleryItem *item)
{
  Save *save = g_new0 (Save, 1);

  save->window = g_object_ref (self);
  save->item = g_object_ref (item);
  limner_store_get_lineage_async (limner_studio_get_store (get_studio (self)),
                                  limner_gallery_item_get_id (item), self->cancellable, lineage_cb,
                                  save);
}

static void
chain_ended_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  LimnerChain *chain = LIMNER_CHAIN (source);
  const char *exported = limner_chain_get_exported (chain);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_chain_wait_finish (chain, result, &error))
    {
      limner_window_show_error (self, error);
      return;
    }

  if (exported != NULL)
    {
      text = g_strdup_printf (_("Exported to “%s”"), exported);
      limner_window_show_toast (self, text);
    }
}

static void
run (LimnerRecipe *recipe,
     const char   *parent,
     gpointer      user_data)
{
  LimnerWindow *self = user_data;
  LimnerChain *chain = limner_chain_list_run (limner_studio_get_chains (get_studio (self)), recipe,
                                              NULL, parent);

  limner_window_show_page (self, "create");
  limner_chain_wait_async (chain, NULL, chain_ended_cb, g_object_ref (self));
}

/* The picture of the gallery that is on the canvas is what a recipe begins with. */
static void
recipes_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  LimnerWindow *self = user_data;

  limner_recipe_dialog_run (GTK_WINDOW (self), limner_studio_get_store (get_studio (self)),
                            limner_workspace_get_parent (self->workspace), run, self);
}

static void
example_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  LimnerWorkspace *workspace = LIMNER_WORKSPACE (source);
  g_autofree char *prompt = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_workspace_load_model_finish (workspace, result, &error))
    {
      limner_window_show_error (self, error);
      return;
    }

  prompt = limner_values_get_role_text (limner_workspace_get_values (workspace),
                                        LIMNER_ROLE_PROMPT);
  if (prompt == NULL || *prompt == '\0')
    limner_values_set_role_text (limner_workspace_get_values (workspace), LIMNER_ROLE_PROMPT,
                                 _("a lighthouse at dusk, oil painting"));
  g_action_group_activate_action (G_ACTION_GROUP (self), "generate", NULL);
}

/* A picture to begin with, painted on this computer: free, and without a network. */
static void
example_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  LimnerWindow *self = user_data;

  limner_workspace_load_model_async (self->workspace, LIMNER_SERVER_THIS_COMPUTER,
                                     limner_default_model_find (LIMNER_SERVER_ENGINE,
                                                                LIMNER_TASK_GENERATE),
                                     self->cancellable, example_loaded_cb, g_object_ref (self));
}

static void
item_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  static const struct
  {
    const char *name;
    void      (*run) (LimnerWindow      *window,
                      LimnerGalleryItem *item);
  } runs[] = {
    { "upscale-item", upscale_item },
    { "vary-item", vary_item },
    { "control-item", control_item },
    { "save-recipe", save_recipe },
  };
  const char *name = g_action_get_name (G_ACTION (action));

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      if (g_str_equal (runs[i].name, name))
        _limner_window_with_item (user_data, parameter, runs[i].run);
    }
}

/* Installs the actions that lead from a picture to the next model. */
void
_limner_window_add_chain_actions (LimnerWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "upscale-item", .activate = item_action, .parameter_type = "s" },
    { .name = "vary-item", .activate = item_action, .parameter_type = "s" },
    { .name = "control-item", .activate = item_action, .parameter_type = "s" },
    { .name = "save-recipe", .activate = item_action, .parameter_type = "s" },
    { .name = "example", .activate = example_action },
    { .name = "recipes", .activate = recipes_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
