/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-event-parser.h"

/**
 * LimnerEventParser:
 *
 * Reads a stream of server-sent events (HTML standard, §9.2.6) as it arrives, in pieces of any
 * size. Lines end in CR, LF or both; of the space after a colon exactly one is dropped; an event
 * is told at the empty line after it, and a rest without one is not told.
 */
struct _LimnerEventParser
{
  GObject          parent_instance;

  LimnerEventFunc  func;
  gpointer         data;
  gsize            max_bytes;

  GString         *line;        /* an unfinished line */
  GString         *text;        /* the data lines of this event */
  char            *type;
  char            *id;          /* what comes with the next event */
  char            *last_id;
  gint64           retry;       /* milliseconds, -1 where the stream does not say */
  gboolean         has_text;
  gboolean         after_cr;    /* a line feed that follows belongs to the same line end */
  gboolean         began;
};

G_DEFINE_FINAL_TYPE (LimnerEventParser, limner_event_parser, G_TYPE_OBJECT)

static void
limner_event_parser_finalize (GObject *object)
{
  LimnerEventParser *self = LIMNER_EVENT_PARSER (object);

  g_string_free (self->line, TRUE);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->last_id, g_free);

  G_OBJECT_CLASS (limner_event_parser_parent_class)->finalize (object);
}

static void
limner_event_parser_class_init (LimnerEventParserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_event_parser_finalize;
}

static void
limner_event_parser_init (LimnerEventParser *self)
{
  self->line = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->retry = -1;
}

/**
 * limner_event_parser_new:
 * @max_bytes: the longest event that is accepted
 * @func: told of each event
 * @data: data for @func
 *
 * Returns: (transfer full): a parser
 */
LimnerEventParser *
limner_event_parser_new (gsize           max_bytes,
                         LimnerEventFunc func,
                         gpointer        data)
{
  LimnerEventParser *self = g_object_new (LIMNER_TYPE_EVENT_PARSER, NULL);

  self->max_bytes = max_bytes;
  self->func = func;
  self->data = data;
  return self;
}

static void
dispatch (LimnerEventParser *self)
{
  g_autofree char *type = g_steal_pointer (&self->type);

  g_free (self->last_id);
  self->last_id = g_strdup (self->id);
  if (!self->has_text)
    return;

  /* Each data line put a line feed behind it; the last one does not belong to the text. */
  g_string_truncate (self->text, self->text->len - 1);
  self->func (type != NULL ? type : "message", self->text->str, self->text->len, self->data);
  g_string_truncate (self->text, 0);
  self->has_text = FALSE;
}

static void
set_field (char       **field,
           const char  *value,
           gsize        length)
{
  g_free (*field);
  *field = g_strndup (value, length);
}

static void
take_line (LimnerEventParser *self)
{
  const char *line = self->line->str;
  gsize length = self->line->len;
  const char *colon, *value;
  gsize name_length, value_length;

  if (length == 0)
    {
      dispatch (self);
      return;
    }

  colon = memchr (line, ':', length);
  if (colon == line)
    return;

  name_length = colon != NULL ? (gsize) (colon - line) : length;
  value = colon != NULL ? colon + 1 : line + length;
  if (colon != NULL && value < line + length && *value == ' ')
    value++;
  value_length = (gsize) (line + length - value);

  if (name_length == 4 && memcmp (line, "data", 4) == 0)
    {
      g_string_append_len (self->text, value, (gssize) value_length);
      g_string_append_c (self->text, '\n');
      self->has_text = TRUE;
    }
  else if (name_length == 5 && memcmp (line, "event", 5) == 0)
    {
      set_field (&self->type, value, value_length);
    }
  else if (name_length == 2 && memcmp (line, "id", 2) == 0)
    {
      if (memchr (value, '\0', value_length) == NULL)
        set_field (&self->id, value, value_length);
    }
  else if (name_length == 5 && memcmp (line, "retry", 5) == 0)
    {
      g_autofree char *digits = g_strndup (value, value_length);
      guint64 number;

      if (g_ascii_string_to_unsigned (digits, 10, 0, 3600000, &number, NULL))
        self->retry = (gint64) number;
    }
}

/**
 * limner_event_parser_push:
 * @self: a parser
 * @bytes: what arrived
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Reads on. Events that are complete are told before this returns.
 *
 * Returns: %TRUE; or %FALSE with %LIMNER_ERROR_TOO_LARGE
 */
gboolean
limner_event_parser_push (LimnerEventParser  *self,
                          const char         *bytes,
                          gsize               length,
                          GError            **error)
{
  const char *end = bytes + length;

  g_return_val_if_fail (LIMNER_IS_EVENT_PARSER (self), FALSE);

  while (bytes < end)
    {
      const char *stop = bytes;

      if (self->after_cr)
        {
          self->after_cr = FALSE;
          if (*bytes == '\n')
            {
              bytes++;
              continue;
            }
        }

      while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
      if (self->line->len + self->text->len + (gsize) (stop - bytes) > self->max_bytes)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                       "The stream holds an event of more than %" G_GSIZE_FORMAT " bytes",
                       self->max_bytes);
          return FALSE;
        }
      g_string_append_len (self->line, bytes, stop - bytes);
      bytes = stop;
      if (stop == end)
        break;

      if (!self->began && g_str_has_prefix (self->line->str, "\xef\xbb\xbf"))
        g_string_erase (self->line, 0, 3);
      self->began = TRUE;
      self->after_cr = *stop == '\r';
      bytes++;
      take_line (self);
      g_string_truncate (self->line, 0);
    }

  return TRUE;
}

/**
 * limner_event_parser_get_last_id:
 * @self: a parser
 *
 * Returns: (transfer none) (nullable): where to go on, for the header `Last-Event-ID`
 */
const char *
limner_event_parser_get_last_id (LimnerEventParser *self)
{
  g_return_val_if_fail (LIMNER_IS_EVENT_PARSER (self), NULL);

  return self->last_id;
}

/**
 * limner_event_parser_get_retry:
 * @self: a parser
 *
 * Returns: how long to wait before connecting again, in milliseconds, or -1
 */
gint64
limner_event_parser_get_retry (LimnerEventParser *self)
{
  g_return_val_if_fail (LIMNER_IS_EVENT_PARSER (self), -1);

  return self->retry;
}

/**
 * limner_event_parser_reset:
 * @self: a parser
 *
 * Forgets what is unfinished, as after a broken connection. The last id is kept.
 */
void
limner_event_parser_reset (LimnerEventParser *self)
{
  g_return_if_fail (LIMNER_IS_EVENT_PARSER (self));

  g_string_truncate (self->line, 0);
  g_string_truncate (self->text, 0);
  g_clear_pointer (&self->type, g_free);
  g_free (self->id);
  self->id = g_strdup (self->last_id);
  self->has_text = FALSE;
  self->after_cr = FALSE;
  self->began = FALSE;
}
