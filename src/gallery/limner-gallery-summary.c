/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "client/limner-server.h"
#include "store/limner-gallery-item.h"
#include "widgets/limner-amount-text.h"
#include "widgets/limner-thumbnail.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-gallery-facts.h"
#include "limner-gallery-summary.h"

#define MAX_THUMBNAILS 12
#define THUMBNAIL_SIZE 60
#define MAX_READ       200   /* of more pictures only the number and the dates are told */
#define MAX_MODELS     4

/**
 * LimnerGallerySummary:
 *
 * What is known of several pictures together: how they look, from when they are, which models made
 * them, what they cost, and what is done with all of them at once.
 */
struct _LimnerGallerySummary
{
  GtkWidget          parent_instance;

  GPtrArray         *items;       /* (element-type LimnerGalleryItem) (owned) those that are read */
  guint              n_items;     /* all of them */
  gint64             first;       /* from when the oldest is, in microseconds */
  gint64             last;
  LimnerGalleryList *list;        /* (owned) (nullable) to be read when there is time */
  GtkBitset         *positions;   /* (owned) (nullable) in it */
  guint              update_id;

  GtkWidget         *scrolled;    /* (owned) child */
  GtkLabel          *heading;
  GtkBox            *thumbnails;
  GtkGrid           *grid;
};

G_DEFINE_FINAL_TYPE (LimnerGallerySummary, limner_gallery_summary, GTK_TYPE_WIDGET)

static char *
format_dates (gint64 first,
              gint64 last)
{
  g_autoptr(GDateTime) from = g_date_time_new_from_unix_local (first / G_USEC_PER_SEC);
  g_autoptr(GDateTime) to = g_date_time_new_from_unix_local (last / G_USEC_PER_SEC);
  /* Translators: a date, for strftime */
  g_autofree char *begin = from != NULL ? g_date_time_format (from, _("%-e %B %Y")) : NULL;
  g_autofree char *end = to != NULL ? g_date_time_format (to, _("%-e %B %Y")) : NULL;

  if (begin == NULL || end == NULL || g_str_equal (begin, end))
    return g_steal_pointer (&end);
  /* Translators: from one date to another */
  return g_strdup_printf (_("%s to %s"), begin, end);
}

/* The models by name, and how many more there are */
static char *
list_models (LimnerGallerySummary *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GString) text = g_string_new (NULL);
  guint n;

  for (guint i = 0; i < self->items->len; i++)
    {
      const char *model = limner_gallery_item_get_model (self->items->pdata[i]);

      if (model != NULL && g_hash_table_add (seen, (gpointer) model) &&
          g_hash_table_size (seen) <= MAX_MODELS)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", model);
    }
  n = g_hash_table_size (seen);
  if (n > MAX_MODELS)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n - MAX_MODELS),
                              n - MAX_MODELS);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
cost_to_text (double cost,
              guint  n_unknown)
{
  g_autofree char *amount = cost > 0 ? limner_amount_cost_to_text (cost) : NULL;

  if (n_unknown == 0)
    return g_steal_pointer (&amount);
  if (amount == NULL)
    return g_strdup (_("price unknown"));
  /* Translators: an amount of money, and how many pictures are not in it */
  return g_strdup_printf (ngettext ("%s, and %u whose price is unknown",
                                    "%s, and %u whose prices are unknown", n_unknown),
                          amount, n_unknown);
}

static void
add_sums (LimnerGallerySummary *self,
          int                  *row)
{
  g_autofree char *cost_text = NULL;
  g_autofree char *time_text = NULL;
  double cost = 0;
  double seconds = 0;
  guint n_unknown = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      double one = limner_gallery_item_get_cost (self->items->pdata[i]);
      double time = limner_gallery_item_get_predict_time (self->items->pdata[i]);
      const char *server = limner_gallery_item_get_server (self->items->pdata[i]);

      cost += isfinite (one) ? one : 0;
      n_unknown += !isfinite (one) && server != NULL && !limner_server_is_free (server) &&
                   limner_gallery_item_get_job (self->items->pdata[i]) != NULL;
      seconds += isfinite (time) ? time : 0;
    }
  if (seconds > 0)
    time_text = limner_amount_time_to_text (seconds);
  cost_text = cost_to_text (cost, n_unknown);
  limner_gallery_facts_add_text (self->grid, row, _("Time"), time_text);
  limner_gallery_facts_add_text (self->grid, row, _("Cost"), cost_text);
}

static void
update (LimnerGallerySummary *self)
{
  g_autofree char *dates = format_dates (self->first, self->last);
  g_autofree char *models = NULL;
  g_autofree char *text = NULL;
  GtkWidget *child;
  int row = 0;

  text = g_strdup_printf (ngettext ("%u picture", "%u pictures", self->n_items), self->n_items);
  gtk_label_set_label (self->heading, text);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  limner_gallery_facts_add_text (self->grid, &row, _("Date"), dates);
  if (self->items->len < self->n_items)
    return;
  models = list_models (self);
  limner_gallery_facts_add_text (self->grid, &row, _("Model"), models);
  add_sums (self, &row);
}

static void
show_thumbnails (LimnerGallerySummary *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->thumbnails))) != NULL)
    gtk_box_remove (self->thumbnails, child);
  for (guint i = 0; i < MIN (self->items->len, MAX_THUMBNAILS); i++)
    {
      GtkWidget *thumbnail = limner_thumbnail_new ();

      limner_thumbnail_set_cover (LIMNER_THUMBNAIL (thumbnail), TRUE);
      gtk_widget_set_size_request (thumbnail, THUMBNAIL_SIZE, THUMBNAIL_SIZE);
      g_object_bind_property (self->items->pdata[i], "path", thumbnail, "path",
                              G_BINDING_SYNC_CREATE);
      gtk_box_append (self->thumbnails, thumbnail);
    }
}

static void queue_update (LimnerGallerySummary *self);

/* However many they are, only a few are read from the library. */
static void
read_items (LimnerGallerySummary *self)
{
  guint max_read = self->n_items > MAX_READ ? MAX_THUMBNAILS : MAX_READ;
  GtkBitsetIter iter;
  guint position;

  self->first = G_MAXINT64;
  self->last = G_MININT64;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->positions, &position);
       more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 created = limner_gallery_list_get_created_at (self->list, position);

      self->first = MIN (self->first, created);
      self->last = MAX (self->last, created);
      if (self->items->len < max_read)
        {
          LimnerGalleryItem *item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

          g_signal_connect_swapped (item, "notify", G_CALLBACK (queue_update), self);
          g_ptr_array_add (self->items, item);
        }
    }
  show_thumbnails (self);
}

static gboolean
update_cb (gpointer user_data)
{
  LimnerGallerySummary *self = user_data;

  self->update_id = 0;
  if (self->positions != NULL)
    read_items (self);
  g_clear_pointer (&self->positions, gtk_bitset_unref);
  g_clear_object (&self->list);
  update (self);
  return G_SOURCE_REMOVE;
}

/* Items are told of one by one while they are read, and a rubber band changes with every motion. */
static void
queue_update (LimnerGallerySummary *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
forget (LimnerGallerySummary *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->positions, gtk_bitset_unref);
  g_clear_object (&self->list);
  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_data (self->items->pdata[i], self);
  g_ptr_array_set_size (self->items, 0);
}

static void
limner_gallery_summary_dispose (GObject *object)
{
  LimnerGallerySummary *self = LIMNER_GALLERY_SUMMARY (object);

  forget (self);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_summary_parent_class)->dispose (object);
}

static void
limner_gallery_summary_finalize (GObject *object)
{
  LimnerGallerySummary *self = LIMNER_GALLERY_SUMMARY (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_gallery_summary_parent_class)->finalize (object);
}

static void
limner_gallery_summary_class_init (LimnerGallerySummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_summary_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_gallery_summary_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_buttons (GtkBox *box)
{
  static const struct { const char *label; const char *action; } buttons[] = {
    { N_("_Compare"), "gallery.compare" },
    { N_("_Look through"), "gallery.cull" },
    { N_("Contact s_heet…"), "gallery.contact-sheet" },
    { N_("E_xport…"), "gallery.export" },
    { N_("Send throu_gh a model or recipe…"), "gallery.batch" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_(buttons[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_box_append (box, button);
    }
}

static void
limner_gallery_summary_init (LimnerGallerySummary *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "title-4");
  self->thumbnails = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->thumbnails), limner_wrap_layout_new (6, 6));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_grid_set_column_spacing (self->grid, 12);
  add_buttons (GTK_BOX (buttons));
  gtk_widget_set_margin_top (box, 14);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 14);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->thumbnails));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/**
 * limner_gallery_summary_set_pictures:
 * @self: the summary
 * @list: (nullable): the pictures
 * @positions: (nullable): which of them
 *
 * Sets what is described. It is read when there is time.
 */
void
limner_gallery_summary_set_pictures (LimnerGallerySummary *self,
                                     LimnerGalleryList    *list,
                                     GtkBitset            *positions)
{
  g_return_if_fail (LIMNER_IS_GALLERY_SUMMARY (self));

  forget (self);
  self->n_items = list != NULL && positions != NULL ? (guint) gtk_bitset_get_size (positions) : 0;
  if (self->n_items == 0)
    return;

  self->list = g_object_ref (list);
  self->positions = gtk_bitset_copy (positions);
  queue_update (self);
}
