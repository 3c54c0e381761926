/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-gallery-list.h"

G_BEGIN_DECLS

typedef void (*LimnerGalleryReadFunc) (GPtrArray *items,
                                       gpointer   user_data);

void limner_gallery_read_items (LimnerGalleryList     *list,
                                GPtrArray             *items,
                                LimnerGalleryReadFunc  func,
                                gpointer               user_data);

G_END_DECLS
