/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-list.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_SUMMARY (limner_gallery_summary_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGallerySummary, limner_gallery_summary, LIMNER, GALLERY_SUMMARY,
                      GtkWidget)

void limner_gallery_summary_set_pictures (LimnerGallerySummary *self,
                                          LimnerGalleryList    *list,
                                          GtkBitset            *positions);

G_END_DECLS
