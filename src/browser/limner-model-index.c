/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-model-index.h"

/* How much a word counts where it is found. */
#define SCORE_NAME_START 8
#define SCORE_NAME 4
#define SCORE_OWNER 2
#define SCORE_DESCRIPTION 1

typedef struct
{
  LimnerModel *model;
  char        *text;          /* folded: name, owner and description, one after the other */
  const char  *owner;         /* in the text */
  const char  *description;   /* in the text */
  gint64       n_runs;
  guint        position;      /* when it was first seen */
} Entry;

typedef struct
{
  const Entry *entry;
  int          score;
} Hit;

/* Models that were seen, to be searched at once while a server thinks. All words must be found; the
 * best are those whose name begins with one, then those that run most.
 */
struct _LimnerModelIndex
{
  GHashTable *by_reference;   /* reference → Entry, borrowed */
  GPtrArray  *entries;        /* of Entry */
};

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text != NULL ? text : "", -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

/* In one piece of memory: a search reads all of them. */
static void
set_text (Entry       *entry,
          LimnerModel *model)
{
  g_autofree char *name = fold (limner_model_get_name (model));
  g_autofree char *owner = fold (limner_model_get_owner (model));
  g_autofree char *description = fold (limner_model_get_description (model));
  gsize n_name = strlen (name) + 1;
  gsize n_owner = strlen (owner) + 1;
  gsize n_description = strlen (description) + 1;

  entry->text = g_malloc (n_name + n_owner + n_description);
  memcpy (entry->text, name, n_name);
  memcpy (entry->text + n_name, owner, n_owner);
  memcpy (entry->text + n_name + n_owner, description, n_description);
  entry->owner = entry->text + n_name;
  entry->description = entry->owner + n_owner;
}

static void
entry_clear (Entry *entry)
{
  g_clear_object (&entry->model);
  g_clear_pointer (&entry->text, g_free);
}

static void
entry_free (Entry *entry)
{
  entry_clear (entry);
  g_free (entry);
}

/**
 * limner_model_index_new:
 *
 * Returns: (transfer full): an empty index
 */
LimnerModelIndex *
limner_model_index_new (void)
{
  LimnerModelIndex *self = g_new0 (LimnerModelIndex, 1);

  self->by_reference = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  return self;
}

/**
 * limner_model_index_free:
 * @self: (transfer full): an index
 *
 * Frees an index.
 */
void
limner_model_index_free (LimnerModelIndex *self)
{
  g_hash_table_unref (self->by_reference);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * limner_model_index_add:
 * @self: an index
 * @model: a model
 *
 * Remembers a model. One of the same name is replaced, unless it knows more.
 */
void
limner_model_index_add (LimnerModelIndex *self,
                        LimnerModel      *model)
{
  const char *reference = limner_model_get_reference (model);
  Entry *entry = g_hash_table_lookup (self->by_reference, reference);

  if (entry != NULL && limner_model_get_latest_version (entry->model) != NULL &&
      limner_model_get_latest_version (model) == NULL)
    return;

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->position = self->entries->len;
      g_ptr_array_add (self->entries, entry);
      g_hash_table_insert (self->by_reference, g_strdup (reference), entry);
    }
  entry_clear (entry);
  entry->model = g_object_ref (model);
  set_text (entry, model);
  entry->n_runs = limner_model_get_run_count (model);
}

/**
 * limner_model_index_lookup:
 * @self: an index
 * @reference: `owner/name`
 *
 * Returns: (transfer none) (nullable): the model of that name
 */
LimnerModel *
limner_model_index_lookup (LimnerModelIndex *self,
                           const char       *reference)
{
  Entry *entry = g_hash_table_lookup (self->by_reference, reference);

  return entry != NULL ? entry->model : NULL;
}

/**
 * limner_model_index_get_n:
 * @self: an index
 *
 * Returns: how many models it knows
 */
guint
limner_model_index_get_n (LimnerModelIndex *self)
{
  return self->entries->len;
}

/* Gives 0 where a word is nowhere. */
static int
score_entry (const Entry  *entry,
             char * const *words)
{
  int score = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const char *found = strstr (entry->text, words[i]);

      if (found == entry->text)
        score += SCORE_NAME_START;
      else if (found != NULL)
        score += SCORE_NAME;
      else if (strstr (entry->owner, words[i]) != NULL)
        score += SCORE_OWNER;
      else if (strstr (entry->description, words[i]) != NULL)
        score += SCORE_DESCRIPTION;
      else
        return 0;
    }
  return score;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *first = a;
  const Hit *second = b;

  if (first->score != second->score)
    return second->score - first->score;
  if (first->entry->n_runs != second->entry->n_runs)
    return first->entry->n_runs < second->entry->n_runs ? 1 : -1;
  return first->entry->position < second->entry->position ? -1 : 1;
}

/* Keeps the best ones only: a single letter fits nearly all. */
static void
insert_hit (GArray    *hits,
            const Hit *hit,
            guint      max_hits)
{
  guint first = 0;
  guint last = hits->len;

  while (first < last)
    {
      guint middle = (first + last) / 2;

      if (compare_hits (&g_array_index (hits, Hit, middle), hit) < 0)
        first = middle + 1;
      else
        last = middle;
    }
  if (first >= max_hits)
    return;

  g_array_insert_val (hits, first, *hit);
  g_array_set_size (hits, MIN (hits->len, max_hits));
}

/**
 * limner_model_index_search:
 * @self: an index
 * @query: words
 * @max_models: how many are wanted at most
 *
 * Finds the models that fit all words.
 *
 * Returns: (transfer full): an array of #LimnerModel, best first
 */
GPtrArray *
limner_model_index_search (LimnerModelIndex *self,
                           const char       *query,
                           guint             max_models)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autofree char *folded = fold (query);
  g_auto(GStrv) parts = g_strsplit_set (folded, " \t/", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_ptr_array_add (words, *part);
  g_ptr_array_add (words, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Hit hit = { .entry = g_ptr_array_index (self->entries, i) };

      hit.score = score_entry (hit.entry, (char * const *) words->pdata);
      if (hit.score > 0)
        insert_hit (hits, &hit, max_models);
    }

  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (models, g_object_ref (g_array_index (hits, Hit, i).entry->model));
  return models;
}
