/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-task.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"

#include "limner-engine-fetch.h"

#define MAX_OUTPUTS 256

/* The input through which a trained painter gets its weights. */
#define WEIGHTS_INPUT     "replicate_weights"
#define MAX_WEIGHTS_BYTES (64u * 1024 * 1024)

/**
 * LimnerEngineTask:
 *
 * One run of a generator on a worker thread. What the generator prints and makes is told to the
 * prediction on the main thread, in order, through sources of the main context.
 */
struct _LimnerEngineTask
{
  GObject                  parent_instance;

  /* Owned */
  LimnerEnginePrediction  *prediction;      /* touched on the main thread only */
  LimnerEngineVersion     *version;
  JsonObject              *input;           /* read only */
  GCancellable            *cancellable;
  GMainContext            *context;
  char                    *id;
  char                    *outputs_folder;

  /* Borrowed */
  LimnerEngineFiles       *files;
  LimnerEngineTaskDone     done;
  gpointer                 user_data;

  /* Worker thread only */
  guint                    n_outputs;
  GError                  *output_error;    /* the first file that could not be kept */
};

static void generator_task_iface_init (LimnerGeneratorTaskInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerEngineTask, limner_engine_task, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_GENERATOR_TASK,
                                                      generator_task_iface_init))

typedef enum
{
  MESSAGE_BEGIN,
  MESSAGE_LOG,
  MESSAGE_TEXT,
  MESSAGE_FILE,
  MESSAGE_DONE,
} MessageKind;

/* From the worker to the main thread. */
typedef struct
{
  MessageKind       kind;
  LimnerEngineTask *task;
  char             *text;    /* of a log or an output; the path of a file */
  char             *type;
  GError           *error;
} Message;

static void
message_free (Message *message)
{
  g_clear_object (&message->task);
  g_free (message->text);
  g_free (message->type);
  g_clear_error (&message->error);
  g_free (message);
}

static gboolean
message_cb (gpointer data)
{
  Message *message = data;
  LimnerEngineTask *self = message->task;

  switch (message->kind)
    {
    case MESSAGE_BEGIN:
      if (!limner_engine_prediction_is_finished (self->prediction))
        limner_engine_prediction_begin (self->prediction);
      break;

    case MESSAGE_LOG:
      limner_engine_prediction_log (self->prediction, message->text);
      break;

    case MESSAGE_TEXT:
      limner_engine_prediction_add_text (self->prediction, message->text);
      break;

    case MESSAGE_FILE:
      limner_engine_prediction_add_file (self->prediction, message->text, message->type);
      break;

    case MESSAGE_DONE:
      self->done (self->prediction, message->error, self->user_data);
      break;

    default:
      g_assert_not_reached ();
    }

  return G_SOURCE_REMOVE;
}

/* Takes the reference. Not g_main_context_invoke(): it would call on this thread when the main loop
 * is between two rounds.
 */
static void
post_last (LimnerEngineTask *self,
           MessageKind       kind,
           const char       *text,
           const char       *type,
           GError           *error)
{
  g_autoptr(GMainContext) context = g_main_context_ref (self->context);
  g_autoptr(GSource) source = g_idle_source_new ();
  Message *message = g_new0 (Message, 1);

  message->kind = kind;
  message->task = self;
  message->text = g_strdup (text);
  message->type = g_strdup (type);
  message->error = error;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, message_cb, message, (GDestroyNotify) message_free);
  g_source_attach (source, context);
}

static void
post (LimnerEngineTask *self,
      MessageKind       kind,
      const char       *text,
      const char       *type)
{
  post_last (g_object_ref (self), kind, text, type, NULL);
}

static const char *
get_suffix (const char *mime_type)
{
  static const char * const suffixes[][2] = {
    { "image/png", "png" }, { "image/jpeg", "jpg" }, { "image/webp", "webp" },
    { "application/zip", "zip" }, { "application/json", "json" }, { "text/plain", "txt" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      if (g_str_equal (suffixes[i][0], mime_type))
        return suffixes[i][1];
    }

  return "bin";
}

static JsonObject *
get_input (LimnerGeneratorTask *task)
{
  return LIMNER_ENGINE_TASK (task)->input;
}

static GBytes *
get_file (LimnerGeneratorTask  *task,
          const char           *input_name,
          GError              **error)
{
  LimnerEngineTask *self = LIMNER_ENGINE_TASK (task);
  const char *url = limner_json_get_string (self->input, input_name, NULL);

  if (self->version->weights != NULL && g_str_equal (input_name, WEIGHTS_INPUT))
    return limner_file_read (self->version->weights, MAX_WEIGHTS_BYTES, error);
  if (url == NULL || *url == '\0')
    return NULL;
  return limner_engine_fetch (self->files, url, self->cancellable, error);
}

static GCancellable *
get_cancellable (LimnerGeneratorTask *task)
{
  return LIMNER_ENGINE_TASK (task)->cancellable;
}

static void
task_log (LimnerGeneratorTask *task,
          const char          *text)
{
  post (LIMNER_ENGINE_TASK (task), MESSAGE_LOG, text, NULL);
}

static void
emit_file (LimnerGeneratorTask *task,
           GBytes              *bytes,
           const char          *mime_type)
{
  LimnerEngineTask *self = LIMNER_ENGINE_TASK (task);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (self->output_error != NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->n_outputs >= MAX_OUTPUTS)
    {
      g_set_error (&self->output_error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "A prediction can make no more than %d files", MAX_OUTPUTS);
      return;
    }

  name = g_strdup_printf ("%s/out-%u.%s", self->id, self->n_outputs++, get_suffix (mime_type));
  path = g_build_filename (self->outputs_folder, name, NULL);
  if (limner_file_write (path, bytes, &self->output_error))
    post (self, MESSAGE_FILE, name, mime_type);
}

static void
emit_text (LimnerGeneratorTask *task,
           const char          *text)
{
  post (LIMNER_ENGINE_TASK (task), MESSAGE_TEXT, text, NULL);
}

static void
generator_task_iface_init (LimnerGeneratorTaskInterface *iface)
{
  iface->get_input = get_input;
  iface->get_file = get_file;
  iface->get_cancellable = get_cancellable;
  iface->log = task_log;
  iface->emit_file = emit_file;
  iface->emit_text = emit_text;
}

static void
limner_engine_task_finalize (GObject *object)
{
  LimnerEngineTask *self = LIMNER_ENGINE_TASK (object);

  g_clear_object (&self->prediction);
  g_clear_pointer (&self->version, limner_engine_version_unref);
  g_clear_pointer (&self->input, json_object_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->outputs_folder, g_free);
  g_clear_error (&self->output_error);

  G_OBJECT_CLASS (limner_engine_task_parent_class)->finalize (object);
}

static void
limner_engine_task_class_init (LimnerEngineTaskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_engine_task_finalize;
}

static void
limner_engine_task_init (LimnerEngineTask *self)
{
}

/**
 * limner_engine_task_new:
 * @prediction: what to run
 * @files: the files that were uploaded; must outlive the task
 * @outputs_folder: where the files go that the run makes
 * @done: called when the run is over
 * @user_data: data for @done
 *
 * Prepares a run. Call it on the main thread.
 *
 * Returns: (transfer full): a task
 */
LimnerEngineTask *
limner_engine_task_new (LimnerEnginePrediction *prediction,
                        LimnerEngineFiles      *files,
                        const char             *outputs_folder,
                        LimnerEngineTaskDone    done,
                        gpointer                user_data)
{
  LimnerEngineTask *self = g_object_new (LIMNER_TYPE_ENGINE_TASK, NULL);
  const LimnerEnginePredictionParts *parts = limner_engine_prediction_get_parts (prediction);

  self->prediction = g_object_ref (prediction);
  self->version = limner_engine_version_ref (parts->version);
  self->input = json_object_ref (limner_engine_prediction_get_run_input (prediction));
  self->cancellable = g_object_ref (limner_engine_prediction_get_cancellable (prediction));
  self->context = g_main_context_ref_thread_default ();
  self->id = g_strdup (parts->id);
  self->outputs_folder = g_strdup (outputs_folder);
  self->files = files;
  self->done = done;
  self->user_data = user_data;
  return self;
}

/**
 * limner_engine_task_run:
 * @data: (transfer full): a #LimnerEngineTask
 * @user_data: nothing
 *
 * What a pool of threads does with a task: runs its generator to the end.
 */
void
limner_engine_task_run (gpointer data,
                        gpointer user_data)
{
  LimnerEngineTask *self = data;
  g_autoptr(GError) error = NULL;

  post (self, MESSAGE_BEGIN, NULL, NULL);
  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error) &&
      !self->version->generator->run (LIMNER_GENERATOR_TASK (self), &error) && error == NULL)
    g_set_error (&error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "The model gave up without a reason");

  if (error == NULL)
    error = g_steal_pointer (&self->output_error);

  /* The task ends on the main thread: the prediction and its input belong there. */
  post_last (self, MESSAGE_DONE, NULL, NULL, g_steal_pointer (&error));
}
