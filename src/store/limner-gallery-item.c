/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-item-private.h"

/**
 * LimnerGalleryItem:
 *
 * One picture of the library, as lists hold it. There is one object for a picture however many
 * lists show it, so whoever watches it sees every change. It may exist before its details were read
 * from the database: then #LimnerGalleryItem:loaded is %FALSE, all else is empty, and it fills
 * itself.
 */
struct _LimnerGalleryItem
{
  GObject            parent_instance;

  gint64             number;
  char              *id;

  /* Owned */
  LimnerItemDetails *details;   /* NULL until loaded */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LOADED,
  PROP_DETAILS,
  PROP_PATH,
  PROP_MIME,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_CREATED,
  PROP_PROMPT,
  PROP_SEED,
  PROP_MODEL,
  PROP_OPERATION,
  PROP_COST,
  PROP_FAVOURITE,
  PROP_RATING,
  PROP_TAGS,
  PROP_NOTES,
  PROP_TRASHED,
  PROP_MISSING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerGalleryItem, limner_gallery_item, G_TYPE_OBJECT)

/* What a property reads while nothing is loaded. */
static LimnerItemDetails *
get_details_or_empty (LimnerGalleryItem *self)
{
  static gsize empty = 0;

  if (self->details != NULL)
    return self->details;
  if (g_once_init_enter (&empty))
    g_once_init_leave (&empty, (gsize) limner_item_details_new ());
  return GSIZE_TO_POINTER (empty);
}

static void
limner_gallery_item_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LimnerGalleryItem *self = LIMNER_GALLERY_ITEM (object);
  LimnerItemDetails *details = get_details_or_empty (self);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_LOADED:
      g_value_set_boolean (value, self->details != NULL);
      break;

    case PROP_DETAILS:
      g_value_set_boxed (value, self->details);
      break;

    case PROP_PATH:
      g_value_set_string (value, details->path);
      break;

    case PROP_MIME:
      g_value_set_string (value, details->mime);
      break;

    case PROP_WIDTH:
      g_value_set_int (value, details->width);
      break;

    case PROP_HEIGHT:
      g_value_set_int (value, details->height);
      break;

    case PROP_CREATED:
      g_value_set_int64 (value, details->created);
      break;

    case PROP_PROMPT:
      g_value_set_string (value, details->prompt);
      break;

    case PROP_SEED:
      g_value_set_string (value, details->seed);
      break;

    case PROP_MODEL:
      g_value_set_string (value, details->model);
      break;

    case PROP_OPERATION:
      g_value_set_string (value, details->operation);
      break;

    case PROP_COST:
      g_value_set_double (value, details->cost);
      break;

    case PROP_FAVOURITE:
      g_value_set_boolean (value, details->favourite);
      break;

    case PROP_RATING:
      g_value_set_int (value, details->rating);
      break;

    case PROP_TAGS:
      g_value_set_boxed (value, details->tags);
      break;

    case PROP_NOTES:
      g_value_set_string (value, details->notes);
      break;

    case PROP_TRASHED:
      g_value_set_boolean (value, details->trashed != 0);
      break;

    case PROP_MISSING:
      g_value_set_boolean (value, details->missing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_gallery_item_finalize (GObject *object)
{
  LimnerGalleryItem *self = LIMNER_GALLERY_ITEM (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->details, limner_item_details_unref);

  G_OBJECT_CLASS (limner_gallery_item_parent_class)->finalize (object);
}

static void
limner_gallery_item_class_init (LimnerGalleryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_gallery_item_get_property;
  object_class->finalize = limner_gallery_item_finalize;

  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DETAILS] = g_param_spec_boxed ("details", NULL, NULL, LIMNER_TYPE_ITEM_DETAILS,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PATH] =
    g_param_spec_string ("path", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MIME] =
    g_param_spec_string ("mime", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDTH] =
    g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HEIGHT] =
    g_param_spec_int ("height", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CREATED] =
    g_param_spec_int64 ("created", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROMPT] =
    g_param_spec_string ("prompt", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEED] =
    g_param_spec_string ("seed", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODEL] =
    g_param_spec_string ("model", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OPERATION] =
    g_param_spec_string ("operation", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COST] =
    g_param_spec_double ("cost", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FAVOURITE] =
    g_param_spec_boolean ("favourite", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RATING] =
    g_param_spec_int ("rating", NULL, NULL, -1, 5, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TAGS] =
    g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NOTES] =
    g_param_spec_string ("notes", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TRASHED] =
    g_param_spec_boolean ("trashed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MISSING] =
    g_param_spec_boolean ("missing", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_gallery_item_init (LimnerGalleryItem *self)
{
}

LimnerGalleryItem *
_limner_gallery_item_new (gint64 id)
{
  LimnerGalleryItem *self = g_object_new (LIMNER_TYPE_GALLERY_ITEM, NULL);

  self->number = id;
  self->id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  return self;
}

gint64
_limner_gallery_item_get_number (LimnerGalleryItem *self)
{
  return self->number;
}

static gboolean
strv_equal (char **a,
            char **b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal ((const char * const *) a, (const char * const *) b);
}

/* Two numbers of which both may be unknown. */
static gboolean
same_number (double a,
             double b)
{
  return a == b || (a != a && b != b);
}

static void
notify_differences (LimnerGalleryItem       *self,
                    const LimnerItemDetails *old,
                    const LimnerItemDetails *now)
{
  struct { guint prop; gboolean differs; } table[] = {
    { PROP_PATH, g_strcmp0 (old->path, now->path) != 0 },
    { PROP_MIME, g_strcmp0 (old->mime, now->mime) != 0 },
    { PROP_WIDTH, old->width != now->width },
    { PROP_HEIGHT, old->height != now->height },
    { PROP_CREATED, old->created != now->created },
    { PROP_PROMPT, g_strcmp0 (old->prompt, now->prompt) != 0 },
    { PROP_SEED, g_strcmp0 (old->seed, now->seed) != 0 },
    { PROP_MODEL, g_strcmp0 (old->model, now->model) != 0 },
    { PROP_OPERATION, g_strcmp0 (old->operation, now->operation) != 0 },
    { PROP_COST, !same_number (old->cost, now->cost) },
    { PROP_FAVOURITE, !old->favourite != !now->favourite },
    { PROP_RATING, old->rating != now->rating },
    { PROP_TAGS, !strv_equal (old->tags, now->tags) },
    { PROP_NOTES, g_strcmp0 (old->notes, now->notes) != 0 },
    { PROP_TRASHED, (old->trashed == 0) != (now->trashed == 0) },
    { PROP_MISSING, !old->missing != !now->missing },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (table[i].differs)
        g_object_notify_by_pspec (G_OBJECT (self), properties[table[i].prop]);
    }
}

/* Takes over what the database has now. Nothing is told about what did not change. */
void
_limner_gallery_item_set_details (LimnerGalleryItem *self,
                                  LimnerItemDetails *details)
{
  g_autoptr(LimnerItemDetails) old = NULL;

  if (self->details == details)
    return;

  old = limner_item_details_ref (get_details_or_empty (self));
  g_object_freeze_notify (G_OBJECT (self));
  if (self->details == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_clear_pointer (&self->details, limner_item_details_unref);
  self->details = limner_item_details_ref (details);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS]);
  notify_differences (self, old, details);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * limner_gallery_item_get_id:
 * @self: an item
 *
 * Gets the text that names the item in actions and on the command line.
 *
 * Returns: (transfer none): decimal digits
 */
const char *
limner_gallery_item_get_id (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return self->id;
}

/**
 * limner_gallery_item_get_loaded:
 * @self: an item
 *
 * Tells whether the details were read yet.
 *
 * Returns: %TRUE when they are there
 */
gboolean
limner_gallery_item_get_loaded (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), FALSE);

  return self->details != NULL;
}

/**
 * limner_gallery_item_get_details:
 * @self: an item
 *
 * Gets all that is known at once.
 *
 * Returns: (transfer none) (nullable): the details, %NULL until they are loaded
 */
LimnerItemDetails *
limner_gallery_item_get_details (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return self->details;
}

/**
 * limner_gallery_item_get_path:
 * @self: an item
 *
 * Gets where the picture lies.
 *
 * Returns: (transfer none) (nullable): an absolute path
 */
const char *
limner_gallery_item_get_path (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->path;
}

/**
 * limner_gallery_item_dup_file:
 * @self: an item
 *
 * Gets the picture file.
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
limner_gallery_item_dup_file (LimnerGalleryItem *self)
{
  const char *path;

  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  path = get_details_or_empty (self)->path;
  return path != NULL ? g_file_new_for_path (path) : NULL;
}

/**
 * limner_gallery_item_get_mime:
 * @self: an item
 *
 * Gets the media type.
 *
 * Returns: (transfer none) (nullable): such as `image/png`
 */
const char *
limner_gallery_item_get_mime (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->mime;
}

/**
 * limner_gallery_item_get_width:
 * @self: an item
 *
 * Gets the width.
 *
 * Returns: in pixels, 0 when unknown
 */
int
limner_gallery_item_get_width (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), 0);

  return get_details_or_empty (self)->width;
}

/**
 * limner_gallery_item_get_height:
 * @self: an item
 *
 * Gets the height.
 *
 * Returns: in pixels, 0 when unknown
 */
int
limner_gallery_item_get_height (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), 0);

  return get_details_or_empty (self)->height;
}

/**
 * limner_gallery_item_get_created:
 * @self: an item
 *
 * Gets when the picture was made.
 *
 * Returns: microseconds since 1970, UTC
 */
gint64
limner_gallery_item_get_created (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), 0);

  return get_details_or_empty (self)->created;
}

/**
 * limner_gallery_item_get_prompt:
 * @self: an item
 *
 * Gets the prompt as it was sent.
 *
 * Returns: (transfer none) (nullable): the prompt
 */
const char *
limner_gallery_item_get_prompt (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->prompt;
}

/**
 * limner_gallery_item_get_negative_prompt:
 * @self: an item
 *
 * Gets what was not wanted.
 *
 * Returns: (transfer none) (nullable): the negative prompt
 */
const char *
limner_gallery_item_get_negative_prompt (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->negative_prompt;
}

/**
 * limner_gallery_item_get_seed:
 * @self: an item
 *
 * Gets the seed that was really used.
 *
 * Returns: (transfer none) (nullable): decimal digits
 */
const char *
limner_gallery_item_get_seed (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->seed;
}

/**
 * limner_gallery_item_get_output:
 * @self: an item
 * @n_outputs: (out) (optional): how many pictures its job made, 0 when that is not known
 *
 * Gets which of the pictures of its job it is.
 *
 * Returns: a number from 0
 */
guint
limner_gallery_item_get_output (LimnerGalleryItem *self,
                                guint             *n_outputs)
{
  const LimnerItemDetails *details;

  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), 0);

  details = get_details_or_empty (self);
  if (n_outputs != NULL)
    *n_outputs = (guint) details->n_outputs;
  return (guint) details->output_index;
}

/**
 * limner_gallery_item_get_model:
 * @self: an item
 *
 * Gets the model.
 *
 * Returns: (transfer none) (nullable): `owner/name`
 */
const char *
limner_gallery_item_get_model (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->model;
}

/**
 * limner_gallery_item_get_version:
 * @self: an item
 *
 * Gets the version of the model.
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
limner_gallery_item_get_version (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->version;
}

/**
 * limner_gallery_item_get_server:
 * @self: an item
 *
 * Gets the server that ran it.
 *
 * Returns: (transfer none) (nullable): the server's id
 */
const char *
limner_gallery_item_get_server (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->server;
}

/**
 * limner_gallery_item_get_job:
 * @self: an item
 *
 * Gets the job that made it, whose log may still be known.
 *
 * Returns: (transfer none) (nullable): the job's id
 */
const char *
limner_gallery_item_get_job (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->job;
}

/**
 * limner_gallery_item_get_operation:
 * @self: an item
 *
 * Gets what was done: generate, edit, extend and so on.
 *
 * Returns: (transfer none) (nullable): the word
 */
const char *
limner_gallery_item_get_operation (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->operation;
}

/**
 * limner_gallery_item_get_input:
 * @self: an item
 *
 * Gets the inputs as sent, with files as `blob:` references.
 *
 * Returns: (transfer none) (nullable): a JSON object
 */
const char *
limner_gallery_item_get_input (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->input;
}

/**
 * limner_gallery_item_get_parents:
 * @self: an item
 *
 * Gets the items this one was made from.
 *
 * Returns: (transfer none) (nullable): their ids
 */
const char * const *
limner_gallery_item_get_parents (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return (const char * const *) get_details_or_empty (self)->parents;
}

/**
 * limner_gallery_item_get_tags:
 * @self: an item
 *
 * Gets the tags.
 *
 * Returns: (transfer none) (nullable): the tags, sorted
 */
const char * const *
limner_gallery_item_get_tags (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return (const char * const *) get_details_or_empty (self)->tags;
}

/**
 * limner_gallery_item_get_notes:
 * @self: an item
 *
 * Gets the free text.
 *
 * Returns: (transfer none) (nullable): the notes
 */
const char *
limner_gallery_item_get_notes (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), NULL);

  return get_details_or_empty (self)->notes;
}

/**
 * limner_gallery_item_get_cost:
 * @self: an item
 *
 * Gets what it cost.
 *
 * Returns: US dollars, NaN when unknown
 */
double
limner_gallery_item_get_cost (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), 0);

  return get_details_or_empty (self)->cost;
}

/**
 * limner_gallery_item_get_predict_time:
 * @self: an item
 *
 * Gets how long the model ran.
 *
 * Returns: seconds, NaN when unknown
 */
double
limner_gallery_item_get_predict_time (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), 0);

  return get_details_or_empty (self)->predict_time;
}

/**
 * limner_gallery_item_get_favourite:
 * @self: an item
 *
 * Tells whether it has the star.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_gallery_item_get_favourite (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), FALSE);

  return get_details_or_empty (self)->favourite;
}

/**
 * limner_gallery_item_get_rating:
 * @self: an item
 *
 * Gets the rating.
 *
 * Returns: -1 rejected, 0 none, 1 to 5
 */
int
limner_gallery_item_get_rating (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), 0);

  return get_details_or_empty (self)->rating;
}

/**
 * limner_gallery_item_get_trashed:
 * @self: an item
 *
 * Tells whether it was deleted, which can still be undone.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_gallery_item_get_trashed (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), FALSE);

  return get_details_or_empty (self)->trashed != 0;
}

/**
 * limner_gallery_item_get_missing:
 * @self: an item
 *
 * Tells whether the file was gone when last looked for.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_gallery_item_get_missing (LimnerGalleryItem *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (self), FALSE);

  return get_details_or_empty (self)->missing;
}
