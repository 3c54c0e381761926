/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-page-list.h"

G_BEGIN_DECLS

LimnerPageList *_limner_page_list_new        (LimnerClient *client,
                                              GType         item_type,
                                              const char   *path);
LimnerPageList *_limner_page_list_new_misnamed
                                             (LimnerClient *client,
                                              GType         item_type);
LimnerPageList *_limner_page_list_new_query  (LimnerClient *client,
                                              GType         item_type,
                                              const char   *path,
                                              const char   *query);

G_END_DECLS
