/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "base/limner-rect.h"

G_BEGIN_DECLS

/**
 * LimnerJustifiedRow:
 * @first: position of its first picture; of a heading, of the first picture below it
 * @n: number of pictures, 0 for a heading
 * @y: upper edge
 * @height: in pixels
 *
 * A row of pictures or a heading.
 */
typedef struct
{
  guint first;
  guint n;
  int   y;
  int   height;
} LimnerJustifiedRow;

/**
 * LimnerJustifiedLayoutFuncs:
 * @get_size: gives width and height of the picture at a position
 * @get_group: (nullable): gives a number that is the same for all pictures under one heading
 *
 * What a layout asks about the pictures.
 */
typedef struct
{
  void   (* get_size)  (gpointer  user_data,
                        guint     position,
                        int      *width,
                        int      *height);
  gint64 (* get_group) (gpointer  user_data,
                        guint     position);
} LimnerJustifiedLayoutFuncs;

typedef struct _LimnerJustifiedLayout LimnerJustifiedLayout;

LimnerJustifiedLayout    *limner_justified_layout_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void                      limner_justified_layout_free       (LimnerJustifiedLayout *self);
void                      limner_justified_layout_update     (LimnerJustifiedLayout *self,
                                                              guint                  n_items,
                                                              int                    width,
                                                              int                    row_height,
                                                              LimnerJustifiedLayoutFuncs funcs,
                                                              gpointer               user_data);
int                       limner_justified_layout_get_height (const LimnerJustifiedLayout *self);
guint                     limner_justified_layout_get_n_rows (const LimnerJustifiedLayout *self);
const LimnerJustifiedRow *limner_justified_layout_get_row    (const LimnerJustifiedLayout *self,
                                                              guint                  index);
guint                     limner_justified_layout_find_row   (const LimnerJustifiedLayout *self,
                                                              int                    y);
gboolean                  limner_justified_layout_get_box    (const LimnerJustifiedLayout *self,
                                                              guint                  position,
                                                              LimnerRect            *box);
gboolean                  limner_justified_layout_hit        (const LimnerJustifiedLayout *self,
                                                              int                    x,
                                                              int                    y,
                                                              guint                 *position);
guint                     limner_justified_layout_move       (const LimnerJustifiedLayout *self,
                                                              guint                  position,
                                                              int                    rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerJustifiedLayout, limner_justified_layout_free)

G_END_DECLS
