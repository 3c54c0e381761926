/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-context.h"

struct _LimnerFormContext
{
  GObject           parent_instance;

  /* Owned */
  LimnerFormFiles  *files;            /* or NULL */
  char            **canvas_fields;
  char            **prompt_history;   /* newest first */
  GHashTable       *previews;         /* reference → LimnerFormPreview without its texture */

  gboolean          offers_canvas;
  gboolean          offers_gallery;
  gboolean          offers_ideas;
};

enum
{
  PROP_0,
  PROP_FILES,
  PROP_CANVAS_FIELDS,
  N_PROPS
};

enum
{
  REQUEST_CANVAS,
  REQUEST_GALLERY,
  REQUEST_IDEAS,
  CHOOSE_MEANING,
  PREVIEWED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerFormContext, limner_form_context, G_TYPE_OBJECT)

static char *no_strings[] = { NULL };

static gboolean
set_strings (char              ***strings,
             const char *const   *value)
{
  const char *const *given = value != NULL ? value : (const char *const *) no_strings;

  if (g_strv_equal ((const char *const *) *strings, given))
    return FALSE;

  g_strfreev (*strings);
  *strings = g_strdupv ((char **) given);
  return TRUE;
}

static void
limner_form_context_dispose (GObject *object)
{
  LimnerFormContext *self = LIMNER_FORM_CONTEXT (object);

  g_clear_object (&self->files);

  G_OBJECT_CLASS (limner_form_context_parent_class)->dispose (object);
}

static void
limner_form_context_finalize (GObject *object)
{
  LimnerFormContext *self = LIMNER_FORM_CONTEXT (object);

  g_clear_pointer (&self->previews, g_hash_table_unref);
  g_clear_pointer (&self->canvas_fields, g_strfreev);
  g_clear_pointer (&self->prompt_history, g_strfreev);

  G_OBJECT_CLASS (limner_form_context_parent_class)->finalize (object);
}

static void
limner_form_context_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LimnerFormContext *self = LIMNER_FORM_CONTEXT (object);

  switch (prop_id)
    {
    case PROP_FILES:
      g_value_set_object (value, self->files);
      break;
    case PROP_CANVAS_FIELDS:
      g_value_set_boxed (value, self->canvas_fields);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_form_context_class_init (LimnerFormContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_form_context_dispose;
  object_class->finalize = limner_form_context_finalize;
  object_class->get_property = limner_form_context_get_property;

  properties[PROP_FILES] =
    g_param_spec_object ("files", NULL, NULL, LIMNER_TYPE_FORM_FILES,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CANVAS_FIELDS] =
    g_param_spec_boxed ("canvas-fields", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REQUEST_CANVAS] =
    g_signal_new ("request-canvas", LIMNER_TYPE_FORM_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REQUEST_GALLERY] =
    g_signal_new ("request-gallery", LIMNER_TYPE_FORM_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REQUEST_IDEAS] =
    g_signal_new ("request-ideas", LIMNER_TYPE_FORM_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, GTK_TYPE_WIDGET);
  signals[CHOOSE_MEANING] =
    g_signal_new ("choose-meaning", LIMNER_TYPE_FORM_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[PREVIEWED] =
    g_signal_new ("previewed", LIMNER_TYPE_FORM_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
limner_form_context_init (LimnerFormContext *self)
{
  self->canvas_fields = g_strdupv (no_strings);
  self->prompt_history = g_strdupv (no_strings);
  self->previews = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) limner_form_preview_free);
}

/**
 * limner_form_context_new:
 *
 * Returns: (transfer full): a context without files
 */
LimnerFormContext *
limner_form_context_new (void)
{
  return g_object_new (LIMNER_TYPE_FORM_CONTEXT, NULL);
}

/**
 * limner_form_context_get_files:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): the keeper of files
 */
LimnerFormFiles *
limner_form_context_get_files (LimnerFormContext *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), NULL);

  return self->files;
}

/**
 * limner_form_context_set_files:
 * @self: a context
 * @files: (nullable): the keeper of files
 *
 * Sets where files are kept; without it none can be chosen.
 */
void
limner_form_context_set_files (LimnerFormContext *self,
                               LimnerFormFiles   *files)
{
  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  if (g_set_object (&self->files, files))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILES]);
}

/**
 * limner_form_context_get_canvas_fields:
 * @self: a context
 *
 * Returns: (transfer none): the names of the inputs that the canvas fills
 */
const char *const *
limner_form_context_get_canvas_fields (LimnerFormContext *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), NULL);

  return (const char *const *) self->canvas_fields;
}

/**
 * limner_form_context_set_canvas_fields:
 * @self: a context
 * @names: (nullable): the names of the inputs that the canvas fills
 *
 * Returns: whether that was a change
 */
gboolean
limner_form_context_set_canvas_fields (LimnerFormContext *self,
                                       const char *const *names)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), FALSE);

  if (!set_strings (&self->canvas_fields, names))
    return FALSE;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANVAS_FIELDS]);
  return TRUE;
}

/**
 * limner_form_context_is_canvas_field:
 * @self: a context
 * @name: an input's name
 *
 * Returns: whether the canvas fills that input
 */
gboolean
limner_form_context_is_canvas_field (LimnerFormContext *self,
                                     const char        *name)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), FALSE);

  return g_strv_contains ((const char *const *) self->canvas_fields, name);
}

/**
 * limner_form_context_get_prompt_history:
 * @self: a context
 *
 * Returns: (transfer none): earlier prompts, the newest first
 */
const char *const *
limner_form_context_get_prompt_history (LimnerFormContext *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), NULL);

  return (const char *const *) self->prompt_history;
}

/**
 * limner_form_context_set_prompt_history:
 * @self: a context
 * @prompts: (nullable): earlier prompts, the newest first
 *
 * Returns: whether that was a change
 */
gboolean
limner_form_context_set_prompt_history (LimnerFormContext *self,
                                        const char *const *prompts)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), FALSE);

  return set_strings (&self->prompt_history, prompts);
}

/**
 * limner_form_context_note_preview:
 * @self: a context
 * @reference: what an input holds
 * @preview: what became known of it
 *
 * Remembers what is known of a file, so that rows can compare theirs with those of others.
 */
void
limner_form_context_note_preview (LimnerFormContext       *self,
                                  const char              *reference,
                                  const LimnerFormPreview *preview)
{
  LimnerFormPreview *known;

  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  known = limner_form_preview_new ();
  known->width = preview->width;
  known->height = preview->height;
  known->n_bytes = preview->n_bytes;
  known->has_alpha = preview->has_alpha;
  known->is_rotated = preview->is_rotated;
  g_hash_table_replace (self->previews, g_strdup (reference), known);
  g_signal_emit (self, signals[PREVIEWED], 0, reference);
}

/**
 * limner_form_context_get_preview:
 * @self: a context
 * @reference: (nullable): what an input holds
 *
 * Returns: (transfer none) (nullable): what is known of it, %NULL where nothing is yet
 */
const LimnerFormPreview *
limner_form_context_get_preview (LimnerFormContext *self,
                                 const char        *reference)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), NULL);

  return reference != NULL ? g_hash_table_lookup (self->previews, reference) : NULL;
}

/**
 * limner_form_context_set_offers:
 * @self: a context
 * @canvas: whether someone answers when the canvas's picture is asked for
 * @gallery: whether someone answers when a picture of the gallery is asked for
 *
 * Sets what the rows that are made from now on offer.
 */
void
limner_form_context_set_offers (LimnerFormContext *self,
                                gboolean           canvas,
                                gboolean           gallery)
{
  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  self->offers_canvas = canvas;
  self->offers_gallery = gallery;
}

/**
 * limner_form_context_offers_canvas:
 * @self: a context
 *
 * Returns: whether someone answers when the canvas's picture is asked for
 */
gboolean
limner_form_context_offers_canvas (LimnerFormContext *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), FALSE);

  return self->offers_canvas;
}

/**
 * limner_form_context_offers_gallery:
 * @self: a context
 *
 * Returns: whether someone answers when a picture of the gallery is asked for
 */
gboolean
limner_form_context_offers_gallery (LimnerFormContext *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), FALSE);

  return self->offers_gallery;
}

/**
 * limner_form_context_request_canvas:
 * @self: a context
 * @name: an input's name
 *
 * Asks whoever holds the form to put the canvas's picture into an input.
 */
void
limner_form_context_request_canvas (LimnerFormContext *self,
                                    const char        *name)
{
  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  g_signal_emit (self, signals[REQUEST_CANVAS], 0, name);
}

/**
 * limner_form_context_request_gallery:
 * @self: a context
 * @name: an input's name
 *
 * Asks whoever holds the form to let the person choose from the gallery.
 */
void
limner_form_context_request_gallery (LimnerFormContext *self,
                                     const char        *name)
{
  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  g_signal_emit (self, signals[REQUEST_GALLERY], 0, name);
}

/**
 * limner_form_context_choose_meaning:
 * @self: a context
 * @name: an input's name
 * @role: (nullable): the name of a role, %NULL for the one that is found by itself
 *
 * Tells the form what an input means. It is built anew then.
 */
void
limner_form_context_choose_meaning (LimnerFormContext *self,
                                    const char        *name,
                                    const char        *role)
{
  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  g_signal_emit (self, signals[CHOOSE_MEANING], 0, name, role);
}

/**
 * limner_form_context_set_offers_ideas:
 * @self: a context
 * @ideas: whether someone writes ideas for prompts when they are asked for
 *
 * Sets whether the rows that are made from now on offer ideas.
 */
void
limner_form_context_set_offers_ideas (LimnerFormContext *self,
                                      gboolean           ideas)
{
  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  self->offers_ideas = ideas;
}

/**
 * limner_form_context_offers_ideas:
 * @self: a context
 *
 * Returns: whether someone writes ideas for prompts
 */
gboolean
limner_form_context_offers_ideas (LimnerFormContext *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_CONTEXT (self), FALSE);

  return self->offers_ideas;
}

/**
 * limner_form_context_request_ideas:
 * @self: a context
 * @name: an input's name
 * @anchor: the widget in whose place they are asked for
 *
 * Asks for ideas for a prompt.
 */
void
limner_form_context_request_ideas (LimnerFormContext *self,
                                   const char        *name,
                                   GtkWidget         *anchor)
{
  g_return_if_fail (LIMNER_IS_FORM_CONTEXT (self));

  g_signal_emit (self, signals[REQUEST_IDEAS], 0, name, anchor);
}
