/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "store/limner-gallery-item.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_SHEET (limner_gallery_sheet_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGallerySheet, limner_gallery_sheet, LIMNER, GALLERY_SHEET, AdwWindow)

GtkWidget *limner_gallery_sheet_present (GtkWidget *parent,
                                         GPtrArray *items);

G_END_DECLS
