/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"
#include "schema/limner-plain-text.h"
#include "schema/limner-snippet.h"

#include "limner-form-menu.h"

#define MAX_EXAMPLES 12
#define MAX_LABEL_BYTES 60

struct _LimnerFormMenu
{
  GtkWidget      parent_instance;

  /* Owned */
  LimnerValues  *values;       /* or NULL */
  LimnerPresets *presets;      /* or NULL */
  JsonArray     *examples;     /* of inputs, or NULL */
  char          *model;        /* or NULL */
  char          *base_url;     /* or NULL */

  char          *renamed;      /* the preset that gets another name, NULL for a new one */

  /* Children */
  GtkWidget     *examples_button;
  GtkWidget     *button;
  GtkWidget     *naming;       /* pop-up that asks for a preset's name */

  /* Borrowed */
  GtkWidget     *name_entry;
};

G_DEFINE_FINAL_TYPE (LimnerFormMenu, limner_form_menu, GTK_TYPE_WIDGET)

static void
append_with_target (GMenu      *menu,
                    const char *label,
                    const char *action,
                    const char *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_autoptr(GString) escaped = g_string_new (label);

  /* An underscore in a name is no mnemonic. */
  g_string_replace (escaped, "_", "__", 0);
  g_menu_item_set_label (item, escaped->str);
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
append_presets (LimnerFormMenu *self,
                GMenu          *menu)
{
  g_autoptr(GMenu) section = g_menu_new ();
  g_auto(GStrv) names = NULL;
  const char *fallback;

  if (self->presets == NULL || self->model == NULL)
    return;

  names = limner_presets_list (self->presets, self->model);
  fallback = limner_presets_get_default (self->presets, self->model);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GMenu) submenu = g_menu_new ();
      gboolean is_default = g_strcmp0 (fallback, names[i]) == 0;

      append_with_target (submenu, _("Use"), "menu.use-preset", names[i]);
      append_with_target (submenu, _("Replace by the values now"), "menu.replace-preset",
                          names[i]);
      append_with_target (submenu, _("Rename…"), "menu.rename-preset", names[i]);
      append_with_target (submenu, is_default ? _("No longer begin with it") : _("Begin with it"),
                          "menu.default-preset", is_default ? "" : names[i]);
      append_with_target (submenu, _("Remove"), "menu.remove-preset", names[i]);
      {
        /* Translators: a preset that new forms begin with */
        g_autofree char *label = is_default ? g_strdup_printf (_("%s (default)"), names[i])
                                            : g_strdup (names[i]);

        g_menu_append_submenu (section, label, G_MENU_MODEL (submenu));
      }
    }
  g_menu_append (section, _("Save as preset…"), "menu.save-preset");
  g_menu_append_section (menu, _("Presets"), G_MENU_MODEL (section));
}

static char *
label_example (LimnerFormMenu *self,
               JsonObject     *input,
               guint           index)
{
  LimnerSchema *schema = self->values != NULL ? limner_values_get_schema (self->values) : NULL;
  LimnerField *field = schema != NULL ? limner_schema_find_role (schema, LIMNER_ROLE_PROMPT) : NULL;
  const char *prompt =
    limner_json_get_string (input, field != NULL ? limner_field_get_name (field) : "prompt", NULL);

  if (prompt != NULL && *prompt != '\0')
    return limner_plain_text_first_line (prompt, MAX_LABEL_BYTES);
  return g_strdup_printf (_("Example %u"), index + 1);
}

static void
create_examples_cb (GtkMenuButton *button,
                    gpointer       user_data)
{
  LimnerFormMenu *self = user_data;
  g_autoptr(GMenu) menu = g_menu_new ();
  guint length = self->examples != NULL ? json_array_get_length (self->examples) : 0;

  for (guint i = 0; i < MIN (length, MAX_EXAMPLES); i++)
    {
      JsonNode *node = json_array_get_element (self->examples, i);
      g_autofree char *target = g_strdup_printf ("%u", i);
      g_autofree char *label = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      label = label_example (self, json_node_get_object (node), i);
      append_with_target (menu, label, "menu.use-example", target);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
append_rest (LimnerFormMenu *self,
             GMenu          *menu)
{
  g_autoptr(GMenu) history = g_menu_new ();
  g_autoptr(GMenu) views = g_menu_new ();
  g_autoptr(GMenu) copies = g_menu_new ();

  g_menu_append (history, _("Undo"), "form.undo");
  g_menu_append (history, _("Redo"), "form.redo");
  g_menu_append (history, _("Reset all"), "form.reset-all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (history));

  g_menu_append (views, _("Show as JSON"), "form.show-json");
  if (self->model != NULL && self->base_url != NULL)
    {
      append_with_target (copies, _("curl"), "menu.copy-as", "curl");
      append_with_target (copies, _("JavaScript"), "menu.copy-as", "javascript");
      append_with_target (copies, _("Python"), "menu.copy-as", "python");
      g_menu_append_submenu (views, _("Copy as"), G_MENU_MODEL (copies));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  LimnerFormMenu *self = user_data;
  g_autoptr(GMenu) menu = g_menu_new ();

  append_presets (self, menu);
  append_rest (self, menu);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
load_input (LimnerFormMenu *self,
            JsonObject     *input)
{
  if (self->values != NULL && input != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_adopt (self->values, input);
    }
}

static void
use_preset_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (widget);

  if (self->presets != NULL)
    load_input (self, limner_presets_find (self->presets, self->model,
                                           g_variant_get_string (parameter, NULL)));
}

static void
replace_preset_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (widget);
  g_autoptr(JsonObject) input = NULL;

  if (self->presets == NULL || self->values == NULL)
    return;

  input = limner_values_to_preset (self->values);
  limner_presets_keep (self->presets, self->model, g_variant_get_string (parameter, NULL), input);
}

static void
remove_preset_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (widget);

  if (self->presets != NULL)
    limner_presets_remove (self->presets, self->model, g_variant_get_string (parameter, NULL));
}

static void
default_preset_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (widget);
  const char *name = g_variant_get_string (parameter, NULL);

  if (self->presets != NULL)
    limner_presets_set_default (self->presets, self->model, *name != '\0' ? name : NULL);
}

static void
ask_for_name (LimnerFormMenu *self,
              const char     *renamed)
{
  graphene_rect_t bounds;

  /* The menu was opened from the last button, not from the middle of all. */
  if (gtk_widget_compute_bounds (self->button, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->naming),
                                 &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                   (int) bounds.size.width,
                                                   (int) bounds.size.height });
  g_free (self->renamed);
  self->renamed = g_strdup (renamed);
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), renamed != NULL ? renamed : "");
  gtk_popover_popup (GTK_POPOVER (self->naming));
  gtk_widget_grab_focus (self->name_entry);
}

static void
save_preset_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ask_for_name (LIMNER_FORM_MENU (widget), NULL);
}

static void
rename_preset_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ask_for_name (LIMNER_FORM_MENU (widget), g_variant_get_string (parameter, NULL));
}

static void
name_activate_cb (LimnerFormMenu *self)
{
  g_autofree char *name =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
  gboolean is_kept = *name != '\0' && self->presets != NULL && self->values != NULL;

  if (is_kept && self->renamed != NULL)
    {
      is_kept = g_str_equal (name, self->renamed) ||
                limner_presets_rename (self->presets, self->model, self->renamed, name);
    }
  else if (is_kept)
    {
      g_autoptr(JsonObject) input = limner_values_to_preset (self->values);

      limner_presets_keep (self->presets, self->model, name, input);
    }

  if (is_kept)
    gtk_popover_popdown (GTK_POPOVER (self->naming));
  else
    gtk_widget_error_bell (self->name_entry);
}

static void
use_example_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (widget);
  guint64 index = g_ascii_strtoull (g_variant_get_string (parameter, NULL), NULL, 10);

  if (self->examples != NULL && index < json_array_get_length (self->examples))
    load_input (self, json_array_get_object_element (self->examples, (guint) index));
}

static void
copy_as_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  LimnerSnippetKind kind = LIMNER_SNIPPET_CURL;
  g_autoptr(JsonObject) input = NULL;
  g_autofree char *text = NULL;

  if (self->values == NULL || self->model == NULL || self->base_url == NULL)
    return;

  if (g_str_equal (name, "javascript"))
    kind = LIMNER_SNIPPET_JAVASCRIPT;
  else if (g_str_equal (name, "python"))
    kind = LIMNER_SNIPPET_PYTHON;
  input = limner_values_to_preset (self->values);
  text = limner_snippet_build (kind, self->base_url, self->model, input);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
limner_form_menu_dispose (GObject *object)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (object);

  g_clear_pointer (&self->naming, gtk_widget_unparent);
  g_clear_pointer (&self->examples_button, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->values);
  g_clear_object (&self->presets);
  g_clear_pointer (&self->examples, json_array_unref);

  G_OBJECT_CLASS (limner_form_menu_parent_class)->dispose (object);
}

static void
limner_form_menu_finalize (GObject *object)
{
  LimnerFormMenu *self = LIMNER_FORM_MENU (object);

  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->renamed, g_free);

  G_OBJECT_CLASS (limner_form_menu_parent_class)->finalize (object);
}

static void
limner_form_menu_class_init (LimnerFormMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_form_menu_dispose;
  object_class->finalize = limner_form_menu_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "menu.use-preset", "s", use_preset_action);
  gtk_widget_class_install_action (widget_class, "menu.replace-preset", "s",
                                   replace_preset_action);
  gtk_widget_class_install_action (widget_class, "menu.rename-preset", "s", rename_preset_action);
  gtk_widget_class_install_action (widget_class, "menu.default-preset", "s",
                                   default_preset_action);
  gtk_widget_class_install_action (widget_class, "menu.remove-preset", "s", remove_preset_action);
  gtk_widget_class_install_action (widget_class, "menu.save-preset", NULL, save_preset_action);
  gtk_widget_class_install_action (widget_class, "menu.use-example", "s", use_example_action);
  gtk_widget_class_install_action (widget_class, "menu.copy-as", "s", copy_as_action);
}

static void
limner_form_menu_init (LimnerFormMenu *self)
{
  self->examples_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->examples_button), _("Examples"));
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->examples_button), FALSE);
  gtk_widget_set_tooltip_text (self->examples_button, _("Fill the form like a published example"));
  gtk_widget_set_visible (self->examples_button, FALSE);
  gtk_widget_add_css_class (self->examples_button, "limner-examples");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->examples_button),
                                         create_examples_cb, self, NULL);
  gtk_widget_set_parent (self->examples_button, GTK_WIDGET (self));

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "view-more-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
  gtk_widget_set_tooltip_text (self->button, _("All values"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("All values"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popup_cb, self,
                                         NULL);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  self->name_entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name_entry), _("Name of the preset"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the preset"), -1);
  g_signal_connect_swapped (self->name_entry, "activate", G_CALLBACK (name_activate_cb), self);
  self->naming = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->naming), self->name_entry);
  gtk_widget_set_parent (self->naming, GTK_WIDGET (self));
}

/**
 * limner_form_menu_new:
 *
 * Returns: (transfer floating): a menu without values
 */
GtkWidget *
limner_form_menu_new (void)
{
  return g_object_new (LIMNER_TYPE_FORM_MENU, NULL);
}

/**
 * limner_form_menu_set_values:
 * @self: a menu
 * @values: (nullable): the form's values
 *
 * Sets what presets and examples are put into.
 */
void
limner_form_menu_set_values (LimnerFormMenu *self,
                             LimnerValues   *values)
{
  g_return_if_fail (LIMNER_IS_FORM_MENU (self));

  g_set_object (&self->values, values);
  gtk_widget_set_sensitive (self->button, values != NULL);
}

/**
 * limner_form_menu_set_model:
 * @self: a menu
 * @model: (nullable): `owner/name` or `owner/name:version`
 * @base_url: (nullable): the address of the server's API; without it nothing can be copied
 *
 * Sets whose presets are offered, and what a copied request is sent to.
 */
void
limner_form_menu_set_model (LimnerFormMenu *self,
                            const char     *model,
                            const char     *base_url)
{
  g_return_if_fail (LIMNER_IS_FORM_MENU (self));

  g_free (self->model);
  self->model = g_strdup (model);
  g_free (self->base_url);
  self->base_url = g_strdup (base_url);
}

/**
 * limner_form_menu_set_presets:
 * @self: a menu
 * @presets: (nullable): where presets are kept
 *
 * Sets where presets come from and go to.
 */
void
limner_form_menu_set_presets (LimnerFormMenu *self,
                              LimnerPresets  *presets)
{
  g_return_if_fail (LIMNER_IS_FORM_MENU (self));

  g_set_object (&self->presets, presets);
}

/**
 * limner_form_menu_set_examples:
 * @self: a menu
 * @examples: (nullable): the inputs of the model's published examples
 *
 * Sets what can be tried with one click.
 */
void
limner_form_menu_set_examples (LimnerFormMenu *self,
                               JsonArray      *examples)
{
  g_return_if_fail (LIMNER_IS_FORM_MENU (self));

  g_clear_pointer (&self->examples, json_array_unref);
  if (examples != NULL)
    self->examples = json_array_ref (examples);
  gtk_widget_set_visible (self->examples_button,
                          examples != NULL && json_array_get_length (examples) > 0);
}
