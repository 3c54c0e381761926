/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-bodies.h"

#include "base/limner-json.h"

#define RESOURCE "/io/github/limner/Limner/engine/limner-engine-bodies.json"

static gpointer
load_bodies (gpointer data)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  return limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   g_bytes_get_size (bytes), NULL);
}

/**
 * limner_engine_bodies_find:
 * @operation: an operation that takes a JSON body, such as `predictions.create`
 *
 * Returns: (transfer none) (nullable): the JSON Schema of the body
 */
JsonObject *
limner_engine_bodies_find (const char *operation)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, load_bodies, NULL);
  return limner_json_get_object (once.retval, operation);
}
