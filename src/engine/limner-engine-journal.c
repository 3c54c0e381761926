/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-journal.h"

#include <glib/gstdio.h>

#include "base/limner-json.h"
#include "base/limner-worker.h"

#include "limner-engine-files.h"
#include "limner-engine-queue.h"
#include "limner-engine-record.h"

/* A record holds an input, which can hold files as data: URLs. */
#define MAX_RECORD_BYTES (LIMNER_ENGINE_MAX_BYTES + 4u * 1024 * 1024)

/**
 * LimnerEngineJournal:
 *
 * What the engine knows of predictions, on the disk: a file for each, written by a thread when the
 * prediction is created and when it has ended. An engine that is started again shows what had ended
 * and runs what had not.
 */
struct _LimnerEngineJournal
{
  char         *folder;
  LimnerWorker *worker;
};

/* What the thread writes. */
typedef struct
{
  char       *path;
  JsonObject *record;
} Save;

static void
save_free (Save *save)
{
  g_free (save->path);
  json_object_unref (save->record);
  g_free (save);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Save *save = task_data;

  limner_engine_record_save (save->path, save->record);
  g_task_return_boolean (task, TRUE);
}

/* The record shares the prediction's input, whose references only the main thread may count. */
static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  save_free (user_data);
}

static LimnerEnginePrediction *
restore (JsonObject          *record,
         LimnerEngineCatalog *catalog)
{
  const char *id = limner_json_get_string (record, "id", NULL);
  const char *version_id = limner_json_get_string (record, "version", "");
  LimnerEngineVersion *version = limner_engine_catalog_find_version (catalog, version_id, NULL);
  LimnerEnginePrediction *prediction;
  LimnerEnginePredictionParts parts = {
    .id = id,
    .model = limner_json_get_string (record, "model", ""),
    .version = version,
    .input = limner_json_get_object (record, "input"),
    .deployment = limner_json_get_string (record, "deployment", NULL),
    .destination = limner_json_get_string (record, "destination", NULL),
    .webhook = limner_json_get_string (record, "webhook", NULL),
    .webhook_events = (guint) limner_json_get_int (record, "webhook_events", 0),
    .created_at = limner_json_get_int (record, "created_at", 0),
    .deadline = limner_json_get_int (record, "deadline", 0),
  };

  if (id == NULL || version == NULL || parts.input == NULL)
    return NULL;

  prediction = limner_engine_prediction_new (&parts);
  limner_engine_prediction_restore (prediction, record);
  return prediction;
}

static int
compare_oldest_first (gconstpointer a,
                      gconstpointer b)
{
  gint64 left = limner_engine_prediction_get_parts (*(gpointer *) a)->created_at;
  gint64 right = limner_engine_prediction_get_parts (*(gpointer *) b)->created_at;

  return left < right ? -1 : left > right;
}

/**
 * limner_engine_journal_new:
 * @folder: where predictions are written down
 *
 * Returns: (transfer full): a journal
 */
LimnerEngineJournal *
limner_engine_journal_new (const char *folder)
{
  LimnerEngineJournal *self = g_new0 (LimnerEngineJournal, 1);

  self->folder = g_strdup (folder);
  self->worker = limner_worker_new ("limner-journal");
  return self;
}

/**
 * limner_engine_journal_free:
 * @self: (transfer full): a journal
 *
 * Waits until all is written.
 */
void
limner_engine_journal_free (LimnerEngineJournal *self)
{
  limner_worker_shutdown (self->worker);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->folder, g_free);
  g_free (self);
}

/**
 * limner_engine_journal_save:
 * @self: a journal
 * @prediction: a prediction
 *
 * Writes down how far the prediction is.
 */
void
limner_engine_journal_save (LimnerEngineJournal    *self,
                            LimnerEnginePrediction *prediction)
{
  Save *save = g_new0 (Save, 1);
  g_autoptr(GTask) task = g_task_new (NULL, NULL, saved_cb, save);
  g_autofree char *name =
    g_strconcat (limner_engine_prediction_get_parts (prediction)->id, ".json", NULL);

  save->path = g_build_filename (self->folder, name, NULL);
  save->record = limner_engine_prediction_to_record (prediction);
  g_task_set_source_tag (task, limner_engine_journal_save);
  g_task_set_task_data (task, save, NULL);
  limner_worker_push (self->worker, g_steal_pointer (&task), save_thread);
}

/**
 * limner_engine_journal_load:
 * @self: a journal
 * @catalog: the models
 *
 * Reads what was written down before the engine was started. Blocks: the engine does not answer
 * before it knows.
 *
 * Returns: (transfer full) (element-type LimnerEnginePrediction): the predictions, oldest first
 */
GPtrArray *
limner_engine_journal_load (LimnerEngineJournal *self,
                            LimnerEngineCatalog *catalog)
{
  GPtrArray *predictions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autoptr(JsonObject) record = NULL;
      LimnerEnginePrediction *prediction = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;

      record = limner_engine_record_load (path, MAX_RECORD_BYTES);
      if (record != NULL)
        prediction = restore (record, catalog);
      if (prediction != NULL)
        g_ptr_array_add (predictions, prediction);
    }

  g_ptr_array_sort (predictions, compare_oldest_first);
  while (predictions->len > LIMNER_ENGINE_MAX_PREDICTIONS)
    {
      const char *id =
        limner_engine_prediction_get_parts (g_ptr_array_index (predictions, 0))->id;
      g_autofree char *file_name = g_strconcat (id, ".json", NULL);
      g_autofree char *path = g_build_filename (self->folder, file_name, NULL);

      g_unlink (path);
      g_ptr_array_remove_index (predictions, 0);
    }
  return predictions;
}
