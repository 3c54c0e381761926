/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-list.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_FILES (limner_gallery_files_get_type ())

G_DECLARE_FINAL_TYPE (LimnerGalleryFiles, limner_gallery_files, LIMNER, GALLERY_FILES,
                      GdkContentProvider)

GdkContentProvider *limner_gallery_files_new (LimnerGalleryList *list,
                                              GPtrArray         *items)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
