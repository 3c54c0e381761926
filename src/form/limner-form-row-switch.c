/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-row-switch.h"

struct _LimnerFormRowSwitch
{
  LimnerFormRow  parent_instance;

  GtkSwitch     *control;   /* borrowed */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowSwitch, limner_form_row_switch, LIMNER_TYPE_FORM_ROW)

static void
active_cb (LimnerFormRowSwitch *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  gboolean is_active = gtk_switch_get_active (self->control);

  if (!limner_form_row_is_updating (row))
    limner_form_row_take_node (row, json_node_init_boolean (json_node_alloc (), is_active));
}

static void
limner_form_row_switch_setup (LimnerFormRow *row)
{
  LimnerFormRowSwitch *self = LIMNER_FORM_ROW_SWITCH (row);
  GtkWidget *control = gtk_switch_new ();

  self->control = GTK_SWITCH (control);
  g_signal_connect_object (control, "notify::active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
  limner_form_row_add_suffix (row, control);
  limner_form_row_set_control (row, control);
}

static void
limner_form_row_switch_update (LimnerFormRow *row)
{
  LimnerFormRowSwitch *self = LIMNER_FORM_ROW_SWITCH (row);
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row),
                                                 limner_form_row_get_name (row));

  gtk_switch_set_active (self->control, value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
                                        json_node_get_boolean (value));
}

static void
limner_form_row_switch_class_init (LimnerFormRowSwitchClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_switch_setup;
  row_class->update = limner_form_row_switch_update;
}

static void
limner_form_row_switch_init (LimnerFormRowSwitch *self)
{
}
