/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-client.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_PAGE_LIST (limner_page_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerPageList, limner_page_list, LIMNER, PAGE_LIST, GObject)

gboolean      limner_page_list_is_loading  (LimnerPageList       *self);
gboolean      limner_page_list_has_more    (LimnerPageList       *self);
const GError *limner_page_list_get_error   (LimnerPageList       *self);
void          limner_page_list_load_async  (LimnerPageList       *self,
                                            guint                 n_items,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean      limner_page_list_load_finish (LimnerPageList       *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void          limner_page_list_retry       (LimnerPageList       *self);

G_END_DECLS
