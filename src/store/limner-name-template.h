/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-item-details.h"

G_BEGIN_DECLS

char *limner_name_template_expand (const char              *name_template,
                                   const LimnerItemDetails *details) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
