/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"

#include "limner-chain-list-private.h"
#include "limner-chain-private.h"

/* Picking up the runs of last time. The queue has been resumed before, so what became of the jobs
 * is known: those under way are in its list, those that ended are in the library.
 */
typedef struct
{
  LimnerChainList *list;
  LimnerChain     *chain;
} Resume;

static void
resume_free (Resume *resume)
{
  g_clear_object (&resume->list);
  g_clear_object (&resume->chain);
  g_free (resume);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Resume, resume_free)

static LimnerJob *
find_job (LimnerJobQueue *queue,
          LimnerChain    *chain)
{
  g_autofree char *batch = _limner_chain_get_batch (chain);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (queue));

  if (chain->job_id != NULL || chain->batch != NULL)
    return limner_job_queue_find (queue, chain->job_id);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      if (g_strcmp0 (limner_job_spec_get_batch (limner_job_get_spec (job)), batch) == 0)
        return job;
    }
  return NULL;
}

/* The job of the step has ended, or somebody removed it. */
static void
items_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Resume) resume = data;
  g_autoptr(GListModel) items = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;

  items = limner_store_list_job_items_finish (LIMNER_STORE (object), result, NULL);
  if (_limner_chain_list_get_studio (resume->list) == NULL)
    return;

  item = items != NULL ? g_list_model_get_item (items, 0) : NULL;
  _limner_chain_list_go_on (resume->list, resume->chain, item);
}

static void
resume_chain (LimnerChainList *self,
              LimnerChain     *chain)
{
  LimnerStudio *studio = _limner_chain_list_get_studio (self);
  LimnerJob *job = find_job (limner_studio_get_queue (studio), chain);
  gboolean is_done = job != NULL && limner_job_get_state (job) == LIMNER_JOB_DONE;
  Resume *resume;

  _limner_chain_list_add (self, chain);
  if (job != NULL && !is_done)
    {
      _limner_chain_list_take_job (self, chain, job);
    }
  else if (job == NULL && chain->job_id == NULL)
    {
      _limner_chain_list_run_step (self, chain);
    }
  else
    {
      resume = g_new0 (Resume, 1);
      resume->list = g_object_ref (self);
      resume->chain = g_object_ref (chain);
      limner_store_list_job_items_async (limner_studio_get_store (studio),
                                         job != NULL ? limner_job_get_id (job) : chain->job_id,
                                         NULL, items_cb, resume);
    }
}

/**
 * limner_chain_list_run_in_batch:
 * @self: the runs
 * @recipe: what is to be done; it takes a picture
 * @picture_blob: `blob:…` of the picture to begin with
 * @place: how it belongs to a batch
 *
 * Runs a recipe as a part of a batch, or goes on with a step whose job is in the journal.
 *
 * Returns: (transfer none): the run
 */
LimnerChain *
limner_chain_list_run_in_batch (LimnerChainList        *self,
                                LimnerRecipe           *recipe,
                                const char             *picture_blob,
                                const LimnerChainPlace *place)
{
  g_autoptr(LimnerChain) chain = NULL;

  g_return_val_if_fail (LIMNER_IS_CHAIN_LIST (self), NULL);
  g_return_val_if_fail (LIMNER_IS_RECIPE (recipe) && picture_blob != NULL, NULL);
  g_return_val_if_fail (place != NULL && place->id != NULL && place->batch != NULL, NULL);

  chain = _limner_chain_new (recipe, place->id);
  chain->batch = g_strdup (place->batch);
  chain->folder = g_strdup (place->folder);
  chain->name = g_strdup (place->name);
  chain->source = g_strdup (picture_blob);
  chain->job_id = g_strdup (place->job);
  chain->step = place->job != NULL ? place->step : limner_recipe_find_first_step (recipe, TRUE);
  resume_chain (self, chain);
  return chain;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerChainList *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) texts = NULL;
  GError *error = NULL;

  texts = limner_store_list_texts_finish (LIMNER_STORE (object), result, &error);
  if (texts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < texts->len && _limner_chain_list_get_studio (self) != NULL; i++)
    {
      LimnerNamedText *text = texts->pdata[i];
      g_autoptr(LimnerChain) chain = NULL;

      if (text->text != NULL)
        chain = _limner_chain_new_from_json (text->name, text->text);
      if (chain != NULL)
        resume_chain (self, chain);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * limner_chain_list_resume_async:
 * @self: the runs
 * @cancellable: (nullable): to give up
 * @callback: called when the runs of last time go on
 * @user_data: for @callback
 *
 * Goes on with the runs that were under way when the program last ended. The queue has to be
 * resumed before.
 */
void
limner_chain_list_resume_async (LimnerChainList     *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LimnerStudio *studio;

  g_return_if_fail (LIMNER_IS_CHAIN_LIST (self));

  studio = _limner_chain_list_get_studio (self);
  g_return_if_fail (studio != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_chain_list_resume_async);
  limner_store_list_chains_async (limner_studio_get_store (studio), cancellable, listed_cb,
                                  g_steal_pointer (&task));
}

/**
 * limner_chain_list_resume_finish:
 * @self: the runs
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_chain_list_resume_async().
 *
 * Returns: %TRUE if the library could be read
 */
gboolean
limner_chain_list_resume_finish (LimnerChainList  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
