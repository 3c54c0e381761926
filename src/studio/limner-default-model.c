/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-models.h"

#include "limner-default-model-private.h"

/* The built-in models are always there; the hosted ones are widely used models that do just this.
 * A Cog server has one model and needs no choice. */
static const struct
{
  LimnerTasks  task;
  const char  *engine;
  const char  *replicate;
} models[] = {
  { LIMNER_TASK_GENERATE, "limner/painter", "black-forest-labs/flux-schnell" },
  { LIMNER_TASK_EDIT, "limner/painter", "black-forest-labs/flux-fill-dev" },
  { LIMNER_TASK_ERASE, "limner/fill", "allenhooo/lama" },
  { LIMNER_TASK_EXTEND, "limner/extend", "black-forest-labs/flux-fill-dev" },
  { LIMNER_TASK_VARY, "limner/painter", "stability-ai/sdxl" },
  { LIMNER_TASK_UPSCALE, "limner/upscale", "nightmareai/real-esrgan" },
  { LIMNER_TASK_SKETCH, "limner/painter", "jagilley/controlnet-scribble" },
  { LIMNER_TASK_CONTROL, "limner/control", "black-forest-labs/flux-canny-dev" },
};

/**
 * limner_default_model_find:
 * @kind: a kind of server
 * @task: one task
 *
 * Tells which model a task begins with until the user has chosen another.
 *
 * Returns: (transfer none) (nullable): `owner/name`, or %NULL where there is no choice to make
 */
const char *
limner_default_model_find (LimnerServerKind kind,
                           LimnerTasks      task)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (models[i].task != task)
        continue;
      if (kind == LIMNER_SERVER_ENGINE)
        return models[i].engine;
      if (kind == LIMNER_SERVER_REPLICATE)
        return models[i].replicate;
    }
  return NULL;
}

static char *
make_key (const char  *server_id,
          LimnerTasks  task)
{
  return g_strdup_printf ("%s %s", server_id, limner_task_get_name (task));
}

/**
 * limner_default_model_set:
 * @studio: the studio, open
 * @server_id: one of its servers
 * @task: one task
 * @reference: (nullable): `owner/name`, perhaps with `:version`; %NULL to forget the choice
 *
 * Has a task begin with a model on this server from now on. The library keeps it.
 */
void
limner_default_model_set (LimnerStudio *studio,
                          const char   *server_id,
                          LimnerTasks   task,
                          const char   *reference)
{
  g_autofree char *key = NULL;

  g_return_if_fail (LIMNER_IS_STUDIO (studio));
  g_return_if_fail (server_id != NULL);
  g_return_if_fail (task != LIMNER_TASK_NONE);

  key = make_key (server_id, task);
  limner_store_set_memo_async (limner_studio_get_store (studio), LIMNER_DEFAULT_MODEL_MEMO,
                               server_id, key, reference, NULL, NULL, NULL);
  if (reference != NULL)
    g_hash_table_replace (_limner_studio_get_default_models (studio), g_steal_pointer (&key),
                          g_strdup (reference));
  else
    g_hash_table_remove (_limner_studio_get_default_models (studio), key);
}

/**
 * limner_default_model_get_chosen:
 * @studio: the studio, open
 * @server_id: one of its servers
 * @task: one task
 *
 * Returns: (transfer none) (nullable): the model that was set for the task, %NULL if none was
 */
const char *
limner_default_model_get_chosen (LimnerStudio *studio,
                                 const char   *server_id,
                                 LimnerTasks   task)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (server_id != NULL, NULL);

  key = make_key (server_id, task);
  return g_hash_table_lookup (_limner_studio_get_default_models (studio), key);
}

/**
 * limner_default_model_find_for:
 * @studio: the studio, open
 * @server_id: one of its servers
 * @task: one task
 *
 * Tells which model a task begins with on a server: the one that was set, else the usual one.
 *
 * Returns: (transfer none) (nullable): `owner/name`, perhaps with `:version`, or %NULL where there
 *   is no choice to make or no such server
 */
const char *
limner_default_model_find_for (LimnerStudio *studio,
                               const char   *server_id,
                               LimnerTasks   task)
{
  const char *chosen = limner_default_model_get_chosen (studio, server_id, task);
  LimnerServer *server;

  if (chosen != NULL)
    return chosen;
  server = limner_server_list_find (limner_studio_get_servers (studio), server_id);
  return server != NULL ? limner_default_model_find (limner_server_get_kind (server), task) : NULL;
}

/* Takes over what the library kept. */
void
_limner_default_model_take (LimnerStudio *studio,
                            GPtrArray    *memos)
{
  for (guint i = 0; i < memos->len; i++)
    {
      const LimnerNamedText *memo = g_ptr_array_index (memos, i);

      if (memo->name != NULL && memo->text != NULL && *memo->text != '\0')
        g_hash_table_replace (_limner_studio_get_default_models (studio), g_strdup (memo->name),
                              g_strdup (memo->text));
    }
}

/* A server that comes later may get the same id, and has other models. */
void
_limner_default_model_forget (LimnerStudio *studio,
                              const char   *server_id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (limner_default_model_get_chosen (studio, server_id, models[i].task) != NULL)
        limner_default_model_set (studio, server_id, models[i].task, NULL);
    }
}
