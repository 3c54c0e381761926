/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-document.h"
#include "limner-mask.h"

G_BEGIN_DECLS

typedef struct _LimnerLayers LimnerLayers;

LimnerLayers  *limner_layers_new         (LimnerDocument     *document)
  G_GNUC_WARN_UNUSED_RESULT;
void           limner_layers_free        (LimnerLayers       *self);
gboolean       limner_layers_is_masked   (const LimnerLayers *self);
LimnerPicture *limner_layers_flatten     (const LimnerLayers *self)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_layers_export_mask (const LimnerLayers *self,
                                          const LimnerRect   *area,
                                          guint8              outside)
  G_GNUC_WARN_UNUSED_RESULT;

GBytes        *limner_layers_encode_mask (const LimnerLayers *self,
                                          GError            **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerLayers, limner_layers_free)

G_END_DECLS
