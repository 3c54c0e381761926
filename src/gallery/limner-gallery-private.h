/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "store/limner-gallery-list.h"
#include "store/limner-store-gallery.h"

#include "limner-gallery-compare.h"
#include "limner-gallery-details.h"
#include "limner-gallery-grid.h"
#include "limner-gallery-places.h"
#include "limner-gallery-scrubber.h"
#include "limner-gallery-suggest.h"
#include "limner-gallery-viewer.h"
#include "limner-folder-watch.h"
#include "limner-gallery.h"

G_BEGIN_DECLS

/* What is done to pictures and can be undone */
typedef enum
{
  LIMNER_GALLERY_CHANGE_TRASH,
  LIMNER_GALLERY_CHANGE_FAVOURITE,
  LIMNER_GALLERY_CHANGE_RATING,
} LimnerGalleryChange;

struct _LimnerGallery
{
  GtkWidget             parent_instance;

  LimnerStore          *store;         /* (owned) */
  LimnerGalleryList    *list;          /* (owned) */
  GCancellable         *cancellable;   /* (owned) */
  char                 *wanted_id;     /* (owned) (nullable) to be opened once the list has it */
  gboolean              narrow;
  guint                 fold_id;
  guint                 open_id;       /* looks up programs */
  guint                 look_id;       /* says that folders are looked through, soon */
  guint                 collect_id;    /* looks for files that nobody needs, later */
  gboolean              immersed;      /* nothing but the picture is shown */
  LimnerFolderWatch    *watch;         /* (owned) (nullable) */
  GCancellable         *import_cancellable;   /* (owned) (nullable) of what is being imported */
  LimnerGallerySuggest *suggest;       /* (owned) help for typing a search */
  GPtrArray            *steps;         /* (owned) (nullable) to undo, last one last */
  guint                 n_chips;       /* of the terms of the search, those that are chips */
  GPtrArray            *restored_ids;  /* (owned) (nullable) to be selected once they are back */
  GPtrArray            *cull_ids;      /* (owned) (nullable) what is looked through */
  char                **moved_ids;     /* (owned) (nullable) on their way to another place */
  guint                 usual_order;   /* of pictures, outside of albums */
  guint                 cull_first;    /* of them, those on the screen */
  guint                 cull_end;

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
  AdwStatusPage        *nothing_page;
  LimnerGalleryGrid    *grid;
  LimnerGalleryViewer  *viewer;
  LimnerGalleryCompare *compare;
  LimnerGalleryDetails *details;
  LimnerGalleryScrubber *scrubber;
  GtkWidget            *tool_bar;
  GtkWidget            *chips_window;
  GtkBox               *chips_box;
  LimnerGalleryPlaces  *places;
  GtkToggleButton      *places_button;
  GtkRevealer          *places_revealer;
  GtkWidget            *places_separator;
  GtkMenuButton        *tag_button;
  GtkMenuButton        *album_button;
  GtkWidget            *select_all_button;
  GtkWidget            *cull_button;
  GtkWidget            *compare_button;
  GtkWidget            *export_button;
  GtkRevealer          *import_revealer;
  GtkLabel             *import_label;
  GtkProgressBar       *import_bar;
  GtkScrolledWindow    *scrolled_window;
  GtkRevealer          *details_revealer;
  GtkWidget            *details_separator;
  GtkRevealer          *selection_revealer;
  GtkLabel             *selection_label;
  GMenuModel           *item_menu;
  GMenuModel           *page_menu;
  GMenu                *open_menu;
};

/* What is done with pictures by an action */
typedef void (*LimnerGalleryChosenFunc) (LimnerGallery *self,
                                         GPtrArray     *items,
                                         const char    *action);

void               _limner_gallery_with_chosen     (LimnerGallery  *self,
                                                    LimnerGalleryChosenFunc func,
                                                    const char     *action);
void               _limner_gallery_class_actions   (GtkWidgetClass *widget_class);
void               _limner_gallery_class_import    (GtkWidgetClass *widget_class);
void               _limner_gallery_class_collect   (GtkWidgetClass *widget_class);
void               _limner_gallery_init_drop       (LimnerGallery  *self);
void               _limner_gallery_class_cull      (GtkWidgetClass *widget_class);
void               _limner_gallery_class_undo      (GtkWidgetClass *widget_class);
gboolean           _limner_gallery_is_culling      (LimnerGallery  *self);
void               _limner_gallery_compare_again   (LimnerGallery  *self);
void               _limner_gallery_remember        (LimnerGallery  *self,
                                                    LimnerGalleryChange change);
void               _limner_gallery_offer_undo      (LimnerGallery  *self);
void               _limner_gallery_select_restored (LimnerGallery  *self);
void               _limner_gallery_class_open      (GtkWidgetClass *widget_class);
void               _limner_gallery_init_open       (LimnerGallery  *self);
void               _limner_gallery_watch           (LimnerGallery  *self);
void               _limner_gallery_init_find       (LimnerGallery  *self);
void               _limner_gallery_init_collect    (LimnerGallery  *self);
void               _limner_gallery_keep_moved      (LimnerGallery  *self);
void               _limner_gallery_update_order    (LimnerGallery  *self);
void               _limner_gallery_update_chips    (LimnerGallery  *self);
void               _limner_gallery_import_quietly  (LimnerGallery  *self,
                                                    const char * const *paths);
char              *_limner_gallery_dup_filter      (LimnerGallery  *self)
                                                    G_GNUC_WARN_UNUSED_RESULT;
char              *_limner_gallery_dup_album       (LimnerGallery  *self)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void               _limner_gallery_update_actions  (LimnerGallery  *self);
char             **_limner_gallery_dup_targets     (LimnerGallery  *self);
LimnerGalleryItem *_limner_gallery_dup_current     (LimnerGallery  *self);
void               _limner_gallery_open            (LimnerGallery  *self,
                                                    guint           position);
void               _limner_gallery_close_viewer    (LimnerGallery  *self);
void               _limner_gallery_copy            (LimnerGallery  *self,
                                                    GPtrArray      *items,
                                                    GdkTexture     *texture);
void               _limner_gallery_toast           (LimnerGallery  *self,
                                                    const char     *text);
void               _limner_gallery_tell_error      (LimnerGallery  *self,
                                                    const GError   *error);

G_END_DECLS
