/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-item-details.h"
#include "limner-store-call.h"
#include "limner-store-models.h"
#include "limner-store-private.h"

#define MAX_LISTED 5000
#define MAX_PROMPTS 2000
#define MIN_CHECKSUM 8
#define MAX_CHECKSUM 10

static const LimnerColumn text_columns[] = {
  LIMNER_ROW_NEEDED (LimnerNamedText, name, LIMNER_STORE_MAX_TEXT),
  LIMNER_ROW_TEXT (LimnerNamedText, text, LIMNER_STORE_MAX_JSON),
  LIMNER_ROW_INT64 (LimnerNamedText, time),
  LIMNER_ROW_INT (LimnerNamedText, flag, FALSE, TRUE),
};
const LimnerRowType _limner_named_text_row =
  LIMNER_ROW_TYPE (LimnerNamedText, text_columns, (GDestroyNotify) limner_named_text_free);

/* Keeps a text under one name in a table with the columns json and saved, or forgets it. */
static void
save_text (LimnerStore         *self,
           gpointer             source_tag,
           const char          *table,
           const char          *key,
           const char          *name,
           const char          *json,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autofree char *sql = NULL;

  if (json == NULL)
    {
      sql = g_strdup_printf ("DELETE FROM %s WHERE %s = ?", table, key);
      _limner_store_run (self, source_tag, cancellable, callback, user_data, sql, "s", name);
      return;
    }

  sql = g_strdup_printf ("INSERT INTO %s (%s, json, saved) VALUES (?1, ?2, ?3)"
                         " ON CONFLICT (%s) DO UPDATE SET json = ?2, saved = ?3", table, key, key);
  _limner_store_run (self, source_tag, cancellable, callback, user_data, sql, "ssi", name, json,
                     g_get_real_time ());
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

  _limner_row_clear (&_limner_named_text_row, self);
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
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (name != NULL);

  save_text (self, limner_store_save_recipe_async, "recipes", "name", name, json, cancellable,
             callback, user_data);
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

  _limner_store_list (self, limner_store_list_recipes_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT name, json, saved FROM recipes"
                      " ORDER BY name COLLATE NOCASE LIMIT ?", "i", (gint64) MAX_LISTED);
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
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (id != NULL);

  save_text (self, limner_store_save_chain_async, "chains", "id", id, json, cancellable, callback,
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

  _limner_store_list (self, limner_store_list_chains_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT id, json, saved FROM chains ORDER BY saved DESC LIMIT ?",
                      "i", (gint64) MAX_LISTED);
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

  _limner_store_run (self, limner_store_save_model_async, cancellable, callback, user_data,
                     "INSERT INTO models (server, name, json, fetched) VALUES (?1, ?2, ?3, ?4)"
                     " ON CONFLICT (server, name) DO UPDATE SET json = ?3, fetched = ?4",
                     "sssi", server, model, json, g_get_real_time ());
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

  _limner_store_list (self, limner_store_load_model_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT name, json, fetched, favourite FROM models"
                      " WHERE server = ? AND name = ? AND json IS NOT NULL", "ss", server, model);
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
  return _limner_store_finish_first (self, result, error);
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

  _limner_store_run (self, limner_store_mark_model_async, cancellable, callback, user_data,
                     "INSERT INTO models (server, name, favourite) VALUES (?1, ?2, ?3)"
                     " ON CONFLICT (server, name) DO UPDATE SET favourite = ?3",
                     "ssi", server, model, (gint64) (favourite != FALSE));
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

  _limner_store_run (self, limner_store_touch_model_async, cancellable, callback, user_data,
                     "INSERT INTO models (server, name, used) VALUES (?1, ?2, ?3)"
                     " ON CONFLICT (server, name) DO UPDATE SET used = ?3",
                     "ssi", server, model, g_get_real_time ());
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

  _limner_store_list (self, limner_store_list_models_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT name, NULL, used, favourite FROM models"
                      " WHERE server = ? AND (favourite != 0 OR used != 0)"
                      " ORDER BY favourite DESC, used DESC LIMIT ?",
                      "si", server, (gint64) MAX_LISTED);
}

/* The digits that all programs write of a checkpoint's checksum: its first ten; what is shorter is
 * a checksum of another kind. NULL if it is none. */
static char *
shorten_checksum (const char *checksum)
{
  const char *digits = g_ascii_strncasecmp (checksum, "0x", 2) == 0 ? checksum + 2 : checksum;
  gsize n = strspn (digits, "0123456789abcdefABCDEF");

  if (n < MIN_CHECKSUM || digits[n] != '\0')
    return NULL;
  return g_ascii_strdown (digits, (gssize) MIN (n, MAX_CHECKSUM));
}

/**
 * limner_store_name_checkpoint_async:
 * @self: a library
 * @checksum: of a checkpoint, as a picture's file tells it: short, long, or with 0x before it
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists what the pictures of the library call a checkpoint that is known by its checksum alone, the
 * most frequent name first. Nothing but what was seen in files is known here.
 */
void
limner_store_name_checkpoint_async (LimnerStore         *self,
                                    const char          *checksum,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *digits = NULL;

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (checksum != NULL);

  digits = shorten_checksum (checksum);
  _limner_store_list (self, limner_store_name_checkpoint_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT model, NULL, count (*) FROM items WHERE model != '' AND"
                      " lower (substr (version, CASE WHEN version LIKE '0x%' THEN 3 ELSE 1 END,"
                      " " G_STRINGIFY (MAX_CHECKSUM) ")) = ?"
                      " GROUP BY model ORDER BY count (*) DESC, model LIMIT ?",
                      "si", digits, (gint64) MAX_LISTED);
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
  g_return_if_fail (LIMNER_IS_STORE (self));

  if (json != NULL)
    _limner_store_run (self, limner_store_save_preset_async, cancellable, callback, user_data,
                       "INSERT INTO presets (model, name, json, saved) VALUES (?1, ?2, ?3, ?4)"
                       " ON CONFLICT (model, name) DO UPDATE SET json = ?3, saved = ?4",
                       "sssi", model, name, json, g_get_real_time ());
  else
    _limner_store_run (self, limner_store_save_preset_async, cancellable, callback, user_data,
                       "DELETE FROM presets WHERE model = ? AND name = ?", "ss", model, name);
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

  _limner_store_list (self, limner_store_list_presets_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT name, json, saved FROM presets WHERE model = ?"
                      " ORDER BY name COLLATE NOCASE LIMIT ?", "si", model, (gint64) MAX_LISTED);
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
    _limner_store_run (self, limner_store_add_prompt_async, NULL, NULL, NULL,
                       "DELETE FROM prompts WHERE used <"
                       " (SELECT used FROM prompts ORDER BY used DESC LIMIT 1 OFFSET ?)", "i",
                       (gint64) MAX_PROMPTS);
  _limner_store_run (self, limner_store_add_prompt_async, cancellable, callback, user_data,
                     "INSERT INTO prompts (prompt, used) VALUES (?1, ?2)"
                     " ON CONFLICT (prompt) DO UPDATE SET used = ?2",
                     "si", prompt, g_get_real_time ());
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

  _limner_store_list (self, limner_store_list_prompts_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT prompt, NULL, used FROM prompts ORDER BY used DESC LIMIT ?",
                      "i", (gint64) MIN (max_prompts, MAX_LISTED));
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
  g_return_if_fail (LIMNER_IS_STORE (self));

  if (role != NULL)
    _limner_store_run (self, limner_store_set_role_async, cancellable, callback, user_data,
                       "INSERT INTO roles (model, field, role, saved) VALUES (?1, ?2, ?3, ?4)"
                       " ON CONFLICT (model, field) DO UPDATE SET role = ?3, saved = ?4",
                       "sssi", model, field, role, g_get_real_time ());
  else
    _limner_store_run (self, limner_store_set_role_async, cancellable, callback, user_data,
                       "DELETE FROM roles WHERE model = ? AND field = ?", "ss", model, field);
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

  _limner_store_list (self, limner_store_list_roles_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT field, role, saved FROM roles WHERE model = ? ORDER BY field LIMIT ?",
                      "si", model, (gint64) MAX_LISTED);
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
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (kind != NULL && server != NULL && name != NULL);
  g_return_if_fail (text == NULL || strlen (text) <= LIMNER_STORE_MAX_JSON);

  if (text != NULL)
    _limner_store_run (self, limner_store_set_memo_async, cancellable, callback, user_data,
                       "INSERT INTO memos (kind, server, name, text, saved)"
                       " VALUES (?1, ?2, ?3, ?4, ?5)"
                       " ON CONFLICT (kind, server, name) DO UPDATE SET text = ?4, saved = ?5",
                       "ssssi", kind, server, name, text, g_get_real_time ());
  else
    _limner_store_run (self, limner_store_set_memo_async, cancellable, callback, user_data,
                       "DELETE FROM memos WHERE kind = ? AND server = ? AND name = ?",
                       "sss", kind, server, name);
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

  _limner_store_list (self, limner_store_list_memos_async, &_limner_named_text_row,
                      cancellable, callback, user_data,
                      "SELECT name, text, saved FROM memos WHERE kind = ?1"
                      " AND (?2 IS NULL OR server = ?2) AND (?3 IS NULL OR name = ?3)"
                      " ORDER BY saved DESC LIMIT ?4",
                      "sssi", kind, server, name, (gint64) MAX_LISTED);
}
