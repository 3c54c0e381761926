/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LimnerMatch:
 * @LIMNER_MATCH_NO: these are other inputs
 * @LIMNER_MATCH_PERHAPS: they differ in files only, and of these it cannot be told
 * @LIMNER_MATCH_YES: these are the inputs
 *
 * Whether the inputs that a server tells of are those that were sent.
 */
typedef enum
{
  LIMNER_MATCH_NO,
  LIMNER_MATCH_PERHAPS,
  LIMNER_MATCH_YES,
} LimnerMatch;

LimnerMatch limner_prediction_match_inputs (JsonObject *ours,
                                            JsonObject *theirs,
                                            GHashTable *uploads);

G_END_DECLS
