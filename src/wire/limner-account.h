/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_ACCOUNT (limner_account_get_type ())
G_DECLARE_FINAL_TYPE (LimnerAccount, limner_account, LIMNER, ACCOUNT, LimnerResource)

const char *limner_account_get_username    (LimnerAccount *self);
const char *limner_account_get_name        (LimnerAccount *self);
const char *limner_account_get_avatar_url  (LimnerAccount *self);
const char *limner_account_get_github_url  (LimnerAccount *self);
gboolean    limner_account_is_organization (LimnerAccount *self);

G_END_DECLS
