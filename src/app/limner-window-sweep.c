/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-window-private.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "form/limner-form-row.h"
#include "store/limner-store-models.h"
#include "studio/limner-sweep-list.h"
#include "sweep/limner-sweep-page.h"
#include "sweep/limner-sweep-setup.h"
#include "widgets/limner-dialogs.h"

/* Sweeps, as far as the window has to do with them: their page is in the switcher as soon as there
 * is one, and what is filled in on the Create page is what they vary.
 */

static LimnerSweepList *
get_list (LimnerWindow *self)
{
  return limner_studio_get_sweeps (limner_workspace_get_studio (self->workspace));
}

static void
list_changed_cb (LimnerWindow *self)
{
  adw_view_stack_page_set_visible (self->sweeps_page,
                                   g_list_model_get_n_items (G_LIST_MODEL (get_list (self))) > 0);
}

static void
show_sweep (LimnerWindow *self,
            const char   *id)
{
  GtkWidget *page = _limner_window_get_page (self, LIMNER_PAGE_SWEEPS);

  limner_sweep_page_show (LIMNER_SWEEP_PAGE (page), id);
  limner_window_show_page (self, "sweeps");
}

static void
started_cb (LimnerWindow *self,
            const char   *id)
{
  show_sweep (self, id);
}

static LimnerSweepSetup *
make_setup (LimnerWindow      *self,
            LimnerSpecRequest *base)
{
  GtkWidget *setup = limner_sweep_setup_new (limner_workspace_get_studio (self->workspace), base);

  gtk_window_set_transient_for (GTK_WINDOW (setup), GTK_WINDOW (self));
  gtk_window_set_default_size (GTK_WINDOW (setup),
                               CLAMP (gtk_widget_get_width (GTK_WIDGET (self)), 360, 640), -1);
  g_signal_connect_object (setup, "started", G_CALLBACK (started_cb), self, G_CONNECT_SWAPPED);
  return LIMNER_SWEEP_SETUP (setup);
}

/* What is filled in has to be complete but for what is varied; the axes tell what they need. */
static LimnerSweepSetup *
open_setup (LimnerWindow *self)
{
  LimnerSpecRequest *base = limner_workspace_dup_request (self->workspace);

  if (base == NULL)
    {
      limner_window_show_toast (self, _("Choose a model first"));
      return NULL;
    }
  return make_setup (self, base);
}

/* The input the keyboard is at, as the key for a sweep names none. It is at the prompt most of the
 * time, whatever one is after, so that says nothing.
 */
static const char *
find_focused_field (LimnerWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, LIMNER_TYPE_FORM_ROW) : NULL;

  if (row == NULL || limner_field_get_role (limner_form_row_get_field (LIMNER_FORM_ROW (row))) ==
                       LIMNER_ROLE_PROMPT)
    return "";
  return limner_form_row_get_name (LIMNER_FORM_ROW (row));
}

static void
sweep_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  LimnerSweepSetup *setup = open_setup (user_data);
  const char *field = g_variant_get_string (parameter, NULL);

  if (setup == NULL)
    return;
  if (*field == '\0')
    field = find_focused_field (user_data);
  limner_sweep_setup_add_field (setup, field, NULL);
  gtk_window_present (GTK_WINDOW (setup));
}

/* Models that are to be tried together, before it is known whose form they start from. */
typedef struct
{
  LimnerWindow      *window;   /* (owned) */
  LimnerSpecRequest *base;     /* (owned) (nullable) what is filled in */
  char              *server;   /* of the first model */
  char              *text;     /* all of them */
} Together;

static void
together_free (Together *together)
{
  g_clear_object (&together->window);
  g_clear_pointer (&together->base, limner_spec_request_free);
  g_free (together->server);
  g_free (together->text);
  g_free (together);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Together, together_free)

static gboolean
takes_prompt (LimnerSchema *schema)
{
  return limner_schema_find_role (schema, LIMNER_ROLE_PROMPT) != NULL;
}

static void
open_together (Together *together)
{
  LimnerSweepSetup *setup = make_setup (together->window, g_steal_pointer (&together->base));

  limner_sweep_setup_add_models (setup, together->text);
  gtk_window_present (GTK_WINDOW (setup));
}

/* The form of the first model, with what is filled in already. */
static void
take_form (Together           *together,
           LimnerModel        *model,
           LimnerModelVersion *version)
{
  g_autoptr(LimnerSchema) schema = limner_studio_make_schema (version, NULL);
  LimnerSpecRequest *base;

  if (together->base != NULL && !takes_prompt (schema))
    return;

  base = limner_spec_request_new ();
  base->server = g_strdup (together->server);
  limner_spec_request_take_model (base, model);
  if (version != NULL && !limner_model_is_official (model))
    base->version = g_strdup (limner_model_version_get_id (version));
  base->task = LIMNER_TASK_GENERATE;
  base->values = limner_values_new (schema);
  if (together->base != NULL)
    {
      g_autoptr(GPtrArray) carried = limner_values_carry_over (base->values,
                                                               together->base->values);
      limner_spec_request_free (together->base);
    }
  together->base = base;
}

static void
first_model_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Together) together = data;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerModel) model =
    limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);

  if (limner_error_is_cancelled (error))
    return;

  if (model != NULL)
    take_form (together, model, version);
  if (together->base == NULL)
    limner_window_show_toast (together->window, _("Choose a model first"));
  else
    open_together (together);
}

/* Models as `SERVER-ID owner/name`. What is filled in goes to all of them, where it can hold a
 * prompt; where not, the first of them may. */
static void
sweep_models_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  LimnerWindow *self = user_data;
  g_autofree const char **models = g_variant_get_strv (parameter, NULL);
  const char *space = models[0] != NULL ? strchr (models[0], ' ') : NULL;
  g_autoptr(Together) together = NULL;
  const char *server;

  if (space == NULL)
    return;

  together = g_new0 (Together, 1);
  together->window = g_object_ref (self);
  together->base = limner_workspace_dup_request (self->workspace);
  together->server = g_strndup (models[0], (gsize) (space - models[0]));
  together->text = g_strjoinv (", ", (char **) models);
  if (together->base != NULL && takes_prompt (limner_values_get_schema (together->base->values)))
    {
      open_together (together);
      return;
    }
  server = together->server;
  limner_studio_load_model_async (limner_workspace_get_studio (self->workspace), server, space + 1,
                                  self->cancellable, first_model_cb, g_steal_pointer (&together));
}

/* As they would be typed */
static char *
join_values (const char * const *values)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autofree char *quoted = limner_sweep_axis_quote (values[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", quoted);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
sweep_prompts_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  LimnerWindow *self = user_data;
  g_autofree const char **prompts = g_variant_get_strv (parameter, NULL);
  g_autofree char *text = join_values (prompts);
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  LimnerField *field = values != NULL
                         ? limner_schema_find_role (limner_values_get_schema (values),
                                                    LIMNER_ROLE_PROMPT) : NULL;
  LimnerSweepSetup *setup = prompts[0] != NULL && field != NULL ? open_setup (self) : NULL;

  if (setup == NULL)
    {
      limner_window_show_toast (self, _("Choose a model that takes a prompt first"));
      return;
    }
  limner_sweep_setup_add_field (setup, limner_field_get_name (field), text);
  gtk_window_present (GTK_WINDOW (setup));
}

typedef struct
{
  LimnerWindow *window;   /* (owned) */
  GListStore   *files;    /* (owned) */
} Batch;

/* Recipes that take a picture. */
static GPtrArray *
read_recipes (GPtrArray *texts)
{
  GPtrArray *recipes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      const LimnerNamedText *text = texts->pdata[i];
      g_autoptr(LimnerRecipe) recipe =
        text->text != NULL ? limner_recipe_new_from_json (text->text, NULL) : NULL;
      g_autoptr(LimnerSpecRequest) base =
        recipe != NULL ? limner_sweep_plan_make_base (recipe) : NULL;

      if (base != NULL)
        g_ptr_array_add (recipes, g_steal_pointer (&recipe));
    }
  return recipes;
}

/* The form's model where it takes a picture, and the recipes. */
static void
recipes_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autofree Batch *batch = data;
  g_autoptr(LimnerWindow) self = batch->window;
  g_autoptr(GListStore) files = batch->files;
  g_autoptr(GPtrArray) texts = limner_store_list_texts_finish (LIMNER_STORE (object), result,
                                                               NULL);
  g_autoptr(GPtrArray) recipes = read_recipes (texts);
  g_autoptr(LimnerSpecRequest) base = limner_workspace_dup_request (self->workspace);
  LimnerSweepSetup *setup;
  LimnerField *field = NULL;
  gboolean has_model;

  if (base != NULL)
    field = limner_schema_find_role (limner_values_get_schema (base->values), LIMNER_ROLE_IMAGE);
  has_model = field != NULL;
  if (!has_model && recipes->len == 0)
    {
      limner_window_show_toast (self, _("Choose a model that takes a picture, or save a recipe, "
                                        "first"));
      return;
    }
  if (!has_model)
    {
      g_clear_pointer (&base, limner_spec_request_free);
      base = limner_sweep_plan_make_base (recipes->pdata[0]);
      field = limner_schema_find_role (limner_values_get_schema (base->values),
                                       LIMNER_ROLE_IMAGE);
    }
  setup = make_setup (self, g_steal_pointer (&base));
  limner_sweep_setup_add_files (setup, limner_field_get_name (field), G_LIST_MODEL (files),
                                recipes, has_model);
  gtk_window_present (GTK_WINDOW (setup));
}

/* Files as URIs: a folder's, or a selection of the gallery's. */
static void
batch_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  LimnerWindow *self = user_data;
  g_autofree const char **uris = g_variant_get_strv (parameter, NULL);
  Batch *batch = g_new0 (Batch, 1);

  batch->window = g_object_ref (self);
  batch->files = g_list_store_new (G_TYPE_FILE);
  for (gsize i = 0; uris[i] != NULL; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_uri (uris[i]);

      g_list_store_append (batch->files, file);
    }
  limner_store_list_recipes_async (
    limner_studio_get_store (limner_workspace_get_studio (self->workspace)), self->cancellable,
    recipes_listed_cb, batch);
}

/** So many files of a folder are looked at in one go, and so many pictures listed at most. */
#define PORTION 500
#define MAX_LISTED 5000

typedef struct
{
  LimnerWindow *window;
  GPtrArray    *uris;
  GFile        *folder;
} Listing;

static void
listing_free (Listing *listing)
{
  g_clear_object (&listing->window);
  g_clear_object (&listing->folder);
  g_clear_pointer (&listing->uris, g_ptr_array_unref);
  g_free (listing);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *left = g_utf8_collate_key_for_filename (*(char * const *) a, -1);
  g_autofree char *right = g_utf8_collate_key_for_filename (*(char * const *) b, -1);

  return strcmp (left, right);
}

/* In the order of their names; those that no batch has room for its window tells. */
static void
take_listing (Listing *listing)
{
  if (listing->uris->len > 0)
    {
      g_ptr_array_sort (listing->uris, compare_names);
      g_ptr_array_add (listing->uris, NULL);
      gtk_widget_activate_action (GTK_WIDGET (listing->window), "win.batch", "^as",
                                  listing->uris->pdata);
    }
  else
    {
      limner_window_show_toast (listing->window, _("There are no pictures in this folder"));
    }
  listing_free (listing);
}

static void
enumerated_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  Listing *listing = data;
  g_autolist(GFileInfo) infos = NULL;

  infos = g_file_enumerator_next_files_finish (G_FILE_ENUMERATOR (object), result, NULL);
  for (GList *l = infos; l != NULL; l = l->next)
    {
      const char *type = g_file_info_get_content_type (l->data);
      g_autoptr(GFile) file = g_file_get_child (listing->folder, g_file_info_get_name (l->data));

      if (type != NULL && g_content_type_is_a (type, "image/*"))
        g_ptr_array_add (listing->uris, g_file_get_uri (file));
    }
  if (infos == NULL || listing->uris->len >= MAX_LISTED)
    take_listing (listing);
  else
    g_file_enumerator_next_files_async (G_FILE_ENUMERATOR (object), PORTION, G_PRIORITY_DEFAULT,
                                        listing->window->cancellable, enumerated_cb, listing);
}

static void
folder_opened_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  Listing *listing = data;
  g_autoptr(GFileEnumerator) children = NULL;
  g_autoptr(GError) error = NULL;

  children = g_file_enumerate_children_finish (G_FILE (object), result, &error);
  if (children == NULL)
    {
      limner_window_show_error (listing->window, error);
      listing_free (listing);
      return;
    }
  g_file_enumerator_next_files_async (children, PORTION, G_PRIORITY_DEFAULT,
                                      listing->window->cancellable, enumerated_cb, listing);
}

static void
folder_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(LimnerWindow) self = data;
  g_autoptr(GFile) folder = limner_dialogs_choose_folder_finish (result, NULL);
  Listing *listing;

  if (folder == NULL)
    return;
  listing = g_new0 (Listing, 1);
  listing->window = g_object_ref (self);
  listing->folder = g_object_ref (folder);
  listing->uris = g_ptr_array_new_with_free_func (g_free);
  g_file_enumerate_children_async (folder, "standard::name,standard::content-type",
                                   G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable,
                                   folder_opened_cb, listing);
}

static void
batch_folder_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  LimnerWindow *self = user_data;

  limner_dialogs_choose_folder_async (GTK_WIDGET (self),
                                      _("Send a folder through a model or recipe"),
                                      self->cancellable, folder_chosen_cb, g_object_ref (self));
}

static void
show_sweep_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  show_sweep (user_data, g_variant_get_string (parameter, NULL));
}

/* Installs the actions, and goes on with what was not finished when the library is open. */
void
_limner_window_add_sweeps (LimnerWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "batch", .activate = batch_action, .parameter_type = "as" },
    { .name = "batch-folder", .activate = batch_folder_action },
    { .name = "show-sweep", .activate = show_sweep_action, .parameter_type = "s" },
    { .name = "sweep", .activate = sweep_action, .parameter_type = "s" },
    { .name = "sweep-models", .activate = sweep_models_action, .parameter_type = "as" },
    { .name = "sweep-prompts", .activate = sweep_prompts_action, .parameter_type = "as" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  limner_sweep_list_set_active (get_list (self), TRUE);
  g_signal_connect_object (get_list (self), "items-changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  list_changed_cb (self);
}
