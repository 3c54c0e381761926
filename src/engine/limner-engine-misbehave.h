/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "limner-engine-faults.h"

G_BEGIN_DECLS

gboolean limner_engine_misbehave        (const LimnerEngineFault *fault,
                                         SoupServerMessage       *message,
                                         guint                    status,
                                         const char              *content_type,
                                         GBytes                  *body);
gboolean limner_engine_misbehave_early  (const LimnerEngineFault *fault,
                                         SoupServerMessage       *message);

G_END_DECLS
