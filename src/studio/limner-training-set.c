/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "limner-training-set.h"

/** The largest file that is taken, in bytes. */
#define MAX_FILE (64 * 1024 * 1024)

/** In how many of 64 bits the prints of two pictures that look alike may differ. */
#define MAX_ALIKE_BITS 6

/**
 * LimnerTrainingSet:
 *
 * The pictures that a model is to learn from. They are kept in the library as soon as they are
 * added, so a training can go on after a restart whatever became of the files.
 */
struct _LimnerTrainingSet
{
  GObject      parent_instance;

  /* Owned */
  LimnerStore *store;
  GPtrArray   *pictures;
};

static void limner_training_set_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerTrainingSet, limner_training_set, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_training_set_list_model_init))

/* What a thread found in one file, before the library has it. */
typedef struct
{
  GBytes  *bytes;
  int      width;
  int      height;
  guint64  n_bytes;
  guint64  print;
} Reading;

/* Files on their way into the set, one after the other. */
typedef struct
{
  GPtrArray *files;
  guint      next;
  GPtrArray *refused;     /* (element-type LimnerTrainingRefused) */
  Reading    reading;
} Adding;

static void read_next (GTask *task);

static void
free_refused (gpointer data)
{
  LimnerTrainingRefused *refused = data;

  g_free (refused->name);
  g_free (refused);
}

/* The file that was looked at last is left out. */
static void
refuse (Adding                *adding,
        LimnerTrainingRefusal  why)
{
  LimnerTrainingRefused *refused = g_new0 (LimnerTrainingRefused, 1);
  g_autofree char *name = g_file_get_basename (g_ptr_array_index (adding->files,
                                                                  adding->next - 1));

  refused->name = g_filename_display_name (name != NULL ? name : "");
  refused->why = why;
  g_ptr_array_add (adding->refused, refused);
}

static void
free_adding (gpointer data)
{
  Adding *adding = data;

  g_clear_pointer (&adding->refused, g_ptr_array_unref);
  g_clear_pointer (&adding->files, g_ptr_array_unref);
  g_clear_pointer (&adding->reading.bytes, g_bytes_unref);
  g_free (adding);
}

/* Which of neighbouring points is lighter, on a picture of 9 × 8: the same for the same picture in
 * another size or quality. */
static guint64
take_print (const LimnerPicture *picture)
{
  g_autoptr(LimnerPicture) small = limner_picture_scale (picture, 9, 8, LIMNER_FILTER_AREA);
  guint64 print = 0;

  for (int y = 0; y < 8; y++)
    {
      const guint8 *row = limner_picture_read_row (small, y);

      for (int x = 0; x < 8; x++)
        {
          int here = 2 * row[4 * x] + 5 * row[4 * x + 1] + row[4 * x + 2];
          int next = 2 * row[4 * x + 4] + 5 * row[4 * x + 5] + row[4 * x + 6];

          print = print << 1 | (here > next);
        }
    }
  return print;
}

/* Trainers read PNG, JPEG and WebP; other pictures become PNG. */
static gboolean
read_picture (GFile         *file,
              GCancellable  *cancellable,
              Reading       *reading,
              GError       **error)
{
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  const char *type = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                            cancellable, error);
  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) > MAX_FILE)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE, "The file is too large");
      return FALSE;
    }

  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL ||
      !limner_picture_peek (bytes, &reading->width, &reading->height, &type, error))
    return FALSE;

  picture = limner_picture_decode_at_least (bytes, 32, error);
  if (picture == NULL)
    return FALSE;

  reading->print = take_print (picture);
  if (g_strcmp0 (type, "image/png") != 0 && g_strcmp0 (type, "image/jpeg") != 0 &&
      g_strcmp0 (type, "image/webp") != 0)
    {
      g_autoptr(LimnerPicture) whole = limner_picture_decode (bytes, error);

      reading->bytes = whole != NULL
                       ? limner_picture_encode (whole, LIMNER_PICTURE_PNG, 100, error) : NULL;
    }
  else
    {
      reading->bytes = g_bytes_ref (bytes);
    }
  reading->n_bytes = reading->bytes != NULL ? g_bytes_get_size (reading->bytes) : 0;
  return reading->bytes != NULL;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  Reading *reading = g_new0 (Reading, 1);

  if (read_picture (data, cancellable, reading, &error))
    {
      g_task_return_pointer (task, reading, g_free);
      return;
    }

  g_free (reading);
  g_task_return_error (task, error);
}

static gboolean
has_reference (LimnerTrainingSet *self,
               const char        *reference)
{
  for (guint i = 0; i < self->pictures->len; i++)
    if (g_str_equal (reference, limner_training_picture_get_reference (
                       g_ptr_array_index (self->pictures, i))))
      return TRUE;
  return FALSE;
}

static guint
count_bits (guint64 value)
{
  return (guint) __builtin_popcountll (value);
}

static gboolean
is_like_an_earlier_one (LimnerTrainingSet *self,
                        guint              index)
{
  guint64 print = limner_training_picture_get_print (g_ptr_array_index (self->pictures, index));

  for (guint i = 0; i < index; i++)
    {
      LimnerTrainingPicture *other = g_ptr_array_index (self->pictures, i);

      if (count_bits (print ^ limner_training_picture_get_print (other)) <= MAX_ALIKE_BITS)
        return TRUE;
    }
  return FALSE;
}

/* All that follows a picture may have looked like it. */
static void
changed (LimnerTrainingSet *self,
         guint              position,
         guint              n_removed,
         guint              n_added)
{
  for (guint i = position; i < self->pictures->len; i++)
    limner_training_picture_set_alike (g_ptr_array_index (self->pictures, i),
                                       is_like_an_earlier_one (self, i));
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
append (LimnerTrainingSet     *self,
        LimnerTrainingPicture *picture)
{
  g_ptr_array_add (self->pictures, picture);
  changed (self, self->pictures->len - 1, 0, 1);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerTrainingSet *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  g_autofree char *reference = NULL;
  GError *error = NULL;
  g_autofree char *sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);

  g_clear_pointer (&adding->reading.bytes, g_bytes_unref);
  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  reference = g_strconcat ("blob:", sha256, NULL);
  if (has_reference (self, reference))
    refuse (adding, LIMNER_TRAINING_REFUSAL_THERE);
  else if (self->pictures->len >= LIMNER_TRAINING_MAX_PICTURES)
    refuse (adding, LIMNER_TRAINING_REFUSAL_TOO_MANY);
  else
    append (self, limner_training_picture_new (reference, adding->reading.width,
                                               adding->reading.height, adding->reading.n_bytes,
                                               adding->reading.print));
  read_next (g_steal_pointer (&task));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerTrainingSet *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree Reading *reading = g_task_propagate_pointer (G_TASK (result), &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_task_return_error_if_cancelled (task))
    {
      if (reading != NULL)
        g_bytes_unref (reading->bytes);
      return;
    }

  if (reading == NULL)
    {
      g_debug ("A file is no picture: %s", error->message);
      refuse (adding, LIMNER_TRAINING_REFUSAL_NO_PICTURE);
      read_next (g_steal_pointer (&task));
      return;
    }

  adding->reading = *reading;
  limner_store_put_blob_async (self->store, adding->reading.bytes, cancellable, kept_cb,
                               g_steal_pointer (&task));
}

/* Takes the task. */
static void
read_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Adding *adding = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GTask) reading = NULL;

  if (adding->next == adding->files->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  reading = g_task_new (NULL, cancellable, read_cb, g_steal_pointer (&owned));
  g_task_set_source_tag (reading, read_next);
  g_task_set_task_data (reading, g_object_ref (g_ptr_array_index (adding->files, adding->next++)),
                        g_object_unref);
  limner_task_run_in_thread (reading, read_thread);
}

static GType
limner_training_set_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_TRAINING_PICTURE;
}

static guint
limner_training_set_get_n_items (GListModel *model)
{
  return LIMNER_TRAINING_SET (model)->pictures->len;
}

static gpointer
limner_training_set_get_item (GListModel *model,
                              guint       position)
{
  LimnerTrainingSet *self = LIMNER_TRAINING_SET (model);

  return position < self->pictures->len
         ? g_object_ref (g_ptr_array_index (self->pictures, position)) : NULL;
}

static void
limner_training_set_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_training_set_get_item_type;
  iface->get_n_items = limner_training_set_get_n_items;
  iface->get_item = limner_training_set_get_item;
}

static void
limner_training_set_finalize (GObject *object)
{
  LimnerTrainingSet *self = LIMNER_TRAINING_SET (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_training_set_parent_class)->finalize (object);
}

static void
limner_training_set_class_init (LimnerTrainingSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_training_set_finalize;
}

static void
limner_training_set_init (LimnerTrainingSet *self)
{
  self->pictures = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * limner_training_set_new:
 * @store: the library that keeps the pictures
 *
 * Returns: (transfer full): a set without pictures
 */
LimnerTrainingSet *
limner_training_set_new (LimnerStore *store)
{
  LimnerTrainingSet *self;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);

  self = g_object_new (LIMNER_TYPE_TRAINING_SET, NULL);
  self->store = g_object_ref (store);
  return self;
}

/**
 * limner_training_set_add_async:
 * @self: a set
 * @files: (element-type GFile): pictures; the list may change afterwards
 * @cancellable: (nullable): to stop
 * @callback: called when all were looked at
 * @user_data: for @callback
 *
 * Adds pictures, read on a thread one after the other. What is no picture, is there already or
 * would be too much is left out.
 */
void
limner_training_set_add_async (LimnerTrainingSet   *self,
                               GListModel          *files,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Adding *adding;

  g_return_if_fail (LIMNER_IS_TRAINING_SET (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_training_set_add_async);
  adding = g_new0 (Adding, 1);
  adding->refused = g_ptr_array_new_with_free_func (free_refused);
  adding->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (adding->files, g_list_model_get_item (files, i));
  g_task_set_task_data (task, adding, free_adding);
  read_next (g_steal_pointer (&task));
}

/**
 * limner_training_set_add_finish:
 * @self: a set
 * @result: the result
 * @refused: (out) (optional) (transfer full) (element-type LimnerTrainingRefused): what was left
 *   out, and why; empty if nothing was
 * @error: return location for an error
 *
 * Ends limner_training_set_add_async().
 *
 * Returns: %TRUE when all were looked at; %FALSE when the library could not keep one
 */
gboolean
limner_training_set_add_finish (LimnerTrainingSet  *self,
                                GAsyncResult       *result,
                                GPtrArray         **refused,
                                GError            **error)
{
  Adding *adding;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  adding = g_task_get_task_data (G_TASK (result));
  if (refused != NULL)
    *refused = g_ptr_array_ref (adding->refused);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_training_set_remove:
 * @self: a set
 * @picture: one of its pictures
 *
 * Takes a picture out.
 */
void
limner_training_set_remove (LimnerTrainingSet     *self,
                            LimnerTrainingPicture *picture)
{
  guint position;

  g_return_if_fail (LIMNER_IS_TRAINING_SET (self));

  if (!g_ptr_array_find (self->pictures, picture, &position))
    return;

  g_ptr_array_remove_index (self->pictures, position);
  changed (self, position, 1, 0);
}

/**
 * limner_training_set_clear:
 * @self: a set
 *
 * Takes all pictures out.
 */
void
limner_training_set_clear (LimnerTrainingSet *self)
{
  guint n;

  g_return_if_fail (LIMNER_IS_TRAINING_SET (self));

  n = self->pictures->len;
  g_ptr_array_set_size (self->pictures, 0);
  if (n > 0)
    changed (self, 0, n, 0);
}

/**
 * limner_training_set_get_remarks:
 * @self: a set
 * @remarks: (out): what can be said of it
 *
 * Looks for what the guide warns of: few pictures, small ones, and too little variety.
 */
void
limner_training_set_get_remarks (LimnerTrainingSet     *self,
                                 LimnerTrainingRemarks *remarks)
{
  g_return_if_fail (LIMNER_IS_TRAINING_SET (self));

  *remarks = (LimnerTrainingRemarks) { .n_pictures = self->pictures->len };
  for (guint i = 0; i < self->pictures->len; i++)
    {
      LimnerTrainingPicture *picture = g_ptr_array_index (self->pictures, i);
      int side = MIN (limner_training_picture_get_width (picture),
                      limner_training_picture_get_height (picture));

      remarks->n_small += side < LIMNER_TRAINING_GOOD_SIDE;
      remarks->n_alike += limner_training_picture_get_alike (picture);
      remarks->n_captions += *limner_training_picture_get_caption (picture) != '\0';
      remarks->n_unreviewed += limner_training_picture_get_unreviewed (picture);
      remarks->n_bytes += limner_training_picture_get_n_bytes (picture);
    }
}

/**
 * limner_training_set_to_json:
 * @self: a set
 *
 * Returns: (transfer full): the set, for limner_training_set_load() and
 *   limner_training_pack_async()
 */
JsonArray *
limner_training_set_to_json (LimnerTrainingSet *self)
{
  JsonArray *array;

  g_return_val_if_fail (LIMNER_IS_TRAINING_SET (self), NULL);

  array = json_array_new ();
  for (guint i = 0; i < self->pictures->len; i++)
    {
      LimnerTrainingPicture *picture = g_ptr_array_index (self->pictures, i);
      g_autofree char *print =
        g_strdup_printf ("%016" G_GINT64_MODIFIER "x",
                         limner_training_picture_get_print (picture));
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "file",
                                     limner_training_picture_get_reference (picture));
      json_object_set_string_member (object, "caption",
                                     limner_training_picture_get_caption (picture));
      json_object_set_boolean_member (object, "unreviewed",
                                      limner_training_picture_get_unreviewed (picture));
      json_object_set_boolean_member (object, "square",
                                      limner_training_picture_get_square (picture));
      json_object_set_int_member (object, "width", limner_training_picture_get_width (picture));
      json_object_set_int_member (object, "height", limner_training_picture_get_height (picture));
      json_object_set_int_member (object, "bytes",
                                  (gint64) limner_training_picture_get_n_bytes (picture));
      json_object_set_string_member (object, "print", print);
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * limner_training_set_load:
 * @self: a set
 * @pictures: what limner_training_set_to_json() gave
 *
 * Fills the set with the pictures of an earlier one. What cannot be read is left out.
 */
void
limner_training_set_load (LimnerTrainingSet *self,
                          JsonArray         *pictures)
{
  g_return_if_fail (LIMNER_IS_TRAINING_SET (self));
  g_return_if_fail (pictures != NULL);

  limner_training_set_clear (self);
  for (guint i = 0; i < MIN (json_array_get_length (pictures), LIMNER_TRAINING_MAX_PICTURES); i++)
    {
      JsonNode *node = json_array_get_element (pictures, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *reference = limner_json_get_string (object, "file", "");
      const char *print = limner_json_get_string (object, "print", "0");
      const char *hash;
      LimnerTrainingPicture *picture;

      if (!limner_store_parse_blob (reference, &hash) || has_reference (self, reference))
        continue;

      picture = limner_training_picture_new (reference,
                                             (int) limner_json_get_int (object, "width", 0),
                                             (int) limner_json_get_int (object, "height", 0),
                                             (guint64) limner_json_get_int (object, "bytes", 0),
                                             g_ascii_strtoull (print, NULL, 16));
      limner_training_picture_set_caption (picture,
                                           limner_json_get_string (object, "caption", NULL));
      limner_training_picture_set_unreviewed (picture, limner_json_get_boolean (
                                                object, "unreviewed", FALSE));
      limner_training_picture_set_square (picture,
                                          limner_json_get_boolean (object, "square", FALSE));
      append (self, picture);
    }
}
