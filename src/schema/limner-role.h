/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LimnerRole:
 *
 * What an input means, whatever a model calls it. %LIMNER_ROLE_NONE where nothing is known.
 */
typedef enum
{
  LIMNER_ROLE_NONE,
  LIMNER_ROLE_PROMPT,
  LIMNER_ROLE_NEGATIVE_PROMPT,
  LIMNER_ROLE_IMAGE,
  LIMNER_ROLE_IMAGE_LIST,
  LIMNER_ROLE_MASK,
  LIMNER_ROLE_CONTROL_IMAGE,
  LIMNER_ROLE_STYLE_IMAGE,
  LIMNER_ROLE_FACE_IMAGE,
  LIMNER_ROLE_STRENGTH,
  LIMNER_ROLE_SEED,
  LIMNER_ROLE_WIDTH,
  LIMNER_ROLE_HEIGHT,
  LIMNER_ROLE_ASPECT_RATIO,
  LIMNER_ROLE_RESOLUTION,
  LIMNER_ROLE_STEPS,
  LIMNER_ROLE_GUIDANCE,
  LIMNER_ROLE_SCHEDULER,
  LIMNER_ROLE_EXTEND_LEFT,
  LIMNER_ROLE_EXTEND_TOP,
  LIMNER_ROLE_EXTEND_RIGHT,
  LIMNER_ROLE_EXTEND_BOTTOM,
  LIMNER_ROLE_EXTEND_WAY,
  LIMNER_ROLE_EXTEND_AMOUNT,
  LIMNER_ROLE_COUNT,
  LIMNER_ROLE_OUTPUT_FORMAT,
  LIMNER_ROLE_OUTPUT_QUALITY,
  LIMNER_ROLE_SAFETY,
  LIMNER_ROLE_LORA,
  LIMNER_ROLE_TRIGGER,
  LIMNER_ROLE_SYSTEM_PROMPT,
  LIMNER_ROLE_JSON,
} LimnerRole;

#define LIMNER_N_ROLES (LIMNER_ROLE_JSON + 1)
#define LIMNER_N_TASKS 8

/**
 * LimnerMaskPolarity:
 * @LIMNER_MASK_WHITE_REPAINTS: white is painted anew, black is kept; the usual way
 * @LIMNER_MASK_BLACK_REPAINTS: black is painted anew, white is kept
 * @LIMNER_MASK_PRESERVE: white is kept, in a model that changes the rest of the picture
 *
 * How a model reads its mask.
 */
typedef enum
{
  LIMNER_MASK_WHITE_REPAINTS,
  LIMNER_MASK_BLACK_REPAINTS,
  LIMNER_MASK_PRESERVE,
} LimnerMaskPolarity;

/**
 * LimnerTasks:
 *
 * What a person wants done, by intent; a model can do a set of them.
 */
typedef enum
{
  LIMNER_TASK_NONE     = 0,
  LIMNER_TASK_GENERATE = 1 << 0,
  LIMNER_TASK_EDIT     = 1 << 1,
  LIMNER_TASK_EXTEND   = 1 << 2,
  LIMNER_TASK_ERASE    = 1 << 3,
  LIMNER_TASK_VARY     = 1 << 4,
  LIMNER_TASK_UPSCALE  = 1 << 5,
  LIMNER_TASK_SKETCH   = 1 << 6,
  LIMNER_TASK_CONTROL  = 1 << 7,
} LimnerTasks;

const char         *limner_role_get_name          (LimnerRole          role);
LimnerRole          limner_role_from_name         (const char         *name);
gboolean            limner_role_is_single         (LimnerRole          role);

const char         *limner_mask_polarity_get_name (LimnerMaskPolarity  polarity);
gboolean            limner_mask_polarity_from_name (const char         *name,
                                                    LimnerMaskPolarity *polarity);

const char         *limner_task_get_name          (LimnerTasks         task);
LimnerTasks         limner_task_from_name         (const char         *name);

G_END_DECLS
