/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-error-text.h"

#include "base/limner-error.h"

#include <glib/gi18n.h>

/*
 * The lower folders speak English for developers. Here each code becomes a sentence for the person
 * at the screen: what happened, then what to do. What a server or a check of ours said in
 * particular is put after it where it helps.
 */

static const char *
sentence_for_code (LimnerError code)
{
  switch (code)
    {
    case LIMNER_ERROR_NETWORK:
      return N_("The server could not be reached. Check the network and try again.");
    case LIMNER_ERROR_TIMEOUT:
      return N_("The server did not answer in time. Try again in a moment.");
    case LIMNER_ERROR_LOST:
      return N_("The server’s answer was lost, so it is not known whether the job was started. "
                "Look for it on the server before you send it again.");
    case LIMNER_ERROR_UNAUTHORIZED:
      return N_("The API token is missing or was refused. Check it in Preferences.");
    case LIMNER_ERROR_PAYMENT:
      return N_("The account has no credit left. Add credit on the server’s website, then resume "
                "the queue.");
    case LIMNER_ERROR_NOT_FOUND:
      return N_("What was asked for does not exist on this server. Check its name.");
    case LIMNER_ERROR_INVALID_INPUT:
      return N_("An input was refused. Change it and try again.");
    case LIMNER_ERROR_RATE_LIMITED:
      return N_("The server asked to slow down. Wait a moment, then try again.");
    case LIMNER_ERROR_BUSY:
      return N_("The server cannot take another job now. Try again in a moment.");
    case LIMNER_ERROR_SERVER:
      return N_("The server failed. This is not your fault; try again later.");
    case LIMNER_ERROR_BAD_REPLY:
      return N_("The server’s answer could not be read. Check that its address is right.");
    case LIMNER_ERROR_TOO_LARGE:
      return N_("This is larger than Limner can handle. Use a smaller file.");
    case LIMNER_ERROR_BAD_FILE:
      return N_("The file is damaged or not what its name says. Try another copy of it.");
    case LIMNER_ERROR_UNSUPPORTED:
      return N_("This kind of file or value is not supported. Try another one.");
    case LIMNER_ERROR_NO_SPACE:
      return N_("There is no room left on the disk. Free some space, then try again.");
    case LIMNER_ERROR_CORRUPT:
      return N_("The library cannot be read. Start Limner again to rebuild it from your pictures.");
    case LIMNER_ERROR_INSECURE:
      return N_("The server’s certificate is not valid, so nothing was sent. Check the server’s "
                "address and the clock of this computer.");
    case LIMNER_ERROR_EXISTS:
      return N_("The server answered with a job that it had given to another one before. Try "
                "again.");
    case LIMNER_ERROR_KEYRING:
      return N_("The token could not be kept: this desktop’s keyring is missing or locked. Unlock "
                "it, or start one such as GNOME Keyring, and try again. Without one, set "
                "REPLICATE_API_TOKEN before Limner is started.");
    case LIMNER_ERROR_AMBIGUOUS:
      return N_("The server’s answer was lost, and the server has other jobs that cannot be told "
                "from this one. Look there before you send it again: it may have been charged.");
    case LIMNER_ERROR_BUDGET_DAY:
      return N_("Your budget for today is used up. What costs money waits until tomorrow, or until "
                "you raise it under Money in the queue’s menu.");
    case LIMNER_ERROR_BUDGET_MONTH:
      return N_("Your budget for this month is used up. What costs money waits until next month, "
                "or until you raise it under Money in the queue’s menu.");
    case LIMNER_ERROR_FAILED:
    default:
      return NULL;
    }
}

/* TRUE where the particular message says more than the general sentence, for instance which input
 * was refused, or the server's own words. */
static gboolean
has_details (LimnerError code)
{
  switch (code)
    {
    case LIMNER_ERROR_INVALID_INPUT:
    case LIMNER_ERROR_NOT_FOUND:
    case LIMNER_ERROR_SERVER:
    case LIMNER_ERROR_BUSY:
    case LIMNER_ERROR_BAD_REPLY:
    case LIMNER_ERROR_BAD_FILE:
    case LIMNER_ERROR_TOO_LARGE:
    case LIMNER_ERROR_UNSUPPORTED:
      return TRUE;

    case LIMNER_ERROR_FAILED:
    case LIMNER_ERROR_NETWORK:
    case LIMNER_ERROR_TIMEOUT:
    case LIMNER_ERROR_LOST:
    case LIMNER_ERROR_UNAUTHORIZED:
    case LIMNER_ERROR_PAYMENT:
    case LIMNER_ERROR_RATE_LIMITED:
    case LIMNER_ERROR_NO_SPACE:
    case LIMNER_ERROR_CORRUPT:
    case LIMNER_ERROR_INSECURE:
    case LIMNER_ERROR_EXISTS:
    case LIMNER_ERROR_KEYRING:
    case LIMNER_ERROR_AMBIGUOUS:
    case LIMNER_ERROR_BUDGET_DAY:
    case LIMNER_ERROR_BUDGET_MONTH:
    default:
      return FALSE;
    }
}

static LimnerError
code_from_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return LIMNER_ERROR_NO_SPACE;
    case G_IO_ERROR_TIMED_OUT:
      return LIMNER_ERROR_TIMEOUT;
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return LIMNER_ERROR_NETWORK;
    default:
      return LIMNER_ERROR_FAILED;
    }
}

static LimnerError
code_from_error (const GError *error)
{
  if (error->domain == LIMNER_ERROR)
    return error->code;
  if (error->domain == G_IO_ERROR)
    return code_from_io (error->code);
  if (error->domain == G_RESOLVER_ERROR)
    return LIMNER_ERROR_NETWORK;
  if (error->domain == G_TLS_ERROR)
    return LIMNER_ERROR_INSECURE;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return LIMNER_ERROR_NO_SPACE;

  return LIMNER_ERROR_FAILED;
}

/* What went wrong with a file on this computer, where the toolkit's own words are not plain. */
static const char *
sentence_for_file (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES))
    return N_("You may not read or write this file. Check its permissions.");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return N_("The file is not there any more. It may have been moved or deleted.");

  return NULL;
}

/**
 * limner_error_to_text:
 * @error: (nullable): what a lower folder reported
 *
 * Says in the user's language what happened and what to do about it. Being cancelled is not an
 * error for the user: ask limner_error_is_cancelled() first and show nothing then.
 *
 * Returns: (transfer full): one or more sentences, plain text without markup
 */
char *
limner_error_to_text (const GError *error)
{
  const char *sentence;
  LimnerError code;

  if (error == NULL)
    return g_strdup (_("Something went wrong, and no reason was given."));

  code = code_from_error (error);
  sentence = sentence_for_file (error);
  if (sentence == NULL)
    sentence = sentence_for_code (code);

  if (sentence == NULL)
    return g_strdup (error->message);
  if (error->domain != LIMNER_ERROR || !has_details (code) || error->message[0] == '\0')
    return g_strdup (_(sentence));

  /* Translators: the first is our sentence, the second what the server or the check said. */
  return g_strdup_printf (_("%s (%s)"), _(sentence), error->message);
}
