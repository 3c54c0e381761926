/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-candidate.h"

/**
 * LimnerCandidate:
 *
 * One place in the strip below the canvas: a result, or the job from which one is awaited or did
 * not come.
 */
struct _LimnerCandidate
{
  GObject            parent_instance;

  /* Owned */
  LimnerJob         *job;
  LimnerGalleryItem *item;   /* NULL while it is awaited */
};

G_DEFINE_FINAL_TYPE (LimnerCandidate, limner_candidate, G_TYPE_OBJECT)

static void
limner_candidate_dispose (GObject *object)
{
  LimnerCandidate *self = LIMNER_CANDIDATE (object);

  g_clear_object (&self->job);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (limner_candidate_parent_class)->dispose (object);
}

static void
limner_candidate_class_init (LimnerCandidateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_candidate_dispose;
}

static void
limner_candidate_init (LimnerCandidate *self)
{
}

/**
 * limner_candidate_new:
 * @job: the job
 * @item: (nullable): its result, or %NULL while it is awaited
 *
 * Makes a place in the strip.
 *
 * Returns: (transfer full): the candidate
 */
LimnerCandidate *
limner_candidate_new (LimnerJob         *job,
                      LimnerGalleryItem *item)
{
  LimnerCandidate *self;

  g_return_val_if_fail (LIMNER_IS_JOB (job), NULL);

  self = g_object_new (LIMNER_TYPE_CANDIDATE, NULL);
  self->job = g_object_ref (job);
  self->item = item != NULL ? g_object_ref (item) : NULL;
  return self;
}

/**
 * limner_candidate_get_job:
 * @self: a candidate
 *
 * Gets the job it comes from.
 *
 * Returns: (transfer none): the job
 */
LimnerJob *
limner_candidate_get_job (LimnerCandidate *self)
{
  g_return_val_if_fail (LIMNER_IS_CANDIDATE (self), NULL);

  return self->job;
}

/**
 * limner_candidate_get_item:
 * @self: a candidate
 *
 * Gets the result.
 *
 * Returns: (transfer none) (nullable): the picture, or %NULL while it is awaited
 */
LimnerGalleryItem *
limner_candidate_get_item (LimnerCandidate *self)
{
  g_return_val_if_fail (LIMNER_IS_CANDIDATE (self), NULL);

  return self->item;
}
