/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <string.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-folder-list.h"
#include "limner-library.h"
#include "limner-migrations.h"
#include "limner-rebuild.h"

/* Opening the library's folder:
 *
 *   library.lock    held shared by every program that has the library open, and exclusively by one
 *                   that sets a damaged database aside
 *   library.open    is there while a program has it open; found at the start it means that the
 *                   last one ended badly, and then the whole database is checked
 *   library.db      the database, with -wal and -shm beside it
 *
 * SQLite itself recovers from a crash; the check finds what it cannot: a disk that lied, a file cut
 * short, another program's writing.
 */

/* A database up to this size is checked at every start: it costs a few milliseconds. */
#define ALWAYS_CHECK_BYTES (4 * 1024 * 1024)

/* Copies that are made before a newer program changes the database */
#define BACKUP_PREFIX "library-"
#define N_BACKUPS     3

struct _LimnerLibrary
{
  LimnerDatabase *database;
  char           *open_mark;
  int             lock;
};

static int
take_lock (const char  *data_directory,
           GError     **error)
{
  g_autofree char *path = g_build_filename (data_directory, "library.lock", NULL);
  int lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock < 0 || flock (lock, LOCK_SH) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, LIMNER_ERROR,
                   saved_errno == ENOSPC ? LIMNER_ERROR_NO_SPACE : LIMNER_ERROR_FAILED,
                   "The library's folder cannot be written: %s", g_strerror (saved_errno));
      if (lock >= 0)
        g_close (lock, NULL);
      return -1;
    }
  return lock;
}

static gboolean
needs_check (const char *path,
             const char *open_mark)
{
  GStatBuf status;

  return g_file_test (open_mark, G_FILE_TEST_EXISTS) ||
         (g_stat (path, &status) == 0 && status.st_size <= ALWAYS_CHECK_BYTES);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* Names begin with the date, so the last ones are the newest. */
static void
drop_old_backups (const char *folder)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, BACKUP_PREFIX) && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + N_BACKUPS < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      g_unlink (path);
    }
}

/* Before the database is changed for a newer program, a copy of it as it was. A step is taken whole
 * or not at all anyway, so where there is no room for a copy it is done without. */
static void
back_up (LimnerDatabase *database,
         const char     *path,
         guint           version)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d-%H%M%S");
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *folder = g_build_filename (parent, "backups", NULL);
  g_autofree char *name = g_strdup_printf (BACKUP_PREFIX "%s-v%u.db", stamp, version);
  g_autofree char *copy = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  if (!limner_file_ensure_directory (folder, &error) ||
      !limner_database_backup (database, copy, &error))
    g_debug ("No copy of the library before it is brought up to date: %s", error->message);
  drop_old_backups (folder);
}

static LimnerDatabase *
open_database (const char  *path,
               gboolean     check,
               GError     **error)
{
  g_autoptr(LimnerDatabase) database = limner_database_open (path, error);
  guint version = 0;

  if (database == NULL ||
      (check && !limner_database_check (database, error)) ||
      !limner_migrations_get_version (database, &version, error))
    return NULL;

  if (version > 0 && version < limner_migrations_get_latest ())
    back_up (database, path, version);
  if (!limner_migrations_run (database, limner_migrations_get_latest (), error))
    return NULL;
  return g_steal_pointer (&database);
}

/* The write-ahead log goes with the database: it belongs to it. */
static gboolean
rename_database (const char  *from,
                 const char  *to,
                 GError     **error)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *old = g_strconcat (from, suffixes[i], NULL);
      g_autofree char *new = g_strconcat (to, suffixes[i], NULL);

      if (g_rename (old, new) != 0 && errno != ENOENT)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_CORRUPT,
                       "The damaged database cannot be set aside: %s", g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

static char *
choose_aside_path (const char *data_directory)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d-%H%M%S");

  for (guint i = 0; ; i++)
    {
      g_autofree char *name = i == 0 ? g_strdup_printf ("library-damaged-%s.db", stamp)
                                     : g_strdup_printf ("library-damaged-%s-%u.db", stamp, i);
      char *path = g_build_filename (data_directory, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return path;
      g_free (path);
    }
}

/* Nobody else may have it open: a database that is renamed under a program goes on being written
 * where it lies then, and what that program does would be lost.
 */
static LimnerDatabase *
replace_database (const char  *data_directory,
                  const char  *path,
                  int          lock,
                  char       **set_aside,
                  guint       *n_items,
                  GError     **error)
{
  g_autoptr(LimnerDatabase) database = NULL;
  g_auto(GStrv) folders = _limner_folder_list_read (data_directory);
  g_autofree char *aside = NULL;

  if (flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      flock (lock, LOCK_SH);
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_CORRUPT,
                   "The library's database is damaged and another program has it open; close that "
                   "program so that the library can be repaired");
      return NULL;
    }

  aside = choose_aside_path (data_directory);
  if (rename_database (path, aside, error))
    database = open_database (path, FALSE, error);
  if (database != NULL &&
      !limner_rebuild_run (database, aside, (const char * const *) folders, n_items, error))
    {
      /* It is tried again at the next start, from the damaged one as it was. */
      g_clear_pointer (&database, limner_database_close);
      rename_database (aside, path, NULL);
    }

  flock (lock, LOCK_SH);
  if (database != NULL)
    *set_aside = g_steal_pointer (&aside);
  return g_steal_pointer (&database);
}

static void
make_open_mark (LimnerLibrary *self)
{
  int fd = g_open (self->open_mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0)
    g_close (fd, NULL);
}

/**
 * limner_library_open:
 * @data_directory: where the library lies; it is made if need be
 * @pictures_directory: where pictures are saved; it is remembered, and a damaged database is made
 *   anew from what lies in all such folders
 * @set_aside: (out) (transfer full): where a damaged database was put; untouched when all is well
 * @n_items: (out): how many pictures a library that was made anew has
 * @error: return location for an error
 *
 * Opens the database of the library on the calling thread, checks it and brings it up to date.
 *
 * Returns: (transfer full) (nullable): the library; or %NULL, see limner_store_open_finish()
 */
LimnerLibrary *
limner_library_open (const char  *data_directory,
                     const char  *pictures_directory,
                     char       **set_aside,
                     guint       *n_items,
                     GError     **error)
{
  g_autoptr(LimnerLibrary) self = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autofree char *path = g_build_filename (data_directory, "library.db", NULL);

  if (!limner_file_ensure_directory (data_directory, error))
    return NULL;

  self = g_new0 (LimnerLibrary, 1);
  self->open_mark = g_build_filename (data_directory, "library.open", NULL);
  self->lock = take_lock (data_directory, error);
  if (self->lock < 0)
    return NULL;

  _limner_folder_list_add (data_directory, pictures_directory);
  self->database = open_database (path, needs_check (path, self->open_mark), &local_error);
  if (self->database == NULL &&
      g_error_matches (local_error, LIMNER_ERROR, LIMNER_ERROR_CORRUPT))
    {
      g_clear_error (&local_error);
      self->database = replace_database (data_directory, path, self->lock, set_aside, n_items,
                                         &local_error);
    }
  if (self->database == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  make_open_mark (self);
  return g_steal_pointer (&self);
}

/**
 * limner_library_close:
 * @self: (transfer full): a library
 *
 * Closes it.
 */
void
limner_library_close (LimnerLibrary *self)
{
  gboolean was_open = self->database != NULL;

  g_clear_pointer (&self->database, limner_database_close);
  if (self->lock >= 0)
    {
      /* The last one to leave takes the mark away. */
      if (was_open && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
        g_unlink (self->open_mark);
      g_close (self->lock, NULL);
    }
  g_clear_pointer (&self->open_mark, g_free);
  g_free (self);
}

/**
 * limner_library_get_database:
 * @self: a library
 *
 * Gets its connection, which belongs to the thread that opened it.
 *
 * Returns: (transfer none): the connection
 */
LimnerDatabase *
limner_library_get_database (LimnerLibrary *self)
{
  return self->database;
}

/**
 * limner_library_lock_alone:
 * @self: a library
 *
 * Keeps other programs from opening the library; at once or not at all.
 *
 * Returns: %FALSE if another one has it open; else limner_library_share() must follow soon
 */
gboolean
limner_library_lock_alone (LimnerLibrary *self)
{
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  /* The failed attempt may have cost the shared lock. */
  flock (self->lock, LOCK_SH);
  return FALSE;
}

/**
 * limner_library_share:
 * @self: a library that was locked with limner_library_lock_alone()
 *
 * Lets other programs in again.
 */
void
limner_library_share (LimnerLibrary *self)
{
  flock (self->lock, LOCK_SH);
}
