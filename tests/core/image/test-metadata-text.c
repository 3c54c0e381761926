/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "image/limner-png-text-private.h"
#include "image/limner-xmp-private.h"

/* What Civitai writes behind the fields is JSON as it is, with commas and colons of its own. */
static void
test_resources (void)
{
  static const char text[] =
    "a heron in reeds\nNegative prompt: fog\n"
    "Steps: 30, Sampler: DPM++ 2M, CFG scale: 5, Seed: 77, Size: 832x1216, Clip skip: 2, "
    "Hashes: {\"model\": \"0a1b2c3d4e\", \"lora:reeds, tall\": \"ff00ff00ff\"}, "
    "Civitai resources: [{\"type\":\"lora\",\"weight\":0.8,\"modelName\":\"Reeds\"},"
    "{\"type\":\"checkpoint\",\"modelVersionId\":12,\"modelName\":\"Marsh, XL\"}], "
    "Lora hashes: \"reeds: ff00ff00ff\", Version: v1.10";
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);

  g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_A1111);
  g_assert_cmpstr (metadata->prompt, ==, "a heron in reeds");
  g_assert_cmpstr (metadata->model, ==, "Marsh, XL");
  g_assert_cmpstr (metadata->model_version, ==, "0a1b2c3d4e");
  g_assert_cmpstr (metadata->software, ==, "v1.10");
  g_assert_cmpstr (limner_json_get_string (metadata->extra, "Lora hashes", NULL), ==,
                   "reeds: ff00ff00ff");
  g_assert_cmpstr (limner_json_get_string (metadata->extra, "Hashes", NULL), ==,
                   "{\"model\": \"0a1b2c3d4e\", \"lora:reeds, tall\": \"ff00ff00ff\"}");
  g_assert_cmpuint (json_object_get_size (metadata->extra), ==, 4);
}

/* What the line itself names comes before what is listed. */
static void
test_named_before_listed (void)
{
  static const char text[] =
    "x\nSteps: 3, Seed: 1, Model hash: 1111111111, Model: own, Hashes: {\"model\": \"2222222222\"}"
    ", Civitai resources: [{\"type\":\"checkpoint\",\"modelName\":\"other\"}]";
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);

  g_assert_cmpstr (metadata->model, ==, "own");
  g_assert_cmpstr (metadata->model_version, ==, "1111111111");
}

/* A prompt is taken for nothing else, whatever it begins with or holds. */
static void
test_prompts_like_others (void)
{
  static const char *const prompts[] = {
    "{red|blue} fox", "{\"a\": 1}", "\"quoted\" fox -s 50", "a poster, Job ID: 12-34 --ar 2:3",
    "{{fox}}", "[fox]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autofree char *text = g_strconcat (prompts[i], "\nSteps: 3, Seed: 1, Size: 8x8", NULL);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);

      g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_A1111);
      g_assert_cmpstr (metadata->prompt, ==, prompts[i]);
      g_assert_cmpint (metadata->steps, ==, 3);
    }
}

/* Lists of a wrong kind, broken ones, and so many broken ones that reading each to the end would
 * take hours. */
static void
test_broken_resources (void)
{
  static const char *const values[] = {
    "{", "{\"model\": 5}", "{\"model\": {}}", "[]", "[[]]", "{]", "{\"a\"", "{\"a\\\"}", "{}x",
  };
  g_autoptr(GString) long_line = g_string_new ("x\nSteps: 3, Seed: 1, Size: 8x8");
  g_autoptr(LimnerMetadata) endless = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf ("x\nSteps: 3, Seed: 1, Hashes: %s, "
                                               "Civitai resources: %s, Version: v1", values[i],
                                               values[i]);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (text);

      g_assert_cmpint (metadata->steps, ==, 3);
      g_assert_null (metadata->model);
      g_assert_null (metadata->model_version);
      g_assert_cmpstr (metadata->software, ==, "v1");
    }

  for (guint i = 0; i < 30000; i++)
    g_string_append (long_line, ", ab: {{");
  endless = limner_metadata_parse_text (long_line->str);
  g_assert_cmpint (endless->steps, ==, 3);
}

static char *
make_word (GRand *rand)
{
  static const char *const parts[] = {
    "a", "Z", "7", ",", ":", "\"", "\\", "{", "}", "[", "/", "-", "_", " ", "é", "ß", "狐", "علم",
    "e\xcc\x81", "🦊", "%", "'", "<", ">", "&", "\t",
  };
  GString *word = g_string_new (NULL);
  gint32 n = g_rand_int_range (rand, 1, 12);

  for (gint32 i = 0; i < n; i++)
    g_string_append (word, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  g_strstrip (word->str);
  g_string_truncate (word, strlen (word->str));
  if (word->len == 0)
    g_string_append_c (word, 'w');
  return g_string_free (word, FALSE);
}

/* Some lines; the last one cannot be taken for fields. */
static char *
make_lines (GRand *rand)
{
  GString *lines = g_string_new (NULL);
  gint32 n = g_rand_int_range (rand, 1, 5);

  for (gint32 i = 0; i < n; i++)
    {
      g_autofree char *word = make_word (rand);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", word);
    }
  return g_string_free (lines, FALSE);
}

/* Whatever is said in A1111's text is read back as it was. */
static void
test_round_trips (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1111);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
      g_autoptr(LimnerMetadata) again = NULL;
      g_autofree char *text = NULL;

      metadata->prompt = g_rand_boolean (rand) ? make_lines (rand) : NULL;
      metadata->negative_prompt = g_rand_boolean (rand) ? make_lines (rand) : NULL;
      metadata->sampler = g_rand_boolean (rand) ? make_word (rand) : NULL;
      metadata->model = g_rand_boolean (rand) ? make_word (rand) : NULL;
      metadata->model_version = g_rand_boolean (rand) ? make_word (rand) : NULL;
      metadata->software = make_word (rand);
      metadata->seed = g_rand_boolean (rand)
                         ? g_strdup_printf ("%" G_GUINT64_FORMAT,
                                            (guint64) g_rand_int (rand) << 32 | g_rand_int (rand))
                         : NULL;
      metadata->steps = g_rand_int_range (rand, 0, 100);
      metadata->cfg_scale = g_rand_int_range (rand, 0, 100) / 8.0;
      metadata->strength = g_rand_int_range (rand, -1, 9) / 8.0;
      metadata->width = metadata->height = g_rand_int_range (rand, 0, 3000);

      text = limner_metadata_to_parameters (metadata);
      again = limner_metadata_parse_text (text);
      g_assert_cmpint (again->dialect, ==, LIMNER_DIALECT_A1111);
      g_assert_cmpstr (again->prompt, ==, metadata->prompt);
      g_assert_cmpstr (again->negative_prompt, ==, metadata->negative_prompt);
      g_assert_cmpstr (again->sampler, ==, metadata->sampler);
      g_assert_cmpstr (again->model, ==, metadata->model);
      g_assert_cmpstr (again->model_version, ==, metadata->model_version);
      g_assert_cmpstr (again->software, ==, metadata->software);
      g_assert_cmpstr (again->seed, ==, metadata->seed);
      g_assert_cmpint (again->steps, ==, metadata->steps);
      g_assert_cmpfloat (again->cfg_scale, ==, metadata->cfg_scale);
      g_assert_cmpfloat (again->strength, ==, metadata->strength < 0 ? -1.0 : metadata->strength);
      g_assert_cmpint (again->width, ==, metadata->width);
    }
}

typedef struct
{
  const char *value;
  int         rating;
} RatingCase;

static void
count_cb (const char *name,
          const char *value,
          gpointer    user_data)
{
  GString *seen = user_data;

  if (g_str_equal (name, "xmp:Rating") || g_str_equal (name, "dc:creator"))
    g_string_append_printf (seen, "%s=%s;", name, value);
}

/* A picture whose packet others wrote */
static GBytes *
make_file (const char *packet)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (8, 8);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 90, NULL);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_byte_array_append (out, data, 33);
  _limner_png_append_text (out, "XML:com.adobe.xmp", packet, FALSE);
  g_byte_array_append (out, data + 33, (guint) size - 33);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

#define PACKET(attributes, elements) \
  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/" \
  "22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" " attributes ">" elements \
  "</rdf:Description></rdf:RDF></x:xmpmeta>"

#define XAP "xmlns:xap=\"http://ns.adobe.com/xap/1.0/\""

static void
test_ratings (void)
{
  static const RatingCase cases[] = {
    { "3", 3 }, { "4.0", 4 }, { "-1", -1 }, { "99", 5 }, { "-99", -1 },
    { "nan", LIMNER_METADATA_NO_RATING }, { "inf", LIMNER_METADATA_NO_RATING },
    { "good", LIMNER_METADATA_NO_RATING }, { "1e999", LIMNER_METADATA_NO_RATING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *packet = g_strdup_printf (PACKET ("", "<xmp:Rating>%s</xmp:Rating>"),
                                                 cases[i].value);
      g_autoptr(GBytes) file = make_file (packet);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (file);

      g_assert_cmpint (metadata->rating, ==, cases[i].rating);
    }
}

/* However others wrote their rating, ours takes its place, and the rest stays. */
static void
test_one_rating (void)
{
  static const char *const packets[] = {
    PACKET ("xmp:Rating=\"2\" dc:creator=\"C\"", ""),
    PACKET ("dc:creator=\"C\"\n  xmp:Rating='2'", ""),
    PACKET ("dc:creator='xmp:Rating='\n\txmp:Rating=\"2\"", ""),
    PACKET ("dc:creator=\"C\"", "<xmp:Rating>2</xmp:Rating>"),
    PACKET ("dc:creator=\"C\"", "<xmp:Rating rdf:parseType=\"x\">2</xmp:Rating><xmp:Rating/>"),
    /* By any prefix, or none, the namespace is what counts. */
    PACKET (XAP " dc:creator=\"C\" xap:Rating=\"2\"", ""),
    PACKET (XAP " dc:creator=\"C\"", "<xap:Rating>2</xap:Rating>"),
    PACKET ("dc:creator=\"C\"", "<q:Rating xmlns:q='http://ns.adobe.com/xap/1.0/'\n>2</q:Rating>"),
    PACKET ("dc:creator=\"C\"", "<Rating xmlns='http://ns.adobe.com/xap/1.0/'>2</Rating>"),
    /* Not a rating at all */
    PACKET ("dc:creator=\"C\"", "<xmp:Rating xmlns:xmp='urn:other'>7</xmp:Rating>"),
    "<m:xmpmeta xmlns:m='adobe:ns:meta/'><r:RDF xmlns:r='" LIMNER_XMP_RDF "'><r:Description"
    " r:about='' xmlns:d='http://purl.org/dc/elements/1.1/' d:creator='C'/></r:RDF></m:xmpmeta>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
      g_autoptr(GString) seen = g_string_new (NULL);
      g_autofree char *merged = NULL;

      metadata->rating = 5;
      merged = _limner_xmp_merge (packets[i], metadata, FALSE, FALSE);
      _limner_xmp_foreach (merged, strlen (merged), count_cb, seen);
      g_assert_cmpstr (seen->str, ==, i == 2 ? "dc:creator=xmp:Rating=;xmp:Rating=5;"
                                             : "dc:creator=C;xmp:Rating=5;");
      g_assert_cmpint (strstr (packets[i], "urn:other") != NULL, ==,
                       strstr (merged, ">7<") != NULL);
    }
}

/* What another prefix says is read as if it were the usual one, and what the usual one says of
 * something else is not.
 */
static void
test_namespaces (void)
{
  static const RatingCase cases[] = {
    { PACKET (XAP, "<xap:Rating>3</xap:Rating>"), 3 },
    { PACKET (XAP " xap:Rating='4'", ""), 4 },
    { PACKET ("", "<Rating xmlns='http://ns.adobe.com/xap/1.0/'>2</Rating>"), 2 },
    { PACKET ("xmlns:xmp='urn:other' xmp:Rating='4'", ""), LIMNER_METADATA_NO_RATING },
    { PACKET ("", "<o:Box xmlns:o='urn:other' xmlns:xmp='urn:other'/><xmp:Rating>1</xmp:Rating>"),
      1 },
    { PACKET ("xmlns:xmp='urn:other'", "<xmp:Rating xmlns:xmp='http://ns.adobe.com/xap/1.0/'>5"
              "</xmp:Rating>"), 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) file = make_file (cases[i].value);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (file);

      g_assert_cmpint (metadata->rating, ==, cases[i].rating);
    }
}

/* What is taken out of a broken packet may hold its end: another one is made. */
static void
test_broken_xmp (void)
{
  static const char *const broken =
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='" LIMNER_XMP_RDF "'><rdf:Description "
    "xmlns:xmp='http://ns.adobe.com/xap/1.0/'><xmp:Rating>1</rdf:RDF></xmp:Rating></x:xmpmeta>";
  g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
  g_autofree char *fresh = NULL;
  g_autofree char *merged = NULL;

  metadata->rating = 5;
  fresh = _limner_xmp_merge (NULL, metadata, FALSE, FALSE);
  merged = _limner_xmp_merge (broken, metadata, FALSE, FALSE);
  g_assert_cmpstr (merged, ==, fresh);
}

/* Packets that are made to cost time or room are given up. */
static void
test_hostile_xmp (void)
{
  static const struct { const char *piece; guint n; } cases[] = {
    { "<a>", 200000 }, { "<b xmlns:b='u'>", 50000 }, { "<xmp:Rating>1</xmp:Rating>", 40000 },
    { "<xmp:Rating/>", 100000 }, { "<xmp:Rating", 100000 }, { "&lt;", 400000 },
    { " xmlns:p='u'", 1000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) packet = g_string_new (NULL);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
      g_autofree char *merged = NULL;
      gint64 begin = g_get_monotonic_time ();

      g_string_append (packet, "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='"
                               LIMNER_XMP_RDF "'><rdf:Description ");
      g_string_append (packet, cases[i].piece[0] == ' ' ? "" : ">");
      for (guint j = 0; j < cases[i].n; j++)
        g_string_append (packet, cases[i].piece);
      metadata->rating = 5;
      merged = _limner_xmp_merge (packet->str, metadata, FALSE, FALSE);
      g_assert_nonnull (strstr (merged, "<xmp:Rating>5</xmp:Rating>"));
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 200 * G_USEC_PER_SEC);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metadata-text/resources", test_resources);
  g_test_add_func ("/metadata-text/named-before-listed", test_named_before_listed);
  g_test_add_func ("/metadata-text/prompts-like-others", test_prompts_like_others);
  g_test_add_func ("/metadata-text/broken-resources", test_broken_resources);
  g_test_add_func ("/metadata-text/round-trips", test_round_trips);
  g_test_add_func ("/metadata-text/ratings", test_ratings);
  g_test_add_func ("/metadata-text/one-rating", test_one_rating);
  g_test_add_func ("/metadata-text/namespaces", test_namespaces);
  g_test_add_func ("/metadata-text/broken-xmp", test_broken_xmp);
  g_test_add_func ("/metadata-text/hostile-xmp", test_hostile_xmp);
  return g_test_run ();
}
