/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_KEYS_PAGE (limner_keys_page_get_type ())
G_DECLARE_FINAL_TYPE (LimnerKeysPage, limner_keys_page, LIMNER, KEYS_PAGE, AdwPreferencesPage)

G_END_DECLS
