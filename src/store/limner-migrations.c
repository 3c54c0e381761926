/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-migrations.h"

/* What the library's database looks like, as the steps that led there. A step that was released is
 * never changed; a new one is added at the end and gets a case in the test of migrations.
 *
 *   items ──< item_tags             one row a picture; tags and albums by name
 *     │ └───< album_items >── albums
 *     ├─────< item_parents          lineage: from what an item was made
 *     └─ items_fts                  words of it, without a copy of the text
 *   deleted                         numbers of items that are gone, for other programs' lists
 *   saves                           names promised to outputs whose files are being written
 *   jobs                            the journal
 *   sweeps                          plans of many jobs, by `jobs.batch`
 *   answers                         texts that models gave
 *   usage, prices                   what was spent, and prices typed by the user
 *   agreements                      whether more than the limit may be spent, by job or batch
 *   models, presets, prompts, roles what forms remember
 *   recipes, chains                 what is done step by step, and the runs under way
 *
 * `revision` counts changes over the whole library, so that a list finds what is new by one index.
 */
static const char * const steps[] = {
  /* 1: pictures */
  "CREATE TABLE counter (revision INTEGER NOT NULL);"
  "INSERT INTO counter VALUES (0);"
  "CREATE TABLE items ("
  "  id INTEGER PRIMARY KEY,"
  "  revision INTEGER NOT NULL,"
  "  path TEXT, sha256 TEXT, mime TEXT, size INTEGER NOT NULL DEFAULT 0,"
  "  width INTEGER NOT NULL DEFAULT 0, height INTEGER NOT NULL DEFAULT 0,"
  "  created INTEGER NOT NULL,"
  "  prompt TEXT, prompt_typed TEXT, negative_prompt TEXT, seed TEXT,"
  "  model TEXT, version TEXT, server TEXT, operation TEXT,"
  "  input TEXT, recipe TEXT, raw TEXT, stack INTEGER NOT NULL DEFAULT 0,"
  "  job TEXT, output_index INTEGER NOT NULL DEFAULT 0, prediction TEXT,"
  "  cost REAL, cost_source TEXT, predict_time REAL,"
  "  favourite INTEGER NOT NULL DEFAULT 0, rating INTEGER NOT NULL DEFAULT 0,"
  "  tags TEXT, notes TEXT,"
  "  trashed INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0);"
  "CREATE INDEX items_by_age ON items (created, id, trashed, width, height, stack);"
  "CREATE INDEX items_by_revision ON items (revision);"
  "CREATE INDEX items_by_sha256 ON items (sha256);"
  "CREATE INDEX items_by_path ON items (path);"
  "CREATE INDEX items_by_seed ON items (seed);"
  "CREATE INDEX items_by_model ON items (model);"
  "CREATE INDEX items_by_trashed ON items (trashed) WHERE trashed != 0;"
  "CREATE INDEX items_by_rating ON items (rating) WHERE rating != 0;"
  "CREATE INDEX items_by_favourite ON items (favourite) WHERE favourite != 0;"
  "CREATE UNIQUE INDEX items_by_job ON items (job, output_index) WHERE job IS NOT NULL;"
  "CREATE TABLE item_parents ("
  "  item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,"
  "  parent INTEGER NOT NULL,"
  "  PRIMARY KEY (item, parent)) WITHOUT ROWID;"
  "CREATE INDEX item_parents_by_parent ON item_parents (parent);"
  "CREATE TABLE item_tags ("
  "  tag TEXT NOT NULL COLLATE NOCASE,"
  "  item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,"
  "  PRIMARY KEY (tag, item)) WITHOUT ROWID;"
  "CREATE INDEX item_tags_by_item ON item_tags (item);"
  "CREATE TABLE albums (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created INTEGER);"
  "CREATE TABLE album_items ("
  "  album INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,"
  "  item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,"
  "  PRIMARY KEY (album, item)) WITHOUT ROWID;"
  "CREATE INDEX album_items_by_item ON album_items (item);"
  "CREATE TABLE deleted (id INTEGER PRIMARY KEY, revision INTEGER NOT NULL);"
  "CREATE INDEX deleted_by_revision ON deleted (revision);"
  "CREATE TABLE saves ("
  "  job TEXT NOT NULL, output_index INTEGER NOT NULL, path TEXT NOT NULL UNIQUE,"
  "  PRIMARY KEY (job, output_index)) WITHOUT ROWID;"
  "CREATE VIRTUAL TABLE items_fts USING fts5 ("
  "  prompt, model, tags, notes, content = '', columnsize = 0,"
  "  tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3');",

  /* 2: the journal */
  "CREATE TABLE jobs ("
  "  id TEXT PRIMARY KEY, owner TEXT, state TEXT NOT NULL, position REAL NOT NULL,"
  "  created INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0,"
  "  started INTEGER NOT NULL DEFAULT 0, finished INTEGER NOT NULL DEFAULT 0,"
  "  server TEXT NOT NULL, model TEXT NOT NULL, version TEXT, operation TEXT,"
  "  input TEXT NOT NULL, prompt TEXT, prompt_typed TEXT, negative_prompt TEXT, seed TEXT,"
  "  output_kind TEXT, recipe TEXT, parents TEXT, batch TEXT,"
  "  prediction TEXT, answer TEXT, uploads TEXT, text_output TEXT, log TEXT,"
  "  attempts INTEGER NOT NULL DEFAULT 0, error_code INTEGER NOT NULL DEFAULT -1,"
  "  error_message TEXT, predict_time REAL, total_time REAL, cost REAL, cost_source TEXT);"
  "CREATE INDEX jobs_by_finished ON jobs (finished, position);"
  "CREATE UNIQUE INDEX jobs_by_prediction ON jobs (server, prediction)"
  "  WHERE prediction IS NOT NULL;",

  /* 3: money and time */
  "CREATE TABLE usage ("
  "  job TEXT PRIMARY KEY, server TEXT NOT NULL, model TEXT NOT NULL, version TEXT,"
  "  outcome TEXT NOT NULL, finished INTEGER NOT NULL, predict_time REAL, total_time REAL,"
  "  n_outputs INTEGER NOT NULL DEFAULT 0, cost REAL, cost_source TEXT) WITHOUT ROWID;"
  "CREATE INDEX usage_by_finished ON usage (finished);"
  "CREATE INDEX usage_by_model ON usage (model, server, version, finished);"
  "CREATE TABLE prices (model TEXT PRIMARY KEY, unit TEXT NOT NULL, price REAL NOT NULL)"
  "  WITHOUT ROWID;",

  /* 4: what forms remember */
  "CREATE TABLE models ("
  "  server TEXT NOT NULL, name TEXT NOT NULL, json TEXT, fetched INTEGER NOT NULL DEFAULT 0,"
  "  used INTEGER NOT NULL DEFAULT 0, favourite INTEGER NOT NULL DEFAULT 0,"
  "  PRIMARY KEY (server, name));"
  "CREATE TABLE presets ("
  "  model TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL, saved INTEGER NOT NULL,"
  "  PRIMARY KEY (model, name));"
  "CREATE TABLE prompts (prompt TEXT PRIMARY KEY, used INTEGER NOT NULL);"
  "CREATE INDEX prompts_by_use ON prompts (used);"
  "CREATE TABLE roles ("
  "  model TEXT NOT NULL, field TEXT NOT NULL, role TEXT NOT NULL, saved INTEGER NOT NULL,"
  "  PRIMARY KEY (model, field)) WITHOUT ROWID;",

  /* 5: small texts that belong to a server */
  "CREATE TABLE memos ("
  "  kind TEXT NOT NULL, server TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,"
  "  saved INTEGER NOT NULL, PRIMARY KEY (kind, server, name)) WITHOUT ROWID;",

  /* 6: all that is searched for lies in one index, so that no search reads the pictures' rows */
  "ALTER TABLE items ADD COLUMN steps REAL;"
  "ALTER TABLE items ADD COLUMN guidance REAL;"
  "ALTER TABLE items ADD COLUMN strength REAL;"
  "ALTER TABLE items ADD COLUMN sampler TEXT;"
  "ALTER TABLE items ADD COLUMN masked INTEGER NOT NULL DEFAULT 0;"
  "UPDATE items SET"
  "  steps = coalesce (json_extract (input, '$.num_inference_steps'),"
  "    json_extract (input, '$.steps'), json_extract (input, '$.num_steps')),"
  "  guidance = coalesce (json_extract (input, '$.guidance_scale'),"
  "    json_extract (input, '$.guidance'), json_extract (input, '$.cfg')),"
  "  strength = coalesce (json_extract (input, '$.prompt_strength'),"
  "    json_extract (input, '$.strength')),"
  "  sampler = coalesce (json_extract (input, '$.scheduler'), json_extract (input, '$.sampler')),"
  "  masked = coalesce (recipe LIKE '%\"mask\":%', 0) OR input LIKE '%\"mask\":%'"
  "  WHERE json_valid (input);"
  "CREATE INDEX items_keys ON items (created, id, trashed, width, height, stack, rating,"
  "  favourite, missing, steps, guidance, strength, cost, predict_time, masked, operation, sampler,"
  "  seed, model, server);"
  "DROP INDEX items_by_age;",

  /* 7: plans of many jobs */
  "CREATE TABLE sweeps ("
  "  id TEXT PRIMARY KEY, owner TEXT, created INTEGER NOT NULL,"
  "  finished INTEGER NOT NULL DEFAULT 0, title TEXT, plan TEXT NOT NULL);"
  "CREATE INDEX sweeps_by_finished ON sweeps (finished, created);"
  "CREATE INDEX jobs_by_batch ON jobs (batch) WHERE batch IS NOT NULL;",

  /* 8: recipes, and the runs of them that have not ended */
  "CREATE TABLE recipes (name TEXT PRIMARY KEY, json TEXT NOT NULL, saved INTEGER NOT NULL);"
  "CREATE TABLE chains (id TEXT PRIMARY KEY, json TEXT NOT NULL, saved INTEGER NOT NULL);",

  /* 9: what models said, which stays when its job leaves the journal; the trigger says nothing of
   * conflicts, because what the statement that sets it off says counts for it too
   */
  "CREATE TABLE answers ("
  "  job TEXT PRIMARY KEY, created INTEGER NOT NULL, server TEXT NOT NULL, model TEXT NOT NULL,"
  "  prompt TEXT, text TEXT NOT NULL);"
  "CREATE INDEX answers_by_time ON answers (created);"
  "INSERT INTO answers SELECT id, created, server, model, prompt, text_output FROM jobs"
  "  WHERE text_output != '' AND finished != 0 AND state != 'removed';"
  "CREATE TRIGGER answers_keep AFTER UPDATE OF finished ON jobs"
  "  WHEN new.text_output != '' AND new.finished != 0 AND new.state != 'removed'"
  "  BEGIN DELETE FROM answers WHERE job = new.id; INSERT INTO answers VALUES"
  "    (new.id, new.created, new.server, new.model, new.prompt, new.text_output); END;",

  /* 10: where a job runs, other than by its model's name */
  "ALTER TABLE jobs ADD COLUMN deployment TEXT;",

  /* 11: what a person said when asked to spend more than the limit, of a job or of a batch */
  "CREATE TABLE agreements ("
  "  subject TEXT PRIMARY KEY, agreed INTEGER NOT NULL, answered INTEGER NOT NULL) WITHOUT ROWID;",

  /* 12: memos remember what was uploaded */
  "ALTER TABLE jobs DROP COLUMN uploads;",

  /* 13: of how many outputs a picture is one; albums and what is in them have an order, which was
   * by name and by age until now
   */
  "ALTER TABLE items ADD COLUMN n_outputs INTEGER NOT NULL DEFAULT 0;"
  "UPDATE items SET n_outputs = (SELECT max (output_index) + 1 FROM items AS other"
  "  WHERE other.job = items.job) WHERE job IS NOT NULL;"
  "ALTER TABLE albums ADD COLUMN position INTEGER NOT NULL DEFAULT 0;"
  "UPDATE albums SET position = (SELECT count (*) FROM albums AS other"
  "  WHERE other.name < albums.name COLLATE NOCASE);"
  "ALTER TABLE album_items ADD COLUMN position INTEGER NOT NULL DEFAULT 0;"
  "UPDATE album_items SET position ="
  "  coalesce ((SELECT created FROM items WHERE id = item), 0);"
  "CREATE INDEX album_items_in_order ON album_items (album, position);",
};

/**
 * limner_migrations_get_latest:
 *
 * Tells how many steps there are.
 *
 * Returns: the number of the last step
 */
guint
limner_migrations_get_latest (void)
{
  return G_N_ELEMENTS (steps);
}

/**
 * limner_migrations_get_version:
 * @database: a connection
 * @version: (out): the number of the last step that was taken, 0 for an empty database
 * @error: return location for an error
 *
 * Reads how new a database is.
 *
 * Returns: %TRUE on success; %LIMNER_ERROR_UNSUPPORTED for a database from a newer program
 */
gboolean
limner_migrations_get_version (LimnerDatabase  *database,
                               guint           *version,
                               GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  gint64 value;

  statement = limner_database_query (database, error, "PRAGMA user_version", NULL);
  if (statement == NULL || !limner_statement_step (statement, error))
    return FALSE;

  value = limner_statement_get_int (statement, 0);
  if (value < 0 || value > (gint64) G_N_ELEMENTS (steps))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                   "The library was made by a newer version of Limner");
      return FALSE;
    }

  *version = (guint) value;
  return TRUE;
}

static gboolean
run_steps (LimnerDatabase  *database,
           guint            up_to,
           GError         **error)
{
  guint version;

  if (!limner_migrations_get_version (database, &version, error))
    return FALSE;

  for (; version < up_to; version++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", version + 1);

      if (!limner_database_execute (database, steps[version], error) ||
          !limner_database_execute (database, mark, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * limner_migrations_run:
 * @database: a connection
 * @up_to: the number of the last step to take, as a rule limner_migrations_get_latest()
 * @error: return location for an error
 *
 * Takes the steps that a database still lacks, all or none of them. Two programs may try at once:
 * the second finds nothing left to do.
 *
 * Returns: %TRUE on success; %LIMNER_ERROR_UNSUPPORTED for a database from a newer program
 */
gboolean
limner_migrations_run (LimnerDatabase  *database,
                       guint            up_to,
                       GError         **error)
{
  guint version;

  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (up_to <= G_N_ELEMENTS (steps), FALSE);

  if (!limner_migrations_get_version (database, &version, error))
    return FALSE;
  if (version >= up_to)
    return TRUE;

  if (!limner_database_begin (database, error))
    return FALSE;
  if (!run_steps (database, up_to, error))
    {
      limner_database_rollback (database);
      return FALSE;
    }
  return limner_database_commit (database, error);
}
