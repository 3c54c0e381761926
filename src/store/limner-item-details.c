/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-item-details.h"

typedef struct
{
  LimnerItemDetails details;   /* first, so that a pointer to one is a pointer to the other */
  gatomicrefcount   ref_count;
} Counted;

G_DEFINE_BOXED_TYPE (LimnerItemDetails, limner_item_details, limner_item_details_ref,
                     limner_item_details_unref)

/**
 * limner_item_details_new:
 *
 * Makes an empty description, to be filled and then left as it is.
 *
 * Returns: (transfer full): the description
 */
LimnerItemDetails *
limner_item_details_new (void)
{
  Counted *counted = g_new0 (Counted, 1);

  g_atomic_ref_count_init (&counted->ref_count);
  counted->details.cost = NAN;
  counted->details.predict_time = NAN;
  return &counted->details;
}

/**
 * limner_item_details_ref:
 * @self: a description
 *
 * Takes a reference, from any thread.
 *
 * Returns: (transfer full): @self
 */
LimnerItemDetails *
limner_item_details_ref (LimnerItemDetails *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((Counted *) self)->ref_count);
  return self;
}

/**
 * limner_item_details_unref:
 * @self: (transfer full): a description
 *
 * Drops a reference, from any thread.
 */
void
limner_item_details_unref (LimnerItemDetails *self)
{
  Counted *counted = (Counted *) self;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&counted->ref_count))
    return;

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->mime, g_free);
  g_clear_pointer (&self->prompt, g_free);
  g_clear_pointer (&self->prompt_typed, g_free);
  g_clear_pointer (&self->negative_prompt, g_free);
  g_clear_pointer (&self->seed, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->operation, g_free);
  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->recipe, g_free);
  g_clear_pointer (&self->raw, g_free);
  g_clear_pointer (&self->parents, g_strfreev);
  g_clear_pointer (&self->job, g_free);
  g_clear_pointer (&self->prediction, g_free);
  g_clear_pointer (&self->cost_source, g_free);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->notes, g_free);
  g_free (counted);
}

/**
 * limner_item_details_copy:
 * @self: a description
 *
 * Makes a copy that may be changed until it is shared.
 *
 * Returns: (transfer full): the copy
 */
LimnerItemDetails *
limner_item_details_copy (LimnerItemDetails *self)
{
  LimnerItemDetails *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = limner_item_details_new ();
  *copy = *self;
  copy->path = g_strdup (self->path);
  copy->sha256 = g_strdup (self->sha256);
  copy->mime = g_strdup (self->mime);
  copy->prompt = g_strdup (self->prompt);
  copy->prompt_typed = g_strdup (self->prompt_typed);
  copy->negative_prompt = g_strdup (self->negative_prompt);
  copy->seed = g_strdup (self->seed);
  copy->model = g_strdup (self->model);
  copy->version = g_strdup (self->version);
  copy->server = g_strdup (self->server);
  copy->operation = g_strdup (self->operation);
  copy->input = g_strdup (self->input);
  copy->recipe = g_strdup (self->recipe);
  copy->raw = g_strdup (self->raw);
  copy->parents = g_strdupv (self->parents);
  copy->job = g_strdup (self->job);
  copy->prediction = g_strdup (self->prediction);
  copy->cost_source = g_strdup (self->cost_source);
  copy->tags = g_strdupv (self->tags);
  copy->notes = g_strdup (self->notes);
  return copy;
}

static void
add_input (GChecksum  *checksum,
           const char *input)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GList) members = NULL;

  if (input == NULL)
    return;
  object = limner_json_parse_object (input, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (object == NULL)
    return;

  members = g_list_sort (json_object_get_members (object), (GCompareFunc) g_strcmp0);
  for (GList *l = members; l != NULL; l = l->next)
    {
      const char *name = l->data;
      g_autofree char *value = NULL;

      if (g_str_equal (name, "seed"))
        continue;
      value = limner_json_to_string (json_object_get_member (object, name), FALSE);
      g_checksum_update (checksum, (const guchar *) name, -1);
      g_checksum_update (checksum, (const guchar *) "=", 1);
      g_checksum_update (checksum, (const guchar *) value, -1);
    }
}

/**
 * limner_item_details_get_stack:
 * @self: a description
 *
 * Gives the number that variants share: pictures of the same model and inputs but for the seed.
 *
 * Returns: a number other than 0; or 0 where the inputs are not known, which stacks with nothing
 */
gint64
limner_item_details_get_stack (const LimnerItemDetails *self)
{
  g_autoptr(GChecksum) checksum = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 number = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->model == NULL || self->input == NULL)
    return 0;

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) self->model, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  add_input (checksum, self->input);
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < 8; i++)
    number = number << 8 | digest[i];
  return (gint64) ((number & G_MAXINT64) | 1);
}

/* The first of some inputs that is there, as a number. */
static double
find_number (JsonObject         *input,
             const char * const *names)
{
  for (; *names != NULL; names++)
    {
      double number = limner_json_get_double (input, *names, NAN);

      if (!isnan (number))
        return number;
    }
  return NAN;
}

/**
 * limner_item_details_get_numbers:
 * @self: a description
 * @numbers: (out caller-allocates): filled; to be cleared with limner_item_numbers_clear()
 *
 * Finds the inputs that are searched for among those that were sent.
 */
void
limner_item_details_get_numbers (const LimnerItemDetails *self,
                                 LimnerItemNumbers       *numbers)
{
  static const char * const steps[] = { "num_inference_steps", "steps", "num_steps", NULL };
  static const char * const guidance[] = { "guidance_scale", "guidance", "cfg", NULL };
  static const char * const strength[] = { "prompt_strength", "strength", NULL };
  g_autoptr(JsonObject) input = NULL;
  const char *sampler;

  g_return_if_fail (self != NULL && numbers != NULL);

  *numbers = (LimnerItemNumbers) { NAN, NAN, NAN, NULL, FALSE };
  numbers->masked = (self->recipe != NULL && strstr (self->recipe, "\"mask\":") != NULL) ||
                    (self->input != NULL && strstr (self->input, "\"mask\":") != NULL);
  if (self->input != NULL)
    input = limner_json_parse_object (self->input, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (input == NULL)
    return;

  numbers->steps = find_number (input, steps);
  numbers->guidance = find_number (input, guidance);
  numbers->strength = find_number (input, strength);
  sampler = limner_json_get_string (input, "scheduler", NULL);
  if (sampler == NULL)
    sampler = limner_json_get_string (input, "sampler", NULL);
  numbers->sampler = g_strdup (sampler);
}

/**
 * limner_item_numbers_clear:
 * @self: numbers
 *
 * Frees what @self holds.
 */
void
limner_item_numbers_clear (LimnerItemNumbers *self)
{
  g_clear_pointer (&self->sampler, g_free);
}
