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
void limner_draw_penguin  (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_elephant (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_whale    (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_dragon   (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_snowman  (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_astronaut (LimnerStage      *stage,
                           const LimnerFrame *frame);
void limner_draw_robot    (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_christmas_tree (LimnerStage *stage,
                           const LimnerFrame *frame);
void limner_draw_mushroom (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_motor_car (LimnerStage      *stage,
                           const LimnerFrame *frame);
void limner_draw_bicycle  (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_train    (LimnerStage       *stage,
                           const LimnerFrame *frame);
void limner_draw_portrait (LimnerStage       *stage,
                           const LimnerFrame *frame);

G_END_DECLS
