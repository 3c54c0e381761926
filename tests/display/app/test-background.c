/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/limner-background.h"
#include "limner-test-desktop.h"
#include "limner-test.h"

/* A portal of our own on the test's bus, which answers as it is told. */
typedef struct
{
  GApplication      *application;
  LimnerTestDesktop  portal;
  guint              response;       /* 0: decided, 1: given up, 2: failed */
  gboolean           allows;
  gboolean           is_silent;      /* gives no answer */
  gboolean           answers_first;  /* before the call returns */
  char              *reason;         /* as the program said */
  guint              n_asked;
} Fixture;

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "</interface></node>";

static void
answer (Fixture    *fixture,
        const char *sender,
        const char *path)
{
  GVariantBuilder results;

  if (fixture->is_silent)
    return;
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (fixture->allows));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  limner_test_desktop_answer (&fixture->portal, sender, path, fixture->response, &results);
}

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
  g_autofree char *caller = g_strdup (sender);
  g_autofree char *request = limner_test_desktop_make_request (sender, options);
  gboolean autostart = TRUE;

  fixture->n_asked++;
  g_clear_pointer (&fixture->reason, g_free);
  g_assert_true (g_variant_lookup (options, "reason", "s", &fixture->reason));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  g_assert_false (autostart);
  if (fixture->answers_first)
    answer (fixture, caller, request);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  if (!fixture->answers_first)
    answer (fixture, caller, request);
}

static void
own_portal (Fixture *fixture)
{
  static const GDBusInterfaceVTable vtable = { method_cb, NULL, NULL, { NULL } };

  limner_test_desktop_appear_portal (&fixture->portal, portal_xml, &vtable, fixture);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->application = g_application_new ("io.github.limner.TestBackground",
                                            G_APPLICATION_DEFAULT_FLAGS);
  g_assert_true (g_application_register (fixture->application, NULL, &error));
  fixture->allows = TRUE;
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  limner_test_desktop_vanish (&fixture->portal);
  limner_test_settle ();
  limner_test_assert_freed (g_steal_pointer (&fixture->application));
  g_clear_pointer (&fixture->reason, g_free);
}

static gboolean
ask (Fixture  *fixture,
     GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  gboolean allowed;

  limner_background_request_async (fixture->application, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  allowed = limner_background_request_finish (fixture->application, result, error);
  g_clear_object (&result);
  limner_test_settle ();
  return allowed;
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  own_portal (fixture);
  for (guint first = 0; first < 2; first++)
    {
      g_autoptr(GError) error = NULL;

      fixture->answers_first = first != 0;
      fixture->allows = TRUE;
      fixture->response = 0;
      g_assert_true (ask (fixture, &error));
      g_assert_no_error (error);

      fixture->allows = FALSE;
      g_assert_false (ask (fixture, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
      g_clear_error (&error);

      /* The desktop could not decide: then nobody forbids it. */
      fixture->response = 2;
      g_assert_true (ask (fixture, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpuint (fixture->n_asked, ==, 6);
  g_assert_cmpstr (fixture->reason, ==, "Jobs are under way");
}

static void
test_no_portal (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ask (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
}

/* A portal that says nothing holds nobody: the window that asked can go. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  own_portal (fixture);
  fixture->is_silent = TRUE;
  limner_background_request_async (fixture->application, cancellable, limner_test_result_cb,
                                   &result);
  limner_test_wait_until (fixture->n_asked == 1);
  limner_test_settle ();
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  limner_test_wait_until (result != NULL);
  g_assert_false (limner_background_request_finish (fixture->application, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL)
    return 77;

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/app/background/answers", test_answers);
  ADD ("/app/background/no-portal", test_no_portal);
  ADD ("/app/background/silent", test_silent);
#undef ADD

  return g_test_run ();
}
