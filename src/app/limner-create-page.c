/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "browser/limner-model-chooser.h"
#include "canvas/limner-canvas-memory.h"
#include "canvas/limner-canvas-toolbar.h"
#include "canvas/limner-canvas.h"
#include "canvas/limner-tool-options.h"
#include "form/limner-form.h"
#include "limner-candidate-strip.h"
#include "limner-candidate-viewer.h"
#include "limner-create-page-private.h"
#include "limner-edit-panel.h"
#include "limner-estimate-text.h"
#include "limner-extend-panel.h"
#include "limner-first-focus.h"
#include "limner-form-glue.h"
#include "limner-reason-text.h"
#include "limner-split.h"
#include "limner-studio-files.h"
#include "limner-task-bar.h"
#include "limner-write-glue.h"
#include "studio/limner-spec-builder.h"
#include "widgets/limner-banner.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-keys-bind.h"

/**
 * LimnerCreatePage:
 *
 * Where pictures are made: the form on the left, the canvas in the middle, candidates below it. All
 * state is the workspace's; the page shows it and passes on what is done.
 */
enum
{
  PROP_0,
  PROP_WORKSPACE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerCreatePage, limner_create_page, GTK_TYPE_WIDGET)

static LimnerStudio *
get_studio (LimnerCreatePage *self)
{
  return limner_workspace_get_studio (self->workspace);
}

static void
toast (LimnerCreatePage *self,
       const char       *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

void
_limner_create_page_show_error (LimnerCreatePage *self,
                                const GError     *error)
{
  g_autofree char *text = NULL;

  if (limner_error_is_cancelled (error))
    return;

  text = limner_error_to_text (error);
  toast (self, text);
}

LimnerGalleryItem *
_limner_create_page_get_item (LimnerCreatePage *self)
{
  LimnerCandidate *candidate = limner_candidate_strip_get_selected (self->strip);

  return candidate != NULL ? limner_candidate_get_item (candidate) : NULL;
}

/* The hint beside the button, and what is planned, a moment after the last change. */

static void
show_plan (LimnerCreatePage *self)
{
  LimnerTasks task = limner_workspace_get_task (self->workspace);
  LimnerRect steps[LIMNER_EDIT_MAX_STEPS];
  LimnerRect box;
  int width, height;

  limner_canvas_set_steps (self->canvas, steps,
                           limner_workspace_list_steps (self->workspace, steps));
  limner_canvas_set_context_draggable (self->canvas, task == LIMNER_TASK_EDIT ||
                                                       task == LIMNER_TASK_ERASE);
  if (limner_workspace_get_context_box (self->workspace, &box, &width, &height))
    limner_canvas_set_context_box (self->canvas, &box, width, height);
  else
    limner_canvas_set_context_box (self->canvas, NULL, 0, 0);
}

/* The border of the box was dragged: what it comes to is shown at once. */
static void
box_dragged_cb (LimnerCreatePage *self,
                const LimnerRect *box)
{
  LimnerEditOptions options = *limner_workspace_get_options (self->workspace);

  options.box = *box;
  limner_workspace_set_options (self->workspace, &options);
  show_plan (self);
}

/* Who presses Generate is told where nothing will come of it yet. */
static char *
dup_pause (LimnerCreatePage *self)
{
  LimnerJobQueue *queue = limner_studio_get_queue (get_studio (self));

  if (limner_job_queue_get_paused (queue))
    return g_strdup (_("The queue is paused: it will wait"));
  if (limner_job_queue_get_n_over_budget (queue) > 0 &&
      !limner_server_is_free (limner_workspace_get_server (self->workspace)))
    return g_strdup (_("Your budget is used up: it will wait"));
  return NULL;
}

static void
estimated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(LimnerCreatePage) self = data;
  g_autofree char *text = NULL;
  g_autofree char *source = NULL;
  LimnerEstimate estimate;

  if (!limner_price_book_estimate_finish (LIMNER_STORE (object), result, &estimate, NULL) ||
      self->workspace == NULL || self->check_id != 0)
    return;

  text = dup_pause (self);
  if (text == NULL)
    text = limner_estimate_to_text (&estimate);
  source = limner_estimate_source_to_text (&estimate);
  gtk_label_set_label (self->hint, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hint), source);
}

/* What it will cost, and how long it will take, as far as past runs and the user tell. */
static void
show_estimate (LimnerCreatePage *self)
{
  g_autofree char *count =
    limner_values_get_role_text (limner_workspace_get_values (self->workspace),
                                 LIMNER_ROLE_COUNT);
  guint n_pictures = count != NULL ? (guint) g_ascii_strtoull (count, NULL, 10) : 1;

  n_pictures *= limner_workspace_get_n_steps (self->workspace);
  limner_price_book_estimate_async (
    limner_studio_get_store (get_studio (self)), limner_workspace_get_server (self->workspace),
    limner_model_get_reference (limner_workspace_get_model (self->workspace)),
    limner_workspace_get_version (self->workspace), n_pictures, self->cancellable, estimated_cb,
    g_object_ref (self));
}

static gboolean
check_cb (gpointer data)
{
  LimnerCreatePage *self = data;
  g_autofree char *reason = NULL;

  self->check_id = 0;
  reason = limner_workspace_check (self->workspace);
  if (reason != NULL)
    {
      g_autofree char *text = limner_reason_to_text (reason);

      gtk_label_set_label (self->hint, text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->hint), NULL);
    }
  else
    {
      show_estimate (self);
    }
  show_plan (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_check (LimnerCreatePage *self)
{
  if (self->check_id == 0)
    self->check_id = g_timeout_add (60, check_cb, self);
}

/* The model */

static void
show_model (LimnerCreatePage *self)
{
  LimnerModel *model = limner_workspace_get_model (self->workspace);
  LimnerServer *server = limner_server_list_find (limner_studio_get_servers (get_studio (self)),
                                                  limner_workspace_get_server (self->workspace));
  const char *deployment = limner_workspace_get_deployment (self->workspace);
  const char *name = server == NULL ? ""
                     : limner_server_get_kind (server) == LIMNER_SERVER_ENGINE
                     ? _("This computer") : limner_server_get_name (server);
  g_autofree char *place = NULL;

  gtk_label_set_label (self->model_label, model != NULL ? limner_model_get_reference (model)
                                                        : _("No model"));
  gtk_widget_set_visible (GTK_WIDGET (self->deployment_label), deployment != NULL);
  if (deployment != NULL && server != NULL)
    place = g_strdup_printf ("%s · %s", deployment, name);
  gtk_label_set_label (self->server_label, place != NULL ? place : name);
}

/* What the canvas fills in, and what is asked above the form */
static void
show_canvas_fields (LimnerCreatePage *self)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  g_autoptr(GStrvBuilder) builder = NULL;
  g_auto(GStrv) filled = NULL;
  g_auto(GStrv) names = NULL;
  const char *asked;

  if (values == NULL)
    return;

  builder = g_strv_builder_new ();
  filled = limner_spec_list_canvas_fields (limner_values_get_schema (values),
                                           limner_workspace_get_task (self->workspace));
  g_strv_builder_addv (builder, (const char **) filled);
  asked = limner_task_panel_get_asked (self->task_panel);
  if (asked != NULL)
    g_strv_builder_add (builder, asked);
  names = g_strv_builder_end (builder);
  limner_form_set_canvas_fields (self->form, (const char * const *) names);
}

static void
values_cb (LimnerCreatePage *self)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);

  limner_form_set_values (self->form, values);
  g_signal_group_set_target (self->values_signals, values);
  show_canvas_fields (self);
  schedule_check (self);
}

static void
loading_cb (LimnerCreatePage *self)
{
  const GError *error = limner_workspace_get_error (self->workspace);
  gint64 cached_at = limner_workspace_get_cached_at (self->workspace);
  gboolean is_loading = limner_workspace_get_loading (self->workspace);
  g_autofree char *text = NULL;

  gtk_spinner_set_spinning (self->spinner, is_loading);
  if (error != NULL && !is_loading)
    {
      text = limner_error_to_text (error);
    }
  else if (cached_at != 0 && !is_loading)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (cached_at / G_USEC_PER_SEC);
      g_autofree char *date = g_date_time_format (time, "%x");

      text = g_strdup_printf (_("The server cannot be reached. This form is of %s."), date);
    }

  if (text != NULL)
    limner_banner_set_title (self->banner, text);
  limner_banner_set_revealed (self->banner, text != NULL);
  schedule_check (self);
}

static void
reload_cb (LimnerCreatePage *self)
{
  limner_workspace_reload (self->workspace);
}

static void
model_chosen_cb (LimnerCreatePage *self,
                 const char       *server,
                 const char       *reference)
{
  limner_workspace_load_model_async (self->workspace, server, reference, NULL, NULL, NULL);
}

/* The chooser is made when it is first wanted: it lists models, which takes a request. */
static void
create_popup (GtkMenuButton *button,
              gpointer       data)
{
  LimnerCreatePage *self = data;
  LimnerModel *model = limner_workspace_get_model (self->workspace);
  GtkPopover *chooser = gtk_menu_button_get_popover (button);

  if (chooser == NULL)
    {
      chooser = GTK_POPOVER (limner_model_chooser_new (get_studio (self)));
      g_signal_connect_object (chooser, "model-chosen", G_CALLBACK (model_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (chooser));
    }
  limner_model_chooser_set_current (LIMNER_MODEL_CHOOSER (chooser),
                                    limner_workspace_get_server (self->workspace),
                                    model != NULL ? limner_model_get_reference (model) : NULL);
}

/* Task and picture */

/* The tool with which a task begins. */
static LimnerToolKind
find_tool (LimnerTasks task)
{
  if (task == LIMNER_TASK_EXTEND)
    return LIMNER_TOOL_KIND_FRAME;
  if (task == LIMNER_TASK_SKETCH)
    return LIMNER_TOOL_KIND_COLOUR;
  if (task == LIMNER_TASK_EDIT || task == LIMNER_TASK_ERASE)
    return LIMNER_TOOL_KIND_BRUSH;
  return LIMNER_TOOL_KIND_MOVE;
}

/* A frame that was drawn for an extension waits unseen while something else is done. */
static void
show_frame (LimnerCreatePage *self)
{
  limner_canvas_set_frame_visible (self->canvas, limner_workspace_get_task (self->workspace) ==
                                                   LIMNER_TASK_EXTEND);
}

static void
task_cb (LimnerCreatePage *self)
{
  LimnerTasks task = limner_workspace_get_task (self->workspace);

  /* Who goes from looking at a result to working on a picture means what they see. */
  if (task != LIMNER_TASK_GENERATE && _limner_create_page_get_item (self) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "create.keep", NULL);

  /* A stroke that begins a task keeps its tool. */
  if (!limner_document_is_painting (limner_workspace_get_document (self->workspace)))
    limner_canvas_set_tool (self->canvas, find_tool (task));
  show_canvas_fields (self);
  show_frame (self);
  schedule_check (self);
}

static void
show_empty (LimnerCreatePage *self)
{
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  LimnerCandidate *candidate = limner_candidate_strip_get_selected (self->strip);

  gtk_widget_set_visible (self->empty, limner_document_get_picture (document) == NULL &&
                                         candidate == NULL);
}

static void
plan_changed_cb (LimnerCreatePage *self)
{
  show_empty (self);
  schedule_check (self);
}

/* Candidates */

static void
selected_cb (LimnerCreatePage *self)
{
  LimnerGalleryItem *item;

  if (self->viewer == NULL)
    return;

  item = _limner_create_page_get_item (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.keep", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.more", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.export", item != NULL);
  limner_candidate_bar_set_item (self->candidate_bar, item);
  show_empty (self);
  limner_candidate_viewer_show (self->viewer, item);

  /* Where a picture is wanted and there is none, the first result is it. */
  if (item != NULL && limner_workspace_get_task (self->workspace) != LIMNER_TASK_GENERATE &&
      limner_document_get_picture (limner_workspace_get_document (self->workspace)) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "create.keep", NULL);
}

/* Arrows, Enter and Delete are about the result that has come, unless somebody is writing. */
static void
turn_to_candidate (LimnerCreatePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->split)) &&
      !gtk_widget_is_ancestor (focus, self->stage) && !GTK_IS_TEXT (focus) &&
      !GTK_IS_TEXT_VIEW (focus))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* A new result is shown at once, unless the user is drawing or looks at another one of its job. */
static void
candidates_changed_cb (LimnerCreatePage *self,
                       guint             position,
                       guint             removed,
                       guint             added)
{
  GListModel *list = G_LIST_MODEL (limner_candidate_strip_get_list (self->strip));
  LimnerCandidate *selected = limner_candidate_strip_get_selected (self->strip);
  g_autoptr(LimnerCandidate) first = NULL;

  if (added != 1 || limner_canvas_is_drawing (self->canvas))
    return;

  first = g_list_model_get_item (list, position);
  if (limner_candidate_get_item (first) == NULL)
    return;
  if (selected != NULL && limner_candidate_get_job (selected) == limner_candidate_get_job (first) &&
      limner_candidate_get_item (selected) != NULL)
    return;

  limner_candidate_strip_select (self->strip, first);
  turn_to_candidate (self);
}

/* Jobs that go on from the last run show up as well. */
static void
queue_changed_cb (LimnerCreatePage *self,
                  guint             position,
                  guint             removed,
                  guint             added,
                  GListModel       *queue)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (!limner_job_state_is_final (limner_job_get_state (job)))
        limner_candidate_list_add_job (limner_candidate_strip_get_list (self->strip), job);
    }
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(LimnerCreatePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerJob) job = NULL;

  job = limner_workspace_submit_finish (LIMNER_WORKSPACE (object), result, &error);
  if (job == NULL)
    _limner_create_page_show_error (self, error);
}

static void
notice_cb (LimnerCreatePage *self,
           const char       *text)
{
  g_autofree char *told = limner_reason_to_text (text);

  toast (self, told);
}

/* In a narrow window one side is seen at a time, and the button leads to the other. */
static void
writes_cb (LimnerCreatePage *self)
{
  gboolean writes = limner_write_glue_get_writes (self->write_glue);

  gtk_button_set_label (self->stage_button, writes ? _("_Answers") : _("_Canvas"));
  limner_keys_show_in_tooltip (GTK_WIDGET (self->stage_button), "create.sidebar",
                               writes ? _("Show the answers") : _("Show the canvas"));
}

static void
add_answers (LimnerCreatePage *self)
{
  self->write_glue = limner_write_glue_new (self->stages, self->workspace);
  g_object_bind_property (self->write_glue, "writes", self->task_bar, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (self->write_glue, "notify::writes", G_CALLBACK (writes_cb), self,
                           G_CONNECT_SWAPPED);
  writes_cb (self);
}

static void
limner_create_page_constructed (GObject *object)
{
  LimnerCreatePage *self = LIMNER_CREATE_PAGE (object);
  LimnerJobQueue *queue = limner_studio_get_queue (get_studio (self));
  g_autoptr(LimnerFormFiles) files =
    limner_studio_files_new (limner_studio_get_store (get_studio (self)));
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");

  G_OBJECT_CLASS (limner_create_page_parent_class)->constructed (object);

  limner_form_set_files (self->form, files);
  limner_task_bar_set_workspace (self->task_bar, self->workspace);
  limner_extend_panel_set_workspace (self->extend_panel, self->workspace);
  limner_edit_panel_set_workspace (self->edit_panel, self->workspace);
  limner_task_panel_set_workspace (self->task_panel, self->workspace);
  limner_canvas_set_document (self->canvas, limner_workspace_get_document (self->workspace));
  limner_candidate_bar_set_canvas (self->candidate_bar, self->canvas);
  limner_canvas_remember (self->canvas, settings);
  limner_canvas_toolbar_set_canvas (self->toolbar, self->canvas);
  limner_tool_options_set_canvas (self->tool_options, self->canvas);
  limner_canvas_take_keys (self->canvas, GTK_WIDGET (self->toolbar));
  limner_canvas_take_keys (self->canvas, GTK_WIDGET (self->tool_options));
  g_signal_connect_object (self->canvas, "context-box-dragged", G_CALLBACK (box_dragged_cb), self,
                           G_CONNECT_SWAPPED);
  self->viewer = limner_candidate_viewer_new (self->workspace, self->canvas);

  g_signal_connect_object (self->workspace, "notify::values", G_CALLBACK (values_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::model", G_CALLBACK (show_model), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::server", G_CALLBACK (show_model), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::task", G_CALLBACK (task_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "plan-changed", G_CALLBACK (plan_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notice", G_CALLBACK (notice_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (self->viewer, "shown", self->candidate_revealer, "reveal-child",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->viewer, "room", self->edit_panel, "room", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->viewer, "failed", G_CALLBACK (_limner_create_page_show_error),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::paused", G_CALLBACK (schedule_check), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::n-over-budget", G_CALLBACK (schedule_check), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (queue_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->form_glue = limner_form_glue_new (self->form, self->workspace);
  add_answers (self);
  _limner_create_page_watch_canvas (self);
  limner_first_focus_arrange (self->form, self->canvas, self->workspace);
  show_frame (self);
  values_cb (self);
  show_model (self);
  loading_cb (self);
  selected_cb (self);
}

static void
limner_create_page_dispose (GObject *object)
{
  LimnerCreatePage *self = LIMNER_CREATE_PAGE (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->form_glue);
  g_clear_object (&self->write_glue);
  g_clear_object (&self->viewer);
  g_clear_object (&self->values_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_CREATE_PAGE);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (limner_create_page_parent_class)->dispose (object);
}

static void
limner_create_page_finalize (GObject *object)
{
  g_clear_object (&LIMNER_CREATE_PAGE (object)->cancellable);

  G_OBJECT_CLASS (limner_create_page_parent_class)->finalize (object);
}

static void
limner_create_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  LimnerCreatePage *self = LIMNER_CREATE_PAGE (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_assert (self->workspace == NULL);
      self->workspace = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, split);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, stages);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, stage);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, task_bar);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, stage_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, canvas_toggle);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, answers_toggle);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, model_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, model_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, server_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, deployment_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, banner);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, form);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, extend_panel);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, edit_panel);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, task_panel);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, hint);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, live_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, generate_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, tool_options);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, toolbar);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, canvas);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, empty);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, candidate_bar);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, candidate_revealer);
  gtk_widget_class_bind_template_child (widget_class, LimnerCreatePage, strip);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
}

static void
limner_create_page_class_init (LimnerCreatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = limner_create_page_constructed;
  object_class->dispose = limner_create_page_dispose;
  object_class->finalize = limner_create_page_finalize;
  object_class->set_property = limner_create_page_set_property;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, LIMNER_TYPE_WORKSPACE,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LIMNER_TYPE_BANNER);
  g_type_ensure (LIMNER_TYPE_CANDIDATE_BAR);
  g_type_ensure (LIMNER_TYPE_CANDIDATE_STRIP);
  g_type_ensure (LIMNER_TYPE_CANVAS);
  g_type_ensure (LIMNER_TYPE_CANVAS_TOOLBAR);
  g_type_ensure (LIMNER_TYPE_EDIT_PANEL);
  g_type_ensure (LIMNER_TYPE_EXTEND_PANEL);
  g_type_ensure (LIMNER_TYPE_FORM);
  g_type_ensure (LIMNER_TYPE_SPLIT);
  g_type_ensure (LIMNER_TYPE_TASK_BAR);
  g_type_ensure (LIMNER_TYPE_TASK_PANEL);
  g_type_ensure (LIMNER_TYPE_TOOL_OPTIONS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/limner/Limner/limner-create-page.ui");
  bind_template (widget_class);
  _limner_create_page_install_actions (widget_class);
}

static void
limner_create_page_init (LimnerCreatePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->values_signals = g_signal_group_new (LIMNER_TYPE_VALUES);
  g_signal_group_connect_swapped (self->values_signals, "changed", G_CALLBACK (schedule_check),
                                  self);
  gtk_menu_button_set_create_popup_func (self->model_button, create_popup, self, NULL);
  /* The button centres its content in a box of its own; a name reads better from the left. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (self->model_button)),
                         GTK_ALIGN_FILL);
  g_signal_connect_object (self->strip, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_candidate_strip_get_list (self->strip), "items-changed",
                           G_CALLBACK (candidates_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  _limner_create_page_add_keys (self);
}

/**
 * limner_create_page_new:
 * @workspace: what the user is doing
 *
 * Makes the page.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
limner_create_page_new (LimnerWorkspace *workspace)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (workspace), NULL);

  return g_object_new (LIMNER_TYPE_CREATE_PAGE, "workspace", workspace, NULL);
}

/**
 * limner_create_page_generate:
 * @self: the page
 *
 * Sends what is filled in, or says what is missing.
 */
void
limner_create_page_generate (LimnerCreatePage *self)
{
  g_autofree char *reason = NULL;

  g_return_if_fail (LIMNER_IS_CREATE_PAGE (self));

  reason = limner_workspace_check (self->workspace);
  if (reason != NULL)
    {
      g_autofree char *text = limner_reason_to_text (reason);

      limner_form_reveal_problems (self->form);
      toast (self, text);
      return;
    }

  if (limner_split_get_narrow (self->split))
    limner_split_set_show_sidebar (self->split, FALSE);
  limner_workspace_submit_async (self->workspace, self->cancellable, submitted_cb,
                                 g_object_ref (self));
}
