/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/limner-generator.h"

G_BEGIN_DECLS

/* The models of the built-in engine, each in its own file. */
gboolean limner_control_run       (LimnerGeneratorTask  *task,
                                   GError              **error);
gboolean limner_extend_run        (LimnerGeneratorTask  *task,
                                   GError              **error);
gboolean limner_fill_run          (LimnerGeneratorTask  *task,
                                   GError              **error);
gboolean limner_painter_run       (LimnerGeneratorTask  *task,
                                   GError              **error);
gboolean limner_prompts_run       (LimnerGeneratorTask  *task,
                                   GError              **error);
gboolean limner_style_trainer_run (LimnerGeneratorTask  *task,
                                   GError              **error);
gboolean limner_upscale_run       (LimnerGeneratorTask  *task,
                                   GError              **error);

G_END_DECLS
