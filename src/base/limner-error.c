/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-error.h"

typedef struct
{
  GObject *details;
} LimnerErrorPrivate;

static void
limner_error_private_init (LimnerErrorPrivate *priv)
{
  priv->details = NULL;
}

static void
limner_error_private_copy (const LimnerErrorPrivate *from,
                           LimnerErrorPrivate       *to)
{
  g_set_object (&to->details, from->details);
}

static void
limner_error_private_clear (LimnerErrorPrivate *priv)
{
  g_clear_object (&priv->details);
}

G_DEFINE_EXTENDED_ERROR (LimnerError, limner_error)

/**
 * limner_error_set_details:
 * @error: an error of the domain %LIMNER_ERROR
 * @details: (nullable): what more is known, such as the body of the server's answer
 *
 * Lets an error carry an object. Copies of the error share it.
 */
void
limner_error_set_details (GError  *error,
                          GObject *details)
{
  g_return_if_fail (error != NULL && error->domain == LIMNER_ERROR);
  g_return_if_fail (details == NULL || G_IS_OBJECT (details));

  g_set_object (&limner_error_get_private (error)->details, details);
}

/**
 * limner_error_get_details:
 * @error: (nullable): an error of any domain
 *
 * Returns: (transfer none) (nullable): what limner_error_set_details() gave it
 */
GObject *
limner_error_get_details (const GError *error)
{
  if (error == NULL || error->domain != LIMNER_ERROR)
    return NULL;

  return limner_error_get_private (error)->details;
}

/**
 * limner_error_from_status:
 * @status: an HTTP status code that is not 2xx
 *
 * Sorts an unsuccessful HTTP status into a code of our own domain (RFC 9110 §15).
 *
 * Returns: the code
 */
LimnerError
limner_error_from_status (guint status)
{
  switch (status)
    {
    case 400:
    case 422:
      return LIMNER_ERROR_INVALID_INPUT;

    case 401:
    case 403:
      return LIMNER_ERROR_UNAUTHORIZED;

    case 402:
      return LIMNER_ERROR_PAYMENT;

    case 404:
    case 410:
      return LIMNER_ERROR_NOT_FOUND;

    case 408:
    case 504:
      return LIMNER_ERROR_TIMEOUT;

    case 409:
    case 503:
      return LIMNER_ERROR_BUSY;

    case 413:
      return LIMNER_ERROR_TOO_LARGE;

    case 429:
      return LIMNER_ERROR_RATE_LIMITED;

    default:
      return status >= 500 ? LIMNER_ERROR_SERVER : LIMNER_ERROR_FAILED;
    }
}

/**
 * limner_error_is_cancelled:
 * @error: (nullable): an error
 *
 * Tells whether an operation ended because somebody cancelled it, which is never shown.
 *
 * Returns: %TRUE for %G_IO_ERROR_CANCELLED
 */
gboolean
limner_error_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
