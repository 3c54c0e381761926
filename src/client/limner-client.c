/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-client-private.h"
#include "limner-cog.h"
#include "limner-retry.h"

/** What the service allows (creations, everything else), in requests a minute. */
#define CREATES_PER_MINUTE 600
#define OTHERS_PER_MINUTE 3000

/** How long a connection may be silent, in seconds: longer than a server holds an answer back. */
#define SILENCE 75

/** After how many seconds the server's clock is looked at again. */
#define CLOCK_AGE 600

/** How many redirects are followed. */
#define MAX_REDIRECTS 5

/**
 * LimnerClient:
 *
 * Speaks to one server. The token goes to that server's origin and to nothing else; every address
 * that comes from outside is checked before it is followed. All calls are asynchronous and end on
 * the main context they were made on. Errors are of the domain %LIMNER_ERROR with the server's own
 * sentence, and limner_problem_from_error() gives what else the server said.
 */
struct _LimnerClient
{
  GObject          parent_instance;

  /* Owned */
  LimnerServer    *server;
  char            *token;
  SoupSession     *session;
  SoupSession     *download_session;
  LimnerCog       *cog;

  LimnerRateLimit  creates;
  LimnerRateLimit  others;
  gint64           clock_offset;      /* server minus ours, seconds */
  gint64           clock_checked;     /* monotonic microseconds, 0 for never */
  double           time_scale;        /* of pauses */
  double           deadline_scale;
};

G_DEFINE_FINAL_TYPE (LimnerClient, limner_client, G_TYPE_OBJECT)

static void
limner_client_dispose (GObject *object)
{
  LimnerClient *self = LIMNER_CLIENT (object);

  g_clear_pointer (&self->cog, _limner_cog_free);

  G_OBJECT_CLASS (limner_client_parent_class)->dispose (object);
}

static void
limner_client_finalize (GObject *object)
{
  LimnerClient *self = LIMNER_CLIENT (object);

  g_clear_object (&self->server);
  g_clear_pointer (&self->token, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->download_session);

  G_OBJECT_CLASS (limner_client_parent_class)->finalize (object);
}

static void
limner_client_class_init (LimnerClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_client_dispose;
  object_class->finalize = limner_client_finalize;
}

static void
limner_client_init (LimnerClient *self)
{
  self->time_scale = 1.0;
  self->deadline_scale = 1.0;
}

static SoupSession *
make_session (guint timeout,
              int   max_connections)
{
  return soup_session_new_with_options ("user-agent", "limner/" PACKAGE_VERSION,
                                        "timeout", timeout,
                                        "idle-timeout", 60,
                                        "max-conns", max_connections,
                                        "max-conns-per-host", max_connections,
                                        NULL);
}

/**
 * limner_client_new:
 * @server: the server to speak to
 *
 * Returns: (transfer full): a client without a token
 */
LimnerClient *
limner_client_new (LimnerServer *server)
{
  LimnerClient *self;
  gboolean is_hosted, is_cog;

  g_return_val_if_fail (LIMNER_IS_SERVER (server), NULL);

  is_hosted = limner_server_get_kind (server) == LIMNER_SERVER_REPLICATE;
  is_cog = limner_server_get_kind (server) == LIMNER_SERVER_COG;

  self = g_object_new (LIMNER_TYPE_CLIENT, NULL);
  self->server = g_object_ref (server);
  /* A Cog server is silent for as long as the model runs. */
  self->session = make_session (is_cog ? 0 : SILENCE, 32);
  self->download_session = make_session (SILENCE, 16);
  limner_rate_limit_init (&self->creates, is_hosted ? CREATES_PER_MINUTE : 0);
  limner_rate_limit_init (&self->others, is_hosted ? OTHERS_PER_MINUTE : 0);
  if (is_cog)
    self->cog = _limner_cog_new (self);
  return self;
}

/**
 * limner_client_get_server:
 * @self: a client
 *
 * Returns: (transfer none): the server it speaks to
 */
LimnerServer *
limner_client_get_server (LimnerClient *self)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  return self->server;
}

/**
 * limner_client_set_token:
 * @self: a client
 * @token: (nullable): the API token
 *
 * Sets what requests to the server's own origin carry. It cannot be read back.
 */
void
limner_client_set_token (LimnerClient *self,
                         const char   *token)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));

  g_free (self->token);
  self->token = token != NULL && *token != '\0' ? g_strstrip (g_strdup (token)) : NULL;
}

/**
 * limner_client_has_token:
 * @self: a client
 *
 * Returns: %TRUE where a token was set
 */
gboolean
limner_client_has_token (LimnerClient *self)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), FALSE);

  return self->token != NULL;
}

/*
 * _limner_client_is_own_origin:
 *
 * Returns: %TRUE where @uri has the scheme, host and port of the server
 */
gboolean
_limner_client_is_own_origin (LimnerClient *self,
                              GUri         *uri)
{
  g_autoptr(GUri) base = g_uri_parse (limner_server_get_base_url (self->server),
                                      SOUP_HTTP_URI_FLAGS, NULL);

  return base != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (base) != NULL &&
         strcmp (g_uri_get_scheme (uri), g_uri_get_scheme (base)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (base)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (base);
}

/*
 * _limner_client_check_url:
 *
 * An address that came from a server is followed over https, or on the server's own origin.
 */
GUri *
_limner_client_check_url (LimnerClient  *self,
                          const char    *url,
                          GError       **error)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (strcmp (g_uri_get_scheme (uri), "https") != 0 &&
       strcmp (g_uri_get_scheme (uri), "http") != 0))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "The server gave something that is not an address of the web");
      return NULL;
    }
  if (strcmp (g_uri_get_scheme (uri), "https") != 0 && !_limner_client_is_own_origin (self, uri))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "The address at “%s” is not protected by https", g_uri_get_host (uri));
      return NULL;
    }
  return g_steal_pointer (&uri);
}

/* Adds the token where the message goes to the server's own origin. */
void
_limner_client_authorize (LimnerClient *self,
                          SoupMessage  *message)
{
  g_autofree char *value = NULL;

  if (self->token == NULL || !limner_server_needs_token (self->server) ||
      !_limner_client_is_own_origin (self, soup_message_get_uri (message)))
    return;

  value = g_strconcat ("Bearer ", self->token, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
}

/*
 * _limner_client_get_redirect:
 *
 * Returns: (transfer full) (nullable): where a 3xx answer leads, or %NULL with an error
 */
GUri *
_limner_client_get_redirect (LimnerClient  *self,
                             SoupMessage   *message,
                             guint          n_redirects,
                             GError       **error)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autofree char *resolved = NULL;
  GUri *uri = soup_message_get_uri (message);
  g_autoptr(GUri) target = NULL;

  if (location != NULL)
    resolved = g_uri_resolve_relative (NULL, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (location != NULL && resolved == NULL)
    {
      g_autofree char *base = g_uri_to_string (uri);

      resolved = g_uri_resolve_relative (base, location, SOUP_HTTP_URI_FLAGS, NULL);
    }
  if (resolved == NULL || n_redirects >= MAX_REDIRECTS)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "The server sends the request elsewhere too often, or nowhere");
      return NULL;
    }

  target = _limner_client_check_url (self, resolved, error);
  if (target == NULL)
    return NULL;
  if (strcmp (g_uri_get_scheme (uri), "https") == 0 &&
      strcmp (g_uri_get_scheme (target), "https") != 0)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                   "The server sends the request to an address without https");
      return NULL;
    }
  return g_steal_pointer (&target);
}

/* Sorts what libsoup and GIO report into our own codes. */
GError *
_limner_client_to_error (const GError *error)
{
  if (limner_error_is_cancelled (error) || error->domain == LIMNER_ERROR)
    return g_error_copy (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (LIMNER_ERROR, LIMNER_ERROR_TIMEOUT, "The server did not answer in time");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_error_new (LIMNER_ERROR, LIMNER_ERROR_NO_SPACE, "There is no room left on the disk");
  if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
      g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return g_error_new (LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                        "The server answered with something that is not HTTP");
  if (error->domain == G_TLS_ERROR)
    return g_error_new (LIMNER_ERROR, LIMNER_ERROR_INSECURE,
                        "The connection is not safe: %s", error->message);

  return g_error_new (LIMNER_ERROR, LIMNER_ERROR_NETWORK,
                      "The server could not be reached: %s", error->message);
}

SoupSession *
_limner_client_get_session (LimnerClient *self)
{
  return self->session;
}

/* For worker threads; a session can be used from several of them with its blocking calls. */
SoupSession *
_limner_client_get_download_session (LimnerClient *self)
{
  return self->download_session;
}

LimnerCog *
_limner_client_get_cog (LimnerClient *self)
{
  return self->cog;
}

gboolean
_limner_client_is_cog (LimnerClient *self)
{
  return self->cog != NULL;
}

/* Gives how long to wait before a request may be sent, in microseconds. */
gint64
_limner_client_reserve (LimnerClient *self,
                        gboolean      creates)
{
  return limner_rate_limit_reserve (creates ? &self->creates : &self->others,
                                    g_get_monotonic_time ());
}

/* Lets all requests of the kind wait, as the server asked after one of them. */
void
_limner_client_note_pause (LimnerClient *self,
                           gboolean      creates,
                           double        seconds)
{
  gint64 until = g_get_monotonic_time () +
                 (gint64) (seconds * self->time_scale * G_USEC_PER_SEC);

  limner_rate_limit_block (creates ? &self->creates : &self->others, until);
}

/* Reads what every answer tells about the rate limit and about the server's clock. */
void
_limner_client_note_headers (LimnerClient *self,
                             SoupMessage  *message,
                             gboolean      creates)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *remaining = soup_message_headers_get_one (headers, "ratelimit-remaining");
  const char *reset = soup_message_headers_get_one (headers, "ratelimit-reset");
  gint64 now = g_get_monotonic_time ();

  if (remaining != NULL && reset != NULL && strcmp (remaining, "0") == 0)
    {
      double seconds = g_ascii_strtod (reset, NULL);

      if (seconds > 0.0 && seconds <= LIMNER_RETRY_MAX_PAUSE)
        _limner_client_note_pause (self, creates, seconds);
    }

  if (self->clock_checked == 0 || now - self->clock_checked > CLOCK_AGE * G_USEC_PER_SEC)
    {
      const char *text = soup_message_headers_get_one (headers, "Date");
      g_autoptr(GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

      if (date != NULL)
        {
          self->clock_offset = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
          self->clock_checked = now;
        }
    }
}

/* Gives by how many seconds the server's clock is ahead of ours. */
gint64
_limner_client_get_clock_offset (LimnerClient *self,
                                 gboolean     *is_known)
{
  *is_known = self->clock_checked != 0;
  return self->clock_offset;
}

/* Gives a pause in milliseconds; tests make time run faster. */
guint
_limner_client_scale (LimnerClient *self,
                      double        seconds)
{
  return (guint) CLAMP (seconds * self->time_scale * 1000.0, 0.0, 3600000.0);
}

void
_limner_client_set_time_scale (LimnerClient *self,
                               double        scale)
{
  self->time_scale = scale;
}

/* Gives how long an attempt may take, in milliseconds. Its scale is not that of pauses: a machine
 * that is busy makes answers late, and a test that skips pauses must not lose them.
 */
guint
_limner_client_scale_deadline (LimnerClient *self,
                               double        seconds)
{
  return (guint) CLAMP (seconds * self->deadline_scale * 1000.0, 0.0, 3600000.0);
}

void
_limner_client_set_deadline_scale (LimnerClient *self,
                                   double        scale)
{
  self->deadline_scale = scale;
}

/*
 * _limner_client_model_path:
 *
 * Returns: (transfer full) (nullable): @prefix, `owner/name` and @suffix, or %NULL where @model is
 *   no reference
 */
char *
_limner_client_model_path (const char *model,
                           const char *prefix,
                           const char *suffix)
{
  g_auto(GStrv) parts = g_strsplit (model, "/", 2);
  g_autofree char *owner = NULL;
  g_autofree char *name = NULL;

  if (g_strv_length (parts) != 2 || *parts[0] == '\0' || *parts[1] == '\0' ||
      strcmp (parts[0], "..") == 0 || strcmp (parts[1], "..") == 0)
    return NULL;

  owner = g_uri_escape_string (parts[0], NULL, FALSE);
  name = g_uri_escape_string (parts[1], NULL, FALSE);
  return g_strconcat (prefix, owner, "/", name, suffix, NULL);
}

/* Gives @prefix, an escaped id and @suffix. */
char *
_limner_client_id_path (const char *prefix,
                        const char *id,
                        const char *suffix)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (prefix, escaped, suffix, NULL);
}
