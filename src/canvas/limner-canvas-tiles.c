/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-debug.h"

#include "limner-canvas-tiles.h"

#define TILE_SIDE 128
#define TILE_STRIDE (TILE_SIDE * 4)
#define TILE_BYTES (TILE_SIDE * TILE_STRIDE)

/* So many tiles are kept beyond those that are seen, for panning back. */
#define N_SPARE 256

/* So many buffers of tiles wait to be used again. */
#define N_BUFFERS 160

/* So many tiles that were drawn as drafts are drawn well in one frame. */
#define REFINED_PER_FRAME 24

/*
 * What is seen, as square textures of finished pixels in the zoomed space (see LimnerViewport).
 * When the view is moved they are only put elsewhere; when the mask changes, only the changed part
 * of the tiles that it touches is drawn again, and only those tiles become new textures.
 */
struct _LimnerCanvasTiles
{
  GHashTable   *tiles;      /* owned: key of column and row → Tile */
  guint         n_refined;  /* in the newest frame */
  gboolean      has_drafts; /* in the newest frame, still */
  LimnerMatrix  matrix;     /* that the tiles were drawn with */
  guint64       uploaded;   /* bytes of textures made so far */
  guint         serial;     /* of the newest frame */
};

typedef struct
{
  GdkTexture *texture;      /* owned */
  GBytes     *pixels;       /* owned, those of the texture */
  LimnerRect  stale;        /* within the tile */
  guint       serial;       /* of the frame in which it was last seen */
  gboolean    draft;        /* drawn quickly, to be drawn well later */
} Tile;

/* Memory that was just given back is quicker than what the system has to clear first. */
static GMutex spare_lock;
static gpointer spare_buffers[N_BUFFERS];
static int n_spare_buffers;

static guint8 *
take_buffer (void)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&spare_lock);

  return n_spare_buffers > 0 ? spare_buffers[--n_spare_buffers] : g_malloc (TILE_BYTES);
}

static void
give_buffer (gpointer pixels)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&spare_lock);

  if (n_spare_buffers < N_BUFFERS)
    spare_buffers[n_spare_buffers++] = pixels;
  else
    g_free (pixels);
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_object (&tile->texture);
  g_clear_pointer (&tile->pixels, g_bytes_unref);
  g_free (tile);
}

static gpointer
make_key (int column,
          int row)
{
  return GSIZE_TO_POINTER ((gsize) (guint32) column << 32 | (guint32) row);
}

static void
read_key (gpointer  key,
          int      *column,
          int      *row)
{
  *column = (int) (guint32) (GPOINTER_TO_SIZE (key) >> 32);
  *row = (int) (guint32) GPOINTER_TO_SIZE (key);
}

G_STATIC_ASSERT (sizeof (gpointer) == 8);

/**
 * limner_canvas_tiles_new:
 *
 * Makes an empty cache.
 *
 * Returns: (transfer full): the cache
 */
LimnerCanvasTiles *
limner_canvas_tiles_new (void)
{
  LimnerCanvasTiles *self = g_new0 (LimnerCanvasTiles, 1);

  self->tiles = g_hash_table_new_full (NULL, NULL, NULL, tile_free);
  return self;
}

/**
 * limner_canvas_tiles_free:
 * @self: (transfer full): a cache
 *
 * Frees a cache.
 */
void
limner_canvas_tiles_free (LimnerCanvasTiles *self)
{
  g_clear_pointer (&self->tiles, g_hash_table_unref);
  g_free (self);
}

/**
 * limner_canvas_tiles_clear:
 * @self: a cache
 *
 * Forgets everything: for another picture or other colours.
 */
void
limner_canvas_tiles_clear (LimnerCanvasTiles *self)
{
  g_hash_table_remove_all (self->tiles);
}

/**
 * limner_canvas_tiles_invalidate:
 * @self: a cache
 * @changed: in the zoomed space
 *
 * Notes what has to be drawn again.
 */
void
limner_canvas_tiles_invalidate (LimnerCanvasTiles *self,
                                const LimnerRect  *changed)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Tile *tile = value;
      LimnerRect part;
      int column, row;

      read_key (key, &column, &row);
      part = (LimnerRect) { column * TILE_SIDE, row * TILE_SIDE, TILE_SIDE, TILE_SIDE };
      if (!limner_rect_intersect (&part, changed, &part))
        continue;
      part.x -= column * TILE_SIDE;
      part.y -= row * TILE_SIDE;
      limner_rect_union (&tile->stale, &part, &tile->stale);
    }
}

static void
draw_tile (LimnerCanvasTiles  *self,
           Tile               *tile,
           const LimnerScene  *scene,
           const LimnerMatrix *matrix,
           int                 column,
           int                 row)
{
  gboolean whole = tile->stale.width * tile->stale.height == TILE_SIDE * TILE_SIDE;
  LimnerRect where = tile->stale;
  guint8 *pixels = take_buffer ();

  /* A texture's bytes never change: what is drawn anew goes to a copy of them. */
  if (!whole)
    memcpy (pixels, g_bytes_get_data (tile->pixels, NULL), TILE_BYTES);
  where.x += column * TILE_SIDE;
  where.y += row * TILE_SIDE;
  limner_scene_render (scene, matrix, &where,
                       pixels + tile->stale.y * TILE_STRIDE + tile->stale.x * 4, TILE_STRIDE);
  tile->draft = scene->draft || (tile->draft && !whole);
  tile->stale = (LimnerRect) { 0 };

  g_clear_object (&tile->texture);
  g_clear_pointer (&tile->pixels, g_bytes_unref);
  tile->pixels = g_bytes_new_with_free_func (pixels, TILE_BYTES, give_buffer, pixels);
  tile->texture = gdk_memory_texture_new (TILE_SIDE, TILE_SIDE, GDK_MEMORY_DEFAULT, tile->pixels,
                                          TILE_STRIDE);
  self->uploaded += TILE_BYTES;
}

static void
snapshot_tile (LimnerCanvasTiles  *self,
               GtkSnapshot        *snapshot,
               const LimnerScene  *scene,
               const LimnerMatrix *matrix,
               int                 column,
               int                 row)
{
  gpointer key = make_key (column, row);
  Tile *tile = g_hash_table_lookup (self->tiles, key);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (column * TILE_SIDE, row * TILE_SIDE,
                                               TILE_SIDE, TILE_SIDE);
  gboolean drawn = FALSE;

  if (tile == NULL)
    {
      tile = g_new0 (Tile, 1);
      tile->stale = (LimnerRect) { 0, 0, TILE_SIDE, TILE_SIDE };
      g_hash_table_insert (self->tiles, key, tile);
    }
  else if (tile->draft && !scene->draft)
    {
      /* Some in each frame, so that no frame takes long */
      if (self->n_refined++ < REFINED_PER_FRAME)
        tile->stale = (LimnerRect) { 0, 0, TILE_SIDE, TILE_SIDE };
      else
        self->has_drafts = TRUE;
    }
  if (!limner_rect_is_empty (&tile->stale))
    {
      draw_tile (self, tile, scene, matrix, column, row);
      drawn = TRUE;
    }

  tile->serial = self->serial;
  gtk_snapshot_append_texture (snapshot, tile->texture, &bounds);
  if (drawn && limner_debug (LIMNER_DEBUG_CANVAS_TILES))
    gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 0.5, 0, 0.25 }, &bounds);
}

static gboolean
is_old (gpointer key,
        gpointer value,
        gpointer data)
{
  return ((Tile *) value)->serial != GPOINTER_TO_UINT (data);
}

static int
divide_down (int value)
{
  return value >= 0 ? value / TILE_SIDE : -((-value + TILE_SIDE - 1) / TILE_SIDE);
}

/**
 * limner_canvas_tiles_snapshot:
 * @self: a cache
 * @snapshot: where to draw, in the zoomed space
 * @scene: what to draw
 * @matrix: the zoomed space
 * @visible: what is seen of it
 *
 * Draws what is seen, from tiles that are there where nothing has changed.
 *
 * Returns: whether some tiles are still drafts, though @scene is none: another frame is wanted
 */
gboolean
limner_canvas_tiles_snapshot (LimnerCanvasTiles  *self,
                              GtkSnapshot        *snapshot,
                              const LimnerScene  *scene,
                              const LimnerMatrix *matrix,
                              const LimnerRect   *visible)
{
  LimnerRect picture;
  LimnerRect part;
  guint n = 0;

  if (memcmp (matrix, &self->matrix, sizeof *matrix) != 0)
    limner_canvas_tiles_clear (self);
  self->matrix = *matrix;
  self->serial++;
  self->n_refined = 0;
  self->has_drafts = FALSE;

  limner_matrix_map_rect (matrix, &scene->picture_area, &picture);
  if (!limner_rect_intersect (&picture, visible, &part))
    return FALSE;

  for (int row = divide_down (part.y); row * TILE_SIDE < part.y + part.height; row++)
    for (int column = divide_down (part.x); column * TILE_SIDE < part.x + part.width; column++, n++)
      snapshot_tile (self, snapshot, scene, matrix, column, row);

  if (g_hash_table_size (self->tiles) > n + N_SPARE)
    g_hash_table_foreach_remove (self->tiles, is_old, GUINT_TO_POINTER (self->serial));
  return self->has_drafts;
}

/**
 * limner_canvas_tiles_get_uploaded:
 * @self: a cache
 *
 * Tells how many bytes of textures were made so far: for measurements.
 *
 * Returns: bytes
 */
guint64
limner_canvas_tiles_get_uploaded (LimnerCanvasTiles *self)
{
  return self->uploaded;
}

/**
 * limner_canvas_tiles_get_bytes:
 * @self: a cache
 *
 * Tells how much memory the tiles take.
 *
 * Returns: bytes
 */
gsize
limner_canvas_tiles_get_bytes (LimnerCanvasTiles *self)
{
  return (gsize) g_hash_table_size (self->tiles) * TILE_BYTES;
}
