/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limner-memory.h"

#define BLOCK ((gsize) 200 * 1024 * 1024)

/* How much memory the process really has, in bytes; 0 where the system does not tell. */
static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  unsigned long all, resident;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) ||
      sscanf (text, "%lu %lu", &all, &resident) != 2)
    return 0;
  return resident * (gsize) sysconf (_SC_PAGESIZE);
}

/* Waits until there is less than @most. */
static void
assert_given_back (gsize most)
{
  gint64 end = g_get_monotonic_time () + 240 * G_USEC_PER_SEC;

  while (get_resident () > most)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_thread_yield ();
    }
}

static void
test_large (void)
{
  gsize before = get_resident ();
  guint8 *memory;

  if (before == 0)
    {
      g_test_skip ("the system does not tell how much memory there is");
      return;
    }

  for (int i = 0; i < 3; i++)
    {
      memory = g_malloc (BLOCK);
      memset (memory, 7, BLOCK);
      g_assert_cmpuint (get_resident (), >, before + BLOCK / 2);
      limner_memory_free (memory, BLOCK);
      assert_given_back (before + BLOCK / 2);
    }
}

static void
test_bytes (void)
{
  gsize before = get_resident ();
  guint8 *memory = g_malloc (BLOCK + 13);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) part = NULL;
  const guint8 *data;
  gsize size;

  memset (memory, 9, BLOCK + 13);
  bytes = limner_memory_take_bytes (memory, BLOCK + 13);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, ==, BLOCK + 13);
  g_assert_true (data == memory);

  /* Whoever holds a part of it holds all of it. */
  part = g_bytes_new_from_bytes (bytes, BLOCK, 13);
  g_clear_pointer (&bytes, g_bytes_unref);
  data = g_bytes_get_data (part, NULL);
  for (int i = 0; i < 13; i++)
    g_assert_cmpint (data[i], ==, 9);
  g_assert_cmpint (memory[BLOCK / 2], ==, 9);
  g_clear_pointer (&part, g_bytes_unref);
  if (before != 0)
    assert_given_back (before + BLOCK / 2);
}

/* Small ones, and none at all, are freed at once. */
static void
test_small (void)
{
  g_autoptr(GBytes) bytes = limner_memory_take_bytes (g_strdup ("abc"), 3);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "abc", 3);
  limner_memory_free (NULL, 0);
  limner_memory_free (NULL, BLOCK);
  limner_memory_free (g_malloc (100), 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/memory/large", test_large);
  g_test_add_func ("/base/memory/bytes", test_bytes);
  g_test_add_func ("/base/memory/small", test_small);

  return g_test_run ();
}
