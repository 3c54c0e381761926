/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the bars beside the canvas and the labels on it keep out of the painter's way. */

#include "canvas-fixtures.h"

#include "canvas/limner-canvas-private.h"
#include "canvas/limner-number.h"
#include "canvas/limner-tool-options.h"

#include "limner-test-widget.h"

/* A number that was typed is followed by painting: keys work on the canvas again. */
static void
test_entered (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *canvas = limner_canvas_new ();
  GtkWidget *options = limner_tool_options_new ();
  g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);
  GtkWidget *window, *size, *spin;
  GtkEditable *text;
  double value;

  gtk_widget_set_vexpand (canvas, TRUE);
  gtk_box_append (GTK_BOX (box), options);
  gtk_box_append (GTK_BOX (box), canvas);
  limner_tool_options_set_canvas (LIMNER_TOOL_OPTIONS (options), LIMNER_CANVAS (canvas));
  limner_canvas_set_document (LIMNER_CANVAS (canvas), document);
  window = canvas_test_show (box, 700, 400);

  size = limner_test_find_child (options, LIMNER_TYPE_NUMBER);
  spin = limner_test_find_child (size, GTK_TYPE_SPIN_BUTTON);
  text = gtk_editable_get_delegate (GTK_EDITABLE (spin));
  gtk_widget_grab_focus (GTK_WIDGET (text));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (text));

  gtk_editable_set_text (text, "120");
  g_signal_emit_by_name (text, "activate");
  g_object_get (limner_canvas_get_settings (LIMNER_CANVAS (canvas)), "size", &value, NULL);
  g_assert_cmpfloat (value, ==, 120);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == canvas);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where two labels want the same place one goes beside the other, or below it. */
static void
test_labels (void)
{
  const graphene_rect_t taken = GRAPHENE_RECT_INIT (10, 8, 90, 20);
  const graphene_rect_t none = { 0 };
  graphene_rect_t label;

  label = GRAPHENE_RECT_INIT (10, 8, 120, 20);
  _limner_canvas_place_label (&label, &taken, 360);
  g_assert_cmpfloat (label.origin.x, >, 100);
  g_assert_cmpfloat (label.origin.x + label.size.width, <, 360);
  g_assert_cmpfloat (label.origin.y, ==, 8);

  label = GRAPHENE_RECT_INIT (40, 12, 120, 20);
  _limner_canvas_place_label (&label, &taken, 200);
  g_assert_cmpfloat (label.origin.x, ==, 40);
  g_assert_cmpfloat (label.origin.y, >, 28);

  /* What is not in the way stays. */
  label = GRAPHENE_RECT_INIT (10, 60, 120, 20);
  _limner_canvas_place_label (&label, &taken, 360);
  g_assert_cmpfloat (label.origin.y, ==, 60);
  label = GRAPHENE_RECT_INIT (4, 4, 120, 20);
  _limner_canvas_place_label (&label, &none, 360);
  g_assert_cmpfloat (label.origin.x, ==, 4);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/canvas/bars/entered", test_entered);
  g_test_add_func ("/canvas/bars/labels", test_labels);
  return g_test_run ();
}
