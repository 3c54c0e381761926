/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

void limner_mask_files_import    (LimnerCanvas  *canvas,
                                  LimnerCombine  how);
void limner_mask_files_load      (LimnerCanvas  *canvas,
                                  GFile         *file,
                                  LimnerCombine  how);
void limner_mask_files_export    (LimnerCanvas  *canvas);

G_END_DECLS
