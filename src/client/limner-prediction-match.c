/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-data-url.h"
#include "limner-prediction-match.h"

/* Servers give files back as they were sent, or under another address. What a file holds is known
 * of those that stand in the inputs themselves, and of uploads by their ids.
 */

#define BLOB_PREFIX "blob:"
#define HASH_LENGTH 64

/** How large a file in an answer may be to be looked at, in bytes. */
#define MAX_FILE (64 * 1024 * 1024)

static LimnerMatch match_nodes (JsonNode   *ours,
                                JsonNode   *theirs,
                                GHashTable *uploads);

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

/* An address in the middle of a text makes no file of it. */
static gboolean
is_address (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+.-");

  return length > 0 && g_str_has_prefix (text + length, "://") && strpbrk (text, " \t\r\n") == NULL;
}

static gboolean
is_file (const char *text)
{
  return text != NULL &&
         (g_ascii_strncasecmp (text, "data:", 5) == 0 || is_address (text) ||
          (g_str_has_prefix (text, BLOB_PREFIX) &&
           strlen (text) == strlen (BLOB_PREFIX) + HASH_LENGTH));
}

/* By the id of an upload, which is a part of its address wherever the server is. */
static char *
find_upload (const char *address,
             GHashTable *uploads)
{
  g_auto(GStrv) parts = NULL;

  if (uploads == NULL)
    return NULL;
  parts = g_strsplit_set (address, "/?#", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *hash = g_hash_table_lookup (uploads, parts[i]);

      if (hash != NULL)
        return g_strdup (hash);
    }
  return NULL;
}

/* The hash of what a file holds, where that can be known. */
static char *
find_hash (const char *file,
           GHashTable *uploads)
{
  g_autoptr(GBytes) bytes = NULL;

  if (g_str_has_prefix (file, BLOB_PREFIX))
    return g_strdup (file + strlen (BLOB_PREFIX));
  if (g_ascii_strncasecmp (file, "data:", 5) != 0)
    return find_upload (file, uploads);

  bytes = _limner_data_url_decode (file, MAX_FILE, NULL, NULL);
  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

static LimnerMatch
match_files (const char *ours,
             const char *theirs,
             GHashTable *uploads)
{
  g_autofree char *our_hash = NULL;
  g_autofree char *their_hash = NULL;

  if (strcmp (ours, theirs) == 0)
    return LIMNER_MATCH_YES;

  our_hash = find_hash (ours, uploads);
  their_hash = our_hash != NULL ? find_hash (theirs, uploads) : NULL;
  if (their_hash == NULL)
    return LIMNER_MATCH_PERHAPS;
  return strcmp (our_hash, their_hash) == 0 ? LIMNER_MATCH_YES : LIMNER_MATCH_NO;
}

static LimnerMatch
match_arrays (JsonArray  *ours,
              JsonArray  *theirs,
              GHashTable *uploads)
{
  LimnerMatch match = LIMNER_MATCH_YES;

  if (json_array_get_length (ours) != json_array_get_length (theirs))
    return LIMNER_MATCH_NO;
  for (guint i = 0; i < json_array_get_length (ours) && match != LIMNER_MATCH_NO; i++)
    match = MIN (match, match_nodes (json_array_get_element (ours, i),
                                     json_array_get_element (theirs, i), uploads));
  return match;
}

/* Whole numbers to their last digit, which a double does not hold: of two seeds one is another. */
static gboolean
equal_numbers (JsonNode *ours,
               JsonNode *theirs)
{
  if (json_node_get_value_type (ours) == G_TYPE_INT64 &&
      json_node_get_value_type (theirs) == G_TYPE_INT64)
    return json_node_get_int (ours) == json_node_get_int (theirs);
  return json_node_get_double (ours) == json_node_get_double (theirs);
}

static LimnerMatch
match_nodes (JsonNode   *ours,
             JsonNode   *theirs,
             GHashTable *uploads)
{
  g_autofree char *our_text = NULL;
  g_autofree char *their_text = NULL;

  if (is_file (get_text (ours)) && is_file (get_text (theirs)))
    return match_files (get_text (ours), get_text (theirs), uploads);
  if (JSON_NODE_HOLDS_ARRAY (ours) && JSON_NODE_HOLDS_ARRAY (theirs))
    return match_arrays (json_node_get_array (ours), json_node_get_array (theirs), uploads);
  if (JSON_NODE_HOLDS_OBJECT (ours) && JSON_NODE_HOLDS_OBJECT (theirs))
    return limner_prediction_match_inputs (json_node_get_object (ours),
                                           json_node_get_object (theirs), uploads);
  if (JSON_NODE_HOLDS_VALUE (ours) && JSON_NODE_HOLDS_VALUE (theirs) &&
      json_node_get_value_type (ours) != G_TYPE_STRING &&
      json_node_get_value_type (theirs) != G_TYPE_STRING)
    return equal_numbers (ours, theirs) ? LIMNER_MATCH_YES : LIMNER_MATCH_NO;

  our_text = limner_json_to_string (ours, FALSE);
  their_text = limner_json_to_string (theirs, FALSE);
  return strcmp (our_text, their_text) == 0 ? LIMNER_MATCH_YES : LIMNER_MATCH_NO;
}

/**
 * limner_prediction_match_inputs:
 * @ours: what was sent; files may stand in it as `blob:` and their SHA-256
 * @theirs: (nullable): what the server tells of; it may have filled in more
 * @uploads: (nullable) (element-type utf8 utf8): ids of files that were uploaded, and the SHA-256
 *   of each
 *
 * Compares inputs. Files are compared by what they hold, which takes long: call it on a thread.
 *
 * Returns: whether all of ours are among theirs
 */
LimnerMatch
limner_prediction_match_inputs (JsonObject *ours,
                                JsonObject *theirs,
                                GHashTable *uploads)
{
  LimnerMatch match = LIMNER_MATCH_YES;
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  if (theirs == NULL)
    return LIMNER_MATCH_NO;

  json_object_iter_init (&iter, ours);
  while (match != LIMNER_MATCH_NO && json_object_iter_next (&iter, &member, &value))
    {
      JsonNode *given = json_object_get_member (theirs, member);

      match = given != NULL ? MIN (match, match_nodes (value, given, uploads)) : LIMNER_MATCH_NO;
    }
  return match;
}
