/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_WRITE_GLUE (limner_write_glue_get_type ())
G_DECLARE_FINAL_TYPE (LimnerWriteGlue, limner_write_glue, LIMNER, WRITE_GLUE, GObject)

LimnerWriteGlue *limner_write_glue_new        (GtkStack        *stages,
                                               LimnerWorkspace *workspace)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean         limner_write_glue_get_writes (LimnerWriteGlue *self);

G_END_DECLS
