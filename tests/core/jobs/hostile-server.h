/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs-fixture.h"

G_BEGIN_DECLS

/**
 * HostileServer:
 *
 * A server of predictions that answers what it likes: what is true, what is not, what cannot be
 * read, or nothing. What it does follows from its seed alone and the order of the questions. It
 * keeps what it really took, so that a test can tell what would have been billed.
 */
typedef struct _HostileServer HostileServer;

/** The answers to a POST, which a test can ask for by name. */
typedef enum
{
  HOSTILE_POST_HONEST,
  HOSTILE_POST_DROPPED_BEFORE,   /* nothing was taken */
  HOSTILE_POST_DROPPED_AFTER,    /* it was taken */
  HOSTILE_POST_REFUSED,          /* 4xx or 503, nothing was taken */
  HOSTILE_POST_FAILED_AFTER,     /* 5xx, though it was taken */
  HOSTILE_POST_GARBAGE,          /* 201, taken, with a body that cannot be read */
  HOSTILE_POST_STRANGE_ID,       /* 201, taken, under a name that is none */
  HOSTILE_POST_OTHER_ID,         /* 201, not taken: the prediction of somebody else */
  HOSTILE_POST_FINAL,            /* 201, taken, and done already */
  HOSTILE_POST_STRANGE_STATUS,   /* 201, taken, in a state that nobody knows */
  HOSTILE_N_POSTS
} HostilePost;

HostileServer *hostile_server_new         (guint32        seed) G_GNUC_WARN_UNUSED_RESULT;
HostileServer *hostile_server_stand_in    (FixtureSource *source) G_GNUC_WARN_UNUSED_RESULT;
void           hostile_server_free        (HostileServer *self);
const char    *hostile_server_get_uri     (HostileServer *self);
void           hostile_server_set_honest  (HostileServer *self,
                                           gboolean       honest);
void           hostile_server_set_broken  (HostileServer *self,
                                           gboolean       broken);
void           hostile_server_set_post    (HostileServer *self,
                                           HostilePost    post);
void           hostile_server_set_rehosts (HostileServer *self,
                                           gboolean       rehosts);
const char    *hostile_server_get_sent    (HostileServer *self,
                                           const char    *id,
                                           const char    *input);
guint          hostile_server_get_n_taken (HostileServer *self);
guint          hostile_server_get_n_asked (HostileServer *self);
guint          hostile_server_count_taken (HostileServer *self,
                                           const char    *prompt);
const char    *hostile_server_get_story   (HostileServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HostileServer, hostile_server_free)

G_END_DECLS
