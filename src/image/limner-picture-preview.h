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

/**
 * LimnerPictureRowsFunc:
 * @picture: a picture that is being decoded
 * @n_rows: so many of its rows, from the top, do not change any more
 * @user_data: as given
 *
 * Looks at what there is so far, on the thread that decodes.
 */
typedef void (* LimnerPictureRowsFunc) (LimnerPicture *picture,
                                        int            n_rows,
                                        gpointer       user_data);

LimnerPicture *limner_picture_decode_rows (GBytes                *bytes,
                                           LimnerPictureRowsFunc  func,
                                           gpointer               user_data,
                                           GError               **error)
  G_GNUC_WARN_UNUSED_RESULT;

void limner_picture_preview (GBytes                   *bytes,
                             int                       least,
                             GCancellable             *cancellable,
                             LimnerPicturePreviewFunc  func,
                             gpointer                  user_data);

G_END_DECLS
