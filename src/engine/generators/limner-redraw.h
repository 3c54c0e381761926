/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "limner-colour.h"

G_BEGIN_DECLS

/* The colours of one picture in the forms of another. */
typedef struct _LimnerRedraw LimnerRedraw;

LimnerRedraw *limner_redraw_new   (const LimnerColour *forms,
                                   const LimnerColour *colours,
                                   int                 width,
                                   int                 height,
                                   int                 step,
                                   GCancellable       *cancellable) G_GNUC_WARN_UNUSED_RESULT;
LimnerColour  limner_redraw_pixel (const LimnerRedraw *self,
                                   LimnerColour        form,
                                   int                 x,
                                   int                 y);
void          limner_redraw_free  (LimnerRedraw       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerRedraw, limner_redraw_free)

G_END_DECLS
