/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "widgets/limner-picture-view.h"
#include "widgets/limner-texture.h"

#include "limner-compare-split.h"
#include "limner-compare-table.h"
#include "limner-compare-tile.h"
#include "limner-gallery-compare.h"

#define BLINK_MS   600
#define SAME_SHAPE 0.01

/**
 * LimnerGalleryCompare:
 *
 * Two to four pictures with locked zoom and position: side by side, and two also under a line that
 * is dragged, blinking, or as their difference. Below stands what was different in how they were
 * made.
 */
struct _LimnerGalleryCompare
{
  GtkWidget           parent_instance;

  GPtrArray          *items;         /* (element-type LimnerGalleryItem) (owned) */
  GPtrArray          *tiles;         /* (element-type LimnerCompareTile) side by side */
  guint               current;       /* the one that the keys are for */
  char               *mode;          /* (owned) */
  guint               blink_id;
  GCancellable       *cancellable;   /* (owned) (nullable) */
  LimnerStore        *store;         /* (owned) (nullable) where inputs are kept */

  /* Template widgets */
  GtkStack           *stack;
  GtkGrid            *grid;
  GtkGrid            *table;
  GtkWidget          *modes;
  GtkWidget          *progress_box;
  GtkLabel           *progress_label;
  GtkWidget          *scroller;
  LimnerCompareSplit *split;
  LimnerPictureView  *difference_view;
};

enum {
  PROP_0,
  PROP_CURRENT,
  PROP_MODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerGalleryCompare, limner_gallery_compare, GTK_TYPE_WIDGET)

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static const char *
path_of (LimnerGalleryCompare *self,
         guint                 index)
{
  return index < self->items->len
           ? limner_gallery_item_get_path (g_ptr_array_index (self->items, index)) : NULL;
}

static guint
get_columns (LimnerGalleryCompare *self)
{
  return self->items->len == 4 ? 2 : MAX (self->items->len, 1);
}

static void
update_current (LimnerGalleryCompare *self)
{
  for (guint i = 0; i < self->tiles->len; i++)
    limner_compare_tile_set_current (self->tiles->pdata[i],
                                     i == self->current && self->tiles->len > 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static void
pressed_cb (LimnerGalleryCompare *self,
            int                   n_press,
            double                x,
            double                y,
            GtkGesture           *gesture)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  guint index;

  if (g_ptr_array_find (self->tiles, tile, &index))
    limner_gallery_compare_set_current (self, index);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
fill_grid (LimnerGalleryCompare *self)
{
  clear_grid (self->grid);
  g_ptr_array_set_size (self->tiles, 0);
  for (guint i = 0; i < self->items->len; i++)
    {
      const char letter[] = { (char) ('A' + i), '\0' };
      GtkWidget *tile = limner_compare_tile_new (self->items->pdata[i], letter);
      GtkGesture *click = gtk_gesture_click_new ();

      gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
      g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
      gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (click));
      gtk_grid_attach (self->grid, tile, (int) (i % get_columns (self)),
                       (int) (i / get_columns (self)), 1, 1);
      g_ptr_array_add (self->tiles, tile);
    }

  /* A ring: each follows the one before it, so a change reaches all of them. */
  for (guint i = 0; i < self->tiles->len && self->tiles->len > 1; i++)
    {
      LimnerCompareTile *next = self->tiles->pdata[(i + 1) % self->tiles->len];

      limner_picture_view_follow (limner_compare_tile_get_view (next),
                                  limner_compare_tile_get_view (self->tiles->pdata[i]));
    }
  self->current = 0;
  update_current (self);
}

static void
fill_table (LimnerGalleryCompare *self)
{
  limner_compare_table_fill (self->table, self->items, self->store);
}

static gboolean
blink_cb (gpointer user_data)
{
  LimnerGalleryCompare *self = user_data;
  gboolean first = limner_compare_split_get_fraction (self->split) >= 0.5;

  limner_compare_split_set_fraction (self->split, first ? 0.0 : 1.0);
  return G_SOURCE_CONTINUE;
}

/* What differs shows light on black, strong enough to be seen. */
static LimnerPicture *
make_difference (const LimnerPicture *a,
                 const LimnerPicture *b)
{
  int width = MIN (limner_picture_get_width (a), limner_picture_get_width (b));
  int height = MIN (limner_picture_get_height (a), limner_picture_get_height (b));
  LimnerPicture *difference = limner_picture_new (width, height);
  guint8 *out;

  if (difference == NULL)
    return NULL;

  out = limner_picture_get_pixels (difference);
  for (int y = 0; y < height; y++)
    {
      const guint8 *p = limner_picture_read_row (a, y);
      const guint8 *q = limner_picture_read_row (b, y);

      for (int i = 0; i < width * 4; i++)
        *out++ = i % 4 == 3 ? 255 : (guint8) MIN (ABS (p[i] - q[i]) * 4, 255);
    }

  return difference;
}

static LimnerPicture *
load_picture (const char  *path,
              GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);

  return bytes != NULL ? limner_picture_decode (bytes, error) : NULL;
}

/* A picture and its enlargement are compared at the larger of both sizes. */
static LimnerPicture *
scale_like (LimnerPicture *self,
            LimnerPicture *other)
{
  double width = limner_picture_get_width (self);
  double height = limner_picture_get_height (self);
  int other_width = limner_picture_get_width (other);
  int other_height = limner_picture_get_height (other);

  if (width >= other_width ||
      fabs (width / height * other_height / other_width - 1) > SAME_SHAPE)
    return limner_picture_ref (self);

  return limner_picture_scale (self, other_width, other_height, LIMNER_FILTER_AUTO);
}

static void
difference_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  char **paths = task_data;
  g_autoptr(LimnerPicture) a = NULL;
  g_autoptr(LimnerPicture) b = NULL;
  g_autoptr(LimnerPicture) large_a = NULL;
  g_autoptr(LimnerPicture) large_b = NULL;
  LimnerPicture *difference = NULL;
  GError *error = NULL;

  a = load_picture (paths[0], &error);
  if (a != NULL)
    b = load_picture (paths[1], &error);
  if (b != NULL)
    {
      large_a = scale_like (a, b);
      large_b = scale_like (b, a);
    }
  if (large_a != NULL && large_b != NULL)
    difference = make_difference (large_a, large_b);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, difference, (GDestroyNotify) limner_picture_unref);
}

static void
difference_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  LimnerGalleryCompare *self = LIMNER_GALLERY_COMPARE (source);
  g_autoptr(LimnerPicture) picture = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr(GdkTexture) texture = NULL;

  if (picture == NULL)
    return;

  texture = limner_texture_from_picture (picture);
  limner_picture_view_set_texture (self->difference_view, texture);
}

static void
start_difference (LimnerGalleryCompare *self)
{
  g_autoptr(GTask) task = NULL;
  const char *paths[] = { path_of (self, 0), path_of (self, 1), NULL };

  if (paths[0] == NULL || paths[1] == NULL)
    return;

  limner_picture_view_set_texture (self->difference_view, NULL);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, difference_cb, NULL);
  g_task_set_source_tag (task, start_difference);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  limner_task_run_in_thread (task, difference_thread);
}

static void
set_mode (LimnerGalleryCompare *self,
          const char           *mode)
{
  limner_gallery_compare_stop (self);
  g_free (self->mode);
  self->mode = g_strdup (mode);
  if (g_str_equal (mode, "slider") || g_str_equal (mode, "blink"))
    {
      for (guint i = 0; i < 2; i++)
        limner_picture_view_set_path (limner_compare_split_get_view (self->split, i),
                                      path_of (self, i));
      limner_compare_split_set_fraction (self->split, 0.5);
      gtk_stack_set_visible_child_name (self->stack, "split");
      if (g_str_equal (mode, "blink"))
        {
          limner_compare_split_set_fraction (self->split, 1.0);
          self->blink_id = g_timeout_add (BLINK_MS, blink_cb, self);
        }
    }
  else if (g_str_equal (mode, "difference"))
    {
      gtk_stack_set_visible_child_name (self->stack, "difference");
      start_difference (self);
    }
  else
    gtk_stack_set_visible_child_name (self->stack, "side");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

static void
limner_gallery_compare_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  LimnerGalleryCompare *self = LIMNER_GALLERY_COMPARE (object);

  switch (prop_id)
    {
    case PROP_CURRENT:
      g_value_set_uint (value, self->current);
      break;
    case PROP_MODE:
      g_value_set_string (value, self->mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_gallery_compare_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  LimnerGalleryCompare *self = LIMNER_GALLERY_COMPARE (object);

  switch (prop_id)
    {
    case PROP_CURRENT:
      limner_gallery_compare_set_current (self, g_value_get_uint (value));
      break;
    case PROP_MODE:
      if (g_value_get_string (value) != NULL)
        set_mode (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_gallery_compare_unmap (GtkWidget *widget)
{
  limner_gallery_compare_stop (LIMNER_GALLERY_COMPARE (widget));

  GTK_WIDGET_CLASS (limner_gallery_compare_parent_class)->unmap (widget);
}

static void
limner_gallery_compare_dispose (GObject *object)
{
  LimnerGalleryCompare *self = LIMNER_GALLERY_COMPARE (object);

  limner_gallery_compare_stop (self);
  g_ptr_array_set_size (self->tiles, 0);
  g_ptr_array_set_size (self->items, 0);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY_COMPARE);

  G_OBJECT_CLASS (limner_gallery_compare_parent_class)->dispose (object);
}

static void
limner_gallery_compare_finalize (GObject *object)
{
  LimnerGalleryCompare *self = LIMNER_GALLERY_COMPARE (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->tiles, g_ptr_array_unref);
  g_clear_pointer (&self->mode, g_free);

  G_OBJECT_CLASS (limner_gallery_compare_parent_class)->finalize (object);
}

/* To the neighbour as it stands on the screen; what would lead out of the window does nothing. */
static gboolean
move_shortcut (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  LimnerGalleryCompare *self = LIMNER_GALLERY_COMPARE (widget);
  int columns = (int) get_columns (self);
  int dx, dy, x, y;

  g_variant_get (args, "(ii)", &dx, &dy);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    dx = -dx;
  x = (int) self->current % columns + dx;
  y = (int) self->current / columns + dy;
  if (x >= 0 && x < columns && y >= 0)
    limner_gallery_compare_set_current (self, (guint) (y * columns + x));
  return GDK_EVENT_STOP;
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const struct { guint key; int dx, dy; } moves[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 },
    { GDK_KEY_KP_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, 0, 1 }, { GDK_KEY_KP_Down, 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_shortcut, "(ii)",
                                  moves[i].dx, moves[i].dy);
}

static void
limner_gallery_compare_class_init (LimnerGalleryCompareClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_gallery_compare_dispose;
  object_class->finalize = limner_gallery_compare_finalize;
  object_class->get_property = limner_gallery_compare_get_property;
  object_class->set_property = limner_gallery_compare_set_property;
  widget_class->unmap = limner_gallery_compare_unmap;

  /**
   * LimnerGalleryCompare:current:
   *
   * Which of the pictures the keys are for, from 0.
   */
  properties[PROP_CURRENT] =
    g_param_spec_uint ("current", NULL, NULL, 0, LIMNER_GALLERY_COMPARE_MAX - 1, 0,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * LimnerGalleryCompare:mode:
   *
   * How two pictures are compared: `side`, `slider`, `blink` or `difference`.
   */
  properties[PROP_MODE] =
    g_param_spec_string ("mode", NULL, NULL, "side",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "compare.mode", "mode");

  add_bindings (widget_class);

  g_type_ensure (LIMNER_TYPE_COMPARE_SPLIT);
  g_type_ensure (LIMNER_TYPE_PICTURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery-compare.ui");
  /* Bound only to be let go with the template. */
  gtk_widget_class_bind_template_child_full (widget_class, "bar", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, difference_view);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, grid);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, modes);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, progress_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, progress_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, scroller);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, split);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, table);
  gtk_widget_class_set_css_name (widget_class, "gallerycompare");
}

static void
limner_gallery_compare_init (LimnerGalleryCompare *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->tiles = g_ptr_array_new ();
  self->mode = g_strdup ("side");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_gallery_compare_set_store:
 * @self: the widget
 * @store: (nullable): the library
 *
 * Sets where the files are kept that pictures were made with.
 */
void
limner_gallery_compare_set_store (LimnerGalleryCompare *self,
                                  LimnerStore          *store)
{
  g_return_if_fail (LIMNER_IS_GALLERY_COMPARE (self));

  g_set_object (&self->store, store);
}

/**
 * limner_gallery_compare_set_items:
 * @self: the widget
 * @items: (element-type LimnerGalleryItem): at most %LIMNER_GALLERY_COMPARE_MAX pictures
 *
 * Sets what is compared; one picture is shown alone.
 */
void
limner_gallery_compare_set_items (LimnerGalleryCompare *self,
                                  GPtrArray            *items)
{
  g_return_if_fail (LIMNER_IS_GALLERY_COMPARE (self));
  g_return_if_fail (items != NULL);

  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_func (self->items->pdata[i], fill_table, self);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < MIN (items->len, LIMNER_GALLERY_COMPARE_MAX); i++)
    {
      GObject *item = g_ptr_array_index (items, i);

      /* What is told of it may still be on its way. */
      g_signal_connect_object (item, "notify::loaded", G_CALLBACK (fill_table), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->items, g_object_ref (item));
    }
  gtk_widget_set_visible (self->modes, self->items->len == 2);
  fill_grid (self);
  fill_table (self);
  set_mode (self, "side");
}

/**
 * limner_gallery_compare_get_n_items:
 * @self: the widget
 *
 * Counts what is compared.
 *
 * Returns: the number of pictures
 */
guint
limner_gallery_compare_get_n_items (LimnerGalleryCompare *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_COMPARE (self), 0);

  return self->items->len;
}

/**
 * limner_gallery_compare_get_item:
 * @self: the widget
 * @index: less than their number
 *
 * Gets one of the pictures.
 *
 * Returns: (transfer none): the item
 */
LimnerGalleryItem *
limner_gallery_compare_get_item (LimnerGalleryCompare *self,
                                 guint                 index)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_COMPARE (self), NULL);
  g_return_val_if_fail (index < self->items->len, NULL);

  return g_ptr_array_index (self->items, index);
}

/**
 * limner_gallery_compare_stop:
 * @self: the widget
 *
 * Stops blinking and calculating.
 */
void
limner_gallery_compare_stop (LimnerGalleryCompare *self)
{
  g_return_if_fail (LIMNER_IS_GALLERY_COMPARE (self));

  g_clear_handle_id (&self->blink_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * limner_gallery_compare_get_current:
 * @self: the widget
 *
 * Gets the picture that the keys are for.
 *
 * Returns: (transfer none) (nullable): the item; %NULL if there are none
 */
LimnerGalleryItem *
limner_gallery_compare_get_current (LimnerGalleryCompare *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_COMPARE (self), NULL);

  return self->current < self->items->len ? self->items->pdata[self->current] : NULL;
}

/**
 * limner_gallery_compare_set_current:
 * @self: the widget
 * @index: of a picture; what is too large is ignored
 *
 * Sets which picture the keys are for.
 */
void
limner_gallery_compare_set_current (LimnerGalleryCompare *self,
                                    guint                 index)
{
  g_return_if_fail (LIMNER_IS_GALLERY_COMPARE (self));

  if (index >= self->items->len || index == self->current)
    return;

  self->current = index;
  update_current (self);
}

/**
 * limner_gallery_compare_set_progress:
 * @self: the widget
 * @first: which picture of all that are gone through comes first here, from 0
 * @n_all: how many these are; 0 if only what is here is compared
 *
 * Tells how far one is in looking through many pictures.
 */
void
limner_gallery_compare_set_progress (LimnerGalleryCompare *self,
                                     guint                 first,
                                     guint                 n_all)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LIMNER_IS_GALLERY_COMPARE (self));

  gtk_widget_set_visible (self->progress_box, n_all > 0);
  gtk_widget_set_visible (self->scroller, n_all == 0);
  if (n_all == 0)
    return;

  /* Translators: the first and the last picture on the screen, and how many there are */
  text = g_strdup_printf (_("%u–%u of %u"), first + 1, first + self->items->len, n_all);
  gtk_label_set_label (self->progress_label, text);
}
