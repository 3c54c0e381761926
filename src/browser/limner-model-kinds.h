/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-schema.h"
#include "wire/limner-model.h"

G_BEGIN_DECLS

/**
 * LimnerModelKinds:
 * @LIMNER_MODEL_KIND_GENERATE: makes pictures from words
 * @LIMNER_MODEL_KIND_EDIT: changes what is below a mask
 * @LIMNER_MODEL_KIND_EXTEND: adds to a picture at its sides
 * @LIMNER_MODEL_KIND_VARY: changes a picture as a whole
 * @LIMNER_MODEL_KIND_UPSCALE: makes pictures larger
 * @LIMNER_MODEL_KIND_CONTROL: follows a control picture or a sketch
 * @LIMNER_MODEL_KIND_SEVERAL: takes several pictures, such as of one face
 * @LIMNER_MODEL_KIND_TEXT: answers with words
 * @LIMNER_MODEL_KIND_TRAINER: learns from pictures
 * @LIMNER_MODEL_KIND_OTHER: makes video, sound or something else that is not shown here
 * @LIMNER_MODEL_KIND_DESCRIBE: looks at a picture and answers with words
 *
 * What a model does, as its schema tells by the roles of its inputs; none of them where the schema
 * is not known.
 */
typedef enum
{
  LIMNER_MODEL_KIND_GENERATE = 1 << 0,
  LIMNER_MODEL_KIND_EDIT     = 1 << 1,
  LIMNER_MODEL_KIND_EXTEND   = 1 << 2,
  LIMNER_MODEL_KIND_VARY     = 1 << 3,
  LIMNER_MODEL_KIND_UPSCALE  = 1 << 4,
  LIMNER_MODEL_KIND_CONTROL  = 1 << 5,
  LIMNER_MODEL_KIND_SEVERAL  = 1 << 6,
  LIMNER_MODEL_KIND_TEXT     = 1 << 7,
  LIMNER_MODEL_KIND_TRAINER  = 1 << 8,
  LIMNER_MODEL_KIND_OTHER    = 1 << 9,
  LIMNER_MODEL_KIND_DESCRIBE = 1 << 10,
} LimnerModelKinds;

#define LIMNER_N_MODEL_KINDS 11

LimnerModelKinds limner_model_kinds_of_schema  (LimnerSchema       *schema);
LimnerModelKinds limner_model_kinds_of_version (LimnerModelVersion *version);
LimnerModelKinds limner_model_kinds_of_model   (LimnerModel        *model);
gboolean         limner_model_kinds_is_other   (LimnerModel        *model);
const char      *limner_model_kind_get_label   (LimnerModelKinds    kind);
char            *limner_model_kinds_describe   (LimnerModelKinds    kinds)
  G_GNUC_WARN_UNUSED_RESULT;
const char      *limner_model_output_describe  (LimnerSchema       *schema);

G_END_DECLS
