/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "store/limner-gallery-item.h"
#include "store/limner-store.h"

#include "limner-edit-options.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_REBLEND (limner_reblend_get_type ())
G_DECLARE_FINAL_TYPE (LimnerReblend, limner_reblend, LIMNER, REBLEND, GObject)

gboolean           limner_reblend_is_possible    (LimnerGalleryItem        *item);
LimnerReblend     *limner_reblend_new            (LimnerStore              *store,
                                                  LimnerGalleryItem        *item)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerGalleryItem *limner_reblend_get_item       (LimnerReblend            *self);
void               limner_reblend_compose_async  (LimnerReblend            *self,
                                                  const LimnerEditOptions  *options,
                                                  GCancellable             *cancellable,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
LimnerPicture     *limner_reblend_compose_finish (LimnerReblend            *self,
                                                  GAsyncResult             *result,
                                                  LimnerRect               *area,
                                                  GError                  **error)
  G_GNUC_WARN_UNUSED_RESULT;
void               limner_reblend_save_async     (LimnerReblend            *self,
                                                  const LimnerEditOptions  *options,
                                                  GCancellable             *cancellable,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
LimnerGalleryItem *limner_reblend_save_finish    (LimnerReblend            *self,
                                                  GAsyncResult             *result,
                                                  GError                  **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
