/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "lib/limner-test-engine.h"
#include "lib/limner-test.h"
#include "studio/limner-workspace.h"

/* A studio in a folder of its own that knows one hosted server: the tests' engine, with a token. */
typedef struct
{
  char             *folder;
  LimnerTestEngine *engine;
  LimnerStudio     *studio;
  LimnerWorkspace  *workspace;  /* NULL until it is opened */
  char             *server;
  GAsyncResult     *result;
} StudioFixture;

void          fixture_set_up         (StudioFixture *fixture);
void          fixture_open_workspace (StudioFixture *fixture);
void          fixture_tear_down      (StudioFixture *fixture);

void          fixture_cb             (GObject       *object,
                                      GAsyncResult  *result,
                                      gpointer       data);
GAsyncResult *fixture_wait           (StudioFixture *fixture);
