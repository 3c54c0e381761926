/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-palette.h"

#define N_ROUNDS 9

static float
distance (LimnerLab a,
          LimnerLab b)
{
  float dl = a.lightness - b.lightness;
  float da = a.a - b.a;
  float db = a.b - b.b;

  return dl * dl + 1.6f * (da * da + db * db);
}

/**
 * limner_palette_nearest:
 * @colours: a palette
 * @n_colours: its size, at least 1
 * @lab: a colour
 * @apart: (out): how far the nearest colour is, squared
 *
 * Returns: which colour of the palette is nearest
 */
int
limner_palette_nearest (const LimnerLab *colours,
                        int              n_colours,
                        LimnerLab        lab,
                        float           *apart)
{
  int best = 0;

  *apart = G_MAXFLOAT;
  for (int i = 0; i < n_colours; i++)
    {
      float here = distance (lab, colours[i]);

      if (here < *apart)
        {
          *apart = here;
          best = i;
        }
    }

  return best;
}

/* Each new colour starts at the sample that fits the others worst, so that small bright things get
 * one of their own. */
static void
begin_palette (const LimnerLab *samples,
               int              n_samples,
               LimnerLab       *colours,
               int              n_colours)
{
  colours[0] = samples[n_samples / 2];
  for (int n = 1; n < n_colours; n++)
    {
      float worst = -1;

      for (int i = 0; i < n_samples; i++)
        {
          float apart;

          limner_palette_nearest (colours, n, samples[i], &apart);
          if (apart > worst)
            {
              worst = apart;
              colours[n] = samples[i];
            }
        }
    }
}

/**
 * limner_palette_choose:
 * @samples: colours that occur
 * @n_samples: how many, at least 1
 * @colours: (out): room for @n_colours
 * @shares: (out): room for @n_colours: the part of the samples that is nearest to each
 * @n_colours: 1 to %LIMNER_PALETTE_MAX
 *
 * Finds the colours that stand best for all samples (k-means).
 */
void
limner_palette_choose (const LimnerLab *samples,
                       int              n_samples,
                       LimnerLab       *colours,
                       float           *shares,
                       int              n_colours)
{
  begin_palette (samples, n_samples, colours, n_colours);
  for (int round = 0; round < N_ROUNDS; round++)
    {
      LimnerLab sums[LIMNER_PALETTE_MAX] = { 0 };
      int counts[LIMNER_PALETTE_MAX] = { 0 };

      for (int i = 0; i < n_samples; i++)
        {
          float apart;
          int which = limner_palette_nearest (colours, n_colours, samples[i], &apart);

          sums[which].lightness += samples[i].lightness;
          sums[which].a += samples[i].a;
          sums[which].b += samples[i].b;
          counts[which]++;
        }
      for (int i = 0; i < n_colours; i++)
        {
          shares[i] = (float) counts[i] / (float) n_samples;
          if (counts[i] > 0)
            colours[i] = (LimnerLab) { sums[i].lightness / (float) counts[i],
                                       sums[i].a / (float) counts[i],
                                       sums[i].b / (float) counts[i] };
        }
    }
}
