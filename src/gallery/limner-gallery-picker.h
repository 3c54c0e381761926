/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store-gallery.h"

G_BEGIN_DECLS

/**
 * LimnerGalleryPickerKind:
 * @LIMNER_GALLERY_PICKER_TAG: tags
 * @LIMNER_GALLERY_PICKER_ALBUM: albums
 *
 * Of what a name is picked.
 */
typedef enum
{
  LIMNER_GALLERY_PICKER_TAG,
  LIMNER_GALLERY_PICKER_ALBUM,
} LimnerGalleryPickerKind;

#define LIMNER_TYPE_GALLERY_PICKER (limner_gallery_picker_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryPicker, limner_gallery_picker, LIMNER, GALLERY_PICKER, GtkWidget)

GtkWidget *limner_gallery_picker_new (LimnerStore             *store,
                                      LimnerGalleryPickerKind  kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
