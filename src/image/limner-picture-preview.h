/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture.h"

G_BEGIN_DECLS

/**
 * LimnerPicturePreviewFunc:
 * @preview: the whole picture made smaller; what is not known yet is transparent
 * @user_data: as given
 *
 * Takes a preview, on the thread that makes it. It may keep it by a reference.
 */
typedef void (* LimnerPicturePreviewFunc) (LimnerPicture *preview,
                                           gpointer       user_data);

void limner_picture_preview (GBytes                   *bytes,
                             int                       least,
                             GCancellable             *cancellable,
                             LimnerPicturePreviewFunc  func,
                             gpointer                  user_data);

G_END_DECLS
