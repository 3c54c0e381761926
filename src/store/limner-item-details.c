/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-item-details.h"
#include "limner-store-rows.h"

#define MAX_SHORT_TEXT 4096

/* The columns of #LIMNER_STORE_ITEM_COLUMNS, in that order; parents are rows of another table. */
static const LimnerColumn columns[] = {
  LIMNER_ROW_INT64 (LimnerItemDetails, id),
  LIMNER_ROW_TEXT (LimnerItemDetails, path, MAX_SHORT_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, sha256, 64),
  LIMNER_ROW_TEXT (LimnerItemDetails, mime, 255),
  LIMNER_ROW_INT64 (LimnerItemDetails, size),
  LIMNER_ROW_INT (LimnerItemDetails, width, 0, G_MAXINT),
  LIMNER_ROW_INT (LimnerItemDetails, height, 0, G_MAXINT),
  LIMNER_ROW_INT64 (LimnerItemDetails, created),
  LIMNER_ROW_TEXT (LimnerItemDetails, prompt, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, prompt_typed, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, negative_prompt, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, seed, 64),
  LIMNER_ROW_TEXT (LimnerItemDetails, model, MAX_SHORT_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, version, MAX_SHORT_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, server, MAX_SHORT_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, operation, 255),
  LIMNER_ROW_TEXT (LimnerItemDetails, input, LIMNER_STORE_MAX_JSON),
  LIMNER_ROW_TEXT (LimnerItemDetails, recipe, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, raw, 64),
  LIMNER_ROW_TEXT (LimnerItemDetails, job, 255),
  LIMNER_ROW_INT (LimnerItemDetails, output_index, 0, G_MAXINT),
  LIMNER_ROW_INT (LimnerItemDetails, n_outputs, 0, G_MAXINT),
  LIMNER_ROW_TEXT (LimnerItemDetails, prediction, 255),
  LIMNER_ROW_DOUBLE (LimnerItemDetails, cost),
  LIMNER_ROW_TEXT (LimnerItemDetails, cost_source, 255),
  LIMNER_ROW_DOUBLE (LimnerItemDetails, predict_time),
  LIMNER_ROW_INT (LimnerItemDetails, favourite, FALSE, TRUE),
  LIMNER_ROW_INT (LimnerItemDetails, rating, -1, 5),
  LIMNER_ROW_LINES (LimnerItemDetails, tags, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerItemDetails, notes, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_INT64 (LimnerItemDetails, trashed),
  LIMNER_ROW_INT (LimnerItemDetails, missing, FALSE, TRUE),
  LIMNER_ROW_LOOSE (LimnerItemDetails, parents),
};
const LimnerRowType _limner_item_row =
  LIMNER_ROW_TYPE (LimnerItemDetails, columns, (GDestroyNotify) limner_item_details_unref);

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

  _limner_row_clear (&_limner_item_row, self);
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
  _limner_row_copy_members (&_limner_item_row, copy);
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
