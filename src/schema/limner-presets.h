/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_PRESETS (limner_presets_get_type ())
G_DECLARE_FINAL_TYPE (LimnerPresets, limner_presets, LIMNER, PRESETS, GObject)

LimnerPresets *limner_presets_new         (const char           *path) G_GNUC_WARN_UNUSED_RESULT;
void           limner_presets_load_async  (LimnerPresets        *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       limner_presets_load_finish (LimnerPresets        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

char         **limner_presets_list        (LimnerPresets        *self,
                                           const char           *model) G_GNUC_WARN_UNUSED_RESULT;
JsonObject    *limner_presets_find        (LimnerPresets        *self,
                                           const char           *model,
                                           const char           *name);
void           limner_presets_keep        (LimnerPresets        *self,
                                           const char           *model,
                                           const char           *name,
                                           JsonObject           *input);
gboolean       limner_presets_rename      (LimnerPresets        *self,
                                           const char           *model,
                                           const char           *name,
                                           const char           *new_name);
gboolean       limner_presets_remove      (LimnerPresets        *self,
                                           const char           *model,
                                           const char           *name);
const char    *limner_presets_get_default (LimnerPresets        *self,
                                           const char           *model);
void           limner_presets_set_default (LimnerPresets        *self,
                                           const char           *model,
                                           const char           *name);
gboolean       limner_presets_get_saving  (LimnerPresets        *self);

G_END_DECLS
