/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LIMNER_ERROR (limner_error_quark ())

/**
 * LimnerError:
 * @LIMNER_ERROR_FAILED: nothing more precise is known
 * @LIMNER_ERROR_NETWORK: the server could not be reached
 * @LIMNER_ERROR_TIMEOUT: the server did not answer in time
 * @LIMNER_ERROR_LOST: the answer to a request that creates something was lost, so that it is
 *   not known whether it was carried out
 * @LIMNER_ERROR_UNAUTHORIZED: the API token is missing or was refused
 * @LIMNER_ERROR_PAYMENT: the account has no credit (HTTP 402)
 * @LIMNER_ERROR_NOT_FOUND: what was asked for does not exist
 * @LIMNER_ERROR_INVALID_INPUT: an input was refused, by our own check or by the server (422)
 * @LIMNER_ERROR_RATE_LIMITED: the server asked to slow down (429)
 * @LIMNER_ERROR_BUSY: the server can take no further job now (409, 503)
 * @LIMNER_ERROR_SERVER: the server failed (5xx)
 * @LIMNER_ERROR_BAD_REPLY: the server answered with something that cannot be read
 * @LIMNER_ERROR_TOO_LARGE: a limit of bytes, pixels, depth or count was passed
 * @LIMNER_ERROR_BAD_FILE: a file is broken or not what it says it is
 * @LIMNER_ERROR_UNSUPPORTED: a kind of file, model or value that is not supported
 * @LIMNER_ERROR_NO_SPACE: there is no room left on the disk
 * @LIMNER_ERROR_CORRUPT: the library's database cannot be read
 * @LIMNER_ERROR_INSECURE: nobody vouches for the server's certificate, so nothing was sent
 * @LIMNER_ERROR_EXISTS: what there may be only once is there already
 * @LIMNER_ERROR_KEYRING: the keyring of the desktop is missing, locked or refuses
 * @LIMNER_ERROR_AMBIGUOUS: the answer was lost, and which of several jobs of the server it is
 *   cannot be told
 * @LIMNER_ERROR_BUDGET_DAY: the person’s own budget for the day would be passed
 * @LIMNER_ERROR_BUDGET_MONTH: the person’s own budget for the month would be passed
 *
 * What can go wrong below the window, at the grain at which the interface can react to it.
 * Being cancelled is %G_IO_ERROR_CANCELLED as everywhere in GLib.
 */
typedef enum
{
  LIMNER_ERROR_FAILED,
  LIMNER_ERROR_NETWORK,
  LIMNER_ERROR_TIMEOUT,
  LIMNER_ERROR_LOST,
  LIMNER_ERROR_UNAUTHORIZED,
  LIMNER_ERROR_PAYMENT,
  LIMNER_ERROR_NOT_FOUND,
  LIMNER_ERROR_INVALID_INPUT,
  LIMNER_ERROR_RATE_LIMITED,
  LIMNER_ERROR_BUSY,
  LIMNER_ERROR_SERVER,
  LIMNER_ERROR_BAD_REPLY,
  LIMNER_ERROR_TOO_LARGE,
  LIMNER_ERROR_BAD_FILE,
  LIMNER_ERROR_UNSUPPORTED,
  LIMNER_ERROR_NO_SPACE,
  LIMNER_ERROR_CORRUPT,
  LIMNER_ERROR_INSECURE,
  LIMNER_ERROR_EXISTS,
  LIMNER_ERROR_KEYRING,
  LIMNER_ERROR_AMBIGUOUS,
  LIMNER_ERROR_BUDGET_DAY,
  LIMNER_ERROR_BUDGET_MONTH,
} LimnerError;

GQuark       limner_error_quark        (void);
LimnerError  limner_error_from_status  (guint         status);
gboolean     limner_error_is_cancelled (const GError *error);
void         limner_error_set_details  (GError       *error,
                                        GObject      *details);
GObject     *limner_error_get_details  (const GError *error);

G_END_DECLS
