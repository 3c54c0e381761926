/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "jobs/limner-job-queue.h"
#include "schema/limner-values.h"

#include "limner-ideas.h"
#include "limner-spec-builder.h"

/* So many ideas are asked for. */
#define COUNT "5"
#define MAX_IDEAS 20
#define MAX_IDEA_BYTES 2000

/* After the guide that Limner is built from: a language model is told what prompts are for, that
 * they be detailed and varied, and to leave names alone that are written in capital letters, for
 * these are the words that fine-tuned models know.
 */
#define RECIPE                                                                                     \
  "Write " COUNT " prompts for an image generation model. Each prompt is one line. Write nothing " \
  "but the prompts: no numbers, no headings, no quotation marks. The prompts are about this "      \
  "subject: %s\nMake the prompts highly detailed and interesting, with light, place, colours and " \
  "material, and make them varied. Words of the subject that are written in capital letters are "  \
  "names: use them in every prompt exactly so."

/* Where nobody has written anything yet. */
#define ANY_SUBJECT "anything that makes a striking picture"

/**
 * LimnerIdeas:
 *
 * Ideas for a prompt, written by a text model: by the one on this computer, or by any on a server.
 * They come while the model writes, and its run is a job like any other, so that it is never paid
 * for twice and can be found in the queue.
 */
struct _LimnerIdeas
{
  GObject       parent_instance;

  /* Owned */
  LimnerStudio *studio;
  LimnerJob    *job;           /* or NULL */
  GCancellable *cancellable;   /* of the model that is being loaded, or NULL */
  char        **ideas;
  GError       *error;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerIdeas, limner_ideas, G_TYPE_OBJECT)

typedef struct
{
  char *server;
  char *model;
  char *subject;
} Wish;

static void
wish_free (Wish *wish)
{
  g_clear_pointer (&wish->server, g_free);
  g_clear_pointer (&wish->model, g_free);
  g_clear_pointer (&wish->subject, g_free);
  g_free (wish);
}

static void
changed (LimnerIdeas *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_error (LimnerIdeas  *self,
            const GError *error)
{
  g_clear_error (&self->error);
  if (error != NULL && !limner_error_is_cancelled (error))
    self->error = g_error_copy (error);
  changed (self);
}

static void
text_cb (LimnerIdeas *self)
{
  const char *text = limner_job_get_text_output (self->job);

  g_strfreev (self->ideas);
  self->ideas = limner_ideas_parse (text != NULL ? text : "");
  changed (self);
}

static void
state_cb (LimnerIdeas *self)
{
  take_error (self, limner_job_get_error (self->job));
}

static void
forget_job (LimnerIdeas *self)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

static char *
make_request (const Wish *wish)
{
  if (g_str_equal (wish->server, LIMNER_SERVER_THIS_COMPUTER))
    return g_strdup (wish->subject);
  return g_strdup_printf (RECIPE, *wish->subject != '\0' ? wish->subject : ANY_SUBJECT);
}

static LimnerJobSpec *
make_spec (const Wish    *wish,
           LimnerSchema  *schema,
           const char    *version,
           GError       **error)
{
  g_autoptr(LimnerValues) values = limner_values_new (schema);
  g_autofree char *request = make_request (wish);
  g_autofree char *kind = limner_schema_get_output_kind_name (schema);
  g_autoptr(JsonObject) input = NULL;
  LimnerFieldKind output = limner_schema_get_output_kind (schema);
  LimnerJobSpec *spec;

  if ((output != LIMNER_FIELD_TEXT && output != LIMNER_FIELD_STRING) ||
      !limner_values_set_role_text (values, LIMNER_ROLE_PROMPT, request))
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                           "This model does not write text");
      return NULL;
    }
  if (g_str_equal (wish->server, LIMNER_SERVER_THIS_COMPUTER))
    limner_values_set_role_text (values, LIMNER_ROLE_COUNT, COUNT);
  if (!limner_spec_check_values (values, error))
    return NULL;

  input = limner_values_to_input (values);
  spec = limner_job_spec_new (wish->server, wish->model, version, input);
  limner_job_spec_set_operation (spec, LIMNER_IDEAS_OPERATION);
  limner_job_spec_set_prompt (spec, wish->subject);
  limner_job_spec_set_output_kind (spec, kind);
  return spec;
}

static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerIdeas *self = g_task_get_source_object (task);
  Wish *wish = g_task_get_task_data (task);
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(GError) error = NULL;

  model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return;

  g_clear_object (&self->cancellable);
  if (model != NULL)
    {
      schema = limner_schema_new (version != NULL ? limner_model_version_get_schema (version)
                                                  : NULL);
      spec = make_spec (wish, schema, version != NULL ? limner_model_version_get_id (version)
                                                      : NULL, &error);
    }
  if (spec != NULL)
    {
      self->job = g_object_ref (limner_job_queue_submit (
        limner_studio_get_queue (self->studio), spec));
      limner_job_queue_run_next (limner_studio_get_queue (self->studio), self->job);
      g_signal_connect_object (self->job, "notify::text-output", G_CALLBACK (text_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->job, "notify::state", G_CALLBACK (state_cb), self,
                               G_CONNECT_SWAPPED);
    }
  take_error (self, error);
}

static void
limner_ideas_dispose (GObject *object)
{
  LimnerIdeas *self = LIMNER_IDEAS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  forget_job (self);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_ideas_parent_class)->dispose (object);
}

static void
limner_ideas_finalize (GObject *object)
{
  LimnerIdeas *self = LIMNER_IDEAS (object);

  g_clear_pointer (&self->ideas, g_strfreev);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_ideas_parent_class)->finalize (object);
}

static void
limner_ideas_class_init (LimnerIdeasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_ideas_dispose;
  object_class->finalize = limner_ideas_finalize;

  /**
   * LimnerIdeas::changed:
   * @self: the ideas
   *
   * More was written, or the run began or ended.
   */
  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_IDEAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
limner_ideas_init (LimnerIdeas *self)
{
  self->ideas = g_new0 (char *, 1);
}

/**
 * limner_ideas_new:
 * @studio: the studio
 *
 * Returns: (transfer full): ideas, none yet
 */
LimnerIdeas *
limner_ideas_new (LimnerStudio *studio)
{
  LimnerIdeas *self = g_object_new (LIMNER_TYPE_IDEAS, NULL);

  self->studio = g_object_ref (studio);
  return self;
}

/**
 * limner_ideas_start:
 * @self: ideas that are not running
 * @server: id of the server
 * @model: `owner/name` of a model that writes text
 * @subject: what they shall be about, perhaps nothing
 *
 * Lets a model write. What it writes is told by #LimnerIdeas::changed.
 */
void
limner_ideas_start (LimnerIdeas *self,
                    const char  *server,
                    const char  *model,
                    const char  *subject)
{
  g_autoptr(GTask) task = NULL;
  Wish *wish;

  g_return_if_fail (LIMNER_IS_IDEAS (self));
  g_return_if_fail (server != NULL && model != NULL && subject != NULL);

  if (limner_ideas_get_running (self))
    return;

  forget_job (self);
  g_strfreev (self->ideas);
  self->ideas = g_new0 (char *, 1);
  g_clear_error (&self->error);

  wish = g_new0 (Wish, 1);
  wish->server = g_strdup (server);
  wish->model = g_strdup (model);
  wish->subject = g_strstrip (g_strdup (subject));
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_source_tag (task, limner_ideas_start);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  limner_studio_load_model_async (self->studio, server, model, self->cancellable, model_cb,
                                  g_steal_pointer (&task));
  changed (self);
}

/**
 * limner_ideas_stop:
 * @self: ideas
 *
 * Stops the model. What was written stays.
 */
void
limner_ideas_stop (LimnerIdeas *self)
{
  g_return_if_fail (LIMNER_IS_IDEAS (self));

  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      changed (self);
    }
  else if (limner_ideas_get_running (self))
    {
      limner_job_queue_cancel (limner_studio_get_queue (self->studio), self->job);
    }
}

/**
 * limner_ideas_get_running:
 * @self: ideas
 *
 * Returns: whether more may come
 */
gboolean
limner_ideas_get_running (LimnerIdeas *self)
{
  g_return_val_if_fail (LIMNER_IS_IDEAS (self), FALSE);

  return self->cancellable != NULL ||
         (self->job != NULL && !limner_job_state_is_final (limner_job_get_state (self->job)));
}

/**
 * limner_ideas_get_ideas:
 * @self: ideas
 *
 * Returns: (transfer none): what was written so far; while it is running, the last one may not be
 *   whole yet
 */
const char *const *
limner_ideas_get_ideas (LimnerIdeas *self)
{
  g_return_val_if_fail (LIMNER_IS_IDEAS (self), NULL);

  return (const char *const *) self->ideas;
}

/**
 * limner_ideas_get_error:
 * @self: ideas
 *
 * Returns: (transfer none) (nullable): why nothing came
 */
const GError *
limner_ideas_get_error (LimnerIdeas *self)
{
  g_return_val_if_fail (LIMNER_IS_IDEAS (self), NULL);

  return self->error;
}

/* Models number their lines and quote them however often one asks them not to. */
static char *
clean_line (const char *line)
{
  static const char *const marks[] = { "*", "\"", "“", "”", "`", "'" };
  const char *start = line + strspn (line, " \t-");
  gsize digits = strspn (start, "0123456789");
  char *text;

  if (g_str_has_prefix (start, "•"))
    start += strlen ("•");
  else if (digits > 0 && (start[digits] == '.' || start[digits] == ')'))
    start += digits + 1;
  text = g_strstrip (g_strndup (start, MAX_IDEA_BYTES));
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      while (g_str_has_prefix (text, marks[i]))
        memmove (text, text + strlen (marks[i]), strlen (text + strlen (marks[i])) + 1);
      while (g_str_has_suffix (text, marks[i]))
        text[strlen (text) - strlen (marks[i])] = '\0';
    }

  return g_strstrip (text);
}

/**
 * limner_ideas_parse:
 * @text: what a model wrote
 *
 * Finds the ideas in a text: one in each line, without numbers, bullets and quotation marks; a
 * line that ends with a colon speaks about them.
 *
 * Returns: (transfer full): the ideas
 */
char **
limner_ideas_parse (const char *text)
{
  g_autoptr(GStrvBuilder) ideas = g_strv_builder_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto(GStrv) lines = g_strsplit (valid, "\n", 400);
  guint n_ideas = 0;

  for (guint i = 0; lines[i] != NULL && n_ideas < MAX_IDEAS; i++)
    {
      g_autofree char *line = clean_line (lines[i]);
      g_autofree char *whole = g_utf8_make_valid (line, -1);

      if (*whole == '\0' || g_str_has_suffix (whole, ":"))
        continue;
      g_strv_builder_add (ideas, whole);
      n_ideas++;
    }

  return g_strv_builder_end (ideas);
}

static GHashTable *
collect_words (const char *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *lower = g_utf8_casefold (text, -1);
  g_auto(GStrv) parts = g_strsplit_set (lower, " ,.;:()\n\t", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_hash_table_add (words, g_strdup (parts[i]));
  return words;
}

/**
 * limner_ideas_mark_new:
 * @before: the prompt as it is
 * @after: an idea
 *
 * Shows what an idea would bring: its words that the prompt does not have are bold.
 *
 * Returns: (transfer full): Pango markup of @after
 */
char *
limner_ideas_mark_new (const char *before,
                       const char *after)
{
  g_autoptr(GHashTable) known = collect_words (before);
  g_auto(GStrv) words = g_strsplit (after, " ", -1);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (words[i], -1);
      g_autofree char *lower = g_utf8_casefold (words[i], -1);
      gsize length = strcspn (lower, ",.;:()\n\t");

      if (length > 0)
        lower[length] = '\0';
      g_string_append_printf (markup, g_hash_table_contains (known, lower) ? "%s%s"
                                                                           : "%s<b>%s</b>",
                              i > 0 ? " " : "", escaped);
    }

  return g_string_free (markup, FALSE);
}
