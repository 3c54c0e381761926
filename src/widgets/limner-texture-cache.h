/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_TEXTURE_CACHE (limner_texture_cache_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTextureCache, limner_texture_cache, LIMNER, TEXTURE_CACHE, GObject)

LimnerTextureCache *limner_texture_cache_get_default (void);
LimnerTextureCache *limner_texture_cache_new    (gsize               max_bytes)
    G_GNUC_WARN_UNUSED_RESULT;
GdkTexture         *limner_texture_cache_lookup (LimnerTextureCache *self,
                                                 const char         *key);
void                limner_texture_cache_insert (LimnerTextureCache *self,
                                                 const char         *key,
                                                 GdkTexture         *texture);
void                limner_texture_cache_remove (LimnerTextureCache *self,
                                                 const char         *key);
gsize               limner_texture_cache_get_bytes (LimnerTextureCache *self);

G_END_DECLS
