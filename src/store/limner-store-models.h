/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerNamedText:
 * @name: a model, a preset, a field …: what the list is about
 * @text: (nullable): JSON or plain text that belongs to it
 * @time: microseconds since 1970 at which it was saved, fetched or used
 * @flag: whether it is marked as a favourite
 *
 * One row of the small tables: cached models, presets, prompts, roles.
 */
typedef struct
{
  char     *name;
  char     *text;
  gint64    time;
  gboolean  flag;
} LimnerNamedText;

void             limner_named_text_free          (LimnerNamedText      *self);

/* Models as the server described them, so that forms open at once and offline */
void             limner_store_save_model_async   (LimnerStore          *self,
                                                  const char           *server,
                                                  const char           *model,
                                                  const char           *json,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_load_model_async   (LimnerStore          *self,
                                                  const char           *server,
                                                  const char           *model,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
LimnerNamedText *limner_store_load_model_finish  (LimnerStore          *self,
                                                  GAsyncResult         *result,
                                                  GError              **error)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void             limner_store_mark_model_async   (LimnerStore          *self,
                                                  const char           *server,
                                                  const char           *model,
                                                  gboolean              favourite,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_touch_model_async  (LimnerStore          *self,
                                                  const char           *server,
                                                  const char           *model,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_name_checkpoint_async
                                                 (LimnerStore          *self,
                                                  const char           *checksum,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_list_models_async  (LimnerStore          *self,
                                                  const char           *server,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/* Presets: named form values of a model */
void             limner_store_save_preset_async  (LimnerStore          *self,
                                                  const char           *model,
                                                  const char           *name,
                                                  const char           *json,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_list_presets_async (LimnerStore          *self,
                                                  const char           *model,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/* Prompts, newest first */
void             limner_store_add_prompt_async   (LimnerStore          *self,
                                                  const char           *prompt,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_list_prompts_async (LimnerStore          *self,
                                                  guint                 max_prompts,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/* What a model's input means, where the user knows better */
void             limner_store_set_role_async     (LimnerStore          *self,
                                                  const char           *model,
                                                  const char           *field,
                                                  const char           *role,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_list_roles_async   (LimnerStore          *self,
                                                  const char           *model,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/* Memos: small texts that belong to a server, by what they are: notes on models, trainings, lists
 * of models as they were seen last, the model that a task begins with, files that were uploaded */
void             limner_store_set_memo_async     (LimnerStore          *self,
                                                  const char           *kind,
                                                  const char           *server,
                                                  const char           *name,
                                                  const char           *text,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_list_memos_async   (LimnerStore          *self,
                                                  const char           *kind,
                                                  const char           *server,
                                                  const char           *name,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/* Recipes by name; the runs of recipes by id */
void             limner_store_save_recipe_async  (LimnerStore          *self,
                                                  const char           *name,
                                                  const char           *json,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_list_recipes_async (LimnerStore          *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_save_chain_async   (LimnerStore          *self,
                                                  const char           *id,
                                                  const char           *json,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void             limner_store_list_chains_async  (LimnerStore          *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/* Ends of the above: lists of LimnerNamedText; everything that only writes */
GPtrArray       *limner_store_list_texts_finish  (LimnerStore          *self,
                                                  GAsyncResult         *result,
                                                  GError              **error)
                                                  G_GNUC_WARN_UNUSED_RESULT;
gboolean         limner_store_write_finish       (LimnerStore          *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerNamedText, limner_named_text_free)

G_END_DECLS
