/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-error.h"

G_DEFINE_QUARK (limner-error-quark, limner_error)

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
