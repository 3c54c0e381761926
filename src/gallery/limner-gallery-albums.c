/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "store/limner-store-gallery.h"
#include "widgets/limner-error-text.h"

#include "limner-gallery-album-row.h"
#include "limner-gallery-albums.h"

/**
 * LimnerGalleryAlbums:
 *
 * All albums, in the order that people give them: they are made, shown, renamed, moved and deleted
 * here, and take in what is dropped on them.
 */
struct _LimnerGalleryAlbums
{
  GtkWidget     parent_instance;

  LimnerStore  *store;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) of the list */
  char         *focus_name;    /* (owned) (nullable) the album that has the focus after loading */

  GtkWidget    *box;           /* (owned) child */
  GtkBox       *rows;
  GtkWidget    *entry;         /* for a new one */
};

/* An album that was deleted, and what was in it */
typedef struct
{
  LimnerGalleryAlbums *albums;   /* (owned) */
  char                *name;     /* (owned) */
  char                *next;     /* (owned) (nullable) the album after it */
  char               **ids;      /* (owned) (nullable) in their order */
} Deletion;

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerGalleryAlbums, limner_gallery_albums, GTK_TYPE_WIDGET)

static void
deletion_free (Deletion *deletion)
{
  g_clear_object (&deletion->albums);
  g_clear_pointer (&deletion->name, g_free);
  g_clear_pointer (&deletion->next, g_free);
  g_clear_pointer (&deletion->ids, g_strfreev);
  g_free (deletion);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
deletion_notify (gpointer  data,
                 GClosure *closure)
{
  deletion_free (data);
}

static void
add_toast (LimnerGalleryAlbums *self,
           AdwToast            *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static void
tell (LimnerGalleryAlbums *self,
      const char          *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  add_toast (self, adw_toast_new (escaped));
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerGalleryAlbums) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_store_change_finish (LIMNER_STORE (source), result, NULL, &error))
    {
      g_autofree char *text = limner_error_to_text (error);

      tell (self, text);
    }
  limner_gallery_albums_load (self);
}

static void
chosen_cb (LimnerGalleryAlbums   *self,
           LimnerGalleryAlbumRow *row)
{
  g_autofree char *search = g_strdup_printf ("album:\"%s\"",
                                             limner_gallery_album_row_get_name (row));

  g_signal_emit (self, signals[CHOSEN], 0, search);
}

static void
renamed_cb (LimnerGalleryAlbums   *self,
            const char            *name,
            LimnerGalleryAlbumRow *row)
{
  limner_store_rename_album_async (self->store, limner_gallery_album_row_get_name (row), name,
                                   NULL, changed_cb, g_object_ref (self));
}

static void
dropped_cb (LimnerGalleryAlbums   *self,
            const char * const    *ids,
            LimnerGalleryAlbumRow *row)
{
  const char *name = limner_gallery_album_row_get_name (row);
  guint n = g_strv_length ((char **) ids);
  g_autofree char *text = NULL;

  limner_store_add_to_album_async (self->store, name, ids, NULL, changed_cb, g_object_ref (self));
  /* Translators: a number of pictures, and the name of an album */
  text = g_strdup_printf (ngettext ("%u picture put into “%s”", "%u pictures put into “%s”", n), n,
                          name);
  tell (self, text);
}

static void
undo_clicked_cb (AdwToast *toast,
                 gpointer  user_data)
{
  Deletion *deletion = user_data;
  LimnerGalleryAlbums *self = deletion->albums;

  limner_store_add_to_album_async (self->store, deletion->name,
                                   (const char *const *) deletion->ids, NULL, changed_cb,
                                   g_object_ref (self));
  if (deletion->next != NULL)
    limner_store_move_album_async (self->store, deletion->name, deletion->next, NULL, changed_cb,
                                   g_object_ref (self));
}

/* What is in the album is known, so that it can be made again. */
static void
members_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Deletion) deletion = user_data;
  LimnerGalleryAlbums *self = deletion->albums;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  deletion->ids = limner_store_list_album_finish (LIMNER_STORE (source), result, NULL);
  if (deletion->ids == NULL)
    return;

  limner_store_delete_album_async (self->store, deletion->name, NULL, changed_cb,
                                   g_object_ref (self));
  /* Translators: the name of an album */
  text = g_strdup_printf (_("The album “%s” is deleted, its pictures are not"), deletion->name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, 8);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb),
                         g_steal_pointer (&deletion), deletion_notify, 0);
  add_toast (self, toast);
}

static const char *
get_next_name (LimnerGalleryAlbumRow *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (row));

  return next != NULL ? limner_gallery_album_row_get_name (LIMNER_GALLERY_ALBUM_ROW (next)) : NULL;
}

static void
deleted_cb (LimnerGalleryAlbums   *self,
            LimnerGalleryAlbumRow *row)
{
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->albums = g_object_ref (self);
  deletion->name = g_strdup (limner_gallery_album_row_get_name (row));
  deletion->next = g_strdup (get_next_name (row));
  limner_store_list_album_async (self->store, deletion->name, NULL, members_cb, deletion);
}

static void
move_album (LimnerGalleryAlbums *self,
            const char          *name,
            const char          *before)
{
  g_free (self->focus_name);
  self->focus_name = g_strdup (name);
  limner_store_move_album_async (self->store, name, before, NULL, changed_cb,
                                 g_object_ref (self));
}

static void
shifted_cb (LimnerGalleryAlbums   *self,
            int                    by,
            LimnerGalleryAlbumRow *row)
{
  GtkWidget *neighbour = by < 0 ? gtk_widget_get_prev_sibling (GTK_WIDGET (row))
                                : gtk_widget_get_next_sibling (GTK_WIDGET (row));
  LimnerGalleryAlbumRow *other = LIMNER_GALLERY_ALBUM_ROW (neighbour);

  if (other == NULL)
    gtk_widget_error_bell (GTK_WIDGET (row));
  else
    move_album (self, limner_gallery_album_row_get_name (row),
                by < 0 ? limner_gallery_album_row_get_name (other) : get_next_name (other));
}

static void
arranged_cb (LimnerGalleryAlbums   *self,
             const char            *name,
             gboolean               after,
             LimnerGalleryAlbumRow *row)
{
  const char *before = after ? get_next_name (row) : limner_gallery_album_row_get_name (row);

  if (g_strcmp0 (name, before) != 0)
    move_album (self, name, before);
}

static void
new_cb (LimnerGalleryAlbums *self)
{
  static const char *const none[] = { NULL };
  g_autofree char *name = NULL;

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  if (name[0] == '\0' || self->store == NULL)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  limner_store_add_to_album_async (self->store, name, none, NULL, changed_cb, g_object_ref (self));
}

/* Where they are the same albums as before, their rows stay, with a menu or an entry that is open
 * there. */
static gboolean
update_rows (LimnerGalleryAlbums *self,
             GPtrArray           *albums)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  for (guint i = 0; i < albums->len; i++, row = gtk_widget_get_next_sibling (row))
    {
      const LimnerTagCount *album = g_ptr_array_index (albums, i);

      if (row == NULL || !g_str_equal (limner_gallery_album_row_get_name (
                                         LIMNER_GALLERY_ALBUM_ROW (row)), album->name))
        return FALSE;
      limner_gallery_album_row_set_n_items (LIMNER_GALLERY_ALBUM_ROW (row), album->n_items);
    }
  return row == NULL;
}

/* Who is at an album with the keyboard stays there, also when its row is made anew. */
static void
note_focus (LimnerGalleryAlbums *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row;

  if (self->focus_name != NULL || focus == NULL ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->rows)))
    return;

  row = gtk_widget_get_ancestor (focus, LIMNER_TYPE_GALLERY_ALBUM_ROW);
  self->focus_name = g_strdup (limner_gallery_album_row_get_name (LIMNER_GALLERY_ALBUM_ROW (row)));
}

static void
make_rows (LimnerGalleryAlbums *self,
           GPtrArray           *albums)
{
  GtkWidget *child;

  note_focus (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  for (guint i = 0; i < albums->len; i++)
    {
      const LimnerTagCount *album = g_ptr_array_index (albums, i);
      GtkWidget *row = limner_gallery_album_row_new (album->name, album->n_items);

      g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "deleted", G_CALLBACK (deleted_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "shifted", G_CALLBACK (shifted_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "arranged", G_CALLBACK (arranged_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->rows, row);
      if (g_strcmp0 (album->name, self->focus_name) == 0)
        gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
    }
  g_clear_pointer (&self->focus_name, g_free);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerGalleryAlbums) self = user_data;
  g_autoptr(GPtrArray) albums = limner_store_list_tags_finish (LIMNER_STORE (source), result, NULL);

  if (albums == NULL || self->box == NULL)
    return;
  if (self->focus_name != NULL || !update_rows (self, albums))
    make_rows (self, albums);
}

static void
limner_gallery_albums_dispose (GObject *object)
{
  LimnerGalleryAlbums *self = LIMNER_GALLERY_ALBUMS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->focus_name, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_albums_parent_class)->dispose (object);
}

static void
limner_gallery_albums_class_init (LimnerGalleryAlbumsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_albums_dispose;

  /**
   * LimnerGalleryAlbums::chosen:
   * @self: the albums
   * @text: a search that takes the place of the one before
   *
   * Emitted when an album shall be shown.
   */
  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
limner_gallery_albums_init (LimnerGalleryAlbums *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("New album"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
                                     "list-add-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("New album"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (new_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "icon-press", G_CALLBACK (new_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * limner_gallery_albums_set_store:
 * @self: the albums
 * @store: (nullable): the library
 *
 * Sets whose albums are shown.
 */
void
limner_gallery_albums_set_store (LimnerGalleryAlbums *self,
                                 LimnerStore         *store)
{
  g_return_if_fail (LIMNER_IS_GALLERY_ALBUMS (self));

  g_set_object (&self->store, store);
}

/**
 * limner_gallery_albums_load:
 * @self: the albums
 *
 * Looks which albums there are.
 */
void
limner_gallery_albums_load (LimnerGalleryAlbums *self)
{
  g_return_if_fail (LIMNER_IS_GALLERY_ALBUMS (self));

  if (self->store == NULL || self->box == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  limner_store_list_albums_async (self->store, self->cancellable, listed_cb, g_object_ref (self));
}
