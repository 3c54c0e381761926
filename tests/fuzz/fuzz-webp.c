/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fuzz-picture.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree guint8 *file = g_memdup2 (data, size);

  if (size < 12)
    return 0;

  /* Every input gets past the first check. */
  memcpy (file, "RIFF", 4);
  memcpy (file + 8, "WEBP", 4);
  fuzz_picture (file, size);
  return 0;
}
