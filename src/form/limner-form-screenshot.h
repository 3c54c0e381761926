/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   limner_form_screenshot_show_if_offered (GtkWidget            *widget);
void   limner_form_screenshot_take_async      (GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GFile *limner_form_screenshot_take_finish     (GAsyncResult         *result,
                                               GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
