/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture.h"

#include "limner-edit-recipe.h"

#define MAX_RECIPE_BYTES (64 * 1024)

G_DEFINE_BOXED_TYPE (LimnerEditRecipe, limner_edit_recipe, limner_edit_recipe_copy,
                     limner_edit_recipe_free)

static const char * const tone_names[] = { "off", "gentle", "strong" };
static const char * const prefill_names[] = { "smooth", "edge", "noise" };

static JsonNode *
rect_to_json (const LimnerRect *rect)
{
  g_autoptr(JsonArray) array = json_array_sized_new (4);

  json_array_add_int_element (array, rect->x);
  json_array_add_int_element (array, rect->y);
  json_array_add_int_element (array, rect->width);
  json_array_add_int_element (array, rect->height);
  return json_node_init_array (json_node_alloc (), array);
}

static gboolean
read_rect (JsonObject  *object,
           const char  *member,
           LimnerRect  *rect,
           GError     **error)
{
  JsonArray *array;
  gint64 values[4];

  if (!limner_json_require_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      JsonNode *node = i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;

      values[i] = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
    }

  if (ABS (values[0]) > LIMNER_PICTURE_MAX_SIDE || ABS (values[1]) > LIMNER_PICTURE_MAX_SIDE ||
      values[2] < 1 || values[2] > LIMNER_PICTURE_MAX_SIDE ||
      values[3] < 1 || values[3] > LIMNER_PICTURE_MAX_SIDE)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "“%s” is not a rectangle", member);
      return FALSE;
    }

  *rect = (LimnerRect) { (int) values[0], (int) values[1], (int) values[2], (int) values[3] };
  return TRUE;
}

static int
read_choice (JsonObject         *object,
             const char         *member,
             const char * const *names,
             gsize               n_names)
{
  const char *text = limner_json_get_string (object, member, names[0]);

  for (gsize i = 0; i < n_names; i++)
    {
      if (g_str_equal (text, names[i]))
        return (int) i;
    }
  return 0;
}

static int
read_pixels (JsonObject *object,
             const char *member)
{
  return (int) CLAMP (limner_json_get_int (object, member, 0), 0, LIMNER_PICTURE_MAX_SIDE);
}

static int
read_offset (JsonObject *object,
             const char *member)
{
  return (int) CLAMP (limner_json_get_int (object, member, 0), -LIMNER_PICTURE_MAX_SIDE,
                      LIMNER_PICTURE_MAX_SIDE);
}

/**
 * limner_edit_recipe_new:
 *
 * Makes a recipe with no picture yet that matches tones gently and aligns.
 *
 * Returns: (transfer full): the recipe
 */
LimnerEditRecipe *
limner_edit_recipe_new (void)
{
  LimnerEditRecipe *self = g_new0 (LimnerEditRecipe, 1);

  self->tone = LIMNER_EDIT_TONE_GENTLE;
  self->align = TRUE;
  return self;
}

/**
 * limner_edit_recipe_copy:
 * @self: a recipe
 *
 * Copies a recipe.
 *
 * Returns: (transfer full): the copy
 */
LimnerEditRecipe *
limner_edit_recipe_copy (const LimnerEditRecipe *self)
{
  LimnerEditRecipe *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->source = g_strdup (self->source);
  copy->mask = g_strdup (self->mask);
  copy->answer = g_strdup (self->answer);
  return copy;
}

/**
 * limner_edit_recipe_free:
 * @self: (transfer full): a recipe
 *
 * Frees a recipe.
 */
void
limner_edit_recipe_free (LimnerEditRecipe *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->mask, g_free);
  g_clear_pointer (&self->answer, g_free);
  g_free (self);
}

/**
 * limner_edit_recipe_from_json:
 * @json: what limner_edit_recipe_to_json() wrote, perhaps tampered with since
 * @error: return location for an error
 *
 * Reads a recipe.
 *
 * Returns: (transfer full) (nullable): the recipe, or %NULL with %LIMNER_ERROR_BAD_REPLY
 */
LimnerEditRecipe *
limner_edit_recipe_from_json (const char  *json,
                              GError     **error)
{
  g_autoptr(LimnerEditRecipe) self = NULL;
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  object = limner_json_parse_object (json, (gsize) -1, MAX_RECIPE_BYTES, error);
  if (object == NULL)
    return NULL;

  self = limner_edit_recipe_new ();
  if (!read_rect (object, "frame", &self->frame, error) ||
      !read_rect (object, "box", &self->box, error))
    return NULL;

  self->source = g_strdup (limner_json_get_string (object, "source", NULL));
  self->mask = g_strdup (limner_json_get_string (object, "mask", NULL));
  self->answer = g_strdup (limner_json_get_string (object, "answer", NULL));
  self->mask_x = read_pixels (object, "mask_x");
  self->mask_y = read_pixels (object, "mask_y");
  self->origin_x = read_offset (object, "origin_x");
  self->origin_y = read_offset (object, "origin_y");
  self->source_width = read_pixels (object, "source_width");
  self->source_height = read_pixels (object, "source_height");
  self->sent_width = MAX (1, read_pixels (object, "sent_width"));
  self->sent_height = MAX (1, read_pixels (object, "sent_height"));
  self->grow = read_pixels (object, "grow");
  self->feather = read_pixels (object, "feather");
  self->reach = read_pixels (object, "reach");
  self->overlap = read_pixels (object, "overlap");
  self->tone = read_choice (object, "tone", tone_names, G_N_ELEMENTS (tone_names));
  self->prefill = read_choice (object, "prefill", prefill_names, G_N_ELEMENTS (prefill_names));
  self->align = limner_json_get_boolean (object, "align", TRUE);
  self->follows = limner_json_get_boolean (object, "follows", FALSE);
  return g_steal_pointer (&self);
}

/**
 * limner_edit_recipe_to_json:
 * @self: a recipe
 *
 * Writes a recipe, for the journal, the gallery and a picture's own record.
 *
 * Returns: (transfer full): JSON text
 */
char *
limner_edit_recipe_to_json (const LimnerEditRecipe *self)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (self->source != NULL)
    json_object_set_string_member (object, "source", self->source);
  if (self->mask != NULL)
    json_object_set_string_member (object, "mask", self->mask);
  if (self->answer != NULL)
    json_object_set_string_member (object, "answer", self->answer);
  if (self->mask_x != 0 || self->mask_y != 0)
    {
      json_object_set_int_member (object, "mask_x", self->mask_x);
      json_object_set_int_member (object, "mask_y", self->mask_y);
    }
  if (self->origin_x != 0 || self->origin_y != 0)
    {
      json_object_set_int_member (object, "origin_x", self->origin_x);
      json_object_set_int_member (object, "origin_y", self->origin_y);
    }
  json_object_set_int_member (object, "source_width", self->source_width);
  json_object_set_int_member (object, "source_height", self->source_height);
  json_object_set_member (object, "frame", rect_to_json (&self->frame));
  json_object_set_member (object, "box", rect_to_json (&self->box));
  json_object_set_int_member (object, "sent_width", self->sent_width);
  json_object_set_int_member (object, "sent_height", self->sent_height);
  json_object_set_int_member (object, "grow", self->grow);
  json_object_set_int_member (object, "feather", self->feather);
  json_object_set_int_member (object, "reach", self->reach);
  json_object_set_int_member (object, "overlap", self->overlap);
  json_object_set_string_member (object, "tone", tone_names[self->tone]);
  json_object_set_string_member (object, "prefill", prefill_names[self->prefill]);
  json_object_set_boolean_member (object, "align", self->align);
  if (self->follows)
    json_object_set_boolean_member (object, "follows", TRUE);
  return limner_json_object_to_string (object, FALSE);
}

/* Spreads what an axis is to gain over its two ends as the guess did. */
static void
settle_axis (int *at,
             int *size,
             int  source,
             int  settled)
{
  int before = MAX (0, -*at), after = MAX (0, *at + *size - source);
  int gain = CLAMP (settled, source, LIMNER_PICTURE_MAX_SIDE) - source;

  *at = -(int) ((gint64) gain * before / MAX (1, before + after));
  *size = source + gain;
}

/**
 * limner_edit_recipe_follow:
 * @self: a recipe
 * @width: of the answer, in pixels
 * @height: of the answer, in pixels
 *
 * Settles how far a model has extended, where only its answer tells: a picture that was extended to
 * the sides has kept its height, so the answer's proportions give its width. A picture that was
 * extended both ways leaves the question open, and the guess stands.
 */
void
limner_edit_recipe_follow (LimnerEditRecipe *self,
                           int               width,
                           int               height)
{
  LimnerRect *frame;
  gboolean is_wider, is_higher;

  g_return_if_fail (self != NULL && width > 0 && height > 0);

  frame = &self->frame;
  is_wider = frame->width > self->source_width;
  is_higher = frame->height > self->source_height;
  if (!self->follows || self->source_width <= 0 || self->source_height <= 0)
    return;

  if (is_wider && !is_higher)
    settle_axis (&frame->x, &frame->width, self->source_width,
                 (int) ((gint64) self->source_height * width / height));
  else if (is_higher && !is_wider)
    settle_axis (&frame->y, &frame->height, self->source_height,
                 (int) ((gint64) self->source_width * height / width));
  self->box = *frame;
  self->follows = FALSE;
}
