/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-studio.h"

G_BEGIN_DECLS

/** A studio whose library is open, in a folder of its own, that knows one hosted server. */
typedef struct
{
  char         *folder;
  LimnerStudio *studio;
  char         *server;   /* the id of the hosted server */
} LimnerTestStudio;

void limner_test_studio_open  (LimnerTestStudio *self,
                               const char       *url,
                               const char       *token);
void limner_test_studio_close (LimnerTestStudio *self);

G_END_DECLS
