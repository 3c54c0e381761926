/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"

#include "limner-form-intake.h"
#include "limner-form-picker.h"
#include "limner-form-screenshot.h"

struct _LimnerFormPicker
{
  GtkWidget          parent_instance;

  /* Owned */
  LimnerField       *field;
  LimnerFormContext *context;
  GCancellable      *cancellable;
  GCancellable      *choosing;       /* of the dialog that is open, or NULL */

  /* Children */
  GtkWidget         *box;
  GtkWidget         *link_popover;   /* NULL until it is opened */

  /* Borrowed */
  GtkWidget         *label;
  GtkWidget         *spinner;
  GtkWidget         *link;
  GtkWidget         *link_entry;

  guint              n_pending;
  gboolean           multiple;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerFormPicker, limner_form_picker, GTK_TYPE_WIDGET)

static gboolean
takes_pictures (LimnerFormPicker *self)
{
  const char *const *accept = limner_field_get_accept (self->field);

  return accept != NULL && g_str_has_prefix (accept[0], "image/");
}

static const char *
get_invitation (LimnerFormPicker *self)
{
  if (!limner_form_intake_wants_pictures (self->field))
    return self->multiple ? _("Drop files here") : _("Drop a file here");
  return self->multiple ? _("Drop pictures here") : _("Drop a picture here");
}

static void
show_text (LimnerFormPicker *self,
           const char       *text,
           gboolean          is_error)
{
  gtk_label_set_label (GTK_LABEL (self->label), text);
  if (is_error)
    gtk_widget_add_css_class (self->label, "error");
  else
    gtk_widget_remove_css_class (self->label, "error");
}

static void
set_pending (LimnerFormPicker *self,
             int               change)
{
  self->n_pending = (guint) ((int) self->n_pending + change);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->n_pending > 0);
  gtk_widget_set_visible (self->spinner, self->n_pending > 0);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerFormPicker) self = user_data;
  g_autofree char *trouble = NULL;
  g_auto(GStrv) references = limner_form_intake_finish (result, &trouble, NULL);

  if (self->box == NULL)
    return;

  set_pending (self, -1);
  if (references != NULL)
    show_text (self, trouble != NULL ? trouble : get_invitation (self), trouble != NULL);
  if (references != NULL && references[0] != NULL)
    g_signal_emit (self, signals[PICKED], 0, references);
}

static void
take_things (LimnerFormPicker *self,
             GPtrArray        *things)
{
  if (!self->multiple && things->len > 1)
    g_ptr_array_set_size (things, 1);

  set_pending (self, 1);
  limner_form_intake_async (limner_form_context_get_files (self->context), self->field, things,
                            self->cancellable, taken_cb, g_object_ref (self));
}

static void
take_thing (LimnerFormPicker *self,
            gpointer          thing)
{
  g_autoptr(GPtrArray) things = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (things, g_object_ref (thing));
  take_things (self, things);
}

static gboolean
take_text (LimnerFormPicker *self,
           const char       *text)
{
  g_autoptr(GPtrArray) things = limner_form_intake_read_text (text);

  if (things->len == 0)
    return FALSE;
  take_things (self, things);
  return TRUE;
}

static gboolean
take_value (LimnerFormPicker *self,
            const GValue     *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
      g_autoptr(GPtrArray) things = g_ptr_array_new_with_free_func (g_object_unref);

      for (GSList *l = files; l != NULL; l = l->next)
        g_ptr_array_add (things, g_object_ref (l->data));
      if (files != NULL)
        take_things (self, things);
      return files != NULL;
    }
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE) && g_value_get_object (value) != NULL)
    {
      take_thing (self, g_value_get_object (value));
      return TRUE;
    }

  return G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) != NULL &&
         take_text (self, g_value_get_string (value));
}

static gboolean
drop_cb (GtkDropTarget    *target,
         const GValue     *value,
         double            x,
         double            y,
         LimnerFormPicker *self)
{
  return take_value (self, value);
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerFormPicker) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->box != NULL && (value == NULL || !take_value (self, value)))
    show_text (self, _("The clipboard holds no picture and no address"), TRUE);
}

static void
paste_clicked_cb (LimnerFormPicker *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType type = G_TYPE_STRING;

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    type = GDK_TYPE_TEXTURE;
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    type = GDK_TYPE_FILE_LIST;
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, self->cancellable,
                                  pasted_cb, g_object_ref (self));
}

static gboolean
paste_key_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  paste_clicked_cb (user_data);
  return GDK_EVENT_STOP;
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerFormPicker) self = user_data;
  g_autoptr(GListModel) files = limner_dialogs_open_finish (result, NULL);
  g_autoptr(GPtrArray) things = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (things, g_list_model_get_item (files, i));
  if (things->len > 0 && self->box != NULL)
    take_things (self, things);
}

static void
canvas_clicked_cb (LimnerFormPicker *self)
{
  limner_form_context_request_canvas (self->context, limner_field_get_name (self->field));
}

static void
gallery_clicked_cb (LimnerFormPicker *self)
{
  limner_form_context_request_gallery (self->context, limner_field_get_name (self->field));
}

static void
screenshot_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(LimnerFormPicker) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = limner_form_screenshot_take_finish (result, &error);
  g_autofree char *text = NULL;

  if (self->box == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (file != NULL)
    {
      limner_form_picker_take_file (self, file);
      return;
    }
  text = limner_error_to_text (error);
  show_text (self, text, TRUE);
}

static void
screenshot_clicked_cb (LimnerFormPicker *self)
{
  limner_form_screenshot_take_async (self->cancellable, screenshot_cb, g_object_ref (self));
}

static void
link_activate_cb (LimnerFormPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->link_entry));

  if (take_text (self, text))
    {
      gtk_popover_popdown (GTK_POPOVER (self->link_popover));
      gtk_editable_set_text (GTK_EDITABLE (self->link_entry), "");
    }
  else
    {
      gtk_widget_add_css_class (self->link_entry, "error");
    }
}

static void
link_changed_cb (LimnerFormPicker *self)
{
  gtk_widget_remove_css_class (self->link_entry, "error");
}

/* A pop-up is dear, and most are never opened. */
static void
add_link_popover (LimnerFormPicker *self)
{
  self->link_entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->link_entry), "https://");
  gtk_entry_set_input_purpose (GTK_ENTRY (self->link_entry), GTK_INPUT_PURPOSE_URL);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->link_entry), 30);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Web address"), -1);
  g_signal_connect_swapped (self->link_entry, "activate", G_CALLBACK (link_activate_cb), self);
  g_signal_connect_swapped (self->link_entry, "changed", G_CALLBACK (link_changed_cb), self);

  self->link_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->link_popover), self->link_entry);
  gtk_widget_set_parent (self->link_popover, self->link);
}

static void
link_clicked_cb (LimnerFormPicker *self)
{
  if (self->link_popover == NULL)
    add_link_popover (self);
  gtk_popover_popup (GTK_POPOVER (self->link_popover));
  gtk_widget_grab_focus (self->link_entry);
}

static GtkWidget *
add_button (LimnerFormPicker *self,
            GtkWidget        *box,
            const char       *icon_name,
            const char       *label,
            GCallback         clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* The words themselves are a button, as on web pages: the whole place asks for a file. */
static GtkWidget *
make_zone (LimnerFormPicker *self)
{
  GtkWidget *zone = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (get_invitation (self));
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_add_css_class (self->label, "caption");

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("document-open-symbolic"));
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_button_set_child (GTK_BUTTON (zone), box);
  gtk_widget_add_css_class (zone, "flat");
  gtk_widget_add_css_class (zone, "limner-zone");
  gtk_widget_set_hexpand (zone, TRUE);
  gtk_widget_set_cursor_from_name (zone, "pointer");
  gtk_widget_set_tooltip_text (zone, _("Choose a file"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (zone), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Choose a file"), -1);
  g_signal_connect_swapped (zone, "clicked", G_CALLBACK (limner_form_picker_choose), self);
  return zone;
}

static void
build (LimnerFormPicker *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->spinner = gtk_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->spinner);
  gtk_box_append (GTK_BOX (self->box), make_zone (self));

  add_button (self, buttons, "edit-paste-symbolic", _("Paste"), G_CALLBACK (paste_clicked_cb));
  if (takes_pictures (self) && limner_form_context_offers_canvas (self->context))
    add_button (self, buttons, "applications-graphics-symbolic", _("Take it from the canvas"),
                G_CALLBACK (canvas_clicked_cb));
  if (takes_pictures (self) && limner_form_context_offers_gallery (self->context))
    add_button (self, buttons, "view-grid-symbolic", _("Take it from the gallery"),
                G_CALLBACK (gallery_clicked_cb));
  if (takes_pictures (self))
    limner_form_screenshot_show_if_offered (
      add_button (self, buttons, "camera-photo-symbolic", _("Take a picture of the screen"),
                  G_CALLBACK (screenshot_clicked_cb)));
  self->link = add_button (self, buttons, "limner-link-symbolic", _("Web address"),
                           G_CALLBACK (link_clicked_cb));
  gtk_box_append (GTK_BOX (self->box), buttons);
}

static gboolean
limner_form_picker_grab_focus (GtkWidget *widget)
{
  /* Not by the widget itself: it would ask for the focus again where no child takes it. */
  return gtk_widget_child_focus (LIMNER_FORM_PICKER (widget)->box, GTK_DIR_TAB_FORWARD);
}

/* A dialog keeps its picker, but must not outlive the window that it belongs to. */
static void
limner_form_picker_unroot (GtkWidget *widget)
{
  LimnerFormPicker *self = LIMNER_FORM_PICKER (widget);

  if (self->choosing != NULL)
    g_cancellable_cancel (self->choosing);
  g_clear_object (&self->choosing);

  GTK_WIDGET_CLASS (limner_form_picker_parent_class)->unroot (widget);
}

static void
limner_form_picker_dispose (GObject *object)
{
  LimnerFormPicker *self = LIMNER_FORM_PICKER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->choosing);
  g_clear_pointer (&self->link_popover, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (limner_form_picker_parent_class)->dispose (object);
}

static void
limner_form_picker_finalize (GObject *object)
{
  LimnerFormPicker *self = LIMNER_FORM_PICKER (object);

  g_clear_pointer (&self->field, limner_field_unref);

  G_OBJECT_CLASS (limner_form_picker_parent_class)->finalize (object);
}

static void
limner_form_picker_class_init (LimnerFormPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_form_picker_dispose;
  object_class->finalize = limner_form_picker_finalize;
  widget_class->grab_focus = limner_form_picker_grab_focus;
  widget_class->unroot = limner_form_picker_unroot;

  /* The references, in order. */
  signals[PICKED] = g_signal_new ("picked", LIMNER_TYPE_FORM_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-picker");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_form_picker_init (LimnerFormPicker *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * limner_form_picker_new:
 * @field: the input that wants files
 * @context: what the form shares
 * @multiple: whether several files can be taken at once
 *
 * Returns: (transfer floating): a picker
 */
GtkWidget *
limner_form_picker_new (LimnerField       *field,
                        LimnerFormContext *context,
                        gboolean           multiple)
{
  LimnerFormPicker *self = g_object_new (LIMNER_TYPE_FORM_PICKER, NULL);

  self->field = limner_field_ref (field);
  self->context = g_object_ref (context);
  self->multiple = multiple;
  build (self);
  return GTK_WIDGET (self);
}

/**
 * limner_form_picker_serve:
 * @self: a picker
 * @widget: a widget around it, which lives no longer
 *
 * Takes what is dropped on @widget, and what is pasted with Ctrl+V while the focus is in it: what
 * is there already is replaced, or gets company, without being removed first.
 */
void
limner_form_picker_serve (LimnerFormPicker *self,
                          GtkWidget        *widget)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_return_if_fail (LIMNER_IS_FORM_PICKER (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                      gtk_callback_action_new (paste_key_cb, self, NULL)));
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_css_class (widget, "limner-drop");
}

/**
 * limner_form_picker_take_file:
 * @self: a picker
 * @file: a file
 *
 * Takes a file as if it had been dropped: it is refused at once where it is of the wrong kind.
 */
void
limner_form_picker_take_file (LimnerFormPicker *self,
                              GFile            *file)
{
  g_return_if_fail (LIMNER_IS_FORM_PICKER (self));

  take_thing (self, file);
}

/**
 * limner_form_picker_choose:
 * @self: a picker
 *
 * Lets the person choose a file.
 */
void
limner_form_picker_choose (LimnerFormPicker *self)
{
  g_return_if_fail (LIMNER_IS_FORM_PICKER (self));

  if (self->choosing == NULL)
    self->choosing = g_cancellable_new ();
  limner_dialogs_open_async (GTK_WIDGET (self), limner_field_get_title (self->field),
                             limner_form_intake_wants_pictures (self->field)
                               ? LIMNER_FILE_PICTURES : LIMNER_FILE_ANY,
                             self->multiple, self->choosing, chosen_cb, g_object_ref (self));
}
