/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "base/limner-error.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_PROBLEM (limner_problem_get_type ())
G_DECLARE_FINAL_TYPE (LimnerProblem, limner_problem, LIMNER, PROBLEM, GObject)

/**
 * LimnerInvalidField:
 * @name: the name of the input, such as "width"; empty where no single one is meant
 * @type: (nullable): the kind of fault as the server names it, such as "required"
 * @description: why it was refused
 *
 * One input that a server refused.
 */
typedef struct
{
  char *name;
  char *type;
  char *description;
} LimnerInvalidField;

LimnerProblem            *limner_problem_new               (guint           status,
                                                            const char     *title,
                                                            const char     *detail);
LimnerProblem            *limner_problem_parse             (guint           status,
                                                            const char     *body,
                                                            gsize           length);
LimnerProblem            *limner_problem_from_error        (const GError   *error);
guint                     limner_problem_get_status        (LimnerProblem  *self);
const char               *limner_problem_get_title         (LimnerProblem  *self);
const char               *limner_problem_get_detail        (LimnerProblem  *self);
char                     *limner_problem_dup_message       (LimnerProblem  *self);
double                    limner_problem_get_retry_after   (LimnerProblem  *self);
void                      limner_problem_set_retry_after   (LimnerProblem  *self,
                                                            double          seconds);
guint                     limner_problem_get_n_fields      (LimnerProblem  *self);
const LimnerInvalidField *limner_problem_get_field         (LimnerProblem  *self,
                                                            guint           index);
void                      limner_problem_add_field         (LimnerProblem  *self,
                                                            const char     *type,
                                                            const char     *name,
                                                            const char     *description);
GError                   *limner_problem_to_error          (LimnerProblem  *self,
                                                            LimnerError     code);
JsonNode                 *limner_problem_to_node           (LimnerProblem  *self);

G_END_DECLS
