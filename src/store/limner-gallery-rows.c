/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-rows.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* What lists ask of the database. Pages go by key: the next one begins after the last row of
 * the one before, which costs the same at the end of the gallery as at its beginning.
 */

/**
 * limner_gallery_request_new:
 *
 * Makes a request that asks for nothing yet.
 *
 * Returns: (transfer full): the request
 */
LimnerGalleryRequest *
limner_gallery_request_new (void)
{
  LimnerGalleryRequest *self = g_new0 (LimnerGalleryRequest, 1);

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * limner_gallery_request_free:
 * @self: (transfer full): a request
 *
 * Frees a request with its query and ids.
 */
void
limner_gallery_request_free (LimnerGalleryRequest *self)
{
  g_clear_pointer (&self->query, limner_gallery_query_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

/**
 * limner_gallery_request_add_id:
 * @self: a request
 * @id: number of a picture's row
 *
 * Asks for one more picture by its number.
 */
void
limner_gallery_request_add_id (LimnerGalleryRequest *self,
                               gint64                id)
{
  g_array_append_val (self->ids, id);
}

static LimnerGalleryPage *
make_page (void)
{
  LimnerGalleryPage *page = g_new0 (LimnerGalleryPage, 1);

  page->rows = g_array_new (FALSE, FALSE, sizeof (LimnerGalleryRow));
  page->details = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  page->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return page;
}

/**
 * limner_gallery_page_free:
 * @self: (transfer full): a page
 *
 * Frees an answer with its rows and details.
 */
void
limner_gallery_page_free (LimnerGalleryPage *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_free (self);
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

/**
 * limner_gallery_row_compare:
 * @a: a row
 * @b: another one
 * @sort: the order
 *
 * Tells which of two rows comes first; the same order as the database's.
 *
 * Returns: less than 0, 0 or more than 0
 */
int
limner_gallery_row_compare (const LimnerGalleryRow *a,
                            const LimnerGalleryRow *b,
                            LimnerGallerySort       sort)
{
  int order = 0;

  if (sort >= LIMNER_GALLERY_SORT_RATING)
    order = compare_numbers (a->key, b->key);
  if (order == 0)
    order = compare_numbers (a->created, b->created);
  if (order == 0)
    order = compare_numbers (a->id, b->id);
  return sort == LIMNER_GALLERY_SORT_OLDEST || sort == LIMNER_GALLERY_SORT_ALBUM ? order : -order;
}

static char *
make_album_key (LimnerDatabase             *database,
                const LimnerGalleryRequest *request)
{
  const char *album = limner_gallery_query_get_album (request->query);
  g_autoptr(LimnerStatement) statement = NULL;

  if (album != NULL)
    statement = limner_database_query (database, NULL, "SELECT id FROM albums WHERE name = ?", "s",
                                       album);
  if (statement == NULL || !limner_statement_step (statement, NULL))
    return g_strdup ("0");
  return g_strdup_printf ("coalesce ((SELECT position FROM album_items WHERE album = %"
                          G_GINT64_FORMAT " AND item = items.id), 0)",
                          limner_statement_get_int (statement, 0));
}

static char *
make_key (LimnerDatabase             *database,
          const LimnerGalleryRequest *request)
{
  if (request->sort == LIMNER_GALLERY_SORT_ALBUM)
    return make_album_key (database, request);
  if (request->sort == LIMNER_GALLERY_SORT_RATING)
    return g_strdup ("items.rating");
  if (request->sort == LIMNER_GALLERY_SORT_SIZE)
    return g_strdup ("items.width * items.height");
  return g_strdup ("0");
}

static const char *
get_order (LimnerGallerySort sort)
{
  switch (sort)
    {
    case LIMNER_GALLERY_SORT_OLDEST:
      return "items.created, items.id";

    case LIMNER_GALLERY_SORT_RATING:
      return "items.rating DESC, items.created DESC, items.id DESC";

    case LIMNER_GALLERY_SORT_SIZE:
      return "items.width * items.height DESC, items.created DESC, items.id DESC";

    case LIMNER_GALLERY_SORT_ALBUM:
      return "2, items.created, items.id";

    case LIMNER_GALLERY_SORT_NEWEST:
    default:
      return "items.created DESC, items.id DESC";
    }
}

static char *
make_after (LimnerGallerySort  sort,
            const char        *key)
{
  if (sort == LIMNER_GALLERY_SORT_NEWEST)
    return g_strdup ("(items.created, items.id) < (?2, ?3) AND ?1 = 0");
  if (sort == LIMNER_GALLERY_SORT_OLDEST)
    return g_strdup ("(items.created, items.id) > (?2, ?3) AND ?1 = 0");
  return g_strdup_printf ("(%s, items.created, items.id) %c (?1, ?2, ?3)", key,
                          sort == LIMNER_GALLERY_SORT_ALBUM ? '>' : '<');
}

/* The values 1 to 3 are the key after which the page begins, the query's own follow. */
static LimnerStatement *
query_page (LimnerDatabase              *database,
            const LimnerGalleryRequest  *request,
            GError                     **error)
{
  g_autofree char *key = make_key (database, request);
  g_autofree char *after = request->after.id != 0 ? make_after (request->sort, key) : NULL;
  g_autofree char *sql = NULL;
  LimnerStatement *statement;

  limner_gallery_query_tune (request->query, database);
  sql = g_strdup_printf ("SELECT items.id, %s, items.created, items.stack, items.width,"
                         " items.height FROM items WHERE %s AND %s"
                         " ORDER BY %s LIMIT %u",
                         key, after != NULL ? after : "?1 = 0 AND ?2 = 0 AND ?3 = 0",
                         limner_gallery_query_get_where (request->query),
                         get_order (request->sort), request->max_rows);
  statement = limner_database_query (database, error, sql, "iii", request->after.key,
                                     request->after.created, request->after.id);
  if (statement != NULL)
    limner_gallery_query_bind (request->query, statement, 4);
  return statement;
}

static gboolean
read_rows (LimnerStatement    *statement,
           LimnerGalleryPage  *page,
           GError            **error)
{
  while (limner_statement_step (statement, error))
    {
      LimnerGalleryRow row = {
        .id = limner_statement_get_int (statement, 0),
        .key = limner_statement_get_int (statement, 1),
        .created = limner_statement_get_int (statement, 2),
        .stack = limner_statement_get_int (statement, 3),
        .width = (int) CLAMP (limner_statement_get_int (statement, 4), 0, G_MAXINT),
        .height = (int) CLAMP (limner_statement_get_int (statement, 5), 0, G_MAXINT),
      };

      g_array_append_val (page->rows, row);
    }
  return limner_statement_get_ok (statement);
}

static void
read_details (LimnerDatabase    *database,
              gint64             id,
              LimnerGalleryPage *page)
{
  LimnerItemDetails *details = limner_store_rows_get (database, id, NULL);

  if (details != NULL)
    g_ptr_array_add (page->details, details);
}

/**
 * limner_gallery_rows_read_page:
 * @store: the library
 * @database: the connection
 * @data: a #LimnerGalleryRequest
 * @error: return location for an error
 *
 * Reads one page of a query's rows.
 *
 * Returns: (transfer full) (nullable): a #LimnerGalleryPage
 */
gpointer
limner_gallery_rows_read_page (LimnerStore     *store,
                               LimnerDatabase  *database,
                               gpointer         data,
                               GError         **error)
{
  const LimnerGalleryRequest *request = data;
  g_autoptr(LimnerGalleryPage) page = make_page ();
  g_autoptr(LimnerStatement) statement = query_page (database, request, error);

  if (statement == NULL || !read_rows (statement, page, error))
    return NULL;

  page->first = request->first;
  page->last = page->rows->len < request->max_rows;
  for (guint i = 0; request->first && i < page->rows->len; i++)
    read_details (database, g_array_index (page->rows, LimnerGalleryRow, i).id, page);
  return g_steal_pointer (&page);
}

/**
 * limner_gallery_rows_find:
 * @store: the library
 * @database: the connection
 * @data: a #LimnerGalleryRequest with ids
 * @error: return location for an error
 *
 * Finds out which of some items a query finds, and where they belong.
 *
 * Returns: (transfer full) (nullable): a #LimnerGalleryPage
 */
gpointer
limner_gallery_rows_find (LimnerStore     *store,
                          LimnerDatabase  *database,
                          gpointer         data,
                          GError         **error)
{
  const LimnerGalleryRequest *request = data;
  g_autoptr(LimnerGalleryPage) page = make_page ();
  g_autofree char *key = make_key (database, request);
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("SELECT items.id, %s, items.created, items.stack, items.width,"
                         " items.height FROM items WHERE items.id = ?1 AND %s",
                         key, limner_gallery_query_get_where (request->query));
  for (guint i = 0; i < request->ids->len; i++)
    {
      gint64 id = g_array_index (request->ids, gint64, i);
      g_autoptr(LimnerStatement) statement = limner_database_query (database, error, sql, "i", id);

      if (statement == NULL)
        return NULL;
      limner_gallery_query_bind (request->query, statement, 2);
      if (!read_rows (statement, page, error))
        return NULL;
      g_hash_table_add (page->asked, g_memdup2 (&id, sizeof id));
    }
  return g_steal_pointer (&page);
}

/**
 * limner_gallery_rows_load:
 * @store: the library
 * @database: the connection
 * @data: a #LimnerGalleryRequest with ids
 * @error: return location for an error
 *
 * Reads the details of some items.
 *
 * Returns: (transfer full): a #LimnerGalleryPage without rows
 */
gpointer
limner_gallery_rows_load (LimnerStore     *store,
                          LimnerDatabase  *database,
                          gpointer         data,
                          GError         **error)
{
  const LimnerGalleryRequest *request = data;
  LimnerGalleryPage *page = make_page ();

  for (guint i = 0; i < request->ids->len; i++)
    read_details (database, g_array_index (request->ids, gint64, i), page);
  return page;
}
