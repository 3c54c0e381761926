/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/limner-rect.h"

G_BEGIN_DECLS

/**
 * LimnerEditTone:
 * @LIMNER_EDIT_TONE_OFF: take the answer's colours as they are
 * @LIMNER_EDIT_TONE_GENTLE: one gain for each channel, and an offset that leans as the ring round
 *   the mask does
 * @LIMNER_EDIT_TONE_STRONG: a correction that varies over the mask as its border does
 *
 * How an answer's colours are brought to those of what surrounds it.
 */
typedef enum
{
  LIMNER_EDIT_TONE_OFF,
  LIMNER_EDIT_TONE_GENTLE,
  LIMNER_EDIT_TONE_STRONG,
} LimnerEditTone;

/**
 * LimnerEditPrefill:
 * @LIMNER_EDIT_PREFILL_SMOOTH: the border's colours run outward and into each other
 * @LIMNER_EDIT_PREFILL_EDGE: the border's pixels are drawn out
 * @LIMNER_EDIT_PREFILL_NOISE: noise in the border's colours
 *
 * What a model is shown where the picture does not reach.
 */
typedef enum
{
  LIMNER_EDIT_PREFILL_SMOOTH,
  LIMNER_EDIT_PREFILL_EDGE,
  LIMNER_EDIT_PREFILL_NOISE,
} LimnerEditPrefill;

/**
 * LimnerEditRecipe:
 * @source: (nullable): the picture that is edited, as `blob:…`
 * @mask: (nullable): the mask as it was painted, a grey PNG of the part of the frame that has
 *   something painted, as `blob:…`
 * @mask_x: where that part begins in the frame, in pixels; 0 in recipes of earlier versions, which
 *   keep all of the frame
 * @mask_y: the same, downwards
 * @answer: (nullable): what the model gave back, as `blob:…`; known once the job is done
 * @origin_x: where the source lies in the picture that the user works on, in pixels; not 0 in the
 *   later steps of an extension that is made in steps
 * @origin_y: the same, downwards
 * @source_width: the source's width, in pixels; 0 in recipes of earlier versions
 * @source_height: the source's height
 * @frame: the result's extent in the source's pixels; beyond the source when extending
 * @box: the part of the frame that the model sees, in the source's pixels
 * @sent_width: width at which it sees it, in pixels
 * @sent_height: height at which it sees it, in pixels
 * @grow: pixels by which the mask is grown before anything else
 * @feather: pixels over which result and source are mixed beyond the grown mask
 * @reach: pixels beyond what was painted that the model's mask covered, where nothing else may be
 *   new, so that no feather can go further; 0 if the answer is new everywhere
 * @overlap: pixels by which an extension reaches into the picture
 * @tone: how colours are matched
 * @prefill: what stands in for the unknown
 * @align: whether a shifted answer is looked for and put back
 * @follows: whether the frame is a guess until the answer is there, because the model alone knows
 *   how far it extends; limner_edit_recipe_follow() settles it
 *
 * How an answer becomes a picture: all that is needed to do it again, with another feather or tone,
 * long after the answer arrived.
 */
typedef struct
{
  char              *source;
  char              *mask;
  char              *answer;
  int                mask_x;
  int                mask_y;
  int                origin_x;
  int                origin_y;
  int                source_width;
  int                source_height;
  LimnerRect         frame;
  LimnerRect         box;
  int                sent_width;
  int                sent_height;
  int                grow;
  int                feather;
  int                reach;
  int                overlap;
  LimnerEditTone     tone;
  LimnerEditPrefill  prefill;
  gboolean           align;
  gboolean           follows;
} LimnerEditRecipe;

#define LIMNER_TYPE_EDIT_RECIPE (limner_edit_recipe_get_type ())

GType             limner_edit_recipe_get_type  (void) G_GNUC_CONST;
LimnerEditRecipe *limner_edit_recipe_new       (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerEditRecipe *limner_edit_recipe_copy      (const LimnerEditRecipe *self)
  G_GNUC_WARN_UNUSED_RESULT;
void              limner_edit_recipe_free      (LimnerEditRecipe       *self);
LimnerEditRecipe *limner_edit_recipe_from_json (const char             *json,
                                                GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;
char             *limner_edit_recipe_to_json   (const LimnerEditRecipe *self)
  G_GNUC_WARN_UNUSED_RESULT;
void              limner_edit_recipe_follow    (LimnerEditRecipe       *self,
                                                int                     width,
                                                int                     height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEditRecipe, limner_edit_recipe_free)

/**
 * LimnerEditLoadBlob:
 * @reference: `blob:` and 64 hexadecimal digits
 * @data: the caller's
 * @error: return location for an error
 *
 * Gives the bytes of a blob; called on the thread that composes.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
typedef GBytes *(*LimnerEditLoadBlob) (const char  *reference,
                                       gpointer     data,
                                       GError     **error);

GBytes           *limner_edit_recipe_apply     (const LimnerEditRecipe *self,
                                                GBytes                 *answer,
                                                LimnerEditLoadBlob      load_blob,
                                                gpointer                data,
                                                char                  **report,
                                                GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
