/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-form-row-choice.h"

/* At most so many choices, and so many letters in all, stand side by side as buttons. */
#define MAX_SEGMENTS 4
#define MAX_SEGMENT_LETTERS 26

/* From so many choices on the list can be searched. */
#define MIN_SEARCHED 10

/* One of several values: buttons side by side where they are few and short, else a list. */
struct _LimnerFormRowChoice
{
  LimnerFormRow  parent_instance;

  /* Borrowed */
  GPtrArray     *segments;     /* owned array of GtkToggleButton, or NULL */
  GtkDropDown   *drop_down;    /* or NULL */

  guint          offset;       /* of the first choice in the list */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowChoice, limner_form_row_choice, LIMNER_TYPE_FORM_ROW)

static JsonArray *
get_choices (LimnerFormRowChoice *self)
{
  return limner_field_get_choices (limner_form_row_get_field (LIMNER_FORM_ROW (self)));
}

static char *
choice_to_text (JsonNode *choice)
{
  const char *text = json_node_get_string (choice);
  g_autofree char *digits = limner_json_integer_text (choice);

  if (digits != NULL)
    return g_steal_pointer (&digits);
  return text != NULL ? g_strdup (text) : limner_json_to_string (choice, FALSE);
}

static gboolean
is_segmented (JsonArray *choices)
{
  guint letters = 0;

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      g_autofree char *text = choice_to_text (json_array_get_element (choices, i));

      letters += (guint) g_utf8_strlen (text, -1);
    }

  return json_array_get_length (choices) <= MAX_SEGMENTS && letters <= MAX_SEGMENT_LETTERS;
}

static void
toggled_cb (GtkToggleButton     *button,
            LimnerFormRowChoice *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  guint index;

  if (limner_form_row_is_updating (row) || !gtk_toggle_button_get_active (button) ||
      !g_ptr_array_find (self->segments, button, &index))
    return;

  limner_form_row_take_node (row, json_node_copy (json_array_get_element (get_choices (self),
                                                                          index)));
}

static void
build_segments (LimnerFormRowChoice *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  JsonArray *choices = get_choices (self);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);

  self->segments = g_ptr_array_new ();
  gtk_widget_add_css_class (box, "linked");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      g_autofree char *text = choice_to_text (json_array_get_element (choices, i));
      GtkWidget *button = gtk_toggle_button_new_with_label (*text != '\0' ? text : _("None"));

      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     g_ptr_array_index (self->segments, 0));
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (box), button);
      g_ptr_array_add (self->segments, button);
    }

  limner_form_row_set_body (row, box);
  limner_form_row_set_control (row, box);
}

static void
selected_cb (LimnerFormRowChoice *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  guint selected = gtk_drop_down_get_selected (self->drop_down);

  if (limner_form_row_is_updating (row) || selected == GTK_INVALID_LIST_POSITION)
    return;

  if (selected < self->offset)
    limner_values_reset (limner_form_row_get_values (row), limner_form_row_get_name (row));
  else
    limner_form_row_take_node (row, json_node_copy (json_array_get_element (get_choices (self),
                                                                            selected -
                                                                            self->offset)));
}

static void
setup_item_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_item_set_child (item, label);
}

static void
bind_item_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static GtkStringList *
make_list (LimnerFormRowChoice *self)
{
  JsonArray *choices = get_choices (self);
  GtkStringList *list = gtk_string_list_new (NULL);

  /* An input without a default can be left to the model; there has to be a way back to that. */
  if (limner_field_get_default (limner_form_row_get_field (LIMNER_FORM_ROW (self))) == NULL)
    {
      gtk_string_list_append (list, _("Not set"));
      self->offset = 1;
    }
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      g_autofree char *text = choice_to_text (json_array_get_element (choices, i));

      gtk_string_list_append (list, *text != '\0' ? text : _("None"));
    }

  return list;
}

static void
build_drop_down (LimnerFormRowChoice *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (make_list (self)), expression);

  self->drop_down = GTK_DROP_DOWN (drop_down);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item_cb), NULL);
  gtk_drop_down_set_factory (self->drop_down, factory);
  g_object_unref (factory);
  gtk_drop_down_set_enable_search (self->drop_down,
                                   json_array_get_length (get_choices (self)) >= MIN_SEARCHED);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  limner_form_row_set_body (row, drop_down);
  limner_form_row_set_control (row, drop_down);
}

static void
limner_form_row_choice_setup (LimnerFormRow *row)
{
  LimnerFormRowChoice *self = LIMNER_FORM_ROW_CHOICE (row);

  if (is_segmented (get_choices (self)))
    build_segments (self);
  else
    build_drop_down (self);
}

static guint
find_index (LimnerFormRowChoice *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row),
                                                 limner_form_row_get_name (row));
  JsonNode *choice = value != NULL
                       ? limner_field_find_choice (limner_form_row_get_field (row), value) : NULL;

  for (guint i = 0; choice != NULL && i < json_array_get_length (get_choices (self)); i++)
    {
      if (json_array_get_element (get_choices (self), i) == choice)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
limner_form_row_choice_update (LimnerFormRow *row)
{
  LimnerFormRowChoice *self = LIMNER_FORM_ROW_CHOICE (row);
  guint index = find_index (self);
  gboolean is_set = limner_values_is_set (limner_form_row_get_values (row),
                                          limner_form_row_get_name (row));

  if (self->drop_down != NULL)
    {
      if (index != GTK_INVALID_LIST_POSITION)
        index += self->offset;
      else if (self->offset > 0 && !is_set)
        index = 0;
      gtk_drop_down_set_selected (self->drop_down, index);
      return;
    }

  for (guint i = 0; i < self->segments->len; i++)
    gtk_toggle_button_set_active (g_ptr_array_index (self->segments, i), i == index);
}

static void
limner_form_row_choice_finalize (GObject *object)
{
  LimnerFormRowChoice *self = LIMNER_FORM_ROW_CHOICE (object);

  g_clear_pointer (&self->segments, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_form_row_choice_parent_class)->finalize (object);
}

static void
limner_form_row_choice_class_init (LimnerFormRowChoiceClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limner_form_row_choice_finalize;
  row_class->setup = limner_form_row_choice_setup;
  row_class->update = limner_form_row_choice_update;
}

static void
limner_form_row_choice_init (LimnerFormRowChoice *self)
{
}
