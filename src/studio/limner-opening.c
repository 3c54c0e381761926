/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-file.h"
#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-preview.h"

#include "limner-opening.h"

/* Of pictures with so many pixels something is shown before they are decoded, in this size. */
#define LARGE_PICTURE (2048 * 2048)
#define PREVIEW_SIDE  1024

/* How long until the first part of a picture is shown that grows while it is decoded, µs; until the
 * next ones it is longer and longer, for drawing them takes time from decoding. */
#define FIRST_PART 30000

/**
 * LimnerOpening:
 *
 * A picture that is being read, from the moment that it is made: first previews where it is large,
 * then the picture with its smaller levels, which are made along with it. It needs no display, so
 * that reading can begin before there is one. What it has so far changes on the main thread only,
 * with #LimnerOpening::changed.
 */
struct _LimnerOpening
{
  GObject        parent_instance;

  /* Owned */
  char          *path;         /* NULL when the bytes came from elsewhere */
  GBytes        *bytes;        /* the main thread may look at it when all is done */
  LimnerPicture *preview;      /* NULL if there is none so far */
  LimnerMipmap  *levels;       /* NULL until the picture is there */
  GError        *error;        /* NULL unless it could not be read */
  GCancellable  *previewing;   /* until the picture itself comes */

  int            width;
  int            height;
  gboolean       at_start;     /* whether the processors have other things to do as well */
  gboolean       done;
};

/* What the decoding thread works with */
typedef struct
{
  LimnerOpening *opening;
  LimnerMipmap  *levels;
  int            width;
  int            height;
  gboolean       ends_preview; /* whether what is unpacked is as good as there */
  gboolean       grows;        /* whether it is shown as it comes: nothing else makes previews */
  gint64         begun;
  gint64         due;          /* when more of it is shown */
} Decoding;

/* Belongs to the thread that makes previews, or is one on its way to the main thread. */
typedef struct
{
  LimnerOpening *opening;
  LimnerPicture *picture;
  int            width;
  int            height;
} Preview;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerOpening, limner_opening, G_TYPE_OBJECT)

static Preview *
preview_new (LimnerOpening *opening,
             LimnerPicture *picture,
             int            width,
             int            height)
{
  Preview *preview = g_new0 (Preview, 1);

  preview->opening = g_object_ref (opening);
  preview->picture = picture != NULL ? limner_picture_ref (picture) : NULL;
  preview->width = width;
  preview->height = height;
  return preview;
}

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  g_clear_object (&preview->opening);
  g_clear_pointer (&preview->picture, limner_picture_unref);
  g_free (preview);
}

static gboolean
show_preview_cb (gpointer data)
{
  Preview *preview = data;
  LimnerOpening *self = preview->opening;

  if (self->done)
    return G_SOURCE_REMOVE;

  g_clear_pointer (&self->preview, limner_picture_unref);
  self->preview = limner_picture_ref (preview->picture);
  self->width = preview->width;
  self->height = preview->height;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* On any thread */
static void
send_preview (LimnerOpening *self,
              LimnerPicture *picture,
              int            width,
              int            height)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, show_preview_cb,
                   preview_new (self, picture, width, height), preview_free);
}

static void
take_preview_cb (LimnerPicture *picture,
                 gpointer       data)
{
  const Preview *preview = data;

  send_preview (preview->opening, picture, preview->width, preview->height);
}

static gpointer
preview_thread (gpointer data)
{
  Preview *preview = data;

  limner_picture_preview (preview->opening->bytes, PREVIEW_SIDE, preview->opening->previewing,
                          take_preview_cb, preview);
  preview_free (preview);
  return NULL;
}

/* Something to look at comes from a second thread where there is another processor; what comes from
 * the top to the bottom anyway is shown as it comes. */
static void
begin_preview (Decoding *decoding,
               GBytes   *bytes)
{
  const char *type = NULL;
  GThread *thread = NULL;

  if (!limner_picture_peek (bytes, &decoding->width, &decoding->height, &type, NULL) ||
      (gint64) decoding->width * decoding->height < LARGE_PICTURE)
    return;

  if (decoding->opening->at_start && g_strcmp0 (type, "image/jpeg") == 0)
    {
      Preview preview = { decoding->opening, NULL, decoding->width, decoding->height };

      limner_picture_preview (bytes, PREVIEW_SIDE, NULL, take_preview_cb, &preview);
      return;
    }
  if (g_get_num_processors () > 1 && g_strcmp0 (type, "image/webp") != 0)
    {
      Preview *preview = preview_new (decoding->opening, NULL, decoding->width, decoding->height);

      thread = g_thread_try_new ("limner-preview", preview_thread, preview, NULL);
      if (thread != NULL)
        g_thread_unref (thread);
      else
        preview_free (preview);
    }
  decoding->grows = thread == NULL;
  decoding->begun = g_get_monotonic_time ();
  decoding->due = decoding->begun + FIRST_PART;
  decoding->ends_preview = g_strcmp0 (type, "image/png") == 0;
}

static void
rows_cb (LimnerPicture *picture,
         int            n_rows,
         gpointer       data)
{
  Decoding *decoding = data;
  g_autoptr(LimnerPicture) part = NULL;

  /* Turning a picture upright made another one. */
  if (decoding->levels != NULL && limner_mipmap_get_level (decoding->levels, 0) != picture)
    g_clear_object (&decoding->levels);
  if (decoding->levels == NULL)
    decoding->levels = limner_mipmap_new (picture);
  limner_mipmap_add_rows (decoding->levels, n_rows);

  if (decoding->ends_preview)
    g_cancellable_cancel (decoding->opening->previewing);
  if (!decoding->grows || g_get_monotonic_time () < decoding->due)
    return;
  part = limner_mipmap_dup_growing (decoding->levels, PREVIEW_SIDE);
  if (part != NULL)
    send_preview (decoding->opening, part, decoding->width, decoding->height);
  decoding->due = 2 * g_get_monotonic_time () - decoding->begun;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  LimnerOpening *self = source;
  Decoding decoding = { .opening = self };
  g_autoptr(LimnerPicture) picture = NULL;
  GError *error = NULL;

  if (self->bytes == NULL)
    self->bytes = limner_file_read (self->path, LIMNER_PICTURE_MAX_BYTES, &error);
  if (self->bytes != NULL)
    {
      begin_preview (&decoding, self->bytes);
      picture = limner_picture_decode_rows (self->bytes, rows_cb, &decoding, &error);
    }
  g_cancellable_cancel (self->previewing);

  if (picture != NULL)
    g_task_return_pointer (task, g_steal_pointer (&decoding.levels), g_object_unref);
  else
    g_task_return_error (task, error);
  g_clear_object (&decoding.levels);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  LimnerOpening *self = LIMNER_OPENING (object);

  self->levels = g_task_propagate_pointer (G_TASK (result), &self->error);
  self->done = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static LimnerOpening *
begin (const char *path,
       GBytes     *bytes,
       gboolean    at_start)
{
  LimnerOpening *self = g_object_new (LIMNER_TYPE_OPENING, NULL);
  g_autoptr(GTask) task = NULL;

  self->at_start = at_start;
  self->path = g_strdup (path);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  task = g_task_new (self, NULL, read_cb, NULL);
  g_task_set_source_tag (task, begin);
  limner_task_run_in_thread (task, read_thread);
  return self;
}

static void
limner_opening_finalize (GObject *object)
{
  LimnerOpening *self = LIMNER_OPENING (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->preview, limner_picture_unref);
  g_clear_object (&self->levels);
  g_clear_error (&self->error);
  g_clear_object (&self->previewing);

  G_OBJECT_CLASS (limner_opening_parent_class)->finalize (object);
}

static void
limner_opening_class_init (LimnerOpeningClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_opening_finalize;

  /**
   * LimnerOpening::changed:
   *
   * There is more of the picture, or all, or it could not be read.
   */
  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_OPENING, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_opening_init (LimnerOpening *self)
{
  self->previewing = g_cancellable_new ();
}

/**
 * limner_opening_new_for_path:
 * @path: a file
 *
 * Begins to read a picture.
 *
 * Returns: (transfer full): the picture to come
 */
LimnerOpening *
limner_opening_new_for_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return begin (path, NULL, FALSE);
}

/**
 * limner_opening_new_at_start:
 * @path: a file
 *
 * Begins to read a picture while the program itself is still being started. Of a JPEG the preview
 * comes before the rest then: side by side both would only share what the toolkit leaves of the
 * processors.
 *
 * Returns: (transfer full): the picture to come
 */
LimnerOpening *
limner_opening_new_at_start (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return begin (path, NULL, TRUE);
}

/**
 * limner_opening_new_for_bytes:
 * @bytes: an encoded picture
 *
 * Begins to decode a picture that is in memory.
 *
 * Returns: (transfer full): the picture to come
 */
LimnerOpening *
limner_opening_new_for_bytes (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return begin (NULL, bytes, FALSE);
}

/**
 * limner_opening_get_path:
 * @self: a picture to come
 *
 * Returns: (transfer none) (nullable): the file that is read; %NULL if it was in memory
 */
const char *
limner_opening_get_path (LimnerOpening *self)
{
  g_return_val_if_fail (LIMNER_IS_OPENING (self), NULL);

  return self->path;
}

/**
 * limner_opening_get_preview:
 * @self: a picture to come
 * @width: (out): of the picture itself, in pixels
 * @height: (out): of the picture itself, in pixels
 *
 * Gets what can be shown before the picture is there; what is not known yet is transparent.
 *
 * Returns: (transfer none) (nullable): the picture made smaller, %NULL if there is nothing so far
 */
LimnerPicture *
limner_opening_get_preview (LimnerOpening *self,
                            int           *width,
                            int           *height)
{
  g_return_val_if_fail (LIMNER_IS_OPENING (self), NULL);

  *width = self->width;
  *height = self->height;
  return self->preview;
}

/**
 * limner_opening_is_done:
 * @self: a picture to come
 *
 * Returns: whether it is there, or will never be
 */
gboolean
limner_opening_is_done (LimnerOpening *self)
{
  g_return_val_if_fail (LIMNER_IS_OPENING (self), FALSE);

  return self->done;
}

/**
 * limner_opening_get_bytes:
 * @self: a picture that is there
 *
 * Returns: (transfer none): its file
 */
GBytes *
limner_opening_get_bytes (LimnerOpening *self)
{
  g_return_val_if_fail (LIMNER_IS_OPENING (self), NULL);
  g_return_val_if_fail (self->done, NULL);

  return self->bytes;
}

/**
 * limner_opening_get_levels:
 * @self: a picture to come
 *
 * Returns: (transfer none) (nullable): the picture and its smaller levels, all of them; %NULL if it
 *   is not there yet or could not be read
 */
LimnerMipmap *
limner_opening_get_levels (LimnerOpening *self)
{
  g_return_val_if_fail (LIMNER_IS_OPENING (self), NULL);

  return self->levels;
}

/**
 * limner_opening_get_error:
 * @self: a picture to come
 *
 * Returns: (transfer none) (nullable): why it could not be read
 */
const GError *
limner_opening_get_error (LimnerOpening *self)
{
  g_return_val_if_fail (LIMNER_IS_OPENING (self), NULL);

  return self->error;
}
