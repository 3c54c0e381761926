/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "form/limner-form.h"

#include "sheet.h"

/* Draws the forms of real models to sheets, light and dark: shots-forms FOLDER [SCHEMA…]
 * The schemas are taken from LIMNER_CORPUS, or from the files that are named.
 */

#define FORM_WIDTH 360
#define MAX_HEIGHT 1500
#define COLUMNS 6

static const char *const models[] = {
  "stability-ai__sdxl.json",
  "black-forest-labs__flux-schnell.json",
  "black-forest-labs__flux-dev.json",
  "black-forest-labs__flux-fill-pro.json",
  "black-forest-labs__flux-kontext-pro.json",
  "black-forest-labs__flux-2-max.json",
  "ideogram-ai__ideogram-v2.json",
  "recraft-ai__recraft-vectorize.json",
  "stability-ai__stable-diffusion-3@8ed53108.json",
  "jack000__glid-3-xl.json",
  "laion-ai__ongo.json",
  "nightmareai__real-esrgan.cog-generated.json",
  "tencentarc__photomaker.cog-generated.json",
  "fofr__illusions.json",
  "batouresearch__magic-style-transfer.json",
  "fofr__controlnet-preprocessors.json",
  "fofr__any-comfyui-workflow.cog-generated.json",
  "meta__llama-2-70b-chat.json",
  "black-forest-labs__flux-pro-trainer.json",
  "black-forest-labs__flux-dev-lora.cog-generated.json",
  "konieshadow__fooocus-api.json",
  "nightmareai__disco-diffusion.json",
  "nightmareai__majesty-diffusion.json",
  "_zoo__types-cog-0.18.0.cog-generated.json",
};

/* A keeper of files that has one picture for everything. */
#define SHOTS_TYPE_FILES (shots_files_get_type ())
G_DECLARE_FINAL_TYPE (ShotsFiles, shots_files, SHOTS, FILES, GObject)

struct _ShotsFiles
{
  GObject parent_instance;
};

static GdkTexture *
make_picture (void)
{
  const int size = 96;
  g_autofree guint8 *pixels = g_malloc ((gsize) (size * size * 4));
  g_autoptr(GBytes) bytes = NULL;

  for (int y = 0; y < size; y++)
    {
      for (int x = 0; x < size; x++)
        {
          guint8 *pixel = pixels + 4 * (y * size + x);
          gboolean is_hill = y > size / 2 + (x - 40) * (x - 40) / 60;

          pixel[0] = (guint8) (is_hill ? 70 : 240 - y);
          pixel[1] = (guint8) (is_hill ? 110 - y / 3 : 170 - y / 2);
          pixel[2] = (guint8) (is_hill ? 60 : 120 + y);
          pixel[3] = 255;
        }
    }
  bytes = g_bytes_new_take (g_steal_pointer (&pixels), (gsize) (size * size * 4));
  return gdk_memory_texture_new (size, size, GDK_MEMORY_R8G8B8A8, bytes, (gsize) (size * 4));
}

static void
shots_files_import_async (LimnerFormFiles     *files,
                          GFile               *file,
                          GBytes              *bytes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);

  g_task_set_source_tag (task, shots_files_import_async);
  g_task_return_pointer (task, g_strdup ("blob:shot"), g_free);
}

static char *
shots_files_import_finish (LimnerFormFiles  *files,
                           GAsyncResult     *result,
                           GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
shots_files_preview_async (LimnerFormFiles     *files,
                           const char          *reference,
                           int                  size,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);
  LimnerFormPreview *preview = limner_form_preview_new ();

  g_task_set_source_tag (task, shots_files_preview_async);
  preview->texture = make_picture ();
  preview->width = 1024;
  preview->height = 1024;
  preview->n_bytes = 1340000;
  g_task_return_pointer (task, preview, (GDestroyNotify) limner_form_preview_free);
}

static LimnerFormPreview *
shots_files_preview_finish (LimnerFormFiles  *files,
                            GAsyncResult     *result,
                            GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
shots_files_iface_init (LimnerFormFilesInterface *iface)
{
  iface->import_async = shots_files_import_async;
  iface->import_finish = shots_files_import_finish;
  iface->preview_async = shots_files_preview_async;
  iface->preview_finish = shots_files_preview_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ShotsFiles, shots_files, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_FORM_FILES,
                                                      shots_files_iface_init))

static void
shots_files_class_init (ShotsFilesClass *klass)
{
}

static void
shots_files_init (ShotsFiles *self)
{
}

static LimnerValues *
load_values (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_SCHEMA_MAX_BYTES, &error);
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(JsonObject) root = NULL;
  g_autoptr(LimnerValues) values = NULL;
  JsonObject *input;
  gconstpointer data;
  gsize length;

  if (bytes == NULL)
    g_error ("%s", error->message);
  schema = limner_schema_new_from_bytes (bytes, &error);
  if (schema == NULL)
    g_error ("%s: %s", path, error->message);

  values = limner_values_new (schema);
  data = g_bytes_get_data (bytes, &length);
  root = limner_json_parse_object (data, length, LIMNER_SCHEMA_MAX_BYTES, NULL);
  input = limner_json_get_object (limner_json_get_object (root, "default_example"), "input");
  if (input != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_load (values, input);
    }
  return g_steal_pointer (&values);
}

/* “owner__name@version.json” is called “owner/name”. */
static char *
name_model (const char *path)
{
  static const char *const ends[] = { "@", ".cog-generated", ".json" };
  g_autofree char *base = g_path_get_basename (path);
  g_auto(GStrv) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      char *end = strstr (base, ends[i]);

      if (end != NULL)
        *end = '\0';
    }
  parts = g_strsplit (base, "__", 2);
  return g_strjoinv ("/", parts);
}

/* A form in a window of its own, as tall as it wants to be, drawn with its model's name above. */
static GdkTexture *
draw_form (const char      *path,
           LimnerFormFiles *files,
           gboolean         shows_json)
{
  g_autoptr(LimnerValues) values = load_values (path);
  g_autofree char *name = name_model (path);
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *title = gtk_label_new (name);
  GtkWidget *form = limner_form_new ();
  GdkTexture *texture;
  int height;

  limner_form_set_files (LIMNER_FORM (form), files);
  limner_form_set_values (LIMNER_FORM (form), values);
  limner_form_set_shows_json (LIMNER_FORM (form), shows_json);
  limner_form_reveal_problems (LIMNER_FORM (form));
  gtk_widget_add_css_class (title, "title-4");
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), form);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), FORM_WIDTH, -1);
  gtk_window_present (GTK_WINDOW (window));
  shots_run_for (100);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  shots_run_for (200);

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, FORM_WIDTH - 24, &height, NULL, NULL, NULL);
  texture = shots_draw_window (window, MIN (height + 36, MAX_HEIGHT));
  gtk_window_destroy (GTK_WINDOW (window));
  return texture;
}

static void
draw_sheets (const char *folder,
             GPtrArray  *paths,
             gboolean    is_dark)
{
  g_autoptr(GPtrArray) textures = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ShotsFiles) files = g_object_new (SHOTS_TYPE_FILES, NULL);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                              : ADW_COLOR_SCHEME_FORCE_LIGHT);
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (textures, draw_form (g_ptr_array_index (paths, i),
                                          LIMNER_FORM_FILES (files), FALSE));
  g_ptr_array_add (textures, draw_form (g_ptr_array_index (paths, 0), LIMNER_FORM_FILES (files),
                                        TRUE));

  for (guint first = 0; first < textures->len; first += COLUMNS)
    {
      g_autofree char *name = g_strdup_printf ("forms-%s-%u.png", is_dark ? "dark" : "light",
                                               first / COLUMNS + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      shots_save_sheet (textures, first, MIN (COLUMNS, textures->len - first), FORM_WIDTH, path);
    }
}

int
main (int   argc,
      char *argv[])
{
  const char *corpus = g_getenv ("LIMNER_CORPUS");
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (argc < 2)
    {
      g_printerr ("Usage: shots-forms FOLDER [SCHEMA…]\n");
      return 2;
    }
  if (argc == 2 && (corpus == NULL || !g_file_test (corpus, G_FILE_TEST_IS_DIR)))
    {
      g_printerr ("There are no schemas of real models: LIMNER_CORPUS names no folder\n");
      return 77;
    }

  adw_init ();
  shots_load_style ();
  for (int i = 2; i < argc; i++)
    g_ptr_array_add (paths, g_strdup (argv[i]));
  for (guint i = 0; argc == 2 && i < G_N_ELEMENTS (models); i++)
    g_ptr_array_add (paths, g_build_filename (corpus, "schemas", models[i], NULL));

  draw_sheets (argv[1], paths, FALSE);
  draw_sheets (argv[1], paths, TRUE);
  return 0;
}
