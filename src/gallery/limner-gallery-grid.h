/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-gallery-list.h"

G_BEGIN_DECLS

#define LIMNER_GALLERY_MIN_ROW_HEIGHT 80
#define LIMNER_GALLERY_MAX_ROW_HEIGHT 480

#define LIMNER_TYPE_GALLERY_GRID (limner_gallery_grid_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryGrid, limner_gallery_grid, LIMNER, GALLERY_GRID, GtkWidget)

GtkWidget         *limner_gallery_grid_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void               limner_gallery_grid_set_list       (LimnerGalleryGrid *self,
                                                       LimnerGalleryList *list);
int                limner_gallery_grid_get_row_height (LimnerGalleryGrid *self);
void               limner_gallery_grid_set_row_height (LimnerGalleryGrid *self,
                                                       int                row_height);
void               limner_gallery_grid_set_menu       (LimnerGalleryGrid *self,
                                                       GMenuModel        *menu);

/* Selection */
guint              limner_gallery_grid_get_n_selected (LimnerGalleryGrid *self);
GtkBitset         *limner_gallery_grid_get_selection  (LimnerGalleryGrid *self);
char             **limner_gallery_grid_dup_selected_ids (LimnerGalleryGrid *self)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *limner_gallery_grid_list_selected  (LimnerGalleryGrid *self)
    G_GNUC_WARN_UNUSED_RESULT;
guint              limner_gallery_grid_get_cursor     (LimnerGalleryGrid *self);
void               limner_gallery_grid_select         (LimnerGalleryGrid *self,
                                                       guint              position,
                                                       gboolean           modify,
                                                       gboolean           extend);
void               limner_gallery_grid_select_all     (LimnerGalleryGrid *self);
void               limner_gallery_grid_unselect_all   (LimnerGalleryGrid *self);
gint64             limner_gallery_grid_get_time_at    (LimnerGalleryGrid *self,
                                                       double             y);
void               limner_gallery_grid_scroll_to      (LimnerGalleryGrid *self,
                                                       guint              position);

G_END_DECLS
