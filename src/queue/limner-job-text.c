/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "client/limner-server.h"
#include "widgets/limner-amount-text.h"
#include "widgets/limner-error-text.h"

#include "limner-job-text.h"

/* What is said of a job, in the user's language. */

static gboolean
has_prompt (LimnerJob *job)
{
  const char *prompt = limner_job_spec_get_prompt (limner_job_get_spec (job));

  return prompt != NULL && *prompt != '\0';
}

/**
 * limner_job_text_get_title:
 * @job: a job
 *
 * Says what a job is about: its prompt in one line, else its model.
 *
 * Returns: (transfer full): the text
 */
char *
limner_job_text_get_title (LimnerJob *job)
{
  LimnerJobSpec *spec = limner_job_get_spec (job);
  const char *prompt = limner_job_spec_get_prompt (spec);
  g_autofree char *line = NULL;

  if (!has_prompt (job))
    return g_strdup (limner_job_spec_get_model (spec));

  line = g_utf8_substring (prompt, 0, MIN (g_utf8_strlen (prompt, -1), 200));
  return g_strstrip (g_strdelimit (g_steal_pointer (&line), "\n\r\t", ' '));
}

/* Whether a job that has not ended met something that may pass. What a model says of its failure
 * is said when its results are saved.
 */
static gboolean
has_trouble (LimnerJob *job)
{
  const GError *error = limner_job_get_error (job);

  return error != NULL && !limner_job_state_is_final (limner_job_get_state (job)) &&
         (limner_job_get_state (job) != LIMNER_JOB_DOWNLOADING ||
          !g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_FAILED));
}

static char *
say_trouble (LimnerJob *job)
{
  g_autofree char *reason = limner_error_to_text (limner_job_get_error (job));

  /* Translators: %s is a sentence that says why */
  return g_strdup_printf (_("Tries again: %s"), reason);
}

static char *
say_waiting (LimnerJob *job)
{
  int before = limner_job_get_queue_position (job);

  switch (limner_job_get_hold (job))
    {
    case LIMNER_JOB_HOLD_NETWORK:
      return g_strdup (_("Waits for the network"));

    case LIMNER_JOB_HOLD_BUDGET_DAY:
      return g_strdup (_("Waits until tomorrow: your budget for today is used up"));

    case LIMNER_JOB_HOLD_BUDGET_MONTH:
      return g_strdup (_("Waits until next month: your budget for this month is used up"));

    case LIMNER_JOB_HOLD_WORD:
      return g_strdup (_("Waits for your word: it costs more than your limit"));

    case LIMNER_JOB_HOLD_NONE:
    default:
      break;
    }
  if (before <= 0)
    return g_strdup (_("Next"));
  return g_strdup_printf (ngettext ("%d job before it", "%d jobs before it", before), before);
}

static char *
say_sending (LimnerJob *job)
{
  g_autofree char *done = NULL;
  g_autofree char *total = NULL;
  gint64 n_done, n_total;

  if (!limner_job_get_upload (job, &n_done, &n_total))
    return g_strdup (_("Being sent"));

  done = g_format_size ((guint64) n_done);
  total = g_format_size ((guint64) n_total);
  /* Translators: sizes of a file, such as “3.1 MB of 12 MB” */
  return g_strdup_printf (_("Uploading %s of %s"), done, total);
}

static char *
say_working (LimnerJob *job)
{
  double left = limner_job_get_time_left (job);
  g_autofree char *time = left > 0 && isfinite (left) ? limner_amount_time_to_text (left) : NULL;
  guint n_steps = limner_job_get_n_steps (job);

  if (n_steps > 0 && time != NULL)
    /* Translators: the last one is a duration such as “8 s” */
    return g_strdup_printf (_("Step %u of %u, %s left"), limner_job_get_step (job), n_steps, time);
  if (n_steps > 0)
    return g_strdup_printf (_("Step %u of %u"), limner_job_get_step (job), n_steps);
  if (time != NULL)
    /* Translators: a duration such as “8 s” */
    return g_strdup_printf (_("About %s left"), time);
  return g_strdup (_("Working"));
}

static char *
say_done (LimnerJob *job)
{
  guint n = g_list_model_get_n_items (limner_job_get_outputs (job));

  if (n > 0)
    return g_strdup_printf (ngettext ("%u picture", "%u pictures", n), n);
  if (limner_job_get_text_output (job) != NULL)
    return g_strdup (limner_job_get_text_output (job));
  return g_strdup (_("Done"));
}

/* What a model says of its failure is shown as it is: nobody can know all of them. */
static char *
say_failed (LimnerJob *job)
{
  const GError *error = limner_job_get_error (job);
  g_autofree char *line = NULL;

  if (error == NULL)
    return g_strdup (_("Failed"));
  if (!g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_FAILED))
    return limner_error_to_text (error);

  line = g_strstrip (g_strdelimit (g_strdup (error->message), "\n\r\t", ' '));
  /* Translators: %s is what the model or the server said, in its own language */
  return g_strdup_printf (_("Failed: %s"), line);
}

static char *
say_lost (LimnerJob *job)
{
  if (g_error_matches (limner_job_get_error (job), LIMNER_ERROR, LIMNER_ERROR_AMBIGUOUS))
    return g_strdup (_("Lost: nobody can tell which of the jobs on the server it is; look there "
                       "before you send it again"));
  return g_strdup (_("Lost: the server does not have it; you can send it again"));
}

/**
 * limner_job_text_get_status:
 * @job: a job
 *
 * Says what a job is at.
 *
 * Returns: (transfer full): the text
 */
char *
limner_job_text_get_status (LimnerJob *job)
{
  if (has_trouble (job))
    return say_trouble (job);

  switch (limner_job_get_state (job))
    {
    case LIMNER_JOB_QUEUED:
      return say_waiting (job);

    case LIMNER_JOB_SENDING:
      return say_sending (job);

    case LIMNER_JOB_SEARCHING:
      return g_strdup (_("The answer was lost; looking for it on the server"));

    case LIMNER_JOB_STARTING:
      return g_strdup (limner_job_get_cold_boot (job)
                         ? _("The model is being loaded, which can take minutes")
                         : _("Starting"));

    case LIMNER_JOB_PROCESSING:
      return say_working (job);

    case LIMNER_JOB_DOWNLOADING:
      return g_strdup (_("Saving the results"));

    case LIMNER_JOB_DONE:
      return say_done (job);

    case LIMNER_JOB_CANCELED:
      return g_strdup (_("Canceled"));

    case LIMNER_JOB_ABORTED:
      return g_strdup (_("The server gave up before it began; nothing was charged"));

    case LIMNER_JOB_LOST:
      return say_lost (job);

    case LIMNER_JOB_FAILED:
    default:
      return say_failed (job);
    }
}

static void
append (GString    *text,
        const char *piece)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, piece);
}

static gboolean
is_free (LimnerJob *job)
{
  return g_strcmp0 (limner_job_get_cost_source (job), "free") == 0 ||
         limner_server_is_free (limner_job_spec_get_server (limner_job_get_spec (job)));
}

/* What it cost: never a zero where the price is not known, and no more exact than it is: by the
 * hardware it is worked out of a table and of the time that the model says it ran.
 */
static void
append_cost (GString   *text,
             LimnerJob *job)
{
  double cost = limner_job_get_cost (job);
  g_autofree char *amount = NULL;

  if (is_free (job) || limner_job_get_prediction (job) == NULL)
    return;
  if (isfinite (cost) && g_strcmp0 (limner_job_get_cost_source (job), "hardware") == 0)
    amount = limner_amount_estimate_to_text (LIMNER_PRICE_HARDWARE, cost, cost);
  else
    amount = isfinite (cost) ? limner_amount_cost_to_text (cost) : g_strdup (_("price unknown"));
  append (text, amount);
}

/* What it will about cost, as soon as the price book has said so. */
static void
append_estimate (GString   *text,
                 LimnerJob *job)
{
  const LimnerEstimate *estimate = limner_job_get_estimate (job);
  g_autofree char *amount = NULL;

  if (estimate == NULL || is_free (job))
    return;
  amount = limner_amount_estimate_to_text (estimate->source, estimate->cost_low,
                                           estimate->cost_high);
  append (text, amount);
}

/**
 * limner_job_text_get_details:
 * @job: a job
 *
 * Says which model a job runs, where its title does not, and what it will about cost; when it has
 * ended, how long that took and what it cost.
 *
 * Returns: (transfer full): the text
 */
char *
limner_job_text_get_details (LimnerJob *job)
{
  g_autoptr(GString) text = g_string_new (NULL);
  double time = limner_job_get_predict_time (job);

  if (has_prompt (job))
    append (text, limner_job_spec_get_model (limner_job_get_spec (job)));
  if (!limner_job_state_is_final (limner_job_get_state (job)))
    {
      append_estimate (text, job);
    }
  else
    {
      g_autofree char *duration = isfinite (time) ? limner_amount_time_to_text (time) : NULL;

      if (duration != NULL)
        append (text, duration);
      append_cost (text, job);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * limner_job_text_get_source:
 * @job: a job
 *
 * Says how what a job cost, or will about cost, was worked out.
 *
 * Returns: (transfer full) (nullable): a tool tip; %NULL where there is nothing to be paid
 */
char *
limner_job_text_get_source (LimnerJob *job)
{
  const LimnerEstimate *estimate = limner_job_get_estimate (job);
  const char *source = limner_job_get_cost_source (job);
  g_autofree char *table = NULL;

  if (is_free (job))
    return NULL;
  if (!limner_job_state_is_final (limner_job_get_state (job)))
    {
      table = estimate != NULL ? limner_estimate_dup_table (estimate) : NULL;
      return estimate != NULL
               ? limner_amount_source_to_text (estimate->source, estimate->n_runs, table) : NULL;
    }
  if (limner_job_get_prediction (job) == NULL)
    return NULL;
  if (!isfinite (limner_job_get_cost (job)))
    return limner_amount_source_to_text (LIMNER_PRICE_UNKNOWN, 0, NULL);
  return g_strdup (g_strcmp0 (source, "hardware") == 0
                     ? _("Worked out by how long it took and what its hardware costs.")
                     : _("Worked out by the price that you entered."));
}
