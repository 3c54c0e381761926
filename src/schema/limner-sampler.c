/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-sampler.h"

/*
 * Every program has its own names for the same samplers. They are compared by their letters and
 * digits alone (+ is p), without the words that say nothing: k_, Discrete, Scheduler. What is left
 * to a table comes from
 *  - AUTOMATIC1111's modules/sd_samplers_kdiffusion.py and sd_samplers_timesteps.py (names and
 *    aliases: "DPM++ 2M", k_dpmpp_2m, k_euler_a),
 *  - ComfyUI's comfy/samplers.py (dpmpp_2m_sde_gpu, uni_pc),
 *  - the table "Schedulers" in the manual of diffusers, which sets its classes against those names,
 *  - InvokeAI's SCHEDULER_MAP (dpmpp_2m_k, kdpm_2_a),
 *  - the predict.py of common Cog models (KarrasDPM is DPMSolverMultistep with Karras' sigmas).
 */

#define MAX_NAME_BYTES 100

/* A sampler, and how it spaces its steps: "" where nothing is said. */
typedef struct
{
  char       *kind;
  const char *spacing;
} Sampler;

static const struct { const char *name; const char *kind; } kinds[] = {
  { "deismultistep", "deis" },
  { "dpm2a", "dpm2ancestral" },
  { "dpmpp2sancestral", "dpmpp2sa" },
  { "dpmsolvermultistep", "dpmpp2m" },
  { "dpmsolversde", "dpmppsde" },
  { "dpmsolversinglestep", "dpmpp2s" },
  { "eulera", "eulerancestral" },
  { "kdpm2", "dpm2" },
  { "kdpm2a", "dpm2ancestral" },
  { "kdpm2ancestral", "dpm2ancestral" },
  { "keuler", "euler" },
  { "keulera", "eulerancestral" },
  { "keulerancestral", "eulerancestral" },
  { "kheun", "heun" },
  { "klms", "lms" },
  { "pndm", "plms" },
  { "unipcmultistep", "unipc" },
};

static const char * const spacings[] = {
  "karras", "exponential", "polyexponential", "sgmuniform", "trailing", "uniform", "simple",
  "normal", "beta", "ays",
};

static char *
strip_name (const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *p = name; *p != '\0' && text->len < MAX_NAME_BYTES; p++)
    {
      if (*p == '+')
        g_string_append_c (text, 'p');
      else if (g_ascii_isalnum (*p) || (*p & 0x80) != 0)
        g_string_append_c (text, g_ascii_tolower (*p));
    }
  return g_string_free (text, FALSE);
}

/* Cuts a word off the end where something else is left. */
static gboolean
cut_end (char       *text,
         const char *word)
{
  gsize length = strlen (text);
  gsize end = strlen (word);

  if (length <= end || !g_str_equal (text + length - end, word))
    return FALSE;
  text[length - end] = '\0';
  return TRUE;
}

static Sampler
read_sampler (const char *name)
{
  g_autofree char *text = strip_name (name);
  const gboolean is_karras = g_str_has_suffix (name, "_k");
  Sampler sampler = { NULL, "" };

  if (g_str_equal (text, "karrasdpm"))
    return (Sampler) { g_strdup ("dpmpp2m"), "karras" };

  cut_end (text, "scheduler");
  cut_end (text, "sampler");
  cut_end (text, "discrete");
  for (gsize i = 0; i < G_N_ELEMENTS (spacings) && *sampler.spacing == '\0'; i++)
    if (cut_end (text, spacings[i]))
      sampler.spacing = spacings[i];
  if (is_karras && cut_end (text, "k"))
    sampler.spacing = "karras";
  cut_end (text, "gpu");

  if (g_str_has_prefix (text, "kdpmpp"))
    memmove (text, text + 1, strlen (text));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && sampler.kind == NULL; i++)
    if (g_str_equal (text, kinds[i].name))
      sampler.kind = g_strdup (kinds[i].kind);
  if (sampler.kind == NULL)
    sampler.kind = g_steal_pointer (&text);
  return sampler;
}

static const char *
get_choice (JsonArray *choices,
            guint      i)
{
  JsonNode *choice = json_array_get_element (choices, i);

  return json_node_get_value_type (choice) == G_TYPE_STRING ? json_node_get_string (choice) : NULL;
}

/**
 * limner_sampler_find_word:
 * @choices: the values that an input takes
 * @name: a word for one of them
 *
 * Finds the choice that has the same letters and digits, whatever is between them.
 *
 * Returns: (transfer none) (nullable): one of @choices
 */
JsonNode *
limner_sampler_find_word (JsonArray  *choices,
                          const char *name)
{
  g_autofree char *word = NULL;

  g_return_val_if_fail (choices != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  word = strip_name (name);
  for (guint i = 0; *word != '\0' && i < json_array_get_length (choices); i++)
    {
      const char *choice = get_choice (choices, i);
      g_autofree char *other = choice != NULL ? strip_name (choice) : NULL;

      if (g_strcmp0 (other, word) == 0)
        return json_array_get_element (choices, i);
    }
  return NULL;
}

/**
 * limner_sampler_find:
 * @choices: the names of samplers that an input takes
 * @name: what some program calls a sampler
 * @is_same: (out): whether the choice also spaces its steps in the same way
 *
 * Finds the choice that is the same sampler: the one that spaces its steps in the same way, else
 * the one that does not say how, else any.
 *
 * Returns: (transfer none) (nullable): one of @choices
 */
JsonNode *
limner_sampler_find (JsonArray  *choices,
                     const char *name,
                     gboolean   *is_same)
{
  Sampler wanted;
  JsonNode *found = NULL;
  int best = 0;

  g_return_val_if_fail (choices != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  wanted = read_sampler (name);
  for (guint i = 0; *wanted.kind != '\0' && i < json_array_get_length (choices); i++)
    {
      const char *choice = get_choice (choices, i);
      Sampler other = read_sampler (choice != NULL ? choice : "");
      int rank = 0;

      if (g_str_equal (other.kind, wanted.kind))
        rank = g_str_equal (other.spacing, wanted.spacing) ? 3 : *other.spacing == '\0' ? 2 : 1;
      if (rank > best)
        {
          best = rank;
          found = json_array_get_element (choices, i);
        }
      g_free (other.kind);
    }

  g_free (wanted.kind);
  *is_same = best == 3;
  return found;
}
