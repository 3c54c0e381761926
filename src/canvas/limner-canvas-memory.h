/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

void limner_canvas_remember (LimnerCanvas *canvas,
                             GSettings    *settings);

G_END_DECLS
