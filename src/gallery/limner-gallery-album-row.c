/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-keys-bind.h"

#include "limner-gallery-album-row.h"

/**
 * LimnerGalleryAlbumRow:
 *
 * One album: a click shows it, pictures are dropped on it, its menu renames, moves and deletes it.
 * It is dragged between others.
 */
struct _LimnerGalleryAlbumRow
{
  GtkWidget    parent_instance;

  char        *name;     /* (owned) */

  GtkWidget   *stack;    /* (owned) child: the button, or the entry while it is renamed */
  GtkWidget   *entry;
  GtkLabel    *count;    /* how many pictures there are in it */
};

enum
{
  CHOSEN,
  RENAMED,
  DELETED,
  DROPPED,
  SHIFTED,
  ARRANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerGalleryAlbumRow, limner_gallery_album_row, GTK_TYPE_WIDGET)

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  LimnerGalleryAlbumRow *self = LIMNER_GALLERY_ALBUM_ROW (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->name);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "entry");
  gtk_widget_grab_focus (self->entry);
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[DELETED], 0);
}

static void
move_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[SHIFTED], 0, g_str_equal (action_name, "album.move-up") ? -1 : 1);
}

static void
clicked_cb (LimnerGalleryAlbumRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
entered_cb (LimnerGalleryAlbumRow *self)
{
  g_autofree char *name = NULL;

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "album");
  if (name[0] != '\0' && !g_str_equal (name, self->name))
    g_signal_emit (self, signals[RENAMED], 0, name);
}

static void
stop_renaming (LimnerGalleryAlbumRow *self)
{
  if (self->stack != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "album");
}

static gboolean
key_pressed_cb (LimnerGalleryAlbumRow *self,
                guint                  key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_renaming (self);
  return GDK_EVENT_STOP;
}

static gboolean
drop_cb (LimnerGalleryAlbumRow *self,
         const GValue          *value)
{
  char **ids = g_value_get_boxed (value);

  if (ids == NULL || ids[0] == NULL)
    return FALSE;

  g_signal_emit (self, signals[DROPPED], 0, ids);
  return TRUE;
}

static GdkContentProvider *
drag_prepare_cb (LimnerGalleryAlbumRow *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "entry") == 0)
    return NULL;
  return gdk_content_provider_new_typed (LIMNER_TYPE_GALLERY_ALBUM_ROW, self);
}

static void
drag_begin_cb (LimnerGalleryAlbumRow *self,
               GdkDrag               *drag,
               GtkDragSource         *source)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* Where another album would go: above or below this one. */
static GdkDragAction
album_motion_cb (LimnerGalleryAlbumRow *self,
                 double                 x,
                 double                 y)
{
  gboolean below = y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  gtk_widget_remove_css_class (GTK_WIDGET (self), below ? "limner-drop-above"
                                                        : "limner-drop-below");
  gtk_widget_add_css_class (GTK_WIDGET (self), below ? "limner-drop-below" : "limner-drop-above");
  return GDK_ACTION_MOVE;
}

static void
album_leave_cb (LimnerGalleryAlbumRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "limner-drop-above");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "limner-drop-below");
}

static gboolean
album_drop_cb (LimnerGalleryAlbumRow *self,
               const GValue          *value,
               double                 x,
               double                 y)
{
  LimnerGalleryAlbumRow *other = g_value_get_object (value);

  album_leave_cb (self);
  if (other == NULL || other == self)
    return FALSE;

  g_signal_emit (self, signals[ARRANGED], 0, other->name,
                 y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
  return TRUE;
}

static void
add_dragging (LimnerGalleryAlbumRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (LIMNER_TYPE_GALLERY_ALBUM_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "motion", G_CALLBACK (album_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (album_leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (album_drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

static void
limner_gallery_album_row_dispose (GObject *object)
{
  LimnerGalleryAlbumRow *self = LIMNER_GALLERY_ALBUM_ROW (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_album_row_parent_class)->dispose (object);
}

static void
limner_gallery_album_row_finalize (GObject *object)
{
  LimnerGalleryAlbumRow *self = LIMNER_GALLERY_ALBUM_ROW (object);

  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (limner_gallery_album_row_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  /**
   * LimnerGalleryAlbumRow::chosen:
   * @self: the row
   *
   * Emitted when the album shall be shown.
   */
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  /**
   * LimnerGalleryAlbumRow::renamed:
   * @self: the row
   * @name: the new name, not empty
   *
   * Emitted when the album shall be called otherwise.
   */
  signals[RENAMED] = g_signal_new ("renamed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * LimnerGalleryAlbumRow::deleted:
   * @self: the row
   *
   * Emitted when the album shall be deleted.
   */
  signals[DELETED] = g_signal_new ("deleted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * LimnerGalleryAlbumRow::dropped:
   * @self: the row
   * @ids: (type GStrv): of pictures
   *
   * Emitted when pictures were dropped on the album.
   */
  signals[DROPPED] = g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);

  /**
   * LimnerGalleryAlbumRow::shifted:
   * @self: the row
   * @by: -1 for up, 1 for down
   *
   * Emitted when the album shall change places with a neighbour.
   */
  signals[SHIFTED] = g_signal_new ("shifted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);

  /**
   * LimnerGalleryAlbumRow::arranged:
   * @self: the row
   * @album: the name of another album
   * @after: whether it comes after this one
   *
   * Emitted when another album shall come before or after this one.
   */
  signals[ARRANGED] = g_signal_new ("arranged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
limner_gallery_album_row_class_init (LimnerGalleryAlbumRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_gallery_album_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_gallery_album_row_finalize;

  install_signals (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_install_action (widget_class, "album.move-up", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "album.move-down", NULL, move_action);
  limner_keys_bind (widget_class, "album.move-up");
  limner_keys_bind (widget_class, "album.move-down");
  gtk_widget_class_set_css_name (widget_class, "album");
  gtk_widget_class_install_action (widget_class, "album.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "album.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "album.rename", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limner_gallery_album_row_init (LimnerGalleryAlbumRow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_COPY);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->stack = gtk_stack_new ();
  self->entry = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("New name of the album"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, key);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (stop_renaming), self);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  add_dragging (self);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

static GtkWidget *
make_menu_button (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("_Rename"), "album.rename");
  g_menu_append (menu, _("Move _up"), "album.move-up");
  g_menu_append (menu, _("Move do_wn"), "album.move-down");
  g_menu_append (menu, _("_Delete the album"), "album.delete");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More"), -1);
  return button;
}

/**
 * limner_gallery_album_row_new:
 * @name: the album's name
 * @n_items: how many pictures are in it
 *
 * Makes a row.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_gallery_album_row_new (const char *name,
                              guint       n_items)
{
  LimnerGalleryAlbumRow *self = g_object_new (LIMNER_TYPE_GALLERY_ALBUM_ROW, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *count = gtk_label_new (NULL);

  self->name = g_strdup (name);
  self->count = GTK_LABEL (count);
  limner_gallery_album_row_set_n_items (self, n_items);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), count);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "limner-place");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (line), make_menu_button ());
  gtk_stack_add_named (GTK_STACK (self->stack), line, "album");
  gtk_stack_add_named (GTK_STACK (self->stack), self->entry, "entry");
  return GTK_WIDGET (self);
}

/**
 * limner_gallery_album_row_get_name:
 * @self: a row
 *
 * Gets which album it is.
 *
 * Returns: (transfer none): its name
 */
const char *
limner_gallery_album_row_get_name (LimnerGalleryAlbumRow *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_ALBUM_ROW (self), NULL);

  return self->name;
}

/**
 * limner_gallery_album_row_set_n_items:
 * @self: a row
 * @n_items: how many pictures are in the album
 *
 * Shows another number of pictures.
 */
void
limner_gallery_album_row_set_n_items (LimnerGalleryAlbumRow *self,
                                      guint                  n_items)
{
  g_autofree char *number = g_strdup_printf ("%u", n_items);

  g_return_if_fail (LIMNER_IS_GALLERY_ALBUM_ROW (self));

  gtk_label_set_text (self->count, number);
}
