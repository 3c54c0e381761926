/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "paint/limner-frame.h"
#include "store/limner-item-details.h"

#include "limner-recipe.h"

/* No side of a picture is extended by more than this many times its own size in one step. */
#define MAX_SIDE_PARTS 8.0

/**
 * LimnerRecipe:
 *
 * What is done to a picture, step by step, under a name: generate, upscale, export. Each step is a
 * task with a model and its values; roles decide which input gets the picture, so a recipe outlives
 * a change of model. It is kept as JSON.
 */
struct _LimnerRecipe
{
  GObject    parent_instance;

  /* Owned */
  char      *name;
  GPtrArray *steps;      /* of LimnerRecipeStep */
};

static const char * const side_names[] = { "left", "top", "right", "bottom" };
static const char * const privacy_names[] = { "everything", "credit", "nothing" };
static const char * const format_names[] = { "png", "jpeg", "webp" };

G_DEFINE_FINAL_TYPE (LimnerRecipe, limner_recipe, G_TYPE_OBJECT)

/**
 * limner_recipe_step_new:
 * @task: one task
 * @server: id of the server
 * @model: `owner/name` or `owner/name:version`
 *
 * Makes a step that runs a model with its defaults.
 *
 * Returns: (transfer full): the step
 */
LimnerRecipeStep *
limner_recipe_step_new (LimnerTasks  task,
                        const char  *server,
                        const char  *model)
{
  static const LimnerEditOptions options = LIMNER_EDIT_OPTIONS_INIT;
  LimnerRecipeStep *step;

  g_return_val_if_fail (task != LIMNER_TASK_NONE, NULL);
  g_return_val_if_fail (server != NULL && model != NULL, NULL);

  step = g_new0 (LimnerRecipeStep, 1);
  step->task = task;
  step->server = g_strdup (server);
  step->model = g_strdup (model);
  step->options = options;
  return step;
}

/**
 * limner_recipe_step_new_export:
 * @options: how
 * @folder: (nullable): an absolute path, or %NULL for `Exports` in the folder of pictures
 *
 * Makes a step that saves a copy of the picture to be given away.
 *
 * Returns: (transfer full): the step
 */
LimnerRecipeStep *
limner_recipe_step_new_export (const LimnerExportOptions *options,
                               const char                *folder)
{
  LimnerRecipeStep *step;

  g_return_val_if_fail (options != NULL, NULL);

  step = g_new0 (LimnerRecipeStep, 1);
  step->task = LIMNER_TASK_NONE;
  step->export = *options;
  step->folder = g_strdup (folder);
  return step;
}

/**
 * limner_recipe_step_set_sides:
 * @step: a step
 * @from: where the picture lies that is extended
 * @to: where the larger one lies, in the same pixels
 * @width: what the sides are parts of, in pixels: the width of the picture that the step is given
 * @height: its height
 *
 * Says how far an extension goes.
 */
void
limner_recipe_step_set_sides (LimnerRecipeStep *step,
                              const LimnerRect *from,
                              const LimnerRect *to,
                              double            width,
                              double            height)
{
  g_return_if_fail (step != NULL && from != NULL && to != NULL);

  step->sides[0] = (from->x - to->x) / width;
  step->sides[1] = (from->y - to->y) / height;
  step->sides[2] = (to->x + to->width - from->x - from->width) / width;
  step->sides[3] = (to->y + to->height - from->y - from->height) / height;
}

/**
 * limner_recipe_step_get_frame:
 * @step: a step
 * @width: of the picture that it is given, in pixels
 * @height: of that picture
 * @frame: (out): the frame of what it makes, in the picture's pixels
 *
 * Tells how far an extension goes; all else keeps to the picture.
 */
void
limner_recipe_step_get_frame (const LimnerRecipeStep *step,
                              int                     width,
                              int                     height,
                              LimnerRect             *frame)
{
  LimnerFrame whole;

  g_return_if_fail (step != NULL && frame != NULL);

  limner_frame_init (&whole, width, height);
  if (step->task == LIMNER_TASK_EXTEND)
    {
      const LimnerFrameSides sides = {
        .left = (int) (step->sides[0] * width + 0.5),
        .top = (int) (step->sides[1] * height + 0.5),
        .right = (int) (step->sides[2] * width + 0.5),
        .bottom = (int) (step->sides[3] * height + 0.5),
      };

      limner_frame_set_sides (&whole, &sides);
    }
  *frame = whole.area;
}

static gboolean
has_sides (const LimnerRecipeStep *step)
{
  return step->sides[0] > 0.0 || step->sides[1] > 0.0 || step->sides[2] > 0.0 ||
         step->sides[3] > 0.0;
}

/**
 * limner_recipe_step_make_mask:
 * @step: a step
 * @width: of the picture that it is given, in pixels
 * @height: of that picture
 *
 * Makes the mask of an edit that paints along the sides of a picture.
 *
 * Returns: (transfer full) (nullable): the mask, or %NULL for all other steps and without memory
 */
LimnerPlane *
limner_recipe_step_make_mask (const LimnerRecipeStep *step,
                              int                     width,
                              int                     height)
{
  LimnerPlane *mask;
  int left, top, right, bottom;

  g_return_val_if_fail (step != NULL && width > 0 && height > 0, NULL);

  if (step->task != LIMNER_TASK_EDIT || !has_sides (step))
    return NULL;
  mask = limner_plane_new (width, height);
  if (mask == NULL)
    return NULL;

  left = MIN (width, (int) (step->sides[0] * width + 0.5));
  top = (int) (step->sides[1] * height + 0.5);
  right = MIN (width - left, (int) (step->sides[2] * width + 0.5));
  bottom = (int) (step->sides[3] * height + 0.5);
  for (int y = 0; y < height; y++)
    {
      guint8 *row = limner_plane_get_pixels (mask) + (gsize) y * limner_plane_get_stride (mask);

      if (y < top || y >= height - bottom)
        memset (row, 255, (gsize) width);
      memset (row, 255, (gsize) left);
      memset (row + width - right, 255, (gsize) right);
    }
  return mask;
}

/**
 * limner_recipe_step_free:
 * @step: (transfer full): a step
 *
 * Frees a step.
 */
void
limner_recipe_step_free (LimnerRecipeStep *step)
{
  g_return_if_fail (step != NULL);

  g_clear_pointer (&step->server, g_free);
  g_clear_pointer (&step->model, g_free);
  g_clear_pointer (&step->values, json_object_unref);
  g_clear_pointer (&step->folder, g_free);
  g_free (step);
}

static void
limner_recipe_finalize (GObject *object)
{
  LimnerRecipe *self = LIMNER_RECIPE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_recipe_parent_class)->finalize (object);
}

static void
limner_recipe_class_init (LimnerRecipeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_recipe_finalize;
}

static void
limner_recipe_init (LimnerRecipe *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_recipe_step_free);
}

/**
 * limner_recipe_new:
 * @name: what it is called
 *
 * Makes a recipe without a step.
 *
 * Returns: (transfer full): the recipe
 */
LimnerRecipe *
limner_recipe_new (const char *name)
{
  LimnerRecipe *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_RECIPE, NULL);
  self->name = g_strdup (name);
  return self;
}

static int
find_name (const char * const *names,
           gsize               n_names,
           const char         *name,
           int                 fallback)
{
  for (gsize i = 0; name != NULL && i < n_names; i++)
    {
      if (g_str_equal (names[i], name))
        return (int) i;
    }
  return fallback;
}

static LimnerRecipeStep *
read_export (JsonObject *object)
{
  LimnerExportOptions options = { 0 };
  const char *folder = limner_json_get_string (object, "folder", NULL);
  int format = find_name (format_names, G_N_ELEMENTS (format_names),
                          limner_json_get_string (object, "format", NULL), -1);

  options.convert = format >= 0;
  options.format = (LimnerPictureFormat) MAX (format, 0);
  options.quality = (int) CLAMP (limner_json_get_int (object, "quality", 92), 1, 100);
  options.max_side = (int) CLAMP (limner_json_get_int (object, "max_side", 0), 0,
                                  LIMNER_PICTURE_MAX_SIDE);
  options.privacy = find_name (privacy_names, G_N_ELEMENTS (privacy_names),
                               limner_json_get_string (object, "privacy", NULL),
                               LIMNER_EXPORT_EVERYTHING);
  if (folder != NULL && !g_path_is_absolute (folder))
    folder = NULL;
  return limner_recipe_step_new_export (&options, folder);
}

static LimnerRecipeStep *
read_step (JsonObject *object)
{
  const char *name = limner_json_get_string (object, "task", "");
  const char *server = limner_json_get_string (object, "server", NULL);
  const char *model = limner_json_get_string (object, "model", NULL);
  JsonObject *values = limner_json_get_object (object, "values");
  JsonObject *sides = limner_json_get_object (object, "extend");
  LimnerTasks task = limner_task_from_name (name);
  LimnerRecipeStep *step;

  if (g_str_equal (name, "export"))
    return read_export (object);
  if (task == LIMNER_TASK_NONE || server == NULL || model == NULL)
    return NULL;

  step = limner_recipe_step_new (task, server, model);
  if (values != NULL)
    step->values = json_object_ref (values);
  limner_edit_options_from_json (&step->options, limner_json_get_object (object, "options"));
  for (int i = 0; sides != NULL && i < 4; i++)
    {
      double part = limner_json_get_double (sides, side_names[i], 0.0);

      step->sides[i] = isfinite (part) ? CLAMP (part, 0.0, MAX_SIDE_PARTS) : 0.0;
    }
  return step;
}

/**
 * limner_recipe_new_from_json:
 * @json: what limner_recipe_to_json() wrote, perhaps by hand
 * @error: return location for an error
 *
 * Reads a recipe.
 *
 * Returns: (transfer full) (nullable): the recipe, or %NULL with %LIMNER_ERROR_BAD_REPLY
 */
LimnerRecipe *
limner_recipe_new_from_json (const char  *json,
                             GError     **error)
{
  g_autoptr(LimnerRecipe) self = NULL;
  g_autoptr(JsonObject) object = NULL;
  JsonArray *steps;
  guint n;

  g_return_val_if_fail (json != NULL, NULL);

  object = limner_json_parse_object (json, (gsize) -1, LIMNER_STORE_MAX_JSON, error);
  if (object == NULL)
    return NULL;

  self = limner_recipe_new (limner_json_get_string (object, "name", ""));
  steps = limner_json_get_array (object, "steps");
  n = steps != NULL ? json_array_get_length (steps) : 0;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (steps, i);
      LimnerRecipeStep *step = NULL;

      if (i < LIMNER_RECIPE_MAX_STEPS && JSON_NODE_HOLDS_OBJECT (node))
        step = read_step (json_node_get_object (node));
      if (step == NULL)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                       "Step %u of this recipe cannot be read", i + 1);
          return NULL;
        }
      g_ptr_array_add (self->steps, step);
    }

  if (self->steps->len == 0)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "This recipe has no steps");
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
write_export (const LimnerRecipeStep *step,
              JsonObject             *object)
{
  json_object_set_string_member (object, "task", "export");
  if (step->export.convert && step->export.format < G_N_ELEMENTS (format_names))
    json_object_set_string_member (object, "format", format_names[step->export.format]);
  json_object_set_int_member (object, "quality", step->export.quality);
  json_object_set_int_member (object, "max_side", step->export.max_side);
  json_object_set_string_member (object, "privacy", privacy_names[step->export.privacy]);
  if (step->folder != NULL)
    json_object_set_string_member (object, "folder", step->folder);
}

static JsonObject *
write_step (const LimnerRecipeStep *step)
{
  JsonObject *object = json_object_new ();
  JsonObject *sides;

  if (step->task == LIMNER_TASK_NONE)
    {
      write_export (step, object);
      return object;
    }

  json_object_set_string_member (object, "task", limner_task_get_name (step->task));
  json_object_set_string_member (object, "server", step->server);
  json_object_set_string_member (object, "model", step->model);
  if (step->values != NULL)
    json_object_set_object_member (object, "values", json_object_ref (step->values));
  json_object_set_object_member (object, "options", limner_edit_options_to_json (&step->options));
  if (step->task == LIMNER_TASK_EXTEND || has_sides (step))
    {
      sides = json_object_new ();
      for (int i = 0; i < 4; i++)
        json_object_set_double_member (sides, side_names[i], step->sides[i]);
      json_object_set_object_member (object, "extend", sides);
    }
  return object;
}

/**
 * limner_recipe_to_json:
 * @self: a recipe
 *
 * Writes a recipe.
 *
 * Returns: (transfer full): JSON text
 */
char *
limner_recipe_to_json (LimnerRecipe *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *steps = json_array_new ();

  g_return_val_if_fail (LIMNER_IS_RECIPE (self), NULL);

  json_object_set_string_member (object, "name", self->name);
  for (guint i = 0; i < self->steps->len; i++)
    json_array_add_object_element (steps, write_step (self->steps->pdata[i]));
  json_object_set_array_member (object, "steps", steps);
  return limner_json_object_to_string (object, FALSE);
}

/**
 * limner_recipe_get_name:
 * @self: a recipe
 *
 * Gets what it is called.
 *
 * Returns: (transfer none): the name
 */
const char *
limner_recipe_get_name (LimnerRecipe *self)
{
  g_return_val_if_fail (LIMNER_IS_RECIPE (self), NULL);

  return self->name;
}

/**
 * limner_recipe_set_name:
 * @self: a recipe
 * @name: what it is called
 *
 * Names it.
 */
void
limner_recipe_set_name (LimnerRecipe *self,
                        const char   *name)
{
  g_return_if_fail (LIMNER_IS_RECIPE (self));
  g_return_if_fail (name != NULL);

  if (name == self->name)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
}

/**
 * limner_recipe_get_n_steps:
 * @self: a recipe
 *
 * Counts its steps.
 *
 * Returns: how many there are
 */
guint
limner_recipe_get_n_steps (LimnerRecipe *self)
{
  g_return_val_if_fail (LIMNER_IS_RECIPE (self), 0);

  return self->steps->len;
}

/**
 * limner_recipe_get_step:
 * @self: a recipe
 * @index: which, from 0
 *
 * Gets a step.
 *
 * Returns: (transfer none): the step
 */
const LimnerRecipeStep *
limner_recipe_get_step (LimnerRecipe *self,
                        guint         index)
{
  g_return_val_if_fail (LIMNER_IS_RECIPE (self), NULL);
  g_return_val_if_fail (index < self->steps->len, NULL);

  return self->steps->pdata[index];
}

/**
 * limner_recipe_add_step:
 * @self: a recipe
 * @step: (transfer full): what is done after all others
 *
 * Adds a step at the end.
 */
void
limner_recipe_add_step (LimnerRecipe     *self,
                        LimnerRecipeStep *step)
{
  g_return_if_fail (LIMNER_IS_RECIPE (self));
  g_return_if_fail (step != NULL);
  g_return_if_fail (self->steps->len < LIMNER_RECIPE_MAX_STEPS);

  g_ptr_array_add (self->steps, step);
}

/**
 * limner_recipe_find_first_step:
 * @self: a recipe
 * @has_picture: whether there is a picture to begin with
 *
 * Tells where a run begins: with a picture at hand, nothing is generated first.
 *
 * Returns: the index of a step; the number of steps if none of them can begin so
 */
guint
limner_recipe_find_first_step (LimnerRecipe *self,
                               gboolean      has_picture)
{
  g_return_val_if_fail (LIMNER_IS_RECIPE (self), 0);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const LimnerRecipeStep *step = self->steps->pdata[i];
      gboolean generates = step->task == LIMNER_TASK_GENERATE;

      if (generates != has_picture)
        return i;
      if (!has_picture)
        break;
    }
  return self->steps->len;
}
