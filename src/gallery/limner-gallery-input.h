/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_INPUT (limner_gallery_input_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryInput, limner_gallery_input, LIMNER, GALLERY_INPUT, GtkButton)

GtkWidget *limner_gallery_input_new (LimnerStore *store,
                                     const char  *blob,
                                     const char  *title,
                                     int          size);

G_END_DECLS
