/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-debug.h"

static const GDebugKey debug_keys[] = {
  { "canvas-tiles", LIMNER_DEBUG_CANVAS_TILES },
  { "slow-api", LIMNER_DEBUG_SLOW_API },
  { "stalls", LIMNER_DEBUG_STALLS },
  { "sql", LIMNER_DEBUG_SQL },
};

/**
 * limner_debug:
 * @flag: a switch
 *
 * Tells whether a debugging switch was set when the program started. Can be called from any thread.
 *
 * Returns: %TRUE if `LIMNER_DEBUG` names @flag
 */
gboolean
limner_debug (LimnerDebugFlags flag)
{
  static gsize flags = 0;
  const gsize initialized = (gsize) 1 << 31;

  if (g_once_init_enter (&flags))
    g_once_init_leave (&flags, initialized | g_parse_debug_string (g_getenv ("LIMNER_DEBUG"),
                                                                   debug_keys,
                                                                   G_N_ELEMENTS (debug_keys)));

  return (flags & flag) != 0;
}
