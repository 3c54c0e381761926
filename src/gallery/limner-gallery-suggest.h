/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_SUGGEST (limner_gallery_suggest_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGallerySuggest, limner_gallery_suggest, LIMNER, GALLERY_SUGGEST,
                      GObject)

char                 *limner_gallery_describe_fault  (const char           *text)
                                                      G_GNUC_WARN_UNUSED_RESULT;
LimnerGallerySuggest *limner_gallery_suggest_new     (GtkWidget            *entry,
                                                      LimnerStore          *store)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void                  limner_gallery_suggest_changed (LimnerGallerySuggest *self);
GtkWidget            *limner_gallery_suggest_get_list (LimnerGallerySuggest *self);

G_END_DECLS
