/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_WRAP_LAYOUT (limner_wrap_layout_get_type ())

G_DECLARE_FINAL_TYPE (LimnerWrapLayout, limner_wrap_layout, LIMNER, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *limner_wrap_layout_new (int spacing,
                                          int line_spacing) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
