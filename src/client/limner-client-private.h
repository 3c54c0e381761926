/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "wire/limner-problem.h"

#include "limner-client-files.h"
#include "limner-client.h"

G_BEGIN_DECLS

/** The largest answer that is read into memory, in bytes; results may hold data URLs. */
#define LIMNER_MAX_REPLY (128 * 1024 * 1024)

/**
 * The priority with which requests are sent. A kept connection that the server has closed meanwhile
 * is noticed when the next request is written; libsoup then sends it again by itself, from a source
 * of the default priority. That the first try has failed has to be told before that: libsoup 3.2
 * takes it for a failure of the second try otherwise, and crashes where that has its answer already
 * (run_until_read_done() in its soup-session.c).
 */
#define LIMNER_SEND_PRIORITY (G_PRIORITY_DEFAULT - 1)

/** What is said to a name that is none. */
#define LIMNER_NOT_A_NAME "The name must have the form owner/name"

typedef struct _LimnerCog LimnerCog;

/**
 * LimnerReplyKind:
 * @LIMNER_REPLY_NOTHING: only whether it worked
 * @LIMNER_REPLY_RESOURCE: a #LimnerResource of the call's type
 * @LIMNER_REPLY_PAGE: a #LimnerPage of items of the call's type
 * @LIMNER_REPLY_JSON: a #JsonNode
 * @LIMNER_REPLY_TEXT: a string
 * @LIMNER_REPLY_BYTES: a #GBytes
 *
 * What a call makes of the body of the answer.
 */
typedef enum
{
  LIMNER_REPLY_NOTHING,
  LIMNER_REPLY_RESOURCE,
  LIMNER_REPLY_PAGE,
  LIMNER_REPLY_JSON,
  LIMNER_REPLY_TEXT,
  LIMNER_REPLY_BYTES,
} LimnerReplyKind;

/**
 * LimnerCall:
 * @creates: it must not be carried out twice
 * @is_once: what is wanted is how things are now, so it is not tried again
 * @deadline: seconds that one attempt may take, 0 for no limit
 *
 * One request, with what is needed to send it again.
 */
typedef struct
{
  const char         *method;
  char               *url;
  GBytes             *body;
  GBytes             *body_parts[3];   /* instead of @body, sent one after the other */
  char               *content_type;
  char               *prefer;
  char               *cancel_after;
  gboolean            creates;
  gboolean            is_once;
  guint               deadline;
  LimnerReplyKind     reply;
  GType               type;

  LimnerProgressFunc  progress;
  gpointer            progress_data;
} LimnerCall;

LimnerCall  *_limner_call_new            (LimnerClient         *client,
                                          const char           *method,
                                          LimnerReplyKind       reply,
                                          GType                 type,
                                          const char           *path);
void         _limner_call_free           (LimnerCall           *call);
void         _limner_call_set_json       (LimnerCall           *call,
                                          JsonObject           *body);
void         _limner_call_set_body       (LimnerCall           *call,
                                          SoupMessage          *message);
LimnerCall  *_limner_client_new_query    (LimnerClient         *client,
                                          GType                 item_type,
                                          const char           *path,
                                          const char           *query);
void         _limner_client_run          (LimnerClient         *self,
                                          LimnerCall           *call,
                                          gpointer              tag,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void         _limner_client_run_path     (LimnerClient         *self,
                                          const char           *method,
                                          LimnerReplyKind       reply,
                                          GType                 type,
                                          char                 *path,
                                          JsonObject           *body,
                                          gpointer              tag,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void         _limner_client_run_create   (LimnerClient         *self,
                                          GType                 type,
                                          char                 *path,
                                          JsonObject           *body,
                                          gpointer              tag,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gpointer     _limner_client_run_finish   (LimnerClient         *self,
                                          GAsyncResult         *result,
                                          gpointer              tag,
                                          GError              **error);
gboolean     _limner_client_run_finish_boolean
                                         (LimnerClient         *self,
                                          GAsyncResult         *result,
                                          gpointer              tag,
                                          GError              **error);
/* What ends a call: the public function gives what the request's parser made, or its error. */
#define LIMNER_CLIENT_FINISH(type, name)                                                   \
  type                                                                                     \
  name##_finish (LimnerClient *self, GAsyncResult *result, GError **error)                 \
  {                                                                                        \
    return _limner_client_run_finish (self, result, name##_async, error);                  \
  }
#define LIMNER_CLIENT_FINISH_BOOLEAN(name)                                                 \
  gboolean                                                                                 \
  name##_finish (LimnerClient *self, GAsyncResult *result, GError **error)                 \
  {                                                                                        \
    return _limner_client_run_finish_boolean (self, result, name##_async, error);          \
  }

void         _limner_client_refuse_name  (LimnerClient         *self,
                                          gpointer              tag,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

char        *_limner_client_model_path   (const char           *model,
                                          const char           *prefix,
                                          const char           *suffix);
char        *_limner_client_id_path      (const char           *prefix,
                                          const char           *id,
                                          const char           *suffix);

gboolean     _limner_client_is_own_origin (LimnerClient        *self,
                                          GUri                 *uri);
GUri        *_limner_client_check_url    (LimnerClient         *self,
                                          const char           *url,
                                          GError              **error);
void         _limner_client_authorize    (LimnerClient         *self,
                                          SoupMessage          *message);
GUri        *_limner_client_get_redirect (LimnerClient         *self,
                                          SoupMessage          *message,
                                          guint                 n_redirects,
                                          GError              **error);
GError      *_limner_client_to_error     (const GError         *error);

SoupSession *_limner_client_get_session  (LimnerClient         *self);
SoupSession *_limner_client_get_download_session
                                         (LimnerClient         *self);
LimnerCog   *_limner_client_get_cog      (LimnerClient         *self);
gboolean     _limner_client_is_cog       (LimnerClient         *self);
gint64       _limner_client_reserve      (LimnerClient         *self,
                                          gboolean              creates);
void         _limner_client_note_headers (LimnerClient         *self,
                                          SoupMessage          *message,
                                          gboolean              creates);
void         _limner_client_note_pause   (LimnerClient         *self,
                                          gboolean              creates,
                                          double                seconds);
gint64       _limner_client_get_clock_offset (LimnerClient     *self,
                                          gboolean             *is_known);
guint        _limner_client_scale        (LimnerClient         *self,
                                          double                seconds);
void         _limner_client_set_time_scale (LimnerClient       *self,
                                          double                scale);
guint        _limner_client_scale_deadline (LimnerClient       *self,
                                          double                seconds);
void         _limner_client_set_deadline_scale (LimnerClient   *self,
                                          double                scale);

G_END_DECLS
