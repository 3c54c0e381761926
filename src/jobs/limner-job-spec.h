/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_JOB_SPEC (limner_job_spec_get_type ())
G_DECLARE_FINAL_TYPE (LimnerJobSpec, limner_job_spec, LIMNER, JOB_SPEC, GObject)

LimnerJobSpec      *limner_job_spec_new                 (const char         *server,
                                                         const char         *model,
                                                         const char         *version,
                                                         JsonObject         *input)
                                                         G_GNUC_WARN_UNUSED_RESULT;

/* What runs */
const char         *limner_job_spec_get_server          (LimnerJobSpec      *self);
const char         *limner_job_spec_get_model           (LimnerJobSpec      *self);
const char         *limner_job_spec_get_version         (LimnerJobSpec      *self);
JsonObject         *limner_job_spec_get_input           (LimnerJobSpec      *self);
const char         *limner_job_spec_get_input_text      (LimnerJobSpec      *self);

/* What is told about it; set before it is submitted */
const char         *limner_job_spec_get_operation       (LimnerJobSpec      *self);
void                limner_job_spec_set_operation       (LimnerJobSpec      *self,
                                                         const char         *text);
const char         *limner_job_spec_get_prompt          (LimnerJobSpec      *self);
void                limner_job_spec_set_prompt          (LimnerJobSpec      *self,
                                                         const char         *text);
const char         *limner_job_spec_get_prompt_typed    (LimnerJobSpec      *self);
void                limner_job_spec_set_prompt_typed    (LimnerJobSpec      *self,
                                                         const char         *text);
const char         *limner_job_spec_get_negative_prompt (LimnerJobSpec      *self);
void                limner_job_spec_set_negative_prompt (LimnerJobSpec      *self,
                                                         const char         *text);
const char         *limner_job_spec_get_seed            (LimnerJobSpec      *self);
void                limner_job_spec_set_seed            (LimnerJobSpec      *self,
                                                         const char         *text);
const char         *limner_job_spec_get_output_kind     (LimnerJobSpec      *self);
gboolean            limner_job_spec_gives_text          (LimnerJobSpec      *self);
void                limner_job_spec_set_output_kind     (LimnerJobSpec      *self,
                                                         const char         *text);
const char         *limner_job_spec_get_recipe          (LimnerJobSpec      *self);
void                limner_job_spec_set_recipe          (LimnerJobSpec      *self,
                                                         const char         *text);
const char * const *limner_job_spec_get_parents         (LimnerJobSpec      *self);
void                limner_job_spec_set_parents         (LimnerJobSpec      *self,
                                                         const char * const *item_ids);
const char         *limner_job_spec_get_batch           (LimnerJobSpec      *self);
void                limner_job_spec_set_batch           (LimnerJobSpec      *self,
                                                         const char         *text);
const char         *limner_job_spec_get_deployment      (LimnerJobSpec      *self);
void                limner_job_spec_set_deployment      (LimnerJobSpec      *self,
                                                         const char         *text);

G_END_DECLS
