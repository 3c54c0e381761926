/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LimnerEngineState:
 * @LIMNER_ENGINE_STOPPED: it was not started yet, was stopped, or has ended by itself
 * @LIMNER_ENGINE_STARTING: it was started and has not told its address yet
 * @LIMNER_ENGINE_RUNNING: it can be used
 *
 * What the built-in engine is doing.
 */
typedef enum
{
  LIMNER_ENGINE_STOPPED,
  LIMNER_ENGINE_STARTING,
  LIMNER_ENGINE_RUNNING,
} LimnerEngineState;

#define LIMNER_TYPE_ENGINE_STATE (limner_engine_state_get_type ())
GType limner_engine_state_get_type (void) G_GNUC_CONST;

#define LIMNER_TYPE_ENGINE_LAUNCHER (limner_engine_launcher_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEngineLauncher, limner_engine_launcher,
                      LIMNER, ENGINE_LAUNCHER, GObject)

LimnerEngineLauncher *limner_engine_launcher_new          (const char            *data_dir,
                                                           const char * const    *arguments)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerEngineState     limner_engine_launcher_get_state    (LimnerEngineLauncher  *self);
const char           *limner_engine_launcher_get_base_url (LimnerEngineLauncher  *self);
const char           *limner_engine_launcher_get_token    (LimnerEngineLauncher  *self);
const char           *limner_engine_launcher_get_pid      (LimnerEngineLauncher  *self);
void                  limner_engine_launcher_start_async  (LimnerEngineLauncher  *self,
                                                           GCancellable          *cancellable,
                                                           GAsyncReadyCallback    callback,
                                                           gpointer               user_data);
gboolean              limner_engine_launcher_start_finish (LimnerEngineLauncher  *self,
                                                           GAsyncResult          *result,
                                                           GError               **error);
void                  limner_engine_launcher_stop         (LimnerEngineLauncher  *self);

char                 *limner_engine_launcher_find_program (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
