/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-task.h"
#include "image/limner-picture-ops.h"

#include "limner-mipmap.h"

#define MAX_LEVELS 10
#define LEAST_SIDE 64

/* From so many pixels on a level is worth a second thread. */
#define SHARED_PIXELS (1024 * 1024)

/* So many rows of the picture at once: time for two threads, and to stop when that is wished. */
#define ROWS_AT_ONCE 1024

/* The levels while they are made: each from what is there of the one before. */
typedef struct
{
  LimnerPicture *levels[MAX_LEVELS];
  int            n_rows[MAX_LEVELS];   /* that are done, from the top */
  int            n_levels;
  gboolean       opaque;               /* so far */
} Levels;

/**
 * LimnerMipmap:
 *
 * A picture at half, quarter … size, so that it can be shown small quickly and without flicker. The
 * levels are made on another thread; until then only the picture itself is there. Those of a
 * picture that is being decoded can be made along with it, while its rows are still in the
 * processor's cache.
 */
struct _LimnerMipmap
{
  GObject        parent_instance;

  LimnerPicture *levels[MAX_LEVELS];   /* owned; level 0 is the picture; main thread only */
  int            n_levels;
  gboolean       opaque;
  Levels        *growing;              /* owned; of a picture that is being decoded, or NULL */
};

G_DEFINE_FINAL_TYPE (LimnerMipmap, limner_mipmap, G_TYPE_OBJECT)

/* Four channels at a time, two in each number with room to add; compilers make it wider. Returns
 * the channels' bits that are set in every pixel, which tells whether any is transparent. */
static guint32
halve_opaque_row (const guint32 *upper,
                  const guint32 *lower,
                  guint32       *row,
                  int            n)
{
  const guint32 even = 0x00ff00ffu;
  guint32 common = ~0u;

  for (int x = 0; x < n; x++)
    {
      guint32 a = upper[2 * x];
      guint32 b = upper[2 * x + 1];
      guint32 c = lower[2 * x];
      guint32 d = lower[2 * x + 1];
      guint32 low = (a & even) + (b & even) + (c & even) + (d & even) + 0x00020002u;
      guint32 high = (a >> 8 & even) + (b >> 8 & even) + (c >> 8 & even) + (d >> 8 & even) +
                     0x00020002u;

      row[x] = (low >> 2 & even) | (high >> 2 & even) << 8;
      common &= a & b & c & d;
    }
  return common;
}

/* Colours count as much as they are opaque, so that no dark rim shows. */
static void
halve_row (const guint8 *upper,
           const guint8 *lower,
           guint8       *row,
           int           n)
{
  for (int x = 0; x < n; x++, upper += 8, lower += 8, row += 4)
    {
      int alpha = upper[3] + upper[7] + lower[3] + lower[7];

      for (int k = 0; k < 3; k++)
        row[k] = alpha == 0 ? 0 : (guint8) ((upper[k] * upper[3] + upper[k + 4] * upper[7] +
                                             lower[k] * lower[3] + lower[k + 4] * lower[7] +
                                             alpha / 2) / alpha);
      row[3] = (guint8) ((alpha + 2) >> 2);
    }
}

/* Some rows of a level, made of twice as many of the level before. */
typedef struct
{
  LimnerPicture *from;
  LimnerPicture *to;
  int            first;
  int            end;
  gboolean       opaque;   /* in: what is hoped; out: whether all that was read is */
} Part;

static gpointer
halve_part (gpointer data)
{
  Part *part = data;
  int width = limner_picture_get_width (part->from);
  int height = limner_picture_get_height (part->from);
  guint32 opaque = GUINT32_FROM_LE (0xff000000u);
  guint32 common = ~0u;

  for (int y = part->first; y < part->end; y++)
    {
      const guint8 *upper = limner_picture_read_row (part->from, 2 * y);
      const guint8 *lower = limner_picture_read_row (part->from, MIN (2 * y + 1, height - 1));
      guint8 *row = limner_picture_get_pixels (part->to) + y * limner_picture_get_stride (part->to);
      guint32 last[2][2];

      if (part->opaque)
        common &= halve_opaque_row ((const guint32 *) upper, (const guint32 *) lower,
                                    (guint32 *) row, width / 2);
      else
        halve_row (upper, lower, row, width / 2);
      if (width % 2 == 0)
        continue;
      memcpy (&last[0][0], upper + 4 * (width - 1), 4);
      memcpy (&last[1][0], lower + 4 * (width - 1), 4);
      last[0][1] = last[0][0];
      last[1][1] = last[1][0];
      common &= last[0][0] & last[1][0];
      halve_row ((const guint8 *) last[0], (const guint8 *) last[1], row + width / 2 * 4, 1);
    }
  part->opaque = part->opaque && (common & opaque) == opaque;
  return NULL;
}

/* Makes rows of a level, many of them with two threads. */
static gboolean
halve_rows (LimnerPicture *from,
            LimnerPicture *to,
            int            first,
            int            end,
            gboolean       opaque)
{
  gboolean shared = (gint64) (end - first) * limner_picture_get_width (from) >= SHARED_PIXELS;
  int middle = shared ? (first + end) / 2 : end;
  Part upper = { from, to, first, middle, opaque };
  Part lower = { from, to, middle, end, opaque };
  GThread *thread = shared ? g_thread_try_new ("limner-levels", halve_part, &lower, NULL) : NULL;

  halve_part (&upper);
  if (thread != NULL)
    g_thread_join (thread);
  else
    halve_part (&lower);
  return upper.opaque && lower.opaque;
}

static void
levels_free (Levels *levels)
{
  for (int i = 0; i < levels->n_levels; i++)
    g_clear_pointer (&levels->levels[i], limner_picture_unref);
  g_free (levels);
}

/* Room for all levels; what is not written to yet takes no memory. */
static Levels *
levels_new (LimnerPicture *picture)
{
  Levels *levels = g_new0 (Levels, 1);
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);

  levels->levels[0] = limner_picture_ref (picture);
  levels->n_levels = 1;
  levels->opaque = MAX (width, height) > LEAST_SIDE || limner_picture_is_opaque (picture);
  while (levels->n_levels < MAX_LEVELS && MAX (width, height) > LEAST_SIDE)
    {
      LimnerPicture *next;

      width = (width + 1) / 2;
      height = (height + 1) / 2;
      next = limner_picture_new (width, height);
      if (next == NULL)
        break;
      levels->levels[levels->n_levels++] = next;
    }
  return levels;
}

/* Makes of all levels what the first @n_rows of the picture allow. What is opaque is halved without
 * weighing; where that hope fails, everything is made again. */
static void
levels_add (Levels *levels,
            int     n_rows)
{
  levels->n_rows[0] = MAX (levels->n_rows[0], n_rows);
  for (int i = 1; i < levels->n_levels; i++)
    {
      LimnerPicture *from = levels->levels[i - 1];
      LimnerPicture *to = levels->levels[i];
      gboolean complete = levels->n_rows[i - 1] == limner_picture_get_height (from);
      int end = complete ? limner_picture_get_height (to) : levels->n_rows[i - 1] / 2;

      if (end <= levels->n_rows[i])
        return;
      if (!halve_rows (from, to, levels->n_rows[i], end, levels->opaque) && levels->opaque)
        {
          levels->opaque = FALSE;
          memset (levels->n_rows + 1, 0, sizeof levels->n_rows - sizeof levels->n_rows[0]);
          i = 0;
          continue;
        }
      levels->n_rows[i] = end;
    }
}

static Levels *
build (LimnerPicture *picture,
       GCancellable  *cancellable)
{
  Levels *levels = levels_new (picture);
  int height = limner_picture_get_height (picture);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y += ROWS_AT_ONCE)
    levels_add (levels, MIN (y + ROWS_AT_ONCE, height));
  return levels;
}

static void
take_levels (LimnerMipmap *self,
             Levels       *levels)
{
  for (int i = 1; i < levels->n_levels; i++)
    {
      g_clear_pointer (&self->levels[i], limner_picture_unref);
      self->levels[i] = g_steal_pointer (&levels->levels[i]);
    }
  self->n_levels = levels->n_levels;
  self->opaque = levels->opaque;
}

static void
limner_mipmap_finalize (GObject *object)
{
  LimnerMipmap *self = LIMNER_MIPMAP (object);

  for (int i = 0; i < MAX_LEVELS; i++)
    g_clear_pointer (&self->levels[i], limner_picture_unref);
  g_clear_pointer (&self->growing, levels_free);

  G_OBJECT_CLASS (limner_mipmap_parent_class)->finalize (object);
}

static void
limner_mipmap_class_init (LimnerMipmapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_mipmap_finalize;
}

static void
limner_mipmap_init (LimnerMipmap *self)
{
  self->n_levels = 1;
}

/**
 * limner_mipmap_new:
 * @picture: a picture
 *
 * Makes a mipmap that has only the picture itself so far.
 *
 * Returns: (transfer full): the mipmap
 */
LimnerMipmap *
limner_mipmap_new (LimnerPicture *picture)
{
  LimnerMipmap *self;

  g_return_val_if_fail (picture != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_MIPMAP, NULL);
  self->levels[0] = limner_picture_ref (picture);
  return self;
}

/**
 * limner_mipmap_build:
 * @self: a mipmap
 *
 * Makes all levels at once: for small pictures. Blocks.
 */
void
limner_mipmap_build (LimnerMipmap *self)
{
  Levels *levels;

  g_return_if_fail (LIMNER_IS_MIPMAP (self));

  levels = build (self->levels[0], NULL);
  take_levels (self, levels);
  levels_free (levels);
}

/**
 * limner_mipmap_add_rows:
 * @self: a mipmap that nobody else has yet
 * @n_rows: so many rows of its picture are there, from the top
 *
 * Makes of the levels what can be made of a picture that is being decoded. They can be used when
 * this was called with all rows. On any thread, always the same one.
 */
void
limner_mipmap_add_rows (LimnerMipmap *self,
                        int           n_rows)
{
  g_return_if_fail (LIMNER_IS_MIPMAP (self));
  g_return_if_fail (n_rows > 0 && n_rows <= limner_picture_get_height (self->levels[0]));

  if (self->n_levels > 1)
    return;

  if (self->growing == NULL)
    self->growing = levels_new (self->levels[0]);
  levels_add (self->growing, n_rows);
  if (n_rows == limner_picture_get_height (self->levels[0]))
    {
      take_levels (self, self->growing);
      g_clear_pointer (&self->growing, levels_free);
    }
}

/**
 * limner_mipmap_dup_growing:
 * @self: a mipmap to which rows are being added
 * @side: the length in pixels of the level's longer side, at least, if the picture is as large
 *
 * Copies a level as far as it was made, to be shown until the rest is there. On the thread of
 * limner_mipmap_add_rows().
 *
 * Returns: (transfer full) (nullable): the level, with nothing below what is there; %NULL if there
 *   is none
 */
LimnerPicture *
limner_mipmap_dup_growing (LimnerMipmap *self,
                           int           side)
{
  Levels *levels;
  int i;

  g_return_val_if_fail (LIMNER_IS_MIPMAP (self), NULL);

  levels = self->growing;
  if (levels == NULL)
    return NULL;

  for (i = levels->n_levels - 1; i > 0; i--)
    if (MAX (limner_picture_get_width (levels->levels[i]),
             limner_picture_get_height (levels->levels[i])) >= side)
      break;
  return i > 0 ? limner_picture_copy (levels->levels[i]) : NULL;
}

static void
build_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_pointer (task, build (task_data, cancellable), (GDestroyNotify) levels_free);
}

/**
 * limner_mipmap_build_async:
 * @self: a mipmap
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes all levels on another thread.
 */
void
limner_mipmap_build_async (LimnerMipmap        *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_MIPMAP (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_mipmap_build_async);
  g_task_set_task_data (task, limner_picture_ref (self->levels[0]),
                        (GDestroyNotify) limner_picture_unref);
  limner_task_run_in_thread (task, build_thread);
}

/**
 * limner_mipmap_build_finish:
 * @self: a mipmap
 * @result: as passed to the callback
 * @error: return location for an error
 *
 * Ends what limner_mipmap_build_async() began.
 *
 * Returns: %TRUE if the levels are there; %FALSE when it was cancelled
 */
gboolean
limner_mipmap_build_finish (LimnerMipmap  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  Levels *levels;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  levels = g_task_propagate_pointer (G_TASK (result), error);
  if (levels == NULL)
    return FALSE;

  take_levels (self, levels);
  levels_free (levels);
  return TRUE;
}

/**
 * limner_mipmap_get_n_levels:
 * @self: a mipmap
 *
 * Tells how many levels are there by now.
 *
 * Returns: at least 1, the picture itself
 */
int
limner_mipmap_get_n_levels (LimnerMipmap *self)
{
  g_return_val_if_fail (LIMNER_IS_MIPMAP (self), 1);

  return self->n_levels;
}

/**
 * limner_mipmap_get_level:
 * @self: a mipmap
 * @level: from 0, less than the number of levels
 *
 * Gets a level.
 *
 * Returns: (transfer none): the picture at 1 / 2^level of its size
 */
LimnerPicture *
limner_mipmap_get_level (LimnerMipmap *self,
                         int           level)
{
  g_return_val_if_fail (LIMNER_IS_MIPMAP (self), NULL);
  g_return_val_if_fail (level >= 0 && level < self->n_levels, NULL);

  return self->levels[level];
}

/**
 * limner_mipmap_is_opaque:
 * @self: a mipmap
 *
 * Tells whether it is known that no pixel is transparent.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_mipmap_is_opaque (LimnerMipmap *self)
{
  g_return_val_if_fail (LIMNER_IS_MIPMAP (self), FALSE);

  return self->opaque;
}

/**
 * limner_mipmap_get_bytes:
 * @self: a mipmap
 *
 * Tells how much memory the levels take, without the picture itself.
 *
 * Returns: bytes
 */
gsize
limner_mipmap_get_bytes (LimnerMipmap *self)
{
  gsize bytes = 0;

  g_return_val_if_fail (LIMNER_IS_MIPMAP (self), 0);

  for (int i = 1; i < self->n_levels; i++)
    bytes += limner_picture_get_stride (self->levels[i]) *
             limner_picture_get_height (self->levels[i]);
  return bytes;
}
