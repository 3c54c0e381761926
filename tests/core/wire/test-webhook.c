/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "wire/limner-webhook.h"

/* The published test vector of the scheme */
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define ID "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define TIMESTAMP "1614265330"
#define BODY "{\"test\": 2432232314}"
#define SIGNATURE "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

static void
test_events (void)
{
  const char * const some[] = { "logs", "nonsense", "start", NULL };
  g_auto(GStrv) names =
    limner_webhook_events_to_names (LIMNER_WEBHOOK_LOGS | LIMNER_WEBHOOK_COMPLETED);
  g_auto(GStrv) none = limner_webhook_events_to_names (0);

  g_assert_cmpuint (limner_webhook_events_from_names (some), ==,
                    LIMNER_WEBHOOK_START | LIMNER_WEBHOOK_LOGS);
  g_assert_cmpuint (limner_webhook_events_from_names (NULL), ==, 0);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "logs");
  g_assert_cmpstr (names[1], ==, "completed");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_sign (void)
{
  g_autoptr(GBytes) body = g_bytes_new_static (BODY, strlen (BODY));
  g_autofree char *signature = limner_webhook_sign (SECRET, ID, TIMESTAMP, body);

  g_assert_cmpstr (signature, ==, SIGNATURE);
  g_assert_null (limner_webhook_sign ("whsec_", ID, TIMESTAMP, body));
}

static void
test_verify (void)
{
  g_autoptr(GBytes) body = g_bytes_new_static (BODY, strlen (BODY));
  g_autoptr(GBytes) other = g_bytes_new_static ("{}", 2);
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_webhook_verify (SECRET, ID, TIMESTAMP, "v1,AAAA " SIGNATURE, body, 0,
                                        &error));
  g_assert_no_error (error);
  g_assert_false (limner_webhook_verify (SECRET, ID, TIMESTAMP, SIGNATURE, other, 0, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_false (limner_webhook_verify (SECRET, ID, TIMESTAMP, SIGNATURE, body, 300, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED);
  g_assert_false (limner_webhook_verify (SECRET, ID, "soon", SIGNATURE, body, 0, NULL));
  g_assert_false (limner_webhook_verify (SECRET, ID, TIMESTAMP, NULL, body, 0, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/webhook/events", test_events);
  g_test_add_func ("/webhook/sign", test_sign);
  g_test_add_func ("/webhook/verify", test_verify);

  return g_test_run ();
}
