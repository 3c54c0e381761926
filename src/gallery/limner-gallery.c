/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-error-text.h"
#include "widgets/limner-keys-bind.h"

#include "limner-gallery-private.h"

#define NARROW      760
#define VERY_NARROW 520
#define NARROWEST   340

/**
 * LimnerGallery:
 *
 * The page of all pictures: a grid to search and select in, one picture large, or several compared;
 * beside them what is known of the one that is selected.
 *
 *   LimnerGalleryList ─► LimnerGalleryGrid ─► selection ─► details, actions
 *                    └─► LimnerGalleryViewer ─┘
 */

enum {
  PROP_0,
  PROP_IMMERSED,
  PROP_STACKED,
  PROP_STORE,
  PROP_TRASH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerGallery, limner_gallery, GTK_TYPE_WIDGET)

static gboolean
shows (LimnerGallery *self,
       const char    *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void
update_empty (LimnerGallery *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const char *filter = limner_gallery_list_get_filter (self->list);
  const char *page = "pictures";

  if (n_items == 0 && !limner_gallery_list_get_loading (self->list))
    {
      if (filter != NULL && filter[0] != '\0')
        {
          g_autofree char *fault = limner_gallery_describe_fault (filter);
          g_autofree char *escaped = fault != NULL ? g_markup_escape_text (fault, -1) : NULL;

          adw_status_page_set_description (self->nothing_page, fault != NULL ? escaped
                                             : _("Try other words, or fewer."));
          page = "nothing-found";
        }
      else
        page = limner_gallery_list_get_trash (self->list) ? "empty-trash" : "empty";
    }
  gtk_stack_set_visible_child_name (self->empty_stack, page);
  if (n_items == 0 && shows (self, "viewer"))
    _limner_gallery_close_viewer (self);
}

static void
update_details (LimnerGallery *self)
{
  g_autoptr(LimnerGalleryItem) item = NULL;

  if (!gtk_toggle_button_get_active (self->details_button))
    return;

  if (shows (self, "grid") && limner_gallery_grid_get_n_selected (self->grid) > 1)
    {
      limner_gallery_details_set_several (self->details, self->list,
                                          limner_gallery_grid_get_selection (self->grid));
      return;
    }
  item = _limner_gallery_dup_current (self);
  limner_gallery_details_set_item (self->details, item);
}

/* A picture was asked for before the list knew of it. */
static void
open_wanted (LimnerGallery *self)
{
  guint position;

  if (!limner_gallery_list_reveal (self->list, self->wanted_id) ||
      !limner_gallery_list_find (self->list, self->wanted_id, &position))
    return;

  g_clear_pointer (&self->wanted_id, g_free);
  _limner_gallery_open (self, position);
}

static void
list_changed_cb (LimnerGallery *self)
{
  const GError *error = limner_gallery_list_get_error (self->list);

  update_empty (self);
  _limner_gallery_keep_moved (self);
  _limner_gallery_compare_again (self);
  _limner_gallery_select_restored (self);
  update_details (self);
  _limner_gallery_update_actions (self);
  if (error != NULL)
    _limner_gallery_tell_error (self, error);
  else if (self->wanted_id != NULL && !limner_gallery_list_get_loading (self->list))
    open_wanted (self);
}

static void
typed_cb (LimnerGallery *self)
{
  if (self->suggest != NULL && gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (
                                 GTK_EDITABLE (self->search_entry)))))
    limner_gallery_suggest_changed (self->suggest);
}

static void
search_changed_cb (LimnerGallery *self)
{
  g_autofree char *filter = _limner_gallery_dup_filter (self);

  g_clear_pointer (&self->restored_ids, g_ptr_array_unref);
  _limner_gallery_update_chips (self);
  _limner_gallery_update_order (self);
  limner_gallery_list_set_filter (self->list, filter);
  if (!shows (self, "grid"))
    _limner_gallery_close_viewer (self);
}

static void
search_activate_cb (LimnerGallery *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;

  limner_gallery_grid_select (self->grid, 0, FALSE, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
search_stop_cb (LimnerGallery *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* What is chosen with the mouse leaves the keyboard with the pictures. */
static void
give_back_keyboard (LimnerGallery *self)
{
  if (shows (self, "grid") && gtk_widget_get_mapped (GTK_WIDGET (self->grid)))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static gboolean
leave_button_cb (gpointer data)
{
  GtkWidget *self = gtk_widget_get_ancestor (data, LIMNER_TYPE_GALLERY);
  GtkRoot *root = gtk_widget_get_root (data);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self != NULL && focus != NULL && gtk_widget_is_ancestor (focus, gtk_widget_get_parent (data)))
    give_back_keyboard (LIMNER_GALLERY (self));
  return G_SOURCE_REMOVE;
}

/* Newer GTK gives the keyboard to the menu's button as soon as this has returned. */
static void
menu_closed_cb (LimnerGallery *self,
                GtkPopover    *menu)
{
  give_back_keyboard (self);
  g_idle_add_full (G_PRIORITY_DEFAULT, leave_button_cb, g_object_ref (menu), g_object_unref);
}

static void
sort_changed_cb (LimnerGallery *self)
{
  guint selected = gtk_drop_down_get_selected (self->sort_drop_down);

  limner_gallery_list_set_sort (self->list, (LimnerGallerySort) selected);
  give_back_keyboard (self);
}

static gboolean
shows_places (LimnerGallery *self)
{
  return gtk_toggle_button_get_active (self->places_button) && !shows (self, "compare") &&
         !self->immersed;
}

/* Places stand beside the pictures, or in their stead where there is no room for both. */
static void
update_places (LimnerGallery *self)
{
  gboolean show = shows_places (self);

  gtk_widget_set_visible (GTK_WIDGET (self->places_revealer), show || !self->narrow);
  gtk_widget_set_visible (self->places_separator, !self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->places_revealer), self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->places), self->narrow);
  gtk_revealer_set_reveal_child (self->places_revealer, show);
}

/* The details stand beside the pictures where there is room, else in their place. Comparing has a
 * table of its own and needs the width. */
static void
details_toggled_cb (LimnerGallery *self)
{
  gboolean comparing = shows (self, "compare");
  gboolean show = gtk_toggle_button_get_active (self->details_button) && !comparing &&
                  !self->immersed;

  gtk_widget_set_sensitive (GTK_WIDGET (self->details_button), !comparing);
  gtk_widget_set_visible (GTK_WIDGET (self->details_revealer), show || !self->narrow);
  gtk_widget_set_visible (self->details_separator, !self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->details_revealer), self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->details), self->narrow);
  update_places (self);
  gtk_widget_set_visible (self->main_box, !self->narrow || (!show && !shows_places (self)));
  gtk_revealer_set_reveal_child (self->details_revealer, show);
  /* The key that brought them takes them away again, and then the pictures have it. */
  if (self->narrow && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (show ? GTK_WIDGET (self->details_button) : GTK_WIDGET (self->grid));
  update_details (self);
}

/* On a full screen one picture has all of it. */
static void
update_immersed (LimnerGallery *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean immersed = GTK_IS_WINDOW (root) && gtk_window_is_fullscreen (GTK_WINDOW (root)) &&
                      gtk_widget_get_mapped (GTK_WIDGET (self)) && shows (self, "viewer");

  if (self->immersed == immersed)
    return;
  self->immersed = immersed;
  gtk_widget_set_visible (self->tool_bar, !immersed);
  if (immersed)
    gtk_widget_set_visible (self->chips_window, FALSE);
  else
    _limner_gallery_update_chips (self);
  details_toggled_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->viewer));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IMMERSED]);
}

static void
page_changed_cb (LimnerGallery *self)
{
  update_immersed (self);
  details_toggled_cb (self);
}

static void
activated_cb (LimnerGallery *self,
              guint          position)
{
  _limner_gallery_open (self, position);
}

static void
selection_changed_cb (LimnerGallery *self)
{
  guint n = limner_gallery_grid_get_n_selected (self->grid);
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%u picture selected", "%u pictures selected", n), n);
  gtk_widget_set_visible (self->select_all_button,
                          n < n_all && gtk_widget_get_visible (self->help_button));
  gtk_label_set_label (self->selection_label, text);
  gtk_revealer_set_reveal_child (self->selection_revealer, n > 1 && shows (self, "grid"));
  update_details (self);
  _limner_gallery_update_actions (self);
}

/* The window's toasts would cover the buttons of the selection: they float above its bar. */
static void
bar_cb (LimnerGallery *self)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (toasts == NULL || self->selection_revealer == NULL)
    return;
  if (gtk_revealer_get_reveal_child (self->selection_revealer) &&
      gtk_widget_get_mapped (GTK_WIDGET (self->selection_revealer)))
    gtk_widget_add_css_class (toasts, "limner-above-bar");
  else
    gtk_widget_remove_css_class (toasts, "limner-above-bar");
}

static void
viewer_item_cb (LimnerGallery *self)
{
  update_details (self);
  _limner_gallery_update_actions (self);
}

void
_limner_gallery_open (LimnerGallery *self,
                      guint          position)
{
  gtk_stack_set_visible_child_name (self->stack, "viewer");
  gtk_revealer_set_reveal_child (self->selection_revealer, FALSE);
  limner_gallery_viewer_set_position (self->viewer, position);
}

/* Back in the grid, the picture that was looked at last is the selected one. */
void
_limner_gallery_close_viewer (LimnerGallery *self)
{
  guint position = limner_gallery_viewer_get_position (self->viewer);
  gboolean was_viewer = shows (self, "viewer");

  gtk_stack_set_visible_child_name (self->stack, "grid");
  limner_gallery_compare_stop (self->compare);
  if (was_viewer && position < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    {
      limner_gallery_grid_select (self->grid, position, FALSE, FALSE);
      limner_gallery_grid_scroll_to (self->grid, position);
    }
  selection_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

void
_limner_gallery_toast (LimnerGallery *self,
                       const char    *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (escaped));
}

void
_limner_gallery_tell_error (LimnerGallery *self,
                            const GError  *error)
{
  g_autofree char *text = limner_error_to_text (error);

  _limner_gallery_toast (self, text);
}

/* The ids that an action works on: the picture that is open, else the selected ones. */
char **
_limner_gallery_dup_targets (LimnerGallery *self)
{
  LimnerGalleryItem *item = limner_gallery_viewer_get_item (self->viewer);
  const char *ids[] = { NULL, NULL };

  if (shows (self, "grid"))
    return limner_gallery_grid_dup_selected_ids (self->grid);

  if (shows (self, "compare"))
    item = limner_gallery_compare_get_current (self->compare);
  if (item != NULL)
    ids[0] = limner_gallery_item_get_id (item);
  return g_strdupv ((char **) ids);
}

LimnerGalleryItem *
_limner_gallery_dup_current (LimnerGallery *self)
{
  GtkBitset *selection = limner_gallery_grid_get_selection (self->grid);
  guint position = limner_gallery_grid_get_cursor (self->grid);

  if (!shows (self, "grid"))
    {
      LimnerGalleryItem *item = shows (self, "viewer")
                                  ? limner_gallery_viewer_get_item (self->viewer)
                                  : limner_gallery_compare_get_current (self->compare);

      return item != NULL ? g_object_ref (item) : NULL;
    }
  if (gtk_bitset_is_empty (selection))
    return NULL;
  if (!gtk_bitset_contains (selection, position))
    position = gtk_bitset_get_minimum (selection);
  return g_list_model_get_item (G_LIST_MODEL (self->list), position);
}

static gboolean
fold_cb (gpointer user_data)
{
  LimnerGallery *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean narrow = width < NARROW;

  self->fold_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->sort_drop_down), width >= VERY_NARROW);
  gtk_widget_set_visible (self->help_button, width >= VERY_NARROW);
  gtk_widget_set_visible (self->compare_button, width >= VERY_NARROW);
  gtk_widget_set_visible (self->export_button, width >= VERY_NARROW);
  gtk_widget_set_visible (self->cull_button, width >= NARROW);
  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      gtk_toggle_button_set_active (self->details_button, !narrow);
      if (narrow)
        gtk_toggle_button_set_active (self->places_button, FALSE);
      details_toggled_cb (self);
    }
  return G_SOURCE_REMOVE;
}

/* What gives way may not change while room is being given, only right after. */
static void
limner_gallery_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  if (self->fold_id == 0 &&
      ((width < NARROW) != self->narrow ||
       (width >= VERY_NARROW) != gtk_widget_get_visible (self->help_button)))
    self->fold_id = g_idle_add_full (G_PRIORITY_HIGH, fold_cb, self, NULL);
  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (self->box, width, height, baseline, NULL);
}

/* As narrow as without all that gives way when there is no room */
static void
limner_gallery_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  gtk_widget_measure (self->box, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, NARROWEST);
}

/* The keys of the pictures work at once; typing a search is one key away. */
static void
limner_gallery_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_gallery_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (LIMNER_GALLERY (widget)->grid));
  _limner_gallery_watch (LIMNER_GALLERY (widget));
}

static void
limner_gallery_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_gallery_parent_class)->root (widget);

  if (!GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    return;
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::fullscreened",
                           G_CALLBACK (update_immersed), widget, G_CONNECT_SWAPPED);
  /* Who goes on from the search has typed its last term. */
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (_limner_gallery_update_chips), widget, G_CONNECT_SWAPPED);
}

static void
limner_gallery_dispose (GObject *object)
{
  LimnerGallery *self = LIMNER_GALLERY (object);

  g_clear_handle_id (&self->fold_id, g_source_remove);
  g_clear_handle_id (&self->open_id, g_source_remove);
  g_clear_handle_id (&self->collect_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->grid != NULL)
    limner_gallery_grid_set_list (self->grid, NULL);
  if (self->suggest != NULL)
    g_object_run_dispose (G_OBJECT (self->suggest));
  g_clear_object (&self->suggest);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY);
  g_cancellable_cancel (self->import_cancellable);
  g_clear_object (&self->import_cancellable);
  g_clear_object (&self->watch);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cull_ids, g_ptr_array_unref);
  g_clear_pointer (&self->restored_ids, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->moved_ids, g_strfreev);
  g_clear_pointer (&self->wanted_id, g_free);

  G_OBJECT_CLASS (limner_gallery_parent_class)->dispose (object);
}

static void
limner_gallery_constructed (GObject *object)
{
  LimnerGallery *self = LIMNER_GALLERY (object);

  G_OBJECT_CLASS (limner_gallery_parent_class)->constructed (object);

  self->list = limner_gallery_list_new (self->store);
  limner_gallery_compare_set_store (self->compare, self->store);
  limner_gallery_details_set_store (self->details, self->store);
  limner_gallery_places_set_store (self->places, self->store);
  self->suggest = limner_gallery_suggest_new (self->search_entry, self->store);
  _limner_gallery_init_collect (self);
  _limner_gallery_init_open (self);
  limner_gallery_grid_set_list (self->grid, self->list);
  limner_gallery_viewer_set_list (self->viewer, G_LIST_MODEL (self->list));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  list_changed_cb (self);
}

static void
limner_gallery_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  LimnerGallery *self = LIMNER_GALLERY (object);

  switch (prop_id)
    {
    case PROP_IMMERSED:
      g_value_set_boolean (value, self->immersed);
      break;
    case PROP_STACKED:
      g_value_set_boolean (value, limner_gallery_list_get_stacked (self->list));
      break;
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_TRASH:
      g_value_set_boolean (value, limner_gallery_list_get_trash (self->list));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_gallery_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  LimnerGallery *self = LIMNER_GALLERY (object);

  switch (prop_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_STACKED:
      limner_gallery_list_set_stacked (self->list, g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TRASH:
      _limner_gallery_close_viewer (self);
      limner_gallery_list_set_trash (self->list, g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, compare);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, album_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, chips_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, chips_window);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, import_bar);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, import_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, import_revealer);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, open_menu);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, compare_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, cull_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, export_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, places);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, places_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, places_revealer);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, places_separator);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, scrubber);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, select_all_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, tag_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, tool_bar);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, details);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, details_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, details_revealer);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, details_separator);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, empty_stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, grid);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, help_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, help_grid);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, item_menu);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, page_menu);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, main_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, search_entry);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, selection_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, selection_revealer);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, sort_drop_down);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallery, viewer);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, details_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, viewer_item_cb);
}

static void
limner_gallery_class_init (LimnerGalleryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = limner_gallery_constructed;
  object_class->dispose = limner_gallery_dispose;
  object_class->get_property = limner_gallery_get_property;
  object_class->set_property = limner_gallery_set_property;
  widget_class->map = limner_gallery_map;
  widget_class->root = limner_gallery_root;
  widget_class->measure = limner_gallery_measure;
  widget_class->size_allocate = limner_gallery_size_allocate;

  /**
   * LimnerGallery:store:
   *
   * The library that is shown; it need not be open yet.
   */
  properties[PROP_STORE] =
    g_param_spec_object ("store", NULL, NULL, LIMNER_TYPE_STORE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerGallery:trash:
   *
   * Whether the deleted pictures are shown instead of the others.
   */
  properties[PROP_TRASH] =
    g_param_spec_boolean ("trash", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * LimnerGallery:stacked:
   *
   * Whether pictures that differ in their seeds only are shown as one.
   */
  properties[PROP_STACKED] =
    g_param_spec_boolean ("stacked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * LimnerGallery:immersed:
   *
   * Whether one picture has the whole screen, so that everything round it should give way.
   */
  properties[PROP_IMMERSED] =
    g_param_spec_boolean ("immersed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "gallery.stacked", "stacked");
  gtk_widget_class_install_property_action (widget_class, "gallery.trash", "trash");
  _limner_gallery_class_actions (widget_class);
  _limner_gallery_class_import (widget_class);
  _limner_gallery_class_collect (widget_class);
  _limner_gallery_class_cull (widget_class);
  _limner_gallery_class_undo (widget_class);
  _limner_gallery_class_open (widget_class);

  g_type_ensure (LIMNER_TYPE_GALLERY_COMPARE);
  g_type_ensure (LIMNER_TYPE_GALLERY_DETAILS);
  g_type_ensure (LIMNER_TYPE_GALLERY_GRID);
  g_type_ensure (LIMNER_TYPE_GALLERY_PLACES);
  g_type_ensure (LIMNER_TYPE_GALLERY_SCRUBBER);
  g_type_ensure (LIMNER_TYPE_GALLERY_VIEWER);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery.ui");
  bind_children (widget_class);
  gtk_widget_class_set_css_name (widget_class, "gallery");
}

static void
limner_gallery_init (LimnerGallery *self)
{
  static const char * const shown[] = { "notify::reveal-child", "map", "unmap" };

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gallery.undo", FALSE);
  limner_keys_show_in_menu (G_MENU (self->item_menu));
  limner_keys_show_in_menu (G_MENU (self->page_menu));
  limner_gallery_grid_set_menu (self->grid, self->item_menu);
  limner_gallery_details_set_menu (self->details, self->item_menu);
  limner_gallery_scrubber_set_grid (self->scrubber, self->grid,
                                    gtk_scrolled_window_get_vadjustment (self->scrolled_window));
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (self->selection_revealer, shown[i], G_CALLBACK (bar_cb), self,
                             G_CONNECT_SWAPPED);
  limner_keys_show_in_tooltip (GTK_WIDGET (self->details_button), "gallery.details",
                               _("Details"));
  _limner_gallery_init_find (self);
  _limner_gallery_init_drop (self);
}

/**
 * limner_gallery_new:
 * @studio: whose library is shown; it need not be open yet
 *
 * Makes the page.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_gallery_new (LimnerStudio *studio)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  return g_object_new (LIMNER_TYPE_GALLERY, "store", limner_studio_get_store (studio), NULL);
}

/**
 * limner_gallery_show_item:
 * @self: the page
 * @item_id: id of a picture
 *
 * Opens a picture large. If the search hides it, the search is cleared.
 */
void
limner_gallery_show_item (LimnerGallery *self,
                          const char    *item_id)
{
  guint position;

  g_return_if_fail (LIMNER_IS_GALLERY (self));
  g_return_if_fail (item_id != NULL);

  if (limner_gallery_list_reveal (self->list, item_id) &&
      limner_gallery_list_find (self->list, item_id, &position))
    {
      g_clear_pointer (&self->wanted_id, g_free);
      _limner_gallery_open (self, position);
      return;
    }

  g_free (self->wanted_id);
  self->wanted_id = g_strdup (item_id);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  limner_gallery_list_set_filter (self->list, NULL);
}
