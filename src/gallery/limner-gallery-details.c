/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/limner-store-gallery.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"
#include "widgets/limner-wrap-layout.h"
#include "wire/limner-model.h"

#include "limner-gallery-details.h"
#include "limner-gallery-facts.h"
#include "limner-gallery-lineage.h"
#include "limner-gallery-notes.h"
#include "limner-gallery-origin.h"
#include "limner-gallery-picker.h"
#include "limner-gallery-summary.h"

#define LONG_PROMPT  480   /* characters */
#define PROMPT_LINES 8

/**
 * LimnerGalleryDetails:
 *
 * Everything the library knows of one picture: how it was asked for, every input, what it cost,
 * what it was made from. Its buttons name the actions of the gallery it stands in.
 */
struct _LimnerGalleryDetails
{
  GtkWidget          parent_instance;

  LimnerStore       *store;            /* (owned) (nullable) */
  LimnerGalleryItem *item;             /* (owned) (nullable) */
  gulong             notify_id;
  GCancellable      *cancellable;      /* (owned) (nullable) of what is looked up for the item */
  gboolean           looked_up;        /* model and job of the item were asked for */
  gboolean           unfolded;         /* long prompts are shown whole */

  /* The model that was looked up last */
  char              *model_key;        /* (owned) (nullable) server and name */
  char              *latest_version;   /* (owned) (nullable) */
  LimnerSchema      *schema;           /* (owned) (nullable) of the latest version */

  /* Template widgets */
  GtkStack          *stack;
  GtkBox            *rating_box;
  GtkWidget         *prompt_box;
  GtkLabel          *prompt_label;
  GtkWidget         *negative_box;
  GtkLabel          *negative_label;
  GtkWidget         *more_button;
  LimnerGalleryFacts *facts;
  LimnerGalleryLineage *lineage;
  LimnerGalleryNotes *notes;
  GtkBox            *tags_box;
  GtkMenuButton     *tag_button;
  GtkMenuButton     *menu_button;
  LimnerGalleryOrigin *origin;
  LimnerGallerySummary *summary;

  GtkWidget         *favourite_button;
  GtkWidget         *stars[5];
};

G_DEFINE_FINAL_TYPE (LimnerGalleryDetails, limner_gallery_details, GTK_TYPE_WIDGET)

/* Neighbours are of the same model as a rule, so the last one is kept. */
static void
take_model (LimnerGalleryDetails *self,
            const char           *json)
{
  g_autoptr(LimnerModel) model = NULL;
  LimnerModelVersion *latest = NULL;
  JsonObject *document = NULL;

  model = limner_resource_parse_text (LIMNER_TYPE_MODEL, json, strlen (json), NULL);
  if (model != NULL)
    latest = limner_model_get_latest_version (model);
  if (latest != NULL)
    document = limner_model_version_get_schema (latest);
  g_free (self->latest_version);
  self->latest_version = g_strdup (latest != NULL ? limner_model_version_get_id (latest) : NULL);
  self->schema = document != NULL ? limner_schema_new (document) : NULL;
}

static void
show_model (LimnerGalleryDetails *self)
{
  limner_gallery_facts_set_schema (self->facts, self->schema);
  limner_gallery_origin_set_model (self->origin, self->latest_version, self->schema);
}

static void
model_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(LimnerGalleryDetails) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerNamedText) text = NULL;

  text = limner_store_load_model_finish (LIMNER_STORE (source), result, &error);
  if (error != NULL || self->item == NULL)
    return;

  if (text != NULL && text->text != NULL)
    take_model (self, text->text);
  show_model (self);
}

static void
update_model (LimnerGalleryDetails *self)
{
  const char *model = limner_gallery_item_get_model (self->item);
  const char *server = limner_gallery_item_get_server (self->item);
  g_autofree char *key = g_strdup_printf ("%s %s", server != NULL ? server : "",
                                          model != NULL ? model : "");

  if (g_strcmp0 (self->model_key, key) == 0)
    {
      show_model (self);
      return;
    }

  g_free (self->model_key);
  self->model_key = g_steal_pointer (&key);
  g_clear_object (&self->schema);
  g_clear_pointer (&self->latest_version, g_free);
  if (model != NULL && server != NULL && self->store != NULL)
    limner_store_load_model_async (self->store, server, model, self->cancellable, model_loaded_cb,
                                   g_object_ref (self));
}

static void
job_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(LimnerGalleryDetails) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerJobRecord) record = NULL;

  record = limner_store_load_job_finish (LIMNER_STORE (source), result, &error);
  if (record == NULL || self->item == NULL)
    return;

  limner_gallery_facts_set_job (self->facts, record);
  limner_gallery_origin_set_job (self->origin, record);
}

/* What only has to be looked up once for a picture */
static void
look_up (LimnerGalleryDetails *self)
{
  const char *job = limner_gallery_item_get_job (self->item);

  if (!limner_gallery_item_get_loaded (self->item) || self->looked_up)
    return;

  self->looked_up = TRUE;
  update_model (self);
  if (job != NULL && self->store != NULL)
    limner_store_load_job_async (self->store, job, self->cancellable, job_loaded_cb,
                                 g_object_ref (self));
}

static void
update_rating (LimnerGalleryDetails *self)
{
  gboolean favourite = limner_gallery_item_get_favourite (self->item);
  int rating = limner_gallery_item_get_rating (self->item);

  gtk_widget_remove_css_class (self->favourite_button,
                               favourite ? "dim-label" : "limner-favourite");
  gtk_widget_add_css_class (self->favourite_button, favourite ? "limner-favourite" : "dim-label");
  for (int i = 0; i < 5; i++)
    gtk_button_set_icon_name (GTK_BUTTON (self->stars[i]),
                              i < rating ? "starred-symbolic" : "non-starred-symbolic");
}

static void
change_tag (LimnerGalleryDetails *self,
            const char           *add,
            const char           *remove)
{
  const char *ids[] = { limner_gallery_item_get_id (self->item), NULL };
  const char *added[] = { add, NULL };
  const char *removed[] = { remove, NULL };

  limner_store_change_tags_async (self->store, ids, added, removed, NULL, NULL, NULL);
}

static void
tag_clicked_cb (LimnerGalleryDetails *self,
                GtkButton            *button)
{
  if (self->item != NULL)
    change_tag (self, NULL, g_object_get_data (G_OBJECT (button), "limner-tag"));
}

static void
tag_picked_cb (LimnerGalleryDetails *self,
               const char           *tag)
{
  if (self->item != NULL)
    change_tag (self, tag, NULL);
}

static void
add_tag_chip (LimnerGalleryDetails *self,
              const char           *tag)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (tag);
  g_autofree char *tooltip = g_strdup_printf (_("Take the tag “%s” away"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "limner-chip");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "limner-tag", g_strdup (tag), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (tag_clicked_cb), self);
  gtk_box_append (self->tags_box, button);
}

static void
update_tags (LimnerGalleryDetails *self)
{
  const char *const *tags = limner_gallery_item_get_tags (self->item);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags_box))) != NULL)
    gtk_box_remove (self->tags_box, child);
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    add_tag_chip (self, tags[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->tags_box), tags != NULL && tags[0] != NULL);
}

/* A prompt that fills the screen is cut until all of it is asked for. */
static void
update_more (LimnerGalleryDetails *self)
{
  const char *prompt = gtk_label_get_label (self->prompt_label);
  gboolean is_long = g_utf8_strlen (prompt, -1) > LONG_PROMPT;

  gtk_widget_set_visible (self->more_button, is_long);
  gtk_label_set_lines (self->prompt_label, is_long && !self->unfolded ? PROMPT_LINES : -1);
  gtk_label_set_ellipsize (self->prompt_label, is_long && !self->unfolded ? PANGO_ELLIPSIZE_END
                                                                          : PANGO_ELLIPSIZE_NONE);
  gtk_button_set_label (GTK_BUTTON (self->more_button),
                        self->unfolded ? _("Show less") : _("Show all"));
}

static void
more_clicked_cb (LimnerGalleryDetails *self)
{
  self->unfolded = !self->unfolded;
  update_more (self);
}

static void
item_changed_cb (LimnerGalleryDetails *self)
{
  const char *prompt = limner_gallery_item_get_prompt (self->item);
  const char *negative = limner_gallery_item_get_negative_prompt (self->item);

  gtk_label_set_label (self->prompt_label, prompt != NULL ? prompt : "");
  gtk_widget_set_visible (self->prompt_box, prompt != NULL && prompt[0] != '\0');
  update_more (self);
  gtk_label_set_label (self->negative_label, negative != NULL ? negative : "");
  gtk_widget_set_visible (self->negative_box, negative != NULL && negative[0] != '\0');
  update_rating (self);
  update_tags (self);
  limner_gallery_facts_set_item (self->facts, self->store, self->item);
  limner_gallery_origin_set_item (self->origin, self->item);
  limner_gallery_lineage_set_item (self->lineage, self->store, self->item);
  limner_gallery_notes_set_item (self->notes, self->store, self->item);
  look_up (self);
}

static void
limner_gallery_details_dispose (GObject *object)
{
  LimnerGalleryDetails *self = LIMNER_GALLERY_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->store);
  g_clear_object (&self->schema);
  g_clear_pointer (&self->model_key, g_free);
  g_clear_pointer (&self->latest_version, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY_DETAILS);

  G_OBJECT_CLASS (limner_gallery_details_parent_class)->dispose (object);
}

static void
limner_gallery_details_class_init (LimnerGalleryDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_gallery_details_dispose;

  g_type_ensure (LIMNER_TYPE_GALLERY_FACTS);
  g_type_ensure (LIMNER_TYPE_GALLERY_LINEAGE);
  g_type_ensure (LIMNER_TYPE_GALLERY_NOTES);
  g_type_ensure (LIMNER_TYPE_GALLERY_ORIGIN);
  g_type_ensure (LIMNER_TYPE_GALLERY_SUMMARY);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery-details.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, lineage);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, more_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, notes);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, negative_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, negative_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, prompt_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, rating_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, origin);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, summary);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, tag_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, tags_box);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_set_css_name (widget_class, "gallerydetails");
}

static void
limner_gallery_details_init (LimnerGalleryDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_widget_set_layout_manager (GTK_WIDGET (self->tags_box), limner_wrap_layout_new (6, 6));
  self->favourite_button = gtk_button_new_from_icon_name ("emote-love-symbolic");
  gtk_widget_add_css_class (self->favourite_button, "flat");
  gtk_widget_set_tooltip_text (self->favourite_button, _("Favourite"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->favourite_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Favourite"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->favourite_button), "gallery.favourite");
  gtk_box_append (self->rating_box, self->favourite_button);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *label = NULL;

      label = g_strdup_printf (ngettext ("%d star", "%d stars", (gulong) i + 1), i + 1);
      self->stars[i] = gtk_button_new_from_icon_name ("non-starred-symbolic");
      gtk_widget_add_css_class (self->stars[i], "flat");
      gtk_widget_set_tooltip_text (self->stars[i], label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->stars[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stars[i]), "gallery.rate");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->stars[i]), "i", i + 1);
      gtk_box_append (self->rating_box, self->stars[i]);
    }
}

/**
 * limner_gallery_details_set_store:
 * @self: the details
 * @store: the library
 *
 * Sets where inputs and ancestors are looked up.
 */
void
limner_gallery_details_set_store (LimnerGalleryDetails *self,
                                  LimnerStore          *store)
{
  GtkWidget *popover;
  GtkWidget *picker;

  g_return_if_fail (LIMNER_IS_GALLERY_DETAILS (self));

  if (!g_set_object (&self->store, store) || store == NULL)
    return;

  popover = gtk_popover_new ();
  picker = limner_gallery_picker_new (store, LIMNER_GALLERY_PICKER_TAG);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (self->tag_button, popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (tag_picked_cb), self, G_CONNECT_SWAPPED);
}

/**
 * limner_gallery_details_set_menu:
 * @self: the details
 * @menu: what can be done with a picture
 *
 * Sets the menu beside the buttons.
 */
void
limner_gallery_details_set_menu (LimnerGalleryDetails *self,
                                 GMenuModel           *menu)
{
  g_return_if_fail (LIMNER_IS_GALLERY_DETAILS (self));

  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

/**
 * limner_gallery_details_get_item:
 * @self: the details
 *
 * Gets what is described.
 *
 * Returns: (transfer none) (nullable): the item
 */
LimnerGalleryItem *
limner_gallery_details_get_item (LimnerGalleryDetails *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_DETAILS (self), NULL);

  return self->item;
}

/**
 * limner_gallery_details_set_item:
 * @self: the details
 * @item: (nullable): a picture
 *
 * Sets what is described.
 */
void
limner_gallery_details_set_item (LimnerGalleryDetails *self,
                                 LimnerGalleryItem    *item)
{
  g_return_if_fail (LIMNER_IS_GALLERY_DETAILS (self));

  limner_gallery_summary_set_pictures (self->summary, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, item != NULL ? "item" : "nothing");
  if (self->item == item)
    return;

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_set_object (&self->item, item);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->looked_up = FALSE;
  self->unfolded = FALSE;
  if (item == NULL)
    {
      limner_gallery_facts_set_item (self->facts, self->store, NULL);
      limner_gallery_origin_set_item (self->origin, NULL);
      limner_gallery_lineage_set_item (self->lineage, self->store, NULL);
      limner_gallery_notes_set_item (self->notes, self->store, NULL);
    }
  else
    {
      self->cancellable = g_cancellable_new ();
      self->notify_id = g_signal_connect_swapped (item, "notify", G_CALLBACK (item_changed_cb),
                                                  self);
      item_changed_cb (self);
    }
}

/**
 * limner_gallery_details_set_several:
 * @self: the details
 * @list: the pictures
 * @positions: which of them are selected, at least two
 *
 * Sets several pictures to be described together.
 */
void
limner_gallery_details_set_several (LimnerGalleryDetails *self,
                                    LimnerGalleryList    *list,
                                    GtkBitset            *positions)
{
  g_return_if_fail (LIMNER_IS_GALLERY_DETAILS (self));

  limner_gallery_details_set_item (self, NULL);
  limner_gallery_summary_set_pictures (self->summary, list, positions);
  gtk_stack_set_visible_child_name (self->stack, "several");
}
