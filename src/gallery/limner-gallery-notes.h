/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-item.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_NOTES (limner_gallery_notes_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryNotes, limner_gallery_notes, LIMNER, GALLERY_NOTES, GtkWidget)

void limner_gallery_notes_set_item (LimnerGalleryNotes *self,
                                    LimnerStore        *store,
                                    LimnerGalleryItem  *item);

G_END_DECLS
