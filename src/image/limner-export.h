/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture-io.h"

G_BEGIN_DECLS

/** What limner_export_list() calls text in the lowest bits of the pixels. */
#define LIMNER_EXPORT_HIDDEN_TEXT "hidden text"

/**
 * LimnerExportPrivacy:
 * @LIMNER_EXPORT_EVERYTHING: all that the file says of itself
 * @LIMNER_EXPORT_CREDIT: only where it comes from: source type, model, rating and tags, no prompt
 * @LIMNER_EXPORT_NOTHING: nothing but the picture and its colour profile
 *
 * What an exported file tells about how it was made.
 */
typedef enum
{
  LIMNER_EXPORT_EVERYTHING,
  LIMNER_EXPORT_CREDIT,
  LIMNER_EXPORT_NOTHING,
} LimnerExportPrivacy;

/**
 * LimnerExportOptions:
 * @convert: whether to save it in @format; else it keeps its own
 * @format: the new format
 * @quality: as of limner_picture_encode()
 * @max_side: the longest side in pixels, or 0 for its own size; pictures are never enlarged
 * @privacy: what it tells
 * @has_marks: whether @rating and @tags are told instead of those that stand in the file
 * @rating: -1 rejected, 0 none, 1 to 5
 * @tags: (nullable): keywords, borrowed
 *
 * How a picture is exported.
 */
typedef struct
{
  gboolean            convert;
  LimnerPictureFormat format;
  int                 quality;
  int                 max_side;
  LimnerExportPrivacy privacy;
  gboolean            has_marks;
  int                 rating;
  const char * const *tags;
} LimnerExportOptions;

GBytes     *limner_export_make          (GBytes                     *file,
                                         const LimnerExportOptions  *options,
                                         GError                    **error)
    G_GNUC_WARN_UNUSED_RESULT;
char      **limner_export_list          (GBytes                     *exported,
                                         GError                    **error)
    G_GNUC_WARN_UNUSED_RESULT;
const char *limner_export_get_extension (GBytes                     *exported);
char       *limner_export_make_stem     (const char                 *name)
    G_GNUC_WARN_UNUSED_RESULT;
char       *limner_export_save          (GBytes                     *exported,
                                         const char                 *folder,
                                         const char                 *name,
                                         const char                 *caption,
                                         GError                    **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
