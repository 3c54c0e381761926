/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "base/limner-task.h"

#include "limner-document-private.h"
#include "limner-tile-codec.h"

/*
 * A document on disk is a folder:
 *
 *   document.json        which of the files below are the document; written last and atomically
 *   picture-ID.raw       width and height (32 bits each, little endian), then deflated RGBA pixels
 *   layer-ID.tiles       the mask or the guide, packed tiles
 *   step-ID.tiles        an undo step, packed tiles
 *
 * An ID is never used for two contents, so that a file is written once and a crash at any moment
 * leaves the old document whole. Files that the newest document.json does not name are removed
 * after it has been written.
 */
#define INDEX_NAME "document.json"
#define FORMAT_VERSION 1
#define MAX_INDEX_BYTES (4 * 1024 * 1024)
#define MAX_STEPS 20000
#define PICTURE_HEADER 8

static const char *step_kinds[] = { "tiles", "frame", "whole" };

/* One file to be written: either packed bytes, or what they are to be made of. */
typedef struct
{
  char          *name;
  GBytes        *packed;
  GArray        *tiles;
  LimnerPicture *picture;
} Part;

typedef struct
{
  char       *folder;
  JsonObject *index;
  GPtrArray  *parts;   /* Part, to be written */
  GHashTable *names;   /* all names that the index uses */
} SaveJob;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_clear_pointer (&part->name, g_free);
  g_clear_pointer (&part->packed, g_bytes_unref);
  g_clear_pointer (&part->tiles, g_array_unref);
  g_clear_pointer (&part->picture, limner_picture_unref);
  g_free (part);
}

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  g_clear_pointer (&job->folder, g_free);
  g_clear_pointer (&job->index, json_object_unref);
  g_clear_pointer (&job->parts, g_ptr_array_unref);
  g_clear_pointer (&job->names, g_hash_table_unref);
  g_free (job);
}

/* Notes a file that the index uses. Returns the part to fill in if it is not on the disk yet. */
static Part *
use_file (SaveJob    *job,
          GHashTable *present,
          const char *kind,
          guint64     id,
          const char *extension,
          char      **name)
{
  Part *part;

  *name = g_strdup_printf ("%s-%" G_GUINT64_FORMAT ".%s", kind, id, extension);
  if (g_hash_table_contains (job->names, *name))
    return NULL;
  g_hash_table_add (job->names, g_strdup (*name));
  if (g_hash_table_contains (present, *name))
    return NULL;

  part = g_new0 (Part, 1);
  part->name = g_strdup (*name);
  g_ptr_array_add (job->parts, part);
  return part;
}

static void
describe_frame (JsonObject        *object,
                const LimnerFrame *frame)
{
  JsonArray *array = json_array_new ();

  json_array_add_int_element (array, frame->area.x);
  json_array_add_int_element (array, frame->area.y);
  json_array_add_int_element (array, frame->area.width);
  json_array_add_int_element (array, frame->area.height);
  json_object_set_array_member (object, "frame", array);
}

static void
describe_state (SaveJob           *job,
                GHashTable        *present,
                JsonObject        *object,
                const LimnerState *state)
{
  static const char *members[LIMNER_N_LAYERS] = { "mask", "guide" };
  g_autofree char *picture = NULL;
  Part *part;

  if (state->picture == NULL)
    return;

  part = use_file (job, present, "picture", state->picture_id, "raw", &picture);
  if (part != NULL)
    part->picture = limner_picture_ref (state->picture);
  json_object_set_string_member (object, "picture", picture);
  json_object_set_int_member (object, "width", limner_picture_get_width (state->picture));
  json_object_set_int_member (object, "height", limner_picture_get_height (state->picture));
  describe_frame (object, &state->frame);
  for (int i = 0; i < LIMNER_N_LAYERS; i++)
    {
      g_autofree char *name = NULL;

      part = use_file (job, present, "layer", state->layer_ids[i], "tiles", &name);
      if (part != NULL)
        part->tiles = limner_tile_codec_list (state->layers[i]);
      json_object_set_string_member (object, members[i], name);
    }
}

static JsonObject *
describe_step (SaveJob    *job,
               GHashTable *present,
               LimnerStep *step)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = NULL;
  Part *part;

  json_object_set_string_member (object, "kind", step_kinds[step->kind]);
  if (step->kind == LIMNER_STEP_FRAME)
    {
      describe_frame (object, &step->state.frame);
    }
  else if (step->kind == LIMNER_STEP_WHOLE)
    {
      describe_state (job, present, object, &step->state);
    }
  else
    {
      part = use_file (job, present, "step", step->id, "tiles", &name);
      if (part != NULL && step->packed != NULL)
        part->packed = g_bytes_ref (step->packed);
      else if (part != NULL)
        part->tiles = limner_tile_changes_copy (step->changes);
      json_object_set_string_member (object, "file", name);
      json_object_set_int_member (object, "layer", step->layer);
    }
  return object;
}

static SaveJob *
save_job_new (LimnerDocument *self,
              const char     *folder)
{
  SaveJob *job = g_new0 (SaveJob, 1);
  GHashTable *present = _limner_document_get_files (self, folder);
  JsonArray *undo = json_array_new ();
  JsonArray *redo = json_array_new ();

  job->folder = g_strdup (folder);
  job->index = json_object_new ();
  job->parts = g_ptr_array_new_with_free_func (part_free);
  job->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  json_object_set_int_member (job->index, "version", FORMAT_VERSION);
  json_object_set_int_member (job->index, "last_id", limner_history_next_id (self->history));
  json_object_set_boolean_member (job->index, "guide_visible", self->guide_visible);
  describe_state (job, present, job->index, &self->state);
  for (guint i = 0; i < limner_history_get_n_undo (self->history); i++)
    json_array_add_object_element (undo, describe_step (job, present,
                                                        limner_history_peek_undo (self->history,
                                                                                  i)));
  for (guint i = 0; i < limner_history_get_n_redo (self->history); i++)
    json_array_add_object_element (redo, describe_step (job, present,
                                                        limner_history_peek_redo (self->history,
                                                                                  i)));
  json_object_set_array_member (job->index, "undo", undo);
  json_object_set_array_member (job->index, "redo", redo);
  return job;
}

static GBytes *
pack_picture (LimnerPicture *picture)
{
  guint32 size[2] = { GUINT32_TO_LE ((guint32) limner_picture_get_width (picture)),
                      GUINT32_TO_LE ((guint32) limner_picture_get_height (picture)) };
  gsize n = limner_picture_get_stride (picture) * limner_picture_get_height (picture);
  g_autoptr(GBytes) packed = limner_tile_codec_deflate (limner_picture_read_row (picture, 0), n);
  GByteArray *bytes = g_byte_array_sized_new (PICTURE_HEADER + g_bytes_get_size (packed));

  g_byte_array_append (bytes, (const guint8 *) size, sizeof size);
  g_byte_array_append (bytes, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
write_part (SaveJob  *job,
            Part     *part,
            GError  **error)
{
  g_autofree char *path = g_build_filename (job->folder, part->name, NULL);

  if (part->packed == NULL && part->picture != NULL)
    part->packed = pack_picture (part->picture);
  else if (part->packed == NULL)
    part->packed = limner_tile_codec_pack (part->tiles);
  return limner_file_write (path, part->packed, error);
}

/* Removes what the index no longer names, but nothing that was not written here. */
static void
remove_stale (SaveJob *job)
{
  g_autoptr(GDir) dir = g_dir_open (job->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (job->folder, name, NULL);

      if (!g_hash_table_contains (job->names, name) &&
          (g_str_has_suffix (name, ".raw") || g_str_has_suffix (name, ".tiles")))
        g_unlink (path);
    }
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  SaveJob *job = task_data;
  g_autofree char *path = g_build_filename (job->folder, INDEX_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  for (guint i = 0; i < job->parts->len; i++)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      if (!write_part (job, g_ptr_array_index (job->parts, i), &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }

  text = limner_json_object_to_string (job->index, TRUE);
  bytes = g_bytes_new (text, strlen (text));
  if (!limner_file_write (path, bytes, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  remove_stale (job);
  g_task_return_boolean (task, TRUE);
}

/**
 * limner_document_save_async:
 * @self: a document in which no stroke is being painted
 * @folder: where to keep it, a folder of its own; made if it is missing
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes the document with its whole history. What is there already is not written again. After a
 * crash the folder holds the document as it was before or as it is now.
 */
void
limner_document_save_async (LimnerDocument      *self,
                            const char          *folder,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (folder != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_document_save_async);
  if (self->stroke != NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BUSY,
                               "A stroke is being painted");
      return;
    }
  g_task_set_task_data (task, save_job_new (self, folder), save_job_free);
  limner_task_run_in_thread (task, save_thread);
}

/**
 * limner_document_save_finish:
 * @self: a document
 * @result: as passed to the callback
 * @error: return location for an error
 *
 * Ends what limner_document_save_async() began.
 *
 * Returns: %TRUE if all is on the disk; else %LIMNER_ERROR_NO_SPACE, %LIMNER_ERROR_BUSY or
 *   %LIMNER_ERROR_FAILED
 */
gboolean
limner_document_save_finish (LimnerDocument  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  SaveJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    {
      /* Some files may be there and others not: ask the disk by writing all of them next time. */
      g_clear_pointer (&self->files_folder, g_free);
      return FALSE;
    }

  job = g_task_get_task_data (G_TASK (result));
  if (g_strcmp0 (job->folder, self->files_folder) == 0)
    {
      g_clear_pointer (&self->files, g_hash_table_unref);
      self->files = g_steal_pointer (&job->names);
    }
  return TRUE;
}

/* What was read, before it is installed on the main thread. */
typedef struct
{
  char               *folder;
  LimnerState         state;
  LimnerHistory      *history;
  gboolean            guide_visible;
  gboolean            is_damaged;      /* whether a layer is lost, so that the steps do not fit */
  LimnerDocumentLoss  loss;
  GHashTable         *names;
} LoadJob;

static void
load_job_free (gpointer data)
{
  LoadJob *job = data;

  g_clear_pointer (&job->folder, g_free);
  limner_state_clear (&job->state);
  g_clear_object (&job->history);
  g_clear_pointer (&job->names, g_hash_table_unref);
  g_free (job);
}

static gboolean
fail (GError     **error,
      const char  *what)
{
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE, "The saved document has %s", what);
  return FALSE;
}

/* Reads a file that the index names, after checking that it is one of ours: KIND-ID.EXTENSION. */
static GBytes *
read_named (LoadJob     *job,
            JsonObject  *object,
            const char  *member,
            const char  *kind,
            guint64     *id,
            GError     **error)
{
  const char *name = limner_json_get_string (object, member, "");
  g_autofree char *path = NULL;
  gsize length = strlen (kind);

  if (strncmp (name, kind, length) != 0 || name[length] != '-' || strchr (name, '/') != NULL)
    {
      fail (error, "a bad file name");
      return NULL;
    }
  *id = g_ascii_strtoull (name + length + 1, NULL, 10);
  g_hash_table_add (job->names, g_strdup (name));
  path = g_build_filename (job->folder, name, NULL);
  return limner_file_read (path, G_MAXINT32, error);
}

static LimnerPicture *
unpack_picture (GBytes  *bytes,
                int      width,
                int      height,
                GError **error)
{
  g_autoptr(GBytes) packed = NULL;
  g_autoptr(GBytes) pixels = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  gsize expected = (gsize) width * height * 4;
  guint32 size[2];

  if (g_bytes_get_size (bytes) < PICTURE_HEADER)
    {
      fail (error, "a picture that is cut off");
      return NULL;
    }
  memcpy (size, g_bytes_get_data (bytes, NULL), sizeof size);
  if (GUINT32_FROM_LE (size[0]) != (guint32) width || GUINT32_FROM_LE (size[1]) != (guint32) height)
    {
      fail (error, "a picture of another size");
      return NULL;
    }

  packed = g_bytes_new_from_bytes (bytes, PICTURE_HEADER,
                                   g_bytes_get_size (bytes) - PICTURE_HEADER);
  pixels = limner_tile_codec_inflate (packed, expected, error);
  if (pixels == NULL)
    return NULL;
  picture = g_bytes_get_size (pixels) == expected ? limner_picture_new (width, height) : NULL;
  if (picture == NULL)
    {
      fail (error, "a picture that is cut off");
      return NULL;
    }
  memcpy (limner_picture_get_pixels (picture), g_bytes_get_data (pixels, NULL), expected);
  return g_steal_pointer (&picture);
}

static gboolean
read_frame (JsonObject   *object,
            LimnerFrame  *frame,
            int           width,
            int           height,
            GError      **error)
{
  JsonArray *array = limner_json_get_array (object, "frame");
  int values[4];
  LimnerRect area;

  if (array == NULL || json_array_get_length (array) != 4)
    return fail (error, "a bad frame");
  for (guint i = 0; i < 4; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node))
        return fail (error, "a bad frame");
      values[i] = (int) CLAMP (json_node_get_int (node), -LIMNER_PICTURE_MAX_SIDE,
                               LIMNER_PICTURE_MAX_SIDE);
    }
  area = (LimnerRect) { values[0], values[1], values[2], values[3] };
  limner_frame_init (frame, width, height);
  limner_frame_set_area (frame, &area);
  return TRUE;
}

static gboolean
read_layer (LoadJob     *job,
            JsonObject  *object,
            const char  *member,
            LimnerLayer  layer,
            LimnerState *state,
            GError     **error)
{
  g_autoptr(GBytes) bytes = read_named (job, object, member, "layer", &state->layer_ids[layer],
                                        error);
  g_autoptr(GArray) tiles = NULL;

  if (bytes == NULL)
    return FALSE;

  state->layers[layer] = limner_tiles_new (limner_picture_get_width (state->picture),
                                           limner_picture_get_height (state->picture),
                                           layer == LIMNER_LAYER_MASK ? 1 : 4);
  tiles = limner_tile_codec_unpack (bytes, limner_tiles_get_n_tiles (state->layers[layer]),
                                    limner_tiles_get_bytes_per_pixel (state->layers[layer]),
                                    error);
  if (tiles == NULL)
    return FALSE;
  for (guint i = 0; i < tiles->len; i++)
    {
      LimnerTileChange *change = &g_array_index (tiles, LimnerTileChange, i);

      limner_tiles_take_tile (state->layers[layer], change->index,
                              g_steal_pointer (&change->tile));
    }
  return TRUE;
}

/* A layer that is lost is blank, and the picture is there all the same. The number is a new one,
 * so that the broken file is not taken for what is to be saved. */
static void
read_layer_or_none (LoadJob     *job,
                    JsonObject  *object,
                    const char  *member,
                    LimnerLayer  layer,
                    LimnerState *state)
{
  g_autoptr(GError) error = NULL;

  if (read_layer (job, object, member, layer, state, &error))
    return;

  g_debug ("A layer of the saved document is lost: %s", error->message);
  job->is_damaged = TRUE;
  g_clear_pointer (&state->layers[layer], limner_tiles_unref);
  state->layers[layer] = limner_tiles_new (limner_picture_get_width (state->picture),
                                           limner_picture_get_height (state->picture),
                                           layer == LIMNER_LAYER_MASK ? 1 : 4);
  state->layer_ids[layer] = limner_history_next_id (job->history);
}

static gboolean
read_state (LoadJob      *job,
            JsonObject   *object,
            LimnerState  *state,
            GError      **error)
{
  gint64 width = limner_json_get_int (object, "width", 0);
  gint64 height = limner_json_get_int (object, "height", 0);
  g_autoptr(GBytes) bytes = NULL;

  if (!json_object_has_member (object, "picture"))
    return TRUE;
  if (width < 1 || width > LIMNER_PICTURE_MAX_SIDE ||
      height < 1 || height > LIMNER_PICTURE_MAX_SIDE)
    return fail (error, "a bad size");

  bytes = read_named (job, object, "picture", "picture", &state->picture_id, error);
  if (bytes == NULL)
    return FALSE;
  state->picture = unpack_picture (bytes, (int) width, (int) height, error);
  if (state->picture == NULL ||
      !read_frame (object, &state->frame, (int) width, (int) height, error))
    return FALSE;
  read_layer_or_none (job, object, "mask", LIMNER_LAYER_MASK, state);
  read_layer_or_none (job, object, "guide", LIMNER_LAYER_GUIDE, state);
  return TRUE;
}

static LimnerStep *
read_tiles_step (LoadJob           *job,
                 JsonObject        *object,
                 const LimnerState *state,
                 GError           **error)
{
  LimnerLayer layer = limner_json_get_int (object, "layer", 0) == LIMNER_LAYER_GUIDE
                      ? LIMNER_LAYER_GUIDE : LIMNER_LAYER_MASK;
  g_autoptr(GBytes) bytes = NULL;
  LimnerStep *step;
  guint64 id;

  bytes = read_named (job, object, "file", "step", &id, error);
  if (bytes == NULL)
    return NULL;
  if (state->picture == NULL)
    {
      fail (error, "an undo step without a picture");
      return NULL;
    }

  /* Unpacked when its turn comes: a long history must not keep the picture waiting. */
  step = limner_step_new_packed (layer, bytes);
  step->id = id;
  return step;
}

static LimnerStep *
read_step (LoadJob           *job,
           JsonNode          *node,
           const LimnerState *state,
           GError           **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *kind = object != NULL ? limner_json_get_string (object, "kind", "") : "";
  LimnerStep *step = NULL;

  if (strcmp (kind, step_kinds[LIMNER_STEP_TILES]) == 0)
    {
      step = read_tiles_step (job, object, state, error);
    }
  else if (strcmp (kind, step_kinds[LIMNER_STEP_FRAME]) == 0)
    {
      LimnerFrame frame;

      if (state->picture != NULL &&
          read_frame (object, &frame, limner_picture_get_width (state->picture),
                      limner_picture_get_height (state->picture), error))
        step = limner_step_new_frame (&frame);
    }
  else if (strcmp (kind, step_kinds[LIMNER_STEP_WHOLE]) == 0)
    {
      g_auto(LimnerState) whole = { 0 };

      if (read_state (job, object, &whole, error) && whole.picture != NULL)
        step = limner_step_new_whole (&whole);
    }

  if (step == NULL && error != NULL && *error == NULL)
    fail (error, "a bad undo step");
  return step;
}

/*
 * Reads the steps of one direction, the nearest first. Tiles of a step belong to the picture that
 * is there when the step's turn comes, so the state that counts changes at each whole step. Where
 * one cannot be read the history ends: what there is now is worth more than all of it.
 */
static void
read_steps (LoadJob     *job,
            JsonObject  *index,
            const char  *member,
            void       (*append) (LimnerHistory *, LimnerStep *))
{
  JsonArray *array = limner_json_get_array (index, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  guint i;
  const LimnerState *state = &job->state;

  for (i = 0; i < MIN (n, MAX_STEPS) && !job->is_damaged; i++)
    {
      g_autoptr(GError) error = NULL;
      LimnerStep *step = read_step (job, json_array_get_element (array, i), state, &error);

      if (step == NULL)
        {
          g_debug ("The saved history ends after %u steps: %s", i, error->message);
          break;
        }
      append (job->history, step);
      if (step->kind == LIMNER_STEP_WHOLE)
        state = &step->state;
    }
  if (job->loss == LIMNER_DOCUMENT_LOSS_NONE && (i < MIN (n, MAX_STEPS) || job->is_damaged))
    job->loss = LIMNER_DOCUMENT_LOSS_STEPS;
}

static gboolean
load (LoadJob  *job,
      GError  **error)
{
  g_autofree char *path = g_build_filename (job->folder, INDEX_NAME, NULL);
  g_autoptr(GBytes) bytes = limner_file_read (path, MAX_INDEX_BYTES, error);
  g_autoptr(JsonObject) index = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean is_damaged;
  gint64 last_id;

  if (bytes == NULL)
    return FALSE;
  index = limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                    MAX_INDEX_BYTES, &local_error);
  if (index == NULL)
    return fail (error, "a broken index");
  if (limner_json_get_int (index, "version", 0) != FORMAT_VERSION)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                   "The saved document is of another version of Limner");
      return FALSE;
    }

  job->history = limner_history_new ();
  job->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  job->guide_visible = limner_json_get_boolean (index, "guide_visible", TRUE);
  last_id = limner_json_get_int (index, "last_id", 0);
  limner_history_reserve_ids (job->history, (guint64) CLAMP (last_id, 0, G_MAXINT64 / 2));
  if (!read_state (job, index, &job->state, error))
    return FALSE;

  /* What is wrong in one direction does not end the other one. */
  is_damaged = job->is_damaged;
  job->loss = is_damaged ? LIMNER_DOCUMENT_LOSS_LAYER : LIMNER_DOCUMENT_LOSS_NONE;
  read_steps (job, index, "undo", limner_history_append_undo);
  job->is_damaged = is_damaged;
  read_steps (job, index, "redo", limner_history_append_redo);
  return TRUE;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (load (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * limner_document_load_async:
 * @self: a document
 * @folder: where one was saved
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a document with its history. Until it is read, and if its picture cannot be, @self stays as
 * it is. Of a damaged history the part that is nearest to the present is kept, and a damaged layer
 * is blank.
 */
void
limner_document_load_async (LimnerDocument      *self,
                            const char          *folder,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LoadJob *job;

  g_return_if_fail (LIMNER_IS_DOCUMENT (self));
  g_return_if_fail (folder != NULL);

  job = g_new0 (LoadJob, 1);
  job->folder = g_strdup (folder);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_document_load_async);
  g_task_set_task_data (task, job, load_job_free);
  limner_task_run_in_thread (task, load_thread);
}

/**
 * limner_document_load_finish:
 * @self: a document
 * @result: as passed to the callback
 * @error: return location for an error
 *
 * Ends what limner_document_load_async() began.
 *
 * Returns: %TRUE if the document is there; else %LIMNER_ERROR_NOT_FOUND if nothing was saved,
 *   %LIMNER_ERROR_BAD_FILE, %LIMNER_ERROR_UNSUPPORTED or %LIMNER_ERROR_FAILED
 */
gboolean
limner_document_load_finish (LimnerDocument  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  LoadJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  job = g_task_get_task_data (G_TASK (result));
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_free (self->files_folder);
  self->files_folder = g_steal_pointer (&job->folder);
  self->files = g_steal_pointer (&job->names);
  self->loss = job->loss;
  _limner_document_install (self, &job->state, job->history, job->guide_visible);
  return TRUE;
}
