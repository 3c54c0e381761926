/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-gallery-cell.h"
#include "limner-gallery-grid.h"
#include "limner-justified-layout.h"

G_BEGIN_DECLS

struct _LimnerGalleryGrid
{
  GtkWidget            parent_instance;

  /* What is shown */
  LimnerGalleryList   *list;          /* (owned) (nullable) */
  gulong               changed_id;
  LimnerJustifiedLayout *layout;        /* (owned) */
  int                  row_height;
  int                  laid_out_width;
  int                  height;
  gboolean             outdated;      /* the layout has to be made anew */
  GArray              *groups;        /* (element-type guint) (owned) where headings stand */
  guint                group_at;      /* how many of them were passed */
  gint64               day_start;     /* of the day that was looked at last */
  gint64               day_end;

  /* Children; those in use are keyed by position */
  GHashTable          *cells;         /* (owned) position → LimnerGalleryCell */
  GPtrArray           *spare;         /* (owned) cells that show nothing */
  GPtrArray           *headings;      /* (owned) labels */
  GArray              *heading_rows;  /* (element-type guint) (owned) rows of those in use */
  guint                tick_id;       /* widgets will be bound before the next frame */
  GtkWidget           *popover;       /* (owned) (nullable) the context menu */

  /* Scrolling */
  GtkAdjustment       *adjustments[2];   /* (owned) (nullable) by orientation */
  GtkScrollablePolicy  policies[2];
  double               pointer_x;
  double               pointer_y;

  /* Selection */
  GtkBitset           *selected;      /* (owned) */
  GtkBitset           *base;          /* (owned) (nullable) selected when the rubber band began */
  char                *cursor_id;     /* (owned) (nullable) */
  guint                cursor;        /* GTK_INVALID_LIST_POSITION if there is none */
  guint                anchor;        /* where a range begins */
  gboolean             rubber_band;
  double               band_x;        /* in the layout's pixels */
  double               band_y;
  double               band_end_x;
  double               band_end_y;
  guint                drop_place;    /* before which picture; GTK_INVALID_LIST_POSITION: none */
  guint                autoscroll_id;
  double               autoscroll_speed;
};

void     _limner_gallery_grid_init_input    (LimnerGalleryGrid *self);
void     _limner_gallery_grid_class_input   (GtkWidgetClass    *widget_class);
void     _limner_gallery_grid_stop_input    (LimnerGalleryGrid *self);
guint    _limner_gallery_grid_get_n_items   (LimnerGalleryGrid *self);
double   _limner_gallery_grid_get_offset    (LimnerGalleryGrid *self);
void     _limner_gallery_grid_set_cursor    (LimnerGalleryGrid *self,
                                             guint              position);
void     _limner_gallery_grid_selection_changed (LimnerGalleryGrid *self);
void     _limner_gallery_grid_activate      (LimnerGalleryGrid *self,
                                             guint              position);

/* Headings */
gboolean _limner_gallery_grid_has_headings  (LimnerGalleryGrid *self);
gboolean _limner_gallery_grid_make_groups   (LimnerGalleryGrid *self,
                                             int                width);
gint64   _limner_gallery_grid_get_group_cb  (gpointer           user_data,
                                             guint              position);
char    *_limner_gallery_grid_describe_group (LimnerGalleryGrid *self,
                                              guint              first);

/* An order of their own */
void     _limner_gallery_grid_init_arrange  (LimnerGalleryGrid *self);
void     _limner_gallery_grid_snapshot_place (LimnerGalleryGrid *self,
                                              GtkSnapshot       *snapshot);

/* What is in sight */
void     _limner_gallery_grid_keep_place    (LimnerGalleryGrid *self,
                                             int                width);
void     _limner_gallery_grid_queue_bind    (LimnerGalleryGrid *self);
void     _limner_gallery_grid_value_changed (LimnerGalleryGrid *self);
void     _limner_gallery_grid_release_cells (LimnerGalleryGrid *self,
                                             guint              first,
                                             guint              end);
void     _limner_gallery_grid_allocate_children (LimnerGalleryGrid *self,
                                                 int                height);

G_END_DECLS
