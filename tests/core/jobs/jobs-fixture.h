/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job-queue.h"
#include "limner-test-engine.h"
#include "limner-test.h"

G_BEGIN_DECLS

/** How much faster than in life pauses pass. */
#define FIXTURE_TIME_SCALE 0.004

#define TYPE_FIXTURE_SOURCE (fixture_source_get_type ())
G_DECLARE_FINAL_TYPE (FixtureSource, fixture_source, FIXTURE, SOURCE, GObject)

/* A library, a queue, and an engine that plays the hosted service. */
typedef struct
{
  char             *folder;
  LimnerTestEngine *engine;
  FixtureSource    *source;
  LimnerStore      *store;
  LimnerJobQueue   *queue;
  guint             n_resumed;
} Fixture;

FixtureSource *fixture_source_new          (LimnerTestEngine *engine) G_GNUC_WARN_UNUSED_RESULT;
void           fixture_source_set_kind     (FixtureSource    *self,
                                            LimnerServerKind  kind);
void           fixture_source_set_url      (FixtureSource    *self,
                                            const char       *url,
                                            const char       *token);
void           fixture_source_set_reachable (FixtureSource   *self,
                                            gboolean          reachable);
void           fixture_set_up              (Fixture          *fixture,
                                            gconstpointer     data);
void           fixture_tear_down           (Fixture          *fixture,
                                            gconstpointer     data);
void           fixture_set_time_scale      (Fixture          *fixture,
                                            double            scale);
void           fixture_start               (Fixture          *fixture);
void           fixture_kill                (Fixture          *fixture);
LimnerJobSpec *fixture_make_spec           (const char       *model,
                                            const char       *prompt,
                                            int               n_outputs)
    G_GNUC_WARN_UNUSED_RESULT;
char          *fixture_keep_file           (Fixture          *fixture,
                                            guint8            seed,
                                            gsize             size)
    G_GNUC_WARN_UNUSED_RESULT;
LimnerJob     *fixture_submit              (Fixture          *fixture,
                                            const char       *prompt);
void           fixture_wait_final          (LimnerJob        *job);
guint          fixture_count_predictions   (Fixture          *fixture);
guint          fixture_count_items         (Fixture          *fixture);

G_END_DECLS
