/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-server-list.h"

/* Nobody has more servers than this; a file with more has been tampered with. */
#define MAX_SERVERS 100
#define MAX_FILE_BYTES (1024 * 1024)
/* The engine tells its address when it is started. */
#define UNKNOWN_BASE_URL "http://127.0.0.1"

/**
 * LimnerServerList:
 *
 * The servers a person has: this computer first and always, then what was added, in order. Kept in
 * a key file; tokens are not in it, they belong to the #LimnerVault. Implements #GListModel of
 * #LimnerServer.
 */
struct _LimnerServerList
{
  GObject    parent_instance;

  /* Owned */
  char      *path;
  GPtrArray *servers;
};

static void limner_server_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerServerList, limner_server_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_server_list_model_init))

static void
add_server (LimnerServerList *self,
            const char       *id,
            LimnerServerKind  kind,
            const char       *name,
            const char       *base_url)
{
  g_ptr_array_add (self->servers, limner_server_new (id, kind, name, base_url));
}

/* Files of older programs only know all events or the end. */
static LimnerWebhookEvents
read_events (GKeyFile   *file,
             const char *id)
{
  g_auto(GStrv) names = g_key_file_get_string_list (file, id, "webhook-events", NULL, NULL);

  if (names == NULL && g_key_file_get_boolean (file, id, "webhook-tells-all", NULL))
    return LIMNER_WEBHOOK_ALL;
  return limner_webhook_events_from_names ((const char * const *) names);
}

static void
take_settings (LimnerServer *server,
               GKeyFile     *file,
               const char   *id)
{
  g_autofree char *webhook = g_key_file_get_string (file, id, "webhook", NULL);
  int max_jobs = g_key_file_get_integer (file, id, "jobs-at-once", NULL);

  limner_server_set_webhook (server, webhook, read_events (file, id));
  limner_server_set_max_jobs (server, (guint) MAX (max_jobs, 0));
}

static void
load_group (LimnerServerList *self,
            GKeyFile         *file,
            const char       *id)
{
  g_autofree char *kind_name = g_key_file_get_string (file, id, "kind", NULL);
  g_autofree char *name = g_key_file_get_string (file, id, "name", NULL);
  g_autofree char *text = g_key_file_get_string (file, id, "url", NULL);
  g_autofree char *url = NULL;
  LimnerServerKind kind;

  /* The two that are always there have nothing else that could be changed. */
  if (limner_server_list_find (self, id) != NULL)
    take_settings (limner_server_list_find (self, id), file, id);

  if (kind_name == NULL || text == NULL || !limner_server_kind_from_string (kind_name, &kind) ||
      kind == LIMNER_SERVER_ENGINE || limner_server_list_find (self, id) != NULL)
    return;

  url = limner_server_normalize_url (kind, text, NULL);
  if (url != NULL)
    {
      add_server (self, id, kind, name != NULL && *name != '\0' ? name : url, url);
      take_settings (limner_server_list_find (self, id), file, id);
    }
}

static void
load (LimnerServerList *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GBytes) bytes = limner_file_read (self->path, MAX_FILE_BYTES, NULL);
  g_auto(GStrv) groups = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, NULL))
    return;

  groups = g_key_file_get_groups (file, NULL);
  for (gsize i = 0; groups[i] != NULL && self->servers->len < MAX_SERVERS; i++)
    load_group (self, file, groups[i]);
}

static GType
limner_server_list_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_SERVER;
}

static guint
limner_server_list_get_n_items (GListModel *model)
{
  return LIMNER_SERVER_LIST (model)->servers->len;
}

static gpointer
limner_server_list_get_item (GListModel *model,
                             guint       position)
{
  LimnerServerList *self = LIMNER_SERVER_LIST (model);

  if (position >= self->servers->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->servers, position));
}

static void
limner_server_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_server_list_get_item_type;
  iface->get_n_items = limner_server_list_get_n_items;
  iface->get_item = limner_server_list_get_item;
}

static void
limner_server_list_finalize (GObject *object)
{
  LimnerServerList *self = LIMNER_SERVER_LIST (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->servers, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_server_list_parent_class)->finalize (object);
}

static void
limner_server_list_class_init (LimnerServerListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_server_list_finalize;
}

static void
limner_server_list_init (LimnerServerList *self)
{
  self->servers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * limner_server_list_new:
 * @path: the key file; need not exist
 *
 * Reads the list of servers. It is a small file, read while the program starts.
 *
 * Returns: (transfer full): the list, with this computer as its first member
 */
LimnerServerList *
limner_server_list_new (const char *path)
{
  LimnerServerList *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_SERVER_LIST, NULL);
  self->path = g_strdup (path);
  add_server (self, LIMNER_SERVER_THIS_COMPUTER, LIMNER_SERVER_ENGINE, "This computer",
              UNKNOWN_BASE_URL);
  load (self);
  if (limner_server_list_find (self, LIMNER_SERVER_REPLICATE_ID) == NULL)
    {
      add_server (self, LIMNER_SERVER_REPLICATE_ID, LIMNER_SERVER_REPLICATE, "Replicate",
                  LIMNER_REPLICATE_BASE_URL);
    }
  return self;
}

/**
 * limner_server_list_find:
 * @self: the list
 * @id: a server's id
 *
 * Finds a server.
 *
 * Returns: (transfer none) (nullable): the server
 */
LimnerServer *
limner_server_list_find (LimnerServerList *self,
                         const char       *id)
{
  g_return_val_if_fail (LIMNER_IS_SERVER_LIST (self), NULL);

  for (guint i = 0; i < self->servers->len; i++)
    {
      LimnerServer *server = g_ptr_array_index (self->servers, i);

      if (g_strcmp0 (limner_server_get_id (server), id) == 0)
        return server;
    }
  return NULL;
}

/**
 * limner_server_list_add:
 * @self: the list
 * @kind: a Replicate account or a Cog server
 * @name: what it is called
 * @base_url: as limner_server_normalize_url() gives it
 *
 * Adds a server at the end; limner_server_list_save() keeps it.
 *
 * Returns: (transfer none): the server, with an id of its own
 */
LimnerServer *
limner_server_list_add (LimnerServerList *self,
                        LimnerServerKind  kind,
                        const char       *name,
                        const char       *base_url)
{
  g_autofree char *uuid = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (LIMNER_IS_SERVER_LIST (self), NULL);
  g_return_val_if_fail (kind != LIMNER_SERVER_ENGINE, NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  uuid = g_uuid_string_random ();
  id = g_strconcat (kind == LIMNER_SERVER_COG ? LIMNER_SERVER_COG_PREFIX : "", uuid, NULL);
  add_server (self, id, kind, name, base_url);
  g_list_model_items_changed (G_LIST_MODEL (self), self->servers->len - 1, 0, 1);
  return g_ptr_array_index (self->servers, self->servers->len - 1);
}

/**
 * limner_server_list_remove:
 * @self: the list
 * @id: a server's id
 *
 * Removes a server that was added; this computer and Replicate stay.
 *
 * Returns: %TRUE if it was removed
 */
gboolean
limner_server_list_remove (LimnerServerList *self,
                           const char       *id)
{
  LimnerServer *server;
  guint position;

  g_return_val_if_fail (LIMNER_IS_SERVER_LIST (self), FALSE);

  server = limner_server_list_find (self, id);
  if (server == NULL || g_str_equal (id, LIMNER_SERVER_THIS_COMPUTER) ||
      g_str_equal (id, LIMNER_SERVER_REPLICATE_ID) ||
      !g_ptr_array_find (self->servers, server, &position))
    return FALSE;

  g_ptr_array_remove_index (self->servers, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}

/**
 * limner_server_list_save:
 * @self: the list
 * @error: return location for an error
 *
 * Writes the key file, whole or not at all.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_server_list_save (LimnerServerList *self,
                         GError          **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GBytes) bytes = NULL;
  char *text;
  gsize length;

  g_return_val_if_fail (LIMNER_IS_SERVER_LIST (self), FALSE);

  for (guint i = 1; i < self->servers->len; i++)
    {
      LimnerServer *server = g_ptr_array_index (self->servers, i);
      const char *id = limner_server_get_id (server);
      const char *webhook;
      LimnerWebhookEvents events;

      g_key_file_set_string (file, id, "kind",
                             limner_server_kind_to_string (limner_server_get_kind (server)));
      g_key_file_set_string (file, id, "name", limner_server_get_name (server));
      g_key_file_set_string (file, id, "url", limner_server_get_base_url (server));
      webhook = limner_server_get_webhook (server, &events);
      if (webhook != NULL)
        {
          g_auto(GStrv) names = limner_webhook_events_to_names (events);

          g_key_file_set_string (file, id, "webhook", webhook);
          g_key_file_set_string_list (file, id, "webhook-events", (const char * const *) names,
                                      g_strv_length (names));
        }
      if (limner_server_get_kind (server) == LIMNER_SERVER_REPLICATE &&
          limner_server_get_max_jobs (server) != LIMNER_SERVER_HOSTED_JOBS)
        g_key_file_set_integer (file, id, "jobs-at-once",
                                (int) limner_server_get_max_jobs (server));
    }

  text = g_key_file_to_data (file, &length, NULL);
  bytes = g_bytes_new_take (text, length);
  return limner_file_write (self->path, bytes, error);
}
