/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture.h"

G_BEGIN_DECLS

void           limner_contact_sheet_get_size (guint                n_pictures,
                                              guint                n_columns,
                                              int                  cell,
                                              int                 *width,
                                              int                 *height);
LimnerPicture *limner_contact_sheet_make     (const char * const  *paths,
                                              guint                n_columns,
                                              int                  cell,
                                              GError             **error)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
