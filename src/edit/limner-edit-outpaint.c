/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "image/limner-picture-ops.h"

#include "limner-edit-outpaint.h"

/* Models that extend a picture by themselves are told how far, or in which of their ways. The frame
 * that was drawn becomes such numbers; a way that comes nearest to it is chosen, and the frame
 * becomes what the model will make of it.
 */

/* How far a side is taken to go when nobody knows: the answer will tell. */
#define GUESS 0.25

static void
get_sides (const LimnerRect *frame,
           int               width,
           int               height,
           int               sides[LIMNER_OUTPAINT_N_SIDES])
{
  sides[0] = MAX (0, -frame->x);
  sides[1] = MAX (0, -frame->y);
  sides[2] = MAX (0, frame->x + frame->width - width);
  sides[3] = MAX (0, frame->y + frame->height - height);
}

static void
set_sides (LimnerRect *frame,
           int         width,
           int         height,
           const int   sides[LIMNER_OUTPAINT_N_SIDES])
{
  *frame = (LimnerRect) { -sides[0], -sides[1], width + sides[0] + sides[2],
                          height + sides[1] + sides[3] };
}

/* The length of the side of the picture along which @side extends it. */
static int
length_along (int side,
              int width,
              int height)
{
  return side % 2 == 0 ? width : height;
}

/* One pixel of the picture in the unit of an input, for a picture that is sent @scale times as
 * large. */
static double
unit_of_pixel (LimnerOutpaintUnit unit,
               double             scale,
               int                length)
{
  switch (unit)
    {
    case LIMNER_OUTPAINT_PERCENT:
      return 100.0 / length;
    case LIMNER_OUTPAINT_SHARE:
      return 1.0 / length;
    case LIMNER_OUTPAINT_PIXELS:
    default:
      return scale;
    }
}

static double
fit_number (const LimnerField *field,
            double             value)
{
  double least, most;

  if (limner_field_get_kind (field) == LIMNER_FIELD_INTEGER)
    value = round (value);
  if (limner_field_get_maximum (field, &most))
    value = MIN (value, most);
  if (limner_field_get_minimum (field, &least))
    value = MAX (value, least);
  return value;
}

/**
 * limner_edit_outpaint_clear:
 * @self: what limner_edit_outpaint_plan() filled in
 *
 * Frees what it holds.
 */
void
limner_edit_outpaint_clear (LimnerEditOutpaint *self)
{
  g_clear_pointer (&self->way, g_free);
}

/**
 * limner_edit_outpaint_frame:
 * @way: one of a model's ways
 * @amount: how far it goes, in pixels of the picture; 0 where only the model knows
 * @width: of the picture, in pixels
 * @height: of the picture
 * @wanted: (nullable): the frame that was drawn, for sides of which only the model knows how far
 * @frame: (out): what the way makes of the picture
 *
 * Tells to what a way extends a picture.
 *
 * Returns: %TRUE if that is known, %FALSE if @frame is a guess
 */
gboolean
limner_edit_outpaint_frame (const LimnerOutpaintWay *way,
                            double                   amount,
                            int                      width,
                            int                      height,
                            const LimnerRect        *wanted,
                            LimnerRect              *frame)
{
  int drawn[LIMNER_OUTPAINT_N_SIDES] = { 0 };
  int sides[LIMNER_OUTPAINT_N_SIDES] = { 0 };

  g_return_val_if_fail (way != NULL && frame != NULL, FALSE);

  if (way->makes_square || way->zoom > 0.0)
    {
      int to_width = way->makes_square ? MAX (width, height) : (int) lround (width * way->zoom);
      int to_height = way->makes_square ? to_width : (int) lround (height * way->zoom);

      *frame = (LimnerRect) { -(to_width - width) / 2, -(to_height - height) / 2, to_width,
                              to_height };
      return TRUE;
    }

  if (wanted != NULL)
    get_sides (wanted, width, height, drawn);
  for (int side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    {
      if ((way->sides & 1 << side) == 0)
        continue;
      sides[side] = amount > 0.0     ? (int) lround (amount)
                    : drawn[side] > 0 ? drawn[side]
                                      : (int) (GUESS * length_along (side, width, height));
    }
  set_sides (frame, width, height, sides);
  return amount > 0.0;
}

static double
area_of (const LimnerRect *rect)
{
  return (double) rect->width * rect->height;
}

/* How much of the two frames lies in only one of them. */
static double
difference_of (const LimnerRect *a,
               const LimnerRect *b)
{
  LimnerRect both;

  if (!limner_rect_intersect (a, b, &both))
    return area_of (a) + area_of (b);
  return area_of (a) + area_of (b) - 2.0 * area_of (&both);
}

/* The way that comes nearest to the recipe's frame; the frame becomes what it makes. */
static gboolean
choose_way (const LimnerOutpaint *inputs,
            LimnerEditRecipe     *recipe,
            double                amount,
            LimnerEditOutpaint   *self)
{
  g_autoptr(GPtrArray) ways = limner_outpaint_list_ways (inputs);
  int width = recipe->source_width, height = recipe->source_height;
  const LimnerRect wanted = recipe->frame;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < ways->len; i++)
    {
      const LimnerOutpaintWay *way = g_ptr_array_index (ways, i);
      LimnerRect frame;
      gboolean known = limner_edit_outpaint_frame (way, amount, width, height, &wanted, &frame);
      double difference = difference_of (&frame, &wanted);

      if (difference >= least || (frame.width <= width && frame.height <= height))
        continue;
      least = difference;
      recipe->frame = frame;
      recipe->follows = !known;
      g_free (self->way);
      self->way = g_strdup (way->value);
    }
  return self->way != NULL;
}

/* The largest amount that was drawn at any side, in pixels. */
static double
find_amount (const LimnerEditRecipe *recipe)
{
  int sides[LIMNER_OUTPAINT_N_SIDES];
  int most = 0;

  get_sides (&recipe->frame, recipe->source_width, recipe->source_height, sides);
  for (int side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    most = MAX (most, sides[side]);
  return most;
}

/* By how much the picture has to be sent smaller so that each number is within its bounds. */
static double
find_scale (const LimnerOutpaint   *inputs,
            const LimnerEditRecipe *recipe)
{
  double scale = MIN ((double) recipe->sent_width / recipe->frame.width,
                      (double) recipe->sent_height / recipe->frame.height);
  int sides[LIMNER_OUTPAINT_N_SIDES];
  double most;

  get_sides (&recipe->frame, recipe->source_width, recipe->source_height, sides);
  for (int side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    {
      const LimnerField *field = inputs->way != NULL ? inputs->amount : inputs->sides[side];

      if (field != NULL && inputs->unit == LIMNER_OUTPAINT_PIXELS && sides[side] > 0 &&
          limner_field_get_maximum (field, &most) && most >= 1.0)
        scale = MIN (scale, most / sides[side]);
    }
  return scale;
}

/* Numbers for the sides, and the frame that they make: a side that the model does not have stays
 * as it is. */
static void
measure_sides (const LimnerOutpaint *inputs,
               LimnerEditRecipe     *recipe,
               double                scale,
               LimnerEditOutpaint   *self)
{
  int width = recipe->source_width, height = recipe->source_height;
  int sides[LIMNER_OUTPAINT_N_SIDES];

  get_sides (&recipe->frame, width, height, sides);
  for (int side = 0; side < LIMNER_OUTPAINT_N_SIDES; side++)
    {
      double unit = unit_of_pixel (inputs->unit, scale, length_along (side, width, height));

      self->sides[side] = inputs->sides[side] != NULL
                            ? fit_number (inputs->sides[side], sides[side] * unit) : 0.0;
      sides[side] = (int) lround (self->sides[side] / unit);
    }
  set_sides (&recipe->frame, width, height, sides);
}

/**
 * limner_edit_outpaint_plan:
 * @inputs: the inputs by which the model extends
 * @limits: what sizes the model works well with
 * @recipe: a recipe with the frame that was drawn and the source's size; gets the frame that the
 *   model will make, the box and the size in which the answer is expected
 * @self: (out caller-allocates): what the model is told
 *
 * Turns a frame into the words of a model that extends pictures by itself. The picture is sent
 * in such a size that all of the answer has the model's best size.
 *
 * Returns: %FALSE if the frame asks for nothing that the model could do
 */
gboolean
limner_edit_outpaint_plan (const LimnerOutpaint   *inputs,
                           const LimnerEditLimits *limits,
                           LimnerEditRecipe       *recipe,
                           LimnerEditOutpaint     *self)
{
  double amount, scale, unit;

  g_return_val_if_fail (inputs != NULL && limits != NULL, FALSE);
  g_return_val_if_fail (recipe != NULL && self != NULL, FALSE);

  *self = (LimnerEditOutpaint) { .amount = -1.0 };
  if (recipe->source_width <= 0 || recipe->source_height <= 0)
    return FALSE;

  amount = inputs->amount != NULL ? find_amount (recipe) : 0.0;
  if (inputs->way != NULL && !choose_way (inputs, recipe, amount, self))
    return FALSE;

  recipe->box = recipe->frame;
  limner_edit_plan_size (recipe, limits);
  scale = find_scale (inputs, recipe);
  if (inputs->way == NULL)
    measure_sides (inputs, recipe, scale, self);
  if (self->way != NULL && inputs->amount != NULL && recipe->follows == FALSE)
    {
      unit = unit_of_pixel (inputs->unit, scale, MAX (recipe->source_width, recipe->source_height));
      self->amount = fit_number (inputs->amount, amount * unit);
    }

  self->width = MAX (1, (int) lround (recipe->source_width * scale));
  self->height = MAX (1, (int) lround (recipe->source_height * scale));
  recipe->box = recipe->frame;
  recipe->sent_width = MAX (1, (int) lround (recipe->frame.width * scale));
  recipe->sent_height = MAX (1, (int) lround (recipe->frame.height * scale));
  return recipe->frame.width > recipe->source_width || recipe->frame.height > recipe->source_height;
}

/**
 * limner_edit_outpaint_prepare:
 * @self: what the model is told
 * @source: the picture
 *
 * Makes the picture that such a model is given: all of it, without transparency.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL without memory
 */
LimnerPicture *
limner_edit_outpaint_prepare (const LimnerEditOutpaint *self,
                              const LimnerPicture      *source)
{
  g_autoptr(LimnerPicture) flat = NULL;

  g_return_val_if_fail (self != NULL && source != NULL, NULL);

  flat = limner_picture_flatten (source, 0xffffffff);
  return flat != NULL ? limner_picture_scale (flat, self->width, self->height, LIMNER_FILTER_AUTO)
                      : NULL;
}

static void
set_number (LimnerValues      *values,
            const LimnerField *field,
            double             number)
{
  g_autoptr(JsonNode) node = json_node_alloc ();

  if (limner_field_get_kind (field) == LIMNER_FIELD_INTEGER)
    json_node_init_int (node, (gint64) number);
  else
    json_node_init_double (node, number);
  limner_values_set (values, limner_field_get_name (field), node);
}

/**
 * limner_edit_outpaint_fill:
 * @self: (nullable): what the model is told; %NULL to leave it to a mask, so nothing is told
 * @inputs: the inputs by which the model extends
 * @values: the request's values
 *
 * Fills in the inputs.
 */
void
limner_edit_outpaint_fill (const LimnerEditOutpaint *self,
                           const LimnerOutpaint     *inputs,
                           LimnerValues             *values)
{
  LimnerField *const all[] = { inputs->sides[0], inputs->sides[1], inputs->sides[2],
                               inputs->sides[3], inputs->way, inputs->amount };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (all[i] == NULL)
        continue;
      if (self == NULL)
        limner_values_reset (values, limner_field_get_name (all[i]));
      else if (i < LIMNER_OUTPAINT_N_SIDES)
        set_number (values, all[i], self->sides[i]);
      else if (all[i] == inputs->amount && self->amount >= 0.0)
        set_number (values, all[i], self->amount);
      else if (all[i] == inputs->way)
        limner_values_set_text (values, limner_field_get_name (all[i]), self->way);
    }
}
