/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "image/limner-export.h"
#include "image/limner-plane.h"
#include "schema/limner-role.h"
#include "store/limner-gallery-item.h"

#include "limner-edit-options.h"

G_BEGIN_DECLS

/** The most steps that a recipe has. */
#define LIMNER_RECIPE_MAX_STEPS 32

/**
 * LimnerRecipeStep:
 * @task: what is done, one task; %LIMNER_TASK_NONE exports the picture
 * @server: id of the server; %NULL for an export
 * @model: `owner/name` or `owner/name:version`; %NULL for an export
 * @values: (nullable): values of the model's inputs by name, without pictures
 * @options: how an edit or an extension is made
 * @sides: for an extension, how far it goes to the left, top, right and bottom, as parts of the
 *   picture's width and height; for an edit, how far what is painted anew reaches into the picture
 *   from there
 * @export: for an export, how
 * @folder: (nullable): for an export, an absolute path; %NULL for a folder of the pictures folder
 *
 * One step of a recipe. What it is given is the picture that the step before made.
 */
typedef struct
{
  LimnerTasks          task;
  char                *server;
  char                *model;
  JsonObject          *values;
  LimnerEditOptions    options;
  double               sides[4];
  LimnerExportOptions  export;
  char                *folder;
} LimnerRecipeStep;

LimnerRecipeStep *limner_recipe_step_new        (LimnerTasks             task,
                                                 const char             *server,
                                                 const char             *model)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerRecipeStep *limner_recipe_step_new_export (const LimnerExportOptions *options,
                                                 const char             *folder)
  G_GNUC_WARN_UNUSED_RESULT;
void              limner_recipe_step_free       (LimnerRecipeStep       *step);
LimnerPlane      *limner_recipe_step_make_mask  (const LimnerRecipeStep *step,
                                                 int                     width,
                                                 int                     height)
  G_GNUC_WARN_UNUSED_RESULT;
void              limner_recipe_step_set_sides  (LimnerRecipeStep       *step,
                                                 const LimnerRect       *from,
                                                 const LimnerRect       *to,
                                                 double                  width,
                                                 double                  height);
void              limner_recipe_step_get_frame  (const LimnerRecipeStep *step,
                                                 int                     width,
                                                 int                     height,
                                                 LimnerRect             *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerRecipeStep, limner_recipe_step_free)

#define LIMNER_TYPE_RECIPE (limner_recipe_get_type ())
G_DECLARE_FINAL_TYPE (LimnerRecipe, limner_recipe, LIMNER, RECIPE, GObject)

LimnerRecipe           *limner_recipe_new              (const char        *name)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerRecipe           *limner_recipe_new_from_lineage (LimnerGalleryItem *item,
                                                        GListModel        *lineage,
                                                        GError           **error)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerRecipe           *limner_recipe_new_from_json    (const char        *json,
                                                        GError           **error)
  G_GNUC_WARN_UNUSED_RESULT;
char                   *limner_recipe_to_json          (LimnerRecipe      *self)
  G_GNUC_WARN_UNUSED_RESULT;
const char             *limner_recipe_get_name         (LimnerRecipe      *self);
void                    limner_recipe_set_name         (LimnerRecipe      *self,
                                                        const char        *name);
guint                   limner_recipe_get_n_steps      (LimnerRecipe      *self);
const LimnerRecipeStep *limner_recipe_get_step         (LimnerRecipe      *self,
                                                        guint              index);
void                    limner_recipe_add_step         (LimnerRecipe      *self,
                                                        LimnerRecipeStep  *step);
guint                   limner_recipe_find_first_step  (LimnerRecipe      *self,
                                                        gboolean           has_picture);

G_END_DECLS
