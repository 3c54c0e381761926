/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-task-title.h"

/**
 * limner_task_get_title:
 * @task: one task
 *
 * Gets what a task is called on the screen.
 *
 * Returns: (transfer none): a translated word
 */
const char *
limner_task_get_title (LimnerTasks task)
{
  switch (task)
    {
    case LIMNER_TASK_GENERATE:
      return _("Generate");
    case LIMNER_TASK_EDIT:
      return _("Edit");
    case LIMNER_TASK_ERASE:
      return _("Erase");
    case LIMNER_TASK_EXTEND:
      return _("Extend");
    case LIMNER_TASK_VARY:
      return _("Vary");
    case LIMNER_TASK_UPSCALE:
      return _("Upscale");
    case LIMNER_TASK_SKETCH:
      return _("Sketch");
    case LIMNER_TASK_CONTROL:
      return _("Control");
    case LIMNER_TASK_NONE:
    default:
      return "";
    }
}
