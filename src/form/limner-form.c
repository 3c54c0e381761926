/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-keys-bind.h"

#include "limner-form-factory.h"
#include "limner-form-note.h"
#include "limner-form-private.h"
#include "limner-form-row-menu.h"

/* Forms of more inputs than this can be searched; forms of no more than the other are all open. */
#define MIN_SEARCHED 16
#define MAX_ALL_OPEN 8

/**
 * LimnerForm:
 *
 * A form that builds itself from the schema of a model and changes its values. It does not scroll
 * by itself.
 */
enum
{
  PROP_0,
  PROP_VALUES,
  PROP_FILES,
  PROP_CANVAS_FIELDS,
  PROP_PROMPT_HISTORY,
  PROP_SHOWS_JSON,
  N_PROPS
};

enum
{
  REQUEST_CANVAS,
  REQUEST_GALLERY,
  REQUEST_IDEAS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerForm, limner_form, GTK_TYPE_WIDGET)

static gboolean
has_pictures (LimnerSchema *schema)
{
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      if (limner_field_is_picture (limner_schema_get_field (schema, i)))
        return TRUE;
    }

  return FALSE;
}

/* What works on a picture without being told in words: its own settings are what it is about. */
static gboolean
is_tool (LimnerForm *self)
{
  LimnerSchema *schema = limner_values_get_schema (self->values);

  return has_pictures (schema) && limner_schema_find_role (schema, LIMNER_ROLE_PROMPT) == NULL;
}

static const char *
get_group_title (LimnerForm       *self,
                 LimnerFieldGroup  group)
{
  switch (group)
    {
    case LIMNER_FIELD_GROUP_PICTURES:
      return has_pictures (limner_values_get_schema (self->values)) ? _("Pictures") : _("Files");
    case LIMNER_FIELD_GROUP_SIZE:
      return _("Size");
    case LIMNER_FIELD_GROUP_SAMPLING:
      return _("Sampling");
    case LIMNER_FIELD_GROUP_OUTPUT:
      return _("Output");
    case LIMNER_FIELD_GROUP_ADVANCED:
      return is_tool (self) ? _("Settings") : _("Advanced");
    case LIMNER_FIELD_GROUP_PROMPT:
    default:
      return NULL;
    }
}

static gboolean
is_open_at_first (LimnerForm       *self,
                  LimnerFieldGroup  group)
{
  if (limner_schema_get_n_fields (limner_values_get_schema (self->values)) <= MAX_ALL_OPEN)
    return TRUE;

  return group != LIMNER_FIELD_GROUP_OUTPUT &&
         (group != LIMNER_FIELD_GROUP_ADVANCED || is_tool (self));
}

static void
clear_groups (LimnerForm *self)
{
  for (guint i = 0; i < LIMNER_N_FIELD_GROUPS; i++)
    {
      if (self->groups[i] != NULL)
        gtk_box_remove (GTK_BOX (self->groups_box), GTK_WIDGET (self->groups[i]));
      self->groups[i] = NULL;
    }
}

static void
add_field (LimnerForm  *self,
           LimnerField *field)
{
  LimnerFieldGroup group = limner_field_get_group (field);

  if (!limner_form_has_row (self->values, field))
    return;

  if (self->groups[group] == NULL)
    self->groups[group] =
      LIMNER_FORM_GROUP (limner_form_group_new (get_group_title (self, group), self->values,
                                                self->context));
  limner_form_group_add_field (self->groups[group], field);
}

static void
update_search (LimnerForm *self)
{
  guint n_fields = self->values != NULL
                     ? limner_schema_get_n_fields (limner_values_get_schema (self->values)) : 0;

  gtk_widget_set_visible (self->search, n_fields >= MIN_SEARCHED &&
                                        limner_form_views_get_shows_rows (self->views));
  gtk_widget_set_visible (self->summary, !gtk_widget_get_visible (self->search));
}

static void
update_summary (LimnerForm *self)
{
  g_auto(GStrv) changed = self->values != NULL ? limner_values_list_changed (self->values) : NULL;
  guint n_changed = changed != NULL ? g_strv_length (changed) : 0;
  g_autofree char *text = NULL;

  if (n_changed > 0)
    text = g_strdup_printf (ngettext ("%u input changed", "%u inputs changed", n_changed),
                            n_changed);
  gtk_label_set_label (GTK_LABEL (self->summary), text != NULL ? text : "");
}

static void
build_groups (LimnerForm *self)
{
  LimnerSchema *schema = limner_values_get_schema (self->values);
  guint n_fields = limner_schema_get_n_fields (schema);
  gboolean canvas = g_signal_has_handler_pending (self, signals[REQUEST_CANVAS], 0, FALSE);
  gboolean gallery = g_signal_has_handler_pending (self, signals[REQUEST_GALLERY], 0, FALSE);

  /* A button that nobody answers to is not shown. */
  limner_form_context_set_offers (self->context, canvas, gallery);
  limner_form_context_set_offers_ideas (
    self->context, g_signal_has_handler_pending (self, signals[REQUEST_IDEAS], 0, FALSE));
  for (guint i = 0; i < n_fields; i++)
    add_field (self, limner_schema_get_field (schema, i));

  for (guint i = 0; i < LIMNER_N_FIELD_GROUPS; i++)
    {
      LimnerFieldGroup group = (LimnerFieldGroup) i;

      if (self->groups[i] == NULL)
        continue;
      limner_form_group_set_open (self->groups[i], is_open_at_first (self, group));
      gtk_box_append (GTK_BOX (self->groups_box), GTK_WIDGET (self->groups[i]));
    }

  if (is_tool (self) && self->groups[LIMNER_FIELD_GROUP_OUTPUT] != NULL &&
      self->groups[LIMNER_FIELD_GROUP_ADVANCED] != NULL)
    gtk_box_reorder_child_after (GTK_BOX (self->groups_box),
                                 GTK_WIDGET (self->groups[LIMNER_FIELD_GROUP_OUTPUT]),
                                 GTK_WIDGET (self->groups[LIMNER_FIELD_GROUP_ADVANCED]));

  update_search (self);
  gtk_widget_set_visible (self->empty, n_fields == 0);
}

static char *
find_focused_name (LimnerForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, LIMNER_TYPE_FORM_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    return NULL;
  return g_strdup (limner_form_row_get_name (LIMNER_FORM_ROW (row)));
}

/* An input means something else: it may need another row, in another group. */
static void
schema_cb (LimnerForm *self)
{
  g_autofree char *name = find_focused_name (self);
  gboolean was_open[LIMNER_N_FIELD_GROUPS];

  for (guint i = 0; i < LIMNER_N_FIELD_GROUPS; i++)
    was_open[i] = self->groups[i] != NULL && limner_form_group_get_open (self->groups[i]);

  clear_groups (self);
  build_groups (self);
  for (guint i = 0; i < LIMNER_N_FIELD_GROUPS; i++)
    {
      if (was_open[i] && self->groups[i] != NULL)
        limner_form_group_set_open (self->groups[i], TRUE);
    }
  if (name != NULL)
    limner_form_focus_field (self, name);
}

static void
choose_meaning_cb (LimnerForm *self,
                   const char *name,
                   const char *role)
{
  limner_values_override_role (self->values, name, role);
  limner_form_focus_field (self, name);
}

static void
search_changed_cb (LimnerForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  for (guint i = 0; i < LIMNER_N_FIELD_GROUPS; i++)
    {
      if (self->groups[i] != NULL)
        limner_form_group_set_search (self->groups[i], text);
    }
}

static void
request_canvas_cb (LimnerForm *self,
                   const char *name)
{
  g_signal_emit (self, signals[REQUEST_CANVAS], 0, name);
}

static void
request_gallery_cb (LimnerForm *self,
                    const char *name)
{
  g_signal_emit (self, signals[REQUEST_GALLERY], 0, name);
}

static void
request_ideas_cb (LimnerForm *self,
                  const char *name,
                  GtkWidget  *anchor)
{
  g_signal_emit (self, signals[REQUEST_IDEAS], 0, name, anchor);
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerForm *self = LIMNER_FORM (widget);

  if (self->values != NULL)
    limner_values_undo (self->values);
}

static void
redo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerForm *self = LIMNER_FORM (widget);

  if (self->values != NULL)
    limner_values_redo (self->values);
}

static void
reset_all_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LimnerForm *self = LIMNER_FORM (widget);

  if (self->values != NULL)
    limner_values_reset_all (self->values);
}

static void
update_actions (LimnerForm *self)
{
  gboolean can_undo = self->values != NULL && limner_values_can_undo (self->values);
  gboolean can_redo = self->values != NULL && limner_values_can_redo (self->values);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.redo", can_redo);
}

static void
limner_form_dispose (GObject *object)
{
  LimnerForm *self = LIMNER_FORM (object);

  if (self->values != NULL)
    g_signal_handlers_disconnect_by_data (self->values, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->values);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (limner_form_parent_class)->dispose (object);
}

static void
limner_form_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  LimnerForm *self = LIMNER_FORM (object);

  switch (prop_id)
    {
    case PROP_VALUES:
      g_value_set_object (value, self->values);
      break;
    case PROP_FILES:
      g_value_set_object (value, limner_form_get_files (self));
      break;
    case PROP_CANVAS_FIELDS:
      g_value_set_boxed (value, limner_form_get_canvas_fields (self));
      break;
    case PROP_PROMPT_HISTORY:
      g_value_set_boxed (value, limner_form_get_prompt_history (self));
      break;
    case PROP_SHOWS_JSON:
      g_value_set_boolean (value, self->shows_json);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_form_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  LimnerForm *self = LIMNER_FORM (object);

  switch (prop_id)
    {
    case PROP_VALUES:
      limner_form_set_values (self, g_value_get_object (value));
      break;
    case PROP_FILES:
      limner_form_set_files (self, g_value_get_object (value));
      break;
    case PROP_CANVAS_FIELDS:
      limner_form_set_canvas_fields (self, g_value_get_boxed (value));
      break;
    case PROP_PROMPT_HISTORY:
      limner_form_set_prompt_history (self, g_value_get_boxed (value));
      break;
    case PROP_SHOWS_JSON:
      limner_form_set_shows_json (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * LimnerForm:values:
   *
   * The values that are shown and changed, with the schema that the form is built from.
   */
  properties[PROP_VALUES] =
    g_param_spec_object ("values", NULL, NULL, LIMNER_TYPE_VALUES,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerForm:files:
   *
   * Where files are kept.
   */
  properties[PROP_FILES] =
    g_param_spec_object ("files", NULL, NULL, LIMNER_TYPE_FORM_FILES,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerForm:canvas-fields:
   *
   * The names of the inputs that the canvas fills when nothing else is chosen for them.
   */
  properties[PROP_CANVAS_FIELDS] =
    g_param_spec_boxed ("canvas-fields", NULL, NULL, G_TYPE_STRV,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerForm:prompt-history:
   *
   * Earlier prompts, the newest first.
   */
  properties[PROP_PROMPT_HISTORY] =
    g_param_spec_boxed ("prompt-history", NULL, NULL, G_TYPE_STRV,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerForm:shows-json:
   *
   * Whether the values are shown as JSON text: beside the rows where there is room, else in their
   * place.
   */
  properties[PROP_SHOWS_JSON] =
    g_param_spec_boolean ("shows-json", NULL, NULL, FALSE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_form_class_init (LimnerFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_form_dispose;
  object_class->get_property = limner_form_get_property;
  object_class->set_property = limner_form_set_property;
  install_properties (object_class);

  /**
   * LimnerForm::request-canvas:
   * @self: the form
   * @name: the name of the input
   *
   * The person wants the canvas's picture in an input.
   */
  signals[REQUEST_CANVAS] =
    g_signal_new ("request-canvas", LIMNER_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * LimnerForm::request-gallery:
   * @self: the form
   * @name: the name of the input
   *
   * The person wants to choose a picture of the gallery for an input.
   */
  signals[REQUEST_GALLERY] =
    g_signal_new ("request-gallery", LIMNER_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * LimnerForm::request-ideas:
   * @self: the form
   * @name: the name of the input
   * @anchor: the widget from which they are asked for
   *
   * The person wants ideas for a prompt.
   */
  signals[REQUEST_IDEAS] =
    g_signal_new ("request-ideas", LIMNER_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, GTK_TYPE_WIDGET);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-form");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);

  gtk_widget_class_install_action (widget_class, "form.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "form.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "form.reset-all", NULL, reset_all_action);
  gtk_widget_class_install_property_action (widget_class, "form.show-json", "shows-json");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "form.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "form.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "form.redo",
                                       NULL);
  limner_keys_bind (widget_class, "win.generate");
}

static void
limner_form_init (LimnerForm *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->context = limner_form_context_new ();
  g_signal_connect_object (self->context, "request-canvas", G_CALLBACK (request_canvas_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "request-gallery", G_CALLBACK (request_gallery_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "request-ideas", G_CALLBACK (request_ideas_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "choose-meaning", G_CALLBACK (choose_meaning_cb), self,
                           G_CONNECT_SWAPPED);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Search inputs"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search inputs"), -1);
  gtk_widget_set_visible (self->search, FALSE);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);

  self->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_widget_add_css_class (self->summary, "caption");
  gtk_widget_add_css_class (self->summary, "dim-label");
  gtk_widget_add_css_class (self->summary, "limner-summary");
  self->menu = LIMNER_FORM_MENU (limner_form_menu_new ());
  limner_form_menu_set_values (self->menu, NULL);
  gtk_widget_set_hexpand (self->search, TRUE);
  gtk_widget_set_hexpand (self->summary, TRUE);
  gtk_box_append (GTK_BOX (line), self->search);
  gtk_box_append (GTK_BOX (line), self->summary);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->menu));

  self->empty = gtk_label_new (_("This model takes no inputs."));
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_set_visible (self->empty, FALSE);

  self->notes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_visible (self->notes, FALSE);
  self->groups_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->groups_box), self->empty);
  self->views = LIMNER_FORM_VIEWS (limner_form_views_new (self->groups_box));
  g_signal_connect_object (self->views, "notify::shows-rows", G_CALLBACK (update_search), self,
                           G_CONNECT_SWAPPED);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->notes);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->views));
  limner_form_row_menu_attach (GTK_WIDGET (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  update_actions (self);
}

/**
 * limner_form_new:
 *
 * Returns: (transfer floating): a form without inputs
 */
GtkWidget *
limner_form_new (void)
{
  return g_object_new (LIMNER_TYPE_FORM, NULL);
}

/**
 * limner_form_get_values:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the values that are shown
 */
LimnerValues *
limner_form_get_values (LimnerForm *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM (self), NULL);

  return self->values;
}

/**
 * limner_form_set_values:
 * @self: a form
 * @values: (nullable): the values to show and to change
 *
 * Builds the form anew for other values.
 */
void
limner_form_set_values (LimnerForm   *self,
                        LimnerValues *values)
{
  g_return_if_fail (LIMNER_IS_FORM (self));
  g_return_if_fail (values == NULL || LIMNER_IS_VALUES (values));

  if (self->values == values)
    return;

  if (self->values != NULL)
    g_signal_handlers_disconnect_by_data (self->values, self);
  clear_groups (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_set_object (&self->values, values);
  limner_form_views_set_values (self->views, values);
  if (values != NULL)
    {
      build_groups (self);
      g_signal_connect_swapped (values, "changed", G_CALLBACK (update_summary), self);
      g_signal_connect_swapped (values, "notify::schema", G_CALLBACK (schema_cb), self);
      g_signal_connect_swapped (values, "notify::can-undo", G_CALLBACK (update_actions), self);
      g_signal_connect_swapped (values, "notify::can-redo", G_CALLBACK (update_actions), self);
    }
  limner_form_menu_set_values (self->menu, values);
  update_summary (self);
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
}

/**
 * limner_form_get_files:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): where files are kept
 */
LimnerFormFiles *
limner_form_get_files (LimnerForm *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM (self), NULL);

  return limner_form_context_get_files (self->context);
}

/**
 * limner_form_set_files:
 * @self: a form
 * @files: (nullable): where files are kept
 *
 * Gives the form a place for files.
 */
void
limner_form_set_files (LimnerForm      *self,
                       LimnerFormFiles *files)
{
  g_return_if_fail (LIMNER_IS_FORM (self));

  if (limner_form_context_get_files (self->context) == files)
    return;

  limner_form_context_set_files (self->context, files);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILES]);
}

/**
 * limner_form_get_canvas_fields:
 * @self: a form
 *
 * Returns: (transfer none): the names of the inputs that the canvas fills
 */
const char *const *
limner_form_get_canvas_fields (LimnerForm *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM (self), NULL);

  return limner_form_context_get_canvas_fields (self->context);
}

/**
 * limner_form_set_canvas_fields:
 * @self: a form
 * @names: (nullable): the names of the inputs that the canvas fills
 *
 * Tells which inputs need nothing from the person because the canvas fills them.
 */
void
limner_form_set_canvas_fields (LimnerForm        *self,
                               const char *const *names)
{
  g_return_if_fail (LIMNER_IS_FORM (self));

  if (limner_form_context_set_canvas_fields (self->context, names))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANVAS_FIELDS]);
}

/**
 * limner_form_get_prompt_history:
 * @self: a form
 *
 * Returns: (transfer none): earlier prompts, the newest first
 */
const char *const *
limner_form_get_prompt_history (LimnerForm *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM (self), NULL);

  return limner_form_context_get_prompt_history (self->context);
}

/**
 * limner_form_set_prompt_history:
 * @self: a form
 * @prompts: (nullable): earlier prompts, the newest first
 *
 * Sets what Alt+↑ goes back to.
 */
void
limner_form_set_prompt_history (LimnerForm        *self,
                                const char *const *prompts)
{
  g_return_if_fail (LIMNER_IS_FORM (self));

  if (limner_form_context_set_prompt_history (self->context, prompts))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROMPT_HISTORY]);
}

/**
 * limner_form_get_menu:
 * @self: a form
 *
 * Returns: (transfer none): the form's menu, which wants to know the model, presets and examples
 */
LimnerFormMenu *
limner_form_get_menu (LimnerForm *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM (self), NULL);

  return self->menu;
}

/**
 * limner_form_get_shows_json:
 * @self: a form
 *
 * Returns: whether the values are shown as JSON text
 */
gboolean
limner_form_get_shows_json (LimnerForm *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM (self), FALSE);

  return self->shows_json;
}

/**
 * limner_form_set_shows_json:
 * @self: a form
 * @shows_json: whether to show JSON text
 *
 * Shows the JSON text of the same values beside the rows, or in their place in a narrow form.
 */
void
limner_form_set_shows_json (LimnerForm *self,
                            gboolean    shows_json)
{
  g_return_if_fail (LIMNER_IS_FORM (self));

  if (self->shows_json == shows_json)
    return;

  self->shows_json = shows_json;
  limner_form_views_set_shows_json (self->views, shows_json);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_JSON]);
}

/**
 * limner_form_add_note:
 * @self: a form
 * @title: a sentence
 * @lines: (nullable): what can be read below it when it is unfolded
 *
 * Tells something about the whole form, above the inputs, until it is put away.
 */
void
limner_form_add_note (LimnerForm        *self,
                      const char        *title,
                      const char *const *lines)
{
  g_return_if_fail (LIMNER_IS_FORM (self));
  g_return_if_fail (title != NULL);

  gtk_box_append (GTK_BOX (self->notes), limner_form_note_new (title, lines));
  gtk_widget_set_visible (self->notes, TRUE);
}

/**
 * limner_form_clear_notes:
 * @self: a form
 *
 * Takes away what limner_form_add_note() told.
 */
void
limner_form_clear_notes (LimnerForm *self)
{
  GtkWidget *note;

  g_return_if_fail (LIMNER_IS_FORM (self));

  while ((note = gtk_widget_get_first_child (self->notes)) != NULL)
    gtk_box_remove (GTK_BOX (self->notes), note);
  gtk_widget_set_visible (self->notes, FALSE);
}
