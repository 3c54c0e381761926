/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "limner-generator-io.h"
#include "limner-generators.h"
#include "limner-palette.h"
#include "limner-random.h"
#include "limner-style.h"

#define MIN_PICTURES 2
#define MAX_PICTURES 50

/* What an archive may hold: more is a bomb or a mistake. */
#define MAX_ENTRIES       1000
#define MAX_ENTRY_BYTES   (64u * 1024 * 1024)
#define MAX_TOTAL_BYTES   (G_GUINT64_CONSTANT (1024) * 1024 * 1024)
#define MAX_RATIO         200
#define CHUNK             65536

/* Pictures are studied at this longer side. */
#define STUDY_SIDE        512

/* Distances at which neighbours are compared, in pixels of a studied picture. */
#define N_LAGS            24

/* About how many points the palette is chosen from: more would only take longer. */
#define MAX_PALETTE_SAMPLES 50000

/* And how many points the loss of a step is measured at. */
#define MAX_LOSS_SAMPLES    1000

typedef struct archive Archive;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

typedef struct
{
  LimnerGeneratorTask *task;
  LimnerRandom         random;
  int                  n_samples;    /* from each picture */

  GArray              *samples;      /* LimnerLab */
  double               lags[N_LAGS];
  double               lag_counts;
  double               direction;
  double               direction_weight;
  guint                n_pictures;
  guint64              n_bytes;
  gsize                archive_bytes;
} Study;

static gboolean
set_bad_archive (GError     **error,
                 const char  *why)
{
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
               "The input “input_images” cannot be used: %s.", why);
  return FALSE;
}

static gboolean
set_too_large (GError     **error,
               const char  *why)
{
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "The zip file of input “input_images” is refused: %s.", why);
  return FALSE;
}

/* Reads one entry, with limits for it and for all together. */
static GBytes *
read_entry (Study           *study,
            struct archive  *archive,
            GError         **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gssize n;

  while ((n = archive_read_data (archive, chunk, CHUNK)) > 0)
    {
      if (limner_generator_set_cancelled (study->task, error))
        return NULL;
      g_byte_array_append (bytes, chunk, (guint) n);
      study->n_bytes += (guint64) n;
      if (bytes->len > MAX_ENTRY_BYTES)
        {
          set_too_large (error, "one of its files has more than 64 MB");
          return NULL;
        }
      if (study->n_bytes > MAX_TOTAL_BYTES ||
          study->n_bytes > MAX_RATIO * (guint64) MAX (study->archive_bytes, CHUNK))
        {
          set_too_large (error, "it unpacks to far too much");
          return NULL;
        }
    }
  if (n < 0)
    {
      set_bad_archive (error, "the zip file is damaged or encrypted");
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static LimnerLab
lab_at (const LimnerPicture *picture,
        int                  x,
        int                  y)
{
  const guint8 *pixel = limner_picture_read_row (picture, y) + (gsize) x * 4;

  return limner_colour_to_lab ((LimnerColour) { pixel[0] / 255.0f, pixel[1] / 255.0f,
                                                pixel[2] / 255.0f });
}

static float
luma_at (const LimnerPicture *picture,
         int                  x,
         int                  y)
{
  const guint8 *pixel = limner_picture_read_row (picture, y) + (gsize) x * 4;

  return (0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2]) / 255.0f;
}

/* How unlike points are the farther they lie apart: broad marks stay alike for long. */
static void
study_texture (Study               *study,
               const LimnerPicture *picture)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);

  for (int i = 0; i < study->n_samples; i++)
    {
      int x = limner_random_below (&study->random, width);
      int y = limner_random_below (&study->random, height);
      float here = luma_at (picture, x, y);
      double xx = 0;
      double xy = 0;
      double yy = 0;

      for (int lag = 0; lag < N_LAGS; lag++)
        study->lags[lag] += fabsf (luma_at (picture, (x + lag + 1) % width, y) - here) +
                            fabsf (luma_at (picture, x, (y + lag + 1) % height) - here);
      study->lag_counts += 2;

      for (int v = -2; v <= 2; v++)
        for (int u = -2; u <= 2; u++)
          {
            int at_x = CLAMP (x + u, 0, width - 1);
            int at_y = CLAMP (y + v, 0, height - 1);
            double dx = luma_at (picture, MIN (at_x + 1, width - 1), at_y) -
                        luma_at (picture, MAX (at_x - 1, 0), at_y);
            double dy = luma_at (picture, at_x, MIN (at_y + 1, height - 1)) -
                        luma_at (picture, at_x, MAX (at_y - 1, 0));

            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
          }
      study->direction += sqrt ((xx - yy) * (xx - yy) + 4 * xy * xy);
      study->direction_weight += xx + yy;
    }
}

/* Decodes a picture and makes it as small as it is studied, over white. */
static void
reduce_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr(LimnerPicture) picture = limner_picture_decode (data, &error);
  g_autoptr(LimnerPicture) flat = NULL;
  int width;
  int height;

  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  flat = limner_picture_flatten (picture, 0xffffff);
  limner_picture_fit (limner_picture_get_width (flat), limner_picture_get_height (flat), STUDY_SIDE,
                      STUDY_SIDE, &width, &height);
  g_task_return_pointer (task, limner_picture_scale (flat, width, height, LIMNER_FILTER_AUTO),
                         (GDestroyNotify) limner_picture_unref);
}

static void
study_picture (Study               *study,
               const LimnerPicture *picture)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);

  for (int i = 0; i < study->n_samples; i++)
    {
      LimnerLab lab = lab_at (picture, limner_random_below (&study->random, width),
                              limner_random_below (&study->random, height));

      g_array_append_val (study->samples, lab);
    }
  study_texture (study, picture);
  study->n_pictures++;
}

/* Whether an entry can be a picture: not a folder, a hidden file or a caption. */
static gboolean
is_interesting (struct archive_entry *entry)
{
  const char *path = archive_entry_pathname_utf8 (entry);
  g_autofree char *name = NULL;

  if (archive_entry_filetype (entry) != AE_IFREG || path == NULL)
    return FALSE;

  name = g_path_get_basename (path);
  return name[0] != '.' && !g_str_has_prefix (path, "__MACOSX/") &&
  !g_str_has_suffix (name, ".txt");
}

static gboolean
study_entry (Study                *study,
             struct archive       *archive,
             struct archive_entry *entry,
             GError              **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *name = g_path_get_basename (archive_entry_pathname_utf8 (entry));
  int width;
  int height;

  if (study->n_pictures >= MAX_PICTURES)
    return set_too_large (error, "it holds more than 50 pictures");

  bytes = read_entry (study, archive, error);
  if (bytes == NULL)
    return FALSE;
  if (!limner_picture_peek (bytes, &width, &height, NULL, NULL))
    {
      limner_generator_task_log (study->task, "“%s” is not a picture and is left out.", name);
      return TRUE;
    }

  if (limner_generator_check_size (width, height, &local_error))
    picture = limner_generator_run_apart (reduce_thread, g_bytes_ref (bytes),
                                          (GDestroyNotify) g_bytes_unref,
                                          limner_generator_task_get_cancellable (study->task),
                                          &local_error);
  if (limner_generator_set_cancelled (study->task, error))
    return FALSE;
  if (picture == NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error),
                                  "“%s” in the zip file cannot be used: ", name);
      return FALSE;
    }

  study_picture (study, picture);
  limner_generator_task_log (study->task, "Picture %u: %d × %d pixels.", study->n_pictures, width,
                             height);
  return TRUE;
}

static gboolean
study_archive (Study   *study,
               GBytes  *bytes,
               GError **error)
{
  g_autoptr(Archive) archive = archive_read_new ();
  struct archive_entry *entry;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  int n_entries = 0;
  int status;

  study->archive_bytes = size;
  archive_read_support_format_zip (archive);
  if (archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    return set_bad_archive (error, "it is not a zip file");

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK ||
         status == ARCHIVE_WARN)
    {
      if (limner_generator_set_cancelled (study->task, error))
        return FALSE;
      if (++n_entries > MAX_ENTRIES)
        return set_too_large (error, "it holds more than 1000 files");
      if (is_interesting (entry) && !study_entry (study, archive, entry, error))
        return FALSE;
    }
  if (status != ARCHIVE_EOF)
    return set_bad_archive (error, n_entries == 0 ? "it is not a zip file"
                                                  : "the zip file is damaged");
  if (study->n_pictures < MIN_PICTURES)
    return set_bad_archive (error, "it has to hold at least two pictures (PNG, JPEG or WebP)");

  return TRUE;
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const float *first = a;
  const float *second = b;

  return first[0] > second[0] ? -1 : first[0] < second[0];
}

static void
sum_up_colours (const Study *study,
                LimnerStyle *style)
{
  const LimnerLab *samples = (const LimnerLab *) (gconstpointer) study->samples->data;
  LimnerLab colours[LIMNER_STYLE_COLOURS];
  float shares[LIMNER_STYLE_COLOURS];
  float order[LIMNER_STYLE_COLOURS][2];
  double sums[6] = { 0 };
  double n = study->samples->len;
  g_autofree LimnerLab *some = g_new (LimnerLab, study->samples->len);
  int n_some = 0;

  for (guint i = 0; i < study->samples->len; i += 1 + study->samples->len / MAX_PALETTE_SAMPLES)
    some[n_some++] = samples[i];
  limner_palette_choose (some, n_some, colours, shares, LIMNER_STYLE_COLOURS);
  for (int i = 0; i < LIMNER_STYLE_COLOURS; i++)
    {
      order[i][0] = shares[i];
      order[i][1] = (float) i;
    }
  qsort (order, LIMNER_STYLE_COLOURS, sizeof order[0], compare_shares);
  for (int i = 0; i < LIMNER_STYLE_COLOURS; i++)
    {
      style->shares[i] = order[i][0];
      style->colours[i] = colours[(int) order[i][1]];
    }

  for (guint i = 0; i < study->samples->len; i++)
    {
      double parts[3] = { samples[i].lightness, samples[i].a, samples[i].b };

      for (int c = 0; c < 3; c++)
        {
          sums[c] += parts[c] / n;
          sums[c + 3] += parts[c] * parts[c] / n;
        }
    }
  style->mean = (LimnerLab) { (float) sums[0], (float) sums[1], (float) sums[2] };
  style->spread = (LimnerLab) { (float) sqrt (MAX (sums[3] - sums[0] * sums[0], 0)),
                                (float) sqrt (MAX (sums[4] - sums[1] * sums[1], 0)),
                                (float) sqrt (MAX (sums[5] - sums[2] * sums[2], 0)) };
}

/* About as many of the first samples as are wanted, evenly. Returns how many they are. */
static int
pick_samples (const Study *study,
              guint        n_first,
              LimnerLab   *some)
{
  const LimnerLab *samples = (const LimnerLab *) (gconstpointer) study->samples->data;
  guint stride = 1 + n_first / MAX_LOSS_SAMPLES;
  int n_some = 0;

  for (guint i = 0; i < n_first; i += stride)
    some[n_some++] = samples[i];
  return n_some;
}

/* How far the colours of all pictures are from a palette, in the mean. */
static double
measure_loss (const LimnerLab *all,
              int              n_all,
              const LimnerLab *colours)
{
  double sum = 0;

  for (int i = 0; i < n_all; i++)
    {
      float apart;

      limner_palette_nearest (colours, LIMNER_STYLE_COLOURS, all[i], &apart);
      sum += sqrt (apart);
    }
  return sum / n_all;
}

/* Each step knows more of the pictures, one after the other, and its loss is how badly the palette
 * of what it knows fits all of them. The last one knows all.
 */
static gboolean
log_steps (const Study  *study,
           int           n_steps,
           GError      **error)
{
  LimnerLab all[MAX_LOSS_SAMPLES + 1];
  LimnerLab known[MAX_LOSS_SAMPLES + 1];
  int n_all = pick_samples (study, study->samples->len, all);

  for (int step = 1; step <= n_steps; step++)
    {
      LimnerLab colours[LIMNER_STYLE_COLOURS];
      float shares[LIMNER_STYLE_COLOURS];
      guint n_first = (guint) ((guint64) study->samples->len * (guint) step / (guint) n_steps);
      int n_known;

      if (limner_generator_set_cancelled (study->task, error))
        return FALSE;
      n_known = pick_samples (study, n_first, known);
      limner_palette_choose (known, n_known, colours, shares, LIMNER_STYLE_COLOURS);
      limner_generator_task_log (study->task, "Step %d of %d, loss: %.4f", step, n_steps,
                                 measure_loss (all, n_all, colours));
    }
  return TRUE;
}

static void
sum_up_texture (const Study *study,
                LimnerStyle *style)
{
  double plain = MAX (study->lags[N_LAGS - 1], 1e-6);
  int lag = 0;

  /* A mark ends where points are about as unlike as they ever get. */
  while (lag < N_LAGS - 1 && study->lags[lag] < 0.62 * plain)
    lag++;
  style->stroke = CLAMP (1.6f * (float) (lag + 1) / STUDY_SIDE, 0.004f, 0.08f);
  style->roughness = (float) CLAMP (1.8 * study->lags[0] / plain, 0, 1);
  style->direction = (float) CLAMP (study->direction / MAX (study->direction_weight, 1e-6), 0, 1);
}

/**
 * limner_style_trainer_run:
 * @task: a training of `limner/style-trainer`
 * @error: return location for an error
 *
 * Studies the pictures of a zip file: their palette, how broad their marks are, how rough, how
 * much of one direction. The result is a file of JSON, the weights of a version of the painter.
 * The log has a loss for each step: how far the colours of all pictures are from the palette of
 * those that the step knows.
 *
 * Returns: %TRUE when it is done
 */
gboolean
limner_style_trainer_run (LimnerGeneratorTask  *task,
                          GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GBytes) bytes = limner_generator_task_get_file (task, "input_images", &local_error);
  g_autoptr(GBytes) weights = NULL;
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (LimnerLab));
  g_autoptr(LimnerStyle) style = g_new0 (LimnerStyle, 1);
  Study study = { .task = task, .samples = samples };
  int n_steps = (int) CLAMP (limner_json_get_int (input, "steps", 20), 1, 200);

  if (limner_generator_set_cancelled (task, error))
    return FALSE;
  if (bytes == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        set_bad_archive (error, "it is missing");
      return FALSE;
    }

  study.n_samples = 100 * n_steps;
  study.random = (LimnerRandom) { limner_generator_read_seed (task) };
  limner_generator_task_progress (task, 0, 1);
  if (!study_archive (&study, bytes, error) || !log_steps (&study, n_steps, error))
    return FALSE;

  sum_up_colours (&study, style);
  sum_up_texture (&study, style);
  style->trigger_word = g_strdup (limner_json_get_string (input, "trigger_word", "TOK"));
  limner_generator_task_log (task, "Learned from %u pictures.", study.n_pictures);
  limner_generator_task_progress (task, 1, 1);
  weights = limner_style_to_bytes (style);
  limner_generator_task_emit_file (task, weights, "application/json");

  return TRUE;
}
