/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <cairo.h>
#include <glib/gi18n.h>
#include <pango/pangocairo.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "store/limner-gallery-item.h"

#include "limner-sweep-sheet.h"

/* A sweep as one picture that can be given away: the grid with its headings, or with one axis lines
 * of pictures that make about a square. It is drawn on a thread from the pictures themselves.
 */
#define MAX_CELL 512
#define MAX_SIDE 16000
#define MARGIN 12
#define MAX_BYTES (512u * 1024 * 1024)
#define PNG_EFFORT 6

typedef struct
{
  LimnerSweep *sweep;      /* its plan does not change while this lives */
  GFile       *file;
  GPtrArray   *columns;    /* places on the first axis */
  GPtrArray   *rows;       /* places on the second and third, as one number */
  char       **paths;      /* of each cell, or NULL */
  guint        n_across;   /* pictures in a line; with one axis these are many lines */
  guint        n_down;     /* lines */
  int          cell;
} Sheet;

/* Words are as large as the pictures need, so that both are read from the same distance. */
static int
get_font_size (int cell)
{
  return CLAMP (cell / 22, 11, 24);
}

static int
get_line (int cell)
{
  return 3 * get_font_size (cell) + MARGIN;
}

/* What the headings of rows take; with one axis there are none. */
static int
get_left (const LimnerSweepPlan *plan,
          int                    cell)
{
  return plan->axes->len > 1 ? 10 * get_font_size (cell) + MARGIN : 0;
}

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

/* @markup begins as large as @size, in pixels. */
static void
draw_text (cairo_t    *cairo,
           const char *markup,
           int         size,
           int         x,
           int         y,
           int         width,
           int         height,
           gboolean    centred)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");
  int text_height;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_markup (layout, markup, -1);
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

/* A picture that is not there has its place nevertheless. */
static void
draw_gap (cairo_t *cairo,
          int      x,
          int      y,
          int      cell)
{
  g_autofree char *word = g_markup_escape_text (_("No picture"), -1);

  cairo_set_source_rgb (cairo, 0.88, 0.88, 0.88);
  cairo_rectangle (cairo, x, y, cell, cell);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0.35, 0.35, 0.35);
  draw_text (cairo, word, get_font_size (cell), x, y, cell, cell, TRUE);
  cairo_set_source_rgb (cairo, 0.12, 0.12, 0.12);
}

/* What varies, smaller, and what it is there. */
static char *
dup_label (const LimnerSweepAxis *axis,
           guint                  place)
{
  return g_markup_printf_escaped ("<span size=\"smaller\" alpha=\"70%%\">%s</span>\n<b>%s</b>",
                                  axis->title, limner_sweep_axis_get (axis, place)->label);
}

static char *
dup_row_label (const LimnerSweepPlan *plan,
               guint                  row)
{
  GString *text = g_string_new (NULL);

  for (guint axis = 1; axis < plan->axes->len; axis++)
    {
      const LimnerSweepAxis *found = limner_sweep_plan_get_axis (plan, axis);
      g_autofree char *label = dup_label (found, row % found->values->len);

      g_string_append_printf (text, "%s%s", axis > 1 ? "\n" : "", label);
      row /= found->values->len;
    }
  return g_string_free (text, FALSE);
}

/* The picture of one place in the grid. */
static gboolean
draw_cell (Sheet    *sheet,
           cairo_t  *cairo,
           guint     cell,
           int       x,
           int       y,
           GError  **error)
{
  if (sheet->paths[cell] != NULL)
    return draw_picture (cairo, sheet->paths[cell], x, y, sheet->cell, error);
  draw_gap (cairo, x, y, sheet->cell);
  return TRUE;
}

/* With one axis: lines of pictures, each below its heading. */
static gboolean
draw_lines (Sheet    *sheet,
            cairo_t  *cairo,
            GError  **error)
{
  const LimnerSweepAxis *axis =
    limner_sweep_plan_get_axis (limner_sweep_get_plan (sheet->sweep), 0);
  int line = get_line (sheet->cell);
  int step = sheet->cell + MARGIN;

  for (guint i = 0; i < sheet->columns->len; i++)
    {
      guint place = GPOINTER_TO_UINT (g_ptr_array_index (sheet->columns, i));
      g_autofree char *label = dup_label (axis, place);
      int x = MARGIN + (int) (i % sheet->n_across) * step;
      int y = MARGIN + (int) (i / sheet->n_across) * (line + step);

      draw_text (cairo, label, get_font_size (sheet->cell), x, y, sheet->cell, line, TRUE);
      if (!draw_cell (sheet, cairo, place, x, y + line, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
draw_grid (Sheet    *sheet,
           cairo_t  *cairo,
           GError  **error)
{
  const LimnerSweepPlan *plan = limner_sweep_get_plan (sheet->sweep);
  const LimnerSweepAxis *across = limner_sweep_plan_get_axis (plan, 0);
  int size = get_font_size (sheet->cell);
  int left = get_left (plan, sheet->cell);
  int line = get_line (sheet->cell);
  int step = sheet->cell + MARGIN;

  for (guint i = 0; i < sheet->columns->len; i++)
    {
      guint place = GPOINTER_TO_UINT (g_ptr_array_index (sheet->columns, i));
      g_autofree char *label = dup_label (across, place);

      draw_text (cairo, label, size, left + MARGIN + (int) i * step, MARGIN, sheet->cell, line,
                 TRUE);
    }
  for (guint j = 0; j < sheet->rows->len; j++)
    {
      guint row = GPOINTER_TO_UINT (g_ptr_array_index (sheet->rows, j));
      int y = MARGIN + line + (int) j * step;
      g_autofree char *label = dup_row_label (plan, row);

      draw_text (cairo, label, size, MARGIN, y, left - MARGIN, sheet->cell, FALSE);
      for (guint i = 0; i < sheet->columns->len; i++)
        {
          guint place = GPOINTER_TO_UINT (g_ptr_array_index (sheet->columns, i));

          if (!draw_cell (sheet, cairo, row * across->values->len + place,
                          left + MARGIN + (int) i * step, y, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
draw (Sheet    *sheet,
      cairo_t  *cairo,
      GError  **error)
{
  cairo_set_source_rgb (cairo, 0.96, 0.96, 0.96);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0.12, 0.12, 0.12);
  return limner_sweep_get_plan (sheet->sweep)->axes->len == 1 ? draw_lines (sheet, cairo, error)
                                                              : draw_grid (sheet, cairo, error);
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
  int step = sheet->cell + MARGIN;
  int line = get_line (sheet->cell);
  int n_headings = plan->axes->len == 1 ? (int) sheet->n_down : 1;
  int width = get_left (plan, sheet->cell) + MARGIN + (int) sheet->n_across * step;
  int height = MARGIN + n_headings * line + (int) sheet->n_down * step;
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
  sheet->n_across = MAX (1, sheet->columns->len);
  sheet->n_down = MAX (1, sheet->rows->len);
  if (plan->axes->len == 1)
    {
      sheet->n_across = (guint) ceil (sqrt (sheet->n_across));
      sheet->n_down = (MAX (1, sheet->columns->len) + sheet->n_across - 1) / sheet->n_across;
    }
  sheet->cell = MIN (MAX_CELL, MAX_SIDE / (int) MAX (sheet->n_across, sheet->n_down) - MARGIN - 1);
  sheet->cell = MAX (sheet->cell, 8);

  task = g_task_new (sweep, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_sweep_sheet_save_async);
  g_task_set_task_data (task, sheet, (GDestroyNotify) sheet_free);
  limner_task_run_in_thread (task, save_thread);
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
