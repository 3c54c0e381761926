/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-examples.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-data-uri.h"
#include "image/limner-picture-io.h"

#include "limner-engine-task.h"

#define MASK_SIDE  512
#define LOG        "Using seed: 7\n"
#define FIRST_TIME G_GINT64_CONSTANT (1793491200000000)

/**
 * LimnerEngineExamples:
 *
 * Predictions that show what the engine's own models do: they are there from the start, as if
 * somebody had made them, and the first of each model is its cover. Their pictures are made when
 * somebody first asks for one, each on a thread of its own: one waits for another that it is made
 * from. Main thread only.
 */
struct _LimnerEngineExamples
{
  GObject            parent_instance;

  /* Owned */
  GHashTable        *predictions;      /* id → LimnerEnginePrediction, as it is shown */
  GHashTable        *waiting;          /* id → GPtrArray of GTask: those who want its picture */
  GPtrArray         *runs;             /* of LimnerEnginePrediction, as they are made */
  GThreadPool       *pool;
  LimnerEngineFiles *files;
  char              *outputs_folder;
};

G_DEFINE_FINAL_TYPE (LimnerEngineExamples, limner_engine_examples, G_TYPE_OBJECT)

/* %1$s is the address of the first example, %2$s a mask. What makes no pictures itself has one of
 * another model's for its cover. */
static const struct
{
  const char *model;
  const char *input;
  const char *cover_of;
} examples[] = {
  { "painter", "{\"prompt\":\"a harbour at dawn, oil on canvas\",\"seed\":7,"
               "\"width\":512,\"height\":512}" },
  { "painter", "{\"prompt\":\"a lighthouse above a stormy sea, gouache\",\"seed\":7,"
               "\"width\":512,\"height\":512}" },
  { "painter", "{\"prompt\":\"mountains under a night sky, woodcut\",\"seed\":7,"
               "\"width\":512,\"height\":512}" },
  { "fill", "{\"image\":\"%1$s\",\"mask\":\"%2$s\",\"seed\":7}" },
  { "extend", "{\"image\":\"%1$s\",\"left\":128,\"right\":128,\"seed\":7}" },
  { "upscale", "{\"image\":\"%1$s\",\"scale\":2}" },
  { "control", "{\"image\":\"%1$s\",\"method\":\"canny\"}" },
  { "painter", "{\"prompt\":\"a green dragon in the mountains, gouache\",\"seed\":7,"
               "\"width\":512,\"height\":512}", "prompts" },
  { "painter", "{\"prompt\":\"a castle by a river at sunset, palette knife\",\"seed\":7,"
               "\"width\":512,\"height\":512}", "style-trainer" },
};

static char *
replace (const char *text,
         const char *mark,
         const char *by)
{
  g_auto(GStrv) parts = g_strsplit (text, mark, -1);

  return g_strjoinv (by, parts);
}

/* White over the green boat of the first example. */
static char *
make_mask (void)
{
  g_autoptr(LimnerPlane) plane = limner_plane_new (MASK_SIDE, MASK_SIDE);
  g_autoptr(GBytes) bytes = NULL;
  guint8 *pixels = limner_plane_get_pixels (plane);

  for (int y = 225; y < MASK_SIDE; y++)
    memset (pixels + (gsize) y * limner_plane_get_stride (plane) + 300, 255, 165);
  bytes = limner_plane_encode (plane, NULL);
  return bytes != NULL ? limner_data_uri_make (bytes, "image/png") : g_strdup ("data:,");
}

static LimnerEnginePrediction *
make_prediction (const char          *id,
                 const char          *model,
                 LimnerEngineVersion *version,
                 JsonObject          *input)
{
  LimnerEnginePredictionParts parts = {
    .id = id, .model = model, .version = version, .input = input, .created_at = FIRST_TIME,
  };

  return limner_engine_prediction_new (&parts);
}

/* As it is shown: it has ended, and its picture is where it will be. */
static LimnerEnginePrediction *
make_shown (const char          *id,
            const char          *model,
            LimnerEngineVersion *version,
            JsonObject          *input)
{
  LimnerEnginePrediction *prediction = make_prediction (id, model, version, input);
  g_autofree char *file = g_strconcat (id, "/out-0.png", NULL);

  limner_engine_prediction_log (prediction, LOG);
  limner_engine_prediction_add_file (prediction, file, "image/png");
  limner_engine_prediction_finish (prediction, LIMNER_STATUS_SUCCEEDED, NULL);
  return prediction;
}

static void
set_cover (LimnerEngineModel *model,
           const char        *id,
           const char        *origin)
{
  g_autofree char *cover = g_strdup_printf ("%s/outputs/%s/out-0.png", origin, id);

  json_object_set_string_member (model->links, "cover_image_url", cover);
}

static void
add_example (LimnerEngineExamples *self,
             LimnerEngineModel    *model,
             const char           *id,
             const char           *text,
             const char           *origin)
{
  g_autoptr(JsonObject) input = limner_json_parse_object (text, (gsize) -1, 1024 * 1024, NULL);
  g_autofree char *name = g_strdup_printf ("%s/%s", model->owner, model->name);
  LimnerEnginePrediction *prediction;

  prediction = make_shown (id, name, limner_engine_model_get_latest (model), input);
  g_hash_table_insert (self->predictions, g_strdup (id), prediction);
  if (model->default_example == NULL)
    {
      model->default_example = limner_engine_prediction_to_json (prediction, origin);
      set_cover (model, id, origin);
    }
}

static void
made_cb (LimnerEnginePrediction *prediction,
         const GError           *error,
         gpointer                user_data)
{
  g_autoptr(LimnerEngineExamples) self = user_data;
  const char *id = limner_engine_prediction_get_parts (prediction)->id;
  g_autoptr(GPtrArray) tasks = NULL;
  g_autofree char *key = NULL;

  if (!g_hash_table_steal_extended (self->waiting, id, (gpointer *) &key, (gpointer *) &tasks))
    return;

  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
limner_engine_examples_dispose (GObject *object)
{
  LimnerEngineExamples *self = LIMNER_ENGINE_EXAMPLES (object);

  limner_engine_examples_shutdown (self);

  G_OBJECT_CLASS (limner_engine_examples_parent_class)->dispose (object);
}

static void
limner_engine_examples_finalize (GObject *object)
{
  LimnerEngineExamples *self = LIMNER_ENGINE_EXAMPLES (object);

  g_clear_pointer (&self->predictions, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->files, limner_engine_files_unref);
  g_clear_pointer (&self->outputs_folder, g_free);

  G_OBJECT_CLASS (limner_engine_examples_parent_class)->finalize (object);
}

static void
limner_engine_examples_class_init (LimnerEngineExamplesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_engine_examples_dispose;
  object_class->finalize = limner_engine_examples_finalize;
}

static void
limner_engine_examples_init (LimnerEngineExamples *self)
{
  self->predictions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
  self->pool = g_thread_pool_new (limner_engine_task_run, NULL, G_N_ELEMENTS (examples), FALSE,
                                  NULL);
}

/**
 * limner_engine_examples_new:
 * @catalog: the models; the engine's own get covers and examples
 * @files: the files that were uploaded
 * @outputs_folder: where the files go that predictions make
 * @origin: scheme, host and port of the server
 *
 * Returns: (transfer full): the examples, without their pictures yet
 */
LimnerEngineExamples *
limner_engine_examples_new (LimnerEngineCatalog *catalog,
                            LimnerEngineFiles   *files,
                            const char          *outputs_folder,
                            const char          *origin)
{
  LimnerEngineExamples *self = g_object_new (LIMNER_TYPE_ENGINE_EXAMPLES, NULL);
  g_autofree char *picture = g_strconcat (origin, "/outputs/example-0/out-0.png", NULL);
  g_autofree char *mask = make_mask ();

  self->files = limner_engine_files_ref (files);
  self->outputs_folder = g_strdup (outputs_folder);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      LimnerEngineModel *model = limner_engine_catalog_find (catalog, LIMNER_ENGINE_OWNER,
                                                             examples[i].model);
      g_autofree char *id = g_strdup_printf ("example-%u", i);
      g_autofree char *with_picture = replace (examples[i].input, "%1$s", picture);
      g_autofree char *input = replace (with_picture, "%2$s", mask);

      if (model != NULL)
        add_example (self, model, id, input, origin);
      if (examples[i].cover_of == NULL)
        continue;
      model = limner_engine_catalog_find (catalog, LIMNER_ENGINE_OWNER, examples[i].cover_of);
      if (model != NULL)
        set_cover (model, id, origin);
    }

  return self;
}

/**
 * limner_engine_examples_find:
 * @self: the examples
 * @id: the id of a prediction
 *
 * Returns: (transfer none) (nullable): the example with that id
 */
LimnerEnginePrediction *
limner_engine_examples_find (LimnerEngineExamples *self,
                             const char           *id)
{
  return g_hash_table_lookup (self->predictions, id);
}

/**
 * limner_engine_examples_list:
 * @self: the examples
 * @model: `owner/name`
 *
 * Returns: (transfer container) (element-type LimnerEnginePrediction): the model's examples
 */
GPtrArray *
limner_engine_examples_list (LimnerEngineExamples *self,
                             const char           *model)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *id = g_strdup_printf ("example-%u", i);
      LimnerEnginePrediction *prediction = limner_engine_examples_find (self, id);

      if (prediction != NULL &&
          g_str_equal (limner_engine_prediction_get_parts (prediction)->model, model))
        g_ptr_array_add (list, prediction);
    }

  return list;
}

/**
 * limner_engine_examples_make_async:
 * @self: the examples
 * @id: the id of one of them
 * @cancellable: (nullable): a cancellable
 * @callback: called when its picture is there
 * @user_data: data for @callback
 *
 * Makes the picture of an example, unless it was made before.
 */
void
limner_engine_examples_make_async (LimnerEngineExamples *self,
                                   const char           *id,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = g_build_filename (self->outputs_folder, id, "out-0.png", NULL);
  LimnerEnginePrediction *shown = limner_engine_examples_find (self, id);
  const LimnerEnginePredictionParts *parts;
  LimnerEnginePrediction *run;
  GPtrArray *tasks;

  g_task_set_source_tag (task, limner_engine_examples_make_async);
  if (shown == NULL || self->pool == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "There is no example");
      return;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  tasks = g_hash_table_lookup (self->waiting, id);
  if (tasks != NULL)
    {
      g_ptr_array_add (tasks, g_steal_pointer (&task));
      return;
    }

  tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (tasks, g_steal_pointer (&task));
  g_hash_table_insert (self->waiting, g_strdup (id), tasks);
  parts = limner_engine_prediction_get_parts (shown);
  run = make_prediction (id, parts->model, parts->version, parts->input);
  g_ptr_array_add (self->runs, run);
  g_thread_pool_push (self->pool,
                      limner_engine_task_new (run, self->files, self->outputs_folder, made_cb,
                                              g_object_ref (self)), NULL);
}

/**
 * limner_engine_examples_make_finish:
 * @self: the examples
 * @result: the result that the callback got
 * @error: return location for an error
 *
 * Returns: %TRUE if the picture is there
 */
gboolean
limner_engine_examples_make_finish (LimnerEngineExamples  *self,
                                    GAsyncResult          *result,
                                    GError               **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_engine_examples_shutdown:
 * @self: the examples
 *
 * Makes no more pictures, and waits for the thread.
 */
void
limner_engine_examples_shutdown (LimnerEngineExamples *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    g_cancellable_cancel (limner_engine_prediction_get_cancellable (
                            g_ptr_array_index (self->runs, i)));
  if (self->pool != NULL)
    g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
}
