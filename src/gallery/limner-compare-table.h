/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store.h"

G_BEGIN_DECLS

void limner_compare_table_fill (GtkGrid     *grid,
                                GPtrArray   *items,
                                LimnerStore *store);

G_END_DECLS
