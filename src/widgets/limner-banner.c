/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-banner.h"

/**
 * LimnerBanner:
 *
 * A bar across the top of a page that tells of a state that lasts, such as being offline, with at
 * most one button. It slides in and out. libadwaita has one of its own from 1.3 on.
 */
struct _LimnerBanner
{
  GtkWidget    parent_instance;

  /* Template widgets */
  GtkRevealer *revealer;
  GtkLabel    *title;
  GtkButton   *button;
};

enum {
  PROP_0,
  PROP_BUTTON_LABEL,
  PROP_REVEALED,
  PROP_TITLE,
  N_PROPS
};

enum {
  BUTTON_CLICKED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerBanner, limner_banner, GTK_TYPE_WIDGET)

static void
button_clicked_cb (LimnerBanner *self)
{
  g_assert (LIMNER_IS_BANNER (self));

  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
limner_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LIMNER_TYPE_BANNER);

  G_OBJECT_CLASS (limner_banner_parent_class)->dispose (object);
}

static void
limner_banner_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LimnerBanner *self = LIMNER_BANNER (object);

  switch (prop_id)
    {
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, limner_banner_get_button_label (self));
      break;

    case PROP_REVEALED:
      g_value_set_boolean (value, limner_banner_get_revealed (self));
      break;

    case PROP_TITLE:
      g_value_set_string (value, limner_banner_get_title (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_banner_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LimnerBanner *self = LIMNER_BANNER (object);

  switch (prop_id)
    {
    case PROP_BUTTON_LABEL:
      limner_banner_set_button_label (self, g_value_get_string (value));
      break;

    case PROP_REVEALED:
      limner_banner_set_revealed (self, g_value_get_boolean (value));
      break;

    case PROP_TITLE:
      limner_banner_set_title (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_banner_class_init (LimnerBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_banner_dispose;
  object_class->get_property = limner_banner_get_property;
  object_class->set_property = limner_banner_set_property;

  properties[PROP_BUTTON_LABEL] =
    g_param_spec_string ("button-label", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVEALED] =
    g_param_spec_boolean ("revealed", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/limner/Limner/widgets/limner-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, LimnerBanner, title);
  gtk_widget_class_bind_template_child (widget_class, LimnerBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
limner_banner_init (LimnerBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_banner_new:
 *
 * Makes a hidden banner.
 *
 * Returns: (transfer floating): a banner
 */
GtkWidget *
limner_banner_new (void)
{
  return g_object_new (LIMNER_TYPE_BANNER, NULL);
}

/**
 * limner_banner_get_title:
 * @self: a banner
 *
 * Returns: (transfer none): the sentence it shows
 */
const char *
limner_banner_get_title (LimnerBanner *self)
{
  g_return_val_if_fail (LIMNER_IS_BANNER (self), NULL);

  return gtk_label_get_label (self->title);
}

/**
 * limner_banner_set_title:
 * @self: a banner
 * @title: the sentence to show, plain text
 *
 * Changes what the banner says.
 */
void
limner_banner_set_title (LimnerBanner *self,
                         const char   *title)
{
  g_return_if_fail (LIMNER_IS_BANNER (self));
  g_return_if_fail (title != NULL);

  if (g_strcmp0 (title, limner_banner_get_title (self)) == 0)
    return;

  gtk_label_set_label (self->title, title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * limner_banner_get_button_label:
 * @self: a banner
 *
 * Returns: (transfer none) (nullable): the button's label, %NULL without a button
 */
const char *
limner_banner_get_button_label (LimnerBanner *self)
{
  g_return_val_if_fail (LIMNER_IS_BANNER (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->button))
    ? gtk_button_get_label (self->button) : NULL;
}

/**
 * limner_banner_set_button_label:
 * @self: a banner
 * @label: (nullable): a verb with a mnemonic, or %NULL for no button
 *
 * Gives the banner a button; #LimnerBanner::button-clicked tells when it is pressed.
 */
void
limner_banner_set_button_label (LimnerBanner *self,
                                const char   *label)
{
  g_return_if_fail (LIMNER_IS_BANNER (self));

  if (g_strcmp0 (label, limner_banner_get_button_label (self)) == 0)
    return;

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

/**
 * limner_banner_get_revealed:
 * @self: a banner
 *
 * Returns: whether it is shown
 */
gboolean
limner_banner_get_revealed (LimnerBanner *self)
{
  g_return_val_if_fail (LIMNER_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * limner_banner_set_revealed:
 * @self: a banner
 * @revealed: whether to show it
 *
 * Slides the banner in or out.
 */
void
limner_banner_set_revealed (LimnerBanner *self,
                            gboolean      revealed)
{
  g_return_if_fail (LIMNER_IS_BANNER (self));

  revealed = !!revealed;
  if (revealed == limner_banner_get_revealed (self))
    return;

  gtk_revealer_set_reveal_child (self->revealer, revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
