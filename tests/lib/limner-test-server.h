/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LimnerTestServer:
 *
 * An HTTP server on loopback that gives prepared answers, each path's in their order and the last
 * one for ever, and keeps what it was asked.
 */
typedef struct _LimnerTestServer LimnerTestServer;

/** What the server was asked, for a test to look at. */
typedef struct
{
  char  *method;
  char  *path;           /* with the query, as sent */
  char  *body;           /* never NULL */
  char  *authorization;  /* NULL without the header */
} LimnerTestRequest;

LimnerTestServer        *limner_test_server_new         (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerTestServer        *limner_test_server_new_secure  (GTlsCertificate  *certificate)
    G_GNUC_WARN_UNUSED_RESULT;
void                     limner_test_server_free        (LimnerTestServer *self);
const char              *limner_test_server_get_uri     (LimnerTestServer *self);
void                     limner_test_server_answer      (LimnerTestServer *self,
                                                         const char       *method,
                                                         const char       *path,
                                                         guint             status,
                                                         const char       *body);
void                     limner_test_server_answer_full (LimnerTestServer *self,
                                                         const char       *method,
                                                         const char       *path,
                                                         guint             status,
                                                         const char       *content_type,
                                                         const char       *header_name,
                                                         const char       *header_value,
                                                         GBytes           *body);
guint                    limner_test_server_get_n       (LimnerTestServer *self);
const LimnerTestRequest *limner_test_server_get_request (LimnerTestServer *self,
                                                         guint             position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerTestServer, limner_test_server_free)

G_END_DECLS
