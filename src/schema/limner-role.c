/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-role.h"

typedef struct
{
  const char *name;
  gboolean    is_single;   /* at most one input of a model has it */
} RoleFacts;

static const RoleFacts roles[LIMNER_N_ROLES] = {
  [LIMNER_ROLE_NONE]            = { "none", FALSE },
  [LIMNER_ROLE_PROMPT]          = { "prompt", TRUE },
  [LIMNER_ROLE_NEGATIVE_PROMPT] = { "negative-prompt", TRUE },
  [LIMNER_ROLE_IMAGE]           = { "image", TRUE },
  [LIMNER_ROLE_IMAGE_LIST]      = { "image-list", TRUE },
  [LIMNER_ROLE_MASK]            = { "mask", TRUE },
  [LIMNER_ROLE_CONTROL_IMAGE]   = { "control-image", FALSE },
  [LIMNER_ROLE_STYLE_IMAGE]     = { "style-image", FALSE },
  [LIMNER_ROLE_FACE_IMAGE]      = { "face-image", FALSE },
  [LIMNER_ROLE_STRENGTH]        = { "strength", TRUE },
  [LIMNER_ROLE_SEED]            = { "seed", TRUE },
  [LIMNER_ROLE_WIDTH]           = { "width", TRUE },
  [LIMNER_ROLE_HEIGHT]          = { "height", TRUE },
  [LIMNER_ROLE_ASPECT_RATIO]    = { "aspect-ratio", TRUE },
  [LIMNER_ROLE_RESOLUTION]      = { "resolution", TRUE },
  [LIMNER_ROLE_STEPS]           = { "steps", TRUE },
  [LIMNER_ROLE_GUIDANCE]        = { "guidance", TRUE },
  [LIMNER_ROLE_SCHEDULER]       = { "scheduler", TRUE },
  [LIMNER_ROLE_EXTEND_LEFT]     = { "extend-left", TRUE },
  [LIMNER_ROLE_EXTEND_TOP]      = { "extend-top", TRUE },
  [LIMNER_ROLE_EXTEND_RIGHT]    = { "extend-right", TRUE },
  [LIMNER_ROLE_EXTEND_BOTTOM]   = { "extend-bottom", TRUE },
  [LIMNER_ROLE_EXTEND_WAY]      = { "extend-way", TRUE },
  [LIMNER_ROLE_EXTEND_AMOUNT]   = { "extend-amount", TRUE },
  [LIMNER_ROLE_COUNT]           = { "count", TRUE },
  [LIMNER_ROLE_OUTPUT_FORMAT]   = { "output-format", TRUE },
  [LIMNER_ROLE_OUTPUT_QUALITY]  = { "output-quality", TRUE },
  [LIMNER_ROLE_SAFETY]          = { "safety", FALSE },
  [LIMNER_ROLE_LORA]            = { "lora", FALSE },
  [LIMNER_ROLE_TRIGGER]         = { "trigger", TRUE },
  [LIMNER_ROLE_SYSTEM_PROMPT]   = { "system-prompt", TRUE },
  [LIMNER_ROLE_JSON]            = { "json", FALSE },
};

static const char *const polarities[] = {
  [LIMNER_MASK_WHITE_REPAINTS] = "white-repaints",
  [LIMNER_MASK_BLACK_REPAINTS] = "black-repaints",
  [LIMNER_MASK_PRESERVE]       = "preserve",
};

static const char *const tasks[LIMNER_N_TASKS] = {
  "generate", "edit", "extend", "erase", "vary", "upscale", "sketch", "control",
};

/**
 * limner_role_get_name:
 * @role: a role
 *
 * Returns: (transfer none): the role's name as it is written in JSON, such as `negative-prompt`;
 *   `none` where there is no role
 */
const char *
limner_role_get_name (LimnerRole role)
{
  g_return_val_if_fail ((guint) role < LIMNER_N_ROLES, "none");

  return roles[role].name;
}

/**
 * limner_role_from_name:
 * @name: (nullable): a name as limner_role_get_name() gives it
 *
 * Returns: the role, %LIMNER_ROLE_NONE for a name that is unknown
 */
LimnerRole
limner_role_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < LIMNER_N_ROLES; i++)
    {
      if (g_str_equal (roles[i].name, name))
        return (LimnerRole) i;
    }

  return LIMNER_ROLE_NONE;
}

/**
 * limner_role_is_single:
 * @role: a role
 *
 * Returns: whether at most one input of a model has this role
 */
gboolean
limner_role_is_single (LimnerRole role)
{
  g_return_val_if_fail ((guint) role < LIMNER_N_ROLES, FALSE);

  return roles[role].is_single;
}

/**
 * limner_mask_polarity_get_name:
 * @polarity: how a mask is read
 *
 * Returns: (transfer none): `white-repaints`, `black-repaints` or `preserve`
 */
const char *
limner_mask_polarity_get_name (LimnerMaskPolarity polarity)
{
  g_return_val_if_fail ((guint) polarity < G_N_ELEMENTS (polarities), polarities[0]);

  return polarities[polarity];
}

/**
 * limner_mask_polarity_from_name:
 * @name: (nullable): a name as limner_mask_polarity_get_name() gives it
 * @polarity: (out): the polarity, left alone for a name that is unknown
 *
 * Returns: whether @name is known
 */
gboolean
limner_mask_polarity_from_name (const char         *name,
                                LimnerMaskPolarity *polarity)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (polarities); i++)
    {
      if (g_str_equal (polarities[i], name))
        {
          *polarity = (LimnerMaskPolarity) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * limner_task_get_name:
 * @task: one task
 *
 * Returns: (transfer none) (nullable): its name as it is written in JSON, such as `extend`; %NULL
 *   where @task is none or several
 */
const char *
limner_task_get_name (LimnerTasks task)
{
  for (guint i = 0; i < LIMNER_N_TASKS; i++)
    {
      if ((guint) task == 1u << i)
        return tasks[i];
    }

  return NULL;
}

/**
 * limner_task_from_name:
 * @name: (nullable): a name as limner_task_get_name() gives it
 *
 * Returns: the task, %LIMNER_TASK_NONE for a name that is unknown
 */
LimnerTasks
limner_task_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < LIMNER_N_TASKS; i++)
    {
      if (g_str_equal (tasks[i], name))
        return (LimnerTasks) (1u << i);
    }

  return LIMNER_TASK_NONE;
}
