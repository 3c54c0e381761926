/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "store/limner-gallery-item.h"

#include "limner-sweep-sheet.h"

/* A sweep as one picture that can be given away: the grid with its headings. It is drawn on a
 * thread from the pictures themselves.
 */
#define MAX_CELL 512
#define MAX_SIDE 16000
#define MARGIN 12
#define HEADING 150
#define LINE 44
#define MAX_BYTES (512u * 1024 * 1024)
#define PNG_EFFORT 6

typedef struct
{
  LimnerSweep *sweep;      /* its plan does not change while this lives */
  GFile       *file;
  GPtrArray   *columns;    /* places on the first axis */
  GPtrArray   *rows;       /* places on the second and third, as one number */
  char       **paths;      /* of each cell, or NULL */
  int          cell;
} Sheet;

static void
sheet_free (Sheet *sheet)
{
  for (guint i = 0; sheet->paths != NULL && i < limner_sweep_get_plan (sheet->sweep)->n_cells; i++)
    g_free (sheet->paths[i]);
  g_free (sheet->paths);
  g_clear_pointer (&sheet->columns, g_ptr_array_unref);
  g_clear_pointer (&sheet->rows, g_ptr_array_unref);
  g_clear_object (&sheet->file);
  g_clear_object (&sheet->sweep);
  g_free (sheet);
}

static void
draw_text (cairo_t    *cairo,
           const char *text,
           int         x,
           int         y,
           int         width,
           int         height,
           gboolean    centred)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("Sans 11");
  int text_height;

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_height (layout, height * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  cairo_move_to (cairo, x, y + MAX (0, (height - text_height) / 2));
  pango_cairo_show_layout (cairo, layout);
  pango_font_description_free (font);
  g_object_unref (layout);
}

/* Cairo has its channels premultiplied and in the machine's order. */
static cairo_surface_t *
to_surface (const LimnerPicture *picture)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *data = cairo_image_surface_get_data (surface);

  for (int y = 0; data != NULL && y < height; y++)
    {
      const guint8 *from = limner_picture_read_row (picture, y);
      guint32 *to = (guint32 *) (gpointer) (data + (gsize) y * (gsize) stride);

      for (int x = 0; x < width; x++, from += 4)
        {
          guint32 a = from[3];

          to[x] = a << 24 | (from[0] * a + 127) / 255 << 16 | (from[1] * a + 127) / 255 << 8 |
                  (from[2] * a + 127) / 255;
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static gboolean
draw_picture (cairo_t     *cairo,
              const char  *path,
              int          x,
              int          y,
              int          cell,
              GError     **error)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, MAX_BYTES, error);
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(LimnerPicture) small = NULL;
  cairo_surface_t *surface;
  double scale;

  picture = bytes != NULL ? limner_picture_decode_at_least (bytes, cell, error) : NULL;
  if (picture == NULL)
    return FALSE;
  scale = (double) cell / MAX (limner_picture_get_width (picture),
                               limner_picture_get_height (picture));
  small = limner_picture_scale (picture,
                                MAX (1, (int) (limner_picture_get_width (picture) * scale)),
                                MAX (1, (int) (limner_picture_get_height (picture) * scale)),
                                LIMNER_FILTER_AUTO);
  if (small == NULL)
    return TRUE;
  surface = to_surface (small);
  cairo_set_source_surface (cairo, surface,
                            x + (cell - limner_picture_get_width (small)) / 2,
                            y + (cell - limner_picture_get_height (small)) / 2);
  cairo_paint (cairo);
  cairo_surface_destroy (surface);
  cairo_set_source_rgb (cairo, 0.12, 0.12, 0.12);
  return TRUE;
}

static char *
dup_row_label (const LimnerSweepPlan *plan,
               guint                  row)
{
  GString *text = g_string_new (NULL);

  for (guint axis = 1; axis < plan->axes->len; axis++)
    {
      const LimnerSweepAxis *found = limner_sweep_plan_get_axis (plan, axis);

      g_string_append_printf (text, "%s%s\n%s", axis > 1 ? "\n" : "", found->title,
                              limner_sweep_axis_get (found, row % found->values->len)->label);
      row /= found->values->len;
    }
  return g_string_free (text, FALSE);
}

static gboolean
draw (Sheet    *sheet,
      cairo_t  *cairo,
      GError  **error)
{
  const LimnerSweepPlan *plan = limner_sweep_get_plan (sheet->sweep);
  const LimnerSweepAxis *across = limner_sweep_plan_get_axis (plan, 0);
  int left = plan->axes->len > 1 ? HEADING : 0;
  int step = sheet->cell + MARGIN;

  cairo_set_source_rgb (cairo, 0.96, 0.96, 0.96);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0.12, 0.12, 0.12);
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      guint place = GPOINTER_TO_UINT (g_ptr_array_index (sheet->columns, i));
      g_autofree char *label = g_strdup_printf ("%s %s", across->title,
                                                limner_sweep_axis_get (across, place)->label);

      draw_text (cairo, label, left + MARGIN + (int) i * step, MARGIN, sheet->cell, LINE, TRUE);
    }
  for (guint j = 0; j < sheet->rows->len; j++)
    {
      guint row = GPOINTER_TO_UINT (g_ptr_array_index (sheet->rows, j));
      int y = LINE + 2 * MARGIN + (int) j * step;
      g_autofree char *label = dup_row_label (plan, row);

      if (left > 0)
        draw_text (cairo, label, MARGIN, y, HEADING - MARGIN, sheet->cell, FALSE);
      for (guint i = 0; i < sheet->columns->len; i++)
        {
          guint place = GPOINTER_TO_UINT (g_ptr_array_index (sheet->columns, i));
          const char *path = sheet->paths[row * across->values->len + place];

          if (path != NULL && !draw_picture (cairo, path, left + MARGIN + (int) i * step, y,
                                             sheet->cell, error))
            return FALSE;
        }
    }
  return TRUE;
}

static LimnerPicture *
from_surface (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  LimnerPicture *picture = limner_picture_new (width, height);

  for (int y = 0; picture != NULL && y < height; y++)
    {
      const guint32 *from = (const guint32 *) (gpointer)
        (cairo_image_surface_get_data (surface) +
         (gsize) y * (gsize) cairo_image_surface_get_stride (surface));
      guint8 *to = limner_picture_get_pixels (picture) +
                   (gsize) y * limner_picture_get_stride (picture);

      for (int x = 0; x < width; x++, to += 4)
        {
          to[0] = (guint8) (from[x] >> 16);
          to[1] = (guint8) (from[x] >> 8);
          to[2] = (guint8) from[x];
          to[3] = 255;
        }
    }
  return picture;
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Sheet *sheet = data;
  const LimnerSweepPlan *plan = limner_sweep_get_plan (sheet->sweep);
  int left = plan->axes->len > 1 ? HEADING : 0;
  int width = left + MARGIN + (int) sheet->columns->len * (sheet->cell + MARGIN);
  int height = LINE + 2 * MARGIN + (int) sheet->rows->len * (sheet->cell + MARGIN);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *path = g_file_get_path (sheet->file);
  GError *error = NULL;

  if (cairo_status (cairo) == CAIRO_STATUS_SUCCESS && draw (sheet, cairo, &error))
    {
      cairo_surface_flush (surface);
      picture = from_surface (surface);
    }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  if (picture != NULL)
    bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, PNG_EFFORT, &error);
  else if (error == NULL)
    g_set_error (&error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE, "The sheet is too large");

  if (bytes != NULL && path != NULL && limner_file_write (path, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
dup_path (LimnerSweepCell *cell)
{
  GListModel *items = limner_sweep_cell_get_items (cell);
  g_autoptr(LimnerGalleryItem) item = items != NULL ? g_list_model_get_item (items, 0) : NULL;

  return item != NULL ? g_strdup (limner_gallery_item_get_path (item)) : NULL;
}

static gboolean
is_row_dropped (const LimnerSweepPlan *plan,
                guint                  row,
                guint                  n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      if (!plan->dropped[row * n_columns + i])
        return FALSE;
    }
  return TRUE;
}

/**
 * limner_sweep_sheet_save_async:
 * @sweep: a sweep whose pictures were looked up
 * @file: where to save
 * @cancellable: (nullable): not looked at while it draws
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves the grid with its headings as one PNG file, without what was left out.
 */
void
limner_sweep_sheet_save_async (LimnerSweep         *sweep,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  const LimnerSweepPlan *plan;
  g_autoptr(GTask) task = NULL;
  Sheet *sheet;
  guint n_columns;

  g_return_if_fail (LIMNER_IS_SWEEP (sweep) && G_IS_FILE (file));

  plan = limner_sweep_get_plan (sweep);
  n_columns = limner_sweep_plan_get_axis (plan, 0)->values->len;
  sheet = g_new0 (Sheet, 1);
  sheet->sweep = g_object_ref (sweep);
  sheet->file = g_object_ref (file);
  sheet->columns = g_ptr_array_new ();
  sheet->rows = g_ptr_array_new ();
  for (guint i = 0; i < n_columns; i++)
    {
      if (!limner_sweep_get_dropped (sweep, 0, i))
        g_ptr_array_add (sheet->columns, GUINT_TO_POINTER (i));
    }
  for (guint j = 0; j < plan->n_cells / n_columns; j++)
    {
      if (!is_row_dropped (plan, j, n_columns))
        g_ptr_array_add (sheet->rows, GUINT_TO_POINTER (j));
    }
  sheet->paths = g_new0 (char *, plan->n_cells);
  for (guint i = 0; i < plan->n_cells; i++)
    sheet->paths[i] = dup_path (limner_sweep_get_cell (sweep, i));
  sheet->cell = MIN (MAX_CELL, MAX_SIDE / (int) MAX (1, MAX (sheet->columns->len,
                                                             sheet->rows->len)) - MARGIN - 1);
  sheet->cell = MAX (sheet->cell, 8);

  task = g_task_new (sweep, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_sweep_sheet_save_async);
  g_task_set_task_data (task, sheet, (GDestroyNotify) sheet_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * limner_sweep_sheet_save_finish:
 * @sweep: the sweep
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_sweep_sheet_save_async().
 *
 * Returns: %TRUE if the file is there
 */
gboolean
limner_sweep_sheet_save_finish (LimnerSweep   *sweep,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sweep), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
