/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-account-run.h"

/* So many characters of the reason of a failure: models answer with whole tracebacks. */
#define MAX_REASON 300

/**
 * limner_account_run_can_be_kept:
 * @studio: the studio
 * @run: a prediction of an account's list
 *
 * Returns: whether it can still be adopted: this program did not start it, and it has or will have
 *   a result
 */
gboolean
limner_account_run_can_be_kept (LimnerStudio     *studio,
                                LimnerPrediction *run)
{
  GListModel *queue = G_LIST_MODEL (limner_studio_get_queue (studio));
  LimnerStatus status = limner_prediction_get_status (run);

  if (limner_prediction_get_model (run) == NULL || limner_prediction_is_data_removed (run) ||
      (limner_status_is_final (status) && status != LIMNER_STATUS_SUCCEEDED))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (g_strcmp0 (limner_job_get_prediction (job), limner_prediction_get_id (run)) == 0)
        return FALSE;
    }
  return TRUE;
}

static const char *
get_status_word (LimnerStatus status)
{
  switch (status)
    {
    case LIMNER_STATUS_STARTING:
      return _("Starting");
    case LIMNER_STATUS_PROCESSING:
      return _("Running");
    case LIMNER_STATUS_SUCCEEDED:
      return _("Done");
    case LIMNER_STATUS_FAILED:
      return _("Failed");
    case LIMNER_STATUS_CANCELED:
      return _("Stopped");
    case LIMNER_STATUS_ABORTED:
      return _("Given up before it ran");
    case LIMNER_STATUS_UNKNOWN:
    default:
      return _("Under way");
    }
}

/**
 * limner_account_run_dup_text:
 * @run: a prediction or a training
 *
 * Returns: (transfer full): what became of it, when it was ordered, and why it failed
 */
char *
limner_account_run_dup_text (LimnerPrediction *run)
{
  LimnerStatus status = limner_prediction_get_status (run);
  g_autoptr(GDateTime) created = limner_prediction_get_created_at (run);
  g_autoptr(GDateTime) local = created != NULL ? g_date_time_to_local (created) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, "%x %R") : NULL;
  g_autofree char *reason = status == LIMNER_STATUS_FAILED || status == LIMNER_STATUS_ABORTED
                              ? limner_prediction_dup_error (run) : NULL;
  g_autoptr(GString) text = g_string_new (get_status_word (status));

  if (time != NULL)
    g_string_append_printf (text, " · %s", time);
  if (reason != NULL && *g_strstrip (reason) != '\0')
    {
      g_autofree char *valid = g_utf8_make_valid (reason, -1);
      g_autofree char *start = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1),
                                                                MAX_REASON));

      g_string_append_printf (text, "\n%s", start);
    }
  return g_strdup (text->str);
}

static void
add_state (GString        *state,
           LimnerStudio   *studio,
           LimnerResource *item)
{
  g_autofree char *text = NULL;

  if (!LIMNER_IS_PREDICTION (item))
    {
      text = limner_resource_to_text (item);
      g_string_append (state, text);
      return;
    }

  /* A log that grows is not seen here. */
  text = limner_account_run_dup_text (LIMNER_PREDICTION (item));
  g_string_append_printf (state, "%s %d %s\n", limner_prediction_get_id (LIMNER_PREDICTION (item)),
                          limner_account_run_can_be_kept (studio, LIMNER_PREDICTION (item)), text);
}

/**
 * limner_account_run_dup_state:
 * @studio: the studio
 * @list: a list of #LimnerResource: runs, or anything else that an account has
 * @n: how many of them are shown
 *
 * Puts into words what of a list is seen in its rows: where nothing of that changed, the rows can
 * stay.
 *
 * Returns: (transfer full): the words, for nobody's eyes
 */
char *
limner_account_run_dup_state (LimnerStudio *studio,
                              GListModel   *list,
                              guint         n)
{
  GString *state = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerResource) item = g_list_model_get_item (list, i);

      add_state (state, studio, item);
    }
  return g_string_free (state, FALSE);
}
