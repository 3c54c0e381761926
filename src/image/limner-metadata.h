/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** A rating that is not known; 0 to 5 are stars, -1 means rejected. */
#define LIMNER_METADATA_NO_RATING (-2)

/** The keyword of our own full record, a JSON object. */
#define LIMNER_METADATA_KEYWORD "io.github.limner.Limner"

/**
 * LimnerDialect:
 * @LIMNER_DIALECT_NONE: the picture says nothing about how it was made
 * @LIMNER_DIALECT_LIMNER: our own full record
 * @LIMNER_DIALECT_A1111: AUTOMATIC1111, Forge, Civitai and all who write its `parameters`
 * @LIMNER_DIALECT_COMFYUI: ComfyUI's `prompt` and `workflow` graphs
 * @LIMNER_DIALECT_INVOKEAI: InvokeAI, new and old
 * @LIMNER_DIALECT_SWARMUI: SwarmUI
 * @LIMNER_DIALECT_FOOOCUS: Fooocus' JSON scheme
 * @LIMNER_DIALECT_NOVELAI: NovelAI
 * @LIMNER_DIALECT_DRAW_THINGS: Draw Things
 * @LIMNER_DIALECT_MIDJOURNEY: Midjourney
 * @LIMNER_DIALECT_XMP: nothing but standard XMP fields
 * @LIMNER_DIALECT_UNKNOWN: text that could not be understood; see #LimnerMetadata.raw
 *
 * In whose words a picture tells how it was made.
 */
typedef enum
{
  LIMNER_DIALECT_NONE,
  LIMNER_DIALECT_LIMNER,
  LIMNER_DIALECT_A1111,
  LIMNER_DIALECT_COMFYUI,
  LIMNER_DIALECT_INVOKEAI,
  LIMNER_DIALECT_SWARMUI,
  LIMNER_DIALECT_FOOOCUS,
  LIMNER_DIALECT_NOVELAI,
  LIMNER_DIALECT_DRAW_THINGS,
  LIMNER_DIALECT_MIDJOURNEY,
  LIMNER_DIALECT_XMP,
  LIMNER_DIALECT_UNKNOWN,
} LimnerDialect;

/**
 * LimnerSourceType:
 * @LIMNER_SOURCE_UNKNOWN: nothing is said
 * @LIMNER_SOURCE_GENERATED: made whole by a model (IPTC `trainedAlgorithmicMedia`)
 * @LIMNER_SOURCE_COMPOSITE: a picture that a model changed in part
 *   (`compositeWithTrainedAlgorithmicMedia`)
 * @LIMNER_SOURCE_ALGORITHMIC: made or changed by an algorithm without training
 *   (`algorithmicMedia`), as by the built-in engine
 * @LIMNER_SOURCE_OTHER: anything else that IPTC names, such as a photograph
 *
 * Where a picture comes from, as IPTC's Digital Source Type.
 */
typedef enum
{
  LIMNER_SOURCE_UNKNOWN,
  LIMNER_SOURCE_GENERATED,
  LIMNER_SOURCE_COMPOSITE,
  LIMNER_SOURCE_ALGORITHMIC,
  LIMNER_SOURCE_OTHER,
} LimnerSourceType;

/**
 * LimnerMetadataParts:
 * @LIMNER_METADATA_PARAMETERS: A1111's `parameters` text
 * @LIMNER_METADATA_RECORD: our own full record
 * @LIMNER_METADATA_XMP: rating, tags and source type, with the prompt if the parameters are written
 * @LIMNER_METADATA_ALL: all of it
 * @LIMNER_METADATA_CREDIT: only XMP, without the prompt
 *
 * What is written into a file.
 */
typedef enum
{
  LIMNER_METADATA_PARAMETERS = 1 << 0,
  LIMNER_METADATA_RECORD     = 1 << 1,
  LIMNER_METADATA_XMP        = 1 << 2,
  LIMNER_METADATA_CREDIT     = LIMNER_METADATA_XMP,
  LIMNER_METADATA_ALL        = LIMNER_METADATA_PARAMETERS | LIMNER_METADATA_RECORD |
                               LIMNER_METADATA_XMP,
} LimnerMetadataParts;

/**
 * LimnerMetadata:
 * @dialect: in whose words it was read
 * @source_type: where the picture comes from
 * @prompt: (nullable): what was asked for
 * @negative_prompt: (nullable): what was not wanted
 * @seed: (nullable): decimal digits, up to 64 bits, the seed really used
 * @steps: number of steps, 0 if unknown
 * @sampler: (nullable): sampler or scheduler
 * @cfg_scale: guidance, 0 if unknown
 * @strength: how much of a source picture was changed, 0–1; negative if unknown
 * @width: in pixels as the text says, 0 if unknown
 * @height: in pixels, 0 if unknown
 * @batch_position: which of several pictures made at once it is, from 0
 * @batch_size: how many were made at once, 0 if unknown
 * @model: (nullable): `owner/name`, or whatever the file calls it
 * @model_version: (nullable): the model's version, or the hash of its file
 * @software: (nullable): the program that made it
 * @record: (nullable): our own full record, JSON text of an object
 * @rating: -1 (rejected), 0 to 5, or %LIMNER_METADATA_NO_RATING
 * @tags: (nullable) (array zero-terminated=1): keywords
 * @extra: all other fields that were understood as name and value; a JSON object of strings
 * @raw: (nullable): the text or JSON that was read, as it stands in the file
 *
 * What a picture says about how it was made. Strings are valid UTF-8 and owned by the struct:
 * change one by freeing and setting it. Nothing in it may be trusted.
 */
typedef struct
{
  LimnerDialect      dialect;
  LimnerSourceType   source_type;
  char              *prompt;
  char              *negative_prompt;
  char              *seed;
  int                steps;
  char              *sampler;
  double             cfg_scale;
  double             strength;
  int                width;
  int                height;
  int                batch_position;
  int                batch_size;
  char              *model;
  char              *model_version;
  char              *software;
  char              *record;
  int                rating;
  char             **tags;
  JsonObject        *extra;
  char              *raw;
} LimnerMetadata;

#define LIMNER_TYPE_METADATA (limner_metadata_get_type ())

GType           limner_metadata_get_type        (void) G_GNUC_CONST;
LimnerMetadata *limner_metadata_new             (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerMetadata *limner_metadata_copy            (const LimnerMetadata  *self)
    G_GNUC_WARN_UNUSED_RESULT;
void            limner_metadata_free            (LimnerMetadata        *self);

/* Reading */
LimnerMetadata *limner_metadata_read            (GBytes                *file)
    G_GNUC_WARN_UNUSED_RESULT;
LimnerMetadata *limner_metadata_read_with_sidecar (GBytes              *file,
                                                 GBytes                *sidecar)
    G_GNUC_WARN_UNUSED_RESULT;
LimnerMetadata *limner_metadata_parse_text      (const char            *text)
    G_GNUC_WARN_UNUSED_RESULT;
JsonObject     *limner_metadata_to_input        (const LimnerMetadata  *self)
    G_GNUC_WARN_UNUSED_RESULT;
const char     *limner_dialect_get_name         (LimnerDialect          dialect);

/* Writing, without touching pixels or what others wrote */
GBytes         *limner_metadata_write           (GBytes                *file,
                                                 const LimnerMetadata  *metadata,
                                                 LimnerMetadataParts    parts,
                                                 GError               **error)
    G_GNUC_WARN_UNUSED_RESULT;
GBytes         *limner_metadata_strip           (GBytes                *file,
                                                 GError               **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean        limner_metadata_has_hidden_text (GBytes                *file);
char          **limner_metadata_list            (GBytes                *file,
                                                 GError               **error)
    G_GNUC_WARN_UNUSED_RESULT;
char           *limner_metadata_to_parameters   (const LimnerMetadata  *self)
    G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerMetadata, limner_metadata_free)

G_END_DECLS
