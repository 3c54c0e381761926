/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "wire/limner-webhook.h"

G_BEGIN_DECLS

/** The id of the server that is always there. */
#define LIMNER_SERVER_THIS_COMPUTER "this-computer"

/** The id of the first Replicate account; its token may come from REPLICATE_API_TOKEN. */
#define LIMNER_SERVER_REPLICATE_ID "replicate"

/** How the ids of Cog servers begin, so that an id alone tells that one of one's own is meant. */
#define LIMNER_SERVER_COG_PREFIX "cog-"

/** How many jobs run at once at a hosted service where nobody says otherwise, and at most. */
#define LIMNER_SERVER_HOSTED_JOBS 8
#define LIMNER_SERVER_MOST_JOBS 64

/** Where the hosted service answers. */
#define LIMNER_REPLICATE_BASE_URL "https://api.replicate.com/v1"

/**
 * LimnerServerKind:
 * @LIMNER_SERVER_ENGINE: the built-in engine, on loopback, with Replicate's API
 * @LIMNER_SERVER_REPLICATE: Replicate's API, with a token
 * @LIMNER_SERVER_COG: one container of Cog: one model, no token
 *
 * What a server speaks.
 */
typedef enum
{
  LIMNER_SERVER_ENGINE,
  LIMNER_SERVER_REPLICATE,
  LIMNER_SERVER_COG,
} LimnerServerKind;

const char       *limner_server_kind_to_string   (LimnerServerKind  kind);
gboolean          limner_server_kind_from_string (const char       *text,
                                                  LimnerServerKind *kind);

#define LIMNER_TYPE_SERVER (limner_server_get_type ())
G_DECLARE_FINAL_TYPE (LimnerServer, limner_server, LIMNER, SERVER, GObject)

LimnerServer    *limner_server_new           (const char          *id,
                                              LimnerServerKind     kind,
                                              const char          *name,
                                              const char          *base_url);
const char      *limner_server_get_id        (LimnerServer        *self);
LimnerServerKind limner_server_get_kind      (LimnerServer        *self);
const char      *limner_server_get_name      (LimnerServer        *self);
void             limner_server_set_name      (LimnerServer        *self,
                                              const char          *name);
const char      *limner_server_get_base_url  (LimnerServer        *self);
void             limner_server_set_base_url  (LimnerServer        *self,
                                              const char          *base_url);
gboolean         limner_server_needs_token   (LimnerServer        *self);
gboolean         limner_server_is_free       (const char          *id);
gboolean         limner_server_needs_network (LimnerServer        *self);
const char      *limner_server_get_webhook   (LimnerServer        *self,
                                              LimnerWebhookEvents *events);
gboolean         limner_server_set_webhook   (LimnerServer        *self,
                                              const char          *address,
                                              LimnerWebhookEvents  events);
guint            limner_server_get_max_jobs  (LimnerServer        *self);
void             limner_server_set_max_jobs  (LimnerServer        *self,
                                              guint                max_jobs);
char            *limner_server_normalize_url (LimnerServerKind     kind,
                                              const char          *text,
                                              GError             **error);

G_END_DECLS
