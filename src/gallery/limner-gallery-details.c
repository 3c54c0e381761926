/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/limner-json.h"
#include "store/limner-store-gallery.h"
#include "widgets/limner-thumbnail.h"

#include "limner-gallery-details.h"
#include "limner-gallery-origin.h"
#include "limner-gallery-picker.h"

#define THUMBNAIL_SIZE 84
#define MAX_INPUT_TEXT 400

/**
 * LimnerGalleryDetails:
 *
 * Everything the library knows of one picture: how it was asked for, every input, what it cost,
 * what it was made from. Its buttons name the actions of the gallery it stands in.
 */
struct _LimnerGalleryDetails
{
  GtkWidget          parent_instance;

  LimnerStore       *store;         /* (owned) (nullable) */
  LimnerGalleryItem *item;          /* (owned) (nullable) */
  gulong             notify_id;
  GCancellable      *cancellable;   /* (owned) (nullable) of the lineage */
  char              *lineage_id;    /* (owned) (nullable) of the item it was looked up for */

  /* Template widgets */
  GtkStack          *stack;
  GtkBox            *rating_box;
  GtkWidget         *prompt_box;
  GtkLabel          *prompt_label;
  GtkWidget         *negative_box;
  GtkLabel          *negative_label;
  GtkGrid           *facts_grid;
  GtkWidget         *inputs_box;
  GtkGrid           *inputs_grid;
  GtkWidget         *lineage_box;
  GtkBox            *lineage_strip;
  GtkWidget         *tags_box;
  GtkMenuButton     *tag_button;
  GtkMenuButton     *menu_button;
  LimnerGalleryOrigin *origin;

  GtkWidget         *favourite_button;
  GtkWidget         *stars[5];
};

G_DEFINE_FINAL_TYPE (LimnerGalleryDetails, limner_gallery_details, GTK_TYPE_WIDGET)

static void
clear_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    {
      if (GTK_IS_FLOW_BOX (widget))
        gtk_flow_box_remove (GTK_FLOW_BOX (widget), child);
      else if (GTK_IS_GRID (widget))
        gtk_grid_remove (GTK_GRID (widget), child);
      else
        gtk_box_remove (GTK_BOX (widget), child);
    }
}

static GtkWidget *
add_row (GtkGrid    *grid,
         int         row,
         const char *title,
         GtkWidget  *value)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
  gtk_grid_attach (grid, value, 1, row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  return value;
}

static void
add_text (GtkGrid    *grid,
          int        *row,
          const char *title,
          const char *text)
{
  GtkWidget *label;

  if (text == NULL || text[0] == '\0')
    return;

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, "caption");
  add_row (grid, (*row)++, title, label);
}

static const char *
operation_name (const char *operation)
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
add_seed (LimnerGalleryDetails *self,
          int                  *row)
{
  const char *seed = limner_gallery_item_get_seed (self->item);
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *button;

  if (seed == NULL || seed[0] == '\0')
    return;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  label = gtk_label_new (seed);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
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
  add_row (self->facts_grid, (*row)++, _("Seed"), box);
}

/* The model's name leads to its page. */
static void
add_model (LimnerGalleryDetails *self,
           int                  *row)
{
  const char *model = limner_gallery_item_get_model (self->item);
  GtkWidget *button;
  GtkWidget *label;

  if (model == NULL || model[0] == '\0')
    return;
  if (strchr (model, '/') == NULL)
    {
      add_text (self->facts_grid, row, _("Model"), model);
      return;
    }

  button = gtk_button_new ();
  label = gtk_label_new (model);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, "caption");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "link");
  gtk_widget_add_css_class (button, "limner-inline");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Show the model"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-model");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)",
                                    limner_gallery_item_get_server (self->item) != NULL
                                      ? limner_gallery_item_get_server (self->item) : "", model);
  add_row (self->facts_grid, (*row)++, _("Model"), button);
}

static void
update_facts (LimnerGalleryDetails *self)
{
  gint64 created = limner_gallery_item_get_created (self->item);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (created / G_USEC_PER_SEC);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%c") : NULL;
  const char *path = limner_gallery_item_get_path (self->item);
  const char *server = limner_gallery_item_get_server (self->item);
  const char *version = limner_gallery_item_get_version (self->item);
  double cost = limner_gallery_item_get_cost (self->item);
  double seconds = limner_gallery_item_get_predict_time (self->item);
  g_autofree char *size = NULL;
  g_autofree char *price = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *short_version = NULL;
  g_autofree char *name = NULL;
  int row = 0;

  clear_children (GTK_WIDGET (self->facts_grid));
  size = g_strdup_printf ("%d × %d", limner_gallery_item_get_width (self->item),
                          limner_gallery_item_get_height (self->item));
  if (!isnan (cost) && cost > 0)
    price = g_strdup_printf ("$%.4f", cost);
  if (!isnan (seconds) && seconds > 0)
    /* Translators: a duration in seconds */
    duration = g_strdup_printf (_("%.1f s"), seconds);
  if (version != NULL)
    short_version = g_strndup (version, 12);
  if (path != NULL)
    name = g_path_get_basename (path);

  add_model (self, &row);
  add_text (self->facts_grid, &row, _("Version"), short_version);
  add_seed (self, &row);
  add_text (self->facts_grid, &row, _("Made by"),
            operation_name (limner_gallery_item_get_operation (self->item)));
  add_text (self->facts_grid, &row, _("Size"), size);
  add_text (self->facts_grid, &row, _("Date"), when);
  add_text (self->facts_grid, &row, _("Server"),
            g_strcmp0 (server, "this-computer") == 0 ? _("This computer") : server);
  add_text (self->facts_grid, &row, _("Time"), duration);
  add_text (self->facts_grid, &row, _("Cost"), price);
  add_text (self->facts_grid, &row, _("File"), name);
  if (limner_gallery_item_get_missing (self->item))
    add_text (self->facts_grid, &row, _("Note"), _("The file is gone"));
  add_text (self->facts_grid, &row, _("Notes"), limner_gallery_item_get_notes (self->item));
}

static GtkWidget *
make_blob_thumbnail (LimnerGalleryDetails *self,
                     const char           *sha256,
                     const char           *name)
{
  g_autofree char *path = limner_store_dup_blob_path (self->store, sha256);
  GtkWidget *thumbnail = limner_thumbnail_new ();

  limner_thumbnail_set_path (LIMNER_THUMBNAIL (thumbnail), path);
  gtk_widget_set_size_request (thumbnail, THUMBNAIL_SIZE, THUMBNAIL_SIZE);
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (thumbnail, name);
  return thumbnail;
}

static void
add_input (LimnerGalleryDetails *self,
           int                  *row,
           const char           *name,
           JsonNode             *node)
{
  const char *sha256;
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      if (self->store != NULL && limner_store_parse_blob (json_node_get_string (node), &sha256))
        {
          add_row (self->inputs_grid, (*row)++, name, make_blob_thumbnail (self, sha256, name));
          return;
        }
      text = limner_json_integer_text (node);
      if (text == NULL)
        text = g_strdup (json_node_get_string (node));
    }
  else if (!JSON_NODE_HOLDS_NULL (node))
    text = limner_json_to_string (node, FALSE);

  if (text != NULL && g_utf8_strlen (text, -1) > MAX_INPUT_TEXT)
    {
      char *end = g_utf8_offset_to_pointer (text, MAX_INPUT_TEXT);

      *end = '\0';
    }
  add_text (self->inputs_grid, row, name, text);
}

static void
update_inputs (LimnerGalleryDetails *self)
{
  const char *json = limner_gallery_item_get_input (self->item);
  g_autoptr(JsonObject) inputs = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  int row = 0;

  clear_children (GTK_WIDGET (self->inputs_grid));
  if (json != NULL)
    inputs = limner_json_parse_object (json, strlen (json), LIMNER_STORE_MAX_JSON, NULL);
  if (inputs != NULL)
    {
      json_object_iter_init_ordered (&iter, inputs);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        if (!g_str_equal (name, "prompt") && !g_str_equal (name, "negative_prompt"))
          add_input (self, &row, name, node);
    }
  gtk_widget_set_visible (self->inputs_box, row > 0);
}

static void
add_ancestor (LimnerGalleryDetails *self,
              LimnerGalleryItem    *item)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *thumbnail = limner_thumbnail_new ();
  const char *name = operation_name (limner_gallery_item_get_operation (item));

  limner_thumbnail_set_path (LIMNER_THUMBNAIL (thumbnail), limner_gallery_item_get_path (item));
  gtk_widget_set_size_request (thumbnail, THUMBNAIL_SIZE - 20, THUMBNAIL_SIZE - 20);
  gtk_button_set_child (GTK_BUTTON (button), thumbnail);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : _("Picture"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-item");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    limner_gallery_item_get_id (item));
  if (gtk_widget_get_first_child (GTK_WIDGET (self->lineage_strip)) != NULL)
    gtk_box_append (self->lineage_strip, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_box_append (self->lineage_strip, button);
}

static void
lineage_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerGalleryDetails) self = user_data;
  g_autoptr(GListModel) lineage = NULL;
  g_autoptr(GError) error = NULL;
  guint n_items;

  lineage = limner_store_get_lineage_finish (LIMNER_STORE (source), result, &error);
  if (lineage == NULL || self->item == NULL)
    return;

  n_items = g_list_model_get_n_items (lineage);
  clear_children (GTK_WIDGET (self->lineage_strip));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (lineage, i);

      add_ancestor (self, item);
    }
  gtk_widget_set_visible (self->lineage_box, n_items > 1);
}

static void
update_lineage (LimnerGalleryDetails *self)
{
  const char *id = limner_gallery_item_get_id (self->item);

  if (self->store == NULL || g_strcmp0 (self->lineage_id, id) == 0)
    return;

  g_free (self->lineage_id);
  self->lineage_id = g_strdup (id);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->lineage_box, FALSE);
  self->cancellable = g_cancellable_new ();
  limner_store_get_lineage_async (self->store, id, self->cancellable, lineage_cb,
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
  gtk_flow_box_append (GTK_FLOW_BOX (self->tags_box), button);
}

static void
update_tags (LimnerGalleryDetails *self)
{
  const char *const *tags = limner_gallery_item_get_tags (self->item);

  clear_children (self->tags_box);
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    add_tag_chip (self, tags[i]);
  gtk_widget_set_visible (self->tags_box, tags != NULL && tags[0] != NULL);
}

static void
item_changed_cb (LimnerGalleryDetails *self)
{
  const char *prompt = limner_gallery_item_get_prompt (self->item);
  const char *negative = limner_gallery_item_get_negative_prompt (self->item);

  gtk_label_set_label (self->prompt_label, prompt != NULL ? prompt : "");
  gtk_widget_set_visible (self->prompt_box, prompt != NULL && prompt[0] != '\0');
  gtk_label_set_label (self->negative_label, negative != NULL ? negative : "");
  gtk_widget_set_visible (self->negative_box, negative != NULL && negative[0] != '\0');
  update_rating (self);
  update_facts (self);
  update_inputs (self);
  update_tags (self);
  limner_gallery_origin_set_item (self->origin, self->store, self->item);
  update_lineage (self);
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
  g_clear_pointer (&self->lineage_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY_DETAILS);

  G_OBJECT_CLASS (limner_gallery_details_parent_class)->dispose (object);
}

static void
limner_gallery_details_class_init (LimnerGalleryDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_gallery_details_dispose;

  g_type_ensure (LIMNER_TYPE_GALLERY_ORIGIN);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery-details.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, facts_grid);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, inputs_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, inputs_grid);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, lineage_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, lineage_strip);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, negative_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, negative_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, prompt_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, rating_box);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, origin);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, tag_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryDetails, tags_box);
  gtk_widget_class_set_css_name (widget_class, "gallerydetails");
}

static void
limner_gallery_details_init (LimnerGalleryDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->favourite_button = gtk_button_new_from_icon_name ("emote-love-symbolic");
  gtk_widget_add_css_class (self->favourite_button, "flat");
  gtk_widget_set_tooltip_text (self->favourite_button, _("Favourite (F)"));
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

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_set_object (&self->item, item);
  gtk_stack_set_visible_child_name (self->stack, item != NULL ? "item" : "nothing");
  if (item == NULL)
    limner_gallery_origin_set_item (self->origin, self->store, NULL);
  if (item != NULL)
    {
      self->notify_id = g_signal_connect_swapped (item, "notify", G_CALLBACK (item_changed_cb),
                                                  self);
      item_changed_cb (self);
    }
}
