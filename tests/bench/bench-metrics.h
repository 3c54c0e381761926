/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

G_BEGIN_DECLS

/* How good a picture is beside the truth, where a mask is above 127. */
typedef struct
{
  double psnr;      /* dB over red, green and blue; favours blur */
  double ssim;      /* mean of the luma SSIM map, 11 × 11 Gaussian of sigma 1.5 */
  double ms_ssim;   /* product over three scales */
  double gmsd;      /* deviation of the likeness of gradients; 0 is the same */
  double tsd;       /* distance of texture statistics; blur and wrong texture cost, shifts do not */
  double seam;      /* gradient across the mask's edge over that of the truth; 1 is natural */
} BenchMetrics;

void bench_metrics_measure (const LimnerPicture *truth,
                            const LimnerPicture *result,
                            const LimnerPlane   *mask,
                            BenchMetrics        *metrics);

G_END_DECLS
