/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

/**
 * LimnerQueryFault:
 * @LIMNER_QUERY_FINE: nothing is wrong
 * @LIMNER_QUERY_NOT_A_NUMBER: the field takes a number, and there is none
 * @LIMNER_QUERY_NOT_A_DATE: likewise a date
 * @LIMNER_QUERY_NOT_A_RATIO: likewise a shape
 * @LIMNER_QUERY_NOT_A_MARK: there is no such mark
 *
 * Why a term with a field is not understood, and is looked for as a word instead.
 */
typedef enum
{
  LIMNER_QUERY_FINE,
  LIMNER_QUERY_NOT_A_NUMBER,
  LIMNER_QUERY_NOT_A_DATE,
  LIMNER_QUERY_NOT_A_RATIO,
  LIMNER_QUERY_NOT_A_MARK,
} LimnerQueryFault;

typedef struct _LimnerGalleryQuery LimnerGalleryQuery;

LimnerGalleryQuery *limner_gallery_query_parse     (const char         *text);
void                limner_gallery_query_free      (LimnerGalleryQuery *self);
void                limner_gallery_query_tune      (LimnerGalleryQuery *self,
                                                    LimnerDatabase     *database);
const char         *limner_gallery_query_get_where (LimnerGalleryQuery *self);
const char         *limner_gallery_query_get_album (LimnerGalleryQuery *self);
int                 limner_gallery_query_bind      (LimnerGalleryQuery *self,
                                                    LimnerStatement    *statement,
                                                    int                 first);
char              **limner_gallery_query_split     (const char         *text);
LimnerQueryFault    limner_gallery_query_check     (const char         *term);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerGalleryQuery, limner_gallery_query_free)

G_END_DECLS
