/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-form-screenshot.h"

/* A picture of the screen, by the desktop's portal (org.freedesktop.portal.Screenshot): it asks the
 * person what to take and answers with a file. Where there is no portal, nothing is offered.
 *
 *   subscribe to the request's Response → call Screenshot → Response with the file's address
 */
#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_SCREENSHOT "org.freedesktop.portal.Screenshot"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

/* The portal's words for how a request ended. */
#define RESPONSE_DONE 0
#define RESPONSE_CANCELLED 1

typedef struct
{
  GDBusConnection *bus;
  guint            subscription;   /* holds the task as long as it is not 0 */
} Shot;

static void
shot_free (Shot *shot)
{
  g_clear_object (&shot->bus);
  g_free (shot);
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  gtk_widget_set_visible (widget, answer != NULL);
}

static void
offer_bus_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus != NULL)
    g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.DBus.Properties",
                            "Get", g_variant_new ("(ss)", PORTAL_SCREENSHOT, "version"),
                            G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, version_cb,
                            g_steal_pointer (&widget));
}

/**
 * limner_form_screenshot_show_if_offered:
 * @widget: what leads to a picture of the screen
 *
 * Hides a widget, and shows it when it turns out that the desktop takes pictures of the screen.
 */
void
limner_form_screenshot_show_if_offered (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_set_visible (widget, FALSE);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, offer_bus_cb, g_object_ref (widget));
}

static void
unsubscribe (GTask *task)
{
  Shot *shot = g_task_get_task_data (task);
  guint subscription = shot->subscription;

  shot->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (shot->bus, subscription);
}

static void
response_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  g_autoptr(GVariant) results = NULL;
  g_autofree char *uri = NULL;
  guint32 response;

  unsubscribe (task);
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                               "The desktop gave an answer of another kind");
      return;
    }

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == RESPONSE_CANCELLED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The person gave up");
  else if (response == RESPONSE_DONE && g_variant_lookup (results, "uri", "s", &uri))
    g_task_return_pointer (task, g_file_new_for_uri (uri), g_object_unref);
  else
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                             "The desktop took no picture of the screen");
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Shot *shot = g_task_get_task_data (task);
  g_autoptr(GVariant) answer = NULL;
  GError *error = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (answer != NULL)
    return;   /* the rest comes as a signal */

  if (shot->subscription == 0)
    {
      g_error_free (error);
      return;
    }
  unsubscribe (task);
  g_task_return_error (task, error);
}

static void
ask (GTask *task)
{
  Shot *shot = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("limner%u", g_random_int ());
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (shot->bus) + 1);
  g_autofree char *path = NULL;
  GVariantBuilder options;

  /* The answer may come before the call returns: its place is known in advance. */
  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  shot->subscription =
    g_dbus_connection_signal_subscribe (shot->bus, PORTAL_NAME, PORTAL_REQUEST, "Response", path,
                                        NULL, G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                        g_object_ref (task), g_object_unref);

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "interactive", g_variant_new_boolean (TRUE));
  g_dbus_connection_call (shot->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_SCREENSHOT, "Screenshot",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, G_MAXINT, g_task_get_cancellable (task),
                          asked_cb, g_object_ref (task));
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Shot *shot = g_task_get_task_data (task);
  GError *error = NULL;

  shot->bus = g_bus_get_finish (result, &error);
  if (shot->bus == NULL)
    g_task_return_error (task, error);
  else
    ask (task);
}

/**
 * limner_form_screenshot_take_async:
 * @cancellable: (nullable): to give up
 * @callback: called when the person has taken a picture, or not
 * @user_data: for @callback
 *
 * Lets the person take a picture of the screen, of a window, or of a part.
 */
void
limner_form_screenshot_take_async (GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, limner_form_screenshot_take_async);
  g_task_set_task_data (task, g_new0 (Shot, 1), (GDestroyNotify) shot_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, g_steal_pointer (&task));
}

/**
 * limner_form_screenshot_take_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_form_screenshot_take_async().
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %G_IO_ERROR_CANCELLED where the person
 *   gave up
 */
GFile *
limner_form_screenshot_take_finish (GAsyncResult  *result,
                                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
