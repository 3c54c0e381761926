/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-generator.h"

G_DEFINE_INTERFACE (LimnerGeneratorTask, limner_generator_task, G_TYPE_OBJECT)

#define BAR_CELLS 10

static GQuark
started_quark (void)
{
  return g_quark_from_static_string ("limner-generator-task-started");
}

/* The bar of tqdm is ten cells wide and drawn to an eighth of a cell. */
static void
append_bar (GString *line,
            int      step,
            int      n_steps)
{
  static const char * const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
  int eighths = (int) ((gint64) step * BAR_CELLS * 8 / n_steps);

  for (int cell = 0; cell < BAR_CELLS; cell++)
    {
      int filled = CLAMP (eighths - cell * 8, 0, 8);

      if (filled == 8)
        g_string_append (line, "█");
      else
        g_string_append (line, filled == 0 ? " " : parts[filled]);
    }
}

static void
limner_generator_task_default_init (LimnerGeneratorTaskInterface *iface)
{
}

/**
 * limner_generator_task_get_input:
 * @self: a task
 *
 * Gives the inputs of the run: checked against the model's schema, with defaults filled in.
 *
 * Returns: (transfer none): the inputs
 */
JsonObject *
limner_generator_task_get_input (LimnerGeneratorTask *self)
{
  g_return_val_if_fail (LIMNER_IS_GENERATOR_TASK (self), NULL);

  return LIMNER_GENERATOR_TASK_GET_IFACE (self)->get_input (self);
}

/**
 * limner_generator_task_get_file:
 * @self: a task
 * @input_name: the name of an input that holds a file
 * @error: return location for an error
 *
 * Reads the file that an input names. May block while the file is fetched.
 *
 * Returns: (transfer full) (nullable): the file's bytes; %NULL without an error if the input is not
 *   set; %NULL with an error if it is set and cannot be read
 */
GBytes *
limner_generator_task_get_file (LimnerGeneratorTask  *self,
                                const char           *input_name,
                                GError              **error)
{
  g_return_val_if_fail (LIMNER_IS_GENERATOR_TASK (self), NULL);
  g_return_val_if_fail (input_name != NULL, NULL);

  return LIMNER_GENERATOR_TASK_GET_IFACE (self)->get_file (self, input_name, error);
}

/**
 * limner_generator_task_get_cancellable:
 * @self: a task
 *
 * Returns: (transfer none) (nullable): what is cancelled when the run is not wanted any more
 */
GCancellable *
limner_generator_task_get_cancellable (LimnerGeneratorTask *self)
{
  g_return_val_if_fail (LIMNER_IS_GENERATOR_TASK (self), NULL);

  return LIMNER_GENERATOR_TASK_GET_IFACE (self)->get_cancellable (self);
}

/**
 * limner_generator_task_log:
 * @self: a task
 * @format: a printf() format
 * @...: its arguments
 *
 * Adds a line to the run's log, as a model prints it.
 */
void
limner_generator_task_log (LimnerGeneratorTask *self,
                           const char          *format,
                           ...)
{
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  va_list arguments;

  g_return_if_fail (LIMNER_IS_GENERATOR_TASK (self));
  g_return_if_fail (format != NULL);

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  text = g_strconcat (line, "\n", NULL);
  LIMNER_GENERATOR_TASK_GET_IFACE (self)->log (self, text);
}

/**
 * limner_generator_task_progress:
 * @self: a task
 * @step: how many steps are done
 * @n_steps: how many there are in all, at least 1
 *
 * Tells how far the run is, in the line that the Python library tqdm would print: clients of the
 * HTTP API read progress from such lines of the log.
 */
void
limner_generator_task_progress (LimnerGeneratorTask *self,
                                int                  step,
                                int                  n_steps)
{
  g_autoptr(GString) line = g_string_new (NULL);
  gint64 now = g_get_monotonic_time ();
  gint64 *started;
  double elapsed;
  int left;

  g_return_if_fail (LIMNER_IS_GENERATOR_TASK (self));
  g_return_if_fail (n_steps > 0);

  step = CLAMP (step, 0, n_steps);
  started = g_object_get_qdata (G_OBJECT (self), started_quark ());
  if (started == NULL)
    {
      started = g_new (gint64, 1);
      *started = now;
      g_object_set_qdata_full (G_OBJECT (self), started_quark (), started, g_free);
    }

  elapsed = (double) (now - *started) / G_USEC_PER_SEC;
  g_string_append_printf (line, "%3d%%|", (int) ((gint64) step * 100 / n_steps));
  append_bar (line, step, n_steps);
  g_string_append_printf (line, "| %d/%d [%02d:%02d<", step, n_steps,
                          (int) elapsed / 60, (int) elapsed % 60);
  if (step == 0 || elapsed <= 0.0)
    {
      g_string_append (line, "?, ?it/s]\n");
    }
  else
    {
      left = (int) (elapsed * (n_steps - step) / step);
      g_string_append_printf (line, "%02d:%02d, %5.2fit/s]\n", left / 60, left % 60,
                              step / elapsed);
    }

  LIMNER_GENERATOR_TASK_GET_IFACE (self)->log (self, line->str);
}

/**
 * limner_generator_task_emit_file:
 * @self: a task
 * @bytes: a whole file
 * @mime_type: what it is, such as `image/png`
 *
 * Hands over a file that the run made. A model whose output is one file emits one.
 */
void
limner_generator_task_emit_file (LimnerGeneratorTask *self,
                                 GBytes              *bytes,
                                 const char          *mime_type)
{
  g_return_if_fail (LIMNER_IS_GENERATOR_TASK (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (mime_type != NULL);

  LIMNER_GENERATOR_TASK_GET_IFACE (self)->emit_file (self, bytes, mime_type);
}

/**
 * limner_generator_task_emit_text:
 * @self: a task
 * @text: the next piece of the text that the run makes
 *
 * Hands over a piece of text. Where the model's output is one text, the pieces are joined.
 */
void
limner_generator_task_emit_text (LimnerGeneratorTask *self,
                                 const char          *text)
{
  g_return_if_fail (LIMNER_IS_GENERATOR_TASK (self));
  g_return_if_fail (text != NULL);

  LIMNER_GENERATOR_TASK_GET_IFACE (self)->emit_text (self, text);
}
