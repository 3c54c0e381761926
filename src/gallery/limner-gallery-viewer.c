/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "widgets/limner-picture-view.h"

#include "limner-gallery-viewer.h"

#define ZOOM_STEP 1.25

/**
 * LimnerGalleryViewer:
 *
 * One picture of a list at a time, large; arrow keys and Space go on to its neighbours, so that
 * with the gallery's keys for ratings many pictures are looked through quickly. When the picture
 * that is shown leaves the list, its neighbour takes its place.
 */
struct _LimnerGalleryViewer
{
  GtkWidget          parent_instance;

  GListModel        *list;        /* (owned) (nullable) */
  gulong             changed_id;
  guint              position;
  LimnerGalleryItem *item;        /* (owned) (nullable) */
  gulong             notify_id;

  /* Template widgets */
  LimnerPictureView *view;
  GtkLabel          *position_label;
  GtkLabel          *zoom_label;
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerGalleryViewer, limner_gallery_viewer, GTK_TYPE_WIDGET)

static void
item_changed_cb (LimnerGalleryViewer *self)
{
  const char *prompt = limner_gallery_item_get_prompt (self->item);

  limner_picture_view_set_path (self->view, limner_gallery_item_get_path (self->item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  prompt != NULL && prompt[0] != '\0' ? prompt : _("Picture"), -1);
}

static void
take_item (LimnerGalleryViewer *self,
           LimnerGalleryItem   *item)
{
  if (self->item == item)
    return;

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    {
      self->notify_id = g_signal_connect_swapped (item, "notify", G_CALLBACK (item_changed_cb),
                                                  self);
      item_changed_cb (self);
    }
  else
    limner_picture_view_set_path (self->view, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

static void
update (LimnerGalleryViewer *self)
{
  guint n_items = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autofree char *text = NULL;

  if (self->position >= n_items && n_items > 0)
    self->position = n_items - 1;
  if (self->position < n_items)
    item = g_list_model_get_item (self->list, self->position);
  take_item (self, item);
  if (n_items > 0)
    /* Translators: the number of the picture shown and of all pictures */
    text = g_strdup_printf (_("%u of %u"), self->position + 1, n_items);
  gtk_label_set_label (self->position_label, text != NULL ? text : "");
}

static void
items_changed_cb (LimnerGalleryViewer *self,
                  guint                position,
                  guint                removed,
                  guint                added)
{
  /* New pictures above push the one that is looked at down. */
  if (position < self->position && removed == 0)
    self->position += added;
  else if (position + removed <= self->position && added == 0)
    self->position -= removed;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
zoom_changed_cb (LimnerGalleryViewer *self)
{
  g_autofree char *text = NULL;

  /* Translators: the zoom in percent */
  text = g_strdup_printf (_("%d %%"),
                          (int) lround (limner_picture_view_get_zoom (self->view) * 100));
  gtk_label_set_label (self->zoom_label, text);
}

static void
zoom_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGalleryViewer *self = LIMNER_GALLERY_VIEWER (widget);
  double factor = 1.0;

  if (g_str_equal (action_name, "gallery.zoom-fit"))
    limner_picture_view_fit (self->view);
  else if (g_str_equal (action_name, "gallery.zoom-actual"))
    limner_picture_view_set_zoom (self->view, 1.0);
  else
    {
      factor = g_str_equal (action_name, "gallery.zoom-in") ? ZOOM_STEP : 1 / ZOOM_STEP;
      limner_picture_view_set_zoom (self->view, limner_picture_view_get_zoom (self->view) * factor);
    }
}

static void
step_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  limner_gallery_viewer_move (LIMNER_GALLERY_VIEWER (widget),
                              g_str_equal (action_name, "gallery.next") ? 1 : -1);
}

static void
limner_gallery_viewer_dispose (GObject *object)
{
  LimnerGalleryViewer *self = LIMNER_GALLERY_VIEWER (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_clear_object (&self->item);
  if (self->list != NULL)
    g_clear_signal_handler (&self->changed_id, self->list);
  g_clear_object (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY_VIEWER);

  G_OBJECT_CLASS (limner_gallery_viewer_parent_class)->dispose (object);
}

static void
limner_gallery_viewer_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  LimnerGalleryViewer *self = LIMNER_GALLERY_VIEWER (object);

  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct { guint key; GdkModifierType modifiers; const char *action; } bindings[] = {
    { GDK_KEY_Left, 0, "gallery.previous" },
    { GDK_KEY_Page_Up, 0, "gallery.previous" },
    { GDK_KEY_space, GDK_SHIFT_MASK, "gallery.previous" },
    { GDK_KEY_Right, 0, "gallery.next" },
    { GDK_KEY_Page_Down, 0, "gallery.next" },
    { GDK_KEY_space, 0, "gallery.next" },
    { GDK_KEY_plus, 0, "gallery.zoom-in" },
    { GDK_KEY_plus, GDK_CONTROL_MASK, "gallery.zoom-in" },
    { GDK_KEY_equal, GDK_CONTROL_MASK, "gallery.zoom-in" },
    { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "gallery.zoom-in" },
    { GDK_KEY_minus, 0, "gallery.zoom-out" },
    { GDK_KEY_minus, GDK_CONTROL_MASK, "gallery.zoom-out" },
    { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "gallery.zoom-out" },
    { GDK_KEY_0, GDK_CONTROL_MASK, "gallery.zoom-fit" },
    { GDK_KEY_1, GDK_CONTROL_MASK, "gallery.zoom-actual" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (widget_class, bindings[i].key, bindings[i].modifiers,
                                         bindings[i].action, NULL);
}

static void
limner_gallery_viewer_class_init (LimnerGalleryViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_gallery_viewer_dispose;
  object_class->get_property = limner_gallery_viewer_get_property;

  /**
   * LimnerGalleryViewer:item:
   *
   * The picture that is shown.
   */
  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, LIMNER_TYPE_GALLERY_ITEM,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "gallery.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "gallery.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "gallery.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "gallery.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "gallery.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "gallery.zoom-actual", NULL, zoom_action);
  add_bindings (widget_class);

  g_type_ensure (LIMNER_TYPE_PICTURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery-viewer.ui");
  /* Bound only to be let go with the template. */
  gtk_widget_class_bind_template_child_full (widget_class, "overlay", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryViewer, position_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryViewer, view);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryViewer, zoom_label);
  gtk_widget_class_set_css_name (widget_class, "galleryviewer");
}

static void
limner_gallery_viewer_init (LimnerGalleryViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->view, "notify::zoom", G_CALLBACK (zoom_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::loading", G_CALLBACK (zoom_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_gallery_viewer_get_list:
 * @self: a viewer
 *
 * Gets the pictures.
 *
 * Returns: (transfer none) (nullable): the list
 */
GListModel *
limner_gallery_viewer_get_list (LimnerGalleryViewer *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_VIEWER (self), NULL);

  return self->list;
}

/**
 * limner_gallery_viewer_set_list:
 * @self: a viewer
 * @list: (nullable): the pictures, of #LimnerGalleryItem
 *
 * Sets the pictures among which the arrow keys move.
 */
void
limner_gallery_viewer_set_list (LimnerGalleryViewer *self,
                                GListModel          *list)
{
  g_return_if_fail (LIMNER_IS_GALLERY_VIEWER (self));

  if (self->list == list)
    return;

  if (self->list != NULL)
    g_clear_signal_handler (&self->changed_id, self->list);
  g_set_object (&self->list, list);
  if (list != NULL)
    self->changed_id = g_signal_connect_swapped (list, "items-changed",
                                                 G_CALLBACK (items_changed_cb), self);
}

/**
 * limner_gallery_viewer_get_position:
 * @self: a viewer
 *
 * Gets which picture is shown.
 *
 * Returns: its position in the list
 */
guint
limner_gallery_viewer_get_position (LimnerGalleryViewer *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_VIEWER (self), 0);

  return self->position;
}

/**
 * limner_gallery_viewer_set_position:
 * @self: a viewer
 * @position: in the list
 *
 * Shows a picture.
 */
void
limner_gallery_viewer_set_position (LimnerGalleryViewer *self,
                                    guint                position)
{
  g_return_if_fail (LIMNER_IS_GALLERY_VIEWER (self));

  self->position = position;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * limner_gallery_viewer_get_item:
 * @self: a viewer
 *
 * Gets what is shown.
 *
 * Returns: (transfer none) (nullable): the item
 */
LimnerGalleryItem *
limner_gallery_viewer_get_item (LimnerGalleryViewer *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_VIEWER (self), NULL);

  return self->item;
}

/**
 * limner_gallery_viewer_get_texture:
 * @self: a viewer
 *
 * Gets the picture for the clipboard.
 *
 * Returns: (transfer none) (nullable): the texture
 */
GdkTexture *
limner_gallery_viewer_get_texture (LimnerGalleryViewer *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_VIEWER (self), NULL);

  return limner_picture_view_get_texture (self->view);
}

/**
 * limner_gallery_viewer_move:
 * @self: a viewer
 * @step: how many pictures to go on; negative to go back
 *
 * Goes on to a neighbour; stays at the ends.
 */
void
limner_gallery_viewer_move (LimnerGalleryViewer *self,
                            int                  step)
{
  gint64 n_items;

  g_return_if_fail (LIMNER_IS_GALLERY_VIEWER (self));

  n_items = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;
  if (n_items > 0)
    limner_gallery_viewer_set_position (self, (guint) CLAMP ((gint64) self->position + step, 0,
                                                             n_items - 1));
}
