/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialects that are written for people: A1111's `parameters`, the command line of InvokeAI's
 * forerunner and Midjourney's descriptions. */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-dialects-private.h"

/* A key is never that long; the limit keeps reading linear. */
#define MAX_KEY 64
#define NEGATIVE "Negative prompt:"

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* Matches `key:` at @p: a word character, then word characters, spaces, dashes and slashes. */
static const char *
match_key (const char *p)
{
  const char *start = p;

  if (!is_word (*p))
    return NULL;
  for (p++; p - start <= MAX_KEY; p++)
    {
      if (*p == ':')
        return p - start >= 2 ? p : NULL;
      if (!is_word (*p) && *p != ' ' && *p != '-' && *p != '/')
        return NULL;
    }

  return NULL;
}

/* The end of a JSON object or list, which some write as they are; NULL if there is none. */
static const char *
match_json (const char *p)
{
  const char *start = p;
  gboolean in_string = FALSE;
  gsize depth = 0;

  for (; *p != '\0'; p++)
    {
      if (*p == '\\' && in_string && p[1] != '\0')
        p++;
      else if (*p == '"')
        in_string = !in_string;
      else if (!in_string && (*p == '{' || *p == '['))
        depth++;
      else if (!in_string && (*p == '}' || *p == ']') && --depth == 0)
        {
          g_autoptr(JsonNode) node = limner_json_parse (start, (gsize) (p + 1 - start),
                                                        LIMNER_DIALECT_MAX_JSON, NULL);

          p += 1 + strspn (p + 1, " \t");
          return node != NULL && (*p == ',' || *p == '\0') ? p : NULL;
        }
    }
  return NULL;
}

/* Matches a value: a JSON string, object or list, or anything up to the next comma. Where one
 * object is broken no further ones are looked for, so that a line is not read again and again. */
static const char *
match_value (const char  *p,
             gboolean    *may_have_json,
             char       **value)
{
  const char *start = p;

  if ((*p == '{' || *p == '[') && *may_have_json)
    {
      p = match_json (start);
      if (p != NULL)
        {
          *value = g_strchomp (g_strndup (start, (gsize) (p - start)));
          return p;
        }
      *may_have_json = FALSE;
      p = start;
    }

  if (*p == '"')
    {
      for (p++; *p != '\0' && *p != '"'; p++)
        if (*p == '\\' && p[1] != '\0')
          p++;
      if (*p == '"' && p - start > 1 && (p[1] == ',' || p[1] == '\0'))
        {
          g_autofree char *quoted = g_strndup (start, (gsize) (p + 1 - start));
          g_autoptr(JsonNode) node = limner_json_parse (quoted, strlen (quoted),
                                                        LIMNER_DIALECT_MAX_JSON, NULL);

          *value = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                     ? g_strdup (json_node_get_string (node))
                     : g_strndup (start + 1, (gsize) (p - start) - 1);
          return p + 1;
        }
    }

  p = start + strcspn (start, ",");
  *value = g_strstrip (g_strndup (start, (gsize) (p - start)));
  return p;
}

/* Calls for each field of a line; with @self NULL only counts. */
static int
read_fields (LimnerMetadata *self,
             const char     *line)
{
  const char *p = line;
  gboolean may_have_json = TRUE;
  int n = 0;

  while (*p != '\0')
    {
      const char *start = p + strspn (p, " \t");
      const char *colon = match_key (start);

      if (colon == NULL)
        {
          p++;
          continue;
        }
      else
        {
          g_autofree char *key = g_strstrip (g_strndup (start, (gsize) (colon - start)));
          g_autofree char *value = NULL;

          p = match_value (colon + 1 + strspn (colon + 1, " \t"), &may_have_json, &value);
          if (*p == ',')
            p++;
          n++;
          if (self != NULL)
            _limner_metadata_set_field (self, key, value);
        }
    }

  return n;
}

static char *
take_lines (char **lines,
            guint  from,
            guint  to)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      if (i > from)
        g_string_append_c (text, '\n');
      g_string_append (text, g_strstrip (lines[i]));
    }

  return g_strstrip (g_string_free (text, FALSE));
}

/**
 * _limner_dialect_has_settings:
 * @text: any text
 *
 * Tells A1111's text from others that it may look like: its last line has fields, and those that
 * no such text is without.
 *
 * Returns: whether it is that
 */
gboolean
_limner_dialect_has_settings (const char *text)
{
  g_autofree char *trimmed = g_strchomp (g_strdup (text));
  const char *line = strrchr (trimmed, '\n');

  line = line != NULL ? line + 1 : trimmed;
  return (strstr (line, "Steps: ") != NULL || strstr (line, "Seed: ") != NULL ||
          strstr (line, "Size: ") != NULL) && read_fields (NULL, line) >= 3;
}

/* Civitai lists by name and by checksum what a picture was made with. The checkpoint may be told
 * nowhere else. */
static void
read_resources (LimnerMetadata *self)
{
  const char *text = limner_json_get_string (self->extra, "Hashes", "");
  g_autoptr(JsonObject) hashes = _limner_dialect_parse_json (text);
  g_autoptr(JsonNode) list = NULL;
  JsonArray *resources;

  text = limner_json_get_string (self->extra, "Civitai resources", "");
  list = limner_json_parse (text, strlen (text), LIMNER_DIALECT_MAX_JSON, NULL);
  resources = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    {
      JsonNode *node = json_array_get_element (resources, i);
      JsonObject *resource = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (resource != NULL &&
          g_str_equal (limner_json_get_string (resource, "type", ""), "checkpoint"))
        _limner_metadata_set_field (self, "model",
                                    limner_json_get_string (resource, "modelName", ""));
    }
  if (hashes != NULL)
    _limner_metadata_set_field (self, "model_hash", limner_json_get_string (hashes, "model", ""));
}

/**
 * _limner_dialect_read_a1111:
 * @self: metadata to fill
 * @text: the `parameters` text
 *
 * Reads AUTOMATIC1111's grammar: the prompt, the negative prompt after its label, and in the last
 * line fields, which count as such only if there are three.
 *
 * Returns: %TRUE if the text has a negative prompt or fields
 */
gboolean
_limner_dialect_read_a1111 (LimnerMetadata *self,
                            const char     *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_auto(GStrv) lines = g_strsplit (trimmed, "\n", -1);
  guint n = g_strv_length (lines);
  gboolean has_fields = n > 0 && read_fields (NULL, lines[n - 1]) >= 3;
  guint end = has_fields ? n - 1 : n;
  guint negative = end;

  for (guint i = 0; i < end && negative == end; i++)
    if (g_str_has_prefix (g_strchug (lines[i]), NEGATIVE))
      negative = i;
  if (!has_fields && negative == end)
    return FALSE;

  if (self->prompt == NULL && negative > 0)
    self->prompt = take_lines (lines, 0, negative);
  if (self->negative_prompt == NULL && negative < end)
    {
      memmove (lines[negative], lines[negative] + strlen (NEGATIVE),
               strlen (lines[negative]) - strlen (NEGATIVE) + 1);
      self->negative_prompt = take_lines (lines, negative, end);
    }
  if (has_fields)
    {
      read_fields (self, lines[n - 1]);
      read_resources (self);
    }
  return TRUE;
}

/**
 * _limner_dialect_read_dream:
 * @self: metadata to fill
 * @text: a command line such as `"a fox" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms`
 *
 * Reads what InvokeAI's forerunner wrote.
 *
 * Returns: %TRUE if the text is that
 */
gboolean
_limner_dialect_read_dream (LimnerMetadata *self,
                            const char     *text)
{
  static const struct { char option; const char *name; } options[] = {
    { 's', "steps" }, { 'S', "seed" }, { 'W', "width" }, { 'H', "height" },
    { 'C', "cfg_scale" }, { 'A', "sampler" }, { 'f', "strength" },
  };
  const char *end = text[0] == '"' ? strrchr (text, '"') : NULL;
  g_auto(GStrv) words = NULL;

  if (end == NULL || end == text || strstr (end, " -") == NULL)
    return FALSE;

  self->prompt = g_strndup (text + 1, (gsize) (end - text) - 1);
  words = g_strsplit (end + 1, " ", 128);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *value = words[i][0] == '-' && words[i][1] != '\0' ? words[i] + 2 : NULL;

      if (value != NULL && *value == '\0' && words[i + 1] != NULL)
        value = words[i + 1];
      for (gsize j = 0; value != NULL && j < G_N_ELEMENTS (options); j++)
        if (words[i][1] == options[j].option)
          _limner_metadata_set_field (self, options[j].name, value);
    }

  return TRUE;
}

/**
 * _limner_dialect_read_midjourney:
 * @self: metadata to fill
 * @text: a description such as `a fox --ar 16:9 --v 6 Job ID: 01234567-…`
 *
 * Reads what Midjourney writes.
 *
 * Returns: %TRUE if the text is that
 */
gboolean
_limner_dialect_read_midjourney (LimnerMetadata *self,
                                 const char     *text)
{
  const char *job = strstr (text, "Job ID:");
  g_autofree char *command = NULL;
  g_auto(GStrv) parts = NULL;
  g_autofree char *id = NULL;

  if (job == NULL)
    return FALSE;

  command = g_strndup (text, (gsize) (job - text));
  parts = g_strsplit (command, " --", 64);
  if (self->prompt == NULL && parts[0] != NULL)
    self->prompt = g_strstrip (g_strdup (parts[0]));
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      g_auto(GStrv) option = g_strsplit (g_strstrip (parts[i]), " ", 2);

      if (option[0] == NULL)
        continue;
      if (strcmp (option[0], "no") == 0 && option[1] != NULL)
        _limner_metadata_set_field (self, "negative_prompt", option[1]);
      else if (strcmp (option[0], "v") == 0 || strcmp (option[0], "niji") == 0)
        json_object_set_string_member (self->extra, option[0], option[1] != NULL ? option[1] : "");
      else
        _limner_metadata_set_field (self, option[0], option[1] != NULL ? option[1] : "yes");
    }

  id = g_strstrip (g_strdup (job + strlen ("Job ID:")));
  json_object_set_string_member (self->extra, "Job ID", id);
  if (self->model == NULL)
    self->model = g_strdup ("midjourney");
  return TRUE;
}

/* A value that has one of the grammar's own signs is quoted as JSON. */
static void
append_field (GString    *line,
              const char *key,
              const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;

  g_string_append_printf (line, "%s%s: ", line->len > 0 ? ", " : "", key);
  if (strpbrk (value, ",:\n\"") != NULL)
    {
      g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), value);
      g_autofree char *quoted = limner_json_to_string (node, FALSE);

      g_string_append (line, quoted);
    }
  else
    g_string_append (line, value);
}

static void
append_number (GString    *line,
               const char *key,
               double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  append_field (line, key, g_ascii_formatd (buffer, sizeof buffer, "%.10g", value));
}

/**
 * limner_metadata_to_parameters:
 * @self: metadata
 *
 * Writes the `parameters` text in AUTOMATIC1111's grammar, which nearly every program reads. Its
 * last line has at least three fields, as the grammar wants it.
 *
 * Returns: (transfer full): UTF-8
 */
char *
limner_metadata_to_parameters (const LimnerMetadata *self)
{
  g_autoptr(GString) line = g_string_new (NULL);
  g_autofree char *size = NULL;
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->steps > 0)
    append_number (line, "Steps", self->steps);
  append_field (line, "Sampler", self->sampler);
  if (self->cfg_scale > 0.0)
    append_number (line, "CFG scale", self->cfg_scale);
  append_field (line, "Seed", self->seed);
  if (self->width > 0 && self->height > 0)
    size = g_strdup_printf ("%dx%d", self->width, self->height);
  append_field (line, "Size", size);
  if (self->batch_size > 1)
    {
      append_number (line, "Batch size", self->batch_size);
      append_number (line, "Batch pos", self->batch_position);
    }
  if (self->strength >= 0.0)
    append_number (line, "Denoising strength", self->strength);
  append_field (line, "Model hash", self->model_version);
  append_field (line, "Model", self->model);
  append_field (line, "Version", self->software != NULL ? self->software
                                                         : "Limner " PACKAGE_VERSION);
  if (read_fields (NULL, line->str) < 3)
    append_field (line, "Generator", "Limner");
  if (read_fields (NULL, line->str) < 3)
    append_field (line, "Metadata", "A1111");

  text = g_string_new (self->prompt);
  if (self->prompt != NULL)
    g_string_append_c (text, '\n');
  if (self->negative_prompt != NULL && self->negative_prompt[0] != '\0')
    g_string_append_printf (text, NEGATIVE " %s\n", self->negative_prompt);
  g_string_append (text, line->str);
  return g_string_free (text, FALSE);
}
