/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-keys-table.h"

#define ZOOM_IN "<Control>plus <Control>equal <Control>KP_Add plus equal KP_Add"
#define ZOOM_OUT "<Control>minus <Control>KP_Subtract minus KP_Subtract"

/* In the order in which they are told. What is named like an action is that action; keys that are
 * fixed are handled where they belong, and are here to be told and to be kept free. */
static const LimnerKeyInfo table[] = {
  { "win.generate", LIMNER_KEY_WINDOW, N_("Generate"), "<Control>Return <Control>KP_Enter" },
  { "win.sweep::", LIMNER_KEY_WINDOW, N_("Sweep"), "<Control><Shift>Return" },
  { "win.cancel", LIMNER_KEY_WINDOW, N_("Cancel all jobs"), "<Shift>Escape", TRUE },
  { "win.show-page::create", LIMNER_KEY_WINDOW, N_("Create"), "<Alt>1" },
  { "win.show-page::gallery", LIMNER_KEY_WINDOW, N_("Gallery"), "<Alt>2" },
  { "win.show-page::models", LIMNER_KEY_WINDOW, N_("Models"), "<Alt>3" },
  { "win.show-page::queue", LIMNER_KEY_WINDOW, N_("Queue"), "<Control>j" },
  { "win.find", LIMNER_KEY_WINDOW, N_("Search"), "<Control>f" },
  { "win.new", LIMNER_KEY_WINDOW, N_("New picture"), "<Control>n" },
  { "win.open", LIMNER_KEY_WINDOW, N_("Open a picture"), "<Control>o" },
  { "win.paste", LIMNER_KEY_WINDOW, N_("Paste a picture"), "<Control><Shift>v" },
  { "create.sidebar", LIMNER_KEY_WINDOW, N_("Side panel"), "F9" },
  { "win.fullscreen", LIMNER_KEY_WINDOW, N_("Full screen"), "F11" },
  { "app.preferences", LIMNER_KEY_WINDOW, N_("Preferences"), "<Control>comma" },
  { "win.show-keys", LIMNER_KEY_WINDOW, N_("Keyboard shortcuts"),
    "<Control>question <Control>F1" },
  { "win.close", LIMNER_KEY_WINDOW, N_("Close"), "<Control>w" },
  { "app.quit", LIMNER_KEY_WINDOW, N_("Quit"), "<Control>q" },

  { "canvas.brush", LIMNER_KEY_TOOLS, N_("Mask brush"), "b" },
  { "canvas.eraser", LIMNER_KEY_TOOLS, N_("Mask eraser"), "e" },
  { "canvas.rectangle-tool", LIMNER_KEY_TOOLS, N_("Rectangle"), "m" },
  { "canvas.ellipse", LIMNER_KEY_TOOLS, N_("Ellipse"), "<Shift>m" },
  { "canvas.lasso", LIMNER_KEY_TOOLS, N_("Lasso"), "l" },
  { "canvas.polygon", LIMNER_KEY_TOOLS, N_("Polygon"), "<Shift>l" },
  { "canvas.wand", LIMNER_KEY_TOOLS, N_("Similar colour"), "w" },
  { "canvas.frame", LIMNER_KEY_TOOLS, N_("Frame"), "c" },
  { "canvas.transform", LIMNER_KEY_TOOLS, N_("Move, scale and turn the mask"), "v <Control>t" },
  { "canvas.nudge", LIMNER_KEY_TOOLS, N_("Move it by a pixel"), "Left Right Up Down", TRUE },
  { "canvas.nudge-far", LIMNER_KEY_TOOLS, N_("Move it by ten pixels"),
    "<Shift>Left <Shift>Right <Shift>Up <Shift>Down", TRUE },
  { "canvas.move", LIMNER_KEY_TOOLS, N_("Move the view"), "h" },
  { "canvas.colour", LIMNER_KEY_TOOLS, N_("Colour brush"), "g" },
  { "canvas.colour-eraser", LIMNER_KEY_TOOLS, N_("Colour eraser"), "<Shift>g" },
  { "canvas.picker", LIMNER_KEY_TOOLS, N_("Colour picker"), "i" },
  { "canvas.size-down", LIMNER_KEY_TOOLS, N_("Smaller"), "bracketleft" },
  { "canvas.size-up", LIMNER_KEY_TOOLS, N_("Larger"), "bracketright" },
  { "canvas.hardness-down", LIMNER_KEY_TOOLS, N_("Softer"),
    "<Shift>bracketleft <Shift>braceleft" },
  { "canvas.hardness-up", LIMNER_KEY_TOOLS, N_("Harder"),
    "<Shift>bracketright <Shift>braceright" },
  { "canvas.opacity-down", LIMNER_KEY_TOOLS, N_("Fainter"), "o" },
  { "canvas.opacity-up", LIMNER_KEY_TOOLS, N_("Stronger"), "<Shift>o" },
  { "canvas.opacity", LIMNER_KEY_TOOLS, N_("Opacity in tenths"), "KP_1...KP_9", TRUE },
  { "canvas.swap", LIMNER_KEY_TOOLS, N_("Swap painting and erasing"), "x" },
  { "canvas.default", LIMNER_KEY_TOOLS, N_("Ordinary brush"), "d" },
  { "canvas.opposite", LIMNER_KEY_TOOLS,
    N_("Paint instead of erasing, erase instead of painting"), "Control_L", TRUE,
    N_("While held") },
  { "canvas.straight", LIMNER_KEY_TOOLS,
    N_("Straight line by a click, size and hardness by a drag"), "Shift_L", TRUE,
    N_("While held") },
  { "canvas.finish", LIMNER_KEY_TOOLS, N_("Finish an outline"), "Return", TRUE },
  { "canvas.cancel", LIMNER_KEY_TOOLS, N_("Give up an outline"), "Escape", TRUE },

  { "canvas.undo", LIMNER_KEY_CANVAS, N_("Undo"), "<Control>z" },
  { "canvas.redo", LIMNER_KEY_CANVAS, N_("Redo"), "<Control><Shift>z <Control>y" },
  { "canvas.mask-only", LIMNER_KEY_CANVAS, N_("Show the mask only"), "q" },
  { "canvas.invert-mask", LIMNER_KEY_CANVAS, N_("Invert the mask"), "<Control><Shift>i" },
  { "canvas.mask-all", LIMNER_KEY_CANVAS, N_("Mask everything"), "<Control>a" },
  { "canvas.clear-mask", LIMNER_KEY_CANVAS, N_("Mask nothing"),
    "<Control><Shift>a <Shift>Delete" },
  { "canvas.mask-background", LIMNER_KEY_CANVAS, N_("Mask the background"), "<Control>b" },
  { "canvas.zoom-fit", LIMNER_KEY_CANVAS, N_("Fit"), "<Control>0" },
  { "canvas.zoom-100", LIMNER_KEY_CANVAS, N_("Actual size"), "<Control>1" },
  { "canvas.zoom-200", LIMNER_KEY_CANVAS, N_("Twice the size"), "<Control>2" },
  { "canvas.zoom-in", LIMNER_KEY_CANVAS, N_("Zoom in"), ZOOM_IN },
  { "canvas.zoom-out", LIMNER_KEY_CANVAS, N_("Zoom out"), ZOOM_OUT },
  { "canvas.rotate-left", LIMNER_KEY_CANVAS, N_("Turn left"), "4" },
  { "canvas.rotate-right", LIMNER_KEY_CANVAS, N_("Turn right"), "6" },
  { "canvas.rotate-reset", LIMNER_KEY_CANVAS, N_("Upright again"), "5" },
  { "canvas.mirror", LIMNER_KEY_CANVAS, N_("Mirror"), "<Control><Shift>h" },
  { "canvas.pan", LIMNER_KEY_CANVAS, N_("Move the view"), "space", TRUE, N_("While held") },
  { "canvas.original", LIMNER_KEY_CANVAS, N_("Show the original"), "backslash", TRUE,
    N_("While held") },
  { "canvas.alone", LIMNER_KEY_CANVAS, N_("Nothing but the canvas"), "Tab", TRUE },

  { "create.keep", LIMNER_KEY_CANDIDATES, N_("Keep"), "Return KP_Enter r" },
  { "create.previous", LIMNER_KEY_CANDIDATES, N_("Previous"), "Left" },
  { "create.next", LIMNER_KEY_CANDIDATES, N_("Next"), "Right" },
  { "create.discard", LIMNER_KEY_CANDIDATES, N_("Discard"), "Delete" },
  { "create.more", LIMNER_KEY_CANDIDATES, N_("More like it"), "m" },
  { "create.upscale", LIMNER_KEY_CANDIDATES, N_("Enlarge"), "u" },
  { "create.leave", LIMNER_KEY_CANDIDATES, N_("Back to the canvas"), "Escape", TRUE },
  { "create.export", LIMNER_KEY_CANDIDATES, N_("Export"), "<Control>e" },

  { "gallery.use-settings", LIMNER_KEY_GALLERY, N_("Use these settings"), "a" },
  { "gallery.new-seed", LIMNER_KEY_GALLERY, N_("Same with another seed"), "s" },
  { "gallery.remix", LIMNER_KEY_GALLERY, N_("Use all but the seed"), "r" },
  { "gallery.use-prompt", LIMNER_KEY_GALLERY, N_("Use the prompt"), "p" },
  { "gallery.use-seed", LIMNER_KEY_GALLERY, N_("Use the seed"), "d" },
  { "gallery.edit", LIMNER_KEY_GALLERY, N_("Edit this picture"), "e" },
  { "gallery.upscale", LIMNER_KEY_GALLERY, N_("Upscale"), "u" },
  { "gallery.compare", LIMNER_KEY_GALLERY, N_("Compare"), "c" },
  { "gallery.details", LIMNER_KEY_GALLERY, N_("Details"), "i" },
  { "gallery.toggle-stack", LIMNER_KEY_GALLERY, N_("Open or close a stack"), "g" },
  { "gallery.favourite", LIMNER_KEY_GALLERY, N_("Favourite"), "f period" },
  { "gallery.rate-1", LIMNER_KEY_GALLERY, N_("Rate"), "1...5", TRUE },
  { "gallery.rate-0", LIMNER_KEY_GALLERY, N_("Take the rating away"), "0", TRUE },
  { "gallery.reject", LIMNER_KEY_GALLERY, N_("Reject"), "x" },
  { "gallery.add-tag", LIMNER_KEY_GALLERY, N_("Add a tag"), "t" },
  { "gallery.add-to-album", LIMNER_KEY_GALLERY, N_("Put into an album"), "b" },
  { "gallery.copy-picture", LIMNER_KEY_GALLERY, N_("Copy"), "<Control>c" },
  { "gallery.export", LIMNER_KEY_GALLERY, N_("Export"), "<Control>e" },
  { "gallery.export-clean", LIMNER_KEY_GALLERY, N_("Export without its history"),
    "<Control><Shift>e" },
  { "gallery.contact-sheet", LIMNER_KEY_GALLERY, N_("Contact sheet"), "<Control>p" },
  { "gallery.cull", LIMNER_KEY_GALLERY, N_("Look through"), "l" },
  { "gallery.undo", LIMNER_KEY_GALLERY, N_("Undo"), "<Control>z" },
  { "gallery.delete", LIMNER_KEY_GALLERY, N_("Delete"), "Delete KP_Delete" },
  { "gallery.previous", LIMNER_KEY_GALLERY, N_("Previous"), "Left Page_Up <Shift>space", TRUE },
  { "gallery.next", LIMNER_KEY_GALLERY, N_("Next"), "Right Page_Down space", TRUE },
  { "gallery.zoom-in", LIMNER_KEY_GALLERY, N_("Zoom in"), ZOOM_IN, TRUE },
  { "gallery.zoom-out", LIMNER_KEY_GALLERY, N_("Zoom out"), ZOOM_OUT, TRUE },

  { "browser.back", LIMNER_KEY_MODELS, N_("Back"), "<Alt>Left" },
  { "browser.reload", LIMNER_KEY_MODELS, N_("Load again"), "F5" },

  { "prompt.heavier", LIMNER_KEY_PROMPT, N_("More weight"), "<Control>Up", TRUE },
  { "prompt.lighter", LIMNER_KEY_PROMPT, N_("Less weight"), "<Control>Down", TRUE },
  { "prompt.earlier", LIMNER_KEY_PROMPT, N_("Earlier prompt"), "<Alt>Up", TRUE },
  { "prompt.later", LIMNER_KEY_PROMPT, N_("Later prompt"), "<Alt>Down", TRUE },
};

/* All that can be done by keys, group by group. */
const LimnerKeyInfo *
_limner_keys_table (guint *n)
{
  *n = G_N_ELEMENTS (table);
  return table;
}
