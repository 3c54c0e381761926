/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_EVENT_PARSER (limner_event_parser_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEventParser, limner_event_parser, LIMNER, EVENT_PARSER, GObject)

/**
 * LimnerEventFunc:
 * @type: the kind of event; "message" where the stream does not say
 * @text: its data, lines joined by a line feed
 * @length: the length of @text in bytes
 * @data: what the caller gave
 *
 * Told of one event.
 */
typedef void (*LimnerEventFunc) (const char *type,
                                 const char *text,
                                 gsize       length,
                                 gpointer    data);

LimnerEventParser *limner_event_parser_new         (gsize               max_bytes,
                                                    LimnerEventFunc     func,
                                                    gpointer            data);
gboolean           limner_event_parser_push        (LimnerEventParser  *self,
                                                    const char         *bytes,
                                                    gsize               length,
                                                    GError            **error);
const char        *limner_event_parser_get_last_id (LimnerEventParser  *self);
gint64             limner_event_parser_get_retry   (LimnerEventParser  *self);
void               limner_event_parser_reset       (LimnerEventParser  *self);

G_END_DECLS
