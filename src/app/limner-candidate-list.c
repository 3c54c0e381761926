/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "schema/limner-role.h"

#include "limner-candidate-list.h"

/* More than this nobody flips through; all of them are in the gallery anyway. */
#define MAX_CANDIDATES 200

/**
 * LimnerCandidateList:
 *
 * What came, and is still to come, from the jobs that were started here: newest job first, its
 * results in their order, and behind them a place that shows its progress until it ends. Implements
 * #GListModel of #LimnerCandidate.
 */
struct _LimnerCandidateList
{
  GObject     parent_instance;

  /* Owned */
  GListStore *candidates;
  GPtrArray  *jobs;
};

static void limner_candidate_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerCandidateList, limner_candidate_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_candidate_list_model_init))

/* Where a job's awaited place is, or the place behind its results; FALSE if it is not listed. */
static gboolean
find_awaited (LimnerCandidateList *self,
              LimnerJob           *job,
              guint               *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->candidates));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerCandidate) candidate =
        g_list_model_get_item (G_LIST_MODEL (self->candidates), i);

      if (limner_candidate_get_job (candidate) == job &&
          limner_candidate_get_item (candidate) == NULL)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
outputs_changed_cb (GListModel          *outputs,
                    guint                position,
                    guint                removed,
                    guint                added,
                    LimnerCandidateList *self)
{
  LimnerJob *job = g_object_get_data (G_OBJECT (outputs), "limner-candidate-job");
  guint at;

  /* What is deleted from the gallery stays here until it is discarded here. */
  for (guint i = 0; i < added && find_awaited (self, job, &at); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (outputs, position + i);
      g_autoptr(LimnerCandidate) candidate = limner_candidate_new (job, item);

      g_list_store_insert (self->candidates, at, candidate);
    }
}

/* A job that ended well needs no place for what is awaited any more; one that failed keeps it, to
 * say why. */
static void
state_changed_cb (LimnerJob           *job,
                  GParamSpec          *pspec,
                  LimnerCandidateList *self)
{
  LimnerJobState state = limner_job_get_state (job);
  guint at;

  if ((state == LIMNER_JOB_DONE || state == LIMNER_JOB_CANCELED) && find_awaited (self, job, &at))
    g_list_store_remove (self->candidates, at);
}

static void
forget_job (LimnerCandidateList *self,
            LimnerJob           *job)
{
  g_signal_handlers_disconnect_by_data (job, self);
  g_signal_handlers_disconnect_by_data (limner_job_get_outputs (job), self);
}

static GType
limner_candidate_list_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_CANDIDATE;
}

static guint
limner_candidate_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (LIMNER_CANDIDATE_LIST (model)->candidates));
}

static gpointer
limner_candidate_list_get_item (GListModel *model,
                                guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (LIMNER_CANDIDATE_LIST (model)->candidates), position);
}

static void
limner_candidate_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_candidate_list_get_item_type;
  iface->get_n_items = limner_candidate_list_get_n_items;
  iface->get_item = limner_candidate_list_get_item;
}

static void
limner_candidate_list_dispose (GObject *object)
{
  LimnerCandidateList *self = LIMNER_CANDIDATE_LIST (object);

  for (guint i = 0; self->jobs != NULL && i < self->jobs->len; i++)
    forget_job (self, g_ptr_array_index (self->jobs, i));
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_object (&self->candidates);

  G_OBJECT_CLASS (limner_candidate_list_parent_class)->dispose (object);
}

static void
limner_candidate_list_class_init (LimnerCandidateListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_candidate_list_dispose;
}

static void
limner_candidate_list_init (LimnerCandidateList *self)
{
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->candidates = g_list_store_new (LIMNER_TYPE_CANDIDATE);
  g_signal_connect_object (self->candidates, "items-changed",
                           G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
}

/**
 * limner_candidate_list_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
LimnerCandidateList *
limner_candidate_list_new (void)
{
  return g_object_new (LIMNER_TYPE_CANDIDATE_LIST, NULL);
}

/* Jobs of one recipe are marked `chain:ID:STEP`. */
static gboolean
follows (LimnerJob *job,
         LimnerJob *other)
{
  const char *batch = limner_job_spec_get_batch (limner_job_get_spec (job));
  const char *former = limner_job_spec_get_batch (limner_job_get_spec (other));
  const char *end = batch != NULL && g_str_has_prefix (batch, "chain:") ? strrchr (batch, ':')
                                                                        : NULL;

  return job != other && end != NULL && former != NULL &&
         strncmp (batch, former, (gsize) (end - batch) + 1) == 0;
}

static gboolean
makes_control (LimnerJob *job)
{
  return g_strcmp0 (limner_job_spec_get_operation (limner_job_get_spec (job)),
                    limner_task_get_name (LIMNER_TASK_CONTROL)) == 0;
}

/* What a step made is only on the way to what the next one makes; a control picture is looked at
 * while the model paints after it, and beside what comes of it. */
static void
remove_former_steps (LimnerCandidateList *self,
                     LimnerJob           *job)
{
  GListModel *candidates = G_LIST_MODEL (self->candidates);

  for (guint i = g_list_model_get_n_items (candidates); i > 0; i--)
    {
      g_autoptr(LimnerCandidate) candidate = g_list_model_get_item (candidates, i - 1);

      if (follows (job, limner_candidate_get_job (candidate)) &&
          !makes_control (limner_candidate_get_job (candidate)))
        g_list_store_remove (self->candidates, i - 1);
    }
}

/**
 * limner_candidate_list_add_job:
 * @self: the list
 * @job: a job that was just started, or is found still under way
 *
 * Puts a job in front; its results appear as they come.
 */
void
limner_candidate_list_add_job (LimnerCandidateList *self,
                               LimnerJob           *job)
{
  GListModel *outputs;
  g_autoptr(LimnerCandidate) awaited = NULL;

  g_return_if_fail (LIMNER_IS_CANDIDATE_LIST (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  /* What a model writes is shown where answers are. */
  if (g_ptr_array_find (self->jobs, job, NULL) ||
      limner_job_spec_gives_text (limner_job_get_spec (job)))
    return;

  remove_former_steps (self, job);
  outputs = limner_job_get_outputs (job);
  awaited = limner_candidate_new (job, NULL);
  g_ptr_array_add (self->jobs, g_object_ref (job));
  g_list_store_insert (self->candidates, 0, awaited);
  g_object_set_data (G_OBJECT (outputs), "limner-candidate-job", job);
  g_signal_connect (outputs, "items-changed", G_CALLBACK (outputs_changed_cb), self);
  g_signal_connect (job, "notify::state", G_CALLBACK (state_changed_cb), self);

  outputs_changed_cb (outputs, 0, 0, g_list_model_get_n_items (outputs), self);
  state_changed_cb (job, NULL, self);

  while (g_list_model_get_n_items (G_LIST_MODEL (self->candidates)) > MAX_CANDIDATES)
    g_list_store_remove (self->candidates, MAX_CANDIDATES);
}

/**
 * limner_candidate_list_discard:
 * @self: the list
 * @position: a place
 *
 * Takes a candidate out of the strip; in the gallery it stays.
 */
void
limner_candidate_list_discard (LimnerCandidateList *self,
                               guint                position)
{
  g_return_if_fail (LIMNER_IS_CANDIDATE_LIST (self));

  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->candidates)))
    g_list_store_remove (self->candidates, position);
}
