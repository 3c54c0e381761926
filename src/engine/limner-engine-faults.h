/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LimnerEngineFaultKind:
 * @LIMNER_ENGINE_FAULT_DELAY: the request is looked at later
 * @LIMNER_ENGINE_FAULT_DROP_BEFORE: the connection breaks, and the request was not taken
 * @LIMNER_ENGINE_FAULT_DROP_AFTER: the connection breaks, and the request was taken
 * @LIMNER_ENGINE_FAULT_CUT_BODY: the connection breaks in the middle of the body
 * @LIMNER_ENGINE_FAULT_WRONG_LENGTH: Content-Length tells more than there is
 * @LIMNER_ENGINE_FAULT_GARBAGE_JSON: the body is no JSON, though its type says so
 * @LIMNER_ENGINE_FAULT_HTML: an error page for people instead of the answer
 * @LIMNER_ENGINE_FAULT_STATUS: an error as the service tells it
 * @LIMNER_ENGINE_FAULT_REDIRECT: the answer points to another place
 * @LIMNER_ENGINE_FAULT_SLOW_DRIP: the body comes in small pieces with pauses between
 * @LIMNER_ENGINE_FAULT_ENDLESS_STARTING: the prediction is taken and never runs
 * @LIMNER_ENGINE_FAULT_FAIL: the prediction is taken and fails
 * @LIMNER_ENGINE_FAULT_ABORT: the prediction is taken and aborted before it runs
 *
 * What can go wrong on purpose.
 */
typedef enum
{
  LIMNER_ENGINE_FAULT_DELAY,
  LIMNER_ENGINE_FAULT_DROP_BEFORE,
  LIMNER_ENGINE_FAULT_DROP_AFTER,
  LIMNER_ENGINE_FAULT_CUT_BODY,
  LIMNER_ENGINE_FAULT_WRONG_LENGTH,
  LIMNER_ENGINE_FAULT_GARBAGE_JSON,
  LIMNER_ENGINE_FAULT_HTML,
  LIMNER_ENGINE_FAULT_STATUS,
  LIMNER_ENGINE_FAULT_REDIRECT,
  LIMNER_ENGINE_FAULT_SLOW_DRIP,
  LIMNER_ENGINE_FAULT_ENDLESS_STARTING,
  LIMNER_ENGINE_FAULT_FAIL,
  LIMNER_ENGINE_FAULT_ABORT,
} LimnerEngineFaultKind;

/** A rule: what goes wrong, where, and how often. */
typedef struct
{
  LimnerEngineFaultKind  kind;
  char                  *operation;     /* such as "predictions.create", or "*" */
  guint                  nth;           /* the first request that it meets, from 1 */
  guint                  count;         /* how many it meets from there; 0 for all */
  guint                  milliseconds;  /* of a delay, or of each pause */
  guint                  status;        /* of an error page or an error */
  double                 retry_after;   /* seconds; below 0 for none */
  gboolean               header;        /* whether a Retry-After header tells them too */
  gboolean               taken;         /* whether the request is carried out in secret */
  char                  *location;      /* of a redirect */
  char                  *detail;        /* what the error says; NULL for the usual words */

  guint                  n_seen;
} LimnerEngineFault;

typedef struct _LimnerEngineFaults LimnerEngineFaults;

LimnerEngineFaults      *limner_engine_faults_parse (const char          *text,
                                                     gsize                length,
                                                     GError             **error)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerEngineFaults      *limner_engine_faults_load  (const char          *path,
                                                     GError             **error)
  G_GNUC_WARN_UNUSED_RESULT;
void                     limner_engine_faults_free  (LimnerEngineFaults  *self);
const LimnerEngineFault *limner_engine_faults_next  (LimnerEngineFaults  *self,
                                                     const char          *operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEngineFaults, limner_engine_faults_free)

G_END_DECLS
