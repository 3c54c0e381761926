/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "base/limner-json.h"
#include "browser/limner-cover-loader.h"
#include "browser/limner-cover.h"
#include "browser/limner-input-rows.h"
#include "browser/limner-model-index.h"
#include "browser/limner-model-card.h"
#include "browser/limner-model-kinds.h"
#include "browser/limner-model-selection.h"
#include "browser/limner-model-shelf.h"
#include "browser/limner-version-row.h"
#include "image/limner-picture-io.h"
#include "limner-test-server.h"
#include "limner-test.h"
#include "schema/limner-schema-change.h"

static void
test_index (void)
{
  const char *names[] = { "sdxl", "sdxl-lightning", "fast-sdxl", "flux" };
  g_autoptr(LimnerModelIndex) index = limner_model_index_new ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) both = NULL;
  g_autoptr(GPtrArray) none = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(LimnerModel) model = limner_model_new ("owner", names[i]);

      limner_resource_set_string (LIMNER_RESOURCE (model), "description", "Ünïque WORDS here");
      limner_model_index_add (index, model);
      limner_model_index_add (index, model);
    }
  g_assert_cmpuint (limner_model_index_get_n (index), ==, 4);
  g_assert_nonnull (limner_model_index_lookup (index, "owner/flux"));

  found = limner_model_index_search (index, " SDXL ", 10);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (limner_model_get_name (found->pdata[0]), ==, "sdxl");
  g_assert_cmpstr (limner_model_get_name (found->pdata[2]), ==, "fast-sdxl");
  both = limner_model_index_search (index, "owner/flux ünïque", 10);
  g_assert_cmpuint (both->len, ==, 1);
  none = limner_model_index_search (index, "sdxl nonsense", 10);
  g_assert_cmpuint (none->len, ==, 0);
}

#define SCHEMA "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{" \
  "\"image\":{\"type\":\"string\",\"format\":\"uri\",\"x-order\":0}," \
  "\"scale\":{\"type\":\"number\",\"minimum\":0,\"default\":2,\"x-order\":1}," \
  "\"on\":{\"type\":\"boolean\",\"default\":true,\"x-order\":2}," \
  "\"words\":{\"type\":\"string\",\"default\":\"it's <b>\\\"A & B\\\"</b>\",\"x-order\":3}}}}}}"

/* What is read on the screen, whatever is markup and what is not */
static gboolean
shows_label (GtkWidget  *widget,
             const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_label (child, text))
      return TRUE;
  return FALSE;
}

static void
test_inputs (void)
{
  g_autoptr(JsonObject) document =
    limner_json_parse_object (SCHEMA, (gsize) -1, 65536, NULL);
  g_autoptr(LimnerSchema) schema = limner_schema_new (document);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *group = g_object_ref_sink (adw_preferences_group_new ());
  const char *texts[] = {
    "picture", "number · at least 0 · normally 2", "yes or no · normally true",
    "text · normally it's <b>\"A & B\"</b>"
  };

  limner_input_rows_add (ADW_PREFERENCES_GROUP (group), schema, rows);
  g_assert_cmpuint (rows->len, ==, 4);
  for (guint i = 0; i < rows->len; i++)
    g_assert_true (shows_label (rows->pdata[i], texts[i]));
  limner_test_assert_freed (group);
}

/* Addresses that are none, or lead nowhere good, leave the letter standing. */
static void
test_hostile_covers (void)
{
  const char *urls[] = {
    "https://replicate.comNone:x", "file:///etc/passwd", "", "data:image/png,x",
    "http://169.254.169.254/"
  };
  g_autoptr(LimnerServer) server =
    limner_server_new ("x", LIMNER_SERVER_REPLICATE, "X", "http://127.0.0.1:9");
  g_autoptr(LimnerClient) client = limner_client_new (server);
  GtkWidget *window = gtk_window_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      GtkWidget *cover = limner_cover_new ();

      limner_cover_set_source (LIMNER_COVER (cover), client, urls[i], "name");
      gtk_window_set_child (GTK_WINDOW (window), cover);
      gtk_window_present (GTK_WINDOW (window));
      limner_test_wait_until (gtk_widget_get_mapped (cover));
      limner_test_settle ();
      g_assert_false (gtk_widget_get_visible (gtk_widget_get_first_child (cover)));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  limner_test_wait_until (G_OBJECT (client)->ref_count == 1);
}

/* Pictures by which a stranger would like to take memory, each wider than any screen; the second
 * has many frames. */
static const char bomb[] =
  "iVBORw0KGgoAAAANSUhEUgAA6mAAAOpgCAYAAACA0nVCAAAAF0lEQVR42mNgGAWjYBSMglEwCkbBUAcAB9AAASPGsC"
  "gAAAAASUVORK5CYII=";
static const char frames[] =
  "R0lGODlhYOpg6oAAAAAAAP///yH5BAQBAAAALAAAAABg6mDqAAICRAEAIfkEBAEAAAAsAAAAAGDqYOoAAgJEAQAh+Q"
  "QEAQAAACwAAAAAYOpg6gACAkQBACH5BAQBAAAALAAAAABg6mDqAAICRAEAIfkEBAEAAAAsAAAAAGDqYOoAAgJEAQAh"
  "+QQEAQAAACwAAAAAYOpg6gACAkQBACH5BAQBAAAALAAAAABg6mDqAAICRAEAIfkEBAEAAAAsAAAAAGDqYOoAAgJEAQ"
  "A7";

static GBytes *
decode (const char *text)
{
  gsize length;
  guint8 *data = g_base64_decode (text, &length);

  return g_bytes_new_take (data, length);
}

static LimnerPicture *
load_cover (LimnerClient  *client,
            const char    *url,
            GError       **error)
{
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;

  limner_cover_load_async (client, url, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  return limner_cover_load_finish (done, error);
}

/* What is no picture, takes too much memory or is too long is refused; what follows is not. */
static void
test_hostile_pictures (void)
{
  static const char page[] = "<!DOCTYPE html><html><body>Sign in</body></html>";
  g_autoptr(LimnerTestServer) http = limner_test_server_new ();
  g_autoptr(LimnerServer) server =
    limner_server_new ("x", LIMNER_SERVER_REPLICATE, "X", limner_test_server_get_uri (http));
  g_autoptr(LimnerClient) client = limner_client_new (server);
  g_autoptr(LimnerPicture) wide = limner_picture_new (1200, 300);
  GBytes *bodies[5] = { NULL };
  g_autoptr(GError) problem = NULL;

  bodies[0] = g_bytes_new_static (page, sizeof page - 1);
  bodies[1] = decode (bomb);
  bodies[2] = decode (frames);
  bodies[3] = g_bytes_new_take (g_malloc0 (25 * 1024 * 1024), 25 * 1024 * 1024);
  bodies[4] = limner_picture_encode (wide, LIMNER_PICTURE_PNG, 1, &problem);
  g_assert_no_error (problem);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cover-%u.png", i);
      g_autofree char *url = g_strconcat (limner_test_server_get_uri (http), path, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(LimnerPicture) picture = NULL;

      limner_test_server_answer_full (http, "GET", path, 200, "image/png", NULL, NULL, bodies[i]);
      picture = load_cover (client, url, &error);
      if (i < 4)
        {
          g_assert_null (picture);
          g_assert_nonnull (error);
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpint (limner_picture_get_width (picture), <=, 512);
          g_assert_cmpint (limner_picture_get_width (picture), ==,
                           4 * limner_picture_get_height (picture));
        }
      g_bytes_unref (bodies[i]);
    }
}

/* A cover that was seen before comes from memory, as often as it is asked for. */
static void
test_cover_from_memory (void)
{
  const char *url = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlE"
                    "QVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  g_autoptr(LimnerServer) server =
    limner_server_new ("x", LIMNER_SERVER_REPLICATE, "X", "http://127.0.0.1:9");
  g_autoptr(LimnerClient) client = limner_client_new (server);
  GtkWidget *window = gtk_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *cover = limner_cover_new ();

      limner_cover_set_source (LIMNER_COVER (cover), client, url, "name");
      gtk_window_set_child (GTK_WINDOW (window), cover);
      limner_test_wait_until (gtk_widget_get_visible (gtk_widget_get_first_child (cover)));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

#define INPUT(properties) "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\"," \
  "\"properties\":{" properties "}},"
#define PROMPT "\"prompt\":{\"type\":\"string\"}"
#define IMAGE "\"image\":{\"type\":\"string\",\"format\":\"uri\"}"
#define MASK "\"mask\":{\"type\":\"string\",\"format\":\"uri\"}"
#define SIDES "\"left\":{\"type\":\"integer\"},\"right\":{\"type\":\"integer\"}," \
  "\"top\":{\"type\":\"integer\"},\"bottom\":{\"type\":\"integer\"}"
#define ONE_FILE "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}"
#define FILES "\"Output\":{\"type\":\"array\",\"items\":" \
  "{\"type\":\"string\",\"format\":\"uri\"}}}}}"
#define WORDS "\"Output\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}," \
  "\"x-cog-array-type\":\"iterator\",\"x-cog-array-display\":\"concatenate\"}}}}"
#define TRAINING "\"TrainingInput\":{\"type\":\"object\",\"properties\":{\"input_images\":" \
  "{\"type\":\"string\",\"format\":\"uri\",\"description\":\"A zip file with images\"}}},"

static const struct
{
  const char       *name;
  const char       *schema;
  LimnerModelKinds  kinds;
  const char       *output;
} kinds[] = {
  { "painter", INPUT (PROMPT) FILES, LIMNER_MODEL_KIND_GENERATE, "One or more pictures" },
  { "inpainter", INPUT (PROMPT "," IMAGE "," MASK) ONE_FILE, LIMNER_MODEL_KIND_EDIT,
    "One picture" },
  { "writer", INPUT (PROMPT) WORDS, LIMNER_MODEL_KIND_TEXT, "Text, word by word" },
  { "film", INPUT (PROMPT ",\"fps\":{\"type\":\"integer\"}") ONE_FILE, LIMNER_MODEL_KIND_OTHER,
    "A file that is not shown here: video or sound" },
  { "trainer", INPUT (PROMPT) TRAINING FILES,
    LIMNER_MODEL_KIND_GENERATE | LIMNER_MODEL_KIND_TRAINER, "One or more pictures" },
  { "extender", INPUT (IMAGE "," MASK "," SIDES) ONE_FILE, LIMNER_MODEL_KIND_EXTEND,
    "One picture" },
  { "person", INPUT (PROMPT ",\"input_image\":{\"type\":\"string\",\"format\":\"uri\"},"
                     "\"input_image2\":{\"type\":\"string\",\"format\":\"uri\"}") ONE_FILE,
    LIMNER_MODEL_KIND_SEVERAL, "One picture" },
  { "captioner", INPUT (IMAGE) WORDS, LIMNER_MODEL_KIND_TEXT | LIMNER_MODEL_KIND_DESCRIBE,
    "Text, word by word" },
};

static LimnerModel *
make_model (const char *name,
            const char *schema,
            int         n_runs)
{
  g_autofree char *text =
    g_strdup_printf ("{\"owner\":\"o\",\"name\":\"%s\",\"run_count\":%d,\"latest_version\":"
                     "{\"id\":\"v\",\"created_at\":\"20%02d-01-01T00:00:00Z\","
                     "\"openapi_schema\":%s}}", name, n_runs, n_runs, schema);
  g_autoptr(GError) error = NULL;
  LimnerModel *model = limner_resource_parse_text (LIMNER_TYPE_MODEL, text, strlen (text), &error);

  g_assert_no_error (error);
  return model;
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }
  return FALSE;
}

/* Only the cards of models whose results are no pictures and no words say so. */
static void
test_card_mark (void)
{
  GtkWidget *card = g_object_ref_sink (limner_model_card_new ());

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(LimnerModel) model = make_model (kinds[i].name, kinds[i].schema, 0);

      limner_model_card_set_model (LIMNER_MODEL_CARD (card), model, NULL);
      g_assert_cmpint (has_label (card, "Not shown here"), ==,
                       g_str_equal (kinds[i].name, "film"));
    }
  limner_test_assert_freed (card);
}

static void
test_kinds (void)
{
  g_autoptr(LimnerModel) bare = limner_model_new ("o", "bare");
  g_autofree char *nothing = limner_model_kinds_describe (0);
  g_autofree char *two =
    limner_model_kinds_describe (LIMNER_MODEL_KIND_GENERATE | LIMNER_MODEL_KIND_UPSCALE);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(LimnerModel) model = make_model (kinds[i].name, kinds[i].schema, 1);
      g_autoptr(LimnerSchema) schema = limner_schema_new (
        limner_model_version_get_schema (limner_model_get_latest_version (model)));

      g_test_message ("%s", kinds[i].name);
      g_assert_cmphex (limner_model_kinds_of_model (model) & kinds[i].kinds, ==, kinds[i].kinds);
      g_assert_cmpint (limner_model_kinds_is_other (model), ==,
                       (limner_model_kinds_of_model (model) & LIMNER_MODEL_KIND_OTHER) != 0);
      g_assert_cmpstr (limner_model_output_describe (schema), ==, kinds[i].output);
    }
  g_assert_cmphex (limner_model_kinds_of_model (bare), ==, 0);
  g_assert_false (limner_model_kinds_is_other (bare));
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (two, ==, "Text to picture · Upscale");
}

static char *
list_names (GListModel *list)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(LimnerModel) model = g_list_model_get_item (list, i);

      g_string_append_printf (names, "%s ", limner_model_get_name (model));
    }
  return g_string_free (names, FALSE);
}

#define ASSERT_NAMES(list, expected)                                                     \
  G_STMT_START {                                                                         \
    g_autofree char *names_ = list_names (list);                                         \
    g_assert_cmpstr (names_, ==, expected);                                              \
  } G_STMT_END

static void
test_shelf (void)
{
  g_autoptr(GListStore) source = g_list_store_new (LIMNER_TYPE_MODEL);
  g_autoptr(LimnerModelShelf) shelf = limner_model_shelf_new ();
  GListModel *list = limner_model_shelf_get_list (shelf);
  g_autoptr(LimnerModel) late = make_model ("another-writer", INPUT (PROMPT) WORDS, 3);
  const int runs[] = { 5, 9, 2, 7, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr(LimnerModel) model = make_model (kinds[i].name, kinds[i].schema, runs[i]);

      g_list_store_append (source, model);
    }
  limner_model_shelf_set_source (shelf, G_LIST_MODEL (source));
  ASSERT_NAMES (list, "painter inpainter writer film trainer ");
  limner_model_shelf_set_order (shelf, LIMNER_MODEL_ORDER_RUNS);
  ASSERT_NAMES (list, "inpainter film painter writer trainer ");
  limner_model_shelf_set_order (shelf, LIMNER_MODEL_ORDER_NAME);
  ASSERT_NAMES (list, "film inpainter painter trainer writer ");
  limner_model_shelf_set_order (shelf, LIMNER_MODEL_ORDER_NEWEST);
  ASSERT_NAMES (list, "inpainter film painter writer trainer ");

  /* What a model does is found out on a thread; models that come later as well. */
  limner_model_shelf_set_kind (shelf, LIMNER_MODEL_KIND_TEXT);
  limner_test_wait_until (g_list_model_get_n_items (list) == 1);
  ASSERT_NAMES (list, "writer ");
  g_list_store_append (source, late);
  limner_test_wait_until (g_list_model_get_n_items (list) == 2);
  limner_model_shelf_set_kind (shelf, LIMNER_MODEL_KIND_EDIT);
  ASSERT_NAMES (list, "inpainter ");
  limner_model_shelf_set_kind (shelf, 0);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 6);
  limner_model_shelf_set_source (shelf, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
}

static LimnerModelVersion *
make_version (const char *id,
              const char *properties)
{
  g_autofree char *text =
    g_strdup_printf ("{\"id\":\"%s\",\"created_at\":\"2026-02-03T00:00:00Z\",\"openapi_schema\":"
                     INPUT ("%s") ONE_FILE "}", id, properties);
  g_autoptr(GError) error = NULL;
  LimnerModelVersion *version =
    limner_resource_parse_text (LIMNER_TYPE_MODEL_VERSION, text, strlen (text), &error);

  g_assert_no_error (error);
  return version;
}

/* The changes of a version are looked for when its row is opened. */
static void
test_versions (void)
{
  g_autoptr(LimnerModelVersion) old = make_version ("old", PROMPT);
  g_autoptr(LimnerModelVersion) new = make_version ("new", PROMPT "," MASK);
  g_autoptr(GPtrArray) changes = limner_version_list_changes (old, new);
  g_autoptr(GPtrArray) nothing = limner_version_list_changes (old, old);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *first = limner_version_row_new (old, NULL, "s o/n:old");
  GtkWidget *second = limner_version_row_new (new, old, "s o/n:new");
  GtkWidget *box = gtk_list_box_new ();

  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (((LimnerSchemaChange *) changes->pdata[0])->name, ==, "mask");
  g_assert_true (ADW_IS_ACTION_ROW (first));
  g_assert_true (ADW_IS_EXPANDER_ROW (second));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (second)), ==, "new");
  gtk_list_box_append (GTK_LIST_BOX (box), first);
  gtk_list_box_append (GTK_LIST_BOX (box), second);
  gtk_window_set_child (GTK_WINDOW (window), box);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (second), TRUE);
  g_assert_null (g_object_get_data (G_OBJECT (second), "pair"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (second), FALSE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Those that were picked first come first; a range goes both ways, and stays among its own. */
static void
test_selection (void)
{
  g_autoptr(LimnerModelSelection) selection = limner_model_selection_new ();
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) other = g_ptr_array_new ();
  g_auto(GStrv) targets = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < 60; i++)
    g_ptr_array_add (list, g_strdup_printf ("o/m%u", i));
  g_ptr_array_add (other, (char *) "o/elsewhere");
  g_signal_connect_swapped (selection, "changed", G_CALLBACK (count_cb), &n);

  limner_model_selection_toggle (selection, "s", "o/m3");
  limner_model_selection_extend (selection, "s", list, "o/m1");
  limner_model_selection_extend (selection, "s", list, "o/m4");
  limner_model_selection_toggle (selection, "s", "o/m2");
  limner_model_selection_extend (selection, "s", other, "o/elsewhere");
  g_assert_cmpuint (n, ==, 5);
  targets = limner_model_selection_dup_targets (selection);
  text = g_strjoinv (", ", targets);
  g_assert_cmpstr (text, ==, "s o/m3, s o/m1, s o/m4, s o/elsewhere");
  g_assert_true (limner_model_selection_contains (selection, "s", "o/m4"));
  g_assert_false (limner_model_selection_contains (selection, "t", "o/m4"));
  g_assert_false (limner_model_selection_contains (selection, "s", "o/m2"));

  /* The same name at another server is another model, and where a range begins holds there only. */
  limner_model_selection_extend (selection, "t", other, "o/elsewhere");
  g_assert_cmpuint (limner_model_selection_get_n (selection), ==, 5);
  limner_model_selection_add_all (selection, "s", list);
  g_assert_cmpuint (limner_model_selection_get_n (selection), ==, LIMNER_MODEL_SELECTION_MAX);
  limner_model_selection_toggle (selection, "s", "o/m59");
  g_assert_cmpuint (limner_model_selection_get_n (selection), ==, LIMNER_MODEL_SELECTION_MAX);
  limner_model_selection_clear (selection);
  g_assert_cmpuint (limner_model_selection_get_n (selection), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/browser-parts/index", test_index);
  g_test_add_func ("/browser-parts/inputs", test_inputs);
  g_test_add_func ("/browser-parts/hostile-covers", test_hostile_covers);
  g_test_add_func ("/browser-parts/hostile-pictures", test_hostile_pictures);
  g_test_add_func ("/browser-parts/cover-from-memory", test_cover_from_memory);
  g_test_add_func ("/browser-parts/kinds", test_kinds);
  g_test_add_func ("/browser-parts/card-mark", test_card_mark);
  g_test_add_func ("/browser-parts/selection", test_selection);
  g_test_add_func ("/browser-parts/shelf", test_shelf);
  g_test_add_func ("/browser-parts/versions", test_versions);

  return g_test_run ();
}
