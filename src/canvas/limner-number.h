/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LimnerNumberScale:
 * @LIMNER_NUMBER_PLAIN: the number as it is
 * @LIMNER_NUMBER_PERCENT: shown as 100 times as large
 *
 * How a number is shown.
 */
typedef enum
{
  LIMNER_NUMBER_PLAIN,
  LIMNER_NUMBER_PERCENT,
} LimnerNumberScale;

#define LIMNER_TYPE_NUMBER (limner_number_get_type ())

G_DECLARE_FINAL_TYPE (LimnerNumber, limner_number, LIMNER, NUMBER, GtkWidget)

GtkWidget *limner_number_new          (const char        *title,
                                       const char        *tooltip,
                                       double             least,
                                       double             most,
                                       LimnerNumberScale  scale) G_GNUC_WARN_UNUSED_RESULT;
double     limner_number_get_value    (LimnerNumber      *self);
void       limner_number_set_value    (LimnerNumber      *self,
                                       double             value);
void       limner_number_set_bend     (LimnerNumber      *self,
                                       double             bend);
void       limner_number_hide_steps   (GtkWidget         *spin);

G_END_DECLS
