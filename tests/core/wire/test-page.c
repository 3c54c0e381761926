/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "wire/limner-collection.h"
#include "wire/limner-hardware.h"
#include "wire/limner-model.h"
#include "wire/limner-page.h"
#include "wire/limner-search-result.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = limner_json_parse (text, (gsize) -1, 65536, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_read (void)
{
  g_autoptr(JsonNode) node =
    parse ("{\"next\":\"http://x/?cursor=1\",\"previous\":\"null\",\"results\":"
           "[{\"slug\":\"a\",\"name\":\"A\"},7,{\"name\":\"no slug\"},{\"slug\":\"b\"}]}");
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPage) page = limner_page_parse (LIMNER_TYPE_COLLECTION, node, &error);
  g_autoptr(LimnerCollection) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (limner_page_get_next (page), ==, "http://x/?cursor=1");
  g_assert_null (limner_page_get_previous (page));
  g_assert_cmpuint (g_list_model_get_n_items (limner_page_get_items (page)), ==, 2);
  g_assert_cmpuint (limner_page_get_n_unreadable (page), ==, 2);

  second = g_list_model_get_item (limner_page_get_items (page), 1);
  g_assert_cmpstr (limner_collection_get_name (second), ==, "b");
}

static void
test_plain_array (void)
{
  g_autoptr(JsonNode) node = parse ("[{\"sku\":\"cpu\",\"name\":\"CPU\"}]");
  g_autoptr(LimnerPage) page = limner_page_parse (LIMNER_TYPE_HARDWARE, node, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (limner_page_get_items (page)), ==, 1);
  g_assert_null (limner_page_get_next (page));
}

static void
test_hostile (void)
{
  const char *bad[] = { "{}", "{\"results\":7}", "\"text\"", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(JsonNode) node = parse (bad[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_page_parse (LIMNER_TYPE_MODEL, node, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
    }
}

static void
test_write (void)
{
  g_autoptr(LimnerPage) page = limner_page_new (LIMNER_TYPE_HARDWARE);
  g_autoptr(LimnerHardware) hardware = limner_hardware_new ("cpu", "CPU");
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  limner_page_append (page, LIMNER_RESOURCE (hardware));
  limner_page_set_next (page, "http://x/2");
  node = limner_page_to_node (page);
  text = limner_json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==, "{\"next\":\"http://x/2\",\"previous\":null,"
                             "\"results\":[{\"sku\":\"cpu\",\"name\":\"CPU\"}]}");
}

static void
test_search_result (void)
{
  const char *text =
    "{\"query\":\"up\",\"models\":[{\"model\":{\"owner\":\"a\",\"name\":\"b\",\"run_count\":12,"
    "\"latest_version\":null},\"metadata\":{\"tags\":[\"x\",3,\"y\"],\"score\":0.5}},"
    "{\"owner\":\"c\",\"name\":\"d\"},null],\"collections\":[{\"slug\":\"s\"}]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerSearchResult) found =
    limner_resource_parse_text (LIMNER_TYPE_SEARCH_RESULT, text, (gsize) -1, &error);
  g_autoptr(LimnerModel) model = NULL;
  g_auto(GStrv) tags = NULL;
  GListModel *models;

  g_assert_no_error (error);
  models = limner_search_result_get_models (found);
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  model = g_list_model_get_item (models, 0);
  g_assert_cmpstr (limner_model_get_reference (model), ==, "a/b");
  g_assert_cmpint (limner_model_get_run_count (model), ==, 12);
  g_assert_null (limner_model_get_latest_version (model));
  tags = limner_model_dup_tags (model);
  g_assert_cmpuint (g_strv_length (tags), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (limner_search_result_get_collections (found)), ==, 1);
}

static void
test_collection (void)
{
  g_autoptr(LimnerCollection) collection = limner_collection_new ("s", "Name", NULL);

  g_assert_cmpstr (limner_collection_get_name (collection), ==, "Name");
  g_assert_null (limner_collection_get_description (collection));
  g_assert_cmpuint (g_list_model_get_n_items (limner_collection_get_models (collection)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/page/read", test_read);
  g_test_add_func ("/page/plain-array", test_plain_array);
  g_test_add_func ("/page/hostile", test_hostile);
  g_test_add_func ("/page/write", test_write);
  g_test_add_func ("/page/search-result", test_search_result);
  g_test_add_func ("/page/collection", test_collection);

  return g_test_run ();
}
