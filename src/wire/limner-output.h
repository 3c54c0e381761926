/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** The most files that are taken from one output. */
#define LIMNER_OUTPUT_MAX_FILES 4096

gboolean limner_output_is_file   (const char *text);
char   **limner_output_dup_files (JsonNode   *output) G_GNUC_WARN_UNUSED_RESULT;
char    *limner_output_dup_text  (JsonNode   *output) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
