/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-form-context.h"
#include "limner-form-group.h"
#include "limner-form-views.h"
#include "limner-form.h"

G_BEGIN_DECLS

struct _LimnerForm
{
  GtkWidget          parent_instance;

  /* Owned */
  LimnerValues      *values;       /* or NULL */
  LimnerFormContext *context;

  /* Children */
  GtkWidget         *box;

  /* Borrowed */
  GtkWidget         *search;
  GtkWidget         *summary;      /* in the search's place where there are few inputs */
  LimnerFormMenu    *menu;
  GtkWidget         *notes;        /* what is told about the whole form */
  LimnerFormViews   *views;
  GtkWidget         *groups_box;   /* in the views */
  GtkWidget         *empty;
  LimnerFormGroup   *groups[LIMNER_N_FIELD_GROUPS];   /* NULL where there are no inputs */

  gboolean           shows_json;
};

G_END_DECLS
