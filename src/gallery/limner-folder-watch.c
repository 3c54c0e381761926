/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-gallery.h"

#include "limner-folder-watch.h"

/* So long after the last change nobody is writing any more. */
#define SETTLE_MS 1200

#define MAX_FOLDERS 600
#define MAX_DEPTH   4
#define MAX_PATHS   20000

/**
 * LimnerFolderWatch:
 *
 * Watches a folder of pictures with the folders in it, and tells once things have settled: which
 * files came or changed, and whether some went.
 */
struct _LimnerFolderWatch
{
  GObject     parent_instance;

  GHashTable *monitors;    /* (owned) path of a folder → GFileMonitor */
  GHashTable *changed;     /* (owned) paths of files that came */
  gboolean    removed;     /* some file went */
  guint       settle_id;
};

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerFolderWatch, limner_folder_watch, G_TYPE_OBJECT)

static void watch_folder (LimnerFolderWatch *self,
                          GFile             *folder,
                          int                depth,
                          gboolean           tell);

static gboolean
settle_cb (gpointer user_data)
{
  LimnerFolderWatch *self = user_data;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) paths = NULL;
  gboolean removed = self->removed;
  GHashTableIter iter;
  gpointer path;

  self->settle_id = 0;
  self->removed = FALSE;
  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_strv_builder_add (builder, path);
  g_hash_table_remove_all (self->changed);
  paths = g_strv_builder_end (builder);
  g_signal_emit (self, signals[SETTLED], 0, paths, removed);
  return G_SOURCE_REMOVE;
}

static void
settle_later (LimnerFolderWatch *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
note_file (LimnerFolderWatch *self,
           GFile             *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *name = g_file_get_basename (file);

  if (path == NULL || name[0] == '.' || !limner_store_is_picture_name (name) ||
      g_hash_table_size (self->changed) >= MAX_PATHS)
    return;

  g_hash_table_add (self->changed, g_strdup (path));
  settle_later (self);
}

static void
changed_cb (GFileMonitor      *monitor,
            GFile             *file,
            GFile             *other,
            GFileMonitorEvent  event,
            LimnerFolderWatch *self)
{
  switch (event)
    {
    case G_FILE_MONITOR_EVENT_CREATED:
    case G_FILE_MONITOR_EVENT_MOVED_IN:
      if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) ==
          G_FILE_TYPE_DIRECTORY)
        watch_folder (self, file, 1, TRUE);
      else
        note_file (self, file);
      break;

    case G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT:
      note_file (self, file);
      break;

    case G_FILE_MONITOR_EVENT_RENAMED:
      self->removed = TRUE;
      note_file (self, other);
      settle_later (self);
      break;

    case G_FILE_MONITOR_EVENT_DELETED:
    case G_FILE_MONITOR_EVENT_MOVED_OUT:
      g_hash_table_remove (self->monitors, g_file_peek_path (file));
      self->removed = TRUE;
      settle_later (self);
      break;

    case G_FILE_MONITOR_EVENT_CHANGED:
    case G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED:
    case G_FILE_MONITOR_EVENT_PRE_UNMOUNT:
    case G_FILE_MONITOR_EVENT_UNMOUNTED:
    case G_FILE_MONITOR_EVENT_MOVED:
    default:
      break;
    }
}

typedef struct
{
  LimnerFolderWatch *watch;   /* (owned) */
  GFile             *folder;  /* (owned) */
  int                depth;
  gboolean           tell;    /* files in it are new */
} Listing;

static void
free_listing (Listing *listing)
{
  g_clear_object (&listing->watch);
  g_clear_object (&listing->folder);
  g_free (listing);
}

static void
files_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GFileEnumerator *enumerator = G_FILE_ENUMERATOR (source);
  Listing *listing = user_data;
  g_autolist(GFileInfo) files = g_file_enumerator_next_files_finish (enumerator, result, NULL);

  for (GList *l = files; l != NULL; l = l->next)
    {
      g_autoptr(GFile) file = g_file_enumerator_get_child (enumerator, l->data);

      if (g_file_info_get_file_type (l->data) == G_FILE_TYPE_DIRECTORY)
        watch_folder (listing->watch, file, listing->depth + 1, listing->tell);
      else if (listing->tell)
        note_file (listing->watch, file);
    }
  if (files != NULL)
    g_file_enumerator_next_files_async (enumerator, 200, G_PRIORITY_LOW, NULL, files_cb, listing);
  else
    free_listing (listing);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Listing *listing = user_data;
  g_autoptr(GFileEnumerator) enumerator = NULL;

  enumerator = g_file_enumerate_children_finish (G_FILE (source), result, NULL);
  if (enumerator != NULL)
    g_file_enumerator_next_files_async (enumerator, 200, G_PRIORITY_LOW, NULL, files_cb, listing);
  else
    free_listing (listing);
}

static void
watch_folder (LimnerFolderWatch *self,
              GFile             *folder,
              int                depth,
              gboolean           tell)
{
  const char *path = g_file_peek_path (folder);
  g_autoptr(GFileMonitor) monitor = NULL;
  Listing *listing;

  if (path == NULL || depth > MAX_DEPTH || g_hash_table_contains (self->monitors, path) ||
      g_hash_table_size (self->monitors) >= MAX_FOLDERS)
    return;

  monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (monitor == NULL)
    return;
  g_signal_connect_object (monitor, "changed", G_CALLBACK (changed_cb), self, 0);
  g_hash_table_insert (self->monitors, g_strdup (path), g_steal_pointer (&monitor));

  listing = g_new0 (Listing, 1);
  listing->watch = g_object_ref (self);
  listing->folder = g_object_ref (folder);
  listing->depth = depth;
  listing->tell = tell;
  g_file_enumerate_children_async (folder,
                                   G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                   G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                   G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, G_PRIORITY_LOW, NULL,
                                   listed_cb, listing);
}

static void
limner_folder_watch_dispose (GObject *object)
{
  LimnerFolderWatch *self = LIMNER_FOLDER_WATCH (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_hash_table_remove_all (self->monitors);

  G_OBJECT_CLASS (limner_folder_watch_parent_class)->dispose (object);
}

static void
limner_folder_watch_finalize (GObject *object)
{
  LimnerFolderWatch *self = LIMNER_FOLDER_WATCH (object);

  g_clear_pointer (&self->monitors, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);

  G_OBJECT_CLASS (limner_folder_watch_parent_class)->finalize (object);
}

static void
limner_folder_watch_class_init (LimnerFolderWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_folder_watch_dispose;
  object_class->finalize = limner_folder_watch_finalize;

  /**
   * LimnerFolderWatch::settled:
   * @self: the watch
   * @paths: (array zero-terminated=1): picture files that came or changed
   * @removed: whether some file went, or got another name
   *
   * Emitted a moment after the last of some changes.
   */
  signals[SETTLED] =
    g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_BOOLEAN);
}

static void
limner_folder_watch_init (LimnerFolderWatch *self)
{
  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * limner_folder_watch_new:
 * @path: a folder
 *
 * Begins to watch a folder; what is in it already is not told.
 *
 * Returns: (transfer full): the watch
 */
LimnerFolderWatch *
limner_folder_watch_new (const char *path)
{
  LimnerFolderWatch *self = g_object_new (LIMNER_TYPE_FOLDER_WATCH, NULL);

  limner_folder_watch_add (self, path);
  return self;
}

/**
 * limner_folder_watch_add:
 * @self: a watch
 * @path: a folder
 *
 * Watches one more folder, unless that is done already.
 */
void
limner_folder_watch_add (LimnerFolderWatch *self,
                         const char        *path)
{
  g_autoptr(GFile) folder = NULL;

  g_return_if_fail (LIMNER_IS_FOLDER_WATCH (self));
  g_return_if_fail (path != NULL);

  folder = g_file_new_for_path (path);
  watch_folder (self, folder, 0, FALSE);
}
