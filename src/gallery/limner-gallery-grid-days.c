/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Under which headings pictures stand. A day that fills a row has one of its own, and so have today
 * and yesterday; days of one month with a few pictures each share one, and months of one year that
 * do not fill a row either, for else most of the room would stay empty. */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-gallery-grid-private.h"

#define SECONDS_OF_DAY (24 * 60 * 60)
#define MAX_SPARSE 24

/* Pictures of one day, one after the other */
typedef struct
{
  guint  first;
  guint  month;     /* counted from the year 0, from 1 */
  guint  n;
  gint64 start;     /* of the day, in seconds */
} Day;

/* Neighbours are of the same day as a rule, so the calendar is asked once a day, not once a
 * picture. */
static void
look_up_day (LimnerGalleryGrid *self,
             gint64             created,
             guint             *month)
{
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GDateTime) start = NULL;
  g_autoptr(GDateTime) end = NULL;

  if (created >= self->day_start && created < self->day_end)
    return;

  time = g_date_time_new_from_unix_local (created);
  if (time == NULL)
    {
      self->day_start = self->day_end = 0;
      *month = 0;
      return;
    }
  start = g_date_time_new_local (g_date_time_get_year (time), g_date_time_get_month (time),
                                 g_date_time_get_day_of_month (time), 0, 0, 0);
  end = g_date_time_add_days (start, 1);
  self->day_start = g_date_time_to_unix (start);
  self->day_end = g_date_time_to_unix (end);
  *month = (guint) (g_date_time_get_year (time) * 12 + g_date_time_get_month (time));
}

static GArray *
list_days (LimnerGalleryGrid *self)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (Day));
  guint n_items = _limner_gallery_grid_get_n_items (self);
  Day *day = NULL;
  guint month = 0;

  self->day_start = self->day_end = 0;
  for (guint i = 0; i < n_items; i++)
    {
      look_up_day (self, limner_gallery_list_get_created_at (self->list, i) / G_USEC_PER_SEC,
                   &month);
      if (day == NULL || day->start != self->day_start)
        {
          const Day next = { .first = i, .month = month, .start = self->day_start };

          g_array_append_val (days, next);
          day = &g_array_index (days, Day, days->len - 1);
        }
      day->n++;
    }
  return days;
}

/* How wide the pictures of a day are, in parts of their height. So many that they fill a row in any
 * case are not looked at one by one. */
static double
sum_ratios (LimnerGalleryGrid *self,
            const Day         *day)
{
  double ratios = 0;

  if (day->n > MAX_SPARSE)
    return G_MAXDOUBLE;
  for (guint i = day->first; i < day->first + day->n; i++)
    {
      int w, h;

      limner_gallery_list_get_size_at (self->list, i, &w, &h);
      ratios += w > 0 && h > 0 ? (double) w / h : 1;
    }
  return ratios;
}

/* Whether two days may share a heading whose row is full or not. */
static gboolean
are_near (guint    month,
          guint    other_month,
          gboolean is_full)
{
  return month == other_month || (!is_full && (month - 1) / 12 == (other_month - 1) / 12);
}

/* Whether the order is by time */
gboolean
_limner_gallery_grid_has_headings (LimnerGalleryGrid *self)
{
  LimnerGallerySort sort = self->list != NULL ? limner_gallery_list_get_sort (self->list)
                                              : LIMNER_GALLERY_SORT_SIZE;

  return sort == LIMNER_GALLERY_SORT_NEWEST || sort == LIMNER_GALLERY_SORT_OLDEST;
}

/* Finds out where headings stand. Gives %FALSE where the order is not by time. */
gboolean
_limner_gallery_grid_make_groups (LimnerGalleryGrid *self,
                                  int                width)
{
  gint64 recent = g_get_real_time () / G_USEC_PER_SEC - 2 * SECONDS_OF_DAY;
  double full = (double) width / self->row_height;
  g_autoptr(GArray) days = NULL;
  gboolean was_sparse = FALSE;
  double row = 0;
  guint month = 0;

  g_array_set_size (self->groups, 0);
  self->group_at = 0;
  if (!_limner_gallery_grid_has_headings (self))
    return FALSE;

  days = list_days (self);
  for (guint i = 0; i < days->len; i++)
    {
      const Day *day = &g_array_index (days, Day, i);
      double ratios = day->start < recent ? sum_ratios (self, day) : full;
      gboolean sparse = ratios < full;

      if (!sparse || !was_sparse || !are_near (day->month, month, row >= full))
        {
          g_array_append_val (self->groups, day->first);
          row = 0;
        }
      row += ratios;
      was_sparse = sparse;
      month = day->month;
    }
  return TRUE;
}

/* Asked of one picture after the other */
gint64
_limner_gallery_grid_get_group_cb (gpointer user_data,
                                   guint    position)
{
  LimnerGalleryGrid *self = user_data;

  while (self->group_at < self->groups->len &&
         g_array_index (self->groups, guint, self->group_at) <= position)
    self->group_at++;
  return self->group_at;
}

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

static char *
describe_day (GDateTime *time)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (is_same_day (time, now))
    return g_strdup (_("Today"));
  if (is_same_day (time, yesterday))
    return g_strdup (_("Yesterday"));
  /* Translators: a day as the heading above pictures, for strftime */
  return g_date_time_format (time, _("%A, %-e %B %Y"));
}

static char *
describe_days (GDateTime *early,
               GDateTime *late)
{
  gboolean same_month = g_date_time_get_month (early) == g_date_time_get_month (late);
  /* Translators: the first of some days of a month, for strftime, as in “3 – 17 November 2026” */
  const char *day = C_("first of some days", "%-e");
  /* Translators: the first of some days, for strftime, as in “28 October – 17 November 2026” */
  const char *day_and_month = C_("first of some days", "%-e %B");
  g_autofree char *begin = g_date_time_format (early, same_month ? day : day_and_month);
  /* Translators: a day, for strftime */
  g_autofree char *end = g_date_time_format (late, _("%-e %B %Y"));

  /* Translators: from a day to another one of the same year, as in “3 – 17 November 2026” */
  return g_strdup_printf (_("%s – %s"), begin, end);
}

static guint
find_end (LimnerGalleryGrid *self,
          guint              first)
{
  guint low = 0;
  guint high = self->groups->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->groups, guint, middle) <= first)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->groups->len ? g_array_index (self->groups, guint, low)
                                 : _limner_gallery_grid_get_n_items (self);
}

/* The heading above the pictures from @first on */
char *
_limner_gallery_grid_describe_group (LimnerGalleryGrid *self,
                                     guint              first)
{
  guint last = find_end (self, first) - 1;
  gint64 begin = limner_gallery_list_get_created_at (self->list, first) / G_USEC_PER_SEC;
  gint64 end = limner_gallery_list_get_created_at (self->list, last) / G_USEC_PER_SEC;
  g_autoptr(GDateTime) early = g_date_time_new_from_unix_local (MIN (begin, end));
  g_autoptr(GDateTime) late = g_date_time_new_from_unix_local (MAX (begin, end));

  if (early == NULL || late == NULL)
    return g_strdup (_("Unknown day"));
  return is_same_day (early, late) ? describe_day (late) : describe_days (early, late);
}
