/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-field.h"

#include "limner-form-files.h"

G_BEGIN_DECLS

gboolean   limner_form_intake_wants_pictures (LimnerField          *field);
GPtrArray *limner_form_intake_read_text      (const char           *text)
                                              G_GNUC_WARN_UNUSED_RESULT;
void       limner_form_intake_async          (LimnerFormFiles      *files,
                                              LimnerField          *field,
                                              GPtrArray            *things,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GStrv      limner_form_intake_finish         (GAsyncResult         *result,
                                              char                **trouble,
                                              GError              **error)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
