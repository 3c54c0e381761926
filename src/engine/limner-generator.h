/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "image/limner-picture.h"

G_BEGIN_DECLS

/**
 * LimnerGeneratorTask:
 *
 * One run of a generator, as the generator sees it: where it reads its inputs, tells its progress
 * and hands over what it made. The engine implements it for HTTP; tests implement it in memory. All
 * of it is called on the thread that runs the generator.
 */
#define LIMNER_TYPE_GENERATOR_TASK (limner_generator_task_get_type ())
G_DECLARE_INTERFACE (LimnerGeneratorTask, limner_generator_task, LIMNER, GENERATOR_TASK, GObject)

struct _LimnerGeneratorTaskInterface
{
  GTypeInterface parent_iface;

  JsonObject   * (*get_input)       (LimnerGeneratorTask  *self);
  GBytes       * (*get_file)        (LimnerGeneratorTask  *self,
                                     const char           *input_name,
                                     GError              **error);
  GCancellable * (*get_cancellable) (LimnerGeneratorTask  *self);
  void           (*log)             (LimnerGeneratorTask  *self,
                                     const char           *text);
  void           (*emit_file)       (LimnerGeneratorTask  *self,
                                     GBytes               *bytes,
                                     const char           *mime_type);
  void           (*emit_text)       (LimnerGeneratorTask  *self,
                                     const char           *text);
};

JsonObject   *limner_generator_task_get_input       (LimnerGeneratorTask  *self);
GBytes       *limner_generator_task_get_file        (LimnerGeneratorTask  *self,
                                                     const char           *input_name,
                                                     GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
GCancellable *limner_generator_task_get_cancellable (LimnerGeneratorTask  *self);
void          limner_generator_task_log             (LimnerGeneratorTask  *self,
                                                     const char           *format,
                                                     ...) G_GNUC_PRINTF (2, 3);
void          limner_generator_task_progress        (LimnerGeneratorTask  *self,
                                                     int                   step,
                                                     int                   n_steps);
void          limner_generator_task_emit_file       (LimnerGeneratorTask  *self,
                                                     GBytes               *bytes,
                                                     const char           *mime_type);
void          limner_generator_task_emit_text       (LimnerGeneratorTask  *self,
                                                     const char           *text);

/**
 * LimnerGeneratorRun:
 * @task: where inputs come from and outputs go
 * @error: return location for an error
 *
 * Makes what the model makes, on a thread of its own. Checks the task's cancellable at least every
 * 100 ms.
 *
 * Returns: %TRUE if it is done; else an error, %G_IO_ERROR_CANCELLED among them
 */
typedef gboolean (*LimnerGeneratorRun) (LimnerGeneratorTask  *task,
                                        GError              **error);

/**
 * LimnerGenerator:
 * @name: the model's name below the owner `limner`, such as `fill`
 * @description: one line for people, in English
 * @schema_resource: the version's OpenAPI document (as Cog would write it), a path below
 *   `/io/github/limner/Limner/engine/schemas/`
 * @run: makes the output; inputs were validated and defaults filled in before
 *
 * A model of the built-in engine: a static table entry.
 */
typedef struct
{
  const char         *name;
  const char         *description;
  const char         *schema_resource;
  LimnerGeneratorRun  run;
} LimnerGenerator;

const LimnerGenerator *limner_generators_get_all (gsize      *n_generators);
const LimnerGenerator *limner_generators_find    (const char *name);

G_END_DECLS
