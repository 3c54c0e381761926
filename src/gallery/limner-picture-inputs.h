/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "schema/limner-schema.h"

G_BEGIN_DECLS

/**
 * LimnerPictureInput:
 * @name: as the model calls it
 * @title: as people call it
 * @text: (nullable): its value in words; %NULL where it is files alone
 * @blobs: (nullable): hashes of the kept files that it is made of
 * @role: what it means; %LIMNER_ROLE_NONE where that is not known
 *
 * One input with which a picture was made, ready to be shown.
 */
typedef struct
{
  char        *name;
  char        *title;
  char        *text;
  char       **blobs;
  LimnerRole   role;
} LimnerPictureInput;

GPtrArray *limner_picture_inputs_read (const char   *json,
                                       LimnerSchema *schema) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
