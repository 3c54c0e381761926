/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "schema/limner-values.h"

#include "limner-captioner.h"
#include "limner-spec-builder.h"
#include "limner-trigger-word.h"

/** How long a caption can be, in characters. */
#define MAX_CAPTION 500

#define QUESTION "Describe this picture in one sentence."

/**
 * LimnerCaptioner:
 *
 * Lets a model that sees pictures and answers with words describe the pictures of a set that have
 * no caption yet. Each is a job like any other, so prices, the budget and the queue apply; what
 * comes back is marked as not yet reviewed.
 */
struct _LimnerCaptioner
{
  GObject            parent_instance;

  /* Owned */
  LimnerStudio      *studio;
  LimnerTrainingSet *set;
  char              *trigger;
  GTask             *task;        /* while it runs */
  guint              n_pending;
  guint              n_written;
  GError            *error;       /* the first */
};

/* One picture and the job that describes it. */
typedef struct
{
  LimnerCaptioner       *captioner;
  LimnerTrainingPicture *picture;
} Question;

G_DEFINE_FINAL_TYPE (LimnerCaptioner, limner_captioner, G_TYPE_OBJECT)

static void
question_free (Question *question)
{
  g_clear_object (&question->captioner);
  g_clear_object (&question->picture);
  g_free (question);
}

static void
return_if_done (LimnerCaptioner *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->n_pending > 0 || self->task == NULL)
    return;

  task = g_steal_pointer (&self->task);
  if (self->n_written == 0 && self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* One line, with the trigger word in it: that is what the pictures have in common. */
static char *
make_caption (LimnerCaptioner *self,
              const char      *answer)
{
  g_auto(GStrv) words = g_strsplit_set (answer, " \t\r\n", -1);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *caption = NULL;

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", *word);
  if (*self->trigger != '\0' && !limner_trigger_word_is_in (self->trigger, text->str))
    {
      g_string_prepend (text, ", ");
      g_string_prepend (text, self->trigger);
    }
  caption = g_utf8_make_valid (text->str, (gssize) text->len);
  return g_utf8_substring (caption, 0, MIN (g_utf8_strlen (caption, -1), MAX_CAPTION));
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Question *question = user_data;
  LimnerCaptioner *self = question->captioner;
  g_autoptr(GError) error = NULL;
  gboolean is_done = limner_job_wait_finish (LIMNER_JOB (object), result, &error);
  const char *answer = limner_job_get_text_output (LIMNER_JOB (object));

  if (is_done && answer != NULL && *answer != '\0')
    {
      g_autofree char *caption = make_caption (self, answer);

      limner_training_picture_set_caption (question->picture, caption);
      limner_training_picture_set_unreviewed (question->picture, TRUE);
      self->n_written++;
    }
  else if (self->error == NULL)
    {
      self->error = error != NULL ? g_steal_pointer (&error)
                                  : g_error_new (LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                                                 "The model gave no words");
    }
  self->n_pending--;
  return_if_done (self);
  question_free (question);
}

static gboolean
answers_with_words (LimnerSchema *schema)
{
  LimnerFieldKind kind = limner_schema_get_output_kind (schema);

  if (kind == LIMNER_FIELD_LIST)
    kind = limner_schema_get_output_item_kind (schema);
  return kind == LIMNER_FIELD_STRING || kind == LIMNER_FIELD_TEXT;
}

static void
ask (LimnerCaptioner       *self,
     LimnerTrainingPicture *picture,
     LimnerModel           *model,
     LimnerModelVersion    *version,
     LimnerSchema          *schema,
     const char            *server)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autoptr(JsonNode) file = json_node_init_string (
    json_node_alloc (), limner_training_picture_get_reference (picture));
  g_autoptr(JsonObject) input = NULL;
  g_autoptr(LimnerJobSpec) spec = NULL;
  Question *question;

  limner_values_set (values, limner_field_get_name (
                       limner_schema_find_role (schema, LIMNER_ROLE_IMAGE)), file);
  limner_values_set_role_text (values, LIMNER_ROLE_PROMPT, QUESTION);
  if (!limner_spec_check_values (values, self->error == NULL ? &self->error : NULL))
    return;

  input = limner_values_to_input (values);
  spec = limner_job_spec_new (server, limner_model_get_reference (model),
                              limner_model_is_official (model)
                              ? NULL : limner_model_version_get_id (version), input);
  limner_job_spec_set_output_kind (spec, "text");

  question = g_new0 (Question, 1);
  question->captioner = g_object_ref (self);
  question->picture = g_object_ref (picture);
  self->n_pending++;
  limner_job_wait_async (limner_job_queue_submit (limner_studio_get_queue (self->studio), spec),
                         NULL, waited_cb, question);
}

static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerCaptioner) self = user_data;
  const char *server = g_task_get_task_data (self->task);
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  GError *error = NULL;
  g_autoptr(LimnerModel) model =
    limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);

  if (model != NULL && version != NULL)
    schema = limner_schema_new (limner_model_version_get_schema (version));
  if (error == NULL && (schema == NULL || !answers_with_words (schema) ||
                        limner_schema_find_role (schema, LIMNER_ROLE_IMAGE) == NULL))
    error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                         "The model does not take a picture and answer with words");
  if (error != NULL)
    {
      self->error = error;
      return_if_done (self);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->set)); i++)
    {
      g_autoptr(LimnerTrainingPicture) picture =
        g_list_model_get_item (G_LIST_MODEL (self->set), i);

      if (*limner_training_picture_get_caption (picture) == '\0')
        ask (self, picture, model, version, schema, server);
    }
  return_if_done (self);
}

static void
limner_captioner_finalize (GObject *object)
{
  LimnerCaptioner *self = LIMNER_CAPTIONER (object);

  g_clear_object (&self->studio);
  g_clear_object (&self->set);
  g_clear_pointer (&self->trigger, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_captioner_parent_class)->finalize (object);
}

static void
limner_captioner_class_init (LimnerCaptionerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_captioner_finalize;
}

static void
limner_captioner_init (LimnerCaptioner *self)
{
}

/**
 * limner_captioner_new:
 * @studio: the studio
 * @set: the pictures
 * @trigger: (nullable): a word that each caption begins with unless it has it
 *
 * Returns: (transfer full): a captioner
 */
LimnerCaptioner *
limner_captioner_new (LimnerStudio      *studio,
                      LimnerTrainingSet *set,
                      const char        *trigger)
{
  LimnerCaptioner *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (LIMNER_IS_TRAINING_SET (set), NULL);

  self = g_object_new (LIMNER_TYPE_CAPTIONER, NULL);
  self->studio = g_object_ref (studio);
  self->set = g_object_ref (set);
  self->trigger = g_strdup (trigger != NULL ? trigger : "");
  return self;
}

/**
 * limner_captioner_run_async:
 * @self: a captioner
 * @server: a server's id
 * @model: `owner/name`
 * @cancellable: (nullable): to stop before the first job; jobs are stopped in the queue
 * @callback: called when all pictures were looked at
 * @user_data: for @callback
 *
 * Describes the pictures that have no caption. To be called once.
 */
void
limner_captioner_run_async (LimnerCaptioner     *self,
                            const char          *server,
                            const char          *model,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CAPTIONER (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, limner_captioner_run_async);
  g_task_set_task_data (self->task, g_strdup (server), g_free);
  limner_studio_load_model_async (self->studio, server, model, cancellable, model_cb,
                                  g_object_ref (self));
}

/**
 * limner_captioner_run_finish:
 * @self: a captioner
 * @result: the result
 * @n_written: (out) (optional): how many captions there are now that were not there before
 * @error: return location for an error
 *
 * Ends limner_captioner_run_async().
 *
 * Returns: %FALSE when not a single caption could be written although some were wanted
 */
gboolean
limner_captioner_run_finish (LimnerCaptioner  *self,
                             GAsyncResult     *result,
                             guint            *n_written,
                             GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (n_written != NULL)
    *n_written = self->n_written;
  return g_task_propagate_boolean (G_TASK (result), error);
}
