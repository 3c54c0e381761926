/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"

#include "limner-sweep-models.h"

/** How long to wait for the next letter before a server is asked, in milliseconds. */
#define TYPING_PAUSE 400

/**
 * LimnerSweepModels:
 *
 * Whether models that somebody typed are there:
 *
 *   typed ── wanted ── no letter for a moment ──→ their servers are asked, once ─┬→ there
 *                                                                                ├→ not there
 *                                                                                └→ nobody can tell
 *
 * What nobody can tell, as without a network, may be used. Names are `SERVER-ID owner/name`.
 */
struct _LimnerSweepModels
{
  GObject       parent_instance;

  /* Owned */
  LimnerStudio *studio;
  GHashTable   *wanted;      /* names that were typed last, and are not known yet */
  GHashTable   *asked;       /* names whose servers were asked */
  GHashTable   *known;       /* name → whether it may be used */
  GCancellable *cancellable;

  guint         pause;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerSweepModels, limner_sweep_models, G_TYPE_OBJECT)

typedef struct
{
  LimnerSweepModels *models;
  char              *name;
} Question;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Question *question = data;
  g_autoptr(LimnerSweepModels) self = question->models;
  g_autofree char *name = question->name;
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(GError) error = NULL;

  model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, NULL, NULL, &error);
  if (limner_error_is_cancelled (error))
    return;
  g_hash_table_replace (self->known, g_strdup (name),
                        GINT_TO_POINTER (!g_error_matches (error, LIMNER_ERROR,
                                                           LIMNER_ERROR_NOT_FOUND) &&
                                         !g_error_matches (error, LIMNER_ERROR,
                                                           LIMNER_ERROR_INVALID_INPUT)));
  g_hash_table_remove (self->wanted, name);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask (LimnerSweepModels *self,
     const char        *name)
{
  const char *space = strchr (name, ' ');
  g_autofree char *server = g_strndup (name, (gsize) (space - name));
  Question *question;

  if (!g_hash_table_add (self->asked, g_strdup (name)))
    return;
  question = g_new0 (Question, 1);
  question->models = g_object_ref (self);
  question->name = g_strdup (name);
  limner_studio_load_model_async (self->studio, server, space + 1, self->cancellable, answered_cb,
                                  question);
}

static gboolean
pause_cb (gpointer data)
{
  LimnerSweepModels *self = data;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer name;

  self->pause = 0;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, g_strdup (name));
  for (guint i = 0; i < names->len; i++)
    ask (self, names->pdata[i]);
  return G_SOURCE_REMOVE;
}

static void
limner_sweep_models_dispose (GObject *object)
{
  LimnerSweepModels *self = LIMNER_SWEEP_MODELS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pause, g_source_remove);

  G_OBJECT_CLASS (limner_sweep_models_parent_class)->dispose (object);
}

static void
limner_sweep_models_finalize (GObject *object)
{
  LimnerSweepModels *self = LIMNER_SWEEP_MODELS (object);

  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_sweep_models_parent_class)->finalize (object);
}

static void
limner_sweep_models_class_init (LimnerSweepModelsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_sweep_models_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_sweep_models_finalize;

  /* ::changed: more is known. */
  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_SWEEP_MODELS, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_sweep_models_init (LimnerSweepModels *self)
{
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * limner_sweep_models_new:
 * @studio: who knows the servers
 *
 * Returns: (transfer full): who knows nothing yet
 */
LimnerSweepModels *
limner_sweep_models_new (LimnerStudio *studio)
{
  LimnerSweepModels *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_SWEEP_MODELS, NULL);
  self->studio = g_object_ref (studio);
  return self;
}

/**
 * limner_sweep_models_begin:
 * @self: who knows models
 *
 * Forgets which names were typed: limner_sweep_models_check() is called for each that is there now.
 */
void
limner_sweep_models_begin (LimnerSweepModels *self)
{
  g_return_if_fail (LIMNER_IS_SWEEP_MODELS (self));

  g_hash_table_remove_all (self->wanted);
}

/**
 * limner_sweep_models_trust:
 * @self: who knows models
 * @name: `SERVER-ID owner/name`
 *
 * Says of a model that it is there, as of one that was chosen from a list.
 */
void
limner_sweep_models_trust (LimnerSweepModels *self,
                           const char        *name)
{
  g_return_if_fail (LIMNER_IS_SWEEP_MODELS (self) && name != NULL);

  g_hash_table_replace (self->known, g_strdup (name), GINT_TO_POINTER (TRUE));
}

/**
 * limner_sweep_models_check:
 * @self: who knows models
 * @name: `SERVER-ID owner/name`
 * @error: return location for an error
 *
 * Looks at one name that was typed. Where it is not known yet its server is asked after a moment,
 * and `changed` tells when there is an answer.
 *
 * Returns: %FALSE with a sentence for the person where there is no such model
 */
gboolean
limner_sweep_models_check (LimnerSweepModels  *self,
                           const char         *name,
                           GError            **error)
{
  gpointer usable;
  const char *space;
  g_autofree char *server = NULL;

  g_return_val_if_fail (LIMNER_IS_SWEEP_MODELS (self) && name != NULL, FALSE);

  space = strchr (name, ' ');
  g_return_val_if_fail (space != NULL, FALSE);
  if (g_hash_table_lookup_extended (self->known, name, NULL, &usable))
    {
      if (GPOINTER_TO_INT (usable))
        return TRUE;
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                   /* Translators: %s is what somebody typed as the name of a model */
                   _("There is no model “%s”; look at how it is written"), space + 1);
      return FALSE;
    }

  server = g_strndup (name, (gsize) (space - name));
  if (limner_server_list_find (limner_studio_get_servers (self->studio), server) == NULL)
    return TRUE;
  g_hash_table_add (self->wanted, g_strdup (name));
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (TYPING_PAUSE, pause_cb, self);
  return TRUE;
}

/**
 * limner_sweep_models_is_busy:
 * @self: who knows models
 *
 * Tells whether it is not known yet of one of the names whether it is there.
 *
 * Returns: %TRUE until the servers have answered
 */
gboolean
limner_sweep_models_is_busy (LimnerSweepModels *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_MODELS (self), FALSE);

  return g_hash_table_size (self->wanted) > 0;
}
