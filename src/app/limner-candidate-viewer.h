/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "canvas/limner-canvas.h"
#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANDIDATE_VIEWER (limner_candidate_viewer_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCandidateViewer, limner_candidate_viewer, LIMNER, CANDIDATE_VIEWER,
                      GObject)

LimnerCandidateViewer *limner_candidate_viewer_new         (LimnerWorkspace        *workspace,
                                                            LimnerCanvas           *canvas)
  G_GNUC_WARN_UNUSED_RESULT;
void                   limner_candidate_viewer_show        (LimnerCandidateViewer  *self,
                                                            LimnerGalleryItem      *item);
void                   limner_candidate_viewer_keep_async  (LimnerCandidateViewer  *self,
                                                            GCancellable           *cancellable,
                                                            GAsyncReadyCallback     callback,
                                                            gpointer                user_data);
gboolean               limner_candidate_viewer_keep_finish (LimnerCandidateViewer  *self,
                                                            GAsyncResult           *result,
                                                            GError                **error);

G_END_DECLS
