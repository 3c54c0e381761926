/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_WRITER (limner_writer_get_type ())
G_DECLARE_FINAL_TYPE (LimnerWriter, limner_writer, LIMNER, WRITER, GtkWidget)

GtkWidget  *limner_writer_new         (LimnerStudio *studio) G_GNUC_WARN_UNUSED_RESULT;
GListModel *limner_writer_get_answers (LimnerWriter *self);

G_END_DECLS
