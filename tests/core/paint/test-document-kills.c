/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A program that is killed while it saves what is painted leaves the last state that it had saved
 * whole, or a newer one, with its history. It is this program itself, run as a child that paints
 * and saves until it is killed in the middle of it. */

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "paint-fixtures.h"

#define N_KILLS 12

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_set_object ((GAsyncResult **) data, result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static guint32
fingerprint (LimnerDocument *document)
{
  return paint_checksum (limner_document_get_mask (document)) ^
         paint_checksum (limner_document_get_guide (document)) * 40503u;
}

/* The child: says what it has painted, saves it, says so, and goes on. */
static int
paint_for_ever (const char *folder,
                guint32     seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(LimnerPicture) picture = paint_random_picture (rand, 300, 200);
  g_autoptr(LimnerDocument) document = limner_document_new ();

  limner_document_set_picture (document, picture);
  for (;;)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      LimnerBrush brush;

      paint_random_brush (rand, &brush);
      limner_document_begin_stroke (document, g_rand_int_range (rand, 0, LIMNER_N_LAYERS), &brush,
                                    FALSE);
      for (int i = 0; i < 5; i++)
        {
          LimnerStrokePoint point;

          paint_random_point (rand, 300, 200, &point);
          limner_document_add_to_stroke (document, &point);
        }
      limner_document_end_stroke (document);
      printf ("painted %08x\n", fingerprint (document));
      fflush (stdout);
      limner_document_save_async (document, folder, NULL, result_cb, &result);
      if (!limner_document_save_finish (document, wait_for (&result), &error))
        return 1;
      printf ("saved %08x\n", fingerprint (document));
      fflush (stdout);
    }
}

/* Reads what the child says; kills it after so many saves, at once when it begins the next. */
static guint
watch_and_kill (GPid       child,
                int        out,
                int        n_saves,
                GPtrArray *painted)
{
  FILE *lines = fdopen (out, "r");
  guint n_saved = 0;   /* of what was painted */
  char line[64];

  while (fgets (line, sizeof line, lines) != NULL)
    {
      g_strchomp (line);
      if (g_str_has_prefix (line, "painted "))
        {
          g_ptr_array_add (painted, g_strdup (line + strlen ("painted ")));
          if (n_saves == 0)
            break;
        }
      else if (g_str_has_prefix (line, "saved "))
        {
          g_assert_cmpstr (line + strlen ("saved "), ==, painted->pdata[painted->len - 1]);
          n_saved = painted->len;
          n_saves--;
        }
    }
  kill (child, SIGKILL);

  /* What it had said before it died counts, too. */
  while (fgets (line, sizeof line, lines) != NULL)
    {
      g_strchomp (line);
      if (g_str_has_prefix (line, "painted "))
        g_ptr_array_add (painted, g_strdup (line + strlen ("painted ")));
      else if (g_str_has_prefix (line, "saved "))
        n_saved = painted->len;
    }
  fclose (lines);
  waitpid (child, NULL, 0);
  g_spawn_close_pid (child);
  return n_saved;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
check_kill (const char *program,
            int         round)
{
  g_autofree char *folder = g_dir_make_tmp ("limner-kills-XXXXXX", NULL);
  g_autofree char *seed = g_strdup_printf ("%d", round + 1);
  const char *argv[] = { program, "paint-for-ever", folder, seed, NULL };
  g_autoptr(GPtrArray) painted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(LimnerDocument) document = limner_document_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *state = NULL;
  gboolean known = FALSE;
  guint n_saved;
  GPid child;
  int out;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                                           G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL,
                                           &out, NULL, &error));
  g_assert_no_error (error);
  n_saved = watch_and_kill (child, out, 1 + round % 5, painted);
  g_assert_cmpuint (n_saved, >, 0);

  limner_document_load_async (document, folder, NULL, result_cb, &result);
  g_assert_true (limner_document_load_finish (document, wait_for (&result), &error));
  g_assert_no_error (error);
  state = g_strdup_printf ("%08x", fingerprint (document));
  for (guint i = n_saved - 1; i < painted->len; i++)
    known = known || g_str_equal (state, painted->pdata[i]);
  g_assert_true (known);

  /* The way back is there as well. */
  while (limner_document_get_can_undo (document))
    limner_document_undo (document);
  g_assert_cmpfloat (limner_document_get_mask_coverage (document), ==, 0);
  g_assert_false (limner_document_has_guide (document));
  remove_folder (folder);
}

static void
test_kills (gconstpointer program)
{
  for (int round = 0; round < N_KILLS; round++)
    check_kill (program, round);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *program = NULL;

  if (argc == 4 && g_str_equal (argv[1], "paint-for-ever"))
    return paint_for_ever (argv[2], (guint32) g_ascii_strtoull (argv[3], NULL, 10));

  program = g_canonicalize_filename (argv[0], NULL);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/paint/document/kills", program, test_kills);
  return g_test_run ();
}
