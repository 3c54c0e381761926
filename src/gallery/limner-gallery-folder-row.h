/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_FOLDER_ROW (limner_gallery_folder_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryFolderRow, limner_gallery_folder_row, LIMNER,
                      GALLERY_FOLDER_ROW, AdwActionRow)

char *limner_gallery_folder_row_dup_folder (LimnerGalleryFolderRow *self)
                                            G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
