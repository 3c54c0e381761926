/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "edit/limner-edit-outpaint.h"

#include "limner-spec-builder.h"

G_BEGIN_DECLS

/* What only the builder asks of a request */
gboolean     _limner_spec_works_on_picture       (LimnerTasks               task);
LimnerField *_limner_spec_find_picture_field     (LimnerSchema             *schema,
                                                  LimnerTasks               task);
gboolean     _limner_spec_request_extends_itself (const LimnerSpecRequest  *request,
                                                  LimnerOutpaint           *inputs);
gboolean     _limner_spec_request_plan_outpaint  (const LimnerSpecRequest  *request,
                                                  const LimnerOutpaint     *inputs,
                                                  LimnerEditRecipe         *recipe,
                                                  LimnerEditOutpaint       *outpaint,
                                                  GError                  **error);

G_END_DECLS
