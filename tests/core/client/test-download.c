/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "client/limner-client-private.h"
#include "client/limner-data-url.h"
#include "limner-test.h"
#include "raw-server.h"

#define SIZE 300000

typedef struct
{
  RawServer    *server;
  LimnerClient *client;
  GBytes       *file;
  char         *folder;
  char         *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(LimnerServer) server = NULL;
  guint8 *bytes = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = (guint8) (i * 7 + i / 251);
  fixture->file = g_bytes_new_take (bytes, SIZE);
  fixture->server = raw_server_new ();
  fixture->folder = limner_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "sub", "out.bin", NULL);
  server = limner_server_new ("test", LIMNER_SERVER_REPLICATE, "Test",
                              raw_server_get_uri (fixture->server));
  fixture->client = limner_client_new (server);
  limner_client_set_token (fixture->client, "token");
  _limner_client_set_time_scale (fixture->client, 0.002);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_assert_freed (fixture->client);
  raw_server_free (fixture->server);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_bytes_unref (fixture->file);
}

/* Answers with a head and @length bytes of the file from @start on. */
static void
push_part (Fixture    *fixture,
           const char *head,
           gsize       start,
           gsize       length)
{
  g_autoptr(GByteArray) answer = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;

  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (answer, (const guint8 *) g_bytes_get_data (fixture->file, NULL) + start,
                       (guint) length);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&answer));
  raw_server_push_full (fixture->server, bytes, 0);
}

static GBytes *
download (Fixture     *fixture,
          const char  *path,
          guint64      max_bytes,
          GError     **error)
{
  g_autofree char *url = g_strconcat (raw_server_get_uri (fixture->server), "/out-0.png", NULL);
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_client_download_async (fixture->client, url, path, max_bytes, NULL, NULL, NULL,
                                limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  return limner_client_download_finish (fixture->client, done, NULL, error);
}

static void
check_file (Fixture *fixture)
{
  g_autofree char *part = g_strconcat (fixture->path, ".part", NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  g_assert_cmpmem (text, length, g_bytes_get_data (fixture->file, NULL), SIZE);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

#define WHOLE "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 300000\r\n" \
              "ETag: \"v1\"\r\n\r\n"
#define REST "HTTP/1.1 206 Partial\r\nContent-Type: image/png\r\nContent-Length: 200000\r\n" \
             "Content-Range: bytes 100000-299999/300000\r\nETag: \"v1\"\r\n\r\n"

static void
test_memory (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  push_part (fixture, WHOLE, 0, SIZE);
  bytes = download (fixture, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, fixture->file));
}

/* Without a length the end of the connection is the end of the file. */
static void
test_unknown_length (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  push_part (fixture, "HTTP/1.1 200 OK\r\n\r\n", 0, SIZE);
  bytes = download (fixture, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, fixture->file));
}

static void
test_resume (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) nothing = NULL;
  g_autofree char *second = NULL;

  push_part (fixture, WHOLE, 0, 100000);
  push_part (fixture, REST, 100000, 200000);
  nothing = download (fixture, fixture->path, 0, &error);
  g_assert_no_error (error);
  check_file (fixture);
  second = raw_server_dup_request (fixture->server, 1);
  g_assert_nonnull (strstr (second, "Range: bytes=100000-\r\n"));
  g_assert_nonnull (strstr (second, "If-Range: \"v1\"\r\n"));
}

/* The file changed meanwhile, or the server cannot send parts: it comes as a whole. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) nothing = NULL;

  push_part (fixture, WHOLE, 500, 100000);
  push_part (fixture, WHOLE, 0, SIZE);
  nothing = download (fixture, fixture->path, 0, &error);
  g_assert_no_error (error);
  check_file (fixture);
}

/* Another part than was asked for must not be glued on. */
static void
test_wrong_part (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) nothing = NULL;

  push_part (fixture, WHOLE, 0, 50000);
  push_part (fixture, REST, 100000, 200000);
  push_part (fixture, WHOLE, 0, SIZE);
  nothing = download (fixture, fixture->path, 0, &error);
  g_assert_no_error (error);
  check_file (fixture);
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  push_part (fixture, WHOLE, 0, SIZE);
  g_assert_null (download (fixture, fixture->path, 1000, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_clear_error (&error);
  push_part (fixture, "HTTP/1.1 200 OK\r\n\r\n", 0, SIZE);
  g_assert_null (download (fixture, NULL, SIZE - 1, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (raw_server_get_n (fixture->server), ==, 2);
}

static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  raw_server_push_json (fixture->server, 404, "", "{\"detail\":\"Gone for good\"}");
  g_assert_null (download (fixture, fixture->path, 0, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "Gone for good");
}

static void
test_web_page (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  raw_server_push (fixture->server, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                                    "Content-Length: 6\r\n\r\n<html>");
  g_assert_null (download (fixture, NULL, 0, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
}

static void
test_breaks_for_ever (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 10; i++)
    push_part (fixture, WHOLE, 0, 10);
  g_assert_null (download (fixture, fixture->path, 0, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_NETWORK);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (download (fixture, "/proc/nowhere/out.png", 0, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (raw_server_get_n (fixture->server), ==, 0);
}

static const struct
{
  const char *url;
  const char *type;
  const char *text;     /* NULL: refused */
} data_urls[] = {
  { "data:image/png;base64,aGVsbG8=", "image/png", "hello" },
  { "data:text/plain;charset=utf-8,a%20b", "text/plain", "a b" },
  { "data:,x", "text/plain", "x" },
  { "DATA:;base64,aGk=", "text/plain", "hi" },
  { "data:text/plain;base64", NULL, NULL },
  { "data:text/plain,%zz", NULL, NULL },
  { "data:text/plain;base64,QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQQ==", NULL, NULL },
};

static void
test_data_urls (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (data_urls); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *type = NULL;
      g_autoptr(GBytes) bytes = _limner_data_url_decode (data_urls[i].url, 16, &type, &error);

      if (data_urls[i].text == NULL)
        {
          g_assert_null (bytes);
          g_assert_true (error != NULL && error->domain == LIMNER_ERROR);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (type, ==, data_urls[i].type);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       data_urls[i].text, strlen (data_urls[i].text));
    }
}

static void
test_data_url_to_file (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) nothing = NULL;
  g_autofree char *type = NULL;
  g_autofree char *text = NULL;
  GAsyncResult *result = NULL;

  limner_client_download_async (fixture->client, "data:image/webp;base64,aGVsbG8=", fixture->path,
                                0, NULL, NULL, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  nothing = limner_client_download_finish (fixture->client, done, &type, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (type, ==, "image/webp");
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "hello");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/download/memory", test_memory },
    { "/download/unknown-length", test_unknown_length },
    { "/download/resume", test_resume },
    { "/download/restart", test_restart },
    { "/download/wrong-part", test_wrong_part },
    { "/download/limit", test_limit },
    { "/download/gone", test_gone },
    { "/download/web-page", test_web_page },
    { "/download/breaks-for-ever", test_breaks_for_ever },
    { "/download/unwritable", test_unwritable },
    { "/download/data-url-to-file", test_data_url_to_file },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/download/data-urls", test_data_urls);

  return g_test_run ();
}
