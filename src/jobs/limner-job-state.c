/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-job-private.h"

static const GEnumValue states[] = {
  { LIMNER_JOB_QUEUED, "LIMNER_JOB_QUEUED", "queued" },
  { LIMNER_JOB_SENDING, "LIMNER_JOB_SENDING", "sending" },
  { LIMNER_JOB_SEARCHING, "LIMNER_JOB_SEARCHING", "searching" },
  { LIMNER_JOB_STARTING, "LIMNER_JOB_STARTING", "starting" },
  { LIMNER_JOB_PROCESSING, "LIMNER_JOB_PROCESSING", "processing" },
  { LIMNER_JOB_DOWNLOADING, "LIMNER_JOB_DOWNLOADING", "downloading" },
  { LIMNER_JOB_DONE, "LIMNER_JOB_DONE", "done" },
  { LIMNER_JOB_FAILED, "LIMNER_JOB_FAILED", "failed" },
  { LIMNER_JOB_CANCELED, "LIMNER_JOB_CANCELED", "canceled" },
  { LIMNER_JOB_ABORTED, "LIMNER_JOB_ABORTED", "aborted" },
  { LIMNER_JOB_LOST, "LIMNER_JOB_LOST", "lost" },
  { 0, NULL, NULL },
};

GType
limner_job_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("LimnerJobState", states));
  return type;
}

/**
 * limner_job_state_to_string:
 * @state: a state
 *
 * Gives the word by which the journal and the command line call a state.
 *
 * Returns: (transfer none): the word
 */
const char *
limner_job_state_to_string (LimnerJobState state)
{
  g_return_val_if_fail ((guint) state <= LIMNER_JOB_LOST, NULL);

  return states[state].value_nick;
}

/**
 * limner_job_state_from_string:
 * @text: (nullable): a word from the journal
 * @state: (out): the state
 *
 * Reads a state.
 *
 * Returns: %TRUE if the word is known
 */
gboolean
limner_job_state_from_string (const char     *text,
                              LimnerJobState *state)
{
  for (guint i = 0; states[i].value_nick != NULL; i++)
    {
      if (g_strcmp0 (text, states[i].value_nick) == 0)
        {
          *state = (LimnerJobState) states[i].value;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * limner_job_state_is_final:
 * @state: a state
 *
 * Tells whether a job has ended, well or badly.
 *
 * Returns: %TRUE if nothing more happens by itself
 */
gboolean
limner_job_state_is_final (LimnerJobState state)
{
  return state >= LIMNER_JOB_DONE;
}

/**
 * limner_job_state_is_active:
 * @state: a state
 *
 * Tells whether a job is under way.
 *
 * Returns: %TRUE between waiting and the end
 */
gboolean
limner_job_state_is_active (LimnerJobState state)
{
  return state > LIMNER_JOB_QUEUED && state < LIMNER_JOB_DONE;
}

#define TO(state) (1u << LIMNER_JOB_##state)

/* The arrows of the picture in limner-job-runner.c. From a state that a server has told of it may
 * say any other one.
 */
static const guint successors[] = {
  [LIMNER_JOB_QUEUED] = TO (SENDING) | TO (FAILED) | TO (CANCELED),
  [LIMNER_JOB_SENDING] = TO (QUEUED) | TO (SEARCHING) | TO (STARTING) | TO (PROCESSING) |
                         TO (FAILED) | TO (CANCELED),
  [LIMNER_JOB_SEARCHING] = TO (QUEUED) | TO (STARTING) | TO (PROCESSING) | TO (FAILED) |
                           TO (CANCELED) | TO (LOST),
  [LIMNER_JOB_STARTING] = TO (QUEUED) | TO (SEARCHING) | TO (PROCESSING) | TO (DOWNLOADING) |
                          TO (DONE) | TO (FAILED) | TO (CANCELED) | TO (ABORTED) | TO (LOST),
  [LIMNER_JOB_PROCESSING] = TO (QUEUED) | TO (SEARCHING) | TO (STARTING) | TO (DOWNLOADING) |
                            TO (DONE) | TO (FAILED) | TO (CANCELED) | TO (ABORTED) | TO (LOST),
  [LIMNER_JOB_DOWNLOADING] = TO (QUEUED) | TO (SEARCHING) | TO (STARTING) | TO (PROCESSING) |
                             TO (DONE) | TO (FAILED) | TO (CANCELED) | TO (ABORTED) | TO (LOST),
  [LIMNER_JOB_DONE] = 0,
  [LIMNER_JOB_FAILED] = TO (QUEUED) | TO (DOWNLOADING),
  [LIMNER_JOB_CANCELED] = TO (QUEUED),
  [LIMNER_JOB_ABORTED] = TO (QUEUED),
  [LIMNER_JOB_LOST] = TO (QUEUED),
};

/* Whether a job may go from one state to another. */
gboolean
_limner_job_state_may_follow (LimnerJobState from,
                              LimnerJobState to)
{
  g_return_val_if_fail ((guint) from <= LIMNER_JOB_LOST && (guint) to <= LIMNER_JOB_LOST, FALSE);

  return (successors[from] & (1u << to)) != 0;
}
