/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-fault.h"

G_BEGIN_DECLS

char *limner_form_reason_from_fault (const LimnerFault *fault,
                                     const LimnerField *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
