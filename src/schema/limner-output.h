/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-schema.h"

G_BEGIN_DECLS

/** The most parts that are taken from one output. */
#define LIMNER_OUTPUT_MAX_PARTS 4096

/**
 * LimnerOutputPart:
 * @is_file: whether @text is the address of a file (`https:`, `http:` or `data:`)
 * @text: the address, or the text itself
 * @path: where it was found, as a JSON pointer such as `/0/image`; empty for the root
 *
 * One thing that a prediction gave.
 */
typedef struct
{
  gboolean  is_file;
  char     *text;
  char     *path;
} LimnerOutputPart;

GPtrArray *limner_output_list_parts (JsonNode         *output,
                                     LimnerSchema     *schema) G_GNUC_WARN_UNUSED_RESULT;
char     **limner_output_list_files (JsonNode         *output,
                                     LimnerSchema     *schema) G_GNUC_WARN_UNUSED_RESULT;
char      *limner_output_get_text   (JsonNode         *output,
                                     LimnerSchema     *schema) G_GNUC_WARN_UNUSED_RESULT;
void       limner_output_part_free  (LimnerOutputPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerOutputPart, limner_output_part_free)

G_END_DECLS
