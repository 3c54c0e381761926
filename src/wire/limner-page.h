/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_PAGE (limner_page_get_type ())
G_DECLARE_FINAL_TYPE (LimnerPage, limner_page, LIMNER, PAGE, GObject)

LimnerPage *limner_page_new              (GType        item_type) G_GNUC_WARN_UNUSED_RESULT;
LimnerPage *limner_page_parse            (GType        item_type,
                                          JsonNode    *node,
                                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GListModel *limner_page_get_items        (LimnerPage  *self);
void        limner_page_append           (LimnerPage     *self,
                                          LimnerResource *item);
const char *limner_page_get_next         (LimnerPage  *self);
void        limner_page_set_next         (LimnerPage  *self,
                                          const char  *url);
const char *limner_page_get_previous     (LimnerPage  *self);
void        limner_page_set_previous     (LimnerPage  *self,
                                          const char  *url);
guint       limner_page_get_n_unreadable (LimnerPage  *self);
JsonNode   *limner_page_to_node          (LimnerPage  *self) G_GNUC_WARN_UNUSED_RESULT;

GListModel *limner_resource_list_parse   (GType        item_type,
                                          JsonObject  *object,
                                          const char  *member) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
