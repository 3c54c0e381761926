/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-studio.h"

G_BEGIN_DECLS

/** The model that writes ideas on this computer; it is no language model. */
#define LIMNER_IDEAS_BUILT_IN "limner/prompts"

/** How an ideas job is marked, so that nobody takes its request for a prompt of the person's. */
#define LIMNER_IDEAS_OPERATION "ideas"

#define LIMNER_TYPE_IDEAS (limner_ideas_get_type ())
G_DECLARE_FINAL_TYPE (LimnerIdeas, limner_ideas, LIMNER, IDEAS, GObject)

LimnerIdeas       *limner_ideas_new         (LimnerStudio *studio) G_GNUC_WARN_UNUSED_RESULT;
void               limner_ideas_start       (LimnerIdeas  *self,
                                             const char   *server,
                                             const char   *model,
                                             const char   *subject);
void               limner_ideas_stop        (LimnerIdeas  *self);
gboolean           limner_ideas_get_running (LimnerIdeas  *self);
const char *const *limner_ideas_get_ideas   (LimnerIdeas  *self);
const GError      *limner_ideas_get_error   (LimnerIdeas  *self);

char             **limner_ideas_parse       (const char   *text) G_GNUC_WARN_UNUSED_RESULT;
char              *limner_ideas_mark_new    (const char   *before,
                                             const char   *after) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
