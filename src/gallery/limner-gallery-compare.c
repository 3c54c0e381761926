/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "store/limner-store.h"
#include "widgets/limner-picture-view.h"
#include "widgets/limner-texture.h"

#include "limner-compare-split.h"
#include "limner-gallery-compare.h"

#define BLINK_MS       600
#define MAX_CELL_CHARS 36

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
  GPtrArray          *views;         /* (element-type LimnerPictureView) side by side */
  char               *mode;          /* (owned) */
  guint               blink_id;
  GCancellable       *cancellable;   /* (owned) (nullable) */

  /* Template widgets */
  GtkStack           *stack;
  GtkGrid            *grid;
  GtkGrid            *table;
  GtkWidget          *modes;
  LimnerCompareSplit *split;
  LimnerPictureView  *difference_view;
};

enum {
  PROP_0,
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

static void
fill_grid (LimnerGalleryCompare *self)
{
  clear_grid (self->grid);
  g_ptr_array_set_size (self->views, 0);
  for (guint i = 0; i < self->items->len; i++)
    {
      LimnerGalleryItem *item = g_ptr_array_index (self->items, i);
      GtkWidget *view = limner_picture_view_new ();
      const char *prompt = limner_gallery_item_get_prompt (item);

      limner_picture_view_set_path (LIMNER_PICTURE_VIEW (view), path_of (self, i));
      gtk_widget_set_hexpand (view, TRUE);
      gtk_widget_set_vexpand (view, TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      prompt != NULL && prompt[0] != '\0' ? prompt
                                                                          : _("Picture"), -1);
      if (self->items->len == 4)
        gtk_grid_attach (self->grid, view, (int) (i % 2), (int) (i / 2), 1, 1);
      else
        gtk_grid_attach (self->grid, view, (int) i, 0, 1, 1);
      g_ptr_array_add (self->views, view);
    }

  /* A ring: each follows the one before it, so a change reaches all of them. */
  for (guint i = 0; i < self->views->len && self->views->len > 1; i++)
    limner_picture_view_follow (g_ptr_array_index (self->views, (i + 1) % self->views->len),
                                g_ptr_array_index (self->views, i));
}

static void
add_members (GHashTable *fields,
             GPtrArray  *names,
             JsonObject *input)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, input);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      char *text = limner_json_integer_text (node);

      if (text == NULL)
        text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                 ? g_strdup (json_node_get_string (node)) : limner_json_to_string (node, FALSE);

      g_hash_table_insert (fields, g_strdup (name), text);
      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
}

static void
add_field (GHashTable *fields,
           GPtrArray  *names,
           const char *name,
           const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_hash_table_insert (fields, g_strdup (name), g_strdup (value));
  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

static GHashTable *
collect_fields (LimnerGalleryItem *item,
                GPtrArray         *names)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *json = limner_gallery_item_get_input (item);
  g_autoptr(JsonObject) input = NULL;
  g_autofree char *size = NULL;

  size = g_strdup_printf ("%d × %d", limner_gallery_item_get_width (item),
                          limner_gallery_item_get_height (item));
  add_field (fields, names, "model", limner_gallery_item_get_model (item));
  add_field (fields, names, "version", limner_gallery_item_get_version (item));
  add_field (fields, names, "prompt", limner_gallery_item_get_prompt (item));
  add_field (fields, names, "negative_prompt", limner_gallery_item_get_negative_prompt (item));
  if (json != NULL)
    input = limner_json_parse_object (json, strlen (json), LIMNER_STORE_MAX_JSON, NULL);
  if (input != NULL)
    add_members (fields, names, input);
  /* The seed really used, also where the input says "random" */
  add_field (fields, names, "seed", limner_gallery_item_get_seed (item));
  add_field (fields, names, "size", size);
  return fields;
}

static gboolean
differs (GPtrArray  *tables,
         const char *name)
{
  const char *first = g_hash_table_lookup (g_ptr_array_index (tables, 0), name);

  for (guint i = 1; i < tables->len; i++)
    if (g_strcmp0 (first, g_hash_table_lookup (g_ptr_array_index (tables, i), name)) != 0)
      return TRUE;

  return FALSE;
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text != NULL ? text : "–");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CELL_CHARS);
  gtk_widget_set_hexpand (label, css_class == NULL);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, "caption");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  else
    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

static void
fill_table (LimnerGalleryCompare *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) tables = NULL;
  int row = 0;

  tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  clear_grid (self->table);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (tables, collect_fields (g_ptr_array_index (self->items, i), names));
  for (guint i = 0; i < names->len && tables->len > 1; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (!differs (tables, name))
        continue;
      gtk_grid_attach (self->table, make_label (name, "dim-label"), 0, row, 1, 1);
      for (guint j = 0; j < tables->len; j++)
        gtk_grid_attach (self->table,
                         make_label (g_hash_table_lookup (g_ptr_array_index (tables, j), name),
                                     NULL),
                         (int) j + 1, row, 1, 1);
      row++;
    }
  if (row == 0)
    gtk_grid_attach (self->table, make_label (_("They were made in the same way"), "dim-label"), 0,
                     0, 1, 1);
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

static void
difference_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  char **paths = task_data;
  g_autoptr(LimnerPicture) a = NULL;
  g_autoptr(LimnerPicture) b = NULL;
  LimnerPicture *difference = NULL;
  GError *error = NULL;

  a = load_picture (paths[0], &error);
  if (a != NULL)
    b = load_picture (paths[1], &error);
  if (b != NULL)
    difference = make_difference (a, b);
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
  g_task_run_in_thread (task, difference_thread);
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
  g_ptr_array_set_size (self->views, 0);
  g_ptr_array_set_size (self->items, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY_COMPARE);

  G_OBJECT_CLASS (limner_gallery_compare_parent_class)->dispose (object);
}

static void
limner_gallery_compare_finalize (GObject *object)
{
  LimnerGalleryCompare *self = LIMNER_GALLERY_COMPARE (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->mode, g_free);

  G_OBJECT_CLASS (limner_gallery_compare_parent_class)->finalize (object);
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
   * LimnerGalleryCompare:mode:
   *
   * How two pictures are compared: `side`, `slider`, `blink` or `difference`.
   */
  properties[PROP_MODE] =
    g_param_spec_string ("mode", NULL, NULL, "side",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "compare.mode", "mode");

  g_type_ensure (LIMNER_TYPE_COMPARE_SPLIT);
  g_type_ensure (LIMNER_TYPE_PICTURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery-compare.ui");
  /* Bound only to be let go with the template. */
  gtk_widget_class_bind_template_child_full (widget_class, "bar", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "scroller", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, difference_view);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, grid);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, modes);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, split);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryCompare, table);
  gtk_widget_class_set_css_name (widget_class, "gallerycompare");
}

static void
limner_gallery_compare_init (LimnerGalleryCompare *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->views = g_ptr_array_new ();
  self->mode = g_strdup ("side");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_gallery_compare_set_items:
 * @self: the widget
 * @items: (element-type LimnerGalleryItem): two to %LIMNER_GALLERY_COMPARE_MAX pictures
 *
 * Sets what is compared.
 */
void
limner_gallery_compare_set_items (LimnerGalleryCompare *self,
                                  GPtrArray            *items)
{
  g_return_if_fail (LIMNER_IS_GALLERY_COMPARE (self));
  g_return_if_fail (items != NULL);

  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < MIN (items->len, LIMNER_GALLERY_COMPARE_MAX); i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (items, i)));
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
