/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-values.h"

#include "limner-form-context.h"

G_BEGIN_DECLS

/**
 * LimnerFormMisfit:
 * @text: what does not fit, a sentence
 * @remedy: (nullable): what the button says that mends it; %NULL where nothing here does
 * @fit: how it is mended
 *
 * Why a file may not be what a model wants.
 */
typedef struct
{
  char          *text;
  const char    *remedy;
  LimnerFormFit  fit;
} LimnerFormMisfit;

LimnerFormMisfit *limner_form_misfit_find (LimnerField       *field,
                                           LimnerValues      *values,
                                           LimnerFormContext *context,
                                           const char        *reference) G_GNUC_WARN_UNUSED_RESULT;
void              limner_form_misfit_free (LimnerFormMisfit  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerFormMisfit, limner_form_misfit_free)

G_END_DECLS
