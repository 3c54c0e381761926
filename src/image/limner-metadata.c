/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-metadata.h"

G_DEFINE_BOXED_TYPE (LimnerMetadata, limner_metadata, limner_metadata_copy, limner_metadata_free)

/**
 * limner_metadata_new:
 *
 * Makes metadata that say nothing.
 *
 * Returns: (transfer full): the metadata
 */
LimnerMetadata *
limner_metadata_new (void)
{
  LimnerMetadata *self = g_new0 (LimnerMetadata, 1);

  self->rating = LIMNER_METADATA_NO_RATING;
  self->strength = -1.0;
  self->extra = json_object_new ();
  return self;
}

static void
copy_member_cb (JsonObject *object,
                const char *member,
                JsonNode   *node,
                gpointer    user_data)
{
  json_object_set_member (user_data, member, json_node_copy (node));
}

/**
 * limner_metadata_copy:
 * @self: metadata
 *
 * Copies metadata.
 *
 * Returns: (transfer full): the copy
 */
LimnerMetadata *
limner_metadata_copy (const LimnerMetadata *self)
{
  LimnerMetadata *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->prompt = g_strdup (self->prompt);
  copy->negative_prompt = g_strdup (self->negative_prompt);
  copy->seed = g_strdup (self->seed);
  copy->sampler = g_strdup (self->sampler);
  copy->model = g_strdup (self->model);
  copy->model_version = g_strdup (self->model_version);
  copy->software = g_strdup (self->software);
  copy->record = g_strdup (self->record);
  copy->tags = g_strdupv (self->tags);
  copy->raw = g_strdup (self->raw);
  copy->extra = json_object_new ();
  json_object_foreach_member (self->extra, copy_member_cb, copy->extra);
  return copy;
}

/**
 * limner_metadata_free:
 * @self: (transfer full): metadata
 *
 * Frees metadata.
 */
void
limner_metadata_free (LimnerMetadata *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->prompt, g_free);
  g_clear_pointer (&self->negative_prompt, g_free);
  g_clear_pointer (&self->seed, g_free);
  g_clear_pointer (&self->sampler, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->model_version, g_free);
  g_clear_pointer (&self->software, g_free);
  g_clear_pointer (&self->record, g_free);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->raw, g_free);
  g_clear_pointer (&self->extra, json_object_unref);
  g_free (self);
}

/**
 * limner_dialect_get_name:
 * @dialect: a dialect
 *
 * Gets what people call it; names of programs are not translated.
 *
 * Returns: such as `ComfyUI`
 */
const char *
limner_dialect_get_name (LimnerDialect dialect)
{
  static const char *const names[] = {
    [LIMNER_DIALECT_NONE] = "none",
    [LIMNER_DIALECT_LIMNER] = "Limner",
    [LIMNER_DIALECT_A1111] = "AUTOMATIC1111",
    [LIMNER_DIALECT_COMFYUI] = "ComfyUI",
    [LIMNER_DIALECT_INVOKEAI] = "InvokeAI",
    [LIMNER_DIALECT_SWARMUI] = "SwarmUI",
    [LIMNER_DIALECT_FOOOCUS] = "Fooocus",
    [LIMNER_DIALECT_NOVELAI] = "NovelAI",
    [LIMNER_DIALECT_DRAW_THINGS] = "Draw Things",
    [LIMNER_DIALECT_MIDJOURNEY] = "Midjourney",
    [LIMNER_DIALECT_XMP] = "XMP",
    [LIMNER_DIALECT_UNKNOWN] = "unknown",
  };

  g_return_val_if_fail ((gsize) dialect < G_N_ELEMENTS (names), NULL);

  return names[dialect];
}
