/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-item-details.h"
#include "limner-store-models.h"
#include "limner-store-private.h"

#define MAX_LISTED 5000
#define MAX_PROMPTS 2000

/* The values of a statement, in its order, and the number that ends them. */
typedef struct
{
  const char *sql;
  char       *texts[4];
  gint64      number;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  for (guint i = 0; i < G_N_ELEMENTS (request->texts); i++)
    g_clear_pointer (&request->texts[i], g_free);
  g_free (request);
}

static Request *
make_request (const char *sql,
              const char *first,
              const char *second,
              const char *third,
              gint64      number)
{
  Request *request = g_new0 (Request, 1);

  request->sql = sql;
  request->texts[0] = g_strdup (first);
  request->texts[1] = g_strdup (second);
  request->texts[2] = g_strdup (third);
  request->number = number;
  return request;
}

/* The statements name their values ?1 to ?3, ?4, the number, and where there is a long text, ?5. */
static LimnerStatement *
query_request (LimnerDatabase  *database,
               Request         *request,
               GError         **error)
{
  return limner_database_query (database, error, request->sql,
                                request->texts[3] != NULL ? "sssis" : "sssi", request->texts[0],
                                request->texts[1], request->texts[2], request->number,
                                request->texts[3]);
}

static gpointer
run_write (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  g_autoptr(LimnerStatement) statement = query_request (database, data, error);

  if (statement == NULL)
    return NULL;
  limner_statement_step (statement, error);
  return limner_statement_get_ok (statement) ? LIMNER_STORE_OK : NULL;
}

static void
free_text (gpointer data)
{
  limner_named_text_free (data);
}

static gpointer
run_list (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  g_autoptr(LimnerStatement) statement = query_request (database, data, error);
  GPtrArray *texts;

  if (statement == NULL)
    return NULL;

  texts = g_ptr_array_new_with_free_func (free_text);
  while (limner_statement_step (statement, NULL))
    {
      LimnerNamedText *text = g_new0 (LimnerNamedText, 1);

      text->name = limner_statement_dup_text (statement, 0, LIMNER_STORE_MAX_TEXT);
      text->text = limner_statement_dup_text (statement, 1, LIMNER_STORE_MAX_JSON);
      text->time = limner_statement_get_int (statement, 2);
      text->flag = limner_statement_get_int (statement, 3) != 0;
      if (text->name != NULL)
        g_ptr_array_add (texts, text);
      else
        limner_named_text_free (text);
    }
  return texts;
}

static void
push_write (LimnerStore         *self,
            gpointer             source_tag,
            Request             *request,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  _limner_store_push (self, LIMNER_STORE_READ, source_tag, run_write, request, free_request, NULL,
                      cancellable, callback, user_data);
}

static void
push_list (LimnerStore         *self,
           gpointer             source_tag,
           Request             *request,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  _limner_store_push (self, LIMNER_STORE_READ, source_tag, run_list, request, free_request,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * limner_named_text_free:
 * @self: (transfer full): a text
 *
 * Frees a text.
 */
void
limner_named_text_free (LimnerNamedText *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

/**
 * limner_store_save_recipe_async:
 * @self: a library
 * @name: what the user calls it
 * @json: (nullable): the recipe, %NULL to forget it
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps a recipe under a name.
 */
void
limner_store_save_recipe_async (LimnerStore         *self,
                                const char          *name,
                                const char          *json,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  const char *sql;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (name != NULL);

  if (json != NULL)
    sql = "INSERT OR REPLACE INTO recipes (name, json, saved) SELECT ?1, ?2, ?4 WHERE ?3 IS NULL";
  else
    sql = "DELETE FROM recipes WHERE name = ?1 AND ?2 IS NULL AND ?3 IS NULL AND ?4 != 0";
  push_write (self, limner_store_save_recipe_async,
              make_request (sql, name, json, NULL, g_get_real_time ()), cancellable, callback,
              user_data);
}

/**
 * limner_store_list_recipes_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists the recipes by name.
 */
void
limner_store_list_recipes_async (LimnerStore         *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_list (self, limner_store_list_recipes_async,
             make_request ("SELECT name, json, saved, 0 FROM recipes"
                           " WHERE ?1 IS NULL AND ?2 IS NULL AND ?3 IS NULL"
                           " ORDER BY name COLLATE NOCASE LIMIT ?4", NULL, NULL, NULL,
                           MAX_LISTED),
             cancellable, callback, user_data);
}

/**
 * limner_store_save_chain_async:
 * @self: a library
 * @id: the run's id
 * @json: (nullable): what it is at, %NULL when it has ended
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps the run of a recipe, so that it goes on after a restart.
 */
void
limner_store_save_chain_async (LimnerStore         *self,
                               const char          *id,
                               const char          *json,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  const char *sql;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (id != NULL);

  if (json != NULL)
    sql = "INSERT OR REPLACE INTO chains (id, json, saved) SELECT ?1, ?2, ?4 WHERE ?3 IS NULL";
  else
    sql = "DELETE FROM chains WHERE id = ?1 AND ?2 IS NULL AND ?3 IS NULL AND ?4 != 0";
  push_write (self, limner_store_save_chain_async,
              make_request (sql, id, json, NULL, g_get_real_time ()), cancellable, callback,
              user_data);
}

/**
 * limner_store_list_chains_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists the runs of recipes that have not ended, the last one first.
 */
void
limner_store_list_chains_async (LimnerStore         *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_list (self, limner_store_list_chains_async,
             make_request ("SELECT id, json, saved, 0 FROM chains"
                           " WHERE ?1 IS NULL AND ?2 IS NULL AND ?3 IS NULL"
                           " ORDER BY saved DESC LIMIT ?4", NULL, NULL, NULL, MAX_LISTED),
             cancellable, callback, user_data);
}

/**
 * limner_store_list_texts_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends the functions that list models, presets, prompts and roles.
 *
 * Returns: (transfer full) (element-type LimnerNamedText) (nullable): what was found
 */
GPtrArray *
limner_store_list_texts_finish (LimnerStore   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return _limner_store_finish (self, result, error);
}

/**
 * limner_store_write_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends a function that only writes.
 *
 * Returns: %TRUE when it is on the disk
 */
gboolean
limner_store_write_finish (LimnerStore   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return _limner_store_finish (self, result, error) != NULL;
}

/**
 * limner_store_save_model_async:
 * @self: a library
 * @server: the server's id
 * @model: `owner/name`, or that with `:version`
 * @json: what the server said about it
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Remembers a model, so that its form opens at once and without a network next time.
 */
void
limner_store_save_model_async (LimnerStore         *self,
                               const char          *server,
                               const char          *model,
                               const char          *json,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (json == NULL || strlen (json) <= LIMNER_STORE_MAX_JSON);

  push_write (self, limner_store_save_model_async,
              make_request ("INSERT INTO models (server, name, json, fetched)"
                            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (server, name)"
                            " DO UPDATE SET json = ?3, fetched = ?4",
                            server, model, json, g_get_real_time ()),
              cancellable, callback, user_data);
}

/**
 * limner_store_load_model_async:
 * @self: a library
 * @server: the server's id
 * @model: `owner/name`, or that with `:version`
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks up a remembered model.
 */
void
limner_store_load_model_async (LimnerStore         *self,
                               const char          *server,
                               const char          *model,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_list (self, limner_store_load_model_async,
             make_request ("SELECT name, json, fetched, favourite FROM models"
                           " WHERE server = ?1 AND name = ?2 AND json IS NOT NULL"
                           " AND ?3 IS NULL LIMIT ?4", server, model, NULL, 1),
             cancellable, callback, user_data);
}

/**
 * limner_store_load_model_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_load_model_async().
 *
 * Returns: (transfer full) (nullable): its description with the time at which it was fetched; or
 *   %NULL with %LIMNER_ERROR_NOT_FOUND
 */
LimnerNamedText *
limner_store_load_model_finish (LimnerStore   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_autoptr(GPtrArray) texts = _limner_store_finish (self, result, error);

  if (texts == NULL)
    return NULL;
  if (texts->len == 0)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                   "The model's description was not kept");
      return NULL;
    }
  return g_ptr_array_steal_index (texts, 0);
}

/**
 * limner_store_mark_model_async:
 * @self: a library
 * @server: the server's id
 * @model: `owner/name`
 * @favourite: whether it is a favourite
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Makes a model a favourite, or no longer.
 */
void
limner_store_mark_model_async (LimnerStore         *self,
                               const char          *server,
                               const char          *model,
                               gboolean             favourite,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_write (self, limner_store_mark_model_async,
              make_request ("INSERT INTO models (server, name, json, favourite)"
                            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (server, name)"
                            " DO UPDATE SET favourite = ?4", server, model, NULL,
                            favourite != FALSE),
              cancellable, callback, user_data);
}

/**
 * limner_store_touch_model_async:
 * @self: a library
 * @server: the server's id
 * @model: `owner/name`
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Remembers that a model was used just now.
 */
void
limner_store_touch_model_async (LimnerStore         *self,
                                const char          *server,
                                const char          *model,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_write (self, limner_store_touch_model_async,
              make_request ("INSERT INTO models (server, name, json, used)"
                            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (server, name)"
                            " DO UPDATE SET used = ?4", server, model, NULL, g_get_real_time ()),
              cancellable, callback, user_data);
}

/**
 * limner_store_list_models_async:
 * @self: a library
 * @server: the server's id
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists models that are favourites or were used, favourites first and then the last used; their
 * descriptions are not read, and the time is that of the last use.
 */
void
limner_store_list_models_async (LimnerStore         *self,
                                const char          *server,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_list (self, limner_store_list_models_async,
             make_request ("SELECT name, NULL, used, favourite FROM models"
                           " WHERE server = ?1 AND (favourite != 0 OR used != 0)"
                           " AND ?2 IS NULL AND ?3 IS NULL"
                           " ORDER BY favourite DESC, used DESC LIMIT ?4",
                           server, NULL, NULL, MAX_LISTED),
             cancellable, callback, user_data);
}

/**
 * limner_store_save_preset_async:
 * @self: a library
 * @model: `owner/name`
 * @name: what the user calls it
 * @json: (nullable): the form's values, %NULL to forget the preset
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps the values of a form under a name.
 */
void
limner_store_save_preset_async (LimnerStore         *self,
                                const char          *model,
                                const char          *name,
                                const char          *json,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  const char *sql;

  g_return_if_fail (LIMNER_IS_STORE (self));

  if (json != NULL)
    sql = "INSERT OR REPLACE INTO presets (model, name, json, saved) VALUES (?1, ?2, ?3, ?4)";
  else
    sql = "DELETE FROM presets WHERE model = ?1 AND name = ?2 AND ?3 IS NULL AND ?4 != 0";
  push_write (self, limner_store_save_preset_async,
              make_request (sql, model, name, json, g_get_real_time ()), cancellable, callback,
              user_data);
}

/**
 * limner_store_list_presets_async:
 * @self: a library
 * @model: `owner/name`
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists the presets of a model by name.
 */
void
limner_store_list_presets_async (LimnerStore         *self,
                                 const char          *model,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_list (self, limner_store_list_presets_async,
             make_request ("SELECT name, json, saved, 0 FROM presets WHERE model = ?1"
                           " AND ?2 IS NULL AND ?3 IS NULL"
                           " ORDER BY name COLLATE NOCASE LIMIT ?4", model, NULL, NULL,
                           MAX_LISTED),
             cancellable, callback, user_data);
}

/**
 * limner_store_add_prompt_async:
 * @self: a library
 * @prompt: a prompt that was used just now
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Puts a prompt at the top of the history. Older ones beyond some thousands are forgotten.
 */
void
limner_store_add_prompt_async (LimnerStore         *self,
                               const char          *prompt,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static guint n_added = 0;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (prompt != NULL);

  if (n_added++ % 50 == 0)
    push_write (self, limner_store_add_prompt_async,
                make_request ("DELETE FROM prompts WHERE ?1 IS NULL AND ?2 IS NULL AND ?3 IS NULL"
                              " AND used < (SELECT used FROM prompts ORDER BY used DESC"
                              "   LIMIT 1 OFFSET ?4)", NULL, NULL, NULL, MAX_PROMPTS),
                NULL, NULL, NULL);
  push_write (self, limner_store_add_prompt_async,
              make_request ("INSERT OR REPLACE INTO prompts (prompt, used)"
                            " SELECT ?1, ?4 WHERE ?2 IS NULL AND ?3 IS NULL", prompt, NULL, NULL,
                            g_get_real_time ()),
              cancellable, callback, user_data);
}

/**
 * limner_store_list_prompts_async:
 * @self: a library
 * @max_prompts: how many are enough
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists prompts, the last used first.
 */
void
limner_store_list_prompts_async (LimnerStore         *self,
                                 guint                max_prompts,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_list (self, limner_store_list_prompts_async,
             make_request ("SELECT prompt, NULL, used, 0 FROM prompts"
                           " WHERE ?1 IS NULL AND ?2 IS NULL AND ?3 IS NULL"
                           " ORDER BY used DESC LIMIT ?4", NULL, NULL, NULL,
                           MIN (max_prompts, MAX_LISTED)),
             cancellable, callback, user_data);
}

/**
 * limner_store_set_role_async:
 * @self: a library
 * @model: `owner/name`
 * @field: the name of an input
 * @role: (nullable): what it means, %NULL for what the program thinks itself
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps what the user knows better about an input of a model.
 */
void
limner_store_set_role_async (LimnerStore         *self,
                             const char          *model,
                             const char          *field,
                             const char          *role,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  const char *sql;

  g_return_if_fail (LIMNER_IS_STORE (self));

  if (role != NULL)
    sql = "INSERT OR REPLACE INTO roles (model, field, role, saved) VALUES (?1, ?2, ?3, ?4)";
  else
    sql = "DELETE FROM roles WHERE model = ?1 AND field = ?2 AND ?3 IS NULL AND ?4 != 0";
  push_write (self, limner_store_set_role_async,
              make_request (sql, model, field, role, g_get_real_time ()), cancellable, callback,
              user_data);
}

/**
 * limner_store_list_roles_async:
 * @self: a library
 * @model: `owner/name`
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists what the user said about inputs: names of inputs with their roles as texts.
 */
void
limner_store_list_roles_async (LimnerStore         *self,
                               const char          *model,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  push_list (self, limner_store_list_roles_async,
             make_request ("SELECT field, role, saved, 0 FROM roles WHERE model = ?1"
                           " AND ?2 IS NULL AND ?3 IS NULL ORDER BY field LIMIT ?4",
                           model, NULL, NULL, MAX_LISTED),
             cancellable, callback, user_data);
}

/**
 * limner_store_set_memo_async:
 * @self: a library
 * @kind: what the text is, such as `note`
 * @server: the server's id
 * @name: what it is about, such as `owner/name`
 * @text: (nullable): the text; %NULL to forget it
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Keeps a small text in place of what was kept under the same kind, server and name.
 */
void
limner_store_set_memo_async (LimnerStore         *self,
                             const char          *kind,
                             const char          *server,
                             const char          *name,
                             const char          *text,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Request *request;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (kind != NULL && server != NULL && name != NULL);
  g_return_if_fail (text == NULL || strlen (text) <= LIMNER_STORE_MAX_JSON);

  request = text == NULL
            ? make_request ("DELETE FROM memos WHERE kind = ?1 AND server = ?2 AND name = ?3"
                            " AND ?4 = 0", kind, server, name, 0)
            : make_request ("INSERT OR REPLACE INTO memos (kind, server, name, saved, text)"
                            " VALUES (?1, ?2, ?3, ?4, ?5)", kind, server, name,
                            g_get_real_time ());
  request->texts[3] = g_strdup (text);
  push_write (self, limner_store_set_memo_async, request, cancellable, callback, user_data);
}

/**
 * limner_store_list_memos_async:
 * @self: a library
 * @kind: what is wanted, such as `note`
 * @server: (nullable): of one server only
 * @name: (nullable): about one thing only
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists what was kept, the newest first.
 */
void
limner_store_list_memos_async (LimnerStore         *self,
                               const char          *kind,
                               const char          *server,
                               const char          *name,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (kind != NULL);

  push_list (self, limner_store_list_memos_async,
             make_request ("SELECT name, text, saved, 0 FROM memos WHERE kind = ?1"
                           " AND (?2 IS NULL OR server = ?2) AND (?3 IS NULL OR name = ?3)"
                           " ORDER BY saved DESC LIMIT ?4", kind, server, name, MAX_LISTED),
             cancellable, callback, user_data);
}
