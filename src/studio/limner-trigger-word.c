/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-task.h"

#include "limner-trigger-word.h"

/* What is read of the system's word lists: enough for the largest, bounded all the same. */
#define MAX_LISTS      64
#define MAX_LIST_BYTES (16 * 1024 * 1024)
#define MAX_LENGTH     64
#define MIN_LENGTH     3

/* Words that people reach for first, in case the system has no word list. A training on one of
 * them would fight with what the model knows by that name. */
static const char known_words[] =
  " abstract angel animal anime apple arm armor art artist baby ball band bank barbie bear beard "
  "beauty bed bee bike bird black blue boat body book bottle box boy bread bride bridge brother "
  "brush building bus butterfly cake camera candle car castle cat chair charcoal child church "
  "cinema circle city clay clock cloth cloud coat coffee color colour comic concept cow crayon "
  "cup cute cyberpunk dad dance dark daughter desert design dinosaur doctor dog doll door dragon "
  "dream dress drawing duck eagle earth elephant elf eye face fairy family fantasy farm fashion "
  "father field film fire fish flag flower food foot forest fox friend frog fruit furniture "
  "game garden ghost giant girl glass gold gothic graffiti green guitar hair hand happy hat head "
  "heart hero home horse hotel house human husband ice illustration image ink insect island "
  "jacket jewel kid king kitchen kitten knight lady lake lamp landscape leaf leather light lion "
  "logo love lover machine magic makeup male female man manga map marble mask men metal mirror "
  "model monkey monster moon mother mountain mouse mum music nature night ocean oil old orange "
  "owl paint painting palace paper park party pastel pattern pencil people person pet photo "
  "photograph picture pig pink pirate pixel planet plant plastic poster portrait product prince "
  "princess puppy purple queen rabbit rain red retro ring river road robot rock room rose sand "
  "school sculpture sea shadow sheep ship shirt shoe shop silver sister sketch skin sky snake "
  "snow soldier son spider square star statue steampunk stone street studio style summer sun "
  "sunset superhero sword table teacher texture thing tiger tower toy train tree truck unicorn "
  "vampire vase vintage wall warrior watch water watercolor watercolour wedding white wife wind "
  "window winter witch wizard wolf woman women wood yellow zombie "
  "hund katze haus frau mann kind blume auto baum stadt bild maler kunst licht nacht "
  "chien chat maison femme homme enfant fleur arbre ville peinture lumière nuit rouge bleu "
  "perro gato casa mujer hombre niño flor árbol ciudad pintura noche luz rojo azul "
  "cane gatto donna uomo bambino fiore albero città pittura notte luce rosso ";

static const char * const reserved[] = { "tok", "token", "sks", "trigger", "my_uniq_trggr",
                                         "your_trigger_word_here" };

static const char * const system_folders[] = { "/usr/share/dict", "/usr/share/hunspell",
                                               "/usr/share/myspell/dicts", NULL };

static gboolean
has_only_good_characters (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && c != '_' && c != '-')
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_known (const char *folded)
{
  g_autofree char *needle = g_strdup_printf (" %s ", folded);

  return strstr (known_words, needle) != NULL;
}

/**
 * limner_trigger_word_check:
 * @word: what was typed
 *
 * Judges a trigger word by the rules of the guide: unique like a vanity license plate, not a word
 * of any language, not TOK. This looks at a short list of words only; the rest is done by
 * limner_trigger_word_look_up_async().
 *
 * Returns: what is wrong with it
 */
LimnerTriggerFault
limner_trigger_word_check (const char *word)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (word != NULL, LIMNER_TRIGGER_EMPTY);

  if (*word == '\0')
    return LIMNER_TRIGGER_EMPTY;
  if (!g_utf8_validate (word, -1, NULL) || !has_only_good_characters (word) ||
      strlen (word) > MAX_LENGTH)
    return LIMNER_TRIGGER_CHARACTERS;

  folded = g_utf8_strdown (word, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (strcmp (folded, reserved[i]) == 0)
      return LIMNER_TRIGGER_RESERVED;
  if (g_utf8_strlen (word, -1) < MIN_LENGTH)
    return LIMNER_TRIGGER_SHORT;

  return is_known (folded) ? LIMNER_TRIGGER_WORD : LIMNER_TRIGGER_GOOD;
}

typedef struct
{
  char  *word;
  char **folders;
} LookUp;

static void
look_up_free (gpointer data)
{
  LookUp *look_up = data;

  g_clear_pointer (&look_up->word, g_free);
  g_clear_pointer (&look_up->folders, g_strfreev);
  g_free (look_up);
}

/* Whether a list of one word a line has the word: lists of hunspell have flags after a slash. */
static gboolean
list_has (const char *text,
          gsize       length,
          const char *folded)
{
  gsize n = strlen (folded);
  const char *end = text + length;

  for (const char *line = text; line < end;)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));
      const char *stop = next != NULL ? next : end;
      const char *slash = memchr (line, '/', (gsize) (stop - line));
      gsize n_word = (gsize) ((slash != NULL ? slash : stop) - line);

      if (n_word > 0 && line[n_word - 1] == '\r')
        n_word--;
      /* Case may change the number of bytes, but not by much. */
      if (n_word + 4 >= n && n_word <= n + 4 && g_utf8_validate (line, (gssize) n_word, NULL))
        {
          g_autofree char *lower = g_utf8_strdown (line, (gssize) n_word);

          if (strcmp (lower, folded) == 0)
            return TRUE;
        }
      line = stop + 1;
    }
  return FALSE;
}

static gboolean
file_has (const char *folder,
          const char *name,
          const char *folded)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GMappedFile) file = NULL;

  if (g_str_has_suffix (name, ".aff") || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;

  file = g_mapped_file_new (path, FALSE, NULL);
  return file != NULL && g_mapped_file_get_length (file) > 0 &&
         list_has (g_mapped_file_get_contents (file),
                   MIN (g_mapped_file_get_length (file), MAX_LIST_BYTES), folded);
}

static void
look_up_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  LookUp *look_up = data;
  g_autofree char *folded = g_utf8_strdown (look_up->word, -1);
  guint n_lists = 0;

  for (char **folder = look_up->folders; *folder != NULL; folder++)
    {
      g_autoptr(GDir) directory = g_dir_open (*folder, 0, NULL);
      const char *name;

      while (directory != NULL && (name = g_dir_read_name (directory)) != NULL &&
             n_lists++ < MAX_LISTS)
        {
          if (g_task_return_error_if_cancelled (task))
            return;
          if (file_has (*folder, name, folded))
            {
              g_task_return_int (task, 1);
              return;
            }
        }
    }
  g_task_return_int (task, 0);
}

/**
 * limner_trigger_word_look_up_async:
 * @word: a word for which limner_trigger_word_check() finds nothing wrong
 * @folders: (nullable): where lists of words are; %NULL for those of the system
 * @cancellable: (nullable): to stop looking
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks through the word lists of all languages that are installed, on a thread.
 */
void
limner_trigger_word_look_up_async (const char          *word,
                                   const char * const  *folders,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  LookUp *look_up;

  g_return_if_fail (word != NULL);

  g_task_set_source_tag (task, limner_trigger_word_look_up_async);
  look_up = g_new0 (LookUp, 1);
  look_up->word = g_strdup (word);
  look_up->folders = g_strdupv ((char **) (folders != NULL ? folders : system_folders));
  g_task_set_task_data (task, look_up, look_up_free);
  limner_task_run_in_thread (task, look_up_thread);
}

/**
 * limner_trigger_word_look_up_finish:
 * @result: the result
 * @exists: (out): whether it is a word of a language
 * @error: return location for an error
 *
 * Ends limner_trigger_word_look_up_async().
 *
 * Returns: %TRUE unless it was cancelled
 */
gboolean
limner_trigger_word_look_up_finish (GAsyncResult  *result,
                                    gboolean      *exists,
                                    GError       **error)
{
  gssize found = g_task_propagate_int (G_TASK (result), error);

  *exists = found == 1;
  return found >= 0;
}

/**
 * limner_trigger_word_suggest:
 * @name: (nullable): the name of what is learned, such as a model's name
 *
 * Makes a word that is unlikely to mean anything: the name's consonants and a number, in capitals.
 *
 * Returns: (transfer full): a trigger word
 */
char *
limner_trigger_word_suggest (const char *name)
{
  GString *word = g_string_new (NULL);

  for (const char *p = name != NULL ? name : ""; *p != '\0' && word->len < 6; p++)
    if (g_ascii_isalpha (*p) && strchr ("aeiouAEIOU", *p) == NULL)
      g_string_append_c (word, g_ascii_toupper (*p));
  while (word->len < 4)
    g_string_append_c (word, "BCDFGHJKLMNPQRSTVWXZ"[g_random_int_range (0, 20)]);
  g_string_append_printf (word, "%d", g_random_int_range (10, 100));
  return g_string_free (word, FALSE);
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '-';
}

/**
 * limner_trigger_word_is_in:
 * @word: a trigger word
 * @prompt: (nullable): a prompt
 *
 * Returns: whether the prompt has the word, as a whole word and in any case
 */
gboolean
limner_trigger_word_is_in (const char *word,
                           const char *prompt)
{
  g_autofree char *needle = NULL;
  g_autofree char *text = NULL;
  gsize n;

  g_return_val_if_fail (word != NULL, FALSE);

  if (prompt == NULL || *word == '\0')
    return FALSE;

  needle = g_utf8_casefold (word, -1);
  text = g_utf8_casefold (prompt, -1);
  n = strlen (needle);
  for (const char *p = strstr (text, needle); p != NULL; p = strstr (p + 1, needle))
    {
      gboolean begins = p == text ||
                        !is_word_character (g_utf8_get_char (g_utf8_prev_char (p)));

      if (begins && !is_word_character (g_utf8_get_char (p + n)))
        return TRUE;
    }
  return FALSE;
}

/**
 * limner_trigger_word_find:
 * @text: (nullable): what a model says of its prompt
 *
 * Finds the trigger word that a description names: the word in quotes before or after “trigger
 * word”. Models that put a person into a picture want `img` in every prompt, for example.
 *
 * Returns: (transfer full) (nullable): the word
 */
char *
limner_trigger_word_find (const char *text)
{
  static gsize regex = 0;
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *head = NULL;

  if (text == NULL)
    return NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, (gsize) g_regex_new (
      "(?|[\"'`“‘]([\\w-]{2,40})[\"'`”’]\\s+is\\s+(?:the|your|its)\\s+trigger\\s*word"
      "|trigger\\s*word[^.\\n\"'`“‘]{0,40}[\"'`“‘]([\\w-]{2,40})[\"'`”’]"
      "|trigger\\s*word\\s*(?:is|:)\\s*([\\w-]{2,40})(?=\\s*(?:$|[.,;)\\n])))",
      G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  head = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 4000));
  if (!g_regex_match ((GRegex *) regex, head, 0, &match))
    return NULL;

  return g_match_info_fetch (match, 1);
}

/**
 * limner_trigger_word_missing:
 * @values: what is filled in
 *
 * Looks whether the model wants a word in its prompt that is not there: models that put a person
 * from several pictures into a new one do nothing without it.
 *
 * Returns: (transfer full) (nullable): the word that is missing
 */
char *
limner_trigger_word_missing (LimnerValues *values)
{
  LimnerSchema *schema = limner_values_get_schema (values);
  LimnerField *field = limner_schema_find_role (schema, LIMNER_ROLE_PROMPT);
  g_autofree char *word = NULL;
  g_autofree char *prompt = NULL;

  if (field == NULL)
    return NULL;

  word = limner_trigger_word_find (limner_field_get_help (field));
  prompt = limner_values_get_text (values, limner_field_get_name (field));
  if (word == NULL || limner_trigger_word_is_in (word, prompt))
    return NULL;
  return g_steal_pointer (&word);
}
