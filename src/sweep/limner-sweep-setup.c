/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "studio/limner-sweep-estimate.h"
#include "studio/limner-sweep-export.h"
#include "studio/limner-sweep-list.h"
#include "widgets/limner-amount-text.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"

#include "limner-sweep-axis-row.h"
#include "limner-sweep-setup.h"

/**
 * LimnerSweepSetup:
 *
 * The window in which a sweep is set up: up to three axes, and before anything is made how many
 * pictures that gives, what they will cost and how long it will take.
 */
struct _LimnerSweepSetup
{
  AdwWindow          parent_instance;

  /* Owned */
  LimnerStudio      *studio;
  LimnerSpecRequest *base;
  GPtrArray         *axes;         /* as they are estimated; NULL while something is wrong */
  char              *folder;
  GPtrArray         *recipes;      /* LimnerRecipe, for files */
  GCancellable      *cancellable;
  GCancellable      *estimating;   /* of the last estimate */

  GtkWidget         *rows;
  GtkWidget         *add;
  GtkWidget         *start;
  GtkWidget         *folder_button;
  GtkWidget         *question;     /* what is asked where models are tried together */
  GtkEditable       *prompt;
  GtkWidget         *batch;        /* what is asked where files are sent */
  GtkDropDown       *through;
  GtkEditable       *name;
  GtkLabel          *price;
};

enum
{
  STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerSweepSetup, limner_sweep_setup, ADW_TYPE_WINDOW)

static guint
count_rows (LimnerSweepSetup *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

/* What files go through, NULL for the form's model; it stands before the recipes, if it takes
 * pictures.
 */
static LimnerRecipe *
get_recipe (LimnerSweepSetup *self)
{
  guint selected = self->recipes != NULL ? gtk_drop_down_get_selected (self->through) : 0;
  guint n_models;

  if (self->recipes == NULL)
    return NULL;
  n_models = g_list_model_get_n_items (gtk_drop_down_get_model (self->through)) -
             self->recipes->len;
  return selected >= n_models && selected - n_models < self->recipes->len
           ? g_ptr_array_index (self->recipes, selected - n_models) : NULL;
}

static char *
money_to_text (const LimnerSweepEstimate *estimate)
{
  g_autofree char *amount = NULL;

  if (estimate->sum.source == LIMNER_PRICE_FREE)
    return g_strdup (_("free"));
  if (isnan (estimate->sum.cost) && estimate->n_unknown < estimate->n_cells)
    return g_strdup_printf (_("price unknown for %u of %u"), estimate->n_unknown,
                            estimate->n_cells);
  if (isnan (estimate->sum.cost))
    return g_strdup (_("price unknown"));

  amount = limner_amount_cost_range (estimate->sum.cost_low, estimate->sum.cost_high);
  if (estimate->sum.source == LIMNER_PRICE_USER)
    return g_strdup_printf (_("about %s by your price"), amount);
  if (estimate->sum.source == LIMNER_PRICE_HARDWARE)
    return g_strdup_printf (_("about %s by the price of its hardware"), amount);
  return g_strdup_printf (_("about %s by past runs"), amount);
}

/* Models differ in their prices; the runs of one do not. */
static char *
each_to_text (const LimnerSweepEstimate *estimate)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *amount = NULL;

  if (estimate->sum.source == LIMNER_PRICE_FREE || !isfinite (estimate->one_low) ||
      !isfinite (estimate->one_high))
    return NULL;
  low = limner_amount_cost_to_text (estimate->one_low);
  high = limner_amount_cost_to_text (estimate->one_high);
  if (g_str_equal (low, high))
    return NULL;
  amount = limner_amount_cost_range (estimate->one_low, estimate->one_high);
  /* Translators: an amount of money from that of the cheapest to that of the dearest */
  return g_strdup_printf (_("%s each"), amount);
}

static char *
estimate_to_text (const LimnerSweepEstimate *estimate)
{
  g_autofree char *pictures =
    g_strdup_printf (ngettext ("%u picture", "%u pictures", estimate->n_pictures),
                     estimate->n_pictures);
  g_autofree char *all = money_to_text (estimate);
  g_autofree char *each = each_to_text (estimate);
  g_autofree char *money = each != NULL ? g_strdup_printf ("%s, %s", all, each) : g_strdup (all);
  g_autofree char *time = NULL;

  if (isfinite (estimate->sum.time))
    time = limner_amount_time_range (estimate->sum.time_low, estimate->sum.time_high);
  if (time == NULL)
    /* Translators: how many pictures, and their price */
    return g_strdup_printf (_("%s · %s"), pictures, money);
  /* Translators: how many pictures, their price, and how long it takes */
  return g_strdup_printf (_("%s · %s · %s"), pictures, money, time);
}

static void
estimated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(LimnerSweepSetup) self = data;
  g_autofree char *text = NULL;
  g_autofree char *table = NULL;
  g_autofree char *source = NULL;
  LimnerSweepEstimate estimate;

  if (!limner_sweep_estimate_finish (LIMNER_STORE (object), result, &estimate, NULL) ||
      self->axes == NULL || self->price == NULL)
    return;
  text = estimate_to_text (&estimate);
  table = limner_estimate_dup_table (&estimate.sum);
  source = limner_amount_source_to_text (estimate.sum.source, estimate.sum.n_runs, table);
  gtk_label_set_label (self->price, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->price), source);
}

static void
update (LimnerSweepSetup *self)
{
  g_autoptr(GPtrArray) axes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);
  g_autoptr(GError) error = NULL;
  LimnerRecipe *recipe = get_recipe (self);
  guint n_cells;
  gboolean good = TRUE;

  g_clear_pointer (&self->axes, g_ptr_array_unref);
  g_cancellable_cancel (self->estimating);
  g_set_object (&self->estimating, NULL);
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      LimnerSweepAxis *axis = limner_sweep_axis_row_make_axis (LIMNER_SWEEP_AXIS_ROW (row), NULL);

      good = good && axis != NULL && !limner_sweep_axis_row_is_busy (LIMNER_SWEEP_AXIS_ROW (row));
      if (axis != NULL)
        g_ptr_array_add (axes, axis);
    }
  /* What is wrong with one axis its row tells. */
  if (good && (!limner_sweep_plan_check_axes (axes, &n_cells, &error) ||
               !limner_sweep_plan_check_recipe (recipe, axes, &error)))
    good = FALSE;
  gtk_label_set_label (self->price, error != NULL ? error->message : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->price), NULL);
  gtk_widget_set_sensitive (self->start, good);
  gtk_widget_set_visible (self->add, recipe == NULL && count_rows (self) < LIMNER_SWEEP_MAX_AXES);
  if (!good)
    return;

  self->axes = g_steal_pointer (&axes);
  self->estimating = g_cancellable_new ();
  if (recipe != NULL)
    {
      limner_sweep_estimate_recipe_async (limner_studio_get_queue (self->studio),
                                          limner_studio_get_store (self->studio), recipe, n_cells,
                                          self->estimating, estimated_cb, g_object_ref (self));
      return;
    }
  limner_sweep_estimate_async (limner_studio_get_queue (self->studio),
                               limner_studio_get_store (self->studio), self->base, self->axes,
                               self->estimating, estimated_cb, g_object_ref (self));
}

static void
remove_cb (LimnerSweepSetup *self,
           GtkWidget        *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, LIMNER_TYPE_SWEEP_AXIS_ROW);

  if (count_rows (self) > 1)
    {
      gtk_box_remove (GTK_BOX (self->rows), row);
      gtk_widget_grab_focus (gtk_widget_get_last_child (self->rows));
      update (self);
    }
}

static void
prompt_changed_cb (LimnerSweepSetup *self)
{
  if (self->base != NULL)
    limner_values_set_role_text (self->base->values, LIMNER_ROLE_PROMPT,
                                 gtk_editable_get_text (self->prompt));
}

static void
submitted_cb (LimnerSweepSetup *self)
{
  if (gtk_widget_get_sensitive (self->start))
    gtk_widget_grab_focus (self->start);
}

static LimnerSweepAxisRow *
add_row (LimnerSweepSetup *self)
{
  GtkWidget *row = limner_sweep_axis_row_new (self->studio, self->base);

  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_sweep_axis_row_get_remove (LIMNER_SWEEP_AXIS_ROW (row)),
                           "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows), row);
  return LIMNER_SWEEP_AXIS_ROW (row);
}

static gboolean
is_on_axis (LimnerSweepSetup *self,
            const char       *name)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (g_strcmp0 (limner_sweep_axis_row_get_field (LIMNER_SWEEP_AXIS_ROW (row)), name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What people vary beside what they came for: first the seed, then what paints with it. */
static const char *
find_next_field (LimnerSweepSetup *self)
{
  static const LimnerRole roles[] = { LIMNER_ROLE_SEED, LIMNER_ROLE_SCHEDULER,
                                      LIMNER_ROLE_GUIDANCE, LIMNER_ROLE_PROMPT,
                                      LIMNER_ROLE_STEPS };
  LimnerSchema *schema = limner_values_get_schema (self->base->values);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      LimnerField *field = limner_schema_find_role (schema, roles[i]);

      if (field != NULL && !is_on_axis (self, limner_field_get_name (field)))
        return limner_field_get_name (field);
    }
  return NULL;
}

static void
add_cb (LimnerSweepSetup *self)
{
  const char *field;

  if (count_rows (self) >= LIMNER_SWEEP_MAX_AXES)
    return;
  field = find_next_field (self);
  limner_sweep_setup_add_field (self, field != NULL ? field : "", NULL);
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(LimnerSweepSetup) self = data;
  g_autoptr(LimnerSweep) sweep = NULL;
  g_autoptr(GError) error = NULL;

  sweep = limner_sweep_list_create_finish (LIMNER_SWEEP_LIST (object), result, &error);
  if (sweep != NULL)
    {
      g_signal_emit (self, signals[STARTED], 0, limner_sweep_get_id (sweep));
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (!limner_error_is_cancelled (error) && self->price != NULL)
    {
      g_autofree char *text = limner_error_to_text (error);

      gtk_label_set_label (self->price, text);
      gtk_widget_set_sensitive (self->start, TRUE);
    }
}

static void
start_cb (LimnerSweepSetup *self)
{
  LimnerRecipe *recipe = get_recipe (self);
  LimnerSpecRequest *base;
  const char *name = self->recipes != NULL ? gtk_editable_get_text (self->name) : "";

  if (self->base == NULL || self->axes == NULL)
    return;
  base = recipe != NULL ? limner_sweep_plan_make_base (recipe) : g_steal_pointer (&self->base);
  gtk_widget_set_sensitive (self->start, FALSE);
  limner_sweep_list_create_async (limner_studio_get_sweeps (self->studio), base,
                                  g_steal_pointer (&self->axes), self->folder,
                                  *name != '\0' ? name : NULL, recipe, self->cancellable,
                                  created_cb, g_object_ref (self));
}

static void
folder_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(LimnerSweepSetup) self = data;
  g_autoptr(GFile) folder = limner_dialogs_choose_folder_finish (result, NULL);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (folder == NULL || self->folder_button == NULL)
    return;
  g_free (self->folder);
  self->folder = g_file_get_path (folder);
  name = g_file_get_basename (folder);
  /* Translators: copies of results go to a folder of this name */
  text = g_strdup_printf (_("Copies to “%s”"), name);
  gtk_button_set_label (GTK_BUTTON (self->folder_button), text);
}

static void
folder_cb (LimnerSweepSetup *self)
{
  limner_dialogs_choose_folder_async (GTK_WIDGET (self), _("Copy results to a folder"),
                                      self->cancellable, folder_chosen_cb, g_object_ref (self));
}

static gboolean
key_cb (LimnerSweepSetup *self,
        guint             key,
        guint             code,
        GdkModifierType   state)
{
  if (key == GDK_KEY_Escape)
    gtk_window_close (GTK_WINDOW (self));
  else if ((state & GDK_CONTROL_MASK) != 0 && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    start_cb (self);
  else if ((state & GDK_CONTROL_MASK) != 0 && key == GDK_KEY_n)
    add_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
limner_sweep_setup_dispose (GObject *object)
{
  LimnerSweepSetup *self = LIMNER_SWEEP_SETUP (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->estimating);
  self->price = NULL;
  self->folder_button = NULL;
  g_clear_object (&self->estimating);
  g_clear_object (&self->studio);
  g_clear_pointer (&self->base, limner_spec_request_free);
  g_clear_pointer (&self->axes, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_sweep_setup_parent_class)->dispose (object);
}

static void
limner_sweep_setup_finalize (GObject *object)
{
  LimnerSweepSetup *self = LIMNER_SWEEP_SETUP (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->recipes, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_sweep_setup_parent_class)->finalize (object);
}

static void
limner_sweep_setup_class_init (LimnerSweepSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_sweep_setup_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_sweep_setup_finalize;

  /**
   * LimnerSweepSetup::started:
   * @self: the window
   * @id: the sweep's id
   *
   * A sweep has begun; the window closes.
   */
  signals[STARTED] = g_signal_new ("started", LIMNER_TYPE_SWEEP_SETUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_header (LimnerSweepSetup *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  self->start = gtk_button_new_with_mnemonic (_("_Start"));
  gtk_widget_set_tooltip_text (self->start, _("Start (Ctrl+Enter)"));
  gtk_widget_add_css_class (self->start, "suggested-action");
  g_signal_connect_swapped (self->start, "clicked", G_CALLBACK (start_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->start);
  return header;
}

static GtkWidget *
add_question (GtkWidget  *box,
              const char *text,
              GtkWidget  *answer)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), answer);
  gtk_widget_set_hexpand (answer, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), answer);
  gtk_box_append (GTK_BOX (box), line);
  return answer;
}

/* Only where models are tried together: what they are all to paint. */
static GtkWidget *
make_prompt (LimnerSweepSetup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->prompt = GTK_EDITABLE (add_question (box, _("_Prompt"), gtk_entry_new ()));
  g_signal_connect_swapped (self->prompt, "changed", G_CALLBACK (prompt_changed_cb), self);
  g_signal_connect_swapped (self->prompt, "activate", G_CALLBACK (start_cb), self);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

/* Only where files are sent. */
static GtkWidget *
make_batch (LimnerSweepSetup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->through = GTK_DROP_DOWN (add_question (box, _("_Through"), gtk_drop_down_new (NULL, NULL)));
  g_signal_connect_swapped (self->through, "notify::selected", G_CALLBACK (update), self);
  self->name = GTK_EDITABLE (add_question (box, _("_Names of copies"), gtk_entry_new ()));
  gtk_editable_set_text (self->name, LIMNER_SWEEP_DEFAULT_NAME);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name),
                               _("{name} is the file’s name; {number}, {model}, {seed} and {date} "
                                 "can be used too"));
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static void
limner_sweep_setup_init (LimnerSweepSetup *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _("Sweep"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, -1);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_box_append (GTK_BOX (outer), make_header (self));
  gtk_box_append (GTK_BOX (outer), box);
  gtk_widget_add_css_class (box, "limner-sweep-setup");

  self->question = make_prompt (self);
  gtk_box_append (GTK_BOX (box), self->question);
  self->batch = make_batch (self);
  gtk_box_append (GTK_BOX (box), self->batch);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), line);
  self->add = gtk_button_new_with_mnemonic (_("_Add axis"));
  gtk_widget_set_tooltip_text (self->add, _("Vary one more thing (Ctrl+N)"));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (line), self->add);
  self->folder_button = gtk_button_new_with_mnemonic (_("Copy results to a _folder…"));
  g_signal_connect_swapped (self->folder_button, "clicked", G_CALLBACK (folder_cb), self);
  gtk_box_append (GTK_BOX (line), self->folder_button);

  self->price = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->price, 0);
  gtk_label_set_wrap (self->price, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->price), "heading");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->price));
  adw_window_set_content (ADW_WINDOW (self), outer);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * limner_sweep_setup_new:
 * @studio: the studio
 * @base: (transfer full): what all pictures share, with its form
 *
 * Makes the window, without an axis yet.
 *
 * Returns: (transfer none): the window
 */
GtkWidget *
limner_sweep_setup_new (LimnerStudio      *studio,
                        LimnerSpecRequest *base)
{
  LimnerSweepSetup *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (base != NULL && LIMNER_IS_VALUES (base->values), NULL);

  self = g_object_new (LIMNER_TYPE_SWEEP_SETUP, NULL);
  self->studio = g_object_ref (studio);
  self->base = base;
  return GTK_WIDGET (self);
}

/**
 * limner_sweep_setup_add_field:
 * @self: the window
 * @field: the name of an input, or the empty string for what is varied most
 * @text: (nullable): values as one types them
 *
 * Adds an axis and puts the keyboard there.
 */
void
limner_sweep_setup_add_field (LimnerSweepSetup *self,
                              const char       *field,
                              const char       *text)
{
  LimnerSweepAxisRow *row;

  g_return_if_fail (LIMNER_IS_SWEEP_SETUP (self));
  g_return_if_fail (field != NULL);

  if (*field == '\0')
    field = find_next_field (self);
  row = add_row (self);
  limner_sweep_axis_row_choose (row, field);
  if (text != NULL)
    limner_sweep_axis_row_set_text (row, text);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  update (self);
}

/* Models of the form's own server are named without it, as a person would type them. */
static char *
dup_plain_names (LimnerSweepSetup *self,
                 const char       *text)
{
  g_autofree char *prefix = g_strconcat (self->base->server, " ", NULL);
  g_auto(GStrv) names = g_strsplit (text, ",", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      char *plain = g_strdup (g_str_has_prefix (name, prefix) ? name + strlen (prefix) : name);

      g_free (names[i]);
      names[i] = plain;
    }
  return g_strjoinv (", ", names);
}

/**
 * limner_sweep_setup_add_models:
 * @self: the window
 * @text: models as `SERVER-ID owner/name`, with commas between them
 *
 * Adds an axis of models, and asks for the prompt that all of them get.
 */
void
limner_sweep_setup_add_models (LimnerSweepSetup *self,
                               const char       *text)
{
  LimnerSweepAxisRow *row;
  g_autofree char *names = NULL;
  g_autofree char *prompt = NULL;

  g_return_if_fail (LIMNER_IS_SWEEP_SETUP (self));
  g_return_if_fail (text != NULL);

  gtk_window_set_title (GTK_WINDOW (self), _("Try together"));
  row = add_row (self);
  names = dup_plain_names (self, text);
  limner_sweep_axis_row_trust (row, names);
  limner_sweep_axis_row_choose (row, NULL);
  limner_sweep_axis_row_set_text (row, names);
  if (limner_schema_find_role (limner_values_get_schema (self->base->values),
                               LIMNER_ROLE_PROMPT) == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  else
    {
      prompt = limner_values_get_role_text (self->base->values, LIMNER_ROLE_PROMPT);
      if (prompt != NULL)
        gtk_editable_set_text (self->prompt, prompt);
      gtk_widget_set_visible (self->question, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->prompt));
    }
  update (self);
}

/**
 * limner_sweep_setup_add_files:
 * @self: the window
 * @field: the name of an input that takes pictures
 * @files: a list of #GFile
 * @recipes: (element-type LimnerRecipe): what the files can go through as well
 * @has_model: whether the base is a model that a person chose, and no stand-in for recipes
 *
 * Adds an axis of pictures, and asks what they go through.
 */
void
limner_sweep_setup_add_files (LimnerSweepSetup *self,
                              const char       *field,
                              GListModel       *files,
                              GPtrArray        *recipes,
                              gboolean          has_model)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  LimnerSweepAxisRow *row;

  g_return_if_fail (LIMNER_IS_SWEEP_SETUP (self));
  g_return_if_fail (field != NULL && G_IS_LIST_MODEL (files) && recipes != NULL);

  self->recipes = g_ptr_array_ref (recipes);
  if (has_model)
    gtk_string_list_append (names, self->base->model);
  for (guint i = 0; i < recipes->len; i++)
    {
      /* Translators: the name of a recipe */
      g_autofree char *name = g_strdup_printf (_("Recipe “%s”"),
                                               limner_recipe_get_name (recipes->pdata[i]));

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->through, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->batch, TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Send files"));

  row = add_row (self);
  limner_sweep_axis_row_choose (row, field);
  limner_sweep_axis_row_add_files (row, files);
  gtk_widget_grab_focus (GTK_WIDGET (self->through));
  update (self);
}
