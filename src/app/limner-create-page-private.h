/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "canvas/limner-canvas-toolbar.h"
#include "canvas/limner-canvas.h"
#include "canvas/limner-tool-options.h"
#include "form/limner-form.h"
#include "widgets/limner-banner.h"

#include "limner-candidate-bar.h"
#include "limner-candidate-strip.h"
#include "limner-candidate-viewer.h"
#include "limner-create-page.h"
#include "limner-edit-panel.h"
#include "limner-extend-panel.h"
#include "limner-form-glue.h"
#include "limner-live-button.h"
#include "limner-split.h"
#include "limner-task-bar.h"
#include "limner-task-panel.h"
#include "limner-write-glue.h"

G_BEGIN_DECLS

struct _LimnerCreatePage
{
  GtkWidget             parent_instance;

  /* Template widgets */
  LimnerSplit          *split;
  GtkStack             *stages;
  GtkWidget            *stage;
  LimnerTaskBar        *task_bar;
  GtkButton            *stage_button;
  GtkWidget            *canvas_toggle;   /* shows the form beside it, and hides it */
  GtkWidget            *answers_toggle;
  GtkMenuButton        *model_button;
  GtkLabel             *model_label;
  GtkLabel             *server_label;
  GtkLabel             *deployment_label;
  GtkSpinner           *spinner;
  LimnerBanner         *banner;
  LimnerForm           *form;
  LimnerExtendPanel    *extend_panel;
  LimnerEditPanel      *edit_panel;
  LimnerTaskPanel      *task_panel;
  GtkLabel             *hint;
  LimnerLiveButton     *live_button;
  GtkWidget            *generate_button;
  LimnerToolOptions    *tool_options;
  LimnerCanvasToolbar  *toolbar;
  LimnerCanvas         *canvas;
  GtkWidget            *empty;
  GtkRevealer          *candidate_revealer;
  LimnerCandidateBar   *candidate_bar;
  LimnerCandidateStrip *strip;

  /* Owned */
  LimnerWorkspace      *workspace;
  LimnerFormGlue       *form_glue;
  LimnerWriteGlue      *write_glue;
  LimnerCandidateViewer *viewer;
  GCancellable         *cancellable;     /* cancelled when the page goes */
  GSignalGroup         *values_signals;

  guint                 check_id;
  gboolean              had_sidebar;     /* before the canvas was to be alone */
};

LimnerGalleryItem *_limner_create_page_get_item        (LimnerCreatePage *self);
void               _limner_create_page_show_error      (LimnerCreatePage *self,
                                                        const GError     *error);
void               _limner_create_page_install_actions (GtkWidgetClass   *widget_class);
void               _limner_create_page_add_keys        (LimnerCreatePage *self);
void               _limner_create_page_watch_canvas    (LimnerCreatePage *self);

G_END_DECLS
