/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "schema/limner-prompt.h"
#include "widgets/limner-text-area.h"

#include "limner-form-row-prompt.h"

/* From so many tokens on a prompt is said to be near its end. */
#define NEAR_LIMIT 65

/* Text of several lines. A prompt has more: earlier prompts (Alt+↑↓), weights (Ctrl+↑↓), wildcards
 * and a count of tokens.
 */
struct _LimnerFormRowPrompt
{
  LimnerFormRow       parent_instance;

  LimnerTextArea *area;             /* borrowed */
  char               *draft;            /* what was there before the history was looked at */
  int                 history_place;    /* -1 for the draft */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowPrompt, limner_form_row_prompt, LIMNER_TYPE_FORM_ROW)

static gboolean
is_prompt (LimnerFormRow *row)
{
  LimnerRole role = limner_field_get_role (limner_form_row_get_field (row));

  return role == LIMNER_ROLE_PROMPT || role == LIMNER_ROLE_NEGATIVE_PROMPT;
}

/* Only models with a negative prompt beside the prompt read with CLIP's limit, as a rule. */
static gboolean
counts_tokens (LimnerFormRow *row)
{
  LimnerSchema *schema = limner_values_get_schema (limner_form_row_get_values (row));

  return is_prompt (row) &&
         limner_schema_find_role (schema, LIMNER_ROLE_NEGATIVE_PROMPT) != NULL &&
         limner_schema_find_role (schema, LIMNER_ROLE_GUIDANCE) != NULL;
}

static void
update_hint (LimnerFormRowPrompt *self,
             const char          *text)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  guint64 n_variants = is_prompt (row) ? MIN (limner_prompt_count_variants (text), G_MAXUINT) : 1;
  guint n_tokens = counts_tokens (row) ? limner_prompt_estimate_tokens (text) : 0;
  g_autofree char *hint = NULL;

  if (n_variants > 1)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed ((guint32) g_str_hash (text));
      g_autofree char *example = limner_prompt_expand (text, random);

      hint = g_strdup_printf (ngettext ("%u prompt, such as “%s”", "%u prompts, such as “%s”",
                                        (guint) n_variants), (guint) n_variants, example);
    }
  else if (n_tokens > NEAR_LIMIT)
    {
      hint = g_strdup_printf (_("About %u of the %d tokens that such models read"), n_tokens,
                              LIMNER_PROMPT_CLIP_TOKENS);
    }
  limner_form_row_set_hint (row, hint);
}

static void
changed_cb (LimnerTextArea      *area,
            LimnerFormRowPrompt *self)
{
  g_autofree char *text = limner_text_area_get_text (area);

  limner_form_row_take_text (LIMNER_FORM_ROW (self), text);
}

static void
show_history (LimnerFormRowPrompt *self,
              int                  step)
{
  LimnerFormContext *context = limner_form_row_get_context (LIMNER_FORM_ROW (self));
  const char *const *history = limner_form_context_get_prompt_history (context);
  int n_prompts = (int) g_strv_length ((char **) history);
  int place = CLAMP (self->history_place + step, -1, n_prompts - 1);
  const char *text;

  if (place == self->history_place)
    return;

  if (self->history_place < 0)
    {
      g_free (self->draft);
      self->draft = limner_text_area_get_text (self->area);
    }
  self->history_place = place;
  text = place < 0 ? self->draft : history[place];
  limner_text_area_set_text (self->area, text);
}

static void
change_weight (LimnerFormRowPrompt *self,
               int                  direction)
{
  GtkTextBuffer *buffer =
    gtk_text_view_get_buffer (limner_text_area_get_view (self->area));
  g_autofree char *text = limner_text_area_get_text (self->area);
  g_autofree char *weighted = NULL;
  GtkTextIter from, to;
  int start, end;

  gtk_text_buffer_get_selection_bounds (buffer, &from, &to);
  start = (int) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (&from)) - text);
  end = (int) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (&to)) - text);
  weighted = limner_prompt_change_weight (text, &start, &end, direction);

  limner_text_area_set_text (self->area, weighted);
  gtk_text_buffer_get_iter_at_offset (buffer, &from,
                                      (int) g_utf8_pointer_to_offset (weighted, weighted + start));
  gtk_text_buffer_get_iter_at_offset (buffer, &to,
                                      (int) g_utf8_pointer_to_offset (weighted, weighted + end));
  gtk_text_buffer_select_range (buffer, &from, &to);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LimnerFormRowPrompt   *self)
{
  int direction = keyval == GDK_KEY_Up ? 1 : keyval == GDK_KEY_Down ? -1 : 0;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (direction == 0 || (state != GDK_ALT_MASK && state != GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  if (state == GDK_ALT_MASK)
    show_history (self, direction);
  else
    change_weight (self, direction);
  return GDK_EVENT_STOP;
}

static void
ideas_clicked_cb (GtkWidget     *button,
                  LimnerFormRow *row)
{
  limner_form_context_request_ideas (limner_form_row_get_context (row),
                                     limner_form_row_get_name (row), button);
}

static void
add_ideas_button (LimnerFormRow *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("starred-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Write me ideas"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Write me ideas"), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (ideas_clicked_cb), row);
  limner_form_row_add_suffix (row, button);
}

/* Whether the model answers with words. */
static gboolean
writes (LimnerFormRow *row)
{
  LimnerSchema *schema = limner_values_get_schema (limner_form_row_get_values (row));
  g_autofree char *kind = limner_schema_get_output_kind_name (schema);

  return limner_schema_kind_is_text (kind);
}

static void
limner_form_row_prompt_setup (LimnerFormRow *row)
{
  LimnerFormRowPrompt *self = LIMNER_FORM_ROW_PROMPT (row);
  LimnerRole role = limner_field_get_role (limner_form_row_get_field (row));
  GtkWidget *area = limner_text_area_new (role == LIMNER_ROLE_PROMPT ? 3 : 2, 12);
  GtkTextView *view = limner_text_area_get_view (LIMNER_TEXT_AREA (area));
  GtkEventController *keys;

  self->area = LIMNER_TEXT_AREA (area);
  self->history_place = -1;
  if (role == LIMNER_ROLE_PROMPT)
    limner_text_area_set_placeholder (self->area, writes (row) ? _("What it shall write about")
                                                               : _("What it shall show"));
  else if (role == LIMNER_ROLE_NEGATIVE_PROMPT)
    limner_text_area_set_placeholder (self->area, _("What it shall not show"));
  gtk_text_view_set_input_hints (view, GTK_INPUT_HINT_SPELLCHECK);
  g_signal_connect (area, "changed", G_CALLBACK (changed_cb), self);
  if (is_prompt (row))
    {
      keys = gtk_event_controller_key_new ();
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
      gtk_widget_add_controller (area, keys);
    }
  if (role == LIMNER_ROLE_PROMPT &&
      limner_form_context_offers_ideas (limner_form_row_get_context (row)))
    add_ideas_button (row);
  limner_form_row_set_body (row, area);
  limner_form_row_set_control (row, GTK_WIDGET (view));
}

static void
limner_form_row_prompt_update (LimnerFormRow *row)
{
  LimnerFormRowPrompt *self = LIMNER_FORM_ROW_PROMPT (row);
  g_autofree char *text = limner_values_get_text (limner_form_row_get_values (row),
                                                  limner_form_row_get_name (row));

  limner_text_area_set_text (self->area, text);
  update_hint (self, text);
}

static void
limner_form_row_prompt_finalize (GObject *object)
{
  LimnerFormRowPrompt *self = LIMNER_FORM_ROW_PROMPT (object);

  g_clear_pointer (&self->draft, g_free);

  G_OBJECT_CLASS (limner_form_row_prompt_parent_class)->finalize (object);
}

static void
limner_form_row_prompt_class_init (LimnerFormRowPromptClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limner_form_row_prompt_finalize;
  row_class->setup = limner_form_row_prompt_setup;
  row_class->update = limner_form_row_prompt_update;
}

static void
limner_form_row_prompt_init (LimnerFormRowPrompt *self)
{
}
