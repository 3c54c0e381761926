/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-stage.h"

G_BEGIN_DECLS

/* What motifs share: the colours of a season. */
LimnerColour limner_season_leaves  (LimnerStage *stage);
LimnerColour limner_season_grass   (LimnerStage *stage);

/* The colours that the prompt names, for what has a colour of its own. */
int          limner_named_colours  (LimnerStage  *stage,
                                    LimnerColour *colours,
                                    int           max_colours);
int          limner_thing_colours  (LimnerStage  *stage,
                                    LimnerThing   thing,
                                    LimnerColour *colours,
                                    int           max_colours);
gboolean     limner_thing_is_wanted (const LimnerStage *stage,
                                    LimnerThing   thing,
                                    guint         group);
LimnerColour limner_named_or       (LimnerStage  *stage,
                                    guint32       other);

void         limner_motif_harbour    (LimnerStage *stage);
void         limner_motif_sea        (LimnerStage *stage);
void         limner_motif_lighthouse (LimnerStage *stage);
void         limner_motif_waterfall  (LimnerStage *stage);
void         limner_motif_pond       (LimnerStage *stage);
void         limner_motif_mountains  (LimnerStage *stage);
void         limner_motif_forest     (LimnerStage *stage);
void         limner_motif_dunes      (LimnerStage *stage);
void         limner_motif_meadow     (LimnerStage *stage);
void         limner_motif_lane       (LimnerStage *stage);
void         limner_motif_tree       (LimnerStage *stage);
void         limner_motif_village    (LimnerStage *stage);
void         limner_motif_city       (LimnerStage *stage);
void         limner_motif_still_life (LimnerStage *stage);
void         limner_motif_bouquet    (LimnerStage *stage);
void         limner_motif_clouds     (LimnerStage *stage);
void         limner_motif_space      (LimnerStage *stage);
void         limner_motif_abstract   (LimnerStage *stage);
void         limner_motif_river      (LimnerStage *stage);
void         limner_draw_place       (LimnerStage *stage);

/* What may stand in a motif */
void         limner_draw_landmarks   (LimnerStage       *stage);
gboolean     limner_is_landmark      (const LimnerPainterPlan *plan);
void         limner_draw_landmark    (LimnerStage       *stage);
void         limner_draw_church      (LimnerStage       *stage,
                                      LimnerPoint        foot,
                                      float              height,
                                      float              distance);
void         limner_draw_castle      (LimnerStage       *stage,
                                      const LimnerFrame *frame);
void         limner_draw_bridge      (LimnerStage       *stage,
                                      const LimnerFrame *frame);
void         limner_draw_windmill    (LimnerStage       *stage,
                                      const LimnerFrame *frame);
void         limner_draw_palm        (LimnerStage       *stage,
                                      const LimnerFrame *frame,
                                      float              lean);

G_END_DECLS
