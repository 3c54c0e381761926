/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/limner-rect.h"
#include "engine/limner-generator.h"
#include "image/limner-plane.h"

G_BEGIN_DECLS

/** The largest picture that a model makes or takes, in pixels. */
#define LIMNER_GENERATOR_MAX_PIXELS 100000000

LimnerPicture *limner_generator_read_picture  (LimnerGeneratorTask  *task,
                                               const char           *input_name,
                                               GError              **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_generator_read_required (LimnerGeneratorTask  *task,
                                               const char           *input_name,
                                               GError              **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_generator_read_mask     (LimnerGeneratorTask  *task,
                                               const char           *input_name,
                                               int                   width,
                                               int                   height,
                                               GError              **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
gboolean       limner_generator_find_mask     (const LimnerPlane    *mask,
                                               int                   above,
                                               LimnerRect           *rect);
gpointer       limner_generator_run_apart     (GTaskThreadFunc       func,
                                               gpointer              data,
                                               GDestroyNotify        free_data,
                                               GCancellable         *cancellable,
                                               GError              **error);
guint64        limner_generator_read_seed     (LimnerGeneratorTask  *task);
gboolean       limner_generator_check_size    (gint64                width,
                                               gint64                height,
                                               GError              **error);
gboolean       limner_generator_emit_picture  (LimnerGeneratorTask  *task,
                                               const LimnerPicture  *picture,
                                               GError              **error);
gboolean       limner_generator_set_cancelled (LimnerGeneratorTask  *task,
                                               GError              **error);

G_END_DECLS
