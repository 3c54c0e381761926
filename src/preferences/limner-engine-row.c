/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-client-models.h"
#include "client/limner-client-predictions.h"
#include "jobs/limner-client-source.h"
#include "studio/limner-process-use.h"

#include "limner-engine-row.h"

/** How often the row looks, in milliseconds, and how many predictions it looks through. */
#define PERIOD 2000
#define MAX_PREDICTIONS 100

/**
 * LimnerEngineRow:
 *
 * What the built-in engine takes of the computer while it runs: memory and processor as the kernel
 * counts them, models and predictions under way as the engine lists them. It looks while it is
 * seen, and never starts the engine.
 */
struct _LimnerEngineRow
{
  AdwActionRow      parent_instance;

  /* Owned */
  LimnerStudio     *studio;
  GCancellable     *cancellable;    /* of what was asked of the engine that runs */

  guint             timer_id;
  LimnerProcessUse  last;           /* at the last look, at @last_time */
  gint64            last_time;
  int               n_models;       /* -1 while not known */
  int               n_under_way;
  gboolean          is_asking;
};

G_DEFINE_FINAL_TYPE (LimnerEngineRow, limner_engine_row, ADW_TYPE_ACTION_ROW)

static LimnerEngineLauncher *
get_launcher (LimnerEngineRow *self)
{
  return limner_studio_get_engine (self->studio);
}

static void
append (GString *text,
        char    *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static void
append_processor (LimnerEngineRow        *self,
                  GString                *text,
                  const LimnerProcessUse *use)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - self->last_time) / G_USEC_PER_SEC;

  if (self->last_time != 0 && seconds > 0 && use->processor >= self->last.processor)
    /* Translators: %.0f is how much of one processor is used; two processors are 200 % */
    append (text, g_strdup_printf (_("%.0f %% of a processor"),
                                   100 * (use->processor - self->last.processor) / seconds));
  self->last = *use;
  self->last_time = now;
}

static void
append_work (LimnerEngineRow *self,
             GString         *text)
{
  if (self->n_models >= 0)
    append (text, g_strdup_printf (ngettext ("%d model", "%d models", (gulong) self->n_models),
                                   self->n_models));
  if (self->n_under_way == 0)
    append (text, g_strdup (_("nothing under way")));
  else if (self->n_under_way > 0)
    append (text, g_strdup_printf (ngettext ("%d prediction under way", "%d predictions under way",
                                             (gulong) self->n_under_way), self->n_under_way));
}

static void
show (LimnerEngineRow *self)
{
  const char *pid = limner_engine_launcher_get_pid (get_launcher (self));
  g_autoptr(GString) text = g_string_new (NULL);
  LimnerProcessUse use;

  if (pid == NULL)
    {
      self->last_time = 0;
      self->n_models = self->n_under_way = -1;
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                                   _("Not running: it starts when it is first needed, and takes "
                                     "nothing until then"));
      return;
    }

  if (limner_process_use_read (pid, &use))
    {
      g_autofree char *memory = g_format_size (use.memory);

      /* Translators: %s is a size such as “40 MB” */
      append (text, g_strdup_printf (_("%s of memory"), memory));
      append_processor (self, text, &use);
    }
  append_work (self, text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text->str);
}

static void
models_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerEngineRow) self = user_data;

  if (limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, NULL))
    self->n_models = (int) g_list_model_get_n_items (G_LIST_MODEL (object));
}

static void
predictions_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerEngineRow) self = user_data;
  GListModel *list = G_LIST_MODEL (object);

  self->is_asking = FALSE;
  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, NULL))
    return;

  self->n_under_way = 0;
  for (guint i = 0; i < MIN (g_list_model_get_n_items (list), MAX_PREDICTIONS); i++)
    {
      g_autoptr(LimnerPrediction) prediction = g_list_model_get_item (list, i);

      self->n_under_way += !limner_status_is_final (limner_prediction_get_status (prediction));
    }
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerEngineRow) self = user_data;
  g_autoptr(LimnerClient) client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, NULL);
  g_autoptr(LimnerPageList) predictions = NULL;

  if (client == NULL)
    {
      self->is_asking = FALSE;
      return;
    }

  predictions = limner_client_list_predictions (client, NULL, NULL, NULL);
  limner_page_list_load_async (predictions, 1, self->cancellable, predictions_cb,
                               g_object_ref (self));
  if (self->n_models < 0)
    {
      g_autoptr(LimnerPageList) models = limner_client_list_models (client, NULL, FALSE);

      limner_page_list_load_async (models, 200, self->cancellable, models_cb, g_object_ref (self));
    }
}

static gboolean
look_cb (gpointer user_data)
{
  LimnerEngineRow *self = user_data;

  show (self);
  if (limner_engine_launcher_get_state (get_launcher (self)) != LIMNER_ENGINE_RUNNING ||
      self->is_asking)
    return G_SOURCE_CONTINUE;

  self->is_asking = TRUE;
  limner_client_source_get_client_async (LIMNER_CLIENT_SOURCE (self->studio),
                                         LIMNER_SERVER_THIS_COMPUTER, self->cancellable, client_cb,
                                         g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
limner_engine_row_map (GtkWidget *widget)
{
  LimnerEngineRow *self = LIMNER_ENGINE_ROW (widget);

  GTK_WIDGET_CLASS (limner_engine_row_parent_class)->map (widget);
  self->timer_id = g_timeout_add (PERIOD, look_cb, self);
  look_cb (self);
}

static void
limner_engine_row_unmap (GtkWidget *widget)
{
  LimnerEngineRow *self = LIMNER_ENGINE_ROW (widget);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  GTK_WIDGET_CLASS (limner_engine_row_parent_class)->unmap (widget);
}

static void
limner_engine_row_dispose (GObject *object)
{
  LimnerEngineRow *self = LIMNER_ENGINE_ROW (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (limner_engine_row_parent_class)->dispose (object);
}

static void
limner_engine_row_finalize (GObject *object)
{
  LimnerEngineRow *self = LIMNER_ENGINE_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_engine_row_parent_class)->finalize (object);
}

static void
limner_engine_row_class_init (LimnerEngineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_engine_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_engine_row_finalize;
  GTK_WIDGET_CLASS (klass)->map = limner_engine_row_map;
  GTK_WIDGET_CLASS (klass)->unmap = limner_engine_row_unmap;
}

static void
limner_engine_row_init (LimnerEngineRow *self)
{
  self->n_models = self->n_under_way = -1;
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("The built-in engine takes"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
}

/**
 * limner_engine_row_new:
 * @studio: the studio whose engine it is
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
limner_engine_row_new (LimnerStudio *studio)
{
  LimnerEngineRow *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_ENGINE_ROW, NULL);
  self->studio = g_object_ref (studio);
  return GTK_WIDGET (self);
}
