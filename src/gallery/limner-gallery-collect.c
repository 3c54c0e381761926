/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tags and albums of the pictures that are selected. */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-keys-bind.h"

#include "limner-gallery-picker.h"
#include "limner-gallery-private.h"

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_store_change_finish (LIMNER_STORE (source), result, NULL, &error))
    _limner_gallery_tell_error (self, error);
}

static void
tag_picked_cb (LimnerGallery *self,
               const char    *tag)
{
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);
  const char *add[] = { tag, NULL };
  g_autofree char *text = NULL;
  guint n = g_strv_length (ids);

  if (n == 0)
    return;

  limner_store_change_tags_async (self->store, (const char *const *) ids, add, NULL, NULL,
                                  changed_cb, g_object_ref (self));
  /* Translators: a number of pictures, and a tag */
  text = g_strdup_printf (ngettext ("%u picture tagged “%s”", "%u pictures tagged “%s”", n), n,
                          tag);
  _limner_gallery_toast (self, text);
}

static void
album_picked_cb (LimnerGallery *self,
                 const char    *album)
{
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);
  g_autofree char *text = NULL;
  guint n = g_strv_length (ids);

  if (n == 0)
    return;

  limner_store_add_to_album_async (self->store, album, (const char *const *) ids, NULL, changed_cb,
                                   g_object_ref (self));
  /* Translators: a number of pictures, and the name of an album */
  text = g_strdup_printf (ngettext ("%u picture put into “%s”", "%u pictures put into “%s”", n), n,
                          album);
  _limner_gallery_toast (self, text);
}

static void
remove_from_album_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  g_autofree char *album = _limner_gallery_dup_album (self);
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);

  if (album != NULL && ids[0] != NULL)
    limner_store_remove_from_album_async (self->store, album, (const char *const *) ids, NULL,
                                          changed_cb, g_object_ref (self));
}

/* The key that opens a picker */
static void
pick_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  GtkMenuButton *button = g_str_equal (action_name, "gallery.add-tag") ? self->tag_button
                                                                      : self->album_button;

  gtk_revealer_set_reveal_child (self->selection_revealer, TRUE);
  gtk_menu_button_popup (button);
}

/* The first picture from a place on that does not move itself. */
static char *
dup_next_id (LimnerGallery      *self,
             const char * const *moved,
             guint               position)
{
  GListModel *list = G_LIST_MODEL (self->list);

  for (; position < g_list_model_get_n_items (list); position++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (list, position);

      if (!g_strv_contains (moved, limner_gallery_item_get_id (item)))
        return g_strdup (limner_gallery_item_get_id (item));
    }
  return NULL;
}

/* Whether pictures lie side by side in front of another one already. */
static gboolean
is_in_place (LimnerGallery      *self,
             const char * const *ids,
             const char         *before)
{
  guint end = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n = g_strv_length ((char **) ids);
  guint position;

  if (before != NULL)
    limner_gallery_list_find (self->list, before, &end);
  for (guint i = 0; i < n; i++)
    {
      if (!limner_gallery_list_find (self->list, ids[i], &position) || position + n - i != end)
        return FALSE;
    }
  return TRUE;
}

static void
arrange (LimnerGallery      *self,
         const char * const *ids,
         guint               position)
{
  g_autofree char *album = _limner_gallery_dup_album (self);
  g_autofree char *before = dup_next_id (self, ids, position);

  if (album == NULL || is_in_place (self, ids, before))
    return;

  g_clear_pointer (&self->moved_ids, g_strfreev);
  self->moved_ids = g_strdupv ((char **) ids);
  limner_store_move_in_album_async (self->store, album, ids, before, NULL, changed_cb,
                                    g_object_ref (self));
}

/* What was moved leaves the list and comes back elsewhere: it stays selected. */
void
_limner_gallery_keep_moved (LimnerGallery *self)
{
  g_auto(GStrv) ids = NULL;
  guint position;

  for (guint i = 0; self->moved_ids != NULL && self->moved_ids[i] != NULL; i++)
    {
      if (!limner_gallery_list_find (self->list, self->moved_ids[i], &position))
        return;
    }

  ids = g_steal_pointer (&self->moved_ids);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (limner_gallery_list_find (self->list, ids[i], &position))
        limner_gallery_grid_select (self->grid, position, i > 0, FALSE);
    }
}

static void
arranged_cb (LimnerGallery      *self,
             const char * const *ids,
             guint               position)
{
  arrange (self, ids, position);
}

/* What is selected goes before the picture in front of it, or behind the one that follows. */
static void
move_in_album_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  GtkBitset *selection = limner_gallery_grid_get_selection (self->grid);
  g_auto(GStrv) ids = limner_gallery_grid_dup_selected_ids (self->grid);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint first, last;

  if (limner_gallery_list_get_sort (self->list) != LIMNER_GALLERY_SORT_ALBUM || ids[0] == NULL)
    return;

  first = gtk_bitset_get_minimum (selection);
  last = gtk_bitset_get_maximum (selection);
  if (g_str_equal (action_name, "gallery.move-earlier") ? first == 0 : last + 1 >= n_items)
    gtk_widget_error_bell (widget);
  else
    arrange (self, (const char * const *) ids,
             g_str_equal (action_name, "gallery.move-earlier") ? first - 1 : last + 2);
}

/* In an album its own order is offered, and is the first choice. */
void
_limner_gallery_update_order (LimnerGallery *self)
{
  GtkStringList *orders = GTK_STRING_LIST (gtk_drop_down_get_model (self->sort_drop_down));
  g_autofree char *album = _limner_gallery_dup_album (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (orders));

  if (album != NULL && n == LIMNER_GALLERY_SORT_ALBUM)
    {
      self->usual_order = gtk_drop_down_get_selected (self->sort_drop_down);
      gtk_string_list_append (orders, _("Album order"));
      gtk_drop_down_set_selected (self->sort_drop_down, LIMNER_GALLERY_SORT_ALBUM);
    }
  else if (album == NULL && n > LIMNER_GALLERY_SORT_ALBUM)
    {
      if (gtk_drop_down_get_selected (self->sort_drop_down) == LIMNER_GALLERY_SORT_ALBUM)
        gtk_drop_down_set_selected (self->sort_drop_down, self->usual_order);
      gtk_string_list_remove (orders, LIMNER_GALLERY_SORT_ALBUM);
    }
}

void
_limner_gallery_class_collect (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.move-earlier", NULL,
                                   move_in_album_action);
  gtk_widget_class_install_action (widget_class, "gallery.move-later", NULL, move_in_album_action);
  limner_keys_bind (widget_class, "gallery.move-earlier");
  limner_keys_bind (widget_class, "gallery.move-later");
  gtk_widget_class_install_action (widget_class, "gallery.remove-from-album", NULL,
                                   remove_from_album_action);
  gtk_widget_class_install_action (widget_class, "gallery.add-tag", NULL, pick_action);
  gtk_widget_class_install_action (widget_class, "gallery.add-to-album", NULL, pick_action);
  limner_keys_bind (widget_class, "gallery.add-tag");
  limner_keys_bind (widget_class, "gallery.add-to-album");
}

static void
add_picker (LimnerGallery           *self,
            GtkMenuButton           *button,
            LimnerGalleryPickerKind  kind,
            GCallback                picked)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker = limner_gallery_picker_new (self->store, kind);

  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (button, popover);
  g_signal_connect_object (picker, "picked", picked, self, G_CONNECT_SWAPPED);
}

void
_limner_gallery_init_collect (LimnerGallery *self)
{
  limner_keys_show_in_tooltip (GTK_WIDGET (self->tag_button), "gallery.add-tag", _("Add a tag"));
  limner_keys_show_in_tooltip (GTK_WIDGET (self->album_button), "gallery.add-to-album",
                               _("Put into an album"));
  g_signal_connect_object (self->grid, "arranged", G_CALLBACK (arranged_cb), self,
                           G_CONNECT_SWAPPED);
  add_picker (self, self->tag_button, LIMNER_GALLERY_PICKER_TAG, G_CALLBACK (tag_picked_cb));
  add_picker (self, self->album_button, LIMNER_GALLERY_PICKER_ALBUM, G_CALLBACK (album_picked_cb));
}

/* The order of an album is for albums; what they are left for is kept. */
static GVariant *
order_to_setting (const GValue       *value,
                  const GVariantType *type,
                  gpointer            data)
{
  guint order = g_value_get_uint (value);

  return order < LIMNER_GALLERY_SORT_ALBUM ? g_variant_new_uint32 (order) : NULL;
}

static gboolean
order_from_setting (GValue   *value,
                    GVariant *setting,
                    gpointer  data)
{
  g_value_set_uint (value, g_variant_get_uint32 (setting));
  return TRUE;
}

/**
 * limner_gallery_remember:
 * @self: a gallery
 * @settings: the settings of the program
 *
 * Shows pictures in the size, the order and the stacks of last time, and keeps what is chosen for
 * the next.
 */
void
limner_gallery_remember (LimnerGallery *self,
                         GSettings     *settings)
{
  g_return_if_fail (LIMNER_IS_GALLERY (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_settings_bind (settings, "gallery-row-height", self->grid, "row-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "gallery-stacked", self, "stacked", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "gallery-order", self->sort_drop_down, "selected",
                                G_SETTINGS_BIND_DEFAULT, order_from_setting, order_to_setting,
                                NULL, NULL);
}
