/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "base/limner-json.h"
#include "browser/limner-model-page.h"
#include "limner-test-server.h"
#include "limner-test.h"

#include "sheet.h"

/* Draws the pages of real models, and of some that mean no good, to contact sheets:
 * shots-models FOLDER. A server in this program plays the hosted service; it answers with the
 * models of LIMNER_CORPUS.
 */

#define WIDTH   620
#define HEIGHT  1400
#define COLUMNS 8

/** The largest file of the corpus that is shown, in bytes. */
#define MAX_BYTES (8 * 1024 * 1024)

#define HOSTILE_README \
  "# <b>Not bold</b> & \\u202eright to left\\u202c\\n\\n" \
  "[click](javascript:alert(1)) [ok](https://example.com) ![p](file:///etc/passwd)\\n\\n" \
  "<script>alert(1)</script>\\n\\n**open *and never `closed\\n\\n" \
  "> quote\\n> > deeper\\n\\n- one\\n  - two\\n    - three\\n\\n" \
  "| a | b |\\n|---|---|\\n| 1 | 2 |\\n\\n```\\ncode <i>here</i>\\n\\n" \
  "averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongwordwithoutend"

static const struct
{
  const char *reference;
  const char *model;
} bad_models[] = {
  { "o/no-version", "{\"owner\":\"o\",\"name\":\"no-version\",\"description\":null,"
    "\"latest_version\":null}" },
  { "a-very-long-owner-name-that-goes-on-and-on-and-on/a-model-with-a-name-that-is-much-longer-"
    "than-any-page-could-show-in-one-line-and-goes-on-even-further",
    "{\"owner\":\"a-very-long-owner-name-that-goes-on-and-on-and-on\",\"name\":"
    "\"a-model-with-a-name-that-is-much-longer-than-any-page-could-show-in-one-line-and-goes-on-"
    "even-further\",\"description\":\"x\",\"run_count\":-5,\"is_official\":true,"
    "\"visibility\":\"private\",\"latest_version\":null}" },
  { "o/hebrew", "{\"owner\":\"o\",\"name\":\"hebrew\",\"description\":\""
    "\\u05de\\u05d5\\u05d3\\u05dc \\u05e9\\u05de\\u05e6\\u05d9\\u05d9\\u05e8 "
    "<b>\\u05ea\\u05de\\u05d5\\u05e0\\u05d5\\u05ea</b>"
    " & sdxl\",\"run_count\":9223372036854775807,\"cover_image_url\":\"javascript:1\","
    "\"url\":\"https://example.com\",\"github_url\":\"http://not.safe\",\"latest_version\":null}" },
  { "o/gone", NULL },
};

static LimnerStudio *
open_studio (const char *folder)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  LimnerStudio *studio = limner_studio_new_for (data, pictures, vault);
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_studio_open_async (studio, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  if (!limner_studio_open_finish (studio, done, NULL))
    g_error ("The library cannot be opened");
  return studio;
}

static const char *
add_server (LimnerStudio     *studio,
            LimnerTestServer *server)
{
  LimnerServer *entry =
    limner_server_list_add (limner_studio_get_servers (studio), LIMNER_SERVER_REPLICATE, "Shots",
                            limner_test_server_get_uri (server));
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_studio_set_token_async (studio, limner_server_get_id (entry), "token", NULL,
                                 limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  if (!limner_studio_set_token_finish (studio, done, NULL))
    g_error ("The token was not taken");
  return limner_server_get_id (entry);
}

/* What a file of the corpus says of a model: it is a model, a version, or a bare schema. */
static char *
read_model (const char  *path,
            char       **reference)
{
  g_autofree char *text = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_auto(GStrv) parts = g_strsplit (base, "__", 2);
  g_autoptr(JsonObject) root = NULL;
  g_autoptr(JsonObject) model = json_object_new ();
  JsonObject *version;
  gsize length;

  if (g_strv_length (parts) != 2 || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  g_strdelimit (parts[1], "@", '.');
  parts[1][strcspn (parts[1], ".")] = '\0';
  *reference = g_strdup_printf ("%s/%s", *parts[0] != '\0' ? parts[0] : "zoo", parts[1]);
  root = limner_json_parse_object (text, length, MAX_BYTES, NULL);
  if (root == NULL)
    return NULL;
  if (limner_json_get_object (root, "latest_version") != NULL)
    {
      json_object_set_string_member (root, "owner", *parts[0] != '\0' ? parts[0] : "zoo");
      json_object_set_string_member (root, "name", parts[1]);
      return limner_json_object_to_string (root, FALSE);
    }

  version = json_object_new ();
  json_object_set_string_member (version, "id", "0000111122223333444455556666777788889999aaaabbbb");
  json_object_set_object_member (version, "openapi_schema", json_object_ref (
                                   limner_json_get_object (root, "openapi_schema") != NULL
                                   ? limner_json_get_object (root, "openapi_schema") : root));
  json_object_set_string_member (model, "owner", *parts[0] != '\0' ? parts[0] : "zoo");
  json_object_set_string_member (model, "name", parts[1]);
  json_object_set_object_member (model, "latest_version", version);
  return limner_json_object_to_string (model, FALSE);
}

static void
answer (LimnerTestServer *server,
        const char       *reference,
        const char       *model)
{
  g_autofree char *path = g_strconcat ("/models/", reference, NULL);
  g_autofree char *readme = g_strconcat (path, "/readme", NULL);
  g_autofree char *versions = g_strconcat (path, "/versions", NULL);
  g_autofree char *examples = g_strconcat (path, "/examples", NULL);
  g_autofree char *hostile = g_strcompress (HOSTILE_README);

  limner_test_server_answer (server, "GET", path, model != NULL ? 200 : 404,
                             model != NULL ? model : "{\"detail\":\"Not found.\",\"status\":404}");
  limner_test_server_answer (server, "GET", readme, 200, hostile);
  limner_test_server_answer (server, "GET", versions, 200, "{\"results\":[{\"id\":\"aaaabbbbcccc\","
                             "\"created_at\":\"2026-01-02T03:04:05Z\"},{\"id\":\"ddddeeeeffff\","
                             "\"created_at\":\"2025-01-02T03:04:05Z\"}]}");
  limner_test_server_answer (server, "GET", examples, 200, "{\"results\":[]}");
}

static GdkTexture *
draw_page (LimnerStudio      *studio,
           LimnerModelFinder *finder,
           const char        *reference)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *page = limner_model_page_new (studio, finder);
  GdkTexture *texture;

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  limner_model_page_show (LIMNER_MODEL_PAGE (page), reference, NULL);
  /* A busy computer takes its time to show the window. */
  for (guint i = 0; i < 300 && (!gtk_widget_get_mapped (page) || gtk_widget_get_width (page) == 0);
       i++)
    shots_run_for (100);
  shots_run_for (500);
  if (gtk_widget_get_width (window) > WIDTH)
    g_print ("%s: wider than its window, %d\n", reference, gtk_widget_get_width (window));
  texture = shots_draw_window (window, HEIGHT);
  gtk_window_destroy (GTK_WINDOW (window));
  return texture;
}

static void
add_corpus (LimnerTestServer *server,
            GPtrArray        *references,
            const char       *corpus)
{
  g_autofree char *folder = g_build_filename (corpus, "schemas", NULL);
  g_autoptr(GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *reference = NULL;
      g_autofree char *model = read_model (path, &reference);

      if (model == NULL ||
          g_ptr_array_find_with_equal_func (references, reference, g_str_equal, NULL))
        continue;
      answer (server, reference, model);
      g_ptr_array_add (references, g_steal_pointer (&reference));
    }
}

static void
draw_sheets (const char        *folder,
             LimnerStudio      *studio,
             LimnerModelFinder *finder,
             GPtrArray         *references)
{
  for (guint first = 0; first < references->len; first += COLUMNS)
    {
      g_autoptr(GPtrArray) textures = g_ptr_array_new_with_free_func (g_object_unref);
      guint n = MIN (COLUMNS, references->len - first);
      gboolean is_dark = first / COLUMNS % 2 == 1;
      g_autofree char *name = g_strdup_printf ("models-%02u.png", first / COLUMNS + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                  : ADW_COLOR_SCHEME_FORCE_LIGHT);
      for (guint i = 0; i < n; i++)
        g_ptr_array_add (textures, draw_page (studio, finder, references->pdata[first + i]));
      shots_save_sheet (textures, 0, n, WIDTH, path);
    }
}

int
main (int   argc,
      char *argv[])
{
  const char *corpus = g_getenv ("LIMNER_CORPUS");
  g_autoptr(GPtrArray) references = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *home = NULL;
  LimnerTestServer *server;
  LimnerStudio *studio;
  LimnerModelFinder *finder;

  if (argc != 2)
    {
      g_printerr ("Usage: shots-models FOLDER\n");
      return 2;
    }

  adw_init ();
  shots_load_style ();
  home = limner_test_make_folder ();
  server = limner_test_server_new ();
  studio = open_studio (home);
  finder = limner_model_finder_new (studio);
  limner_model_finder_set_server (finder, add_server (studio, server));
  for (gsize i = 0; i < G_N_ELEMENTS (bad_models); i++)
    {
      answer (server, bad_models[i].reference, bad_models[i].model);
      g_ptr_array_add (references, g_strdup (bad_models[i].reference));
    }
  if (corpus != NULL)
    add_corpus (server, references, corpus);
  draw_sheets (argv[1], studio, finder, references);
  g_print ("%u pages\n", references->len);

  g_object_unref (finder);
  g_object_run_dispose (G_OBJECT (studio));
  g_object_unref (studio);
  limner_test_server_free (server);
  limner_test_remove_folder (home);
  return 0;
}
