/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "limner-test-desktop.h"
#include "limner-test.h"

static void
name_cb (GDBusConnection *bus,
         const char      *name,
         gpointer         data)
{
  ((LimnerTestDesktop *) data)->has_name = TRUE;
}

/**
 * limner_test_desktop_appear:
 * @self: a desktop that is not there
 * @name: the name that it owns
 * @path: of its one object
 * @xml: the object's interface
 * @vtable: what it does; to stay where it is
 * @data: for @vtable
 *
 * Comes onto the session's bus, and waits until it is there.
 */
void
limner_test_desktop_appear (LimnerTestDesktop          *self,
                            const char                 *name,
                            const char                 *path,
                            const char                 *xml,
                            const GDBusInterfaceVTable *vtable,
                            gpointer                    data)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr(GError) error = NULL;

  self->has_name = FALSE;
  self->bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
             G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  self->object_id = g_dbus_connection_register_object (self->bus, path, info->interfaces[0],
                                                       vtable, data, NULL, NULL);
  self->name_id = g_bus_own_name_on_connection (self->bus, name, G_BUS_NAME_OWNER_FLAGS_NONE,
                                                name_cb, NULL, self, NULL);
  limner_test_wait_until (self->has_name);
}

/**
 * limner_test_desktop_appear_portal:
 * @self: a desktop that is not there
 * @xml: the portal's interface
 * @vtable: what it does; to stay where it is
 * @data: for @vtable
 *
 * Comes onto the session's bus as its portal.
 */
void
limner_test_desktop_appear_portal (LimnerTestDesktop          *self,
                                   const char                 *xml,
                                   const GDBusInterfaceVTable *vtable,
                                   gpointer                    data)
{
  limner_test_desktop_appear (self, "org.freedesktop.portal.Desktop",
                              "/org/freedesktop/portal/desktop", xml, vtable, data);
}

/**
 * limner_test_desktop_vanish:
 * @self: a desktop
 *
 * Leaves the bus, if it is there.
 */
void
limner_test_desktop_vanish (LimnerTestDesktop *self)
{
  if (self->bus == NULL)
    return;

  g_bus_unown_name (self->name_id);
  g_dbus_connection_unregister_object (self->bus, self->object_id);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
}

/**
 * limner_test_desktop_make_request:
 * @sender: who asks a portal
 * @options: what it was asked, `a{sv}`
 *
 * Names the object whose signal is the answer; that everybody tells its token is checked.
 *
 * Returns: (transfer full): its path
 */
char *
limner_test_desktop_make_request (const char *sender,
                                  GVariant   *options)
{
  g_autofree char *place = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  return g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", place, token);
}

/**
 * limner_test_desktop_answer:
 * @self: a portal
 * @sender: who asked it
 * @request: as limner_test_desktop_make_request() named it
 * @response: 0 if it was done, 1 if the person gave up, 2 if it failed
 * @results: (transfer full): what came of it, `a{sv}`
 *
 * Answers a request.
 */
void
limner_test_desktop_answer (LimnerTestDesktop *self,
                            const char        *sender,
                            const char        *request,
                            guint              response,
                            GVariantBuilder   *results)
{
  g_dbus_connection_emit_signal (self->bus, sender, request, "org.freedesktop.portal.Request",
                                 "Response", g_variant_new ("(ua{sv})", response, results), NULL);
}
