/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "base/limner-error.h"
#include "form/limner-form-screenshot.h"

#include "form-fixture.h"
#include "limner-test-desktop.h"

/* A portal of our own on the test's bus, which answers as it is told. */
typedef struct
{
  LimnerTestDesktop  portal;
  guint              response;
  const char        *uri;
  GAsyncResult      *result;
} Fixture;

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Screenshot'>"
  "<method name='Screenshot'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method><property name='version' type='u' access='read'/>"
  "</interface></node>";

/* The answer is sent before the call returns, as a quick portal may do. */
static void
method_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               data)
{
  Fixture *fixture = data;
  g_autoptr(GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *request = limner_test_desktop_make_request (sender, options);
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  if (fixture->uri != NULL)
    g_variant_builder_add (&results, "{sv}", "uri", g_variant_new_string (fixture->uri));
  limner_test_desktop_answer (&fixture->portal, sender, request, fixture->response, &results);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
}

static GVariant *
property_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *property,
             GError         **error,
             gpointer         data)
{
  return g_variant_new_uint32 (2);
}

static void
own_portal (Fixture *fixture)
{
  static const GDBusInterfaceVTable vtable = { method_cb, property_cb, NULL, { NULL } };

  limner_test_desktop_appear_portal (&fixture->portal, portal_xml, &vtable, fixture);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

static void
test_answers (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GFile) none = NULL;

  own_portal (&fixture);
  fixture.uri = "file:///tmp/screen.png";
  limner_form_screenshot_take_async (NULL, taken_cb, &fixture);
  limner_test_wait_until (fixture.result != NULL);
  file = limner_form_screenshot_take_finish (fixture.result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_file_peek_path (file), ==, "/tmp/screen.png");
  g_clear_object (&fixture.result);

  /* The person gives up. */
  fixture.uri = NULL;
  fixture.response = 1;
  limner_form_screenshot_take_async (NULL, taken_cb, &fixture);
  limner_test_wait_until (fixture.result != NULL);
  none = limner_form_screenshot_take_finish (fixture.result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (none);
  g_clear_error (&error);
  g_clear_object (&fixture.result);

  /* The desktop cannot. */
  fixture.response = 2;
  limner_form_screenshot_take_async (NULL, taken_cb, &fixture);
  limner_test_wait_until (fixture.result != NULL);
  none = limner_form_screenshot_take_finish (fixture.result, &error);
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
  g_clear_object (&fixture.result);
  limner_test_desktop_vanish (&fixture.portal);
}

/* Without a portal nothing is offered; with one the button appears. */
static void
test_offer (void)
{
  Fixture fixture = { 0 };
  GtkWidget *button = g_object_ref_sink (gtk_button_new ());
  GtkWidget *other = g_object_ref_sink (gtk_button_new ());

  own_portal (&fixture);
  limner_form_screenshot_show_if_offered (button);
  g_assert_false (gtk_widget_get_visible (button));
  limner_test_wait_until (gtk_widget_get_visible (button));
  limner_test_desktop_vanish (&fixture.portal);

  limner_form_screenshot_show_if_offered (other);
  limner_test_settle ();
  g_assert_false (gtk_widget_get_visible (other));
  g_object_unref (button);
  g_object_unref (other);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/form/screenshot/answers", test_answers);
  g_test_add_func ("/form/screenshot/offer", test_offer);
  return g_test_run ();
}
