/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "engine/limner-engine-server.h"

G_BEGIN_DECLS

/**
 * LimnerTestEngine:
 *
 * The built-in engine inside a test, with models that are quick and do what their prompt says:
 * `limner/painter` makes a tiny picture, fails when its prompt says “fail”, and waits at a gate
 * when it says “wait”, or after its first picture when it says “pause”; `limner/fill` gives its
 * image back, `limner/careless` shifted, smaller, tinted and as a JPEG; `limner/prompts` says its
 * prompt word by word; `limner/style-trainer` learns nothing at once, or when the gate opens where
 * its trigger word begins with “WAIT”, after a long log with “WAITLONG”, and fails with “FAIL”.
 */
typedef struct _LimnerTestEngine LimnerTestEngine;

/** A fixture for tests that want an engine without data of its own. */
typedef struct
{
  LimnerTestEngine *engine;
} LimnerTestEngineFixture;

/** An answer, read as JSON where it is JSON. */
typedef struct
{
  guint               status;
  SoupMessageHeaders *headers;
  GBytes             *body;
  JsonNode           *node;      /* NULL if the body is no JSON */
  JsonObject         *json;      /* borrowed from @node; NULL if it is no object */
  GError             *error;     /* set if there was no answer at all */
} LimnerTestAnswer;

/** The largest body that the engine takes in a test, in bytes. */
#define LIMNER_TEST_ENGINE_MAX_BODY (8u * 1024 * 1024)

/** How many models it has. */
#define LIMNER_TEST_ENGINE_N_MODELS 10

/** Adds a test that gets an engine of its own. */
#define limner_test_engine_add(path, data, run)                                               \
  g_test_add (path, LimnerTestEngineFixture, data, limner_test_engine_set_up, run,            \
              limner_test_engine_tear_down)

LimnerTestEngine   *limner_test_engine_new        (const char         *data_dir,
                                                   guint               cold_boot_ms)
  G_GNUC_WARN_UNUSED_RESULT;
void                limner_test_engine_free       (LimnerTestEngine   *self);
void                limner_test_engine_set_up     (LimnerTestEngineFixture *fixture,
                                                   gconstpointer       data);
void                limner_test_engine_tear_down  (LimnerTestEngineFixture *fixture,
                                                   gconstpointer       data);
LimnerEngineServer *limner_test_engine_get_server (LimnerTestEngine   *self);
const char         *limner_test_engine_get_url    (LimnerTestEngine   *self);
const char         *limner_test_engine_get_token  (LimnerTestEngine   *self);
void                limner_test_engine_set_faults (LimnerTestEngine   *self,
                                                   const char         *rules);
void                limner_test_engine_set_gate   (gboolean            is_open);

/* Requests, with the token, to a path such as "/account" or to a whole address */
LimnerTestAnswer   *limner_test_engine_send       (LimnerTestEngine   *self,
                                                   const char         *method,
                                                   const char         *path,
                                                   const char         *body)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerTestAnswer   *limner_test_engine_send_with  (LimnerTestEngine   *self,
                                                   const char         *method,
                                                   const char         *path,
                                                   const char         *body,
                                                   const char         *header,
                                                   const char         *value)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerTestAnswer   *limner_test_engine_wait_for   (LimnerTestEngine   *self,
                                                   const char         *id,
                                                   const char         *status)
  G_GNUC_WARN_UNUSED_RESULT;
void                limner_test_answer_free       (LimnerTestAnswer   *answer);
const char         *limner_test_answer_get        (LimnerTestAnswer   *answer,
                                                   const char         *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerTestEngine, limner_test_engine_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerTestAnswer, limner_test_answer_free)

G_END_DECLS
