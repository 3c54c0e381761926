/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "limner-form-file-view.h"

struct _LimnerFormFileView
{
  GtkWidget          parent_instance;

  /* Owned */
  LimnerFormContext *context;
  GCancellable      *cancellable;   /* of the preview that is being loaded */
  char              *reference;

  /* Children */
  GtkWidget         *box;

  /* Borrowed */
  GtkWidget         *picture;
  GtkWidget         *name;
  GtkWidget         *facts;

  int                size;
};

G_DEFINE_FINAL_TYPE (LimnerFormFileView, limner_form_file_view, GTK_TYPE_WIDGET)

/* What can be said of a file before it is loaded. */
static char *
name_reference (const char *reference)
{
  g_autofree char *path = NULL;
  g_autofree char *base = NULL;
  g_autofree char *readable = NULL;
  const char *scheme;

  if (g_ascii_strncasecmp (reference, "data:", 5) == 0)
    return g_strdup (_("Embedded file"));
  scheme = g_uri_peek_scheme (reference);
  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    return g_strdup (_("Picture"));

  path = g_strndup (reference, strcspn (reference, "?#"));
  base = g_path_get_basename (path);
  readable = g_uri_unescape_string (base, NULL);
  return readable != NULL ? g_steal_pointer (&readable) : g_steal_pointer (&base);
}

static char *
describe (const LimnerFormPreview *preview)
{
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);

  /* Translators: the size of a picture in pixels */
  if (preview->width > 0)
    g_ptr_array_add (facts, g_strdup_printf (_("%d × %d"), preview->width, preview->height));
  if (preview->n_bytes > 0)
    g_ptr_array_add (facts, g_format_size (preview->n_bytes));
  if (preview->has_alpha)
    g_ptr_array_add (facts, g_strdup (_("transparent parts")));
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **) facts->pdata);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerFormFileView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerFormPreview) preview =
    limner_form_files_preview_finish (LIMNER_FORM_FILES (source), result, &error);
  g_autofree char *facts = NULL;

  if (self->box == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (preview == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->facts), _("It cannot be shown"));
      return;
    }

  limner_form_context_note_preview (self->context, self->reference, preview);
  facts = describe (preview);
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  if (preview->name != NULL)
    gtk_label_set_label (GTK_LABEL (self->name), preview->name);
  if (preview->texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (preview->texture));
}

static void
load (LimnerFormFileView *self)
{
  LimnerFormFiles *files = limner_form_context_get_files (self->context);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  gtk_label_set_label (GTK_LABEL (self->facts), "");
  if (files == NULL || self->reference == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  limner_form_files_preview_async (files, self->reference, 2 * self->size, self->cancellable,
                                   loaded_cb, g_object_ref (self));
}

static void
build (LimnerFormFileView *self)
{
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_size_request (self->picture, self->size, self->size);
  gtk_widget_set_overflow (frame, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (frame, "limner-thumbnail");
  gtk_frame_set_child (GTK_FRAME (frame), self->picture);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);

  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  self->facts = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->facts), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_widget_add_css_class (self->facts, "caption");
  gtk_widget_add_css_class (self->facts, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), self->facts);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_box_append (GTK_BOX (self->box), frame);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
limner_form_file_view_dispose (GObject *object)
{
  LimnerFormFileView *self = LIMNER_FORM_FILE_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (limner_form_file_view_parent_class)->dispose (object);
}

static void
limner_form_file_view_finalize (GObject *object)
{
  LimnerFormFileView *self = LIMNER_FORM_FILE_VIEW (object);

  g_clear_pointer (&self->reference, g_free);

  G_OBJECT_CLASS (limner_form_file_view_parent_class)->finalize (object);
}

static void
limner_form_file_view_class_init (LimnerFormFileViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_form_file_view_dispose;
  object_class->finalize = limner_form_file_view_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-file");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_form_file_view_init (LimnerFormFileView *self)
{
}

/**
 * limner_form_file_view_new:
 * @context: what the form shares
 * @size: the sides of the picture in pixels
 *
 * Returns: (transfer floating): a view that shows nothing yet
 */
GtkWidget *
limner_form_file_view_new (LimnerFormContext *context,
                           int                size)
{
  LimnerFormFileView *self = g_object_new (LIMNER_TYPE_FORM_FILE_VIEW, NULL);

  self->context = g_object_ref (context);
  self->size = size;
  build (self);
  g_signal_connect_object (context, "notify::files", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * limner_form_file_view_get_reference:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const char *
limner_form_file_view_get_reference (LimnerFormFileView *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_FILE_VIEW (self), NULL);

  return self->reference;
}

/**
 * limner_form_file_view_set_reference:
 * @self: a view
 * @reference: (nullable): what it shall show
 *
 * Shows another file.
 */
void
limner_form_file_view_set_reference (LimnerFormFileView *self,
                                     const char         *reference)
{
  g_autofree char *name = NULL;

  g_return_if_fail (LIMNER_IS_FORM_FILE_VIEW (self));

  if (g_strcmp0 (self->reference, reference) == 0)
    return;

  g_free (self->reference);
  self->reference = g_strdup (reference);
  name = reference != NULL ? name_reference (reference) : g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  load (self);
}

/**
 * limner_form_file_view_add_button:
 * @self: a view
 * @button: a small button
 *
 * Puts a button at its end.
 */
void
limner_form_file_view_add_button (LimnerFormFileView *self,
                                  GtkWidget          *button)
{
  g_return_if_fail (LIMNER_IS_FORM_FILE_VIEW (self));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), button);
}
