/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-job-error.h"

/* What goes away by itself, as opposed to what the same request would meet again. */
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

/* What every other job would meet as well. */
gboolean
limner_job_error_is_general (const GError *error)
{
  return g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_PAYMENT) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_INSECURE) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NO_SPACE);
}
