/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/generators/limner-painter-plan.h"

typedef struct
{
  const char *prompt;
  int         motif;
  int         light;
  int         material;
} Case;

static const Case cases[] = {
  { "a harbour at dawn, oil on canvas", LIMNER_MOTIF_HARBOUR, LIMNER_LIGHT_DAWN,
    LIMNER_MATERIAL_OIL },
  { "Ein Leuchtturm im Sturm, Linolschnitt", LIMNER_MOTIF_LIGHTHOUSE, LIMNER_LIGHT_STORM,
    LIMNER_MATERIAL_LINOCUT },
  { "bateaux dans un port au coucher de soleil, aquarelle", LIMNER_MOTIF_HARBOUR,
    LIMNER_LIGHT_SUNSET, LIMNER_MATERIAL_WATERCOLOUR },
  { "montañas de noche, óleo", LIMNER_MOTIF_MOUNTAINS, LIMNER_LIGHT_NIGHT, LIMNER_MATERIAL_OIL },
  { "una città con la nebbia, inchiostro", LIMNER_MOTIF_CITY, LIMNER_LIGHT_FOG,
    LIMNER_MATERIAL_INK },
  { "um farol ao amanhecer, aquarela", LIMNER_MOTIF_LIGHTHOUSE, LIMNER_LIGHT_DAWN,
    LIMNER_MATERIAL_WATERCOLOUR },
  { "een vuurtoren bij nacht, potlood", LIMNER_MOTIF_LIGHTHOUSE, LIMNER_LIGHT_NIGHT,
    LIMNER_MATERIAL_PENCIL },
  { "PIXEL ART of a city at night", LIMNER_MOTIF_CITY, LIMNER_LIGHT_NIGHT,
    LIMNER_MATERIAL_PIXELS },
  { "a lighthouse on a rocky coast by the sea, golden hour, gouache", LIMNER_MOTIF_LIGHTHOUSE,
    LIMNER_LIGHT_GOLDEN, LIMNER_MATERIAL_GOUACHE },
};

static void
test_languages (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint64 seed = 0; seed < 5; seed++)
      {
        LimnerPainterPlan plan;

        limner_painter_plan_read (&plan, cases[i].prompt, "", seed);
        g_test_message ("%s", cases[i].prompt);
        g_assert_true (plan.motif_known && plan.light_known && plan.material_known);
        g_assert_cmpint ((int) plan.motif, ==, cases[i].motif);
        g_assert_cmpint ((int) plan.light, ==, cases[i].light);
        g_assert_cmpint ((int) plan.material, ==, cases[i].material);
      }
}

static void
test_negative (void)
{
  LimnerPainterPlan plan;

  limner_painter_plan_read (&plan, "a harbour with boats in the mountains, red and blue",
                            "harbour, boats, red", 1);
  g_assert_cmpint ((int) plan.motif, ==, LIMNER_MOTIF_MOUNTAINS);
  g_assert_cmpuint (plan.extras & LIMNER_EXTRA_BOATS, ==, 0);
  g_assert_cmpuint (plan.banned_extras & LIMNER_EXTRA_BOATS, !=, 0);
  g_assert_cmpuint (plan.hues, ==, 1u << LIMNER_HUE_BLUE);
  g_assert_cmpuint (plan.banned_hues & (1u << LIMNER_HUE_RED), !=, 0);
}

/* Those who are named stand before the place that is named, or before their home. */
static void
test_subjects (void)
{
  static const struct
  {
    const char   *prompt;
    LimnerSubject subject;
    int           motif;      /* or -1 for any */
  } subjects[] = {
    { "a cute fox in the snow", LIMNER_SUBJECT_FOX, LIMNER_MOTIF_FOREST },
    { "a dog running on the beach", LIMNER_SUBJECT_DOG, LIMNER_MOTIF_SEA },
    { "Pferd am Strand", LIMNER_SUBJECT_HORSE, LIMNER_MOTIF_SEA },
    { "Un gato en la ventana", LIMNER_SUBJECT_CAT, LIMNER_MOTIF_STILL_LIFE },
    { "Portr\303\244t einer alten Frau", LIMNER_SUBJECT_PORTRAIT, LIMNER_MOTIF_STILL_LIFE },
    { "a red bird on a branch", LIMNER_SUBJECT_BIRD, LIMNER_MOTIF_FOREST },
    { "two boats in a harbour", LIMNER_SUBJECT_NONE, LIMNER_MOTIF_HARBOUR },
    { "ein alter Zauberer", LIMNER_SUBJECT_PORTRAIT, LIMNER_MOTIF_STILL_LIFE },
    { "a robot", LIMNER_SUBJECT_ROBOT, LIMNER_MOTIF_CITY },
    { "Roboter im Garten", LIMNER_SUBJECT_ROBOT, LIMNER_MOTIF_MEADOW },
    { "un dragon rouge", LIMNER_SUBJECT_DRAGON, LIMNER_MOTIF_MOUNTAINS },
    { "un drago nel bosco", LIMNER_SUBJECT_DRAGON, LIMNER_MOTIF_FOREST },
    { "a panda eating bamboo", LIMNER_SUBJECT_PANDA, LIMNER_MOTIF_FOREST },
    { "twee pingu\303\257ns", LIMNER_SUBJECT_PENGUIN, LIMNER_MOTIF_MEADOW },
    { "een fiets aan de gracht", LIMNER_SUBJECT_BICYCLE, LIMNER_MOTIF_RIVER },
    { "a steam train in the mountains", LIMNER_SUBJECT_TRAIN, LIMNER_MOTIF_MOUNTAINS },
    { "uma baleia no oceano", LIMNER_SUBJECT_WHALE, LIMNER_MOTIF_SEA },
    { "an astronaut on the beach", LIMNER_SUBJECT_ASTRONAUT, LIMNER_MOTIF_SEA },
    { "a glass of beer in a bar", LIMNER_SUBJECT_NONE, -1 },
    { "ein B\303\244r", LIMNER_SUBJECT_BEAR, LIMNER_MOTIF_FOREST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      LimnerPainterPlan plan;

      limner_painter_plan_read (&plan, subjects[i].prompt, "", 3);
      g_assert_cmpint ((int) plan.subject, ==, (int) subjects[i].subject);
      if (subjects[i].motif >= 0)
        g_assert_cmpint ((int) plan.motif, ==, subjects[i].motif);
    }
}

/* Castles, bridges and palms stand in the motif that is named, or in one that suits them. */
static void
test_landmarks (void)
{
  static const struct
  {
    const char *prompt;
    guint       extra;
    LimnerMotif motif;
  } landmarks[] = {
    { "a castle by a river", LIMNER_EXTRA_CASTLE, LIMNER_MOTIF_RIVER },
    { "ein Schloss im Gebirge", LIMNER_EXTRA_CASTLE, LIMNER_MOTIF_MOUNTAINS },
    { "ch\303\242teau au bord de la mer", LIMNER_EXTRA_CASTLE, LIMNER_MOTIF_SEA },
    { "un puente sobre el r\303\255o", LIMNER_EXTRA_BRIDGE, LIMNER_MOTIF_RIVER },
    { "een molen", LIMNER_EXTRA_MILL, LIMNER_MOTIF_MEADOW },
    { "palm trees", LIMNER_EXTRA_PALMS, LIMNER_MOTIF_SEA },
    { "palm trees in the desert", LIMNER_EXTRA_PALMS, LIMNER_MOTIF_DUNES },
    { "um arco-\303\255ris sobre as montanhas", LIMNER_EXTRA_RAINBOW, LIMNER_MOTIF_MOUNTAINS },
    { "una tazza di caff\303\250", LIMNER_EXTRA_CUP, LIMNER_MOTIF_STILL_LIFE },
    { "sunflowers in a vase", LIMNER_EXTRA_SUNFLOWERS, LIMNER_MOTIF_BOUQUET },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (landmarks); i++)
    {
      LimnerPainterPlan plan;

      g_test_message ("%s", landmarks[i].prompt);
      limner_painter_plan_read (&plan, landmarks[i].prompt, "", 3);
      g_assert_cmpuint (plan.extras & landmarks[i].extra, !=, 0);
      g_assert_cmpint ((int) plan.motif, ==, (int) landmarks[i].motif);
      limner_painter_plan_read (&plan, landmarks[i].prompt, landmarks[i].prompt, 3);
      g_assert_cmpuint (plan.extras & landmarks[i].extra, ==, 0);
    }
}

#define BIT(n) (1u << (n))

/* All who are named are there, each once or as often as is said, in the order of the prompt. */
static void
test_beings (void)
{
  static const struct
  {
    const char   *prompt;
    LimnerSubject kinds[LIMNER_MAX_BEINGS];
    guint         n;
  } companies[] = {
    { "a cat and a dog", { LIMNER_SUBJECT_CAT, LIMNER_SUBJECT_DOG }, 2 },
    { "ein Hund neben einer Katze", { LIMNER_SUBJECT_DOG, LIMNER_SUBJECT_CAT }, 2 },
    { "un cheval et un renard", { LIMNER_SUBJECT_HORSE, LIMNER_SUBJECT_FOX }, 2 },
    { "un gato, un perro y un conejo",
      { LIMNER_SUBJECT_CAT, LIMNER_SUBJECT_DOG, LIMNER_SUBJECT_RABBIT }, 3 },
    { "two cats", { LIMNER_SUBJECT_CAT, LIMNER_SUBJECT_CAT }, 2 },
    { "three wolves", { LIMNER_SUBJECT_WOLF, LIMNER_SUBJECT_WOLF, LIMNER_SUBJECT_WOLF }, 3 },
    { "a kitten, cute cat", { LIMNER_SUBJECT_CAT }, 1 },
    { "a white cat and a black cat", { LIMNER_SUBJECT_CAT, LIMNER_SUBJECT_CAT }, 2 },
    { "a lion king", { LIMNER_SUBJECT_LION }, 1 },
    { "eine junge Katze", { LIMNER_SUBJECT_CAT }, 1 },
    { "a portrait of a cat", { LIMNER_SUBJECT_CAT }, 1 },
    { "Portr\303\244t einer Katze und einer Eule", { LIMNER_SUBJECT_CAT, LIMNER_SUBJECT_OWL }, 2 },
    { "portrait of a woman", { LIMNER_SUBJECT_PORTRAIT }, 1 },
    { "un gatto al mare", { LIMNER_SUBJECT_CAT }, 1 },
    { "a girl and her dog", { LIMNER_SUBJECT_PORTRAIT, LIMNER_SUBJECT_DOG }, 2 },
    { "cat, dog, fox, bear and lion",
      { LIMNER_SUBJECT_CAT, LIMNER_SUBJECT_DOG, LIMNER_SUBJECT_FOX }, 3 },
    { "a house by the sea", { LIMNER_SUBJECT_NONE }, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (companies); i++)
    {
      LimnerPainterPlan plan;

      g_test_message ("%s", companies[i].prompt);
      limner_painter_plan_read (&plan, companies[i].prompt, "", 1);
      g_assert_cmpuint (plan.n_beings, ==, companies[i].n);
      for (guint k = 0; k < plan.n_beings; k++)
        g_assert_cmpint ((int) plan.beings[k].kind, ==, (int) companies[i].kinds[k]);
    }
}

/* One who is forbidden is not there; the other stays. */
static void
test_banned_being (void)
{
  LimnerPainterPlan plan;

  limner_painter_plan_read (&plan, "a cat and a dog", "dog", 1);
  g_assert_cmpuint (plan.n_beings, ==, 1);
  g_assert_cmpint ((int) plan.subject, ==, LIMNER_SUBJECT_CAT);

  limner_painter_plan_read (&plan, "lemons and pears", "lemons", 1);
  g_assert_cmphex (plan.things, ==, BIT (LIMNER_THING_PEAR));
  g_assert_cmpint ((int) plan.motif, ==, LIMNER_MOTIF_STILL_LIFE);
}

/* A colour is that of the word it stands before, or in Romance languages behind. */
static void
test_own_colours (void)
{
  static const struct
  {
    const char *prompt;
    guint       loose;
    int         first;      /* a thing, or -1 for the first of the beings */
    guint       first_hues;
    int         second;     /* a thing, or -1 for the second of the beings */
    guint       second_hues;
  } said[] = {
    { "a red house and a blue vase", 0, LIMNER_THING_HOUSE, BIT (LIMNER_HUE_RED),
      LIMNER_THING_VESSEL, BIT (LIMNER_HUE_BLUE) },
    { "ein rotes Haus und eine blaue Vase", 0, LIMNER_THING_HOUSE, BIT (LIMNER_HUE_RED),
      LIMNER_THING_VESSEL, BIT (LIMNER_HUE_BLUE) },
    { "une maison rouge et un vase bleu", 0, LIMNER_THING_HOUSE, BIT (LIMNER_HUE_RED),
      LIMNER_THING_VESSEL, BIT (LIMNER_HUE_BLUE) },
    { "maison rouge, vase bleu", 0, LIMNER_THING_HOUSE, BIT (LIMNER_HUE_RED),
      LIMNER_THING_VESSEL, BIT (LIMNER_HUE_BLUE) },
    { "una casa roja y un jarr\303\263n azul", 0, LIMNER_THING_HOUSE, BIT (LIMNER_HUE_RED),
      LIMNER_THING_VESSEL, BIT (LIMNER_HUE_BLUE) },
    { "red roses in a white vase", 0, LIMNER_THING_FLOWERS, BIT (LIMNER_HUE_RED),
      LIMNER_THING_VESSEL, BIT (LIMNER_HUE_WHITE) },
    { "a red and white boat, yellow wooden house", 0, LIMNER_THING_BOAT,
      BIT (LIMNER_HUE_RED) | BIT (LIMNER_HUE_WHITE), LIMNER_THING_HOUSE,
      BIT (LIMNER_HUE_YELLOW) },
    { "a black cat and a white dog", 0, -1, BIT (LIMNER_HUE_BLACK), -1, BIT (LIMNER_HUE_WHITE) },
    { "un chien noir et un chat blanc", 0, -1, BIT (LIMNER_HUE_BLACK), -1,
      BIT (LIMNER_HUE_WHITE) },
    { "a house and a boat, all in blue", BIT (LIMNER_HUE_BLUE), LIMNER_THING_HOUSE, 0,
      LIMNER_THING_BOAT, 0 },
    { "oranges and a green apple", 0, LIMNER_THING_ORANGE, BIT (LIMNER_HUE_ORANGE),
      LIMNER_THING_APPLE, BIT (LIMNER_HUE_GREEN) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      LimnerPainterPlan plan;

      g_test_message ("%s", said[i].prompt);
      limner_painter_plan_read (&plan, said[i].prompt, "", 1);
      g_assert_cmphex (plan.hues, ==, said[i].loose);
      g_assert_cmphex (said[i].first < 0 ? plan.beings[0].hues : plan.thing_hues[said[i].first],
                       ==, said[i].first_hues);
      g_assert_cmphex (said[i].second < 0 ? plan.beings[1].hues : plan.thing_hues[said[i].second],
                       ==, said[i].second_hues);
      limner_painter_plan_read (&plan, said[i].prompt, "red, rot, black", 1);
      for (int thing = 0; thing < LIMNER_N_THINGS; thing++)
        g_assert_cmphex (plan.thing_hues[thing] & BIT (LIMNER_HUE_RED), ==, 0);
    }
}

/* A building stands in the place that is named with it; fruit and flowers stand on one table. */
static void
test_together (void)
{
  static const struct
  {
    const char *prompt;
    guint       things;
    LimnerMotif motif;
  } together[] = {
    { "a red house by the lake", BIT (LIMNER_THING_HOUSE), LIMNER_MOTIF_MOUNTAINS },
    { "ein Haus am See", BIT (LIMNER_THING_HOUSE), LIMNER_MOTIF_MOUNTAINS },
    { "une maison dans la for\303\252t", BIT (LIMNER_THING_HOUSE), LIMNER_MOTIF_FOREST },
    { "una chiesa al mare", BIT (LIMNER_THING_CHURCH), LIMNER_MOTIF_SEA },
    { "a house in a field", BIT (LIMNER_THING_HOUSE), LIMNER_MOTIF_MEADOW },
    { "a house on a street", BIT (LIMNER_THING_HOUSE), LIMNER_MOTIF_CITY },
    { "a village by the lake", BIT (LIMNER_THING_VILLAGE), LIMNER_MOTIF_MOUNTAINS },
    { "a house", BIT (LIMNER_THING_HOUSE), LIMNER_MOTIF_VILLAGE },
    { "lemons and tulips", BIT (LIMNER_THING_LEMON) | BIT (LIMNER_THING_FLOWERS),
      LIMNER_MOTIF_STILL_LIFE },
    { "Zitronen und Tulpen", BIT (LIMNER_THING_LEMON) | BIT (LIMNER_THING_FLOWERS),
      LIMNER_MOTIF_STILL_LIFE },
    { "des citrons et des tulipes", BIT (LIMNER_THING_LEMON) | BIT (LIMNER_THING_FLOWERS),
      LIMNER_MOTIF_STILL_LIFE },
    { "tulips", BIT (LIMNER_THING_FLOWERS), LIMNER_MOTIF_BOUQUET },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (together); i++)
    {
      LimnerPainterPlan plan;

      g_test_message ("%s", together[i].prompt);
      limner_painter_plan_read (&plan, together[i].prompt, "", 1);
      g_assert_true (plan.motif_known);
      g_assert_cmphex (plan.things, ==, together[i].things);
      g_assert_cmpint ((int) plan.motif, ==, (int) together[i].motif);
    }
}

/* Snow lies where a snowman stands, unless the prompt names another season. */
static void
test_wintry (void)
{
  LimnerPainterPlan plan;

  limner_painter_plan_read (&plan, "a snowman", "", 1);
  g_assert_cmpint ((int) plan.season, ==, LIMNER_SEASON_WINTER);
  limner_painter_plan_read (&plan, "a snowman in summer", "", 1);
  g_assert_cmpint ((int) plan.season, ==, LIMNER_SEASON_SUMMER);
}

static void
test_completes (void)
{
  for (guint64 seed = 0; seed < 20; seed++)
    {
      LimnerPainterPlan plan;
      g_autofree char *words = NULL;

      limner_painter_plan_read (&plan, "northern lights over a lake", "", seed);
      g_assert_cmpint ((int) plan.light, ==, LIMNER_LIGHT_NIGHT);
      limner_painter_plan_read (&plan, "northern lights at dawn", "", seed);
      g_assert_cmpint ((int) plan.light, ==, LIMNER_LIGHT_DAWN);
      limner_painter_plan_read (&plan, "portrait of an old man with a beard", "", seed);
      g_assert_cmpint ((int) plan.material, !=, LIMNER_MATERIAL_KNIFE);
      g_assert_cmpuint (plan.extras & LIMNER_EXTRA_MAN, !=, 0);
      g_assert_cmpuint (plan.extras & LIMNER_EXTRA_BEARD, !=, 0);
      g_assert_cmpuint (plan.extras & LIMNER_EXTRA_OLD, !=, 0);
      limner_painter_plan_read (&plan, "a fox", "fox", seed);
      g_assert_cmpint ((int) plan.subject, ==, LIMNER_SUBJECT_NONE);
      limner_painter_plan_read (&plan, "an owl, gouache", "", seed);
      words = limner_painter_plan_describe (&plan);
      g_assert_true (g_str_has_prefix (words, "owl, "));
    }
}

/* The same words give the same motif for every seed, other words others. */
static void
test_unknown (void)
{
  const char *prompts[] = { "", "zzz", "qwertz uiop", "one two three four", "\xff\xfe bad bytes" };
  guint motifs = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      LimnerPainterPlan first;

      limner_painter_plan_read (&first, prompts[i], "", 0);
      g_assert_false (first.motif_known);
      motifs |= 1u << first.motif;
      for (guint64 seed = 1; seed < 6; seed++)
        {
          LimnerPainterPlan plan;

          limner_painter_plan_read (&plan, prompts[i], "", seed);
          g_assert_cmpint ((int) plan.motif, ==, (int) first.motif);
        }
    }
  g_assert_cmpuint (motifs & (motifs - 1), !=, 0);
}

/* Every entry of the table is written as prompts are read: small letters, no accents. */
static void
test_words (void)
{
  gsize n;
  const LimnerPainterWords *entries = _limner_painter_get_words (&n);
  guint motifs = 0;
  guint subjects = 1;

  for (gsize i = 0; i < n; i++)
    {
      for (const char *p = entries[i].words; *p != '\0'; p++)
        g_assert_true (g_ascii_islower (*p) || g_ascii_isdigit (*p) || *p == ' ' || *p == ',' ||
                       *p == '-' || *p == '\'');
      if (entries[i].kind == LIMNER_WORD_MOTIF)
        motifs |= 1u << entries[i].value;
      if (entries[i].kind == LIMNER_WORD_SUBJECT)
        subjects |= 1u << entries[i].value;
    }
  g_assert_cmpuint (subjects, ==, (1u << LIMNER_N_SUBJECTS) - 1);
  g_assert_cmpuint (motifs, ==, (1u << LIMNER_N_MOTIFS) - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/painter-plan/languages", test_languages);
  g_test_add_func ("/painter-plan/negative", test_negative);
  g_test_add_func ("/painter-plan/subjects", test_subjects);
  g_test_add_func ("/painter-plan/landmarks", test_landmarks);
  g_test_add_func ("/painter-plan/beings", test_beings);
  g_test_add_func ("/painter-plan/banned-being", test_banned_being);
  g_test_add_func ("/painter-plan/own-colours", test_own_colours);
  g_test_add_func ("/painter-plan/together", test_together);
  g_test_add_func ("/painter-plan/wintry", test_wintry);
  g_test_add_func ("/painter-plan/completes", test_completes);
  g_test_add_func ("/painter-plan/unknown", test_unknown);
  g_test_add_func ("/painter-plan/words", test_words);

  return g_test_run ();
}
