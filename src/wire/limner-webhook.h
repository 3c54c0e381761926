/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LimnerWebhookEvents:
 * @LIMNER_WEBHOOK_START: a prediction starts
 * @LIMNER_WEBHOOK_OUTPUT: something of its output is there
 * @LIMNER_WEBHOOK_LOGS: its log grew
 * @LIMNER_WEBHOOK_COMPLETED: it ended, however it did
 * @LIMNER_WEBHOOK_ALL: all of them
 *
 * What a webhook hears of.
 */
typedef enum
{
  LIMNER_WEBHOOK_START     = 1 << 0,
  LIMNER_WEBHOOK_OUTPUT    = 1 << 1,
  LIMNER_WEBHOOK_LOGS      = 1 << 2,
  LIMNER_WEBHOOK_COMPLETED = 1 << 3,
  LIMNER_WEBHOOK_ALL       = (1 << 4) - 1,
} LimnerWebhookEvents;

#define LIMNER_N_WEBHOOK_EVENTS 4

LimnerWebhookEvents   limner_webhook_events_from_names (const char * const  *names);
char                **limner_webhook_events_to_names   (LimnerWebhookEvents  events)
  G_GNUC_WARN_UNUSED_RESULT;

char     *limner_webhook_sign   (const char  *secret,
                                 const char  *id,
                                 const char  *timestamp,
                                 GBytes      *body) G_GNUC_WARN_UNUSED_RESULT;
gboolean  limner_webhook_verify (const char  *secret,
                                 const char  *id,
                                 const char  *timestamp,
                                 const char  *signature,
                                 GBytes      *body,
                                 gint64       tolerance,
                                 GError     **error);

G_END_DECLS
