/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The longest prompt, note or log that the library keeps or reads back, in bytes. */
#define LIMNER_STORE_MAX_TEXT (1024 * 1024)

/** The largest JSON text (inputs, cached models) that the library keeps or reads, in bytes. */
#define LIMNER_STORE_MAX_JSON (16 * 1024 * 1024)

#define LIMNER_TYPE_ITEM_DETAILS (limner_item_details_get_type ())

typedef struct _LimnerItemDetails LimnerItemDetails;

/**
 * LimnerItemNumbers:
 * @steps: how many steps the model took, NaN when it has no such input
 * @guidance: how closely it kept to the prompt, NaN likewise
 * @strength: how far it went from the source, NaN likewise
 * @sampler: (nullable): the scheduler's name
 * @masked: whether there was a mask
 *
 * What many models have among their inputs, by whatever name, to be searched for.
 */
typedef struct
{
  double    steps;
  double    guidance;
  double    strength;
  char     *sampler;
  gboolean  masked;
} LimnerItemNumbers;

/**
 * LimnerItemDetails:
 * @id: the item's number, 0 while it has none: the library gives one when it is added
 * @path: (nullable): absolute path of the picture file
 * @sha256: (nullable): 64 hexadecimal digits over the file's bytes
 * @mime: (nullable): media type such as `image/png`
 * @size: bytes of the file
 * @width: in pixels, 0 when unknown
 * @height: in pixels, 0 when unknown
 * @created: microseconds since 1970, UTC
 * @prompt: (nullable): the prompt as it was sent
 * @prompt_typed: (nullable): the prompt as typed, where wildcards made it another
 * @negative_prompt: (nullable): what was not wanted
 * @seed: (nullable): decimal digits of the seed that was really used
 * @model: (nullable): `owner/name`
 * @version: (nullable): version id
 * @server: (nullable): id of the server
 * @operation: (nullable): generate, edit, erase, extend, vary, upscale, control, sketch, import
 * @input: (nullable): JSON object with the inputs as sent, files as `blob:<sha256>`
 * @recipe: (nullable): JSON text that says how the answer became this picture
 * @raw: (nullable): sha256 of the blob with the model's raw answer, where @recipe composed it
 * @parents: (nullable): ids of the items this one was made from
 * @job: (nullable): id of the job that made it
 * @output_index: which of the job's outputs it is, from 0
 * @n_outputs: how many outputs the job had, 0 when unknown
 * @prediction: (nullable): the server's id of the prediction
 * @cost: US dollars, NaN when unknown
 * @cost_source: (nullable): where @cost comes from: `measured`, `user`, `estimate`
 * @predict_time: seconds, NaN when unknown
 * @favourite: whether it has the star
 * @rating: -1 rejected, 0 none, 1 to 5
 * @tags: (nullable): words or phrases, sorted
 * @notes: (nullable): free text
 * @trashed: microseconds since 1970 at which it was deleted, 0 when it is not
 * @missing: whether the file was gone when last looked for
 *
 * All that the library knows about one picture. Reference counted; not changed any more once it
 * is shared, so it can be read from any thread.
 */
struct _LimnerItemDetails
{
  gint64    id;
  char     *path;
  char     *sha256;
  char     *mime;
  gint64    size;
  int       width;
  int       height;
  gint64    created;
  char     *prompt;
  char     *prompt_typed;
  char     *negative_prompt;
  char     *seed;
  char     *model;
  char     *version;
  char     *server;
  char     *operation;
  char     *input;
  char     *recipe;
  char     *raw;
  char    **parents;
  char     *job;
  int       output_index;
  int       n_outputs;
  char     *prediction;
  double    cost;
  char     *cost_source;
  double    predict_time;
  gboolean  favourite;
  int       rating;
  char    **tags;
  char     *notes;
  gint64    trashed;
  gboolean  missing;
};

GType              limner_item_details_get_type (void) G_GNUC_CONST;
LimnerItemDetails *limner_item_details_new      (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerItemDetails *limner_item_details_ref      (LimnerItemDetails *self);
void               limner_item_details_unref    (LimnerItemDetails *self);
LimnerItemDetails *limner_item_details_copy     (LimnerItemDetails *self) G_GNUC_WARN_UNUSED_RESULT;
gint64             limner_item_details_get_stack (const LimnerItemDetails *self);
void               limner_item_details_get_numbers (const LimnerItemDetails *self,
                                                    LimnerItemNumbers       *numbers);
void               limner_item_numbers_clear    (LimnerItemNumbers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerItemDetails, limner_item_details_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimnerItemNumbers, limner_item_numbers_clear)

G_END_DECLS
