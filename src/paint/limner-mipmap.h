/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MIPMAP (limner_mipmap_get_type ())

G_DECLARE_FINAL_TYPE (LimnerMipmap, limner_mipmap, LIMNER, MIPMAP, GObject)

LimnerMipmap  *limner_mipmap_new          (LimnerPicture       *picture) G_GNUC_WARN_UNUSED_RESULT;
void           limner_mipmap_build        (LimnerMipmap        *self);
void           limner_mipmap_build_async  (LimnerMipmap        *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean       limner_mipmap_build_finish (LimnerMipmap        *self,
                                           GAsyncResult        *result,
                                           GError             **error);
void           limner_mipmap_add_rows     (LimnerMipmap        *self,
                                           int                  n_rows);
LimnerPicture *limner_mipmap_dup_growing  (LimnerMipmap        *self,
                                           int                  side) G_GNUC_WARN_UNUSED_RESULT;
int            limner_mipmap_get_n_levels (LimnerMipmap        *self);
LimnerPicture *limner_mipmap_get_level    (LimnerMipmap        *self,
                                           int                  level);
gboolean       limner_mipmap_is_opaque    (LimnerMipmap        *self);
gsize          limner_mipmap_get_bytes    (LimnerMipmap        *self);

G_END_DECLS
