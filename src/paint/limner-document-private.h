/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-document.h"
#include "limner-stroke.h"

G_BEGIN_DECLS

/** A layer that is being moved, scaled and turned, until anything else happens to it. */
typedef struct
{
  LimnerTiles     *before;      /* the layer as it was; NULL until something is wanted */
  LimnerLayer      layer;
  guint64          id;          /* of the layer for which this holds; 0 for none */
  LimnerRect       bounds;      /* of what there was */
  LimnerTransform  wanted;
  LimnerTransform  taken;       /* what the layer shows */
  gboolean         has_step;    /* whether the last step of the history is this */
  gboolean         is_running;  /* a thread works at it */
  gboolean         is_taking;   /* its result is just being put into the layer */
} LimnerTransformation;

struct _LimnerDocument
{
  GObject              parent_instance;

  LimnerState          state;
  LimnerHistory       *history;
  gboolean             guide_visible;

  /* What is known of a picture that is being read; NULL for none */
  LimnerPicture       *incoming;
  int                  incoming_width;
  int                  incoming_height;
  LimnerMipmap        *levels;            /* of the picture or the next one; NULL for none */

  /* The stroke that is being painted */
  LimnerStroke        *stroke;
  LimnerLayer          stroke_layer;

  /* The operation that can still be adjusted, while nothing else has happened */
  LimnerMask          *operand;           /* the mask before it; NULL for none */
  LimnerMaskOperation  operation;
  int                  amount;

  LimnerTransformation transformation;

  /* Changes of the mask that threads work at */
  guint                n_working;
  GCancellable        *work;

  /* What is looked up often */
  guint64              bounds_id;         /* the mask's id for which the following holds */
  LimnerRect           bounds;
  guint64              coverage_id;
  double               coverage;

  /* On disk */
  char                *autosave_folder;
  guint                autosave_source;
  gboolean             is_saving;
  char                *files_folder;      /* the folder that files is about */
  LimnerDocumentLoss   loss;              /* of what was read */
  GHashTable          *files;             /* owned names of files that are there already */
};

/* Shared by the files of this class only */
void         _limner_document_push_step  (LimnerDocument    *self,
                                          LimnerStep        *step);
gboolean     _limner_document_apply      (LimnerDocument    *self,
                                          LimnerLayer        layer,
                                          const LimnerTiles *tiles);
void         _limner_document_touch      (LimnerDocument    *self,
                                          LimnerLayer        layer);
void         _limner_document_forget_operation (LimnerDocument *self);
void         _limner_document_emit_layer (LimnerDocument    *self,
                                          LimnerLayer        layer,
                                          const LimnerRect  *changed);
void         _limner_document_emit_everything (LimnerDocument *self);
void         _limner_document_forget_transform (LimnerDocument *self);
void         _limner_document_emit_transform (LimnerDocument   *self);
void         _limner_document_emit_incoming (LimnerDocument *self);
void         _limner_document_begin_work (LimnerDocument    *self);
void         _limner_document_end_work   (LimnerDocument    *self);
void         _limner_document_schedule_autosave (LimnerDocument *self);
void         _limner_document_install    (LimnerDocument    *self,
                                          LimnerState       *state,
                                          LimnerHistory     *history,
                                          gboolean           guide_visible);
GHashTable  *_limner_document_get_files  (LimnerDocument    *self,
                                          const char        *folder);

G_END_DECLS
