/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-motifs.h"
#include "limner-subjects.h"

static void (* const motifs[LIMNER_N_MOTIFS]) (LimnerStage *stage) = {
  [LIMNER_MOTIF_HARBOUR]    = limner_motif_harbour,
  [LIMNER_MOTIF_SEA]        = limner_motif_sea,
  [LIMNER_MOTIF_LIGHTHOUSE] = limner_motif_lighthouse,
  [LIMNER_MOTIF_MOUNTAINS]  = limner_motif_mountains,
  [LIMNER_MOTIF_WATERFALL]  = limner_motif_waterfall,
  [LIMNER_MOTIF_FOREST]     = limner_motif_forest,
  [LIMNER_MOTIF_DUNES]      = limner_motif_dunes,
  [LIMNER_MOTIF_MEADOW]     = limner_motif_meadow,
  [LIMNER_MOTIF_LANE]       = limner_motif_lane,
  [LIMNER_MOTIF_VILLAGE]    = limner_motif_village,
  [LIMNER_MOTIF_CITY]       = limner_motif_city,
  [LIMNER_MOTIF_STILL_LIFE] = limner_motif_still_life,
  [LIMNER_MOTIF_BOUQUET]    = limner_motif_bouquet,
  [LIMNER_MOTIF_CLOUDS]     = limner_motif_clouds,
  [LIMNER_MOTIF_POND]       = limner_motif_pond,
  [LIMNER_MOTIF_TREE]       = limner_motif_tree,
  [LIMNER_MOTIF_SPACE]      = limner_motif_space,
  [LIMNER_MOTIF_ABSTRACT]   = limner_motif_abstract,
  [LIMNER_MOTIF_RIVER]      = limner_motif_river,
};

/**
 * limner_season_leaves:
 * @stage: a stage
 *
 * Returns: the colour of the leaves of one more tree, in white light
 */
LimnerColour
limner_season_leaves (LimnerStage *stage)
{
  static const guint32 autumn[] = { 0xd9772b, 0xc9472a, 0xe0a32e, 0xb8862f, 0xdf8f35 };
  static const guint32 summer[] = { 0x5d8a3c, 0x4b7a3a, 0x6f9440, 0x54803f };

  if (stage->plan->extras & LIMNER_EXTRA_BLOSSOM)
    return LIMNER_COLOUR (0xf6bccb);
  if (stage->plan->season == LIMNER_SEASON_AUTUMN)
    return LIMNER_COLOUR (autumn[limner_random_below (&stage->random, G_N_ELEMENTS (autumn))]);
  if (stage->plan->season == LIMNER_SEASON_SPRING)
    return LIMNER_COLOUR (0x93b84c);

  return LIMNER_COLOUR (summer[limner_random_below (&stage->random, G_N_ELEMENTS (summer))]);
}

/**
 * limner_season_grass:
 * @stage: a stage
 *
 * Returns: the colour of the ground, in white light
 */
LimnerColour
limner_season_grass (LimnerStage *stage)
{
  static const guint32 grass[LIMNER_N_SEASONS] = {
    [LIMNER_SEASON_SUMMER] = 0x7d9a45,
    [LIMNER_SEASON_SPRING] = 0x8cb24d,
    [LIMNER_SEASON_AUTUMN] = 0xa98b45,
    [LIMNER_SEASON_WINTER] = 0xf1f5fc,
  };

  return LIMNER_COLOUR (grass[stage->plan->season]);
}

/**
 * limner_named_colours:
 * @stage: a stage
 * @colours: (out): room for @max_colours
 * @max_colours: at most as many
 *
 * Gets the colours that the prompt names for what is drawn now, or for nothing in particular.
 *
 * Returns: how many there are
 */
int
limner_named_colours (LimnerStage  *stage,
                      LimnerColour *colours,
                      int           max_colours)
{
  static const guint32 by_hue[LIMNER_N_HUES] = {
    [LIMNER_HUE_RED] = 0xcf2f20, [LIMNER_HUE_ORANGE] = 0xe6822a, [LIMNER_HUE_YELLOW] = 0xf0c234,
    [LIMNER_HUE_GREEN] = 0x5f9a4c, [LIMNER_HUE_TEAL] = 0x2a938c, [LIMNER_HUE_BLUE] = 0x315fae,
    [LIMNER_HUE_VIOLET] = 0x7d54b0, [LIMNER_HUE_PINK] = 0xe988a8, [LIMNER_HUE_BROWN] = 0x865a3a,
    [LIMNER_HUE_BLACK] = 0x2c2a32, [LIMNER_HUE_WHITE] = 0xf6f1e6,
  };
  int n = 0;

  for (int hue = 0; hue < LIMNER_N_HUES && n < max_colours; hue++)
    if (stage->hues & (1u << hue))
      colours[n++] = LIMNER_COLOUR (by_hue[hue]);

  return n;
}

/**
 * limner_thing_colours:
 * @stage: a stage
 * @thing: what is to be coloured
 * @colours: (out): room for @max_colours
 * @max_colours: at most as many
 *
 * As limner_named_colours() for a thing: the colours that the prompt names for it go before those
 * that it names for nothing in particular.
 *
 * Returns: how many there are
 */
int
limner_thing_colours (LimnerStage  *stage,
                      LimnerThing   thing,
                      LimnerColour *colours,
                      int           max_colours)
{
  guint hues = stage->hues;
  int n;

  if (stage->plan->thing_hues[thing] != 0)
    stage->hues = stage->plan->thing_hues[thing];
  n = limner_named_colours (stage, colours, max_colours);
  stage->hues = hues;

  return n;
}

/**
 * limner_thing_is_wanted:
 * @stage: a stage
 * @thing: one of @group
 * @group: bit `1 << thing` for each of its kind
 *
 * Returns: %TRUE if the prompt names the thing, or nothing of its kind
 */
gboolean
limner_thing_is_wanted (const LimnerStage *stage,
                        LimnerThing        thing,
                        guint              group)
{
  return (stage->plan->things & group) == 0 || (stage->plan->things & (1u << thing));
}

/**
 * limner_named_or:
 * @stage: a stage
 * @other: as 0xRRGGBB
 *
 * Returns: the first colour that the prompt names, or @other
 */
LimnerColour
limner_named_or (LimnerStage *stage,
                 guint32      other)
{
  LimnerColour colour;

  return limner_named_colours (stage, &colour, 1) > 0 ? colour : LIMNER_COLOUR (other);
}

/**
 * limner_draw_place:
 * @stage: a stage
 *
 * Draws the motif of the plan and the landmarks in it, without a subject and the weather.
 */
void
limner_draw_place (LimnerStage *stage)
{
  motifs[stage->plan->motif] (stage);
  limner_draw_landmarks (stage);
}

/**
 * limner_draw_motif:
 * @stage: a stage
 *
 * Draws the motif of the plan, its subject and the weather.
 */
void
limner_draw_motif (LimnerStage *stage)
{
  if (stage->on_picture && limner_is_landmark (stage->plan))
    limner_draw_landmark (stage);
  else if (stage->plan->subject == LIMNER_SUBJECT_NONE || stage->plan->motif_known)
    limner_draw_place (stage);
  if (stage->plan->subject != LIMNER_SUBJECT_NONE)
    limner_draw_subject (stage);
  limner_draw_weather (stage);
}
