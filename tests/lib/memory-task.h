/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/limner-generator.h"

G_BEGIN_DECLS

#define TYPE_MEMORY_TASK (memory_task_get_type ())
G_DECLARE_FINAL_TYPE (MemoryTask, memory_task, MEMORY, TASK, GObject)

/* A run of a generator without a server: inputs and outputs are in memory. */
MemoryTask   *memory_task_new         (const char    *input_json) G_GNUC_WARN_UNUSED_RESULT;
void          memory_task_set_file    (MemoryTask    *self,
                                       const char    *input_name,
                                       GBytes        *bytes);
void          memory_task_set_picture (MemoryTask    *self,
                                       const char    *input_name,
                                       LimnerPicture *picture);
GCancellable *memory_task_get_cancellable (MemoryTask *self);
const char   *memory_task_get_log     (MemoryTask    *self);
const char   *memory_task_get_text    (MemoryTask    *self);
guint         memory_task_get_n_files (MemoryTask    *self);
GBytes       *memory_task_get_output  (MemoryTask    *self,
                                       guint          index,
                                       const char   **mime_type);

/* Pictures as files */
GBytes        *memory_encode_png      (LimnerPicture *picture) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *memory_decode          (GBytes        *bytes) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *memory_load            (const char    *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
