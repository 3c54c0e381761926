/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store.h"
#include "studio/limner-recipe.h"

G_BEGIN_DECLS

/**
 * LimnerRecipeRun:
 * @recipe: the recipe that was chosen
 * @parent: (nullable): id of the gallery item to begin with
 * @user_data: as given
 *
 * Runs a recipe.
 */
typedef void (*LimnerRecipeRun) (LimnerRecipe *recipe,
                                 const char   *parent,
                                 gpointer      user_data);

char *limner_recipe_describe    (LimnerRecipe    *recipe) G_GNUC_WARN_UNUSED_RESULT;
void  limner_recipe_dialog_save (GtkWindow       *parent,
                                 LimnerStore     *store,
                                 LimnerRecipe    *recipe);
void  limner_recipe_dialog_run  (GtkWindow       *parent,
                                 LimnerStore     *store,
                                 const char      *item,
                                 LimnerRecipeRun  run,
                                 gpointer         user_data);

G_END_DECLS
