/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "form/limner-form.h"
#include "store/limner-hardware-prices.h"
#include "studio/limner-trainer.h"
#include "studio/limner-training-set.h"
#include "studio/limner-trigger-word.h"
#include "widgets/limner-banner.h"

#include "limner-train-page.h"

G_BEGIN_DECLS

struct _LimnerTrainPage
{
  GtkWidget            parent_instance;

  /* Template widgets */
  GtkSpinner          *spinner;
  LimnerBanner        *banner;
  GtkScrolledWindow   *scroller;
  AdwPreferencesGroup *runs;
  GtkWidget           *clear;
  GtkWidget           *placeholder;
  GtkFlowBox          *cards;
  GtkLabel            *remarks;
  GtkWidget           *tools;
  GtkToggleButton     *square;
  GtkMenuButton       *caption_button;
  GtkEditable         *trigger;
  GtkLabel            *verdict;
  AdwActionRow        *trainer_row;
  GtkMenuButton       *trainer_button;
  AdwExpanderRow      *settings;
  GtkEditable         *destination;
  AdwActionRow        *exists_row;
  GtkWidget           *public_row;
  GtkSwitch           *public;
  AdwComboRow         *hardware;
  GtkLabel            *estimate;
  GtkLabel            *missing;

  LimnerForm          *form;          /* borrowed: in the settings */

  /* Owned */
  LimnerStudio        *studio;
  LimnerTrainingSet   *set;
  LimnerTrainer       *trainer;       /* NULL until it is loaded */
  LimnerValues        *values;        /* what else the trainer is asked */
  JsonObject          *wanted_input;  /* values that wait for the trainer */
  GPtrArray           *skus;          /* of char: the hardware, as listed */
  char                *server;
  char                *trainer_name;
  char                *version;
  char                *unit;          /* what its price is for, as typed by the person, or NULL */
  double               price;         /* that, in US dollars */
  const LimnerHardwarePrice *machine; /* whose price it is, where that is of the table */
  char                *owner;         /* the account's name, where it is known */
  char                *suggested;     /* the destination that follows the trigger word, or NULL */
  GPtrArray           *run_rows;      /* of LimnerTrainRunRow, borrowed, in the order of the list */
  GCancellable        *cancellable;
  GCancellable        *loading;       /* of the trainer */
  GCancellable        *looking;       /* of the trigger word */
  GCancellable        *checking;      /* of the destination */
  guint                draft_id;
  guint                check_id;      /* the destination is looked at after a pause */
  guint                n_pending;

  LimnerTriggerFault   fault;
  gboolean             exists;        /* the destination is there */
  gboolean             starts_when_ready;
  gboolean             banner_is_of_trainer;  /* it says what is wrong with the trainer */
};

/* The pictures */
void     _limner_train_page_bind_pictures     (GtkWidgetClass  *widget_class);
void     _limner_train_page_take_pictures     (LimnerTrainPage *self);
void     _limner_train_page_show_pictures     (LimnerTrainPage *self);
void     _limner_train_page_add_files         (LimnerTrainPage *self,
                                               GListModel      *files);
void     _limner_train_page_caption           (LimnerTrainPage *self,
                                               const char      *server,
                                               const char      *reference);

/* The trainer and the destination */
void     _limner_train_page_set_trainer       (LimnerTrainPage *self,
                                               const char      *server,
                                               const char      *reference);
void     _limner_train_page_load_input        (LimnerTrainPage *self);
void     _limner_train_page_suggest_destination (LimnerTrainPage *self);
gboolean _limner_train_page_has_destination   (LimnerTrainPage *self);
void     _limner_train_page_check_destination (LimnerTrainPage *self);
void     _limner_train_page_update_estimate   (LimnerTrainPage *self);
void     _limner_train_page_add_destination   (LimnerTrainPage *self,
                                               JsonObject      *record);

/* The page */
void     _limner_train_page_begin             (LimnerTrainPage *self);
void     _limner_train_page_end               (LimnerTrainPage *self);
void     _limner_train_page_tell              (LimnerTrainPage *self,
                                               const GError    *error);
void     _limner_train_page_update            (LimnerTrainPage *self);

G_END_DECLS
