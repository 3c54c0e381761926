/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-faults.h"
#include "limner-generator.h"

G_BEGIN_DECLS

/**
 * LimnerEngineOptions:
 * @generators: the models, a static table
 * @n_generators: how many there are
 * @data_dir: (nullable): where work is kept from one start to the next; %NULL for a folder that
 *   goes with the server
 * @port: the port on 127.0.0.1; 0 for any that is free
 * @n_threads: how many predictions run at once; 0 for one per processor
 * @cold_boot_ms: how long a model boots before its first run, in milliseconds
 * @retention: how long a prediction's data is kept after its end, in seconds; 0 for an hour
 * @max_body_bytes: the largest body of a request; 0 for that around a file of the largest size
 *
 * How an engine is set up.
 */
typedef struct
{
  const LimnerGenerator *generators;
  gsize                  n_generators;
  const char            *data_dir;
  guint16                port;
  guint                  n_threads;
  guint                  cold_boot_ms;
  guint                  retention;
  gsize                  max_body_bytes;
} LimnerEngineOptions;

#define LIMNER_TYPE_ENGINE_SERVER (limner_engine_server_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEngineServer, limner_engine_server, LIMNER, ENGINE_SERVER, GObject)

LimnerEngineServer *limner_engine_server_new           (const LimnerEngineOptions  *options,
                                                        GError                    **error)
  G_GNUC_WARN_UNUSED_RESULT;
char               *limner_engine_server_dup_base_url  (LimnerEngineServer         *self)
  G_GNUC_WARN_UNUSED_RESULT;
const char         *limner_engine_server_get_token     (LimnerEngineServer         *self);
void                limner_engine_server_set_faults    (LimnerEngineServer         *self,
                                                        LimnerEngineFaults         *faults);
guint               limner_engine_server_get_n_created (LimnerEngineServer         *self);
guint               limner_engine_server_get_n_run     (LimnerEngineServer         *self);
void                limner_engine_server_sweep         (LimnerEngineServer         *self,
                                                        gint64                      now);
void                limner_engine_server_stop          (LimnerEngineServer         *self);

G_END_DECLS
