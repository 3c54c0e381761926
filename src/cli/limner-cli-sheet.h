/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

G_BEGIN_DECLS

LimnerPicture *limner_cli_make_sheet (GPtrArray *pictures,
                                      int        cell) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
