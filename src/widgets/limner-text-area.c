/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-text-area.h"

#define SIDE_MARGIN 8
#define END_MARGIN 7
#define CURSOR_WIDTH 1   /* which a text view keeps free at the end of a line */
#define NATURAL_WIDTH 200
#define MAX_MEASURED 16384

/* It is never narrower. GTK asks for the heights of ever narrower ones while it looks for the width
 * that suits a height, and to break a prompt after every letter takes long. */
#define MIN_WIDTH 112

struct _LimnerTextArea
{
  GtkWidget    parent_instance;

  /* Owned: kept, for the same width is asked for again and again */
  PangoLayout *measured;     /* the text, or NULL */
  PangoLayout *line;         /* one line, or NULL */

  /* Children */
  GtkWidget   *overlay;

  /* Borrowed */
  GtkTextView *view;
  GtkWidget   *placeholder;

  int          min_lines;
  int          max_lines;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerTextArea, limner_text_area, GTK_TYPE_WIDGET)

static void
buffer_changed_cb (LimnerTextArea *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  g_clear_object (&self->measured);
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (buffer) == 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ensure_layouts (LimnerTextArea *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  g_autofree char *text = NULL;
  gsize length;

  /* A layout notices another font, but the view gets another context in another window. */
  if (self->line == NULL || pango_layout_get_context (self->line) != context)
    {
      g_clear_object (&self->line);
      g_clear_object (&self->measured);
      self->line = pango_layout_new (context);
      pango_layout_set_text (self->line, "X", -1);
    }
  if (self->measured != NULL)
    return;

  text = limner_text_area_get_text (self);
  length = strnlen (text, MAX_MEASURED);
  while (length > 0 && (text[length] & 0xc0) == 0x80)
    length--;
  self->measured = pango_layout_new (context);
  pango_layout_set_wrap (self->measured, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (self->measured, text, (int) length);
}

/* A text view in a scrolled window asks for no more than a line, and only lays out what is seen;
 * the text is measured here instead. What is beyond the longest area need not be. With a @width of
 * -1 lines end only where the text ends them, and no other width comes to less.
 */
static int
measure_text (LimnerTextArea *self,
              int                 width)
{
  int line_height, height;

  ensure_layouts (self);
  pango_layout_get_pixel_size (self->line, NULL, &line_height);
  if (width >= 0)
    width = PANGO_SCALE * (MAX (width, MIN_WIDTH) - 2 * SIDE_MARGIN - CURSOR_WIDTH);
  pango_layout_set_width (self->measured, width);
  pango_layout_get_pixel_size (self->measured, NULL, &height);
  return CLAMP (height, self->min_lines * line_height, self->max_lines * line_height) +
         2 * END_MARGIN;
}

static GtkSizeRequestMode
limner_text_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
limner_text_area_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  LimnerTextArea *self = LIMNER_TEXT_AREA (widget);

  /* Older GTK asks for less than the minimum, newer warns of whoever does. */
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, MIN_WIDTH);
  gtk_widget_measure (self->overlay, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, MIN_WIDTH);
      *natural = MAX (*minimum, NATURAL_WIDTH);
    }
  else if (for_size >= 0)
    *minimum = *natural = MAX (*minimum, measure_text (self, for_size));
  else
    {
      /* Newer GTK takes the first for the least that any width comes to. */
      *minimum = MAX (*minimum, measure_text (self, -1));
      *natural = MAX (*minimum, measure_text (self, NATURAL_WIDTH));
    }
}

static void
limner_text_area_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  gtk_widget_allocate (LIMNER_TEXT_AREA (widget)->overlay, width, height, baseline, NULL);
}

static gboolean
limner_text_area_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LIMNER_TEXT_AREA (widget)->view));
}

static void
limner_text_area_dispose (GObject *object)
{
  LimnerTextArea *self = LIMNER_TEXT_AREA (object);

  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->measured);
  g_clear_object (&self->line);

  G_OBJECT_CLASS (limner_text_area_parent_class)->dispose (object);
}

static void
limner_text_area_class_init (LimnerTextAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_text_area_dispose;
  widget_class->get_request_mode = limner_text_area_get_request_mode;
  widget_class->grab_focus = limner_text_area_grab_focus;
  widget_class->measure = limner_text_area_measure;
  widget_class->size_allocate = limner_text_area_size_allocate;

  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "limner-text-area");
}

static void
limner_text_area_init (LimnerTextArea *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->view = GTK_TEXT_VIEW (view);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, SIDE_MARGIN);
  gtk_text_view_set_right_margin (self->view, SIDE_MARGIN);
  gtk_text_view_set_top_margin (self->view, END_MARGIN);
  gtk_text_view_set_bottom_margin (self->view, END_MARGIN);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);

  self->placeholder = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->placeholder, "dim-label");
  gtk_widget_set_halign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_valign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->placeholder, SIDE_MARGIN + 1);
  gtk_widget_set_margin_top (self->placeholder, END_MARGIN);
  gtk_widget_set_can_target (self->placeholder, FALSE);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->placeholder);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
}

/**
 * limner_text_area_new:
 * @min_lines: how many lines it shows at least
 * @max_lines: from how many lines on it scrolls
 *
 * Returns: (transfer floating): a text area
 */
GtkWidget *
limner_text_area_new (int min_lines,
                      int max_lines)
{
  LimnerTextArea *self = g_object_new (LIMNER_TYPE_TEXT_AREA, NULL);

  self->min_lines = min_lines;
  self->max_lines = max_lines;
  return GTK_WIDGET (self);
}

/**
 * limner_text_area_get_view:
 * @self: a text area
 *
 * Returns: (transfer none): the text view in it
 */
GtkTextView *
limner_text_area_get_view (LimnerTextArea *self)
{
  g_return_val_if_fail (LIMNER_IS_TEXT_AREA (self), NULL);

  return self->view;
}

/**
 * limner_text_area_get_text:
 * @self: a text area
 *
 * Returns: (transfer full): what is in it
 */
char *
limner_text_area_get_text (LimnerTextArea *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (LIMNER_IS_TEXT_AREA (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/**
 * limner_text_area_set_text:
 * @self: a text area
 * @text: a text
 *
 * Shows another text; nothing happens where it is there already, so that the cursor stays.
 */
void
limner_text_area_set_text (LimnerTextArea *self,
                           const char     *text)
{
  g_autofree char *current = limner_text_area_get_text (self);

  if (!g_str_equal (current, text))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
}

/**
 * limner_text_area_set_placeholder:
 * @self: a text area
 * @text: what is shown while there is no text
 *
 * Sets what an empty area says.
 */
void
limner_text_area_set_placeholder (LimnerTextArea *self,
                                  const char     *text)
{
  g_return_if_fail (LIMNER_IS_TEXT_AREA (self));

  gtk_label_set_label (GTK_LABEL (self->placeholder), text);
}
