/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "browser/limner-task-title.h"
#include "store/limner-store-models.h"

#include "limner-recipe-dialog.h"

#define WIDTH 420
#define LIST_HEIGHT 420

/* One of the two windows; belongs to it. */
typedef struct
{
  GtkWidget       *window;      /* borrowed: the owner */
  LimnerStore     *store;
  LimnerRecipe    *recipe;      /* to be saved, or NULL */
  GtkEditable     *name;
  AdwComboRow     *format;
  GtkWidget       *save;
  GtkListBox      *list;
  char            *item;
  LimnerRecipeRun  run;
  gpointer         user_data;
  GCancellable    *cancellable;
} Dialog;

static void
dialog_free (Dialog *dialog)
{
  g_cancellable_cancel (dialog->cancellable);
  g_clear_object (&dialog->cancellable);
  g_clear_object (&dialog->store);
  g_clear_object (&dialog->recipe);
  g_clear_pointer (&dialog->item, g_free);
  g_free (dialog);
}

/**
 * limner_recipe_describe:
 * @recipe: a recipe
 *
 * Tells its steps in a line.
 *
 * Returns: (transfer full): such as “Generate → Upscale → Export”
 */
char *
limner_recipe_describe (LimnerRecipe *recipe)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (LIMNER_IS_RECIPE (recipe), NULL);

  for (guint i = 0; i < limner_recipe_get_n_steps (recipe); i++)
    {
      const LimnerRecipeStep *step = limner_recipe_get_step (recipe, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " → " : "",
                              step->task == LIMNER_TASK_NONE
                                ? _("Export") : limner_task_get_title (step->task));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static Dialog *
make_dialog (GtkWindow   *parent,
             LimnerStore *store,
             const char  *title)
{
  Dialog *dialog = g_new0 (Dialog, 1);

  dialog->window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE,
                                 "title", title, "default-width", WIDTH, "resizable", FALSE,
                                 "destroy-with-parent", TRUE, NULL);
  dialog->store = g_object_ref (store);
  dialog->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (dialog->window), "limner-dialog", dialog,
                          (GDestroyNotify) dialog_free);
  return dialog;
}

static GtkWidget *
make_button (const char *label,
             const char *style)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  return button;
}

/* A header with Cancel, and what is below it. */
static void
fill_window (Dialog    *dialog,
             GtkWidget *accept,
             GtkWidget *body)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = make_button (_("_Cancel"), NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  if (accept != NULL)
    adw_header_bar_pack_end (ADW_HEADER_BAR (header), accept);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), dialog->window);

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (dialog->window, keys);

  gtk_widget_set_margin_top (body, 12);
  gtk_widget_set_margin_bottom (body, 18);
  gtk_widget_set_margin_start (body, 18);
  gtk_widget_set_margin_end (body, 18);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), body);
  adw_window_set_content (ADW_WINDOW (dialog->window), box);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GtkWidget) window = data;
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "limner-dialog");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (window));
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (source), result, &error))
    text = g_strdup (_("The recipe could not be saved"));
  else
    text = g_strdup_printf (_("Saved as recipe “%s”"), limner_recipe_get_name (dialog->recipe));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "s", text);
  gtk_window_close (GTK_WINDOW (window));
}

static void
save_cb (Dialog *dialog)
{
  static const LimnerPictureFormat formats[] = { 0, LIMNER_PICTURE_PNG, LIMNER_PICTURE_JPEG,
                                                 LIMNER_PICTURE_WEBP };
  guint chosen = adw_combo_row_get_selected (dialog->format);
  g_autofree char *name = g_strdup (gtk_editable_get_text (dialog->name));
  g_autofree char *json = NULL;

  if (*g_strstrip (name) == '\0')
    return;

  limner_recipe_set_name (dialog->recipe, name);
  if (chosen > 0 && chosen < G_N_ELEMENTS (formats) &&
      limner_recipe_get_n_steps (dialog->recipe) < LIMNER_RECIPE_MAX_STEPS)
    {
      const LimnerExportOptions options = { TRUE, formats[chosen], 92, 0,
                                            LIMNER_EXPORT_EVERYTHING };

      limner_recipe_add_step (dialog->recipe, limner_recipe_step_new_export (&options, NULL));
    }

  gtk_widget_set_sensitive (dialog->window, FALSE);
  json = limner_recipe_to_json (dialog->recipe);
  limner_store_save_recipe_async (dialog->store, name, json, NULL, saved_cb,
                                  g_object_ref (dialog->window));
}

static void
name_cb (Dialog *dialog)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (dialog->name));

  gtk_widget_set_sensitive (dialog->save, *g_strstrip (name) != '\0');
}

/**
 * limner_recipe_dialog_save:
 * @parent: the window
 * @store: the library
 * @recipe: what is to be saved
 *
 * Asks for a name, and whether the result is exported, and keeps the recipe.
 */
void
limner_recipe_dialog_save (GtkWindow    *parent,
                           LimnerStore  *store,
                           LimnerRecipe *recipe)
{
  const char *formats[] = { _("No"), "PNG", "JPEG", "WebP", NULL };
  Dialog *dialog = make_dialog (parent, store, _("Save as recipe"));
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *name = adw_entry_row_new ();
  GtkWidget *format = adw_combo_row_new ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (formats);
  g_autofree char *steps = limner_recipe_describe (recipe);

  dialog->recipe = g_object_ref (recipe);
  dialog->name = GTK_EDITABLE (name);
  dialog->format = ADW_COMBO_ROW (format);
  dialog->save = make_button (_("_Save"), "suggested-action");

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), steps);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Name"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (format), _("Export the result"));
  adw_combo_row_set_model (dialog->format, G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), format);

  g_signal_connect_swapped (name, "changed", G_CALLBACK (name_cb), dialog);
  g_signal_connect_swapped (name, "entry-activated", G_CALLBACK (save_cb), dialog);
  g_signal_connect_swapped (dialog->save, "clicked", G_CALLBACK (save_cb), dialog);
  name_cb (dialog);

  fill_window (dialog, dialog->save, group);
  gtk_window_present (GTK_WINDOW (dialog->window));
  gtk_widget_grab_focus (name);
}

static void
run_cb (Dialog       *dialog,
        AdwActionRow *row)
{
  g_autoptr(LimnerRecipe) recipe = g_object_ref (g_object_get_data (G_OBJECT (row),
                                                                    "limner-recipe"));

  dialog->run (recipe, dialog->item, dialog->user_data);
  gtk_window_close (GTK_WINDOW (dialog->window));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (source), result, &error))
    g_debug ("A recipe was not forgotten: %s", error->message);
}

static void
forget_cb (GtkButton *button,
           gpointer   data)
{
  GtkWidget *row = data;
  LimnerRecipe *recipe = g_object_get_data (G_OBJECT (row), "limner-recipe");
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (row));
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "limner-dialog");

  limner_store_save_recipe_async (dialog->store, limner_recipe_get_name (recipe), NULL, NULL,
                                  forgotten_cb, NULL);
  gtk_list_box_remove (dialog->list, row);
}

static void
add_recipe (Dialog       *dialog,
            LimnerRecipe *recipe)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *forget = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *steps = limner_recipe_describe (recipe);
  g_autofree char *title = g_markup_escape_text (limner_recipe_get_name (recipe), -1);
  gboolean can_run = limner_recipe_find_first_step (recipe, dialog->item != NULL) <
                     limner_recipe_get_n_steps (recipe);

  g_object_set_data_full (G_OBJECT (row), "limner-recipe", g_object_ref (recipe), g_object_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), steps);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), can_run);
  if (!can_run)
    gtk_widget_set_tooltip_text (row, dialog->item != NULL
                                        ? _("This recipe takes no picture")
                                        : _("This recipe begins with a picture: open one of the "
                                            "gallery first"));

  gtk_widget_set_valign (forget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_tooltip_text (forget, _("Forget this recipe"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Forget this recipe"), -1);
  g_signal_connect (forget, "clicked", G_CALLBACK (forget_cb), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (run_cb), dialog);
  gtk_list_box_append (dialog->list, row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GtkWidget) window = data;
  Dialog *dialog = g_object_get_data (G_OBJECT (window), "limner-dialog");
  g_autoptr(GPtrArray) texts = NULL;

  texts = limner_store_list_texts_finish (LIMNER_STORE (source), result, NULL);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      LimnerNamedText *text = texts->pdata[i];
      g_autoptr(LimnerRecipe) recipe = NULL;

      if (text->text != NULL)
        recipe = limner_recipe_new_from_json (text->text, NULL);
      if (recipe != NULL)
        add_recipe (dialog, recipe);
    }
}

/**
 * limner_recipe_dialog_run:
 * @parent: the window
 * @store: the library
 * @item: (nullable): id of the gallery item that recipes begin with
 * @run: what runs the recipe that is chosen
 * @user_data: for @run; has to live as long as @parent
 *
 * Lists the recipes and runs the one that is chosen.
 */
void
limner_recipe_dialog_run (GtkWindow       *parent,
                          LimnerStore     *store,
                          const char      *item,
                          LimnerRecipeRun  run,
                          gpointer         user_data)
{
  Dialog *dialog = make_dialog (parent, store, _("Recipes"));
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_("No recipes yet. Choose “Save as Recipe…” from the menu of a "
                                      "picture to keep the steps that led to it."));

  dialog->item = g_strdup (item);
  dialog->run = run;
  dialog->user_data = user_data;
  dialog->list = GTK_LIST_BOX (list);

  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_widget_set_margin_top (empty, 18);
  gtk_widget_set_margin_bottom (empty, 18);
  gtk_widget_set_margin_start (empty, 18);
  gtk_widget_set_margin_end (empty, 18);
  gtk_list_box_set_placeholder (dialog->list, empty);
  gtk_list_box_set_selection_mode (dialog->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);

  fill_window (dialog, NULL, scroller);
  limner_store_list_recipes_async (store, dialog->cancellable, listed_cb,
                                   g_object_ref (dialog->window));
  gtk_window_present (GTK_WINDOW (dialog->window));
}
