/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "edit/limner-edit-recipe.h"
#include "image/limner-picture.h"
#include "store/limner-item-details.h"

#include "limner-chain-private.h"

/**
 * LimnerChain:
 *
 * One run of a recipe: at which step it is, which job that is, and what came of the steps before.
 * #LimnerChainList moves it along.
 */
enum
{
  PROP_0,
  PROP_STATE,
  PROP_STEP,
  PROP_JOB,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerChain, limner_chain, G_TYPE_OBJECT)

static void
limner_chain_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  LimnerChain *self = LIMNER_CHAIN (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_STEP:
      g_value_set_uint (value, self->step);
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_chain_dispose (GObject *object)
{
  LimnerChain *self = LIMNER_CHAIN (object);

  g_clear_object (&self->job);
  g_clear_object (&self->item);
  g_clear_object (&self->recipe);

  G_OBJECT_CLASS (limner_chain_parent_class)->dispose (object);
}

static void
limner_chain_finalize (GObject *object)
{
  LimnerChain *self = LIMNER_CHAIN (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->job_id, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->parent, g_free);
  g_clear_pointer (&self->exported, g_free);
  g_clear_pointer (&self->batch, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_chain_parent_class)->finalize (object);
}

static void
limner_chain_class_init (LimnerChainClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_chain_get_property;
  object_class->dispose = limner_chain_dispose;
  object_class->finalize = limner_chain_finalize;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, LIMNER_CHAIN_CANCELED, LIMNER_CHAIN_RUNNING,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STEP] =
    g_param_spec_uint ("step", NULL, NULL, 0, LIMNER_RECIPE_MAX_STEPS, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_JOB] =
    g_param_spec_object ("job", NULL, NULL, LIMNER_TYPE_JOB,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, LIMNER_TYPE_GALLERY_ITEM,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_chain_init (LimnerChain *self)
{
}

LimnerChain *
_limner_chain_new (LimnerRecipe *recipe,
                   const char   *id)
{
  LimnerChain *self = g_object_new (LIMNER_TYPE_CHAIN, NULL);

  self->recipe = g_object_ref (recipe);
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  return self;
}

static int
read_offset (JsonObject *object,
             const char *member)
{
  return (int) CLAMP (limner_json_get_int (object, member, 0), -LIMNER_PICTURE_MAX_SIDE,
                      LIMNER_PICTURE_MAX_SIDE);
}

/* Whether another program is at it. */
static gboolean
is_run_elsewhere (gint64 process)
{
  return process > 1 && process <= G_MAXINT && process != getpid () &&
         (kill ((pid_t) process, 0) == 0 || errno == EPERM);
}

/* Reads what the library kept; NULL for what cannot be read, or what another program runs. */
LimnerChain *
_limner_chain_new_from_json (const char *id,
                             const char *json)
{
  g_autoptr(JsonObject) object = limner_json_parse_object (json, (gsize) -1,
                                                           LIMNER_STORE_MAX_JSON, NULL);
  const char *text = limner_json_get_string (object, "recipe", NULL);
  gint64 step = limner_json_get_int (object, "step", -1);
  g_autoptr(LimnerRecipe) recipe = NULL;
  LimnerChain *self;

  recipe = text != NULL ? limner_recipe_new_from_json (text, NULL) : NULL;
  if (recipe == NULL || step < 0 || step >= limner_recipe_get_n_steps (recipe) ||
      is_run_elsewhere (limner_json_get_int (object, "process", 0)))
    return NULL;

  self = _limner_chain_new (recipe, id);
  self->step = (guint) step;
  self->source = g_strdup (limner_json_get_string (object, "source", NULL));
  self->parent = g_strdup (limner_json_get_string (object, "parent", NULL));
  self->job_id = g_strdup (limner_json_get_string (object, "job", NULL));
  self->origin_x = read_offset (object, "origin_x");
  self->origin_y = read_offset (object, "origin_y");
  return self;
}

char *
_limner_chain_to_json (LimnerChain *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *recipe = limner_recipe_to_json (self->recipe);

  json_object_set_string_member (object, "recipe", recipe);
  json_object_set_int_member (object, "step", self->step);
  if (self->source != NULL)
    json_object_set_string_member (object, "source", self->source);
  if (self->parent != NULL)
    json_object_set_string_member (object, "parent", self->parent);
  if (self->job_id != NULL)
    json_object_set_string_member (object, "job", self->job_id);
  json_object_set_int_member (object, "origin_x", self->origin_x);
  json_object_set_int_member (object, "origin_y", self->origin_y);
  json_object_set_int_member (object, "process", getpid ());
  return limner_json_object_to_string (object, FALSE);
}

/* The shape of a version 8 UUID (RFC 9562), bytes of one's own making: the same for a text. */
char *
_limner_chain_derive_id (const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("%.8s-%.4s-8%.3s-a%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15,
                          hash + 18);
}

/**
 * limner_chain_dup_job_id:
 * @id: the id of a run that belongs to a batch
 * @step: one of its steps
 *
 * Makes the id of the job of a step. It follows from the run, so that what was journalled before a
 * crash is known again.
 *
 * Returns: (transfer full): a UUID
 */
char *
limner_chain_dup_job_id (const char *id,
                         guint       step)
{
  g_autofree char *text = g_strdup_printf ("limner chain %s %u", id, step);

  return _limner_chain_derive_id (text);
}

/* What the job of the present step is marked with: by it the job is found again after a crash
 * between the two entries in the library. */
char *
_limner_chain_get_batch (LimnerChain *self)
{
  if (self->batch != NULL)
    return g_strdup (self->batch);
  return g_strdup_printf ("chain:%s:%u", self->id, self->step);
}

void
_limner_chain_take_job (LimnerChain *self,
                        LimnerJob   *job)
{
  if (!g_set_object (&self->job, job))
    return;

  if (job != NULL)
    {
      g_free (self->job_id);
      self->job_id = g_strdup (limner_job_get_id (job));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

/* The present step made a picture: the next one is given it. */
void
_limner_chain_take_item (LimnerChain       *self,
                         LimnerGalleryItem *item)
{
  LimnerItemDetails *details = limner_gallery_item_get_details (item);

  g_set_object (&self->item, item);
  g_free (self->parent);
  self->parent = g_strdup (limner_gallery_item_get_id (item));
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->job_id, g_free);
  _limner_chain_take_job (self, NULL);

  if (details != NULL && details->recipe != NULL)
    {
      g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_from_json (details->recipe, NULL);

      if (recipe != NULL)
        {
          self->origin_x += recipe->frame.x;
          self->origin_y += recipe->frame.y;
        }
    }

  self->step++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
}

/* The present step exported to a file; takes @path. */
void
_limner_chain_take_exported (LimnerChain *self,
                             char        *path)
{
  g_free (self->exported);
  self->exported = path;
  self->step++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
}

void
_limner_chain_set_state (LimnerChain      *self,
                         LimnerChainState  state,
                         const GError     *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * limner_chain_get_id:
 * @self: a run
 *
 * Gets its own id.
 *
 * Returns: (transfer none): a UUID
 */
const char *
limner_chain_get_id (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), NULL);

  return self->id;
}

/**
 * limner_chain_get_recipe:
 * @self: a run
 *
 * Gets what is run.
 *
 * Returns: (transfer none): the recipe
 */
LimnerRecipe *
limner_chain_get_recipe (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), NULL);

  return self->recipe;
}

/**
 * limner_chain_get_state:
 * @self: a run
 *
 * Gets what it is at; the property "state" notifies.
 *
 * Returns: the state
 */
LimnerChainState
limner_chain_get_state (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), LIMNER_CHAIN_FAILED);

  return self->state;
}

/**
 * limner_chain_get_error:
 * @self: a run
 *
 * Gets why it failed.
 *
 * Returns: (transfer none) (nullable): the error, or %NULL
 */
const GError *
limner_chain_get_error (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), NULL);

  return self->error;
}

/**
 * limner_chain_get_step:
 * @self: a run
 *
 * Gets which step it is at.
 *
 * Returns: an index, from 0; the number of steps once all are done
 */
guint
limner_chain_get_step (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), 0);

  return self->step;
}

/**
 * limner_chain_get_job:
 * @self: a run
 *
 * Gets the job of the present step.
 *
 * Returns: (transfer none) (nullable): the job, or %NULL before it is in the queue
 */
LimnerJob *
limner_chain_get_job (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), NULL);

  return self->job;
}

/**
 * limner_chain_get_item:
 * @self: a run
 *
 * Gets what the last finished step made; at the end, the result.
 *
 * Returns: (transfer none) (nullable): a picture of the gallery, or %NULL before there is one
 */
LimnerGalleryItem *
limner_chain_get_item (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), NULL);

  return self->item;
}

/**
 * limner_chain_get_exported:
 * @self: a run
 *
 * Gets the last file that was exported.
 *
 * Returns: (transfer none) (nullable): its path, or %NULL
 */
const char *
limner_chain_get_exported (LimnerChain *self)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN (self), NULL);

  return self->exported;
}

static void
end_wait (GTask       *task,
          LimnerChain *self)
{
  if (self->state == LIMNER_CHAIN_DONE)
    g_task_return_boolean (task, TRUE);
  else if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The run was cancelled");
}

static void
state_cb (LimnerChain *self,
          GParamSpec  *pspec,
          GTask       *task)
{
  if (self->state == LIMNER_CHAIN_RUNNING)
    return;

  g_signal_handlers_disconnect_by_func (self, state_cb, task);
  end_wait (task, self);
  g_object_unref (task);
}

/**
 * limner_chain_wait_async:
 * @self: a run
 * @cancellable: (nullable): to give up waiting; asked when the run ends
 * @callback: called when it has ended, for now
 * @user_data: for @callback
 *
 * Waits until a run is done, failed or cancelled.
 */
void
limner_chain_wait_async (LimnerChain         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_CHAIN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_chain_wait_async);
  if (self->state != LIMNER_CHAIN_RUNNING)
    end_wait (task, self);
  else
    g_signal_connect (self, "notify::state", G_CALLBACK (state_cb), g_steal_pointer (&task));
}

/**
 * limner_chain_wait_finish:
 * @self: a run
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_chain_wait_async().
 *
 * Returns: %TRUE if all steps are done
 */
gboolean
limner_chain_wait_finish (LimnerChain   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
