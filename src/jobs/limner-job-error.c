/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-job-error.h"

/**
 * limner_job_error_passes:
 * @error: (nullable): why a request failed
 *
 * Tells what goes away by itself from what the same request would meet again.
 *
 * Returns: %TRUE if it is worth asking again later
 */
gboolean
limner_job_error_passes (const GError *error)
{
  static const int passing[] = {
    LIMNER_ERROR_NETWORK, LIMNER_ERROR_TIMEOUT, LIMNER_ERROR_RATE_LIMITED, LIMNER_ERROR_BUSY,
    LIMNER_ERROR_SERVER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    {
      if (g_error_matches (error, LIMNER_ERROR, passing[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * limner_job_error_is_general:
 * @error: (nullable): why a request failed
 *
 * Tells what every other job would meet as well: no money, no access, no room.
 *
 * Returns: %TRUE if the whole queue had better wait
 */
gboolean
limner_job_error_is_general (const GError *error)
{
  return g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_PAYMENT) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_INSECURE) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NO_SPACE);
}
