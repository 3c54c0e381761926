/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-store-settings.h"

static void
name_template_changed_cb (GSettings   *settings,
                          const char  *key,
                          LimnerStore *store)
{
  g_autofree char *name_template = g_settings_get_string (settings, "name-template");

  limner_store_set_name_template (store, name_template);
}

static void
pictures_folder_changed_cb (GSettings   *settings,
                            const char  *key,
                            LimnerStore *store)
{
  g_autofree char *path = g_settings_get_string (settings, "pictures-folder");

  limner_store_set_pictures_directory (store, path);
}

static void
privacy_changed_cb (GSettings   *settings,
                    const char  *key,
                    LimnerStore *store)
{
  limner_store_set_privacy (store, g_settings_get_enum (settings, "saved-metadata"));
}

/**
 * limner_store_follow_settings:
 * @self: a library
 * @settings: the program's settings
 *
 * Saves pictures as the user set it: where, under which names, and with what they tell; now and
 * whenever that changes, as long as @settings live. Who starts the program with
 * `LIMNER_PICTURES_DIR` means that folder, until another one is chosen.
 */
void
limner_store_follow_settings (LimnerStore *self,
                              GSettings   *settings)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_signal_connect_object (settings, "changed::name-template",
                           G_CALLBACK (name_template_changed_cb), self, 0);
  name_template_changed_cb (settings, NULL, self);
  g_signal_connect_object (settings, "changed::pictures-folder",
                           G_CALLBACK (pictures_folder_changed_cb), self, 0);
  if (g_getenv ("LIMNER_PICTURES_DIR") == NULL)
    pictures_folder_changed_cb (settings, NULL, self);
  g_signal_connect_object (settings, "changed::saved-metadata", G_CALLBACK (privacy_changed_cb),
                           self, 0);
  privacy_changed_cb (settings, NULL, self);
}
