/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

typedef struct _LimnerGalleryQuery LimnerGalleryQuery;

LimnerGalleryQuery *limner_gallery_query_parse     (const char         *text);
void                limner_gallery_query_free      (LimnerGalleryQuery *self);
void                limner_gallery_query_tune      (LimnerGalleryQuery *self,
                                                    LimnerDatabase     *database);
const char         *limner_gallery_query_get_where (LimnerGalleryQuery *self);
int                 limner_gallery_query_bind      (LimnerGalleryQuery *self,
                                                    LimnerStatement    *statement,
                                                    int                 first);
char              **limner_gallery_query_split     (const char         *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerGalleryQuery, limner_gallery_query_free)

G_END_DECLS
