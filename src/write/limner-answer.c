/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "jobs/limner-job-spec.h"

#include "limner-answer.h"

/** So many prompts are taken from one answer. */
#define MAX_PROMPTS 100

/**
 * LimnerAnswer:
 *
 * What a text model said, or is saying: of a job of this run, whose text grows, or out of the
 * library.
 */
struct _LimnerAnswer
{
  GObject    parent_instance;

  /* Owned */
  LimnerJob *job;       /* NULL for an answer out of the library */
  char      *id;
  char      *server;
  char      *model;
  char      *prompt;
  char      *text;      /* NULL with a job: it has the text */
  gint64     created;
};

enum
{
  PROP_0,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerAnswer, limner_answer, G_TYPE_OBJECT)

static void
limner_answer_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, limner_answer_get_text (LIMNER_ANSWER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_answer_finalize (GObject *object)
{
  LimnerAnswer *self = LIMNER_ANSWER (object);

  g_clear_object (&self->job);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->prompt, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (limner_answer_parent_class)->finalize (object);
}

static void
limner_answer_class_init (LimnerAnswerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_answer_get_property;
  object_class->finalize = limner_answer_finalize;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_answer_init (LimnerAnswer *self)
{
}

static void
text_cb (LimnerAnswer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/**
 * limner_answer_new_for_job:
 * @job: a job of a text model
 *
 * Returns: (transfer full): its answer, which grows as the job goes on
 */
LimnerAnswer *
limner_answer_new_for_job (LimnerJob *job)
{
  LimnerJobSpec *spec = limner_job_get_spec (job);
  LimnerAnswer *self = g_object_new (LIMNER_TYPE_ANSWER, NULL);

  self->job = g_object_ref (job);
  self->id = g_strdup (limner_job_get_id (job));
  self->server = g_strdup (limner_job_spec_get_server (spec));
  self->model = g_strdup (limner_job_spec_get_model (spec));
  self->prompt = g_strdup (limner_job_spec_get_prompt (spec));
  self->created = limner_job_get_created (job);
  g_signal_connect_object (job, "notify::text-output", G_CALLBACK (text_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * limner_answer_new_for_record:
 * @record: an answer out of the library
 *
 * Returns: (transfer full): the answer
 */
LimnerAnswer *
limner_answer_new_for_record (const LimnerAnswerRecord *record)
{
  LimnerAnswer *self = g_object_new (LIMNER_TYPE_ANSWER, NULL);

  self->id = g_strdup (record->job);
  self->server = g_strdup (record->server);
  self->model = g_strdup (record->model);
  self->prompt = g_strdup (record->prompt);
  self->text = g_strdup (record->text);
  self->created = record->created;
  return self;
}

/**
 * limner_answer_get_id:
 * @self: an answer
 *
 * Returns: (transfer none): the id of the job that asked
 */
const char *
limner_answer_get_id (LimnerAnswer *self)
{
  g_return_val_if_fail (LIMNER_IS_ANSWER (self), NULL);

  return self->id;
}

/**
 * limner_answer_get_model:
 * @self: an answer
 *
 * Returns: (transfer none): who answered, `owner/name`
 */
const char *
limner_answer_get_model (LimnerAnswer *self)
{
  g_return_val_if_fail (LIMNER_IS_ANSWER (self), NULL);

  return self->model;
}

/**
 * limner_answer_get_prompt:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): what was asked
 */
const char *
limner_answer_get_prompt (LimnerAnswer *self)
{
  g_return_val_if_fail (LIMNER_IS_ANSWER (self), NULL);

  return self->prompt;
}

/**
 * limner_answer_get_created:
 * @self: an answer
 *
 * Returns: when it was asked, microseconds since 1970
 */
gint64
limner_answer_get_created (LimnerAnswer *self)
{
  g_return_val_if_fail (LIMNER_IS_ANSWER (self), 0);

  return self->created;
}

/**
 * limner_answer_get_text:
 * @self: an answer
 *
 * Returns: (transfer none): what was said so far, maybe nothing
 */
const char *
limner_answer_get_text (LimnerAnswer *self)
{
  const char *text;

  g_return_val_if_fail (LIMNER_IS_ANSWER (self), NULL);

  text = self->job != NULL ? limner_job_get_text_output (self->job) : self->text;
  return text != NULL ? text : "";
}

/**
 * limner_answer_get_job:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the job, %NULL for an answer out of the library
 */
LimnerJob *
limner_answer_get_job (LimnerAnswer *self)
{
  g_return_val_if_fail (LIMNER_IS_ANSWER (self), NULL);

  return self->job;
}

/**
 * limner_answer_to_record:
 * @self: an answer
 * @record: (out caller-allocates): the answer as the library keeps it; it borrows from @self
 */
void
limner_answer_to_record (LimnerAnswer       *self,
                         LimnerAnswerRecord *record)
{
  g_return_if_fail (LIMNER_IS_ANSWER (self));

  *record = (LimnerAnswerRecord) {
    .job = self->id,
    .created = self->created,
    .server = self->server,
    .model = self->model,
    .prompt = self->prompt,
    .text = (char *) limner_answer_get_text (self),
  };
}

/* What stands before an entry of a list: `1.`, `12)`, `-`, `*`, `•`, each with a space behind. */
static const char *
skip_marker (const char *line)
{
  const char *p = line;

  while (g_ascii_isdigit (*p))
    p++;
  if (p > line && p - line <= 3 && (*p == '.' || *p == ')'))
    p++;
  else if (*line == '-' || *line == '*')
    p = line + 1;
  else if (g_str_has_prefix (line, "•"))
    p = line + strlen ("•");
  else
    return line;
  return *p == ' ' || *p == '\t' ? p + strspn (p, " \t") : line;
}

/* Quotation marks round the whole of a line are not part of a prompt. */
static char *
strip_quotes (const char *line)
{
  static const char * const pairs[][2] = { { "\"", "\"" }, { "“", "”" }, { "„", "“" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gsize before = strlen (pairs[i][0]);
      gsize after = strlen (pairs[i][1]);

      if (strlen (line) > before + after && g_str_has_prefix (line, pairs[i][0]) &&
          g_str_has_suffix (line, pairs[i][1]))
        return g_strndup (line + before, strlen (line) - before - after);
    }
  return g_strdup (line);
}

/**
 * limner_answer_list_prompts:
 * @text: what a model said
 *
 * Takes an answer apart into prompts: one from each line that is not empty, without what makes it
 * an entry of a list.
 *
 * Returns: (transfer full): the prompts, not more than a hundred
 */
char **
limner_answer_list_prompts (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GPtrArray) prompts = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL && prompts->len < MAX_PROMPTS; i++)
    {
      const char *line = skip_marker (g_strstrip (lines[i]));

      if (*line != '\0')
        g_ptr_array_add (prompts, strip_quotes (line));
    }
  g_ptr_array_add (prompts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&prompts), FALSE);
}
