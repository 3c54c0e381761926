/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "edit/limner-edit-recipe.h"

G_BEGIN_DECLS

/** Leaves it to the program to choose a number of pixels. */
#define LIMNER_EDIT_AUTO (-1)

/**
 * LimnerEditOptions:
 * @grow: pixels by which the mask is grown, or %LIMNER_EDIT_AUTO
 * @feather: pixels over which result and source are mixed, or %LIMNER_EDIT_AUTO
 * @padding: pixels of context round the mask, or %LIMNER_EDIT_AUTO
 * @overlap: pixels by which an extension reaches into the picture, or %LIMNER_EDIT_AUTO
 * @tone: how colours are matched
 * @prefill: what stands in for the unknown
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
  LimnerRect        box;
} LimnerEditOptions;

#define LIMNER_EDIT_OPTIONS_INIT                                                                  \
  { LIMNER_EDIT_AUTO, LIMNER_EDIT_AUTO, LIMNER_EDIT_AUTO, LIMNER_EDIT_AUTO,                       \
    LIMNER_EDIT_TONE_GENTLE, LIMNER_EDIT_PREFILL_SMOOTH, { 0, 0, 0, 0 } }

JsonObject *limner_edit_options_to_json   (const LimnerEditOptions *options)
  G_GNUC_WARN_UNUSED_RESULT;
void        limner_edit_options_from_json (LimnerEditOptions       *options,
                                           JsonObject              *object);

G_END_DECLS
