/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "engine/generators/limner-generators.h"
#include "engine/generators/limner-parallel.h"
#include "lib/memory-task.h"

#define SIDE 64

static MemoryTask *
paint (const char    *members,
       LimnerPicture *image,
       LimnerPicture *mask,
       GBytes        *weights)
{
  g_autofree char *input = g_strdup_printf ("{\"width\":%d,\"height\":%d,%s}", SIDE, SIDE, members);
  MemoryTask *task = memory_task_new (input);
  g_autoptr(GError) error = NULL;

  if (image != NULL)
    memory_task_set_picture (task, "image", image);
  if (mask != NULL)
    memory_task_set_picture (task, "mask", mask);
  if (weights != NULL)
    memory_task_set_file (task, "replicate_weights", weights);
  limner_generators_find ("painter")->run (LIMNER_GENERATOR_TASK (task), &error);
  g_assert_no_error (error);

  return task;
}

static LimnerPicture *
paint_picture (const char *members)
{
  g_autoptr(MemoryTask) task = paint (members, NULL, NULL, NULL);

  return memory_decode (memory_task_get_output (task, memory_task_get_n_files (task) - 1, NULL));
}

/* The mean difference of a byte. */
static double
distance (LimnerPicture *a,
          LimnerPicture *b)
{
  gsize n = limner_picture_get_stride (a) * limner_picture_get_height (a);
  guint64 sum = 0;

  g_assert_cmpint (limner_picture_get_width (a), ==, limner_picture_get_width (b));
  g_assert_cmpint (limner_picture_get_height (a), ==, limner_picture_get_height (b));
  for (gsize i = 0; i < n; i++)
    sum += (guint64) abs (limner_picture_get_pixels (a)[i] - limner_picture_get_pixels (b)[i]);

  return (double) sum / (double) n;
}

/* What each of these words stands for is drawn, is not drawn when it is forbidden, and is the same
 * with any number of threads. */
static void
test_each_thing (void)
{
  static const struct { const char *place; const char *thing; } things[] = {
    { "river", "castle" }, { "mountains", "castle" }, { "river", "bridge" },
    { "meadow", "windmill" }, { "beach", "palm" }, { "mountains", "rainbow" },
    { "table", "cup" }, { "forest", "panda" }, { "meadow", "penguin" }, { "meadow", "elephant" },
    { "sea", "whale" }, { "mountains", "dragon" }, { "city", "robot" }, { "space", "astronaut" },
    { "meadow", "snowman" }, { "village", "christmas tree" }, { "forest", "mushroom" },
    { "avenue", "bicycle" }, { "avenue", "car" }, { "mountains", "train" }, { "forest", "fox" },
    { "meadow", "horse" }, { "forest", "owl" }, { "meadow", "butterfly" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autofree char *with = g_strdup_printf ("\"prompt\":\"%s, %s, day, gouache\",\"seed\":4",
                                               things[i].place, things[i].thing);
      g_autofree char *without = g_strdup_printf ("%s,\"negative_prompt\":\"%s\"", with,
                                                  things[i].thing);
      g_autoptr(LimnerPicture) none = paint_picture (without);
      g_autoptr(LimnerPicture) first = NULL;

      g_test_message ("%s in %s", things[i].thing, things[i].place);
      for (guint threads = 1; threads <= 4; threads *= 2)
        {
          g_autoptr(LimnerPicture) picture = NULL;

          limner_parallel_set_threads (threads);
          picture = paint_picture (with);
          if (first == NULL)
            first = limner_picture_ref (picture);
          g_assert_cmpfloat (distance (first, picture), ==, 0);
        }
      limner_parallel_set_threads (0);
      g_assert_cmpfloat (distance (first, none), >, 1.5);
    }
}

/* How red, minus how blue, a picture is on average. */
static double
warmth (LimnerPicture *picture)
{
  gsize n = (gsize) limner_picture_get_width (picture) * limner_picture_get_height (picture);
  const guint8 *pixels = limner_picture_get_pixels (picture);
  gint64 sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += pixels[i * 4] - pixels[i * 4 + 2];

  return (double) sum / (double) n;
}

static guint
count_strong_red (LimnerPicture *picture)
{
  gsize n = (gsize) limner_picture_get_width (picture) * limner_picture_get_height (picture);
  const guint8 *pixels = limner_picture_get_pixels (picture);
  guint count = 0;

  for (gsize i = 0; i < n; i++)
    count += pixels[i * 4] > pixels[i * 4 + 1] + 70 && pixels[i * 4] > pixels[i * 4 + 2] + 70;

  return count;
}

/* The mean of a channel minus that of another, over a part of the picture in 64ths. */
static double
lean (LimnerPicture *picture,
      int            channel,
      int            against,
      int            left,
      int            right,
      int            top,
      int            bottom)
{
  gint64 sum = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        const guint8 *pixel = limner_picture_read_row (picture, y) + x * 4;

        sum += against < 0 ? pixel[channel] : pixel[channel] - pixel[against];
      }

  return (double) sum / ((right - left) * (bottom - top));
}

static LimnerPicture *
paint_words (const char *prompt,
             const char *negative)
{
  g_autofree char *members =
    g_strdup_printf ("\"prompt\":\"%s, day, gouache\",\"negative_prompt\":\"%s\",\"seed\":1",
                     prompt, negative);

  return paint_picture (members);
}

/* Two who are named stand side by side, each in the colour that is said of it. */
static void
test_company (void)
{
  static const char * const prompts[] = {
    "a black cat and a white dog in a meadow", "a black bear and a white wolf in a meadow",
    "eine schwarze Katze und ein wei\303\237er Hund auf der Wiese",
    "un gato negro y un perro blanco en el campo",
    "un chat noir et un chien blanc dans un champ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr(LimnerPicture) both = paint_words (prompts[i], "");
      double left = lean (both, 1, -1, 14, 22, 44, 54);
      double right = lean (both, 1, -1, 42, 50, 44, 54);

      g_test_message ("%s: %.1f, %.1f", prompts[i], left, right);
      g_assert_cmpfloat (left + 50, <, right);
      for (guint threads = 1; threads <= 4; threads *= 2)
        {
          g_autoptr(LimnerPicture) again = NULL;

          limner_parallel_set_threads (threads);
          again = paint_words (prompts[i], "");
          g_assert_cmpfloat (distance (both, again), ==, 0);
        }
      limner_parallel_set_threads (0);
    }
}

/* What is named beside something else is there, and is not if it is forbidden. */
static void
test_together (void)
{
  static const struct { const char *prompt; const char *other; } pairs[] = {
    { "a cat and a dog", "dog" }, { "a cat and a dog", "cat" },
    { "a house by the lake", "lake" }, { "a house by the lake", "house" },
    { "a horse by a house in a field", "house" }, { "lemons and tulips", "tulips" },
    { "lemons and pears", "lemons" }, { "a church in the mountains", "church" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(LimnerPicture) both = paint_words (pairs[i].prompt, "");
      g_autoptr(LimnerPicture) one = paint_words (pairs[i].prompt, pairs[i].other);

      g_test_message ("%s without %s: %.2f", pairs[i].prompt, pairs[i].other,
                      distance (both, one));
      g_assert_cmpfloat (distance (both, one), >, 1.5);
    }
}

/* A house is red and the sky over it is not; a vase is blue below red flowers. */
static void
test_own_colours (void)
{
  static const struct { const char *red; const char *blue; } houses[] = {
    { "a red house by the lake", "a blue house by the lake" },
    { "ein rotes Haus am See", "ein blaues Haus am See" },
    { "une maison rouge au bord du lac", "une maison bleue au bord du lac" },
    { "una casa roja junto al lago", "una casa azul junto al lago" },
  };
  g_autoptr(LimnerPicture) vase = paint_words ("red tulips in a blue vase", "");

  for (gsize i = 0; i < G_N_ELEMENTS (houses); i++)
    {
      g_autoptr(LimnerPicture) red = paint_words (houses[i].red, "");
      g_autoptr(LimnerPicture) blue = paint_words (houses[i].blue, "");

      g_test_message ("%s: %u", houses[i].red, count_strong_red (red));
      g_assert_cmpuint (count_strong_red (red), >, 40);
      g_assert_cmpuint (count_strong_red (blue), <, 10);
      /* The sky is the same in both. */
      g_assert_cmpfloat (fabs (lean (red, 0, 2, 0, SIDE, 0, 16) -
                               lean (blue, 0, 2, 0, SIDE, 0, 16)), <, 12);
    }
  g_assert_cmpfloat (lean (vase, 0, 2, 22, 42, 12, 32), >, 40);
  g_assert_cmpfloat (lean (vase, 2, 0, 28, 36, 44, 54), >, 20);
}

/* A table has the fruit that is named: lemons are yellow, tomatoes are red. */
static void
test_named_fruit (void)
{
  g_autoptr(LimnerPicture) lemons = paint_words ("a still life with lemons", "");
  g_autoptr(LimnerPicture) tomatoes = paint_words ("a still life with tomatoes", "");

  g_assert_cmpuint (count_strong_red (lemons) * 8, <, count_strong_red (tomatoes));
  g_assert_cmpuint (count_strong_red (tomatoes), >, 80);
}

/* A negative prompt takes a colour out of what is painted. */
static void
test_negative_colour (void)
{
  static const char prompt[] = "\"prompt\":\"red roses in a vase, oil\",\"seed\":2";
  g_autofree char *members = g_strconcat (prompt, ",\"negative_prompt\":\"red\"", NULL);
  g_autoptr(LimnerPicture) red = paint_picture (prompt);
  g_autoptr(LimnerPicture) other = paint_picture (members);

  g_assert_cmpuint (count_strong_red (red), >, 150);
  g_assert_cmpuint (count_strong_red (other) * 4, <, count_strong_red (red));
}

/* Frames of a picture that comes into being get closer and closer to it. */
static void
test_comes_into_being (void)
{
  static const char * const materials[] = { "oil", "knife", "gouache", "pastel on paper",
                                            "pointillism", "watercolour", "ink wash", "pencil" };

  for (gsize i = 0; i < G_N_ELEMENTS (materials); i++)
    {
      g_autofree char *members =
        g_strdup_printf ("\"prompt\":\"a harbour at dawn, %s\",\"seed\":3,\"show_steps\":true",
                         materials[i]);
      g_autoptr(MemoryTask) task = paint (members, NULL, NULL, NULL);
      guint n = memory_task_get_n_files (task);
      g_autoptr(LimnerPicture) last = memory_decode (memory_task_get_output (task, n - 1, NULL));
      double before = G_MAXDOUBLE;

      g_test_message ("%s", materials[i]);
      g_assert_cmpuint (n, >=, 3);
      for (guint frame = 0; frame + 1 < n; frame++)
        {
          g_autoptr(LimnerPicture) picture =
            memory_decode (memory_task_get_output (task, frame, NULL));
          double apart = distance (picture, last);

          g_assert_cmpfloat (apart, >, 0);
          g_assert_cmpfloat (apart, <, before + 0.5);
          before = apart;
        }
    }
}

static LimnerPicture *
make_plain (guint8 red,
            guint8 green,
            guint8 blue)
{
  LimnerPicture *picture = limner_picture_new (SIDE, SIDE);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int i = 0; i < SIDE * SIDE; i++, to += 4)
    {
      to[0] = red;
      to[1] = (guint8) (green + (i % 7) * 4);
      to[2] = blue;
      to[3] = 255;
    }

  return picture;
}

/* What the prompt says is painted below the mask and nowhere else. */
static void
test_mask (void)
{
  g_autoptr(LimnerPicture) image = make_plain (90, 120, 160);
  g_autoptr(LimnerPicture) mask = make_plain (0, 0, 0);
  LimnerPicture *answers[2];
  static const char * const members[] = {
    "\"prompt\":\"a red bird on a branch, gouache\",\"seed\":1,\"prompt_strength\":1",
    "\"prompt\":\"northern lights, gouache\",\"seed\":1,\"prompt_strength\":1",
  };

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      memset (limner_picture_get_pixels (mask) + ((gsize) y * SIDE + x) * 4,
              x > 20 && x < 50 && y > 10 && y < 55 ? 255 : 0, 3);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(MemoryTask) task = paint (members[i], image, mask, NULL);

      answers[i] = memory_decode (memory_task_get_output (task, 0, NULL));
      for (int y = 0; y < SIDE; y++)
        g_assert_cmpmem (limner_picture_read_row (answers[i], y), 21 * 4,
                         limner_picture_read_row (image, y), 21 * 4);
      g_assert_cmpfloat (distance (answers[i], image), >, 2);
    }
  g_assert_cmpfloat (distance (answers[0], answers[1]), >, 2);
  g_clear_pointer (&answers[0], limner_picture_unref);
  g_clear_pointer (&answers[1], limner_picture_unref);
}

/* Stripes and dots, on which strokes of the brush can be seen. */
static LimnerPicture *
make_pattern (void)
{
  LimnerPicture *picture = limner_picture_new (SIDE, SIDE);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int i = 0; i < SIDE * SIDE; i++, to += 4)
    {
      int x = i % SIDE;
      int y = i / SIDE;

      to[0] = (guint8) (60 + 2 * x);
      to[1] = (guint8) ((x / 8 + y / 8) % 2 == 0 ? 150 : 90);
      to[2] = (guint8) (200 - 2 * y);
      to[3] = 255;
    }
  return picture;
}

/* The stronger the prompt, the further from the picture; what is weak hardly changes it. */
static void
test_strengths (void)
{
  static const double strengths[] = { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1 };
  static const char * const prompts[] = {
    "a castle at sunset, oil", "a forest, gouache", "a fox, watercolour",
    "harbour at night, pastel",
  };
  g_autoptr(LimnerPicture) image = make_pattern ();

  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      double apart[G_N_ELEMENTS (strengths)];

      for (gsize k = 0; k < G_N_ELEMENTS (strengths); k++)
        {
          g_autofree char *members =
            g_strdup_printf ("\"prompt\":\"%s\",\"seed\":3,\"prompt_strength\":%g", prompts[i],
                             strengths[k]);
          g_autoptr(MemoryTask) task = paint (members, image, NULL, NULL);
          g_autoptr(LimnerPicture) picture = memory_decode (memory_task_get_output (task, 0, NULL));

          apart[k] = distance (picture, image);
          g_test_message ("%s at %g: %.2f", prompts[i], strengths[k], apart[k]);
          if (k > 0)
            g_assert_cmpfloat (apart[k], >, apart[k - 1]);
        }
      g_assert_cmpfloat (apart[0], ==, 0);
      g_assert_cmpfloat (apart[2], <, 0.6 * apart[5]);
    }
}

/* Grey squares, light where the other one's are dark. */
static LimnerPicture *
make_squares (gboolean inverted)
{
  LimnerPicture *picture = limner_picture_new (SIDE, SIDE);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int i = 0; i < SIDE * SIDE; i++, to += 4)
    {
      memset (to, (i % SIDE / 8 + i / SIDE / 8) % 2 == inverted ? 190 : 60, 3);
      to[3] = 255;
    }

  return picture;
}

/* Where the prompt has the say nothing of the picture shines through as if a film had been exposed
 * twice; where the picture has it, nothing of the scene does: the same picture in the light of
 * another scene has its squares where they were. */
static void
test_exposed_once (void)
{
  static const double strengths[] = { 0.6, 0.75, 0.8, 0.9 };
  g_autoptr(LimnerPicture) squares = make_squares (FALSE);
  g_autoptr(LimnerPicture) inverted = make_squares (TRUE);

  for (gsize k = 0; k < G_N_ELEMENTS (strengths); k++)
    {
      g_autofree char *members =
        g_strdup_printf ("\"prompt\":\"a harbour, gouache\",\"seed\":3,\"prompt_strength\":%g",
                         strengths[k]);
      g_autoptr(MemoryTask) first = paint (members, squares, NULL, NULL);
      g_autoptr(MemoryTask) second = paint (members, inverted, NULL, NULL);
      g_autoptr(LimnerPicture) a = memory_decode (memory_task_get_output (first, 0, NULL));
      g_autoptr(LimnerPicture) b = memory_decode (memory_task_get_output (second, 0, NULL));
      double seen = 0;

      for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
          seen += ((x / 8 + y / 8) % 2 == 0 ? 1 : -1) *
                  (limner_picture_read_row (a, y)[x * 4 + 1] -
                   limner_picture_read_row (b, y)[x * 4 + 1]);
      seen /= SIDE * SIDE;
      g_test_message ("at %g: %.1f", strengths[k], seen);
      if (strengths[k] < 0.7)
        g_assert_cmpfloat (seen, >, 80);
      else
        g_assert_cmpfloat (seen, <, 12);
    }
}

/* What stands by itself is put into the picture, whose sky stays round it; a place fills the mask
 * under that sky and is no picture within the picture: at the edge of the mask it melts away. */
static void
test_place_into (void)
{
  g_autoptr(LimnerPicture) image = make_plain (90, 120, 200);
  g_autoptr(LimnerPicture) mask = make_plain (0, 0, 0);
  static const char * const members[] = {
    "\"prompt\":\"a castle\",\"seed\":3,\"prompt_strength\":0.8",
    "\"prompt\":\"a lighthouse\",\"seed\":3,\"prompt_strength\":0.8",
    "\"prompt\":\"a meadow\",\"seed\":3,\"prompt_strength\":0.8",
  };

  for (int y = 4; y < 60; y++)
    memset (limner_picture_get_pixels (mask) + ((gsize) y * SIDE + 4) * 4, 255, 56 * 4);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr(MemoryTask) task = paint (members[i], image, mask, NULL);
      g_autoptr(LimnerPicture) picture = memory_decode (memory_task_get_output (task, 0, NULL));
      int edge = 0;

      for (int c = 0; c < 3; c++)
        {
          g_assert_cmpfloat (fabs (lean (picture, c, -1, 6, 16, 6, 12) -
                                   lean (image, c, -1, 6, 16, 6, 12)), <, 12);
          for (int y = 40; y < 56; y++)
            edge = MAX (edge, abs (limner_picture_read_row (picture, y)[4 * 4 + c] -
                                   limner_picture_read_row (image, y)[4 * 4 + c]));
        }
      g_assert_cmpfloat (fabs (lean (picture, 2, 0, 28, 36, 36, 52) -
                               lean (image, 2, 0, 28, 36, 36, 52)), >, 30);
      g_assert_cmpint (edge, <, 40);
    }
}

/* A prompt about the manner alone paints over the picture; it does not invent a motif. */
static void
test_manner (void)
{
  g_autoptr(LimnerPicture) image = make_plain (90, 120, 200);
  g_autoptr(MemoryTask) manner =
    paint ("\"prompt\":\"gouache\",\"seed\":1,\"prompt_strength\":0.8", image, NULL, NULL);
  g_autoptr(MemoryTask) motif =
    paint ("\"prompt\":\"a forest, gouache\",\"seed\":1,\"prompt_strength\":0.8", image, NULL,
           NULL);
  g_autoptr(LimnerPicture) over = memory_decode (memory_task_get_output (manner, 0, NULL));
  g_autoptr(LimnerPicture) forest = memory_decode (memory_task_get_output (motif, 0, NULL));
  double spread = 0;

  for (int x = 0; x < SIDE; x += 8)
    spread = MAX (spread, fabs (lean (over, 1, -1, x, x + 8, 8, 56) -
                                lean (over, 1, -1, 0, SIDE, 8, 56)));
  g_assert_cmpfloat (spread, <, 12);
  g_assert_cmpfloat (distance (forest, image), >, distance (over, image));
}

/* One who is named without a place is put where the mask is; round it the picture shows, and the
 * stronger the prompt, the more of it is seen. */
static void
test_put_into (void)
{
  static const double strengths[] = { 0.2, 0.5, 0.8 };
  g_autoptr(LimnerPicture) image = make_plain (200, 200, 200);
  g_autoptr(LimnerPicture) mask = make_plain (0, 0, 0);
  double before = 255;

  for (int y = 6; y < 58; y++)
    for (int x = 6; x < 58; x++)
      memset (limner_picture_get_pixels (mask) + ((gsize) y * SIDE + x) * 4, 255, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (strengths); i++)
    {
      g_autofree char *members =
        g_strdup_printf ("\"prompt\":\"a black bear, day, gouache\",\"seed\":1,"
                         "\"prompt_strength\":%g", strengths[i]);
      g_autoptr(MemoryTask) task = paint (members, image, mask, NULL);
      g_autoptr(LimnerPicture) picture = memory_decode (memory_task_get_output (task, 0, NULL));
      double bear = lean (picture, 1, -1, 28, 36, 40, 50);

      g_test_message ("%g: %.1f, %.1f", strengths[i], bear, lean (picture, 1, -1, 8, 14, 8, 20));
      g_assert_cmpfloat (bear, <, before + 8);
      g_assert_cmpfloat (fabs (lean (picture, 1, -1, 8, 14, 8, 20) -
                               lean (image, 1, -1, 8, 14, 8, 20)), <, 25);
      before = bear;
    }
  g_assert_cmpfloat (before, <, 100);
}

static void
add_picture (struct archive *archive,
             int             index,
             LimnerPicture  *picture)
{
  g_autofree char *name = g_strdup_printf ("%d.png", index);
  g_autoptr(GBytes) png = memory_encode_png (picture);
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (gint64) g_bytes_get_size (png));
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  archive_write_data (archive, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  archive_entry_free (entry);
}

/* Trains on paintings of one prompt. */
static GBytes *
train (const char *prompt)
{
  const gsize room = 1024 * 1024;
  g_autofree guint8 *buffer = g_malloc (room);
  struct archive *archive = archive_write_new ();
  g_autoptr(MemoryTask) task = memory_task_new ("{\"seed\":3,\"steps\":3}");
  g_autoptr(GBytes) zip = NULL;
  g_autoptr(GError) error = NULL;
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, buffer, room, &used);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *members = g_strdup_printf ("\"prompt\":\"%s\",\"seed\":%d", prompt, i);
      g_autoptr(LimnerPicture) picture = paint_picture (members);

      add_picture (archive, i, picture);
    }
  archive_write_close (archive);
  archive_write_free (archive);

  zip = g_bytes_new (buffer, used);
  memory_task_set_file (task, "input_images", zip);
  limner_generators_find ("style-trainer")->run (LIMNER_GENERATOR_TASK (task), &error);
  g_assert_no_error (error);

  return g_bytes_ref (memory_task_get_output (task, 0, NULL));
}

/* What was learned from warm pictures paints warm ones, from cold pictures cold ones, whatever the
 * prompt; and learning gives the same bytes with any number of threads. */
static void
test_style_carries (void)
{
  g_autoptr(GBytes) warm = train ("desert dunes at sunset, warm colours, palette knife");
  g_autoptr(GBytes) cold = train ("sea by night, cold colours, watercolour");
  static const char members[] = "\"prompt\":\"a village by day\",\"seed\":5";
  g_autoptr(LimnerPicture) plain = paint_picture (members);
  g_autoptr(MemoryTask) warm_task = paint (members, NULL, NULL, warm);
  g_autoptr(MemoryTask) cold_task = paint (members, NULL, NULL, cold);
  g_autoptr(LimnerPicture) warm_picture =
    memory_decode (memory_task_get_output (warm_task, 0, NULL));
  g_autoptr(LimnerPicture) cold_picture =
    memory_decode (memory_task_get_output (cold_task, 0, NULL));

  g_assert_cmpfloat (warmth (warm_picture), >, warmth (plain) + 20);
  g_assert_cmpfloat (warmth (cold_picture), <, warmth (plain) - 10);
  g_assert_cmpfloat (distance (warm_picture, cold_picture), >, 20);

  for (guint threads = 1; threads <= 4; threads *= 2)
    {
      g_autoptr(GBytes) again = NULL;

      limner_parallel_set_threads (threads);
      again = train ("sea by night, cold colours, watercolour");
      g_assert_true (g_bytes_equal (cold, again));
    }
  limner_parallel_set_threads (0);
}

/* Ideas do not depend on the threads either, and a cold grammar says less than a hot one. */
static void
test_prompts (void)
{
  static const char * const temperatures[] = { "0.1", "1", "2" };
  g_autofree char *before = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (temperatures); i++)
    {
      g_autofree char *input =
        g_strdup_printf ("{\"prompt\":\"an old harbour\",\"seed\":9,\"count\":5,"
                         "\"temperature\":%s}", temperatures[i]);
      g_autofree char *text = NULL;

      for (guint threads = 1; threads <= 4; threads *= 2)
        {
          g_autoptr(MemoryTask) task = memory_task_new (input);

          limner_parallel_set_threads (threads);
          g_assert_true (limner_generators_find ("prompts")->run (LIMNER_GENERATOR_TASK (task),
                                                                  NULL));
          if (text == NULL)
            text = g_strdup (memory_task_get_text (task));
          g_assert_cmpstr (memory_task_get_text (task), ==, text);
        }
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_null (strstr (text, "  "));
      g_assert_null (strstr (text, ", ,"));
      g_assert_cmpstr (text, !=, before);
      g_free (before);
      before = g_strdup (text);
    }
  limner_parallel_set_threads (0);
}

/* What an abstract picture shows in colour is of the colours that are named. */
static void
test_named_colours (void)
{
  static const struct { const char *words; int strongest; int weakest; } cases[] = {
    { "red and black", 0, -1 }, { "blue", 2, 0 }, { "black and white", -1, -1 },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    for (int seed = 1; seed < 5; seed++)
      {
        g_autofree char *members =
          g_strdup_printf ("\"prompt\":\"abstract composition, %s, oil\",\"seed\":%d",
                           cases[k].words, seed);
        g_autoptr(LimnerPicture) picture = paint_picture (members);
        int n_other = 0;

        for (int at = 0; at < SIDE * SIDE; at++)
          {
            const guint8 *pixel = limner_picture_get_pixels (picture) + at * 4;
            int high = MAX (MAX (pixel[0], pixel[1]), pixel[2]);
            int low = MIN (MIN (pixel[0], pixel[1]), pixel[2]);

            n_other += high - low > 60 && (cases[k].strongest < 0 ||
                                           pixel[cases[k].strongest] != high ||
                                           (cases[k].weakest >= 0 &&
                                            pixel[cases[k].weakest] != low));
          }
        g_test_message ("%s, %d: %d pixels of another colour", cases[k].words, seed, n_other);
        g_assert_cmpint (n_other * 20, <, SIDE * SIDE);
      }
}

/* No idea of hundreds says a longer word twice, or puts boats into the desert. */
static void
test_prompts_make_sense (void)
{
  static const char * const apart[][2] = {
    { "desert", "boat" }, { "fruit", "fog" }, { "fruit", "birds" }, { "at night", "evening" },
    { "at night", "morning" }, { "forest path", "in the water" }, { "poppies", "winter" },
    { "autumn", "northern" }, { "snow", "petals" },
  };
  int n_lines = 0;

  for (int seed = 0; seed < 40; seed++)
    {
      g_autofree char *input = g_strdup_printf ("{\"seed\":%d,\"count\":20,\"temperature\":%s}",
                                                seed, seed % 2 == 0 ? "1" : "2");
      g_autoptr(MemoryTask) task = memory_task_new (input);
      g_auto(GStrv) lines = NULL;

      g_assert_true (limner_generators_find ("prompts")->run (LIMNER_GENERATOR_TASK (task), NULL));
      lines = g_strsplit (memory_task_get_text (task), "\n", -1);
      for (int i = 0; lines[i] != NULL && *lines[i] != '\0'; i++, n_lines++)
        {
          g_auto(GStrv) words = g_strsplit_set (lines[i], " ,", -1);

          for (int a = 0; words[a] != NULL; a++)
            for (int b = 0; b < a; b++)
              if (strlen (words[a]) > 3)
                g_assert_cmpstr (words[a], !=, words[b]);
          for (gsize k = 0; k < G_N_ELEMENTS (apart); k++)
            if (strstr (lines[i], apart[k][0]) != NULL)
              g_assert_null (strstr (lines[i], apart[k][1]));
        }
    }
  g_assert_cmpint (n_lines, ==, 800);
}

/* A subject that tells a time is given no other. */
static void
test_prompts_of_ones_own (void)
{
  g_autoptr(MemoryTask) task = memory_task_new ("{\"prompt\":\"My cat at Night\",\"seed\":4,"
                                                "\"count\":20,\"temperature\":2}");
  g_auto(GStrv) lines = NULL;

  g_assert_true (limner_generators_find ("prompts")->run (LIMNER_GENERATOR_TASK (task), NULL));
  lines = g_strsplit (memory_task_get_text (task), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 21);
  for (int i = 0; i < 20; i++)
    {
      g_assert_true (g_str_has_prefix (lines[i], "My cat at Night"));
      g_assert_null (strstr (lines[i], "morning"));
      g_assert_null (strstr (lines[i], "dusk"));
      g_assert_null (strstr (lines[i], "boat"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/painter/each-thing", test_each_thing);
  g_test_add_func ("/painter/company", test_company);
  g_test_add_func ("/painter/together", test_together);
  g_test_add_func ("/painter/own-colours", test_own_colours);
  g_test_add_func ("/painter/named-fruit", test_named_fruit);
  g_test_add_func ("/painter/negative-colour", test_negative_colour);
  g_test_add_func ("/painter/named-colours", test_named_colours);
  g_test_add_func ("/painter/comes-into-being", test_comes_into_being);
  g_test_add_func ("/painter/mask", test_mask);
  g_test_add_func ("/painter/strengths", test_strengths);
  g_test_add_func ("/painter/exposed-once", test_exposed_once);
  g_test_add_func ("/painter/place-into", test_place_into);
  g_test_add_func ("/painter/manner", test_manner);
  g_test_add_func ("/painter/put-into", test_put_into);
  g_test_add_func ("/painter/style-carries", test_style_carries);
  g_test_add_func ("/painter/prompts", test_prompts);
  g_test_add_func ("/painter/prompts-make-sense", test_prompts_make_sense);
  g_test_add_func ("/painter/prompts-of-ones-own", test_prompts_of_ones_own);

  return g_test_run ();
}
