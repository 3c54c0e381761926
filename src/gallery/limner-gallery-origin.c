/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/limner-json.h"
#include "base/limner-task.h"
#include "image/limner-metadata.h"

#include "limner-gallery-origin.h"

#define MAX_LOG_HEIGHT 260
#define MAX_FILE_BYTES (256u * 1024 * 1024)
#define MAX_SHOWN_TEXT 20000

/**
 * LimnerGalleryOrigin:
 *
 * What lies behind a picture: whether its model has changed since, the log of its job, and what the
 * file itself says, word for word, which is read when it is opened.
 */
struct _LimnerGalleryOrigin
{
  GtkWidget          parent_instance;

  LimnerGalleryItem *item;          /* (owned) (nullable) */
  GCancellable      *cancellable;   /* (owned) of what is being looked up for the item */

  GtkWidget         *box;           /* (owned) child */
  GtkWidget         *changed_label;
  GtkWidget         *log_expander;
  GtkWidget         *log_label;
  GtkWidget         *file_expander;
  GtkWidget         *file_label;
};

G_DEFINE_FINAL_TYPE (LimnerGalleryOrigin, limner_gallery_origin, GTK_TYPE_WIDGET)

/* Inputs of a picture that a model does not take any more, by their names. */
static char *
list_lost_inputs (LimnerGalleryItem *item,
                  LimnerSchema      *schema)
{
  const char *json = limner_gallery_item_get_input (item);
  g_autoptr(JsonObject) inputs = NULL;
  g_autoptr(GString) names = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;

  if (json != NULL)
    inputs = limner_json_parse_object (json, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (inputs == NULL)
    return NULL;

  json_object_iter_init (&iter, inputs);
  while (json_object_iter_next (&iter, &name, NULL))
    if (limner_schema_find_field (schema, name) == NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (task_data, FALSE, NULL);
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text = NULL;

  if (file != NULL && g_mapped_file_get_length (file) <= MAX_FILE_BYTES)
    {
      bytes = g_mapped_file_get_bytes (file);
      metadata = limner_metadata_read (bytes);
    }
  if (metadata != NULL && metadata->raw != NULL)
    text = g_utf8_substring (metadata->raw, 0, MIN (g_utf8_strlen (metadata->raw, -1),
                                                    MAX_SHOWN_TEXT));
  g_task_return_pointer (task, text, g_free);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  LimnerGalleryOrigin *self = LIMNER_GALLERY_ORIGIN (source);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), &error);

  if (error == NULL && self->box != NULL)
    gtk_label_set_label (GTK_LABEL (self->file_label),
                         text != NULL ? text : _("The file says nothing of how it was made"));
}

static void
file_expanded_cb (LimnerGalleryOrigin *self)
{
  const char *path = self->item != NULL ? limner_gallery_item_get_path (self->item) : NULL;
  g_autoptr(GTask) task = NULL;

  if (path == NULL || !gtk_expander_get_expanded (GTK_EXPANDER (self->file_expander)))
    return;

  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, file_expanded_cb);
  g_task_set_task_data (task, g_strdup (path), g_free);
  limner_task_run_in_thread (task, read_thread);
}

static void
limner_gallery_origin_dispose (GObject *object)
{
  LimnerGalleryOrigin *self = LIMNER_GALLERY_ORIGIN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_origin_parent_class)->dispose (object);
}

static void
limner_gallery_origin_class_init (LimnerGalleryOriginClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_origin_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
add_expander (LimnerGalleryOrigin  *self,
              const char           *title,
              GCallback             expanded,
              GtkWidget           **label)
{
  GtkWidget *expander = gtk_expander_new (title);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (*label), 0);
  gtk_label_set_yalign (GTK_LABEL (*label), 0);
  gtk_label_set_selectable (GTK_LABEL (*label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (*label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (*label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (*label, "monospace");
  gtk_widget_add_css_class (*label, "caption");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), *label);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_LOG_HEIGHT);
  gtk_expander_set_child (GTK_EXPANDER (expander), scrolled);
  gtk_box_append (GTK_BOX (self->box), expander);
  if (expanded != NULL)
    g_signal_connect_object (expander, "notify::expanded", expanded, self, G_CONNECT_SWAPPED);
  return expander;
}

static void
limner_gallery_origin_init (LimnerGalleryOrigin *self)
{
  self->cancellable = g_cancellable_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->changed_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->changed_label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->changed_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->changed_label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->changed_label, "caption");
  gtk_widget_set_visible (self->changed_label, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->changed_label);
  self->log_expander = add_expander (self, _("Log"), NULL, &self->log_label);
  self->file_expander = add_expander (self, _("What the file says"), G_CALLBACK (file_expanded_cb),
                                      &self->file_label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * limner_gallery_origin_set_item:
 * @self: the widget
 * @item: (nullable): a picture
 *
 * Sets what is looked up. What was told of another picture's model and job is forgotten.
 */
void
limner_gallery_origin_set_item (LimnerGalleryOrigin *self,
                                LimnerGalleryItem   *item)
{
  g_return_if_fail (LIMNER_IS_GALLERY_ORIGIN (self));

  if (!g_set_object (&self->item, item))
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->changed_label, FALSE);
  gtk_widget_set_visible (self->log_expander, FALSE);
  gtk_label_set_label (GTK_LABEL (self->file_label), "");
  file_expanded_cb (self);
}

/**
 * limner_gallery_origin_set_model:
 * @self: the widget
 * @version: (nullable): the latest version of the picture's model
 * @schema: (nullable): its inputs
 *
 * Says whether the model has changed since the picture was made.
 */
void
limner_gallery_origin_set_model (LimnerGalleryOrigin *self,
                                 const char          *version,
                                 LimnerSchema        *schema)
{
  const char *used = self->item != NULL ? limner_gallery_item_get_version (self->item) : NULL;
  gboolean changed = used != NULL && version != NULL && !g_str_equal (used, version);
  g_autofree char *lost = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (LIMNER_IS_GALLERY_ORIGIN (self));

  gtk_widget_set_visible (self->changed_label, changed);
  if (!changed)
    return;

  lost = schema != NULL ? list_lost_inputs (self->item, schema) : NULL;
  if (lost != NULL)
    /* Translators: names of inputs */
    text = g_strdup_printf (_("The model has changed since; it no longer takes: %s"), lost);
  else
    text = g_strdup (_("The model has a newer version since"));
  gtk_label_set_label (GTK_LABEL (self->changed_label), text);
}

/**
 * limner_gallery_origin_set_job:
 * @self: the widget
 * @job: (nullable): what the journal knows of how the picture was made
 *
 * Sets whose log is shown.
 */
void
limner_gallery_origin_set_job (LimnerGalleryOrigin   *self,
                               const LimnerJobRecord *job)
{
  const char *log = job != NULL ? job->log : NULL;

  g_return_if_fail (LIMNER_IS_GALLERY_ORIGIN (self));

  gtk_widget_set_visible (self->log_expander, job != NULL);
  gtk_label_set_label (GTK_LABEL (self->log_label),
                       log != NULL && log[0] != '\0' ? log : _("No log was kept"));
}
