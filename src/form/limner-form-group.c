/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "limner-form-factory.h"
#include "limner-form-group.h"

/* So many rows are made at a time when a long group opens, and so many are shown of a search. */
#define BATCH 40
#define MAX_FOUND 60

typedef struct
{
  LimnerField   *field;     /* owned */
  LimnerFormRow *row;       /* borrowed, NULL until it is made */
  char          *words;     /* folded name, title and help, made when it is searched for */
  gboolean       is_asked_for;
} Entry;

struct _LimnerFormGroup
{
  GtkWidget          parent_instance;

  /* Owned */
  LimnerValues      *values;
  LimnerFormContext *context;
  GPtrArray         *entries;      /* of Entry */
  char              *search;       /* folded, NULL where nothing is searched for */

  /* Children */
  GtkWidget         *header;       /* NULL for a group without a title, which never folds */
  GtkWidget         *card;

  /* Borrowed */
  GtkWidget         *arrow;
  GtkWidget         *count;

  guint              batch_id;
  gboolean           is_open;
  gboolean           insists;
};

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerFormGroup, limner_form_group, GTK_TYPE_WIDGET)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->field, limner_field_unref);
  g_clear_pointer (&entry->words, g_free);
  g_free (entry);
}

/* Rows are made in any order but stand in that of the form. */
static LimnerFormRow *
ensure_row (LimnerFormGroup *self,
            guint            index)
{
  Entry *entry = g_ptr_array_index (self->entries, index);
  GtkWidget *previous = NULL;

  if (entry->row != NULL)
    return entry->row;

  for (guint i = index; i > 0 && previous == NULL; i--)
    previous = GTK_WIDGET (((Entry *) g_ptr_array_index (self->entries, i - 1))->row);

  entry->row = LIMNER_FORM_ROW (limner_form_make_row (entry->field, self->values, self->context));
  gtk_box_insert_child_after (GTK_BOX (self->card), GTK_WIDGET (entry->row), previous);
  if (self->insists)
    limner_form_row_insist (entry->row);
  return entry->row;
}

static gboolean
is_found (LimnerFormGroup *self,
          Entry           *entry)
{
  if (entry->words == NULL)
    {
      const char *help = limner_field_get_help (entry->field);
      g_autofree char *all = g_strjoin ("\n", limner_field_get_name (entry->field),
                                        limner_field_get_title (entry->field), help, NULL);

      entry->words = g_utf8_casefold (all, -1);
    }

  return strstr (entry->words, self->search) != NULL;
}

/* What is set on the canvas or above the form is told there alone, unless somebody asks for it
 * here. Pictures have a line all the same, from which another file can be chosen. */
static gboolean
is_told_elsewhere (LimnerFormGroup *self,
                   Entry           *entry)
{
  return !entry->is_asked_for && !limner_field_is_picture (entry->field) &&
         limner_form_context_is_canvas_field (self->context,
                                              limner_field_get_name (entry->field));
}

/* Without its value a required input cannot be folded away. */
static gboolean
is_wanted (LimnerFormGroup *self,
           Entry           *entry,
           guint            n_shown)
{
  if (self->search != NULL)
    return n_shown < MAX_FOUND && is_found (self, entry);
  if (is_told_elsewhere (self, entry))
    return FALSE;

  return self->is_open || limner_field_is_required (entry->field);
}

static gboolean
batch_cb (gpointer user_data)
{
  LimnerFormGroup *self = user_data;
  guint n_made = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->row != NULL || !is_wanted (self, entry, 0))
        continue;
      if (n_made++ == BATCH)
        return G_SOURCE_CONTINUE;
      ensure_row (self, i);
    }

  self->batch_id = 0;
  return G_SOURCE_REMOVE;
}

static void
update_rows (LimnerFormGroup *self)
{
  guint n_shown = 0;
  guint n_made = 0;
  guint n_own = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      gboolean wanted = is_wanted (self, entry, n_shown);

      n_shown += wanted;
      n_own += !is_told_elsewhere (self, entry);
      if (wanted && entry->row == NULL && n_made++ < BATCH)
        ensure_row (self, i);
      if (entry->row != NULL)
        gtk_widget_set_visible (GTK_WIDGET (entry->row), wanted);
    }

  if (n_made > BATCH && self->batch_id == 0)
    self->batch_id = g_idle_add (batch_cb, self);
  gtk_widget_set_visible (self->card, n_shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->search == NULL ? n_own > 0 : n_shown > 0);
}

static void
update_count (LimnerFormGroup *self)
{
  guint n_changed = 0;
  g_autofree char *text = NULL;

  if (self->header == NULL)
    return;

  for (guint i = 0; i < self->entries->len && !self->is_open; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      n_changed += limner_values_is_changed (self->values, limner_field_get_name (entry->field));
    }

  text = g_strdup_printf (ngettext ("%u changed", "%u changed", n_changed), n_changed);
  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, n_changed > 0);
}

static void
changed_cb (LimnerFormGroup *self,
            const char      *name)
{
  if (!self->is_open)
    update_count (self);
}

static void
header_clicked_cb (LimnerFormGroup *self)
{
  limner_form_group_set_open (self, !self->is_open);
}

static GtkWidget *
make_header (LimnerFormGroup *self,
             const char      *title)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "limner-count");
  gtk_widget_add_css_class (self->count, "caption");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "limner-group-header");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (header_clicked_cb), self);
  return button;
}

static void
limner_form_group_dispose (GObject *object)
{
  LimnerFormGroup *self = LIMNER_FORM_GROUP (object);

  g_clear_handle_id (&self->batch_id, g_source_remove);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->values);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (limner_form_group_parent_class)->dispose (object);
}

static void
limner_form_group_finalize (GObject *object)
{
  LimnerFormGroup *self = LIMNER_FORM_GROUP (object);

  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (limner_form_group_parent_class)->finalize (object);
}

static void
limner_form_group_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  LimnerFormGroup *self = LIMNER_FORM_GROUP (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, self->is_open);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_form_group_class_init (LimnerFormGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_form_group_dispose;
  object_class->finalize = limner_form_group_finalize;
  object_class->get_property = limner_form_group_get_property;

  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-group");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_form_group_init (LimnerFormGroup *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/**
 * limner_form_group_new:
 * @title: (nullable): what it is called; %NULL for a group that is always open
 * @values: the form's values
 * @context: what the form shares
 *
 * Returns: (transfer floating): a group without inputs
 */
GtkWidget *
limner_form_group_new (const char        *title,
                       LimnerValues      *values,
                       LimnerFormContext *context)
{
  LimnerFormGroup *self = g_object_new (LIMNER_TYPE_FORM_GROUP, NULL);

  self->values = g_object_ref (values);
  self->context = g_object_ref (context);
  if (title != NULL)
    {
      self->header = make_header (self, title);
      gtk_widget_set_parent (self->header, GTK_WIDGET (self));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                      -1);
    }
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_add_css_class (self->card, "limner-group-card");
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  g_signal_connect_object (values, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::canvas-fields", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * limner_form_group_add_field:
 * @self: a group
 * @field: an input
 *
 * Adds an input at the end. Its row is made when the group is opened.
 */
void
limner_form_group_add_field (LimnerFormGroup *self,
                             LimnerField     *field)
{
  Entry *entry;

  g_return_if_fail (LIMNER_IS_FORM_GROUP (self));

  entry = g_new0 (Entry, 1);
  entry->field = limner_field_ref (field);
  g_ptr_array_add (self->entries, entry);
}

/**
 * limner_form_group_get_n_fields:
 * @self: a group
 *
 * Returns: how many inputs it has
 */
guint
limner_form_group_get_n_fields (LimnerFormGroup *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_GROUP (self), 0);

  return self->entries->len;
}

/**
 * limner_form_group_get_open:
 * @self: a group
 *
 * Returns: whether all of its rows are shown
 */
gboolean
limner_form_group_get_open (LimnerFormGroup *self)
{
  g_return_val_if_fail (LIMNER_IS_FORM_GROUP (self), FALSE);

  return self->is_open;
}

/**
 * limner_form_group_set_open:
 * @self: a group
 * @is_open: whether to show all of its rows
 *
 * Folds or unfolds the group. Required inputs stay in sight. To be called once after the inputs
 * were added.
 */
void
limner_form_group_set_open (LimnerFormGroup *self,
                            gboolean         is_open)
{
  gboolean was_open;

  g_return_if_fail (LIMNER_IS_FORM_GROUP (self));

  was_open = self->is_open;
  self->is_open = is_open || self->header == NULL;
  update_rows (self);
  update_count (self);
  if (self->header != NULL)
    {
      gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                    is_open ? "pan-down-symbolic" : "pan-end-symbolic");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED,
                                   is_open, -1);
    }
  if (was_open != self->is_open)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

/**
 * limner_form_group_set_search:
 * @self: a group
 * @text: (nullable): words to search for; %NULL or nothing ends the search
 *
 * Shows only the inputs in whose name, title or help the words occur.
 */
void
limner_form_group_set_search (LimnerFormGroup *self,
                              const char      *text)
{
  g_return_if_fail (LIMNER_IS_FORM_GROUP (self));

  g_clear_pointer (&self->search, g_free);
  if (text != NULL && *text != '\0')
    self->search = g_utf8_casefold (text, -1);
  if (self->header != NULL)
    gtk_widget_set_sensitive (self->header, self->search == NULL);
  update_rows (self);
}

/**
 * limner_form_group_ensure_row:
 * @self: a group
 * @name: an input's name
 *
 * Looks for the row that shows an input, and makes it where it was not needed yet. It is to be
 * seen, even of an input that is told elsewhere.
 *
 * Returns: (transfer none) (nullable): the row, %NULL where the input is not in this group
 */
LimnerFormRow *
limner_form_group_ensure_row (LimnerFormGroup *self,
                              const char      *name)
{
  g_return_val_if_fail (LIMNER_IS_FORM_GROUP (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      LimnerField *partner = NULL;

      if (entry->row != NULL)
        partner = limner_form_row_get_partner (entry->row);
      if (g_str_equal (limner_field_get_name (entry->field), name) ||
          (partner != NULL && g_str_equal (limner_field_get_name (partner), name)))
        {
          entry->is_asked_for = TRUE;
          ensure_row (self, i);
          update_rows (self);
          return entry->row;
        }
    }

  return NULL;
}

/**
 * limner_form_group_insist:
 * @self: a group
 *
 * From now on values that are missing are shown as errors.
 */
void
limner_form_group_insist (LimnerFormGroup *self)
{
  g_return_if_fail (LIMNER_IS_FORM_GROUP (self));

  self->insists = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->row != NULL)
        limner_form_row_insist (entry->row);
    }
}
