/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-model-limits.h"

/* Families of models by a part of their name, most particular first. Sizes are those that the
 * models were trained on, as their cards say: Stable Diffusion 1.5 and its inpainting model 512²
 * (model cards of runwayml), SDXL 1024² (Podell et al., 2023, "SDXL", table of multi-aspect sizes),
 * FLUX.1 about 1 MP with sides in steps of 16 up to 1440 (the API schemas of black-forest-labs),
 * Stable Diffusion 3 1 MP in steps of 64 (its model card), Kandinsky 2 768² (its README), the
 * CompVis glid-3-xl family 256² (its README), latent consistency 768² (the card of
 * Dreamshaper v7), Ideogram about 1 MP (its own list of resolutions).
 */
static const struct
{
  const char       *part;
  LimnerEditLimits  limits;
} families[] = {
  { "limner/", { 0, 1, 8192, 0.0 } },
  { "flux-fill", { 1024 * 1024, 32, 1536, 3.0 } },
  { "flux", { 1024 * 1024, 16, 1440, 2.5 } },
  { "ideogram", { 1024 * 1024, 8, 1536, 3.0 } },
  { "stable-diffusion-3", { 1024 * 1024, 64, 1536, 2.4 } },
  { "sdxl", { 1024 * 1024, 8, 1536, 2.4 } },
  { "playground-v2", { 1024 * 1024, 8, 1536, 2.4 } },
  { "kandinsky", { 768 * 768, 64, 1024, 2.0 } },
  { "latent-consistency", { 768 * 768, 8, 1024, 2.0 } },
  { "glid-3-xl", { 256 * 256, 32, 512, 2.0 } },
  { "laion-ai/erlich", { 256 * 256, 32, 512, 2.0 } },
  { "laion-ai/ongo", { 256 * 256, 32, 512, 2.0 } },
  { "laion-ai/puck", { 256 * 256, 32, 512, 2.0 } },
  { "stable-diffusion", { 512 * 512, 64, 768, 1.5 } },
  { "lama", { 0, 8, 2048, 0.0 } },
  { "remove-object", { 0, 8, 2048, 0.0 } },
};

static const LimnerEditLimits usual = { 1024 * 1024, 8, 1536, 2.5 };

static gboolean
read_side (LimnerSchema *schema,
           LimnerRole    role,
           double       *side)
{
  LimnerField *field = limner_schema_find_role (schema, role);
  JsonNode *value = field != NULL ? limner_field_get_default (field) : NULL;

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) ||
      (json_node_get_value_type (value) != G_TYPE_INT64 &&
       json_node_get_value_type (value) != G_TYPE_DOUBLE))
    return FALSE;

  *side = json_node_get_double (value);
  return *side >= 64.0 && *side <= 4096.0;
}

static void
take_area (LimnerEditLimits *limits,
           double            width,
           double            height)
{
  *limits = usual;
  limits->best_area = (gint64) (width * height);
  limits->max_side = (int) (1.5 * sqrt (width * height));
}

static gboolean
read_from_schema (LimnerSchema     *schema,
                  LimnerEditLimits *limits)
{
  LimnerField *width_field = limner_schema_find_role (schema, LIMNER_ROLE_WIDTH);
  double width, height, most;

  if (!read_side (schema, LIMNER_ROLE_WIDTH, &width) ||
      !read_side (schema, LIMNER_ROLE_HEIGHT, &height))
    return FALSE;

  take_area (limits, width, height);
  limits->multiple = MAX (8, (int) limner_field_get_multiple (width_field));
  if (limner_field_get_maximum (width_field, &most) && most >= 64.0)
    limits->max_side = (int) MIN (limits->max_side, most);
  return TRUE;
}

static gboolean
is_side (double side)
{
  return side >= 64.0 && side <= 4096.0;
}

static double
read_example_side (LimnerSchema *schema,
                   LimnerRole    role,
                   JsonObject   *example,
                   const char   *fallback)
{
  LimnerField *field = schema != NULL ? limner_schema_find_role (schema, role) : NULL;

  return limner_json_get_double (example, field != NULL ? limner_field_get_name (field) : fallback,
                                 0.0);
}

/* "768x1024", "768 × 1024", "768*1024" */
static gboolean
read_size (const char *text,
           double     *width,
           double     *height)
{
  char *end;

  *width = (double) g_ascii_strtoull (text, &end, 10);
  while (g_ascii_isspace (*end))
    end++;
  if (*end == 'x' || *end == 'X' || *end == '*')
    end++;
  else if (g_str_has_prefix (end, "×"))
    end += strlen ("×");
  else
    return FALSE;
  *height = (double) g_ascii_strtoull (end, &end, 10);
  return *end == '\0' && is_side (*width) && is_side (*height);
}

/* "1 MP", "0.25 MP"; "2K", which is said of a square of so many times 1024. */
static gboolean
read_amount (const char *text,
             double     *width,
             double     *height)
{
  char *end;
  double amount = g_ascii_strtod (text, &end);

  while (g_ascii_isspace (*end))
    end++;
  if (g_ascii_strcasecmp (end, "mp") == 0)
    *width = *height = 1024.0 * sqrt (MAX (amount, 0.0));
  else if (g_ascii_strcasecmp (end, "k") == 0)
    *width = *height = 1024.0 * amount;
  else
    return FALSE;
  return is_side (*width);
}

/* An example says how large its picture was asked for: in two numbers, or in one word. A ratio
 * alone tells no size. */
static gboolean
read_from_example (LimnerSchema     *schema,
                   JsonObject       *example,
                   LimnerEditLimits *limits)
{
  double width = read_example_side (schema, LIMNER_ROLE_WIDTH, example, "width");
  double height = read_example_side (schema, LIMNER_ROLE_HEIGHT, example, "height");
  gboolean found = is_side (width) && is_side (height);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, example);
  while (!found && json_object_iter_next (&iter, &name, &node))
    {
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      found = text != NULL && (read_size (text, &width, &height) ||
                               read_amount (text, &width, &height));
    }
  if (found)
    take_area (limits, width, height);
  return found;
}

/**
 * limner_model_limits_find:
 * @reference: `owner/name`
 * @schema: (nullable): its schema
 * @example: (nullable): the inputs of its published example
 * @limits: (out): what it works well with
 *
 * Tells in which size a model sees a picture best: by its family, else by the defaults of its own
 * width and height, else by the size that its example was asked for, else a megapixel.
 */
void
limner_model_limits_find (const char       *reference,
                          LimnerSchema     *schema,
                          JsonObject       *example,
                          LimnerEditLimits *limits)
{
  g_autofree char *name = NULL;

  g_return_if_fail (reference != NULL && limits != NULL);

  name = g_ascii_strdown (reference, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      if (strstr (name, families[i].part) != NULL)
        {
          *limits = families[i].limits;
          return;
        }
    }

  if ((schema == NULL || !read_from_schema (schema, limits)) &&
      (example == NULL || !read_from_example (schema, example, limits)))
    *limits = usual;
}
