/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/limner-generator.h"
#include "image/limner-picture.h"
#include "image/limner-plane.h"

G_BEGIN_DECLS

/**
 * LimnerFillQuality:
 * @LIMNER_FILL_DRAFT: quick enough for a live preview
 * @LIMNER_FILL_NORMAL: the best for its time
 * @LIMNER_FILL_BEST: looks for better matches for several times as long
 *
 * How much work goes into filling.
 */
typedef enum
{
  LIMNER_FILL_DRAFT,
  LIMNER_FILL_NORMAL,
  LIMNER_FILL_BEST,
} LimnerFillQuality;

/**
 * LimnerFillProgress:
 * @step: how many steps are done
 * @n_steps: how many there are
 * @data: what was passed with it
 *
 * Tells how far filling is.
 */
typedef void (*LimnerFillProgress) (int      step,
                                    int      n_steps,
                                    gpointer data);

/**
 * LimnerFillOptions:
 * @quality: how much work goes into it
 * @seed: another one gives another answer; the same one the same bytes
 * @extending: the hole lies at the picture's sides: what is made there keeps to the height at
 *   which it is found, so that a horizon stays level
 * @max_pixels: the largest piece of a picture that is worked on at full size, 0 for the usual: a
 *   larger one is filled at half its size, so that memory stays bounded
 * @progress: (nullable): told after each step
 * @progress_data: passed to @progress
 */
typedef struct
{
  LimnerFillQuality   quality;
  guint64             seed;
  gboolean            extending;
  gsize               max_pixels;
  LimnerFillProgress  progress;
  gpointer            progress_data;
} LimnerFillOptions;

LimnerPicture    *limner_fill_picture            (const LimnerPicture      *picture,
                                                  const LimnerPlane        *mask,
                                                  const LimnerFillOptions  *options,
                                                  GCancellable             *cancellable,
                                                  GError                  **error)
                                                  G_GNUC_WARN_UNUSED_RESULT;
LimnerFillQuality limner_fill_quality_from_string (const char                *text);
gboolean          limner_fill_for_task           (LimnerGeneratorTask       *task,
                                                  const LimnerPicture       *picture,
                                                  const LimnerPlane         *mask,
                                                  gboolean                   extending,
                                                  GError                   **error);

G_END_DECLS
