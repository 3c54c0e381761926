/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-background.h"

#include <glib/gi18n.h>

#define PORTAL "org.freedesktop.portal.Desktop"

static void
requested_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  /* Where there is no portal, nobody ends programs without a window either. */
  if (reply == NULL)
    g_debug ("The background portal was not asked: %s", error->message);
}

/**
 * limner_background_request:
 * @application: the program, whose window is about to go
 *
 * Tells the desktop, by way of its portal, that the program goes on without a window and why.
 */
void
limner_background_request (GApplication *application)
{
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  GVariantBuilder options;

  if (bus == NULL)
    return;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_("Jobs are under way")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, PORTAL, "/org/freedesktop/portal/desktop",
                          "org.freedesktop.portal.Background", "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, requested_cb, NULL);
}
