/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "widgets/limner-error-text.h"

static void
test_every_code (void)
{
  for (LimnerError code = LIMNER_ERROR_NETWORK; code <= LIMNER_ERROR_BUDGET_MONTH; code++)
    {
      g_autoptr(GError) error = g_error_new (LIMNER_ERROR, code, "The detail");
      g_autofree char *text = limner_error_to_text (error);

      /* A sentence of ours comes first, and it says what to do: more than one sentence. */
      g_assert_false (g_str_has_prefix (text, "The detail"));
      g_assert_nonnull (strstr (text, ". "));
    }
}

static void
test_details (void)
{
  g_autoptr(GError) input = g_error_new (LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                                         "prompt is required");
  g_autoptr(GError) token = g_error_new (LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED,
                                         "Invalid token");
  g_autoptr(GError) plain = g_error_new (LIMNER_ERROR, LIMNER_ERROR_FAILED,
                                         "The model ran out of memory.");
  g_autofree char *input_text = limner_error_to_text (input);
  g_autofree char *token_text = limner_error_to_text (token);
  g_autofree char *plain_text = limner_error_to_text (plain);

  g_assert_nonnull (strstr (input_text, "prompt is required"));
  g_assert_null (strstr (token_text, "Invalid token"));
  g_assert_cmpstr (plain_text, ==, "The model ran out of memory.");
}

/* One's own budget is no matter of the account's. */
static void
test_budget (void)
{
  g_autoptr(GError) day = g_error_new (LIMNER_ERROR, LIMNER_ERROR_BUDGET_DAY, "x");
  g_autoptr(GError) month = g_error_new (LIMNER_ERROR, LIMNER_ERROR_BUDGET_MONTH, "x");
  g_autofree char *day_text = limner_error_to_text (day);
  g_autofree char *month_text = limner_error_to_text (month);

  g_assert_true (g_str_has_prefix (day_text, "Your budget for today is used up."));
  g_assert_true (g_str_has_prefix (month_text, "Your budget for this month is used up."));
}

static void
test_other_domains (void)
{
  static const struct {
    int         code;
    const char *expected;
  } cases[] = {
    { G_IO_ERROR_NO_SPACE, "no room left" },
    { G_IO_ERROR_HOST_NOT_FOUND, "could not be reached" },
    { G_IO_ERROR_TIMED_OUT, "in time" },
    { G_IO_ERROR_PERMISSION_DENIED, "permissions" },
    { G_IO_ERROR_NOT_FOUND, "not there any more" },
    { G_IO_ERROR_FAILED, "something of its own" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new (G_IO_ERROR, cases[i].code, "something of its own");
      g_autofree char *text = limner_error_to_text (error);

      g_assert_nonnull (strstr (text, cases[i].expected));
    }
}

static void
test_none (void)
{
  g_autofree char *text = limner_error_to_text (NULL);

  g_assert_cmpstr (text, !=, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/widgets/error-text/every-code", test_every_code);
  g_test_add_func ("/widgets/error-text/details", test_details);
  g_test_add_func ("/widgets/error-text/budget", test_budget);
  g_test_add_func ("/widgets/error-text/other-domains", test_other_domains);
  g_test_add_func ("/widgets/error-text/none", test_none);

  return g_test_run ();
}
