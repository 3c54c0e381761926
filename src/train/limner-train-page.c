/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "browser/limner-model-chooser.h"
#include "store/limner-item-details.h"
#include "store/limner-store-models.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-menu-tip.h"

#include "limner-train-page-private.h"
#include "limner-train-run-row.h"

/** How long after a change the draft is written down, in milliseconds. */
#define DRAFT_PAUSE 1000

/**
 * LimnerTrainPage:
 *
 * Fine-tuning as a guided page: pictures, a trigger word, a trainer, a destination, and then the
 * trainings that were started, each followed to its end. What was filled in is kept as a draft.
 * `limner-train-page-pictures.c` holds what concerns the pictures, `limner-train-page-trainer.c`
 * the trainer and the destination.
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

/* What keeps the training from being started, NULL if nothing does: the first thing from above. */
static const char *
get_missing (LimnerTrainPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->set)) < LIMNER_TRAINING_MIN_PICTURES)
    return _("Add two pictures or more first.");
  if (self->fault == LIMNER_TRIGGER_EMPTY)
    return _("Give it a trigger word first.");
  if (!is_trigger_usable (self))
    return _("Take another trigger word first.");
  if (self->trainer == NULL || self->version == NULL)
    return self->n_pending > 0 ? _("The trainer is being loaded.") : _("Choose a trainer first.");
  if (!limner_values_validate (self->values, NULL))
    return _("Something in the settings of the trainer is missing or wrong.");
  if (!_limner_train_page_has_destination (self))
    return _("Say first which model gets the new version, by owner and name.");
  return NULL;
}

/* Brings everything in line with what is filled in. */
void
_limner_train_page_update (LimnerTrainPage *self)
{
  const char *missing = get_missing (self);
  gboolean is_ready = missing == NULL;

  _limner_train_page_show_pictures (self);
  show_verdict (self);
  gtk_label_set_label (self->missing, missing != NULL ? missing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing), missing != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "train.start", is_ready);
  if (self->draft_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->draft_id = g_timeout_add_once (DRAFT_PAUSE, write_draft_cb, self);
  if (is_ready && self->starts_when_ready && self->n_pending == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "train.start", NULL);
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
      limner_model_chooser_set_kind (LIMNER_MODEL_CHOOSER (chooser),
                                     is_trainer ? LIMNER_MODEL_KIND_TRAINER
                                                : LIMNER_MODEL_KIND_DESCRIBE);
      g_signal_connect_object (chooser, "model-chosen",
                               is_trainer ? G_CALLBACK (trainer_chosen_cb)
                                          : G_CALLBACK (_limner_train_page_caption),
                               self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (chooser));
      limner_menu_tip_hide_while_open (button);
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
  _limner_train_page_suggest_destination (self);
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

/* The newest stand first. The rows that stay keep what is typed and open in them. */
static void
runs_changed_cb (LimnerTrainPage *self,
                 guint            position,
                 guint            n_removed,
                 guint            n_added)
{
  GListModel *runs = G_LIST_MODEL (limner_studio_get_trainings (self->studio));

  for (guint i = 0; i < n_removed; i++)
    {
      adw_preferences_group_remove (self->runs, g_ptr_array_index (self->run_rows, position));
      g_ptr_array_remove_index (self->run_rows, position);
    }
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(LimnerTrainingRun) run = g_list_model_get_item (runs, i);

      g_ptr_array_insert (self->run_rows, (int) i, limner_train_run_row_new (self->studio, run));
    }
  /* The last one that was started is what one comes back for. */
  if (position == 0 && n_added > 0)
    adw_expander_row_set_expanded (g_ptr_array_index (self->run_rows, 0), TRUE);
  /* Groups only add at their end. */
  for (guint i = position; n_added > 0 && i < self->run_rows->len; i++)
    {
      GtkWidget *row = g_object_ref (g_ptr_array_index (self->run_rows, i));

      if (gtk_widget_get_parent (row) != NULL)
        adw_preferences_group_remove (self->runs, row);
      adw_preferences_group_add (self->runs, row);
      g_object_unref (row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->runs), self->run_rows->len > 0);
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
  limner_banner_set_revealed (self->banner, FALSE);
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
  else if (input != NULL && self->trainer != NULL)
    _limner_train_page_load_input (self);
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
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->suggested, g_free);
  g_clear_pointer (&self->run_rows, g_ptr_array_unref);

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
  gtk_widget_class_bind_template_child (widget_class, LimnerTrainPage, missing);
  _limner_train_page_bind_pictures (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, destination_changed_cb);
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

  self->cancellable = g_cancellable_new ();
  self->skus = g_ptr_array_new_with_free_func (g_free);
  self->run_rows = g_ptr_array_new ();
  self->fault = LIMNER_TRIGGER_EMPTY;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->form = LIMNER_FORM (limner_form_new ());
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (self->form));
  gtk_widget_add_css_class (GTK_WIDGET (self->form), "train-details");
  adw_expander_row_add_row (self->settings, row);
  gtk_menu_button_set_create_popup_func (self->trainer_button, make_chooser_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->caption_button, make_chooser_cb, self, NULL);
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
  _limner_train_page_take_pictures (self);
  g_signal_connect_object (limner_studio_get_trainings (studio), "items-changed",
                           G_CALLBACK (runs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_studio_get_trainings (studio), "ended", G_CALLBACK (ended_cb),
                           self, G_CONNECT_SWAPPED);
  runs_changed_cb (self, 0, 0, g_list_model_get_n_items (
                     G_LIST_MODEL (limner_studio_get_trainings (studio))));
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
      _limner_train_page_add_files (self, G_LIST_MODEL (list));
    }
  _limner_train_page_update (self);
}
