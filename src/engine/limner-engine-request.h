/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "limner-engine-faults.h"

G_BEGIN_DECLS

#define LIMNER_ENGINE_MAX_PARAMETERS 3

#define LIMNER_TYPE_ENGINE_REQUEST (limner_engine_request_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEngineRequest, limner_engine_request, LIMNER, ENGINE_REQUEST, GObject)

LimnerEngineRequest     *limner_engine_request_new           (SoupServerMessage       *message,
                                                              const char              *path,
                                                              GHashTable              *query)
  G_GNUC_WARN_UNUSED_RESULT;
SoupServerMessage       *limner_engine_request_get_message   (LimnerEngineRequest     *self);
const char              *limner_engine_request_get_path      (LimnerEngineRequest     *self);
const char              *limner_engine_request_get_query     (LimnerEngineRequest     *self,
                                                              const char              *name);
GHashTable              *limner_engine_request_get_queries   (LimnerEngineRequest     *self);
const char              *limner_engine_request_get_header    (LimnerEngineRequest     *self,
                                                              const char              *name);
const char              *limner_engine_request_get_operation (LimnerEngineRequest     *self);
const char              *limner_engine_request_get_parameter (LimnerEngineRequest     *self,
                                                              guint                    position);
void                     limner_engine_request_set_route     (LimnerEngineRequest     *self,
                                                              const char              *operation,
                                                              const char * const      *parameters);
const LimnerEngineFault *limner_engine_request_get_fault     (LimnerEngineRequest     *self);
void                     limner_engine_request_set_fault     (LimnerEngineRequest     *self,
                                                              const LimnerEngineFault *fault);
GBytes                  *limner_engine_request_get_body      (LimnerEngineRequest     *self)
  G_GNUC_WARN_UNUSED_RESULT;
JsonObject              *limner_engine_request_read_json     (LimnerEngineRequest     *self)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean                 limner_engine_request_is_answered   (LimnerEngineRequest     *self);
void                     limner_engine_request_set_answered  (LimnerEngineRequest     *self);
void                     limner_engine_request_wait          (LimnerEngineRequest     *self);

/* Answers: each request gets exactly one */
void                     limner_engine_request_answer        (LimnerEngineRequest     *self,
                                                              guint                    status,
                                                              const char              *content_type,
                                                              GBytes                  *body);
void                     limner_engine_request_answer_node   (LimnerEngineRequest     *self,
                                                              guint                    status,
                                                              JsonNode                *node);
void                     limner_engine_request_answer_object (LimnerEngineRequest     *self,
                                                              guint                    status,
                                                              JsonObject              *object);
void                     limner_engine_request_answer_problem (LimnerEngineRequest    *self,
                                                              guint                    status,
                                                              const char              *title,
                                                              const char              *detail);
void                     limner_engine_request_answer_not_found (LimnerEngineRequest  *self);
void                     limner_engine_request_answer_faults (LimnerEngineRequest     *self,
                                                              JsonArray               *faults);

G_END_DECLS
