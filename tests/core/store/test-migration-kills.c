/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/limner-test.h"
#include "store/limner-database.h"
#include "store/limner-migrations.h"

#define OLD     5
#define N_ITEMS 4000
#define N_KILLS 12

static gint64
ask (LimnerDatabase *database,
     const char     *question)
{
  g_autoptr(LimnerStatement) statement = limner_database_query (database, NULL, question, NULL);

  g_assert_nonnull (statement);
  g_assert_true (limner_statement_step (statement, NULL));
  return limner_statement_get_int (statement, 0);
}

/* A library as an earlier program left it, with pictures that the next steps have to rewrite */
static void
make_old (const char *path)
{
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_migrations_run (database, OLD, &error));
  g_assert_true (limner_database_execute (database, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
    " SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (N_ITEMS) ") INSERT INTO items"
    " (id, revision, created, path, input, rating) SELECT i, i, i, '/p/' || i,"
    " '{\"num_inference_steps\":' || i || '}', i % 6 FROM n", &error));
  g_assert_no_error (error);
}

/* Another program brings the library up to date and is killed after @delay µs. */
static void
migrate_and_kill (const char *path,
                  gulong      delay)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);

      _exit (database != NULL &&
             limner_migrations_run (database, limner_migrations_get_latest (), NULL) ? 0 : 1);
    }

  g_usleep (delay);
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
}

/* Whenever it is killed, the library is either the old one or the new one, with every picture. */
static void
test_killed (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  guint n_old = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("library-%u.db", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(LimnerDatabase) database = NULL;
      g_autoptr(GError) error = NULL;
      guint version;

      make_old (path);
      migrate_and_kill (path, i * 4000);
      database = limner_database_open (path, &error);
      g_assert_no_error (error);
      g_assert_true (limner_migrations_get_version (database, &version, &error));
      g_assert_true (version == OLD || version == limner_migrations_get_latest ());
      n_old += version == OLD;
      g_assert_cmpint (ask (database, "SELECT count (*) FROM items"), ==, N_ITEMS);

      g_assert_true (limner_migrations_run (database, limner_migrations_get_latest (), &error));
      g_assert_no_error (error);
      g_assert_cmpint (ask (database, "SELECT count (*) FROM items WHERE steps = id"
                                      " AND rating = id % 6"), ==, N_ITEMS);
      g_assert_true (limner_database_check (database, NULL));
    }
  /* The first one had no time at all. */
  g_assert_cmpuint (n_old, >, 0);
  limner_test_remove_folder (folder);
}

/* Several programs find the old library at the same moment: one changes it, all can use it. */
static void
test_several (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = NULL;
  pid_t pids[4];

  make_old (path);
  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      pids[i] = fork ();
      g_assert_cmpint (pids[i], >=, 0);
      if (pids[i] == 0)
        {
          g_autoptr(LimnerDatabase) other = limner_database_open (path, NULL);

          _exit (other != NULL &&
                 limner_migrations_run (other, limner_migrations_get_latest (), NULL) ? 0 : 1);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      int status;

      g_assert_cmpint (waitpid (pids[i], &status, 0), ==, pids[i]);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }
  database = limner_database_open (path, NULL);
  g_assert_cmpint (ask (database, "SELECT count (*) FROM items WHERE steps = id"), ==, N_ITEMS);
  g_assert_true (limner_database_check (database, NULL));
  limner_test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/migration/killed", test_killed);
  g_test_add_func ("/store/migration/several", test_several);
  return g_test_run ();
}
