/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_REMOTE_FILE (limner_remote_file_get_type ())
G_DECLARE_FINAL_TYPE (LimnerRemoteFile, limner_remote_file, LIMNER, REMOTE_FILE, LimnerResource)

const char *limner_remote_file_get_id           (LimnerRemoteFile *self);
const char *limner_remote_file_get_name         (LimnerRemoteFile *self);
const char *limner_remote_file_get_content_type (LimnerRemoteFile *self);
gint64      limner_remote_file_get_size         (LimnerRemoteFile *self);
const char *limner_remote_file_get_sha256       (LimnerRemoteFile *self);
const char *limner_remote_file_get_url          (LimnerRemoteFile *self);
GDateTime  *limner_remote_file_get_created_at   (LimnerRemoteFile *self) G_GNUC_WARN_UNUSED_RESULT;
GDateTime  *limner_remote_file_get_expires_at   (LimnerRemoteFile *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
