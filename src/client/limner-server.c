/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-server.h"

/**
 * LimnerServer:
 *
 * A place where predictions run: an id that never changes, what it speaks, its name for people
 * and its address.
 */
struct _LimnerServer
{
  GObject              parent_instance;

  char                *id;
  LimnerServerKind     kind;
  char                *name;
  char                *base_url;
  char                *webhook;
  LimnerWebhookEvents  webhook_events; /* 0 for the usual ones */
  guint                max_jobs;       /* that run at once; 0 for as many as is usual */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_BASE_URL,
  PROP_MAX_JOBS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerServer, limner_server, G_TYPE_OBJECT)

static const char * const kind_words[] = {
  [LIMNER_SERVER_ENGINE]    = "engine",
  [LIMNER_SERVER_REPLICATE] = "replicate",
  [LIMNER_SERVER_COG]       = "cog",
};

static void
limner_server_finalize (GObject *object)
{
  LimnerServer *self = LIMNER_SERVER (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->webhook, g_free);

  G_OBJECT_CLASS (limner_server_parent_class)->finalize (object);
}

static void
limner_server_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LimnerServer *self = LIMNER_SERVER (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;

    case PROP_MAX_JOBS:
      g_value_set_uint (value, limner_server_get_max_jobs (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_server_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LimnerServer *self = LIMNER_SERVER (object);

  switch (prop_id)
    {
    case PROP_NAME:
      limner_server_set_name (self, g_value_get_string (value));
      break;

    case PROP_BASE_URL:
      limner_server_set_base_url (self, g_value_get_string (value));
      break;

    case PROP_MAX_JOBS:
      limner_server_set_max_jobs (self, g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_server_class_init (LimnerServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_server_finalize;
  object_class->get_property = limner_server_get_property;
  object_class->set_property = limner_server_set_property;

  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BASE_URL] =
    g_param_spec_string ("base-url", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAX_JOBS] =
    g_param_spec_uint ("max-jobs", NULL, NULL, 1, LIMNER_SERVER_MOST_JOBS, 1,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_server_init (LimnerServer *self)
{
}

/**
 * limner_server_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): a word for it, for key files and command lines
 */
const char *
limner_server_kind_to_string (LimnerServerKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_words), NULL);

  return kind_words[kind];
}

/**
 * limner_server_kind_from_string:
 * @text: (nullable): a word
 * @kind: (out): the kind it means
 *
 * Returns: %TRUE where the word means a kind
 */
gboolean
limner_server_kind_from_string (const char       *text,
                                LimnerServerKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_words); i++)
    {
      if (g_strcmp0 (text, kind_words[i]) == 0)
        {
          *kind = (LimnerServerKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * limner_server_new:
 * @id: a name that never changes
 * @kind: what it speaks
 * @name: its name for people
 * @base_url: its address without a slash at the end; see limner_server_normalize_url(). The
 *   engine's is only known once it runs: it may be empty until then.
 *
 * Returns: (transfer full): a server
 */
LimnerServer *
limner_server_new (const char       *id,
                   LimnerServerKind  kind,
                   const char       *name,
                   const char       *base_url)
{
  LimnerServer *self;

  g_return_val_if_fail (id != NULL && *id != '\0', NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_SERVER, NULL);
  self->id = g_strdup (id);
  self->kind = kind;
  self->name = g_strdup (name);
  self->base_url = g_strdup (base_url);
  return self;
}

/**
 * limner_server_get_id:
 * @self: a server
 *
 * Returns: (transfer none): its id
 */
const char *
limner_server_get_id (LimnerServer *self)
{
  g_return_val_if_fail (LIMNER_IS_SERVER (self), NULL);

  return self->id;
}

/**
 * limner_server_is_free:
 * @id: (nullable): a server's id
 *
 * Tells whether runs on a server cost nothing: those of the built-in engine and of Cog servers,
 * which are people's own machines.
 *
 * Returns: %TRUE if nobody asks for money
 */
gboolean
limner_server_is_free (const char *id)
{
  return id != NULL && (g_str_equal (id, LIMNER_SERVER_THIS_COMPUTER) ||
                        g_str_has_prefix (id, LIMNER_SERVER_COG_PREFIX));
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * limner_server_needs_network:
 * @self: a server
 *
 * Tells whether a server can only be reached through the network: each account of the hosted
 * service, but not one that was given an address on this very machine.
 *
 * Returns: %TRUE if its jobs wait while there is no network
 */
gboolean
limner_server_needs_network (LimnerServer *self)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (LIMNER_IS_SERVER (self), FALSE);

  if (self->kind != LIMNER_SERVER_REPLICATE)
    return FALSE;
  if (g_str_equal (self->id, LIMNER_SERVER_REPLICATE_ID))
    return TRUE;
  uri = g_uri_parse (self->base_url, G_URI_FLAGS_NONE, NULL);
  return uri == NULL || g_uri_get_host (uri) == NULL || !is_loopback (g_uri_get_host (uri));
}

/**
 * limner_server_get_kind:
 * @self: a server
 *
 * Returns: what it speaks
 */
LimnerServerKind
limner_server_get_kind (LimnerServer *self)
{
  g_return_val_if_fail (LIMNER_IS_SERVER (self), LIMNER_SERVER_ENGINE);

  return self->kind;
}

/**
 * limner_server_get_name:
 * @self: a server
 *
 * Returns: (transfer none): its name for people
 */
const char *
limner_server_get_name (LimnerServer *self)
{
  g_return_val_if_fail (LIMNER_IS_SERVER (self), NULL);

  return self->name;
}

/**
 * limner_server_set_name:
 * @self: a server
 * @name: its name for people
 *
 * Renames the server.
 */
void
limner_server_set_name (LimnerServer *self,
                        const char   *name)
{
  g_return_if_fail (LIMNER_IS_SERVER (self));

  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * limner_server_get_base_url:
 * @self: a server
 *
 * Returns: (transfer none): its address, without a slash at the end; empty where it is not known
 *   yet
 */
const char *
limner_server_get_base_url (LimnerServer *self)
{
  g_return_val_if_fail (LIMNER_IS_SERVER (self), NULL);

  return self->base_url;
}

/**
 * limner_server_set_base_url:
 * @self: a server
 * @base_url: its address
 *
 * Tells where the server answers now, as when the engine was started again.
 */
void
limner_server_set_base_url (LimnerServer *self,
                            const char   *base_url)
{
  g_return_if_fail (LIMNER_IS_SERVER (self));
  g_return_if_fail (base_url != NULL);

  if (strcmp (self->base_url, base_url) == 0)
    return;

  g_free (self->base_url);
  self->base_url = g_strdup (base_url);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);
}

/**
 * limner_server_needs_token:
 * @self: a server
 *
 * Returns: %TRUE where requests carry a token
 */
gboolean
limner_server_needs_token (LimnerServer *self)
{
  g_return_val_if_fail (LIMNER_IS_SERVER (self), FALSE);

  return self->kind != LIMNER_SERVER_COG;
}

/**
 * limner_server_normalize_url:
 * @kind: what the server speaks
 * @text: what somebody typed, such as `localhost:8393`
 * @error: return location for an error
 *
 * Makes a base URL of what was typed: the scheme is added, what does not belong there is refused,
 * and so is a server that would get a token over a connection that others can read.
 *
 * Returns: (transfer full) (nullable): the base URL, or %NULL with %LIMNER_ERROR_INVALID_INPUT
 */
char *
limner_server_normalize_url (LimnerServerKind   kind,
                             const char        *text,
                             GError           **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *full = NULL;
  g_autoptr(GUri) uri = NULL;
  char *result;
  gboolean is_http;

  full = strstr (typed, "://") != NULL
         ? g_strdup (typed)
         : g_strconcat (kind == LIMNER_SERVER_REPLICATE ? "https://" : "http://", typed, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "“%s” is not the address of a server", typed);
      return NULL;
    }

  is_http = g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") == 0;
  if (!is_http && g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") != 0)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "An address of a server begins with http:// or https://");
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "An address of a server has no user name, no question mark and no hash");
      return NULL;
    }
  if (is_http && kind != LIMNER_SERVER_COG && !is_loopback (g_uri_get_host (uri)))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "A token is sent over https:// only, or to this computer");
      return NULL;
    }

  result = g_uri_to_string (uri);
  while (g_str_has_suffix (result, "/"))
    result[strlen (result) - 1] = '\0';
  return result;
}

/**
 * limner_server_get_webhook:
 * @self: a server
 * @events: (out) (optional): what it tells of, at least one event
 *
 * Returns: (transfer none) (nullable): the address that the server calls for what runs there
 */
const char *
limner_server_get_webhook (LimnerServer        *self,
                           LimnerWebhookEvents *events)
{
  g_return_val_if_fail (LIMNER_IS_SERVER (self), NULL);

  if (events != NULL)
    *events = self->webhook_events != 0 ? self->webhook_events : LIMNER_WEBHOOK_COMPLETED;
  return self->webhook;
}

/**
 * limner_server_set_webhook:
 * @self: a server
 * @address: (nullable): an address of the person's own, https or on this machine
 * @events: what it wants to hear of; 0 for the end only
 *
 * Lets the server call an address for all predictions that are sent from now on.
 *
 * Returns: %FALSE where the address is none that may be called; nothing changes then
 */
gboolean
limner_server_set_webhook (LimnerServer        *self,
                           const char          *address,
                           LimnerWebhookEvents  events)
{
  g_return_val_if_fail (LIMNER_IS_SERVER (self), FALSE);

  if (address != NULL && *address == '\0')
    address = NULL;
  if (address != NULL)
    {
      g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

      if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
          g_uri_get_userinfo (uri) != NULL ||
          (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 &&
           g_strcmp0 (g_uri_get_scheme (uri), "http") != 0))
        return FALSE;
    }

  g_free (self->webhook);
  self->webhook = g_strdup (address);
  self->webhook_events = events & LIMNER_WEBHOOK_ALL;
  return TRUE;
}

/**
 * limner_server_get_max_jobs:
 * @self: a server
 *
 * Returns: how many jobs run there at once
 */
guint
limner_server_get_max_jobs (LimnerServer *self)
{
  static const guint usual[] = {
    [LIMNER_SERVER_ENGINE] = 2, [LIMNER_SERVER_REPLICATE] = LIMNER_SERVER_HOSTED_JOBS,
    [LIMNER_SERVER_COG] = 1,
  };

  g_return_val_if_fail (LIMNER_IS_SERVER (self), 1);

  return self->max_jobs > 0 ? self->max_jobs : usual[self->kind];
}

/**
 * limner_server_set_max_jobs:
 * @self: a server
 * @max_jobs: how many jobs are to run there at once; what is too many is made less
 *
 * Sets how many jobs run there at once.
 */
void
limner_server_set_max_jobs (LimnerServer *self,
                            guint         max_jobs)
{
  guint before = limner_server_get_max_jobs (self);

  g_return_if_fail (LIMNER_IS_SERVER (self));

  self->max_jobs = MIN (max_jobs, LIMNER_SERVER_MOST_JOBS);
  if (limner_server_get_max_jobs (self) != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_JOBS]);
}
