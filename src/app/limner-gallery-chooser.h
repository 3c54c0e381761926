/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_CHOOSER (limner_gallery_chooser_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryChooser, limner_gallery_chooser, LIMNER, GALLERY_CHOOSER,
                      AdwWindow)

GtkWidget *limner_gallery_chooser_new (GtkWindow   *parent,
                                       LimnerStore *store,
                                       gboolean     multiple) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
