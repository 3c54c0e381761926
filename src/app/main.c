/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "base/limner-debug.h"
#include "base/limner-stall-watch.h"
#include "limner-application.h"

#define STALL 16.0  /* milliseconds: one frame */

static void
stalled_cb (double   milliseconds,
            gpointer user_data)
{
  g_printerr ("The main loop was blocked for %.1f ms\n", milliseconds);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(LimnerApplication) application = NULL;
  g_autoptr(LimnerStallWatch) watch = NULL;
  const char *locales = g_getenv ("LIMNER_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Limner");

  if (limner_debug (LIMNER_DEBUG_STALLS))
    watch = limner_stall_watch_new (NULL, STALL, stalled_cb, NULL);

  application = limner_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
