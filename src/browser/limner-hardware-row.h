/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "store/limner-store.h"
#include "wire/limner-hardware.h"

G_BEGIN_DECLS

GtkWidget *limner_hardware_row_new (LimnerHardware *hardware,
                                    LimnerStore    *store,
                                    GCancellable   *cancellable);

G_END_DECLS
