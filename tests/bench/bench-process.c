/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "image/limner-picture-io.h"

#include "bench-process.h"

/* Runs a program to its end, without its words. FALSE if it cannot be run or fails. */
gboolean
bench_process_run (const char * const *arguments,
                   BenchCost          *cost)
{
  g_autofree char *program = g_find_program_in_path (arguments[0]);
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  GPid pid;
  int status;

  if (program == NULL ||
      !g_spawn_async (NULL, (char **) arguments, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                      G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, NULL))
    return FALSE;
  if (wait4 (pid, &status, 0, &usage) < 0)
    return FALSE;

  cost->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  cost->cpu_seconds = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                      (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  cost->megabytes = (double) usage.ru_maxrss / 1024;
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

LimnerPicture *
bench_load (const char *path)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  LimnerPicture *picture;
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  bytes = g_bytes_new_take (data, size);
  picture = limner_picture_decode (bytes, &error);
  if (picture == NULL)
    g_printerr ("%s: %s\n", path, error->message);

  return picture;
}

void
bench_save (LimnerPicture *picture,
            const char    *path)
{
  g_autoptr(GBytes) bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 100, NULL);

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       NULL);
}

/* Writes the plainest format there is, so that a peer's time is not that of a compressor. */
void
bench_save_ppm (LimnerPicture *picture,
                const char    *path)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  FILE *file = fopen (path, "wb");
  g_autofree guint8 *line = g_malloc ((gsize) width * 3);

  g_return_if_fail (file != NULL);

  fprintf (file, "P6\n%d %d\n255\n", width, height);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x < width; x++)
        {
          line[x * 3] = row[x * 4];
          line[x * 3 + 1] = row[x * 4 + 1];
          line[x * 3 + 2] = row[x * 4 + 2];
        }
      fwrite (line, 3, (gsize) width, file);
    }
  fclose (file);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

/* The files of the corpus' folder `fill` whose names end so, in order; empty without a corpus. */
GPtrArray *
bench_list (const char *suffix)
{
  const char *corpus = g_getenv ("LIMNER_CORPUS");
  g_autofree char *folder = g_build_filename (corpus != NULL ? corpus : "../shared/corpus", "fill",
                                              NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);

  return paths;
}
