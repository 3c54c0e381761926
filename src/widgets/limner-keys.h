/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_KEYS (limner_keys_get_type ())
G_DECLARE_FINAL_TYPE (LimnerKeys, limner_keys, LIMNER, KEYS, GObject)

/**
 * LimnerKeyPlace:
 * @LIMNER_KEY_WINDOW: anywhere in the window, even while text is written
 * @LIMNER_KEY_TOOLS: on the canvas, for its tools
 * @LIMNER_KEY_CANVAS: on the canvas, for picture, mask and view
 * @LIMNER_KEY_CANDIDATES: on the canvas while a candidate is looked at, before all others
 * @LIMNER_KEY_GALLERY: in the gallery
 * @LIMNER_KEY_MODELS: on the page of models
 * @LIMNER_KEY_PROMPT: in the field of a prompt
 * @LIMNER_KEY_QUEUE: on a job of the queue
 *
 * Where a key works. Tools and the rest of the canvas share their keys.
 */
typedef enum
{
  LIMNER_KEY_WINDOW,
  LIMNER_KEY_TOOLS,
  LIMNER_KEY_CANVAS,
  LIMNER_KEY_CANDIDATES,
  LIMNER_KEY_GALLERY,
  LIMNER_KEY_MODELS,
  LIMNER_KEY_PROMPT,
  LIMNER_KEY_QUEUE,
  LIMNER_N_KEY_PLACES,
} LimnerKeyPlace;

/**
 * LimnerKeyInfo:
 * @id: a name that stays; what a person changed is kept by it
 * @place: where the keys work
 * @title: what they do, to be translated
 * @usual: accelerators as gtk_accelerator_parse() reads them, separated by spaces; `1...5` are five
 * @is_fixed: whether they cannot be changed
 * @detail: (nullable): when they do it, to be translated
 *
 * Something that can be done by a key.
 */
typedef struct
{
  const char     *id;
  LimnerKeyPlace  place;
  const char     *title;
  const char     *usual;
  gboolean        is_fixed;
  const char     *detail;
} LimnerKeyInfo;

/**
 * LimnerKeyCheck:
 * @LIMNER_KEY_FREE: nothing speaks against it
 * @LIMNER_KEY_UNUSABLE: no key of its own, or one that moves the focus or works a button
 * @LIMNER_KEY_WRITES: it would be missed in every field of text
 * @LIMNER_KEY_TAKEN: something else has it, and can give it up
 * @LIMNER_KEY_KEPT: something else has it for good
 *
 * What speaks against a key.
 */
typedef enum
{
  LIMNER_KEY_FREE,
  LIMNER_KEY_UNUSABLE,
  LIMNER_KEY_WRITES,
  LIMNER_KEY_TAKEN,
  LIMNER_KEY_KEPT,
} LimnerKeyCheck;

const LimnerKeyInfo *limner_keys_get_table       (guint                *n);
const LimnerKeyInfo *limner_keys_find            (const char           *id);
const char          *limner_key_place_get_title  (LimnerKeyPlace        place);

LimnerKeys          *limner_keys_get_default     (void);
char                *limner_keys_dup_accels      (LimnerKeys           *self,
                                                  const char           *id)
                                                  G_GNUC_WARN_UNUSED_RESULT;
char                *limner_keys_dup_label       (LimnerKeys           *self,
                                                  const char           *id)
                                                  G_GNUC_WARN_UNUSED_RESULT;
gboolean             limner_keys_is_changed      (LimnerKeys           *self,
                                                  const char           *id);
LimnerKeyCheck       limner_keys_check           (LimnerKeys           *self,
                                                  const char           *id,
                                                  guint                 key,
                                                  GdkModifierType       modifiers,
                                                  const LimnerKeyInfo **other);
void                 limner_keys_set             (LimnerKeys           *self,
                                                  const char           *id,
                                                  guint                 key,
                                                  GdkModifierType       modifiers);
void                 limner_keys_reset           (LimnerKeys           *self,
                                                  const char           *id);
void                 limner_keys_reset_all       (LimnerKeys           *self);

G_END_DECLS
