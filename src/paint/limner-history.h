/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

#include "limner-frame.h"
#include "limner-stroke.h"

G_BEGIN_DECLS

/**
 * LimnerLayer:
 * @LIMNER_LAYER_MASK: what is to be repainted
 * @LIMNER_LAYER_GUIDE: colours drawn over the picture
 *
 * What a stroke paints on.
 */
typedef enum
{
  LIMNER_LAYER_MASK,
  LIMNER_LAYER_GUIDE,
} LimnerLayer;

#define LIMNER_N_LAYERS 2

/**
 * LimnerState:
 * @picture: (nullable): the picture; without one there is nothing else either
 * @layers: the mask and the guide, as large as the picture
 * @frame: how far the picture is to be extended
 * @picture_id: changes whenever another picture is there
 * @layer_ids: change whenever a pixel of the layer does
 *
 * What a document holds at one moment. The ids name the files in which it is kept.
 */
typedef struct
{
  LimnerPicture *picture;
  LimnerTiles   *layers[LIMNER_N_LAYERS];
  LimnerFrame    frame;
  guint64        picture_id;
  guint64        layer_ids[LIMNER_N_LAYERS];
} LimnerState;

/**
 * LimnerStepKind:
 * @LIMNER_STEP_TILES: tiles of one layer
 * @LIMNER_STEP_FRAME: the frame
 * @LIMNER_STEP_WHOLE: everything, when another picture came
 *
 * What an undo step keeps.
 */
typedef enum
{
  LIMNER_STEP_TILES,
  LIMNER_STEP_FRAME,
  LIMNER_STEP_WHOLE,
} LimnerStepKind;

/**
 * LimnerStep:
 * @kind: which of the following are used
 * @layer: for tiles
 * @changes: (nullable) (element-type LimnerTileChange): for tiles; %NULL while they are packed
 * @packed: (nullable): the tiles when they are packed
 * @state: for the frame and for everything
 * @id: changes whenever the contents do; names the file in which the step is kept
 *
 * The other side of a change: what was there before, or once it has been undone, after. To swap a
 * step with the present goes both ways.
 */
typedef struct
{
  LimnerStepKind  kind;
  LimnerLayer     layer;
  GArray         *changes;
  GBytes         *packed;
  LimnerState     state;
  guint64         id;
} LimnerStep;

/**
 * LimnerSwapped:
 * @layers: where each layer has changed
 * @picture: whether another picture is there
 * @frame: whether the frame has changed
 *
 * What came of undoing or redoing.
 */
typedef struct
{
  LimnerRect layers[LIMNER_N_LAYERS];
  gboolean   picture;
  gboolean   frame;
} LimnerSwapped;

#define LIMNER_TYPE_HISTORY (limner_history_get_type ())

G_DECLARE_FINAL_TYPE (LimnerHistory, limner_history, LIMNER, HISTORY, GObject)

void           limner_state_clear           (LimnerState       *self);
void           limner_state_copy            (const LimnerState *self,
                                             LimnerState       *copy);

LimnerStep    *limner_step_new_tiles        (LimnerLayer        layer,
                                             GArray            *changes) G_GNUC_WARN_UNUSED_RESULT;
LimnerStep    *limner_step_new_packed       (LimnerLayer        layer,
                                             GBytes            *packed) G_GNUC_WARN_UNUSED_RESULT;
LimnerStep    *limner_step_new_frame        (const LimnerFrame *frame) G_GNUC_WARN_UNUSED_RESULT;
LimnerStep    *limner_step_new_whole        (const LimnerState *state) G_GNUC_WARN_UNUSED_RESULT;
void           limner_step_free             (LimnerStep        *self);
gsize          limner_step_get_bytes        (const LimnerStep  *self);

LimnerHistory *limner_history_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void           limner_history_push          (LimnerHistory     *self,
                                             LimnerStep        *step);
void           limner_history_drop_last     (LimnerHistory     *self);
void           limner_history_clear         (LimnerHistory     *self);
gboolean       limner_history_undo          (LimnerHistory     *self,
                                             LimnerState       *state,
                                             LimnerSwapped     *swapped);
gboolean       limner_history_redo          (LimnerHistory     *self,
                                             LimnerState       *state,
                                             LimnerSwapped     *swapped);
guint          limner_history_get_n_undo    (LimnerHistory     *self);
guint          limner_history_get_n_redo    (LimnerHistory     *self);
LimnerStep    *limner_history_peek_undo     (LimnerHistory     *self,
                                             guint              n);
LimnerStep    *limner_history_peek_redo     (LimnerHistory     *self,
                                             guint              n);
void           limner_history_append_undo   (LimnerHistory     *self,
                                             LimnerStep        *step);
void           limner_history_append_redo   (LimnerHistory     *self,
                                             LimnerStep        *step);
gsize          limner_history_get_bytes     (LimnerHistory     *self);
gsize          limner_history_get_budget    (LimnerHistory     *self);
void           limner_history_set_budget    (LimnerHistory     *self,
                                             gsize              bytes);
void           limner_history_pack_all      (LimnerHistory     *self);
guint64        limner_history_next_id       (LimnerHistory     *self);
void           limner_history_reserve_ids   (LimnerHistory     *self,
                                             guint64            used);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerStep, limner_step_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimnerState, limner_state_clear)

G_END_DECLS
