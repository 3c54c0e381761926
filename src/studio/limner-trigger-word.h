/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-values.h"

G_BEGIN_DECLS

/**
 * LimnerTriggerFault:
 * @LIMNER_TRIGGER_GOOD: nothing speaks against it
 * @LIMNER_TRIGGER_EMPTY: there is none yet
 * @LIMNER_TRIGGER_SHORT: it has fewer than three characters
 * @LIMNER_TRIGGER_CHARACTERS: it has other characters than letters, digits, - and _
 * @LIMNER_TRIGGER_RESERVED: it is what everybody takes, so fine-tunes could not be combined
 * @LIMNER_TRIGGER_WORD: it means something already
 *
 * What is wrong with a trigger word.
 */
typedef enum
{
  LIMNER_TRIGGER_GOOD,
  LIMNER_TRIGGER_EMPTY,
  LIMNER_TRIGGER_SHORT,
  LIMNER_TRIGGER_CHARACTERS,
  LIMNER_TRIGGER_RESERVED,
  LIMNER_TRIGGER_WORD,
} LimnerTriggerFault;

LimnerTriggerFault limner_trigger_word_check           (const char          *word);
void               limner_trigger_word_look_up_async   (const char          *word,
                                                        const char * const  *folders,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean           limner_trigger_word_look_up_finish  (GAsyncResult        *result,
                                                        gboolean            *exists,
                                                        GError             **error);
char              *limner_trigger_word_suggest         (const char          *name)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean           limner_trigger_word_is_in           (const char          *word,
                                                        const char          *prompt);
char              *limner_trigger_word_find            (const char          *text)
  G_GNUC_WARN_UNUSED_RESULT;
char              *limner_trigger_word_missing         (LimnerValues        *values)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
