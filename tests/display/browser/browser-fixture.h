/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "lib/limner-test-server.h"
#include "lib/limner-test-studio.h"
#include "lib/limner-test-widget.h"

/* What a page of the browser is tested with: a studio, a server that answers like the service, and
 * a window. */
typedef struct
{
  LimnerTestStudio  base;
  LimnerStudio     *studio;     /* of @base */
  const char       *server_id;  /* of @base */
  LimnerTestServer *server;
  GtkWidget        *window;
} Fixture;

#define PAGE(items) "{\"next\":null,\"previous\":null,\"results\":[" items "]}"
#define SDXL "{\"owner\":\"stability-ai\",\"name\":\"sdxl\",\"run_count\":73000000," \
  "\"is_official\":true,\"description\":\"A text-to-image <b>model</b> & more\"," \
  "\"cover_image_url\":\"https://replicate.comNone\",\"url\":\"https://replicate.com/a\"," \
  "\"latest_version\":{\"id\":\"00112233445566778899aabbccddeeff\"," \
  "\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"required\":" \
  "[\"prompt\"],\"properties\":{\"prompt\":{\"type\":\"string\",\"title\":\"Prompt\"," \
  "\"x-order\":0},\"steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"default\":30," \
  "\"x-order\":1}}}}}}}," \
  "\"default_example\":{\"id\":\"e1\",\"input\":{\"prompt\":\"fox\"},\"output\":[]}}"
#define OTHER "{\"owner\":\"a-very-long-owner-name-that-goes-on\"," \
  "\"name\":\"a-model-with-a-name-that-is-much-longer-than-any-card-could-show\"," \
  "\"description\":\"\\u202e right to left \\u05d0\\u05d1\\u05d2\",\"latest_version\":null}"

void       fixture_set_up    (Fixture       *fixture,
                              gconstpointer  token);
void       fixture_tear_down (Fixture       *fixture,
                              gconstpointer  data);
void       fixture_present   (Fixture       *fixture,
                              GtkWidget     *child,
                              int            width);
void       fixture_answer    (Fixture       *fixture);
guint      fixture_count     (Fixture       *fixture,
                              GType          type);

gboolean   test_shows        (GtkWidget     *widget,
                              const char    *text);
GtkWidget *test_find_search  (GtkWidget     *widget);
GtkWidget *test_find_button  (GtkWidget     *widget,
                              const char    *label);
GtkWindow *test_find_dialog  (void);
GtkWindow *test_find_window  (GType          type);
