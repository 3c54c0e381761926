/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "limner-test.h"

#include <errno.h>

#include <glib/gstdio.h>

static gboolean
expired_cb (gpointer user_data)
{
  gboolean *expired = user_data;

  *expired = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
idle_cb (gpointer user_data)
{
  gboolean *idle = user_data;

  *idle = TRUE;
  return G_SOURCE_REMOVE;
}

/* For limner_test_wait_until(): sets @expired when the test has waited long enough. */
guint
limner_test_start_timer (gboolean *expired)
{
  return g_timeout_add (LIMNER_TEST_PATIENCE, expired_cb, expired);
}

/* For limner_test_wait_until(): the timer has removed itself if it @expired. */
void
limner_test_stop_timer (guint    timer,
                        gboolean expired)
{
  if (!expired)
    g_source_remove (timer);
}

/**
 * limner_test_settle:
 *
 * Runs the default main context until nothing is ready to run, so that idle handlers, bindings and
 * notifications have happened.
 */
void
limner_test_settle (void)
{
  gboolean idle = FALSE;

  g_idle_add_full (G_PRIORITY_LOW + 100, idle_cb, &idle, NULL);
  limner_test_wait_until (idle);
}

/**
 * limner_test_result_cb:
 * @source: (nullable): what started the operation
 * @result: its result
 * @user_data: a location of a #GAsyncResult that is %NULL
 *
 * The callback to hand to an asynchronous function whose result limner_test_wait_result() awaits.
 */
void
limner_test_result_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

/**
 * limner_test_wait_result:
 * @result: the location given to limner_test_result_cb()
 *
 * Runs the main context until the operation is done, and takes its result out of @result, which
 * can be used again then.
 *
 * Returns: (transfer full): what to give to the _finish function
 */
GAsyncResult *
limner_test_wait_result (GAsyncResult **result)
{
  limner_test_wait_until (*result != NULL);

  return g_steal_pointer (result);
}

/**
 * limner_test_make_folder:
 *
 * Makes an empty folder of its own for one test.
 *
 * Returns: (transfer full): its path; limner_test_remove_folder() takes it away
 */
char *
limner_test_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("limner-test-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

static gboolean
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }

  return g_rmdir (path) == 0 || errno == ENOENT;   /* newer GLib removes its own at the end */
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * limner_test_remove_folder:
 * @path: a folder that a test made
 *
 * Deletes a folder with all that is in it, without following links. A thread that is just ending
 * may still put something there: it is awaited.
 */
void
limner_test_remove_folder (const char *path)
{
  guint tick;

  if (remove_folder (path))
    return;

  tick = g_timeout_add (20, tick_cb, NULL);
  limner_test_wait_until (remove_folder (path));
  g_source_remove (tick);
}

/**
 * limner_test_corpus:
 *
 * Finds the folder of real schemas, answers and photographs that some tests measure against. It is
 * not part of the sources; without it the test is skipped.
 *
 * Returns: (nullable): its path, %NULL after having skipped the running test
 */
const char *
limner_test_corpus (void)
{
  const char *path = g_getenv ("LIMNER_CORPUS");

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
    return path;

  g_test_skip ("LIMNER_CORPUS names no folder");
  return NULL;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * limner_test_assert_freed:
 * @object: (transfer full): the last reference but those of threads that are about to end
 *
 * Drops a reference and waits until the object is gone. A task that ran on a thread drops its own
 * reference there, perhaps a moment after its callback was called, so it need not be gone at once.
 */
void
limner_test_assert_freed (gpointer object)
{
  gpointer weak = object;
  guint waker = g_timeout_add (5, wake_cb, NULL);

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  limner_test_wait_until (g_atomic_pointer_get (&weak) == NULL);
  g_source_remove (waker);
}
