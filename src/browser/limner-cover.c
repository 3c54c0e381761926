/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "widgets/limner-texture-cache.h"
#include "widgets/limner-texture.h"

#include "limner-cover-loader.h"
#include "limner-cover.h"

/** The colours behind the first letter of a model without a cover, by its name. */
static const char * const tints[] = { "tint-1", "tint-2", "tint-3", "tint-4", "tint-5", "tint-6" };

/**
 * LimnerCover:
 *
 * The picture of a model: its cover, cut to fill the place, or the first letter of its name where
 * it has none or none that can be shown. It is loaded when the widget comes on the screen and
 * given up when it leaves.
 */
struct _LimnerCover
{
  GtkWidget     parent_instance;

  /* Owned */
  GtkWidget    *picture;
  GtkWidget    *letter;
  LimnerClient *client;
  char         *url;
  GCancellable *cancellable;

  int           height;
};

G_DEFINE_FINAL_TYPE (LimnerCover, limner_cover, GTK_TYPE_WIDGET)

static void
show_texture (LimnerCover *self,
              GdkTexture  *texture)
{
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture, texture != NULL);
  gtk_widget_set_visible (self->letter, texture == NULL);
}

static void
stop_loading (LimnerCover *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerCover) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPicture) picture = limner_cover_load_finish (result, &error);
  g_autoptr(GdkTexture) texture = NULL;

  if (picture == NULL)
    {
      if (!limner_error_is_cancelled (error))
        g_debug ("A cover could not be shown: %s", error->message);
      return;
    }

  texture = limner_texture_from_picture (picture);
  limner_texture_cache_insert (limner_texture_cache_get_default (), self->url, texture);
  show_texture (self, texture);
}

static void
load (LimnerCover *self)
{
  GdkTexture *known;

  if (self->url == NULL || self->cancellable != NULL ||
      gtk_picture_get_paintable (GTK_PICTURE (self->picture)) != NULL)
    return;

  known = limner_texture_cache_lookup (limner_texture_cache_get_default (), self->url);
  if (known != NULL)
    {
      show_texture (self, known);
      return;
    }

  self->cancellable = g_cancellable_new ();
  limner_cover_load_async (self->client, self->url, self->cancellable, loaded_cb,
                           g_object_ref (self));
}

static void
limner_cover_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_cover_parent_class)->map (widget);
  load (LIMNER_COVER (widget));
}

static void
limner_cover_unmap (GtkWidget *widget)
{
  stop_loading (LIMNER_COVER (widget));
  GTK_WIDGET_CLASS (limner_cover_parent_class)->unmap (widget);
}

static void
limner_cover_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  LimnerCover *self = LIMNER_COVER (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = self->height;
    }
  else
    {
      *minimum = 40;
      *natural = self->height * 4 / 3;
    }
}

static void
limner_cover_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  LimnerCover *self = LIMNER_COVER (widget);
  GtkAllocation whole = { 0, 0, width, height };

  gtk_widget_measure (self->picture, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->picture, &whole, -1);
  gtk_widget_measure (self->letter, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->letter, &whole, -1);
}

static void
limner_cover_dispose (GObject *object)
{
  LimnerCover *self = LIMNER_COVER (object);

  stop_loading (self);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->letter, gtk_widget_unparent);
  g_clear_object (&self->client);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (limner_cover_parent_class)->dispose (object);
}

static void
limner_cover_class_init (LimnerCoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_cover_dispose;
  widget_class->map = limner_cover_map;
  widget_class->unmap = limner_cover_unmap;
  widget_class->measure = limner_cover_measure;
  widget_class->size_allocate = limner_cover_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "cover");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
limner_cover_init (LimnerCover *self)
{
  self->height = 120;
  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  self->letter = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->letter, "letter");
  gtk_widget_set_parent (self->letter, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * limner_cover_new:
 *
 * Returns: (transfer floating): a cover of nothing
 */
GtkWidget *
limner_cover_new (void)
{
  return g_object_new (LIMNER_TYPE_COVER, NULL);
}

/**
 * limner_cover_set_source:
 * @self: a cover
 * @client: (nullable): who fetches it
 * @url: (nullable): its address as a server gave it
 * @name: (nullable): what it is a cover of
 *
 * Shows another cover.
 */
void
limner_cover_set_source (LimnerCover  *self,
                         LimnerClient *client,
                         const char   *url,
                         const char   *name)
{
  g_autofree char *first = NULL;

  g_return_if_fail (LIMNER_IS_COVER (self));

  stop_loading (self);
  g_set_object (&self->client, client);
  g_free (self->url);
  self->url = g_strdup (url);
  show_texture (self, NULL);

  first = name != NULL ? g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 1)) : NULL;
  if (first != NULL)
    {
      g_autofree char *upper = g_utf8_strup (first, -1);

      gtk_label_set_label (GTK_LABEL (self->letter), upper);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tints); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), tints[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self),
                            tints[(name != NULL ? g_str_hash (name) : 0) % G_N_ELEMENTS (tints)]);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

/**
 * limner_cover_set_height:
 * @self: a cover
 * @height: its height in pixels
 *
 * Sets the size; the width is what the place gives.
 */
void
limner_cover_set_height (LimnerCover *self,
                         int          height)
{
  g_return_if_fail (LIMNER_IS_COVER (self));

  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
