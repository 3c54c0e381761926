/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How many tokens the text encoder of most Stable Diffusion models reads. */
#define LIMNER_PROMPT_CLIP_TOKENS 75

char    *limner_prompt_change_weight   (const char *prompt,
                                        int        *start,
                                        int        *end,
                                        int         direction) G_GNUC_WARN_UNUSED_RESULT;
guint64  limner_prompt_count_variants  (const char *prompt);
char    *limner_prompt_expand          (const char *prompt,
                                        GRand      *random) G_GNUC_WARN_UNUSED_RESULT;
char   **limner_prompt_list_variants   (const char *prompt,
                                        guint       max_variants) G_GNUC_WARN_UNUSED_RESULT;
guint    limner_prompt_estimate_tokens (const char *prompt);

G_END_DECLS
