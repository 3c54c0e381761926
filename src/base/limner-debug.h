/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerDebugFlags:
 * @LIMNER_DEBUG_CANVAS_TILES: outline the canvas tiles that are uploaded again
 * @LIMNER_DEBUG_SLOW_API: delay every answer of the HTTP client by a second
 * @LIMNER_DEBUG_STALLS: tell when the main loop was blocked for more than 16 ms
 * @LIMNER_DEBUG_SQL: log the statements of the library (never their values)
 *
 * Switches read from the environment variable `LIMNER_DEBUG`, a list such as
 * `canvas-tiles,stalls`; `help` lists them.
 */
typedef enum
{
  LIMNER_DEBUG_CANVAS_TILES = 1 << 0,
  LIMNER_DEBUG_SLOW_API     = 1 << 1,
  LIMNER_DEBUG_STALLS       = 1 << 2,
  LIMNER_DEBUG_SQL          = 1 << 3,
} LimnerDebugFlags;

gboolean limner_debug (LimnerDebugFlags flag);

G_END_DECLS
