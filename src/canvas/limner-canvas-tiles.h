/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "paint/limner-scene.h"

G_BEGIN_DECLS

typedef struct _LimnerCanvasTiles LimnerCanvasTiles;

LimnerCanvasTiles *limner_canvas_tiles_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void               limner_canvas_tiles_free       (LimnerCanvasTiles  *self);
void               limner_canvas_tiles_clear      (LimnerCanvasTiles  *self);
void               limner_canvas_tiles_invalidate (LimnerCanvasTiles  *self,
                                                   const LimnerRect   *changed);
gboolean           limner_canvas_tiles_snapshot   (LimnerCanvasTiles  *self,
                                                   GtkSnapshot        *snapshot,
                                                   const LimnerScene  *scene,
                                                   const LimnerMatrix *matrix,
                                                   const LimnerRect   *visible);
guint64            limner_canvas_tiles_get_uploaded (LimnerCanvasTiles *self);
gsize              limner_canvas_tiles_get_bytes  (LimnerCanvasTiles  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerCanvasTiles, limner_canvas_tiles_free)

G_END_DECLS
