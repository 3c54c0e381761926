/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "paint/limner-document.h"
#include "paint/limner-tool-settings.h"
#include "paint/limner-viewport.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANVAS (limner_canvas_get_type ())

G_DECLARE_FINAL_TYPE (LimnerCanvas, limner_canvas, LIMNER, CANVAS, GtkWidget)

GtkWidget          *limner_canvas_new               (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerDocument     *limner_canvas_get_document      (LimnerCanvas         *self);
void                limner_canvas_set_document      (LimnerCanvas         *self,
                                                     LimnerDocument       *document);
LimnerToolSettings *limner_canvas_get_settings      (LimnerCanvas         *self);
LimnerToolKind      limner_canvas_get_tool          (LimnerCanvas         *self);
void                limner_canvas_set_tool          (LimnerCanvas         *self,
                                                     LimnerToolKind        kind);
void                limner_canvas_set_preview       (LimnerCanvas         *self,
                                                     GdkTexture           *texture,
                                                     const LimnerRect     *area);
void                limner_canvas_set_preview_part  (LimnerCanvas         *self,
                                                     GdkTexture           *texture,
                                                     const LimnerRect     *area);
void                limner_canvas_set_split         (LimnerCanvas         *self,
                                                     double                split);
void                limner_canvas_set_frame_visible (LimnerCanvas         *self,
                                                     gboolean              visible);
void                limner_canvas_set_steps         (LimnerCanvas         *self,
                                                     const LimnerRect     *frames,
                                                     guint                 n_frames);
void                limner_canvas_set_context_box   (LimnerCanvas         *self,
                                                     const LimnerRect     *box,
                                                     int                   sent_width,
                                                     int                   sent_height);
void                limner_canvas_set_context_draggable (LimnerCanvas     *self,
                                                     gboolean              draggable);
gboolean            limner_canvas_get_mask_only     (LimnerCanvas         *self);
void                limner_canvas_set_mask_only     (LimnerCanvas         *self,
                                                     gboolean              mask_only);
double              limner_canvas_get_overlay_opacity (LimnerCanvas       *self);
void                limner_canvas_set_overlay_opacity (LimnerCanvas       *self,
                                                     double                opacity);
void                limner_canvas_set_overlay_colour (LimnerCanvas        *self,
                                                     const GdkRGBA        *colour);
void                limner_canvas_get_overlay_colour (LimnerCanvas        *self,
                                                     GdkRGBA              *colour);
gboolean            limner_canvas_get_touch_draws   (LimnerCanvas         *self);
void                limner_canvas_set_touch_draws   (LimnerCanvas         *self,
                                                     gboolean              touch_draws);
gboolean            limner_canvas_is_drawing        (LimnerCanvas         *self);
gboolean            limner_canvas_get_alone         (LimnerCanvas         *self);
void                limner_canvas_set_alone         (LimnerCanvas         *self,
                                                     gboolean              alone);
double              limner_canvas_get_zoom          (LimnerCanvas         *self);
void                limner_canvas_set_zoom          (LimnerCanvas         *self,
                                                     double                zoom);
void                limner_canvas_get_viewport      (LimnerCanvas         *self,
                                                     LimnerViewport       *viewport);
void                limner_canvas_take_keys         (LimnerCanvas         *self,
                                                     GtkWidget            *widget);
guint64             limner_canvas_get_uploaded      (LimnerCanvas         *self);
gsize               limner_canvas_get_bytes         (LimnerCanvas         *self);

G_END_DECLS
