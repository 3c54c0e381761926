/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-queue-button.h"
#include "limner-window.h"
#include "store/limner-gallery-item.h"
#include "widgets/limner-banner.h"

G_BEGIN_DECLS

typedef enum
{
  LIMNER_PAGE_CREATE,
  LIMNER_PAGE_GALLERY,
  LIMNER_PAGE_MODELS,
  LIMNER_PAGE_TRAIN,
  LIMNER_PAGE_SWEEPS,
  LIMNER_N_PAGES,
} LimnerPageIndex;

struct _LimnerWindow
{
  AdwApplicationWindow  parent_instance;

  /* Owned */
  GSettings            *settings;
  LimnerWorkspace      *workspace;
  GCancellable         *cancellable;   /* cancelled when the window goes */

  /* Template widgets */
  AdwToastOverlay      *toasts;
  AdwViewStack         *stack;
  AdwBin               *bins[LIMNER_N_PAGES];
  AdwViewStackPage     *sweeps_page;
  LimnerBanner         *banner;
  LimnerQueueButton    *queue_button;
  GtkWidget            *open_button;
  GtkWidget            *header_bar;

  GPtrArray            *to_import;     /* (owned) paths of pictures for the gallery */
  guint                 import_id;
  gint64                started;       /* when the window was made, microseconds since 1970 */
  char                 *waiting_model; /* (owned) as of win.use-model, until the library is open */

  guint                 opened : 1;    /* the library is open */
  guint                 quitting : 1;  /* the person has agreed to leave jobs behind */
  guint                 ticked : 1;    /* the first frame is being drawn */
  guint                 drawn : 1;     /* the first frame is on the screen */
};

GtkWidget *_limner_window_get_page     (LimnerWindow    *self,
                                        LimnerPageIndex  index);
void       _limner_window_opened_cb    (GObject         *source,
                                        GAsyncResult    *result,
                                        gpointer         user_data);
void       _limner_window_import_waiting (LimnerWindow  *self);
void       _limner_window_use_waiting_model (LimnerWindow *self);
void       _limner_window_add_actions  (LimnerWindow    *self);
void       _limner_window_add_chain_actions (LimnerWindow *self);
void       _limner_window_with_item    (LimnerWindow    *self,
                                        GVariant        *parameter,
                                        void           (*run) (LimnerWindow      *window,
                                                               LimnerGalleryItem *item));
void       _limner_window_add_training (LimnerWindow    *self);
void       _limner_window_add_sweeps  (LimnerWindow    *self);
void       _limner_window_add_drop     (LimnerWindow    *self);
void       _limner_window_paste        (LimnerWindow    *self);

G_END_DECLS
