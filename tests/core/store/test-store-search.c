/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "store/limner-database.h"
#include "store/limner-migrations.h"
#include "store/limner-store-rows.h"
#include "store-fixture.h"

#define N_ITEMS 500

/* One made picture, as plain numbers: what the slow filter looks at. */
typedef struct
{
  int         steps;       /* 0: the model has none */
  double      guidance;
  int         width;
  int         height;
  int         rating;
  double      cost;        /* NaN: unknown */
  double      time;
  const char *model;
  const char *server;
  const char *operation;
  const char *tag;         /* NULL: none */
  const char *word;
  gboolean    favourite;
  gboolean    masked;
  gboolean    has_parent;
  gboolean    missing;
  int         seed;
  int         month;       /* of 2026 */
  int         day;
} Made;

static const char *const models[] = { "limner/painter", "stability-ai/sdxl", "lab/100%_fine" };
static const char *const servers[] = { "replicate", "home", "builtin" };
static const char *const operations[] = { "generate", "edit", "upscale", "import" };
static const char *const tags[] = { NULL, "cover", "Sea", "two words" };
static const char *const words[] = { "fox", "harbour", "Straße", "狐", "o'clock" };
static const int sides[] = { 512, 768, 1024, 1152, 1920, 1080 };

static void
make_items (Made *made)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);

  for (guint i = 0; i < N_ITEMS; i++)
    made[i] = (Made) {
      .steps = g_rand_int_range (rand, 0, 4) * 10,
      .guidance = g_rand_int_range (rand, 2, 16) / 2.0,
      .width = sides[g_rand_int_range (rand, 0, 6)],
      .height = sides[g_rand_int_range (rand, 0, 6)],
      .rating = g_rand_int_range (rand, -1, 6),
      .cost = g_rand_boolean (rand) ? NAN : g_rand_int_range (rand, 0, 9) / 32.0,
      .time = g_rand_boolean (rand) ? NAN : g_rand_int_range (rand, 0, 30),
      .model = models[g_rand_int_range (rand, 0, 3)],
      .server = servers[g_rand_int_range (rand, 0, 3)],
      .operation = operations[g_rand_int_range (rand, 0, 4)],
      .tag = tags[g_rand_int_range (rand, 0, 4)],
      .word = words[g_rand_int_range (rand, 0, 5)],
      .favourite = g_rand_int_range (rand, 0, 4) == 0,
      .masked = g_rand_int_range (rand, 0, 3) == 0,
      .has_parent = g_rand_int_range (rand, 0, 3) == 0,
      .missing = g_rand_int_range (rand, 0, 5) == 0,
      .seed = g_rand_int_range (rand, 0, 40),
      .month = g_rand_int_range (rand, 1, 13),
      .day = g_rand_int_range (rand, 1, 29),
    };
}

static void
insert (LimnerDatabase *database,
        const Made     *made,
        guint           number)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  g_autoptr(GDateTime) time = g_date_time_new_local (2026, made->month, made->day, 12, 0, 0);
  char guidance[G_ASCII_DTOSTR_BUF_SIZE];
  GString *input = g_string_new ("{\"prompt\":\"x\"");

  if (made->steps > 0)
    g_string_append_printf (input, ",\"num_inference_steps\":%d,\"detail\":%d", made->steps,
                            made->steps / 10);
  g_string_append_printf (input, ",\"guidance_scale\":%s",
                          g_ascii_dtostr (guidance, sizeof guidance, made->guidance));
  if (made->masked)
    g_string_append (input, ",\"mask\":\"blob:0\"");
  g_string_append_c (input, '}');

  details->id = 1000 + number;
  details->created = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  details->prompt = g_strdup_printf ("a %s of paper", made->word);
  details->seed = g_strdup_printf ("%d", made->seed);
  details->model = g_strdup (made->model);
  details->server = g_strdup (made->server);
  details->operation = g_strdup (made->operation);
  details->input = g_string_free (input, FALSE);
  details->width = made->width;
  details->height = made->height;
  details->rating = made->rating;
  details->cost = made->cost;
  details->predict_time = made->time;
  details->favourite = made->favourite;
  details->missing = made->missing;
  if (made->tag != NULL)
    details->tags = g_strsplit (made->tag, "|", -1);
  if (made->has_parent)
    details->parents = g_strsplit ("999", "|", -1);
  g_assert_true (limner_store_rows_insert (database, details, NULL));
}

static void
fill (Fixture    *fixture,
      const Made *made)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);

  g_assert_true (limner_migrations_run (database, limner_migrations_get_latest (), NULL));
  g_assert_true (limner_database_begin (database, NULL));
  for (guint i = 0; i < N_ITEMS; i++)
    insert (database, &made[i], i);
  g_assert_true (limner_database_commit (database, NULL));
}

/* One random term, as it is typed and as a number to compare or a text to find. */
typedef struct
{
  guint       kind;
  gboolean    negated;
  guint       comparison;
  double      number;
  const char *text;
  char       *typed;
} Term;

static const char *const comparisons[] = { "", "=", ">", ">=", "<", "<=" };
static const char *const number_fields[] = {
  "steps", "num_inference_steps", "cfg", "width", "height", "size", "rating", "cost", "time",
  "detail", "seed",
};
static const char *const model_parts[] = { "limner", "SDXL", "0%_f", "a", "/" };
static const char *const names[] = {
  "is:favourite", "is:edited", "is:upscaled", "is:imported", "is:missing", "is:rated",
  "is:rejected", "is:unrated", "has:mask", "has:source", "has:tags", "has:cost",
};

enum
{
  TERM_NUMBER,
  TERM_MODEL,
  TERM_SERVER,
  TERM_TAG,
  TERM_NAMED,
  TERM_RATIO,
  TERM_EXACT_SIZE,
  TERM_MONTH,
  TERM_DAY,
  TERM_WORD,
  N_TERMS
};

static double
choose_number (GRand      *rand,
               const char *field)
{
  if (g_str_equal (field, "cfg"))
    return g_rand_int_range (rand, 2, 16) / 2.0;
  if (g_str_equal (field, "cost"))
    return g_rand_int_range (rand, 0, 9) / 32.0;
  if (g_str_equal (field, "rating"))
    return g_rand_int_range (rand, -1, 6);
  if (g_str_equal (field, "detail"))
    return g_rand_int_range (rand, 0, 4);
  if (g_str_has_suffix (field, "steps") || g_str_equal (field, "time"))
    return g_rand_int_range (rand, 0, 31);
  if (g_str_equal (field, "seed"))
    return g_rand_int_range (rand, 0, 40);
  return sides[g_rand_int_range (rand, 0, 6)];
}

static void
make_term (GRand *rand,
           Term  *term)
{
  g_autofree char *body = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  *term = (Term) { .kind = (guint) g_rand_int_range (rand, 0, N_TERMS),
                   .negated = g_rand_int_range (rand, 0, 4) == 0 };
  switch (term->kind)
    {
    case TERM_NUMBER:
      term->text = number_fields[g_rand_int_range (rand, 0, G_N_ELEMENTS (number_fields))];
      term->number = choose_number (rand, term->text);
      if (!g_str_equal (term->text, "seed"))
        term->comparison = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (comparisons));
      body = g_strdup_printf ("%s:%s%s", term->text, comparisons[term->comparison],
                              g_ascii_dtostr (number, sizeof number, term->number));
      break;
    case TERM_MODEL:
      term->text = model_parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (model_parts))];
      body = g_strdup_printf ("model:%s", term->text);
      break;
    case TERM_SERVER:
      term->text = servers[g_rand_int_range (rand, 0, 3)];
      body = g_strdup_printf ("server:%s", term->text);
      break;
    case TERM_TAG:
      term->text = tags[g_rand_int_range (rand, 1, 4)];
      body = g_strdup_printf ("tag:\"%s\"", term->text);
      break;
    case TERM_NAMED:
      term->text = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
      body = g_strdup (term->text);
      break;
    case TERM_RATIO:
      term->text = g_rand_boolean (rand) ? "16:9" : "1:1";
      body = g_strdup_printf ("ratio:%s", term->text);
      break;
    case TERM_EXACT_SIZE:
      term->number = sides[g_rand_int_range (rand, 0, 6)];
      body = g_strdup_printf ("size:%.0fx1024", term->number);
      break;
    case TERM_MONTH:
    case TERM_DAY:
      term->comparison = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (comparisons));
      term->number = g_rand_int_range (rand, 1, 13);
      body = g_strdup_printf ("date:%s2026-%02.0f%s", comparisons[term->comparison], term->number,
                              term->kind == TERM_DAY ? "-14" : "");
      break;
    case TERM_WORD:
    default:
      term->text = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
      body = g_strdup_printf ("\"%s\"", term->text);
      break;
    }
  term->typed = g_strconcat (term->negated ? "-" : "", body, NULL);
}

static gboolean
compares (double left,
          guint  comparison,
          double right)
{
  if (isnan (left))
    return FALSE;
  switch (comparison)
    {
    case 2:
      return left > right;
    case 3:
      return left >= right;
    case 4:
      return left < right;
    case 5:
      return left <= right;
    default:
      return left == right;
    }
}

static double
get_number (const Made *made,
            const char *field)
{
  if (g_str_has_suffix (field, "steps"))
    return made->steps > 0 ? made->steps : NAN;
  if (g_str_equal (field, "detail"))
    return made->steps > 0 ? made->steps / 10 : NAN;
  if (g_str_equal (field, "cfg"))
    return made->guidance;
  if (g_str_equal (field, "width"))
    return made->width;
  if (g_str_equal (field, "height"))
    return made->height;
  if (g_str_equal (field, "size"))
    return MAX (made->width, made->height);
  if (g_str_equal (field, "rating"))
    return made->rating;
  if (g_str_equal (field, "cost"))
    return made->cost;
  return g_str_equal (field, "time") ? made->time : made->seed;
}

static gboolean
is_named (const Made *made,
          const char *name)
{
  const gboolean is[] = {
    made->favourite, g_str_equal (made->operation, "edit"),
    g_str_equal (made->operation, "upscale"), g_str_equal (made->operation, "import"),
    made->missing, made->rating > 0, made->rating < 0, made->rating == 0, made->masked,
    made->has_parent, made->tag != NULL, !isnan (made->cost),
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return is[i];
  g_assert_not_reached ();
}

static gboolean
has_part (const char *text,
          const char *part)
{
  g_autofree char *lower_text = g_ascii_strdown (text, -1);
  g_autofree char *lower_part = g_ascii_strdown (part, -1);

  return strstr (lower_text, lower_part) != NULL;
}

static gboolean
fits (const Made *made,
      const Term *term)
{
  double ratio;

  switch (term->kind)
    {
    case TERM_NUMBER:
      return compares (get_number (made, term->text), term->comparison, term->number);
    case TERM_MODEL:
      return has_part (made->model, term->text);
    case TERM_SERVER:
      return has_part (made->server, term->text);
    case TERM_TAG:
      return made->tag != NULL && g_ascii_strcasecmp (made->tag, term->text) == 0;
    case TERM_NAMED:
      return is_named (made, term->text);
    case TERM_RATIO:
      ratio = g_str_equal (term->text, "1:1") ? 1 : 16.0 / 9;
      return fabs (made->width / (made->height * ratio) - 1) < 0.02;
    case TERM_EXACT_SIZE:
      return made->width == (int) term->number && made->height == 1024;
    case TERM_MONTH:
      return compares (made->month, term->comparison, term->number);
    case TERM_DAY:
      return compares (made->month * 100 + made->day, term->comparison, term->number * 100 + 14);
    case TERM_WORD:
    default:
      return g_str_equal (made->word, term->text);
    }
}

/* OR joins neighbours: a picture fits that fits one term of each group. */
static gboolean
fits_all (const Made     *made,
          const Term     *terms,
          const gboolean *joined,
          guint           n_terms)
{
  for (guint i = 0; i < n_terms;)
    {
      gboolean one = FALSE;

      do
        one = (fits (made, &terms[i]) != terms[i].negated) || one;
      while (++i < n_terms && joined[i]);
      if (!one)
        return FALSE;
    }
  return TRUE;
}

/* What is found is what a slow look at each picture finds, for any fields together. */
static void
test_fields (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree Made *made = g_new0 (Made, N_ITEMS);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261120);
  guint n_found_some = 0;

  make_items (made);
  fill (fixture, made);
  for (guint round = 0; round < 400; round++)
    {
      guint n_terms = (guint) g_rand_int_range (rand, 1, 5);
      g_autoptr(GString) typed = g_string_new (NULL);
      g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GListModel) found = NULL;
      gboolean joined[4];
      Term terms[4];

      for (guint i = 0; i < n_terms; i++)
        {
          joined[i] = i > 0 && g_rand_int_range (rand, 0, 3) == 0;
          make_term (rand, &terms[i]);
          g_string_append_printf (typed, "%s%s", joined[i] ? " OR " : i > 0 ? " " : "",
                                  terms[i].typed);
        }
      for (guint i = 0; i < N_ITEMS; i++)
        {
          if (fits_all (&made[i], terms, joined, n_terms))
            g_hash_table_add (ids, g_strdup_printf ("%u", 1000 + i));
        }

      found = fixture_search (fixture, typed->str);
      if (g_list_model_get_n_items (found) != g_hash_table_size (ids))
        g_error ("“%s” finds %u, not %u", typed->str, g_list_model_get_n_items (found),
                 g_hash_table_size (ids));
      for (guint i = 0; i < g_list_model_get_n_items (found); i++)
        {
          g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (found, i);

          g_assert_true (g_hash_table_contains (ids, limner_gallery_item_get_id (item)));
        }
      n_found_some += g_hash_table_size (ids) > 0;
      for (guint i = 0; i < n_terms; i++)
        g_clear_pointer (&terms[i].typed, g_free);
    }
  g_assert_cmpuint (n_found_some, >, 150);
}

/* There is no wrong query: whatever is typed, or given on the command line, is searched for. */
static void
test_anything (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const pieces[] = {
    "fox", "\"", "-", ":", ">", "<=", "..", "%", "_", "*", "(", ")", "AND", "OR", "NEAR", "NOT",
    "^", "'", ";", "\\", "steps", "size:", "date:", "ratio:", "is:", "has:", "tag:", "album:",
    "seed:",
    "2026-11", "9999999999999999999999", "1e999", "-0", "nan", "0x", "狐", "\xcc\x88", "🦊", "ß",
    "\t", " ", " ", "\n", "x:y:z", "prompt:", "notes:", "today", "--", "\xff", "\xe7\x8b", "{",
    "$.a",
  };
  g_autofree Made *made = g_new0 (Made, N_ITEMS);
  g_autoptr(GRand) rand = g_rand_new_with_seed (77);

  make_items (made);
  fill (fixture, made);
  for (guint round = 0; round < 600; round++)
    {
      g_autoptr(GString) typed = g_string_new (NULL);
      g_autoptr(GListModel) found = NULL;
      int n = g_rand_int_range (rand, 1, 12);

      for (int i = 0; i < n; i++)
        g_string_append (typed, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      found = fixture_search (fixture, typed->str);
      g_assert_cmpuint (g_list_model_get_n_items (found), <=, N_ITEMS);
    }
}

/* More than anybody types: a whole story, or one word without an end. */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GString) many = g_string_new (NULL);
  g_autofree char *one = g_strnfill (100000, 'a');
  g_autofree char *quotes = g_strnfill (1001, '"');
  g_autoptr(GString) script = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (many, "word%u -tag:%u steps:>%u ", i, i, i);
      g_string_append (script, "狐");
    }
  g_assert_cmpuint (fixture_count (fixture, many->str), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, one), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, quotes), ==, 0);
  g_assert_cmpuint (fixture_count (fixture, script->str), ==, 0);
}

/* Five days with a picture each half hour, round the night when clocks change in New York */
static void
fill_hours (Fixture *fixture,
            gint64   first)
{
  g_autofree char *path = g_build_filename (fixture->folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);

  g_assert_true (limner_migrations_run (database, limner_migrations_get_latest (), NULL));
  g_assert_true (limner_database_begin (database, NULL));
  for (guint i = 0; i < 240; i++)
    {
      g_autoptr(LimnerItemDetails) details = limner_item_details_new ();

      details->id = 1000 + i;
      details->created = (first + i * 1800) * G_USEC_PER_SEC;
      g_assert_true (limner_store_rows_insert (database, details, NULL));
    }
  g_assert_true (limner_database_commit (database, NULL));
}

/* A day is the day of the person who looks, however long it is there. */
static void
test_time_zones (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const zones[] = {
    "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
  };
  g_autofree char *before = g_strdup (g_getenv ("TZ"));
  const gint64 first = 1772755200;   /* 2026-03-06 0:00 UTC */

  fill_hours (fixture, first);
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zones[i]);

      if (zone == NULL)
        continue;
      g_setenv ("TZ", zones[i], TRUE);
      for (int day = 6; day <= 10; day++)
        {
          g_autofree char *on = g_strdup_printf ("date:2026-03-%02d", day);
          g_autofree char *later = g_strdup_printf ("date:>2026-03-%02d", day);
          guint n_on = 0;
          guint n_later = 0;

          for (guint j = 0; j < 240; j++)
            {
              g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (first + j * 1800);
              g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
              int number = g_date_time_get_day_of_month (local);

              n_on += number == day;
              n_later += number > day;
            }
          g_assert_cmpuint (fixture_count (fixture, on), ==, n_on);
          g_assert_cmpuint (fixture_count (fixture, later), ==, n_later);
        }
    }
  if (before != NULL)
    g_setenv ("TZ", before, TRUE);
  else
    g_unsetenv ("TZ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/search/fields", test_fields);
  ADD ("/store/search/anything", test_anything);
  ADD ("/store/search/long", test_long);
  ADD ("/store/search/time-zones", test_time_zones);
#undef ADD

  return g_test_run ();
}
