/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-fill.h"

G_BEGIN_DECLS

/* Patches are 7 × 7 pixels. A pixel is 8 bytes: red, green, blue, alpha, two that tell how much
 * the picture changes across and down near there (so that smooth is not taken for rough: Newson
 * et al., 2014), and two that are 0. */
#define LIMNER_FILL_RADIUS   3
#define LIMNER_FILL_SIDE     7
#define LIMNER_FILL_CHANNELS 8
#define LIMNER_FILL_USED     6

/* Rows that one thread searches in order; what is above and below is read from the round before,
 * so that the answer does not depend on the number of threads. */
#define LIMNER_FILL_BAND     16

/* The most straight lines that are led through the hole. */
#define LIMNER_FILL_MAX_GUIDES 64

/* A straight line that goes on behind the hole, in pixels of a level. */
typedef struct
{
  float x;         /* its middle there */
  float y;
  float along_x;   /* its direction, of length 1 */
  float along_y;
  float reach;     /* from the middle to where it is seen */
  float score;     /* how sure it is; up to 1 */
} LimnerFillGuide;

/* One size of the picture that is filled, from the coarsest to the picture itself. Everything has
 * one entry for each pixel. */
typedef struct
{
  int       width;
  int       height;
  guint8   *pixels;      /* LIMNER_FILL_CHANNELS bytes each */
  guint8   *hole;        /* 1 where the picture is not known */
  guint8   *source;      /* 1 where the patch round a pixel may be copied */
  guint8   *target;      /* 1 where the patch round a pixel has a part in the hole */
  guint16  *depth;       /* how far each pixel is from what is known, in steps of a king */
  guint32  *match;       /* for each target: the index of the source that looks most like it */
  guint32  *cost;        /* for each target: how unlike they are */
  float    *weight;      /* for each target: its part in the vote */
  guint32  *sources;     /* the indices of all sources */
  guint     n_sources;

  guint32  *before;      /* matches of the round before */
  int       known_top;   /* the rows of the picture that are not wholly in the hole */
  int       known_bottom;
  GCancellable *cancellable;   /* (nullable): borrowed; looked at between rows */
  guint     pull;        /* cost of each row between a patch and the height it belongs to */
  guint32  *rarity;      /* (nullable): for each source: how unlike all others it is */

  LimnerFillGuide *guides;   /* (nullable): lines that go on behind the hole */
  guint     n_guides;
  guint8   *guide;           /* (nullable): for each pixel 1 + the line that its patch sees, or 0 */
} LimnerFillLevel;

typedef struct
{
  guint64       seed;
  int           index;       /* of the level, 0 is the finest */
  int           reach;       /* the farthest that a better match is looked for, in pixels */
  int           n_looks;     /* how often, with smaller and smaller reach */
  GCancellable *cancellable;
} LimnerFillSearch;

LimnerFillLevel *_limner_fill_level_new     (const guint8           *pixels,
                                             const guint8           *hole,
                                             int                     width,
                                             int                     height,
                                             GCancellable           *cancellable);
LimnerFillLevel *_limner_fill_level_shrink  (const LimnerFillLevel  *level);
void             _limner_fill_level_prepare (LimnerFillLevel        *self,
                                             int                     reach);
guint16         *_limner_fill_level_distance (const LimnerFillLevel *level,
                                              guint8                 value)
                                              G_GNUC_WARN_UNUSED_RESULT;
void             _limner_fill_level_free    (LimnerFillLevel        *self);

guint            _limner_fill_find_guides   (const LimnerFillLevel  *level,
                                             LimnerFillGuide        *guides);
LimnerFillGuide  _limner_fill_scale_guide   (const LimnerFillGuide  *guide,
                                             float                   factor);
void             _limner_fill_set_guides    (LimnerFillLevel        *level,
                                             const LimnerFillGuide  *guides,
                                             guint                   n_guides);

void             _limner_fill_begin         (LimnerFillLevel        *level,
                                             const LimnerFillSearch *search);
void             _limner_fill_inherit       (LimnerFillLevel        *level,
                                             const LimnerFillLevel  *coarser,
                                             guint64                 seed);
void             _limner_fill_find_rare     (LimnerFillLevel        *level,
                                             GCancellable           *cancellable);
void             _limner_fill_search        (LimnerFillLevel        *level,
                                             const LimnerFillSearch *search,
                                             int                     round);
double           _limner_fill_vote          (LimnerFillLevel        *level,
                                             float                   sharpness,
                                             GCancellable           *cancellable);
void             _limner_fill_blend         (LimnerFillLevel        *level,
                                             const guint8           *original,
                                             GCancellable           *cancellable);
void             _limner_fill_deliver       (const LimnerFillLevel  *level,
                                             guint8                 *pixels,
                                             GCancellable           *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerFillLevel, _limner_fill_level_free)

G_END_DECLS
