/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-page.h"

#include <string.h>

/* A cursor is base64 of `p=KEY`: the page after the item with that key, or, as `r=1&p=KEY`, the
 * page before it. So pages do not shift when something is added or removed meanwhile.
 */
#define FORWARD  "p="
#define BACKWARD "r=1&p="

static char *
make_cursor (const char *direction,
             const char *key)
{
  g_autofree char *text = g_strconcat (direction, key, NULL);

  return g_base64_encode ((const guchar *) text, strlen (text));
}

static char *
read_cursor (const char *cursor,
             gboolean   *backward)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (cursor, &length);
  g_autofree char *text = g_strndup ((const char *) bytes, length);

  *backward = g_str_has_prefix (text, BACKWARD);
  if (*backward)
    return g_strdup (text + strlen (BACKWARD));
  return g_str_has_prefix (text, FORWARD) ? g_strdup (text + strlen (FORWARD)) : NULL;
}

/* The address of another page: that of this one with another cursor. */
static char *
make_url (LimnerEngineContext *context,
          LimnerEngineRequest *request,
          const char          *direction,
          const char          *key)
{
  g_autoptr(GString) url = g_string_new (context->origin);
  g_autofree char *cursor = make_cursor (direction, key);
  GHashTable *query = limner_engine_request_get_queries (request);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_string_append (url, limner_engine_request_get_path (request));
  g_string_append (url, "?cursor=");
  g_string_append_uri_escaped (url, cursor, NULL, FALSE);
  if (query != NULL)
    {
      g_hash_table_iter_init (&iter, query);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          if (g_str_equal (name, "cursor"))
            continue;
          g_string_append_c (url, '&');
          g_string_append_uri_escaped (url, name, NULL, FALSE);
          g_string_append_c (url, '=');
          g_string_append_uri_escaped (url, value, NULL, FALSE);
        }
    }

  return g_strdup (url->str);
}

/* Where the item with @key is, or would be. */
static guint
find_position (GPtrArray                    *items,
               const LimnerEnginePageSource *source,
               const char                   *key,
               gboolean                      behind)
{
  guint i;

  for (i = 0; i < items->len; i++)
    {
      g_autofree char *other = source->get_key (g_ptr_array_index (items, i));
      int order = strcmp (other, key) * (source->ascending ? 1 : -1);

      if (order > 0 || (order == 0 && !behind))
        break;
    }

  return i;
}

static void
set_link (JsonObject          *page,
          const char          *member,
          LimnerEngineContext *context,
          LimnerEngineRequest *request,
          const char          *direction,
          char                *key)
{
  g_autofree char *owned = key;
  g_autofree char *url = key != NULL ? make_url (context, request, direction, key) : NULL;

  json_object_set_string_member (page, member, url);
}

/**
 * limner_engine_page_answer:
 * @context: what the handler works on
 * @request: a request for a list
 * @items: the whole list, in order
 * @source: how it is cut into pages
 *
 * Answers with the page that the request asks for.
 */
void
limner_engine_page_answer (LimnerEngineContext          *context,
                           LimnerEngineRequest          *request,
                           GPtrArray                    *items,
                           const LimnerEnginePageSource *source)
{
  const char *cursor = limner_engine_request_get_query (request, "cursor");
  JsonObject *page = json_object_new ();
  JsonArray *results = json_array_new ();
  gboolean backward = FALSE;
  g_autofree char *key = cursor != NULL ? read_cursor (cursor, &backward) : NULL;
  guint start = 0;
  guint end;

  if (key != NULL && backward)
    {
      guint position = find_position (items, source, key, FALSE);

      start = position > source->size ? position - source->size : 0;
    }
  else if (key != NULL)
    {
      start = find_position (items, source, key, TRUE);
    }
  end = MIN (start + source->size, items->len);

  for (guint i = start; i < end; i++)
    json_array_add_object_element (results, source->get_json (g_ptr_array_index (items, i),
                                                              context->origin));

  set_link (page, "next", context, request, FORWARD,
            end < items->len && end > start
            ? source->get_key (g_ptr_array_index (items, end - 1)) : NULL);
  set_link (page, "previous", context, request, BACKWARD,
            start > 0 && end > start
            ? source->get_key (g_ptr_array_index (items, start)) : NULL);
  json_object_set_array_member (page, "results", results);
  limner_engine_request_answer_object (request, SOUP_STATUS_OK, page);
}
