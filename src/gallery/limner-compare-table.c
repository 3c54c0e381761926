/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was different in how pictures were made, as a table: a row for each thing that is not the
 * same for all, a column for each picture. */

#include "config.h"

#include <glib/gi18n.h>

#include "store/limner-gallery-item.h"

#include "limner-compare-table.h"
#include "limner-gallery-facts.h"
#include "limner-gallery-input.h"
#include "limner-picture-inputs.h"

#define MAX_CELL_CHARS 36
#define THUMBNAIL_SIZE 48
#define MAX_THUMBNAILS 4

/* One thing about one picture */
typedef struct
{
  char  *text;
  char **blobs;   /* (nullable) the kept files that it is */
} Field;

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->text);
  g_strfreev (field->blobs);
  g_free (field);
}

static void
add_field (GHashTable *fields,
           GPtrArray  *titles,
           const char *title,
           const char *text,
           char      **blobs)
{
  Field *field;

  if (!g_ptr_array_find_with_equal_func (titles, title, g_str_equal, NULL))
    g_ptr_array_add (titles, g_strdup (title));
  if (text == NULL || text[0] == '\0')
    return;

  field = g_new0 (Field, 1);
  field->text = g_strdup (text);
  field->blobs = g_strdupv (blobs);
  g_hash_table_insert (fields, g_strdup (title), field);
}

/* Everything that is known of how a picture was made; @titles gets what is known of any, in the
 * order in which it is told. */
static GHashTable *
collect_fields (LimnerGalleryItem *item,
                GPtrArray         *titles)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, field_free);
  const char *version = limner_gallery_item_get_version (item);
  g_autofree char *short_version = version != NULL ? g_strndup (version, 12) : NULL;
  g_autoptr(GPtrArray) inputs = NULL;
  g_autofree char *output = limner_gallery_output_to_text (item);
  g_autofree char *size = NULL;

  size = g_strdup_printf ("%d × %d", limner_gallery_item_get_width (item),
                          limner_gallery_item_get_height (item));
  add_field (fields, titles, _("Model"), limner_gallery_item_get_model (item), NULL);
  add_field (fields, titles, _("Version"), short_version, NULL);
  add_field (fields, titles, _("Prompt"), limner_gallery_item_get_prompt (item), NULL);
  add_field (fields, titles, _("Negative prompt"),
             limner_gallery_item_get_negative_prompt (item), NULL);
  /* The seed really used, also where the input says "random" */
  add_field (fields, titles, _("Seed"), limner_gallery_item_get_seed (item), NULL);
  /* What tells pictures of one run apart */
  add_field (fields, titles, _("Picture"), output, NULL);
  add_field (fields, titles, _("Size"), size, NULL);
  inputs = limner_picture_inputs_read (limner_gallery_item_get_input (item), NULL);
  for (guint i = 0; i < inputs->len; i++)
    {
      const LimnerPictureInput *input = g_ptr_array_index (inputs, i);
      g_autofree char *files = input->blobs != NULL ? g_strjoinv (" ", input->blobs) : NULL;

      if (input->role == LIMNER_ROLE_NONE && !g_str_equal (input->name, "width") &&
          !g_str_equal (input->name, "height"))
        add_field (fields, titles, input->title, files != NULL ? files : input->text,
                   input->blobs);
    }
  return fields;
}

static const Field *
get_field (GPtrArray  *tables,
           guint       index,
           const char *title)
{
  return g_hash_table_lookup (g_ptr_array_index (tables, index), title);
}

static gboolean
differs (GPtrArray  *tables,
         const char *title)
{
  const Field *first = get_field (tables, 0, title);

  for (guint i = 1; i < tables->len; i++)
    {
      const Field *other = get_field (tables, i, title);

      if ((first == NULL) != (other == NULL) ||
          (first != NULL && !g_str_equal (first->text, other->text)))
        return TRUE;
    }
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

/* A text as it is, files as small pictures. */
static GtkWidget *
make_cell (const Field *field,
           LimnerStore *store,
           const char  *title)
{
  GtkWidget *box;

  if (field == NULL || field->blobs == NULL || store == NULL)
    return make_label (field != NULL ? field->text : NULL, NULL);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_set_hexpand (box, TRUE);
  for (guint i = 0; field->blobs[i] != NULL && i < MAX_THUMBNAILS; i++)
    gtk_box_append (GTK_BOX (box), limner_gallery_input_new (store, field->blobs[i], title,
                                                             THUMBNAIL_SIZE));
  return box;
}

/* All columns of pictures are as wide, as the pictures above them are. */
static void
attach (GtkGrid      *grid,
        GtkSizeGroup *group,
        GtkWidget    *cell,
        guint         column,
        int           row)
{
  gtk_size_group_add_widget (group, cell);
  gtk_grid_attach (grid, cell, (int) column + 1, row, 1, 1);
}

/**
 * limner_compare_table_fill:
 * @grid: where the table is made anew
 * @items: (element-type LimnerGalleryItem): pictures; a single one differs from nothing
 * @store: (nullable): where files among the inputs are kept
 *
 * Shows what was different in how pictures were made.
 */
void
limner_compare_table_fill (GtkGrid     *grid,
                           GPtrArray   *items,
                           LimnerStore *store)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GtkSizeGroup) group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *child;
  int row = 1;

  g_return_if_fail (GTK_IS_GRID (grid));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  if (items->len < 2)
    return;

  tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (tables, collect_fields (g_ptr_array_index (items, i), titles));
  for (guint i = 0; i < titles->len; i++)
    {
      const char *title = g_ptr_array_index (titles, i);

      if (!differs (tables, title))
        continue;
      gtk_grid_attach (grid, make_label (title, "dim-label"), 0, row, 1, 1);
      for (guint j = 0; j < tables->len; j++)
        attach (grid, group, make_cell (get_field (tables, j, title), store, title), j, row);
      row++;
    }
  if (row == 1)
    {
      gtk_grid_attach (grid, make_label (_("They were made in the same way"), "dim-label"), 0, 0,
                       1, 1);
      return;
    }
  for (guint i = 0; i < tables->len; i++)
    {
      const char letter[] = { (char) ('A' + i), '\0' };

      attach (grid, group, make_label (letter, "heading"), i, 0);
    }
}
