/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with pictures. An action works on the picture that is open, else on the
 * selection; what concerns one picture goes to the window by its id. */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-keys-bind.h"

#include "limner-gallery-export.h"
#include "limner-gallery-private.h"
#include "limner-gallery-sheet.h"

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

/* Hands the one picture to the window. */
static void
window_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  static const struct { const char *ours; const char *theirs; } names[] = {
    { "gallery.use-settings", "win.use-settings" },
    { "gallery.new-seed", "win.new-seed" },
    { "gallery.remix", "win.remix" },
    { "gallery.edit", "win.edit-item" },
    { "gallery.use-prompt", "win.use-prompt" },
    { "gallery.use-seed", "win.use-seed" },
    { "gallery.upscale", "win.upscale-item" },
    { "gallery.vary", "win.vary-item" },
    { "gallery.control", "win.control-item" },
    { "gallery.save-recipe", "win.save-recipe" },
    { "gallery.show-in-files", "win.show-in-files" },
  };
  g_autoptr(LimnerGalleryItem) item = _limner_gallery_dup_current (LIMNER_GALLERY (widget));

  for (gsize i = 0; item != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].ours, action_name))
      gtk_widget_activate_action (widget, names[i].theirs, "s", limner_gallery_item_get_id (item));
}

static void
copy_text_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  g_autoptr(LimnerGalleryItem) item = _limner_gallery_dup_current (self);
  gboolean is_seed = g_str_equal (action_name, "gallery.copy-seed");
  const char *text;

  if (item == NULL)
    return;

  text = is_seed ? limner_gallery_item_get_seed (item) : limner_gallery_item_get_prompt (item);
  if (text == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  _limner_gallery_toast (self, is_seed ? _("Seed copied") : _("Prompt copied"));
}

static void
favourite_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  g_autoptr(LimnerGalleryItem) item = _limner_gallery_dup_current (self);
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);

  if (item == NULL || ids[0] == NULL)
    return;

  _limner_gallery_remember (self, LIMNER_GALLERY_CHANGE_FAVOURITE);
  limner_store_set_favourite_async (self->store, (const char *const *) ids,
                                    !limner_gallery_item_get_favourite (item), self->cancellable,
                                    changed_cb, g_object_ref (self));
}

/* Giving the rating that is there already takes it away. */
static void
rate_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  g_autoptr(LimnerGalleryItem) item = _limner_gallery_dup_current (self);
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);
  int rating = CLAMP (g_variant_get_int32 (parameter), -1, 5);

  if (item == NULL || ids[0] == NULL)
    return;

  if (limner_gallery_item_get_rating (item) == rating)
    rating = 0;
  _limner_gallery_remember (self, LIMNER_GALLERY_CHANGE_RATING);
  limner_store_set_rating_async (self->store, (const char *const *) ids, rating,
                                 self->cancellable, changed_cb, g_object_ref (self));
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);

  if (ids[0] == NULL)
    return;

  _limner_gallery_remember (self, LIMNER_GALLERY_CHANGE_TRASH);
  limner_store_trash_async (self->store, (const char *const *) ids, self->cancellable,
                            changed_cb, g_object_ref (self));
  _limner_gallery_offer_undo (self);
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);

  if (ids[0] != NULL)
    limner_store_restore_async (self->store, (const char *const *) ids, self->cancellable,
                                changed_cb, g_object_ref (self));
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  guint position = limner_gallery_grid_get_cursor (self->grid);

  if (position != GTK_INVALID_LIST_POSITION)
    _limner_gallery_open (self, position);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  /* Where there is no room for both, details or places stand in front of the pictures. */
  if (!gtk_widget_get_visible (self->main_box))
    {
      gtk_toggle_button_set_active (self->details_button, FALSE);
      gtk_toggle_button_set_active (self->places_button, FALSE);
    }
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "grid") != 0)
    _limner_gallery_close_viewer (self);
  else
    limner_gallery_grid_unselect_all (self->grid);
}

static void
compare_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  GtkBitset *selection = limner_gallery_grid_get_selection (self->grid);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selection, &position);
       more && items->len < LIMNER_GALLERY_COMPARE_MAX;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->list), position));
  if (items->len < 2)
    return;

  g_clear_pointer (&self->cull_ids, g_ptr_array_unref);
  limner_gallery_compare_set_items (self->compare, items);
  limner_gallery_compare_set_progress (self->compare, 0, 0);
  gtk_revealer_set_reveal_child (self->selection_revealer, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "compare");
  gtk_widget_grab_focus (GTK_WIDGET (self->compare));
}

static void
toggle_stack_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  guint position = limner_gallery_grid_get_cursor (self->grid);

  if (position != GTK_INVALID_LIST_POSITION)
    limner_gallery_list_toggle_stack (self->list, position);
}

static void
select_all_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  limner_gallery_grid_select_all (self->grid);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  gtk_widget_grab_focus (self->search_entry);
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

static void
show_all_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
details_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  gtk_toggle_button_set_active (self->details_button,
                                !gtk_toggle_button_get_active (self->details_button));
}

static void
export_chosen (LimnerGallery *self,
               GPtrArray     *items,
               const char    *action_name)
{
  limner_gallery_export_present (GTK_WIDGET (self), items,
                                 g_str_equal (action_name, "gallery.export-clean")
                                   ? LIMNER_EXPORT_NOTHING : LIMNER_EXPORT_EVERYTHING);
}

static void
copy_chosen (LimnerGallery *self,
             GPtrArray     *items,
             const char    *action_name)
{
  gboolean is_shown = items->len == 1 &&
                      limner_gallery_viewer_get_item (self->viewer) == items->pdata[0];

  _limner_gallery_copy (self, items,
                        is_shown ? limner_gallery_viewer_get_texture (self->viewer) : NULL);
}

static void
sheet_chosen (LimnerGallery *self,
              GPtrArray     *items,
              const char    *action_name)
{
  limner_gallery_sheet_present (GTK_WIDGET (self), items);
}

/* Sends their files through a model or a recipe, which the window asks for. */
static void
batch_chosen (LimnerGallery *self,
              GPtrArray     *items,
              const char    *action_name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) uris = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(GFile) file = limner_gallery_item_dup_file (items->pdata[i]);
      g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

      if (uri != NULL)
        g_strv_builder_add (builder, uri);
    }
  uris = g_strv_builder_end (builder);
  if (uris[0] != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.batch", "^as", uris);
}

static void
chosen_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  LimnerGalleryChosenFunc func = export_chosen;

  if (g_str_equal (action_name, "gallery.batch"))
    func = batch_chosen;
  else if (g_str_equal (action_name, "gallery.contact-sheet"))
    func = sheet_chosen;
  else if (g_str_equal (action_name, "gallery.copy-picture"))
    func = copy_chosen;
  _limner_gallery_with_chosen (LIMNER_GALLERY (widget), func, action_name);
}

/* Keeps what can be done and what is offered the same. */
void
_limner_gallery_update_actions (LimnerGallery *self)
{
  static const char *const for_one[] = {
    "gallery.copy-picture", "gallery.copy-prompt", "gallery.copy-seed", "gallery.edit",
    "gallery.upscale", "gallery.vary", "gallery.control", "gallery.save-recipe",
    "gallery.export", "gallery.batch", "gallery.contact-sheet",
    "gallery.export-clean",
    "gallery.favourite", "gallery.new-seed", "gallery.open", "gallery.rate",
    "gallery.remix",
    "gallery.open-with", "gallery.show-in-files", "gallery.use-settings",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr(LimnerGalleryItem) item = _limner_gallery_dup_current (self);
  guint n = limner_gallery_grid_get_n_selected (self->grid);
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gboolean trash = limner_gallery_list_get_trash (self->list);
  g_autofree char *album = _limner_gallery_dup_album (self);

  for (gsize i = 0; i < G_N_ELEMENTS (for_one); i++)
    gtk_widget_action_set_enabled (widget, for_one[i], item != NULL);
  gtk_widget_action_set_enabled (widget, "gallery.use-prompt",
                                 item != NULL && limner_gallery_item_get_prompt (item) != NULL);
  gtk_widget_action_set_enabled (widget, "gallery.use-seed",
                                 item != NULL && limner_gallery_item_get_seed (item) != NULL);
  gtk_widget_action_set_enabled (widget, "gallery.delete", item != NULL && !trash);
  gtk_widget_action_set_enabled (widget, "gallery.restore", item != NULL && trash);
  gtk_widget_action_set_enabled (widget, "gallery.add-tag", item != NULL);
  gtk_widget_action_set_enabled (widget, "gallery.add-to-album", item != NULL);
  gtk_widget_action_set_enabled (widget, "gallery.remove-from-album",
                                 item != NULL && album != NULL);
  gtk_widget_action_set_enabled (widget, "gallery.toggle-stack",
                                 limner_gallery_list_get_stacked (self->list));
  gtk_widget_action_set_enabled (widget, "gallery.cull", n_all > 0);
  gtk_widget_action_set_enabled (widget, "gallery.cull-next", _limner_gallery_is_culling (self));
  gtk_widget_action_set_enabled (widget, "gallery.cull-previous",
                                 _limner_gallery_is_culling (self));
  gtk_widget_action_set_enabled (widget, "gallery.compare",
                                 n >= 2 && n <= LIMNER_GALLERY_COMPARE_MAX);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const char * const ids[] = {
    "gallery.use-settings", "gallery.new-seed", "gallery.remix", "gallery.edit",
    "gallery.use-prompt", "gallery.use-seed", "gallery.upscale", "gallery.compare",
    "gallery.favourite", "gallery.details", "gallery.toggle-stack", "gallery.delete",
    "gallery.copy-picture", "gallery.export", "gallery.export-clean", "gallery.contact-sheet",
    "gallery.cull", "gallery.undo",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    limner_keys_bind (widget_class, ids[i]);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "gallery.back", NULL);
  for (int i = 0; i <= 5; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + (guint) i, 0, "gallery.rate",
                                           "i", i);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + (guint) i, 0,
                                           "gallery.rate", "i", i);
    }
  limner_keys_bind_action (widget_class, "gallery.reject", "gallery.rate",
                           g_variant_new_int32 (-1));
}

void
_limner_gallery_class_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "gallery.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "gallery.copy-picture", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "gallery.copy-prompt", NULL, copy_text_action);
  gtk_widget_class_install_action (widget_class, "gallery.copy-seed", NULL, copy_text_action);
  gtk_widget_class_install_action (widget_class, "gallery.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "gallery.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "gallery.edit", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.upscale", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.vary", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.control", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.save-recipe", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.export", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "gallery.export-clean", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "gallery.batch", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "gallery.contact-sheet", NULL, chosen_action);
  gtk_widget_class_install_action (widget_class, "gallery.favourite", NULL, favourite_action);
  gtk_widget_class_install_action (widget_class, "gallery.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "gallery.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "gallery.new-seed", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.remix", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "gallery.rate", "i", rate_action);
  gtk_widget_class_install_action (widget_class, "gallery.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "gallery.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "gallery.toggle-stack", NULL,
                                   toggle_stack_action);
  gtk_widget_class_install_action (widget_class, "gallery.show-in-files", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.use-prompt", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.use-seed", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "gallery.use-settings", NULL, window_action);
  add_bindings (widget_class);
}
