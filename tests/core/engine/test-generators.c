/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "engine/generators/limner-fill.h"
#include "engine/generators/limner-generator-io.h"
#include "engine/generators/limner-parallel.h"
#include "image/limner-picture-io.h"
#include "lib/memory-task.h"

/* A picture with something to see in it: a gradient, stripes and a disc. */
static LimnerPicture *
make_picture (int width,
              int height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, to += 4)
      {
        int dx = x - width / 3;
        int dy = y - height / 3;
        gboolean disc = dx * dx + dy * dy < width * width / 36;

        to[0] = (guint8) (disc ? 220 : 40 + 120 * y / height);
        to[1] = (guint8) (disc ? 80 : 90 + (x / 5 % 2) * 50);
        to[2] = (guint8) (disc ? 40 : 200 - 120 * y / height);
        to[3] = 255;
      }

  return picture;
}

/* A mask that is white in the middle. */
static LimnerPicture *
make_mask (int     width,
           int     height,
           guint8  outside,
           guint8  inside)
{
  LimnerPicture *mask = limner_picture_new (width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean in = x > width / 3 && x < 2 * width / 3 && y > height / 3 && y < 2 * height / 3;
        guint8 *pixel = limner_picture_get_pixels (mask) + ((gsize) y * width + x) * 4;

        memset (pixel, in ? inside : outside, 3);
        pixel[3] = 255;
      }

  return mask;
}

static gboolean
run (const char  *name,
     MemoryTask  *task,
     GError     **error)
{
  const LimnerGenerator *generator = limner_generators_find (name);

  g_assert_nonnull (generator);
  return generator->run (LIMNER_GENERATOR_TASK (task), error);
}

/* Runs a model that must succeed and gives its last output as a picture. */
static LimnerPicture *
run_picture (const char    *name,
             const char    *input,
             LimnerPicture *image,
             LimnerPicture *mask)
{
  g_autoptr(MemoryTask) task = memory_task_new (input);
  g_autoptr(GError) error = NULL;
  const char *mime_type;
  GBytes *bytes;

  if (image != NULL)
    memory_task_set_picture (task, "image", image);
  if (mask != NULL)
    memory_task_set_picture (task, "mask", mask);
  run (name, task, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (memory_task_get_log (task), "100%|██████████| "));
  bytes = memory_task_get_output (task, memory_task_get_n_files (task) - 1, &mime_type);
  g_assert_cmpstr (mime_type, ==, "image/png");

  return memory_decode (bytes);
}

static gboolean
is_same (LimnerPicture *a,
         LimnerPicture *b)
{
  g_assert_cmpint (limner_picture_get_width (a), ==, limner_picture_get_width (b));
  g_assert_cmpint (limner_picture_get_height (a), ==, limner_picture_get_height (b));

  return memcmp (limner_picture_get_pixels (a), limner_picture_get_pixels (b),
                 limner_picture_get_stride (a) * limner_picture_get_height (a)) == 0;
}

/* How many pixels differ where the mask is black, and where it is white. */
static void
count_changes (LimnerPicture *before,
               LimnerPicture *after,
               LimnerPicture *mask,
               guint         *outside,
               guint         *inside)
{
  gsize n = (gsize) limner_picture_get_width (before) * limner_picture_get_height (before);
  const guint8 *a = limner_picture_get_pixels (before);
  const guint8 *b = limner_picture_get_pixels (after);
  const guint8 *m = limner_picture_get_pixels (mask);

  *outside = 0;
  *inside = 0;
  for (gsize i = 0; i < n; i++)
    if (memcmp (a + i * 4, b + i * 4, 4) != 0)
      *(m[i * 4] > 127 ? inside : outside) += 1;
}

typedef struct
{
  const char *name;
  const char *input;
  gboolean    image;
  gboolean    mask;
} Case;

static const Case repeatable[] = {
  { "fill",    "{\"quality\":\"normal\",\"seed\":7}", TRUE, TRUE },
  { "fill",    "{\"quality\":\"draft\",\"seed\":7}", TRUE, TRUE },
  { "extend",  "{\"left\":20,\"right\":31,\"top\":3,\"bottom\":17,\"seed\":3}", TRUE, FALSE },
  { "painter", "{\"prompt\":\"a harbour at dawn, oil\",\"width\":120,\"height\":90,\"seed\":5}",
    FALSE, FALSE },
  { "painter", "{\"prompt\":\"forest, watercolour\",\"width\":90,\"height\":120,\"seed\":5}",
    FALSE, FALSE },
  { "painter", "{\"prompt\":\"city, pixel art\",\"width\":96,\"height\":96,\"seed\":5}",
    FALSE, FALSE },
  { "painter", "{\"prompt\":\"a meadow\",\"seed\":5,\"prompt_strength\":0.7}", TRUE, TRUE },
  { "painter", "{\"prompt\":\"a fox\",\"width\":96,\"height\":96,\"seed\":5}", FALSE, FALSE },
  { "painter", "{\"prompt\":\"portrait, pencil\",\"width\":96,\"height\":96,\"seed\":5}",
    FALSE, FALSE },
  { "painter", "{\"prompt\":\"an owl, linocut\",\"width\":96,\"height\":96,\"seed\":5}",
    FALSE, FALSE },
  { "upscale", "{\"scale\":4}", TRUE, FALSE },
  { "control", "{\"method\":\"canny\"}", TRUE, FALSE },
  { "control", "{\"method\":\"soft_edge\"}", TRUE, FALSE },
  { "control", "{\"method\":\"lines\"}", TRUE, FALSE },
  { "control", "{\"method\":\"normals\"}", TRUE, FALSE },
  { "control", "{\"method\":\"segments\"}", TRUE, FALSE },
  { "control", "{\"method\":\"scribble\"}", TRUE, FALSE },
};

static void
test_same_bytes (void)
{
  g_autoptr(LimnerPicture) image = make_picture (150, 110);
  g_autoptr(LimnerPicture) mask = make_mask (150, 110, 0, 255);

  for (gsize i = 0; i < G_N_ELEMENTS (repeatable); i++)
    {
      g_autoptr(LimnerPicture) first = NULL;

      for (guint threads = 1; threads <= 4; threads *= 2)
        {
          g_autoptr(LimnerPicture) answer = NULL;

          limner_parallel_set_threads (threads);
          answer = run_picture (repeatable[i].name, repeatable[i].input,
                                repeatable[i].image ? image : NULL,
                                repeatable[i].mask ? mask : NULL);
          if (first == NULL)
            first = limner_picture_ref (answer);
          g_assert_true (is_same (first, answer));
        }
    }
  limner_parallel_set_threads (0);
}

static void
test_outside_stays (void)
{
  g_autoptr(LimnerPicture) image = make_picture (150, 110);
  g_autoptr(LimnerPicture) mask = make_mask (150, 110, 0, 255);
  g_autoptr(LimnerPicture) none = make_mask (150, 110, 0, 0);
  const char *names[] = { "fill", "painter" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(LimnerPicture) answer =
        run_picture (names[i], "{\"seed\":1,\"prompt\":\"sunset\"}", image, mask);
      g_autoptr(LimnerPicture) same =
        run_picture (names[i], "{\"seed\":1,\"prompt\":\"sunset\"}", image, none);
      guint outside;
      guint inside;

      count_changes (image, answer, mask, &outside, &inside);
      g_assert_cmpuint (outside, ==, 0);
      g_assert_cmpuint (inside, >, 100);
      g_assert_true (is_same (image, same));
    }
}

static void
test_mask_is_scaled (void)
{
  g_autoptr(LimnerPicture) image = make_picture (120, 120);
  g_autoptr(LimnerPicture) small = make_mask (60, 60, 0, 255);
  g_autoptr(LimnerPicture) mask = make_mask (120, 120, 0, 255);
  g_autoptr(LimnerPicture) answer = run_picture ("fill", "{\"seed\":1}", image, small);
  guint outside;
  guint inside;

  count_changes (image, answer, mask, &outside, &inside);
  g_assert_cmpuint (outside, <, 130);
  g_assert_cmpuint (inside, >, 100);
}

static void
test_whole_mask_is_refused (void)
{
  g_autoptr(LimnerPicture) image = make_picture (40, 40);
  g_autoptr(LimnerPicture) all = make_mask (40, 40, 255, 255);
  const char *names[] = { "extend", "fill" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(MemoryTask) task = memory_task_new ("{}");
      g_autoptr(GError) error = NULL;

      memory_task_set_picture (task, "image", image);
      memory_task_set_picture (task, "mask", all);
      g_assert_false (run (names[i], task, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
      g_assert_cmpuint (memory_task_get_n_files (task), ==, 0);
    }
}

static void
test_tiny (void)
{
  const int sizes[][2] = { { 1, 1 }, { 1, 9 }, { 9, 1 }, { 3, 3 }, { 7, 7 }, { 8, 20 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(LimnerPicture) image = make_picture (sizes[i][0], sizes[i][1]);
      g_autoptr(LimnerPicture) mask = make_mask (sizes[i][0], sizes[i][1], 0, 255);
      g_autoptr(LimnerPicture) filled = run_picture ("fill", "{\"seed\":1}", image, mask);
      g_autoptr(LimnerPicture) wide = NULL;
      g_autoptr(LimnerPicture) painted = NULL;

      wide = run_picture ("extend", "{\"seed\":1,\"left\":2,\"bottom\":1}", image, NULL);
      g_assert_cmpint (limner_picture_get_width (wide), ==, sizes[i][0] + 2);
      g_assert_cmpint (limner_picture_get_height (wide), ==, sizes[i][1] + 1);
      painted = run_picture ("painter", "{\"seed\":1,\"prompt\":\"sea\"}", image, NULL);
      g_assert_cmpint (limner_picture_get_width (painted), ==, sizes[i][0]);
    }
}

static void
test_extend_keeps (void)
{
  g_autoptr(LimnerPicture) image = make_picture (60, 50);
  g_autoptr(LimnerPicture) wide =
    run_picture ("extend", "{\"seed\":1,\"left\":15,\"right\":0,\"top\":6,\"bottom\":0}", image,
                 NULL);
  gsize stride = limner_picture_get_stride (wide);

  g_assert_cmpint (limner_picture_get_width (wide), ==, 75);
  g_assert_cmpint (limner_picture_get_height (wide), ==, 56);
  for (int y = 0; y < 50; y++)
    g_assert_cmpmem (limner_picture_get_pixels (wide) + (gsize) (y + 6) * stride + 15 * 4, 60 * 4,
                     limner_picture_read_row (image, y), 60 * 4);
}

/* Counts the red pixels of some columns. */
static guint
count_red (LimnerPicture *picture,
           int            left,
           int            right)
{
  guint n = 0;

  for (int y = 0; y < limner_picture_get_height (picture); y++)
    for (int x = left; x < right; x++)
      {
        const guint8 *pixel = limner_picture_read_row (picture, y) + (gsize) x * 4;

        n += pixel[0] > pixel[1] + 60 && pixel[0] > pixel[2] + 60;
      }

  return n;
}

/* A kite in the sky is there once, however far the sky goes on; and the ground stays below it. */
static void
test_extend_composes (void)
{
  g_autoptr(LimnerPicture) image = limner_picture_new (96, 96);
  guint32 noise = 1;

  for (int y = 0; y < 96; y++)
    for (int x = 0; x < 96; x++)
      {
        guint8 *pixel = limner_picture_get_pixels (image) + ((gsize) y * 96 + x) * 4;
        gboolean kite = ABS (x - 40) + ABS (y - 30) < 11;
        int grain = (int) ((noise = noise * 1664525 + 1013904223) >> 28);

        pixel[0] = (guint8) (kite ? 220 : (y < 60 ? 70 : 40) + grain);
        pixel[1] = (guint8) (kite ? 40 : (y < 60 ? 120 : 110) + grain);
        pixel[2] = (guint8) (kite ? 30 : (y < 60 ? 200 : 30) + grain);
        pixel[3] = 255;
      }

  for (int seed = 1; seed <= 4; seed++)
    {
      g_autofree char *input = g_strdup_printf ("{\"seed\":%d,\"left\":96,\"right\":96}", seed);
      g_autoptr(LimnerPicture) wide = run_picture ("extend", input, image, NULL);

      g_assert_cmpuint (count_red (wide, 96, 192), >, 150);
      g_assert_cmpuint (count_red (wide, 0, 96) + count_red (wide, 192, 288), <, 30);
      for (int x = 0; x < 288; x++)
        {
          g_assert_cmpint (limner_picture_read_row (wide, 20)[x * 4 + 2], >, 20);
          g_assert_cmpint (limner_picture_read_row (wide, 50)[x * 4 + 2], >, 150);
          g_assert_cmpint (limner_picture_read_row (wide, 70)[x * 4 + 2], <, 80);
        }
    }
}

/* A piece that is too large for the memory is filled at half its size; the rest stays. */
static void
test_large_is_halved (void)
{
  g_autoptr(LimnerPicture) image = make_picture (150, 110);
  g_autoptr(LimnerPicture) mask_picture = make_mask (150, 110, 0, 255);
  g_autoptr(LimnerPlane) mask = limner_plane_from_picture (mask_picture, LIMNER_PLANE_LUMINANCE);
  LimnerFillOptions options = { .seed = 1, .max_pixels = 3000 };
  g_autoptr(LimnerPicture) answer = limner_fill_picture (image, mask, &options, NULL, NULL);
  guint outside;
  guint inside;

  count_changes (image, answer, mask_picture, &outside, &inside);
  g_assert_cmpuint (outside, ==, 0);
  g_assert_cmpuint (inside, >, 100);
}

static void
test_alpha_is_mask (void)
{
  g_autoptr(LimnerPicture) image = make_picture (60, 60);
  g_autoptr(LimnerPicture) answer = NULL;

  for (int y = 20; y < 40; y++)
    for (int x = 20; x < 40; x++)
      memset (limner_picture_get_pixels (image) + ((gsize) y * 60 + x) * 4, 0, 4);
  answer = run_picture ("fill", "{\"seed\":1}", image, NULL);
  for (int y = 0; y < 60; y++)
    for (int x = 0; x < 60; x++)
      g_assert_cmpint (limner_picture_read_row (answer, y)[x * 4 + 3], ==, 255);
}

static void
test_bad_files (void)
{
  g_autoptr(GBytes) bad = g_bytes_new_static ("no picture", 10);
  const char *names[] = { "extend", "fill", "painter" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(MemoryTask) task = memory_task_new ("{}");
      g_autoptr(GError) error = NULL;

      memory_task_set_file (task, "image", bad);
      g_assert_false (run (names[i], task, &error));
      g_assert_cmpuint (error->domain, ==, LIMNER_ERROR);
    }
}

static void
test_cancel (void)
{
  g_autoptr(LimnerPicture) image = make_picture (60, 60);
  g_autoptr(LimnerPicture) mask = make_mask (60, 60, 0, 255);
  gsize n;
  const LimnerGenerator *generators = limner_generators_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(MemoryTask) task = memory_task_new ("{\"seed\":1}");
      g_autoptr(GError) error = NULL;

      memory_task_set_picture (task, "image", image);
      memory_task_set_picture (task, "mask", mask);
      g_cancellable_cancel (memory_task_get_cancellable (task));
      g_assert_false (generators[i].run (LIMNER_GENERATOR_TASK (task), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (memory_task_get_n_files (task), ==, 0);
    }
}

/* Frames of a picture that comes into being go before the finished one; each output has its own
 * seed. */
typedef struct
{
  guint         at;            /* cancel when so many parts are done */
  GCancellable *cancellable;
  gboolean      finished;      /* Atomic */
  guint         seen;          /* parts that were done when it cancelled */
} Canceller;

static gpointer
cancel_at (gpointer data)
{
  Canceller *canceller = data;

  while (limner_parallel_get_n_done () - canceller->at > G_MAXINT &&
         !g_atomic_int_get (&canceller->finished))
    g_thread_yield ();
  g_cancellable_cancel (canceller->cancellable);
  canceller->seen = limner_parallel_get_n_done ();

  return NULL;
}

/* Runs a model of the table and cancels it when so many parts are done; returns whether it came to
 * its end all the same. */
static gboolean
run_cancelled (gsize          which,
               LimnerPicture *image,
               LimnerPicture *mask,
               guint          n_parts)
{
  g_autoptr(MemoryTask) task = memory_task_new (repeatable[which].input);
  g_autoptr(GError) error = NULL;
  Canceller canceller = {
    .at = limner_parallel_get_n_done () + n_parts,
    .cancellable = memory_task_get_cancellable (task),
  };
  GThread *thread = NULL;
  gboolean done;

  if (repeatable[which].image)
    memory_task_set_picture (task, "image", image);
  if (repeatable[which].mask)
    memory_task_set_picture (task, "mask", mask);
  thread = g_thread_new ("cancel", cancel_at, &canceller);
  done = run (repeatable[which].name, task, &error);
  g_atomic_int_set (&canceller.finished, TRUE);
  g_thread_join (thread);
  if (done)
    return TRUE;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (limner_parallel_get_n_done () - canceller.seen, <=, 2);
  return FALSE;
}

/* Wherever it is cancelled, no more parts are begun than there are threads. The first run is not
 * cancelled and tells how many parts there are. */
static void
test_cancel_anywhere (void)
{
  const guint n_places = 5;
  g_autoptr(LimnerPicture) image = make_picture (150, 110);
  g_autoptr(LimnerPicture) mask = make_mask (150, 110, 0, 255);

  limner_parallel_set_threads (2);
  for (gsize i = 0; i < G_N_ELEMENTS (repeatable); i++)
    {
      guint before = limner_parallel_get_n_done ();
      guint n_parts;

      g_assert_true (run_cancelled (i, image, mask, G_MAXINT));
      n_parts = limner_parallel_get_n_done () - before;
      for (guint place = 0; place < n_places; place++)
        run_cancelled (i, image, mask, n_parts * place / n_places);
    }
  limner_parallel_set_threads (0);
}

/* A file that takes long to be written is not waited for when nobody wants it any more. */
static void
test_large_is_emitted (void)
{
  g_autoptr(LimnerPicture) image = make_picture (1200, 900);
  g_autoptr(MemoryTask) task = memory_task_new ("{}");
  g_autoptr(MemoryTask) late = memory_task_new ("{}");
  g_autoptr(LimnerPicture) answer = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_generator_emit_picture (LIMNER_GENERATOR_TASK (task), image, &error));
  g_assert_no_error (error);
  answer = memory_decode (memory_task_get_output (task, 0, NULL));
  g_assert_true (is_same (image, answer));

  g_cancellable_cancel (memory_task_get_cancellable (late));
  g_assert_false (limner_generator_emit_picture (LIMNER_GENERATOR_TASK (late), image, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (memory_task_get_n_files (late), ==, 0);
}

typedef struct
{
  GMutex   lock;
  GCond    changed;
  guint    n_waiting;
  gboolean open;
} Gate;

static void
wait_at_gate (int      index,
              gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->n_waiting++;
  g_cond_broadcast (&gate->changed);
  while (!gate->open)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static gpointer
work_at_gate (gpointer data)
{
  limner_parallel_for (64, wait_at_gate, data, NULL);
  return NULL;
}

static void
count_part (int      index,
            gpointer data)
{
  g_atomic_int_inc ((int *) data);
}

/* A prediction whose parts take for ever does not keep another one from its own thread. */
static void
test_cores_are_shared (void)
{
  Gate gate = { .open = FALSE };
  GThread *busy[3];
  int n = 0;

  g_mutex_init (&gate.lock);
  g_cond_init (&gate.changed);
  for (gsize i = 0; i < G_N_ELEMENTS (busy); i++)
    busy[i] = g_thread_new ("busy", work_at_gate, &gate);
  g_mutex_lock (&gate.lock);
  while (gate.n_waiting < G_N_ELEMENTS (busy))
    g_cond_wait (&gate.changed, &gate.lock);
  g_mutex_unlock (&gate.lock);

  g_assert_true (limner_parallel_for (1000, count_part, &n, NULL));
  g_assert_cmpint (n, ==, 1000);

  g_mutex_lock (&gate.lock);
  gate.open = TRUE;
  g_cond_broadcast (&gate.changed);
  g_mutex_unlock (&gate.lock);
  for (gsize i = 0; i < G_N_ELEMENTS (busy); i++)
    g_thread_join (busy[i]);
  g_assert_cmpuint (gate.n_waiting, ==, 3 * 64);
  g_mutex_clear (&gate.lock);
  g_cond_clear (&gate.changed);
}

static void
test_painter_outputs (void)
{
  const char *materials[] = { "oil", "watercolour", "pixel art" };

  for (gsize i = 0; i < G_N_ELEMENTS (materials); i++)
    {
      g_autofree char *input =
        g_strdup_printf ("{\"prompt\":\"sea, %s\",\"seed\":1,\"width\":48,\"height\":48,"
                         "\"num_outputs\":2}", materials[i]);
      g_autofree char *steps =
        g_strdup_printf ("{\"prompt\":\"sea, %s\",\"seed\":1,\"width\":48,\"height\":48,"
                         "\"show_steps\":true}", materials[i]);
      g_autoptr(MemoryTask) two = memory_task_new (input);
      g_autoptr(MemoryTask) one = memory_task_new (steps);
      g_autofree char *second =
        g_strdup_printf ("{\"prompt\":\"sea, %s\",\"seed\":2,\"width\":48,\"height\":48}",
                         materials[i]);
      g_autoptr(MemoryTask) alone = memory_task_new (second);

      g_assert_true (run ("painter", two, NULL));
      g_assert_true (run ("painter", one, NULL));
      g_assert_cmpuint (memory_task_get_n_files (two), ==, 2);
      g_assert_false (g_bytes_equal (memory_task_get_output (two, 0, NULL),
                                     memory_task_get_output (two, 1, NULL)));
      g_assert_cmpuint (memory_task_get_n_files (one), >=, 3);
      g_assert_true (g_bytes_equal (memory_task_get_output (two, 0, NULL),
                                    memory_task_get_output (one, memory_task_get_n_files (one) - 1,
                                                            NULL)));
      g_assert_nonnull (strstr (memory_task_get_log (two), "Using seed: 1\n"));
      g_assert_nonnull (strstr (memory_task_get_log (two), "| 48/48 ["));
      g_assert_nonnull (strstr (memory_task_get_log (two), "Picture 2: seed 2\n"));
      g_assert_true (run ("painter", alone, NULL));
      g_assert_true (g_bytes_equal (memory_task_get_output (two, 1, NULL),
                                    memory_task_get_output (alone, 0, NULL)));
      g_assert_null (strstr (memory_task_get_log (one), "Picture 1"));
    }
}

/* A strength of 0 gives the picture back; the more of it, the less of the picture is left. */
static void
test_prompt_strength (void)
{
  g_autoptr(LimnerPicture) image = make_picture (64, 64);
  guint64 last = 0;

  for (int strength = 0; strength <= 10; strength += 5)
    {
      g_autofree char *input = g_strdup_printf ("{\"prompt\":\"night\",\"seed\":1,"
                                                "\"prompt_strength\":%.1f}", strength / 10.0);
      g_autoptr(LimnerPicture) answer = run_picture ("painter", input, image, NULL);
      const guint8 *a = limner_picture_get_pixels (image);
      const guint8 *b = limner_picture_get_pixels (answer);
      guint64 apart = 0;

      for (gsize i = 0; i < 64 * 64 * 4; i++)
        apart += (guint64) ABS (a[i] - b[i]);
      if (strength == 0)
        g_assert_cmpuint (apart, ==, 0);
      else
        g_assert_cmpuint (apart, >, last);
      last = apart;
    }
}

static void
test_prompts (void)
{
  const char *inputs[] = {
    "{\"prompt\":\"a fox\",\"seed\":1,\"count\":4}",
    "{\"prompt\":\"a fox\",\"seed\":2,\"count\":4}",
    "{\"prompt\":\"a fox\",\"seed\":1,\"count\":4,\"temperature\":2}",
  };
  char *texts[G_N_ELEMENTS (inputs)];
  g_auto(GStrv) lines = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr(MemoryTask) task = memory_task_new (inputs[i]);
      g_autoptr(MemoryTask) again = memory_task_new (inputs[i]);

      g_assert_true (run ("prompts", task, NULL));
      g_assert_true (run ("prompts", again, NULL));
      g_assert_cmpstr (memory_task_get_text (task), ==, memory_task_get_text (again));
      texts[i] = g_strdup (memory_task_get_text (task));
    }
  g_assert_cmpstr (texts[0], !=, texts[1]);
  g_assert_cmpstr (texts[0], !=, texts[2]);
  lines = g_strsplit (texts[0], "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  for (int i = 0; i < 4; i++)
    g_assert_true (g_str_has_prefix (lines[i], "a fox"));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

static void
test_table (void)
{
  gsize n;
  const LimnerGenerator *generators = limner_generators_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) schema =
        g_resources_lookup_data (generators[i].schema_resource, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (schema), >, 1000);
      g_assert_true (limner_generators_find (generators[i].name) == &generators[i]);
      if (i > 0)
        g_assert_cmpstr (generators[i - 1].name, <, generators[i].name);
    }
  g_assert_null (limner_generators_find ("nothing"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/generators/table", test_table);
  g_test_add_func ("/generators/same-bytes", test_same_bytes);
  g_test_add_func ("/generators/outside-stays", test_outside_stays);
  g_test_add_func ("/generators/mask-is-scaled", test_mask_is_scaled);
  g_test_add_func ("/generators/whole-mask-is-refused", test_whole_mask_is_refused);
  g_test_add_func ("/generators/tiny", test_tiny);
  g_test_add_func ("/generators/extend-keeps", test_extend_keeps);
  g_test_add_func ("/generators/extend-composes", test_extend_composes);
  g_test_add_func ("/generators/large-is-halved", test_large_is_halved);
  g_test_add_func ("/generators/alpha-is-mask", test_alpha_is_mask);
  g_test_add_func ("/generators/bad-files", test_bad_files);
  g_test_add_func ("/generators/cancel", test_cancel);
  g_test_add_func ("/generators/cancel-anywhere", test_cancel_anywhere);
  g_test_add_func ("/generators/large-is-emitted", test_large_is_emitted);
  g_test_add_func ("/generators/cores-are-shared", test_cores_are_shared);
  g_test_add_func ("/generators/painter-outputs", test_painter_outputs);
  g_test_add_func ("/generators/prompt-strength", test_prompt_strength);
  g_test_add_func ("/generators/prompts", test_prompts);

  return g_test_run ();
}
