/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-container-private.h"
#include "limner-picture.h"

G_BEGIN_DECLS

gboolean _limner_stealth_has       (const LimnerContainer *container);
char    *_limner_stealth_read      (const LimnerContainer *container) G_GNUC_WARN_UNUSED_RESULT;
gboolean _limner_stealth_erase     (LimnerPicture         *picture);

G_END_DECLS
