/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "store/limner-item-details.h"
#include "store/limner-store-models.h"
#include "widgets/limner-dialogs.h"

#include "limner-sweep-axis-row.h"
#include "limner-sweep-models.h"
#include "limner-sweep-report.h"

#define MAX_FILE (256 * 1024 * 1024)
#define MAX_SHOWN 6

/* What can be varied beside the inputs, in the list before them. */
enum
{
  CHOICE_MODEL,
  CHOICE_PRESET,
  N_CHOICES,
};

/**
 * LimnerSweepAxisRow:
 *
 * One axis while a sweep is set up: what varies, the values as they are typed, and under them what
 * was understood.
 */
struct _LimnerSweepAxisRow
{
  GtkWidget          parent_instance;

  LimnerStudio      *studio;     /* (owned) */
  LimnerValues      *values;     /* (owned) */
  char              *server;
  char              *model;
  GPtrArray         *presets;    /* (owned) LimnerNamedText */
  LimnerSweepModels *models;     /* (owned) whether those that are typed are there */
  LimnerSweepAxis   *pictures;   /* (owned) files that were chosen, NULL before */
  GCancellable      *cancellable;

  GtkWidget         *box;
  GtkDropDown       *what;
  GtkEntry          *entry;
  GtkWidget         *choose;
  GtkWidget         *remove;
  GtkLabel          *told;
  GtkLabel          *left_out;
};

enum
{
  CHANGED,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerSweepAxisRow, limner_sweep_axis_row, GTK_TYPE_WIDGET)

static LimnerField *
get_field (LimnerSweepAxisRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->what);

  if (selected == GTK_INVALID_LIST_POSITION || selected < N_CHOICES)
    return NULL;
  return limner_schema_get_field (limner_values_get_schema (self->values), selected - N_CHOICES);
}

static gboolean
takes_files (LimnerField *field)
{
  return field != NULL && (limner_field_get_kind (field) == LIMNER_FIELD_FILE ||
                           (limner_field_get_kind (field) == LIMNER_FIELD_LIST &&
                            limner_field_get_item_kind (field) == LIMNER_FIELD_FILE));
}

/* What stands in the entry at first: something that makes sense, selected, so that typing replaces
 * it.
 */
static char *
suggest (LimnerSweepAxisRow *self)
{
  LimnerField *field = get_field (self);
  g_autoptr(GString) names = g_string_new (NULL);
  char *text;

  if (gtk_drop_down_get_selected (self->what) == CHOICE_MODEL)
    return g_strdup (self->model);
  if (field == NULL)
    {
      for (guint i = 0; self->presets != NULL && i < self->presets->len; i++)
        {
          const LimnerNamedText *preset = g_ptr_array_index (self->presets, i);

          g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", preset->name);
        }
      return g_string_free (g_steal_pointer (&names), FALSE);
    }
  if (limner_field_get_role (field) == LIMNER_ROLE_SEED)
    return g_strdup ("1..4");
  if (limner_field_get_kind (field) == LIMNER_FIELD_CHOICE ||
      limner_field_get_kind (field) == LIMNER_FIELD_BOOLEAN)
    return g_strdup ("all");
  text = limner_values_get_text (self->values, limner_field_get_name (field));
  return text != NULL ? text : g_strdup ("");
}

static void
emit_changed (LimnerSweepAxisRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tell (LimnerSweepAxisRow    *self,
      const LimnerSweepAxis *axis,
      const GError          *error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (axis != NULL && limner_sweep_axis_row_is_busy (self))
    {
      g_string_append (text, _("Looking whether these models are there…"));
    }
  else if (axis != NULL)
    {
      g_string_append_printf (text, ngettext ("%u value: ", "%u values: ", axis->values->len),
                              axis->values->len);
      for (guint i = 0; i < MIN (axis->values->len, MAX_SHOWN); i++)
        g_string_append_printf (text, "%s%s", i > 0 ? " · " : "",
                                limner_sweep_axis_get (axis, i)->label);
      if (axis->values->len > MAX_SHOWN)
        g_string_append (text, " …");
    }
  else if (error != NULL)
    {
      g_string_append (text, error->message);
    }
  /* What is wrong is not paled. */
  gtk_widget_set_css_classes (GTK_WIDGET (self->told), (const char *[]) {
    "caption", axis == NULL && error != NULL ? "error" : "dim-label", NULL });
  gtk_label_set_label (self->told, text->str);
}

/* Files that cannot be used, by name; the tool tip has all of them. */
static void
tell_left_out (LimnerSweepAxisRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;

  if (self->pictures != NULL && self->pictures->skipped->len > 0)
    {
      text = limner_sweep_report_dup_skipped (self->pictures, FALSE);
      all = limner_sweep_report_dup_skipped (self->pictures, TRUE);
    }
  gtk_label_set_label (self->left_out, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->left_out), all);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), text != NULL);
}

static void
update (LimnerSweepAxisRow *self)
{
  g_autoptr(GError) error = NULL;
  LimnerSweepAxis *axis = limner_sweep_axis_row_make_axis (self, &error);

  tell (self, axis, error);
  tell_left_out (self);
  g_clear_pointer (&axis, limner_sweep_axis_free);
  emit_changed (self);
}

static void
what_changed_cb (LimnerSweepAxisRow *self)
{
  LimnerField *field = get_field (self);
  g_autofree char *text = suggest (self);

  g_clear_pointer (&self->pictures, limner_sweep_axis_free);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), !takes_files (field));
  gtk_widget_set_visible (self->choose, takes_files (field));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (field == NULL)
    gtk_entry_set_placeholder_text (self->entry, _("One, another"));
  else if (limner_field_get_kind (field) == LIMNER_FIELD_INTEGER ||
           limner_field_get_kind (field) == LIMNER_FIELD_NUMBER)
    gtk_entry_set_placeholder_text (self->entry, _("1, 2, 4  or  1..8  or  0.2..0.8 step 0.1"));
  else
    gtk_entry_set_placeholder_text (self->entry, _("One | another  or  a {red|blue} house"));
  update (self);
}

static void
activated_cb (LimnerSweepAxisRow *self)
{
  g_signal_emit (self, signals[SUBMITTED], 0);
}

static void
presets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(LimnerSweepAxisRow) self = data;
  GPtrArray *presets = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);

  if (presets == NULL || self->what == NULL)
    {
      g_clear_pointer (&presets, g_ptr_array_unref);
      return;
    }
  self->presets = presets;
  if (gtk_drop_down_get_selected (self->what) == CHOICE_PRESET)
    what_changed_cb (self);
}

/* Files are kept in the library, one after the other. */
typedef struct
{
  LimnerSweepAxisRow *row;
  GListModel         *files;
  guint               next;
} Keeping;

static void keep_next (Keeping *keeping);

static void
keeping_free (Keeping *keeping)
{
  g_clear_object (&keeping->row);
  g_clear_object (&keeping->files);
  g_free (keeping);
}

static char *
dup_stem (GFile *file)
{
  char *name = g_file_get_basename (file);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

/* It cannot be read, is no picture, or there is no more room. */
static void
skip_file (Keeping *keeping)
{
  LimnerSweepAxisRow *self = keeping->row;
  g_autoptr(GFile) file = g_list_model_get_item (keeping->files, keeping->next - 1);
  g_autofree char *name = g_file_get_basename (file);

  if (self->pictures == NULL || self->what == NULL)
    return;
  limner_sweep_axis_skip (self->pictures, name);
  update (self);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Keeping *keeping = data;
  LimnerSweepAxisRow *self = keeping->row;
  g_autoptr(GFile) file = g_list_model_get_item (keeping->files, keeping->next - 1);
  g_autofree char *sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, NULL);
  g_autofree char *reference = g_strconcat ("blob:", sha256, NULL);
  g_autofree char *stem = dup_stem (file);

  if (sha256 == NULL ||
      (self->pictures != NULL &&
       !limner_sweep_axis_add_text (self->pictures, stem, reference)))
    skip_file (keeping);
  else if (self->pictures != NULL && self->what != NULL)
    update (self);
  keep_next (keeping);
}

/* An input for pictures takes nothing else; what a picture of an unknown kind is worth the model
 * finds out.
 */
static gboolean
is_usable (LimnerSweepAxisRow *self,
           GBytes             *bytes)
{
  LimnerField *field = self->what != NULL ? get_field (self) : NULL;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0 || g_bytes_get_size (bytes) > MAX_FILE)
    return FALSE;
  return field == NULL || !limner_field_is_picture (field) ||
         limner_image_sniff_mime (bytes) != NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Keeping *keeping = data;
  g_autoptr(GBytes) bytes = g_file_load_bytes_finish (G_FILE (object), result, NULL, NULL);

  if (keeping->row->studio == NULL)
    {
      keeping_free (keeping);
    }
  else if (!is_usable (keeping->row, bytes))
    {
      skip_file (keeping);
      keep_next (keeping);
    }
  else
    limner_store_put_blob_async (limner_studio_get_store (keeping->row->studio), bytes,
                                 keeping->row->cancellable, kept_cb, keeping);
}

static void
keep_next (Keeping *keeping)
{
  g_autoptr(GFile) file = g_list_model_get_item (keeping->files, keeping->next++);

  if (file == NULL || g_cancellable_is_cancelled (keeping->row->cancellable))
    keeping_free (keeping);
  else
    g_file_load_bytes_async (file, keeping->row->cancellable, read_cb, keeping);
}

static void
files_chosen_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(LimnerSweepAxisRow) self = data;
  g_autoptr(GListModel) files = limner_dialogs_open_finish (result, NULL);

  if (files != NULL && self->what != NULL)
    limner_sweep_axis_row_add_files (self, files);
}

static void
choose_cb (LimnerSweepAxisRow *self)
{
  limner_dialogs_open_async (GTK_WIDGET (self), _("Choose pictures"), LIMNER_FILE_PICTURES, TRUE,
                             self->cancellable, files_chosen_cb, g_object_ref (self));
}

static void
limner_sweep_axis_row_dispose (GObject *object)
{
  LimnerSweepAxisRow *self = LIMNER_SWEEP_AXIS_ROW (object);

  g_cancellable_cancel (self->cancellable);
  self->what = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->studio);
  g_clear_object (&self->values);
  g_clear_pointer (&self->presets, g_ptr_array_unref);
  g_clear_pointer (&self->pictures, limner_sweep_axis_free);
  g_clear_object (&self->models);

  G_OBJECT_CLASS (limner_sweep_axis_row_parent_class)->dispose (object);
}

static void
limner_sweep_axis_row_finalize (GObject *object)
{
  LimnerSweepAxisRow *self = LIMNER_SWEEP_AXIS_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->model, g_free);

  G_OBJECT_CLASS (limner_sweep_axis_row_parent_class)->finalize (object);
}

static gboolean
limner_sweep_axis_row_grab_focus (GtkWidget *widget)
{
  LimnerSweepAxisRow *self = LIMNER_SWEEP_AXIS_ROW (widget);

  if (gtk_widget_get_visible (self->choose))
    return gtk_widget_grab_focus (self->choose);
  return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
limner_sweep_axis_row_class_init (LimnerSweepAxisRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_sweep_axis_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_sweep_axis_row_finalize;
  widget_class->grab_focus = limner_sweep_axis_row_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-sweep-axis");

  /* ::changed: the values are others. ::submitted: Enter in the entry. */
  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_SWEEP_AXIS_ROW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SUBMITTED] = g_signal_new ("submitted", LIMNER_TYPE_SWEEP_AXIS_ROW, G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_sweep_axis_row_init (LimnerSweepAxisRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->cancellable = g_cancellable_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), line);

  self->what = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_size_request (GTK_WIDGET (self->what), 160, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->what), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What varies"), -1);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->what));

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Values"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->entry));

  self->choose = gtk_button_new_with_mnemonic (_("Choose _pictures…"));
  gtk_widget_set_hexpand (self->choose, TRUE);
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (choose_cb), self);
  gtk_box_append (GTK_BOX (line), self->choose);

  self->remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_set_tooltip_text (self->remove, _("Remove this axis"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove this axis"), -1);
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_box_append (GTK_BOX (line), self->remove);

  self->told = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->told, 0);
  gtk_label_set_wrap (self->told, TRUE);
  gtk_label_set_lines (self->told, 2);
  gtk_label_set_ellipsize (self->told, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->told));

  self->left_out = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->left_out, 0);
  gtk_label_set_wrap (self->left_out, TRUE);
  gtk_label_set_wrap_mode (self->left_out, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->left_out), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->left_out), "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->left_out));
}

/**
 * limner_sweep_axis_row_new:
 * @studio: the studio
 * @base: what all pictures share, with its form
 *
 * Makes a row that offers what the form can vary.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
limner_sweep_axis_row_new (LimnerStudio      *studio,
                           LimnerSpecRequest *base)
{
  LimnerSweepAxisRow *self = g_object_new (LIMNER_TYPE_SWEEP_AXIS_ROW, NULL);
  LimnerSchema *schema = limner_values_get_schema (base->values);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->studio = g_object_ref (studio);
  self->values = g_object_ref (base->values);
  self->server = g_strdup (base->server);
  self->model = g_strdup (base->model);
  self->models = limner_sweep_models_new (studio);
  if (base->model != NULL)
    limner_sweep_axis_row_trust (self, base->model);
  g_signal_connect_object (self->models, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_string_list_append (names, _("Model"));
  gtk_string_list_append (names, _("Preset"));
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    gtk_string_list_append (names, limner_field_get_title (limner_schema_get_field (schema, i)));
  gtk_drop_down_set_model (self->what, G_LIST_MODEL (names));
  g_signal_connect_swapped (self->what, "notify::selected", G_CALLBACK (what_changed_cb), self);
  limner_store_list_presets_async (limner_studio_get_store (studio), base->model,
                                   self->cancellable, presets_cb, g_object_ref (self));
  what_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * limner_sweep_axis_row_choose:
 * @self: a row
 * @field: (nullable): the name of an input; %NULL for the model
 *
 * Says what varies.
 */
void
limner_sweep_axis_row_choose (LimnerSweepAxisRow *self,
                              const char         *field)
{
  LimnerSchema *schema;

  g_return_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self));

  if (field == NULL)
    {
      gtk_drop_down_set_selected (self->what, CHOICE_MODEL);
      return;
    }
  schema = limner_values_get_schema (self->values);
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      if (g_str_equal (limner_field_get_name (limner_schema_get_field (schema, i)), field))
        gtk_drop_down_set_selected (self->what, i + N_CHOICES);
    }
}

/**
 * limner_sweep_axis_row_set_text:
 * @self: a row
 * @text: values as one types them
 *
 * Fills in the values.
 */
void
limner_sweep_axis_row_set_text (LimnerSweepAxisRow *self,
                                const char         *text)
{
  g_return_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * limner_sweep_axis_row_get_field:
 * @self: a row
 *
 * Gets what varies.
 *
 * Returns: (transfer none) (nullable): the name of an input
 */
const char *
limner_sweep_axis_row_get_field (LimnerSweepAxisRow *self)
{
  LimnerField *field;

  g_return_val_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self), NULL);

  field = get_field (self);
  return field != NULL ? limner_field_get_name (field) : NULL;
}

static char *
dup_full_name (LimnerSweepAxisRow *self,
               const char         *name)
{
  return strchr (name, ' ') != NULL ? g_strdup (name)
                                    : g_strdup_printf ("%s %s", self->server, name);
}

/**
 * limner_sweep_axis_row_trust:
 * @self: a row
 * @text: models as one types them
 *
 * Says of models that they are there, as of those that were chosen from a list.
 */
void
limner_sweep_axis_row_trust (LimnerSweepAxisRow *self,
                             const char         *text)
{
  g_auto(GStrv) names = g_strsplit_set (text, ",\n", LIMNER_SWEEP_MAX_VALUES);

  g_return_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = dup_full_name (self, g_strstrip (names[i]));

      limner_sweep_models_trust (self->models, full);
    }
}

/**
 * limner_sweep_axis_row_is_busy:
 * @self: a row
 *
 * Tells whether servers are still asked for what was typed.
 *
 * Returns: %TRUE until it is known
 */
gboolean
limner_sweep_axis_row_is_busy (LimnerSweepAxisRow *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self), FALSE);

  return gtk_drop_down_get_selected (self->what) == CHOICE_MODEL &&
         limner_sweep_models_is_busy (self->models);
}

static LimnerSweepAxis *
make_model_axis (LimnerSweepAxisRow  *self,
                 const char          *text,
                 GError             **error)
{
  g_autoptr(LimnerSweepAxis) axis = limner_sweep_axis_new (LIMNER_SWEEP_MODEL, _("Model"));
  g_auto(GStrv) names = g_strsplit_set (text, ",\n", LIMNER_SWEEP_MAX_VALUES);

  limner_sweep_models_begin (self->models);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      const char *space = strchr (name, ' ');
      g_autofree char *full = dup_full_name (self, name);

      if (*name == '\0')
        continue;
      if (strchr (name, '/') == NULL)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                       _("“%s” is not named as owner/name"), name);
          return NULL;
        }
      if (!limner_sweep_models_check (self->models, full, error))
        return NULL;
      limner_sweep_axis_add_text (axis, space != NULL ? space + 1 : name, full);
    }
  if (axis->values->len == 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                           _("Type models as owner/name, with commas between them"));
      return NULL;
    }
  return g_steal_pointer (&axis);
}

static const LimnerNamedText *
find_preset (LimnerSweepAxisRow *self,
             const char         *name)
{
  for (guint i = 0; self->presets != NULL && i < self->presets->len; i++)
    {
      const LimnerNamedText *preset = g_ptr_array_index (self->presets, i);

      if (g_utf8_collate (preset->name, name) == 0)
        return preset;
    }
  return NULL;
}

static LimnerSweepAxis *
make_preset_axis (LimnerSweepAxisRow  *self,
                  const char          *text,
                  GError             **error)
{
  g_autoptr(LimnerSweepAxis) axis = limner_sweep_axis_new (LIMNER_SWEEP_PRESET, _("Preset"));
  g_auto(GStrv) names = g_strsplit (text, ",", LIMNER_SWEEP_MAX_VALUES);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      const LimnerNamedText *preset = find_preset (self, name);
      g_autoptr(JsonNode) node = preset != NULL && preset->text != NULL
        ? limner_json_parse (preset->text, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL) : NULL;

      if (*name == '\0')
        continue;
      if (node == NULL)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                       _("This model has no preset “%s”"), name);
          return NULL;
        }
      limner_sweep_axis_add (axis, name, node);
    }
  if (axis->values->len == 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                           self->presets != NULL && self->presets->len == 0
                             ? _("This model has no presets yet; the form’s menu saves one")
                             : _("Type names of presets, with commas between them"));
      return NULL;
    }
  return g_steal_pointer (&axis);
}

static LimnerSweepAxis *
copy_pictures (LimnerSweepAxisRow  *self,
               GError             **error)
{
  LimnerSweepAxis *axis;

  if (self->pictures == NULL || self->pictures->values->len == 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                           _("Choose pictures first"));
      return NULL;
    }
  axis = limner_sweep_axis_new_field (get_field (self));
  for (guint i = 0; i < self->pictures->values->len; i++)
    {
      const LimnerSweepValue *value = limner_sweep_axis_get (self->pictures, i);

      limner_sweep_axis_add (axis, value->label, value->node);
    }
  for (guint i = 0; i < self->pictures->skipped->len; i++)
    limner_sweep_axis_skip (axis, g_ptr_array_index (self->pictures->skipped, i));
  return axis;
}

/**
 * limner_sweep_axis_row_make_axis:
 * @self: a row
 * @error: return location for an error
 *
 * Reads what was typed.
 *
 * Returns: (transfer full) (nullable): the axis
 */
LimnerSweepAxis *
limner_sweep_axis_row_make_axis (LimnerSweepAxisRow  *self,
                                 GError             **error)
{
  LimnerField *field;
  const char *text;

  g_return_val_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self), NULL);

  field = get_field (self);
  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (takes_files (field))
    return copy_pictures (self, error);
  if (field != NULL)
    return limner_sweep_axis_parse (self->values, limner_field_get_name (field), text, error);
  if (gtk_drop_down_get_selected (self->what) == CHOICE_MODEL)
    return make_model_axis (self, text, error);
  return make_preset_axis (self, text, error);
}

/**
 * limner_sweep_axis_row_add_files:
 * @self: a row whose input takes files
 * @files: a list of #GFile
 *
 * Takes files as values; they are kept in the library one after the other.
 */
void
limner_sweep_axis_row_add_files (LimnerSweepAxisRow *self,
                                 GListModel         *files)
{
  Keeping *keeping;

  g_return_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  if (!takes_files (get_field (self)))
    return;
  if (self->pictures == NULL)
    self->pictures = limner_sweep_axis_new_field (get_field (self));
  keeping = g_new0 (Keeping, 1);
  keeping->row = g_object_ref (self);
  keeping->files = g_object_ref (files);
  keep_next (keeping);
}

/**
 * limner_sweep_axis_row_get_remove:
 * @self: a row
 *
 * Gets the button that takes the row away.
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
limner_sweep_axis_row_get_remove (LimnerSweepAxisRow *self)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_AXIS_ROW (self), NULL);

  return self->remove;
}
