/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-fault.h"
#include "limner-schema.h"

G_BEGIN_DECLS

/**
 * LimnerCarryKind:
 * @LIMNER_CARRY_KEPT: the value is where it was
 * @LIMNER_CARRY_MOVED: the value went to an input of another name with the same role
 * @LIMNER_CARRY_ADJUSTED: the value was changed so that it fits
 * @LIMNER_CARRY_TURNED: the value is where it was, but the model reads the mask the other way round
 * @LIMNER_CARRY_DROPPED: there is no place for the value
 * @LIMNER_CARRY_NO_CHOICE: the value is not among the choices of its place
 * @LIMNER_CARRY_REFUSED: the place does not take the value
 *
 * What became of a value when the model changed.
 */
typedef enum
{
  LIMNER_CARRY_KEPT,
  LIMNER_CARRY_MOVED,
  LIMNER_CARRY_ADJUSTED,
  LIMNER_CARRY_TURNED,
  LIMNER_CARRY_DROPPED,
  LIMNER_CARRY_NO_CHOICE,
  LIMNER_CARRY_REFUSED,
} LimnerCarryKind;

/**
 * LimnerCarry:
 * @kind: what became of the value
 * @from: the name of the input it came from
 * @to: (nullable): the name of the input it went to
 * @title: what the input is called: the one that was looked at for it, else the one it came from
 * @before: (nullable): the value, shortened for a sentence
 * @after: (nullable): what it became, shortened likewise
 *
 * One line of the report that is made when values are taken over.
 */
typedef struct
{
  LimnerCarryKind  kind;
  char            *from;
  char            *to;
  char            *title;
  char            *before;
  char            *after;
} LimnerCarry;

LimnerCarry *limner_carry_new  (LimnerCarryKind  kind,
                                const char      *from,
                                const char      *title) G_GNUC_WARN_UNUSED_RESULT;
void         limner_carry_free (LimnerCarry     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerCarry, limner_carry_free)

#define LIMNER_TYPE_VALUES (limner_values_get_type ())
G_DECLARE_FINAL_TYPE (LimnerValues, limner_values, LIMNER, VALUES, GObject)

LimnerValues *limner_values_new             (LimnerSchema  *schema) G_GNUC_WARN_UNUSED_RESULT;
LimnerValues *limner_values_copy            (LimnerValues  *self) G_GNUC_WARN_UNUSED_RESULT;
LimnerSchema *limner_values_get_schema      (LimnerValues  *self);

/* One value; NULL means not set, so that the model's default holds */
JsonNode     *limner_values_get             (LimnerValues  *self,
                                             const char    *name);
JsonNode     *limner_values_get_effective   (LimnerValues  *self,
                                             const char    *name);
char         *limner_values_get_text        (LimnerValues  *self,
                                             const char    *name) G_GNUC_WARN_UNUSED_RESULT;
void          limner_values_set             (LimnerValues  *self,
                                             const char    *name,
                                             JsonNode      *value);
void          limner_values_set_text        (LimnerValues  *self,
                                             const char    *name,
                                             const char    *text);
void          limner_values_reset           (LimnerValues  *self,
                                             const char    *name);
void          limner_values_reset_all       (LimnerValues  *self);
gboolean      limner_values_is_set          (LimnerValues  *self,
                                             const char    *name);
gboolean      limner_values_is_changed      (LimnerValues  *self,
                                             const char    *name);
char        **limner_values_list_changed    (LimnerValues  *self) G_GNUC_WARN_UNUSED_RESULT;

/* By meaning */
char         *limner_values_get_role_text   (LimnerValues  *self,
                                             LimnerRole     role) G_GNUC_WARN_UNUSED_RESULT;
gboolean      limner_values_set_role_text   (LimnerValues  *self,
                                             LimnerRole     role,
                                             const char    *text);

void          limner_values_override_role   (LimnerValues  *self,
                                             const char    *name,
                                             const char    *role);

/* Validation */
gboolean      limner_values_find_fault      (LimnerValues  *self,
                                             const char    *name,
                                             LimnerFault   *fault);
char         *limner_values_check           (LimnerValues  *self,
                                             const char    *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean      limner_values_validate        (LimnerValues  *self,
                                             GError       **error);

/* JSON both ways */
JsonObject   *limner_values_to_input        (LimnerValues  *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject   *limner_values_to_record       (LimnerValues  *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject   *limner_values_to_preset       (LimnerValues  *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *limner_values_load            (LimnerValues  *self,
                                             JsonObject    *input) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *limner_values_adopt           (LimnerValues  *self,
                                             JsonObject    *input) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *limner_values_carry_over      (LimnerValues  *self,
                                             LimnerValues  *from) G_GNUC_WARN_UNUSED_RESULT;

/* Undo */
void          limner_values_begin_change    (LimnerValues  *self);
void          limner_values_end_change      (LimnerValues  *self);
gboolean      limner_values_can_undo        (LimnerValues  *self);
gboolean      limner_values_can_redo        (LimnerValues  *self);
void          limner_values_undo            (LimnerValues  *self);
void          limner_values_redo            (LimnerValues  *self);

G_END_DECLS
