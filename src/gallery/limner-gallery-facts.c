/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "client/limner-server.h"
#include "widgets/limner-amount-text.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-gallery-facts.h"
#include "limner-gallery-input.h"
#include "limner-picture-inputs.h"

#define THUMBNAIL_SIZE 84
#define MAX_INPUT_TEXT 400
#define MAX_THUMBNAILS 12
#define MIN_WAIT_S     0.5

/**
 * LimnerGalleryFacts:
 *
 * What is known of one picture as two tables: how, where and when it was made, and every input by
 * the title that its model gives it.
 */
struct _LimnerGalleryFacts
{
  GtkWidget          parent_instance;

  LimnerStore       *store;      /* (owned) (nullable) */
  LimnerGalleryItem *item;       /* (owned) (nullable) */
  LimnerSchema      *schema;     /* (owned) (nullable) of its model */
  double             waited;     /* seconds before the model began; NaN if that is not known */

  GtkWidget         *box;        /* (owned) child */
  GtkGrid           *facts_grid;
  GtkWidget         *inputs_box;
  GtkGrid           *inputs_grid;
};

G_DEFINE_FINAL_TYPE (LimnerGalleryFacts, limner_gallery_facts, GTK_TYPE_WIDGET)

/**
 * limner_gallery_operation_to_text:
 * @operation: (nullable): how a picture was made, as the library writes it
 *
 * Says how a picture was made.
 *
 * Returns: (transfer none) (nullable): one or two words in the user's language; @operation itself
 *   where it is not known
 */
const char *
limner_gallery_operation_to_text (const char *operation)
{
  static const struct { const char *operation; const char *name; } names[] = {
    { "generate", N_("Generated") },
    { "edit", N_("Edited") },
    { "erase", N_("Erased") },
    { "extend", N_("Extended") },
    { "vary", N_("Varied") },
    { "upscale", N_("Enlarged") },
    { "control", N_("Control picture") },
    { "sketch", N_("From a sketch") },
    { "import", N_("Imported") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].operation, operation) == 0)
      return _(names[i].name);

  return operation;
}

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static void
add_row (GtkGrid    *grid,
         int        *row,
         const char *title,
         GtkWidget  *value)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 13);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 13);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_grid_attach (grid, label, 0, *row, 1, 1);
  gtk_widget_set_hexpand (value, TRUE);
  /* What is tall has its name beside its top. */
  if (gtk_widget_get_valign (value) == GTK_ALIGN_START)
    gtk_widget_set_valign (label, GTK_ALIGN_START);
  else
    {
      gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
      gtk_widget_set_valign (value, GTK_IS_LABEL (value) ? GTK_ALIGN_BASELINE : GTK_ALIGN_CENTER);
    }
  gtk_grid_attach (grid, value, 1, *row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  ++*row;
}

static GtkWidget *
make_value (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, "caption");
  return label;
}

/**
 * limner_gallery_facts_add_text:
 * @grid: a table of two columns
 * @row: (inout): where the next row goes
 * @title: what it is
 * @text: (nullable): the value; without one there is no row
 *
 * Adds a row as the facts have them.
 */
void
limner_gallery_facts_add_text (GtkGrid    *grid,
                               int        *row,
                               const char *title,
                               const char *text)
{
  GtkWidget *label;

  if (text == NULL || text[0] == '\0')
    return;

  label = make_value (text);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  add_row (grid, row, title, label);
}

static void
add_seed (LimnerGalleryFacts *self,
          int                *row)
{
  const char *seed = limner_gallery_item_get_seed (self->item);
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *button;

  if (seed == NULL || seed[0] == '\0')
    return;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  label = make_value (seed);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "limner-small");
  gtk_widget_set_tooltip_text (button, _("Copy the seed"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Copy the seed"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "gallery.copy-seed");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  add_row (self->facts_grid, row, _("Seed"), box);
}

/**
 * limner_gallery_output_to_text:
 * @item: a picture
 *
 * Says which of several pictures that were made at once it is.
 *
 * Returns: (transfer full) (nullable): such as “2 of 4”; %NULL for one that was made alone
 */
char *
limner_gallery_output_to_text (LimnerGalleryItem *item)
{
  guint n_outputs;
  guint index;

  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (item), NULL);

  index = limner_gallery_item_get_output (item, &n_outputs);
  if (n_outputs < 2)
    return NULL;
  /* Translators: the second of four pictures that were made at once */
  return g_strdup_printf (_("%u of %u"), index + 1, n_outputs);
}

/* The model's name leads to its page. */
static void
add_model (LimnerGalleryFacts *self,
           int                *row)
{
  const char *model = limner_gallery_item_get_model (self->item);
  const char *server = limner_gallery_item_get_server (self->item);
  GtkWidget *button;

  if (model == NULL || strchr (model, '/') == NULL)
    {
      limner_gallery_facts_add_text (self->facts_grid, row, _("Model"), model);
      return;
    }

  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), make_value (model));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "link");
  gtk_widget_add_css_class (button, "limner-inline");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Show the model"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-model");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", server != NULL ? server : "",
                                    model);
  add_row (self->facts_grid, row, _("Model"), button);
}

static void
add_amounts (LimnerGalleryFacts *self,
             int                *row)
{
  double cost = limner_gallery_item_get_cost (self->item);
  double seconds = limner_gallery_item_get_predict_time (self->item);
  const char *server = limner_gallery_item_get_server (self->item);
  g_autofree char *price = NULL;
  g_autofree char *time = NULL;
  g_autofree char *wait = NULL;

  /* What was not made by a job, as an imported picture, has no price that could be known. */
  if (isfinite (cost) && cost > 0)
    price = limner_amount_cost_to_text (cost);
  else if (!isfinite (cost) && limner_gallery_item_get_job (self->item) != NULL &&
           server != NULL && !limner_server_is_free (server))
    price = g_strdup (_("price unknown"));
  if (isfinite (seconds) && seconds > 0)
    time = limner_amount_time_to_text (seconds);
  if (isfinite (self->waited) && self->waited >= MIN_WAIT_S)
    wait = limner_amount_time_to_text (self->waited);
  limner_gallery_facts_add_text (self->facts_grid, row, _("Time"), time);
  limner_gallery_facts_add_text (self->facts_grid, row, _("Waited"), wait);
  limner_gallery_facts_add_text (self->facts_grid, row, _("Cost"), price);
}

static void
update_facts (LimnerGalleryFacts *self)
{
  gint64 created = limner_gallery_item_get_created (self->item);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (created / G_USEC_PER_SEC);
  /* Translators: date and time, for strftime */
  g_autofree char *when = time != NULL ? g_date_time_format (time, _("%-e %B %Y, %H:%M")) : NULL;
  const char *path = limner_gallery_item_get_path (self->item);
  const char *server = limner_gallery_item_get_server (self->item);
  const char *version = limner_gallery_item_get_version (self->item);
  const char *operation = limner_gallery_item_get_operation (self->item);
  gboolean is_here = g_strcmp0 (server, "this-computer") == 0;
  g_autofree char *size = NULL;
  g_autofree char *short_version = version != NULL ? g_strndup (version, 12) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *output = limner_gallery_output_to_text (self->item);
  int row = 0;

  clear_grid (self->facts_grid);
  size = g_strdup_printf ("%d × %d", limner_gallery_item_get_width (self->item),
                          limner_gallery_item_get_height (self->item));
  add_model (self, &row);
  limner_gallery_facts_add_text (self->facts_grid, &row, _("Version"), short_version);
  add_seed (self, &row);
  limner_gallery_facts_add_text (self->facts_grid, &row, _("Picture"), output);
  limner_gallery_facts_add_text (self->facts_grid, &row, _("Made by"),
                                 limner_gallery_operation_to_text (operation));
  limner_gallery_facts_add_text (self->facts_grid, &row, _("Size"), size);
  limner_gallery_facts_add_text (self->facts_grid, &row, _("Date"), when);
  limner_gallery_facts_add_text (self->facts_grid, &row, _("Server"),
                                 is_here ? _("This computer") : server);
  add_amounts (self, &row);
  limner_gallery_facts_add_text (self->facts_grid, &row, _("File"), name);
  if (limner_gallery_item_get_missing (self->item))
    limner_gallery_facts_add_text (self->facts_grid, &row, _("Note"), _("The file is gone"));
}

static GtkWidget *
make_thumbnails (LimnerGalleryFacts       *self,
                 const LimnerPictureInput *input)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, limner_wrap_layout_new (6, 6));
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  for (guint i = 0; input->blobs[i] != NULL && i < MAX_THUMBNAILS; i++)
    gtk_box_append (GTK_BOX (box), limner_gallery_input_new (self->store, input->blobs[i],
                                                             input->title, THUMBNAIL_SIZE));
  return box;
}

/* Prompts and the seed that was used stand in places of their own. */
static gboolean
stands_elsewhere (LimnerGalleryFacts       *self,
                  const LimnerPictureInput *input)
{
  const char *shown = NULL;

  if (input->role == LIMNER_ROLE_PROMPT)
    shown = limner_gallery_item_get_prompt (self->item);
  else if (input->role == LIMNER_ROLE_NEGATIVE_PROMPT)
    shown = limner_gallery_item_get_negative_prompt (self->item);
  else if (input->role == LIMNER_ROLE_SEED)
    shown = limner_gallery_item_get_seed (self->item);
  return input->text != NULL && g_strcmp0 (shown, input->text) == 0;
}

static void
update_inputs (LimnerGalleryFacts *self)
{
  g_autoptr(GPtrArray) inputs = NULL;
  int row = 0;

  clear_grid (self->inputs_grid);
  inputs = limner_picture_inputs_read (limner_gallery_item_get_input (self->item), self->schema);
  for (guint i = 0; i < inputs->len; i++)
    {
      const LimnerPictureInput *input = g_ptr_array_index (inputs, i);
      g_autofree char *text = NULL;

      if (stands_elsewhere (self, input))
        continue;
      if (input->blobs != NULL && self->store != NULL)
        {
          add_row (self->inputs_grid, &row, input->title, make_thumbnails (self, input));
          continue;
        }
      if (input->text != NULL)
        text = g_utf8_substring (input->text, 0, MIN (g_utf8_strlen (input->text, -1),
                                                      MAX_INPUT_TEXT));
      limner_gallery_facts_add_text (self->inputs_grid, &row, input->title, text);
    }
  gtk_widget_set_visible (self->inputs_box, row > 0);
}

static void
limner_gallery_facts_dispose (GObject *object)
{
  LimnerGalleryFacts *self = LIMNER_GALLERY_FACTS (object);

  g_clear_object (&self->item);
  g_clear_object (&self->schema);
  g_clear_object (&self->store);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_facts_parent_class)->dispose (object);
}

static void
limner_gallery_facts_class_init (LimnerGalleryFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_facts_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkGrid *
make_grid (void)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_row_spacing (grid, 4);
  gtk_grid_set_column_spacing (grid, 12);
  return grid;
}

static void
limner_gallery_facts_init (LimnerGalleryFacts *self)
{
  GtkWidget *heading = gtk_label_new (_("Inputs"));

  self->waited = NAN;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->facts_grid = make_grid ();
  self->inputs_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->inputs_grid = make_grid ();
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (self->inputs_box), heading);
  gtk_box_append (GTK_BOX (self->inputs_box), GTK_WIDGET (self->inputs_grid));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->facts_grid));
  gtk_box_append (GTK_BOX (self->box), self->inputs_box);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * limner_gallery_facts_set_item:
 * @self: the facts
 * @store: (nullable): where files among the inputs are kept
 * @item: (nullable): a picture
 *
 * Sets what is described. What is known of the schema and the job of another picture is forgotten;
 * given the same picture again, what changed of it is shown.
 */
void
limner_gallery_facts_set_item (LimnerGalleryFacts *self,
                               LimnerStore        *store,
                               LimnerGalleryItem  *item)
{
  g_return_if_fail (LIMNER_IS_GALLERY_FACTS (self));

  g_set_object (&self->store, store);
  if (g_set_object (&self->item, item))
    {
      g_clear_object (&self->schema);
      self->waited = NAN;
    }
  if (item == NULL)
    return;

  update_facts (self);
  update_inputs (self);
}

/**
 * limner_gallery_facts_set_schema:
 * @self: the facts
 * @schema: (nullable): of the picture's model
 *
 * Sets where the titles of inputs come from.
 */
void
limner_gallery_facts_set_schema (LimnerGalleryFacts *self,
                                 LimnerSchema       *schema)
{
  g_return_if_fail (LIMNER_IS_GALLERY_FACTS (self));

  if (g_set_object (&self->schema, schema) && self->item != NULL)
    update_inputs (self);
}

/**
 * limner_gallery_facts_set_job:
 * @self: the facts
 * @job: (nullable): what the journal knows of how the picture was made
 *
 * Sets where the times come from.
 */
void
limner_gallery_facts_set_job (LimnerGalleryFacts    *self,
                              const LimnerJobRecord *job)
{
  g_return_if_fail (LIMNER_IS_GALLERY_FACTS (self));

  self->waited = job != NULL && job->started > job->created && job->created > 0
                   ? (double) (job->started - job->created) / G_USEC_PER_SEC : NAN;
  if (self->item != NULL)
    update_facts (self);
}
