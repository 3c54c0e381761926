/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_HARDWARE (limner_hardware_get_type ())
G_DECLARE_FINAL_TYPE (LimnerHardware, limner_hardware, LIMNER, HARDWARE, LimnerResource)

LimnerHardware *limner_hardware_new      (const char     *sku,
                                          const char     *name) G_GNUC_WARN_UNUSED_RESULT;
const char     *limner_hardware_get_sku  (LimnerHardware *self);
const char     *limner_hardware_get_name (LimnerHardware *self);

G_END_DECLS
