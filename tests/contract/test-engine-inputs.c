/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/limner-json.h"

#include "lib/limner-test-engine.h"
#include "lib/limner-test.h"

/* Files that come within inputs do not fill the engine's memory. */

#define FILE_BYTES (3 * 1024 * 1024)   /* as text; the engine's largest body is 8 MB here */

typedef LimnerTestEngineFixture Fixture;

static char *
make_body (const char *prompt)
{
  g_autofree char *file = g_strnfill (FILE_BYTES, 'A');

  return g_strdup_printf ("{\"input\":{\"prompt\":\"%s\",\"image\":\"data:image/png;base64,%s\"}}",
                          prompt, file);
}

static char *
dup_image (Fixture    *fixture,
           const char *id)
{
  g_autofree char *path = g_strconcat ("/predictions/", id, NULL);
  g_autoptr(LimnerTestAnswer) answer = NULL;

  answer = limner_test_engine_send (fixture->engine, "GET", path, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (limner_test_answer_get (answer, "input.prompt"), ==, "a fox");
  return g_strdup (limner_test_answer_get (answer, "input.image"));
}

/* The newest that have ended keep theirs, as far as there is room. */
static void
test_ended (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *body = make_body ("a fox");
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(LimnerTestAnswer) answer =
        limner_test_engine_send_with (fixture->engine, "POST",
                                      "/models/limner/painter/predictions", body, "Prefer", "wait");

      g_assert_cmpuint (answer->status, ==, 201);
      g_assert_cmpstr (limner_test_answer_get (answer, "status"), ==, "succeeded");
      g_ptr_array_add (ids, g_strdup (limner_test_answer_get (answer, "id")));
    }

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *image = dup_image (fixture, ids->pdata[i]);

      if (i < 2)
        g_assert_cmpstr (image, ==, "data:,");
      else
        g_assert_cmpuint (strlen (image), >, FILE_BYTES);
    }
}

/* What waits keeps all of it; when that is too much, no more is taken until something has ended. */
static void
test_waiting (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *body = make_body ("wait");
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint status = 0;

  limner_test_engine_set_gate (FALSE);
  while (ids->len < 20)
    {
      g_autoptr(LimnerTestAnswer) answer =
        limner_test_engine_send (fixture->engine, "POST", "/models/limner/painter/predictions",
                                 body);

      status = answer->status;
      if (status != 201)
        break;
      g_ptr_array_add (ids, g_strdup (limner_test_answer_get (answer, "id")));
    }
  g_assert_cmpuint (status, ==, 503);
  g_assert_cmpuint (ids->len, ==, 4 * LIMNER_TEST_ENGINE_MAX_BODY / FILE_BYTES + 1);

  /* Without a file there is room. */
  {
    g_autoptr(LimnerTestAnswer) small =
      limner_test_engine_send (fixture->engine, "POST", "/models/limner/painter/predictions",
                               "{\"input\":{\"prompt\":\"a fox\"}}");

    g_assert_cmpuint (small->status, ==, 201);
  }

  limner_test_engine_set_gate (TRUE);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(LimnerTestAnswer) done =
        limner_test_engine_wait_for (fixture->engine, ids->pdata[i], "succeeded");
    }
  {
    g_autoptr(LimnerTestAnswer) again =
      limner_test_engine_send (fixture->engine, "POST", "/models/limner/painter/predictions",
                               body);

    g_assert_cmpuint (again->status, ==, 201);
  }
}

/* A prompt is no file, whatever it begins with. */
static void
test_kinds (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;

  answer = limner_test_engine_send_with (fixture->engine, "POST",
                                         "/models/limner/painter/predictions",
                                         "{\"input\":{\"prompt\":\"data:nothing\"}}", "Prefer",
                                         "wait");
  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpstr (limner_test_answer_get (answer, "input.prompt"), ==, "data:nothing");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  limner_test_engine_add ("/engine-inputs/ended", NULL, test_ended);
  limner_test_engine_add ("/engine-inputs/waiting", NULL, test_waiting);
  limner_test_engine_add ("/engine-inputs/kinds", NULL, test_kinds);

  return g_test_run ();
}
