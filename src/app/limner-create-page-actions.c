/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-create-page-private.h"

#include "gallery/limner-gallery-export.h"
#include "widgets/limner-keys-bind.h"

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(LimnerCreatePage) self = data;
  g_autoptr(GError) error = NULL;

  if (!limner_candidate_viewer_keep_finish (LIMNER_CANDIDATE_VIEWER (object), result, &error))
    {
      _limner_create_page_show_error (self, error);
      return;
    }

  if (self->workspace != NULL)
    limner_candidate_strip_select (self->strip, NULL);
}

static void
keep_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerCreatePage *self = LIMNER_CREATE_PAGE (widget);

  if (_limner_create_page_get_item (self) != NULL)
    limner_candidate_viewer_keep_async (self->viewer, self->cancellable, kept_cb,
                                        g_object_ref (self));
}

static void
activated_cb (LimnerCreatePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "create.keep", NULL);
}

static void
discard_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  limner_candidate_strip_discard (LIMNER_CREATE_PAGE (widget)->strip);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  limner_candidate_strip_move (LIMNER_CREATE_PAGE (widget)->strip, 1);
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  limner_candidate_strip_move (LIMNER_CREATE_PAGE (widget)->strip, -1);
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  limner_candidate_strip_select (LIMNER_CREATE_PAGE (widget)->strip, NULL);
}

static void
more_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerGalleryItem *item = _limner_create_page_get_item (LIMNER_CREATE_PAGE (widget));

  if (item != NULL)
    gtk_widget_activate_action (widget, "win.new-seed", "s", limner_gallery_item_get_id (item));
}

static void
upscale_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerGalleryItem *item = _limner_create_page_get_item (LIMNER_CREATE_PAGE (widget));

  if (item != NULL)
    gtk_widget_activate_action (widget, "win.upscale-item", "s",
                                limner_gallery_item_get_id (item));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerGalleryItem *item = _limner_create_page_get_item (LIMNER_CREATE_PAGE (widget));
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  if (item == NULL)
    return;
  g_ptr_array_add (items, item);
  limner_gallery_export_present (widget, items, LIMNER_EXPORT_EVERYTHING);
}

static void
sidebar_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LimnerSplit *split = LIMNER_CREATE_PAGE (widget)->split;

  limner_split_set_show_sidebar (split, !limner_split_get_show_sidebar (split));
}

/* The bars hide by themselves; the form comes back if it was there. */
static void
alone_cb (LimnerCreatePage *self)
{
  gboolean alone = limner_canvas_get_alone (self->canvas);

  if (alone)
    self->had_sidebar = limner_split_get_show_sidebar (self->split);
  if (self->had_sidebar)
    limner_split_set_show_sidebar (self->split, !alone);
}

/* Whether a key means something to what has the keyboard: text is edited, a slider is moved, a
 * button is pressed. */
static gboolean
has_own_use (GtkWidget  *focus,
             const char *action)
{
  if (focus == NULL)
    return FALSE;
  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
    return TRUE;
  if (GTK_IS_RANGE (focus))
    return g_str_equal (action, "create.previous") || g_str_equal (action, "create.next");
  return GTK_IS_BUTTON (focus) && g_str_equal (action, "create.keep");
}

/* While a candidate is looked at, some keys are about it and not about the canvas. */
static gboolean
candidate_key_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   data)
{
  LimnerCreatePage *self = data;
  const char *action = g_variant_get_string (arguments, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (limner_candidate_strip_get_selected (self->strip) == NULL ||
      has_own_use (root != NULL ? gtk_root_get_focus (root) : NULL, action))
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

/* Keys that act on candidates belong to canvas and strip: in the form they edit text. */
static void
add_candidate_keys (LimnerCreatePage *self)
{
  static const char * const ids[] = {
    "create.previous", "create.next", "create.keep", "create.discard", "create.more",
    "create.upscale", "create.export",
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();
  g_autoptr(GtkShortcutAction) act = gtk_callback_action_new (candidate_key_cb, self, NULL);
  GtkShortcut *leave = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                         g_object_ref (act));

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    limner_keys_add_to_controller (GTK_SHORTCUT_CONTROLLER (controller), ids[i], act,
                                   g_variant_new_string (ids[i]));
  gtk_shortcut_set_arguments (leave, g_variant_new_string ("create.leave"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), leave);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->stage, controller);
}

/* The form can be folded away from anywhere in the window. */
static void
add_sidebar_key (LimnerCreatePage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  g_autoptr(GtkShortcutAction) act = gtk_named_action_new ("create.sidebar");

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  limner_keys_add_to_controller (GTK_SHORTCUT_CONTROLLER (controller), "create.sidebar", act, NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Installs the actions of the page's class. */
void
_limner_create_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "create.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "create.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "create.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "create.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "create.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "create.more", NULL, more_action);
  gtk_widget_class_install_action (widget_class, "create.upscale", NULL, upscale_action);
  gtk_widget_class_install_action (widget_class, "create.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "create.sidebar", NULL, sidebar_action);
}

/* These have no action: they follow the form as well as leading it. */
static void
show_sidebar_key (GtkWidget *toggle)
{
  g_autofree char *text = g_strdup (gtk_widget_get_tooltip_text (toggle));

  limner_keys_show_in_tooltip (toggle, "create.sidebar", text);
}

/* Adds the keys to a page that is being made. */
void
_limner_create_page_add_keys (LimnerCreatePage *self)
{
  g_signal_connect_object (self->strip, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::alone", G_CALLBACK (alone_cb), self,
                           G_CONNECT_SWAPPED);
  add_candidate_keys (self);
  add_sidebar_key (self);
  show_sidebar_key (self->canvas_toggle);
  show_sidebar_key (self->answers_toggle);
}

/* Who draws on a result means to go on with it; but a sketch is drawn on while results come and go,
 * and so is whatever is painted live. */
static gboolean
preview_wanted_cb (LimnerCreatePage *self)
{
  LimnerDocument *document = limner_workspace_get_document (self->workspace);
  gboolean goes_on = limner_workspace_get_task (self->workspace) == LIMNER_TASK_SKETCH ||
                     limner_live_button_get_active (self->live_button);

  if (_limner_create_page_get_item (self) == NULL)
    return FALSE;
  if (goes_on && limner_document_get_picture (document) != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "create.leave", NULL);
      return FALSE;
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "create.keep", NULL);
  return TRUE;
}

/* What is done to the picture, its mask or its frame is to be seen: a result that hides it steps
 * aside. It stays in the strip. */
static void
document_changed_cb (LimnerCreatePage *self)
{
  if (limner_candidate_strip_get_selected (self->strip) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "create.leave", NULL);
}

/* Follows what is done on the canvas while a result is looked at. */
void
_limner_create_page_watch_canvas (LimnerCreatePage *self)
{
  static const char * const signals[] = {
    "picture-changed", "mask-changed", "guide-changed", "frame-changed",
  };

  g_signal_connect_object (self->canvas, "preview-wanted", G_CALLBACK (preview_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (limner_workspace_get_document (self->workspace), signals[i],
                             G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
}
