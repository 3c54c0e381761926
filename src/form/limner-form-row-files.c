/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-form-file-view.h"
#include "limner-form-picker.h"
#include "limner-form-row-files.h"

#define THUMBNAIL_SIZE 40

/* A list of files in order; they are moved by dragging or with the arrow buttons. */
struct _LimnerFormRowFiles
{
  LimnerFormRow     parent_instance;

  /* Borrowed */
  GtkBox           *list;
  LimnerFormPicker *picker;
};

G_DEFINE_FINAL_TYPE (LimnerFormRowFiles, limner_form_row_files, LIMNER_TYPE_FORM_ROW)

static JsonArray *
get_items (LimnerFormRow *row)
{
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row),
                                                 limner_form_row_get_name (row));

  return value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
}

static GPtrArray *
copy_items (LimnerFormRow *row)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  JsonArray *items = get_items (row);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    g_ptr_array_add (copies, json_node_copy (json_array_get_element (items, i)));
  return copies;
}

static void
take_items (LimnerFormRow *row,
            GPtrArray     *items)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_element (array, json_node_ref (g_ptr_array_index (items, i)));

  /* Each of these is a step of its own, however fast one follows the other. */
  limner_values_begin_change (limner_form_row_get_values (row));
  if (items->len > 0 || limner_field_get_default (limner_form_row_get_field (row)) != NULL)
    limner_form_row_take_node (row, json_node_init_array (json_node_alloc (), array));
  else
    limner_form_row_take_node (row, NULL);
  limner_values_end_change (limner_form_row_get_values (row));
}

static guint
get_most (LimnerFormRow *row)
{
  guint most = G_MAXUINT;

  limner_field_get_max_items (limner_form_row_get_field (row), &most);
  return most;
}

/* What the model would refuse is left out, and that is said. */
static void
picked_cb (LimnerFormPicker  *picker,
           char             **references,
           LimnerFormRow     *row)
{
  g_autoptr(GPtrArray) items = copy_items (row);
  guint n_given = g_strv_length (references);
  guint n_taken = MIN (n_given, get_most (row) - MIN (get_most (row), items->len));

  for (guint i = 0; i < n_taken; i++)
    g_ptr_array_add (items, json_node_init_string (json_node_alloc (), references[i]));
  if (n_taken > 0)
    take_items (row, items);
  if (n_taken < n_given)
    {
      g_autofree char *text =
        g_strdup_printf (ngettext ("%u was left out: the model takes at most %u",
                                   "%u were left out: the model takes at most %u",
                                   n_given - n_taken), n_given - n_taken, get_most (row));

      limner_form_row_set_hint (row, text);
    }
}

static void
move_item (LimnerFormRow *row,
           guint          from,
           guint          to)
{
  g_autoptr(GPtrArray) items = copy_items (row);

  if (from >= items->len || to >= items->len || from == to)
    return;

  g_ptr_array_insert (items, (int) to, g_ptr_array_steal_index (items, from));
  take_items (row, items);
}

static guint
get_place (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "limner-place"));
}

static void
up_clicked_cb (GtkWidget     *button,
               LimnerFormRow *row)
{
  guint place = get_place (button);

  if (place > 0)
    move_item (row, place, place - 1);
}

static void
remove_clicked_cb (GtkWidget     *button,
                   LimnerFormRow *row)
{
  g_autoptr(GPtrArray) items = copy_items (row);
  guint place = get_place (button);

  if (place < items->len)
    g_ptr_array_remove_index (items, place);
  take_items (row, items);
}

static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 GtkWidget     *view)
{
  g_autoptr(GdkPaintable) icon = gtk_widget_paintable_new (view);

  gtk_drag_source_set_icon (source, icon, (int) x, (int) y);
  return gdk_content_provider_new_typed (LIMNER_TYPE_FORM_FILE_VIEW, view);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         LimnerFormRow *row)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkWidget *dragged = g_value_get_object (value);

  if (dragged == NULL || !gtk_widget_is_ancestor (dragged, GTK_WIDGET (row)))
    return FALSE;

  move_item (row, get_place (dragged), get_place (view));
  return TRUE;
}

static void
add_button (LimnerFormRow *row,
            GtkWidget     *view,
            guint          place,
            const char    *icon_name,
            const char    *label,
            GCallback      clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  g_object_set_data (G_OBJECT (button), "limner-place", GUINT_TO_POINTER (place));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", clicked, row);
  limner_form_file_view_add_button (LIMNER_FORM_FILE_VIEW (view), button);
}

static GtkWidget *
make_item (LimnerFormRow *row,
           guint          place)
{
  GtkWidget *view = limner_form_file_view_new (limner_form_row_get_context (row), THUMBNAIL_SIZE);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (LIMNER_TYPE_FORM_FILE_VIEW, GDK_ACTION_MOVE);

  g_object_set_data (G_OBJECT (view), "limner-place", GUINT_TO_POINTER (place));
  if (place > 0)
    add_button (row, view, place, "go-up-symbolic", _("Move up"), G_CALLBACK (up_clicked_cb));
  add_button (row, view, place, "user-trash-symbolic", _("Remove"),
              G_CALLBACK (remove_clicked_cb));

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_drag_cb), view);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), row);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (target));
  return view;
}

static void
limner_form_row_files_setup (LimnerFormRow *row)
{
  LimnerFormRowFiles *self = LIMNER_FORM_ROW_FILES (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *picker = limner_form_picker_new (limner_form_row_get_field (row),
                                              limner_form_row_get_context (row), TRUE);

  self->list = GTK_BOX (list);
  self->picker = LIMNER_FORM_PICKER (picker);
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), row);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), picker);
  limner_form_picker_serve (self->picker, box);
  limner_form_row_set_body (row, box);
  limner_form_row_set_control (row, picker);
}

static void
limner_form_row_files_update (LimnerFormRow *row)
{
  LimnerFormRowFiles *self = LIMNER_FORM_ROW_FILES (row);
  JsonArray *items = get_items (row);
  guint length = items != NULL ? json_array_get_length (items) : 0;
  guint most = get_most (row);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (guint i = 0; i < length; i++)
    {
      const char *reference = json_node_get_string (json_array_get_element (items, i));

      if (child == NULL)
        {
          child = make_item (row, i);
          gtk_box_append (self->list, child);
        }
      limner_form_file_view_set_reference (LIMNER_FORM_FILE_VIEW (child), reference);
      child = gtk_widget_get_next_sibling (child);
    }
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (self->list, child);
      child = next;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->list), length > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->picker), length < most);
  if (most != G_MAXUINT)
    {
      g_autofree char *hint = g_strdup_printf (_("%u of at most %u"), length, most);

      limner_form_row_set_hint (row, length > 0 ? hint : NULL);
    }
}

static void
limner_form_row_files_class_init (LimnerFormRowFilesClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_files_setup;
  row_class->update = limner_form_row_files_update;
}

static void
limner_form_row_files_init (LimnerFormRowFiles *self)
{
}
