/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "widgets/limner-error-text.h"

#include "limner-cover.h"
#include "limner-model-chooser.h"
#include "limner-model-finder.h"
#include "limner-model-shelf.h"
#include "limner-server-drop-down.h"

/** The height of the cover in a row, in pixels. */
#define COVER_HEIGHT 36

/**
 * LimnerModelChooser:
 *
 * A popover to change the model quickly: the server's models, favourites and those used last, a
 * search, and a field that also takes `owner/name` or the address of a model's page.
 */
struct _LimnerModelChooser
{
  GtkPopover         parent_instance;

  /* Template widgets */
  GtkDropDown       *servers;
  GtkSearchEntry    *search;
  GtkWidget         *address;
  GtkLabel          *address_label;
  GtkLabel          *message;
  GtkListView       *list;
  GtkWidget         *browse;

  /* Owned */
  LimnerStudio      *studio;
  LimnerModelFinder *finder;
  LimnerModelShelf  *shelf;        /* those of them that do what is wanted */
  char              *current;      /* the model in use, `owner/name` */
  LimnerModelKinds   kind;
};

enum
{
  MODEL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerModelChooser, limner_model_chooser, GTK_TYPE_POPOVER)

static void
choose (LimnerModelChooser *self,
        const char         *reference)
{
  const char *server_id = limner_model_finder_get_server (self->finder);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (server_id != NULL)
    g_signal_emit (self, signals[MODEL_CHOSEN], 0, server_id, reference);
}

static char *
dup_typed_reference (LimnerModelChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *reference = NULL;
  g_autofree char *version = NULL;

  if (!limner_model_reference_parse (text, &reference, &version))
    return NULL;
  return version != NULL ? g_strconcat (reference, ":", version, NULL)
                         : g_steal_pointer (&reference);
}

static void
update_message (LimnerModelChooser *self)
{
  const GError *error;
  gboolean is_empty, has_others;
  g_autofree char *text = NULL;

  /* The shelf is emptied while the chooser goes. */
  if (self->shelf == NULL)
    return;

  error = limner_model_finder_get_error (self->finder);
  is_empty = g_list_model_get_n_items (limner_model_shelf_get_list (self->shelf)) == 0;
  has_others = g_list_model_get_n_items (G_LIST_MODEL (self->finder)) > 0;
  if (error != NULL)
    text = limner_error_to_text (error);
  else if (is_empty && limner_model_finder_is_loading (self->finder))
    text = g_strdup (_("Looking for models…"));
  else if (is_empty && has_others)
    /* Translators: %s is what a model should do, such as “Upscale” */
    text = g_strdup_printf (_("None of the models that were found is known to do this: %s. Search "
                              "for one, or type its owner and name."),
                            limner_model_kind_get_label (self->kind));
  else if (is_empty && *limner_model_finder_get_query (self->finder) != '\0')
    text = g_strdup (_("No model fits these words."));
  else if (is_empty)
    text = g_strdup (_("Search for a model, or type its owner and name."));

  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
server_changed_cb (LimnerModelChooser *self)
{
  const char *id = limner_server_drop_down_get_id (self->servers);

  if (self->finder != NULL && id != NULL && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    limner_model_finder_set_server (self->finder, id);
}

static void
search_changed_cb (LimnerModelChooser *self)
{
  g_autofree char *reference = dup_typed_reference (self);

  limner_model_finder_set_query (self->finder,
                                 gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_widget_set_visible (self->address, reference != NULL);
  if (reference != NULL)
    {
      /* Translators: %s is the name of a model */
      g_autofree char *label = g_strdup_printf (_("Use “%s”"), reference);

      gtk_label_set_label (self->address_label, label);
    }
  update_message (self);
}

static void
search_activate_cb (LimnerModelChooser *self)
{
  g_autofree char *reference = dup_typed_reference (self);
  g_autoptr(LimnerModel) first =
    g_list_model_get_item (limner_model_shelf_get_list (self->shelf), 0);

  if (reference != NULL)
    choose (self, reference);
  else if (first != NULL)
    choose (self, limner_model_get_reference (first));
}

static void
list_activate_cb (LimnerModelChooser *self,
                  guint               position)
{
  g_autoptr(LimnerModel) model =
    g_list_model_get_item (limner_model_shelf_get_list (self->shelf), position);

  if (model != NULL)
    choose (self, limner_model_get_reference (model));
}

static void
browse_clicked_cb (LimnerModelChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "models");
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *cover = limner_cover_new ();
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *star = gtk_image_new_from_icon_name ("starred-symbolic");

  limner_cover_set_height (LIMNER_COVER (cover), COVER_HEIGHT);
  gtk_widget_set_valign (cover, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), make_label ("heading"));
  gtk_box_append (GTK_BOX (text), make_label ("caption"));
  gtk_box_append (GTK_BOX (row), cover);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), star);
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             gpointer                  user_data)
{
  LimnerModelChooser *self = LIMNER_MODEL_CHOOSER (user_data);
  LimnerModel *model = LIMNER_MODEL (gtk_list_item_get_item (item));
  const char *reference = limner_model_get_reference (model);
  const char *description = limner_model_get_description (model);
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *cover = gtk_widget_get_first_child (row);
  GtkWidget *text = gtk_widget_get_next_sibling (cover);
  GtkWidget *title = gtk_widget_get_first_child (text);

  limner_cover_set_source (LIMNER_COVER (cover), limner_model_finder_get_client (self->finder),
                           limner_model_get_cover_url (model), limner_model_get_name (model));
  gtk_label_set_label (GTK_LABEL (title), reference);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)),
                       description != NULL ? description : "");
  gtk_widget_set_visible (gtk_widget_get_last_child (row),
                          limner_model_finder_is_favourite (self->finder, reference));
  if (g_strcmp0 (reference, self->current) == 0)
    gtk_widget_add_css_class (title, "accent");
  else
    gtk_widget_remove_css_class (title, "accent");
  gtk_widget_set_tooltip_text (row, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, reference,
                                  -1);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  GtkWidget *cover = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  limner_cover_set_source (LIMNER_COVER (cover), NULL, NULL, NULL);
}

static void
limner_model_chooser_map (GtkWidget *widget)
{
  LimnerModelChooser *self = LIMNER_MODEL_CHOOSER (widget);

  GTK_WIDGET_CLASS (limner_model_chooser_parent_class)->map (widget);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  /* A dialog has no pages. */
  gtk_widget_set_visible (self->browse, GTK_IS_APPLICATION_WINDOW (gtk_widget_get_root (widget)));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (limner_model_finder_get_server (self->finder) == NULL)
    server_changed_cb (self);
  else
    limner_model_finder_reload (self->finder);
}

static void
limner_model_chooser_dispose (GObject *object)
{
  LimnerModelChooser *self = LIMNER_MODEL_CHOOSER (object);

  g_clear_object (&self->shelf);
  g_clear_object (&self->finder);
  g_clear_object (&self->studio);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_MODEL_CHOOSER);

  G_OBJECT_CLASS (limner_model_chooser_parent_class)->dispose (object);
}

static void
limner_model_chooser_finalize (GObject *object)
{
  LimnerModelChooser *self = LIMNER_MODEL_CHOOSER (object);

  g_clear_pointer (&self->current, g_free);

  G_OBJECT_CLASS (limner_model_chooser_parent_class)->finalize (object);
}

static void
limner_model_chooser_class_init (LimnerModelChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_model_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_model_chooser_finalize;
  widget_class->map = limner_model_chooser_map;

  signals[MODEL_CHOSEN] =
    g_signal_new ("model-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/browser/limner-model-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerModelChooser, servers);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelChooser, search);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelChooser, address);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelChooser, address_label);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelChooser, message);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelChooser, list);
  gtk_widget_class_bind_template_child (widget_class, LimnerModelChooser, browse);
  gtk_widget_class_bind_template_callback (widget_class, server_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, browse_clicked_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "gtk_popover_popdown",
                                                G_CALLBACK (gtk_popover_popdown));
}

static void
limner_model_chooser_init (LimnerModelChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_model_chooser_new:
 * @studio: the studio
 *
 * Returns: (transfer floating): a #GtkPopover, to be set on a menu button. Its signal
 *   `model-chosen` gives the server's id and `owner/name[:version]`.
 */
GtkWidget *
limner_model_chooser_new (LimnerStudio *studio)
{
  LimnerModelChooser *self;
  g_autoptr(GtkListItemFactory) factory = NULL;
  g_autoptr(GtkSelectionModel) selection = NULL;
  GListModel *found;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_MODEL_CHOOSER, NULL);
  self->studio = g_object_ref (studio);
  self->finder = limner_model_finder_new (studio);
  g_signal_connect_object (self->finder, "notify", G_CALLBACK (update_message), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "items-changed", G_CALLBACK (update_message), self,
                           G_CONNECT_SWAPPED);
  self->shelf = limner_model_shelf_new ();
  limner_model_shelf_set_source (self->shelf, G_LIST_MODEL (self->finder));
  found = limner_model_shelf_get_list (self->shelf);
  g_signal_connect_object (found, "items-changed", G_CALLBACK (update_message), self,
                           G_CONNECT_SWAPPED);

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (found)));
  gtk_list_view_set_model (self->list, selection);
  limner_server_drop_down_fill (self->servers, studio);
  return GTK_WIDGET (self);
}

/**
 * limner_model_chooser_set_current:
 * @self: a chooser
 * @server_id: the server in use
 * @reference: (nullable): the model in use, `owner/name`
 *
 * Lets the chooser open at the server that is in use, and marks the model.
 */
void
limner_model_chooser_set_current (LimnerModelChooser *self,
                                  const char         *server_id,
                                  const char         *reference)
{
  g_return_if_fail (LIMNER_IS_MODEL_CHOOSER (self));
  g_return_if_fail (server_id != NULL);

  g_free (self->current);
  self->current = g_strdup (reference);
  limner_server_drop_down_select (self->servers, server_id);
}

/**
 * limner_model_chooser_set_kind:
 * @self: a chooser
 * @kind: what a model has to do, or 0 for all models
 *
 * Lists only models that are known to do something; any can still be typed.
 */
void
limner_model_chooser_set_kind (LimnerModelChooser *self,
                               LimnerModelKinds    kind)
{
  g_return_if_fail (LIMNER_IS_MODEL_CHOOSER (self));

  self->kind = kind;
  limner_model_shelf_set_kind (self->shelf, kind);
}
