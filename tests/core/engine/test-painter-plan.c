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
  g_test_add_func ("/painter-plan/wintry", test_wintry);
  g_test_add_func ("/painter-plan/completes", test_completes);
  g_test_add_func ("/painter-plan/unknown", test_unknown);
  g_test_add_func ("/painter-plan/words", test_words);

  return g_test_run ();
}
