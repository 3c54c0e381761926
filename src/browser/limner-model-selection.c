/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-model-selection.h"

/**
 * LimnerModelSelection:
 *
 * The models that were picked out to be tried together, in the order in which that was done; they
 * may be of several servers. `changed` tells when there are others.
 */
struct _LimnerModelSelection
{
  GObject    parent_instance;

  /* Owned */
  GPtrArray *targets;     /* of char: `SERVER owner/name` */
  char      *anchor;      /* the target that was picked last, where a range begins */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerModelSelection, limner_model_selection, G_TYPE_OBJECT)

static char *
make_target (const char *server,
             const char *reference)
{
  return g_strconcat (server, " ", reference, NULL);
}

static gboolean
find (LimnerModelSelection *self,
      const char           *target,
      guint                *index)
{
  return g_ptr_array_find_with_equal_func (self->targets, target, g_str_equal, index);
}

static gboolean
add (LimnerModelSelection *self,
     const char           *server,
     const char           *reference)
{
  g_autofree char *target = make_target (server, reference);

  if (self->targets->len >= LIMNER_MODEL_SELECTION_MAX || find (self, target, NULL))
    return FALSE;

  g_ptr_array_add (self->targets, g_steal_pointer (&target));
  return TRUE;
}

static void
limner_model_selection_finalize (GObject *object)
{
  LimnerModelSelection *self = LIMNER_MODEL_SELECTION (object);

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->anchor, g_free);

  G_OBJECT_CLASS (limner_model_selection_parent_class)->finalize (object);
}

static void
limner_model_selection_class_init (LimnerModelSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_model_selection_finalize;

  /**
   * LimnerModelSelection::changed:
   * @self: the selection
   *
   * Other models are selected than before.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_model_selection_init (LimnerModelSelection *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_free);
}

/**
 * limner_model_selection_new:
 *
 * Returns: (transfer full): a selection of no model
 */
LimnerModelSelection *
limner_model_selection_new (void)
{
  return g_object_new (LIMNER_TYPE_MODEL_SELECTION, NULL);
}

/**
 * limner_model_selection_contains:
 * @self: a selection
 * @server: where the model is
 * @reference: `owner/name`
 *
 * Returns: whether the model is selected
 */
gboolean
limner_model_selection_contains (LimnerModelSelection *self,
                                 const char           *server,
                                 const char           *reference)
{
  g_autofree char *target = NULL;

  g_return_val_if_fail (LIMNER_IS_MODEL_SELECTION (self), FALSE);
  g_return_val_if_fail (server != NULL && reference != NULL, FALSE);

  target = make_target (server, reference);
  return find (self, target, NULL);
}

/**
 * limner_model_selection_toggle:
 * @self: a selection
 * @server: where the model is
 * @reference: `owner/name`
 *
 * Selects a model, or no longer. A range begins there.
 */
void
limner_model_selection_toggle (LimnerModelSelection *self,
                               const char           *server,
                               const char           *reference)
{
  g_autofree char *target = NULL;
  guint index;

  g_return_if_fail (LIMNER_IS_MODEL_SELECTION (self));
  g_return_if_fail (server != NULL && reference != NULL);

  target = make_target (server, reference);
  if (find (self, target, &index))
    g_ptr_array_remove_index (self->targets, index);
  else
    add (self, server, reference);
  g_free (self->anchor);
  self->anchor = g_steal_pointer (&target);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
find_place (LimnerModelSelection *self,
            const char           *server,
            GPtrArray            *references,
            const char           *target,
            guint                *index)
{
  for (guint i = 0; target != NULL && i < references->len; i++)
    {
      g_autofree char *other = make_target (server, g_ptr_array_index (references, i));

      if (g_str_equal (other, target))
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * limner_model_selection_extend:
 * @self: a selection
 * @server: where the models are
 * @references: (element-type utf8): the models among which @reference stands, in their order
 * @reference: `owner/name`
 *
 * Selects all models from the one that was selected last up to this one, as far as both stand among
 * the same; else this one.
 */
void
limner_model_selection_extend (LimnerModelSelection *self,
                               const char           *server,
                               GPtrArray            *references,
                               const char           *reference)
{
  g_autofree char *target = NULL;
  guint first, last;

  g_return_if_fail (LIMNER_IS_MODEL_SELECTION (self));
  g_return_if_fail (server != NULL && references != NULL && reference != NULL);

  target = make_target (server, reference);
  if (!find_place (self, server, references, self->anchor, &first) ||
      !find_place (self, server, references, target, &last))
    {
      add (self, server, reference);
      g_free (self->anchor);
      self->anchor = g_steal_pointer (&target);
    }
  else
    {
      for (guint i = first; i != last; i = first < last ? i + 1 : i - 1)
        add (self, server, g_ptr_array_index (references, i));
      add (self, server, reference);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * limner_model_selection_add_all:
 * @self: a selection
 * @server: where the models are
 * @references: (element-type utf8): models
 *
 * Selects them all, as far as there is room.
 */
void
limner_model_selection_add_all (LimnerModelSelection *self,
                                const char           *server,
                                GPtrArray            *references)
{
  g_return_if_fail (LIMNER_IS_MODEL_SELECTION (self));
  g_return_if_fail (server != NULL && references != NULL);

  for (guint i = 0; i < references->len; i++)
    add (self, server, g_ptr_array_index (references, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * limner_model_selection_clear:
 * @self: a selection
 *
 * Selects nothing.
 */
void
limner_model_selection_clear (LimnerModelSelection *self)
{
  g_return_if_fail (LIMNER_IS_MODEL_SELECTION (self));

  g_ptr_array_set_size (self->targets, 0);
  g_clear_pointer (&self->anchor, g_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * limner_model_selection_get_n:
 * @self: a selection
 *
 * Returns: how many models are selected
 */
guint
limner_model_selection_get_n (LimnerModelSelection *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_SELECTION (self), 0);

  return self->targets->len;
}

/**
 * limner_model_selection_dup_targets:
 * @self: a selection
 *
 * Returns: (transfer full): the models as `SERVER owner/name`, those that were selected first first
 */
char **
limner_model_selection_dup_targets (LimnerModelSelection *self)
{
  char **targets;

  g_return_val_if_fail (LIMNER_IS_MODEL_SELECTION (self), NULL);

  targets = g_new0 (char *, self->targets->len + 1);
  for (guint i = 0; i < self->targets->len; i++)
    targets[i] = g_strdup (g_ptr_array_index (self->targets, i));
  return targets;
}
