/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-form-help.h"
#include "limner-form-reason.h"
#include "limner-form-row-menu.h"
#include "limner-form-row.h"

/* A title gives way to the control on its line, but not so far that nobody knows it any more. */
#define MIN_TITLE_CHARS 10

typedef struct
{
  /* Owned */
  LimnerField       *field;
  LimnerField       *partner;        /* shown in the same row, or NULL */
  LimnerValues      *values;
  LimnerFormContext *context;
  GPtrArray         *watched;        /* of char*: other inputs that it depends on, or NULL */
  char              *reason;         /* what is wrong, NULL where nothing is */
  char              *server_error;   /* what the server said of the value as it is */

  /* Children */
  GtkWidget         *header;
  GtkWidget         *title;
  GtkWidget         *mark;           /* "required", until there is a value */
  GtkWidget         *reset;          /* made when there is something to reset */
  GtkWidget         *spacer;
  GtkWidget         *body;
  GtkWidget         *hint;           /* made when there is one */
  GtkWidget         *error;          /* made when there is one */
  GtkWidget         *control;        /* borrowed */

  guint              is_updating : 1;
  guint              is_typed : 1;   /* the value is being set from what the person types */
  guint              insists : 1;    /* a missing value is an error from now on */
} LimnerFormRowPrivate;

enum
{
  PROP_0,
  PROP_FIELD,
  PROP_VALUES,
  PROP_CONTEXT,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LimnerFormRow, limner_form_row, GTK_TYPE_WIDGET)

static LimnerFormRowPrivate *
get_private (LimnerFormRow *self)
{
  return limner_form_row_get_instance_private (self);
}

static void
show_label (LimnerFormRow  *self,
            GtkWidget     **label,
            const char     *text,
            const char     *css_class)
{
  if (*label == NULL && text == NULL)
    return;

  if (*label == NULL)
    {
      *label = gtk_label_new (NULL);
      gtk_label_set_wrap (GTK_LABEL (*label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (*label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (*label), 0);
      gtk_widget_add_css_class (*label, "caption");
      gtk_widget_add_css_class (*label, css_class);
      gtk_widget_set_parent (*label, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (*label, text != NULL);
  gtk_label_set_label (GTK_LABEL (*label), text != NULL ? text : "");
}

static char *
find_reason (LimnerFormRow *self,
             LimnerField   *field)
{
  LimnerFormRowPrivate *priv = get_private (self);
  const char *name = limner_field_get_name (field);
  LimnerFault fault;

  if (!limner_values_is_set (priv->values, name) &&
      (!priv->insists || limner_form_context_is_canvas_field (priv->context, name)))
    return NULL;
  return limner_values_find_fault (priv->values, name, &fault)
           ? limner_form_reason_from_fault (&fault, field) : NULL;
}

static void
update_reason (LimnerFormRow *self)
{
  LimnerFormRowPrivate *priv = get_private (self);
  g_autofree char *reason = find_reason (self, priv->field);

  if (reason == NULL && priv->partner != NULL)
    reason = find_reason (self, priv->partner);
  if (priv->server_error != NULL)
    {
      g_free (reason);
      reason = g_strdup (priv->server_error);
    }
  if (g_strcmp0 (reason, priv->reason) == 0)
    return;

  g_free (priv->reason);
  priv->reason = g_steal_pointer (&reason);
  show_label (self, &priv->error, priv->reason, "error");
  if (priv->control != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (priv->control), GTK_ACCESSIBLE_STATE_INVALID,
                                 priv->reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                      : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (priv->control != NULL && priv->error != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (priv->control),
                                    GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, priv->error, NULL, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

static void
show_reset (LimnerFormRow *self,
            gboolean       is_shown)
{
  LimnerFormRowPrivate *priv = get_private (self);

  if (priv->reset == NULL && is_shown)
    {
      priv->reset = limner_form_row_menu_make_reset (self);
      gtk_box_insert_child_after (GTK_BOX (priv->header), priv->reset,
                                  gtk_widget_get_prev_sibling (priv->spacer));
    }
  if (priv->reset != NULL)
    gtk_widget_set_visible (priv->reset, is_shown);
}

static void
show_value (LimnerFormRow *self)
{
  LimnerFormRowPrivate *priv = get_private (self);
  const char *name = limner_field_get_name (priv->field);
  gboolean is_changed = limner_form_row_is_changed (self);

  show_reset (self, is_changed);
  if (is_changed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "changed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "changed");
  if (priv->mark != NULL)
    gtk_widget_set_visible (priv->mark, !limner_values_is_set (priv->values, name) &&
                                        !limner_form_context_is_canvas_field (priv->context, name));

  priv->is_updating = TRUE;
  LIMNER_FORM_ROW_GET_CLASS (self)->update (self);
  priv->is_updating = FALSE;
  update_reason (self);
}

static gboolean
is_concerned (LimnerFormRow *self,
              const char    *name)
{
  LimnerFormRowPrivate *priv = get_private (self);

  if (g_str_equal (limner_field_get_name (priv->field), name))
    return TRUE;

  return priv->watched != NULL &&
         g_ptr_array_find_with_equal_func (priv->watched, name, g_str_equal, NULL);
}

static void
changed_cb (LimnerFormRow *self,
            const char    *name)
{
  LimnerFormRowPrivate *priv = get_private (self);

  if (!is_concerned (self, name))
    return;

  g_clear_pointer (&priv->server_error, g_free);
  show_value (self);
}

static GtkWidget *
make_mark (void)
{
  GtkWidget *mark = gtk_label_new (_("required"));

  gtk_widget_add_css_class (mark, "caption");
  gtk_widget_add_css_class (mark, "dim-label");
  return mark;
}

static void
build_header (LimnerFormRow *self)
{
  LimnerFormRowPrivate *priv = get_private (self);

  priv->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (priv->header, "limner-row-header");
  gtk_widget_set_parent (priv->header, GTK_WIDGET (self));

  priv->title = gtk_label_new (limner_field_get_title (priv->field));
  gtk_label_set_ellipsize (GTK_LABEL (priv->title), PANGO_ELLIPSIZE_END);
  limner_form_row_set_title_chars (self, -1);
  gtk_label_set_xalign (GTK_LABEL (priv->title), 0);
  gtk_widget_add_css_class (priv->title, "limner-row-title");
  gtk_widget_set_tooltip_text (priv->title, limner_field_get_name (priv->field));
  gtk_box_append (GTK_BOX (priv->header), priv->title);

  gtk_box_append (GTK_BOX (priv->header), limner_form_help_new (priv->field));
  if (limner_field_is_required (priv->field) && limner_field_get_default (priv->field) == NULL &&
      limner_field_get_role (priv->field) != LIMNER_ROLE_SEED)
    {
      priv->mark = make_mark ();
      gtk_box_append (GTK_BOX (priv->header), priv->mark);
    }

  priv->spacer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_hexpand (priv->spacer, TRUE);
  gtk_box_append (GTK_BOX (priv->header), priv->spacer);
}

static void
limner_form_row_constructed (GObject *object)
{
  LimnerFormRow *self = LIMNER_FORM_ROW (object);
  LimnerFormRowPrivate *priv = get_private (self);

  G_OBJECT_CLASS (limner_form_row_parent_class)->constructed (object);

  build_header (self);
  LIMNER_FORM_ROW_GET_CLASS (self)->setup (self);
  g_signal_connect_object (priv->values, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->context, "notify::canvas-fields", G_CALLBACK (show_value), self,
                           G_CONNECT_SWAPPED);
  show_value (self);
}

static void
limner_form_row_dispose (GObject *object)
{
  LimnerFormRow *self = LIMNER_FORM_ROW (object);
  LimnerFormRowPrivate *priv = get_private (self);

  g_clear_pointer (&priv->header, gtk_widget_unparent);
  g_clear_pointer (&priv->body, gtk_widget_unparent);
  g_clear_pointer (&priv->hint, gtk_widget_unparent);
  g_clear_pointer (&priv->error, gtk_widget_unparent);
  priv->control = NULL;
  g_clear_object (&priv->context);

  G_OBJECT_CLASS (limner_form_row_parent_class)->dispose (object);
}

static void
limner_form_row_finalize (GObject *object)
{
  LimnerFormRowPrivate *priv = get_private (LIMNER_FORM_ROW (object));

  g_clear_object (&priv->values);
  g_clear_pointer (&priv->field, limner_field_unref);
  g_clear_pointer (&priv->partner, limner_field_unref);
  g_clear_pointer (&priv->watched, g_ptr_array_unref);
  g_clear_pointer (&priv->reason, g_free);
  g_clear_pointer (&priv->server_error, g_free);

  G_OBJECT_CLASS (limner_form_row_parent_class)->finalize (object);
}

static gboolean
limner_form_row_grab_focus (GtkWidget *widget)
{
  LimnerFormRowPrivate *priv = get_private (LIMNER_FORM_ROW (widget));

  /* Not by the row itself: it would ask for the focus again where no child takes it. */
  if (priv->control != NULL)
    return gtk_widget_grab_focus (priv->control) ||
           gtk_widget_child_focus (priv->control, GTK_DIR_TAB_FORWARD);
  return gtk_widget_child_focus (priv->body != NULL ? priv->body : priv->header,
                                 GTK_DIR_TAB_FORWARD);
}

static void
limner_form_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  LimnerFormRowPrivate *priv = get_private (LIMNER_FORM_ROW (object));

  switch (prop_id)
    {
    case PROP_FIELD:
      g_value_set_boxed (value, priv->field);
      break;
    case PROP_VALUES:
      g_value_set_object (value, priv->values);
      break;
    case PROP_CONTEXT:
      g_value_set_object (value, priv->context);
      break;
    case PROP_REASON:
      g_value_set_string (value, priv->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_form_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  LimnerFormRowPrivate *priv = get_private (LIMNER_FORM_ROW (object));

  switch (prop_id)
    {
    case PROP_FIELD:
      priv->field = g_value_dup_boxed (value);
      break;
    case PROP_VALUES:
      priv->values = g_value_dup_object (value);
      break;
    case PROP_CONTEXT:
      priv->context = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_form_row_class_init (LimnerFormRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = limner_form_row_constructed;
  object_class->dispose = limner_form_row_dispose;
  object_class->finalize = limner_form_row_finalize;
  object_class->get_property = limner_form_row_get_property;
  object_class->set_property = limner_form_row_set_property;
  widget_class->grab_focus = limner_form_row_grab_focus;

  properties[PROP_FIELD] =
    g_param_spec_boxed ("field", NULL, NULL, LIMNER_TYPE_FIELD,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUES] =
    g_param_spec_object ("values", NULL, NULL, LIMNER_TYPE_VALUES,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, LIMNER_TYPE_FORM_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerFormRow:reason:
   *
   * What is wrong with the value, %NULL where nothing is.
   */
  properties[PROP_REASON] =
    g_param_spec_string ("reason", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  limner_form_row_menu_install (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_form_row_init (LimnerFormRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

/**
 * limner_form_row_get_field:
 * @self: a row
 *
 * Returns: (transfer none): the input that it shows
 */
LimnerField *
limner_form_row_get_field (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), NULL);

  return get_private (self)->field;
}

/**
 * limner_form_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none): the name of its input
 */
const char *
limner_form_row_get_name (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), NULL);

  return limner_field_get_name (get_private (self)->field);
}

/**
 * limner_form_row_get_values:
 * @self: a row
 *
 * Returns: (transfer none): the values that it changes
 */
LimnerValues *
limner_form_row_get_values (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), NULL);

  return get_private (self)->values;
}

/**
 * limner_form_row_get_context:
 * @self: a row
 *
 * Returns: (transfer none): what it shares with the other rows
 */
LimnerFormContext *
limner_form_row_get_context (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), NULL);

  return get_private (self)->context;
}

/**
 * limner_form_row_get_reason:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is wrong with the value
 */
const char *
limner_form_row_get_reason (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), NULL);

  return get_private (self)->reason;
}

/**
 * limner_form_row_is_changed:
 * @self: a row
 *
 * Returns: whether there is anything to reset
 */
gboolean
limner_form_row_is_changed (LimnerFormRow *self)
{
  LimnerFormRowPrivate *priv;

  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), FALSE);

  priv = get_private (self);
  return limner_values_is_changed (priv->values, limner_field_get_name (priv->field)) ||
         (priv->partner != NULL &&
          limner_values_is_changed (priv->values, limner_field_get_name (priv->partner)));
}

/**
 * limner_form_row_reset:
 * @self: a row
 *
 * Goes back to the model's default, as one step of undo.
 */
void
limner_form_row_reset (LimnerFormRow *self)
{
  LimnerFormRowPrivate *priv;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  limner_values_begin_change (priv->values);
  limner_values_reset (priv->values, limner_field_get_name (priv->field));
  if (priv->partner != NULL)
    limner_values_reset (priv->values, limner_field_get_name (priv->partner));
  limner_values_end_change (priv->values);

  /* The button has gone; the focus goes to what it reset. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * limner_form_row_show_error:
 * @self: a row
 * @text: (nullable): what a server said of the value
 *
 * Shows an error until the value changes.
 */
void
limner_form_row_show_error (LimnerFormRow *self,
                            const char    *text)
{
  LimnerFormRowPrivate *priv;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  g_free (priv->server_error);
  priv->server_error = g_strdup (text);
  update_reason (self);
}

/**
 * limner_form_row_insist:
 * @self: a row
 *
 * From now on a value that is missing is shown as an error. Before, the person was not asked yet.
 */
void
limner_form_row_insist (LimnerFormRow *self)
{
  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  get_private (self)->insists = TRUE;
  update_reason (self);
}

/**
 * limner_form_row_set_title_chars:
 * @self: a row
 * @n_chars: how many letters of the title are seen at least, or -1 for as many as usual
 *
 * Lets a control that needs much room for what it shows have more of the title's line.
 */
void
limner_form_row_set_title_chars (LimnerFormRow *self,
                                 int            n_chars)
{
  LimnerFormRowPrivate *priv = get_private (self);
  int length = (int) g_utf8_strlen (limner_field_get_title (priv->field), -1);

  /* Letters are narrower than the average that GTK takes: a short title is not made wider. */
  gtk_label_set_width_chars (GTK_LABEL (priv->title),
                             MIN (n_chars >= 0 ? n_chars : MIN_TITLE_CHARS, length * 3 / 4));
}

/**
 * limner_form_row_add_suffix:
 * @self: a row
 * @widget: a small control
 *
 * Puts a control at the end of the title's line.
 */
void
limner_form_row_add_suffix (LimnerFormRow *self,
                            GtkWidget     *widget)
{
  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (get_private (self)->header), widget);
}

/**
 * limner_form_row_set_body:
 * @self: a row
 * @widget: a control
 *
 * Puts a control under the title's line.
 */
void
limner_form_row_set_body (LimnerFormRow *self,
                          GtkWidget     *widget)
{
  LimnerFormRowPrivate *priv;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  g_return_if_fail (priv->body == NULL);

  priv->body = widget;
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

/**
 * limner_form_row_set_control:
 * @self: a row
 * @widget: the control that takes the focus, somewhere in the row
 *
 * Gives a control the input's name and words for a screen reader.
 */
void
limner_form_row_set_control (LimnerFormRow *self,
                             GtkWidget     *widget)
{
  LimnerFormRowPrivate *priv;
  const char *help;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  priv->control = widget;
  help = limner_field_get_help (priv->field);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limner_field_get_title (priv->field), -1);
  if (help != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    help, -1);
  if (limner_field_is_required (priv->field))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                    TRUE, -1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (priv->title), widget);
}

/**
 * limner_form_row_set_hint:
 * @self: a row
 * @text: (nullable): a line under the control
 *
 * Shows something that is worth knowing but not wrong.
 */
void
limner_form_row_set_hint (LimnerFormRow *self,
                          const char    *text)
{
  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  show_label (self, &get_private (self)->hint, text, "dim-label");
}

/**
 * limner_form_row_set_partner:
 * @self: a row that is being set up
 * @partner: another input that is shown in the same row
 * @title: what both are called together
 *
 * Makes a row of two inputs, such as width and height.
 */
void
limner_form_row_set_partner (LimnerFormRow *self,
                             LimnerField   *partner,
                             const char    *title)
{
  LimnerFormRowPrivate *priv;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  g_return_if_fail (priv->partner == NULL);

  priv->partner = limner_field_ref (partner);
  gtk_label_set_label (GTK_LABEL (priv->title), title);
  limner_form_row_watch (self, limner_field_get_name (partner));
}

/**
 * limner_form_row_get_partner:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the other input that it shows
 */
LimnerField *
limner_form_row_get_partner (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), NULL);

  return get_private (self)->partner;
}

/**
 * limner_form_row_watch:
 * @self: a row
 * @name: an input's name
 *
 * Lets the row be updated when another input changes on which it depends as well.
 */
void
limner_form_row_watch (LimnerFormRow *self,
                       const char    *name)
{
  LimnerFormRowPrivate *priv;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  if (priv->watched == NULL)
    priv->watched = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (priv->watched, g_strdup (name));
}

/**
 * limner_form_row_is_updating:
 * @self: a row
 *
 * Returns: whether the control changes because the value did, not because of the person
 */
gboolean
limner_form_row_is_updating (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), FALSE);

  return get_private (self)->is_updating;
}

/**
 * limner_form_row_take_text:
 * @self: a row
 * @text: what was typed
 *
 * Sets the value from text. The control keeps what the person typed, which may be written another
 * way than the value is.
 */
void
limner_form_row_take_text (LimnerFormRow *self,
                           const char    *text)
{
  LimnerFormRowPrivate *priv;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  if (priv->is_updating)
    return;

  priv->is_typed = TRUE;
  limner_values_set_text (priv->values, limner_field_get_name (priv->field), text);
  priv->is_typed = FALSE;
}

/**
 * limner_form_row_is_typed:
 * @self: a row
 *
 * Tells an entry to leave its text alone: someone who empties it in order to type another number
 * does not want the default to jump in.
 *
 * Returns: whether the value is being set from what the person types
 */
gboolean
limner_form_row_is_typed (LimnerFormRow *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_ROW (self), FALSE);

  return get_private (self)->is_typed;
}

/**
 * limner_form_row_tidy_when_left:
 * @self: a row
 * @entry: an entry in it
 *
 * Shows the value as it is when the focus leaves an entry.
 */
void
limner_form_row_tidy_when_left (LimnerFormRow *self,
                                GtkWidget     *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (show_value), self);
  gtk_widget_add_controller (entry, focus);
}

/**
 * limner_form_row_take_node:
 * @self: a row
 * @value: (nullable) (transfer full): what was chosen
 *
 * Sets the value.
 */
void
limner_form_row_take_node (LimnerFormRow *self,
                           JsonNode      *value)
{
  g_autoptr(JsonNode) owned = value;
  LimnerFormRowPrivate *priv;

  g_return_if_fail (LIMNER_IS_FORM_ROW (self));

  priv = get_private (self);
  if (!priv->is_updating)
    limner_values_set (priv->values, limner_field_get_name (priv->field), owned);
}
