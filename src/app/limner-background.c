/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-background.h"

#include <glib/gi18n.h>

/* The portal for programs without a window answers in two steps: the call names a request, and the
 * request's signal tells what the desktop, or the person, decided.
 * https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html
 */

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

typedef struct
{
  GDBusConnection *bus;
  guint            subscription;   /* keeps the task; 0 when it is answered */
  GSource         *cancelled;      /* (nullable) */
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->bus);
  g_free (request);
}

/* Nothing more is waited for; FALSE if that was so before. */
static gboolean
end_request (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (request->subscription == 0)
    return FALSE;
  if (request->cancelled != NULL)
    g_source_destroy (request->cancelled);
  g_clear_pointer (&request->cancelled, g_source_unref);
  g_dbus_connection_signal_unsubscribe (request->bus, request->subscription);
  request->subscription = 0;
  return TRUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_autoptr(GTask) task = g_object_ref (data);

  if (end_request (task))
    g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
response_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         data)
{
  g_autoptr(GTask) task = g_object_ref (data);
  g_autoptr(GVariant) results = NULL;
  gboolean allowed = TRUE;
  guint response = 2;

  if (!end_request (task))
    return;
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0)
    g_variant_lookup (results, "background", "b", &allowed);

  if (allowed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             "The desktop wants no programs without a window");
}

static void
requested_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  /* Where there is no portal, nobody ends programs without a window either. */
  if (reply == NULL && end_request (task))
    {
      g_debug ("The background portal was not asked: %s", error->message);
      g_task_return_boolean (task, TRUE);
    }
}

static void
send_request (GTask      *task,
              const char *token)
{
  Request *request = g_task_get_task_data (task);
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_("Jobs are under way")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (request->bus, PORTAL, PORTAL_PATH,
                          "org.freedesktop.portal.Background", "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, requested_cb,
                          g_object_ref (task));
}

/**
 * limner_background_request_async:
 * @application: the program, whose window is about to go
 * @cancellable: (nullable): a cancellable
 * @callback: called when the desktop has decided
 * @user_data: for @callback
 *
 * Tells the desktop, by way of its portal, that the program goes on without a window and why. A
 * desktop without such a portal lets every program go on.
 */
void
limner_background_request_async (GApplication        *application,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  static guint last_token = 0;
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  g_autoptr(GTask) task = g_task_new (application, cancellable, callback, user_data);
  g_autofree char *token = g_strdup_printf ("limner_background_%u", ++last_token);
  g_autofree char *sender = NULL;
  g_autofree char *path = NULL;
  Request *request;

  g_task_set_source_tag (task, limner_background_request_async);
  if (bus == NULL || g_dbus_connection_get_unique_name (bus) == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  request = g_new0 (Request, 1);
  request->bus = g_object_ref (bus);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  /* Before the call: a quick portal answers first. */
  request->subscription =
    g_dbus_connection_signal_subscribe (bus, NULL, "org.freedesktop.portal.Request", "Response",
                                        path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                        g_object_ref (task), g_object_unref);
  if (cancellable != NULL)
    {
      request->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (request->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (request->cancelled, NULL);
    }
  send_request (task, token);
}

/**
 * limner_background_request_finish:
 * @application: the program
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_background_request_async().
 *
 * Returns: %TRUE if the program may go on; %FALSE with %G_IO_ERROR_PERMISSION_DENIED if the desktop
 *   or the person does not want that
 */
gboolean
limner_background_request_finish (GApplication  *application,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, application), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
