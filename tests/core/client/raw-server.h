/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RawServer:
 *
 * A server on loopback that plays a script, connection by connection, byte for byte: for what no
 * decent HTTP server would do. It runs on threads of its own.
 */
typedef struct _RawServer RawServer;

/**
 * RawFlags:
 * @RAW_DROP_AT_ONCE: close the connection before the request is read
 * @RAW_STAY_OPEN: keep the connection open after the answer, until the test ends
 *
 * What is odd about one step of the script.
 */
typedef enum
{
  RAW_DROP_AT_ONCE = 1 << 0,
  RAW_STAY_OPEN    = 1 << 1,
} RawFlags;

RawServer  *raw_server_new         (void);
void        raw_server_free        (RawServer  *self);
const char *raw_server_get_uri     (RawServer  *self);
void        raw_server_push        (RawServer  *self,
                                    const char *answer);
void        raw_server_push_full   (RawServer  *self,
                                    GBytes     *answer,
                                    RawFlags    flags);
void        raw_server_push_json   (RawServer  *self,
                                    guint       status,
                                    const char *headers,
                                    const char *body);
guint       raw_server_get_n       (RawServer  *self);
char       *raw_server_dup_request (RawServer  *self,
                                    guint       position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)

G_END_DECLS
