/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-form-file-view.h"
#include "limner-form-picker.h"
#include "limner-form-row-file.h"

#define THUMBNAIL_SIZE 56

/* One file, mostly a picture: a place to drop it, then what it looks like. */
struct _LimnerFormRowFile
{
  LimnerFormRow       parent_instance;

  /* Borrowed */
  GtkStack           *stack;
  LimnerFormPicker   *picker;
  LimnerFormFileView *view;
};

G_DEFINE_FINAL_TYPE (LimnerFormRowFile, limner_form_row_file, LIMNER_TYPE_FORM_ROW)

static void
picked_cb (LimnerFormPicker *picker,
           const char       *reference,
           LimnerFormRow    *row)
{
  limner_form_row_take_node (row, json_node_init_string (json_node_alloc (), reference));
}

static void
remove_clicked_cb (LimnerFormRowFile *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);

  limner_values_reset (limner_form_row_get_values (row), limner_form_row_get_name (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));
}

/* Whoever wants another file than the canvas's chooses it here. */
static GtkWidget *
make_canvas_page (LimnerFormRowFile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("applications-graphics-symbolic");
  GtkWidget *label = gtk_label_new (_("From the canvas"));
  GtkWidget *button = gtk_button_new_from_icon_name ("document-open-symbolic");

  gtk_widget_add_css_class (box, "limner-from-canvas");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Choose a file instead"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Choose a file instead"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (limner_form_picker_choose),
                            self->picker);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
limner_form_row_file_setup (LimnerFormRow *row)
{
  LimnerFormRowFile *self = LIMNER_FORM_ROW_FILE (row);
  LimnerFormContext *context = limner_form_row_get_context (row);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *picker = limner_form_picker_new (limner_form_row_get_field (row), context, FALSE);
  GtkWidget *view = limner_form_file_view_new (context, THUMBNAIL_SIZE);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

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
  gtk_stack_add_named (self->stack, make_canvas_page (self), "canvas");
  limner_form_row_set_body (row, stack);
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

  limner_form_file_view_set_reference (self->view, reference);
  if (reference != NULL)
    gtk_stack_set_visible_child_name (self->stack, "file");
  else if (limner_form_context_is_canvas_field (limner_form_row_get_context (row), name))
    gtk_stack_set_visible_child_name (self->stack, "canvas");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
limner_form_row_file_class_init (LimnerFormRowFileClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_file_setup;
  row_class->update = limner_form_row_file_update;
}

static void
limner_form_row_file_init (LimnerFormRowFile *self)
{
}
