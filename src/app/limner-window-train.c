/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fine-tuning as the window sees it: the way to its page, and the news of its end. */

#include "config.h"

#include "limner-window-private.h"

#include "base/limner-json.h"
#include "store/limner-item-details.h"
#include "studio/limner-test-grid.h"
#include "train/limner-train-page.h"

#include "limner-notifier.h"

#define N_TESTS 4

/* The parameter is a JSON object, or empty: see limner_train_page_prepare(). */
static void
train_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  LimnerWindow *self = user_data;
  GtkWidget *page = _limner_window_get_page (self, LIMNER_PAGE_TRAIN);
  g_autoptr(JsonObject) wish =
    limner_json_parse_object (g_variant_get_string (parameter, NULL), (gsize) -1,
                              LIMNER_STORE_MAX_JSON, NULL);

  limner_window_show_page (self, "train");
  if (wish != NULL)
    limner_train_page_prepare (LIMNER_TRAIN_PAGE (page), wish);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) jobs = limner_test_grid_finish (LIMNER_STUDIO (source), result, &error);

  if (jobs == NULL)
    limner_window_show_error (self, error);
}

/* The parameter is the id of a training that is done. */
static void
try_training_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  LimnerWindow *self = user_data;
  LimnerStudio *studio = limner_workspace_get_studio (self->workspace);
  GListModel *runs = G_LIST_MODEL (limner_studio_get_trainings (studio));

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr(LimnerTrainingRun) run = g_list_model_get_item (runs, i);
      g_autofree char *prompt = limner_test_grid_dup_prompt (run);

      if (g_strcmp0 (limner_training_run_get_id (run),
                     g_variant_get_string (parameter, NULL)) == 0 &&
          limner_training_run_get_state (run) == LIMNER_TRAINING_DONE)
        limner_test_grid_async (studio, run, prompt, N_TESTS, self->cancellable, tried_cb,
                                g_object_ref (self));
    }
}

/* Where nobody looks at the window, the desktop is told instead. */
static void
training_ended_cb (LimnerWindow      *self,
                   LimnerTrainingRun *run)
{
  g_autofree char *text = limner_notifier_describe_training (run);

  if (gtk_window_is_active (GTK_WINDOW (self)))
    limner_window_show_toast (self, text);
}

/* Installs what the window has to do with trainings. */
void
_limner_window_add_training (LimnerWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "try-training", .activate = try_training_action, .parameter_type = "s" },
    { .name = "train", .activate = train_action, .parameter_type = "s" },
  };
  LimnerStudio *studio = limner_workspace_get_studio (self->workspace);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (limner_studio_get_trainings (studio), "ended",
                           G_CALLBACK (training_ended_cb), self, G_CONNECT_SWAPPED);
}
