/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-shapes.h"

G_BEGIN_DECLS

/* Who stands before the motif. */
void limner_draw_subject  (LimnerStage       *stage);
void limner_draw_sitter   (LimnerStage       *stage,
                           const LimnerFrame *frame,
                           LimnerSubject      kind);
void limner_draw_grazer   (LimnerStage       *stage,
                           const LimnerFrame *frame,
                           LimnerSubject      kind);
void limner_draw_perched  (LimnerStage       *stage,
                           const LimnerFrame *frame,
                           LimnerSubject      kind);
void limner_draw_butterfly (LimnerStage      *stage,
                           const LimnerFrame *frame);
void limner_draw_portrait (LimnerStage       *stage,
                           const LimnerFrame *frame);

G_END_DECLS
