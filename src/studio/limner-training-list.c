/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"
#include "store/limner-item-details.h"
#include "store/limner-store-models.h"

#include "limner-training-list.h"

/**
 * LimnerTrainingList:
 * @ended: a training ended by itself; with the #LimnerTrainingRun
 *
 * All trainings that were started from here, the newest first. Those that were under way when the
 * program ended go on when the list is resumed.
 */
struct _LimnerTrainingList
{
  GObject             parent_instance;

  /* Owned */
  LimnerStore        *store;
  GPtrArray          *runs;

  LimnerClientSource *clients;     /* borrowed: the studio, which owns this */
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void limner_training_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerTrainingList, limner_training_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_training_list_list_model_init))

static void
state_cb (LimnerTrainingList *self,
          GParamSpec         *pspec,
          LimnerTrainingRun  *run)
{
  LimnerTrainingState state = limner_training_run_get_state (run);

  if (limner_training_state_is_final (state) && state != LIMNER_TRAINING_CANCELED)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0, run);
}

static LimnerTrainingRun *
insert (LimnerTrainingList *self,
        guint               position,
        JsonObject         *record)
{
  LimnerTrainingRun *run = limner_training_run_new (self->store, self->clients, record);

  g_signal_connect_object (run, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_insert (self->runs, (int) position, run);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  return run;
}

static int
compare_created (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = limner_json_get_int (*(JsonObject *const *) a, "created", 0);
  gint64 second = limner_json_get_int (*(JsonObject *const *) b, "created", 0);

  return first > second ? -1 : first < second;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerTrainingList *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) records = NULL;
  GError *error = NULL;
  g_autoptr(GPtrArray) rows =
    limner_store_list_texts_finish (LIMNER_STORE (object), result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      LimnerNamedText *row = g_ptr_array_index (rows, i);
      JsonObject *record =
        row->text != NULL ? limner_json_parse_object (row->text, strlen (row->text),
                                                      LIMNER_STORE_MAX_JSON, NULL) : NULL;

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  g_ptr_array_sort (records, compare_created);
  for (guint i = 0; i < records->len; i++)
    {
      LimnerTrainingRun *run = insert (self, self->runs->len, g_ptr_array_index (records, i));

      if (!limner_training_state_is_final (limner_training_run_get_state (run)))
        limner_training_run_go_on (run);
    }
  g_task_return_boolean (task, TRUE);
}

static GType
limner_training_list_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_TRAINING_RUN;
}

static guint
limner_training_list_get_n_items (GListModel *model)
{
  return LIMNER_TRAINING_LIST (model)->runs->len;
}

static gpointer
limner_training_list_get_item (GListModel *model,
                               guint       position)
{
  LimnerTrainingList *self = LIMNER_TRAINING_LIST (model);

  return position < self->runs->len ? g_object_ref (g_ptr_array_index (self->runs, position))
                                    : NULL;
}

static void
limner_training_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_training_list_get_item_type;
  iface->get_n_items = limner_training_list_get_n_items;
  iface->get_item = limner_training_list_get_item;
}

static void
limner_training_list_dispose (GObject *object)
{
  LimnerTrainingList *self = LIMNER_TRAINING_LIST (object);

  for (guint i = 0; i < self->runs->len; i++)
    limner_training_run_stop_following (g_ptr_array_index (self->runs, i));
  g_ptr_array_set_size (self->runs, 0);
  g_clear_object (&self->store);
  self->clients = NULL;

  G_OBJECT_CLASS (limner_training_list_parent_class)->dispose (object);
}

static void
limner_training_list_finalize (GObject *object)
{
  LimnerTrainingList *self = LIMNER_TRAINING_LIST (object);

  g_clear_pointer (&self->runs, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_training_list_parent_class)->finalize (object);
}

static void
limner_training_list_class_init (LimnerTrainingListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_training_list_dispose;
  object_class->finalize = limner_training_list_finalize;

  signals[SIGNAL_ENDED] =
    g_signal_new ("ended", LIMNER_TYPE_TRAINING_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, LIMNER_TYPE_TRAINING_RUN);
}

static void
limner_training_list_init (LimnerTrainingList *self)
{
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * limner_training_list_new:
 * @store: the library
 * @clients: where servers are found; it has to live longer than the list
 *
 * Returns: (transfer full): a list that is empty until it is resumed
 */
LimnerTrainingList *
limner_training_list_new (LimnerStore        *store,
                          LimnerClientSource *clients)
{
  LimnerTrainingList *self;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);

  self = g_object_new (LIMNER_TYPE_TRAINING_LIST, NULL);
  self->store = g_object_ref (store);
  self->clients = clients;
  return self;
}

/**
 * limner_training_list_resume_async:
 * @self: a list
 * @cancellable: (nullable): to give up
 * @callback: called when the list is filled
 * @user_data: for @callback
 *
 * Reads what was kept and goes on with what had not ended.
 */
void
limner_training_list_resume_async (LimnerTrainingList  *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_TRAINING_LIST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_training_list_resume_async);
  limner_store_list_memos_async (self->store, "training", NULL, NULL, cancellable, listed_cb,
                                 g_steal_pointer (&task));
}

/**
 * limner_training_list_resume_finish:
 * @self: a list
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_training_list_resume_async().
 *
 * Returns: %TRUE if the list could be read
 */
gboolean
limner_training_list_resume_finish (LimnerTrainingList  *self,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_training_list_start:
 * @self: a list
 * @record: what is asked for; see #LimnerTrainingRun
 *
 * Begins a training.
 *
 * Returns: (transfer none): the run
 */
LimnerTrainingRun *
limner_training_list_start (LimnerTrainingList *self,
                            JsonObject         *record)
{
  LimnerTrainingRun *run;

  g_return_val_if_fail (LIMNER_IS_TRAINING_LIST (self), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  run = insert (self, 0, record);
  limner_training_run_go_on (run);
  return run;
}

/**
 * limner_training_list_remove:
 * @self: a list
 * @run: one of its trainings
 *
 * Forgets a training. The model that it made stays where it is.
 */
void
limner_training_list_remove (LimnerTrainingList *self,
                             LimnerTrainingRun  *run)
{
  guint position;

  g_return_if_fail (LIMNER_IS_TRAINING_LIST (self));

  if (!g_ptr_array_find (self->runs, run, &position))
    return;

  limner_store_set_memo_async (self->store, "training",
                               limner_training_run_get_text (run, "server"),
                               limner_training_run_get_id (run), NULL, NULL, NULL, NULL);
  limner_training_run_stop_following (run);
  g_ptr_array_remove_index (self->runs, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/**
 * limner_training_list_get_n_active:
 * @self: a list
 *
 * Returns: how many trainings have not ended
 */
guint
limner_training_list_get_n_active (LimnerTrainingList *self)
{
  guint n = 0;

  g_return_val_if_fail (LIMNER_IS_TRAINING_LIST (self), 0);

  for (guint i = 0; i < self->runs->len; i++)
    n += !limner_training_state_is_final (
      limner_training_run_get_state (g_ptr_array_index (self->runs, i)));
  return n;
}

/**
 * limner_training_list_estimate:
 * @self: a list
 * @server: a server's id
 * @trainer: `owner/name`
 * @work: how much there is to do: the steps, where the trainer has them, else 1
 *
 * Reckons from the trainings that are done how long another one will take.
 *
 * Returns: seconds; NaN where this trainer was never used
 */
double
limner_training_list_estimate (LimnerTrainingList *self,
                               const char         *server,
                               const char         *trainer,
                               double              work)
{
  double seconds = 0;
  double done = 0;

  g_return_val_if_fail (LIMNER_IS_TRAINING_LIST (self), NAN);

  for (guint i = 0; i < self->runs->len; i++)
    {
      LimnerTrainingRun *run = g_ptr_array_index (self->runs, i);

      if (limner_training_run_get_state (run) == LIMNER_TRAINING_DONE &&
          g_strcmp0 (limner_training_run_get_text (run, "server"), server) == 0 &&
          g_strcmp0 (limner_training_run_get_text (run, "trainer"), trainer) == 0)
        {
          seconds += limner_training_run_get_seconds (run);
          done += limner_json_get_double (limner_training_run_get_record (run), "work", 1);
        }
    }
  return done > 0 && seconds > 0 ? seconds / done * work : NAN;
}
