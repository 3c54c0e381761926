/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-edit-options.h"

/**
 * limner_edit_options_to_json:
 * @options: how an edit is made
 *
 * Writes the options down.
 *
 * Returns: (transfer full): an object
 */
JsonObject *
limner_edit_options_to_json (const LimnerEditOptions *options)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "grow", options->grow);
  json_object_set_int_member (object, "feather", options->feather);
  json_object_set_int_member (object, "padding", options->padding);
  json_object_set_int_member (object, "overlap", options->overlap);
  json_object_set_int_member (object, "tone", options->tone);
  json_object_set_int_member (object, "prefill", options->prefill);
  return object;
}

static int
read_option (JsonObject *object,
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
 * @options: (out): how an edit is made
 * @object: (nullable): what limner_edit_options_to_json() gave
 *
 * Reads the options; what is missing or out of bounds is left to the program.
 */
void
limner_edit_options_from_json (LimnerEditOptions *options,
                               JsonObject        *object)
{
  options->grow = read_option (object, "grow", LIMNER_EDIT_AUTO, 4096, LIMNER_EDIT_AUTO);
  options->feather = read_option (object, "feather", LIMNER_EDIT_AUTO, 4096, LIMNER_EDIT_AUTO);
  options->padding = read_option (object, "padding", LIMNER_EDIT_AUTO, 4096, LIMNER_EDIT_AUTO);
  options->overlap = read_option (object, "overlap", LIMNER_EDIT_AUTO, 4096, LIMNER_EDIT_AUTO);
  options->tone = read_option (object, "tone", LIMNER_EDIT_TONE_OFF, LIMNER_EDIT_TONE_STRONG,
                               LIMNER_EDIT_TONE_GENTLE);
  options->prefill = read_option (object, "prefill", LIMNER_EDIT_PREFILL_SMOOTH,
                                  LIMNER_EDIT_PREFILL_NOISE, LIMNER_EDIT_PREFILL_SMOOTH);
}
