/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "app/limner-estimate-text.h"
#include "app/limner-reason-text.h"

static void
test_estimate (void)
{
  static const struct
  {
    LimnerEstimate  estimate;
    const char     *text;
  } cases[] = {
    { { LIMNER_PRICE_FREE, 0, 0, 0, NAN, NAN, NAN, 0 }, "Free" },
    { { LIMNER_PRICE_FREE, 0, 0, 0, 2.2, 1.6, 2.5, 5 }, "Free, 2.5 s" },
    { { LIMNER_PRICE_FREE, 0, 0, 0, 10, 8.2, 13.4, 5 }, "Free, 8–14 s" },
    { { LIMNER_PRICE_FREE, 0, 0, 0, 200, 120, 301, 5 }, "Free, 2 min to 5 min" },
    { { LIMNER_PRICE_UNKNOWN, NAN, NAN, NAN, NAN, NAN, NAN, 0 }, "Price unknown" },
    { { LIMNER_PRICE_UNKNOWN, NAN, NAN, NAN, 12, 12, 12, 2 }, "Price unknown, 12 s" },
    { { LIMNER_PRICE_USER, 0.12, 0.12, 0.12, 8, 7, 9, 1 }, "About $0.12 by your price, 7–9 s" },
    { { LIMNER_PRICE_HARDWARE, 0.02, 0.02, 0.02, NAN, NAN, NAN, 0 },
      "About $0.02 by the price of its hardware" },
    { { LIMNER_PRICE_MEASURED, 0.02, 0.01, 0.03, NAN, NAN, NAN, 0 },
      "About $0.01–$0.03 by past runs" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = limner_estimate_to_text (&cases[i].estimate);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* The tool tip names the line of the table, and its day. */
static void
test_source (void)
{
  static const LimnerHardwarePrice machine = { "m", "Machine", 0.001, "2026-05-07" };
  LimnerEstimate estimate = {
    .source = LIMNER_PRICE_HARDWARE, .n_runs = 3, .hardware = &machine,
  };
  g_autofree char *by_table = limner_estimate_source_to_text (&estimate);
  g_autofree char *by_runs = NULL;

  g_assert_true (g_str_has_suffix (by_table, "Machine, replicate.com/pricing, 2026-05-07."));
  estimate.source = LIMNER_PRICE_MEASURED;
  by_runs = limner_estimate_source_to_text (&estimate);
  g_assert_cmpstr (by_runs, ==, "Estimated by what 3 runs cost.");
}

static void
test_reason (void)
{
  const char *reasons[] = {
    "Open a picture first", "“Prompt” is required",
    "The prompt has to hold the word “img”: this model looks for it",
    "The prompt has to hold the word “", "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *text = limner_reason_to_text (reasons[i]);

      g_assert_cmpstr (text, ==, reasons[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/texts/estimate", test_estimate);
  g_test_add_func ("/app/texts/source", test_source);
  g_test_add_func ("/app/texts/reason", test_reason);

  return g_test_run ();
}
