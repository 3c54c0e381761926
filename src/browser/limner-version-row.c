/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "schema/limner-schema-change.h"

#include "limner-version-row.h"

/* A row for each version of a model: when it was made, and what its inputs have become. The
 * changes are looked for when the row is first opened. */

typedef struct
{
  LimnerModelVersion *version;
  LimnerModelVersion *before;
} Pair;

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_clear_object (&pair->version);
  g_clear_object (&pair->before);
  g_free (pair);
}

static void
add_line (AdwExpanderRow *row,
          const char     *title,
          const char     *subtitle)
{
  GtkWidget *line = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (line), subtitle);
  adw_expander_row_add_row (row, line);
}

static void
expanded_cb (AdwExpanderRow *row)
{
  Pair *pair = g_object_get_data (G_OBJECT (row), "pair");
  g_autoptr(GPtrArray) changes = NULL;

  if (pair == NULL)
    return;

  changes = limner_version_list_changes (pair->before, pair->version);
  for (guint i = 0; i < changes->len; i++)
    {
      LimnerSchemaChange *change = g_ptr_array_index (changes, i);

      add_line (row, change->name, change->text);
    }
  if (changes->len == 0)
    add_line (row, _("The inputs are the same as before"), NULL);
  g_object_set_data (G_OBJECT (row), "pair", NULL);
}

static void
use_clicked_cb (GtkWidget  *button,
                const char *target)
{
  gtk_widget_activate_action (button, "win.use-model", "s", target);
}

/**
 * limner_version_row_new:
 * @version: a version
 * @before: (nullable): the one before it
 * @target: what `win.use-model` uses it by
 *
 * Returns: (transfer floating): a row that opens to what changed
 */
GtkWidget *
limner_version_row_new (LimnerModelVersion *version,
                        LimnerModelVersion *before,
                        const char         *target)
{
  GtkWidget *row = before != NULL ? adw_expander_row_new () : adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Use this _version"));
  g_autoptr(GDateTime) created = limner_model_version_get_created_at (version);
  g_autofree char *short_id = g_strndup (limner_model_version_get_id (version), 12);
  g_autofree char *date = created != NULL ? g_date_time_format (created, "%x") : g_strdup ("");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), short_id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", G_CALLBACK (use_clicked_cb), g_strdup (target),
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  if (before == NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), date);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  else
    {
      Pair *pair = g_new0 (Pair, 1);

      pair->version = g_object_ref (version);
      pair->before = g_object_ref (before);
      g_object_set_data_full (G_OBJECT (row), "pair", pair, pair_free);
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), date);
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
      g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
    }
  return row;
}

/**
 * limner_version_list_changes:
 * @before: a version
 * @version: a later one
 *
 * Compares the inputs of two versions.
 *
 * Returns: (transfer full) (element-type LimnerSchemaChange): what changed
 */
GPtrArray *
limner_version_list_changes (LimnerModelVersion *before,
                             LimnerModelVersion *version)
{
  g_autoptr(LimnerSchema) old_schema = NULL;
  g_autoptr(LimnerSchema) schema = NULL;

  g_return_val_if_fail (LIMNER_IS_MODEL_VERSION (before), NULL);
  g_return_val_if_fail (LIMNER_IS_MODEL_VERSION (version), NULL);

  old_schema = limner_schema_new (limner_model_version_get_schema (before));
  schema = limner_schema_new (limner_model_version_get_schema (version));
  return limner_schema_compare (old_schema, schema);
}
