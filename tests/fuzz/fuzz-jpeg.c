/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fuzz-picture.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char magic[] = "\xff\xd8\xff";
  g_autofree guint8 *file = g_memdup2 (data, size);

  if (size < sizeof magic - 1)
    return 0;

  /* Every input gets past the first check. */
  memcpy (file, magic, sizeof magic - 1);
  fuzz_picture (file, size);
  return 0;
}
