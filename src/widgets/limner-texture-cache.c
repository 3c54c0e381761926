/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-texture-cache.h"

#define DEFAULT_BYTES (160 * 1024 * 1024)

/**
 * LimnerTextureCache:
 *
 * Textures by name, bounded by bytes: what was not looked up for longest leaves first. For the main
 * thread only.
 */
struct _LimnerTextureCache
{
  GObject     parent_instance;

  GHashTable *entries;     /* (owned) key → GList of entry (borrowed) */
  GQueue      order;       /* (element-type Entry) (owned) most recently used first */
  gsize       bytes;
  gsize       max_bytes;
};

typedef struct
{
  char       *key;      /* (owned) */
  GdkTexture *texture;  /* (owned) */
  gsize       bytes;
} Entry;

G_DEFINE_FINAL_TYPE (LimnerTextureCache, limner_texture_cache, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_clear_pointer (&entry->key, g_free);
  g_clear_object (&entry->texture);
  g_free (entry);
}

static void
drop (LimnerTextureCache *self,
      GList              *link)
{
  Entry *entry = link->data;

  self->bytes -= entry->bytes;
  g_hash_table_remove (self->entries, entry->key);
  g_queue_delete_link (&self->order, link);
  entry_free (entry);
}

static void
limner_texture_cache_finalize (GObject *object)
{
  LimnerTextureCache *self = LIMNER_TEXTURE_CACHE (object);

  g_queue_clear_full (&self->order, (GDestroyNotify) entry_free);
  g_clear_pointer (&self->entries, g_hash_table_unref);

  G_OBJECT_CLASS (limner_texture_cache_parent_class)->finalize (object);
}

static void
limner_texture_cache_class_init (LimnerTextureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_texture_cache_finalize;
}

static void
limner_texture_cache_init (LimnerTextureCache *self)
{
  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);
}

/**
 * limner_texture_cache_new:
 * @max_bytes: how much pixels may take together
 *
 * Makes a cache.
 *
 * Returns: (transfer full): the cache
 */
LimnerTextureCache *
limner_texture_cache_new (gsize max_bytes)
{
  LimnerTextureCache *self = g_object_new (LIMNER_TYPE_TEXTURE_CACHE, NULL);

  self->max_bytes = max_bytes;
  return self;
}

/**
 * limner_texture_cache_get_default:
 *
 * Gets the one that all thumbnails share.
 *
 * Returns: (transfer none): the cache
 */
LimnerTextureCache *
limner_texture_cache_get_default (void)
{
  static LimnerTextureCache *instance;

  if (instance == NULL)
    instance = limner_texture_cache_new (DEFAULT_BYTES);
  return instance;
}

/**
 * limner_texture_cache_lookup:
 * @self: a cache
 * @key: a name
 *
 * Looks a texture up.
 *
 * Returns: (transfer none) (nullable): the texture
 */
GdkTexture *
limner_texture_cache_lookup (LimnerTextureCache *self,
                             const char         *key)
{
  GList *link;

  g_return_val_if_fail (LIMNER_IS_TEXTURE_CACHE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  link = g_hash_table_lookup (self->entries, key);
  if (link == NULL)
    return NULL;

  g_queue_unlink (&self->order, link);
  g_queue_push_head_link (&self->order, link);
  return ((Entry *) link->data)->texture;
}

/**
 * limner_texture_cache_insert:
 * @self: a cache
 * @key: a name
 * @texture: what it names from now on
 *
 * Puts a texture in, and others out if there are too many.
 */
void
limner_texture_cache_insert (LimnerTextureCache *self,
                             const char         *key,
                             GdkTexture         *texture)
{
  Entry *entry;

  g_return_if_fail (LIMNER_IS_TEXTURE_CACHE (self));
  g_return_if_fail (key != NULL);
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  limner_texture_cache_remove (self, key);
  entry = g_new (Entry, 1);
  entry->key = g_strdup (key);
  entry->texture = g_object_ref (texture);
  entry->bytes = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
  g_queue_push_head (&self->order, entry);
  g_hash_table_insert (self->entries, entry->key, self->order.head);
  self->bytes += entry->bytes;
  while (self->bytes > self->max_bytes && self->order.length > 1)
    drop (self, self->order.tail);
}

/**
 * limner_texture_cache_remove:
 * @self: a cache
 * @key: a name
 *
 * Takes a texture out, if it is there.
 */
void
limner_texture_cache_remove (LimnerTextureCache *self,
                             const char         *key)
{
  GList *link;

  g_return_if_fail (LIMNER_IS_TEXTURE_CACHE (self));
  g_return_if_fail (key != NULL);

  link = g_hash_table_lookup (self->entries, key);
  if (link != NULL)
    drop (self, link);
}

/**
 * limner_texture_cache_get_bytes:
 * @self: a cache
 *
 * Tells how much the pixels take.
 *
 * Returns: bytes
 */
gsize
limner_texture_cache_get_bytes (LimnerTextureCache *self)
{
  g_return_val_if_fail (LIMNER_IS_TEXTURE_CACHE (self), 0);

  return self->bytes;
}
