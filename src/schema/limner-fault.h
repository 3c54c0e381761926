/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-field.h"

G_BEGIN_DECLS

/**
 * LimnerFaultKind:
 *
 * What is wrong with a value.
 */
typedef enum
{
  LIMNER_FAULT_MISSING,
  LIMNER_FAULT_NULL,
  LIMNER_FAULT_NOT_TEXT,
  LIMNER_FAULT_NOT_NUMBER,
  LIMNER_FAULT_NOT_WHOLE,
  LIMNER_FAULT_NOT_BOOLEAN,
  LIMNER_FAULT_NOT_FILE,
  LIMNER_FAULT_NOT_OBJECT,
  LIMNER_FAULT_NOT_LIST,
  LIMNER_FAULT_NO_CHOICE,
  LIMNER_FAULT_TOO_SMALL,       /* less than @bound */
  LIMNER_FAULT_NOT_ABOVE,       /* not more than @bound */
  LIMNER_FAULT_TOO_LARGE,       /* more than @bound */
  LIMNER_FAULT_NOT_BELOW,       /* not less than @bound */
  LIMNER_FAULT_NO_MULTIPLE,     /* not a multiple of @bound */
  LIMNER_FAULT_TOO_SHORT,       /* fewer than @count characters */
  LIMNER_FAULT_TOO_LONG,        /* more than @count characters, @length of them */
  LIMNER_FAULT_PATTERN,
  LIMNER_FAULT_TOO_FEW,         /* fewer than @count items */
  LIMNER_FAULT_TOO_MANY,        /* more than @count items */
} LimnerFaultKind;

/**
 * LimnerFault:
 * @kind: what is wrong
 * @item: which item of a list is wrong, counted from 1; 0 where it is the value itself
 * @bound: the bound that is passed, as text
 * @count: the count that is passed
 * @length: how many there are
 *
 * What is wrong with a value, for who wants to say it in another language than English.
 */
typedef struct
{
  LimnerFaultKind kind;
  guint           item;
  char            bound[48];
  guint           count;
  guint           length;
} LimnerFault;

gboolean  limner_field_find_fault   (const LimnerField *self,
                                     JsonNode          *value,
                                     LimnerFault       *fault);
char     *limner_fault_to_string    (const LimnerFault *self,
                                     const LimnerField *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
