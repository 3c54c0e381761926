/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"

#include "limner-form-meaning.h"

/* The list from which a person chooses what an input means, where the program guessed wrong. */

/* A mask has a line for each way of reading it. */
typedef struct
{
  LimnerRole          role;
  LimnerMaskPolarity  polarity;
  const char         *title;
} Meaning;

static const Meaning meanings[] = {
  { LIMNER_ROLE_PROMPT, 0, N_("Prompt") },
  { LIMNER_ROLE_NEGATIVE_PROMPT, 0, N_("Negative prompt") },
  { LIMNER_ROLE_SYSTEM_PROMPT, 0, N_("System prompt") },
  { LIMNER_ROLE_TRIGGER, 0, N_("Trigger word") },
  { LIMNER_ROLE_IMAGE, 0, N_("Picture") },
  { LIMNER_ROLE_IMAGE_LIST, 0, N_("List of pictures") },
  { LIMNER_ROLE_MASK, LIMNER_MASK_WHITE_REPAINTS, N_("Mask: white is painted anew") },
  { LIMNER_ROLE_MASK, LIMNER_MASK_BLACK_REPAINTS, N_("Mask: black is painted anew") },
  { LIMNER_ROLE_MASK, LIMNER_MASK_PRESERVE, N_("Mask: white is kept") },
  { LIMNER_ROLE_CONTROL_IMAGE, 0, N_("Control picture") },
  { LIMNER_ROLE_STYLE_IMAGE, 0, N_("Style picture") },
  { LIMNER_ROLE_FACE_IMAGE, 0, N_("Face picture") },
  { LIMNER_ROLE_STRENGTH, 0, N_("Strength of the change") },
  { LIMNER_ROLE_SEED, 0, N_("Seed") },
  { LIMNER_ROLE_STEPS, 0, N_("Steps") },
  { LIMNER_ROLE_GUIDANCE, 0, N_("Guidance") },
  { LIMNER_ROLE_SCHEDULER, 0, N_("Scheduler") },
  { LIMNER_ROLE_WIDTH, 0, N_("Width") },
  { LIMNER_ROLE_HEIGHT, 0, N_("Height") },
  { LIMNER_ROLE_ASPECT_RATIO, 0, N_("Aspect ratio") },
  { LIMNER_ROLE_RESOLUTION, 0, N_("Resolution") },
  { LIMNER_ROLE_EXTEND_LEFT, 0, N_("Extend on the left") },
  { LIMNER_ROLE_EXTEND_TOP, 0, N_("Extend at the top") },
  { LIMNER_ROLE_EXTEND_RIGHT, 0, N_("Extend on the right") },
  { LIMNER_ROLE_EXTEND_BOTTOM, 0, N_("Extend at the bottom") },
  { LIMNER_ROLE_EXTEND_WAY, 0, N_("Way of extending") },
  { LIMNER_ROLE_EXTEND_AMOUNT, 0, N_("How far to extend") },
  { LIMNER_ROLE_COUNT, 0, N_("Number of pictures") },
  { LIMNER_ROLE_OUTPUT_FORMAT, 0, N_("File format") },
  { LIMNER_ROLE_OUTPUT_QUALITY, 0, N_("Quality of the file") },
  { LIMNER_ROLE_SAFETY, 0, N_("Safety filter") },
  { LIMNER_ROLE_LORA, 0, N_("LoRA") },
  { LIMNER_ROLE_JSON, 0, N_("JSON") },
  { LIMNER_ROLE_NONE, 0, N_("Nothing in particular") },
};

static gboolean
means (const Meaning *meaning,
       LimnerField   *field)
{
  return meaning->role == limner_field_get_role (field) &&
         (meaning->role != LIMNER_ROLE_MASK ||
          meaning->polarity == limner_field_get_polarity (field));
}

/**
 * limner_form_meaning_get_title:
 * @field: an input
 *
 * Returns: (transfer none): what it means, in words
 */
const char *
limner_form_meaning_get_title (LimnerField *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (means (&meanings[i], field))
        return _(meanings[i].title);
    }
  return "";
}

static char *
make_role_text (const Meaning *meaning)
{
  if (meaning->role != LIMNER_ROLE_MASK)
    return g_strdup (limner_role_get_name (meaning->role));
  return g_strconcat (limner_role_get_name (meaning->role), ":",
                      limner_mask_polarity_get_name (meaning->polarity), NULL);
}

/* The change builds the form anew, and with it the row below the pop-up: first things first. */
typedef struct
{
  LimnerFormContext *context;
  char              *name;
  char              *role;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_clear_object (&choice->context);
  g_clear_pointer (&choice->name, g_free);
  g_clear_pointer (&choice->role, g_free);
  g_free (choice);
}

static gboolean
choose_cb (gpointer data)
{
  Choice *choice = data;

  limner_form_context_choose_meaning (choice->context, choice->name, choice->role);
  return G_SOURCE_REMOVE;
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  gpointer       user_data)
{
  LimnerField *field = g_object_get_data (G_OBJECT (list), "limner-field");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);
  Choice *choice = g_new0 (Choice, 1);

  choice->context = g_object_ref (user_data);
  choice->name = g_strdup (limner_field_get_name (field));
  choice->role = g_strdup (g_object_get_data (G_OBJECT (row), "limner-role"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_idle_add_full (G_PRIORITY_LOW, choose_cb, choice, choice_free);
}

static void
add_row (GtkWidget  *list,
         const char *title,
         char       *role,
         gboolean    is_chosen)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_opacity (mark, is_chosen ? 1 : 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_widget_add_css_class (box, "limner-choice");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "limner-role", role, g_free);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  if (is_chosen)
    gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
}

static void
add_rows (GtkWidget    *list,
          LimnerField  *field,
          LimnerValues *values)
{
  LimnerSchema *schema = limner_values_get_schema (values);
  const char *name = limner_field_get_name (field);
  LimnerField *automatic = limner_schema_find_field (limner_schema_get_automatic (schema), name);
  JsonObject *overrides = limner_schema_get_role_overrides (schema);
  gboolean is_overridden = overrides != NULL && json_object_has_member (overrides, name);
  /* Translators: %s is what the program thinks an input means, such as “Seed” */
  g_autofree char *title = g_strdup_printf (_("Automatic (%s)"),
                                            limner_form_meaning_get_title (automatic));

  add_row (list, title, NULL, !is_overridden);
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (limner_field_can_have_role (field, meanings[i].role))
        add_row (list, _(meanings[i].title), make_role_text (&meanings[i]),
                 is_overridden && means (&meanings[i], field));
    }
}

/**
 * limner_form_meaning_new:
 * @field: an input
 * @values: the form's values
 * @context: what the form shares
 *
 * Makes a pop-up that says what an input means and lets the person say it better.
 *
 * Returns: (transfer floating): the pop-up
 */
GtkWidget *
limner_form_meaning_new (LimnerField       *field,
                         LimnerValues      *values,
                         LimnerFormContext *context)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *label = g_strdup_printf (_("Meaning of %s"), limner_field_get_title (field));

  g_object_set_data_full (G_OBJECT (list), "limner-field", limner_field_ref (field),
                          (GDestroyNotify) limner_field_unref);
  add_rows (list, field, values);
  gtk_widget_add_css_class (list, "limner-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), context,
                           G_CONNECT_DEFAULT);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_widget_add_css_class (popover, "menu");
  return popover;
}
