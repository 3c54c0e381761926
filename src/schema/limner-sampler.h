/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *limner_sampler_find_word (JsonArray  *choices,
                                    const char *name);
JsonNode *limner_sampler_find      (JsonArray  *choices,
                                    const char *name,
                                    gboolean   *is_same);

G_END_DECLS
