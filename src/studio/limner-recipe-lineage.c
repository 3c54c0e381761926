/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "edit/limner-edit-recipe.h"

#include "limner-recipe.h"

static LimnerGalleryItem *
find_item (GListModel *lineage,
           const char *id)
{
  guint n = g_list_model_get_n_items (lineage);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (lineage, i);

      if (g_strcmp0 (limner_gallery_item_get_id (item), id) == 0)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static gboolean
names_picture (JsonNode *node)
{
  const char *text;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      return json_array_get_length (array) > 0 && names_picture (json_array_get_element (array, 0));
    }

  text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  return text != NULL && g_str_has_prefix (text, "blob:");
}

/* What was asked of the model, but for the pictures, which the recipe gives it anew. The seed goes
 * too: who runs a recipe again wants another picture, not the same. */
static JsonObject *
make_values (LimnerGalleryItem *item)
{
  const char *text = limner_gallery_item_get_input (item);
  g_autoptr(JsonObject) input = NULL;
  JsonObject *values = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (text != NULL)
    input = limner_json_parse_object (text, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (input == NULL)
    return values;

  json_object_iter_init (&iter, input);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!names_picture (node) && !g_str_equal (name, "seed"))
        json_object_set_member (values, name, json_node_copy (node));
    }
  return values;
}

/* How far an extension went, as parts of what it began with. */
static gboolean
read_sides (LimnerGalleryItem *item,
            LimnerRecipeStep  *step)
{
  LimnerItemDetails *details = limner_gallery_item_get_details (item);
  g_autoptr(LimnerEditRecipe) edit = NULL;
  double width, height;

  if (details != NULL && details->recipe != NULL)
    edit = limner_edit_recipe_from_json (details->recipe, NULL);
  if (edit == NULL || edit->source_width <= 0 || edit->source_height <= 0)
    return FALSE;

  width = edit->source_width;
  height = edit->source_height;
  step->sides[0] = MAX (0, -edit->frame.x) / width;
  step->sides[1] = MAX (0, -edit->frame.y) / height;
  step->sides[2] = MAX (0, edit->frame.x + edit->frame.width - edit->source_width) / width;
  step->sides[3] = MAX (0, edit->frame.y + edit->frame.height - edit->source_height) / height;
  step->options.tone = edit->tone;
  step->options.prefill = edit->prefill;
  return TRUE;
}

static LimnerRecipeStep *
make_step (LimnerGalleryItem  *item,
           GError            **error)
{
  const char *operation = limner_gallery_item_get_operation (item);
  const char *server = limner_gallery_item_get_server (item);
  LimnerTasks task = limner_task_from_name (operation != NULL ? operation : "");
  g_autoptr(LimnerRecipeStep) step = NULL;

  if (task == LIMNER_TASK_NONE || server == NULL || limner_gallery_item_get_model (item) == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                   "It is not known how this picture was made");
      return NULL;
    }

  step = limner_recipe_step_new (task, server, limner_gallery_item_get_model (item));
  step->values = make_values (item);
  if (task == LIMNER_TASK_EDIT || task == LIMNER_TASK_ERASE ||
      (task == LIMNER_TASK_EXTEND && !read_sides (item, step)))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                   "A mask was painted by hand for this picture, which a recipe cannot repeat");
      return NULL;
    }
  return g_steal_pointer (&step);
}

/**
 * limner_recipe_new_from_lineage:
 * @item: a picture
 * @lineage: (element-type LimnerGalleryItem): what it was made from, as the library finds it
 * @error: return location for an error
 *
 * Makes a recipe of the steps that led to a picture; where one was made from several, the first
 * counts. It has no name yet.
 *
 * Returns: (transfer full) (nullable): the recipe; or %NULL with %LIMNER_ERROR_UNSUPPORTED if a
 *   step cannot be repeated
 */
LimnerRecipe *
limner_recipe_new_from_lineage (LimnerGalleryItem  *item,
                                GListModel         *lineage,
                                GError            **error)
{
  g_autoptr(LimnerRecipe) self = limner_recipe_new ("");
  g_autoptr(GPtrArray) steps = g_ptr_array_new ();
  g_autoptr(LimnerGalleryItem) at = NULL;
  gboolean failed = FALSE;

  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (item), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (lineage), NULL);

  at = g_object_ref (item);
  while (at != NULL && !failed && steps->len < LIMNER_RECIPE_MAX_STEPS)
    {
      const char * const *parents = limner_gallery_item_get_parents (at);
      const char *operation = limner_gallery_item_get_operation (at);
      g_autoptr(LimnerGalleryItem) parent = NULL;
      LimnerRecipeStep *step = NULL;

      /* What came from outside is where the recipe begins. */
      if (at != item && (operation == NULL || limner_gallery_item_get_model (at) == NULL))
        break;

      step = make_step (at, error);
      failed = step == NULL;
      if (step != NULL)
        g_ptr_array_add (steps, step);
      if (parents != NULL && parents[0] != NULL)
        parent = find_item (lineage, parents[0]);
      g_set_object (&at, parent);
    }

  for (guint i = steps->len; i > 0; i--)
    limner_recipe_add_step (self, steps->pdata[i - 1]);
  return failed ? NULL : g_steal_pointer (&self);
}
