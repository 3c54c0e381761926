/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-training-picture.h"

/**
 * LimnerTrainingPicture:
 *
 * One picture that a model is to learn from: a file that the library keeps, what is on it in
 * words, and whether only its middle square is used.
 */
struct _LimnerTrainingPicture
{
  GObject  parent_instance;

  char    *reference;     /* `blob:…` */
  char    *caption;
  int      width;
  int      height;
  guint64  n_bytes;
  guint64  print;         /* what it roughly looks like */
  gboolean is_unreviewed;
  gboolean is_square;
  gboolean is_alike;
};

enum
{
  PROP_0,
  PROP_CAPTION,
  PROP_UNREVIEWED,
  PROP_SQUARE,
  PROP_ALIKE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerTrainingPicture, limner_training_picture, G_TYPE_OBJECT)

static void
limner_training_picture_finalize (GObject *object)
{
  LimnerTrainingPicture *self = LIMNER_TRAINING_PICTURE (object);

  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->caption, g_free);

  G_OBJECT_CLASS (limner_training_picture_parent_class)->finalize (object);
}

static void
limner_training_picture_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  LimnerTrainingPicture *self = LIMNER_TRAINING_PICTURE (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;

    case PROP_UNREVIEWED:
      g_value_set_boolean (value, self->is_unreviewed);
      break;

    case PROP_SQUARE:
      g_value_set_boolean (value, self->is_square);
      break;

    case PROP_ALIKE:
      g_value_set_boolean (value, self->is_alike);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_training_picture_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  LimnerTrainingPicture *self = LIMNER_TRAINING_PICTURE (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      limner_training_picture_set_caption (self, g_value_get_string (value));
      break;

    case PROP_UNREVIEWED:
      limner_training_picture_set_unreviewed (self, g_value_get_boolean (value));
      break;

    case PROP_SQUARE:
      limner_training_picture_set_square (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_training_picture_class_init (LimnerTrainingPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_training_picture_finalize;
  object_class->get_property = limner_training_picture_get_property;
  object_class->set_property = limner_training_picture_set_property;

  properties[PROP_CAPTION] =
    g_param_spec_string ("caption", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_UNREVIEWED] =
    g_param_spec_boolean ("unreviewed", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SQUARE] =
    g_param_spec_boolean ("square", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ALIKE] =
    g_param_spec_boolean ("alike", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_training_picture_init (LimnerTrainingPicture *self)
{
  self->caption = g_strdup ("");
}

/**
 * limner_training_picture_new:
 * @reference: `blob:…`
 * @width: its width in pixels
 * @height: its height in pixels
 * @n_bytes: the size of its file
 * @print: what it roughly looks like: pictures that differ in few of these bits look alike
 *
 * Returns: (transfer full): the picture, without a caption
 */
LimnerTrainingPicture *
limner_training_picture_new (const char *reference,
                             int         width,
                             int         height,
                             guint64     n_bytes,
                             guint64     print)
{
  LimnerTrainingPicture *self;

  g_return_val_if_fail (reference != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_TRAINING_PICTURE, NULL);
  self->reference = g_strdup (reference);
  self->width = width;
  self->height = height;
  self->n_bytes = n_bytes;
  self->print = print;
  return self;
}

/** Returns: (transfer none): `blob:…` */
const char *
limner_training_picture_get_reference (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), NULL);

  return self->reference;
}

/** Returns: its width in pixels */
int
limner_training_picture_get_width (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), 0);

  return self->width;
}

/** Returns: its height in pixels */
int
limner_training_picture_get_height (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), 0);

  return self->height;
}

/** Returns: the size of its file in bytes */
guint64
limner_training_picture_get_n_bytes (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), 0);

  return self->n_bytes;
}

/** Returns: 64 bits that say what it roughly looks like */
guint64
limner_training_picture_get_print (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), 0);

  return self->print;
}

/** Returns: (transfer none): what is on it, empty where nobody has said */
const char *
limner_training_picture_get_caption (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), NULL);

  return self->caption;
}

/**
 * limner_training_picture_set_caption:
 * @self: a picture
 * @caption: (nullable): what is on it
 *
 * Says what is on the picture.
 */
void
limner_training_picture_set_caption (LimnerTrainingPicture *self,
                                     const char            *caption)
{
  g_return_if_fail (LIMNER_IS_TRAINING_PICTURE (self));

  if (caption == NULL)
    caption = "";
  if (g_str_equal (caption, self->caption))
    return;

  g_free (self->caption);
  self->caption = g_strdup (caption);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}

/** Returns: whether the caption was written by a model and nobody has looked at it yet */
gboolean
limner_training_picture_get_unreviewed (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), FALSE);

  return self->is_unreviewed;
}

/**
 * limner_training_picture_set_unreviewed:
 * @self: a picture
 * @unreviewed: whether somebody still has to look at the caption
 *
 * Marks a caption that a model wrote.
 */
void
limner_training_picture_set_unreviewed (LimnerTrainingPicture *self,
                                        gboolean               unreviewed)
{
  g_return_if_fail (LIMNER_IS_TRAINING_PICTURE (self));

  if (self->is_unreviewed == !!unreviewed)
    return;

  self->is_unreviewed = !!unreviewed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREVIEWED]);
}

/** Returns: whether only its middle square is used */
gboolean
limner_training_picture_get_square (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), FALSE);

  return self->is_square;
}

/**
 * limner_training_picture_set_square:
 * @self: a picture
 * @square: whether only its middle square is used
 *
 * Chooses between the whole picture and its middle.
 */
void
limner_training_picture_set_square (LimnerTrainingPicture *self,
                                    gboolean               square)
{
  g_return_if_fail (LIMNER_IS_TRAINING_PICTURE (self));

  if (self->is_square == !!square)
    return;

  self->is_square = !!square;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SQUARE]);
}

/** Returns: whether it looks like one that stands before it in its set */
gboolean
limner_training_picture_get_alike (LimnerTrainingPicture *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (self), FALSE);

  return self->is_alike;
}

/**
 * limner_training_picture_set_alike:
 * @self: a picture
 * @alike: whether it looks like one that stands before it
 *
 * Says what the set has found by comparing; it is found anew with every change of the set.
 */
void
limner_training_picture_set_alike (LimnerTrainingPicture *self,
                                   gboolean               alike)
{
  g_return_if_fail (LIMNER_IS_TRAINING_PICTURE (self));

  if (self->is_alike == !!alike)
    return;

  self->is_alike = !!alike;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALIKE]);
}
