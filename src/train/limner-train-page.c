/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "browser/limner-model-chooser.h"
#include "store/limner-item-details.h"
#include "store/limner-store-models.h"
#include "studio/limner-captioner.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"

#include "limner-refused-text.h"
#include "limner-train-card.h"
#include "limner-train-page-private.h"
#include "limner-train-run-row.h"

/** How long after a change the draft is written down, in milliseconds. */
#define DRAFT_PAUSE 1000

/**
 * LimnerTrainPage:
 *
 * Fine-tuning as a guided page: pictures, a trigger word, a trainer, a destination, and then the
 * trainings that were started, each followed to its end. What was filled in is kept as a draft.
 * `limner-train-page-trainer.c` holds what concerns the trainer and the destination.
 */
G_DEFINE_FINAL_TYPE (LimnerTrainPage, limner_train_page, GTK_TYPE_WIDGET)

void
_limner_train_page_begin (LimnerTrainPage *self)
{
  self->n_pending++;
  gtk_spinner_set_spinning (self->spinner, TRUE);
}

void
_limner_train_page_end (LimnerTrainPage *self)
{
  self->n_pending--;
  gtk_spinner_set_spinning (self->spinner, self->n_pending > 0);
}

void
_limner_train_page_tell (LimnerTrainPage *self,
                         const GError    *error)
{
  g_autofree char *text = NULL;

  if (limner_error_is_cancelled (error))
    return;

  text = limner_error_to_text (error);
  limner_banner_set_title (self->banner, text);
  limner_banner_set_revealed (self->banner, TRUE);
  self->banner_is_of_trainer = FALSE;
}

static JsonObject *
make_draft (LimnerTrainPage *self)
{
  JsonObject *draft = json_object_new ();

  json_object_set_string_member (draft, "server", self->server);
  json_object_set_string_member (draft, "trainer", self->trainer_name);
  json_object_set_string_member (draft, "trigger", gtk_editable_get_text (self->trigger));
  json_object_set_string_member (draft, "destination", gtk_editable_get_text (self->destination));
  json_object_set_array_member (draft, "pictures", limner_training_set_to_json (self->set));
  if (self->values != NULL)
    json_object_set_object_member (draft, "input", limner_values_to_preset (self->values));
  return draft;
}

static void
write_draft_cb (gpointer user_data)
{
  LimnerTrainPage *self = user_data;
  g_autoptr(JsonObject) draft = make_draft (self);
  g_autofree char *text = limner_json_object_to_string (draft, FALSE);

  self->draft_id = 0;
  limner_store_set_memo_async (limner_studio_get_store (self->studio), "draft", "", "training",
                               text, NULL, NULL, NULL);
}

static const char *
get_verdict (LimnerTriggerFault fault)
{
  switch (fault)
    {
    case LIMNER_TRIGGER_SHORT:
      return _("Three characters at least.");
    case LIMNER_TRIGGER_CHARACTERS:
      return _("Only letters, digits, - and _, without spaces.");
    case LIMNER_TRIGGER_RESERVED:
      return _("Everybody takes this one: your model could not be combined with others.");
    case LIMNER_TRIGGER_WORD:
      return _("This is a word already: the model would confuse what it knows by it with your "
               "pictures. Better take one that means nothing.");
    case LIMNER_TRIGGER_GOOD:
      return _("A good trigger word.");
    case LIMNER_TRIGGER_EMPTY:
    default:
      return NULL;
    }
}

static void
show_verdict (LimnerTrainPage *self)
{
  const char *text = get_verdict (self->fault);
  GtkWidget *label = GTK_WIDGET (self->verdict);

  gtk_label_set_label (self->verdict, text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
  gtk_widget_remove_css_class (label, "success");
  gtk_widget_remove_css_class (label, "warning");
  gtk_widget_remove_css_class (label, "error");
  gtk_widget_add_css_class (label, self->fault == LIMNER_TRIGGER_GOOD ? "success"
                            : self->fault == LIMNER_TRIGGER_WORD ? "warning" : "error");
}

static gboolean
is_trigger_usable (LimnerTrainPage *self)
{
  return self->fault == LIMNER_TRIGGER_GOOD || self->fault == LIMNER_TRIGGER_WORD;
}

/* Takes the sentence. */
static void
add_remark (GString *text,
            char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
show_remarks (LimnerTrainPage *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  LimnerTrainingRemarks remarks;
  g_autofree char *size = NULL;
  guint n_without;

  limner_training_set_get_remarks (self->set, &remarks);
  n_without = remarks.n_pictures - remarks.n_captions;
  size = g_format_size (remarks.n_bytes);
  g_string_append_printf (text, ngettext ("%u picture, %s", "%u pictures, %s", remarks.n_pictures),
                          remarks.n_pictures, size);
  if (remarks.n_pictures < LIMNER_TRAINING_MIN_PICTURES)
    add_remark (text, g_strdup (_("At least two are needed.")));
  else if (remarks.n_pictures < LIMNER_TRAINING_GOOD_PICTURES)
    add_remark (text, g_strdup (_("Ten or more give better results.")));
  if (remarks.n_small > 0)
    add_remark (text, g_strdup_printf (ngettext ("%u has a side of less than 1024 pixels.",
                                                 "%u have a side of less than 1024 pixels.",
                                                 remarks.n_small), remarks.n_small));
  if (remarks.n_alike > 0)
    add_remark (text, g_strdup_printf (ngettext ("%u looks like another one: variety teaches more.",
                                                 "%u look like another one: variety teaches more.",
                                                 remarks.n_alike), remarks.n_alike));
  if (remarks.n_captions > 0 && n_without > 0)
    add_remark (text, g_strdup_printf (ngettext ("%u has no caption.", "%u have no caption.",
                                                 n_without), n_without));
  if (remarks.n_unreviewed > 0)
    add_remark (text, g_strdup_printf (ngettext ("%u caption by a model wants to be looked at.",
                                                 "%u captions by a model want to be looked at.",
                                                 remarks.n_unreviewed), remarks.n_unreviewed));
  gtk_label_set_label (self->remarks, text->str);
}

/* Brings everything in line with what is filled in. */
void
_limner_train_page_update (LimnerTrainPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->set));
  gboolean is_ready = n >= LIMNER_TRAINING_MIN_PICTURES && is_trigger_usable (self) &&
                      self->trainer != NULL && self->version != NULL &&
                      limner_values_validate (self->values, NULL) &&
                      _limner_train_page_has_destination (self);

  gtk_widget_set_visible (self->placeholder, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->cards), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), n > 0);
  gtk_widget_set_visible (self->tools, n > 0);
  gtk_widget_set_visible (self->clear, n > 0);
  show_remarks (self);
  show_verdict (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.start", is_ready);
  if (self->draft_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->draft_id = g_timeout_add_once (DRAFT_PAUSE, write_draft_cb, self);
  if (is_ready && self->starts_when_ready && self->n_pending == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "train.start", NULL);
}

static void
pictures_changed_cb (LimnerTrainPage *self,
                     guint            position,
                     guint            n_removed,
                     guint            n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(LimnerTrainingPicture) picture =
        g_list_model_get_item (G_LIST_MODEL (self->set), i);

      g_signal_connect_object (picture, "notify", G_CALLBACK (_limner_train_page_update), self,
                               G_CONNECT_SWAPPED);
    }
  _limner_train_page_update_estimate (self);
  _limner_train_page_update (self);
}

static void
card_removed_cb (LimnerTrainPage *self,
                 LimnerTrainCard *card)
{
  limner_training_set_remove (self->set, limner_train_card_get_picture (card));
}

static GtkWidget *
make_card_cb (gpointer item,
              gpointer user_data)
{
  LimnerTrainPage *self = LIMNER_TRAIN_PAGE (user_data);
  const char *sha256;
  g_autofree char *path = NULL;
  GtkWidget *card;

  if (limner_store_parse_blob (limner_training_picture_get_reference (item), &sha256))
    path = limner_store_dup_blob_path (limner_studio_get_store (self->studio), sha256);
  card = limner_train_card_new (item, path);
  g_signal_connect_object (card, "removed", G_CALLBACK (card_removed_cb), self,
                           G_CONNECT_SWAPPED);
  return card;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) refused = NULL;

  _limner_train_page_end (self);
  if (!limner_training_set_add_finish (LIMNER_TRAINING_SET (object), result, &refused, &error))
    {
      _limner_train_page_tell (self, error);
    }
  else if (refused->len > 0)
    {
      g_autofree char *text = limner_refused_text_new (refused);

      limner_banner_set_title (self->banner, text);
      limner_banner_set_revealed (self->banner, TRUE);
      self->banner_is_of_trainer = FALSE;
    }
  _limner_train_page_update (self);
}

static void
add_files (LimnerTrainPage *self,
           GListModel      *files)
{
  _limner_train_page_begin (self);
  limner_training_set_add_async (self->set, files, self->cancellable, added_cb,
                                 g_object_ref (self));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GListModel) files = limner_dialogs_open_finish (result, NULL);

  if (files != NULL)
    add_files (self, files);
}

static void
add_clicked_cb (LimnerTrainPage *self)
{
  limner_dialogs_open_async (GTK_WIDGET (self), _("Pictures to learn from"), LIMNER_FILE_PICTURES,
                             TRUE, self->cancellable, chosen_cb, g_object_ref (self));
}

static void
clear_clicked_cb (LimnerTrainPage *self)
{
  limner_training_set_clear (self->set);
}

static gboolean
drop_cb (LimnerTrainPage *self,
         const GValue    *value)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  GSList *list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = list; link != NULL; link = link->next)
    g_list_store_append (files, link->data);
  g_slist_free (list);
  add_files (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
square_toggled_cb (LimnerTrainPage *self)
{
  gboolean is_square = gtk_toggle_button_get_active (self->square);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->set)); i++)
    {
      g_autoptr(LimnerTrainingPicture) picture =
        g_list_model_get_item (G_LIST_MODEL (self->set), i);

      limner_training_picture_set_square (picture, is_square);
    }
}

static void
captioned_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GError) error = NULL;

  _limner_train_page_end (self);
  if (!limner_captioner_run_finish (LIMNER_CAPTIONER (object), result, NULL, &error))
    _limner_train_page_tell (self, error);
}

static void
caption_model_chosen_cb (LimnerTrainPage *self,
                         const char      *server,
                         const char      *reference)
{
  g_autoptr(LimnerCaptioner) captioner =
    limner_captioner_new (self->studio, self->set, gtk_editable_get_text (self->trigger));

  _limner_train_page_begin (self);
  limner_captioner_run_async (captioner, server, reference, self->cancellable, captioned_cb,
                              g_object_ref (self));
}

static void
trainer_chosen_cb (LimnerTrainPage *self,
                   const char      *server,
                   const char      *reference)
{
  _limner_train_page_set_trainer (self, server, reference);
}

/* The choosers list models, which takes a request: they are made when they are first wanted. */
static void
make_chooser_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  LimnerTrainPage *self = LIMNER_TRAIN_PAGE (user_data);
  GtkPopover *chooser = gtk_menu_button_get_popover (button);
  gboolean is_trainer = button == self->trainer_button;

  if (chooser == NULL)
    {
      chooser = GTK_POPOVER (limner_model_chooser_new (self->studio));
      g_signal_connect_object (chooser, "model-chosen",
                               is_trainer ? G_CALLBACK (trainer_chosen_cb)
                                          : G_CALLBACK (caption_model_chosen_cb),
                               self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (chooser));
    }
  limner_model_chooser_set_current (LIMNER_MODEL_CHOOSER (chooser), self->server,
                                    is_trainer ? self->trainer_name : NULL);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  gboolean exists;

  if (!limner_trigger_word_look_up_finish (result, &exists, NULL) || !exists)
    return;

  self->fault = LIMNER_TRIGGER_WORD;
  _limner_train_page_update (self);
}

static void
trigger_changed_cb (LimnerTrainPage *self)
{
  const char *word = gtk_editable_get_text (self->trigger);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->fault = limner_trigger_word_check (word);
  if (self->fault == LIMNER_TRIGGER_GOOD)
    {
      self->looking = g_cancellable_new ();
      limner_trigger_word_look_up_async (word, NULL, self->looking, looked_up_cb,
                                         g_object_ref (self));
    }
  _limner_train_page_update (self);
}

static void
suggest_clicked_cb (LimnerTrainPage *self)
{
  const char *destination = gtk_editable_get_text (self->destination);
  const char *slash = strchr (destination, '/');
  g_autofree char *word = limner_trigger_word_suggest (slash != NULL ? slash + 1 : NULL);

  gtk_editable_set_text (self->trigger, word);
}

static void
destination_changed_cb (LimnerTrainPage *self)
{
  _limner_train_page_check_destination (self);
  _limner_train_page_update (self);
}

static void
banner_clicked_cb (LimnerTrainPage *self)
{
  limner_banner_set_revealed (self->banner, FALSE);
}

static void
runs_changed_cb (LimnerTrainPage *self)
{
  GListModel *runs = G_LIST_MODEL (limner_studio_get_trainings (self->studio));
  guint n = g_list_model_get_n_items (runs);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->run_rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      adw_preferences_group_remove (self->runs, row);
      g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerTrainingRun) run = g_list_model_get_item (runs, i);

      row = limner_train_run_row_new (self->studio, run);
      adw_preferences_group_add (self->runs, row);
      g_hash_table_insert (self->run_rows, run, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->runs), n > 0);
}

/* The destination is there now, and one knows better how long a training takes. */
static void
ended_cb (LimnerTrainPage *self)
{
  _limner_train_page_check_destination (self);
  _limner_train_page_update_estimate (self);
}

static void
start_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  LimnerTrainPage *self = LIMNER_TRAIN_PAGE (widget);
  g_autoptr(JsonObject) record = json_object_new ();

  self->starts_when_ready = FALSE;
  json_object_set_string_member (record, "server", self->server);
  json_object_set_string_member (record, "trainer", self->trainer_name);
  json_object_set_string_member (record, "version", self->version);
  json_object_set_string_member (record, "trigger", gtk_editable_get_text (self->trigger));
  json_object_set_string_member (record, "images_field", self->trainer->images_field);
  if (self->trainer->trigger_field != NULL)
    json_object_set_string_member (record, "trigger_field", self->trainer->trigger_field);
  json_object_set_object_member (record, "input", limner_values_to_input (self->values));
  json_object_set_array_member (record, "pictures", limner_training_set_to_json (self->set));
  _limner_train_page_add_destination (self, record);
  limner_training_list_start (limner_studio_get_trainings (self->studio), record);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* Gives whether there is something in the wish for that entry. */
static void
fill_entry (GtkEditable *entry,
            JsonObject  *wish,
            const char  *member)
{
  const char *text = limner_json_get_string (wish, member, NULL);

  if (text != NULL)
    gtk_editable_set_text (entry, text);
}

static void
fill (LimnerTrainPage *self,
      JsonObject      *wish)
{
  JsonObject *input = limner_json_get_object (wish, "input");
  const char *server = limner_json_get_string (wish, "server", self->server);
  const char *trainer = limner_json_get_string (wish, "trainer", NULL);

  fill_entry (self->trigger, wish, "trigger");
  fill_entry (self->destination, wish, "destination");
  if (input != NULL)
    {
      g_clear_pointer (&self->wanted_input, json_object_unref);
      self->wanted_input = json_object_ref (input);
    }
  if (trainer != NULL &&
      limner_server_list_find (limner_studio_get_servers (self->studio), server) != NULL)
    _limner_train_page_set_trainer (self, server, trainer);
}

static void
draft_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerTrainPage) self = user_data;
  g_autoptr(GPtrArray) rows = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);
  LimnerNamedText *row = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  g_autoptr(JsonObject) draft = NULL;

  if (row != NULL && row->text != NULL)
    draft = limner_json_parse_object (row->text, strlen (row->text), LIMNER_STORE_MAX_JSON, NULL);
  /* What somebody has begun meanwhile goes first. */
  if (draft == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->set)) > 0 ||
      self->n_pending > 1 || *gtk_editable_get_text (self->trigger) != '\0')
    return;

  fill (self, draft);
  if (limner_json_get_array (draft, "pictures") != NULL)
    limner_training_set_load (self->set, limner_json_get_array (draft, "pictures"));
}

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
limner_train_page_dispose (GObject *object)
{
  LimnerTrainPage *self = LIMNER_TRAIN_PAGE (object);

  cancel (&self->cancellable);
  cancel (&self->loading);
  cancel (&self->looking);
  cancel (&self->checking);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->cards != NULL)
    gtk_flow_box_bind_model (self->cards, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_TRAIN_PAGE);
  g_clear_object (&self->studio);
  g_clear_object (&self->set);
  g_clear_object (&self->values);

  G_OBJECT_CLASS (limner_train_page_parent_class)->dispose (object);
}

static void
limner_train_page_finalize (GObject *object)
{
  LimnerTrainPage *self = LIMNER_TRAIN_PAGE (object);

  g_clear_pointer (&self->trainer, limner_trainer_free);
  g_clear_pointer (&self->wanted_input, json_object_unref);
  g_clear_pointer (&self->skus, g_ptr_array_unref);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->trainer_name, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->run_rows, g_hash_table_unref);

  G_OBJECT_CLASS (limner_train_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/train/limner-train-page.ui");
  /* Bound only to be let go with the template. */
  gtk_widget_class_bind_template_child_full (widget_class, "content", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, banner);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, runs);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, clear);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, placeholder);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, cards);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, remarks);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, tools);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, square);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, caption_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, trigger);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, trainer_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, trainer_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, settings);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, destination);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, exists_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, public_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, public);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, hardware);
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, estimate);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, destination_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, square_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggest_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, trigger_changed_cb);
}

static void
limner_train_page_class_init (LimnerTrainPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_train_page_dispose;
  object_class->finalize = limner_train_page_finalize;

  g_type_ensure (LIMNER_TYPE_BANNER);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "train.start", NULL, start_action);
}

static void
limner_train_page_init (LimnerTrainPage *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->skus = g_ptr_array_new_with_free_func (g_free);
  self->run_rows = g_hash_table_new (NULL, NULL);
  self->fault = LIMNER_TRIGGER_EMPTY;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->form = LIMNER_FORM (limner_form_new ());
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (self->form));
  adw_expander_row_add_row (self->settings, row);
  gtk_menu_button_set_create_popup_func (self->trainer_button, make_chooser_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->caption_button, make_chooser_cb, self, NULL);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * limner_train_page_new:
 * @studio: the studio
 * @files: where the files of the trainer's form are kept
 *
 * Returns: (transfer floating): the page, with what was filled in last
 */
GtkWidget *
limner_train_page_new (LimnerStudio    *studio,
                       LimnerFormFiles *files)
{
  LimnerTrainPage *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_TRAIN_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->set = limner_training_set_new (limner_studio_get_store (studio));
  limner_form_set_files (self->form, files);
  gtk_flow_box_bind_model (self->cards, G_LIST_MODEL (self->set), make_card_cb, self, NULL);
  g_signal_connect_object (self->set, "items-changed", G_CALLBACK (pictures_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_studio_get_trainings (studio), "items-changed",
                           G_CALLBACK (runs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_studio_get_trainings (studio), "ended", G_CALLBACK (ended_cb),
                           self, G_CONNECT_SWAPPED);
  runs_changed_cb (self);
  _limner_train_page_set_trainer (self, LIMNER_SERVER_THIS_COMPUTER, "limner/style-trainer");
  limner_store_list_memos_async (limner_studio_get_store (studio), "draft", "", "training",
                                 self->cancellable, draft_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * limner_train_page_prepare:
 * @self: a page
 * @wish: what is wanted: `server`, `trainer`, `trigger`, `destination`, `input`, `files` (an array
 *   of addresses of pictures), and `start`, whether the training starts as soon as it can
 *
 * Fills the page in, as far as the wish goes. It may come from outside.
 */
void
limner_train_page_prepare (LimnerTrainPage *self,
                           JsonObject      *wish)
{
  JsonArray *files;

  g_return_if_fail (LIMNER_IS_TRAIN_PAGE (self));
  g_return_if_fail (wish != NULL);

  files = limner_json_get_array (wish, "files");
  self->starts_when_ready = limner_json_get_boolean (wish, "start", FALSE);
  fill (self, wish);
  if (files != NULL)
    {
      g_autoptr(GListStore) list = g_list_store_new (G_TYPE_FILE);

      for (guint i = 0; i < json_array_get_length (files); i++)
        {
          JsonNode *node = json_array_get_element (files, i);
          gboolean is_text = JSON_NODE_HOLDS_VALUE (node) &&
                             json_node_get_value_type (node) == G_TYPE_STRING;
          g_autoptr(GFile) file =
            is_text ? g_file_new_for_uri (json_node_get_string (node)) : NULL;

          if (file != NULL)
            g_list_store_append (list, file);
        }
      add_files (self, G_LIST_MODEL (list));
    }
  _limner_train_page_update (self);
}
