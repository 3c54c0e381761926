/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-combine-buttons.h"

#define N_BUTTONS (LIMNER_COMBINE_INTERSECT + 1)

/**
 * LimnerCombineButtons:
 *
 * How a selection changes the mask that is there, as one button for each way.
 */
struct _LimnerCombineButtons
{
  GtkWidget      parent_instance;

  LimnerCombine  combine;
  GtkWidget     *buttons[N_BUTTONS];   /* owned by the widget */
};

enum {
  PROP_0,
  PROP_COMBINE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerCombineButtons, limner_combine_buttons, GTK_TYPE_WIDGET)

static void
set_combine (LimnerCombineButtons *self,
             LimnerCombine         combine)
{
  if (self->combine == combine)
    return;

  self->combine = combine;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[combine]), TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMBINE]);
}

static void
toggled_cb (GtkToggleButton      *button,
            LimnerCombineButtons *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < N_BUTTONS; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      set_combine (self, (LimnerCombine) i);
}

static void
limner_combine_buttons_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (limner_combine_buttons_parent_class)->dispose (object);
}

static void
limner_combine_buttons_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMBINE:
      g_value_set_int (value, (int) LIMNER_COMBINE_BUTTONS (object)->combine);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_combine_buttons_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COMBINE:
      set_combine (LIMNER_COMBINE_BUTTONS (object), (LimnerCombine) g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_combine_buttons_class_init (LimnerCombineButtonsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_combine_buttons_dispose;
  object_class->get_property = limner_combine_buttons_get_property;
  object_class->set_property = limner_combine_buttons_set_property;

  properties[PROP_COMBINE] =
    g_param_spec_int ("combine", NULL, NULL, LIMNER_COMBINE_REPLACE, LIMNER_COMBINE_INTERSECT,
                      LIMNER_COMBINE_REPLACE,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_combine_buttons_init (LimnerCombineButtons *self)
{
  static const struct
  {
    const char *icon;
    const char *title;
  } buttons[N_BUTTONS] = {
    { "limner-combine-replace-symbolic", N_("Replace the mask") },
    { "limner-combine-add-symbolic", N_("Add to the mask") },
    { "limner-combine-subtract-symbolic", N_("Subtract from the mask") },
    { "limner-combine-intersect-symbolic", N_("Keep what is in both") },
  };

  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  for (guint i = 0; i < N_BUTTONS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      gtk_button_set_icon_name (GTK_BUTTON (button), buttons[i].icon);
      gtk_widget_set_tooltip_text (button, _(buttons[i].title));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(buttons[i].title), -1);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      self->buttons[i] = button;
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[LIMNER_COMBINE_REPLACE]), TRUE);
  for (guint i = 0; i < N_BUTTONS; i++)
    g_signal_connect (self->buttons[i], "toggled", G_CALLBACK (toggled_cb), self);
}

/**
 * limner_combine_buttons_new:
 *
 * Makes the buttons, of which the first is pressed.
 *
 * Returns: (transfer floating): the buttons
 */
GtkWidget *
limner_combine_buttons_new (void)
{
  return g_object_new (LIMNER_TYPE_COMBINE_BUTTONS, NULL);
}

/**
 * limner_combine_buttons_tell_keys:
 * @self: buttons that are about a tool in hand
 *
 * Lets the tool tip tell which keys subtract while one draws.
 */
void
limner_combine_buttons_tell_keys (LimnerCombineButtons *self)
{
  g_return_if_fail (LIMNER_IS_COMBINE_BUTTONS (self));

  gtk_widget_set_tooltip_text (self->buttons[LIMNER_COMBINE_SUBTRACT],
                               _("Subtract from the mask (Ctrl or Alt, X)"));
}

/**
 * limner_combine_buttons_get_combine:
 * @self: buttons
 *
 * Tells which one is pressed.
 *
 * Returns: how a selection changes the mask
 */
LimnerCombine
limner_combine_buttons_get_combine (LimnerCombineButtons *self)
{
  g_return_val_if_fail (LIMNER_IS_COMBINE_BUTTONS (self), LIMNER_COMBINE_REPLACE);

  return self->combine;
}
