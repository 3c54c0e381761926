/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"
#include "limner-test-server.h"
#include "limner-test.h"

G_BEGIN_DECLS

/* The canary: whatever the server at home says, the stranger on another port must not see it, and
 * no line of any log may hold it.
 */
#define CANARY "r8_canary_0123456789"

typedef struct
{
  LimnerTestServer *home;
  LimnerTestServer *stranger;
  LimnerClient     *client;
} TrustFixture;

void        trust_fixture_start_logs        (void);
const char *trust_fixture_get_logs          (void);
void        trust_fixture_end_logs          (void);
void        trust_fixture_set_up            (TrustFixture    *fixture,
                                             GTlsCertificate *certificate,
                                             double           time_scale);
void        trust_fixture_tear_down         (TrustFixture    *fixture);
char       *trust_fixture_dup_stranger_url  (TrustFixture    *fixture,
                                             const char      *path) G_GNUC_WARN_UNUSED_RESULT;
void        trust_fixture_lead_away         (TrustFixture    *fixture,
                                             const char      *method,
                                             const char      *path,
                                             guint            status);
void        trust_fixture_assert_token_home (TrustFixture    *fixture);

G_END_DECLS
