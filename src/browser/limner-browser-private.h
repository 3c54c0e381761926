/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/limner-page-list.h"
#include "widgets/limner-banner.h"
#include "wire/limner-collection.h"

#include "limner-account-page.h"
#include "limner-browser.h"
#include "limner-model-finder.h"
#include "limner-model-hints.h"
#include "limner-model-page.h"
#include "limner-model-selection.h"
#include "limner-model-shelf.h"

G_BEGIN_DECLS

struct _LimnerBrowser
{
  GtkWidget          parent_instance;

  /* Template widgets */
  GtkWidget         *content;
  GtkWidget         *back;
  GtkDropDown       *servers;
  GtkSearchEntry    *search;
  GtkSpinner        *spinner;
  LimnerBanner      *banner;
  GtkStack          *stack;
  GtkWidget         *models_section;
  GtkLabel          *models_title;
  GtkDropDown       *front_kinds;
  GtkDropDown       *front_order;
  GtkWidget         *no_models;
  GtkFlowBox        *models;
  GtkWidget         *collections_section;
  GtkWidget         *newest;
  GtkFlowBox        *collections;
  GtkListBox        *collection_rows;
  GtkScrolledWindow *front;
  GtkLabel          *list_title;
  GtkDropDown       *kinds;
  GtkDropDown       *order;
  GtkGridView       *grid;
  LimnerAccountPage *account_page;
  AdwBin            *model_bin;
  AdwBin            *status_bin;
  GtkWidget         *status;
  GtkWidget         *connect;         /* owned; where the status asks for a token */
  LimnerModelPage   *model_page;
  GtkActionBar      *select_bar;
  GtkLabel          *n_selected;
  GtkLabel          *selected;

  /* Owned */
  LimnerStudio      *studio;
  LimnerModelFinder *finder;
  LimnerModelHints  *hints;
  LimnerModelSelection *selection;
  LimnerPageList    *collection_list;
  GListModel        *kept_collections; /* of last time, until the server gives others */
  GListModel        *list;            /* what the grid shows some of */
  LimnerModelShelf  *shelf;           /* what of it, and in which order */
  LimnerModelShelf  *front_shelf;     /* the same of the models at hand */
  GCancellable      *cancellable;     /* of what belongs to the server */
  GCancellable      *opening;         /* of the collection that is opened */

  LimnerCollection  *opened;          /* owned; the last that was opened */
  gint64             kept_at;         /* when the collections were kept, if they are of last time */
  gint64             list_kept_at;
  gboolean           from_list;       /* the model was opened from the list */
  gboolean           is_opening;
  gboolean           front_is_bound;
  gboolean           tries_together;  /* what is selected was handed on to be a sweep */
};

/* The page */
LimnerServerKind _limner_browser_get_kind           (LimnerBrowser    *self);
gboolean         _limner_browser_is_at              (LimnerBrowser    *self,
                                                     const char       *page);
void             _limner_browser_show_page          (LimnerBrowser    *self,
                                                     const char       *page);
GtkWidget       *_limner_browser_make_card          (gpointer          item,
                                                     gpointer          user_data);
void             _limner_browser_set_list           (LimnerBrowser    *self,
                                                     const char       *title,
                                                     GListModel       *list);
void             _limner_browser_update             (LimnerBrowser    *self);

/* What is selected */
void             _limner_browser_install_selection  (GtkWidgetClass   *widget_class);
void             _limner_browser_add_selection      (LimnerBrowser    *self);
void             _limner_browser_update_selection   (LimnerBrowser    *self);
void             _limner_browser_follow_sweeps      (LimnerBrowser    *self);

/* Its lists */
void             _limner_browser_load_kept          (LimnerBrowser    *self);
void             _limner_browser_collections_loaded (GObject          *object,
                                                     GAsyncResult     *result,
                                                     gpointer          user_data);
void             _limner_browser_show_collections   (LimnerBrowser    *self,
                                                     GListModel       *list);
void             _limner_browser_load_rows          (LimnerBrowser    *self);
void             _limner_browser_open_model         (LimnerBrowser    *self,
                                                     const char       *reference,
                                                     LimnerModel      *known);
void             _limner_browser_stop_opening       (LimnerBrowser    *self);
void             _limner_browser_open_collection    (LimnerBrowser    *self,
                                                     LimnerCollection *collection);
void             _limner_browser_newest_clicked     (LimnerBrowser    *self);
void             _limner_browser_yours_clicked      (LimnerBrowser    *self);

G_END_DECLS
