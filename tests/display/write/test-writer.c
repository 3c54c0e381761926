/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "base/limner-error.h"
#include "jobs/limner-job-private.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "secrets/limner-vault.h"
#include "store/limner-store-models.h"
#include "write/limner-answer-row.h"
#include "write/limner-writer.h"

/* A page of answers in a window that takes note of which prompts were to be used. */
typedef struct
{
  char         *folder;
  LimnerStudio *studio;
  GtkWidget    *window;
  GtkWidget    *writer;
  char         *used;
} Fixture;

static void
use_prompts_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  Fixture *fixture = data;
  g_autofree const char **prompts = g_variant_get_strv (parameter, NULL);

  g_free (fixture->used);
  fixture->used = g_strjoinv ("|", (char **) prompts);
}

static void
add_answer (Fixture    *fixture,
            const char *id,
            const char *text)
{
  LimnerAnswerRecord record = { (char *) id, 1000 + *id, (char *) "here",
                                (char *) "limner/prompts", (char *) "a fox", (char *) text };
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_put_answer_async (limner_studio_get_store (fixture->studio), &record, NULL,
                                 limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  static const GActionEntry entries[] = {
    { .name = "use-prompts", .activate = use_prompts_cb, .parameter_type = "as" },
  };
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autofree char *pictures = NULL;

  fixture->folder = limner_test_make_folder ();
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (fixture->folder, pictures, vault);
  limner_job_queue_set_paused (limner_studio_get_queue (fixture->studio), TRUE);
  for (const char * const *texts = data; texts != NULL && *texts != NULL; texts++)
    {
      char id[] = { (char) ('a' + (texts - (const char * const *) data)), '\0' };

      add_answer (fixture, id, *texts);
    }

  fixture->window = gtk_window_new ();
  fixture->writer = limner_writer_new (fixture->studio);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, fixture);
  gtk_widget_insert_action_group (fixture->window, "write", G_ACTION_GROUP (actions));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->writer);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 640, 480);
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
  g_clear_pointer (&fixture->used, g_free);
}

static GListModel *
get_answers (Fixture *fixture)
{
  return limner_writer_get_answers (LIMNER_WRITER (fixture->writer));
}

static GtkWidget *
get_row (Fixture *fixture)
{
  return limner_test_find_child (fixture->writer, LIMNER_TYPE_ANSWER_ROW);
}

static char *
dup_shown (GtkWidget *row)
{
  GtkWidget *view = limner_test_find_child (row, GTK_TYPE_TEXT_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static LimnerJob *
submit (Fixture    *fixture,
        const char *kind)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = limner_job_spec_new ("here", "limner/prompts", NULL, input);

  limner_job_spec_set_prompt (spec, "a fox");
  limner_job_spec_set_output_kind (spec, kind);
  return limner_job_queue_submit (limner_studio_get_queue (fixture->studio), spec);
}

/* A model that does not stop gives no sweep without an end. */
static void
test_many_prompts (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) prompts = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "%u. fox\n\n", i % 999);
  prompts = limner_answer_list_prompts (text->str);
  g_assert_cmpuint (g_strv_length (prompts), ==, 100);
  g_assert_cmpstr (prompts[99], ==, "fox");
}

/* An answer out of the library goes back as it came, also one that nobody asked and nobody gave. */
static void
test_record (void)
{
  const LimnerAnswerRecord records[] = {
    { .job = (char *) "one", .created = 7, .server = (char *) "here",
      .model = (char *) "limner/prompts", .prompt = (char *) "a fox", .text = (char *) "in snow" },
    { .job = (char *) "two", .server = (char *) "here", .model = (char *) "o/m" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr(LimnerAnswer) answer = limner_answer_new_for_record (&records[i]);
      LimnerAnswerRecord back;

      limner_answer_to_record (answer, &back);
      g_assert_cmpstr (back.job, ==, records[i].job);
      g_assert_cmpint (back.created, ==, records[i].created);
      g_assert_cmpstr (back.server, ==, records[i].server);
      g_assert_cmpstr (back.model, ==, records[i].model);
      g_assert_cmpstr (back.prompt, ==, records[i].prompt);
      g_assert_cmpstr (back.text, ==, i == 0 ? "in snow" : "");
      g_assert_null (limner_answer_get_job (answer));
    }
}

static void
test_prompts (void)
{
  static const struct
  {
    const char *text;
    const char *prompts;
  } cases[] = {
    { "", "" },
    { "a fox", "a fox" },
    { "a fox\n\n  a hare \n", "a fox|a hare" },
    { "1. a fox\n2) a hare\n10. an owl", "a fox|a hare|an owl" },
    { "- a fox\n* a hare\n• an owl", "a fox|a hare|an owl" },
    { "\"a fox\"\n1. “a hare”\n„an owl“", "a fox|a hare|an owl" },
    { "1999 was a year\n-dash\n\"half", "1999 was a year|-dash|\"half" },
    { "3.5 metres of snow", "3.5 metres of snow" },
    { "-", "-" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) prompts = limner_answer_list_prompts (cases[i].text);
      g_autofree char *joined = g_strjoinv ("|", prompts);

      g_assert_cmpstr (joined, ==, cases[i].prompts);
    }
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *stack = limner_test_find_child (fixture->writer, GTK_TYPE_STACK);
  LimnerJob *picture = submit (fixture, "list-of-file");

  g_assert_nonnull (picture);
  limner_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (get_answers (fixture)), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  submit (fixture, "text");
  g_assert_cmpuint (g_list_model_get_n_items (get_answers (fixture)), ==, 1);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "answers");
}

/* A text grows in its place, and what is selected in it stays selected. */
static void
test_grows (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerJob *job = submit (fixture, "text");
  g_autofree char *shown = NULL;
  g_autofree char *selected = NULL;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  GtkWidget *row;

  limner_test_settle ();
  row = get_row (fixture);
  buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (limner_test_find_child (row, GTK_TYPE_TEXT_VIEW)));
  _limner_job_set_state (job, LIMNER_JOB_SENDING);
  _limner_job_set_state (job, LIMNER_JOB_PROCESSING);
  _limner_job_take_text (job, "a fox");
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  _limner_job_take_text (job, "a fox in snow");
  shown = dup_shown (row);
  g_assert_cmpstr (shown, ==, "a fox in snow");
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_true (g_str_has_prefix (selected, "a fox"));

  gtk_widget_activate_action (row, "answer.use-selection", NULL);
  g_assert_cmpstr (fixture->used, ==, selected);
  limner_job_queue_cancel (limner_studio_get_queue (fixture->studio), job);
}

static const char * const texts[] = { "one line", "1. a fox\n2. a hare", NULL };

static void
test_use (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *row, *button;

  limner_test_wait_until (g_list_model_get_n_items (get_answers (fixture)) == 2);
  limner_test_settle ();
  row = get_row (fixture);
  /* The menu is not covered by what its button says. */
  button = limner_test_find_child (row, GTK_TYPE_MENU_BUTTON);
  g_assert_true (gtk_widget_get_has_tooltip (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_false (gtk_widget_get_has_tooltip (button));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_widget_activate_action (row, "answer.use-all", NULL);
  g_assert_cmpstr (fixture->used, ==, "a fox|a hare");
  gtk_widget_activate_action (row, "answer.use-line", "s", "a hare");
  g_assert_cmpstr (fixture->used, ==, "a hare");
  gtk_widget_activate_action (row, "answer.use", NULL);
  g_assert_cmpstr (fixture->used, ==, "1. a fox\n2. a hare");
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  GtkWidget *row;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) again = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GPtrArray) restored = NULL;

  limner_test_wait_until (g_list_model_get_n_items (get_answers (fixture)) == 2);
  limner_test_settle ();
  row = get_row (fixture);
  gtk_widget_activate_action (row, "answer.remove", NULL);
  limner_store_list_answers_async (store, G_MAXINT64, 9, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  left = limner_store_list_answers_finish (store, result, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_false (gtk_widget_get_visible (limner_test_find_child (row, GTK_TYPE_TEXT_VIEW)));

  gtk_widget_activate_action (row, "answer.restore", NULL);
  limner_store_list_answers_async (store, G_MAXINT64, 9, NULL, limner_test_result_cb, &again);
  limner_test_wait_until (again != NULL);
  restored = limner_store_list_answers_finish (store, again, NULL);
  g_assert_cmpuint (restored->len, ==, 2);
  g_assert_true (gtk_widget_get_visible (limner_test_find_child (row, GTK_TYPE_TEXT_VIEW)));
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->writer);
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  limner_test_wait_until (g_list_model_get_n_items (get_answers (fixture)) == 2);
  limner_test_settle ();
  gtk_widget_activate_action (get_row (fixture), "answer.copy", NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  text = gdk_clipboard_read_text_finish (clipboard, result, NULL);
  g_assert_cmpstr (text, ==, "1. a fox\n2. a hare");
}

static GtkWidget *
find_labelled (GtkWidget  *widget,
               const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_labelled (child, label);
  return found;
}

/* The labels in sight */
static void
list_labels (GtkWidget *row,
             GPtrArray *labels)
{
  if (GTK_IS_LABEL (row) && gtk_widget_get_visible (row) &&
      gtk_widget_get_visible (gtk_widget_get_parent (row)))
    g_ptr_array_add (labels, (gpointer) gtk_label_get_label (GTK_LABEL (row)));
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_labels (child, labels);
}

static gboolean
says (GtkWidget  *row,
      const char *text)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();

  list_labels (row, labels);
  for (guint i = 0; i < labels->len; i++)
    if (strstr (labels->pdata[i], text) != NULL)
      return TRUE;
  return FALSE;
}

/* What was written before it was stopped stays and can be used; nothing is said of an error. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  LimnerJob *job = submit (fixture, "text");
  g_autofree char *shown = NULL;
  GtkWidget *row;

  limner_test_settle ();
  row = get_row (fixture);
  g_assert_true (says (row, "Waits for its turn"));
  _limner_job_set_state (job, LIMNER_JOB_SENDING);
  _limner_job_set_state (job, LIMNER_JOB_PROCESSING);
  _limner_job_take_text (job, "a fox in");
  limner_test_settle ();
  g_assert_true (says (row, "Writing…"));

  _limner_job_set_state (job, LIMNER_JOB_QUEUED);
  gtk_widget_activate_action (row, "answer.stop", NULL);
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_CANCELED);
  limner_test_settle ();
  g_assert_true (says (row, "Stopped"));
  shown = dup_shown (row);
  g_assert_cmpstr (shown, ==, "a fox in");
  gtk_widget_activate_action (row, "answer.use", NULL);
  g_assert_cmpstr (fixture->used, ==, "a fox in");
}

/* No line of what is shown is longer than @longest, and nothing else was changed. */
static void
expect_lines (const char *shown,
              const char *text,
              gsize       longest)
{
  g_auto(GStrv) lines = g_strsplit (shown, "\n", -1);
  g_auto(GStrv) whole = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("", lines);
  g_autofree char *expected = g_strjoinv ("", whole);

  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, longest);
  g_assert_cmpstr (joined, ==, expected);
}

/* An answer of any length, and a word without an end, which no model should say: it is shown whole.
 */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  LimnerJob *job = submit (fixture, "text");
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *shown = NULL;
  GtkWidget *row;

  limner_test_settle ();
  row = get_row (fixture);
  _limner_job_set_state (job, LIMNER_JOB_SENDING);
  _limner_job_set_state (job, LIMNER_JOB_PROCESSING);
  for (guint i = 0; i < 300; i++)
    {
      g_string_append_printf (text, "%u. a fox in snow, with <b>marks</b> & \342\200\256signs"
                              "\342\200\254, and so on and on until nobody reads it\n", i);
      _limner_job_take_text (job, text->str);
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *part = g_strnfill (1000, 'a');

      g_string_append (text, part);
      _limner_job_take_text (job, text->str);
    }
  limner_test_settle ();
  shown = dup_shown (row);
  expect_lines (shown, text->str, 500);
  limner_job_queue_cancel (limner_studio_get_queue (fixture->studio), job);
}

/* A failure is a sentence for people, not the server's. */
static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerJob *job = submit (fixture, "text");
  g_autoptr(GError) error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_PAYMENT, "402");
  GtkWidget *row;

  limner_test_settle ();
  row = get_row (fixture);
  _limner_job_set_error (job, error);
  _limner_job_set_state (job, LIMNER_JOB_FAILED);
  limner_test_settle ();
  g_assert_true (says (row, "no credit left"));
  g_assert_false (says (row, "402"));
  g_assert_false (says (row, "Writing…"));
}

/* What was said before it failed stays to be read and used, with the reason below. */
static void
test_fails_midway (Fixture       *fixture,
                   gconstpointer  data)
{
  LimnerJob *job = submit (fixture, "text");
  g_autoptr(GError) error =
    g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_SERVER, "out of memory");
  g_autofree char *shown = NULL;
  GtkWidget *row;

  limner_test_settle ();
  row = get_row (fixture);
  _limner_job_set_state (job, LIMNER_JOB_SENDING);
  _limner_job_set_state (job, LIMNER_JOB_PROCESSING);
  _limner_job_take_text (job, "1. a fox\n2. a hare\n3. a b");
  _limner_job_set_error (job, error);
  _limner_job_set_state (job, LIMNER_JOB_FAILED);
  limner_test_settle ();
  shown = dup_shown (row);
  g_assert_cmpstr (shown, ==, "1. a fox\n2. a hare\n3. a b");
  g_assert_true (says (row, "out of memory"));
  g_assert_false (says (row, "Writing…"));
  gtk_widget_activate_action (row, "answer.use-line", "s", "a hare");
  g_assert_cmpstr (fixture->used, ==, "a hare");
}

/* A long history comes in parts, the newest first, and each answer once. */
static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *older;
  GListModel *answers;

  for (guint i = 0; i < 65; i++)
    {
      g_autofree char *id = g_strdup_printf ("job-%02u", i);
      LimnerAnswerRecord record = { id, 1000 + i, (char *) "here", (char *) "limner/prompts",
                                    (char *) "a fox", id };
      g_autoptr(GAsyncResult) result = NULL;

      limner_store_put_answer_async (limner_studio_get_store (fixture->studio), &record, NULL,
                                     limner_test_result_cb, &result);
      limner_test_wait_until (result != NULL);
    }
  fixture->writer = limner_writer_new (fixture->studio);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->writer);
  answers = get_answers (fixture);

  for (guint n = 30; n <= 90; n += 30)
    {
      guint expected = MIN (n, 65);

      limner_test_wait_until (g_list_model_get_n_items (answers) == expected);
      for (guint i = 0; i < expected; i++)
        {
          g_autoptr(LimnerAnswer) answer = g_list_model_get_item (answers, i);
          g_autofree char *id = g_strdup_printf ("job-%02u", 64 - i);

          g_assert_cmpstr (limner_answer_get_id (answer), ==, id);
        }
      older = find_labelled (fixture->writer, "_Older answers");
      g_assert_true (gtk_widget_get_visible (older) == (expected < 65));
      if (expected < 65)
        g_signal_emit_by_name (older, "clicked");
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/write/prompts", test_prompts);
  g_test_add_func ("/write/many-prompts", test_many_prompts);
  g_test_add_func ("/write/record", test_record);
#define ADD(path, data, function) \
  g_test_add (path, Fixture, data, fixture_set_up, function, fixture_tear_down)
  ADD ("/write/empty", NULL, test_empty);
  ADD ("/write/grows", NULL, test_grows);
  ADD ("/write/long", NULL, test_long);
  ADD ("/write/use", texts, test_use);
  ADD ("/write/remove", texts, test_remove);
  ADD ("/write/copy", texts, test_copy);
  ADD ("/write/stop", NULL, test_stop);
  ADD ("/write/fails", NULL, test_fails);
  ADD ("/write/fails-midway", NULL, test_fails_midway);
  ADD ("/write/history", NULL, test_history);
#undef ADD

  return g_test_run ();
}
