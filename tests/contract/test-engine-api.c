/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <json-glib/json-glib.h>

#include "base/limner-json.h"
#include "engine/limner-engine-id.h"
#include "engine/limner-engine-routes.h"

#include "lib/limner-test-engine.h"
#include "lib/limner-test.h"

/* Everything but predictions: each operation of the service's own description, once or more. */

typedef LimnerTestEngineFixture Fixture;

static LimnerTestAnswer *
send (Fixture    *fixture,
      const char *method,
      const char *path,
      const char *body,
      guint       status)
{
  LimnerTestAnswer *answer = limner_test_engine_send (fixture->engine, method, path, body);

  g_test_message ("%s %s", method, path);
  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

static guint
count_results (LimnerTestAnswer *answer)
{
  return json_array_get_length (json_object_get_array_member (answer->json, "results"));
}

/* The operations of the recorded description are all served, under their own names. */
static void
test_all_operations (void)
{
  g_autofree char *path = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GHashTable) served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonObject *paths;
  g_autoptr(GList) names = NULL;
  gsize n_routes;
  const LimnerEngineRoute *routes = limner_engine_routes_get_all (&n_routes);
  guint n_operations = 0;

  if (limner_test_corpus () == NULL)
    {
      g_test_skip ("The corpus is not here");
      return;
    }

  for (gsize i = 0; i < n_routes; i++)
    g_hash_table_add (served, g_strdup_printf ("%s %s", routes[i].method, routes[i].operation));

  path = g_build_filename (limner_test_corpus (), "openapi",
                           "replicate-http-api.2026-03.json", NULL);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  paths = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                         "paths");
  names = json_object_get_members (paths);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *methods = json_object_get_object_member (paths, l->data);
      g_autoptr(GList) keys = json_object_get_members (methods);

      for (GList *k = keys; k != NULL; k = k->next)
        {
          JsonObject *operation = limner_json_get_object (methods, k->data);
          g_autofree char *method = g_ascii_strup (k->data, -1);
          g_autofree char *key = NULL;

          if (limner_json_get_string (operation, "operationId", NULL) == NULL)
            continue;
          key = g_strdup_printf ("%s %s", method,
                                 limner_json_get_string (operation, "operationId", NULL));
          g_test_message ("%s", key);
          g_assert_true (g_hash_table_contains (served, key));
          n_operations++;
        }
    }
  g_assert_cmpuint (n_operations, >=, 37);
}

static void
test_authentication (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *old_style = g_strconcat ("Token ",
                                            limner_test_engine_get_token (fixture->engine), NULL);
  const struct { const char *value; guint status; const char *detail; } cases[] = {
    { NULL, 401, "You did not pass an authentication token" },
    { "Bearer wrong", 401, "You did not pass a valid authentication token" },
    { "Bearer ", 401, "You did not pass a valid authentication token" },
    { "Basic eDp5", 401, "You did not pass a valid authentication token" },
    { old_style, 200, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerTestAnswer) answer =
        limner_test_engine_send_with (fixture->engine, "GET", "/account", NULL, "Authorization",
                                      cases[i].value);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
      g_assert_cmpstr (limner_test_answer_get (answer, "detail"), ==, cases[i].detail);
    }
}

static int
get_header (LimnerTestAnswer *answer,
            const char       *name)
{
  const char *value = soup_message_headers_get_one (answer->headers, name);

  g_assert_nonnull (value);
  return atoi (value);
}

/* Answers say how much room is left; predictions are counted apart. */
static void
test_rate_limit (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) account = send (fixture, "GET", "/account", NULL, 200);
  g_autoptr(LimnerTestAnswer) first = NULL;

  g_assert_cmpint (get_header (account, "ratelimit-remaining"), ==, 2999);
  g_assert_cmpint (get_header (account, "ratelimit-reset"), ==, 1);
  first = send (fixture, "POST", "/models/limner/prompts/predictions",
                "{\"input\":{\"prompt\":\"a\"}}", 201);
  g_assert_cmpint (get_header (first, "ratelimit-remaining"), ==, 599);
}

typedef struct
{
  guint n_answered;
} Crowd;

static void
crowd_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Crowd *crowd = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) connection =
    g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &error);

  g_assert_no_error (error);
  crowd->n_answered++;
}

/* As many connections as come at once wait their turn; none is refused. */
static void
test_crowd (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GUri) uri = g_uri_parse (limner_test_engine_get_url (fixture->engine), 0, NULL);
  Crowd crowd = { 0 };

  for (guint i = 0; i < 100; i++)
    g_socket_client_connect_to_host_async (client, "127.0.0.1", (guint16) g_uri_get_port (uri),
                                           NULL, crowd_cb, &crowd);
  limner_test_wait_until (crowd.n_answered == 100);
}

static void
test_unknown_paths (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) inside = send (fixture, "GET", "/nothing", NULL, 404);
  g_autoptr(LimnerTestAnswer) outside = send (fixture, "GET", "/../collections", NULL, 404);
  g_autoptr(LimnerTestAnswer) method = send (fixture, "PUT", "/account", "{}", 405);
  g_autoptr(LimnerTestAnswer) secret =
    limner_test_engine_send_with (fixture->engine, "GET", "/nothing", NULL, "Authorization", NULL);

  g_assert_nonnull (inside->json);
  g_assert_null (outside->node);
  g_assert_cmpstr (limner_test_answer_get (method, "detail"), ==, "Method \"PUT\" not allowed.");
  g_assert_cmpuint (secret->status, ==, 401);
}

static void
test_account_and_lists (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) account = send (fixture, "GET", "/account", NULL, 200);
  g_autoptr(LimnerTestAnswer) hardware = send (fixture, "GET", "/hardware", NULL, 200);
  g_autoptr(LimnerTestAnswer) secret = send (fixture, "GET", "/webhooks/default/secret", NULL, 200);
  g_autoptr(LimnerTestAnswer) list = send (fixture, "GET", "/collections", NULL, 200);
  g_autoptr(LimnerTestAnswer) one = send (fixture, "GET", "/collections/text-to-image", NULL, 200);
  g_autoptr(LimnerTestAnswer) none = send (fixture, "GET", "/collections/nothing", NULL, 404);
  JsonObject *model;

  g_assert_cmpstr (limner_test_answer_get (account, "type"), ==, "user");
  g_assert_true (JSON_NODE_HOLDS_ARRAY (hardware->node));
  g_assert_true (g_str_has_prefix (limner_test_answer_get (secret, "key"), "whsec_"));
  g_assert_cmpuint (count_results (list), >=, 3);
  model = json_array_get_object_element (json_object_get_array_member (one->json, "models"), 0);
  g_assert_cmpstr (limner_json_get_string (model, "name", NULL), ==, "painter");
}

static void
test_models (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) list = send (fixture, "GET", "/models?sort_direction=asc", NULL, 200);
  g_autoptr(LimnerTestAnswer) model = send (fixture, "GET", "/models/limner/fill", NULL, 200);
  g_autoptr(LimnerTestAnswer) readme = send (fixture, "GET", "/models/limner/fill/readme", NULL,
                                             200);
  g_autoptr(LimnerTestAnswer) examples = send (fixture, "GET", "/models/limner/fill/examples",
                                               NULL, 200);
  g_autoptr(LimnerTestAnswer) versions = send (fixture, "GET", "/models/limner/fill/versions",
                                               NULL, 200);
  g_autoptr(LimnerTestAnswer) none = send (fixture, "GET", "/models/limner/nothing", NULL, 404);
  g_autoptr(LimnerTestAnswer) forbidden = send (fixture, "DELETE", "/models/limner/fill", NULL,
                                                403);
  g_autoptr(LimnerTestAnswer) version = NULL;
  JsonArray *results = json_object_get_array_member (list->json, "results");
  g_autofree char *path = NULL;

  g_assert_cmpuint (json_array_get_length (results), ==, LIMNER_TEST_ENGINE_N_MODELS);
  g_assert_cmpstr (limner_json_get_string (json_array_get_object_element (results, 0), "name",
                                           NULL), ==, "painter");
  g_assert_true (json_object_get_boolean_member (model->json, "is_official"));
  g_assert_true (g_str_has_prefix (g_bytes_get_data (readme->body, NULL), "# limner/fill"));
  g_assert_cmpuint (count_results (examples), ==, 1);
  g_assert_cmpuint (count_results (versions), ==, 1);

  path = g_strdup_printf ("/models/limner/fill/versions/%s",
                          limner_test_answer_get (model, "latest_version.id"));
  version = send (fixture, "GET", path, NULL, 200);
  g_assert_nonnull (limner_json_get_object (version->json, "openapi_schema"));
}

/* An example's picture is made when somebody wants it, and the first is the model's cover. */
static void
test_examples (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) list = send (fixture, "GET", "/models/limner/fill/examples", NULL,
                                           200);
  JsonObject *example =
    json_array_get_object_element (json_object_get_array_member (list->json, "results"), 0);
  g_autofree char *path = g_strconcat ("/predictions/",
                                       limner_json_get_string (example, "id", ""), NULL);
  g_autoptr(LimnerTestAnswer) one = send (fixture, "GET", path, NULL, 200);
  g_autoptr(LimnerTestAnswer) model = send (fixture, "GET", "/models/limner/fill", NULL, 200);
  g_autoptr(LimnerTestAnswer) picture = NULL;
  g_autoptr(LimnerTestAnswer) none = NULL;

  g_assert_cmpstr (limner_test_answer_get (one, "status"), ==, "succeeded");
  g_assert_cmpstr (limner_test_answer_get (model, "cover_image_url"), ==,
                   limner_test_answer_get (one, "output"));
  g_assert_cmpstr (limner_test_answer_get (model, "default_example.id"), ==,
                   limner_test_answer_get (one, "id"));

  /* it is made from another example, which is made for it */
  picture = send (fixture, "GET", limner_test_answer_get (one, "output"), NULL, 200);
  g_assert_cmpmem (g_bytes_get_data (picture->body, NULL), 4, "\211PNG", 4);
  none = send (fixture, "GET", "/../outputs/example-99/out-0.png", NULL, 404);
}

/* Every model of the engine has a cover, those that write or learn have a painting. */
static void
test_covers (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const names[] = { "fill", "painter", "prompts", "style-trainer" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/models/limner/", names[i], NULL);
      g_autoptr(LimnerTestAnswer) model = send (fixture, "GET", path, NULL, 200);

      g_assert_true (g_str_has_suffix (limner_test_answer_get (model, "cover_image_url"),
                                       "/out-0.png"));
    }
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) found = send (fixture, "GET", "/search?query=tiny%20picture&limit=1",
                                            NULL, 200);
  g_autoptr(LimnerTestAnswer) no_query = send (fixture, "GET", "/search", NULL, 400);
  g_autoptr(LimnerTestAnswer) query = send (fixture, "QUERY", "/models", "\"fill\"", 200);
  g_autoptr(LimnerTestAnswer) nothing = send (fixture, "QUERY", "/models", "zebra", 200);
  JsonArray *models = json_object_get_array_member (found->json, "models");
  JsonObject *hit = json_array_get_object_element (models, 0);

  g_assert_cmpuint (json_array_get_length (models), ==, 1);
  g_assert_cmpstr (limner_json_get_string (json_object_get_object_member (hit, "model"), "name",
                                           NULL), ==, "painter");
  g_assert_true (json_object_has_member (json_object_get_object_member (hit, "metadata"), "tags"));
  g_assert_cmpuint (count_results (query), ==, 1);
  g_assert_cmpuint (count_results (nothing), ==, 0);
}

#define NEW_MODEL "{\"owner\":\"local\",\"name\":\"style\",\"visibility\":\"private\"," \
                  "\"hardware\":\"cpu\"}"

static void
test_own_model (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) made = send (fixture, "POST", "/models", NEW_MODEL, 201);
  g_autoptr(LimnerTestAnswer) again = send (fixture, "POST", "/models", NEW_MODEL, 409);
  g_autoptr(LimnerTestAnswer) missing = send (fixture, "POST", "/models", "{}", 422);
  g_autoptr(LimnerTestAnswer) foreign =
    send (fixture, "POST", "/models", "{\"owner\":\"limner\",\"name\":\"x\","
          "\"visibility\":\"private\",\"hardware\":\"cpu\"}", 403);
  g_autoptr(LimnerTestAnswer) no_readme = send (fixture, "GET", "/models/local/style/readme",
                                                NULL, 404);
  g_autoptr(LimnerTestAnswer) changed = send (fixture, "PATCH", "/models/local/style",
                                              "{\"readme\":\"# Hello\",\"description\":\"D\"}",
                                              200);
  g_autoptr(LimnerTestAnswer) readme = send (fixture, "GET", "/models/local/style/readme",
                                             NULL, 200);
  g_autoptr(LimnerTestAnswer) run = send (fixture, "POST", "/models/local/style/predictions",
                                          "{\"input\":{}}", 404);
  g_autoptr(LimnerTestAnswer) removed = send (fixture, "DELETE", "/models/local/style", NULL, 204);
  g_autoptr(LimnerTestAnswer) gone = send (fixture, "GET", "/models/local/style", NULL, 404);

  g_assert_true (json_object_get_null_member (made->json, "latest_version"));
  g_assert_cmpstr (limner_test_answer_get (changed, "description"), ==, "D");
  g_assert_cmpmem (g_bytes_get_data (readme->body, NULL), g_bytes_get_size (readme->body),
                   "# Hello", 7);
  g_assert_cmpuint (g_bytes_get_size (removed->body), ==, 0);
}

static char *
get_latest (Fixture    *fixture,
            const char *model)
{
  g_autofree char *path = g_strconcat ("/models/", model, NULL);
  g_autoptr(LimnerTestAnswer) answer = limner_test_engine_send (fixture->engine, "GET", path, NULL);

  return g_strdup (limner_test_answer_get (answer, "latest_version.id"));
}

static LimnerTestAnswer *
wait_for_training (Fixture          *fixture,
                   LimnerTestAnswer *training)
{
  for (int i = 0; i < 2000; i++)
    {
      LimnerTestAnswer *answer =
        limner_test_engine_send (fixture->engine, "GET",
                                 limner_test_answer_get (training, "urls.get"), NULL);

      if (g_strcmp0 (limner_test_answer_get (answer, "status"), "succeeded") == 0)
        return answer;
      limner_test_answer_free (answer);
    }

  g_assert_not_reached ();
}

/* A training makes a version of the user's model, which then can be run and removed. */
static void
test_training (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *trainer = get_latest (fixture, "limner/style-trainer");
  g_autofree char *path = g_strdup_printf ("/models/limner/style-trainer/versions/%s/trainings",
                                           trainer);
  const char *body = "{\"destination\":\"local/style\",\"input\":"
                     "{\"input_images\":\"data:application/zip;base64,AAAA\"}}";
  g_autoptr(LimnerTestAnswer) nowhere = send (fixture, "POST", path, body, 404);
  g_autoptr(LimnerTestAnswer) model = send (fixture, "POST", "/models", NEW_MODEL, 201);
  g_autoptr(LimnerTestAnswer) training = send (fixture, "POST", path, body, 201);
  g_autoptr(LimnerTestAnswer) done = wait_for_training (fixture, training);
  g_autoptr(LimnerTestAnswer) list = send (fixture, "GET", "/trainings", NULL, 200);
  g_autoptr(LimnerTestAnswer) predictions = send (fixture, "GET", "/predictions", NULL, 200);
  g_autoptr(LimnerTestAnswer) canceled = NULL;
  g_autoptr(LimnerTestAnswer) run = NULL;
  g_autoptr(LimnerTestAnswer) busy = NULL;
  g_autoptr(LimnerTestAnswer) removed = NULL;
  g_autofree char *version = get_latest (fixture, "local/style");
  g_autofree char *full = g_strconcat ("local/style:", version, NULL);
  g_autofree char *run_body = g_strdup_printf ("{\"version\":\"%s\",\"input\":{\"prompt\":\"a\"}}",
                                               full);
  g_autofree char *version_path = g_strconcat ("/models/local/style/versions/", version, NULL);
  g_autofree char *cancel_path = g_strdup_printf ("/trainings/%s/cancel",
                                                  limner_test_answer_get (done, "id"));

  g_assert_cmpstr (limner_test_answer_get (nowhere, "detail"), ==,
                   "The specified training destination does not exist");
  g_assert_cmpstr (limner_test_answer_get (done, "output.version"), ==, full);
  g_assert_nonnull (limner_test_answer_get (done, "output.weights"));
  g_assert_cmpuint (count_results (list), ==, 1);
  g_assert_cmpuint (count_results (predictions), ==, 0);

  run = send (fixture, "POST", "/predictions", run_body, 201);
  limner_test_answer_free (limner_test_engine_wait_for (fixture->engine,
                                                        limner_test_answer_get (run, "id"),
                                                        "succeeded"));
  canceled = send (fixture, "POST", cancel_path, NULL, 200);
  g_assert_cmpstr (limner_test_answer_get (canceled, "status"), ==, "succeeded");
  busy = send (fixture, "DELETE", "/models/local/style", NULL, 400);
  removed = send (fixture, "DELETE", version_path, NULL, 202);
}

static void
test_deployments (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *version = get_latest (fixture, "limner/painter");
  g_autofree char *body =
    g_strdup_printf ("{\"name\":\"mine\",\"model\":\"limner/painter\",\"version\":\"%s\","
                     "\"hardware\":\"cpu\",\"min_instances\":0,\"max_instances\":1}", version);
  g_autoptr(LimnerTestAnswer) bad = send (fixture, "POST", "/deployments",
                                          "{\"name\":\"mine\",\"model\":\"limner/painter\","
                                          "\"version\":\"x\",\"hardware\":\"cpu\","
                                          "\"min_instances\":0,\"max_instances\":1}", 422);
  g_autoptr(LimnerTestAnswer) made = send (fixture, "POST", "/deployments", body, 200);
  g_autoptr(LimnerTestAnswer) again = send (fixture, "POST", "/deployments", body, 409);
  g_autoptr(LimnerTestAnswer) list = send (fixture, "GET", "/deployments", NULL, 200);
  g_autoptr(LimnerTestAnswer) changed = send (fixture, "PATCH", "/deployments/local/mine",
                                              "{\"min_instances\":1}", 200);
  g_autoptr(LimnerTestAnswer) one = send (fixture, "GET", "/deployments/local/mine", NULL, 200);
  g_autoptr(LimnerTestAnswer) run = send (fixture, "POST", "/deployments/local/mine/predictions",
                                          "{\"input\":{\"prompt\":\"a\"}}", 201);
  g_autoptr(LimnerTestAnswer) removed = NULL;
  JsonObject *release = json_object_get_object_member (one->json, "current_release");

  g_assert_cmpuint (count_results (list), ==, 1);
  g_assert_cmpint (limner_json_get_int (release, "number", 0), ==, 2);
  g_assert_cmpint (limner_json_get_int (json_object_get_object_member (release, "configuration"),
                                        "min_instances", 0), ==, 1);
  g_assert_cmpstr (limner_test_answer_get (run, "deployment"), ==, "local/mine");

  limner_test_answer_free (limner_test_engine_wait_for (fixture->engine,
                                                        limner_test_answer_get (run, "id"),
                                                        "succeeded"));
  removed = send (fixture, "DELETE", "/deployments/local/mine", NULL, 204);
}

static LimnerTestAnswer *
upload (Fixture    *fixture,
        const char *content)
{
  g_autofree char *body =
    g_strdup_printf ("--b\r\nContent-Disposition: form-data; name=\"content\"; "
                     "filename=\"ä.txt\"\r\nContent-Type: text/plain\r\n\r\n%s\r\n"
                     "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{\"a\":1}\r\n"
                     "--b--\r\n", content);

  return limner_test_engine_send_with (fixture->engine, "POST", "/files", body, "Content-Type",
                                       "multipart/form-data; boundary=b");
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) file = upload (fixture, "hello");
  g_autoptr(LimnerTestAnswer) no_form = send (fixture, "POST", "/files", "{}", 400);
  g_autoptr(LimnerTestAnswer) list = send (fixture, "GET", "/files", NULL, 200);
  g_autoptr(LimnerTestAnswer) one = NULL;
  g_autoptr(LimnerTestAnswer) removed = NULL;
  g_autoptr(LimnerTestAnswer) gone = NULL;
  g_autofree char *url = g_strdup (limner_test_answer_get (file, "urls.get"));

  g_assert_cmpuint (file->status, ==, 201);
  g_assert_cmpstr (limner_test_answer_get (file, "name"), ==, "ä.txt");
  g_assert_cmpstr (limner_test_answer_get (file, "content_type"), ==, "text/plain");
  g_assert_cmpstr (limner_test_answer_get (file, "checksums.sha256"), ==,
                   "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  g_assert_cmpint (json_object_get_int_member (file->json, "size"), ==, 5);
  g_assert_cmpint (limner_json_get_int (json_object_get_object_member (file->json, "metadata"),
                                        "a", 0), ==, 1);
  g_assert_cmpuint (count_results (list), ==, 1);

  one = send (fixture, "GET", url, NULL, 200);
  g_assert_cmpstr (limner_test_answer_get (one, "id"), ==, limner_test_answer_get (file, "id"));
  removed = send (fixture, "DELETE", url, NULL, 204);
  gone = send (fixture, "DELETE", url, NULL, 404);
  g_assert_cmpstr (limner_test_answer_get (gone, "detail"), ==, "File not found");
}

/* An uploaded file is an input by its address; a signed address gives it to anybody in time. */
static void
test_files_are_used (Fixture       *fixture,
                     gconstpointer  data)
{
  const char *token = limner_test_engine_get_token (fixture->engine);
  g_autoptr(LimnerTestAnswer) file = upload (fixture, "hello");
  g_autofree char *body = g_strdup_printf ("{\"input\":{\"image\":\"%1$s\",\"mask\":\"%1$s\"}}",
                                           limner_test_answer_get (file, "urls.get"));
  g_autoptr(LimnerTestAnswer) run =
    limner_test_engine_send_with (fixture->engine, "POST", "/models/limner/fill/predictions", body,
                                  "Prefer", "wait");
  g_autoptr(LimnerTestAnswer) output = NULL;
  g_autoptr(LimnerTestAnswer) expired = NULL;
  const char *id = limner_test_answer_get (file, "id");
  const gint64 expiries[] = { g_get_real_time () / G_USEC_PER_SEC + 60, 1000000000 };

  g_assert_cmpstr (limner_test_answer_get (run, "status"), ==, "succeeded");
  for (gsize i = 0; i < G_N_ELEMENTS (expiries); i++)
    {
      g_autofree char *text = g_strdup_printf ("local %s %" G_GINT64_FORMAT, id, expiries[i]);
      g_autofree char *signature = limner_engine_hmac (token, strlen (token), text);
      g_autofree char *escaped = g_uri_escape_string (signature, NULL, FALSE);
      g_autofree char *path =
        g_strdup_printf ("/files/%s/download?owner=local&expiry=%" G_GINT64_FORMAT "&signature=%s",
                         id, expiries[i], escaped);
      g_autoptr(LimnerTestAnswer) answer =
        limner_test_engine_send_with (fixture->engine, "GET", path, NULL, "Authorization", NULL);

      g_assert_cmpuint (answer->status, ==, i == 0 ? 200 : 404);
    }

  limner_engine_server_sweep (limner_test_engine_get_server (fixture->engine),
                              g_get_real_time () + 25 * 60 * 60 * (gint64) G_USEC_PER_SEC);
  expired = limner_test_engine_send (fixture->engine, "GET",
                                     limner_test_answer_get (file, "urls.get"), NULL);
  g_assert_cmpuint (expired->status, ==, 404);
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *body = g_strnfill (LIMNER_TEST_ENGINE_MAX_BODY + 1, 'x');
  g_autoptr(LimnerTestAnswer) answer = NULL;

  answer = limner_test_engine_send (fixture->engine, "POST", "/files", body);
  g_assert_cmpuint (answer->status, ==, 413);
  g_assert_cmpstr (limner_test_answer_get (answer, "detail"), ==,
                   "Files must be less than 100MB in size");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture       *fixture,
                 gconstpointer  data);
  } tests[] = {
    { "authentication", test_authentication },
    { "unknown-paths", test_unknown_paths },
    { "rate-limit", test_rate_limit },
    { "crowd", test_crowd },
    { "account-and-lists", test_account_and_lists },
    { "models", test_models },
    { "examples", test_examples },
    { "covers", test_covers },
    { "search", test_search },
    { "own-model", test_own_model },
    { "training", test_training },
    { "deployments", test_deployments },
    { "files", test_files },
    { "files-are-used", test_files_are_used },
    { "too-large", test_too_large },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/engine-api/all-operations", test_all_operations);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/engine-api/", tests[i].path, NULL);

      limner_test_engine_add (path, NULL, tests[i].run);
    }

  return g_test_run ();
}
