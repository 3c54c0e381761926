/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/limner-json.h"

#include "limner-cover.h"
#include "limner-model-example.h"

/** How large an example is, in pixels. */
#define WIDTH 180
#define HEIGHT 150

/** How many characters and lines of an answer in words are shown. */
#define MAX_ANSWER 400
#define ANSWER_LINES 7

/**
 * LimnerModelExample:
 * @used: (param example): the person wants to begin with it
 *
 * What a model made of some inputs: the picture, or the words that it answered with, what was asked
 * for, and a button to begin with the same.
 */
struct _LimnerModelExample
{
  GtkWidget         parent_instance;

  GtkWidget        *clamp;

  /* Owned */
  LimnerPrediction *example;
};

enum
{
  USED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerModelExample, limner_model_example, GTK_TYPE_WIDGET)

static void
clicked_cb (LimnerModelExample *self)
{
  g_signal_emit (self, signals[USED], 0, self->example);
}

static const char *
find_picture (char **files)
{
  for (gsize i = 0; files[i] != NULL; i++)
    {
      if (!g_str_has_suffix (files[i], ".mp4") && !g_str_has_suffix (files[i], ".wav") &&
          !g_str_has_suffix (files[i], ".mp3"))
        return files[i];
    }
  return NULL;
}

static GtkWidget *
make_text (const char *text,
           guint       max_length,
           int         n_lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1),
                                                            (glong) max_length));
  GtkWidget *label = gtk_label_new (g_strstrip (g_strdelimit (start, "\n\r\t", ' ')));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), n_lines);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "caption");
  return label;
}

/* A sheet as large as the pictures of other models. */
static GtkWidget *
make_answer (const char *answer)
{
  GtkWidget *sheet = adw_bin_new ();
  GtkWidget *label = make_text (answer, MAX_ANSWER, ANSWER_LINES);

  gtk_widget_set_margin_start (label, 9);
  gtk_widget_set_margin_end (label, 9);
  gtk_widget_set_margin_top (label, 9);
  gtk_widget_set_margin_bottom (label, 9);
  adw_bin_set_child (ADW_BIN (sheet), label);
  gtk_widget_set_size_request (sheet, WIDTH, HEIGHT);
  gtk_widget_set_overflow (sheet, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (sheet, "card");
  return sheet;
}

static GtkWidget *
make_result (LimnerPrediction *example,
             LimnerClient     *client,
             const char       *name)
{
  g_auto(GStrv) files = limner_prediction_dup_output_files (example);
  g_autofree char *answer = limner_prediction_dup_output_text (example);
  GtkWidget *cover;

  if (files[0] == NULL && answer != NULL && *g_strstrip (answer) != '\0')
    return make_answer (answer);

  cover = limner_cover_new ();
  limner_cover_set_height (LIMNER_COVER (cover), HEIGHT);
  limner_cover_set_source (LIMNER_COVER (cover), client, find_picture (files), name);
  gtk_widget_add_css_class (cover, "large");
  return cover;
}

static void
limner_model_example_dispose (GObject *object)
{
  LimnerModelExample *self = LIMNER_MODEL_EXAMPLE (object);

  g_clear_pointer (&self->clamp, gtk_widget_unparent);
  g_clear_object (&self->example);

  G_OBJECT_CLASS (limner_model_example_parent_class)->dispose (object);
}

static void
limner_model_example_class_init (LimnerModelExampleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_model_example_dispose;

  signals[USED] =
    g_signal_new ("used", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, LIMNER_TYPE_PREDICTION);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
limner_model_example_init (LimnerModelExample *self)
{
  /* All are of one width, however much was prompted. */
  self->clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), WIDTH);
  gtk_widget_set_parent (self->clamp, GTK_WIDGET (self));
}

/**
 * limner_model_example_new:
 * @example: a prediction that ended
 * @client: (nullable): who loads its picture
 * @name: the model's name, which stands in for a picture
 *
 * Returns: (transfer floating): a widget of 180 pixels' width
 */
GtkWidget *
limner_model_example_new (LimnerPrediction *example,
                          LimnerClient     *client,
                          const char       *name)
{
  LimnerModelExample *self;
  GtkWidget *box, *button;
  const char *prompt;

  g_return_val_if_fail (LIMNER_IS_PREDICTION (example), NULL);

  self = g_object_new (LIMNER_TYPE_MODEL_EXAMPLE, NULL);
  self->example = g_object_ref (example);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_box_append (GTK_BOX (box), make_result (example, client, name));
  prompt = limner_json_get_string (limner_prediction_get_input (example), "prompt", NULL);
  /* Two lines are all there is room for, and some prompts are poems. */
  if (prompt != NULL && *prompt != '\0')
    {
      GtkWidget *label = make_text (prompt, MAX_ANSWER, 2);

      gtk_widget_set_vexpand (label, TRUE);
      gtk_box_append (GTK_BOX (box), label);
    }
  button = gtk_button_new_with_mnemonic (_("Use this _example"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_vexpand (button, prompt == NULL || *prompt == '\0');
  gtk_box_append (GTK_BOX (box), button);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), box);
  return GTK_WIDGET (self);
}
