/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "form/limner-form-files.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_STUDIO_FILES (limner_studio_files_get_type ())
G_DECLARE_FINAL_TYPE (LimnerStudioFiles, limner_studio_files, LIMNER, STUDIO_FILES, GObject)

LimnerFormFiles *limner_studio_files_new (LimnerStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
