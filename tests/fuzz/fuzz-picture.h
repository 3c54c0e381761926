/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"

/* A picture file from a stranger: it is decoded or refused with a reason, and what was written into
 * a file that can be taken apart can be read back and taken out again. */
static inline void
fuzz_picture (const guint8 *file,
              gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (file, size);
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GBytes) clean = NULL;
  g_autoptr(GBytes) written = NULL;
  g_autoptr(GError) error = NULL;
  int width;
  int height;

  /* Large pictures only cost time here. */
  if (limner_picture_peek (bytes, &width, &height, NULL, NULL) && (gint64) width * height < 1 << 20)
    {
      picture = limner_picture_decode (bytes, &error);
      g_assert_true ((picture == NULL) == (error != NULL));
    }

  metadata = limner_metadata_read (bytes);
  written = limner_metadata_write (bytes, metadata, LIMNER_METADATA_ALL, NULL);
  clean = limner_metadata_strip (written != NULL ? written : bytes, NULL);
  if (clean != NULL)
    {
      g_autoptr(LimnerMetadata) nothing = limner_metadata_read (clean);

      /* What is hidden in the pixels is taken out where they are encoded anew. */
      g_assert_true (nothing->dialect == LIMNER_DIALECT_NONE ||
                     limner_metadata_has_hidden_text (clean));
    }
}
