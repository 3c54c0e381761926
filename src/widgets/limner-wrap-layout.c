/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-wrap-layout.h"

/**
 * LimnerWrapLayout:
 *
 * Children side by side, and in further lines where they do not fit: for bars of tools, which then
 * never want more width than their widest part. Children that expand share what a line has left.
 */
struct _LimnerWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
  int              line_spacing;
};

G_DEFINE_FINAL_TYPE (LimnerWrapLayout, limner_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Some children that stand side by side. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end;         /* the one after the last; NULL at the end */
  int        width;       /* of all of them with the space between them */
  int        height;
  int        n_expanding;
} Line;

static int
get_width (GtkWidget *child,
           int        most)
{
  int least, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  return MAX (MIN (natural, most), least);
}

static int
get_height (GtkWidget *child,
            int        width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Takes as many children from @first on as fit; at least one that is shown, if there is one. */
static void
fill_line (LimnerWrapLayout *self,
           GtkWidget        *first,
           int               most,
           Line             *line)
{
  int n = 0;

  *line = (Line) { .first = first };
  for (line->end = first; line->end != NULL; line->end = gtk_widget_get_next_sibling (line->end))
    {
      int width;

      if (!gtk_widget_should_layout (line->end))
        continue;
      width = get_width (line->end, most);
      if (n > 0 && line->width + self->spacing + width > most)
        break;
      line->width += width + (n > 0 ? self->spacing : 0);
      line->height = MAX (line->height, get_height (line->end, width));
      line->n_expanding += gtk_widget_compute_expand (line->end, GTK_ORIENTATION_HORIZONTAL);
      n++;
    }
}

static GtkSizeRequestMode
limner_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (LimnerWrapLayout *self,
               GtkWidget        *widget,
               int              *minimum,
               int              *natural)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, most;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &most, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += most + (n > 0 ? self->spacing : 0);
      n++;
    }
}

static void
limner_wrap_layout_measure (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  LimnerWrapLayout *self = LIMNER_WRAP_LAYOUT (manager);
  int height = 0;
  Line line;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }

  for (GtkWidget *first = gtk_widget_get_first_child (widget); first != NULL; first = line.end)
    {
      fill_line (self, first, for_size < 0 ? G_MAXINT / 2 : for_size, &line);
      height += line.height + (height > 0 ? self->line_spacing : 0);
    }
  *minimum = *natural = height;
}

static void
allocate_line (LimnerWrapLayout *self,
               const Line       *line,
               int               width,
               int               y,
               gboolean          mirrored)
{
  int left = MAX (width - line->width, 0);
  int n_expanding = line->n_expanding;
  int x = 0;

  for (GtkWidget *child = line->first;
       child != line->end;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation area = { x, y, 0, line->height };

      if (!gtk_widget_should_layout (child))
        continue;
      area.width = get_width (child, width);
      if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        {
          area.width += left / n_expanding;
          left -= left / n_expanding;
          n_expanding--;
        }
      x += area.width + self->spacing;
      if (mirrored)
        area.x = width - area.x - area.width;
      gtk_widget_size_allocate (child, &area, -1);
    }
}

static void
limner_wrap_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  LimnerWrapLayout *self = LIMNER_WRAP_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;
  Line line;

  for (GtkWidget *first = gtk_widget_get_first_child (widget); first != NULL; first = line.end)
    {
      fill_line (self, first, width, &line);
      allocate_line (self, &line, width, y, mirrored);
      y += line.height + self->line_spacing;
    }
}

static void
limner_wrap_layout_class_init (LimnerWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = limner_wrap_layout_get_request_mode;
  manager_class->measure = limner_wrap_layout_measure;
  manager_class->allocate = limner_wrap_layout_allocate;
}

static void
limner_wrap_layout_init (LimnerWrapLayout *self)
{
}

/**
 * limner_wrap_layout_new:
 * @spacing: pixels between two children in a line
 * @line_spacing: pixels between two lines
 *
 * Makes a layout for gtk_widget_set_layout_manager().
 *
 * Returns: (transfer full): the layout
 */
GtkLayoutManager *
limner_wrap_layout_new (int spacing,
                        int line_spacing)
{
  LimnerWrapLayout *self = g_object_new (LIMNER_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  self->line_spacing = line_spacing;
  return GTK_LAYOUT_MANAGER (self);
}
