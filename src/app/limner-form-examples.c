/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/limner-client-models.h"
#include "limner-form-examples.h"

/* The published examples of the model: the one that came with it at once, the rest when the server
 * has answered. A server that has none is not worth a word.
 */

typedef struct
{
  GWeakRef      menu;
  char         *model;
  char         *first_id;   /* the example that is there already, or NULL */
  JsonArray    *inputs;
  GCancellable *cancellable;
} Load;

static void
load_free (Load *load)
{
  g_weak_ref_clear (&load->menu);
  g_clear_pointer (&load->model, g_free);
  g_clear_pointer (&load->first_id, g_free);
  g_clear_pointer (&load->inputs, json_array_unref);
  g_clear_object (&load->cancellable);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Load) load = user_data;
  g_autoptr(LimnerFormMenu) menu = g_weak_ref_get (&load->menu);
  GListModel *list = G_LIST_MODEL (source);

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (source), result, NULL) || menu == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(LimnerPrediction) example = g_list_model_get_item (list, i);
      JsonObject *input = limner_prediction_get_input (example);

      if (input != NULL &&
          (load->first_id == NULL ||
           g_strcmp0 (limner_prediction_get_id (example), load->first_id) != 0))
        json_array_add_object_element (load->inputs, json_object_ref (input));
    }
  limner_form_menu_set_examples (menu, load->inputs);
}

static void
client_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Load) load = user_data;
  g_autoptr(LimnerClient) client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (source), result, NULL);
  g_autoptr(LimnerPageList) list = NULL;
  GCancellable *cancellable = load->cancellable;

  if (client == NULL)
    return;

  list = limner_client_list_examples (client, load->model);
  limner_page_list_load_async (list, 1, cancellable, loaded_cb, g_steal_pointer (&load));
}

/**
 * limner_form_examples_show:
 * @menu: the form's menu
 * @workspace: what the person is doing
 * @cancellable: cancelled when another model's examples are wanted
 *
 * Puts the examples of the workspace's model into the menu.
 */
void
limner_form_examples_show (LimnerFormMenu  *menu,
                           LimnerWorkspace *workspace,
                           GCancellable    *cancellable)
{
  LimnerModel *model = limner_workspace_get_model (workspace);
  LimnerPrediction *first = model != NULL ? limner_model_get_default_example (model) : NULL;
  JsonObject *input = first != NULL ? limner_prediction_get_input (first) : NULL;
  g_autoptr(Load) load = g_new0 (Load, 1);

  g_weak_ref_init (&load->menu, menu);
  load->inputs = json_array_new ();
  load->cancellable = g_object_ref (cancellable);
  if (input != NULL)
    {
      load->first_id = g_strdup (limner_prediction_get_id (first));
      json_array_add_object_element (load->inputs, json_object_ref (input));
    }
  limner_form_menu_set_examples (menu, load->inputs);
  if (model == NULL)
    return;

  load->model = g_strdup (limner_model_get_reference (model));
  limner_client_source_get_client_async (
    LIMNER_CLIENT_SOURCE (limner_workspace_get_studio (workspace)),
    limner_workspace_get_server (workspace), cancellable, client_cb, g_steal_pointer (&load));
}
