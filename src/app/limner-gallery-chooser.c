/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "gallery/limner-gallery-grid.h"
#include "limner-gallery-chooser.h"

/**
 * LimnerGalleryChooser:
 *
 * A window in which pictures of the gallery are chosen for an input.
 */
struct _LimnerGalleryChooser
{
  AdwWindow          parent_instance;

  /* Owned */
  LimnerGalleryList *list;

  /* Children */
  LimnerGalleryGrid *grid;
  GtkWidget         *search;
  GtkWidget         *choose;
  GtkWidget         *stack;

  gboolean           multiple;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerGalleryChooser, limner_gallery_chooser, ADW_TYPE_WINDOW)

static void
choose (LimnerGalleryChooser *self)
{
  g_auto(GStrv) ids = limner_gallery_grid_dup_selected_ids (self->grid);

  /* Where one is wanted, the cursor says which of several. */
  if (!self->multiple && ids != NULL && ids[0] != NULL && ids[1] != NULL)
    {
      char *id = limner_gallery_list_dup_id_at (self->list,
                                                limner_gallery_grid_get_cursor (self->grid));

      g_strfreev (ids);
      ids = g_new0 (char *, 2);
      ids[0] = id;
    }
  if (ids == NULL || ids[0] == NULL)
    return;

  g_signal_emit (self, signals[CHOSEN], 0, ids);
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (LimnerGalleryChooser *self,
              guint                 position)
{
  limner_gallery_grid_select (self->grid, position, FALSE, FALSE);
  choose (self);
}

static void
search_changed_cb (LimnerGalleryChooser *self)
{
  limner_gallery_list_set_filter (self->list,
                                  gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
selection_cb (LimnerGalleryChooser *self)
{
  gtk_widget_set_sensitive (self->choose, limner_gallery_grid_get_n_selected (self->grid) > 0);
}

static void
items_changed_cb (LimnerGalleryChooser *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 &&
                      !limner_gallery_list_get_loading (self->list);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_empty ? "empty" : "pictures");
}

static GtkWidget *
make_header (LimnerGalleryChooser *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Search words, model:, seed:, rating:…"), NULL);
  gtk_widget_set_size_request (self->search, 280, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search the pictures"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);

  self->choose = gtk_button_new_with_mnemonic (_("C_hoose"));
  gtk_widget_add_css_class (self->choose, "suggested-action");
  gtk_widget_set_sensitive (self->choose, FALSE);
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (choose), self);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->choose);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->search);
  return header;
}

static GtkWidget *
make_stack (LimnerGalleryChooser *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = adw_status_page_new ();

  self->grid = LIMNER_GALLERY_GRID (limner_gallery_grid_new ());
  limner_gallery_grid_set_row_height (self->grid, 140);
  g_signal_connect_swapped (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->grid, "notify::n-selected", G_CALLBACK (selection_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "image-x-generic-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No pictures"));
  gtk_widget_add_css_class (empty, "compact");

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "pictures");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  return self->stack;
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
limner_gallery_chooser_dispose (GObject *object)
{
  LimnerGalleryChooser *self = LIMNER_GALLERY_CHOOSER (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (limner_gallery_chooser_parent_class)->dispose (object);
}

static void
limner_gallery_chooser_class_init (LimnerGalleryChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_chooser_dispose;

  /**
   * LimnerGalleryChooser::chosen:
   * @self: the chooser
   * @ids: (type GStrv): gallery items, at least one
   *
   * The person has chosen; the window closes.
   */
  signals[CHOSEN] = g_signal_new ("chosen", LIMNER_TYPE_GALLERY_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
limner_gallery_chooser_init (LimnerGalleryChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), make_stack (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Choose a picture"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 560);
}

/**
 * limner_gallery_chooser_new:
 * @parent: (nullable): the window that it belongs to
 * @store: the library
 * @multiple: whether several pictures are wanted
 *
 * Returns: (transfer floating): a chooser that shows the newest pictures first
 */
GtkWidget *
limner_gallery_chooser_new (GtkWindow   *parent,
                            LimnerStore *store,
                            gboolean     multiple)
{
  LimnerGalleryChooser *self =
    g_object_new (LIMNER_TYPE_GALLERY_CHOOSER, "transient-for", parent, NULL);

  self->multiple = multiple;
  if (multiple)
    gtk_window_set_title (GTK_WINDOW (self), _("Choose pictures"));
  self->list = limner_gallery_list_new (store);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (items_changed_cb), self);
  limner_gallery_grid_set_list (self->grid, self->list);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  return GTK_WIDGET (self);
}
