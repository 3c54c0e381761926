/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-window-private.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "browser/limner-browser.h"
#include "gallery/limner-gallery.h"
#include "limner-away.h"
#include "limner-background.h"
#include "limner-create-page.h"
#include "limner-live-button.h"
#include "limner-studio-files.h"
#include "sweep/limner-sweep-page.h"
#include "train/limner-train-page.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-keys-bind.h"

/**
 * LimnerWindow:
 *
 * The one window: a header with the three pages, the queue and the menu. It composes the feature
 * folders, which do not know each other: they speak through the window's actions. A page is made
 * when it is first shown, the first one and the library after the first frame, so that the window
 * comes up at once.
 */

enum {
  PROP_0,
  PROP_WORKSPACE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char * const page_names[LIMNER_N_PAGES] = { "create", "gallery", "models",
                                                         "train", "sweeps" };

G_DEFINE_FINAL_TYPE (LimnerWindow, limner_window, ADW_TYPE_APPLICATION_WINDOW)

static LimnerStudio *
get_studio (LimnerWindow *self)
{
  return limner_workspace_get_studio (self->workspace);
}

static GtkWidget *
new_train_page (LimnerWindow *self)
{
  g_autoptr(LimnerFormFiles) files =
    limner_studio_files_new (limner_studio_get_store (get_studio (self)));

  return limner_train_page_new (get_studio (self), files);
}

static GtkWidget *
new_page (LimnerWindow    *self,
          LimnerPageIndex  index)
{
  GtkWidget *page;

  switch (index)
    {
    case LIMNER_PAGE_GALLERY:
      page = limner_gallery_new (get_studio (self));
      limner_gallery_remember (LIMNER_GALLERY (page), self->settings);
      g_object_bind_property (page, "immersed", self->header_bar, "visible",
                              G_BINDING_INVERT_BOOLEAN);
      return page;

    case LIMNER_PAGE_MODELS:
      return limner_browser_new (get_studio (self));

    case LIMNER_PAGE_TRAIN:
      return new_train_page (self);

    case LIMNER_PAGE_SWEEPS:
      return limner_sweep_page_new (get_studio (self));

    case LIMNER_PAGE_CREATE:
    case LIMNER_N_PAGES:
    default:
      return limner_create_page_new (self->workspace);
    }
}

/* Gets a page, making it if this is the first time. */
GtkWidget *
_limner_window_get_page (LimnerWindow    *self,
                         LimnerPageIndex  index)
{
  if (adw_bin_get_child (self->bins[index]) == NULL)
    {
      adw_bin_set_child (self->bins[index], new_page (self, index));
      limner_keys_show_in_tooltips (adw_bin_get_child (self->bins[index]));
    }

  return adw_bin_get_child (self->bins[index]);
}

static void
page_changed_cb (LimnerWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  if (!self->drawn || name == NULL)
    return;

  for (LimnerPageIndex index = 0; index < LIMNER_N_PAGES; index++)
    if (g_str_equal (name, page_names[index]))
      _limner_window_get_page (self, index);

  gtk_widget_set_visible (self->open_button, g_str_equal (name, page_names[LIMNER_PAGE_CREATE]));
  /* Fine-tuning is reached from the models; nobody starts with it. Whether there are sweeps is
   * known only when the library is open.
   */
  if (!g_str_equal (name, page_names[LIMNER_PAGE_SWEEPS]))
    g_settings_set_string (self->settings, "page",
                           g_str_equal (name, page_names[LIMNER_PAGE_TRAIN]) ? "models" : name);
}

static void
banner_clicked_cb (LimnerWindow *self)
{
  limner_banner_set_revealed (self->banner, FALSE);
}

static void
tell (LimnerWindow *self,
      const char   *text)
{
  limner_banner_set_title (self->banner, text);
  limner_banner_set_revealed (self->banner, TRUE);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_workspace_restore_finish (LIMNER_WORKSPACE (source), result, &error))
    limner_window_show_error (self, error);
}

static void
arrived_cb (guint    n_results,
            gpointer data)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u result arrived while you were away",
                               "%u results arrived while you were away", n_results), n_results);

  limner_window_show_toast (data, text);
}

static void
tell_of_start (LimnerWindow *self)
{
  LimnerStore *store = limner_studio_get_store (get_studio (self));
  const char *recovered = limner_store_get_recovered_path (store);
  guint n_items = limner_store_get_recovered_items (store);
  guint n_resumed = limner_studio_get_n_resumed (get_studio (self));

  if (recovered != NULL)
    {
      g_autofree char *text =
        g_strdup_printf (ngettext ("The library was damaged. It was set aside as “%s” and built "
                                   "anew from %u picture file.",
                                   "The library was damaged. It was set aside as “%s” and built "
                                   "anew from %u picture files.", n_items),
                         recovered, n_items);

      tell (self, text);
    }

  if (n_resumed > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u job of last time goes on",
                                                         "%u jobs of last time go on", n_resumed),
                                               n_resumed);

      limner_window_show_toast (self, text);
      limner_away_watch (limner_studio_get_queue (get_studio (self)), self->started, arrived_cb,
                         g_object_ref (self), g_object_unref);
    }
}

static void
chains_resumed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!limner_chain_list_resume_finish (LIMNER_CHAIN_LIST (source), result, &error))
    g_debug ("The recipes under way do not go on: %s", error->message);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_studio_open_finish (LIMNER_STUDIO (source), result, &error))
    {
      limner_window_show_error (self, error);
      return;
    }

  self->opened = TRUE;
  tell_of_start (self);
  _limner_window_import_waiting (self);
  limner_chain_list_resume_async (limner_studio_get_chains (LIMNER_STUDIO (source)),
                                  self->cancellable, chains_resumed_cb, NULL);
  limner_workspace_restore_async (self->workspace, self->cancellable, restored_cb,
                                  g_object_ref (self));
  _limner_window_use_waiting_model (self);
}

/* The second tick means that the first frame, the header over an empty page, has been drawn: now
 * there is time for the page itself and for the library. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  LimnerWindow *self = LIMNER_WINDOW (widget);

  if (!self->ticked)
    {
      self->ticked = TRUE;
      return G_SOURCE_CONTINUE;
    }

  self->drawn = TRUE;
  page_changed_cb (self);

  limner_studio_open_async (get_studio (self), self->cancellable, opened_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
leave_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;

  if (!limner_dialogs_confirm_finish (result, NULL))
    return;

  self->quitting = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static guint
count_jobs (LimnerWindow *self)
{
  LimnerJobQueue *queue = limner_studio_get_queue (get_studio (self));

  return limner_job_queue_get_n_active (queue) +
         limner_training_list_get_n_active (limner_studio_get_trainings (get_studio (self))) +
         (limner_job_queue_get_paused (queue)
            ? 0 : limner_job_queue_get_n_waiting (queue) -
                  MIN (limner_job_queue_get_n_over_budget (queue),
                       limner_job_queue_get_n_waiting (queue)));
}

/* Nobody looks any more, and all is done: the program ends with its window. */
static void
work_ended_cb (LimnerWindow *self)
{
  if (count_jobs (self) > 0 || gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  self->quitting = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* The desktop wants no programs without a window: this one ends, and the journal keeps its jobs. */
static void
background_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(LimnerWindow) self = data;
  g_autoptr(GNotification) notification = g_notification_new (_("Limner"));

  if (limner_background_request_finish (G_APPLICATION (object), result, NULL) ||
      gtk_widget_get_visible (GTK_WIDGET (self)) || self->quitting)
    return;

  g_notification_set_body (notification,
                           _("The desktop does not let Limner go on without a window. What is "
                             "under way is fetched when you start it again."));
  g_application_send_notification (G_APPLICATION (object), "background", notification);
  self->quitting = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* The window goes, the jobs go on; a second start brings it back. */
static void
go_to_background (LimnerWindow *self)
{
  LimnerJobQueue *queue = limner_studio_get_queue (get_studio (self));
  LimnerTrainingList *trainings = limner_studio_get_trainings (get_studio (self));

  limner_workspace_save (self->workspace);
  limner_background_request_async (
    G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), self->cancellable,
    background_cb, g_object_ref (self));
  g_signal_handlers_disconnect_by_func (queue, work_ended_cb, self);
  g_signal_handlers_disconnect_by_func (trainings, work_ended_cb, self);
  g_signal_connect_object (queue, "notify::n-active", G_CALLBACK (work_ended_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (queue, "notify::n-over-budget", G_CALLBACK (work_ended_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (trainings, "ended", G_CALLBACK (work_ended_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
limner_window_close_request (GtkWindow *window)
{
  LimnerWindow *self = LIMNER_WINDOW (window);
  guint n_active =
    limner_job_queue_get_n_active (limner_studio_get_queue (get_studio (self))) +
    limner_training_list_get_n_active (limner_studio_get_trainings (get_studio (self)));

  if (!self->quitting && count_jobs (self) > 0 &&
      g_settings_get_boolean (self->settings, "keep-running"))
    {
      go_to_background (self);
      return TRUE;
    }

  if (n_active > 0 && !self->quitting)
    {
      limner_dialogs_confirm_async (GTK_WIDGET (self), _("Jobs are under way"),
                                    _("They stay in the queue. What a server makes meanwhile is "
                                      "fetched at the next start; what this computer was making "
                                      "is begun again."),
                                    _("_Quit"), FALSE, self->cancellable, leave_cb,
                                    g_object_ref (self));
      return TRUE;
    }

  limner_workspace_save (self->workspace);
  g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (limner_window_parent_class)->close_request (window);
}

static void
limner_window_constructed (GObject *object)
{
  LimnerWindow *self = LIMNER_WINDOW (object);
  g_autofree char *page = NULL;

  G_OBJECT_CLASS (limner_window_parent_class)->constructed (object);

  if (DEVELOPMENT_BUILD)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);

  limner_queue_button_set_studio (self->queue_button, get_studio (self));
  _limner_window_add_actions (self);
  _limner_window_add_sweeps (self);
  _limner_window_add_drop (self);
  _limner_window_add_training (self);

  page = g_settings_get_string (self->settings, "page");
  adw_view_stack_set_visible_child_name (self->stack, page);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
limner_window_dispose (GObject *object)
{
  LimnerWindow *self = LIMNER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_WINDOW);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_handle_id (&self->import_id, g_source_remove);

  G_OBJECT_CLASS (limner_window_parent_class)->dispose (object);
}

static void
limner_window_finalize (GObject *object)
{
  LimnerWindow *self = LIMNER_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->to_import, g_ptr_array_unref);
  g_clear_pointer (&self->waiting_model, g_free);

  G_OBJECT_CLASS (limner_window_parent_class)->finalize (object);
}

static void
limner_window_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LimnerWindow *self = LIMNER_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_window_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LimnerWindow *self = LIMNER_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_window_class_init (LimnerWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = limner_window_constructed;
  object_class->dispose = limner_window_dispose;
  object_class->finalize = limner_window_finalize;
  object_class->get_property = limner_window_get_property;
  object_class->set_property = limner_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = limner_window_close_request;

  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, LIMNER_TYPE_WORKSPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LIMNER_TYPE_BANNER);
  g_type_ensure (LIMNER_TYPE_LIVE_BUTTON);
  g_type_ensure (LIMNER_TYPE_QUEUE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/limner/Limner/limner-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LimnerWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, LimnerWindow, queue_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerWindow, header_bar);
  gtk_widget_class_bind_template_child_full (widget_class, "create_bin", FALSE,
    G_STRUCT_OFFSET (LimnerWindow, bins[LIMNER_PAGE_CREATE]));
  gtk_widget_class_bind_template_child_full (widget_class, "gallery_bin", FALSE,
    G_STRUCT_OFFSET (LimnerWindow, bins[LIMNER_PAGE_GALLERY]));
  gtk_widget_class_bind_template_child_full (widget_class, "models_bin", FALSE,
    G_STRUCT_OFFSET (LimnerWindow, bins[LIMNER_PAGE_MODELS]));
  gtk_widget_class_bind_template_child_full (widget_class, "train_bin", FALSE,
    G_STRUCT_OFFSET (LimnerWindow, bins[LIMNER_PAGE_TRAIN]));
  gtk_widget_class_bind_template_child_full (widget_class, "sweeps_bin", FALSE,
    G_STRUCT_OFFSET (LimnerWindow, bins[LIMNER_PAGE_SWEEPS]));
  gtk_widget_class_bind_template_child (widget_class, LimnerWindow, sweeps_page);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
limner_window_init (LimnerWindow *self)
{
  self->settings = g_settings_new ("io.github.limner.Limner");
  self->cancellable = g_cancellable_new ();
  self->started = g_get_real_time ();
  self->to_import = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  limner_keys_show_in_tooltips (GTK_WIDGET (self));
}

/**
 * limner_window_new:
 * @application: the program
 * @workspace: what the person is doing
 *
 * Makes the window, with the page that was open last.
 *
 * Returns: (transfer none): a window that is not shown yet
 */
LimnerWindow *
limner_window_new (GtkApplication  *application,
                   LimnerWorkspace *workspace)
{
  return g_object_new (LIMNER_TYPE_WINDOW,
                       "application", application,
                       "workspace", workspace,
                       NULL);
}

/**
 * limner_window_show_page:
 * @self: the window
 * @name: `create`, `gallery`, `models`, `train`, or `queue` for the popover of the queue
 *
 * Goes to a page. Other names are ignored: they come from the bus as well.
 */
void
limner_window_show_page (LimnerWindow *self,
                         const char   *name)
{
  g_return_if_fail (LIMNER_IS_WINDOW (self));
  g_return_if_fail (name != NULL);

  if (g_str_equal (name, "queue"))
    limner_queue_button_popup (self->queue_button);
  else if (adw_view_stack_get_child_by_name (self->stack, name) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, name);
}

/**
 * limner_window_show_error:
 * @self: the window
 * @error: what went wrong
 *
 * Shows in the banner what happened and what to do. Being cancelled is not shown.
 */
void
limner_window_show_error (LimnerWindow *self,
                          const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LIMNER_IS_WINDOW (self));

  if (limner_error_is_cancelled (error))
    return;

  text = limner_error_to_text (error);
  tell (self, text);
}

/**
 * limner_window_show_toast:
 * @self: the window
 * @text: a few words, plain text
 *
 * Shows a note that goes away by itself.
 */
void
limner_window_show_toast (LimnerWindow *self,
                          const char   *text)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (LIMNER_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  escaped = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}
