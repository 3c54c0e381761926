/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A JSON schema, its references and combinations worked in: what is said about one value. Members
 * point into the document; a facet that nothing is said about is NULL or FALSE.
 */
typedef struct _LimnerFacets LimnerFacets;

struct _LimnerFacets
{
  const char   *type;
  const char   *format;
  const char   *title;
  const char   *description;
  const char   *pattern;
  const char   *media_type;
  JsonNode     *default_value;
  JsonNode     *minimum;
  JsonNode     *maximum;
  JsonNode     *multiple;
  JsonNode     *min_length;
  JsonNode     *max_length;
  JsonNode     *min_items;
  JsonNode     *max_items;
  JsonNode     *accept;
  JsonNode     *order;
  JsonArray    *choices;       /* owned */
  LimnerFacets *items;         /* owned */
  gboolean      minimum_is_exclusive;
  gboolean      maximum_is_exclusive;
  gboolean      is_nullable;
  gboolean      is_deprecated;
  gboolean      is_secret;
  gboolean      is_mixed;      /* of several types that no single one covers */
  gboolean      is_iterator;
  gboolean      is_concatenated;
};

LimnerFacets *_limner_facets_new  (JsonObject   *document,
                                   JsonObject   *schema) G_GNUC_WARN_UNUSED_RESULT;
void          _limner_facets_free (LimnerFacets *self);
gboolean      _limner_facets_promise_files (JsonObject *document,
                                            JsonObject *schema);
GPtrArray    *_limner_facets_list_parts    (JsonObject *document,
                                            JsonObject *schema) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerFacets, _limner_facets_free)

G_END_DECLS
