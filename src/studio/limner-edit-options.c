/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"
#include "image/limner-picture.h"

#include "limner-edit-options.h"

/* Nothing that is a number of pixels round a mask is larger. */
#define MAX_PIXELS 4096

static const char * const box_members[] = { "x", "y", "width", "height" };

/**
 * limner_edit_options_to_json:
 * @options: options
 *
 * Writes options.
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
limner_edit_options_to_json (const LimnerEditOptions *options)
{
  JsonObject *object;

  g_return_val_if_fail (options != NULL, NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "grow", options->grow);
  json_object_set_int_member (object, "feather", options->feather);
  json_object_set_int_member (object, "padding", options->padding);
  json_object_set_int_member (object, "overlap", options->overlap);
  json_object_set_int_member (object, "tone", options->tone);
  json_object_set_int_member (object, "prefill", options->prefill);
  json_object_set_boolean_member (object, "fill_first", options->fill_first);
  json_object_set_int_member (object, "control", options->control);

  if (!limner_rect_is_empty (&options->box))
    {
      const int values[] = { options->box.x, options->box.y, options->box.width,
                             options->box.height };
      JsonObject *box = json_object_new ();

      for (int i = 0; i < 4; i++)
        json_object_set_int_member (box, box_members[i], values[i]);
      json_object_set_object_member (object, "box", box);
    }
  return object;
}

static int
read_number (JsonObject *object,
             const char *member,
             int         least,
             int         most,
             int         fallback)
{
  gint64 value = limner_json_get_int (object, member, fallback);

  return value >= least && value <= most ? (int) value : fallback;
}

/**
 * limner_edit_options_from_json:
 * @options: (out): options
 * @object: (nullable): what limner_edit_options_to_json() wrote, perhaps tampered with since
 *
 * Reads options; what is missing or wrong is left to the program.
 */
void
limner_edit_options_from_json (LimnerEditOptions *options,
                               JsonObject        *object)
{
  static const LimnerEditOptions automatic = LIMNER_EDIT_OPTIONS_INIT;
  JsonObject *box = limner_json_get_object (object, "box");

  g_return_if_fail (options != NULL);

  *options = automatic;
  options->grow = read_number (object, "grow", LIMNER_EDIT_AUTO, MAX_PIXELS, LIMNER_EDIT_AUTO);
  options->feather = read_number (object, "feather", LIMNER_EDIT_AUTO, MAX_PIXELS,
                                  LIMNER_EDIT_AUTO);
  options->padding = read_number (object, "padding", LIMNER_EDIT_AUTO, MAX_PIXELS,
                                  LIMNER_EDIT_AUTO);
  options->overlap = read_number (object, "overlap", LIMNER_EDIT_AUTO, MAX_PIXELS,
                                  LIMNER_EDIT_AUTO);
  options->tone = read_number (object, "tone", LIMNER_EDIT_TONE_OFF, LIMNER_EDIT_TONE_STRONG,
                               LIMNER_EDIT_TONE_GENTLE);
  options->prefill = read_number (object, "prefill", LIMNER_EDIT_PREFILL_SMOOTH,
                                  LIMNER_EDIT_PREFILL_NOISE, LIMNER_EDIT_PREFILL_SMOOTH);
  options->fill_first = limner_json_get_boolean (object, "fill_first", FALSE);
  options->control = read_number (object, "control", LIMNER_EDIT_CONTROL_NONE,
                                  LIMNER_EDIT_CONTROL_SCRIBBLE, LIMNER_EDIT_CONTROL_NONE);

  if (box != NULL)
    {
      const int least = -LIMNER_PICTURE_MAX_SIDE, most = LIMNER_PICTURE_MAX_SIDE;

      options->box.x = read_number (box, "x", least, most, 0);
      options->box.y = read_number (box, "y", least, most, 0);
      options->box.width = read_number (box, "width", 0, most, 0);
      options->box.height = read_number (box, "height", 0, most, 0);
    }
}
