/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hostile-server.h"

#include <string.h>

#include <libsoup/soup.h>

#include "base/limner-json.h"

/* A PNG of one white pixel. */
#define PICTURE "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEA" \
                "G7buVgAAAABJRU5ErkJggg=="

struct _HostileServer
{
  SoupServer *server;
  char       *uri;
  GRand      *random;
  GPtrArray  *taken;     /* Taken */
  GString    *story;     /* what was asked and answered, for the report of a failure */
  int         post;      /* a HostilePost, or -1 for any */
  gboolean    honest;
  gboolean    broken;    /* tells of no prediction what can be read */
  gboolean    rehosts;   /* shows files under addresses of its own */
  guint       n_asked;
  guint       n_posts;
};

/* What would be billed. */
typedef struct
{
  char       *id;
  char       *prompt;
  JsonObject *input;
  guint       n_looks;    /* how often it was asked for */
} Taken;

static void
taken_free (Taken *taken)
{
  g_free (taken->id);
  g_free (taken->prompt);
  json_object_unref (taken->input);
  g_free (taken);
}

static guint
choose (HostileServer *self,
        guint          n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

static void
send_text (SoupServerMessage *message,
           guint              status,
           const char        *type,
           const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
send_json (SoupServerMessage *message,
           guint              status,
           const char        *text)
{
  send_text (message, status, "application/json", text);
}

static void
drop (SoupServerMessage *message)
{
  g_autoptr(GIOStream) connection = soup_server_message_steal_connection (message);

  g_io_stream_close (connection, NULL, NULL);
}

/* The inputs as they are shown. */
static char *
show_input (HostileServer *self,
            const Taken   *taken)
{
  g_autoptr(JsonObject) shown = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, taken->input);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    {
      g_autofree char *address = g_strdup_printf ("%s/files/%s-%s", self->uri, taken->id, member);

      if (self->rehosts && JSON_NODE_HOLDS_VALUE (value) &&
          json_node_get_value_type (value) == G_TYPE_STRING &&
          g_str_has_prefix (json_node_get_string (value), "data:"))
        json_object_set_string_member (shown, member, address);
      else
        json_object_set_member (shown, member, json_node_copy (value));
    }
  return limner_json_object_to_string (shown, FALSE);
}

static char *
describe (HostileServer *self,
          const Taken   *taken,
          const char    *id,
          const char    *status,
          const char    *output)
{
  g_autofree char *input = show_input (self, taken);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *created = g_date_time_format_iso8601 (now);

  return g_strdup_printf ("{\"id\":%s,\"model\":\"limner/painter\",\"version\":\"hidden\","
                          "\"status\":\"%s\",\"input\":%s,\"output\":%s,\"created_at\":\"%s\","
                          "\"logs\":\"\",\"error\":null,\"urls\":{}}", id, status, input,
                          output, created);
}

static char *
quote (const char *text)
{
  return g_strdup_printf ("\"%s\"", text);
}

/* How it is with a prediction in truth: it begins, works, and is done. */
static char *
tell_truth (HostileServer *self,
            const Taken   *taken)
{
  static const char * const statuses[] = { "starting", "processing", "succeeded" };
  g_autofree char *id = quote (taken->id);
  g_autofree char *file = g_strdup_printf ("[\"%s/files/%s.png\"]", self->uri, taken->id);
  guint stage = MIN (taken->n_looks, 2);

  return describe (self, taken, id, statuses[stage], stage == 2 ? file : "null");
}

static Taken *
find (HostileServer *self,
      const char    *id)
{
  for (guint i = 0; i < self->taken->len; i++)
    {
      Taken *taken = g_ptr_array_index (self->taken, i);

      if (g_str_equal (taken->id, id))
        return taken;
    }
  return NULL;
}

static Taken *
take (HostileServer *self,
      JsonObject    *input)
{
  Taken *taken = g_new0 (Taken, 1);

  taken->id = g_strdup_printf ("p%u", self->n_posts);
  taken->prompt = g_strdup (limner_json_get_string (input, "prompt", ""));
  taken->input = json_object_ref (input);
  g_ptr_array_add (self->taken, taken);
  return taken;
}

static void
refuse (HostileServer     *self,
        SoupServerMessage *message)
{
  static const guint statuses[] = { 400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 429,
                                    503 };
  static const char * const bodies[] = {
    "", "{}", "[]", "{\"detail\":\"no\"}", "<html>no</html>", "{\"detail\":{\"a\":[1,2]}}",
    "{\"title\":\"No\",\"detail\":\"no\",\"retry_after\":-5}", "{\"retry_after\":0.01}",
  };

  send_json (message, statuses[choose (self, G_N_ELEMENTS (statuses))],
             bodies[choose (self, G_N_ELEMENTS (bodies))]);
}

static void
send_garbage (HostileServer     *self,
              SoupServerMessage *message,
              guint              status)
{
  static const char * const bodies[] = {
    "", "null", "[]", "\"id\"", "{\"id\":\"p", "{}", "{\"status\":\"starting\"}", "\xff\xfe{}",
    "{\"id\":{},\"status\":[]}", "<html></html>", "{\"id\":\"\",\"status\":\"succeeded\"}",
  };

  send_json (message, status, bodies[choose (self, G_N_ELEMENTS (bodies))]);
}

static char *
invent_id (HostileServer *self)
{
  static const char * const ids[] = {
    "null", "7", "{}", "\"\"", "\"../files\"", "\"a/b?c=d#e\"", "\"\\u0000\"", "\"a\\nb\"",
    "\"\xc3\xa4 \"", "\"'; DROP TABLE jobs; --\"",
  };
  guint choice = choose (self, G_N_ELEMENTS (ids) + 1);
  g_autofree char *longest = NULL;

  if (choice < G_N_ELEMENTS (ids))
    return g_strdup (ids[choice]);
  longest = g_strnfill (5000, 'x');
  return quote (longest);
}

static void
answer_taken (HostileServer     *self,
              SoupServerMessage *message,
              Taken             *taken,
              HostilePost        post)
{
  g_autofree char *id = post == HOSTILE_POST_STRANGE_ID ? invent_id (self) : quote (taken->id);
  g_autofree char *text = NULL;

  if (post == HOSTILE_POST_FINAL)
    {
      static const char * const statuses[] = { "succeeded", "failed", "canceled", "aborted" };
      static const char * const outputs[] = {
        "\"data:image/png;base64," PICTURE "\"", "null", "[]", "{\"a\":[\"text\"]}",
        "\"data:image/png;base64,%%%\"", "[\"https://127.0.0.1:1/gone.png\"]",
        "[\"file:///etc/passwd\"]",
      };

      text = describe (self, taken, id, statuses[choose (self, G_N_ELEMENTS (statuses))],
                       outputs[choose (self, G_N_ELEMENTS (outputs))]);
    }
  else
    {
      text = describe (self, taken, id,
                       post == HOSTILE_POST_STRANGE_STATUS ? "pondering" : "starting", "null");
    }
  send_json (message, 201, text);
}

static void
create (HostileServer     *self,
        SoupServerMessage *message)
{
  SoupMessageBody *sent = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (sent);
  g_autoptr(JsonObject) body = limner_json_parse_object (g_bytes_get_data (bytes, NULL),
                                                         g_bytes_get_size (bytes), 1 << 20, NULL);
  JsonObject *input = body != NULL ? limner_json_get_object (body, "input") : NULL;
  HostilePost post = HOSTILE_POST_HONEST;
  Taken *first = self->taken->len > 0 ? g_ptr_array_index (self->taken, 0) : NULL;
  g_autofree char *truth = NULL;
  Taken *taken = NULL;

  g_assert_nonnull (input);
  if (self->post >= 0)
    post = (HostilePost) self->post;
  else if (!self->honest)
    post = (HostilePost) choose (self, HOSTILE_N_POSTS);
  if (post == HOSTILE_POST_OTHER_ID && first == NULL)
    post = HOSTILE_POST_HONEST;
  self->n_posts++;
  if (post != HOSTILE_POST_DROPPED_BEFORE && post != HOSTILE_POST_REFUSED &&
      post != HOSTILE_POST_OTHER_ID)
    taken = take (self, input);
  g_string_append_printf (self->story, "POST %s: %u%s\n",
                          limner_json_get_string (input, "prompt", ""), post,
                          taken != NULL ? ", taken" : "");

  switch (post)
    {
    case HOSTILE_POST_DROPPED_BEFORE:
    case HOSTILE_POST_DROPPED_AFTER:
      drop (message);
      break;

    case HOSTILE_POST_REFUSED:
      refuse (self, message);
      break;

    case HOSTILE_POST_FAILED_AFTER:
      send_json (message, choose (self, 2) == 0 ? 500 : 502, "{\"detail\":\"broken\"}");
      break;

    case HOSTILE_POST_GARBAGE:
      send_garbage (self, message, 201);
      break;

    case HOSTILE_POST_OTHER_ID:
      truth = tell_truth (self, first);
      send_json (message, 201, truth);
      break;

    case HOSTILE_POST_HONEST:
    case HOSTILE_POST_STRANGE_ID:
    case HOSTILE_POST_FINAL:
    case HOSTILE_POST_STRANGE_STATUS:
    case HOSTILE_N_POSTS:
    default:
      answer_taken (self, message, taken, post);
    }
}

static void
get_honestly (HostileServer     *self,
              SoupServerMessage *message,
              Taken             *taken)
{
  g_autofree char *text = NULL;

  if (taken == NULL)
    {
      send_json (message, 404, "{\"detail\":\"There is no such prediction\"}");
      return;
    }
  taken->n_looks++;
  text = tell_truth (self, taken);
  send_json (message, 200, text);
}

/* One prediction. */
static void
get (HostileServer     *self,
     SoupServerMessage *message,
     const char        *id)
{
  static const char * const statuses[] = {
    "starting", "processing", "pondering", "", "succeeded", "failed", "canceled", "aborted",
  };
  Taken *taken = find (self, id);
  guint choice = self->honest ? 0 : choose (self, 8);
  g_autofree char *other = NULL;
  g_autofree char *text = NULL;

  g_string_append_printf (self->story, "GET %.20s: %u\n", id, choice);
  if (self->broken)
    choice = 3;
  switch (choice)
    {
    case 1:
      drop (message);
      return;

    case 2:
      refuse (self, message);
      return;

    case 3:
      send_garbage (self, message, 200);
      return;

    case 4:
      send_json (message, 500, "");
      return;

    case 5:
    case 6:
      if (taken != NULL)
        {
          /* Another one's answer, or its own in any state. */
          Taken *shown = choice == 5 ? g_ptr_array_index (self->taken,
                                                          choose (self, self->taken->len)) : taken;

          other = quote (shown->id);
          text = describe (self, shown, other, statuses[choose (self, G_N_ELEMENTS (statuses))],
                           "null");
          send_json (message, 200, text);
          return;
        }
      break;

    default:
      break;
    }
  get_honestly (self, message, taken);
}

static void
list (HostileServer     *self,
      SoupServerMessage *message)
{
  guint choice = self->honest ? 0 : choose (self, 7);
  g_autoptr(GString) text = g_string_new ("{\"results\":[");

  g_string_append_printf (self->story, "GET list: %u\n", choice);
  if (choice == 1)
    drop (message);
  else if (choice == 2)
    refuse (self, message);
  else if (choice == 3)
    send_garbage (self, message, 200);
  if (choice >= 1 && choice <= 3)
    return;

  for (guint i = self->taken->len; i > 0; i--)
    {
      g_autofree char *one = tell_truth (self, g_ptr_array_index (self->taken, i - 1));

      g_string_append_printf (text, "%s%s", text->str[text->len - 1] == '[' ? "" : ",", one);
      if (choice == 4)
        g_string_append (text, ",null,7,{\"id\":null}");
    }
  g_string_append (text, "],\"previous\":null,\"next\":");
  if (choice == 5)
    g_string_append_printf (text, "\"%s/predictions?cursor=again\"}", self->uri);
  else if (choice == 6)
    g_string_append (text, "\"https://127.0.0.1:1/predictions\"}");
  else
    g_string_append (text, "null}");
  send_json (message, 200, text->str);
}

static void
get_file (HostileServer     *self,
          SoupServerMessage *message,
          const char        *path)
{
  guint choice = self->honest ? 0 : choose (self, 6);
  g_autofree guchar *picture = NULL;
  gsize length;

  g_string_append_printf (self->story, "GET %s: %u\n", path, choice);
  picture = g_base64_decode (PICTURE, &length);
  switch (choice)
    {
    case 1:
      drop (message);
      break;

    case 2:
      refuse (self, message);
      break;

    case 3:
      send_text (message, 200, "image/png", "not a picture at all");
      break;

    case 4:
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Location", path);
      soup_server_message_set_status (message, 302, NULL);
      break;

    case 5:
      length /= 2;
      G_GNUC_FALLTHROUGH;

    default:
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY,
                                        (const char *) picture, length);
    }
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  HostileServer *self = user_data;
  gboolean is_post = g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_POST);

  self->n_asked++;
  if (is_post && g_str_has_suffix (path, "/cancel"))
    {
      if (choose (self, 2) == 0)
        send_garbage (self, message, 200);
      else
        refuse (self, message);
    }
  else if (is_post && g_str_has_suffix (path, "/predictions"))
    create (self, message);
  else if (g_str_equal (path, "/predictions"))
    list (self, message);
  else if (g_str_has_prefix (path, "/predictions/"))
    get (self, message, path + strlen ("/predictions/"));
  else if (g_str_has_prefix (path, "/files/"))
    get_file (self, message, path);
  else
    refuse (self, message);
}

HostileServer *
hostile_server_new (guint32 seed)
{
  HostileServer *self = g_new0 (HostileServer, 1);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->random = g_rand_new_with_seed (seed);
  self->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) taken_free);
  self->story = g_string_new (NULL);
  self->post = -1;
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->uri = g_uri_to_string (uris->data);
  self->uri[strlen (self->uri) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

/* Stands where the engine was, and only lies where it is told to. */
HostileServer *
hostile_server_stand_in (FixtureSource *source)
{
  HostileServer *self = hostile_server_new (1);

  hostile_server_set_honest (self, TRUE);
  fixture_source_set_url (source, self->uri, "token");
  return self;
}

void
hostile_server_free (HostileServer *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->random, g_rand_free);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_string_free (self->story, TRUE);
  g_free (self->uri);
  g_free (self);
}

/* Its address, without a slash at the end. */
const char *
hostile_server_get_uri (HostileServer *self)
{
  return self->uri;
}

/* From now on nothing but the truth. */
void
hostile_server_set_honest (HostileServer *self,
                           gboolean       honest)
{
  self->honest = honest;
}

/* Questions for a prediction are answered with what cannot be read. */
void
hostile_server_set_broken (HostileServer *self,
                           gboolean       broken)
{
  self->broken = broken;
}

/* Every POST is answered in this way; all else is as before. */
void
hostile_server_set_post (HostileServer *self,
                         HostilePost    post)
{
  self->post = (int) post;
}

/* Files are shown under addresses that nobody has sent. */
void
hostile_server_set_rehosts (HostileServer *self,
                            gboolean       rehosts)
{
  self->rehosts = rehosts;
}

/* What was sent for an input of a prediction. */
const char *
hostile_server_get_sent (HostileServer *self,
                         const char    *id,
                         const char    *input)
{
  Taken *taken = find (self, id);

  g_assert_nonnull (taken);
  return limner_json_get_string (taken->input, input, NULL);
}

/* How often something was really begun. */
guint
hostile_server_get_n_taken (HostileServer *self)
{
  return self->taken->len;
}

guint
hostile_server_get_n_asked (HostileServer *self)
{
  return self->n_asked;
}

/* How often something was really begun for a prompt. */
guint
hostile_server_count_taken (HostileServer *self,
                            const char    *prompt)
{
  guint n = 0;

  for (guint i = 0; i < self->taken->len; i++)
    n += g_str_equal (((Taken *) g_ptr_array_index (self->taken, i))->prompt, prompt);
  return n;
}

const char *
hostile_server_get_story (HostileServer *self)
{
  return self->story->str;
}
