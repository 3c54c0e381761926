/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-metadata.h"

#include "limner-item-details.h"

G_BEGIN_DECLS

LimnerMetadata *limner_record_make (LimnerItemDetails    *details,
                                    GPtrArray            *ancestors) G_GNUC_WARN_UNUSED_RESULT;
void            limner_record_read (const LimnerMetadata *metadata,
                                    LimnerItemDetails    *details);

G_END_DECLS
