/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

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
add_cell (GPtrArray       *reasons,
          LimnerSweep     *sweep,
          LimnerSweepCell *cell)
{
  LimnerSweepCellState state = limner_sweep_cell_get_state (cell);
  const LimnerSweepPlan *plan = limner_sweep_get_plan (sweep);
  g_autofree char *name = limner_sweep_plan_dup_label (plan, limner_sweep_cell_get_index (cell));
  g_autofree char *text = NULL;
  Reason *reason;

  if (state == LIMNER_SWEEP_CELL_FAILED && limner_sweep_cell_get_error (cell) != NULL)
    text = limner_error_to_text (limner_sweep_cell_get_error (cell));
  else
    text = g_strdup (state == LIMNER_SWEEP_CELL_FAILED ? _("Failed") : _("Canceled"));
  reason = find_reason (reasons, text);
  if (reason->n < MAX_NAMES)
    g_string_append_printf (reason->names, "%s%s", reason->n > 0 ? ", " : "", name);
  else if (reason->n == MAX_NAMES)
    g_string_append (reason->names, " …");
  reason->n++;
}

/**
 * limner_sweep_report_dup:
 * @sweep: a sweep
 *
 * Tells what came of a sweep or of a batch over files: how many are done, which are not and why,
 * and where the copies are.
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

  g_return_val_if_fail (LIMNER_IS_SWEEP (sweep), NULL);

  plan = limner_sweep_get_plan (sweep);
  limner_sweep_count (sweep, &n_done, &n_failed, &n_left);
  if (!limner_sweep_get_finished (sweep) || (n_failed == 0 && plan->folder == NULL))
    return NULL;

  for (guint i = 0; i < plan->n_cells; i++)
    {
      LimnerSweepCell *cell = limner_sweep_get_cell (sweep, i);
      LimnerSweepCellState state = limner_sweep_cell_get_state (cell);

      if (state == LIMNER_SWEEP_CELL_FAILED || state == LIMNER_SWEEP_CELL_CANCELED)
        add_cell (reasons, sweep, cell);
    }
  /* Translators: so many of so many are done */
  g_string_printf (text, _("%u of %u done."), n_done, n_done + n_failed);
  if (plan->folder != NULL && n_done > 0)
    {
      g_string_append_c (text, ' ');
      /* Translators: a folder */
      g_string_append_printf (text, _("Copies are in “%s”."), plan->folder);
    }
  for (guint i = 0; i < MIN (reasons->len, MAX_REASONS); i++)
    {
      const Reason *reason = g_ptr_array_index (reasons, i);

      g_string_append_printf (text, "\n%u: %s (%s)", reason->n, reason->text, reason->names->str);
    }
  if (reasons->len > MAX_REASONS)
    g_string_append (text, "\n…");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
