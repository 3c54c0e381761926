/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-split.h"

/* Below this width, in pixels, there is room for one of the two only. */
#define NARROW 760
#define SIDEBAR_WIDTH 380

/* From this width on a sidebar that wants more gets it: nine parts of sixteen within bounds. */
#define ROOMY 1100
#define WIDE_SIDEBAR_MIN 640
#define WIDE_SIDEBAR_MAX 800

/**
 * LimnerSplit:
 *
 * A sidebar beside a content, or one of them where there is no room for both. The sidebar can be
 * folded away. The containers that libadwaita has for this are deprecated by later versions.
 */
struct _LimnerSplit
{
  GtkWidget  parent_instance;

  /* Children */
  GtkWidget *sidebar;
  GtkWidget *content;

  guint      notify_id;
  gboolean   show_sidebar;
  gboolean   wide_sidebar;
  gboolean   narrow;
};

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_SHOW_SIDEBAR,
  PROP_WIDE_SIDEBAR,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerSplit, limner_split, GTK_TYPE_WIDGET)

static void
limner_split_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  LimnerSplit *self = LIMNER_SPLIT (widget);
  int sidebar_minimum, sidebar_natural, content_minimum, content_natural;

  gtk_widget_measure (self->sidebar, orientation, -1, &sidebar_minimum, &sidebar_natural, NULL,
                      NULL);
  gtk_widget_measure (self->content, orientation, -1, &content_minimum, &content_natural, NULL,
                      NULL);
  *minimum = MAX (sidebar_minimum, content_minimum);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? sidebar_natural + content_natural
                                                       : MAX (sidebar_natural, content_natural);
}

/* What depends on it may not change while sizes are given out: it is told a moment later. */
static gboolean
notify_cb (gpointer data)
{
  LimnerSplit *self = data;

  self->notify_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
  return G_SOURCE_REMOVE;
}

static void
set_narrow (LimnerSplit *self,
            gboolean     narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  if (self->notify_id == 0)
    self->notify_id = g_idle_add (notify_cb, self);
}

static int
get_sidebar_width (LimnerSplit *self,
                   int          width)
{
  int wanted = SIDEBAR_WIDTH;
  int minimum, content_minimum;

  gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (self->narrow)
    return width;

  if (self->wide_sidebar && width >= ROOMY)
    {
      gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &content_minimum, NULL,
                          NULL, NULL);
      wanted = MIN (CLAMP (width * 9 / 16, WIDE_SIDEBAR_MIN, WIDE_SIDEBAR_MAX),
                    width - content_minimum);
    }
  return MAX (MAX (wanted, SIDEBAR_WIDTH), minimum);
}

static void
limner_split_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  LimnerSplit *self = LIMNER_SPLIT (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int sidebar_width, content_width;

  set_narrow (self, width < NARROW);
  sidebar_width = get_sidebar_width (self, width);
  content_width = self->narrow || !self->show_sidebar ? width : width - sidebar_width;

  gtk_widget_set_child_visible (self->sidebar, self->show_sidebar);
  gtk_widget_set_child_visible (self->content, !(self->narrow && self->show_sidebar));
  gtk_widget_size_allocate (self->sidebar,
                            &(GtkAllocation) { is_rtl ? width - sidebar_width : 0, 0,
                                               sidebar_width, height }, -1);
  gtk_widget_size_allocate (self->content,
                            &(GtkAllocation) { is_rtl ? 0 : width - content_width, 0,
                                               content_width, height }, -1);
}

static void
take_child (LimnerSplit  *self,
            GtkWidget   **place,
            GtkWidget    *child)
{
  g_assert (*place == NULL);

  *place = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
limner_split_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  LimnerSplit *self = LIMNER_SPLIT (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, self->show_sidebar);
      break;
    case PROP_WIDE_SIDEBAR:
      g_value_set_boolean (value, self->wide_sidebar);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_split_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  LimnerSplit *self = LIMNER_SPLIT (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      take_child (self, &self->sidebar, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      take_child (self, &self->content, g_value_get_object (value));
      break;
    case PROP_SHOW_SIDEBAR:
      limner_split_set_show_sidebar (self, g_value_get_boolean (value));
      break;
    case PROP_WIDE_SIDEBAR:
      limner_split_set_wide_sidebar (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_split_dispose (GObject *object)
{
  LimnerSplit *self = LIMNER_SPLIT (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->sidebar, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_split_parent_class)->dispose (object);
}

static void
limner_split_class_init (LimnerSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_split_dispose;
  object_class->get_property = limner_split_get_property;
  object_class->set_property = limner_split_set_property;
  widget_class->measure = limner_split_measure;
  widget_class->size_allocate = limner_split_size_allocate;

  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_SIDEBAR] =
    g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDE_SIDEBAR] =
    g_param_spec_boolean ("wide-sidebar", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_split_init (LimnerSplit *self)
{
  self->show_sidebar = TRUE;
}

/**
 * limner_split_get_narrow:
 * @self: a split
 *
 * Tells whether there is room for one of the two only.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_split_get_narrow (LimnerSplit *self)
{
  g_return_val_if_fail (LIMNER_IS_SPLIT (self), FALSE);

  return self->narrow;
}

/**
 * limner_split_get_show_sidebar:
 * @self: a split
 *
 * Tells whether the sidebar is shown.
 *
 * Returns: %TRUE unless it is folded away
 */
gboolean
limner_split_get_show_sidebar (LimnerSplit *self)
{
  g_return_val_if_fail (LIMNER_IS_SPLIT (self), FALSE);

  return self->show_sidebar;
}

/**
 * limner_split_set_show_sidebar:
 * @self: a split
 * @show_sidebar: whether to show it
 *
 * Shows the sidebar or folds it away; where it is narrow, shows the one or the other.
 */
void
limner_split_set_show_sidebar (LimnerSplit *self,
                               gboolean     show_sidebar)
{
  g_return_if_fail (LIMNER_IS_SPLIT (self));

  show_sidebar = !!show_sidebar;
  if (self->show_sidebar == show_sidebar)
    return;

  self->show_sidebar = show_sidebar;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

/**
 * limner_split_set_wide_sidebar:
 * @self: a split
 * @wide_sidebar: whether the sidebar has much to show
 *
 * Gives the sidebar more room, where there is enough for both.
 */
void
limner_split_set_wide_sidebar (LimnerSplit *self,
                               gboolean     wide_sidebar)
{
  g_return_if_fail (LIMNER_IS_SPLIT (self));

  wide_sidebar = !!wide_sidebar;
  if (self->wide_sidebar == wide_sidebar)
    return;

  self->wide_sidebar = wide_sidebar;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDE_SIDEBAR]);
}
