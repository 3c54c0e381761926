/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"
#include "schema/limner-schema.h"

#include "limner-job-spec-private.h"

/**
 * LimnerJobSpec:
 *
 * What is to run: a server, a model, its inputs, and what is told about it. It is filled in and
 * then submitted; from then on it is not changed any more, so a job is a snapshot of the moment at
 * which it was asked for. Files in the inputs are `blob:<sha256>`.
 */
struct _LimnerJobSpec
{
  GObject          parent_instance;

  /* Owned */
  LimnerJobRecord *record;   /* only what a spec knows of it */
  JsonObject      *input;    /* the record's, read; NULL until somebody asks */
};

G_DEFINE_FINAL_TYPE (LimnerJobSpec, limner_job_spec, G_TYPE_OBJECT)

static void
limner_job_spec_finalize (GObject *object)
{
  LimnerJobSpec *self = LIMNER_JOB_SPEC (object);

  g_clear_pointer (&self->record, limner_job_record_free);
  g_clear_pointer (&self->input, json_object_unref);

  G_OBJECT_CLASS (limner_job_spec_parent_class)->finalize (object);
}

static void
limner_job_spec_class_init (LimnerJobSpecClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_job_spec_finalize;
}

static void
limner_job_spec_init (LimnerJobSpec *self)
{
  self->record = limner_job_record_new ();
}

/**
 * limner_job_spec_new:
 * @server: id of the server
 * @model: `owner/name`
 * @version: (nullable): version id; %NULL runs an official model by its name
 * @input: the inputs; a copy is made
 *
 * Makes what is to run.
 *
 * Returns: (transfer full): the spec
 */
LimnerJobSpec *
limner_job_spec_new (const char *server,
                     const char *model,
                     const char *version,
                     JsonObject *input)
{
  LimnerJobSpec *self;

  g_return_val_if_fail (server != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (input != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_JOB_SPEC, NULL);
  self->record->server = g_strdup (server);
  self->record->model = g_strdup (model);
  self->record->version = g_strdup (version);
  self->record->input = limner_json_object_to_string (input, FALSE);
  return self;
}

/* A spec as the journal kept it. Takes the record, which its job goes on writing to. */
LimnerJobSpec *
_limner_job_spec_new_from_record (LimnerJobRecord *record)
{
  LimnerJobSpec *self = g_object_new (LIMNER_TYPE_JOB_SPEC, NULL);

  g_clear_pointer (&self->record, limner_job_record_free);
  self->record = record;
  return self;
}

/* The inputs are read again when somebody asks for them. */
void
_limner_job_spec_forget_input (LimnerJobSpec *self)
{
  g_clear_pointer (&self->input, json_object_unref);
}

/* The journal's record of a job that begins with this. */
LimnerJobRecord *
_limner_job_spec_to_record (LimnerJobSpec *self)
{
  return limner_job_record_copy (self->record);
}

/**
 * limner_job_spec_get_server:
 * @self: a spec
 *
 * Gets where it runs.
 *
 * Returns: (transfer none): the server's id
 */
const char *
limner_job_spec_get_server (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->server;
}

/**
 * limner_job_spec_get_model:
 * @self: a spec
 *
 * Gets the model.
 *
 * Returns: (transfer none): `owner/name`
 */
const char *
limner_job_spec_get_model (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->model;
}

/**
 * limner_job_spec_get_version:
 * @self: a spec
 *
 * Gets the model's version.
 *
 * Returns: (transfer none) (nullable): its id, %NULL for an official model by name
 */
const char *
limner_job_spec_get_version (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->version;
}

/**
 * limner_job_spec_get_input:
 * @self: a spec
 *
 * Gets the inputs.
 *
 * Returns: (transfer none): the inputs, not to be changed
 */
JsonObject *
limner_job_spec_get_input (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  /* What cannot be read as inputs is no inputs. */
  if (self->input == NULL)
    self->input = limner_json_parse_object (self->record->input, (gsize) -1, G_MAXSIZE, NULL);
  if (self->input == NULL)
    self->input = json_object_new ();
  return self->input;
}

/**
 * limner_job_spec_get_input_text:
 * @self: a spec
 *
 * Gets the inputs as text.
 *
 * Returns: (transfer none): a JSON object
 */
const char *
limner_job_spec_get_input_text (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->input;
}

/**
 * limner_job_spec_get_operation:
 * @self: a spec
 *
 * Gets what is done: generate, edit, erase, extend, vary, upscale, control, sketch.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_operation (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->operation;
}

/**
 * limner_job_spec_set_operation:
 * @self: a spec that was not submitted yet
 * @text: (nullable): what is done: generate, edit, erase, extend, vary, upscale, control, sketch
 *
 * Sets what is done.
 */
void
limner_job_spec_set_operation (LimnerJobSpec *self,
                               const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->operation);
  self->record->operation = g_strdup (text);
}

/**
 * limner_job_spec_get_prompt:
 * @self: a spec
 *
 * Gets the prompt as it is sent, for display and search.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_prompt (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->prompt;
}

/**
 * limner_job_spec_set_prompt:
 * @self: a spec that was not submitted yet
 * @text: (nullable): the prompt as it is sent, for display and search
 *
 * Sets the prompt as it is sent, for display and search.
 */
void
limner_job_spec_set_prompt (LimnerJobSpec *self,
                            const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->prompt);
  self->record->prompt = g_strdup (text);
}

/**
 * limner_job_spec_get_prompt_typed:
 * @self: a spec
 *
 * Gets the prompt as it was typed, where wildcards made it another.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_prompt_typed (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->prompt_typed;
}

/**
 * limner_job_spec_set_prompt_typed:
 * @self: a spec that was not submitted yet
 * @text: (nullable): the prompt as it was typed, where wildcards made it another
 *
 * Sets the prompt as it was typed, where wildcards made it another.
 */
void
limner_job_spec_set_prompt_typed (LimnerJobSpec *self,
                                  const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->prompt_typed);
  self->record->prompt_typed = g_strdup (text);
}

/**
 * limner_job_spec_get_negative_prompt:
 * @self: a spec
 *
 * Gets what is not wanted, for display.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_negative_prompt (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->negative_prompt;
}

/**
 * limner_job_spec_set_negative_prompt:
 * @self: a spec that was not submitted yet
 * @text: (nullable): what is not wanted, for display
 *
 * Sets what is not wanted, for display.
 */
void
limner_job_spec_set_negative_prompt (LimnerJobSpec *self,
                                     const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->negative_prompt);
  self->record->negative_prompt = g_strdup (text);
}

/**
 * limner_job_spec_get_seed:
 * @self: a spec
 *
 * Gets the seed that is asked for, decimal digits.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_seed (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->seed;
}

/**
 * limner_job_spec_set_seed:
 * @self: a spec that was not submitted yet
 * @text: (nullable): the seed that is asked for, decimal digits
 *
 * Sets the seed that is asked for, decimal digits.
 */
void
limner_job_spec_set_seed (LimnerJobSpec *self,
                          const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->seed);
  self->record->seed = g_strdup (text);
}

/**
 * limner_job_spec_get_output_kind:
 * @self: a spec
 *
 * Gets the kind of output that the schema announces.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_output_kind (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->output_kind;
}

/**
 * limner_job_spec_gives_text:
 * @self: a spec
 *
 * Returns: whether the model writes, and makes no pictures
 */
gboolean
limner_job_spec_gives_text (LimnerJobSpec *self)
{
  return limner_schema_kind_is_text (limner_job_spec_get_output_kind (self));
}

/**
 * limner_job_spec_set_output_kind:
 * @self: a spec that was not submitted yet
 * @text: (nullable): the kind of output that the schema announces
 *
 * Sets the kind of output that the schema announces.
 */
void
limner_job_spec_set_output_kind (LimnerJobSpec *self,
                                 const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->output_kind);
  self->record->output_kind = g_strdup (text);
}

/**
 * limner_job_spec_get_recipe:
 * @self: a spec
 *
 * Gets how the answer becomes the final picture, JSON.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_recipe (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->recipe;
}

/**
 * limner_job_spec_set_recipe:
 * @self: a spec that was not submitted yet
 * @text: (nullable): how the answer becomes the final picture, JSON
 *
 * Sets how the answer becomes the final picture, JSON.
 */
void
limner_job_spec_set_recipe (LimnerJobSpec *self,
                            const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->recipe);
  self->record->recipe = g_strdup (text);
}

/**
 * limner_job_spec_get_batch:
 * @self: a spec
 *
 * Gets what jobs that were asked for together share.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_spec_get_batch (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->batch;
}

/**
 * limner_job_spec_set_batch:
 * @self: a spec that was not submitted yet
 * @text: (nullable): what jobs that were asked for together share
 *
 * Sets what jobs that were asked for together share.
 */
void
limner_job_spec_set_batch (LimnerJobSpec *self,
                           const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->batch);
  self->record->batch = g_strdup (text);
}

/**
 * limner_job_spec_get_deployment:
 * @self: a spec
 *
 * Gets the deployment that runs it.
 *
 * Returns: (transfer none) (nullable): `owner/name`
 */
const char *
limner_job_spec_get_deployment (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return self->record->deployment;
}

/**
 * limner_job_spec_set_deployment:
 * @self: a spec that was not submitted yet
 * @text: (nullable): `owner/name` of a deployment of the model
 *
 * Lets a deployment run it, on the account's own machines.
 */
void
limner_job_spec_set_deployment (LimnerJobSpec *self,
                                const char    *text)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_free (self->record->deployment);
  self->record->deployment = g_strdup (text);
}

/**
 * limner_job_spec_get_parents:
 * @self: a spec
 *
 * Gets the gallery items that it is made from.
 *
 * Returns: (transfer none) (nullable): their ids
 */
const char * const *
limner_job_spec_get_parents (LimnerJobSpec *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (self), NULL);

  return (const char * const *) self->record->parents;
}

/**
 * limner_job_spec_set_parents:
 * @self: a spec that was not submitted yet
 * @item_ids: (nullable): ids of gallery items
 *
 * Sets the gallery items that it is made from.
 */
void
limner_job_spec_set_parents (LimnerJobSpec      *self,
                             const char * const *item_ids)
{
  g_return_if_fail (LIMNER_IS_JOB_SPEC (self));

  g_strfreev (self->record->parents);
  self->record->parents = g_strdupv ((char **) item_ids);
}
