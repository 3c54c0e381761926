/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-canvas-memory.h"

/* A slider changes a number many times a second: it is written when it has come to rest. */
#define WRITE_DELAY 500

/* What joins a canvas to the settings; it lives as long as the canvas. */
typedef struct
{
  LimnerCanvas       *canvas;     /* borrowed: the canvas owns this */
  LimnerToolSettings *tools;      /* owned */
  GSettings          *settings;   /* owned */
  guint               source;
} Memory;

static guint
to_number (const GdkRGBA *colour)
{
  return (guint) (colour->red * 255 + 0.5f) << 16 | (guint) (colour->green * 255 + 0.5f) << 8 |
         (guint) (colour->blue * 255 + 0.5f);
}

static void
write_now (Memory *memory)
{
  g_autofree char *text = limner_tool_settings_save (memory->tools);
  GdkRGBA colour;

  limner_canvas_get_overlay_colour (memory->canvas, &colour);
  g_settings_set_string (memory->settings, "tool-settings", text);
  g_settings_set_uint (memory->settings, "overlay-colour", to_number (&colour));
}

static gboolean
write_cb (gpointer data)
{
  Memory *memory = data;

  memory->source = 0;
  write_now (memory);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (Memory *memory)
{
  if (memory->source == 0)
    memory->source = g_timeout_add (WRITE_DELAY, write_cb, memory);
}

/* The window may close before the numbers have come to rest. */
static void
unmap_cb (Memory *memory)
{
  if (memory->source == 0)
    return;
  g_clear_handle_id (&memory->source, g_source_remove);
  write_now (memory);
}

static void
memory_free (gpointer data)
{
  Memory *memory = data;

  g_clear_handle_id (&memory->source, g_source_remove);
  g_signal_handlers_disconnect_by_data (memory->tools, memory);
  g_clear_object (&memory->tools);
  g_clear_object (&memory->settings);
  g_free (memory);
}

static void
destroy_cb (Memory *memory)
{
  g_object_set_data (G_OBJECT (memory->canvas), "limner-canvas-memory", NULL);
}

/**
 * limner_canvas_remember:
 * @canvas: a canvas
 * @settings: settings with the keys `tool-settings`, `overlay-colour`, `overlay-opacity` and
 *   `touch-draws`
 *
 * Brings back how the tools were set, and remembers from now on how they are.
 */
void
limner_canvas_remember (LimnerCanvas *canvas,
                        GSettings    *settings)
{
  g_autofree char *text = NULL;
  Memory *memory;
  GdkRGBA colour;
  guint number;

  g_return_if_fail (LIMNER_IS_CANVAS (canvas));
  g_return_if_fail (G_IS_SETTINGS (settings));

  text = g_settings_get_string (settings, "tool-settings");
  if (*text != '\0')
    limner_tool_settings_restore (limner_canvas_get_settings (canvas), text);
  number = g_settings_get_uint (settings, "overlay-colour");
  colour = (GdkRGBA) { (number >> 16 & 255) / 255.f, (number >> 8 & 255) / 255.f,
                       (number & 255) / 255.f, 1 };
  limner_canvas_set_overlay_colour (canvas, &colour);
  g_settings_bind (settings, "overlay-opacity", canvas, "overlay-opacity",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "touch-draws", canvas, "touch-draws", G_SETTINGS_BIND_DEFAULT);

  memory = g_new0 (Memory, 1);
  memory->canvas = canvas;
  memory->tools = g_object_ref (limner_canvas_get_settings (canvas));
  memory->settings = g_object_ref (settings);
  g_object_set_data_full (G_OBJECT (canvas), "limner-canvas-memory", memory, memory_free);
  g_signal_connect_swapped (memory->tools, "notify", G_CALLBACK (changed_cb), memory);
  g_signal_connect_swapped (canvas, "notify::overlay-colour", G_CALLBACK (changed_cb), memory);
  g_signal_connect_swapped (canvas, "unmap", G_CALLBACK (unmap_cb), memory);
  g_signal_connect_swapped (canvas, "destroy", G_CALLBACK (destroy_cb), memory);
}
