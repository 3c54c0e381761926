/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"
#include "schema/limner-size.h"

#include "limner-form-chips.h"
#include "limner-form-row-size.h"

#define MAX_CHIPS 9

/* Width and height together: two numbers, a swap, a lock, and sizes that suit the model. Where a
 * side can only be chosen, a drop-down stands in the number's place.
 */
struct _LimnerFormRowSize
{
  LimnerFormRow    parent_instance;

  /* Borrowed */
  GtkWidget       *box;
  GtkEditable     *entries[2];    /* width, height; NULL where there is a drop-down */
  GtkDropDown     *drops[2];
  GtkWidget       *sides[2];      /* the one or the other */
  GtkToggleButton *lock;
  LimnerFormChips *chips;

  LimnerSize       sizes[MAX_CHIPS];
  guint            n_sizes;
  int              typed_side;    /* the entry that is being typed into, -1 for none */
  LimnerSize       ratio;         /* that the lock keeps */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowSize, limner_form_row_size, LIMNER_TYPE_FORM_ROW)

static LimnerField *
get_side_field (LimnerFormRow *row,
                guint          side)
{
  return side == 0 ? limner_form_row_get_field (row) : limner_form_row_get_partner (row);
}

static gboolean
get_size (LimnerFormRow *row,
          LimnerSize    *size)
{
  int sides[2];

  for (guint i = 0; i < 2; i++)
    {
      const char *name = limner_field_get_name (get_side_field (row, i));
      g_autofree char *text = limner_values_get_text (limner_form_row_get_values (row), name);
      gint64 side;

      if (!g_ascii_string_to_signed (text, 10, 1, 65536, &side, NULL))
        return FALSE;
      sides[i] = (int) side;
    }

  size->width = sides[0];
  size->height = sides[1];
  return TRUE;
}

static void
set_side (LimnerFormRow *row,
          guint          side,
          int            pixels)
{
  g_autofree char *text = g_strdup_printf ("%d", pixels);

  limner_values_set_text (limner_form_row_get_values (row),
                          limner_field_get_name (get_side_field (row, side)), text);
}

static void
set_size (LimnerFormRow *row,
          LimnerSize     size)
{
  LimnerValues *values = limner_form_row_get_values (row);

  limner_values_begin_change (values);
  set_side (row, 0, size.width);
  set_side (row, 1, size.height);
  limner_values_end_change (values);
}

static void
changed_cb (GtkEditable       *entry,
            LimnerFormRowSize *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  guint side = entry == self->entries[0] ? 0 : 1;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  gint64 pixels;

  if (limner_form_row_is_updating (row))
    return;

  self->typed_side = (int) side;
  if (!gtk_toggle_button_get_active (self->lock) ||
      !g_ascii_string_to_signed (text, 10, 64, 65536, &pixels, NULL))
    {
      limner_values_set_text (limner_form_row_get_values (row),
                              limner_field_get_name (get_side_field (row, side)), text);
    }
  else
    {
      LimnerSize wanted = { (int) pixels, (int) pixels };
      LimnerSize fitted;

      if (side == 0)
        wanted.height = (int) (pixels * self->ratio.height / self->ratio.width);
      else
        wanted.width = (int) (pixels * self->ratio.width / self->ratio.height);
      fitted = limner_size_fit (wanted, get_side_field (row, 0), get_side_field (row, 1));
      if (side == 0)
        fitted.width = (int) pixels;
      else
        fitted.height = (int) pixels;
      set_size (row, fitted);
    }
  self->typed_side = -1;
}

static void
selected_cb (GtkDropDown       *drop,
             GParamSpec        *pspec,
             LimnerFormRowSize *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  guint side = drop == self->drops[0] ? 0 : 1;
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop);
  LimnerSize size, wanted;

  if (limner_form_row_is_updating (row) || chosen == NULL)
    return;

  limner_values_begin_change (limner_form_row_get_values (row));
  limner_values_set_text (limner_form_row_get_values (row),
                          limner_field_get_name (get_side_field (row, side)),
                          gtk_string_object_get_string (chosen));
  if (gtk_toggle_button_get_active (self->lock) && get_size (row, &size))
    {
      wanted = size;
      if (side == 0)
        wanted.height = size.width * self->ratio.height / self->ratio.width;
      else
        wanted.width = size.height * self->ratio.width / self->ratio.height;
      set_size (row, limner_size_fit (wanted, get_side_field (row, 0), get_side_field (row, 1)));
    }
  limner_values_end_change (limner_form_row_get_values (row));
}

static void
chosen_cb (LimnerFormChips   *chips,
           int                index,
           LimnerFormRowSize *self)
{
  self->ratio = self->sizes[index];
  set_size (LIMNER_FORM_ROW (self), self->sizes[index]);
}

static void
swap_clicked_cb (LimnerFormRowSize *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  LimnerSize size;

  if (!get_size (row, &size))
    return;

  self->ratio = (LimnerSize) { size.height, size.width };
  set_size (row, self->ratio);
}

static void
lock_toggled_cb (LimnerFormRowSize *self)
{
  gboolean is_locked = gtk_toggle_button_get_active (self->lock);

  gtk_button_set_icon_name (GTK_BUTTON (self->lock), is_locked ? "changes-prevent-symbolic"
                                                               : "changes-allow-symbolic");
  if (!get_size (LIMNER_FORM_ROW (self), &self->ratio))
    self->ratio = (LimnerSize) { 1, 1 };
  self->typed_side = -1;
}

static void
name_widget (GtkWidget  *widget,
             const char *label)
{
  gtk_widget_set_tooltip_text (widget, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static GtkWidget *
make_entry (LimnerFormRowSize *self,
            guint              side)
{
  GtkWidget *entry = gtk_entry_new ();

  self->entries[side] = GTK_EDITABLE (entry);
  gtk_editable_set_width_chars (self->entries[side], 5);
  gtk_editable_set_max_width_chars (self->entries[side], 7);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Default"));
  gtk_widget_add_css_class (entry, "limner-number");
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), self);
  limner_form_row_tidy_when_left (LIMNER_FORM_ROW (self), entry);
  return entry;
}

static GtkWidget *
make_drop (LimnerFormRowSize *self,
           guint              side)
{
  JsonArray *choices =
    limner_field_get_choices (get_side_field (LIMNER_FORM_ROW (self), side));
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *drop;

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      g_autofree char *written = limner_json_to_string (choice, FALSE);
      const char *text = json_node_get_string (choice);

      gtk_string_list_append (list, text != NULL ? text : written);
    }
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  self->drops[side] = GTK_DROP_DOWN (drop);
  gtk_drop_down_set_selected (self->drops[side], GTK_INVALID_LIST_POSITION);
  g_signal_connect (drop, "notify::selected", G_CALLBACK (selected_cb), self);
  return drop;
}

static GtkWidget *
make_side (LimnerFormRowSize *self,
           guint              side)
{
  LimnerField *field = get_side_field (LIMNER_FORM_ROW (self), side);
  GtkWidget *widget = limner_field_get_choices (field) != NULL ? make_drop (self, side)
                                                               : make_entry (self, side);

  gtk_widget_set_hexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limner_field_get_title (field), -1);
  gtk_widget_set_tooltip_text (widget, limner_field_get_help (field));
  self->sides[side] = widget;
  return widget;
}

static GtkWidget *
make_numbers (LimnerFormRowSize *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swap = gtk_button_new_from_icon_name ("object-rotate-right-symbolic");
  GtkWidget *lock = gtk_toggle_button_new ();

  gtk_box_append (GTK_BOX (line), make_side (self, 0));
  gtk_box_append (GTK_BOX (line), gtk_label_new ("×"));
  gtk_box_append (GTK_BOX (line), make_side (self, 1));

  self->lock = GTK_TOGGLE_BUTTON (lock);
  gtk_button_set_icon_name (GTK_BUTTON (lock), "changes-allow-symbolic");
  gtk_widget_add_css_class (lock, "flat");
  gtk_widget_add_css_class (swap, "flat");
  name_widget (swap, _("Swap width and height"));
  name_widget (lock, _("Keep the ratio"));
  g_signal_connect_swapped (swap, "clicked", G_CALLBACK (swap_clicked_cb), self);
  g_signal_connect_swapped (lock, "toggled", G_CALLBACK (lock_toggled_cb), self);
  gtk_box_append (GTK_BOX (line), swap);
  gtk_box_append (GTK_BOX (line), lock);
  return line;
}

static void
add_chips (LimnerFormRowSize *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  LimnerField *width = get_side_field (row, 0);
  LimnerField *height = get_side_field (row, 1);
  guint n_sizes;
  const LimnerSize *table = limner_size_get_table (width, height, &n_sizes);

  for (guint i = 0; i < n_sizes && self->n_sizes < MAX_CHIPS; i++)
    {
      LimnerSize fitted = limner_size_fit (table[i], width, height);
      g_autofree char *ratio = limner_size_to_ratio (table[i]);
      g_autofree char *pixels = g_strdup_printf (_("%d × %d"), table[i].width, table[i].height);

      if (fitted.width != table[i].width || fitted.height != table[i].height)
        continue;
      self->sizes[self->n_sizes++] = table[i];
      limner_form_chips_add (self->chips, ratio, &table[i], pixels);
    }
}

static gboolean
has_size (LimnerFormRowSize *self,
          LimnerSize         size)
{
  for (guint i = 0; i < self->n_sizes; i++)
    {
      if (self->sizes[i].width == size.width && self->sizes[i].height == size.height)
        return TRUE;
    }
  return FALSE;
}

/* A model with sizes of its own gets the ratios of the table in about its own number of pixels,
 * as far as what it takes comes near to them.
 */
static void
add_own_chips (LimnerFormRowSize *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  LimnerField *width = get_side_field (row, 0);
  LimnerField *height = get_side_field (row, 1);
  guint n_sizes;
  const LimnerSize *table = limner_size_get_table (width, height, &n_sizes);
  LimnerSize own;

  if (!get_size (row, &own))
    return;

  for (guint i = 0; i < n_sizes && self->n_sizes < MAX_CHIPS; i++)
    {
      LimnerSize size = limner_size_with_ratio (table[i], own, width, height);
      double wanted = (double) table[i].width / table[i].height;
      double found = (double) size.width / size.height;
      g_autofree char *ratio = limner_size_to_ratio (size);
      g_autofree char *pixels = g_strdup_printf (_("%d × %d"), size.width, size.height);

      if (has_size (self, size) || found / wanted > 1.06 || wanted / found > 1.06)
        continue;
      self->sizes[self->n_sizes++] = size;
      limner_form_chips_add (self->chips, ratio, &size, pixels);
    }
}

static void
limner_form_row_size_setup (LimnerFormRow *row)
{
  LimnerFormRowSize *self = LIMNER_FORM_ROW_SIZE (row);
  LimnerSchema *schema = limner_values_get_schema (limner_form_row_get_values (row));
  LimnerField *ratio = limner_schema_find_role (schema, LIMNER_ROLE_ASPECT_RATIO);
  GtkWidget *chips = limner_form_chips_new ();

  limner_form_row_set_partner (row, limner_schema_find_role (schema, LIMNER_ROLE_HEIGHT),
                               _("Size"));
  if (ratio != NULL)
    limner_form_row_watch (row, limner_field_get_name (ratio));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->chips = LIMNER_FORM_CHIPS (chips);
  add_chips (self);
  if (self->n_sizes < 2)
    add_own_chips (self);
  g_signal_connect (chips, "chosen", G_CALLBACK (chosen_cb), self);
  gtk_box_append (GTK_BOX (self->box), make_numbers (self));
  gtk_box_append (GTK_BOX (self->box), chips);
  limner_form_row_set_body (row, self->box);
  limner_form_row_set_control (row, self->sides[0]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sides[0]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limner_field_get_title (limner_form_row_get_field (row)), -1);
}

static void
select_choice (GtkDropDown *drop,
               const char  *text)
{
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (drop));
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      if (g_str_equal (gtk_string_list_get_string (list, i), text))
        selected = i;
    }
  gtk_drop_down_set_selected (drop, selected);
}

static void
limner_form_row_size_update (LimnerFormRow *row)
{
  LimnerFormRowSize *self = LIMNER_FORM_ROW_SIZE (row);
  LimnerValues *values = limner_form_row_get_values (row);
  gboolean is_free = limner_size_is_free (values);
  LimnerSize size = { 0, 0 };
  int selected = -1;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text =
        limner_values_get_text (values, limner_field_get_name (get_side_field (row, i)));

      if (self->drops[i] != NULL)
        select_choice (self->drops[i], text);
      else if (self->typed_side != (int) i &&
               !g_str_equal (text, gtk_editable_get_text (self->entries[i])))
        gtk_editable_set_text (self->entries[i], text);
    }

  get_size (row, &size);
  for (guint i = 0; i < self->n_sizes; i++)
    {
      if (self->sizes[i].width == size.width && self->sizes[i].height == size.height)
        selected = (int) i;
    }
  limner_form_chips_set_selected (self->chips, selected);
  gtk_widget_set_sensitive (self->box, is_free);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), is_free && self->n_sizes > 1);
  limner_form_row_set_hint (row, is_free ? NULL : _("Counts only with a custom ratio"));
}

static void
limner_form_row_size_class_init (LimnerFormRowSizeClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_size_setup;
  row_class->update = limner_form_row_size_update;
}

static void
limner_form_row_size_init (LimnerFormRowSize *self)
{
  self->ratio = (LimnerSize) { 1, 1 };
  self->typed_side = -1;
}
