/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "wire/limner-prediction.h"
#include "wire/limner-training.h"

static LimnerPrediction *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  LimnerPrediction *prediction =
    limner_resource_parse_text (LIMNER_TYPE_PREDICTION, text, (gsize) -1, &error);

  g_assert_no_error (error);
  return prediction;
}

static void
test_status (void)
{
  for (int i = LIMNER_STATUS_STARTING; i <= LIMNER_STATUS_ABORTED; i++)
    {
      LimnerStatus status = (LimnerStatus) i;

      g_assert_cmpint (limner_status_from_string (limner_status_to_string (status)), ==, status);
      g_assert_cmpint (limner_status_is_final (status), ==, status >= LIMNER_STATUS_SUCCEEDED);
    }
  g_assert_cmpint (limner_status_from_string ("running"), ==, LIMNER_STATUS_PROCESSING);
  g_assert_cmpint (limner_status_from_string ("dreaming"), ==, LIMNER_STATUS_UNKNOWN);
  g_assert_cmpint (limner_status_from_string (NULL), ==, LIMNER_STATUS_UNKNOWN);
  g_assert_false (limner_status_is_final (LIMNER_STATUS_UNKNOWN));
}

static const struct
{
  const char *output;
  guint       n_files;
  const char *first;
  const char *text;
} outputs[] = {
  { "null", 0, NULL, NULL },
  { "\"https://h/a.png\"", 1, "https://h/a.png", NULL },
  { "[\"https://h/a.png\",\"data:image/png;base64,AA==\"]", 2, "https://h/a.png", NULL },
  { "[[\"https://h/a.png\"],[\"https://h/b.png\"]]", 2, "https://h/a.png", NULL },
  { "{\"image\":\"https://h/a.png\",\"score\":3}", 1, "https://h/a.png", NULL },
  { "\"a poem\"", 0, NULL, "a poem" },
  { "[\"a \",\"poem\"]", 0, NULL, "a poem" },
  { "42", 0, NULL, "42" },
};

static void
test_outputs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\":\"x\",\"output\":%s}", outputs[i].output);
      g_autoptr(LimnerPrediction) prediction = parse (json);
      g_auto(GStrv) files = limner_prediction_dup_output_files (prediction);
      g_autofree char *text = limner_prediction_dup_output_text (prediction);

      g_assert_cmpuint (g_strv_length (files), ==, outputs[i].n_files);
      g_assert_cmpstr (files[0], ==, outputs[i].first);
      g_assert_cmpstr (text, ==, outputs[i].text);
    }
}

static void
test_missing (void)
{
  g_autoptr(LimnerPrediction) prediction = parse ("{\"id\":\"x\",\"error\":{\"code\":7}}");
  g_autofree char *reason = limner_prediction_dup_error (prediction);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (limner_prediction_get_status (prediction), ==, LIMNER_STATUS_UNKNOWN);
  g_assert_null (limner_prediction_get_output (prediction));
  g_assert_null (limner_prediction_get_model (prediction));
  g_assert_null (limner_prediction_get_url (prediction, "get"));
  g_assert_null (limner_prediction_get_created_at (prediction));
  g_assert_cmpstr (reason, ==, "{\"code\":7}");

  g_assert_null (limner_resource_parse_text (LIMNER_TYPE_PREDICTION, "{\"id\":3}", (gsize) -1,
                                             &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
}

static void
test_write (void)
{
  g_autoptr(LimnerPrediction) prediction = limner_prediction_new ("abc");
  g_autoptr(LimnerPrediction) copy = NULL;
  g_autoptr(GDateTime) time = g_date_time_new_utc (2026, 11, 20, 10, 0, 1.25);
  g_autoptr(GDateTime) read = NULL;
  g_autofree char *text = NULL;

  limner_prediction_set_url (prediction, "get", "http://h/1");
  limner_prediction_set_url (prediction, "cancel", "http://h/2");
  limner_prediction_set_metric (prediction, "predict_time", 1.5);
  limner_resource_set_time (LIMNER_RESOURCE (prediction), "created_at", time);

  copy = limner_resource_copy (LIMNER_RESOURCE (prediction));
  limner_prediction_set_status (prediction, LIMNER_STATUS_SUCCEEDED);
  limner_prediction_set_url (prediction, "stream", "http://h/3");

  g_assert_cmpint (limner_prediction_get_status (copy), ==, LIMNER_STATUS_STARTING);
  g_assert_null (limner_prediction_get_url (copy, "stream"));
  g_assert_cmpstr (limner_prediction_get_url (prediction, "get"), ==, "http://h/1");
  g_assert_cmpfloat (limner_prediction_get_metric (copy, "predict_time", 0), ==, 1.5);
  read = limner_prediction_get_created_at (copy);
  g_assert_true (g_date_time_equal (read, time));

  text = limner_resource_to_text (LIMNER_RESOURCE (copy));
  g_assert_nonnull (strstr (text, "\"created_at\":\"2026-11-20T10:00:01.250000Z\""));
}

static const struct
{
  const char *log;
  const char *seed;
} seeds[] = {
  { "Using seed: 12345\nseed: 7", "12345" },
  { "seed: 7\nUsing seed: 12345", "12345" },
  { "Random seed set to: 99", "99" },
  { "Randomising seed to 12", "12" },
  { "Using random seed 4", "4" },
  { "[Parameters] Seed = 31", "31" },
  { "Random seed used: `88`", "88" },
  { "Global seed set to 1\nGlobal seed set to 1", "1" },
  { "current seed: 14398808075592566791", "14398808075592566791" },
  { "Seed: -1", NULL },
  { "no number", NULL },
  { "linseed: 5", NULL },
  { "Using seed: 47363\n", "47363" },
  { "noise\nseed: 5\nUsing seed: 9\n", "9" },
  { "Global seed set to 3\nUsing seed: 8", "8" },
  { "Using seed 77", "77" },
  { "Random seed set to: 12", "12" },
  { "Seed set to 4", "4" },
  { "Randomising seed to 55", "55" },
  { "Using random seed 6", "6" },
  { "Random seed used: `101`", "101" },
  { "Seed: -1\nUsing seed: 2", "2" },
  { "seed: 99999999999999999999999", NULL },
  { "no number: seed", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_seed (void)
{
  g_autoptr(LimnerPrediction) prediction =
    parse ("{\"id\":\"x\",\"logs\":null,\"input\":{\"seed\":14398808075592566791}}");
  g_autofree char *from_input = limner_prediction_dup_seed (prediction);

  g_assert_cmpstr (from_input, ==, "14398808075592566791");
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *seed = limner_logs_dup_seed (seeds[i].log);

      g_assert_cmpstr (seed, ==, seeds[i].seed);
    }
}

static const struct
{
  const char *log;
  guint       n_outputs;
  const char *second;   /* the seed of the second output */
} output_seeds[] = {
  { "Using seed: 7\nPicture 1: seed 7\nPicture 2: seed 8\n", 2, "8" },
  { "seed: 5\r\nseed: 9\r\nseed: 1\r\n", 3, "9" },
  { "Using seed: 5\nUsing seed: 9", 2, "9" },
  /* One seed for all, told once or again and again */
  { "Using seed: 7\n", 2, NULL },
  { "Global seed set to 4\nGlobal seed set to 4", 2, NULL },
  /* Two seeds that are two things, or more than there are pictures */
  { "Using seed: 7\nRefiner seed: 8", 2, NULL },
  { "seed: 1\nseed: 2\nseed: 3", 2, NULL },
  { "Picture 1: seed 7\nPicture 2: seed 8\n", 1, NULL },
  { "", 2, NULL },
  { NULL, 2, NULL },
};

static void
test_output_seed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (output_seeds); i++)
    {
      g_autofree char *seed = limner_logs_dup_output_seed (output_seeds[i].log, 1,
                                                           output_seeds[i].n_outputs);

      g_assert_cmpstr (seed, ==, output_seeds[i].second);
    }
  g_assert_null (limner_logs_dup_output_seed ("seed: 1\nseed: 2", 2, 2));
}

static void
test_progress (void)
{
  const char *log = "Using seed: 1\r  0%|          | 0/50 [00:00<?, ?it/s]\r"
                    " 42%|████▏     | 21/50 [00:03<00:04,  6.95it/s]\nsaving 3/4";
  gint64 step, n_steps;

  g_assert_cmpfloat_with_epsilon (limner_logs_get_progress (log, &step, &n_steps), 0.42, 0.001);
  g_assert_cmpint (step, ==, 21);
  g_assert_cmpint (n_steps, ==, 50);
  g_assert_cmpfloat (limner_logs_get_progress ("Sampling: 100%|██████████| 28/28 [00:03]\ndone",
                                               &step, &n_steps), ==, 1);
  g_assert_cmpint (step, ==, 28);
  g_assert_cmpfloat_with_epsilon (limner_logs_get_progress ("90% |###| 9/10", &step, &n_steps),
                                  0.9, 0.001);
  g_assert_cmpint (step, ==, 9);
  g_assert_cmpfloat (limner_logs_get_progress ("50%", NULL, NULL), <, 0);
  g_assert_cmpfloat (limner_logs_get_progress ("50%|x| 1/0", NULL, NULL), <, 0);
  g_assert_cmpfloat (limner_logs_get_progress ("%|x| 1/2", NULL, NULL), <, 0);
  g_assert_cmpfloat (limner_logs_get_progress ("100%|", NULL, NULL), <, 0);
  g_assert_cmpfloat (limner_logs_get_progress ("50%| | 5/0 [", NULL, NULL), <, 0);
  g_assert_cmpfloat (limner_logs_get_progress (NULL, NULL, NULL), <, 0);
  g_assert_cmpfloat (limner_logs_get_progress ("\r\r\n", NULL, NULL), <, 0);
}

static void
test_training (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerTraining) training =
    limner_resource_parse_text (LIMNER_TYPE_TRAINING,
                                "{\"id\":\"t\",\"status\":\"running\",\"model\":\"a/b\","
                                "\"output\":{\"version\":\"c/d:1\",\"weights\":\"https://w\"}}",
                                (gsize) -1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (limner_prediction_get_status (LIMNER_PREDICTION (training)), ==,
                   LIMNER_STATUS_PROCESSING);
  g_assert_cmpstr (limner_training_get_destination (training), ==, "a/b");
  g_assert_cmpstr (limner_training_get_output_version (training), ==, "c/d:1");
  g_assert_cmpstr (limner_training_get_weights (training), ==, "https://w");
}

/* How trainers write it, and what only looks like it */
static void
test_losses (void)
{
  static const struct { const char *log; double losses[4]; guint n; } logs[] = {
    { NULL, { 0 }, 0 },
    { "", { 0 }, 0 },
    { "step 1: loss: 0.31\nstep 2: Loss = 0.25", { 0.31, 0.25 }, 2 },
    { " 1%|# | 10/1000 [00:01<, lr: 1.0e-04 loss: 4.367e-01]\r", { 0.4367 }, 1 },
    { "{'loss': 1.5, 'step': 2}\n{\"loss\":.5}", { 1.5, 0.5 }, 2 },
    { "lossless: 3, no loss at all, glossy: 4", { 0 }, 0 },
    { "computing loss: ...\nloss: 2.", { 2 }, 1 },
    { "loss: 1e999 loss: 2", { 2 }, 1 },
    { "loss: nan loss: inf loss: 3", { 3 }, 1 },
    { "loss: \xff\xfe loss: 0.5", { 0.5 }, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autoptr(GArray) losses = limner_logs_list_losses (logs[i].log);

      g_assert_cmpuint (losses->len, ==, logs[i].n);
      for (guint k = 0; k < losses->len; k++)
        g_assert_cmpfloat_with_epsilon (g_array_index (losses, double, k), logs[i].losses[k],
                                        1e-9);
    }
}

/* Of any number: no more than can be seen, the first among them, evenly spread, to the end. */
static void
test_many_losses (void)
{
  static const guint numbers[] = { 1, 1999, 2000, 2001, 4001, 10000, 33333 };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr(GString) log = g_string_new (NULL);
      g_autoptr(GArray) losses = NULL;
      double stride;

      for (guint k = 0; k < numbers[i]; k++)
        g_string_append_printf (log, "loss: %u\n", k);
      losses = limner_logs_list_losses (log->str);
      g_assert_cmpuint (losses->len, <=, 2000);
      g_assert_cmpuint (losses->len, >=, MIN (numbers[i], 1000));
      g_assert_cmpfloat (g_array_index (losses, double, 0), ==, 0);
      stride = losses->len > 1 ? g_array_index (losses, double, 1) : 1;
      for (guint k = 0; k < losses->len; k++)
        g_assert_cmpfloat (g_array_index (losses, double, k), ==, k * stride);
      g_assert_cmpfloat (g_array_index (losses, double, losses->len - 1) + stride, >=,
                         numbers[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/prediction/status", test_status);
  g_test_add_func ("/prediction/outputs", test_outputs);
  g_test_add_func ("/prediction/missing", test_missing);
  g_test_add_func ("/prediction/write", test_write);
  g_test_add_func ("/prediction/seed", test_seed);
  g_test_add_func ("/prediction/output-seed", test_output_seed);
  g_test_add_func ("/prediction/progress", test_progress);
  g_test_add_func ("/prediction/training", test_training);
  g_test_add_func ("/prediction/losses", test_losses);
  g_test_add_func ("/prediction/many-losses", test_many_losses);

  return g_test_run ();
}
