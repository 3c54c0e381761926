/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "image/limner-export.h"

#include "store/limner-gallery-item.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_EXPORT (limner_gallery_export_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryExport, limner_gallery_export, LIMNER, GALLERY_EXPORT, AdwWindow)

GtkWidget *limner_gallery_export_present (GtkWidget           *parent,
                                          GPtrArray           *items,
                                          LimnerExportPrivacy  privacy);

G_END_DECLS
