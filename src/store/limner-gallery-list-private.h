/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-gallery-rows.h"

G_BEGIN_DECLS

struct _LimnerGalleryList
{
  GObject             parent_instance;

  char               *filter;
  char               *album;
  LimnerGallerySort   sort;
  gboolean            trash;
  gboolean            loading;
  GError             *error;

  /* Owned */
  LimnerStore        *store;
  GArray             *all;          /* LimnerGalleryRow that the query finds, in order */
  GArray             *rows;         /* those that are shown: @all itself unless they are stacked */
  GHashTable         *expanded;     /* (nullable) stacks that are open; NULL: none are made */
  GHashTable         *wanted;       /* numbers of items whose details are on their way */
  GPtrArray          *recent;       /* the last items that were asked for, round */
  GCancellable       *cancellable;  /* of the query that is being answered */
  guint               next_recent;
  guint               generation;   /* counts queries: answers to an older one are dropped */
};

void _limner_gallery_list_items_changed (LimnerGalleryList *self,
                                         guint              position,
                                         guint              n_removed,
                                         guint              n_added);
void _limner_gallery_list_apply         (LimnerGalleryList *self,
                                         GHashTable        *asked,
                                         GArray            *found);
void _limner_gallery_list_show_stacks   (LimnerGalleryList *self);

G_END_DECLS
