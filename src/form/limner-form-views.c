/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-json.h"
#include "limner-form-views.h"

/* From this width on, in pixels, there is room for rows and text side by side. */
#define MIN_BESIDE 600

/* The rows get half of it, but no less than they have in the sidebar, where there is room. */
#define USUAL_ROWS 356
#define SPACING 12

struct _LimnerFormViews
{
  GtkWidget       parent_instance;

  /* Owned */
  LimnerValues   *values;      /* or NULL */
  GSignalGroup   *scrolling;   /* of what moves the form up and down */

  /* Children */
  GtkWidget      *rows;
  LimnerFormJson *json;        /* NULL until it is asked for */

  guint           notify_id;
  int             top;         /* what was seen of it when the text was put in its place */
  int             seen;
  gboolean        shows_json;
  gboolean        has_rows;    /* at its size */
  gboolean        shows_rows;  /* as it was told */
};

enum
{
  PROP_0,
  PROP_SHOWS_ROWS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerFormViews, limner_form_views, GTK_TYPE_WIDGET)

static int
get_minimum (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static gboolean
has_room (LimnerFormViews *self,
          int              width)
{
  int minimum = get_minimum (self->rows) + SPACING + get_minimum (GTK_WIDGET (self->json));

  return width >= MAX (MIN_BESIDE, minimum);
}

/* How wide the rows are where they and the text share @width. */
static int
get_rows_width (LimnerFormViews *self,
                int              width)
{
  int most = width - SPACING - get_minimum (GTK_WIDGET (self->json));

  return CLAMP (MAX ((width - SPACING) / 2, USUAL_ROWS), get_minimum (self->rows), most);
}

static GtkSizeRequestMode
limner_form_views_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_height (LimnerFormViews *self,
                int              width,
                int             *minimum,
                int             *natural)
{
  GtkWidget *json = GTK_WIDGET (self->json);
  int rows_minimum, rows_natural, rows_width;

  if (!has_room (self, width))
    {
      gtk_widget_measure (json, GTK_ORIENTATION_VERTICAL, width, minimum, natural, NULL, NULL);
      return;
    }

  rows_width = get_rows_width (self, width);
  gtk_widget_measure (self->rows, GTK_ORIENTATION_VERTICAL, rows_width, &rows_minimum,
                      &rows_natural, NULL, NULL);
  gtk_widget_measure (json, GTK_ORIENTATION_VERTICAL, width - SPACING - rows_width, minimum,
                      natural, NULL, NULL);
  *minimum = MAX (*minimum, rows_minimum);
  *natural = MAX (*natural, rows_natural);
}

static void
limner_form_views_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  LimnerFormViews *self = LIMNER_FORM_VIEWS (widget);
  int json_minimum, json_natural;

  if (self->shows_json && orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      measure_height (self, for_size, minimum, natural);
      return;
    }

  /* How narrow the rows could be at some height takes long to find, and nobody needs it. */
  gtk_widget_measure (self->rows, orientation,
                      orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, minimum, natural,
                      NULL, NULL);
  if (!self->shows_json)
    return;

  gtk_widget_measure (GTK_WIDGET (self->json), orientation, -1, &json_minimum, &json_natural,
                      NULL, NULL);
  *minimum = MAX (*minimum, json_minimum);
  *natural = MAX (*natural, json_natural);
}

/* What depends on it may not change while sizes are given out: it is told a moment later. */
static gboolean
notify_cb (gpointer data)
{
  LimnerFormViews *self = data;

  self->notify_id = 0;
  if (self->shows_rows != self->has_rows)
    {
      self->shows_rows = self->has_rows;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_ROWS]);
    }

  return G_SOURCE_REMOVE;
}

/* Where the part of the form that is seen begins and how tall it is, if the form is scrolled. */
static gboolean
find_sight (LimnerFormViews *self,
            int             *top,
            int             *height)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *child = scroller != NULL
                     ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)) : NULL;
  GtkAdjustment *adjustment;
  double x, y;

  if (GTK_IS_VIEWPORT (child))
    child = gtk_viewport_get_child (GTK_VIEWPORT (child));
  if (child == NULL || !gtk_widget_translate_coordinates (GTK_WIDGET (self), child, 0, 0, &x, &y))
    return FALSE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  *top = (int) (gtk_adjustment_get_value (adjustment) - y);
  *height = (int) gtk_adjustment_get_page_size (adjustment);
  return TRUE;
}

/* Beside rows that are scrolled the text stays in sight: it is no taller than what is seen of the
 * form, and goes along with it.
 */
static void
place_json (LimnerFormViews *self,
            int              height,
            GtkAllocation   *place)
{
  int minimum, natural;

  if (!find_sight (self, &self->top, &self->seen))
    return;

  gtk_widget_measure (GTK_WIDGET (self->json), GTK_ORIENTATION_VERTICAL, place->width, &minimum,
                      &natural, NULL, NULL);
  place->height = MIN (MIN (MAX (self->seen, minimum), natural), height);
  place->y = CLAMP (self->top, 0, height - place->height);
}

static void
limner_form_views_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  LimnerFormViews *self = LIMNER_FORM_VIEWS (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int rows_width = width, json_width = width;

  self->has_rows = !self->shows_json || has_room (self, width);
  if (self->shows_rows != self->has_rows && self->notify_id == 0)
    self->notify_id = g_idle_add (notify_cb, self);
  if (self->shows_json && self->has_rows)
    {
      rows_width = get_rows_width (self, width);
      json_width = width - SPACING - rows_width;
    }

  gtk_widget_set_child_visible (self->rows, self->has_rows);
  if (self->has_rows)
    gtk_widget_size_allocate (self->rows, &(GtkAllocation) { is_rtl ? width - rows_width : 0, 0,
                                                             rows_width, height }, -1);
  if (self->json == NULL)
    return;

  gtk_widget_set_child_visible (GTK_WIDGET (self->json), self->shows_json);
  if (self->shows_json)
    {
      GtkAllocation place = { is_rtl ? 0 : width - json_width, 0, json_width, height };

      if (self->has_rows)
        place_json (self, height, &place);
      gtk_widget_size_allocate (GTK_WIDGET (self->json), &place, -1);
    }
}

static void
limner_form_views_root (GtkWidget *widget)
{
  LimnerFormViews *self = LIMNER_FORM_VIEWS (widget);
  GtkWidget *scroller;

  GTK_WIDGET_CLASS (limner_form_views_parent_class)->root (widget);

  scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  g_signal_group_set_target (self->scrolling,
                             scroller != NULL
                             ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller))
                             : NULL);
}

static void
limner_form_views_unroot (GtkWidget *widget)
{
  g_signal_group_set_target (LIMNER_FORM_VIEWS (widget)->scrolling, NULL);

  GTK_WIDGET_CLASS (limner_form_views_parent_class)->unroot (widget);
}

/* GTK tells of it in the midst of giving out sizes as well, when the text has its new place. */
static void
scrolled_cb (LimnerFormViews *self)
{
  int top, seen;

  if (self->shows_json && self->has_rows && find_sight (self, &top, &seen) &&
      (top != self->top || seen != self->seen))
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
limner_form_views_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SHOWS_ROWS:
      g_value_set_boolean (value, limner_form_views_get_shows_rows (LIMNER_FORM_VIEWS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_form_views_dispose (GObject *object)
{
  LimnerFormViews *self = LIMNER_FORM_VIEWS (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  if (self->json != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->json)));
  g_clear_object (&self->values);
  g_clear_object (&self->scrolling);

  G_OBJECT_CLASS (limner_form_views_parent_class)->dispose (object);
}

static void
limner_form_views_class_init (LimnerFormViewsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_form_views_dispose;
  object_class->get_property = limner_form_views_get_property;
  widget_class->root = limner_form_views_root;
  widget_class->unroot = limner_form_views_unroot;
  widget_class->get_request_mode = limner_form_views_get_request_mode;
  widget_class->measure = limner_form_views_measure;
  widget_class->size_allocate = limner_form_views_size_allocate;

  /**
   * LimnerFormViews:shows-rows:
   *
   * Whether the rows are shown: alone, or beside the text. Told a moment after it changed.
   */
  properties[PROP_SHOWS_ROWS] =
    g_param_spec_boolean ("shows-rows", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_form_views_init (LimnerFormViews *self)
{
  self->has_rows = TRUE;
  self->shows_rows = TRUE;
  self->scrolling = g_signal_group_new (GTK_TYPE_ADJUSTMENT);
  g_signal_group_connect_swapped (self->scrolling, "value-changed", G_CALLBACK (scrolled_cb), self);
  g_signal_group_connect_swapped (self->scrolling, "changed", G_CALLBACK (scrolled_cb), self);
}

/**
 * limner_form_views_new:
 * @rows: (transfer floating): the rows
 *
 * Returns: (transfer floating): rows without JSON text
 */
GtkWidget *
limner_form_views_new (GtkWidget *rows)
{
  LimnerFormViews *self = g_object_new (LIMNER_TYPE_FORM_VIEWS, NULL);

  self->rows = rows;
  gtk_widget_set_parent (rows, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * limner_form_views_set_values:
 * @self: the views of a form
 * @values: (nullable): the values to show and to change as text
 *
 * Sets what the JSON text stands for. The rows know their own.
 */
void
limner_form_views_set_values (LimnerFormViews *self,
                              LimnerValues    *values)
{
  g_return_if_fail (LIMNER_IS_FORM_VIEWS (self));

  g_set_object (&self->values, values);
  if (self->json != NULL)
    limner_form_json_set_values (self->json, values);
}

/**
 * limner_form_views_set_shows_json:
 * @self: the views of a form
 * @shows_json: whether to show JSON text
 *
 * Shows the values as JSON text: beside the rows where there is room, else in their place.
 */
void
limner_form_views_set_shows_json (LimnerFormViews *self,
                                  gboolean         shows_json)
{
  g_return_if_fail (LIMNER_IS_FORM_VIEWS (self));

  if (self->shows_json == shows_json)
    return;

  if (self->json == NULL)
    {
      self->json = LIMNER_FORM_JSON (limner_form_json_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->json), GTK_WIDGET (self));
      limner_form_json_set_values (self->json, self->values);
    }
  self->shows_json = shows_json;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * limner_form_views_get_shows_rows:
 * @self: the views of a form
 *
 * Returns: whether there are rows to be seen, alone or beside the text, as it was told last
 */
gboolean
limner_form_views_get_shows_rows (LimnerFormViews *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_VIEWS (self), TRUE);

  return self->shows_rows;
}
