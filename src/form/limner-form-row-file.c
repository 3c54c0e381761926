/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-error-text.h"

#include "limner-form-file-view.h"
#include "limner-form-fit.h"
#include "limner-form-picker.h"
#include "limner-form-row-file.h"

#define THUMBNAIL_SIZE 56

/* One file, mostly a picture: a place to drop it, then what it looks like. */
struct _LimnerFormRowFile
{
  LimnerFormRow       parent_instance;

  /* Borrowed */
  GtkWidget          *body;
  GtkStack           *stack;
  GtkWidget          *canvas_box;
  LimnerFormPicker   *picker;
  LimnerFormFileView *view;
  GtkWidget          *misfit_box;
  GtkLabel           *misfit_label;
  GtkButton          *misfit_button;

  /* Owned */
  LimnerFormMisfit   *misfit;        /* or NULL */
  GCancellable       *cancellable;   /* of the mending that goes on, or NULL */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowFile, limner_form_row_file, LIMNER_TYPE_FORM_ROW)

static void
picked_cb (LimnerFormPicker  *picker,
           char             **references,
           LimnerFormRow     *row)
{
  LimnerValues *values = limner_form_row_get_values (row);

  /* Each is a step of its own, however fast one follows the other. */
  limner_values_begin_change (values);
  limner_form_row_take_node (row, json_node_init_string (json_node_alloc (), references[0]));
  limner_values_end_change (values);
}

static void
remove_clicked_cb (LimnerFormRowFile *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);

  limner_values_reset (limner_form_row_get_values (row), limner_form_row_get_name (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));
}

static void
fitted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerFormRowFile) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *reference =
    limner_form_files_fit_finish (LIMNER_FORM_FILES (source), result, &error);
  g_autofree char *text = NULL;

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_clear_object (&self->cancellable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->misfit_button), TRUE);
  if (reference != NULL)
    {
      limner_form_row_take_node (LIMNER_FORM_ROW (self),
                                 json_node_init_string (json_node_alloc (), reference));
      return;
    }
  text = limner_error_to_text (error);
  gtk_label_set_label (self->misfit_label, text);
}

static void
mend_clicked_cb (LimnerFormRowFile *self)
{
  LimnerFormContext *context = limner_form_row_get_context (LIMNER_FORM_ROW (self));
  LimnerFormFiles *files = limner_form_context_get_files (context);

  if (self->misfit == NULL || self->cancellable != NULL || files == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->misfit_button), FALSE);
  limner_form_files_fit_async (files, limner_form_file_view_get_reference (self->view),
                               &self->misfit->fit, self->cancellable, fitted_cb,
                               g_object_ref (self));
}

static void
update_misfit (LimnerFormRowFile *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  LimnerFormContext *context = limner_form_row_get_context (row);
  LimnerFormFiles *files = context != NULL ? limner_form_context_get_files (context) : NULL;

  g_clear_pointer (&self->misfit, limner_form_misfit_free);
  if (files != NULL)
    self->misfit = limner_form_misfit_find (limner_form_row_get_field (row),
                                            limner_form_row_get_values (row), context,
                                            limner_form_file_view_get_reference (self->view));
  gtk_widget_set_visible (self->misfit_box, self->misfit != NULL);
  if (self->misfit == NULL)
    return;

  gtk_label_set_label (self->misfit_label, self->misfit->text);
  if (self->misfit->remedy != NULL)
    gtk_button_set_label (self->misfit_button, self->misfit->remedy);
  gtk_widget_set_visible (GTK_WIDGET (self->misfit_button), self->misfit->remedy != NULL &&
                          limner_form_files_can_fit (files));
}

static GtkWidget *
make_misfit_box (LimnerFormRowFile *self)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new ();

  self->misfit_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->misfit_label = GTK_LABEL (label);
  self->misfit_button = GTK_BUTTON (button);
  gtk_label_set_wrap (self->misfit_label, TRUE);
  gtk_label_set_xalign (self->misfit_label, 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "warning");
  gtk_widget_add_css_class (button, "limner-remedy");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (mend_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->misfit_box), label);
  gtk_box_append (GTK_BOX (self->misfit_box), button);
  gtk_widget_set_visible (self->misfit_box, FALSE);
  return self->misfit_box;
}

/* A mask is compared with the picture that it is for. */
static void
watch_picture (LimnerFormRow *row)
{
  LimnerSchema *schema = limner_values_get_schema (limner_form_row_get_values (row));
  LimnerField *image = limner_schema_find_role (schema, LIMNER_ROLE_IMAGE);

  if (limner_field_get_role (limner_form_row_get_field (row)) == LIMNER_ROLE_MASK && image != NULL)
    limner_form_row_watch (row, limner_field_get_name (image));
}

/* One quiet line; whoever wants another file than the canvas's chooses it there. */
static GtkWidget *
make_canvas_box (LimnerFormRowFile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_("From the canvas"));
  GtkWidget *button = gtk_button_new_from_icon_name ("document-open-symbolic");

  gtk_widget_add_css_class (box, "limner-from-canvas");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Choose a file instead"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Choose a file instead"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (limner_form_picker_choose),
                            self->picker);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
limner_form_row_file_setup (LimnerFormRow *row)
{
  LimnerFormRowFile *self = LIMNER_FORM_ROW_FILE (row);
  LimnerFormContext *context = limner_form_row_get_context (row);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *picker = limner_form_picker_new (limner_form_row_get_field (row), context, FALSE);
  GtkWidget *view = limner_form_file_view_new (context, THUMBNAIL_SIZE);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  self->body = body;
  self->stack = GTK_STACK (stack);
  self->picker = LIMNER_FORM_PICKER (picker);
  self->view = LIMNER_FORM_FILE_VIEW (view);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  limner_form_file_view_add_button (self->view, button);

  gtk_stack_add_named (self->stack, picker, "empty");
  gtk_stack_add_named (self->stack, view, "file");
  gtk_box_append (GTK_BOX (body), stack);
  gtk_box_append (GTK_BOX (body), make_misfit_box (self));
  self->canvas_box = make_canvas_box (self);
  limner_form_row_add_suffix (row, self->canvas_box);
  limner_form_picker_serve (self->picker, GTK_WIDGET (row));
  limner_form_row_set_body (row, body);
  watch_picture (row);
  g_signal_connect_object (context, "previewed", G_CALLBACK (update_misfit), self,
                           G_CONNECT_SWAPPED);
  limner_form_row_set_control (row, picker);
}

static void
limner_form_row_file_update (LimnerFormRow *row)
{
  LimnerFormRowFile *self = LIMNER_FORM_ROW_FILE (row);
  const char *name = limner_form_row_get_name (row);
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row), name);
  const char *reference = value != NULL && JSON_NODE_HOLDS_VALUE (value)
                            ? json_node_get_string (value) : NULL;

  gboolean is_canvas = reference == NULL &&
    limner_form_context_is_canvas_field (limner_form_row_get_context (row), name);

  limner_form_file_view_set_reference (self->view, reference);
  gtk_stack_set_visible_child_name (self->stack, reference != NULL ? "file" : "empty");
  gtk_widget_set_visible (self->body, !is_canvas);
  gtk_widget_set_visible (self->canvas_box, is_canvas);
  update_misfit (self);
}

static void
limner_form_row_file_dispose (GObject *object)
{
  LimnerFormRowFile *self = LIMNER_FORM_ROW_FILE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->misfit, limner_form_misfit_free);

  G_OBJECT_CLASS (limner_form_row_file_parent_class)->dispose (object);
}

static void
limner_form_row_file_class_init (LimnerFormRowFileClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_form_row_file_dispose;
  row_class->setup = limner_form_row_file_setup;
  row_class->update = limner_form_row_file_update;
}

static void
limner_form_row_file_init (LimnerFormRowFile *self)
{
}
