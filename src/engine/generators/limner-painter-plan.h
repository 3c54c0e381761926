/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "limner-colour.h"

G_BEGIN_DECLS

typedef enum
{
  LIMNER_MOTIF_HARBOUR,
  LIMNER_MOTIF_SEA,
  LIMNER_MOTIF_LIGHTHOUSE,
  LIMNER_MOTIF_MOUNTAINS,
  LIMNER_MOTIF_WATERFALL,
  LIMNER_MOTIF_FOREST,
  LIMNER_MOTIF_DUNES,
  LIMNER_MOTIF_MEADOW,
  LIMNER_MOTIF_LANE,
  LIMNER_MOTIF_VILLAGE,
  LIMNER_MOTIF_CITY,
  LIMNER_MOTIF_STILL_LIFE,
  LIMNER_MOTIF_BOUQUET,
  LIMNER_MOTIF_CLOUDS,
  LIMNER_MOTIF_POND,
  LIMNER_MOTIF_TREE,
  LIMNER_MOTIF_SPACE,
  LIMNER_MOTIF_ABSTRACT,
  LIMNER_MOTIF_RIVER,
  LIMNER_N_MOTIFS
} LimnerMotif;

/* Who or what stands before the motif. */
typedef enum
{
  LIMNER_SUBJECT_NONE,
  LIMNER_SUBJECT_PORTRAIT,
  LIMNER_SUBJECT_FOX,
  LIMNER_SUBJECT_CAT,
  LIMNER_SUBJECT_DOG,
  LIMNER_SUBJECT_WOLF,
  LIMNER_SUBJECT_LION,
  LIMNER_SUBJECT_TIGER,
  LIMNER_SUBJECT_BEAR,
  LIMNER_SUBJECT_RABBIT,
  LIMNER_SUBJECT_HORSE,
  LIMNER_SUBJECT_DEER,
  LIMNER_SUBJECT_BIRD,
  LIMNER_SUBJECT_OWL,
  LIMNER_SUBJECT_BUTTERFLY,
  LIMNER_SUBJECT_PANDA,
  LIMNER_SUBJECT_PENGUIN,
  LIMNER_SUBJECT_ELEPHANT,
  LIMNER_SUBJECT_WHALE,
  LIMNER_SUBJECT_DRAGON,
  LIMNER_SUBJECT_ROBOT,
  LIMNER_SUBJECT_ASTRONAUT,
  LIMNER_SUBJECT_SNOWMAN,
  LIMNER_SUBJECT_CHRISTMAS_TREE,
  LIMNER_SUBJECT_MUSHROOM,
  LIMNER_SUBJECT_CAR,
  LIMNER_SUBJECT_BICYCLE,
  LIMNER_SUBJECT_TRAIN,
  LIMNER_N_SUBJECTS
} LimnerSubject;

typedef enum
{
  LIMNER_LIGHT_DAY,
  LIMNER_LIGHT_DAWN,
  LIMNER_LIGHT_GOLDEN,
  LIMNER_LIGHT_SUNSET,
  LIMNER_LIGHT_DUSK,
  LIMNER_LIGHT_NIGHT,
  LIMNER_LIGHT_OVERCAST,
  LIMNER_LIGHT_FOG,
  LIMNER_LIGHT_STORM,
  LIMNER_N_LIGHTS
} LimnerLightKind;

typedef enum
{
  LIMNER_MATERIAL_OIL,
  LIMNER_MATERIAL_KNIFE,
  LIMNER_MATERIAL_GOUACHE,
  LIMNER_MATERIAL_PASTEL,
  LIMNER_MATERIAL_POINTS,
  LIMNER_MATERIAL_WATERCOLOUR,
  LIMNER_MATERIAL_INK,
  LIMNER_MATERIAL_PENCIL,
  LIMNER_MATERIAL_POSTER,
  LIMNER_MATERIAL_PIXELS,
  LIMNER_MATERIAL_LINOCUT,
  LIMNER_N_MATERIALS
} LimnerMaterial;

typedef enum
{
  LIMNER_SEASON_SUMMER,
  LIMNER_SEASON_SPRING,
  LIMNER_SEASON_AUTUMN,
  LIMNER_SEASON_WINTER,
  LIMNER_N_SEASONS
} LimnerSeason;

typedef enum
{
  LIMNER_PALETTE_NATURAL,
  LIMNER_PALETTE_WARM,
  LIMNER_PALETTE_COOL,
  LIMNER_PALETTE_SOFT,
  LIMNER_PALETTE_VIVID,
  LIMNER_PALETTE_EARTH,
  LIMNER_PALETTE_SEPIA,
  LIMNER_PALETTE_GREY,
  LIMNER_PALETTE_TEAL_ORANGE,
  LIMNER_N_PALETTES
} LimnerPalette;

/* Things that a picture can have beside its motif. */
typedef enum
{
  LIMNER_EXTRA_MOON    = 1 << 0,
  LIMNER_EXTRA_STARS   = 1 << 1,
  LIMNER_EXTRA_BIRDS   = 1 << 2,
  LIMNER_EXTRA_BOATS   = 1 << 3,
  LIMNER_EXTRA_RAIN    = 1 << 4,
  LIMNER_EXTRA_SNOW    = 1 << 5,
  LIMNER_EXTRA_FLOWERS = 1 << 6,
  LIMNER_EXTRA_HOUSE   = 1 << 7,
  LIMNER_EXTRA_TREES   = 1 << 8,
  LIMNER_EXTRA_FIGURE  = 1 << 9,
  LIMNER_EXTRA_SUN     = 1 << 10,
  LIMNER_EXTRA_CLOUDS  = 1 << 11,
  LIMNER_EXTRA_AURORA  = 1 << 12,
  LIMNER_EXTRA_BLOSSOM = 1 << 13,
  LIMNER_EXTRA_MAN     = 1 << 14,
  LIMNER_EXTRA_BEARD   = 1 << 15,
  LIMNER_EXTRA_OLD     = 1 << 16,
  LIMNER_EXTRA_CASTLE  = 1 << 17,
  LIMNER_EXTRA_BRIDGE  = 1 << 18,
  LIMNER_EXTRA_MILL    = 1 << 19,
  LIMNER_EXTRA_PALMS   = 1 << 20,
  LIMNER_EXTRA_RAINBOW = 1 << 21,
  LIMNER_EXTRA_CUP     = 1 << 22,
  LIMNER_EXTRA_HAT     = 1 << 23,
  LIMNER_EXTRA_MAGIC   = 1 << 24,   /* a pointed hat with stars */
  LIMNER_EXTRA_CROWN   = 1 << 25,
  LIMNER_EXTRA_SUNFLOWERS = 1 << 26,
  LIMNER_EXTRA_TULIPS     = 1 << 27,
} LimnerExtra;

/* What is worn on a head. */
#define LIMNER_EXTRAS_WORN (LIMNER_EXTRA_HAT | LIMNER_EXTRA_MAGIC | LIMNER_EXTRA_CROWN)

/* Colours that a prompt can name. */
typedef enum
{
  LIMNER_HUE_RED,
  LIMNER_HUE_ORANGE,
  LIMNER_HUE_YELLOW,
  LIMNER_HUE_GREEN,
  LIMNER_HUE_TEAL,
  LIMNER_HUE_BLUE,
  LIMNER_HUE_VIOLET,
  LIMNER_HUE_PINK,
  LIMNER_HUE_BROWN,
  LIMNER_HUE_BLACK,
  LIMNER_HUE_WHITE,
  LIMNER_N_HUES
} LimnerHue;

/* Things that can have a colour of their own. */
typedef enum
{
  LIMNER_THING_HOUSE,
  LIMNER_THING_CHURCH,
  LIMNER_THING_VILLAGE,
  LIMNER_THING_BOAT,
  LIMNER_THING_VESSEL,      /* a vase, a jug, a cup */
  LIMNER_THING_FLOWERS,
  LIMNER_THING_HAT,
  LIMNER_THING_HAIR,
  LIMNER_THING_DRESS,
  LIMNER_THING_APPLE,
  LIMNER_THING_PEAR,
  LIMNER_THING_ORANGE,
  LIMNER_THING_LEMON,
  LIMNER_THING_PEACH,
  LIMNER_THING_TOMATO,
  LIMNER_THING_STRAWBERRY,
  LIMNER_THING_CHERRY,
  LIMNER_THING_GRAPE,
  LIMNER_N_THINGS
} LimnerThing;

/* What lies in a bowl. */
#define LIMNER_THINGS_FRUIT (((1u << LIMNER_N_THINGS) - 1) & ~((1u << LIMNER_THING_APPLE) - 1))

/* Those that fit side by side. */
#define LIMNER_MAX_BEINGS 3

/**
 * LimnerBeing:
 * @kind: who it is
 * @hues: bit `1 << hue` for each colour that is said of it
 *
 * One of those who stand before the motif.
 */
typedef struct
{
  LimnerSubject kind;
  guint         hues;
} LimnerBeing;

/**
 * LimnerPainterPlan:
 * @motif: what is painted
 * @subject: who or what stands before it; of several the one who decides where they are
 * @beings: all of them, in the order of the prompt
 * @n_beings: how many there are
 * @light: time of day and weather
 * @material: what it is painted with
 * @season: of the year
 * @palette: manner of the colours
 * @extras: #LimnerExtra that were asked for
 * @banned_extras: #LimnerExtra that must not be there
 * @things: bit `1 << thing` for each #LimnerThing that is named
 * @thing_hues: for each thing the colours that are said of it
 * @hues: bit `1 << hue` for each colour that was asked for and is said of nothing in particular
 * @banned_hues: bit `1 << hue` for each colour that must not be there
 * @motif_known: the prompt named the motif; else it was chosen by its letters
 * @motif_implied: it was named only by something that stands there, such as a castle
 * @seed: decides the composition
 *
 * What the painter understood of a prompt.
 */
typedef struct
{
  LimnerMotif     motif;
  LimnerSubject   subject;
  LimnerLightKind light;
  LimnerMaterial  material;
  LimnerSeason    season;
  LimnerPalette   palette;
  LimnerBeing     beings[LIMNER_MAX_BEINGS];
  guint           n_beings;
  guint           things;
  guint           thing_hues[LIMNER_N_THINGS];
  guint           extras;
  guint           banned_extras;
  guint           hues;
  guint           banned_hues;
  gboolean        motif_known;
  gboolean        motif_implied;
  gboolean        light_known;
  gboolean        material_known;
  guint64         seed;
} LimnerPainterPlan;

void        limner_painter_plan_read     (LimnerPainterPlan       *self,
                                          const char              *prompt,
                                          const char              *negative_prompt,
                                          guint64                  seed);
char       *limner_painter_plan_describe (const LimnerPainterPlan *self) G_GNUC_WARN_UNUSED_RESULT;

/* What a word means to the painter. */
typedef enum
{
  LIMNER_WORD_MOTIF,
  LIMNER_WORD_SUBJECT,
  LIMNER_WORD_LIGHT,
  LIMNER_WORD_MATERIAL,
  LIMNER_WORD_SEASON,
  LIMNER_WORD_PALETTE,
  LIMNER_WORD_EXTRA,
  LIMNER_WORD_HUE,
  LIMNER_WORD_THING,
} LimnerWordKind;

typedef struct
{
  LimnerWordKind  kind;
  int             value;
  int             weight;   /* how much it says: 1 is in passing, 3 is what the picture is about */
  const char     *words;    /* separated by commas; small letters without accents */
} LimnerPainterWords;

const LimnerPainterWords *_limner_painter_get_words   (gsize                    *n_entries);
gsize                     _limner_painter_match       (const char               *text,
                                                       const char               *word,
                                                       gsize                     length);
gboolean                  _limner_painter_says        (const char               *text,
                                                       const LimnerPainterWords *entry);
void                      _limner_painter_read_things (LimnerPainterPlan        *self,
                                                       const char * const       *clauses,
                                                       const char               *forbidden);

G_END_DECLS
