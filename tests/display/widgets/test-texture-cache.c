/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "widgets/limner-texture-cache.h"

static GdkTexture *
make_texture (int size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_take (g_malloc0 ((gsize) size * size * 4),
                                              (gsize) size * size * 4);

  return gdk_memory_texture_new (size, size, GDK_MEMORY_R8G8B8A8, bytes, (gsize) size * 4);
}

static void
test_bounded (void)
{
  LimnerTextureCache *cache = limner_texture_cache_new (3 * 16 * 16 * 4);

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("%d", i);
      g_autoptr(GdkTexture) texture = make_texture (16);

      limner_texture_cache_insert (cache, key, texture);
      /* What is looked at again and again stays. */
      g_assert_nonnull (limner_texture_cache_lookup (cache, "0"));
    }

  g_assert_cmpuint (limner_texture_cache_get_bytes (cache), ==, 3 * 16 * 16 * 4);
  g_assert_null (limner_texture_cache_lookup (cache, "1"));
  g_assert_null (limner_texture_cache_lookup (cache, "2"));
  g_assert_nonnull (limner_texture_cache_lookup (cache, "4"));
  limner_texture_cache_remove (cache, "4");
  limner_texture_cache_remove (cache, "4");
  g_assert_null (limner_texture_cache_lookup (cache, "4"));
  g_assert_finalize_object (cache);
}

static void
test_replace (void)
{
  LimnerTextureCache *cache = limner_texture_cache_new (1000000);
  g_autoptr(GdkTexture) first = make_texture (8);
  g_autoptr(GdkTexture) second = make_texture (4);

  limner_texture_cache_insert (cache, "x", first);
  limner_texture_cache_insert (cache, "x", second);
  g_assert_true (limner_texture_cache_lookup (cache, "x") == second);
  g_assert_cmpuint (limner_texture_cache_get_bytes (cache), ==, 64);
  g_assert_finalize_object (cache);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/texture-cache/bounded", test_bounded);
  g_test_add_func ("/texture-cache/replace", test_replace);

  return g_test_run ();
}
