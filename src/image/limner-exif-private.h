/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Tags of TIFF and Exif that matter here. */
#define LIMNER_EXIF_DESCRIPTION  0x010e
#define LIMNER_EXIF_MAKE         0x010f
#define LIMNER_EXIF_MODEL        0x0110
#define LIMNER_EXIF_ORIENTATION  0x0112
#define LIMNER_EXIF_SOFTWARE     0x0131
#define LIMNER_EXIF_SUB_IFD      0x8769
#define LIMNER_EXIF_USER_COMMENT 0x9286

int     _limner_exif_get_orientation  (GBytes     *exif);
char   *_limner_exif_get_text         (GBytes     *exif,
                                       guint16     tag) G_GNUC_WARN_UNUSED_RESULT;
char   *_limner_exif_get_user_comment (GBytes     *exif) G_GNUC_WARN_UNUSED_RESULT;
GBytes *_limner_exif_set_user_comment (GBytes     *exif,
                                       const char *text) G_GNUC_WARN_UNUSED_RESULT;
GBytes *_limner_exif_make_orientation (int         orientation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
