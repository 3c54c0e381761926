/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "image/limner-picture.h"

#include "limner-brush.h"
#include "limner-frame.h"
#include "limner-history.h"
#include "limner-mask-operation.h"
#include "limner-mipmap.h"
#include "limner-transform.h"

G_BEGIN_DECLS

/**
 * LimnerSelectFunc:
 * @data: as given to limner_document_select_async()
 *
 * Makes a selection, on a thread.
 *
 * Returns: (transfer full): a mask as large as the picture
 */
typedef LimnerMask * (* LimnerSelectFunc) (gpointer data);

/**
 * LimnerDocumentLoss:
 * @LIMNER_DOCUMENT_LOSS_NONE: all was there
 * @LIMNER_DOCUMENT_LOSS_STEPS: some steps of the history
 * @LIMNER_DOCUMENT_LOSS_LAYER: the mask or the guide, and with it steps of the history
 *
 * What could not be read of a saved document.
 */
typedef enum
{
  LIMNER_DOCUMENT_LOSS_NONE,
  LIMNER_DOCUMENT_LOSS_STEPS,
  LIMNER_DOCUMENT_LOSS_LAYER,
} LimnerDocumentLoss;

#define LIMNER_TYPE_DOCUMENT (limner_document_get_type ())

G_DECLARE_FINAL_TYPE (LimnerDocument, limner_document, LIMNER, DOCUMENT, GObject)

LimnerDocument   *limner_document_new               (void) G_GNUC_WARN_UNUSED_RESULT;

/* Picture */
LimnerPicture    *limner_document_get_picture       (LimnerDocument         *self);
void              limner_document_set_picture       (LimnerDocument         *self,
                                                     LimnerPicture          *picture);
void              limner_document_set_levels        (LimnerDocument         *self,
                                                     LimnerMipmap           *levels);
LimnerMipmap     *limner_document_get_levels        (LimnerDocument         *self);
void              limner_document_replace_picture   (LimnerDocument         *self,
                                                     LimnerPicture          *picture,
                                                     int                     offset_x,
                                                     int                     offset_y,
                                                     gboolean                keep_mask);
LimnerPicture    *limner_document_get_incoming      (LimnerDocument         *self,
                                                     int                    *width,
                                                     int                    *height);
void              limner_document_set_incoming      (LimnerDocument         *self,
                                                     LimnerPicture          *preview,
                                                     int                     width,
                                                     int                     height);
int               limner_document_get_width         (LimnerDocument         *self);
int               limner_document_get_height        (LimnerDocument         *self);

/* Mask */
LimnerMask       *limner_document_get_mask          (LimnerDocument         *self);
gboolean          limner_document_get_mask_bounds   (LimnerDocument         *self,
                                                     LimnerRect             *bounds);
double            limner_document_get_mask_coverage (LimnerDocument         *self);
void              limner_document_select            (LimnerDocument         *self,
                                                     const LimnerMask       *selection,
                                                     LimnerCombine           how);
void              limner_document_select_async      (LimnerDocument         *self,
                                                     LimnerSelectFunc        make,
                                                     gpointer                data,
                                                     GDestroyNotify          data_free,
                                                     LimnerCombine           how,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
gboolean          limner_document_select_finish     (LimnerDocument         *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
gboolean          limner_document_is_working        (LimnerDocument         *self);
void              limner_document_cancel_work       (LimnerDocument         *self);
void              limner_document_operate           (LimnerDocument         *self,
                                                     LimnerMaskOperation     operation,
                                                     int                     amount);
void              limner_document_operate_async     (LimnerDocument         *self,
                                                     LimnerMaskOperation     operation,
                                                     int                     amount,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
gboolean          limner_document_operate_finish    (LimnerDocument         *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
gboolean          limner_document_get_adjustable    (LimnerDocument         *self,
                                                     LimnerMaskOperation    *operation,
                                                     int                    *amount);

/* Moving, scaling and turning of a layer */
gboolean          limner_document_get_transform     (LimnerDocument         *self,
                                                     LimnerLayer             layer,
                                                     LimnerTransform        *transform,
                                                     LimnerRect             *bounds);
void              limner_document_transform         (LimnerDocument         *self,
                                                     LimnerLayer             layer,
                                                     const LimnerTransform  *transform);
void              limner_document_end_transform     (LimnerDocument         *self);

/* Guide: colours over the picture, to be sent with it when the user wants */
gboolean          limner_document_has_guide         (LimnerDocument         *self);
LimnerTiles      *limner_document_get_guide         (LimnerDocument         *self);
gboolean          limner_document_get_guide_visible (LimnerDocument         *self);
void              limner_document_set_guide_visible (LimnerDocument         *self,
                                                     gboolean                visible);
void              limner_document_clear_guide       (LimnerDocument         *self);

/* Frame */
void              limner_document_get_frame         (LimnerDocument         *self,
                                                     LimnerFrame            *frame);
void              limner_document_set_frame         (LimnerDocument         *self,
                                                     const LimnerFrame      *frame);
void              limner_document_drag_frame        (LimnerDocument         *self,
                                                     const LimnerFrame      *frame,
                                                     gboolean                first);

/* Strokes */
gboolean          limner_document_begin_stroke      (LimnerDocument         *self,
                                                     LimnerLayer             layer,
                                                     const LimnerBrush      *brush,
                                                     gboolean                subtract);
void              limner_document_add_to_stroke     (LimnerDocument         *self,
                                                     const LimnerStrokePoint *point);
void              limner_document_end_stroke        (LimnerDocument         *self);
void              limner_document_cancel_stroke     (LimnerDocument         *self);
gboolean          limner_document_is_painting       (LimnerDocument         *self);

/* History */
gboolean          limner_document_get_can_undo      (LimnerDocument         *self);
gboolean          limner_document_get_can_redo      (LimnerDocument         *self);
void              limner_document_undo              (LimnerDocument         *self);
void              limner_document_redo              (LimnerDocument         *self);
gsize             limner_document_get_history_bytes (LimnerDocument         *self);
void              limner_document_set_history_budget (LimnerDocument        *self,
                                                     gsize                   bytes);
LimnerHistory    *limner_document_get_history       (LimnerDocument         *self);

/* Keeping it on disk */
void              limner_document_save_async        (LimnerDocument         *self,
                                                     const char             *folder,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
gboolean          limner_document_save_finish       (LimnerDocument         *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
void              limner_document_load_async        (LimnerDocument         *self,
                                                     const char             *folder,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
gboolean          limner_document_load_finish       (LimnerDocument         *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
LimnerDocumentLoss
                  limner_document_get_loss          (LimnerDocument         *self);
void              limner_document_set_autosave      (LimnerDocument         *self,
                                                     const char             *folder);

G_END_DECLS
