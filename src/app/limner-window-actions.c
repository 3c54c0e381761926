/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-shortcuts-window.h"
#include "limner-window-private.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"
#include "browser/limner-browser.h"
#include "gallery/limner-gallery.h"
#include "limner-create-page.h"
#include "store/limner-store-gallery.h"
#include "widgets/limner-dialogs.h"

/*
 * What the pages can ask of the window, and with it of each other. The actions are exported on the
 * session bus like those of any GtkApplicationWindow; their arguments are outside input.
 */

/* What to do with a gallery item that an action named by its id. */
typedef struct
{
  LimnerWindow *window;
  void        (*run) (LimnerWindow      *window,
                      LimnerGalleryItem *item);
} ItemRequest;

/* A file that the file manager was asked to point at. */
typedef struct
{
  LimnerWindow *window;
  char         *uri;
} FileRequest;

static LimnerStore *
get_store (LimnerWindow *self)
{
  return limner_studio_get_store (limner_workspace_get_studio (self->workspace));
}

static void
item_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree ItemRequest *request = user_data;
  g_autoptr(LimnerWindow) self = g_steal_pointer (&request->window);
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;

  item = limner_store_get_item_finish (LIMNER_STORE (source), result, &error);
  if (item == NULL)
    limner_window_show_error (self, error);
  else
    request->run (self, item);
}

/* Looks up the gallery item that an action names and hands it on. */
void
_limner_window_with_item (LimnerWindow *self,
                          GVariant     *parameter,
                          void        (*run) (LimnerWindow      *window,
                                              LimnerGalleryItem *item))
{
  ItemRequest *request = g_new0 (ItemRequest, 1);

  request->window = g_object_ref (self);
  request->run = run;
  limner_store_get_item_async (get_store (self), g_variant_get_string (parameter, NULL),
                               self->cancellable, item_found_cb, request);
}

/* Ends any opening of a picture on the canvas; the window came as a reference in @user_data. */
void
_limner_window_opened_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_workspace_open_finish (LIMNER_WORKSPACE (source), result, &error))
    limner_window_show_error (self, error);
}

static gboolean
finish_settings (LimnerWindow *self,
                 GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;

  if (!limner_workspace_use_settings_finish (self->workspace, result, &error))
    {
      limner_window_show_error (self, error);
      return FALSE;
    }

  limner_window_show_page (self, "create");
  return TRUE;
}

static void
settings_used_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;

  finish_settings (self, result);
}

static void
settings_with_seed_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;

  /* Another model than the picture's is not run without being asked for. */
  if (finish_settings (self, result) &&
      limner_workspace_get_missing_model (self->workspace) == NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self), "generate", NULL);
}

static void
use_settings (LimnerWindow      *self,
              LimnerGalleryItem *item)
{
  limner_workspace_use_settings_async (self->workspace, item, FALSE, self->cancellable,
                                       settings_used_cb, g_object_ref (self));
}

static void
use_settings_with_new_seed (LimnerWindow      *self,
                            LimnerGalleryItem *item)
{
  limner_workspace_use_settings_async (self->workspace, item, TRUE, self->cancellable,
                                       settings_with_seed_cb, g_object_ref (self));
}

/* All but the seed: what comes will be another picture, but not before something was changed. */
static void
remix (LimnerWindow      *self,
       LimnerGalleryItem *item)
{
  limner_workspace_use_settings_async (self->workspace, item, TRUE, self->cancellable,
                                       settings_used_cb, g_object_ref (self));
}

/* Who was making pictures from words and takes one to edit it wants a brush. */
static void
edit_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_workspace_open_finish (LIMNER_WORKSPACE (source), result, &error))
    limner_window_show_error (self, error);
  else if (limner_workspace_get_task (self->workspace) == LIMNER_TASK_GENERATE)
    limner_workspace_set_task (self->workspace, LIMNER_TASK_EDIT);
}

static void
edit_item (LimnerWindow      *self,
           LimnerGalleryItem *item)
{
  limner_window_show_page (self, "create");
  limner_workspace_open_item_async (self->workspace, item, FALSE, self->cancellable,
                                    edit_opened_cb, g_object_ref (self));
}

/* Gives the form one thing of a picture and keeps the rest. */
static void
use_role (LimnerWindow *self,
          LimnerRole    role,
          const char   *text,
          const char   *done)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);

  limner_window_show_page (self, "create");
  if (values == NULL || text == NULL || !limner_values_set_role_text (values, role, text))
    limner_window_show_toast (self, _("This model has no such input"));
  else
    limner_window_show_toast (self, done);
}

static void
use_prompt (LimnerWindow      *self,
            LimnerGalleryItem *item)
{
  use_role (self, LIMNER_ROLE_PROMPT, limner_gallery_item_get_prompt (item),
            _("Prompt taken over"));
}

static void
use_seed (LimnerWindow      *self,
          LimnerGalleryItem *item)
{
  use_role (self, LIMNER_ROLE_SEED, limner_gallery_item_get_seed (item), _("Seed taken over"));
}

static void
folder_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    limner_window_show_error (self, error);
}

/* Opens the folder where no file manager can point at a file. */
static void
open_folder (LimnerWindow *self,
             const char   *uri)
{
  g_autoptr(GFile) file = g_file_new_for_uri (uri);
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *folder_uri = g_file_get_uri (folder != NULL ? folder : file);

  g_app_info_launch_default_for_uri_async (folder_uri, NULL, self->cancellable, folder_opened_cb,
                                           g_object_ref (self));
}

static void
shown_in_files_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree FileRequest *request = user_data;
  g_autoptr(LimnerWindow) self = g_steal_pointer (&request->window);
  g_autofree char *uri = g_steal_pointer (&request->uri);
  g_autoptr(GVariant) reply = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (reply == NULL)
    open_folder (self, uri);
}

static void
show_in_files (LimnerWindow      *self,
               LimnerGalleryItem *item)
{
  g_autoptr(GFile) file = limner_gallery_item_dup_file (item);
  g_autofree char *uri = g_file_get_uri (file);
  const char *uris[] = { uri, NULL };
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  FileRequest *request;

  if (bus == NULL)
    {
      open_folder (self, uri);
      return;
    }

  request = g_new0 (FileRequest, 1);
  request->window = g_object_ref (self);
  request->uri = g_strdup (uri);
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          self->cancellable, shown_in_files_cb, request);
}

static void
show_page_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  limner_window_show_page (user_data, g_variant_get_string (parameter, NULL));
}

static void
toast_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  limner_window_show_toast (user_data, g_variant_get_string (parameter, NULL));
}

/* Loads the model that was asked for before the library was open, if there is one. */
void
_limner_window_use_waiting_model (LimnerWindow *self)
{
  g_autofree char *text = g_steal_pointer (&self->waiting_model);
  const char *space = text != NULL ? strchr (text, ' ') : NULL;
  g_autofree char *server = space != NULL ? g_strndup (text, space - text) : NULL;

  /* What goes wrong is kept by the workspace, and shown where the form would be. */
  if (server != NULL)
    limner_workspace_load_model_async (self->workspace, server, space + 1, self->cancellable,
                                       NULL, NULL);
}

/* The parameter is `SERVER-ID owner/name[:version]`. */
static void
use_model_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  LimnerWindow *self = user_data;
  const char *text = g_variant_get_string (parameter, NULL);
  const char *space = strchr (text, ' ');

  if (space == NULL || space == text || space[1] == '\0')
    return;

  g_free (self->waiting_model);
  self->waiting_model = g_strdup (text);
  if (self->opened)
    _limner_window_use_waiting_model (self);
  limner_window_show_page (self, "create");
}

static void
example_model_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  LimnerWorkspace *workspace = LIMNER_WORKSPACE (source);
  g_autoptr(JsonObject) input = user_data;

  /* What goes wrong is kept by the workspace, and shown where the form would be. */
  if (limner_workspace_load_model_finish (workspace, result, NULL))
    limner_workspace_adopt (workspace, input);
}

/* The parameter is a JSON object: `server`, `model` (owner/name[:version]), `input`. */
static void
use_example_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  LimnerWindow *self = user_data;
  g_autoptr(JsonObject) example =
    limner_json_parse_object (g_variant_get_string (parameter, NULL), (gsize) -1,
                              LIMNER_STORE_MAX_JSON, NULL);
  const char *server = limner_json_get_string (example, "server", NULL);
  const char *model = limner_json_get_string (example, "model", NULL);
  JsonObject *input = limner_json_get_object (example, "input");

  if (server == NULL || model == NULL || input == NULL)
    return;

  limner_workspace_load_model_async (self->workspace, server, model, self->cancellable,
                                     example_model_cb, json_object_ref (input));
  limner_window_show_page (self, "create");
}

static void
use_settings_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  _limner_window_with_item (user_data, parameter, use_settings);
}

static void
new_seed_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  _limner_window_with_item (user_data, parameter, use_settings_with_new_seed);
}

static void
use_prompt_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  _limner_window_with_item (user_data, parameter, use_prompt);
}

static void
use_seed_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  _limner_window_with_item (user_data, parameter, use_seed);
}

/* The parameters are a server's id, or nothing for the one that is shown, and `owner/name`. */
static void
show_model_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  LimnerWindow *self = user_data;
  GtkWidget *browser = _limner_window_get_page (self, LIMNER_PAGE_MODELS);
  const char *server;
  const char *model;

  g_variant_get (parameter, "(&s&s)", &server, &model);
  limner_window_show_page (self, "models");
  if (server[0] != '\0')
    limner_browser_show_server (LIMNER_BROWSER (browser), server);
  limner_browser_show_model (LIMNER_BROWSER (browser), model);
}

static void
edit_item_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  _limner_window_with_item (user_data, parameter, edit_item);
}

static void
show_in_files_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  _limner_window_with_item (user_data, parameter, show_in_files);
}

static void
show_item_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  LimnerWindow *self = user_data;
  GtkWidget *gallery = _limner_window_get_page (self, LIMNER_PAGE_GALLERY);

  limner_window_show_page (self, "gallery");
  limner_gallery_show_item (LIMNER_GALLERY (gallery), g_variant_get_string (parameter, NULL));
}

static void
open_file_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  limner_window_open_file (user_data, file, TRUE);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GListModel) files = limner_dialogs_open_finish (result, NULL);
  guint n = files != NULL ? g_list_model_get_n_items (files) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      limner_window_open_file (self, file, i == 0);
    }
}

static void
open_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  LimnerWindow *self = user_data;

  limner_dialogs_open_async (GTK_WIDGET (self), _("Open a picture"), LIMNER_FILE_PICTURES, TRUE,
                             self->cancellable, file_chosen_cb, g_object_ref (self));
}

static void
paste_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  _limner_window_paste (user_data);
}

static void
new_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  LimnerWindow *self = user_data;

  limner_window_show_page (self, "create");
  limner_workspace_close_picture (self->workspace);
}

static void
generate_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  GtkWidget *page = _limner_window_get_page (user_data, LIMNER_PAGE_CREATE);

  limner_create_page_generate (LIMNER_CREATE_PAGE (page));
}

/* All that runs or waits, from wherever one is; without the queue in sight it says what it did. */
static void
cancel_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  LimnerWindow *self = user_data;
  LimnerJobQueue *queue = limner_studio_get_queue (limner_workspace_get_studio (self->workspace));
  guint n = limner_job_queue_get_n_active (queue) + limner_job_queue_get_n_waiting (queue);
  g_autofree char *text = NULL;

  if (n == 0)
    return;

  limner_job_queue_cancel_others (queue, NULL);
  text = g_strdup_printf (ngettext ("%u job cancelled", "%u jobs cancelled", n), n);
  limner_window_show_toast (self, text);
}

/* Each page knows what is searched for on it. */
static void
find_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  LimnerWindow *self = user_data;
  const char *page = adw_view_stack_get_visible_child_name (self->stack);

  if (g_strcmp0 (page, "gallery") == 0)
    gtk_widget_activate_action (_limner_window_get_page (self, LIMNER_PAGE_GALLERY),
                                "gallery.find", NULL);
  else if (g_strcmp0 (page, "models") == 0)
    gtk_widget_activate_action (_limner_window_get_page (self, LIMNER_PAGE_MODELS),
                                "browser.search", NULL);
}

static void
show_keys_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  GtkWindow *window = limner_shortcuts_window_new ();

  gtk_window_set_transient_for (window, user_data);
  gtk_window_present (window);
}

static void
fullscreen_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  GtkWindow *window = user_data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
close_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  gtk_window_close (user_data);
}

static void
remix_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  _limner_window_with_item (user_data, parameter, remix);
}

/* Installs the actions of the window. */
void
_limner_window_add_actions (LimnerWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "cancel", .activate = cancel_action },
    { .name = "close", .activate = close_action },
    { .name = "edit-item", .activate = edit_item_action, .parameter_type = "s" },
    { .name = "find", .activate = find_action },
    { .name = "fullscreen", .activate = fullscreen_action },
    { .name = "generate", .activate = generate_action },
    { .name = "new", .activate = new_action },
    { .name = "new-seed", .activate = new_seed_action, .parameter_type = "s" },
    { .name = "open", .activate = open_action },
    { .name = "open-file", .activate = open_file_action, .parameter_type = "s" },
    { .name = "paste", .activate = paste_action },
    { .name = "remix", .activate = remix_action, .parameter_type = "s" },
    { .name = "show-in-files", .activate = show_in_files_action, .parameter_type = "s" },
    { .name = "show-keys", .activate = show_keys_action },
    { .name = "show-item", .activate = show_item_action, .parameter_type = "s" },
    { .name = "show-model", .activate = show_model_action, .parameter_type = "(ss)" },
    { .name = "show-page", .activate = show_page_action, .parameter_type = "s" },
    { .name = "toast", .activate = toast_action, .parameter_type = "s" },
    { .name = "use-example", .activate = use_example_action, .parameter_type = "s" },
    { .name = "use-model", .activate = use_model_action, .parameter_type = "s" },
    { .name = "use-prompt", .activate = use_prompt_action, .parameter_type = "s" },
    { .name = "use-seed", .activate = use_seed_action, .parameter_type = "s" },
    { .name = "use-settings", .activate = use_settings_action, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  _limner_window_add_chain_actions (self);
}
