/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many new pictures a second come into a library with their thumbnails, on one core and on all;
 * beside it gThumb, where it is installed, with the same files on the same cores: from its first
 * thumbnail to its last, so that its start does not count, both with thumbnails as large as ours
 * and with those of half the side that it makes if it is not told otherwise. */

#include "config.h"

#include "bench-import.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "image/limner-thumbnailer.h"
#include "store/limner-store-gallery.h"

/* gThumb is done when it has made all, or none for that long. */
#define STANDSTILL_MS 5000

double
bench_now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* What all threads have used, so that a busy machine does not count */
double
bench_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  gboolean *opened = user_data;

  if (!limner_store_open_finish (LIMNER_STORE (source), result, NULL))
    g_error ("the library cannot be opened");
  *opened = TRUE;
}

LimnerStore *
bench_open_store (const char *folder)
{
  LimnerStore *store = limner_store_new (folder, folder);
  gboolean opened = FALSE;

  limner_store_open_async (store, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  return store;
}

static guint
count_cores (void)
{
  cpu_set_t cores;

  return sched_getaffinity (0, sizeof cores, &cores) == 0 ? (guint) CPU_COUNT (&cores) : 1;
}

/* Detail at all scales, as photographs have it: sums of smoothed noise. */
static GBytes *
make_photo (LimnerPictureFormat format,
            guint32             seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(LimnerPicture) noise = limner_picture_new (64, 64);
  g_autoptr(LimnerPicture) photo = NULL;
  guint8 *p = limner_picture_get_pixels (noise);

  for (int i = 0; i < 64 * 64 * 4; i++)
    p[i] = i % 4 == 3 ? 255 : (guint8) g_rand_int (rand);
  photo = limner_picture_scale (noise, 1024, 1024, LIMNER_FILTER_CUBIC);
  p = limner_picture_get_pixels (photo);
  for (int i = 0; i < 1024 * 1024 * 4; i++)
    p[i] = i % 4 == 3 ? 255 : (guint8) CLAMP (p[i] + g_rand_int_range (rand, -1, 2), 0, 255);
  return limner_picture_encode (photo, format, 88, NULL);
}

/* Each file's bytes are its own: what follows the picture counts for its checksum. */
static char *
write_photo (const char *folder,
             const char *extension,
             GBytes     *bytes,
             guint       number)
{
  g_autoptr(GByteArray) all = g_byte_array_new ();
  g_autofree char *name = g_strdup_printf ("%u.%s", number, extension);
  char *path = g_build_filename (folder, name, NULL);

  g_byte_array_append (all, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_byte_array_append (all, (const guint8 *) &number, sizeof number);
  g_file_set_contents (path, (const char *) all->data, all->len, NULL);
  return path;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_auto(GStrv) ids = limner_store_import_files_finish (LIMNER_STORE (source), result, NULL, NULL);

  if (ids == NULL)
    g_error ("pictures cannot be imported");
  *(guint *) user_data = g_strv_length (ids);
}

/* Returns how many a second. */
static double
import_ours (const char         *folder,
             const char         *extension,
             const char * const *paths,
             gsize               size)
{
  g_autofree char *cache = g_build_filename (folder, "thumbnails", NULL);
  g_autoptr(LimnerThumbnailer) thumbnailer = limner_thumbnailer_new (cache);
  g_autoptr(LimnerStore) store = bench_open_store (folder);
  guint n_imported = 0;
  double time = bench_now_ms ();
  double cpu = bench_cpu_ms ();

  limner_store_set_thumbnailer (store, thumbnailer);
  limner_store_import_files_async (store, paths, NULL, NULL, NULL, imported_cb, &n_imported);
  while (n_imported == 0)
    g_main_context_iteration (NULL, TRUE);
  time = bench_now_ms () - time;
  cpu = bench_cpu_ms () - cpu;
  g_print ("{\"bench\":\"gallery\",\"case\":\"import\",\"format\":\"%s\",\"pictures\":%u,"
           "\"kb_each\":%u,\"pictures_per_s\":%.0f,\"cpu_ms_each\":%.2f,\"cores\":%u}\n",
           extension, n_imported, (guint) (size / 1000), n_imported / time * 1e3,
           cpu / n_imported, count_cores ());
  return n_imported / time * 1e3;
}

static guint
count_thumbnails (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".png");
  return n;
}

/* The time of all threads of a process */
static double
process_cpu_ms (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  const char *rest;
  gulong user = 0;
  gulong system = 0;

  g_file_get_contents (path, &text, NULL, NULL);
  rest = text != NULL ? strrchr (text, ')') : NULL;
  if (rest != NULL)
    sscanf (rest, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  return (double) (user + system) * 1000.0 / (double) sysconf (_SC_CLK_TCK);
}

static void
watch_gthumb (GPid        pid,
              const char *thumbnails,
              int         side,
              guint       n_paths,
              double      our_rate)
{
  double first = 0;
  double last = bench_now_ms ();
  double first_cpu = 0;
  double last_cpu = 0;
  guint n_first = 0;
  guint n = 0;

  while (n < n_paths && bench_now_ms () - last < STANDSTILL_MS)
    {
      guint now = count_thumbnails (thumbnails);

      if (now > n)
        {
          last = bench_now_ms ();
          last_cpu = process_cpu_ms (pid);
          if (n == 0)
            {
              first = last;
              first_cpu = last_cpu;
              n_first = now;
            }
          n = now;
        }
      g_usleep (20000);
    }
  if (n > n_first)
    g_print ("{\"bench\":\"gallery\",\"case\":\"import-gthumb\",\"pictures\":%u,\"side\":%d,"
             "\"pictures_per_s\":%.0f,\"cpu_ms_each\":%.2f,\"cores\":%u,\"ours_to_theirs\":%.2f}\n",
             n, side, (n - n_first) / (last - first) * 1e3, (last_cpu - first_cpu) / (n - n_first),
             count_cores (), our_rate * (last - first) / 1e3 / (n - n_first));
}

/* Shows the folder in gThumb, with a cache and settings of its own. */
static void
import_theirs (const char *folder,
               const char *pictures,
               int         side,
               guint       n_paths,
               double      our_rate)
{
  g_autofree char *number = g_strdup_printf ("gthumb-%d", side);
  g_autofree char *cache = g_build_filename (folder, number, NULL);
  g_autofree char *thumbnails = g_build_filename (cache, "thumbnails",
                                                  side > 128 ? "large" : "normal", NULL);
  g_autofree char *settings = g_build_filename (cache, "glib-2.0", "settings", NULL);
  g_autofree char *keyfile = g_build_filename (settings, "keyfile", NULL);
  g_autofree char *text = g_strdup_printf ("[org/gnome/gthumb/browser]\nthumbnail-size=%d\n",
                                           side);
  const char *arguments[] = { "gthumb", pictures, NULL };
  g_auto(GStrv) environment = g_get_environ ();
  GPid pid;

  limner_file_ensure_directory (settings, NULL);
  g_file_set_contents (keyfile, text, -1, NULL);
  environment = g_environ_setenv (environment, "XDG_CACHE_HOME", cache, TRUE);
  environment = g_environ_setenv (environment, "XDG_CONFIG_HOME", cache, TRUE);
  environment = g_environ_setenv (environment, "GSETTINGS_BACKEND", "keyfile", TRUE);
  if (!g_spawn_async (NULL, (char **) arguments, environment,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                      G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, NULL))
    return;

  watch_gthumb (pid, thumbnails, side, n_paths, our_rate);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
}

static void
import (LimnerPictureFormat format,
        guint               n)
{
  const char *extension = limner_picture_format_get_extension (format);
  g_autofree char *folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  g_auto(GStrv) paths = g_new0 (char *, n + 1);
  GBytes *photos[8];
  double rate;

  limner_file_ensure_directory (pictures, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    photos[i] = make_photo (format, i);
  for (guint i = 0; i < n; i++)
    paths[i] = write_photo (pictures, extension, photos[i % 8], i);

  rate = import_ours (folder, extension, (const char * const *) paths,
                      g_bytes_get_size (photos[0]));
  import_theirs (folder, pictures, 256, n, rate);
  import_theirs (folder, pictures, 128, n, rate);
  for (guint i = 0; i < n; i++)
    g_unlink (paths[i]);
  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    g_bytes_unref (photos[i]);
}

/* The whole process, all its threads, on the first core it has */
static void
use_one_core (void)
{
  g_autoptr(GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;
  cpu_set_t cores;
  int first = 0;

  sched_getaffinity (0, sizeof cores, &cores);
  while (!CPU_ISSET (first, &cores))
    first++;
  CPU_ZERO (&cores);
  CPU_SET (first, &cores);
  while (tasks != NULL && (name = g_dir_read_name (tasks)) != NULL)
    sched_setaffinity (atoi (name), sizeof cores, &cores);
}

void
bench_import_all (void)
{
  const char *wish = g_getenv ("LIMNER_BENCH_IMPORTS");
  guint n = wish != NULL ? (guint) CLAMP (atoi (wish), 16, 100000) : 600;

  import (LIMNER_PICTURE_JPEG, n);
  import (LIMNER_PICTURE_PNG, n / 4);
  use_one_core ();
  import (LIMNER_PICTURE_JPEG, n);
  import (LIMNER_PICTURE_PNG, n / 4);
}
