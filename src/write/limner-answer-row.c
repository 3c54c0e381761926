/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "widgets/limner-error-text.h"
#include "widgets/limner-menu-tip.h"

#include "limner-answer-row.h"

/** How many characters of a prompt its line in the menu shows. */
#define MAX_MENU_TEXT 60

/** How many characters of a word stand in a line. */
#define MAX_WORD 500

/**
 * LimnerAnswerRow:
 *
 * One answer of a text model: what was asked, the text as it is written, and what can be done with
 * it. What other pages are to do with it goes out as the action `write.use-prompts`.
 */
struct _LimnerAnswerRow
{
  GtkWidget      parent_instance;

  /* Owned */
  LimnerStudio  *studio;
  LimnerAnswer  *answer;

  gboolean       is_removed;

  /* Template widgets */
  GtkWidget     *removed;
  GtkLabel      *prompt;
  GtkTextView   *view;
  GtkWidget     *progress;
  GtkSpinner    *spinner;
  GtkLabel      *state;
  GtkWidget     *bar;
  GtkLabel      *source;
  GtkWidget     *stop;
  GtkWidget     *use;
  GtkMenuButton *use_one;
  GtkWidget     *copy;
  GtkWidget     *remove;
};

G_DEFINE_FINAL_TYPE (LimnerAnswerRow, limner_answer_row, GTK_TYPE_WIDGET)

static LimnerJobState
get_state (LimnerAnswerRow *self)
{
  LimnerJob *job = limner_answer_get_job (self->answer);

  return job != NULL ? limner_job_get_state (job) : LIMNER_JOB_DONE;
}

/* A word that never ends, such as a file in letters, is shown in lines: laid out as one, it would
 * hold up the window for longer than anybody waits. What is used or copied by the buttons is whole.
 */
static char *
break_words (const char *text)
{
  GString *broken = g_string_sized_new (strlen (text));
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      n = g_unichar_isspace (g_utf8_get_char (at)) ? 0 : n + 1;
      if (n > MAX_WORD)
        {
          g_string_append_c (broken, '\n');
          n = 1;
        }
      g_string_append_len (broken, at, g_utf8_next_char (at) - at);
    }
  return g_string_free (broken, FALSE);
}

/* A text that only grew is added to: what is selected stays, and a long one costs nothing. Line
 * breaks at the end are not shown before something follows them.
 */
static void
show_text (LimnerAnswerRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = g_strchomp (break_words (limner_answer_get_text (self->answer)));
  g_autofree char *shown = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  if (g_str_has_prefix (text, shown))
    gtk_text_buffer_insert (buffer, &end, text + strlen (shown), -1);
  else
    gtk_text_buffer_set_text (buffer, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->view), *text != '\0' && !self->is_removed);
}

static char *
say_state (LimnerAnswerRow *self)
{
  LimnerJob *job = limner_answer_get_job (self->answer);
  LimnerJobState state = get_state (self);
  const GError *error = job != NULL ? limner_job_get_error (job) : NULL;

  if (state == LIMNER_JOB_QUEUED)
    return g_strdup (_("Waits for its turn"));
  if (state == LIMNER_JOB_CANCELED)
    return g_strdup (_("Stopped"));
  if (limner_job_state_is_final (state) && state != LIMNER_JOB_DONE)
    return error != NULL ? limner_error_to_text (error) : g_strdup (_("Failed"));
  if (state == LIMNER_JOB_DONE)
    return *limner_answer_get_text (self->answer) == '\0' ? g_strdup (_("The model said nothing"))
                                                          : NULL;
  return g_strdup (limner_job_get_cold_boot (job) ? _("The model is being started…")
                                                  : _("Writing…"));
}

static GMenuModel *
make_menu (char **prompts)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) all = g_menu_new ();
  g_autoptr(GMenu) each = g_menu_new ();

  g_menu_append (all, _("_All lines, one picture each"), "answer.use-all");
  g_menu_append (all, _("The _whole answer as one prompt"), "answer.use");
  for (guint i = 0; prompts[i] != NULL; i++)
    {
      g_autofree char *start = g_utf8_substring (prompts[i], 0,
                                                 MIN (g_utf8_strlen (prompts[i], -1),
                                                      MAX_MENU_TEXT));
      g_autofree char *label = g_strconcat (start, strlen (start) < strlen (prompts[i]) ? "…" : "",
                                            NULL);
      g_auto(GStrv) pieces = g_strsplit (label, "_", -1);
      g_autofree char *escaped = g_strjoinv ("__", pieces);
      g_autoptr(GMenuItem) item = g_menu_item_new (escaped, NULL);

      g_menu_item_set_action_and_target (item, "answer.use-line", "s", prompts[i]);
      g_menu_append_item (each, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (each));
  return G_MENU_MODEL (menu);
}

/* What can be done with the text depends on how many prompts it holds. */
static void
show_uses (LimnerAnswerRow *self,
           gboolean         is_ended)
{
  g_auto(GStrv) prompts = limner_answer_list_prompts (limner_answer_get_text (self->answer));
  guint n = g_strv_length (prompts);

  gtk_widget_set_visible (self->use, is_ended && n == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->use_one), is_ended && n > 1);
  if (is_ended && n > 1)
    {
      g_autoptr(GMenuModel) menu = make_menu (prompts);

      gtk_menu_button_set_menu_model (self->use_one, menu);
      limner_menu_tip_hide_while_open (self->use_one);
    }
}

static void
show_state (LimnerAnswerRow *self)
{
  gboolean is_ended = limner_job_state_is_final (get_state (self));
  gboolean has_text = *limner_answer_get_text (self->answer) != '\0';
  g_autofree char *state = say_state (self);

  gtk_label_set_label (self->state, state != NULL ? state : "");
  gtk_spinner_set_spinning (self->spinner, !is_ended);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), !is_ended);
  gtk_widget_set_visible (self->progress, state != NULL && !self->is_removed);
  gtk_widget_set_visible (self->stop, !is_ended);
  gtk_widget_set_visible (self->copy, has_text);
  gtk_widget_set_visible (self->remove, is_ended);
  gtk_widget_set_visible (self->bar, !self->is_removed);
  gtk_widget_set_visible (GTK_WIDGET (self->prompt),
                          *gtk_label_get_label (self->prompt) != '\0' && !self->is_removed);
  gtk_widget_set_visible (self->removed, self->is_removed);
  show_uses (self, is_ended);
}

static void
text_cb (LimnerAnswerRow *self)
{
  show_text (self);
  gtk_widget_set_visible (self->copy, TRUE);
}

static void
show_source (LimnerAnswerRow *self)
{
  g_autoptr(GDateTime) created =
    g_date_time_new_from_unix_local (limner_answer_get_created (self->answer) / G_USEC_PER_SEC);
  g_autofree char *time = created != NULL ? g_date_time_format (created, "%x %R") : g_strdup ("");
  g_autofree char *text = g_strdup_printf ("%s · %s", limner_answer_get_model (self->answer), time);

  gtk_label_set_label (self->source, text);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (widget);
  LimnerJob *job = limner_answer_get_job (self->answer);

  if (job != NULL)
    limner_job_queue_cancel (limner_studio_get_queue (self->studio), job);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          limner_answer_get_text (self->answer));
  gtk_widget_activate_action (widget, "win.toast", "s", _("Copied"));
}

static void
use_prompt (LimnerAnswerRow *self,
            const char      *prompt)
{
  const char *prompts[] = { prompt, NULL };

  gtk_widget_activate_action (GTK_WIDGET (self), "write.use-prompts", "^as", prompts);
}

static void
use_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (widget);
  const char *text = limner_answer_get_text (self->answer);
  g_auto(GStrv) prompts = limner_answer_list_prompts (text);
  g_autofree char *whole = g_strstrip (g_strdup (text));

  use_prompt (self, g_strv_length (prompts) == 1 ? prompts[0] : whole);
}

static void
use_line_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  use_prompt (LIMNER_ANSWER_ROW (widget), g_variant_get_string (parameter, NULL));
}

static void
use_all_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (widget);
  g_auto(GStrv) prompts = limner_answer_list_prompts (limner_answer_get_text (self->answer));

  gtk_widget_activate_action (widget, "write.use-prompts", "^as", prompts);
}

static void
use_selection_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return;
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  use_prompt (self, g_strstrip (text));
}

static void
set_removed (LimnerAnswerRow *self,
             gboolean         is_removed)
{
  self->is_removed = is_removed;
  show_text (self);
  show_state (self);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (widget);

  limner_store_remove_answer_async (limner_studio_get_store (self->studio),
                                    limner_answer_get_id (self->answer), NULL, NULL, NULL);
  set_removed (self, TRUE);
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (widget);
  LimnerAnswerRecord record;

  limner_answer_to_record (self->answer, &record);
  limner_store_put_answer_async (limner_studio_get_store (self->studio), &record, NULL, NULL, NULL);
  set_removed (self, FALSE);
}

static void
selection_cb (LimnerAnswerRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "answer.use-selection",
                                 gtk_text_buffer_get_has_selection (buffer));
}

static void
limner_answer_row_dispose (GObject *object)
{
  LimnerAnswerRow *self = LIMNER_ANSWER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_ANSWER_ROW);
  g_clear_object (&self->answer);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_answer_row_parent_class)->dispose (object);
}

static void
limner_answer_row_class_init (LimnerAnswerRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_answer_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/limner/Limner/write/"
                                               "limner-answer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, removed);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, prompt);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, view);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, progress);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, state);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, bar);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, source);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, stop);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, use);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, use_one);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, copy);
  gtk_widget_class_bind_template_child (widget_class, LimnerAnswerRow, remove);

  gtk_widget_class_install_action (widget_class, "answer.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "answer.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "answer.use", NULL, use_action);
  gtk_widget_class_install_action (widget_class, "answer.use-line", "s", use_line_action);
  gtk_widget_class_install_action (widget_class, "answer.use-all", NULL, use_all_action);
  gtk_widget_class_install_action (widget_class, "answer.use-selection", NULL,
                                   use_selection_action);
  gtk_widget_class_install_action (widget_class, "answer.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "answer.restore", NULL, restore_action);
}

static void
limner_answer_row_init (LimnerAnswerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "notify::has-selection",
                           G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  selection_cb (self);
}

/**
 * limner_answer_row_new:
 * @studio: where jobs are stopped and answers forgotten
 * @answer: an answer
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
limner_answer_row_new (LimnerStudio *studio,
                       LimnerAnswer *answer)
{
  LimnerAnswerRow *self = g_object_new (LIMNER_TYPE_ANSWER_ROW, NULL);
  LimnerJob *job = limner_answer_get_job (answer);
  const char *prompt = limner_answer_get_prompt (answer);

  self->studio = g_object_ref (studio);
  self->answer = g_object_ref (answer);
  gtk_label_set_label (self->prompt, prompt != NULL ? prompt : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->prompt), prompt);
  g_signal_connect_object (answer, "notify::text", G_CALLBACK (text_cb), self, G_CONNECT_SWAPPED);
  if (job != NULL)
    {
      g_signal_connect_object (job, "notify::state", G_CALLBACK (show_state), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (job, "notify::cold-boot", G_CALLBACK (show_state), self,
                               G_CONNECT_SWAPPED);
    }
  show_source (self);
  show_text (self);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * limner_answer_row_get_answer:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
LimnerAnswer *
limner_answer_row_get_answer (LimnerAnswerRow *self)
{
  g_return_val_if_fail (LIMNER_IS_ANSWER_ROW (self), NULL);

  return self->answer;
}
