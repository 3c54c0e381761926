/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-keys.h"

#include "limner-key-row.h"
#include "limner-keys-page.h"

/**
 * LimnerKeysPage:
 *
 * The page of preferences on which keys are changed: all that can be done by a key, place by place.
 */
struct _LimnerKeysPage
{
  AdwPreferencesPage  parent_instance;

  GtkWidget          *reset;        /* owned */

  gboolean            is_filled;
};

G_DEFINE_FINAL_TYPE (LimnerKeysPage, limner_keys_page, ADW_TYPE_PREFERENCES_PAGE)

static void
keys_changed_cb (LimnerKeysPage *self)
{
  const LimnerKeyInfo *table;
  gboolean is_changed = FALSE;
  guint n;

  table = limner_keys_get_table (&n);
  for (guint i = 0; i < n; i++)
    is_changed |= limner_keys_is_changed (limner_keys_get_default (), table[i].id);
  gtk_widget_set_sensitive (self->reset, is_changed);
}

static void
reset_clicked_cb (LimnerKeysPage *self)
{
  limner_keys_reset_all (limner_keys_get_default ());
}

static const char *
get_description (LimnerKeyPlace place)
{
  if (place == LIMNER_KEY_WINDOW)
    return _("These work everywhere, even while text is written. Choose what is done, then press "
             "its new keys.");
  if (place == LIMNER_KEY_CANDIDATES)
    return _("On the canvas while a result is looked at, before all other keys");
  return NULL;
}

static void
add_group (LimnerKeysPage *self,
           LimnerKeyPlace  place)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const LimnerKeyInfo *table;
  guint n_rows = 0;
  guint n;

  adw_preferences_group_set_title (group, limner_key_place_get_title (place));
  adw_preferences_group_set_description (group, get_description (place));
  table = limner_keys_get_table (&n);
  for (guint i = 0; i < n; i++)
    {
      if (table[i].place != place || table[i].is_fixed)
        continue;
      adw_preferences_group_add (group, limner_key_row_new (&table[i]));
      n_rows++;
    }

  if (n_rows == 0)
    {
      g_object_ref_sink (group);
      g_object_unref (group);
      return;
    }
  if (place == LIMNER_KEY_WINDOW)
    adw_preferences_group_set_header_suffix (group, self->reset);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
}

/* Many rows, which most people never look at */
static void
limner_keys_page_map (GtkWidget *widget)
{
  LimnerKeysPage *self = LIMNER_KEYS_PAGE (widget);

  GTK_WIDGET_CLASS (limner_keys_page_parent_class)->map (widget);
  if (self->is_filled)
    return;

  self->is_filled = TRUE;
  for (int place = 0; place < LIMNER_N_KEY_PLACES; place++)
    add_group (self, (LimnerKeyPlace) place);
}

static void
limner_keys_page_dispose (GObject *object)
{
  g_clear_object (&LIMNER_KEYS_PAGE (object)->reset);

  G_OBJECT_CLASS (limner_keys_page_parent_class)->dispose (object);
}

static void
limner_keys_page_class_init (LimnerKeysPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_keys_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = limner_keys_page_map;
}

static void
limner_keys_page_init (LimnerKeysPage *self)
{
  self->reset = g_object_ref_sink (gtk_button_new_with_mnemonic (_("_Reset all")));
  gtk_widget_set_valign (self->reset, GTK_ALIGN_CENTER);
  /* Else it touches the words before it where these fill a narrow window. */
  gtk_widget_set_margin_start (self->reset, 12);
  gtk_widget_set_tooltip_text (self->reset, _("Make all keys the usual ones again"));
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_clicked_cb), self);
  g_signal_connect_object (limner_keys_get_default (), "changed", G_CALLBACK (keys_changed_cb),
                           self, G_CONNECT_SWAPPED);
  keys_changed_cb (self);
}
