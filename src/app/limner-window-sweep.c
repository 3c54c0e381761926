/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-window-private.h"

#include <glib/gi18n.h>

#include "studio/limner-sweep-list.h"
#include "sweep/limner-sweep-page.h"
#include "sweep/limner-sweep-setup.h"

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

/* What is filled in has to be complete but for what is varied; the axes tell what they need. */
static LimnerSweepSetup *
open_setup (LimnerWindow *self)
{
  LimnerSpecRequest *base = limner_workspace_dup_request (self->workspace);
  GtkWidget *setup;

  if (base == NULL)
    {
      limner_window_show_toast (self, _("Choose a model first"));
      return NULL;
    }
  setup = limner_sweep_setup_new (limner_workspace_get_studio (self->workspace), base);
  gtk_window_set_transient_for (GTK_WINDOW (setup), GTK_WINDOW (self));
  g_signal_connect_object (setup, "started", G_CALLBACK (started_cb), self, G_CONNECT_SWAPPED);
  return LIMNER_SWEEP_SETUP (setup);
}

static void
sweep_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  LimnerSweepSetup *setup = open_setup (user_data);

  if (setup == NULL)
    return;
  limner_sweep_setup_add_field (setup, g_variant_get_string (parameter, NULL), NULL);
  gtk_window_present (GTK_WINDOW (setup));
}

/* Models as `SERVER-ID owner/name`. */
static void
sweep_models_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  g_autofree const char **models = g_variant_get_strv (parameter, NULL);
  g_autofree char *text = g_strjoinv (", ", (char **) models);
  LimnerSweepSetup *setup = models[0] != NULL ? open_setup (user_data) : NULL;

  if (setup == NULL)
    return;
  limner_sweep_setup_add_models (setup, text);
  gtk_window_present (GTK_WINDOW (setup));
}

static void
sweep_prompts_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  LimnerWindow *self = user_data;
  g_autofree const char **prompts = g_variant_get_strv (parameter, NULL);
  g_autofree char *text = g_strjoinv (" | ", (char **) prompts);
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

/* Files as URIs: a folder's, or a selection of the gallery's. */
static void
batch_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  LimnerWindow *self = user_data;
  g_autofree const char **uris = g_variant_get_strv (parameter, NULL);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  LimnerField *field = values != NULL
                         ? limner_schema_find_role (limner_values_get_schema (values),
                                                    LIMNER_ROLE_IMAGE) : NULL;
  LimnerSweepSetup *setup = field != NULL ? open_setup (self) : NULL;

  if (setup == NULL)
    {
      limner_window_show_toast (self, _("Choose a model that takes a picture first"));
      return;
    }
  for (gsize i = 0; uris[i] != NULL; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_uri (uris[i]);

      g_list_store_append (files, file);
    }
  limner_sweep_setup_add_files (setup, limner_field_get_name (field), G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (setup));
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
