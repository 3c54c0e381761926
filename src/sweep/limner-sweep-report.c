/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "widgets/limner-amount-text.h"
#include "widgets/limner-error-text.h"

#include "limner-sweep-report.h"

/* What is told at the end: so many of these, then that there are more. */
#define MAX_REASONS 5
#define MAX_NAMES 4

typedef struct
{
  char    *text;
  GString *names;
  guint    n;
} Reason;

static void
reason_free (gpointer data)
{
  Reason *reason = data;

  g_free (reason->text);
  g_string_free (reason->names, TRUE);
  g_free (reason);
}

static Reason *
find_reason (GPtrArray  *reasons,
             const char *text)
{
  Reason *reason;

  for (guint i = 0; i < reasons->len; i++)
    {
      reason = g_ptr_array_index (reasons, i);
      if (g_str_equal (reason->text, text))
        return reason;
    }
  reason = g_new0 (Reason, 1);
  reason->text = g_strdup (text);
  reason->names = g_string_new (NULL);
  g_ptr_array_add (reasons, reason);
  return reason;
}

static void
add_name (GPtrArray       *reasons,
          LimnerSweep     *sweep,
          LimnerSweepCell *cell,
          const char      *text)
{
  g_autofree char *name = limner_sweep_plan_dup_label (limner_sweep_get_plan (sweep),
                                                       limner_sweep_cell_get_index (cell));
  Reason *reason = find_reason (reasons, text);

  if (reason->n < MAX_NAMES)
    g_string_append_printf (reason->names, "%s%s", reason->n > 0 ? ", " : "", name);
  else if (reason->n == MAX_NAMES)
    g_string_append (reason->names, " …");
  reason->n++;
}

static void
add_cell (GPtrArray       *reasons,
          LimnerSweep     *sweep,
          LimnerSweepCell *cell)
{
  LimnerSweepCellState state = limner_sweep_cell_get_state (cell);
  g_autofree char *text = NULL;

  if (state == LIMNER_SWEEP_CELL_FAILED && limner_sweep_cell_get_error (cell) != NULL)
    text = limner_error_to_text (limner_sweep_cell_get_error (cell));
  else
    text = g_strdup (state == LIMNER_SWEEP_CELL_FAILED ? _("Failed") : _("Canceled"));
  add_name (reasons, sweep, cell, text);
}

/* A copy that could not be made, though its picture is in the gallery. */
static void
add_uncopied (GPtrArray       *reasons,
              LimnerSweep     *sweep,
              LimnerSweepCell *cell)
{
  const GError *error = limner_sweep_get_error (sweep);
  g_autofree char *why = error != NULL ? limner_error_to_text (error) : NULL;
  g_autofree char *text = why != NULL
    /* Translators: %s is a sentence that says why */
    ? g_strdup_printf (_("Not copied, but in the gallery: %s"), why)
    : g_strdup (_("Not copied, but in the gallery"));

  add_name (reasons, sweep, cell, text);
}

static void
append_reasons (GString   *text,
                GPtrArray *reasons)
{
  for (guint i = 0; i < MIN (reasons->len, MAX_REASONS); i++)
    {
      const Reason *reason = g_ptr_array_index (reasons, i);

      g_string_append_printf (text, "\n%u: %s (%s)", reason->n, reason->text, reason->names->str);
    }
  if (reasons->len > MAX_REASONS)
    g_string_append (text, "\n…");
}

/* Files that never became cells. */
static void
append_skipped (GString               *text,
                const LimnerSweepPlan *plan)
{
  for (guint i = 0; i < plan->axes->len; i++)
    {
      const LimnerSweepAxis *axis = limner_sweep_plan_get_axis (plan, i);

      if (axis->skipped->len > 0)
        {
          g_autofree char *skipped = limner_sweep_report_dup_skipped (axis, FALSE);

          g_string_append_printf (text, "\n%s", skipped);
        }
    }
}

static guint
count_skipped (const LimnerSweepPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->axes->len; i++)
    n += limner_sweep_plan_get_axis (plan, i)->skipped->len;
  return n;
}

/**
 * limner_sweep_report_lacks_copies:
 * @sweep: a sweep
 *
 * Tells whether copies could not be made that were wanted.
 *
 * Returns: %TRUE if limner_sweep_redo_failed() would try to make some
 */
gboolean
limner_sweep_report_lacks_copies (LimnerSweep *sweep)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP (sweep), FALSE);

  for (guint i = 0; i < limner_sweep_get_plan (sweep)->n_cells; i++)
    {
      if (!limner_sweep_get_copied (sweep, i))
        return TRUE;
    }
  return FALSE;
}

/**
 * limner_sweep_report_dup_skipped:
 * @axis: an axis of files
 * @all: whether all names are wanted, one in a line, and not only the first ones
 *
 * Tells which files cannot be used and are left out.
 *
 * Returns: (transfer full): a sentence
 */
char *
limner_sweep_report_dup_skipped (const LimnerSweepAxis *axis,
                                 gboolean               all)
{
  g_autoptr(GString) names = g_string_new (NULL);
  guint n;

  g_return_val_if_fail (axis != NULL, NULL);

  n = axis->skipped->len;
  for (guint i = 0; i < (all ? n : MIN (n, MAX_NAMES)); i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : all ? "\n" : ", ",
                            (const char *) g_ptr_array_index (axis->skipped, i));
  if (all)
    return g_string_free (g_steal_pointer (&names), FALSE);
  if (n > MAX_NAMES)
    g_string_append (names, " …");
  /* Translators: %s are names of files */
  return g_strdup_printf (ngettext ("%u file cannot be used and is left out: %s",
                                    "%u files cannot be used and are left out: %s", n), n,
                          names->str);
}

/**
 * limner_sweep_report_dup_progress:
 * @sweep: a sweep
 *
 * Tells in one line how far a sweep is, and how long it goes on by past runs.
 *
 * Returns: (transfer full): such as “3 of 12 · 1 failed · about 40 s left”
 */
char *
limner_sweep_report_dup_progress (LimnerSweep *sweep)
{
  g_autofree char *failed = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;
  guint n_done, n_failed, n_left;
  double left;

  g_return_val_if_fail (LIMNER_IS_SWEEP (sweep), NULL);

  limner_sweep_count (sweep, &n_done, &n_failed, &n_left);
  left = limner_sweep_get_time_left (sweep);
  failed = g_strdup_printf (ngettext (" · %u failed", " · %u failed", n_failed), n_failed);
  /* Translators: so many of so many are done */
  text = g_strdup_printf (_("%u of %u%s"), n_done, n_done + n_failed + n_left,
                          n_failed > 0 ? failed : "");
  if (n_left == 0 || !isfinite (left))
    return g_steal_pointer (&text);
  time = limner_amount_time_to_text (MAX (1, ceil (left)));
  /* Translators: how far it is, such as “3 of 12”, and a time such as “40 s” */
  return g_strdup_printf (_("%s · about %s left"), text, time);
}

/**
 * limner_sweep_report_dup:
 * @sweep: a sweep
 *
 * Tells what came of a sweep or of a batch over files: how many are done, which are not and why,
 * where the copies are, which could not be made, and which files were left out from the beginning.
 *
 * Returns: (transfer full) (nullable): some lines; %NULL while it goes on, and where its grid tells
 *   all
 */
char *
limner_sweep_report_dup (LimnerSweep *sweep)
{
  const LimnerSweepPlan *plan;
  g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func (reason_free);
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_done, n_failed, n_left;
  guint n_uncopied = 0;

  g_return_val_if_fail (LIMNER_IS_SWEEP (sweep), NULL);

  plan = limner_sweep_get_plan (sweep);
  limner_sweep_count (sweep, &n_done, &n_failed, &n_left);
  if (!limner_sweep_get_finished (sweep) ||
      (n_failed == 0 && plan->folder == NULL && count_skipped (plan) == 0))
    return NULL;

  for (guint i = 0; i < plan->n_cells; i++)
    {
      LimnerSweepCell *cell = limner_sweep_get_cell (sweep, i);
      LimnerSweepCellState state = limner_sweep_cell_get_state (cell);

      if (state == LIMNER_SWEEP_CELL_FAILED || state == LIMNER_SWEEP_CELL_CANCELED)
        add_cell (reasons, sweep, cell);
      if (!limner_sweep_get_copied (sweep, i))
        {
          add_uncopied (reasons, sweep, cell);
          n_uncopied++;
        }
    }
  /* Translators: so many of so many are done */
  g_string_printf (text, _("%u of %u done."), n_done, n_done + n_failed);
  if (plan->folder != NULL && n_done > n_uncopied)
    {
      g_string_append_c (text, ' ');
      /* Translators: a folder */
      g_string_append_printf (text, _("Copies are in “%s”."), plan->folder);
    }
  append_reasons (text, reasons);
  append_skipped (text, plan);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
