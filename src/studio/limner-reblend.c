/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-task.h"
#include "edit/limner-edit-compose.h"
#include "image/limner-picture-io.h"
#include "store/limner-store-gallery.h"

#include "limner-reblend.h"

/**
 * LimnerReblend:
 *
 * Joins the answer of an edit to its picture again, with another feather, growth or tone, as often
 * as one likes and for nothing: source, mask and the model's raw answer are in the library. They
 * are read once and kept for as long as the object lives, so that a slider can be followed.
 *
 *   compose ── the three files, the first time ── thread: compose ── part of the picture
 *   save ───── the same ────────────────────────── thread: encode ── new item of the gallery
 */
struct _LimnerReblend
{
  GObject            parent_instance;

  /* Owned; the pictures are not changed once they are there */
  LimnerStore       *store;
  LimnerGalleryItem *item;
  LimnerEditRecipe  *recipe;
  LimnerPicture     *source;
  LimnerPicture     *answer;
  LimnerPlane       *mask;        /* NULL where nothing was painted */
};

G_DEFINE_FINAL_TYPE (LimnerReblend, limner_reblend, G_TYPE_OBJECT)

#define N_FILES 3

typedef struct
{
  LimnerEditRecipe  *recipe;             /* with the options in it */
  gboolean           saves;
  char              *references[N_FILES]; /* source, answer, mask; NULL where there is none */
  GBytes            *files[N_FILES];
  guint              n_read;
  LimnerPicture     *source;
  LimnerPicture     *answer;
  LimnerPlane       *mask;
  LimnerPicture     *part;
  GBytes            *encoded;
  LimnerGalleryItem *saved;
} Blend;

static void
blend_free (Blend *blend)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_clear_pointer (&blend->references[i], g_free);
      g_clear_pointer (&blend->files[i], g_bytes_unref);
    }
  g_clear_pointer (&blend->recipe, limner_edit_recipe_free);
  g_clear_pointer (&blend->source, limner_picture_unref);
  g_clear_pointer (&blend->answer, limner_picture_unref);
  g_clear_pointer (&blend->mask, limner_plane_unref);
  g_clear_pointer (&blend->part, limner_picture_unref);
  g_clear_pointer (&blend->encoded, g_bytes_unref);
  g_clear_object (&blend->saved);
  g_free (blend);
}

/* Decodes what was not decoded before; the blend is the thread's own until it returns. */
static gboolean
decode (Blend   *blend,
        GError **error)
{
  if (blend->source != NULL)
    return TRUE;

  blend->source = limner_picture_decode (blend->files[0], error);
  if (blend->source == NULL)
    return FALSE;
  blend->answer = limner_picture_decode (blend->files[1], error);
  if (blend->answer == NULL)
    return FALSE;
  if (blend->files[2] != NULL)
    blend->mask = limner_plane_decode (blend->files[2], LIMNER_PLANE_LUMINANCE, error);
  return blend->files[2] == NULL || blend->mask != NULL;
}

static void
compose_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Blend *blend = data;
  g_autoptr(LimnerPicture) whole = NULL;
  GError *error = NULL;

  if (decode (blend, &error) && blend->saves)
    whole = limner_edit_compose (blend->recipe, blend->source, blend->mask, blend->answer, NULL,
                                 &error);
  else if (error == NULL)
    blend->part = limner_edit_compose_part (blend->recipe, blend->source, blend->mask,
                                            blend->answer, NULL, &error);
  if (whole != NULL)
    blend->encoded = limner_edit_encode_result (whole, &error);

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Blend *blend = g_task_get_task_data (task);
  GError *error = NULL;

  blend->saved = limner_store_save_picture_finish (LIMNER_STORE (object), result, &error);
  if (blend->saved != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save (GTask *task)
{
  LimnerReblend *self = g_task_get_source_object (task);
  Blend *blend = g_task_get_task_data (task);
  g_autoptr(LimnerItemDetails) details =
    limner_item_details_copy (limner_gallery_item_get_details (self->item));

  /* The library takes a second result of the same job and place for the first. */
  details->id = 0;
  g_clear_pointer (&details->job, g_free);
  g_clear_pointer (&details->path, g_free);
  g_clear_pointer (&details->sha256, g_free);
  g_free (details->recipe);
  details->recipe = limner_edit_recipe_to_json (blend->recipe);
  details->created = g_get_real_time ();
  details->cost = 0;
  limner_store_save_picture_async (self->store, details, blend->encoded,
                                   g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

static void
composed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerReblend *self = g_task_get_source_object (task);
  Blend *blend = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->source == NULL)
    {
      self->source = limner_picture_ref (blend->source);
      self->answer = limner_picture_ref (blend->answer);
      self->mask = blend->mask != NULL ? limner_plane_ref (blend->mask) : NULL;
    }

  if (blend->saves)
    save (task);
  else
    g_task_return_boolean (task, TRUE);
}

static void
compose (GTask *task)
{
  LimnerReblend *self = g_task_get_source_object (task);
  Blend *blend = g_task_get_task_data (task);
  g_autoptr(GTask) thread_task = NULL;

  if (self->source != NULL)
    {
      blend->source = limner_picture_ref (self->source);
      blend->answer = limner_picture_ref (self->answer);
      blend->mask = self->mask != NULL ? limner_plane_ref (self->mask) : NULL;
    }

  thread_task = g_task_new (NULL, g_task_get_cancellable (task), composed_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, compose_thread);
  g_task_set_task_data (thread_task, blend, NULL);
  limner_task_run_in_thread (thread_task, compose_thread);
}

static void read_next (GTask *task);

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Blend *blend = g_task_get_task_data (task);
  GError *error = NULL;

  blend->files[blend->n_read] = limner_store_get_blob_finish (LIMNER_STORE (object), result,
                                                              &error);
  if (blend->files[blend->n_read] == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  blend->n_read++;
  read_next (task);
}

static void
read_next (GTask *task)
{
  LimnerReblend *self = g_task_get_source_object (task);
  Blend *blend = g_task_get_task_data (task);
  const char *sha256;

  while (blend->n_read < N_FILES && blend->references[blend->n_read] == NULL)
    blend->n_read++;

  if (self->source != NULL || blend->n_read == N_FILES)
    compose (task);
  else if (limner_store_parse_blob (blend->references[blend->n_read], &sha256))
    limner_store_get_blob_async (self->store, sha256, g_task_get_cancellable (task), read_cb,
                                 g_object_ref (task));
  else
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                             "What this edit was made from is not in the library any more");
}

static void
begin (LimnerReblend           *self,
       const LimnerEditOptions *options,
       gboolean                 saves,
       GTask                   *task)
{
  LimnerItemDetails *details = limner_gallery_item_get_details (self->item);
  Blend *blend = g_new0 (Blend, 1);

  blend->saves = saves;
  blend->recipe = limner_edit_recipe_copy (self->recipe);
  if (options->grow != LIMNER_EDIT_AUTO)
    blend->recipe->grow = options->grow;
  if (options->feather != LIMNER_EDIT_AUTO)
    blend->recipe->feather = options->feather;
  blend->recipe->tone = options->tone;
  blend->references[0] = g_strdup (self->recipe->source);
  blend->references[1] = g_strconcat ("blob:", details->raw, NULL);
  blend->references[2] = g_strdup (self->recipe->mask);
  g_task_set_task_data (task, blend, (GDestroyNotify) blend_free);
  read_next (task);
}

static void
limner_reblend_dispose (GObject *object)
{
  LimnerReblend *self = LIMNER_REBLEND (object);

  g_clear_object (&self->store);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (limner_reblend_parent_class)->dispose (object);
}

static void
limner_reblend_finalize (GObject *object)
{
  LimnerReblend *self = LIMNER_REBLEND (object);

  g_clear_pointer (&self->recipe, limner_edit_recipe_free);
  g_clear_pointer (&self->source, limner_picture_unref);
  g_clear_pointer (&self->answer, limner_picture_unref);
  g_clear_pointer (&self->mask, limner_plane_unref);

  G_OBJECT_CLASS (limner_reblend_parent_class)->finalize (object);
}

static void
limner_reblend_class_init (LimnerReblendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_reblend_dispose;
  object_class->finalize = limner_reblend_finalize;
}

static void
limner_reblend_init (LimnerReblend *self)
{
}

/**
 * limner_reblend_is_possible:
 * @item: a picture of the gallery
 *
 * Tells whether a picture is an edit whose answer was kept.
 *
 * Returns: %TRUE if limner_reblend_new() can be called for it
 */
gboolean
limner_reblend_is_possible (LimnerGalleryItem *item)
{
  LimnerItemDetails *details = limner_gallery_item_get_details (item);
  g_autoptr(LimnerEditRecipe) recipe = NULL;

  if (details == NULL || details->recipe == NULL || details->raw == NULL)
    return FALSE;

  recipe = limner_edit_recipe_from_json (details->recipe, NULL);
  return recipe != NULL && recipe->source != NULL;
}

/**
 * limner_reblend_new:
 * @store: the library
 * @item: an edit, see limner_reblend_is_possible()
 *
 * Makes what is needed to blend an edit anew; reads nothing yet.
 *
 * Returns: (transfer full): the object
 */
LimnerReblend *
limner_reblend_new (LimnerStore       *store,
                    LimnerGalleryItem *item)
{
  LimnerReblend *self;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);
  g_return_val_if_fail (limner_reblend_is_possible (item), NULL);

  self = g_object_new (LIMNER_TYPE_REBLEND, NULL);
  self->store = g_object_ref (store);
  self->item = g_object_ref (item);
  self->recipe =
    limner_edit_recipe_from_json (limner_gallery_item_get_details (item)->recipe, NULL);
  return self;
}

/**
 * limner_reblend_get_item:
 * @self: a reblend
 *
 * Gets the edit.
 *
 * Returns: (transfer none): the picture as it was saved
 */
LimnerGalleryItem *
limner_reblend_get_item (LimnerReblend *self)
{
  g_return_val_if_fail (LIMNER_IS_REBLEND (self), NULL);

  return self->item;
}

/**
 * limner_reblend_compose_async:
 * @self: a reblend
 * @options: feather, growth and tone; what is %LIMNER_EDIT_AUTO stays as it was
 * @cancellable: (nullable): to give up, for a newer one
 * @callback: called when it can be shown
 * @user_data: for @callback
 *
 * Blends anew.
 */
void
limner_reblend_compose_async (LimnerReblend           *self,
                              const LimnerEditOptions *options,
                              GCancellable            *cancellable,
                              GAsyncReadyCallback      callback,
                              gpointer                 user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_REBLEND (self));
  g_return_if_fail (options != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_reblend_compose_async);
  begin (self, options, FALSE, task);
}

/**
 * limner_reblend_compose_finish:
 * @self: a reblend
 * @result: the result
 * @area: (out): where the part belongs, in the picture that the user works on
 * @error: return location for an error
 *
 * Ends limner_reblend_compose_async(). Only the part that the model saw is made anew: all else is
 * as it was saved.
 *
 * Returns: (transfer full) (nullable): the part
 */
LimnerPicture *
limner_reblend_compose_finish (LimnerReblend  *self,
                               GAsyncResult   *result,
                               LimnerRect     *area,
                               GError        **error)
{
  Blend *blend;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (area != NULL, NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  blend = g_task_get_task_data (G_TASK (result));
  *area = blend->recipe->box;
  area->x += blend->recipe->origin_x;
  area->y += blend->recipe->origin_y;
  return g_steal_pointer (&blend->part);
}

/**
 * limner_reblend_save_async:
 * @self: a reblend
 * @options: as for limner_reblend_compose_async()
 * @cancellable: (nullable): to give up
 * @callback: called when it is in the gallery
 * @user_data: for @callback
 *
 * Blends anew and saves it as a picture of its own beside the first.
 */
void
limner_reblend_save_async (LimnerReblend           *self,
                           const LimnerEditOptions *options,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_REBLEND (self));
  g_return_if_fail (options != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_reblend_save_async);
  begin (self, options, TRUE, task);
}

/**
 * limner_reblend_save_finish:
 * @self: a reblend
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_reblend_save_async().
 *
 * Returns: (transfer full) (nullable): the new picture of the gallery
 */
LimnerGalleryItem *
limner_reblend_save_finish (LimnerReblend  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  Blend *blend;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  blend = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&blend->saved);
}
