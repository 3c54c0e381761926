/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-container-private.h"
#include "image/limner-exif-private.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "image/limner-png-text-private.h"

static GBytes *
make_file (LimnerPictureFormat format)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (24, 16);
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  for (int i = 0; i < 24 * 16 * 4; i++)
    limner_picture_get_pixels (picture)[i] = i % 4 == 3 ? 255 : (guint8) (i * 5);
  bytes = limner_picture_encode (picture, format, 90, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Puts texts as other programs write them before the pixels of a PNG. */
static GBytes *
make_png_with (const char *keyword,
               const char *text,
               const char *second_keyword,
               const char *second_text)
{
  g_autoptr(GBytes) file = make_file (LIMNER_PICTURE_PNG);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);

  g_byte_array_append (out, data, 33);
  if (keyword != NULL)
    _limner_png_append_text (out, keyword, text, TRUE);
  if (second_keyword != NULL)
    _limner_png_append_text (out, second_keyword, second_text, TRUE);
  g_byte_array_append (out, data + 33, (guint) size - 33);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

typedef struct
{
  const char    *keyword;
  const char    *text;
  const char    *second_keyword;
  const char    *second_text;
  LimnerDialect  dialect;
  const char    *prompt;
  const char    *negative;
  const char    *seed;
  int            steps;
  const char    *sampler;
  double         cfg;
  int            width;
  const char    *model;
} DialectCase;

static const DialectCase dialects[] = {
  { "parameters",
    "a red fox,\nin snow\nNegative prompt: blurry,\nlow quality\nSteps: 20, Sampler: Euler a, "
    "CFG scale: 7, Seed: 18446744073709551615, Size: 512x768, Model hash: abc123, Model: dream, "
    "Lora hashes: \"one: 1, two: 2\", Version: v1.6.0",
    NULL, NULL, LIMNER_DIALECT_A1111, "a red fox,\nin snow", "blurry,\nlow quality",
    "18446744073709551615", 20, "Euler a", 7.0, 512, "dream" },
  { "parameters", "a fox: the story, part: two", NULL, NULL, LIMNER_DIALECT_UNKNOWN },
  { "parameters",
    "cat\nSteps: 9, Sampler: Undefined, CFG scale: 1, Seed: 3, Size: 64x64, Clip skip: 2",
    NULL, NULL, LIMNER_DIALECT_A1111, "cat", NULL, "3", 9, NULL, 1.0, 64, NULL },
  { "parameters",
    "{\"sui_image_params\":{\"prompt\":\"a lake\",\"negativeprompt\":\"mud\",\"model\":\"xl.safe\","
    "\"seed\":77,\"steps\":12,\"cfgscale\":4.5,\"width\":832,\"height\":1216,"
    "\"sampler\":\"dpmpp\"},"
    "\"sui_models\":[{\"name\":\"xl.safe\",\"hash\":\"0x12\"}]}",
    NULL, NULL, LIMNER_DIALECT_SWARMUI, "a lake", "mud", "77", 12, "dpmpp", 4.5, 832, "xl.safe" },
  { "parameters",
    "{\"prompt\":\"owl\",\"negative_prompt\":\"\",\"performance\":\"Speed\",\"steps\":30,"
    "\"resolution\":\"(1152, 896)\",\"guidance_scale\":4.0,\"base_model\":\"jugger\","
    "\"sampler\":\"dpmpp_2m\",\"seed\":\"42\",\"version\":\"Fooocus v2.5\"}",
    "fooocus_scheme", "fooocus", LIMNER_DIALECT_FOOOCUS, "owl", NULL, "42", 30, "dpmpp_2m", 4.0,
    1152, "jugger" },
  { "invokeai_metadata",
    "{\"positive_prompt\":\"a boat\",\"negative_prompt\":\"sea\",\"seed\":5,\"steps\":25,"
    "\"cfg_scale\":6.5,\"scheduler\":\"euler\",\"width\":640,\"height\":512,"
    "\"model\":{\"name\":\"inv\",\"hash\":\"h\"},\"app_version\":\"5.0\"}",
    NULL, NULL, LIMNER_DIALECT_INVOKEAI, "a boat", "sea", "5", 25, "euler", 6.5, 640, "inv" },
  { "sd-metadata",
    "{\"model_weights\":\"sd-1.4\",\"app_version\":\"2\",\"image\":{\"prompt\":[{\"prompt\":"
    "\"a tower\",\"weight\":1}],\"steps\":50,\"cfg_scale\":7.5,\"seed\":9,\"sampler\":\"k_lms\","
    "\"width\":512,\"height\":512}}",
    NULL, NULL, LIMNER_DIALECT_INVOKEAI, "a tower", NULL, "9", 50, "k_lms", 7.5, 512, "sd-1.4" },
  { "Dream", "\"a \"quoted\" hill\" -s 50 -S 1234 -W 384 -H 512 -C7.5 -A k_euler", NULL, NULL,
    LIMNER_DIALECT_INVOKEAI, "a \"quoted\" hill", NULL, "1234", 50, "k_euler", 7.5, 384, NULL },
  { "prompt",
    "{\"3\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":156680208700286,\"steps\":21,"
    "\"cfg\":8,"
    "\"sampler_name\":\"euler\",\"scheduler\":\"normal\",\"denoise\":1,\"model\":[\"4\",0],"
    "\"positive\":[\"6\",0],\"negative\":[\"7\",0],\"latent_image\":[\"5\",0]}},"
    "\"4\":{\"class_type\":\"CheckpointLoaderSimple\",\"inputs\":{\"ckpt_name\":\"v1.ckpt\"}},"
    "\"5\":{\"class_type\":\"EmptyLatentImage\",\"inputs\":{\"width\":512,\"height\":256,"
    "\"x\":NaN}},"
    "\"6\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"glass bottle\","
    "\"clip\":[\"4\",1]}},"
    "\"7\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"watermark\",\"clip\":[\"4\","
    "1]}}}",
    "workflow", "{\"nodes\":[]}", LIMNER_DIALECT_COMFYUI, "glass bottle", "watermark",
    "156680208700286", 21, "euler", 8.0, 512, "v1.ckpt" },
  { "prompt",
    "{\"1\":{\"class_type\":\"SamplerCustomAdvanced\",\"inputs\":{\"noise\":[\"2\",0],\"guider\":"
    "[\"3\",0],\"sampler\":[\"4\",0],\"sigmas\":[\"5\",0],\"latent_image\":[\"6\",0]}},"
    "\"2\":{\"class_type\":\"RandomNoise\",\"inputs\":{\"noise_seed\":8}},"
    "\"3\":{\"class_type\":\"BasicGuider\",\"inputs\":{\"conditioning\":[\"7\",0],"
    "\"model\":[\"8\",0]}},"
    "\"4\":{\"class_type\":\"KSamplerSelect\",\"inputs\":{\"sampler_name\":\"heun\"}},"
    "\"5\":{\"class_type\":\"BasicScheduler\",\"inputs\":{\"scheduler\":\"simple\",\"steps\":4}},"
    "\"6\":{\"class_type\":\"Empty\",\"inputs\":{\"width\":1024,\"height\":1024}},"
    "\"7\":{\"class_type\":\"FluxGuidance\",\"inputs\":{\"guidance\":3.5,\"conditioning\":[\"9\","
    "0]}},"
    "\"8\":{\"class_type\":\"UNETLoader\",\"inputs\":{\"unet_name\":\"flux\"}},"
    "\"9\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":[\"10\",0]}},"
    "\"10\":{\"class_type\":\"String\",\"inputs\":{\"string\":\"a comet\"}}}",
    NULL, NULL, LIMNER_DIALECT_COMFYUI, "a comet", NULL, "8", 4, "heun", 3.5, 1024, "flux" },
  { "Comment",
    "{\"steps\": 28, \"sampler\": \"k_dpmpp_2s\", \"seed\": 3093, \"scale\": 11.0,"
    " \"uc\": \"bad\"}",
    "Description", "a knight", LIMNER_DIALECT_NOVELAI, "a knight", "bad", "3093", 28, "k_dpmpp_2s",
    11.0, 0, NULL },
  { "Description", "a city at night --ar 16:9 --no cars --seed 12 --v 6 Job ID: 01-23", NULL, NULL,
    LIMNER_DIALECT_MIDJOURNEY, "a city at night", "cars", "12", 0, NULL, 0.0, 0, "midjourney" },
  { LIMNER_METADATA_KEYWORD,
    "{\"schema\":1,\"model\":{\"owner\":\"limner\",\"name\":\"painter\",\"version\":\"v9\"},"
    "\"seed\":\"9007199254740993\",\"input\":{\"prompt\":\"harbour\",\"num_inference_steps\":7,"
    "\"guidance_scale\":2.5,\"width\":320}}",
    "parameters", "other\nSteps: 1, Seed: 1, Size: 1x1", LIMNER_DIALECT_LIMNER, "harbour", NULL,
    "9007199254740993", 7, NULL, 2.5, 320, "limner/painter" },
};

static void
assert_case (const LimnerMetadata *metadata,
             const DialectCase    *expected)
{
  g_assert_cmpint (metadata->dialect, ==, expected->dialect);
  g_assert_cmpstr (metadata->prompt, ==, expected->prompt);
  g_assert_cmpstr (metadata->negative_prompt, ==, expected->negative);
  g_assert_cmpstr (metadata->seed, ==, expected->seed);
  g_assert_cmpint (metadata->steps, ==, expected->steps);
  g_assert_cmpstr (metadata->sampler, ==, expected->sampler);
  g_assert_cmpfloat (metadata->cfg_scale, ==, expected->cfg);
  g_assert_cmpint (metadata->width, ==, expected->width);
  g_assert_cmpstr (metadata->model, ==, expected->model);
  g_assert_nonnull (metadata->raw);
}

static void
test_dialects (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      g_autoptr(GBytes) file = make_png_with (dialects[i].keyword, dialects[i].text,
                                              dialects[i].second_keyword, dialects[i].second_text);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (file);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      assert_case (metadata, &dialects[i]);
    }
}

/* The same texts in Exif's user comment, as JPEG and WebP carry them */
static void
test_exif_dialects (void)
{
  for (LimnerPictureFormat format = LIMNER_PICTURE_JPEG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) file = make_file (format);
      g_autoptr(LimnerMetadata) source = limner_metadata_new ();
      g_autoptr(LimnerMetadata) read = NULL;
      g_autoptr(GBytes) written = NULL;
      g_autoptr(GError) error = NULL;

      source->prompt = g_strdup ("ein Fuchs im Schnee, 狐, 🦊");
      source->negative_prompt = g_strdup ("unscharf");
      source->seed = g_strdup ("7");
      source->model = g_strdup ("owner/name, with: comma");
      written = limner_metadata_write (file, source, LIMNER_METADATA_PARAMETERS, &error);
      g_assert_no_error (error);
      read = limner_metadata_read (written);
      g_assert_cmpint (read->dialect, ==, LIMNER_DIALECT_A1111);
      g_assert_cmpstr (read->prompt, ==, source->prompt);
      g_assert_cmpstr (read->negative_prompt, ==, "unscharf");
      g_assert_cmpstr (read->seed, ==, "7");
      g_assert_cmpstr (read->model, ==, "owner/name, with: comma");
      g_assert_cmpint (read->width, ==, 24);
    }
}

static void
test_user_comment_encodings (void)
{
  static const struct { const char *data; gsize length; } comments[] = {
    { "UNICODE\0f\0o\0x\0", 14 },
    { "UNICODE\0\0f\0o\0x", 14 },
    { "ASCII\0\0\0fox", 11 },
    { "fox", 3 },
    { "fox\0\0\0\0\0", 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (comments); i++)
    {
      g_autoptr(GByteArray) block = g_byte_array_new ();
      g_autoptr(GBytes) exif = NULL;
      g_autofree char *text = NULL;
      const guint8 head[] = {
        'M', 'M', 0, 42, 0, 0, 0, 8,
        0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0,
        0, 1, 0x92, 0x86, 0, 7, 0, 0, 0, (guint8) comments[i].length, 0, 0, 0, 44, 0, 0, 0, 0,
      };

      g_byte_array_append (block, head, sizeof head);
      if (comments[i].length <= 4)
        memcpy (block->data + 36, comments[i].data, comments[i].length);
      g_byte_array_append (block, (const guint8 *) comments[i].data, (guint) comments[i].length);
      exif = g_byte_array_free_to_bytes (g_steal_pointer (&block));
      text = _limner_exif_get_user_comment (exif);
      g_assert_cmpstr (text, ==, "fox");
    }
}

/* An entry that stands there twice is replaced once, and the directory's count is right. */
static void
test_user_comment_twice (void)
{
  static const guint8 data[] = {
    'M', 'M', 0, 42, 0, 0, 0, 8,
    0, 3, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0,
    0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
  };
  g_autoptr(GBytes) exif = g_bytes_new_static (data, sizeof data);
  g_autoptr(GBytes) changed = _limner_exif_set_user_comment (exif, "fox");
  g_autofree char *comment = _limner_exif_get_user_comment (changed);

  g_assert_cmpstr (comment, ==, "fox");
  g_assert_cmpint (_limner_exif_get_orientation (changed), ==, 6);
}

static LimnerMetadata *
make_metadata (void)
{
  static const char *const tags[] = { "fox", "snow & ice", NULL };
  LimnerMetadata *metadata = limner_metadata_new ();

  metadata->prompt = g_strdup ("a fox <in> snow");
  metadata->seed = g_strdup ("123");
  metadata->model = g_strdup ("limner/painter");
  metadata->record = g_strdup ("{\"schema\":1,\"prompt\":\"a fox <in> snow\",\"seed\":\"123\"}");
  metadata->rating = 4;
  metadata->tags = g_strdupv ((char **) tags);
  metadata->source_type = LIMNER_SOURCE_COMPOSITE;
  return metadata;
}

static void
test_write_all (void)
{
  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) file = make_file (format);
      g_autoptr(LimnerMetadata) source = make_metadata ();
      g_autoptr(LimnerMetadata) read = NULL;
      g_autoptr(LimnerPicture) before = limner_picture_decode (file, NULL);
      g_autoptr(LimnerPicture) after = NULL;
      g_autoptr(GBytes) once = NULL;
      g_autoptr(GBytes) twice = NULL;
      g_autoptr(GError) error = NULL;

      once = limner_metadata_write (file, source, LIMNER_METADATA_ALL, &error);
      g_assert_no_error (error);
      twice = limner_metadata_write (once, source, LIMNER_METADATA_ALL, &error);
      g_assert_no_error (error);
      g_assert_true (format != LIMNER_PICTURE_PNG || g_bytes_equal (once, twice));

      read = limner_metadata_read (twice);
      g_assert_cmpint (read->dialect, ==, LIMNER_DIALECT_LIMNER);
      g_assert_cmpstr (read->record, ==, source->record);
      g_assert_cmpstr (read->prompt, ==, source->prompt);
      g_assert_cmpint (read->rating, ==, 4);
      g_assert_cmpuint (g_strv_length (read->tags), ==, 2);
      g_assert_cmpstr (read->tags[1], ==, "snow & ice");
      g_assert_cmpint (read->source_type, ==, LIMNER_SOURCE_COMPOSITE);

      after = limner_picture_decode (twice, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (limner_picture_read_row (before, 0), 24 * 16 * 4,
                       limner_picture_read_row (after, 0), 24 * 16 * 4);
    }
}

/* Every part that was in the file must be found in the new one, unchanged and in the same order. */
static void
assert_keeps_parts (GBytes *old_file,
                    GBytes *new_file)
{
  g_autoptr(LimnerContainer) before = _limner_container_parse (old_file, NULL);
  g_autoptr(LimnerContainer) after = _limner_container_parse (new_file, NULL);
  const guint8 *old_data = g_bytes_get_data (old_file, NULL);
  const guint8 *new_data = g_bytes_get_data (new_file, NULL);
  guint j = 0;

  for (guint i = 0; i < before->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (before->chunks, LimnerChunk, i);
      gboolean found = FALSE;

      for (; !found && j < after->chunks->len; j++)
        {
          const LimnerChunk *other = &g_array_index (after->chunks, LimnerChunk, j);

          found = other->size == chunk->size &&
                  memcmp (old_data + chunk->start, new_data + other->start, chunk->size) == 0;
        }
      g_assert_true (found);
    }
}

static void
test_untouched (void)
{
  g_autoptr(GBytes) png = make_png_with ("Author", "somebody", "tEst", "x");
  g_autoptr(GBytes) jpeg = make_file (LIMNER_PICTURE_JPEG);
  g_autoptr(LimnerMetadata) metadata = make_metadata ();
  GBytes *files[] = { png, jpeg };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GBytes) written = limner_metadata_write (files[i], metadata, LIMNER_METADATA_ALL,
                                                         NULL);

      assert_keeps_parts (files[i], written);
    }
}

static void
test_foreign_xmp (void)
{
  static const char packet[] =
    "<?xpacket begin=\"\" id=\"x\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
    "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:Rating=\"2\" xmp:CreatorTool=\"Camera\"/>"
    "</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
  g_autoptr(GByteArray) out = g_byte_array_new ();
  g_autoptr(GBytes) plain = make_file (LIMNER_PICTURE_PNG);
  g_autoptr(LimnerMetadata) metadata = make_metadata ();
  g_autoptr(LimnerMetadata) before = NULL;
  g_autoptr(LimnerMetadata) after = NULL;
  g_autoptr(GBytes) with_xmp = NULL;
  g_autoptr(GBytes) written = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_byte_array_append (out, data, 33);
  _limner_png_append_text (out, "XML:com.adobe.xmp", packet, FALSE);
  g_byte_array_append (out, data + 33, (guint) size - 33);
  with_xmp = g_byte_array_free_to_bytes (g_steal_pointer (&out));

  before = limner_metadata_read (with_xmp);
  g_assert_cmpint (before->rating, ==, 2);
  g_assert_cmpstr (before->software, ==, "Camera");
  written = limner_metadata_write (with_xmp, metadata, LIMNER_METADATA_XMP, NULL);
  after = limner_metadata_read (written);
  g_assert_cmpint (after->rating, ==, 4);
  g_assert_cmpstr (after->software, ==, "Camera");
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_strip (void)
{
  static const char secret[] = "fox";

  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) file = make_file (format);
      g_autoptr(LimnerMetadata) metadata = make_metadata ();
      g_autoptr(LimnerMetadata) read = NULL;
      g_autoptr(GByteArray) longer = NULL;
      g_autoptr(GBytes) written = NULL;
      g_autoptr(GBytes) with_tail = NULL;
      g_autoptr(GBytes) clean = NULL;
      g_autoptr(GBytes) again = NULL;
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) names = NULL;

      written = limner_metadata_write (file, metadata, LIMNER_METADATA_ALL, &error);
      g_assert_no_error (error);
      longer = g_bytes_unref_to_array (g_bytes_ref (written));
      g_byte_array_append (longer, (const guint8 *) "hidden fox", 10);
      with_tail = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
      g_assert_true (contains (with_tail, secret));

      clean = limner_metadata_strip (with_tail, &error);
      g_assert_no_error (error);
      g_assert_false (contains (clean, secret));
      read = limner_metadata_read (clean);
      g_assert_cmpint (read->dialect, ==, LIMNER_DIALECT_NONE);
      g_assert_cmpint (read->rating, ==, LIMNER_METADATA_NO_RATING);
      names = limner_metadata_list (clean, &error);
      g_assert_cmpuint (g_strv_length (names), ==, 0);
      again = limner_metadata_strip (clean, &error);
      g_assert_true (g_bytes_equal (clean, again));
      /* What was never there is not missed: stripping gives back the file as it was made. */
      if (format != LIMNER_PICTURE_WEBP)
        g_assert_true (g_bytes_equal (clean, file));
    }
}

static void
test_strip_keeps_orientation (void)
{
  g_autoptr(GBytes) file = make_file (LIMNER_PICTURE_JPEG);
  g_autoptr(GBytes) block = _limner_exif_make_orientation (6);
  g_autoptr(GBytes) block_with_text = _limner_exif_set_user_comment (block, "secret fox");
  g_autoptr(GByteArray) out = g_byte_array_new ();
  g_autoptr(GBytes) turned = NULL;
  g_autoptr(GBytes) clean = NULL;
  g_auto(GStrv) names = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  guint length = (guint) g_bytes_get_size (block_with_text) + 8;
  const guint8 header[] = { 0xff, 0xe1, (guint8) (length >> 8), (guint8) length, 'E', 'x', 'i', 'f',
                            0, 0 };
  int width;

  g_byte_array_append (out, data, 2);
  g_byte_array_append (out, header, sizeof header);
  g_byte_array_append (out, g_bytes_get_data (block_with_text, NULL), length - 8);
  g_byte_array_append (out, data + 2, (guint) size - 2);
  turned = g_byte_array_free_to_bytes (g_steal_pointer (&out));
  g_assert_true (limner_picture_peek (turned, &width, NULL, NULL, NULL));
  g_assert_cmpint (width, ==, 16);

  clean = limner_metadata_strip (turned, NULL);
  g_assert_true (limner_picture_peek (clean, &width, NULL, NULL, NULL));
  g_assert_cmpint (width, ==, 16);
  names = limner_metadata_list (clean, NULL);
  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, "Exif");
}

static void
test_large_record (void)
{
  g_autoptr(GBytes) file = make_file (LIMNER_PICTURE_JPEG);
  g_autoptr(LimnerMetadata) metadata = make_metadata ();
  g_autoptr(LimnerMetadata) read = NULL;
  g_autoptr(GBytes) written = NULL;
  g_autofree char *filler = g_strnfill (90000, 'x');

  g_free (metadata->record);
  metadata->record = g_strdup_printf ("{\"seed\":\"5\",\"assets\":\"%s\"}", filler);
  written = limner_metadata_write (file, metadata, LIMNER_METADATA_ALL, NULL);
  read = limner_metadata_read (written);
  g_assert_cmpint (read->dialect, ==, LIMNER_DIALECT_LIMNER);
  g_assert_cmpstr (read->record, ==, "{\"seed\":\"5\"}");
}

static void
test_parameters_text (void)
{
  g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
  g_autoptr(LimnerMetadata) read = NULL;
  g_autofree char *text = NULL;

  /* However little is known, the last line must count as fields. */
  metadata->prompt = g_strdup ("just words");
  text = limner_metadata_to_parameters (metadata);
  read = limner_metadata_parse_text (text);
  g_assert_cmpint (read->dialect, ==, LIMNER_DIALECT_A1111);
  g_assert_cmpstr (read->prompt, ==, "just words");
}

static void
test_to_input (void)
{
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (
    "fox\nSteps: 20, Sampler: Euler a, CFG scale: 6.5, Seed: 18446744073709551615, Size: 512x768, "
    "Clip skip: 2");
  g_autoptr(LimnerMetadata) nothing = limner_metadata_new ();
  g_autoptr(JsonObject) input = limner_metadata_to_input (metadata);
  g_autoptr(JsonObject) empty = limner_metadata_to_input (nothing);
  g_autofree char *seed = limner_json_integer_text (json_object_get_member (input, "seed"));

  g_assert_cmpstr (json_object_get_string_member (input, "prompt"), ==, "fox");
  g_assert_cmpint (json_object_get_int_member (input, "num_inference_steps"), ==, 20);
  g_assert_cmpfloat (json_object_get_double_member (input, "guidance_scale"), ==, 6.5);
  g_assert_cmpint (json_object_get_int_member (input, "height"), ==, 768);
  g_assert_cmpstr (seed, ==, "18446744073709551615");
  g_assert_cmpstr (json_object_get_string_member (input, "Clip skip"), ==, "2");
  g_assert_cmpuint (json_object_get_size (empty), ==, 0);
}

static void
test_sidecar (void)
{
  g_autoptr(GBytes) file = make_file (LIMNER_PICTURE_PNG);
  g_autoptr(GBytes) sidecar = g_bytes_new_static ("fox\nSteps: 2, Seed: 3, Size: 4x5", 32);
  g_autoptr(LimnerMetadata) metadata = limner_metadata_read_with_sidecar (file, sidecar);

  g_assert_cmpint (metadata->dialect, ==, LIMNER_DIALECT_A1111);
  g_assert_cmpstr (metadata->seed, ==, "3");
}

/* Damages files at random: nothing may crash, and reading must come back. */
static void
test_hostile (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261120);

  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) file = make_file (format);
      g_autoptr(LimnerMetadata) metadata = make_metadata ();
      g_autoptr(GBytes) written = limner_metadata_write (file, metadata, LIMNER_METADATA_ALL, NULL);
      gsize size = g_bytes_get_size (written);

      for (int round = 0; round < 400; round++)
        {
          g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (written, NULL), size);
          g_autoptr(LimnerMetadata) read = NULL;
          g_autoptr(GBytes) broken = NULL;
          g_autoptr(GBytes) clean = NULL;
          g_autoptr(GBytes) again = NULL;

          for (int i = 0; i < 4; i++)
            data[g_rand_int_range (rand, 0, (gint32) size)] = (guint8) g_rand_int (rand);
          broken = g_bytes_new (data, (gsize) g_rand_int_range (rand, 1, (gint32) size));
          read = limner_metadata_read (broken);
          clean = limner_metadata_strip (broken, NULL);
          again = limner_metadata_write (broken, metadata, LIMNER_METADATA_ALL, NULL);
        }
    }
}

/* What other programs see: skipped where they are not installed. */
static void
test_exiftool (void)
{
  g_autofree char *exiftool = g_find_program_in_path ("exiftool");

  if (exiftool == NULL)
    {
      g_test_skip ("exiftool is not installed");
      return;
    }

  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) file = make_file (format);
      g_autoptr(LimnerMetadata) metadata = make_metadata ();
      g_autoptr(GBytes) written = limner_metadata_write (file, metadata, LIMNER_METADATA_ALL, NULL);
      g_autofree char *name = g_strconcat ("written.", limner_picture_format_get_extension (format),
                                           NULL);
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
      const char *argv[] = { exiftool, "-s", "-warning", "-error", "-Rating", "-Subject",
                             "-DigitalSourceType", "-Parameters", "-UserComment", path, NULL };
      g_autofree char *output = NULL;
      g_autoptr(GError) error = NULL;
      int status;

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (written, NULL),
                                          (gssize) g_bytes_get_size (written), &error));
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                    &error);
      g_assert_no_error (error);
      g_test_message ("%s", output);
      g_assert_null (strstr (output, "Warning "));
      g_assert_null (strstr (output, "Error "));
      g_assert_nonnull (strstr (output, "Rating                          : 4"));
      g_assert_nonnull (strstr (output, "fox, snow & ice"));
      g_assert_nonnull (strstr (output, "compositeWithTrainedAlgorithmicMedia"));
      g_assert_nonnull (strstr (output, "a fox <in> snow"));
      g_assert_nonnull (strstr (output, "Seed: 123"));
      g_unlink (path);
    }
}

static void
test_exiv2 (void)
{
  g_autofree char *exiv2 = g_find_program_in_path ("exiv2");

  if (exiv2 == NULL)
    {
      g_test_skip ("exiv2 is not installed");
      return;
    }

  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(GBytes) file = make_file (format);
      g_autoptr(LimnerMetadata) metadata = make_metadata ();
      g_autoptr(GBytes) written = limner_metadata_write (file, metadata, LIMNER_METADATA_ALL, NULL);
      g_autofree char *name = g_strconcat ("exiv2.", limner_picture_format_get_extension (format),
                                           NULL);
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
      const char *argv[] = { exiv2, "-px", "print", path, NULL };
      g_autofree char *output = NULL;
      g_autofree char *errors = NULL;
      g_autoptr(GError) error = NULL;
      int status;

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (written, NULL),
                                          (gssize) g_bytes_get_size (written), &error));
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors,
                    &status, &error);
      g_assert_no_error (error);
      g_test_message ("%s%s", output, errors);
      g_assert_null (strstr (errors, "Error"));
      g_assert_nonnull (strstr (output, "Xmp.xmp.Rating"));
      g_assert_nonnull (strstr (output, "compositeWithTrainedAlgorithmicMedia"));
      g_unlink (path);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/metadata/dialects", test_dialects);
  g_test_add_func ("/metadata/exif-dialects", test_exif_dialects);
  g_test_add_func ("/metadata/user-comment-encodings", test_user_comment_encodings);
  g_test_add_func ("/metadata/user-comment-twice", test_user_comment_twice);
  g_test_add_func ("/metadata/write-all", test_write_all);
  g_test_add_func ("/metadata/untouched", test_untouched);
  g_test_add_func ("/metadata/foreign-xmp", test_foreign_xmp);
  g_test_add_func ("/metadata/strip", test_strip);
  g_test_add_func ("/metadata/strip-keeps-orientation", test_strip_keeps_orientation);
  g_test_add_func ("/metadata/large-record", test_large_record);
  g_test_add_func ("/metadata/parameters-text", test_parameters_text);
  g_test_add_func ("/metadata/sidecar", test_sidecar);
  g_test_add_func ("/metadata/to-input", test_to_input);
  g_test_add_func ("/metadata/hostile", test_hostile);
  g_test_add_func ("/metadata/exiftool", test_exiftool);
  g_test_add_func ("/metadata/exiv2", test_exiv2);

  return g_test_run ();
}
