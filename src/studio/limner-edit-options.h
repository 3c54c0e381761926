/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "edit/limner-edit-recipe.h"

G_BEGIN_DECLS

/** Leaves it to the program to choose a number of pixels. */
#define LIMNER_EDIT_AUTO (-1)

/**
 * LimnerEditControl:
 * @LIMNER_EDIT_CONTROL_NONE: nothing, the picture is a control picture itself
 * @LIMNER_EDIT_CONTROL_CANNY: thin edges
 * @LIMNER_EDIT_CONTROL_SOFT_EDGE: edges as strong as they are
 * @LIMNER_EDIT_CONTROL_LINES: straight lines
 * @LIMNER_EDIT_CONTROL_NORMALS: which way surfaces look
 * @LIMNER_EDIT_CONTROL_SEGMENTS: areas that belong together
 * @LIMNER_EDIT_CONTROL_SCRIBBLE: a few rough strokes
 *
 * What is looked for in a picture before a model paints after it.
 */
typedef enum
{
  LIMNER_EDIT_CONTROL_NONE,
  LIMNER_EDIT_CONTROL_CANNY,
  LIMNER_EDIT_CONTROL_SOFT_EDGE,
  LIMNER_EDIT_CONTROL_LINES,
  LIMNER_EDIT_CONTROL_NORMALS,
  LIMNER_EDIT_CONTROL_SEGMENTS,
  LIMNER_EDIT_CONTROL_SCRIBBLE,
} LimnerEditControl;

/**
 * LimnerEditOptions:
 * @grow: pixels by which the mask is grown, or %LIMNER_EDIT_AUTO
 * @feather: pixels over which result and source are mixed, or %LIMNER_EDIT_AUTO
 * @padding: pixels of context round the mask, or %LIMNER_EDIT_AUTO
 * @overlap: pixels by which an extension reaches into the picture, or %LIMNER_EDIT_AUTO
 * @tone: how colours are matched
 * @prefill: what stands in for the unknown
 * @fill_first: whether this computer fills the new part of an extension before the model is shown
 *   it; else @prefill does
 * @control: what is looked for in the picture first
 * @box: the part of the picture that the model is shown, in the picture's pixels; empty where the
 *   program chooses it
 *
 * What the user may say about how an edit is made.
 */
typedef struct
{
  int               grow;
  int               feather;
  int               padding;
  int               overlap;
  LimnerEditTone    tone;
  LimnerEditPrefill prefill;
  gboolean          fill_first;
  LimnerEditControl control;
  LimnerRect        box;
} LimnerEditOptions;

#define LIMNER_EDIT_OPTIONS_INIT                                                                  \
  { LIMNER_EDIT_AUTO, LIMNER_EDIT_AUTO, LIMNER_EDIT_AUTO, LIMNER_EDIT_AUTO,                       \
    LIMNER_EDIT_TONE_GENTLE, LIMNER_EDIT_PREFILL_SMOOTH, FALSE,                                  \
    LIMNER_EDIT_CONTROL_NONE, { 0, 0, 0, 0 } }

JsonObject *limner_edit_options_to_json   (const LimnerEditOptions *options)
  G_GNUC_WARN_UNUSED_RESULT;
void        limner_edit_options_from_json (LimnerEditOptions       *options,
                                           JsonObject              *object);

G_END_DECLS
