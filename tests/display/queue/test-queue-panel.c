/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include <adwaita.h>

#include "base/limner-error.h"
#include "limner-test-widget.h"
#include "jobs/limner-job-private.h"
#include "limner-test.h"
#include "queue/limner-job-row.h"
#include "queue/limner-job-text.h"
#include "queue/limner-queue-budget.h"
#include "queue/limner-queue-panel.h"
#include "secrets/limner-vault.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"
#include "widgets/limner-amount-text.h"

/* A studio whose journal holds one job of every kind. */
typedef struct
{
  char         *folder;
  LimnerStudio *studio;
  GtkWidget    *window;
  GtkWidget    *panel;
} Fixture;

static void
add_record (LimnerStore *store,
            const char  *state,
            const char  *prompt,
            double       position)
{
  g_autoptr(LimnerJobRecord) record = limner_job_record_new ();
  g_autoptr(GAsyncResult) result = NULL;
  LimnerJobState parsed = LIMNER_JOB_QUEUED;

  g_assert_true (limner_job_state_from_string (state, &parsed));
  record->id = g_uuid_string_random ();
  record->state = g_strdup (state);
  record->position = position;
  record->created = g_get_real_time ();
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("stability-ai/sdxl");
  record->input = g_strdup_printf ("{\"prompt\":\"%s\"}", prompt);
  record->prompt = g_strdup (prompt);
  record->predict_time = 8.25;
  record->prediction = parsed != LIMNER_JOB_QUEUED ? g_uuid_string_random () : NULL;
  if (limner_job_state_is_final (parsed))
    record->finished = g_get_real_time () + (gint64) position;
  if (parsed == LIMNER_JOB_FAILED)
    {
      record->error_code = LIMNER_ERROR_FAILED;
      record->error_message = g_strdup ("CUDA out of memory");
    }
  if (parsed == LIMNER_JOB_DONE)
    {
      record->cost = 0.0081;
      record->cost_source = g_strdup ("user");
    }
  limner_store_save_job_async (store, record, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (store, result, NULL));
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *pictures = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  LimnerJobQueue *queue;

  fixture->folder = limner_test_make_folder ();
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (fixture->folder, pictures, vault);
  queue = limner_studio_get_queue (fixture->studio);
  limner_job_queue_set_paused (queue, TRUE);
  limner_job_queue_set_online (queue, FALSE);
  if (data != NULL)
    {
      LimnerStore *store = limner_studio_get_store (fixture->studio);

      add_record (store, "processing", "a harbour at dawn, oil", 1);
      add_record (store, "queued", "a red fox in deep snow", 2);
      add_record (store, "queued", "mountains over a lake", 3);
      add_record (store, "queued", "a city at night", 4);
      add_record (store, "done", "sunflowers in a vase", 5);
      add_record (store, "failed", "northern lights", 6);
      add_record (store, "lost", "desert dunes", 7);
    }
  limner_job_queue_resume_async (queue, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_job_queue_resume_finish (queue, result, NULL, NULL));

  fixture->window = gtk_window_new ();
  fixture->panel = limner_queue_panel_new (fixture->studio);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->panel);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 420, 640);
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_settle ();
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_settle ();
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static GListModel *
get_model (Fixture *fixture)
{
  GtkWidget *list = limner_test_find_child (fixture->panel, GTK_TYPE_LIST_VIEW);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

/* The list as text: headings in brackets, jobs by their prompts. */
static char *
dup_outline (Fixture *fixture)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GListModel *model = get_model (fixture);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (GTK_IS_STRING_OBJECT (item))
        g_string_append_printf (text, "[%s]",
                                gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
      else
        g_string_append_printf (text, "%.4s ", limner_job_spec_get_prompt (
                                  limner_job_get_spec (LIMNER_JOB (item))));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_parts (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autofree char *before = dup_outline (fixture);
  g_autofree char *cancelled = NULL;
  g_autofree char *cleared = NULL;
  g_autoptr(LimnerJob) last = NULL;

  g_assert_cmpstr (before, ==, "[Running]a ha [Waiting]a re moun a ci "
                               "[Done today]dese nort sunf ");

  last = g_list_model_get_item (G_LIST_MODEL (queue), 3);
  limner_job_queue_run_next (queue, last);
  limner_job_queue_cancel_waiting (queue);
  limner_test_settle ();
  cancelled = dup_outline (fixture);
  g_assert_true (g_str_has_prefix (cancelled, "[Running]a ha [Done today]"));

  gtk_widget_activate_action (fixture->panel, "queue.clear-finished", NULL);
  limner_test_settle ();
  cleared = dup_outline (fixture);
  g_assert_cmpstr (cleared, ==, "[Running]a ha ");
}

static LimnerJobRow *
find_row (GtkWidget  *widget,
          const char *prompt)
{
  if (LIMNER_IS_JOB_ROW (widget) && gtk_widget_get_mapped (widget))
    {
      LimnerJob *job = limner_job_row_get_job (LIMNER_JOB_ROW (widget));

      if (job != NULL && g_strcmp0 (prompt, limner_job_spec_get_prompt (
                                              limner_job_get_spec (job))) == 0)
        return LIMNER_JOB_ROW (widget);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      LimnerJobRow *found = find_row (child, prompt);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  LimnerJobRow *row = find_row (fixture->panel, "mountains over a lake");
  LimnerJobRow *failed = find_row (fixture->panel, "northern lights");
  LimnerJob *job;
  g_autofree char *outline = NULL;

  g_assert_nonnull (row);
  job = limner_job_row_get_job (row);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "mountains over a lake: 1 job before it");

  /* By keys: one up, one down, cancel. */
  gtk_widget_activate_action (GTK_WIDGET (row), "job.move", "i", -1);
  limner_test_settle ();
  outline = dup_outline (fixture);
  g_assert_nonnull (strstr (outline, "[Waiting]moun a re a ci "));
  row = find_row (fixture->panel, "a red fox in deep snow");
  gtk_widget_activate_action (GTK_WIDGET (row), "job.run-next", NULL);
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_queue_position (job), ==, 1);
  row = find_row (fixture->panel, "mountains over a lake");
  gtk_widget_activate_action (GTK_WIDGET (row), "job.cancel", NULL);
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_CANCELED);

  g_assert_nonnull (failed);
  job = limner_job_row_get_job (failed);
  gtk_widget_activate_action (GTK_WIDGET (failed), "job.retry", NULL);
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_QUEUED);
}

/* A key, as the list gets it before its rows do. */
static void
press (Fixture         *fixture,
       guint            key,
       GdkModifierType  modifiers)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (fixture->panel);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &taken);
    }
  limner_test_settle ();
}

/* The prompt of the job whose line has the keyboard. Until the next frame a window names one that
 * the list has taken out.
 */
static const char *
get_focused (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  GtkWidget *stack = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  GtkWidget *row = GTK_IS_STACK (stack) ? gtk_stack_get_visible_child (GTK_STACK (stack)) : NULL;

  if (focus != NULL && !gtk_widget_is_ancestor (focus, fixture->panel))
    return NULL;
  if (!LIMNER_IS_JOB_ROW (row) || limner_job_row_get_job (LIMNER_JOB_ROW (row)) == NULL)
    return NULL;
  return limner_job_spec_get_prompt (
    limner_job_get_spec (limner_job_row_get_job (LIMNER_JOB_ROW (row))));
}

#define await_focus(fixture, prompt) \
  limner_test_wait_until (g_strcmp0 (get_focused (fixture), prompt) == 0)

/* The keyboard comes to the first job, moves one that waits and stays with it, takes away one after
 * the other, and opens the menu.
 */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *moved = NULL;
  g_autofree char *cancelled = NULL;
  GtkWidget *menu;

  g_assert_true (gtk_widget_grab_focus (fixture->panel));
  await_focus (fixture, "a harbour at dawn, oil");
  gtk_widget_grab_focus (gtk_widget_get_parent (gtk_widget_get_ancestor (
    GTK_WIDGET (find_row (fixture->panel, "a red fox in deep snow")), GTK_TYPE_STACK)));
  await_focus (fixture, "a red fox in deep snow");

  press (fixture, GDK_KEY_Down, GDK_CONTROL_MASK);
  await_focus (fixture, "a red fox in deep snow");
  moved = dup_outline (fixture);
  g_assert_nonnull (strstr (moved, "[Waiting]moun a re a ci "));

  press (fixture, GDK_KEY_Delete, 0);
  await_focus (fixture, "a city at night");
  press (fixture, GDK_KEY_Delete, 0);
  await_focus (fixture, "mountains over a lake");
  cancelled = dup_outline (fixture);
  g_assert_nonnull (strstr (cancelled, "[Waiting]moun [Done today]a ci a re "));

  press (fixture, GDK_KEY_Down, 0);
  await_focus (fixture, "a city at night");
  press (fixture, GDK_KEY_End, 0);
  await_focus (fixture, "sunflowers in a vase");
  press (fixture, GDK_KEY_Home, 0);
  await_focus (fixture, "a harbour at dawn, oil");
  press (fixture, GDK_KEY_Down, 0);
  await_focus (fixture, "mountains over a lake");

  /* It goes with a job that ends by itself. */
  limner_job_queue_cancel (limner_studio_get_queue (fixture->studio), limner_job_row_get_job (
    find_row (fixture->panel, "mountains over a lake")));
  limner_test_settle ();
  await_focus (fixture, "mountains over a lake");

  press (fixture, GDK_KEY_F10, GDK_SHIFT_MASK);
  menu = gtk_widget_get_last_child (GTK_WIDGET (find_row (fixture->panel,
                                                          "mountains over a lake")));
  g_assert_true (GTK_IS_POPOVER_MENU (menu));
  limner_test_wait_until (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
}

/* Who looks at the top sees the heading of what has begun since, and not what was there before. */
static void
test_top (Fixture       *fixture,
          gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  GtkWidget *list = limner_test_find_child (fixture->panel, GTK_TYPE_LIST_VIEW);
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = limner_job_spec_new ("replicate", "stability-ai/sdxl", NULL,
                                                       input);
  GtkWidget *heading;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 420, 200);
  limner_test_wait_until (gtk_widget_get_height (fixture->panel) <= 200 &&
                          gtk_adjustment_get_upper (place) > 300);
  gtk_widget_activate_action (fixture->panel, "queue.clear-finished", NULL);
  limner_job_queue_cancel_others (queue, NULL);
  for (guint i = 0; i < 8; i++)
    limner_job_queue_submit (queue, spec);
  limner_test_wait_until (gtk_adjustment_get_upper (place) > 500);
  limner_test_wait_until (gtk_adjustment_get_value (place) < 1);
  heading = limner_test_find_child (list, GTK_TYPE_LABEL);
  limner_test_wait_until (gtk_widget_get_mapped (heading));
}

/* A sentence of a notice goes into lines: it does not make the queue as wide as itself. */
static void
test_notice (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *notice = limner_test_find_child (fixture->panel, GTK_TYPE_REVEALER);
  GtkWidget *label = limner_test_find_child (notice, GTK_TYPE_LABEL);
  int natural;

  gtk_label_set_label (GTK_LABEL (label), "The account has no credit left. Add credit on the "
                                          "server’s website, then resume the queue.");
  gtk_widget_measure (notice, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, <=, 400);
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  GtkWidget *pause = limner_test_find_child (fixture->panel, GTK_TYPE_TOGGLE_BUTTON);
  GtkWidget *notice = limner_test_find_child (fixture->panel, GTK_TYPE_REVEALER);

  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (pause)));
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (notice)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pause), FALSE);
  g_assert_false (limner_job_queue_get_paused (queue));
  gtk_test_accessible_assert_property (pause, GTK_ACCESSIBLE_PROPERTY_LABEL, "Pause");
}

/* Who is asked about money reads what becomes of the jobs otherwise. */
static void
test_ask (Fixture       *fixture,
          gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autoptr(GListStore) jobs = g_list_store_new (LIMNER_TYPE_JOB);
  g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (queue), 1);
  g_autoptr(GtkWindow) dialog = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  g_list_store_append (jobs, job);
  limner_queue_budget_watch (fixture->panel, queue);
  g_signal_emit_by_name (queue, "approval-wanted", jobs);
  for (guint i = 0; dialog == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        dialog = g_object_ref (window);
    }
  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_message_dialog_get_response_label (ADW_MESSAGE_DIALOG (dialog), "cancel"),
                   ==, "_Let it wait");
  gtk_window_close (dialog);
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_QUEUED);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = limner_test_find_child (fixture->panel, ADW_TYPE_STATUS_PAGE);

  g_assert_true (gtk_widget_get_child_visible (page));
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture)), ==, 0);
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }
  return FALSE;
}

/* A row that was made while nobody looked tells its place as soon as it is seen. */
static void
test_unseen (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;
  GtkWidget *row;

  spec = limner_job_spec_new ("replicate", "stability-ai/sdxl", NULL, input);
  limner_job_spec_set_prompt (spec, "a new one");
  gtk_widget_set_visible (fixture->window, FALSE);
  limner_test_settle ();
  limner_job_queue_submit (queue, spec);
  limner_test_settle ();
  gtk_widget_set_visible (fixture->window, TRUE);
  limner_test_wait_until (find_row (fixture->panel, "a new one") != NULL);
  row = GTK_WIDGET (find_row (fixture->panel, "a new one"));
  limner_test_wait_until (has_label (row, "3 jobs before it"));
}

/* A line at the end tells where the others of a long day are. */
static void
test_older (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *before = dup_outline (fixture);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "");
  for (guint i = 0; i < 501; i++)
    add_record (limner_studio_get_store (fixture->studio), "done", "sunflowers", i);
  limner_job_queue_resume_async (limner_studio_get_queue (fixture->studio), NULL,
                                 limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  limner_test_settle ();
  after = dup_outline (fixture);
  g_assert_true (g_str_has_prefix (after, "[Done today]sunf "));
  g_assert_true (g_str_has_suffix (after, " sunf [Older ones are in the gallery]"));
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture)), ==, 502);

  gtk_widget_activate_action (fixture->panel, "queue.clear-finished", NULL);
  limner_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture)), ==, 0);
}

static void
test_texts (void)
{
  static const struct { double seconds; const char *text; } times[] = {
    { 0.04, "under 0.1 s" }, { 0.06, "0.1 s" },
    { 8.25, "8.2 s" }, { 12, "12 s" }, { 240, "4 min" }, { 7200, "2.0 h" },
  };
  static const struct { double dollars; const char *text; } costs[] = {
    { 0, "$0.00" }, { 0.00002, "under $0.0001" }, { 0.000226, "$0.00023" },
    { 0.002, "$0.002" }, { 0.0081, "$0.0081" }, { 0.00997, "$0.01" }, { 0.0125, "$0.013" },
    { 0.015, "$0.015" }, { 0.04, "$0.04" }, { 0.0949, "$0.095" }, { 0.0996, "$0.10" },
    { 0.149, "$0.15" }, { 12.5, "$12.50" },
  };
  g_autofree char *rate = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = limner_amount_time_to_text (times[i].seconds);

      g_assert_cmpstr (text, ==, times[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      g_autofree char *text = limner_amount_cost_to_text (costs[i].dollars);

      g_assert_cmpstr (text, ==, costs[i].text);
    }
  rate = limner_amount_rate_to_text (0.000225);
  g_assert_cmpstr (rate, ==, "$0.000225");
}

/* An estimate is called one, what is not known is called so, and its tool tip says where it is
 * from.
 */
static void
test_estimates (void)
{
  static const struct
  {
    LimnerPriceSource source;
    double            low;
    double            high;
    const char       *table;
    const char       *text;
    const char       *tip;
  } cases[] = {
    { LIMNER_PRICE_USER, 0.015, 0.015, NULL, "about $0.015", "the price that you entered" },
    { LIMNER_PRICE_MEASURED, 0.01, 0.03, NULL, "about $0.01–$0.03", "what 7 runs cost" },
    { LIMNER_PRICE_HARDWARE, 0.01, 0.01, "T4, a.example, 2026-05-07", "about $0.01",
      "T4, a.example, 2026-05-07" },
    { LIMNER_PRICE_HARDWARE, 0.01, 0.01, NULL, "about $0.01", "your price of its hardware" },
    { LIMNER_PRICE_FREE, 0, 0, NULL, "free", "on this computer" },
    { LIMNER_PRICE_UNKNOWN, 0, 0, NULL, "price unknown", "does not tell" },
    { LIMNER_PRICE_HARDWARE, NAN, NAN, NULL, "price unknown", "hardware" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = limner_amount_estimate_to_text (cases[i].source, cases[i].low,
                                                              cases[i].high);
      g_autofree char *tip = limner_amount_source_to_text (cases[i].source, 7, cases[i].table);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_nonnull (strstr (tip, cases[i].tip));
    }
}

/* What a row says of a job's price before and after, and whence. */
static void
test_row_price (void)
{
  static const LimnerHardwarePrice machine = { "m", "Machine", 0.001, "2026-05-07" };
  static const struct
  {
    const char     *state;
    const char     *server;
    const char     *prompt;
    double          cost;
    LimnerEstimate  estimate;
    const char     *details;
    const char     *tip;
    const char     *source;
  } cases[] = {
    { "queued", "replicate", "a fox", NAN, { LIMNER_PRICE_USER, 0.02, 0.02, 0.02 },
      "a/b · about $0.02", "you entered" },
    { "queued", "replicate", "a fox", NAN, { LIMNER_PRICE_UNKNOWN, NAN, NAN, NAN },
      "a/b · price unknown", "does not tell" },
    { "processing", "replicate", "a fox", NAN,
      { LIMNER_PRICE_HARDWARE, 0.02, 0.01, 0.03, 9, 8, 10, 3, &machine },
      "a/b · about $0.01–$0.03", "Machine, replicate.com/pricing, 2026-05-07" },
    { "queued", "this-computer", "a fox", NAN, { LIMNER_PRICE_FREE }, "a/b", NULL },
    /* Its title is the model: that is not said again. */
    { "queued", "replicate", "", NAN, { LIMNER_PRICE_USER, 0.02, 0.02, 0.02 }, "about $0.02",
      "you entered" },
    { "queued", "this-computer", "", NAN, { LIMNER_PRICE_FREE }, "", NULL },
    { "done", "replicate", "a fox", 0.015, { LIMNER_PRICE_USER, 1, 1, 1 },
      "a/b · 8.2 s · $0.015", "you entered" },
    { "done", "replicate", "a fox", 0.015, { LIMNER_PRICE_HARDWARE, 1, 1, 1 },
      "a/b · 8.2 s · about $0.015", "what its hardware costs", "hardware" },
    { "failed", "replicate", "a fox", NAN, { LIMNER_PRICE_USER, 1, 1, 1 },
      "a/b · 8.2 s · price unknown", "does not tell" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimnerJobRecord *record = limner_job_record_new ();
      g_autoptr(LimnerJob) job = NULL;
      g_autofree char *details = NULL;
      g_autofree char *tip = NULL;

      record->id = g_uuid_string_random ();
      record->state = g_strdup (cases[i].state);
      record->server = g_strdup (cases[i].server);
      record->model = g_strdup ("a/b");
      record->prompt = g_strdup (cases[i].prompt);
      record->input = g_strdup ("{}");
      record->prediction = g_strdup ("p1");
      record->predict_time = 8.2;
      record->cost = cases[i].cost;
      record->cost_source = g_strdup (cases[i].source != NULL ? cases[i].source
                                      : isfinite (record->cost) ? "user" : NULL);
      job = _limner_job_new (record);
      _limner_job_set_usual (job, &cases[i].estimate);
      details = limner_job_text_get_details (job);
      tip = limner_job_text_get_source (job);
      g_assert_cmpstr (details, ==, cases[i].details);
      g_assert_true (cases[i].tip == NULL ? tip == NULL : strstr (tip, cases[i].tip) != NULL);
    }
}

/* What keeps a job that waits its row says. */
static void
test_row_hold (void)
{
  static const struct
  {
    LimnerJobHold  hold;
    const char    *status;
  } cases[] = {
    { LIMNER_JOB_HOLD_NONE, "Next" },
    { LIMNER_JOB_HOLD_NETWORK, "Waits for the network" },
    { LIMNER_JOB_HOLD_BUDGET_DAY, "Waits until tomorrow: your budget for today is used up" },
    { LIMNER_JOB_HOLD_BUDGET_MONTH,
      "Waits until next month: your budget for this month is used up" },
    { LIMNER_JOB_HOLD_WORD, "Waits for your word: it costs more than your limit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimnerJobRecord *record = limner_job_record_new ();
      g_autoptr(LimnerJob) job = NULL;
      g_autofree char *status = NULL;

      record->id = g_uuid_string_random ();
      record->state = g_strdup ("queued");
      record->server = g_strdup ("replicate");
      record->model = g_strdup ("a/b");
      record->input = g_strdup ("{}");
      job = _limner_job_new (record);
      _limner_job_set_hold (job, cases[i].hold);
      status = limner_job_text_get_status (job);
      g_assert_cmpstr (status, ==, cases[i].status);
    }
}

/* A large input on its way: how far it is in words and as a bar, and nothing of it afterwards. */
static void
test_upload (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerJobRecord *record = limner_job_record_new ();
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autoptr(LimnerJob) job = NULL;
  g_autofree char *before = NULL;
  g_autofree char *while_it_goes = NULL;
  GtkWidget *row = limner_job_row_new (queue);
  GtkWidget *bar = limner_test_find_child (row, GTK_TYPE_PROGRESS_BAR);
  gint64 done, total;

  record->id = g_uuid_string_random ();
  record->state = g_strdup ("sending");
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("stability-ai/sdxl");
  record->input = g_strdup ("{}");
  job = _limner_job_new (record);
  gtk_window_set_child (GTK_WINDOW (fixture->window), row);
  limner_job_row_set_job (LIMNER_JOB_ROW (row), job);
  before = limner_job_text_get_status (job);
  g_assert_cmpstr (before, ==, "Being sent");

  _limner_job_take_upload (3100000, 12000000, job);
  while_it_goes = limner_job_text_get_status (job);
  g_assert_true (g_str_has_prefix (while_it_goes, "Uploading 3.1"));
  g_assert_nonnull (strstr (while_it_goes, "of 12.0"));
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)),
                                  3.1 / 12, 0.001);

  _limner_job_set_state (job, LIMNER_JOB_STARTING);
  g_assert_false (limner_job_get_upload (job, &done, &total));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, 0);
  limner_job_row_set_job (LIMNER_JOB_ROW (row), NULL);
}

/* What is said of each state, by itself and when something that may pass is in its way. */
static void
test_statuses (void)
{
  static const struct
  {
    LimnerJobState state;
    const char    *text;
    gboolean       tells_trouble;
  } cases[] = {
    { LIMNER_JOB_QUEUED, "Next", TRUE },
    { LIMNER_JOB_SENDING, "Being sent", TRUE },
    { LIMNER_JOB_SEARCHING, "The answer was lost; looking", TRUE },
    { LIMNER_JOB_STARTING, "Starting", TRUE },
    { LIMNER_JOB_PROCESSING, "Working", TRUE },
    { LIMNER_JOB_DOWNLOADING, "Saving the results", TRUE },
    { LIMNER_JOB_DONE, "Done", FALSE },
    { LIMNER_JOB_FAILED, "Failed", FALSE },
    { LIMNER_JOB_CANCELED, "Canceled", FALSE },
    { LIMNER_JOB_ABORTED, "The server gave up", FALSE },
    { LIMNER_JOB_LOST, "Lost: the server", FALSE },
  };
  g_autoptr(GError) trouble = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_BUSY, "no");
  g_autoptr(GError) failure = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_FAILED, "no\nway");
  g_autoptr(GError) doubt = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_AMBIGUOUS, "which");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimnerJobRecord *record = limner_job_record_new ();
      g_autofree char *plain = NULL;
      g_autofree char *troubled = NULL;
      g_autofree char *failed = NULL;
      g_autofree char *doubtful = NULL;
      g_autoptr(LimnerJob) job = NULL;

      record->id = g_uuid_string_random ();
      record->state = g_strdup (limner_job_state_to_string (cases[i].state));
      record->server = g_strdup ("replicate");
      record->model = g_strdup ("stability-ai/sdxl");
      record->input = g_strdup ("{}");
      job = _limner_job_new (record);
      plain = limner_job_text_get_status (job);
      g_assert_true (g_str_has_prefix (plain, cases[i].text));

      _limner_job_set_error (job, trouble);
      troubled = limner_job_text_get_status (job);
      g_assert_cmpint (g_str_has_prefix (troubled, "Tries again: "), ==, cases[i].tells_trouble);

      /* What the model said of its failure is said at the end, in one line. */
      _limner_job_set_error (job, failure);
      failed = limner_job_text_get_status (job);
      if (cases[i].state == LIMNER_JOB_DOWNLOADING)
        g_assert_cmpstr (failed, ==, plain);
      else if (cases[i].state == LIMNER_JOB_FAILED)
        g_assert_cmpstr (failed, ==, "Failed: no way");

      /* Nobody is told that the server does not have what it may well have. */
      _limner_job_set_error (job, doubt);
      doubtful = limner_job_text_get_status (job);
      if (cases[i].state == LIMNER_JOB_LOST)
        g_assert_true (g_str_has_prefix (doubtful, "Lost: nobody can tell which"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *cache = limner_test_make_folder ();
  int status;

  /* Not isolated altogether: icons need the system's types of files. */
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/queue/texts", test_texts);
  g_test_add_func ("/queue/statuses", test_statuses);
  g_test_add_func ("/queue/estimates", test_estimates);
  g_test_add_func ("/queue/row-price", test_row_price);
  g_test_add_func ("/queue/row-hold", test_row_hold);
#define ADD(path, filled, function) \
  g_test_add (path, Fixture, GINT_TO_POINTER (filled), fixture_set_up, function, \
              fixture_tear_down)
  ADD ("/queue/panel/parts", TRUE, test_parts);
  ADD ("/queue/panel/row", TRUE, test_row);
  ADD ("/queue/panel/keys", TRUE, test_keys);
  ADD ("/queue/panel/top", TRUE, test_top);
  ADD ("/queue/panel/notice", TRUE, test_notice);
  ADD ("/queue/panel/pause", TRUE, test_pause);
  ADD ("/queue/panel/ask", TRUE, test_ask);
  ADD ("/queue/panel/empty", FALSE, test_empty);
  ADD ("/queue/panel/older", FALSE, test_older);
  ADD ("/queue/panel/unseen", TRUE, test_unseen);
  ADD ("/queue/panel/upload", FALSE, test_upload);
#undef ADD

  status = g_test_run ();
  limner_test_remove_folder (cache);
  return status;
}
