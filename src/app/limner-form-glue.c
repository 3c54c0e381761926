/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "jobs/limner-job-queue.h"
#include "limner-form-examples.h"
#include "limner-form-glue.h"
#include "limner-form-notes.h"
#include "limner-form-sources.h"
#include "limner-ideas-popover.h"

/* So many prompts can be gone back to. */
#define MAX_PROMPTS 100

/**
 * LimnerFormGlue:
 *
 * Tells the form's menu and its prompts what the form itself cannot know: the model, its examples
 * and presets, and which prompts were sent. It lives as long as the page that holds the form.
 */
struct _LimnerFormGlue
{
  GObject            parent_instance;

  /* Weak: NULL when they are gone, as they may be while presets are being read */
  LimnerForm        *form;
  LimnerWorkspace   *workspace;
  GtkWidget         *ideas;         /* made when they are first asked for */

  /* Owned */
  LimnerValues      *values;        /* that the form was told of */
  LimnerModel       *model;         /* whose examples it was given */
  LimnerPresets     *presets;
  LimnerFormSources *sources;
  GCancellable      *cancellable;
  GCancellable      *examples;      /* cancelled when another model's are wanted */

  guint              history_id;    /* the prompts are gathered when the main loop has time */
};

G_DEFINE_FINAL_TYPE (LimnerFormGlue, limner_form_glue, G_TYPE_OBJECT)

static const char *
get_reference (LimnerFormGlue *self)
{
  LimnerModel *model = self->workspace != NULL ? limner_workspace_get_model (self->workspace)
                                               : NULL;

  return model != NULL ? limner_model_get_reference (model) : NULL;
}

/* A request can be copied where others can send it: not to this computer's own engine. */
static const char *
get_base_url (LimnerFormGlue *self)
{
  LimnerStudio *studio = limner_workspace_get_studio (self->workspace);
  LimnerServer *server = limner_server_list_find (limner_studio_get_servers (studio),
                                                  limner_workspace_get_server (self->workspace));

  if (server == NULL || limner_server_get_kind (server) != LIMNER_SERVER_REPLICATE)
    return NULL;
  return limner_server_get_base_url (server);
}

/* Once for each model, not for each time that something about it is notified. */
static void
show_examples (LimnerFormGlue *self)
{
  LimnerModel *model = limner_workspace_get_model (self->workspace);

  if (!g_set_object (&self->model, model))
    return;

  g_cancellable_cancel (self->examples);
  g_object_unref (self->examples);
  self->examples = g_cancellable_new ();
  limner_form_examples_show (limner_form_get_menu (self->form), self->workspace, self->examples);
}

/* A form in which nothing is filled in yet begins with the preset that was chosen for that. */
static void
use_default_preset (LimnerFormGlue *self)
{
  LimnerValues *values = self->workspace != NULL ? limner_workspace_get_values (self->workspace)
                                                 : NULL;
  const char *reference = get_reference (self);
  const char *name = reference != NULL ? limner_presets_get_default (self->presets, reference)
                                       : NULL;
  JsonObject *input = name != NULL ? limner_presets_find (self->presets, reference, name) : NULL;
  g_auto(GStrv) changed = values != NULL ? limner_values_list_changed (values) : NULL;

  if (input != NULL && changed != NULL && changed[0] == NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_adopt (values, input);
    }
}

static void
model_cb (LimnerFormGlue *self)
{
  const char *reference = get_reference (self);
  g_autofree char *full = NULL;
  const char *version;

  if (self->form == NULL || self->workspace == NULL)
    return;

  version = limner_workspace_get_version (self->workspace);
  full = reference != NULL && version != NULL && strchr (reference, ':') == NULL
           ? g_strdup_printf ("%s:%s", reference, version) : g_strdup (reference);
  limner_form_menu_set_model (limner_form_get_menu (self->form), full, get_base_url (self));
  show_examples (self);
}

static void
values_cb (LimnerFormGlue *self)
{
  LimnerValues *values = self->workspace != NULL ? limner_workspace_get_values (self->workspace)
                                                 : NULL;

  model_cb (self);
  if (self->form == NULL || values == NULL)
    return;

  if (g_set_object (&self->values, values))
    use_default_preset (self);
  limner_form_notes_show (self->form, self->workspace);
}

/* What a server refuses is shown where it was filled in, if it still is the same form. */
static void
job_state_cb (LimnerFormGlue *self,
              GParamSpec     *pspec,
              LimnerJob      *job)
{
  const GError *error = limner_job_get_error (job);
  LimnerProblem *problem = error != NULL ? limner_problem_from_error (error) : NULL;

  if (self->form == NULL || problem == NULL || limner_job_get_state (job) != LIMNER_JOB_FAILED ||
      g_strcmp0 (limner_job_spec_get_model (limner_job_get_spec (job)),
                 get_reference (self)) != 0)
    return;

  limner_form_notes_show_problem (self->form, problem);
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  gint64 first = limner_job_get_created (*(LimnerJob *const *) a);
  gint64 second = limner_job_get_created (*(LimnerJob *const *) b);

  return first > second ? -1 : first < second;
}

static const char *
get_typed_prompt (LimnerJob *job)
{
  LimnerJobSpec *spec = limner_job_get_spec (job);
  const char *typed = limner_job_spec_get_prompt_typed (spec);

  /* What ideas were asked about is no prompt that made a picture. */
  if (g_strcmp0 (limner_job_spec_get_operation (spec), LIMNER_IDEAS_OPERATION) == 0)
    return NULL;
  return typed != NULL ? typed : limner_job_spec_get_prompt (spec);
}

static void
gather_prompts (gpointer user_data)
{
  LimnerFormGlue *self = user_data;
  GListModel *queue;
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) prompts = g_ptr_array_new ();

  self->history_id = 0;
  if (self->form == NULL || self->workspace == NULL)
    return;

  queue = G_LIST_MODEL (limner_studio_get_queue (limner_workspace_get_studio (self->workspace)));
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    g_ptr_array_add (jobs, g_list_model_get_item (queue, i));
  g_ptr_array_sort (jobs, compare_jobs);

  for (guint i = 0; i < jobs->len && prompts->len < MAX_PROMPTS; i++)
    {
      const char *prompt = get_typed_prompt (g_ptr_array_index (jobs, i));

      if (prompt != NULL && *prompt != '\0' &&
          !g_ptr_array_find_with_equal_func (prompts, prompt, g_str_equal, NULL))
        g_ptr_array_add (prompts, (gpointer) prompt);
    }
  g_ptr_array_add (prompts, NULL);
  limner_form_set_prompt_history (self->form, (const char *const *) prompts->pdata);
}

static void
queue_changed_cb (LimnerFormGlue *self,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  GListModel     *queue)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (!limner_job_state_is_final (limner_job_get_state (job)))
        {
          g_signal_handlers_disconnect_by_func (job, job_state_cb, self);
          g_signal_connect_object (job, "notify::state", G_CALLBACK (job_state_cb), self,
                                   G_CONNECT_SWAPPED);
        }
    }
  if (self->history_id == 0)
    self->history_id = g_idle_add_once (gather_prompts, self);
}

static void
presets_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(LimnerFormGlue) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_presets_load_finish (LIMNER_PRESETS (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("Presets could not be read: %s", error->message);
    }
  else
    {
      use_default_preset (self);
    }
}

/* One pop-up for all prompts: what was written is still there when it is opened again. */
static void
request_ideas_cb (LimnerFormGlue *self,
                  const char     *name,
                  GtkWidget      *anchor)
{
  if (self->ideas == NULL)
    {
      g_autoptr(LimnerIdeas) ideas =
        limner_ideas_new (limner_workspace_get_studio (self->workspace));

      g_set_weak_pointer (&self->ideas, limner_ideas_popover_new (ideas));
      gtk_widget_set_parent (self->ideas, GTK_WIDGET (self->form));
      g_signal_connect_object (self->form, "destroy", G_CALLBACK (gtk_widget_unparent),
                               self->ideas, G_CONNECT_SWAPPED);
    }
  limner_ideas_popover_open (LIMNER_IDEAS_POPOVER (self->ideas), anchor,
                             limner_form_get_values (self->form), name,
                             limner_workspace_get_server (self->workspace));
}

static void
limner_form_glue_dispose (GObject *object)
{
  LimnerFormGlue *self = LIMNER_FORM_GLUE (object);

  g_clear_handle_id (&self->history_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->examples != NULL)
    g_cancellable_cancel (self->examples);
  g_clear_object (&self->examples);
  g_clear_object (&self->values);
  g_clear_object (&self->model);
  g_clear_object (&self->presets);
  g_clear_object (&self->sources);
  g_clear_weak_pointer (&self->ideas);
  g_clear_weak_pointer (&self->form);
  g_clear_weak_pointer (&self->workspace);

  G_OBJECT_CLASS (limner_form_glue_parent_class)->dispose (object);
}

static void
limner_form_glue_class_init (LimnerFormGlueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_form_glue_dispose;
}

static void
limner_form_glue_init (LimnerFormGlue *self)
{
  self->cancellable = g_cancellable_new ();
  self->examples = g_cancellable_new ();
}

/**
 * limner_form_glue_new:
 * @form: a form that shows the workspace's values
 * @workspace: what the person is doing
 *
 * Returns: (transfer full): the glue
 */
LimnerFormGlue *
limner_form_glue_new (LimnerForm      *form,
                      LimnerWorkspace *workspace)
{
  LimnerFormGlue *self = g_object_new (LIMNER_TYPE_FORM_GLUE, NULL);
  LimnerStudio *studio = limner_workspace_get_studio (workspace);
  GListModel *queue = G_LIST_MODEL (limner_studio_get_queue (studio));
  g_autofree char *path =
    g_build_filename (limner_studio_get_data_directory (studio), "presets.json", NULL);

  g_set_weak_pointer (&self->form, form);
  g_set_weak_pointer (&self->workspace, workspace);
  self->presets = limner_presets_new (path);
  limner_form_menu_set_presets (limner_form_get_menu (form), self->presets);
  limner_presets_load_async (self->presets, self->cancellable, presets_loaded_cb,
                             g_object_ref (self));

  self->sources = limner_form_sources_new (form, workspace);
  g_signal_connect_object (form, "request-ideas", G_CALLBACK (request_ideas_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::model", G_CALLBACK (model_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::server", G_CALLBACK (model_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::values", G_CALLBACK (values_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "items-changed",
                           G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  model_cb (self);
  queue_changed_cb (self, 0, 0, g_list_model_get_n_items (queue), queue);
  return self;
}
