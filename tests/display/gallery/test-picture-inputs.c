/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "gallery/limner-picture-inputs.h"
#include "schema/limner-plain-text.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static LimnerSchema *
make_schema (void)
{
  static const char json[] =
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{"
    "\"strength\":{\"type\":\"number\",\"title\":\"How far\",\"x-order\":1},"
    "\"prompt\":{\"type\":\"string\",\"title\":\"What\",\"x-order\":0},"
    "\"key\":{\"type\":\"string\",\"title\":\"Key\",\"format\":\"password\",\"x-order\":2,"
    "\"x-cog-secret\":true,\"writeOnly\":true}"
    "}}}}}";
  g_autoptr(JsonObject) document = limner_json_parse_object (json, strlen (json), 1 << 20, NULL);

  g_assert_nonnull (document);
  return limner_schema_new (document);
}

static const LimnerPictureInput *
at (GPtrArray *inputs,
    guint      index)
{
  g_assert_cmpuint (index, <, inputs->len);
  return g_ptr_array_index (inputs, index);
}

/* Names become titles, and the order is that of the record. */
static void
test_names (void)
{
  g_autoptr(GPtrArray) inputs = NULL;

  inputs = limner_picture_inputs_read ("{\"num_inference_steps\":12,\"guidance_scale\":7.5,"
                                       "\"seed\":18446744073709551615,\"fast\":true,"
                                       "\"none\":null,\"prompt\":\"a fox\"}", NULL);
  g_assert_cmpuint (inputs->len, ==, 5);
  g_assert_cmpstr (at (inputs, 0)->title, ==, "Num Inference Steps");
  g_assert_cmpstr (at (inputs, 0)->text, ==, "12");
  g_assert_cmpstr (at (inputs, 1)->title, ==, "Guidance Scale");
  g_assert_cmpstr (at (inputs, 1)->text, ==, "7.5");
  g_assert_cmpint (at (inputs, 2)->role, ==, LIMNER_ROLE_SEED);
  g_assert_cmpstr (at (inputs, 3)->text, ==, "Yes");
  g_assert_cmpint (at (inputs, 4)->role, ==, LIMNER_ROLE_PROMPT);
}

/* With the schema the titles, the order and the roles are its own; what it no longer knows comes
 * last, and secrets are not shown. */
static void
test_schema (void)
{
  g_autoptr(LimnerSchema) schema = make_schema ();
  g_autoptr(GPtrArray) inputs = NULL;

  inputs = limner_picture_inputs_read ("{\"old_one\":3,\"key\":\"abc\",\"strength\":0.5,"
                                       "\"prompt\":\"a fox\"}", schema);
  g_assert_cmpuint (inputs->len, ==, 4);
  g_assert_cmpstr (at (inputs, 0)->title, ==, "What");
  g_assert_cmpint (at (inputs, 0)->role, ==, LIMNER_ROLE_PROMPT);
  g_assert_cmpstr (at (inputs, 1)->title, ==, "How far");
  g_assert_cmpstr (at (inputs, 2)->title, ==, "Key");
  g_assert_cmpstr (at (inputs, 2)->text, !=, "abc");
  g_assert_cmpstr (at (inputs, 3)->title, ==, "Old One");
  g_assert_cmpstr (at (inputs, 3)->name, ==, "old_one");
}

/* A file or a list of files is pictures; a list with anything else in it is text. */
static void
test_files (void)
{
  g_autoptr(GPtrArray) inputs = NULL;

  inputs = limner_picture_inputs_read ("{\"image\":\"blob:" HASH "\",\"images\":[\"blob:" HASH
                                       "\",\"blob:" HASH "\"],\"mixed\":[\"blob:" HASH
                                       "\",1],\"empty\":[],\"wrong\":\"blob:../../x\"}", NULL);
  g_assert_cmpuint (inputs->len, ==, 5);
  g_assert_null (at (inputs, 0)->text);
  g_assert_cmpstr (at (inputs, 0)->blobs[0], ==, HASH);
  g_assert_null (at (inputs, 0)->blobs[1]);
  g_assert_cmpuint (g_strv_length (at (inputs, 1)->blobs), ==, 2);
  g_assert_null (at (inputs, 2)->blobs);
  g_assert_nonnull (strstr (at (inputs, 2)->text, HASH));
  g_assert_cmpstr (at (inputs, 3)->text, ==, "[]");
  g_assert_null (at (inputs, 4)->blobs);
}

/* What is no object has no inputs. */
static void
test_nothing (void)
{
  static const char *const texts[] = { NULL, "", "{", "[1]", "null", "\"x\"", "{\"a\":" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) inputs = limner_picture_inputs_read (texts[i], NULL);

      g_assert_cmpuint (inputs->len, ==, 0);
    }
}

static void
test_titles (void)
{
  static const struct { const char *name, *title; } names[] = {
    { "guidance_scale", "Guidance Scale" }, { "a-b_c", "A B C" }, { "CFG", "CFG" }, { "", "—" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *title = limner_plain_text_from_name (names[i].name, 120);

      g_assert_cmpstr (title, ==, names[i].title);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-inputs/names", test_names);
  g_test_add_func ("/picture-inputs/schema", test_schema);
  g_test_add_func ("/picture-inputs/files", test_files);
  g_test_add_func ("/picture-inputs/nothing", test_nothing);
  g_test_add_func ("/picture-inputs/titles", test_titles);

  return g_test_run ();
}
