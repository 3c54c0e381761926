/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "paint/limner-layers.h"

#include "limner-form-sources.h"
#include "limner-gallery-chooser.h"
#include "store/limner-store-gallery.h"

/**
 * LimnerFormSources:
 *
 * Where the form's pictures come from besides files: the canvas and the gallery. It lives as long
 * as the page that holds the form.
 */
struct _LimnerFormSources
{
  GObject          parent_instance;

  /* Weak */
  LimnerForm      *form;
  LimnerWorkspace *workspace;

  /* Owned */
  GCancellable    *cancellable;
};

G_DEFINE_FINAL_TYPE (LimnerFormSources, limner_form_sources, G_TYPE_OBJECT)

/* A picture on its way into an input of the form. */
typedef struct
{
  LimnerFormSources *sources;
  char           *name;
  LimnerLayers   *layers;    /* of the canvas, or */
  gboolean        is_mask;   /* which of them is wanted */
  char          **ids;       /* of gallery items, taken one after the other */
  guint           next;
  guint           n_left_out;
} Take;

static void
take_free (Take *take)
{
  g_clear_object (&take->sources);
  g_clear_pointer (&take->name, g_free);
  g_clear_pointer (&take->layers, limner_layers_free);
  g_clear_pointer (&take->ids, g_strfreev);
  g_free (take);
}

/* One more in a list of pictures while the model takes more, the only one elsewhere. */
static gboolean
put (LimnerValues *values,
     const char   *name,
     const char   *reference)
{
  LimnerField *field = limner_schema_find_field (limner_values_get_schema (values), name);
  JsonNode *old = limner_values_get (values, name);
  g_autoptr(JsonArray) items = NULL;
  g_autoptr(JsonNode) value = NULL;
  guint most = G_MAXUINT;

  if (field == NULL || limner_field_get_kind (field) != LIMNER_FIELD_LIST)
    {
      if (field != NULL)
        limner_values_set_text (values, name, reference);
      return TRUE;
    }

  items = json_array_new ();
  for (guint i = 0; old != NULL && JSON_NODE_HOLDS_ARRAY (old) &&
                    i < json_array_get_length (json_node_get_array (old)); i++)
    json_array_add_element (items, json_array_dup_element (json_node_get_array (old), i));
  limner_field_get_max_items (field, &most);
  if (json_array_get_length (items) >= most)
    return FALSE;
  json_array_add_string_element (items, reference);
  value = json_node_init_array (json_node_alloc (), items);
  limner_values_set (values, name, value);
  return TRUE;
}

/* Says what the model would not have taken. */
static void
tell_left_out (Take *take)
{
  LimnerForm *form = take->sources->form;
  LimnerValues *values = form != NULL ? limner_form_get_values (form) : NULL;
  LimnerField *field = values != NULL ? limner_schema_find_field (limner_values_get_schema (values),
                                                                  take->name) : NULL;
  g_autofree char *text = NULL;
  guint most = 0;

  if (take->n_left_out == 0 || field == NULL || !limner_field_get_max_items (field, &most))
    return;

  text = g_strdup_printf (ngettext ("%u was left out: the model takes at most %u",
                                    "%u were left out: the model takes at most %u",
                                    take->n_left_out), take->n_left_out, most);
  gtk_widget_activate_action (GTK_WIDGET (form), "win.toast", "s", text);
}

static void take_next (Take *take);

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Take *take = user_data;
  g_autofree char *reference =
    limner_form_files_import_finish (LIMNER_FORM_FILES (source), result, NULL);
  LimnerForm *form = take->sources->form;

  if (reference != NULL && form != NULL && limner_form_get_values (form) != NULL &&
      !put (limner_form_get_values (form), take->name, reference))
    take->n_left_out++;
  take_next (take);
}

static void
item_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Take *take = user_data;
  g_autoptr(LimnerGalleryItem) item =
    limner_store_get_item_finish (LIMNER_STORE (source), result, NULL);
  const char *path = item != NULL ? limner_gallery_item_get_path (item) : NULL;
  g_autoptr(GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  if (file == NULL || take->sources->form == NULL)
    take_next (take);
  else
    limner_form_files_import_async (limner_form_get_files (take->sources->form), file, NULL,
                                    take->sources->cancellable, taken_cb, take);
}

static void
take_next (Take *take)
{
  LimnerFormSources *self = take->sources;

  if (take->ids == NULL || take->ids[take->next] == NULL || self->workspace == NULL)
    {
      tell_left_out (take);
      take_free (take);
    }
  else
    limner_store_get_item_async (
      limner_studio_get_store (limner_workspace_get_studio (self->workspace)),
      take->ids[take->next++], self->cancellable, item_cb, take);
}

static void
encode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Take *take = data;
  g_autoptr(LimnerPicture) picture = NULL;
  GError *error = NULL;
  GBytes *bytes = NULL;

  if (take->is_mask)
    bytes = limner_layers_encode_mask (take->layers, &error);
  else if ((picture = limner_layers_flatten (take->layers)) != NULL)
    bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 100, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Take *take = user_data;
  g_autoptr(GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (bytes == NULL || take->sources->form == NULL)
    take_free (take);
  else
    limner_form_files_import_async (limner_form_get_files (take->sources->form), NULL, bytes,
                                    take->sources->cancellable, taken_cb, take);
}

/* The picture as it would be sent, or the mask where the input is one. */
static void
request_canvas_cb (LimnerFormSources *self,
                   const char     *name)
{
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  LimnerSchema *schema = limner_values_get_schema (limner_form_get_values (self->form));
  LimnerField *field = limner_schema_find_field (schema, name);
  g_autoptr(GTask) task = NULL;
  Take *take;

  if (limner_document_get_picture (document) == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->form), "win.toast", "s",
                                  _("There is no picture on the canvas"));
      return;
    }

  take = g_new0 (Take, 1);
  take->sources = g_object_ref (self);
  take->name = g_strdup (name);
  take->is_mask = field != NULL && limner_field_get_role (field) == LIMNER_ROLE_MASK;
  take->layers = limner_layers_new (document);

  task = g_task_new (NULL, self->cancellable, encoded_cb, take);
  g_task_set_source_tag (task, request_canvas_cb);
  g_task_set_task_data (task, take, NULL);
  limner_task_run_in_thread (task, encode_thread);
}

static void
chosen_cb (GtkWidget         *chooser,
           char             **ids,
           LimnerFormSources *self)
{
  Take *take = g_new0 (Take, 1);

  take->sources = g_object_ref (self);
  take->name = g_strdup (g_object_get_data (G_OBJECT (chooser), "limner-name"));
  take->ids = g_strdupv (ids);
  take_next (take);
}

static void
request_gallery_cb (LimnerFormSources *self,
                    const char        *name)
{
  LimnerStore *store = limner_studio_get_store (limner_workspace_get_studio (self->workspace));
  LimnerSchema *schema = limner_values_get_schema (limner_form_get_values (self->form));
  LimnerField *field = limner_schema_find_field (schema, name);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->form));
  gboolean multiple = field != NULL && limner_field_get_kind (field) == LIMNER_FIELD_LIST;
  GtkWidget *chooser = limner_gallery_chooser_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                   store, multiple);

  g_object_set_data_full (G_OBJECT (chooser), "limner-name", g_strdup (name), g_free);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (chooser));
}

static void
limner_form_sources_dispose (GObject *object)
{
  LimnerFormSources *self = LIMNER_FORM_SOURCES (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->form);
  g_clear_weak_pointer (&self->workspace);

  G_OBJECT_CLASS (limner_form_sources_parent_class)->dispose (object);
}

static void
limner_form_sources_class_init (LimnerFormSourcesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_form_sources_dispose;
}

static void
limner_form_sources_init (LimnerFormSources *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * limner_form_sources_new:
 * @form: a form, which has a place to keep files
 * @workspace: what the person is doing
 *
 * Answers the form when it asks for a picture of the canvas or of the gallery.
 *
 * Returns: (transfer full): the sources
 */
LimnerFormSources *
limner_form_sources_new (LimnerForm      *form,
                         LimnerWorkspace *workspace)
{
  LimnerFormSources *self = g_object_new (LIMNER_TYPE_FORM_SOURCES, NULL);

  g_set_weak_pointer (&self->form, form);
  g_set_weak_pointer (&self->workspace, workspace);
  g_signal_connect_object (form, "request-canvas", G_CALLBACK (request_canvas_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "request-gallery", G_CALLBACK (request_gallery_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
