/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copying to the clipboard. File, picture and prompt: whoever pastes takes what it can use. */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "widgets/limner-texture.h"

#include "limner-gallery-private.h"

/* What was copied, until its picture has been read */
typedef struct
{
  GdkClipboard       *clipboard;   /* (owned) */
  GdkContentProvider *content;     /* (owned) what is in it meanwhile */
  GPtrArray          *items;       /* (owned) */
} Copy;

static void
copy_free (Copy *copy)
{
  g_clear_object (&copy->clipboard);
  g_clear_object (&copy->content);
  g_clear_pointer (&copy->items, g_ptr_array_unref);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static GdkContentProvider *
make_files (GPtrArray *items)
{
  GSList *files = NULL;
  GdkFileList *list;
  GdkContentProvider *provider = NULL;

  for (guint i = items->len; i-- > 0;)
    {
      GFile *file = limner_gallery_item_dup_file (items->pdata[i]);

      if (file != NULL)
        files = g_slist_prepend (files, file);
    }
  if (files != NULL)
    {
      list = gdk_file_list_new_from_list (files);
      provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
      g_boxed_free (GDK_TYPE_FILE_LIST, list);
    }
  g_slist_free_full (files, g_object_unref);
  return provider;
}

/* Puts into a clipboard what there is. One picture alone brings its own pixels and words. */
static GdkContentProvider *
fill (GdkClipboard *clipboard,
      GPtrArray    *items,
      GdkTexture   *texture)
{
  LimnerGalleryItem *first = items->pdata[0];
  const char *prompt = items->len == 1 ? limner_gallery_item_get_prompt (first) : NULL;
  g_autoptr(GdkContentProvider) all = NULL;
  GdkContentProvider *providers[3];
  guint n = 0;

  /* Files can be had as text, too: the words come first. */
  if (prompt != NULL && prompt[0] != '\0')
    providers[n++] = gdk_content_provider_new_typed (G_TYPE_STRING, prompt);
  providers[n] = make_files (items);
  if (providers[n] != NULL)
    n++;
  if (texture != NULL)
    providers[n++] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  if (n == 0)
    return NULL;

  all = gdk_content_provider_new_union (providers, n);
  gdk_clipboard_set_content (clipboard, all);
  return g_steal_pointer (&all);
}

static void
decode_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Copy *copy = task_data;
  g_autoptr(GFile) file = limner_gallery_item_dup_file (copy->items->pdata[0]);
  g_autoptr(GBytes) bytes = file != NULL ? g_file_load_bytes (file, NULL, NULL, NULL) : NULL;
  LimnerPicture *picture = bytes != NULL ? limner_picture_decode (bytes, NULL) : NULL;

  g_task_return_pointer (task, picture, (GDestroyNotify) limner_picture_unref);
}

/* The pixels come after, unless something else was copied meanwhile. */
static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Copy *copy = g_task_get_task_data (G_TASK (result));
  g_autoptr(LimnerPicture) picture = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr(GdkTexture) texture = picture != NULL ? limner_texture_from_picture (picture) : NULL;
  g_autoptr(GdkContentProvider) content = NULL;

  if (texture != NULL && gdk_clipboard_get_content (copy->clipboard) == copy->content)
    content = fill (copy->clipboard, copy->items, texture);
}

void
_limner_gallery_copy (LimnerGallery *self,
                      GPtrArray     *items,
                      GdkTexture    *texture)
{
  g_autoptr(Copy) copy = g_new0 (Copy, 1);
  g_autoptr(GTask) task = NULL;
  g_autofree char *text = NULL;

  if (items->len == 0)
    return;

  copy->clipboard = g_object_ref (gtk_widget_get_clipboard (GTK_WIDGET (self)));
  copy->items = g_ptr_array_ref (items);
  copy->content = fill (copy->clipboard, items, texture);
  if (copy->content == NULL)
    return;

  text = items->len == 1 ? g_strdup (_("Picture copied"))
                         : g_strdup_printf (ngettext ("%u picture copied", "%u pictures copied",
                                                      items->len), items->len);
  _limner_gallery_toast (self, text);
  if (items->len > 1 || texture != NULL)
    return;

  task = g_task_new (self, NULL, decoded_cb, NULL);
  g_task_set_source_tag (task, _limner_gallery_copy);
  g_task_set_task_data (task, g_steal_pointer (&copy), (GDestroyNotify) copy_free);
  limner_task_run_in_thread (task, decode_thread);
}
