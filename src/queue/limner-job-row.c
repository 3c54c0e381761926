/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"
#include "store/limner-gallery-item.h"
#include "widgets/limner-keys-bind.h"
#include "widgets/limner-thumbnail.h"

#include "limner-job-row.h"
#include "limner-job-text.h"

/**
 * LimnerJobRow:
 *
 * One job of the queue: its picture, what it is about, what it is at, and what can be done with it.
 * Jobs that wait can be dragged onto one another, or moved by Ctrl+↑ and Ctrl+↓.
 */
struct _LimnerJobRow
{
  GtkWidget        parent_instance;

  /* Owned */
  LimnerJobQueue  *queue;
  GSignalGroup    *signals;
  GBytes          *shown_preview;
  const char      *shown_icon;     /* static */
  guint            shown_actions;  /* bits, see update_actions () */
  guint            tick;           /* looks whether it has come into sight; 0 for none */
  guint            n_frames;       /* for so many frames yet */
  gboolean         stale;          /* its place changed while it was out of sight */
  GtkWidget       *popover;        /* the menu below the pointer; made when it is first wanted */

  /* Template widgets */
  GtkWidget       *box;
  GtkImage        *icon;
  GtkPicture      *preview;
  LimnerThumbnail *thumbnail;
  GtkLabel        *title;
  GtkLabel        *status;
  GtkLabel        *details;
  GtkProgressBar  *bar;
  GtkWidget       *next;
  GtkWidget       *retry;
  GtkWidget       *cancel;
  GtkWidget       *remove;
  GMenuModel      *menu;
};

G_DEFINE_FINAL_TYPE (LimnerJobRow, limner_job_row, GTK_TYPE_WIDGET)

static const char *
choose_icon (LimnerJobState state)
{
  switch (state)
    {
    case LIMNER_JOB_FAILED:
    case LIMNER_JOB_LOST:
      return "dialog-warning-symbolic";

    case LIMNER_JOB_CANCELED:
    case LIMNER_JOB_ABORTED:
      return "process-stop-symbolic";

    case LIMNER_JOB_QUEUED:
    case LIMNER_JOB_SENDING:
    case LIMNER_JOB_SEARCHING:
    case LIMNER_JOB_STARTING:
    case LIMNER_JOB_PROCESSING:
    case LIMNER_JOB_DOWNLOADING:
    case LIMNER_JOB_DONE:
    default:
      return "image-x-generic-symbolic";
    }
}

static void
update_picture (LimnerJobRow *self,
                LimnerJob    *job)
{
  g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (limner_job_get_outputs (job), 0);
  const char *path = item != NULL ? limner_gallery_item_get_path (item) : NULL;
  GBytes *preview = limner_job_get_preview (job);
  const char *icon = choose_icon (limner_job_get_state (job));

  if (icon != self->shown_icon)
    gtk_image_set_from_icon_name (self->icon, icon);
  self->shown_icon = icon;
  limner_thumbnail_set_path (self->thumbnail, path);
  gtk_widget_set_visible (GTK_WIDGET (self->thumbnail), path != NULL);

  if (preview != self->shown_preview)
    {
      g_autoptr(GdkTexture) texture = NULL;

      if (preview != NULL)
        texture = gdk_texture_new_from_bytes (preview, NULL);
      gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
      g_clear_pointer (&self->shown_preview, g_bytes_unref);
      self->shown_preview = preview != NULL ? g_bytes_ref (preview) : NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->preview), path == NULL && preview != NULL);
}

static void
update_bar (LimnerJobRow *self,
            LimnerJob    *job)
{
  gboolean active = limner_job_state_is_active (limner_job_get_state (job));
  double progress = limner_job_get_progress (job);

  gtk_widget_set_visible (GTK_WIDGET (self->bar), active);
  gtk_progress_bar_set_fraction (self->bar, MAX (progress, 0));
}

/* Told to the buttons only where it has changed. */
static void
update_actions (LimnerJobRow *self,
                LimnerJob    *job)
{
  static const char * const names[] = { "job.run-next", "job.retry", "job.cancel", "job.remove",
                                        "job.show", "job.cancel-others" };
  LimnerJobState state = limner_job_get_state (job);
  gboolean final = limner_job_state_is_final (state);
  const gboolean enabled[] = {
    state == LIMNER_JOB_QUEUED, final && state != LIMNER_JOB_DONE, !final, final,
    g_list_model_get_n_items (limner_job_get_outputs (job)) > 0, !final,
  };
  guint bits = 1U << G_N_ELEMENTS (names) | (guint) state << (G_N_ELEMENTS (names) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    bits |= enabled[i] ? 1U << i : 0;
  if (bits == self->shown_actions)
    return;

  self->shown_actions = bits;
  gtk_widget_set_visible (self->next, state == LIMNER_JOB_QUEUED);
  gtk_widget_set_visible (self->retry, final && state != LIMNER_JOB_DONE);
  gtk_widget_set_visible (self->cancel, !final && state != LIMNER_JOB_DOWNLOADING);
  gtk_widget_set_visible (self->remove, final);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], enabled[i]);
}

static void
update_status (LimnerJobRow *self,
               LimnerJob    *job)
{
  g_autofree char *status = limner_job_text_get_status (job);
  g_autofree char *label = NULL;

  if (g_strcmp0 (status, gtk_label_get_label (self->status)) == 0)
    return;
  gtk_label_set_label (self->status, status);
  /* Translators: what a screen reader says of a job: what it is about, what it is at */
  label = g_strdup_printf (_("%s: %s"), gtk_label_get_label (self->title), status);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update (LimnerJobRow *self)
{
  LimnerJob *job = limner_job_row_get_job (self);
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;
  g_autofree char *source = NULL;

  if (job == NULL)
    return;

  self->stale = FALSE;
  title = limner_job_text_get_title (job);
  details = limner_job_text_get_details (job);
  if (g_strcmp0 (title, gtk_label_get_label (self->title)) != 0)
    {
      gtk_label_set_label (self->title, title);
      gtk_label_set_label (self->status, "");
    }
  gtk_label_set_label (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->details), *details != '\0');
  source = limner_job_text_get_source (job);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->details), source);
  update_status (self, job);
  if (limner_job_get_state (job) == LIMNER_JOB_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
  update_picture (self, job);
  update_bar (self, job);
  update_actions (self, job);
}

/* The list keeps some hundred rows, of which a few are in sight. */
static gboolean
is_in_sight (LimnerJobRow *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return window == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (self), window, &bounds) ||
         (bounds.origin.y + bounds.size.height > 0 &&
          bounds.origin.y < (float) gtk_widget_get_height (window));
}

/* Where a row that is new, or was moved, belongs shows in the frame after the one that places it.
 */
static gboolean
settled_cb (GtkWidget     *widget,
            GdkFrameClock *clock,
            gpointer       data)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);

  limner_job_row_catch_up (self);
  if (self->stale && --self->n_frames > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
set_stale (LimnerJobRow *self)
{
  self->stale = TRUE;
  self->n_frames = 3;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), settled_cb, NULL, NULL);
}

/* A place that changes, and a price that becomes known, is told by all waiting jobs at once: laying
 * out the text of all rows would take several frames.
 */
static void
notify_cb (LimnerJobRow *self,
           GParamSpec   *pspec,
           LimnerJob    *job)
{
  gboolean is_place = g_str_equal (pspec->name, "queue-position") ||
                      g_str_equal (pspec->name, "hold");

  if (!is_place && !g_str_equal (pspec->name, "cost"))
    update (self);
  else if (!is_in_sight (self))
    set_stale (self);
  else if (is_place)
    update_status (self, job);
  else
    update (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);

  limner_job_queue_cancel (self->queue, limner_job_row_get_job (self));
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);

  limner_job_queue_retry (self->queue, limner_job_row_get_job (self));
}

static void
run_next_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);

  limner_job_queue_run_next (self->queue, limner_job_row_get_job (self));
}

static void
cancel_others_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);

  limner_job_queue_cancel_others (self->queue, limner_job_row_get_job (self));
}

/* What is shown then is behind the queue. */
static void
leave_queue (LimnerJobRow *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* Back into the form, with the model and the very version that the job was for. */
static void
edit_inputs_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  LimnerJobSpec *spec = limner_job_get_spec (limner_job_row_get_job (LIMNER_JOB_ROW (widget)));
  const char *version = limner_job_spec_get_version (spec);
  g_autoptr(JsonObject) example = json_object_new ();
  g_autofree char *model = version != NULL
    ? g_strconcat (limner_job_spec_get_model (spec), ":", version, NULL)
    : g_strdup (limner_job_spec_get_model (spec));
  g_autofree char *text = NULL;

  json_object_set_string_member (example, "server", limner_job_spec_get_server (spec));
  json_object_set_string_member (example, "model", model);
  json_object_set_object_member (example, "input",
                                 json_object_ref (limner_job_spec_get_input (spec)));
  text = limner_json_object_to_string (example, FALSE);
  gtk_widget_activate_action (widget, "win.use-example", "s", text);
  leave_queue (LIMNER_JOB_ROW (widget));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);

  limner_job_queue_remove (self->queue, limner_job_row_get_job (self));
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);
  GListModel *outputs = limner_job_get_outputs (limner_job_row_get_job (self));
  g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (outputs, 0);

  if (item == NULL)
    return;
  gtk_widget_activate_action (widget, "win.show-item", "s", limner_gallery_item_get_id (item));
  leave_queue (self);
}

static void
show_menu (LimnerJobRow *self,
           double        x,
           double        y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (limner_job_row_get_job (self) == NULL)
    return;
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  show_menu (LIMNER_JOB_ROW (widget), 24, 24);
}

static void
menu_pressed_cb (LimnerJobRow *self,
                 int           n_press,
                 double        x,
                 double        y)
{
  show_menu (self, x, y);
}

/* Where a job is in the list, and where one that waits would go one further up or down. */
static gboolean
find_neighbour (LimnerJobRow *self,
                LimnerJob    *job,
                int           direction,
                guint        *position)
{
  GListModel *jobs = G_LIST_MODEL (self->queue);
  guint n = g_list_model_get_n_items (jobs);
  int step = direction < 0 ? -1 : 1;
  int at = -1;

  for (guint i = 0; i < n && at < 0; i++)
    {
      g_autoptr(LimnerJob) other = g_list_model_get_item (jobs, i);

      if (other == job)
        at = (int) i;
    }
  for (int i = at + step; at >= 0 && i >= 0 && i < (int) n; i += step)
    {
      g_autoptr(LimnerJob) other = g_list_model_get_item (jobs, (guint) i);

      if (limner_job_get_state (other) == LIMNER_JOB_QUEUED)
        {
          *position = (guint) i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (widget);
  LimnerJob *job = limner_job_row_get_job (self);
  guint position;

  if (limner_job_get_state (job) == LIMNER_JOB_QUEUED &&
      find_neighbour (self, job, g_variant_get_int32 (parameter), &position))
    limner_job_queue_move (self->queue, job, position);
}

static GdkContentProvider *
drag_prepare_cb (LimnerJobRow *self,
                 double        x,
                 double        y)
{
  LimnerJob *job = limner_job_row_get_job (self);

  if (job == NULL || limner_job_get_state (job) != LIMNER_JOB_QUEUED)
    return NULL;
  return gdk_content_provider_new_typed (LIMNER_TYPE_JOB, job);
}

static void
drag_begin_cb (LimnerJobRow *self,
               GdkDrag      *drag)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));
  GtkWidget *picture = gtk_picture_new_for_paintable (paintable);

  gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
  gtk_widget_add_css_class (picture, "limner-job-dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), picture);
  gdk_drag_set_hotspot (drag, 24, 24);
}

static gboolean
drop_cb (LimnerJobRow *self,
         const GValue *value)
{
  LimnerJob *dragged = g_value_get_object (value);
  LimnerJob *job = limner_job_row_get_job (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  if (dragged == job || limner_job_get_state (job) != LIMNER_JOB_QUEUED)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerJob) other = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (other == job)
        {
          limner_job_queue_move (self->queue, dragged, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* What does not fit is told whole: a long prompt, or what a model says of its failure. */
static gboolean
query_tooltip_cb (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    by_keyboard,
                  GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_label (GTK_LABEL (label)));
  return TRUE;
}

static void
limner_job_row_dispose (GObject *object)
{
  LimnerJobRow *self = LIMNER_JOB_ROW (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_JOB_ROW);
  g_clear_object (&self->signals);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->shown_preview, g_bytes_unref);

  G_OBJECT_CLASS (limner_job_row_parent_class)->dispose (object);
}

static void
limner_job_row_class_init (LimnerJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_job_row_dispose;

  g_type_ensure (LIMNER_TYPE_THUMBNAIL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-job-row");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/queue/limner-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, box);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, preview);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, status);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, details);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, bar);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, next);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, retry);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, remove);
  gtk_widget_class_bind_template_child (widget_class, LimnerJobRow, menu);

  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);

  gtk_widget_class_install_action (widget_class, "job.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "job.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "job.run-next", NULL, run_next_action);
  gtk_widget_class_install_action (widget_class, "job.cancel-others", NULL, cancel_others_action);
  gtk_widget_class_install_action (widget_class, "job.edit-inputs", NULL, edit_inputs_action);
  gtk_widget_class_install_action (widget_class, "job.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "job.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "job.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "job.move", "i", move_action);
}

static void
limner_job_row_init (LimnerJobRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (LIMNER_TYPE_JOB, GDK_ACTION_MOVE);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  limner_thumbnail_set_cover (self->thumbnail, TRUE);
  limner_keys_show_in_tooltip (self->cancel, "queue.remove",
                               gtk_widget_get_tooltip_text (self->cancel));
  limner_keys_show_in_tooltip (self->remove, "queue.remove",
                               gtk_widget_get_tooltip_text (self->remove));

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  self->signals = g_signal_group_new (LIMNER_TYPE_JOB);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (notify_cb), self);
}

/**
 * limner_job_row_new:
 * @queue: the queue that its jobs are in
 *
 * Makes a row without a job.
 *
 * Returns: (transfer full): the row
 */
GtkWidget *
limner_job_row_new (LimnerJobQueue *queue)
{
  LimnerJobRow *self = g_object_new (LIMNER_TYPE_JOB_ROW, NULL);

  self->queue = g_object_ref (queue);
  return GTK_WIDGET (self);
}

/**
 * limner_job_row_get_job:
 * @self: a row
 *
 * Gets the job that is shown.
 *
 * Returns: (transfer none) (nullable): the job
 */
LimnerJob *
limner_job_row_get_job (LimnerJobRow *self)
{
  g_autoptr(LimnerJob) job = NULL;

  g_return_val_if_fail (LIMNER_IS_JOB_ROW (self), NULL);

  /* The group hands out a reference; while it watches the job, the job stays. */
  job = self->signals != NULL ? g_signal_group_dup_target (self->signals) : NULL;
  return job;
}

/**
 * limner_job_row_set_job:
 * @self: a row
 * @job: (nullable): the job that is shown
 *
 * Shows a job. The queue keeps it alive. To show the same one again costs nothing.
 */
void
limner_job_row_set_job (LimnerJobRow *self,
                        LimnerJob    *job)
{
  g_return_if_fail (LIMNER_IS_JOB_ROW (self));

  if (job != NULL && job == limner_job_row_get_job (self))
    return;
  g_signal_group_set_target (self->signals, job);
  if (job != NULL)
    limner_job_queue_load_outputs (self->queue, job);
  update (self);
}

/**
 * limner_job_row_catch_up:
 * @self: a row
 *
 * Shows what changed while the row was out of sight, if it is in sight now.
 */
void
limner_job_row_catch_up (LimnerJobRow *self)
{
  LimnerJob *job;

  g_return_if_fail (LIMNER_IS_JOB_ROW (self));

  job = limner_job_row_get_job (self);
  if (!self->stale || job == NULL || !is_in_sight (self))
    return;
  self->stale = FALSE;
  update_status (self, job);
}
