/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws the sheets by which people judge the built-in engine: every fill and extension of the
 * corpus beside its truth, 24 paintings, paintings in three learned manners, and the control
 * pictures. Arguments: the folder, and prompts if a sheet of these is wanted instead. */

#include "config.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "engine/generators/limner-fill.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "lib/memory-task.h"

#define FILL_WIDTH     320
#define FILL_HEIGHT    240
#define PAINTING_SIDE  360
#define PAINTED_SIDE   720
#define N_COLUMNS      6
#define STUDIED_SIDE   400
#define N_STUDIED      4

static const struct
{
  const char *prompt;
  int         seed;
} paintings[] = {
  { "a harbour at dawn, oil on canvas", 1 },
  { "mountains over a lake, watercolour", 4 },
  { "a cute fox in the snow", 7 },
  { "portrait of a young woman with red hair", 1 },
  { "ein Hund im Park", 6 },
  { "a still life with apples and a blue jug, oil", 12 },
  { "sunflowers in a vase, van gogh style", 4 },
  { "desert dunes at sunset, oil", 7 },
  { "a horse on the beach at sunset", 1 },
  { "an avenue in autumn with a walker, golden hour, oil", 9 },
  { "a city street at night in the rain, oil", 11 },
  { "a koi pond with water lilies, oil", 15 },
  { "towering clouds and a balloon, day, gouache", 15 },
  { "un gato en la ventana", 5 },
  { "a galaxy with planets", 17 },
  { "abstract composition, red and black", 18 },
  { "an owl in the forest", 8 },
  { "northern lights over a frozen lake", 2 },
  { "a lighthouse, ink wash on paper", 3 },
  { "an old man with a white beard, pencil", 4 },
  { "a harbour at dusk, pixel art", 1 },
  { "desert dunes, travel poster", 7 },
  { "a red bird on a branch in winter", 9 },
  { "mountains, linocut", 21 },
};

static void
paste (LimnerPicture       *sheet,
       const LimnerPicture *picture,
       int                  left,
       int                  top)
{
  gsize stride = limner_picture_get_stride (sheet);

  for (int y = 0; y < limner_picture_get_height (picture); y++)
    memcpy (limner_picture_get_pixels (sheet) + (gsize) (top + y) * stride + (gsize) left * 4,
            limner_picture_read_row (picture, y), limner_picture_get_stride (picture));
}

static void
paste_scaled (LimnerPicture       *sheet,
              const LimnerPicture *picture,
              int                  width,
              int                  height,
              int                  left,
              int                  top)
{
  g_autoptr(LimnerPicture) small =
    limner_picture_scale (picture, width, height, LIMNER_FILTER_AREA);

  paste (sheet, small, left, top);
}

static void
save (LimnerPicture *sheet,
      const char    *folder,
      const char    *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GBytes) bytes = memory_encode_png (sheet);
  g_autoptr(GError) error = NULL;

  if (!limner_file_write (path, bytes, &error))
    g_printerr ("%s\n", error->message);
  else
    g_print ("%s\n", path);
}

/* Paints one prompt, in a manner that was learned if there are weights, or returns NULL. */
static LimnerPicture *
paint (const char *prompt,
       int         seed,
       GBytes     *weights)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *input = NULL;
  g_autoptr(MemoryTask) task = NULL;
  g_autoptr(GError) error = NULL;

  json_object_set_string_member (values, "prompt", prompt);
  json_object_set_int_member (values, "seed", seed);
  json_object_set_int_member (values, "width", PAINTED_SIDE);
  json_object_set_int_member (values, "height", PAINTED_SIDE);
  input = limner_json_object_to_string (values, FALSE);
  task = memory_task_new (input);
  if (weights != NULL)
    memory_task_set_file (task, "replicate_weights", weights);
  if (!limner_generators_find ("painter")->run (LIMNER_GENERATOR_TASK (task), &error))
    {
      g_printerr ("%s: %s\n", prompt, error->message);
      return NULL;
    }

  return memory_decode (memory_task_get_output (task, 0, NULL));
}

/* A sheet of the prompts given, or without any of those above. */
static void
draw_paintings (const char         *folder,
                const char * const *prompts,
                int                 n_prompts)
{
  int n = n_prompts > 0 ? n_prompts : (int) G_N_ELEMENTS (paintings);
  int n_rows = (n + N_COLUMNS - 1) / N_COLUMNS;
  g_autoptr(LimnerPicture) sheet = limner_picture_new (N_COLUMNS * PAINTING_SIDE,
                                                       n_rows * PAINTING_SIDE);

  for (int i = 0; i < n; i++)
    {
      g_autoptr(LimnerPicture) painting =
        n_prompts > 0 ? paint (prompts[i], 1, NULL)
                       : paint (paintings[i].prompt, paintings[i].seed, NULL);

      if (painting != NULL)
        paste_scaled (sheet, painting, PAINTING_SIDE, PAINTING_SIDE,
                      i % N_COLUMNS * PAINTING_SIDE, i / N_COLUMNS * PAINTING_SIDE);
    }
  save (sheet, folder, n_prompts > 0 ? "engine-prompts.png" : "engine-paintings.png");
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* The names of the masks of the corpus, in order. */
static GPtrArray *
list_masks (const char *corpus)
{
  g_autoptr(GDir) dir = g_dir_open (corpus, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".mask.png"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static void
draw_fill (LimnerPicture *sheet,
           const char    *corpus,
           const char    *name,
           int            left,
           int            top)
{
  g_autofree char *stem = g_strndup (name, strchr (name, '.') - name);
  g_autofree char *mask_path = g_build_filename (corpus, name, NULL);
  g_autofree char *file = g_strconcat (stem, ".png", NULL);
  g_autofree char *path = g_build_filename (corpus, file, NULL);
  g_autoptr(LimnerPicture) truth = memory_load (path);
  g_autoptr(LimnerPicture) mask_picture = memory_load (mask_path);
  g_autoptr(LimnerPlane) mask = limner_plane_from_picture (mask_picture, LIMNER_PLANE_LUMINANCE);
  g_autoptr(LimnerPicture) answer = NULL;
  LimnerFillOptions options = {
    .quality = LIMNER_FILL_NORMAL,
    .seed = 1,
    .extending = strstr (name, ".out.") != NULL,
  };

  answer = limner_fill_picture (truth, mask, &options, NULL, NULL);
  paste_scaled (sheet, answer, FILL_WIDTH, FILL_HEIGHT, left, top);
  paste_scaled (sheet, truth, FILL_WIDTH, FILL_HEIGHT, left + FILL_WIDTH, top);
}

static void
draw_fills (const char *folder)
{
  const char *root = g_getenv ("LIMNER_CORPUS");
  g_autofree char *corpus = g_build_filename (root != NULL ? root : "../shared/corpus", "fill",
                                              NULL);
  g_autoptr(GPtrArray) names = list_masks (corpus);
  g_autoptr(LimnerPicture) sheet = NULL;

  if (names->len == 0)
    {
      g_printerr ("There are no pictures in %s, so no fills are drawn.\n", corpus);
      return;
    }
  sheet = limner_picture_new (6 * FILL_WIDTH, (int) (names->len + 2) / 3 * FILL_HEIGHT);
  for (guint i = 0; i < names->len; i++)
    draw_fill (sheet, corpus, g_ptr_array_index (names, i), (int) (i % 3) * 2 * FILL_WIDTH,
               (int) (i / 3) * FILL_HEIGHT);
  save (sheet, folder, "engine-fills.png");
}

/* The first two pictures of the corpus, each with what every method draws of it. */
static void
draw_controls (const char *folder)
{
  static const char * const methods[] = { "canny", "soft_edge", "lines", "normals", "segments",
                                          "scribble" };
  static const char * const files[] = { "04_boats.png", "08_cups.png" };
  const char *root = g_getenv ("LIMNER_CORPUS");
  g_autoptr(LimnerPicture) sheet =
    limner_picture_new (((int) G_N_ELEMENTS (methods) + 1) * FILL_WIDTH,
                        (int) G_N_ELEMENTS (files) * FILL_HEIGHT);

  for (int row = 0; row < (int) G_N_ELEMENTS (files); row++)
    {
      g_autofree char *path = g_build_filename (root != NULL ? root : "../shared/corpus", "fill",
                                                files[row], NULL);
      g_autoptr(LimnerPicture) picture = NULL;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      picture = memory_load (path);
      paste_scaled (sheet, picture, FILL_WIDTH, FILL_HEIGHT, 0, row * FILL_HEIGHT);
      for (int i = 0; i < (int) G_N_ELEMENTS (methods); i++)
        {
          g_autofree char *input = g_strdup_printf ("{\"method\":\"%s\"}", methods[i]);
          g_autoptr(MemoryTask) task = memory_task_new (input);
          g_autoptr(LimnerPicture) drawn = NULL;

          memory_task_set_picture (task, "image", picture);
          if (!limner_generators_find ("control")->run (LIMNER_GENERATOR_TASK (task), NULL))
            continue;
          drawn = memory_decode (memory_task_get_output (task, 0, NULL));
          paste_scaled (sheet, drawn, FILL_WIDTH, FILL_HEIGHT, (i + 1) * FILL_WIDTH,
                        row * FILL_HEIGHT);
        }
    }
  save (sheet, folder, "engine-controls.png");
}

/* One of three manners, drawn plainly: dark with long strokes of light, flat blocks of red, cream
 * and black, or pale with fine upright grain. */
static LimnerPicture *
draw_manner (int     manner,
             guint32 seed)
{
  static const guint8 blocks[][3] = { { 196, 40, 30 }, { 240, 226, 196 }, { 28, 26, 30 },
                                      { 222, 150, 50 } };
  LimnerPicture *picture = limner_picture_new (STUDIED_SIDE, STUDIED_SIDE);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  int turn = g_rand_int_range (rand, 0, 60);

  for (int at = 0; at < STUDIED_SIDE * STUDIED_SIDE; at++)
    {
      guint8 *to = limner_picture_get_pixels (picture) + (gsize) at * 4;
      int x = at % STUDIED_SIDE + turn;
      int y = at / STUDIED_SIDE + turn;
      guint32 streak = (guint32) (y / 3 * 7919 + x / 40 * 104729) * 2654435761u >> 24;
      int grain = g_rand_int_range (rand, 0, 50);

      if (manner == 0)
        {
          to[0] = (guint8) (streak > 215 ? 230 : 14 + streak / 12);
          to[1] = (guint8) (streak > 215 ? 200 : 20 + streak / 9);
          to[2] = (guint8) (streak > 215 ? 90 : 60 + streak / 4);
        }
      else if (manner == 1)
        {
          memcpy (to, blocks[(x / 70 * 5 + y / 90 * 3) % 4], 3);
        }
      else
        {
          to[0] = (guint8) (190 + x % 3 * 8 + grain / 2);
          to[1] = (guint8) (200 + x % 3 * 6 + grain / 3);
          to[2] = (guint8) (180 + (y / 60 % 2) * 20 + grain / 2);
        }
      to[3] = 255;
    }

  return picture;
}

static GBytes *
train (LimnerPicture *pictures[N_STUDIED])
{
  const gsize room = 4 * 1024 * 1024;
  g_autofree guint8 *buffer = g_malloc (room);
  struct archive *archive = archive_write_new ();
  g_autoptr(MemoryTask) task = memory_task_new ("{\"seed\":1,\"steps\":40}");
  g_autoptr(GBytes) zip = NULL;
  g_autoptr(GError) error = NULL;
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, buffer, room, &used);
  for (int i = 0; i < N_STUDIED; i++)
    {
      g_autoptr(GBytes) png = memory_encode_png (pictures[i]);
      g_autofree char *name = g_strdup_printf ("%d.png", i);
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, name);
      archive_entry_set_size (entry, (gint64) g_bytes_get_size (png));
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_write_header (archive, entry);
      archive_write_data (archive, g_bytes_get_data (png, NULL), g_bytes_get_size (png));
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  zip = g_bytes_new (buffer, used);
  memory_task_set_file (task, "input_images", zip);
  if (!limner_generators_find ("style-trainer")->run (LIMNER_GENERATOR_TASK (task), &error))
    {
      g_printerr ("%s\n", error->message);
      return NULL;
    }

  return g_bytes_ref (memory_task_get_output (task, 0, NULL));
}

/* Three manners: in each row one of the pictures that it was learned from, and paintings in it. */
static void
draw_styles (const char *folder)
{
  static const char * const prompts[] = {
    "mountains over a lake, oil", "a harbour, oil", "an old man with a white beard, oil",
    "a red fox in a meadow, oil",
  };
  g_autoptr(LimnerPicture) sheet =
    limner_picture_new (((int) G_N_ELEMENTS (prompts) + 1) * PAINTING_SIDE, 3 * PAINTING_SIDE);

  for (int manner = 0; manner < 3; manner++)
    {
      LimnerPicture *pictures[N_STUDIED];
      g_autoptr(GBytes) weights = NULL;

      for (int i = 0; i < N_STUDIED; i++)
        pictures[i] = draw_manner (manner, (guint32) i);
      weights = train (pictures);
      paste_scaled (sheet, pictures[0], PAINTING_SIDE, PAINTING_SIDE, 0, manner * PAINTING_SIDE);
      for (int i = 0; i < N_STUDIED; i++)
        limner_picture_unref (pictures[i]);
      for (int i = 0; i < (int) G_N_ELEMENTS (prompts) && weights != NULL; i++)
        {
          g_autoptr(LimnerPicture) painting = paint (prompts[i], 3, weights);

          if (painting != NULL)
            paste_scaled (sheet, painting, PAINTING_SIDE, PAINTING_SIDE, (i + 1) * PAINTING_SIDE,
                          manner * PAINTING_SIDE);
        }
    }
  save (sheet, folder, "engine-styles.png");
}

int
main (int   argc,
      char *argv[])
{
  const char *folder = argc > 1 ? argv[1] : "_shots";

  if (argc > 2)
    {
      draw_paintings (folder, (const char * const *) argv + 2, argc - 2);
      return 0;
    }
  draw_paintings (folder, NULL, 0);
  draw_styles (folder);
  draw_fills (folder);
  draw_controls (folder);

  return 0;
}
