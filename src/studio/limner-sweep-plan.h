/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-recipe.h"
#include "limner-spec-builder.h"
#include "limner-sweep-axis.h"

G_BEGIN_DECLS

/** So many axes, and so many pictures, can be asked for at once. */
#define LIMNER_SWEEP_MAX_AXES 3
#define LIMNER_SWEEP_MAX_CELLS 2000

/**
 * LimnerSweepPlan:
 * @base: what all cells share; its pixels are not kept, only their blobs
 * @values: the form as it is written down, since a form needs a schema that is fetched
 * @mask: (nullable): `blob:…` of the painted mask
 * @axes: (element-type LimnerSweepAxis): what is varied, 1 to 3
 * @n_cells: the product of the axes' lengths
 * @attempts: how often each cell was submitted, 0 before
 * @dropped: for each cell whether it is left out
 * @paused: whether nothing new is submitted
 * @folder: (nullable): where copies of the results go, for a batch over files
 * @name: (nullable): how the copies are named
 * @recipe: (nullable): what each file goes through; then the only axis is the files, and @base is
 *   the recipe's first step
 *
 * What a sweep is to do, and how far it is, as it is kept in the library.
 */
typedef struct
{
  LimnerSpecRequest *base;
  JsonObject        *values;
  char              *mask;
  GPtrArray         *axes;
  guint              n_cells;
  guint             *attempts;
  gboolean          *dropped;
  gboolean           paused;
  char              *folder;
  char              *name;
  LimnerRecipe      *recipe;
} LimnerSweepPlan;

gboolean         limner_sweep_plan_check_axes  (GPtrArray             *axes,
                                                guint                 *n_cells,
                                                GError               **error);
gboolean         limner_sweep_plan_check_recipe (LimnerRecipe         *recipe,
                                                GPtrArray             *axes,
                                                GError               **error);
LimnerSpecRequest *limner_sweep_plan_make_base (LimnerRecipe          *recipe)
                                                G_GNUC_WARN_UNUSED_RESULT;
LimnerSweepPlan *limner_sweep_plan_new         (LimnerSpecRequest     *base,
                                                GPtrArray             *axes)
                                                G_GNUC_WARN_UNUSED_RESULT;
void             limner_sweep_plan_free        (LimnerSweepPlan       *self);
const LimnerSweepAxis *limner_sweep_plan_get_axis (const LimnerSweepPlan *self,
                                                guint                  axis);
guint            limner_sweep_plan_get_place   (const LimnerSweepPlan *self,
                                                guint                  cell,
                                                guint                  axis);
char            *limner_sweep_plan_dup_label   (const LimnerSweepPlan *self,
                                                guint                  cell)
                                                G_GNUC_WARN_UNUSED_RESULT;
void             limner_sweep_plan_dup_model   (const LimnerSweepPlan *self,
                                                guint                  cell,
                                                char                 **server,
                                                char                 **reference);
LimnerValues    *limner_sweep_plan_make_values (const LimnerSweepPlan *self,
                                                guint                  cell,
                                                LimnerSchema          *base_schema,
                                                LimnerSchema          *schema)
                                                G_GNUC_WARN_UNUSED_RESULT;
char            *limner_sweep_plan_dup_job_id  (const LimnerSweepPlan *self,
                                                const char            *sweep,
                                                guint                  cell,
                                                guint                  attempt)
                                                G_GNUC_WARN_UNUSED_RESULT;
char            *limner_sweep_plan_dup_step_id (const LimnerSweepPlan *self,
                                                const char            *sweep,
                                                guint                  cell,
                                                guint                  attempt,
                                                guint                  step)
                                                G_GNUC_WARN_UNUSED_RESULT;
guint            limner_sweep_plan_get_last_step (const LimnerSweepPlan *self);
gboolean         limner_sweep_plan_exports     (const LimnerSweepPlan *self);
char            *limner_sweep_plan_to_text     (const LimnerSweepPlan *self)
                                                G_GNUC_WARN_UNUSED_RESULT;
LimnerSweepPlan *limner_sweep_plan_from_text   (const char            *text)
                                                G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerSweepPlan, limner_sweep_plan_free)

G_END_DECLS
