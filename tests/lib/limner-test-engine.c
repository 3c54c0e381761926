/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "limner-test-engine.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "limner-test.h"

#define SCHEMAS "/io/github/limner/Limner/engine/schemas/"
#define TEST_SCHEMAS "/io/github/limner/Limner/test/schemas/"

struct _LimnerTestEngine
{
  LimnerEngineServer *server;
  SoupSession        *session;
  char               *url;
};

/* Where runs wait that are told to. */
static struct
{
  GMutex   lock;
  GCond    changed;
  gboolean is_open;
} gate;

/* A PNG of one white pixel. */
static const char tiny_png[] =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==";

static gboolean
wait_at_gate (LimnerGeneratorTask  *task,
              GError              **error)
{
  GCancellable *cancellable = limner_generator_task_get_cancellable (task);

  g_mutex_lock (&gate.lock);
  while (!gate.is_open && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&gate.changed, &gate.lock, g_get_monotonic_time () + 10000);
  g_mutex_unlock (&gate.lock);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
painter_run (LimnerGeneratorTask  *task,
             GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  const char *prompt = limner_json_get_string (input, "prompt", "");
  gint64 n = limner_json_get_int (input, "num_outputs", 1);

  limner_generator_task_log (task, "Using seed: %d", (int) limner_json_get_int (input, "seed", 7));
  if (strstr (prompt, "fail") != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The prompt says so");
      return FALSE;
    }
  if (strstr (prompt, "wait") != NULL && !wait_at_gate (task, error))
    return FALSE;

  for (gint64 i = 0; i < n; i++)
    {
      if (strstr (prompt, "tell seeds") != NULL)
        limner_generator_task_log (task, "Picture %d: seed %d", (int) i + 1, 40 + (int) i);
    }
  for (gint64 i = 0; i < n; i++)
    {
      gsize length;
      guchar *data = g_base64_decode (tiny_png, &length);
      g_autoptr(GBytes) bytes = g_bytes_new_take (data, length);

      limner_generator_task_progress (task, (int) i + 1, (int) n);
      limner_generator_task_emit_file (task, bytes, "image/png");
      if (i == 0 && strstr (prompt, "pause") != NULL && !wait_at_gate (task, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_run (LimnerGeneratorTask  *task,
          GError              **error)
{
  g_autoptr(GBytes) image = limner_generator_task_get_file (task, "image", error);

  if (image == NULL)
    return FALSE;

  limner_generator_task_emit_file (task, image, "image/png");
  return TRUE;
}

/* What models do to a picture that they were asked to leave alone: it comes back a bit smaller and
 * shifted, with another tint, and as a JPEG. */
static gboolean
careless_run (LimnerGeneratorTask  *task,
              GError              **error)
{
  g_autoptr(GBytes) image = limner_generator_task_get_file (task, "image", error);
  g_autoptr(LimnerPicture) given = image != NULL ? limner_picture_decode (image, error) : NULL;
  g_autoptr(LimnerPicture) moved = NULL;
  g_autoptr(LimnerPicture) made = NULL;
  g_autoptr(GBytes) file = NULL;
  int width, height;

  if (given == NULL)
    return FALSE;

  width = limner_picture_get_width (given);
  height = limner_picture_get_height (given);
  moved = limner_picture_crop (given, 3, -2, width, height, 0xff808080);
  made = limner_picture_scale (moved, MAX (1, width * 15 / 16), MAX (1, height * 14 / 15),
                               LIMNER_FILTER_AUTO);
  for (int y = 0; y < limner_picture_get_height (made); y++)
    {
      guint8 *pixel = limner_picture_get_pixels (made) +
                      (gsize) y * limner_picture_get_stride (made);

      for (int x = 0; x < limner_picture_get_width (made); x++, pixel += 4)
        {
          pixel[0] = (guint8) MIN (255, pixel[0] + 12);
          pixel[2] = (guint8) (pixel[2] * 9 / 10);
        }
    }
  file = limner_picture_encode (made, LIMNER_PICTURE_JPEG, 80, error);
  if (file == NULL)
    return FALSE;
  limner_generator_task_emit_file (task, file, "image/jpeg");
  return TRUE;
}

/* Paints just what the control picture shows. */
static gboolean
controlnet_run (LimnerGeneratorTask  *task,
                GError              **error)
{
  g_autoptr(GBytes) image = limner_generator_task_get_file (task, "control_image", error);

  if (image == NULL)
    return FALSE;

  limner_generator_task_emit_file (task, image, "image/png");
  return TRUE;
}

/* Puts blue round the picture, as far as its own inputs say. */
static gboolean
outpaint_run (LimnerGeneratorTask  *task,
              GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  const char *way = limner_json_get_string (input, "outpaint", "");
  g_autoptr(GBytes) image = limner_generator_task_get_file (task, "image", error);
  g_autoptr(LimnerPicture) given = image != NULL ? limner_picture_decode (image, error) : NULL;
  g_autoptr(LimnerPicture) made = NULL;
  g_autoptr(GBytes) file = NULL;
  int width, height, left, right, up, down;

  if (given == NULL)
    return FALSE;

  width = limner_picture_get_width (given);
  height = limner_picture_get_height (given);
  left = (int) limner_json_get_int (input, "left", 0);
  right = (int) limner_json_get_int (input, "right", 0);
  up = (int) limner_json_get_int (input, "up", 0);
  down = (int) limner_json_get_int (input, "down", 0);
  if (g_str_equal (way, "Zoom out 2x"))
    {
      left = right = width / 2;
      up = down = height / 2;
    }
  made = limner_picture_crop (given, -left, -up, left + width + right, up + height + down,
                              0x2040c0ff);
  file = limner_picture_encode (made, LIMNER_PICTURE_PNG, 1, error);
  if (file == NULL)
    return FALSE;
  limner_generator_task_emit_file (task, file, "image/png");
  return TRUE;
}

static gboolean
prompts_run (LimnerGeneratorTask  *task,
             GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  g_auto(GStrv) words = g_strsplit (limner_json_get_string (input, "prompt", ""), " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *piece = g_strconcat (i > 0 ? " " : "", words[i], NULL);

      limner_generator_task_emit_text (task, piece);
      if (g_str_equal (words[i], "wait") && !wait_at_gate (task, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
trainer_run (LimnerGeneratorTask  *task,
             GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  const char *word = limner_json_get_string (input, "trigger_word", "");
  g_autoptr(GBytes) weights = g_bytes_new_static ("{\"palette\":[]}", 14);

  limner_generator_task_log (task, "Looked at the pictures");
  limner_generator_task_log (task, "step 1, loss: 0.5");
  for (int i = 0; g_str_has_prefix (word, "WAITLONG") && i < 60; i++)
    limner_generator_task_log (task, "Looked at a picture again");
  if (g_str_has_prefix (word, "WAIT") && !wait_at_gate (task, error))
    return FALSE;
  if (g_str_has_prefix (word, "FAIL"))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "All pictures are black");
      return FALSE;
    }
  limner_generator_task_log (task, "step 2, loss: 2.5e-1");
  limner_generator_task_emit_file (task, weights, "application/json");
  return TRUE;
}

static const LimnerGenerator generators[] = {
  { "painter", "Paints a tiny picture", SCHEMAS "painter.json", painter_run },
  { "poster", "Paints a tiny picture as well", SCHEMAS "painter.json", painter_run },
  { "fill", "Gives its picture back", SCHEMAS "fill.json", fill_run },
  { "inpainter", "Gives its picture back", SCHEMAS "painter.json", fill_run },
  { "careless", "Changes all of its picture", SCHEMAS "fill.json", careless_run },
  { "controlnet", "Paints after a control picture", TEST_SCHEMAS "controlnet.json",
    controlnet_run },
  { "sides", "Extends by numbers of its own", TEST_SCHEMAS "sides.json", outpaint_run },
  { "ways", "Extends in ways of its own", TEST_SCHEMAS "ways.json", outpaint_run },
  { "prompts", "Says its prompt word by word", SCHEMAS "prompts.json", prompts_run },
  { "style-trainer", "Learns nothing", SCHEMAS "style-trainer.json", trainer_run },
};

G_STATIC_ASSERT (G_N_ELEMENTS (generators) == LIMNER_TEST_ENGINE_N_MODELS);

/**
 * limner_test_engine_new:
 * @data_dir: (nullable): where it keeps its work
 * @cold_boot_ms: how long models boot
 *
 * Starts an engine with two threads and an open gate.
 *
 * Returns: (transfer full): the engine
 */
LimnerTestEngine *
limner_test_engine_new (const char *data_dir,
                        guint       cold_boot_ms)
{
  LimnerEngineOptions options = {
    .generators = generators,
    .n_generators = G_N_ELEMENTS (generators),
    .data_dir = data_dir,
    .n_threads = 2,
    .cold_boot_ms = cold_boot_ms,
    .max_body_bytes = LIMNER_TEST_ENGINE_MAX_BODY,
  };
  g_autoptr(GError) error = NULL;
  LimnerTestEngine *self = g_new0 (LimnerTestEngine, 1);

  limner_test_engine_set_gate (TRUE);
  self->server = limner_engine_server_new (&options, &error);
  g_assert_no_error (error);
  self->session = soup_session_new_with_options ("max-conns-per-host", 32, "max-conns", 32, NULL);
  self->url = limner_engine_server_dup_base_url (self->server);
  return self;
}

/**
 * limner_test_engine_free:
 * @self: (transfer full): an engine
 */
void
limner_test_engine_free (LimnerTestEngine *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  limner_engine_server_stop (self->server);
  limner_test_settle ();
  g_assert_finalize_object (self->server);
  g_free (self->url);
  g_free (self);
}

void
limner_test_engine_set_up (LimnerTestEngineFixture *fixture,
                           gconstpointer            data)
{
  fixture->engine = limner_test_engine_new (NULL, 0);
}

void
limner_test_engine_tear_down (LimnerTestEngineFixture *fixture,
                              gconstpointer            data)
{
  g_clear_pointer (&fixture->engine, limner_test_engine_free);
}

LimnerEngineServer *
limner_test_engine_get_server (LimnerTestEngine *self)
{
  return self->server;
}

/**
 * limner_test_engine_get_url:
 * @self: an engine
 *
 * Returns: (transfer none): the address of its API, without a slash at the end
 */
const char *
limner_test_engine_get_url (LimnerTestEngine *self)
{
  return self->url;
}

const char *
limner_test_engine_get_token (LimnerTestEngine *self)
{
  return limner_engine_server_get_token (self->server);
}

/**
 * limner_test_engine_set_faults:
 * @self: an engine
 * @rules: (nullable): a list of rules in JSON; %NULL for none
 */
void
limner_test_engine_set_faults (LimnerTestEngine *self,
                               const char       *rules)
{
  g_autofree char *text = g_strdup_printf ("{\"rules\":%s}", rules != NULL ? rules : "[]");
  g_autoptr(GError) error = NULL;
  LimnerEngineFaults *faults = limner_engine_faults_parse (text, (gsize) -1, &error);

  g_assert_no_error (error);
  limner_engine_server_set_faults (self->server, faults);
}

/**
 * limner_test_engine_set_gate:
 * @is_open: whether runs whose prompt says “wait” go on
 */
void
limner_test_engine_set_gate (gboolean is_open)
{
  g_mutex_lock (&gate.lock);
  gate.is_open = is_open;
  g_cond_broadcast (&gate.changed);
  g_mutex_unlock (&gate.lock);
}

static void
read_answer (SoupSession      *session,
             GAsyncResult     *result,
             LimnerTestAnswer *answer)
{
  SoupMessage *message = soup_session_get_async_result_message (session, result);

  answer->body = soup_session_send_and_read_finish (session, result, &answer->error);
  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (answer->body == NULL)
    return;

  answer->node = limner_json_parse (g_bytes_get_data (answer->body, NULL),
                                    g_bytes_get_size (answer->body), 100000000, NULL);
  if (answer->node != NULL && JSON_NODE_HOLDS_OBJECT (answer->node))
    answer->json = json_node_get_object (answer->node);
}

/**
 * limner_test_engine_send_with:
 * @self: an engine
 * @method: an HTTP method
 * @path: a path below the API's address, or a whole address
 * @body: (nullable): a body, which is JSON unless @header says otherwise
 * @header: (nullable): a header
 * @value: (nullable): its value; for `Authorization`, %NULL leaves the header out
 *
 * Sends a request and waits for its answer.
 *
 * Returns: (transfer full): the answer
 */
LimnerTestAnswer *
limner_test_engine_send_with (LimnerTestEngine *self,
                              const char       *method,
                              const char       *path,
                              const char       *body,
                              const char       *header,
                              const char       *value)
{
  g_autofree char *url = *path == '/' ? g_strconcat (self->url, path, NULL) : g_strdup (path);
  g_autofree char *token = g_strconcat ("Bearer ", limner_test_engine_get_token (self), NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr(GAsyncResult) result = NULL;
  LimnerTestAnswer *answer = g_new0 (LimnerTestAnswer, 1);

  soup_message_headers_replace (headers, "Authorization", token);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  if (header != NULL && value != NULL)
    soup_message_headers_replace (headers, header, value);
  else if (header != NULL)
    soup_message_headers_remove (headers, header);

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL,
                                    limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  read_answer (self->session, result, answer);
  return answer;
}

LimnerTestAnswer *
limner_test_engine_send (LimnerTestEngine *self,
                         const char       *method,
                         const char       *path,
                         const char       *body)
{
  return limner_test_engine_send_with (self, method, path, body, NULL, NULL);
}

/**
 * limner_test_engine_wait_for:
 * @self: an engine
 * @id: the id of a prediction
 * @status: the status that it will have
 *
 * Reads a prediction again and again until it has a status.
 *
 * Returns: (transfer full): the answer with that status
 */
LimnerTestAnswer *
limner_test_engine_wait_for (LimnerTestEngine *self,
                             const char       *id,
                             const char       *status)
{
  g_autofree char *path = g_strconcat ("/predictions/", id, NULL);
  gint64 end = g_get_monotonic_time () + LIMNER_TEST_PATIENCE * (gint64) 1000;

  while (g_get_monotonic_time () < end)
    {
      LimnerTestAnswer *answer = limner_test_engine_send (self, "GET", path, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
      if (g_strcmp0 (limner_test_answer_get (answer, "status"), status) == 0)
        return answer;
      limner_test_answer_free (answer);
    }

  g_error ("The prediction never was %s", status);
  return NULL;
}

void
limner_test_answer_free (LimnerTestAnswer *answer)
{
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_pointer (&answer->node, json_node_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

/**
 * limner_test_answer_get:
 * @answer: an answer
 * @member: a member, or members with dots between
 *
 * Returns: (transfer none) (nullable): the text there
 */
const char *
limner_test_answer_get (LimnerTestAnswer *answer,
                        const char       *member)
{
  g_auto(GStrv) names = g_strsplit (member, ".", -1);
  JsonObject *object = answer->json;
  guint i;

  for (i = 0; names[i + 1] != NULL; i++)
    object = limner_json_get_object (object, names[i]);
  return limner_json_get_string (object, names[i], NULL);
}
