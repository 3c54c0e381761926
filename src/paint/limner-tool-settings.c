/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-tool-settings.h"

#define MAX_TEXT 65536

/**
 * LimnerToolSettings:
 *
 * Which tool is in hand and how each is set. The properties `size`, `hardness` and so on are those
 * of the tool in hand; each tool that paints has its own, and the colour is shared.
 */
struct _LimnerToolSettings
{
  GObject         parent_instance;

  LimnerToolKind  kind;
  LimnerBrush     brushes[LIMNER_N_TOOL_KINDS];
  guint8          colour[3];
  LimnerCombine   combine;
  int             tolerance;
  gboolean        contiguous;
  LimnerLayer     layer;        /* which is transformed */
  LimnerBrush     favourites[LIMNER_MAX_FAVOURITES];
  guint           n_favourites;
};

enum {
  PROP_0,
  PROP_KIND,
  PROP_SIZE,
  PROP_HARDNESS,
  PROP_OPACITY,
  PROP_FLOW,
  PROP_SPACING,
  PROP_SMOOTHING,
  PROP_PRESSURE_SIZE,
  PROP_PRESSURE_OPACITY,
  PROP_COLOUR,
  PROP_COMBINE,
  PROP_TOLERANCE,
  PROP_CONTIGUOUS,
  PROP_LAYER,
  PROP_N_FAVOURITES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerToolSettings, limner_tool_settings, G_TYPE_OBJECT)

/* The number that a property stands for, in the brush of the tool in hand. */
static double *
find_number (LimnerToolSettings *self,
             guint               prop_id)
{
  LimnerBrush *brush = &self->brushes[self->kind];

  switch (prop_id)
    {
    case PROP_SIZE:
      return &brush->size;
    case PROP_HARDNESS:
      return &brush->hardness;
    case PROP_OPACITY:
      return &brush->opacity;
    case PROP_FLOW:
      return &brush->flow;
    case PROP_SPACING:
      return &brush->spacing;
    case PROP_SMOOTHING:
      return &brush->smoothing;
    default:
      return NULL;
    }
}

static gboolean *
find_switch (LimnerToolSettings *self,
             guint               prop_id)
{
  LimnerBrush *brush = &self->brushes[self->kind];

  switch (prop_id)
    {
    case PROP_PRESSURE_SIZE:
      return &brush->pressure_size;
    case PROP_PRESSURE_OPACITY:
      return &brush->pressure_opacity;
    case PROP_CONTIGUOUS:
      return &self->contiguous;
    default:
      return NULL;
    }
}

static void
limner_tool_settings_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  LimnerToolSettings *self = LIMNER_TOOL_SETTINGS (object);
  double *number = find_number (self, prop_id);
  gboolean *flag = find_switch (self, prop_id);

  if (number != NULL)
    g_value_set_double (value, *number);
  else if (flag != NULL)
    g_value_set_boolean (value, *flag);
  else if (prop_id == PROP_KIND)
    g_value_set_int (value, (int) self->kind);
  else if (prop_id == PROP_COMBINE)
    g_value_set_int (value, (int) self->combine);
  else if (prop_id == PROP_TOLERANCE)
    g_value_set_int (value, self->tolerance);
  else if (prop_id == PROP_LAYER)
    g_value_set_int (value, (int) self->layer);
  else if (prop_id == PROP_N_FAVOURITES)
    g_value_set_uint (value, self->n_favourites);
  else if (prop_id == PROP_COLOUR)
    g_value_set_uint (value, (guint) self->colour[0] << 16 | (guint) self->colour[1] << 8 |
                             self->colour[2]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
limner_tool_settings_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  LimnerToolSettings *self = LIMNER_TOOL_SETTINGS (object);
  double *number = find_number (self, prop_id);
  gboolean *flag = find_switch (self, prop_id);
  gboolean changed = FALSE;

  if (number != NULL)
    {
      changed = *number != g_value_get_double (value);
      *number = g_value_get_double (value);
    }
  else if (flag != NULL)
    {
      changed = *flag != g_value_get_boolean (value);
      *flag = g_value_get_boolean (value);
    }
  else if (prop_id == PROP_KIND)
    {
      limner_tool_settings_set_kind (self, (LimnerToolKind) g_value_get_int (value));
    }
  else if (prop_id == PROP_COMBINE)
    {
      changed = (int) self->combine != g_value_get_int (value);
      self->combine = (LimnerCombine) g_value_get_int (value);
    }
  else if (prop_id == PROP_TOLERANCE)
    {
      changed = self->tolerance != g_value_get_int (value);
      self->tolerance = g_value_get_int (value);
    }
  else if (prop_id == PROP_LAYER)
    {
      changed = (int) self->layer != g_value_get_int (value);
      self->layer = (LimnerLayer) g_value_get_int (value);
    }
  else if (prop_id == PROP_COLOUR)
    {
      guint colour = g_value_get_uint (value);
      guint8 channels[3] = { (guint8) (colour >> 16), (guint8) (colour >> 8), (guint8) colour };

      limner_tool_settings_set_colour (self, channels);
    }
  else
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
install_number (guint       prop_id,
                const char *name,
                double      least,
                double      most,
                double      usual)
{
  properties[prop_id] =
    g_param_spec_double (name, NULL, NULL, least, most, usual,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
install_switch (guint       prop_id,
                const char *name,
                gboolean    usual)
{
  properties[prop_id] =
    g_param_spec_boolean (name, NULL, NULL, usual,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
install_integer (guint       prop_id,
                 const char *name,
                 int         most,
                 int         usual)
{
  properties[prop_id] =
    g_param_spec_int (name, NULL, NULL, 0, most, usual,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
limner_tool_settings_class_init (LimnerToolSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_tool_settings_get_property;
  object_class->set_property = limner_tool_settings_set_property;

  install_integer (PROP_KIND, "kind", LIMNER_N_TOOL_KINDS - 1, LIMNER_TOOL_KIND_BRUSH);
  install_number (PROP_SIZE, "size", LIMNER_BRUSH_MIN_SIZE, LIMNER_BRUSH_MAX_SIZE, 64);
  install_number (PROP_HARDNESS, "hardness", 0, 1, 0.8);
  install_number (PROP_OPACITY, "opacity", 0, 1, 1);
  install_number (PROP_FLOW, "flow", 0.01, 1, 1);
  install_number (PROP_SPACING, "spacing", 0.01, 10, 0.1);
  install_number (PROP_SMOOTHING, "smoothing", 0, 1, 0);
  install_switch (PROP_PRESSURE_SIZE, "pressure-size", TRUE);
  install_switch (PROP_PRESSURE_OPACITY, "pressure-opacity", FALSE);
  properties[PROP_COLOUR] =
    g_param_spec_uint ("colour", NULL, NULL, 0, 0xffffff, 0,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  install_integer (PROP_COMBINE, "combine", LIMNER_COMBINE_INTERSECT, LIMNER_COMBINE_ADD);
  install_integer (PROP_TOLERANCE, "tolerance", 255, 24);
  install_switch (PROP_CONTIGUOUS, "contiguous", TRUE);
  install_integer (PROP_LAYER, "layer", LIMNER_N_LAYERS - 1, LIMNER_LAYER_MASK);
  properties[PROP_N_FAVOURITES] =
    g_param_spec_uint ("n-favourites", NULL, NULL, 0, LIMNER_MAX_FAVOURITES, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* With these one can begin: details, edges, soft transitions, large areas. */
static void
add_usual_brushes (LimnerToolSettings *self)
{
  static const struct
  {
    double size;
    double hardness;
  } brushes[] = { { 12, 1 }, { 64, 0.8 }, { 160, 0 }, { 400, 0.5 } };

  for (guint i = 0; i < G_N_ELEMENTS (brushes); i++)
    {
      LimnerBrush *brush = &self->favourites[self->n_favourites++];

      limner_brush_init (brush);
      brush->size = brushes[i].size;
      brush->hardness = brushes[i].hardness;
    }
}

static void
limner_tool_settings_init (LimnerToolSettings *self)
{
  add_usual_brushes (self);
  for (int i = 0; i < LIMNER_N_TOOL_KINDS; i++)
    limner_brush_init (&self->brushes[i]);
  self->brushes[LIMNER_TOOL_KIND_COLOUR].size = 24;
  self->brushes[LIMNER_TOOL_KIND_COLOUR_ERASER].size = 48;
  self->colour[0] = 214;
  self->colour[1] = 48;
  self->colour[2] = 49;
  self->combine = LIMNER_COMBINE_ADD;
  self->tolerance = 24;
  self->contiguous = TRUE;
}

/**
 * limner_tool_settings_new:
 *
 * Makes settings with which one can begin: the brush in hand.
 *
 * Returns: (transfer full): the settings
 */
LimnerToolSettings *
limner_tool_settings_new (void)
{
  return g_object_new (LIMNER_TYPE_TOOL_SETTINGS, NULL);
}

/**
 * limner_tool_settings_get_kind:
 * @self: settings
 *
 * Tells which tool is in hand.
 *
 * Returns: the tool
 */
LimnerToolKind
limner_tool_settings_get_kind (LimnerToolSettings *self)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), LIMNER_TOOL_KIND_BRUSH);

  return self->kind;
}

/**
 * limner_tool_settings_set_kind:
 * @self: settings
 * @kind: the tool
 *
 * Takes a tool in hand.
 */
void
limner_tool_settings_set_kind (LimnerToolSettings *self,
                               LimnerToolKind      kind)
{
  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));
  g_return_if_fail ((int) kind >= 0 && kind < LIMNER_N_TOOL_KINDS);

  if (kind == self->kind)
    return;

  self->kind = kind;
  g_object_freeze_notify (G_OBJECT (self));
  for (int i = PROP_KIND; i <= PROP_PRESSURE_OPACITY; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * limner_tool_settings_get_brush:
 * @self: settings
 * @kind: a tool that paints
 * @brush: (out caller-allocates): its brush
 *
 * Gets the brush of a tool, with the colour that is chosen.
 */
void
limner_tool_settings_get_brush (LimnerToolSettings *self,
                                LimnerToolKind      kind,
                                LimnerBrush        *brush)
{
  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));
  g_return_if_fail (brush != NULL);

  *brush = self->brushes[kind];
  limner_tool_settings_get_colour (self, brush->colour);
}

/**
 * limner_tool_settings_set_brush:
 * @self: settings
 * @kind: a tool that paints
 * @brush: its brush; the colour does not count
 *
 * Sets the brush of a tool, with its pressure curves.
 */
void
limner_tool_settings_set_brush (LimnerToolSettings *self,
                                LimnerToolKind      kind,
                                const LimnerBrush  *brush)
{
  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));
  g_return_if_fail (brush != NULL);

  self->brushes[kind] = *brush;
  limner_brush_clamp (&self->brushes[kind]);
  if (kind != self->kind)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  for (int i = PROP_SIZE; i <= PROP_PRESSURE_OPACITY; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * limner_tool_settings_get_combine:
 * @self: settings
 *
 * Tells what selections do to the mask.
 *
 * Returns: how they change it
 */
LimnerCombine
limner_tool_settings_get_combine (LimnerToolSettings *self)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), LIMNER_COMBINE_ADD);

  return self->combine;
}

/**
 * limner_tool_settings_get_tolerance:
 * @self: settings
 *
 * Tells how similar colours have to be.
 *
 * Returns: 0 to 255
 */
int
limner_tool_settings_get_tolerance (LimnerToolSettings *self)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), 0);

  return self->tolerance;
}

/**
 * limner_tool_settings_get_contiguous:
 * @self: settings
 *
 * Tells whether similar colours have to hang together.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_tool_settings_get_contiguous (LimnerToolSettings *self)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), TRUE);

  return self->contiguous;
}

/**
 * limner_tool_settings_get_layer:
 * @self: settings
 *
 * Tells what is moved, scaled and turned.
 *
 * Returns: mask or guide
 */
LimnerLayer
limner_tool_settings_get_layer (LimnerToolSettings *self)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), LIMNER_LAYER_MASK);

  return self->layer;
}

/**
 * limner_tool_settings_set_colour:
 * @self: settings
 * @colour: red, green and blue
 *
 * Chooses the colour to paint with.
 */
void
limner_tool_settings_set_colour (LimnerToolSettings *self,
                                 const guint8        colour[3])
{
  gboolean changed = FALSE;

  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));

  for (int i = 0; i < 3; i++)
    {
      changed |= self->colour[i] != colour[i];
      self->colour[i] = colour[i];
    }
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

/**
 * limner_tool_settings_get_colour:
 * @self: settings
 * @colour: (out): red, green and blue
 *
 * Gets the colour to paint with.
 */
void
limner_tool_settings_get_colour (LimnerToolSettings *self,
                                 guint8              colour[3])
{
  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));

  for (int i = 0; i < 3; i++)
    colour[i] = self->colour[i];
}

/**
 * limner_tool_settings_get_n_favourites:
 * @self: settings
 *
 * Tells how many brushes are kept at hand.
 *
 * Returns: up to %LIMNER_MAX_FAVOURITES
 */
guint
limner_tool_settings_get_n_favourites (LimnerToolSettings *self)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), 0);

  return self->n_favourites;
}

/**
 * limner_tool_settings_get_favourite:
 * @self: settings
 * @index: which
 * @brush: (out caller-allocates): a brush, with the colour that is chosen
 *
 * Gets a brush that is kept at hand.
 */
void
limner_tool_settings_get_favourite (LimnerToolSettings *self,
                                    guint               index,
                                    LimnerBrush        *brush)
{
  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));
  g_return_if_fail (index < self->n_favourites);

  *brush = self->favourites[index];
  limner_tool_settings_get_colour (self, brush->colour);
}

static gboolean
is_same_curve (const LimnerCurve *curve,
               const LimnerCurve *other)
{
  for (int i = 0; i < LIMNER_CURVE_POINTS; i++)
    if (curve->y[i] != other->y[i])
      return FALSE;
  return TRUE;
}

static gboolean
is_same_brush (const LimnerBrush *brush,
               const LimnerBrush *other)
{
  return brush->size == other->size && brush->hardness == other->hardness &&
         brush->opacity == other->opacity && brush->flow == other->flow &&
         brush->spacing == other->spacing && brush->smoothing == other->smoothing &&
         brush->pressure_size == other->pressure_size &&
         brush->pressure_opacity == other->pressure_opacity &&
         is_same_curve (&brush->size_curve, &other->size_curve) &&
         is_same_curve (&brush->opacity_curve, &other->opacity_curve);
}

/**
 * limner_tool_settings_add_favourite:
 * @self: settings
 * @brush: a brush; its colour does not count
 *
 * Keeps a brush at hand, after the others.
 *
 * Returns: %FALSE if it is there already, or if there is no room
 */
gboolean
limner_tool_settings_add_favourite (LimnerToolSettings *self,
                                    const LimnerBrush  *brush)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), FALSE);
  g_return_val_if_fail (brush != NULL, FALSE);

  if (self->n_favourites == LIMNER_MAX_FAVOURITES)
    return FALSE;
  for (guint i = 0; i < self->n_favourites; i++)
    if (is_same_brush (&self->favourites[i], brush))
      return FALSE;

  self->favourites[self->n_favourites] = *brush;
  limner_brush_clamp (&self->favourites[self->n_favourites++]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FAVOURITES]);
  return TRUE;
}

/**
 * limner_tool_settings_remove_favourite:
 * @self: settings
 * @index: which
 *
 * Keeps a brush at hand no longer.
 */
void
limner_tool_settings_remove_favourite (LimnerToolSettings *self,
                                       guint               index)
{
  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));
  g_return_if_fail (index < self->n_favourites);

  self->n_favourites--;
  for (guint i = index; i < self->n_favourites; i++)
    self->favourites[i] = self->favourites[i + 1];
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FAVOURITES]);
}

/**
 * limner_tool_kind_has_brush:
 * @kind: a tool
 *
 * Tells whether a tool paints, so that size and hardness mean something.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_tool_kind_has_brush (LimnerToolKind kind)
{
  return kind == LIMNER_TOOL_KIND_BRUSH || kind == LIMNER_TOOL_KIND_ERASER ||
         kind == LIMNER_TOOL_KIND_COLOUR || kind == LIMNER_TOOL_KIND_COLOUR_ERASER;
}

/**
 * limner_tool_kind_selects:
 * @kind: a tool
 *
 * Tells whether a tool selects, so that it can add, subtract or replace.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_tool_kind_selects (LimnerToolKind kind)
{
  return kind >= LIMNER_TOOL_KIND_RECTANGLE && kind <= LIMNER_TOOL_KIND_WAND;
}

static const char *numbers[] = { "size", "hardness", "opacity", "flow", "spacing", "smoothing" };

static JsonArray *
describe_curve (const LimnerCurve *curve)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; i < LIMNER_CURVE_POINTS; i++)
    json_array_add_double_element (array, curve->y[i]);
  return array;
}

static void
restore_curve (JsonObject  *object,
               const char  *member,
               LimnerCurve *curve)
{
  JsonArray *array = limner_json_get_array (object, member);

  if (array == NULL || json_array_get_length (array) != LIMNER_CURVE_POINTS)
    return;
  for (guint i = 0; i < LIMNER_CURVE_POINTS; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node))
        curve->y[i] = json_node_get_double (node);
    }
}

static JsonObject *
describe_brush (const LimnerBrush *from)
{
  JsonObject *brush = json_object_new ();
  double values[] = { from->size, from->hardness, from->opacity,
                      from->flow, from->spacing, from->smoothing };

  for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
    json_object_set_double_member (brush, numbers[k], values[k]);
  json_object_set_boolean_member (brush, "pressure_size", from->pressure_size);
  json_object_set_boolean_member (brush, "pressure_opacity", from->pressure_opacity);
  json_object_set_array_member (brush, "size_curve", describe_curve (&from->size_curve));
  json_object_set_array_member (brush, "opacity_curve", describe_curve (&from->opacity_curve));
  return brush;
}

/**
 * limner_tool_settings_save:
 * @self: settings
 *
 * Makes a text of all settings, to be remembered.
 *
 * Returns: (transfer full): JSON
 */
char *
limner_tool_settings_save (LimnerToolSettings *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *brushes = json_array_new ();
  JsonArray *favourites = json_array_new ();

  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (self), NULL);

  for (int i = 0; i < LIMNER_N_TOOL_KINDS; i++)
    json_array_add_object_element (brushes, describe_brush (&self->brushes[i]));
  for (guint i = 0; i < self->n_favourites; i++)
    json_array_add_object_element (favourites, describe_brush (&self->favourites[i]));
  json_object_set_int_member (object, "kind", (int) self->kind);
  json_object_set_array_member (object, "brushes", brushes);
  json_object_set_array_member (object, "favourites", favourites);
  json_object_set_int_member (object, "colour", self->colour[0] << 16 | self->colour[1] << 8 |
                                                self->colour[2]);
  json_object_set_int_member (object, "combine", (int) self->combine);
  json_object_set_int_member (object, "tolerance", self->tolerance);
  json_object_set_boolean_member (object, "contiguous", self->contiguous);
  json_object_set_int_member (object, "layer", (int) self->layer);
  return limner_json_object_to_string (object, FALSE);
}

static void
restore_brush (LimnerBrush *brush,
               JsonObject  *object)
{
  double *values[] = { &brush->size, &brush->hardness, &brush->opacity,
                       &brush->flow, &brush->spacing, &brush->smoothing };

  for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
    *values[k] = limner_json_get_double (object, numbers[k], *values[k]);
  brush->pressure_size = limner_json_get_boolean (object, "pressure_size", brush->pressure_size);
  brush->pressure_opacity = limner_json_get_boolean (object, "pressure_opacity",
                                                     brush->pressure_opacity);
  restore_curve (object, "size_curve", &brush->size_curve);
  restore_curve (object, "opacity_curve", &brush->opacity_curve);
  limner_brush_clamp (brush);
}

static void
restore_favourites (LimnerToolSettings *self,
                    JsonArray          *array)
{
  self->n_favourites = 0;
  for (guint i = 0; i < json_array_get_length (array) &&
                    self->n_favourites < LIMNER_MAX_FAVOURITES; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      LimnerBrush *brush = &self->favourites[self->n_favourites];

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      limner_brush_init (brush);
      restore_brush (brush, json_node_get_object (node));
      self->n_favourites++;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FAVOURITES]);
}

/**
 * limner_tool_settings_restore:
 * @self: settings
 * @text: what limner_tool_settings_save() made, or anything else
 *
 * Takes over what was remembered; what cannot be read stays as it is.
 */
void
limner_tool_settings_restore (LimnerToolSettings *self,
                              const char         *text)
{
  g_autoptr(JsonObject) object = NULL;
  JsonArray *brushes;

  g_return_if_fail (LIMNER_IS_TOOL_SETTINGS (self));
  g_return_if_fail (text != NULL);

  object = limner_json_parse_object (text, strlen (text), MAX_TEXT, NULL);
  if (object == NULL)
    return;

  brushes = limner_json_get_array (object, "brushes");
  for (guint i = 0; brushes != NULL && i < MIN (json_array_get_length (brushes),
                                                LIMNER_N_TOOL_KINDS); i++)
    {
      JsonNode *node = json_array_get_element (brushes, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        restore_brush (&self->brushes[i], json_node_get_object (node));
    }

  if (limner_json_get_array (object, "favourites") != NULL)
    restore_favourites (self, limner_json_get_array (object, "favourites"));

  g_object_set (self,
                "kind", (int) CLAMP (limner_json_get_int (object, "kind", self->kind), 0,
                                     LIMNER_N_TOOL_KINDS - 1),
                "colour", (guint) CLAMP (limner_json_get_int (object, "colour", 0), 0, 0xffffff),
                "combine", (int) CLAMP (limner_json_get_int (object, "combine", self->combine), 0,
                                        LIMNER_COMBINE_INTERSECT),
                "tolerance", (int) CLAMP (limner_json_get_int (object, "tolerance",
                                                               self->tolerance), 0, 255),
                "contiguous", limner_json_get_boolean (object, "contiguous", self->contiguous),
                "layer", (int) CLAMP (limner_json_get_int (object, "layer", self->layer), 0,
                                      LIMNER_N_LAYERS - 1),
                NULL);
  g_object_freeze_notify (G_OBJECT (self));
  for (int i = PROP_SIZE; i <= PROP_PRESSURE_OPACITY; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}
