/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-hardware.h"

/**
 * LimnerHardware:
 *
 * A kind of machine that models run on.
 */
struct _LimnerHardware
{
  LimnerResource parent_instance;
};

G_DEFINE_FINAL_TYPE (LimnerHardware, limner_hardware, LIMNER_TYPE_RESOURCE)

static void
limner_hardware_class_init (LimnerHardwareClass *klass)
{
  static const char * const required[] = { "sku", NULL };

  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_hardware_init (LimnerHardware *self)
{
}

/**
 * limner_hardware_new:
 * @sku: its name in requests
 * @name: its name for people
 *
 * Returns: (transfer full): a kind of machine
 */
LimnerHardware *
limner_hardware_new (const char *sku,
                     const char *name)
{
  LimnerHardware *self = limner_resource_new (LIMNER_TYPE_HARDWARE);

  limner_resource_set_string (LIMNER_RESOURCE (self), "sku", sku);
  limner_resource_set_string (LIMNER_RESOURCE (self), "name", name);
  return self;
}

/**
 * limner_hardware_get_sku:
 * @self: a kind of machine
 *
 * Returns: (transfer none): its name in requests
 */
const char *
limner_hardware_get_sku (LimnerHardware *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "sku");
}

/**
 * limner_hardware_get_name:
 * @self: a kind of machine
 *
 * Returns: (transfer none) (nullable): its name for people
 */
const char *
limner_hardware_get_name (LimnerHardware *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "name");
}
