/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LimnerSnippetKind:
 * @LIMNER_SNIPPET_CURL: a shell command
 * @LIMNER_SNIPPET_JAVASCRIPT: JavaScript for Node.js
 * @LIMNER_SNIPPET_PYTHON: Python
 *
 * In what a request is written down.
 */
typedef enum
{
  LIMNER_SNIPPET_CURL,
  LIMNER_SNIPPET_JAVASCRIPT,
  LIMNER_SNIPPET_PYTHON,
} LimnerSnippetKind;

char *limner_snippet_build (LimnerSnippetKind  kind,
                            const char        *base_url,
                            const char        *model,
                            JsonObject        *input) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
