/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-account.h"

/**
 * LimnerAccount:
 *
 * Who a token belongs to.
 */
struct _LimnerAccount
{
  LimnerResource parent_instance;
};

G_DEFINE_FINAL_TYPE (LimnerAccount, limner_account, LIMNER_TYPE_RESOURCE)

static void
limner_account_class_init (LimnerAccountClass *klass)
{
  static const char * const required[] = { "username", NULL };

  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_account_init (LimnerAccount *self)
{
}

/**
 * limner_account_get_username:
 * @self: an account
 *
 * Returns: (transfer none): its name in addresses
 */
const char *
limner_account_get_username (LimnerAccount *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "username");
}

/**
 * limner_account_get_name:
 * @self: an account
 *
 * Returns: (transfer none): its name for people
 */
const char *
limner_account_get_name (LimnerAccount *self)
{
  const char *name = limner_resource_get_string (LIMNER_RESOURCE (self), "name");

  return name != NULL ? name : limner_account_get_username (self);
}

/**
 * limner_account_get_avatar_url:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the address of its picture
 */
const char *
limner_account_get_avatar_url (LimnerAccount *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "avatar_url");
}

/**
 * limner_account_get_github_url:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the address of its page at GitHub
 */
const char *
limner_account_get_github_url (LimnerAccount *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "github_url");
}

/**
 * limner_account_is_organization:
 * @self: an account
 *
 * Returns: %TRUE where it is not one person's
 */
gboolean
limner_account_is_organization (LimnerAccount *self)
{
  return g_strcmp0 (limner_resource_get_string (LIMNER_RESOURCE (self), "type"),
                    "organization") == 0;
}
