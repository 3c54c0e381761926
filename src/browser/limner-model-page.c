/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-models.h"
#include "studio/limner-trainer.h"
#include "widgets/limner-error-text.h"

#include "limner-connect-box.h"
#include "limner-cover.h"
#include "limner-default-menu.h"
#include "limner-input-rows.h"
#include "limner-markdown.h"
#include "limner-model-card.h"
#include "limner-model-chooser.h"
#include "limner-model-example.h"
#include "limner-model-facts.h"
#include "limner-model-page.h"
#include "limner-side-scroll.h"
#include "limner-version-row.h"

/** How many examples and versions are shown. */
#define MAX_EXAMPLES 12
#define MAX_VERSIONS 30

/** The height of the cover, in pixels. */
#define COVER_HEIGHT 240

/** How high an example's picture is, in pixels; a wheel step scrolls as far. */
#define EXAMPLE_HEIGHT 150

/**
 * LimnerModelPage:
 *
 * Everything about one model: cover, description, examples to start from, inputs, versions, and
 * what its owner wrote. What is known is shown at once; the rest comes in as the server answers.
 */
struct _LimnerModelPage
{
  GtkWidget             parent_instance;

  /* Template widgets */
  GtkScrolledWindow    *scroller;
  LimnerCover          *cover;
  GtkLabel             *title;
  GtkLabel             *facts;
  GtkLabel             *problem;
  AdwBin               *connect_bin;
  GtkLabel             *description;
  GtkToggleButton      *favourite;
  GtkWidget            *use;
  GtkBox               *links;
  GtkWidget            *examples_section;
  GtkScrolledWindow    *examples_scroller;
  GtkBox               *examples;
  AdwBin               *facts_bin;
  GtkWidget            *train;
  GtkMenuButton        *compare;
  GtkWidget            *compare_all;
  GtkMenuButton        *default_for;
  AdwPreferencesGroup  *inputs;
  AdwPreferencesGroup  *versions;
  AdwBin               *readme;
  GtkSpinner           *spinner;

  LimnerModelFacts     *model_facts;  /* borrowed: in its bin */

  /* Owned */
  LimnerStudio         *studio;
  LimnerModelFinder    *finder;
  LimnerModel          *model;
  char                 *server;
  char                 *reference;    /* `owner/name`, maybe with a version */
  char                 *lost;         /* a version that was asked for and is not there */
  GPtrArray            *rows;         /* of GtkWidget: those in the groups, borrowed */
  GPtrArray            *compared;     /* of char: `SERVER owner/name` to run side by side */
  GCancellable         *cancellable;
  guint                 n_pending;
};

G_DEFINE_FINAL_TYPE (LimnerModelPage, limner_model_page, GTK_TYPE_WIDGET)

static void model_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data);

static void
tell (LimnerModelPage *self,
      const char      *text,
      gboolean         is_error)
{
  const char *classes[] = { is_error ? "error" : NULL, NULL };

  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_set_css_classes (GTK_WIDGET (self->problem), classes);
}

static void
begin (LimnerModelPage *self)
{
  self->n_pending++;
  gtk_spinner_set_spinning (self->spinner, TRUE);
}

/* Gives whether the answer still belongs to what is shown. Takes the error. */
static gboolean
end (LimnerModelPage *self,
     GError          *error,
     gboolean         is_told)
{
  gboolean is_current = !limner_error_is_cancelled (error);

  if (is_current)
    {
      self->n_pending--;
      gtk_spinner_set_spinning (self->spinner, self->n_pending > 0);
    }
  if (is_current && error != NULL && is_told)
    {
      g_autofree char *text = limner_error_to_text (error);

      tell (self, text, TRUE);
    }
  g_clear_error (&error);
  return is_current;
}

static void
clear_rows (LimnerModelPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_link (LimnerModelPage *self,
          const char      *member,
          const char      *label)
{
  const char *url = limner_resource_get_string (LIMNER_RESOURCE (self->model), member);
  GtkWidget *button;

  if (url == NULL || !g_str_has_prefix (url, "https://"))
    return;

  button = gtk_link_button_new_with_label (url, label);
  gtk_box_append (self->links, button);
}

static void
show_facts (LimnerModelPage *self)
{
  g_autofree char *runs =
    limner_model_card_describe_runs (limner_model_get_run_count (self->model));
  g_autoptr(GPtrArray) facts = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (limner_model_is_official (self->model))
    g_ptr_array_add (facts, (char *) _("Official"));
  if (limner_model_is_private (self->model))
    g_ptr_array_add (facts, (char *) _("Private"));
  if (*runs != '\0')
    g_ptr_array_add (facts, runs);
  g_ptr_array_add (facts, NULL);
  text = g_strjoinv (" · ", (char **) facts->pdata);
  gtk_label_set_label (self->facts, text);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), *text != '\0');
}

static void
show_model (LimnerModelPage *self)
{
  LimnerModel *model = self->model;
  const char *cover = limner_model_get_cover_url (model);
  const char *description = limner_model_get_description (model);

  limner_cover_set_source (self->cover, limner_model_finder_get_client (self->finder), cover,
                           limner_model_get_name (model));
  gtk_widget_set_visible (GTK_WIDGET (self->cover), cover != NULL);
  gtk_label_set_label (self->title, limner_model_get_reference (model));
  gtk_label_set_label (self->description, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), description != NULL);
  show_facts (self);
  clear_box (self->links);
  add_link (self, "url", _("Web page"));
  add_link (self, "github_url", _("Source"));
  add_link (self, "paper_url", _("Paper"));
  add_link (self, "license_url", _("Licence"));
  gtk_widget_set_visible (GTK_WIDGET (self->links),
                          gtk_widget_get_first_child (GTK_WIDGET (self->links)) != NULL);
}

static void
use_example_cb (LimnerModelPage  *self,
                LimnerPrediction *example)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "server", self->server);
  json_object_set_string_member (object, "model", self->reference);
  if (limner_prediction_get_input (example) != NULL)
    json_object_set_object_member (object, "input",
                                   json_object_ref (limner_prediction_get_input (example)));
  text = limner_json_object_to_string (object, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.use-example", "s", text);
}

static void
add_example (LimnerModelPage  *self,
             LimnerPrediction *example)
{
  GtkWidget *child = limner_model_example_new (example,
                                               limner_model_finder_get_client (self->finder),
                                               limner_model_get_name (self->model));

  g_signal_connect_object (child, "used", G_CALLBACK (use_example_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->examples, child);
  gtk_widget_set_visible (self->examples_section, TRUE);
}

static void
examples_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerModelPage) self = user_data;
  GListModel *list = G_LIST_MODEL (object);
  GError *error = NULL;
  LimnerPrediction *shown;

  limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error);
  if (!end (self, error, FALSE))
    return;

  shown = limner_model_get_default_example (self->model);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (list), MAX_EXAMPLES); i++)
    {
      g_autoptr(LimnerPrediction) example = g_list_model_get_item (list, i);

      if (shown == NULL || g_strcmp0 (limner_prediction_get_id (example),
                                      limner_prediction_get_id (shown)) != 0)
        add_example (self, example);
    }
}

static void
versions_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerModelPage) self = user_data;
  GListModel *list = G_LIST_MODEL (object);
  GError *error = NULL;
  guint n;

  limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error);
  if (!end (self, error, FALSE))
    return;

  n = MIN (g_list_model_get_n_items (list), MAX_VERSIONS);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerModelVersion) version = g_list_model_get_item (list, i);
      g_autoptr(LimnerModelVersion) before = g_list_model_get_item (list, i + 1);
      g_autofree char *target =
        g_strdup_printf ("%s %s:%s", self->server, limner_model_get_reference (self->model),
                         limner_model_version_get_id (version));
      GtkWidget *row = limner_version_row_new (version, before, target);

      adw_preferences_group_add (self->versions, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->versions), n > 0);
}

static void
readme_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerModelPage) self = user_data;
  GError *error = NULL;
  g_autofree char *text =
    limner_client_get_readme_finish (LIMNER_CLIENT (object), result, &error);

  if (end (self, error, FALSE) && text != NULL && *text != '\0')
    adw_bin_set_child (self->readme, limner_markdown_new (text));
}

static void
load_lists (LimnerModelPage *self)
{
  LimnerClient *client = limner_model_finder_get_client (self->finder);
  const char *model = limner_model_get_reference (self->model);
  g_autoptr(LimnerPageList) examples = NULL;
  g_autoptr(LimnerPageList) versions = NULL;

  if (client == NULL ||
      limner_server_get_kind (limner_client_get_server (client)) == LIMNER_SERVER_COG)
    return;

  examples = limner_client_list_examples (client, model);
  versions = limner_client_list_versions (client, model);
  begin (self);
  limner_page_list_load_async (examples, 1, self->cancellable, examples_cb, g_object_ref (self));
  begin (self);
  limner_page_list_load_async (versions, 1, self->cancellable, versions_cb, g_object_ref (self));
  begin (self);
  limner_client_get_readme_async (client, model, self->cancellable, readme_cb,
                                  g_object_ref (self));
}

static void
show_inputs (LimnerModelPage    *self,
             LimnerModelVersion *version)
{
  JsonObject *document = version != NULL ? limner_model_version_get_schema (version) : NULL;
  g_autoptr(LimnerSchema) schema = document != NULL ? limner_schema_new (document) : NULL;

  if (schema == NULL)
    return;

  limner_model_facts_set_schema (self->model_facts, schema,
                                 limner_model_kinds_of_version (version));
  if (limner_schema_get_n_fields (schema) == 0)
    return;

  limner_input_rows_add (self->inputs, schema, self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self->inputs), TRUE);
}

/* A Cog server has one model: whatever it can do begins with that. */
static void
show_default_menu (LimnerModelPage    *self,
                   LimnerModelVersion *version)
{
  LimnerServer *server =
    limner_server_list_find (limner_studio_get_servers (self->studio), self->server);
  g_autoptr(LimnerSchema) schema =
    version != NULL ? limner_studio_make_schema (version, NULL) : NULL;
  gboolean has_choice = schema != NULL && server != NULL &&
                        limner_server_get_kind (server) != LIMNER_SERVER_COG;

  limner_default_menu_set_model (self->default_for, self->studio, self->server, self->reference,
                                 has_choice ? limner_schema_get_tasks (schema)
                                            : LIMNER_TASK_NONE);
}

static void
show_training (LimnerModelPage    *self,
               LimnerModelVersion *version)
{
  g_autoptr(LimnerTrainer) trainer =
    version != NULL ? limner_trainer_new (limner_model_version_get_schema (version)) : NULL;

  gtk_widget_set_visible (self->train, trainer != NULL);
}

static void
set_known (LimnerModelPage *self,
           gboolean         is_known)
{
  gtk_widget_set_visible (GTK_WIDGET (self->favourite), is_known);
  gtk_widget_set_visible (self->use, is_known);
  gtk_widget_set_visible (GTK_WIDGET (self->compare), is_known);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_bin), is_known);
}

/* The lists behind this page wanted it too. */
static void
connected_cb (LimnerModelPage *self)
{
  limner_model_finder_reload (self->finder);
  limner_model_page_reload (self);
}

static void
load_model (LimnerModelPage *self)
{
  begin (self);
  limner_studio_load_model_async (self->studio, self->server, self->reference, self->cancellable,
                                  model_cb, g_object_ref (self));
}

/* Where only the version does not exist the model does, and is offered with its latest one. */
static gboolean
take_latest (LimnerModelPage *self,
             const GError    *error)
{
  g_autofree char *plain = NULL;
  g_autofree char *version = NULL;

  if (!g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND) ||
      !limner_model_reference_parse (self->reference, &plain, &version) || version == NULL)
    return FALSE;

  g_free (self->lost);
  self->lost = g_steal_pointer (&version);
  g_free (self->reference);
  self->reference = g_steal_pointer (&plain);
  gtk_label_set_label (self->title, self->reference);
  load_model (self);
  return TRUE;
}

/* What is shown may not be what was asked for. */
static void
tell_what_is_shown (LimnerModelPage *self,
                    gint64           cached_at)
{
  g_autofree char *text = NULL;

  if (cached_at != 0)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (cached_at / G_USEC_PER_SEC);
      g_autofree char *date = g_date_time_format (time, "%x %R");

      /* Translators: %s is a date and a time */
      text = g_strdup_printf (_("The server cannot be reached. This is what it said on %s."),
                              date);
    }
  else if (self->lost != NULL)
    {
      /* Translators: %s is the id of a version */
      text = g_strdup_printf (_("This model has no version %s, or no longer. What is shown here "
                                "is the latest one."), self->lost);
    }
  if (text != NULL)
    tell (self, text, TRUE);
}

/* A token is taken where it is missed. */
static void
ask_for_token (LimnerModelPage *self)
{
  GtkWidget *connect = adw_bin_get_child (self->connect_bin);
  LimnerClient *client = limner_model_finder_get_client (self->finder);

  if (connect == NULL)
    {
      connect = limner_connect_box_new (self->studio);
      g_signal_connect_object (connect, "connected", G_CALLBACK (connected_cb), self,
                               G_CONNECT_SWAPPED);
      adw_bin_set_child (self->connect_bin, connect);
    }
  limner_connect_box_set_server (LIMNER_CONNECT_BOX (connect), self->server);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_bin), TRUE);
  if (client != NULL && !limner_client_has_token (client))
    tell (self, _("Paste an API token to see the models of this server."), FALSE);
}

static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerModelPage) self = user_data;
  g_autoptr(LimnerModelVersion) version = NULL;
  GError *error = NULL;
  gboolean needs_token;
  gint64 cached_at = 0;
  g_autoptr(LimnerModel) model =
    limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, &cached_at, &error);

  needs_token = g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED);
  if (take_latest (self, error))
    {
      end (self, error, FALSE);
      return;
    }
  if (!end (self, error, TRUE))
    return;
  if (needs_token)
    ask_for_token (self);
  if (model == NULL)
    {
      /* Nothing can be done with what does not exist. */
      set_known (self, self->model != NULL);
      return;
    }

  g_set_object (&self->model, model);
  show_model (self);
  show_inputs (self, version);
  show_default_menu (self, version);
  show_training (self, version);
  tell_what_is_shown (self, cached_at);
  gtk_widget_set_sensitive (self->use, TRUE);
  if (limner_model_get_default_example (model) != NULL)
    add_example (self, limner_model_get_default_example (model));
  load_lists (self);
}

static void
use_clicked_cb (LimnerModelPage *self)
{
  g_autofree char *target = g_strdup_printf ("%s %s", self->server, self->reference);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.use-model", "s", target);
}

static void
train_clicked_cb (LimnerModelPage *self)
{
  g_autoptr(JsonObject) wish = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (wish, "server", self->server);
  json_object_set_string_member (wish, "trainer", self->reference);
  text = limner_json_object_to_string (wish, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.train", "s", text);
}

static void
update_compared (LimnerModelPage *self)
{
  g_autofree char *label = NULL;
  g_autofree char *names = NULL;

  gtk_widget_set_visible (self->compare_all, self->compared->len > 0);
  if (self->compared->len == 0)
    return;

  /* Translators: %u are models that get the same words, side by side */
  label = g_strdup_printf (ngettext ("Compare _%u model", "Compare _%u models",
                                     self->compared->len + 1), self->compared->len + 1);
  gtk_button_set_label (GTK_BUTTON (self->compare_all), label);
  g_ptr_array_add (self->compared, NULL);
  names = g_strjoinv ("\n", (char **) self->compared->pdata);
  g_ptr_array_set_size (self->compared, (int) self->compared->len - 1);
  gtk_widget_set_tooltip_text (self->compare_all, names);
}

static void
compared_cb (LimnerModelPage *self,
             const char      *server,
             const char      *reference)
{
  g_ptr_array_add (self->compared, g_strdup_printf ("%s %s", server, reference));
  update_compared (self);
}

/* The chooser is made when it is first wanted: it lists models, which takes a request. */
static void
make_chooser_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  LimnerModelPage *self = LIMNER_MODEL_PAGE (user_data);
  GtkPopover *chooser = gtk_menu_button_get_popover (button);

  if (chooser == NULL)
    {
      chooser = GTK_POPOVER (limner_model_chooser_new (self->studio));
      g_signal_connect_object (chooser, "model-chosen", G_CALLBACK (compared_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (chooser));
    }
  limner_model_chooser_set_current (LIMNER_MODEL_CHOOSER (chooser), self->server, NULL);
}

static void
compare_clicked_cb (LimnerModelPage *self)
{
  g_autofree char *own = g_strdup_printf ("%s %s", self->server, self->reference);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  g_variant_builder_add (&builder, "s", own);
  for (guint i = 0; i < self->compared->len; i++)
    g_variant_builder_add (&builder, "s", g_ptr_array_index (self->compared, i));
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.sweep-models",
                                      g_variant_builder_end (&builder));
  g_ptr_array_set_size (self->compared, 0);
  update_compared (self);
}

static void
favourite_toggled_cb (LimnerModelPage *self)
{
  gboolean is_one = gtk_toggle_button_get_active (self->favourite);

  gtk_button_set_icon_name (GTK_BUTTON (self->favourite),
                            is_one ? "starred-symbolic" : "non-starred-symbolic");
  if (self->model != NULL &&
      is_one != limner_model_finder_is_favourite (self->finder,
                                                  limner_model_get_reference (self->model)))
    limner_model_finder_set_favourite (self->finder, limner_model_get_reference (self->model),
                                       is_one);
}

static void
limner_model_page_dispose (GObject *object)
{
  LimnerModelPage *self = LIMNER_MODEL_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_MODEL_PAGE);
  g_clear_object (&self->studio);
  g_clear_object (&self->finder);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (limner_model_page_parent_class)->dispose (object);
}

static void
limner_model_page_finalize (GObject *object)
{
  LimnerModelPage *self = LIMNER_MODEL_PAGE (object);

  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->lost, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->compared, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_model_page_parent_class)->finalize (object);
}

static void
limner_model_page_class_init (LimnerModelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_model_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_model_page_finalize;

  g_type_ensure (LIMNER_TYPE_COVER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/browser/limner-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, cover);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, title);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, facts);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, problem);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, connect_bin);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, description);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, favourite);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, use);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, links);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, examples_section);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, examples_scroller);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, examples);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, facts_bin);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, train);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, compare);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, compare_all);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, default_for);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, inputs);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, versions);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, readme);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, train_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, favourite_toggled_cb);
}

static void
limner_model_page_init (LimnerModelPage *self)
{
  self->rows = g_ptr_array_new ();
  self->compared = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  limner_cover_set_height (self->cover, COVER_HEIGHT);
  limner_side_scroll_set_up (self->examples_scroller, EXAMPLE_HEIGHT);
  gtk_menu_button_set_create_popup_func (self->compare, make_chooser_cb, self, NULL);
}

/**
 * limner_model_page_new:
 * @studio: the studio
 * @finder: whose server the models are on, and who keeps the favourites
 *
 * Returns: (transfer floating): an empty page
 */
GtkWidget *
limner_model_page_new (LimnerStudio      *studio,
                       LimnerModelFinder *finder)
{
  LimnerModelPage *self = g_object_new (LIMNER_TYPE_MODEL_PAGE, NULL);

  self->studio = g_object_ref (studio);
  self->finder = g_object_ref (finder);
  self->model_facts = LIMNER_MODEL_FACTS (limner_model_facts_new (studio));
  adw_bin_set_child (self->facts_bin, GTK_WIDGET (self->model_facts));
  return GTK_WIDGET (self);
}

static void
clear (LimnerModelPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->n_pending = 0;
  clear_rows (self);
  clear_box (self->examples);
  clear_box (self->links);
  g_ptr_array_set_size (self->compared, 0);
  update_compared (self);
  adw_bin_set_child (self->readme, NULL);
  gtk_widget_set_visible (self->examples_section, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->inputs), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_bin), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->description), FALSE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0.0);
}

/**
 * limner_model_page_show:
 * @self: a page
 * @reference: `owner/name`, or `owner/name:version`
 * @known: (nullable): what is known of it already
 *
 * Shows another model of the finder's server.
 */
void
limner_model_page_show (LimnerModelPage *self,
                        const char      *reference,
                        LimnerModel     *known)
{
  g_autofree char *plain = NULL;

  g_return_if_fail (LIMNER_IS_MODEL_PAGE (self));
  g_return_if_fail (reference != NULL);

  clear (self);
  g_clear_pointer (&self->lost, g_free);
  g_free (self->server);
  self->server = g_strdup (limner_model_finder_get_server (self->finder));
  g_free (self->reference);
  self->reference = g_strdup (reference);
  g_set_object (&self->model, known);

  if (limner_model_reference_parse (reference, &plain, NULL))
    gtk_toggle_button_set_active (self->favourite,
                                  limner_model_finder_is_favourite (self->finder, plain));
  limner_model_facts_set_model (self->model_facts, self->server,
                                plain != NULL ? plain : reference);
  gtk_widget_set_visible (self->train, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->default_for), FALSE);
  gtk_label_set_label (self->title, reference);
  gtk_widget_set_visible (GTK_WIDGET (self->cover), FALSE);
  gtk_widget_set_sensitive (self->use, known != NULL);
  set_known (self, TRUE);
  if (known != NULL)
    show_model (self);

  load_model (self);
}

/**
 * limner_model_page_reload:
 * @self: a page
 *
 * Asks the server again for the model that is shown.
 */
void
limner_model_page_reload (LimnerModelPage *self)
{
  g_autofree char *reference = NULL;
  g_autoptr(LimnerModel) known = NULL;

  g_return_if_fail (LIMNER_IS_MODEL_PAGE (self));

  if (self->reference == NULL)
    return;

  reference = g_strdup (self->reference);
  known = self->model != NULL ? g_object_ref (self->model) : NULL;
  limner_model_page_show (self, reference, known);
}
