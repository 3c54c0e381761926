/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "store/limner-store-answers.h"

#include "limner-answer-row.h"
#include "limner-answer.h"
#include "limner-writer.h"

/** How many answers are read from the library at once. */
#define PAGE_SIZE 30

/**
 * LimnerWriter:
 *
 * What text models said: the answers that are being written on top, and below them those of the
 * library, the last first. What is asked is filled in elsewhere.
 */
struct _LimnerWriter
{
  GtkWidget          parent_instance;

  /* Owned */
  LimnerStudio      *studio;
  GListStore        *answers;
  GCancellable      *cancellable;

  gint64             oldest;       /* when the last answer of the list was asked */

  /* Template widgets */
  GtkStack          *stack;
  GtkScrolledWindow *scrolled;
  GtkListBox        *list;
  GtkWidget         *older;
};

G_DEFINE_FINAL_TYPE (LimnerWriter, limner_writer, GTK_TYPE_WIDGET)

static gboolean
is_listed (LimnerWriter *self,
           const char   *id)
{
  GListModel *answers = G_LIST_MODEL (self->answers);

  for (guint i = 0; i < g_list_model_get_n_items (answers); i++)
    {
      g_autoptr(LimnerAnswer) answer = g_list_model_get_item (answers, i);

      if (g_str_equal (limner_answer_get_id (answer), id))
        return TRUE;
    }
  return FALSE;
}

static void
show_answers (LimnerWriter *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->answers)) == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "answers");
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(LimnerWriter) self = data;
  g_autoptr(GPtrArray) records =
    limner_store_list_answers_finish (LIMNER_STORE (object), result, NULL);

  if (records == NULL || self->studio == NULL)
    return;

  for (guint i = 0; i < records->len; i++)
    {
      const LimnerAnswerRecord *record = g_ptr_array_index (records, i);
      g_autoptr(LimnerAnswer) answer = limner_answer_new_for_record (record);

      self->oldest = MIN (self->oldest, record->created);
      if (!is_listed (self, record->job))
        g_list_store_append (self->answers, answer);
    }
  gtk_widget_set_visible (self->older, records->len == PAGE_SIZE);
  show_answers (self);
}

static void
load_older (LimnerWriter *self)
{
  gtk_widget_set_visible (self->older, FALSE);
  limner_store_list_answers_async (limner_studio_get_store (self->studio), self->oldest, PAGE_SIZE,
                                   self->cancellable, listed_cb, g_object_ref (self));
}

/* Only what is under way: the answers of jobs that have ended are in the library. */
static void
queue_changed_cb (LimnerWriter *self,
                  guint         position,
                  guint         removed,
                  guint         added,
                  GListModel   *queue)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);
      g_autoptr(LimnerAnswer) answer = NULL;

      if (!limner_job_spec_gives_text (limner_job_get_spec (job)) ||
          limner_job_state_is_final (limner_job_get_state (job)) ||
          is_listed (self, limner_job_get_id (job)))
        continue;

      answer = limner_answer_new_for_job (job);
      g_list_store_insert (self->answers, 0, answer);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
    }
  show_answers (self);
}

static GtkWidget *
create_row (gpointer item,
            gpointer data)
{
  LimnerWriter *self = data;
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), limner_answer_row_new (self->studio, item));
  return row;
}

static void
limner_writer_dispose (GObject *object)
{
  LimnerWriter *self = LIMNER_WRITER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_WRITER);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_writer_parent_class)->dispose (object);
}

static void
limner_writer_finalize (GObject *object)
{
  LimnerWriter *self = LIMNER_WRITER (object);

  g_clear_object (&self->answers);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (limner_writer_parent_class)->finalize (object);
}

static void
limner_writer_class_init (LimnerWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_writer_dispose;
  object_class->finalize = limner_writer_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/limner/Limner/write/limner-writer.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerWriter, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerWriter, scrolled);
  gtk_widget_class_bind_template_child (widget_class, LimnerWriter, list);
  gtk_widget_class_bind_template_child (widget_class, LimnerWriter, older);
  gtk_widget_class_bind_template_callback (widget_class, load_older);
}

static void
limner_writer_init (LimnerWriter *self)
{
  self->answers = g_list_store_new (LIMNER_TYPE_ANSWER);
  self->cancellable = g_cancellable_new ();
  self->oldest = G_MAXINT64;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_writer_new:
 * @studio: whose answers it shows
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
limner_writer_new (LimnerStudio *studio)
{
  LimnerWriter *self;
  GListModel *queue;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_WRITER, NULL);
  self->studio = g_object_ref (studio);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->answers), create_row, self, NULL);
  queue = G_LIST_MODEL (limner_studio_get_queue (studio));
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (queue_changed_cb), self,
                           G_CONNECT_SWAPPED);
  queue_changed_cb (self, 0, 0, g_list_model_get_n_items (queue), queue);
  load_older (self);
  return GTK_WIDGET (self);
}

/**
 * limner_writer_get_answers:
 * @self: a page of answers
 *
 * Returns: (transfer none): a list of #LimnerAnswer, the last one first
 */
GListModel *
limner_writer_get_answers (LimnerWriter *self)
{
  g_return_val_if_fail (LIMNER_IS_WRITER (self), NULL);

  return G_LIST_MODEL (self->answers);
}
