/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-status.h"

#include <adwaita.h>

/**
 * limner_status_new:
 * @icon_name: a symbolic icon
 * @title: what there is to say, in a few words
 * @description: (nullable): what to do about it, plain text
 *
 * Makes the page that stands where a list is empty or something is missing.
 *
 * Returns: (transfer floating): an #AdwStatusPage that fills its place
 */
GtkWidget *
limner_status_new (const char *icon_name,
                   const char *title,
                   const char *description)
{
  GtkWidget *status = adw_status_page_new ();

  g_return_val_if_fail (icon_name != NULL, status);
  g_return_val_if_fail (title != NULL, status);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), icon_name);
  gtk_widget_set_vexpand (status, TRUE);
  gtk_widget_set_hexpand (status, TRUE);
  limner_status_set_text (status, title, description);

  return status;
}

/**
 * limner_status_set_text:
 * @status: a page from limner_status_new()
 * @title: what there is to say, in a few words
 * @description: (nullable): what to do about it, plain text
 *
 * Changes the words. The toolkit reads the description as markup, so it is escaped here.
 */
void
limner_status_set_text (GtkWidget  *status,
                        const char *title,
                        const char *description)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (ADW_IS_STATUS_PAGE (status));
  g_return_if_fail (title != NULL);

  escaped = g_markup_escape_text (description != NULL ? description : "", -1);
  adw_status_page_set_title (ADW_STATUS_PAGE (status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (status), escaped);
}

/**
 * limner_status_set_action:
 * @status: a page from limner_status_new()
 * @label: (nullable): the verb of the next act, with a mnemonic; %NULL takes the button away
 * @detailed_action: (nullable): the action with its target, such as `win.show-page::models`
 *
 * Puts the one button under the text that leads out of here.
 */
void
limner_status_set_action (GtkWidget  *status,
                          const char *label,
                          const char *detailed_action)
{
  GtkWidget *button;

  g_return_if_fail (ADW_IS_STATUS_PAGE (status));
  g_return_if_fail (label == NULL || detailed_action != NULL);

  if (label == NULL)
    {
      adw_status_page_set_child (ADW_STATUS_PAGE (status), NULL);
      return;
    }

  button = gtk_button_new_with_mnemonic (label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), detailed_action);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  adw_status_page_set_child (ADW_STATUS_PAGE (status), button);
}
