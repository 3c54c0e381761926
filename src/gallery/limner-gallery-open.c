/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures handed to other programs. The menu lists those that say that they open pictures; none of
 * the toolkit's own choosers is needed for that. */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-gallery-private.h"

#define MAX_PROGRAMS 10

static void
add_program (GMenu      *menu,
             const char *name,
             const char *id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (name, NULL);

  g_menu_item_set_action_and_target (item, "gallery.open-with", "s", id);
  g_menu_append_item (menu, item);
}

static gboolean
fill_cb (gpointer user_data)
{
  LimnerGallery *self = user_data;
  g_autolist(GAppInfo) programs = g_app_info_get_all_for_type ("image/png");
  const char *own = g_application_get_default () != NULL
                      ? g_application_get_application_id (g_application_get_default ()) : NULL;
  int n = 0;

  self->open_id = 0;
  add_program (self->open_menu, _("_Usual program"), "");
  for (GList *l = programs; l != NULL && n < MAX_PROGRAMS; l = l->next)
    {
      const char *id = g_app_info_get_id (l->data);

      if (id == NULL || (own != NULL && g_str_has_prefix (id, own)))
        continue;
      add_program (self->open_menu, g_app_info_get_display_name (l->data), id);
      n++;
    }
  return G_SOURCE_REMOVE;
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    _limner_gallery_tell_error (self, error);
}

/* The parameter names a program, or is empty for the one that opens such files as a rule. */
static void
open_with_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr(LimnerGalleryItem) item = _limner_gallery_dup_current (self);
  g_autoptr(GFile) file = item != NULL ? limner_gallery_item_dup_file (item) : NULL;
  g_autoptr(GdkAppLaunchContext) context = NULL;
  g_autolist(GAppInfo) programs = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(GError) error = NULL;

  if (file == NULL)
    return;

  uri = g_file_get_uri (file);
  context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));
  if (*id == '\0')
    {
      g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context),
                                               self->cancellable, launched_cb,
                                               g_object_ref (self));
      return;
    }

  programs = g_app_info_get_all_for_type ("image/png");
  for (GList *l = programs; l != NULL; l = l->next)
    if (g_strcmp0 (g_app_info_get_id (l->data), id) == 0)
      {
        GList link = { file, NULL, NULL };

        if (!g_app_info_launch (l->data, &link, G_APP_LAUNCH_CONTEXT (context), &error))
          _limner_gallery_tell_error (self, error);
        return;
      }
}

void
_limner_gallery_class_open (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.open-with", "s", open_with_action);
}

/* Programs are looked up when there is time. */
void
_limner_gallery_init_open (LimnerGallery *self)
{
  self->open_id = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}
