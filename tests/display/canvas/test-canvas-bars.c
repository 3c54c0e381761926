/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the bars beside the canvas and the labels on it keep out of the painter's way. */

#include "canvas-fixtures.h"

#include "canvas/limner-brush-shelf.h"
#include "canvas/limner-canvas-private.h"
#include "canvas/limner-canvas-toolbar.h"
#include "canvas/limner-combine-buttons.h"
#include "canvas/limner-curve-editor.h"
#include "canvas/limner-mask-popover.h"
#include "canvas/limner-number.h"
#include "canvas/limner-tool-options.h"

#include "limner-test-widget.h"
#include "limner-test.h"

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 int        *count)
{
  (*count)++;
}

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

static void
wait_while_working (LimnerDocument *document)
{
  limner_test_wait_until (!limner_document_is_working (document));
}

/* What comes from the picture changes the mask in each of the four ways. */
static void
test_combine (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_canvas_new ());
  g_autoptr(LimnerPicture) picture = limner_picture_new (40, 20);
  g_autoptr(LimnerDocument) document = limner_document_new ();
  static const int expected[LIMNER_COMBINE_INTERSECT + 1][3] = {
    [LIMNER_COMBINE_REPLACE] = { 0, 255, 255 },
    [LIMNER_COMBINE_ADD] = { 255, 255, 255 },
    [LIMNER_COMBINE_SUBTRACT] = { 255, 0, 0 },
    [LIMNER_COMBINE_INTERSECT] = { 0, 255, 0 },
  };

  /* White from column 10 on; masked up to column 20 */
  for (int i = 0; i < 40 * 20; i++)
    memset (limner_picture_get_pixels (picture) + 4 * i, i % 40 >= 10 ? 255 : 0, 4);
  limner_document_set_picture (document, picture);
  limner_canvas_set_document (LIMNER_CANVAS (widget), document);

  for (int how = 0; how <= LIMNER_COMBINE_INTERSECT; how++)
    for (int source = 0; source < 2; source++)
      {
        gtk_widget_activate_action (widget, "canvas.clear-mask", NULL);
        gtk_widget_activate_action (widget, "canvas.rectangle", "(iiiii)", 0, 0, 20, 20,
                                    LIMNER_COMBINE_ADD);
        gtk_widget_activate_action (widget, source == 0 ? "canvas.mask-from-luminance"
                                                        : "canvas.mask-from-alpha", "i", how);
        wait_while_working (document);
        for (int i = 0; i < 3; i++)
          {
            int value = limner_mask_get_value (limner_document_get_mask (document), 5 + 10 * i, 9);
            gboolean masked = expected[how][i] != 0;

            /* Alpha masks what is transparent: the other part. */
            if (source == 1)
              masked = how == LIMNER_COMBINE_REPLACE ? i == 0
                       : how == LIMNER_COMBINE_ADD ? i < 2
                       : how == LIMNER_COMBINE_SUBTRACT ? i == 1 : i == 0;
            g_assert_cmpint (value, ==, masked ? 255 : 0);
          }
      }
  gtk_widget_activate_action (widget, "canvas.mask-from-alpha", "i", 99);
  g_assert_false (limner_document_is_working (document));
  g_object_unref (widget);
}

/* How much of the canvas a popover hides, 0 to 1. */
static double
find_hidden (GtkWidget  *canvas,
             GtkPopover *popover)
{
  GtkWidget *contents = gtk_popover_get_child (popover);
  int width = gtk_widget_get_width (contents);
  int height = gtk_widget_get_height (contents);

  return width * (double) height /
         (gtk_widget_get_width (canvas) * (double) gtk_widget_get_height (canvas));
}

/* What grows and softens the mask lies in a corner of the canvas, where most of that is seen; where
 * there is no room for it one sees through it for a moment. */
static void
test_refine_beside (void)
{
  static const int widths[] = { 900, 390 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *canvas = limner_canvas_new ();
      GtkWidget *toolbar = limner_canvas_toolbar_new ();
      g_autoptr(LimnerDocument) document = canvas_test_new_document (200, 100);
      GtkWidget *window, *number;
      GtkPopover *popover;
      GdkRectangle corner;
      double edge, unused;

      gtk_widget_set_vexpand (canvas, TRUE);
      gtk_box_append (GTK_BOX (box), toolbar);
      gtk_box_append (GTK_BOX (box), canvas);
      limner_canvas_toolbar_set_canvas (LIMNER_CANVAS_TOOLBAR (toolbar), LIMNER_CANVAS (canvas));
      limner_canvas_set_document (LIMNER_CANVAS (canvas), document);
      window = canvas_test_show (box, widths[i], 700);

      popover = GTK_POPOVER (limner_test_find_child (toolbar, LIMNER_TYPE_MASK_POPOVER));
      gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (GTK_WIDGET (popover))));
      limner_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)) &&
                              gtk_widget_get_width (gtk_popover_get_child (popover)) > 0);
      g_assert_true (gtk_popover_get_pointing_to (popover, &corner));
      gtk_widget_translate_coordinates (gtk_widget_get_parent (GTK_WIDGET (popover)), canvas,
                                        corner.x, corner.y, &edge, &unused);
      g_assert_cmpfloat (gtk_widget_get_width (canvas) - edge, <, 20);
      g_assert_cmpint (gtk_popover_get_position (popover), ==,
                       i == 0 ? GTK_POS_BOTTOM : GTK_POS_TOP);
      if (i == 0)
        g_assert_cmpfloat (find_hidden (canvas, popover), <, 0.25);

      number = limner_test_find_child (GTK_WIDGET (popover), LIMNER_TYPE_NUMBER);
      limner_number_set_value (LIMNER_NUMBER (number), 4);
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (popover), "limner-thin") ==
                     (i == 1 && gdk_display_is_composited (gtk_widget_get_display (window))));
      limner_test_wait_until (!gtk_widget_has_css_class (GTK_WIDGET (popover), "limner-thin"));
      wait_while_working (document);
      gtk_popover_popdown (popover);
      limner_test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (popover)));
      limner_test_settle ();
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* The buttons and what they are bound to follow each other; one tells once. */
static void
test_combine_buttons (void)
{
  GtkWidget *widget = g_object_ref_sink (limner_combine_buttons_new ());
  LimnerCombineButtons *buttons = LIMNER_COMBINE_BUTTONS (widget);
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int count = 0;

  g_signal_connect (widget, "notify::combine", G_CALLBACK (count_notify_cb), &count);
  g_assert_cmpint (limner_combine_buttons_get_combine (buttons), ==, LIMNER_COMBINE_REPLACE);
  g_object_set (widget, "combine", LIMNER_COMBINE_SUBTRACT, NULL);
  g_object_set (widget, "combine", LIMNER_COMBINE_SUBTRACT, NULL);
  g_assert_cmpint (count, ==, 1);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (first)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_next_sibling (first)), TRUE);
  g_assert_cmpint (limner_combine_buttons_get_combine (buttons), ==, LIMNER_COMBINE_ADD);
  g_assert_cmpint (count, ==, 2);
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    g_assert_nonnull (gtk_widget_get_tooltip_text (child));
  limner_test_assert_freed (widget);
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* Brushes are taken for the tool in hand, kept, and put away by the pointer or the keyboard. */
static void
test_shelf (void)
{
  g_autoptr(LimnerToolSettings) settings = limner_tool_settings_new ();
  GtkWidget *shelf = limner_brush_shelf_new ();
  GtkWidget *window = canvas_test_show (shelf, 400, 100);
  GtkWidget *button;
  gboolean handled = FALSE;
  double size;

  limner_brush_shelf_set_settings (LIMNER_BRUSH_SHELF (shelf), settings);
  g_assert_cmpuint (count_children (shelf), ==, 5);
  limner_tool_settings_set_kind (settings, LIMNER_TOOL_KIND_ERASER);
  button = gtk_widget_get_next_sibling (gtk_widget_get_first_child (shelf));
  button = gtk_widget_get_next_sibling (button);
  g_signal_emit_by_name (button, "clicked");
  g_object_get (settings, "size", &size, NULL);
  g_assert_cmpfloat (size, ==, 160);
  limner_tool_settings_set_kind (settings, LIMNER_TOOL_KIND_BRUSH);
  g_object_get (settings, "size", &size, NULL);
  g_assert_cmpfloat (size, ==, 64);

  /* The last button keeps the brush in hand, once. */
  g_object_set (settings, "size", 33.0, NULL);
  g_signal_emit_by_name (gtk_widget_get_last_child (shelf), "clicked");
  g_signal_emit_by_name (gtk_widget_get_last_child (shelf), "clicked");
  g_assert_cmpuint (limner_tool_settings_get_n_favourites (settings), ==, 5);
  g_assert_cmpuint (count_children (shelf), ==, 6);

  /* Other keys are for others. */
  button = gtk_widget_get_first_child (shelf);
  g_signal_emit_by_name (canvas_test_find_controller (button, GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", GDK_KEY_a, 0, 0, &handled);
  g_assert_false (handled);
  g_signal_emit_by_name (canvas_test_find_controller (button, GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", GDK_KEY_Delete, 0, 0, &handled);
  g_assert_true (handled);
  g_assert_cmpuint (count_children (shelf), ==, 5);
  g_signal_emit_by_name (gtk_widget_get_first_child (shelf), "clicked");
  g_object_get (settings, "size", &size, NULL);
  g_assert_cmpfloat (size, ==, 64);

  while (limner_tool_settings_get_n_favourites (settings) < LIMNER_MAX_FAVOURITES)
    {
      g_object_get (settings, "size", &size, NULL);
      g_object_set (settings, "size", size + 1, NULL);
      g_signal_emit_by_name (gtk_widget_get_last_child (shelf), "clicked");
    }
  g_assert_false (gtk_widget_get_sensitive (gtk_widget_get_last_child (shelf)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The tool tip of a button does not lie over what the button has opened. */
static void
test_quiet_tips (void)
{
  GtkWidget *toolbar = limner_canvas_toolbar_new ();
  GtkWidget *window = canvas_test_show (toolbar, 900, 60);
  guint n = 0;

  for (GtkWidget *group = gtk_widget_get_first_child (toolbar); group != NULL;
       group = gtk_widget_get_next_sibling (group))
    for (GtkWidget *button = gtk_widget_get_first_child (group); button != NULL;
         button = gtk_widget_get_next_sibling (button))
      {
        if (!GTK_IS_MENU_BUTTON (button))
          continue;
        n++;
        g_assert_true (gtk_widget_get_has_tooltip (button));
        gtk_menu_button_popup (GTK_MENU_BUTTON (button));
        g_assert_false (gtk_widget_get_has_tooltip (button));
        gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
        g_assert_true (gtk_widget_get_has_tooltip (button));
        g_assert_nonnull (gtk_widget_get_tooltip_text (button));
      }
  g_assert_cmpuint (n, ==, 3);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* How many of the widget's pixels are about as strong as the line of a curve */
static guint
count_strong (GtkWidget *window,
              GtkWidget *widget)
{
  g_autoptr(GdkTexture) texture = canvas_test_draw (window, widget);
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  gsize size = stride * gdk_texture_get_height (texture);
  g_autofree guchar *pixels = g_malloc (size);
  guint n = 0;

  /* Blue, green, red and alpha, as on all processors that this is built for */
  gdk_texture_download (texture, pixels, stride);
  for (gsize i = 0; i < size; i += 4)
    n += pixels[i] > 200 && pixels[i + 2] < 90;
  return n;
}

/* A curve that has no effect looks so. */
static void
test_curve_dims (void)
{
  GtkWidget *editor = limner_curve_editor_new ("Pressure: size");
  GtkWidget *window = canvas_test_show (editor, 200, 120);

  g_assert_cmpuint (count_strong (window, editor), >, 100);
  gtk_widget_set_sensitive (editor, FALSE);
  g_assert_cmpuint (count_strong (window, editor), ==, 0);
  gtk_widget_set_sensitive (editor, TRUE);
  g_assert_cmpuint (count_strong (window, editor), >, 100);
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
  g_test_add_func ("/canvas/bars/combine", test_combine);
  g_test_add_func ("/canvas/bars/refine-beside", test_refine_beside);
  g_test_add_func ("/canvas/bars/combine-buttons", test_combine_buttons);
  g_test_add_func ("/canvas/bars/shelf", test_shelf);
  g_test_add_func ("/canvas/bars/quiet-tips", test_quiet_tips);
  g_test_add_func ("/canvas/bars/curve-dims", test_curve_dims);
  g_test_add_func ("/canvas/bars/labels", test_labels);
  return g_test_run ();
}
