/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-gallery-grid.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_SCRUBBER (limner_gallery_scrubber_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryScrubber, limner_gallery_scrubber, LIMNER, GALLERY_SCRUBBER,
                      GtkWidget)

void limner_gallery_scrubber_set_grid (LimnerGalleryScrubber *self,
                                       LimnerGalleryGrid     *grid,
                                       GtkAdjustment         *adjustment);

G_END_DECLS
