/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-metadata.h"

G_BEGIN_DECLS

/** Namespaces of the structure, and of what only we write. */
#define LIMNER_XMP_RDF  "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define LIMNER_XMP_OURS "https://limner.github.io/ns/1.0/"

/** Called for each property of a packet: @name with its usual prefix, @value its text. */
typedef void (*LimnerXmpFunc) (const char *name,
                               const char *value,
                               gpointer    user_data);

void  _limner_xmp_foreach (const char           *packet,
                           gsize                 length,
                           LimnerXmpFunc         func,
                           gpointer              user_data);
GPtrArray *_limner_xmp_find_names (const char       *packet,
                                   const char       *name) G_GNUC_WARN_UNUSED_RESULT;
char *_limner_xmp_merge   (const char           *packet,
                           const LimnerMetadata *metadata,
                           gboolean              with_prompt,
                           gboolean              with_record) G_GNUC_WARN_UNUSED_RESULT;

const char       *_limner_xmp_source_to_uri   (LimnerSourceType  type);
LimnerSourceType  _limner_xmp_source_from_uri (const char       *uri);

G_END_DECLS
