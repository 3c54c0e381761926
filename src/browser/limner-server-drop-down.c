/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-server-drop-down.h"

/**
 * limner_server_drop_down_dup_name:
 * @server: (nullable): a server
 *
 * Returns: (transfer full): its name for people, in their language
 */
char *
limner_server_drop_down_dup_name (LimnerServer *server)
{
  if (server == NULL)
    return g_strdup ("");
  if (g_strcmp0 (limner_server_get_id (server), LIMNER_SERVER_THIS_COMPUTER) == 0)
    return g_strdup (_("This computer"));
  return g_strdup (limner_server_get_name (server));
}

static char *
name_closure_cb (GObject    *item,
                 const char *name)
{
  return limner_server_drop_down_dup_name (LIMNER_SERVER (item));
}

/**
 * limner_server_drop_down_fill:
 * @drop_down: a drop-down
 * @studio: the studio
 *
 * Lets one of the studio's servers be chosen.
 */
void
limner_server_drop_down_fill (GtkDropDown  *drop_down,
                              LimnerStudio *studio)
{
  GtkExpression *parameters[] = {
    gtk_property_expression_new (LIMNER_TYPE_SERVER, NULL, "name"),
  };
  g_autoptr(GtkExpression) expression =
    gtk_cclosure_expression_new (G_TYPE_STRING, NULL, G_N_ELEMENTS (parameters), parameters,
                                 G_CALLBACK (name_closure_cb), NULL, NULL);

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (LIMNER_IS_STUDIO (studio));

  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (limner_studio_get_servers (studio)));
}

/**
 * limner_server_drop_down_get_id:
 * @drop_down: a drop-down that was filled
 *
 * Returns: (transfer none) (nullable): the id of the chosen server
 */
const char *
limner_server_drop_down_get_id (GtkDropDown *drop_down)
{
  gpointer server = gtk_drop_down_get_selected_item (drop_down);

  return server != NULL ? limner_server_get_id (LIMNER_SERVER (server)) : NULL;
}

/**
 * limner_server_drop_down_select:
 * @drop_down: a drop-down that was filled
 * @server_id: a server
 *
 * Chooses a server.
 */
void
limner_server_drop_down_select (GtkDropDown *drop_down,
                                const char  *server_id)
{
  GListModel *servers = gtk_drop_down_get_model (drop_down);
  guint n = servers != NULL ? g_list_model_get_n_items (servers) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (servers, i);

      if (g_strcmp0 (limner_server_get_id (server), server_id) == 0)
        gtk_drop_down_set_selected (drop_down, i);
    }
}
