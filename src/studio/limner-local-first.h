/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-spec-builder.h"

G_BEGIN_DECLS

gboolean      limner_local_first_offers_control (LimnerSchema            *schema,
                                                 LimnerTasks              task);
LimnerRecipe *limner_local_first_make_control   (const LimnerSpecRequest *request,
                                                 const char              *method)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerRecipe *limner_local_first_make_recipe    (const LimnerSpecRequest *request)
  G_GNUC_WARN_UNUSED_RESULT;
void          limner_local_first_begin          (LimnerSpecRequest       *request,
                                                 LimnerRecipe            *recipe,
                                                 LimnerSchema            *schema,
                                                 const char              *version);

G_END_DECLS
