/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-event-parser.h"

static void
event_cb (const char *type,
          const char *text,
          gsize       length,
          gpointer    data)
{
  GString *told = data;

  g_string_append_printf (told, "[%s|", type);
  g_string_append_len (told, text, (gssize) length);
  g_string_append_c (told, ']');
}

static const struct
{
  const char *stream;
  const char *told;
  const char *last_id;
} cases[] = {
  { "data: a\n\n", "[message|a]", NULL },
  { ": hi\n\nevent: output\nid: 1:0\ndata: two  \ndata:  lines\n\n", "[output|two  \n lines]",
    "1:0" },
  { "data:a\r\n\r\ndata:b\r\rdata:c\n\n", "[message|a][message|b][message|c]", NULL },
  { "event: done\ndata: {}\n\n", "[done|{}]", NULL },
  { "event: output\n\ndata: x\n\n", "[message|x]", NULL },
  { "data\n\n", "[message|]", NULL },
  { "data: \ndata\n\n", "[message|\n]", NULL },
  { "id: 1\ndata: a\n\nid\ndata: b\n\n", "[message|a][message|b]", "" },
  { "unknown: x\nretry: 20\ndata: y\n\n", "[message|y]", NULL },
  { "\xef\xbb\xbf" "data: bom\n\n", "[message|bom]", NULL },
  { "data: cut off", "", NULL },
  { "data: :colon: \n\n", "[message|:colon: ]", NULL },
};

/* Each stream is cut in every way that leaves pieces of 1 to 7 bytes; the events are the same. */
static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].stream);

      for (gsize piece = 1; piece <= 7; piece++)
        {
          g_autoptr(GString) told = g_string_new (NULL);
          g_autoptr(LimnerEventParser) parser = limner_event_parser_new (1000, event_cb, told);

          for (gsize at = 0; at < length; at += piece)
            g_assert_true (limner_event_parser_push (parser, cases[i].stream + at,
                                                     MIN (piece, length - at), NULL));
          g_assert_cmpstr (told->str, ==, cases[i].told);
          g_assert_cmpstr (limner_event_parser_get_last_id (parser), ==, cases[i].last_id);
        }
    }
}

static void
test_limit (void)
{
  g_autoptr(GString) told = g_string_new (NULL);
  g_autoptr(LimnerEventParser) parser = limner_event_parser_new (100, event_cb, told);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  while (limner_event_parser_push (parser, "data: 0123456789\n", 17, &error))
    g_assert_cmpuint (++n, <, 20);
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
}

static void
test_huge (void)
{
  gsize size = 16 * 1024 * 1024;
  g_autoptr(GString) told = g_string_sized_new (size + 100);
  g_autoptr(LimnerEventParser) parser = limner_event_parser_new (size + 100, event_cb, told);
  g_autofree char *line = g_strnfill (size, 'x');

  g_assert_true (limner_event_parser_push (parser, "data: ", 6, NULL));
  for (gsize at = 0; at < size; at += 32768)
    g_assert_true (limner_event_parser_push (parser, line + at, 32768, NULL));
  g_assert_true (limner_event_parser_push (parser, "\n\n", 2, NULL));
  g_assert_cmpuint (told->len, ==, size + strlen ("[message|]"));
}

static void
test_reset (void)
{
  g_autoptr(GString) told = g_string_new (NULL);
  g_autoptr(LimnerEventParser) parser = limner_event_parser_new (1000, event_cb, told);

  limner_event_parser_push (parser, "id: 7\nretry: 15\ndata: a\n\nid: 8\ndata: ha", 39, NULL);
  limner_event_parser_reset (parser);
  limner_event_parser_push (parser, "data: b\n\n", 9, NULL);
  g_assert_cmpstr (told->str, ==, "[message|a][message|b]");
  g_assert_cmpstr (limner_event_parser_get_last_id (parser), ==, "7");
  g_assert_cmpint (limner_event_parser_get_retry (parser), ==, 15);
}

/* Whatever comes, nothing breaks. */
static void
test_noise (void)
{
  const char alphabet[] = "data: id event\n\r\n\n:\0\xff\x80 x";
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autoptr(GString) told = g_string_new (NULL);
  g_autoptr(LimnerEventParser) parser = limner_event_parser_new (1 << 20, event_cb, told);

  for (guint i = 0; i < 20000; i++)
    {
      char piece[16];
      gint32 n = g_rand_int_range (rand, 1, sizeof piece);

      for (gint32 j = 0; j < n; j++)
        piece[j] = alphabet[g_rand_int_range (rand, 0, sizeof alphabet)];
      g_assert_true (limner_event_parser_push (parser, piece, (gsize) n, NULL));
      if (i % 1000 == 0)
        limner_event_parser_reset (parser);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/event-parser/cases", test_cases);
  g_test_add_func ("/event-parser/limit", test_limit);
  g_test_add_func ("/event-parser/huge", test_huge);
  g_test_add_func ("/event-parser/reset", test_reset);
  g_test_add_func ("/event-parser/noise", test_noise);

  return g_test_run ();
}
