/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "limner-test.h"
#include "secrets/limner-vault.h"

static char *
lookup (LimnerVault  *vault,
        const char   *server_id,
        GError      **error)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_vault_lookup_async (vault, server_id, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  return limner_vault_lookup_finish (vault, done, error);
}

static gboolean
store (LimnerVault  *vault,
       const char   *server_id,
       const char   *token,
       GError      **error)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_vault_store_async (vault, server_id, "Limner test", token, NULL, limner_test_result_cb,
                            &result);
  done = limner_test_wait_result (&result);
  return limner_vault_store_finish (vault, done, error);
}

static gboolean
clear (LimnerVault  *vault,
       const char   *server_id,
       GError      **error)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_vault_clear_async (vault, server_id, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  return limner_vault_clear_finish (vault, done, error);
}

static void
check_vault (LimnerVault *vault)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *none = lookup (vault, "limner-test", &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  g_assert_null (none);

  g_assert_true (store (vault, "limner-test", "one", &error));
  first = lookup (vault, "limner-test", &error);
  g_assert_cmpstr (first, ==, "one");
  g_assert_true (store (vault, "limner-test", "two", &error));
  second = lookup (vault, "limner-test", &error);
  g_assert_cmpstr (second, ==, "two");
  other = lookup (vault, "limner-test-2", &error);
  g_assert_null (other);

  g_assert_true (clear (vault, "limner-test", &error));
  g_assert_true (clear (vault, "limner-test", &error));
  after = lookup (vault, "limner-test", &error);
  g_assert_no_error (error);
  g_assert_null (after);
}

static void
test_memory (void)
{
  LimnerVault *vault = limner_vault_new_in_memory ();

  check_vault (vault);
  limner_test_assert_freed (vault);
}

/* Only against a keyring that was started for the tests, never a person's own. */
static void
test_keyring (void)
{
  g_autoptr(LimnerVault) vault = NULL;

  if (g_getenv ("LIMNER_TEST_KEYRING") == NULL)
    {
      g_test_skip ("There is no private keyring");
      return;
    }

  vault = limner_vault_new ();
  check_vault (vault);
}

static void
test_environment (void)
{
  LimnerVault *vault = limner_vault_new_in_memory ();
  g_autofree char *token = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;

  g_setenv ("REPLICATE_API_TOKEN", "from-outside", TRUE);
  g_assert_true (limner_vault_is_from_environment (vault, "replicate"));
  g_assert_false (limner_vault_is_from_environment (vault, "limner-test"));
  token = lookup (vault, "replicate", NULL);
  other = lookup (vault, "limner-test", NULL);
  g_assert_cmpstr (token, ==, "from-outside");
  g_assert_null (other);

  /* It is not kept: without the variable it is gone. */
  g_unsetenv ("REPLICATE_API_TOKEN");
  after = lookup (vault, "replicate", NULL);
  g_assert_null (after);
  limner_test_assert_freed (vault);
}

static void
test_no_service (void)
{
  g_autoptr(LimnerVault) vault = limner_vault_new ();
  g_autoptr(GError) error = NULL;

  if (g_test_subprocess ())
    {
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
      g_assert_null (lookup (vault, "limner-test", &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_KEYRING);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_unsetenv ("REPLICATE_API_TOKEN");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/vault/memory", test_memory);
  g_test_add_func ("/vault/keyring", test_keyring);
  g_test_add_func ("/vault/environment", test_environment);
  g_test_add_func ("/vault/no-service", test_no_service);

  return g_test_run ();
}
