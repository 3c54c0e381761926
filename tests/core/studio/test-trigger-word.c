/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "studio/limner-trigger-word.h"

#include "limner-test.h"

static void
test_check (void)
{
  static const struct
  {
    const char         *word;
    LimnerTriggerFault  fault;
  } rows[] = {
    { "ZIKI", LIMNER_TRIGGER_GOOD },
    { "CYBRPNK", LIMNER_TRIGGER_GOOD },
    { "my_dog-7", LIMNER_TRIGGER_GOOD },
    { "ŻĄBKA9", LIMNER_TRIGGER_GOOD },
    { "", LIMNER_TRIGGER_EMPTY },
    { "TOK", LIMNER_TRIGGER_RESERVED },
    { "tok", LIMNER_TRIGGER_RESERVED },
    { "sks", LIMNER_TRIGGER_RESERVED },
    { "MY_UNIQ_TRGGR", LIMNER_TRIGGER_RESERVED },
    { "Q7", LIMNER_TRIGGER_SHORT },
    { "two words", LIMNER_TRIGGER_CHARACTERS },
    { "<lora>", LIMNER_TRIGGER_CHARACTERS },
    { "\xff\xfe\xfd", LIMNER_TRIGGER_CHARACTERS },
    { "dog", LIMNER_TRIGGER_WORD },
    { "CyberPunk", LIMNER_TRIGGER_WORD },
    { "ÁRBOL", LIMNER_TRIGGER_WORD },
  };
  g_autofree char *endless = g_strnfill (10000, 'Z');

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", (guint) i);
      g_assert_cmpint (limner_trigger_word_check (rows[i].word), ==, rows[i].fault);
    }
  g_assert_cmpint (limner_trigger_word_check (endless), ==, LIMNER_TRIGGER_CHARACTERS);
}

static gboolean
look_up (const char *word,
         const char *folder)
{
  const char *folders[] = { "/nowhere/at/all", folder, NULL };
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  gboolean exists;

  limner_trigger_word_look_up_async (word, folders, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_trigger_word_look_up_finish (done, &exists, &error));
  g_assert_no_error (error);
  return exists;
}

static void
test_look_up (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *plain = g_build_filename (folder, "words", NULL);
  g_autofree char *flags = g_build_filename (folder, "xx.dic", NULL);
  g_autofree char *rules = g_build_filename (folder, "xx.aff", NULL);

  g_assert_true (g_file_set_contents (plain, "aardvark\nzebu\r\nBerlin", -1, NULL));
  g_assert_true (g_file_set_contents (flags, "3\nquux/MS\nfrobnicate/D\n\xff\xfe/A\nÉtude\n", -1,
                                      NULL));
  g_assert_true (g_file_set_contents (rules, "notaword\n", -1, NULL));
  g_assert_true (look_up ("AARDVARK", folder));
  g_assert_true (look_up ("zebu", folder));
  g_assert_true (look_up ("BERLIN", folder));
  g_assert_true (look_up ("Quux", folder));
  g_assert_true (look_up ("ÉTUDE", folder));
  g_assert_false (look_up ("aard", folder));
  g_assert_false (look_up ("aardvarks", folder));
  g_assert_false (look_up ("notaword", folder));
  g_assert_false (look_up ("ZIKI", folder));
  limner_test_remove_folder (folder);
}

static void
test_suggest (void)
{
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *named = limner_trigger_word_suggest ("my-cat");
      g_autofree char *unnamed = limner_trigger_word_suggest (NULL);

      g_assert_true (g_str_has_prefix (named, "MYCT"));
      g_assert_cmpint (limner_trigger_word_check (named), ==, LIMNER_TRIGGER_GOOD);
      g_assert_cmpint (limner_trigger_word_check (unnamed), ==, LIMNER_TRIGGER_GOOD);
    }
}

static void
test_is_in (void)
{
  g_assert_true (limner_trigger_word_is_in ("img", "a photo of a man img at sea"));
  g_assert_true (limner_trigger_word_is_in ("img", "IMG, an adult"));
  g_assert_true (limner_trigger_word_is_in ("ZIKI", "in the rain: ziki"));
  g_assert_true (limner_trigger_word_is_in ("img", "imgs of an img."));
  g_assert_false (limner_trigger_word_is_in ("img", "many imgs"));
  g_assert_false (limner_trigger_word_is_in ("img", "my-img"));
  g_assert_false (limner_trigger_word_is_in ("img", ""));
  g_assert_false (limner_trigger_word_is_in ("img", NULL));
  g_assert_false (limner_trigger_word_is_in ("", "anything"));
}

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    const char *word;
  } rows[] = {
    { "Prompt. Example: 'a photo of a man/woman img'. The phrase 'img' is the trigger word.",
      "img" },
    { "Use the trigger word \"ZIKI\" in your prompt.", "ZIKI" },
    { "The prompt. Trigger word: TOK.", "TOK" },
    { "Include the trigger word `KRSTN` somewhere", "KRSTN" },
    { "The trigger word is CYBRPNK", "CYBRPNK" },
    { "The trigger word is used in every caption", NULL },
    { "The trigger word refers to the object, style or concept you are training on.", NULL },
    { "The negative prompt should NOT contain the trigger word.", NULL },
    { "Input prompt", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *word = limner_trigger_word_find (rows[i].text);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (word, ==, rows[i].word);
    }
}

/* A real model that wants a word in the prompt, and one that does not. */
static void
test_missing (void)
{
  static const struct
  {
    const char *file;
    const char *prompt;
    const char *word;
  } rows[] = {
    { "tencentarc__photomaker.cog-generated.json", "a photo of a man at sea", "img" },
    { "tencentarc__photomaker.cog-generated.json", "a photo of a man img at sea", NULL },
    { "tencentarc__photomaker.cog-generated.json", "many imgs", "img" },
    { "stability-ai__sdxl.json", "a boat", NULL },
  };

  if (limner_test_corpus () == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path =
        g_build_filename (limner_test_corpus (), "schemas", rows[i].file, NULL);
      g_autofree char *text = NULL;
      g_autofree char *word = NULL;
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(LimnerSchema) schema = NULL;
      g_autoptr(LimnerValues) values = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      bytes = g_bytes_new_take (g_steal_pointer (&text), length);
      schema = limner_schema_new_from_bytes (bytes, NULL);
      values = limner_values_new (schema);
      limner_values_set_role_text (values, LIMNER_ROLE_PROMPT, rows[i].prompt);
      word = limner_trigger_word_missing (values);
      g_assert_cmpstr (word, ==, rows[i].word);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/trigger-word/check", test_check);
  g_test_add_func ("/trigger-word/look-up", test_look_up);
  g_test_add_func ("/trigger-word/suggest", test_suggest);
  g_test_add_func ("/trigger-word/is-in", test_is_in);
  g_test_add_func ("/trigger-word/find", test_find);
  g_test_add_func ("/trigger-word/missing", test_missing);

  return g_test_run ();
}
