/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "canvas/limner-canvas.h"

/** A canvas with a picture, in a window of its own. */
typedef struct
{
  GtkWidget      *window;
  GtkWidget      *widget;       /* the canvas */
  GtkWidget      *options;      /* of the tools, above it; NULL for none */
  LimnerCanvas   *canvas;
  LimnerDocument *document;
} CanvasWorld;

typedef struct
{
  const char *name;
  void      (*run) (CanvasWorld   *world,
                    gconstpointer  data);
} CanvasTest;

void            canvas_test_set_up          (CanvasWorld     *world,
                                             gconstpointer    data);
void            canvas_test_tear_down       (CanvasWorld     *world,
                                             gconstpointer    data);
void            canvas_test_add             (const CanvasTest *tests,
                                             gsize            n_tests,
                                             gconstpointer    data,
                                             void           (*set_up) (CanvasWorld   *world,
                                                                       gconstpointer  data));
int             canvas_test_get_value       (CanvasWorld     *world,
                                             int              x,
                                             int              y);
LimnerDocument *canvas_test_new_document    (int              width,
                                             int              height);
void            canvas_test_wait_until      (gboolean       (*is_done) (gpointer),
                                             gpointer         data);
GdkTexture     *canvas_test_draw            (GtkWidget       *window,
                                             GtkWidget       *widget);
guint32         canvas_test_read_pixel      (GdkTexture      *texture,
                                             int              x,
                                             int              y);
gboolean        canvas_test_is_mapped       (gpointer         widget);
GtkWidget      *canvas_test_show            (GtkWidget       *child,
                                             int              width,
                                             int              height);
gpointer        canvas_test_find_controller (GtkWidget       *widget,
                                             GType            type);
void            canvas_test_drag            (GtkWidget       *widget,
                                             double           x,
                                             double           y,
                                             double           dx,
                                             double           dy);
void            canvas_test_press_key       (GtkWidget       *widget,
                                             guint            key,
                                             GdkModifierType  state);
void            canvas_test_release_key     (GtkWidget       *widget,
                                             guint            key);
