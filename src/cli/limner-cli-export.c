/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "image/limner-contact-sheet.h"
#include "image/limner-export.h"
#include "store/limner-name-template.h"
#include "store/limner-rebuild.h"

#include "limner-cli-commands.h"
#include "limner-cli-print.h"

/* Giving pictures away, as the window's sheet does it. */

#define SHEET_CELL 384

typedef struct
{
  LimnerCli           *cli;
  LimnerExportOptions  options;
  const char          *folder;
  const char          *name_template;   /* (nullable) */
  gboolean             captions;
  JsonArray           *files;           /* (owned) what was written */
  guint                n_failed;
} Export;

static gboolean
choose (const char         *text,
        const char * const *words,
        int                *choice)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], text) == 0)
      {
        *choice = i;
        return TRUE;
      }
  return FALSE;
}

static char *
make_name (const Export      *export,
           const char        *path,
           LimnerItemDetails *details,
           guint              index)
{
  char *name;
  char *dot;

  if (export->name_template != NULL)
    {
      details->output_index = (int) index;
      return limner_name_template_expand (export->name_template, details);
    }

  name = g_path_get_basename (path);
  dot = strrchr (name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

static void
tell_written (Export     *export,
              const char *from,
              const char *path,
              char      **holds)
{
  JsonObject *json = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = g_strjoinv (", ", holds);

  for (guint i = 0; holds[i] != NULL; i++)
    json_array_add_string_element (array, holds[i]);
  json_object_set_string_member (json, "from", from);
  json_object_set_string_member (json, "path", path);
  json_object_set_array_member (json, "holds", array);
  json_array_add_object_element (export->files, json);
  if (!export->cli->json)
    g_print ("%s  (%s)\n", path, *text != '\0' ? text : "nothing but the picture");
}

static gboolean
export_one (Export      *export,
            const char  *path,
            guint        index,
            GError     **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autoptr(LimnerItemDetails) details = NULL;
  g_autoptr(GBytes) exported = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *name = NULL;
  g_auto(GStrv) holds = NULL;

  details = limner_rebuild_read_file (whole, &file, error);
  if (details == NULL)
    return FALSE;
  exported = limner_export_make (file, &export->options, error);
  if (exported == NULL)
    return FALSE;
  holds = limner_export_list (exported, error);
  if (holds == NULL)
    return FALSE;

  name = make_name (export, whole, details, index);
  saved = limner_export_save (exported, export->folder, name,
                              !export->captions ? NULL
                                                : details->prompt != NULL ? details->prompt : "",
                              error);
  if (saved == NULL)
    return FALSE;

  tell_written (export, path, saved, holds);
  return TRUE;
}

static gboolean
save_sheet (Export  *export,
            char   **paths,
            GError **error)
{
  static char *nothing[] = { NULL };
  LimnerPictureFormat format = export->options.convert ? export->options.format
                                                       : LIMNER_PICTURE_PNG;
  guint n_columns = (guint) CLAMP (ceil (sqrt (g_strv_length (paths))), 2, 8);
  g_autoptr(LimnerPicture) sheet = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *saved = NULL;

  sheet = limner_contact_sheet_make ((const char * const *) paths, n_columns, SHEET_CELL, error);
  if (sheet != NULL)
    bytes = limner_picture_encode (sheet, format, export->options.quality, error);
  if (bytes != NULL)
    saved = limner_export_save (bytes, export->folder, "Contact sheet", NULL, error);
  if (saved == NULL)
    return FALSE;

  tell_written (export, "", saved, nothing);
  return TRUE;
}

static void
note_failure (Export     *export,
              const char *path,
              GError     *error)
{
  g_printerr ("%s: %s\n", path, error->message);
  g_clear_error (&error);
  export->n_failed++;
}

/* One that cannot be exported keeps none of the others back. */
static LimnerCliExit
run_export (Export    *export,
            char     **paths,
            gboolean   sheet)
{
  GError *error = NULL;

  export->files = json_array_new ();
  for (guint i = 0; paths[i] != NULL; i++)
    if (!export_one (export, paths[i], i, &error))
      note_failure (export, paths[i], g_steal_pointer (&error));
  if (sheet && export->n_failed == 0 && !save_sheet (export, paths, &error))
    note_failure (export, "Contact sheet", g_steal_pointer (&error));

  if (export->cli->json)
    limner_cli_print_node (export->cli,
                           json_node_init_array (json_node_alloc (), export->files));
  g_clear_pointer (&export->files, json_array_unref);
  return export->n_failed == 0 ? LIMNER_CLI_DONE : LIMNER_CLI_FAILED;
}

/**
 * limner_cli_export:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Writes copies of pictures to give away, in the format and size that is wanted, and tells exactly
 * what each of them holds beside the picture.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_export (LimnerCli  *cli,
                   char      **arguments)
{
  static const char * const formats[] = { "png", "jpeg", "webp", "avif", NULL };
  static const char * const privacies[] = { "everything", "credit", "nothing", NULL };
  static gboolean captions, sheet;
  static char *format, *tell, *name;
  static int quality = 90, max_side;
  static const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, "Another format", "png|jpeg|webp|avif" },
    { "quality", 'q', 0, G_OPTION_ARG_INT, &quality, "Of JPEG, WebP and AVIF (90)", "1–100" },
    { "max-side", 0, 0, G_OPTION_ARG_INT, &max_side, "The longest side, in pixels", "N" },
    { "tell", 't', 0, G_OPTION_ARG_STRING, &tell, "What the file tells of how it was made",
      "everything|credit|nothing" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "How files are called", "{date}-{words}-{seed}" },
    { "captions", 0, 0, G_OPTION_ARG_NONE, &captions, "Write prompts into .txt files", NULL },
    { "sheet", 0, 0, G_OPTION_ARG_NONE, &sheet, "Add a contact sheet", NULL },
    { NULL }
  };
  Export export = { .cli = cli };
  g_autofree char *folder = NULL;
  g_autoptr(GError) error = NULL;
  int number = 0;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "A picture is needed");
  if (cli->output == NULL)
    return limner_cli_usage (cli, "A folder is needed: -o FOLDER");
  if (quality < 1 || quality > 100 || max_side < 0)
    return limner_cli_usage (cli, "The quality is 1 to 100, and no side is negative");
  if (format != NULL && g_ascii_strcasecmp (format, "jpg") == 0)
    number = LIMNER_PICTURE_JPEG;
  else if (format != NULL && !choose (format, formats, &number))
    return limner_cli_usage (cli, "The format is png, jpeg, webp or avif");
  if (format != NULL && !limner_picture_can_encode ((LimnerPictureFormat) number))
    return limner_cli_usage (cli, "This computer has no program part that writes this format");

  export.options = (LimnerExportOptions) {
    .convert = format != NULL,
    .format = (LimnerPictureFormat) number,
    .quality = quality,
    .max_side = max_side,
  };
  number = LIMNER_EXPORT_EVERYTHING;
  if (tell != NULL && !choose (tell, privacies, &number))
    return limner_cli_usage (cli, "--tell is everything, credit or nothing");
  export.options.privacy = (LimnerExportPrivacy) number;
  folder = g_canonicalize_filename (cli->output, NULL);
  export.folder = folder;
  export.name_template = name;
  export.captions = captions;
  return run_export (&export, arguments, sheet);
}
