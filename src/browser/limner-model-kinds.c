/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/limner-json.h"
#include "studio/limner-trainer.h"

#include "limner-model-kinds.h"

static LimnerFieldKind
get_output_kind (LimnerSchema *schema)
{
  LimnerFieldKind kind = limner_schema_get_output_kind (schema);

  return kind == LIMNER_FIELD_LIST ? limner_schema_get_output_item_kind (schema) : kind;
}

static gboolean
is_text (LimnerFieldKind kind)
{
  return kind == LIMNER_FIELD_STRING || kind == LIMNER_FIELD_TEXT;
}

/* Files are pictures unless the inputs speak of something that moves or sounds. */
static const char * const other_inputs[] = {
  "fps", "frames", "num_frames", "frame_rate", "duration", "video", "audio", "video_length",
  "motion_bucket_id", "frames_per_second", "input_video", "input_audio",
};

static gboolean
makes_other_files (LimnerSchema *schema)
{
  for (gsize i = 0; i < G_N_ELEMENTS (other_inputs); i++)
    if (limner_schema_find_field (schema, other_inputs[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
adds_at_sides (LimnerSchema *schema)
{
  static const char * const sides[] = { "left", "right", "top", "bottom" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      LimnerField *field = limner_schema_find_field (schema, sides[i]);

      n += field != NULL && limner_field_get_kind (field) == LIMNER_FIELD_INTEGER;
    }

  return n == G_N_ELEMENTS (sides);
}

/* Models from before there were lists count: `input_image`, `input_image2`, … */
static gboolean
has_second_picture (LimnerSchema *schema)
{
  static const char * const names[] = { "image2", "image_2", "input_image2", "input_image_2" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (limner_schema_find_field (schema, names[i]) != NULL)
      return TRUE;
  return FALSE;
}

static LimnerModelKinds
kinds_of_picture_model (LimnerSchema *schema)
{
  LimnerTasks tasks = limner_schema_get_tasks (schema);
  LimnerModelKinds kinds = 0;

  if (tasks & LIMNER_TASK_GENERATE)
    kinds |= LIMNER_MODEL_KIND_GENERATE;
  if (adds_at_sides (schema))
    kinds |= LIMNER_MODEL_KIND_EXTEND;
  else if (tasks & (LIMNER_TASK_EDIT | LIMNER_TASK_ERASE | LIMNER_TASK_EXTEND))
    kinds |= LIMNER_MODEL_KIND_EDIT;
  if (tasks & LIMNER_TASK_VARY)
    kinds |= LIMNER_MODEL_KIND_VARY;
  if (tasks & LIMNER_TASK_UPSCALE)
    kinds |= LIMNER_MODEL_KIND_UPSCALE;
  if (tasks & (LIMNER_TASK_SKETCH | LIMNER_TASK_CONTROL) ||
      limner_schema_find_role (schema, LIMNER_ROLE_CONTROL_IMAGE) != NULL)
    kinds |= LIMNER_MODEL_KIND_CONTROL;
  if (limner_schema_find_role (schema, LIMNER_ROLE_IMAGE_LIST) != NULL ||
      has_second_picture (schema))
    kinds |= LIMNER_MODEL_KIND_SEVERAL;
  return kinds;
}

/**
 * limner_model_kinds_of_schema:
 * @schema: what a model can be asked
 *
 * Returns: what it does
 */
LimnerModelKinds
limner_model_kinds_of_schema (LimnerSchema *schema)
{
  LimnerFieldKind output;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema), 0);

  output = get_output_kind (schema);
  if (limner_schema_get_n_fields (schema) == 0)
    return 0;
  if (is_text (output))
    return limner_schema_find_role (schema, LIMNER_ROLE_IMAGE) != NULL
             ? LIMNER_MODEL_KIND_TEXT | LIMNER_MODEL_KIND_DESCRIBE : LIMNER_MODEL_KIND_TEXT;
  if (output == LIMNER_FIELD_FILE && makes_other_files (schema))
    return LIMNER_MODEL_KIND_OTHER;

  return kinds_of_picture_model (schema);
}

/**
 * limner_model_kinds_of_version:
 * @version: a version of a model
 *
 * Reads its schema, where the answer held one, which takes about a millisecond.
 *
 * Returns: what it does, learning from pictures among it
 */
LimnerModelKinds
limner_model_kinds_of_version (LimnerModelVersion *version)
{
  JsonObject *document;
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(LimnerTrainer) trainer = NULL;

  g_return_val_if_fail (LIMNER_IS_MODEL_VERSION (version), 0);

  document = limner_model_version_get_schema (version);
  if (document == NULL)
    return 0;

  schema = limner_schema_new (document);
  trainer = limner_trainer_new (document);
  return limner_model_kinds_of_schema (schema) |
         (trainer != NULL ? LIMNER_MODEL_KIND_TRAINER : 0);
}

/**
 * limner_model_kinds_of_model:
 * @model: a model
 *
 * Reads the schema of its latest version; lists are looked through on a thread.
 *
 * Returns: what it does
 */
LimnerModelKinds
limner_model_kinds_of_model (LimnerModel *model)
{
  LimnerModelVersion *version;

  g_return_val_if_fail (LIMNER_IS_MODEL (model), 0);

  version = limner_model_get_latest_version (model);
  return version != NULL ? limner_model_kinds_of_version (version) : 0;
}

/**
 * limner_model_kinds_is_other:
 * @model: a model
 *
 * Looks only as far as is needed to know whether its results are shown here, so that it can be
 * asked for each card of a list.
 *
 * Returns: whether it makes video or sound
 */
gboolean
limner_model_kinds_is_other (LimnerModel *model)
{
  LimnerModelVersion *version;
  JsonObject *document, *schemas, *output, *items, *inputs;

  g_return_val_if_fail (LIMNER_IS_MODEL (model), FALSE);

  version = limner_model_get_latest_version (model);
  document = version != NULL ? limner_model_version_get_schema (version) : NULL;
  schemas = limner_json_get_object (limner_json_get_object (document, "components"), "schemas");
  output = limner_json_get_object (schemas, "Output");
  items = limner_json_get_object (output, "items");
  inputs = limner_json_get_object (limner_json_get_object (schemas, "Input"), "properties");
  if (inputs == NULL ||
      !g_str_equal (limner_json_get_string (items != NULL ? items : output, "format", ""), "uri"))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (other_inputs); i++)
    if (json_object_has_member (inputs, other_inputs[i]))
      return TRUE;
  return FALSE;
}

/**
 * limner_model_kind_get_label:
 * @kind: one of the kinds
 *
 * Returns: (transfer none): a few words for it
 */
const char *
limner_model_kind_get_label (LimnerModelKinds kind)
{
  switch (kind)
    {
    case LIMNER_MODEL_KIND_GENERATE:
      return _("Text to picture");
    case LIMNER_MODEL_KIND_EDIT:
      return _("Edit with a mask");
    case LIMNER_MODEL_KIND_EXTEND:
      return _("Extend a picture");
    case LIMNER_MODEL_KIND_VARY:
      return _("Picture to picture");
    case LIMNER_MODEL_KIND_UPSCALE:
      return _("Upscale");
    case LIMNER_MODEL_KIND_CONTROL:
      return _("Control picture");
    case LIMNER_MODEL_KIND_SEVERAL:
      return _("Several pictures");
    case LIMNER_MODEL_KIND_TEXT:
      return _("Text");
    case LIMNER_MODEL_KIND_TRAINER:
      return _("Can be trained");
    case LIMNER_MODEL_KIND_DESCRIBE:
      return _("Describe a picture");
    case LIMNER_MODEL_KIND_OTHER:
    default:
      return _("Video and audio (not shown here)");
    }
}

/**
 * limner_model_kinds_describe:
 * @kinds: what a model does
 *
 * Returns: (transfer full): all of it, empty where nothing is known
 */
char *
limner_model_kinds_describe (LimnerModelKinds kinds)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < LIMNER_N_MODEL_KINDS; i++)
    if (kinds & (1u << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                              limner_model_kind_get_label ((LimnerModelKinds) (1u << i)));
  return g_string_free (text, FALSE);
}

/**
 * limner_model_output_describe:
 * @schema: what a model can be asked
 *
 * Returns: (transfer none): what it gives
 */
const char *
limner_model_output_describe (LimnerSchema *schema)
{
  LimnerFieldKind kind;
  gboolean is_list;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema), NULL);

  kind = get_output_kind (schema);
  is_list = limner_schema_get_output_kind (schema) == LIMNER_FIELD_LIST;
  if (is_text (kind))
    return limner_schema_get_output_iterates (schema) ? _("Text, word by word") : _("Text");
  if (kind == LIMNER_FIELD_FILE && makes_other_files (schema))
    return _("A file that is not shown here: video or sound");
  if (kind == LIMNER_FIELD_FILE)
    return is_list ? _("One or more pictures") : _("One picture");
  return _("Data (JSON)");
}
