/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-colour-grid.h"

#define N_COLUMNS 8
#define SWATCH_SIDE 24

/**
 * LimnerColourGrid:
 *
 * A few colours to choose from, and an entry for any other as it is written on the web. Colours are
 * numbers such as 0xe01b24.
 */
struct _LimnerColourGrid
{
  GtkWidget  parent_instance;

  /* Owned by the widget */
  GtkWidget *box;
  GtkWidget *entry;   /* NULL without one */
};

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerColourGrid, limner_colour_grid, GTK_TYPE_WIDGET)

static void
draw_swatch_cb (GtkDrawingArea *area,
                cairo_t        *cr,
                int             width,
                int             height,
                gpointer        user_data)
{
  guint colour = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), "colour"));

  cairo_set_source_rgb (cr, (colour >> 16) / 255.0, (colour >> 8 & 255) / 255.0,
                        (colour & 255) / 255.0);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0 - 1, 0, 2 * G_PI);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.8);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/**
 * limner_colour_swatch_new:
 * @colour: a colour
 *
 * Makes a spot of colour.
 *
 * Returns: (transfer floating): the spot
 */
GtkWidget *
limner_colour_swatch_new (guint colour)
{
  GtkWidget *swatch = gtk_drawing_area_new ();

  gtk_widget_set_size_request (swatch, SWATCH_SIDE, SWATCH_SIDE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch_cb, NULL, NULL);
  limner_colour_swatch_set_colour (swatch, colour);
  return swatch;
}

/**
 * limner_colour_swatch_set_colour:
 * @swatch: a spot of colour
 * @colour: a colour
 *
 * Gives a spot another colour.
 */
void
limner_colour_swatch_set_colour (GtkWidget *swatch,
                                 guint      colour)
{
  g_object_set_data (G_OBJECT (swatch), "colour", GUINT_TO_POINTER (colour));
  gtk_widget_queue_draw (swatch);
}

static void
swatch_clicked_cb (GtkWidget        *button,
                   LimnerColourGrid *self)
{
  GtkWidget *swatch = gtk_button_get_child (GTK_BUTTON (button));
  guint colour = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (swatch), "colour"));

  limner_colour_grid_set_colour (self, colour);
  g_signal_emit (self, signals[CHOSEN], 0, colour);
}

static guint
to_byte (float channel)
{
  return (guint) (CLAMP (channel, 0, 1) * 255 + 0.5f);
}

static void
entry_activate_cb (LimnerColourGrid *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *hashed = *text != '#' && strlen (text) == 6 ? g_strconcat ("#", text, NULL)
                                                               : g_strdup (text);
  GdkRGBA rgba;

  if (!gdk_rgba_parse (&rgba, hashed))
    {
      gtk_widget_add_css_class (self->entry, "error");
      return;
    }
  gtk_widget_remove_css_class (self->entry, "error");
  g_signal_emit (self, signals[CHOSEN], 0,
                 to_byte (rgba.red) << 16 | to_byte (rgba.green) << 8 | to_byte (rgba.blue));
}

static void
limner_colour_grid_dispose (GObject *object)
{
  LimnerColourGrid *self = LIMNER_COLOUR_GRID (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_colour_grid_parent_class)->dispose (object);
}

static void
limner_colour_grid_class_init (LimnerColourGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_colour_grid_dispose;

  /**
   * LimnerColourGrid::chosen:
   * @self: a grid
   * @colour: the colour
   *
   * A colour was chosen.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
limner_colour_grid_init (LimnerColourGrid *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * limner_colour_grid_new:
 * @colours: (array length=n_colours): what to choose from
 * @n_colours: how many
 * @with_entry: whether any other colour can be typed
 *
 * Makes a grid of colours.
 *
 * Returns: (transfer floating): the grid
 */
GtkWidget *
limner_colour_grid_new (const guint *colours,
                        guint        n_colours,
                        gboolean     with_entry)
{
  LimnerColourGrid *self = g_object_new (LIMNER_TYPE_COLOUR_GRID, NULL);
  GtkWidget *grid = gtk_grid_new ();

  for (guint i = 0; i < n_colours; i++)
    {
      GtkWidget *button = gtk_button_new ();
      g_autofree char *name = g_strdup_printf ("#%06x", colours[i]);

      gtk_button_set_child (GTK_BUTTON (button), limner_colour_swatch_new (colours[i]));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "limner-swatch");
      gtk_widget_set_tooltip_text (button, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      name, -1);
      g_signal_connect (button, "clicked", G_CALLBACK (swatch_clicked_cb), self);
      gtk_grid_attach (GTK_GRID (grid), button, (int) i % N_COLUMNS, (int) i / N_COLUMNS, 1, 1);
    }
  gtk_box_append (GTK_BOX (self->box), grid);

  if (with_entry)
    {
      self->entry = gtk_entry_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Colour as #rrggbb"), -1);
      gtk_widget_set_tooltip_text (self->entry, _("Colour as #rrggbb or by name"));
      g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
      gtk_box_append (GTK_BOX (self->box), self->entry);
    }
  return GTK_WIDGET (self);
}

/**
 * limner_colour_grid_set_colour:
 * @self: a grid
 * @colour: a colour
 *
 * Shows a colour in the entry.
 */
void
limner_colour_grid_set_colour (LimnerColourGrid *self,
                               guint             colour)
{
  g_autofree char *text = g_strdup_printf ("#%06x", colour);

  g_return_if_fail (LIMNER_IS_COLOUR_GRID (self));

  if (self->entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
