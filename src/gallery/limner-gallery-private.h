/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "store/limner-gallery-list.h"
#include "store/limner-store-gallery.h"

#include "limner-gallery-compare.h"
#include "limner-gallery-details.h"
#include "limner-gallery-grid.h"
#include "limner-gallery-viewer.h"
#include "limner-gallery.h"

G_BEGIN_DECLS

struct _LimnerGallery
{
  GtkWidget             parent_instance;

  LimnerStore          *store;         /* (owned) */
  LimnerGalleryList    *list;          /* (owned) */
  GCancellable         *cancellable;   /* (owned) */
  char                 *wanted_id;     /* (owned) (nullable) to be opened once the list has it */
  gboolean              narrow;
  guint                 fold_id;
  guint                 date_id;
  guint                 n_importing;   /* files that are not imported yet */
  guint                 n_imported;
  guint                 n_refused;

  /* Template widgets */
  GtkWidget            *box;
  GtkWidget            *search_entry;
  GtkWidget            *help_button;
  GtkGrid              *help_grid;
  GtkWidget            *main_box;
  GtkDropDown          *sort_drop_down;
  GtkToggleButton      *details_button;
  GtkStack             *stack;
  GtkStack             *empty_stack;
  LimnerGalleryGrid    *grid;
  LimnerGalleryViewer  *viewer;
  LimnerGalleryCompare *compare;
  LimnerGalleryDetails *details;
  GtkLabel             *date_label;
  GtkRevealer          *date_revealer;
  GtkScrolledWindow    *scrolled_window;
  GtkRevealer          *details_revealer;
  GtkWidget            *details_separator;
  GtkRevealer          *selection_revealer;
  GtkLabel             *selection_label;
  GMenuModel           *item_menu;
};

void               _limner_gallery_class_actions   (GtkWidgetClass *widget_class);
void               _limner_gallery_class_import    (GtkWidgetClass *widget_class);
void               _limner_gallery_init_drop       (LimnerGallery  *self);
void               _limner_gallery_update_actions  (LimnerGallery  *self);
char             **_limner_gallery_dup_targets     (LimnerGallery  *self);
LimnerGalleryItem *_limner_gallery_dup_current     (LimnerGallery  *self);
void               _limner_gallery_open            (LimnerGallery  *self,
                                                    guint           position);
void               _limner_gallery_close_viewer    (LimnerGallery  *self);
void               _limner_gallery_toast           (LimnerGallery  *self,
                                                    const char     *text);
void               _limner_gallery_tell_error      (LimnerGallery  *self,
                                                    const GError   *error);

G_END_DECLS
