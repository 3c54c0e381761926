/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first part of the page: the pictures to learn from, what can be said of them, their captions
 * and shapes. */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "studio/limner-captioner.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-refused-text.h"
#include "limner-train-card.h"
#include "limner-train-page-private.h"

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

/* The button tells what all cards have in common. */
static void
show_square (LimnerTrainPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->set));
  gboolean are_square = n > 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerTrainingPicture) picture =
        g_list_model_get_item (G_LIST_MODEL (self->set), i);

      are_square = are_square && limner_training_picture_get_square (picture);
    }
  g_signal_handlers_block_by_func (self->square, square_toggled_cb, self);
  gtk_toggle_button_set_active (self->square, are_square);
  g_signal_handlers_unblock_by_func (self->square, square_toggled_cb, self);
}

/* Shows what can be said of the pictures that are there. */
void
_limner_train_page_show_pictures (LimnerTrainPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->set));

  gtk_widget_set_visible (self->placeholder, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->cards), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), n > 0);
  gtk_widget_set_visible (self->tools, n > 0);
  gtk_widget_set_visible (self->clear, n > 0);
  show_remarks (self);
  show_square (self);
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

/* From the last card on to what comes below. */
static void
card_captioned_cb (LimnerTrainPage *self,
                   LimnerTrainCard *card)
{
  GtkWidget *child = gtk_widget_get_parent (GTK_WIDGET (card));
  GtkWidget *next = gtk_widget_get_next_sibling (child);

  gtk_widget_grab_focus (next != NULL ? gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (next))
                                      : GTK_WIDGET (self->trigger));
}

static GtkWidget *
make_card_cb (gpointer item,
              gpointer user_data)
{
  LimnerTrainPage *self = LIMNER_TRAIN_PAGE (user_data);
  const char *sha256;
  g_autofree char *path = NULL;
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *card;

  if (limner_store_parse_blob (limner_training_picture_get_reference (item), &sha256))
    path = limner_store_dup_blob_path (limner_studio_get_store (self->studio), sha256);
  card = limner_train_card_new (item, path);
  g_signal_connect_object (card, "removed", G_CALLBACK (card_removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "captioned", G_CALLBACK (card_captioned_cb), self,
                           G_CONNECT_SWAPPED);
  /* Only what is in it can be used. */
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
  return child;
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

/* Reads pictures and adds them; what is left out is told. */
void
_limner_train_page_add_files (LimnerTrainPage *self,
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
    _limner_train_page_add_files (self, files);
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
  _limner_train_page_add_files (self, G_LIST_MODEL (files));
  return TRUE;
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

/* Lets a model write the captions that are missing. */
void
_limner_train_page_caption (LimnerTrainPage *self,
                            const char      *server,
                            const char      *reference)
{
  g_autoptr(LimnerCaptioner) captioner =
    limner_captioner_new (self->studio, self->set, gtk_editable_get_text (self->trigger));

  _limner_train_page_begin (self);
  limner_captioner_run_async (captioner, server, reference, self->cancellable, captioned_cb,
                              g_object_ref (self));
}

/* Binds what the template calls of the pictures. */
void
_limner_train_page_bind_pictures (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, square_toggled_cb);
}

/* Shows the pictures of the set, and takes those that are dropped. */
void
_limner_train_page_take_pictures (LimnerTrainPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_set_layout_manager (self->tools, limner_wrap_layout_new (6, 6));
  gtk_flow_box_bind_model (self->cards, G_LIST_MODEL (self->set), make_card_cb, self, NULL);
  g_signal_connect_object (self->set, "items-changed", G_CALLBACK (pictures_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
