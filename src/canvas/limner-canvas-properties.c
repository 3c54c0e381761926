/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-canvas-private.h"

static GParamSpec *properties[LIMNER_CANVAS_N_PROPS];

static void
limner_canvas_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LimnerCanvas *self = LIMNER_CANVAS (object);
  GdkRGBA colour;

  switch (prop_id)
    {
    case LIMNER_CANVAS_PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;

    case LIMNER_CANVAS_PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;

    case LIMNER_CANVAS_PROP_TOOL:
      g_value_set_int (value, (int) limner_canvas_get_tool (self));
      break;

    case LIMNER_CANVAS_PROP_ZOOM:
      g_value_set_double (value, self->viewport.zoom);
      break;

    case LIMNER_CANVAS_PROP_ANGLE:
      g_value_set_double (value, self->viewport.angle);
      break;

    case LIMNER_CANVAS_PROP_MIRROR:
      g_value_set_boolean (value, self->viewport.mirror);
      break;

    case LIMNER_CANVAS_PROP_MASK_ONLY:
      g_value_set_boolean (value, self->scene.mask_only);
      break;

    case LIMNER_CANVAS_PROP_OVERLAY_OPACITY:
      g_value_set_double (value, self->scene.overlay_opacity);
      break;

    case LIMNER_CANVAS_PROP_OVERLAY_COLOUR:
      limner_canvas_get_overlay_colour (self, &colour);
      g_value_set_boxed (value, &colour);
      break;

    case LIMNER_CANVAS_PROP_TOUCH_DRAWS:
      g_value_set_boolean (value, self->touch_draws);
      break;

    case LIMNER_CANVAS_PROP_ALONE:
      g_value_set_boolean (value, self->alone);
      break;

    case LIMNER_CANVAS_PROP_MASK_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_canvas_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LimnerCanvas *self = LIMNER_CANVAS (object);

  switch (prop_id)
    {
    case LIMNER_CANVAS_PROP_DOCUMENT:
      limner_canvas_set_document (self, g_value_get_object (value));
      break;

    case LIMNER_CANVAS_PROP_TOOL:
      limner_canvas_set_tool (self, (LimnerToolKind) g_value_get_int (value));
      break;

    case LIMNER_CANVAS_PROP_ZOOM:
      limner_canvas_set_zoom (self, g_value_get_double (value));
      break;

    case LIMNER_CANVAS_PROP_ANGLE:
      limner_viewport_rotate (&self->viewport, g_value_get_double (value));
      _limner_canvas_view_changed (self);
      break;

    case LIMNER_CANVAS_PROP_MIRROR:
      limner_viewport_set_mirror (&self->viewport, g_value_get_boolean (value));
      _limner_canvas_view_changed (self);
      break;

    case LIMNER_CANVAS_PROP_MASK_ONLY:
      limner_canvas_set_mask_only (self, g_value_get_boolean (value));
      break;

    case LIMNER_CANVAS_PROP_OVERLAY_OPACITY:
      limner_canvas_set_overlay_opacity (self, g_value_get_double (value));
      break;

    case LIMNER_CANVAS_PROP_OVERLAY_COLOUR:
      limner_canvas_set_overlay_colour (self, g_value_get_boxed (value));
      break;

    case LIMNER_CANVAS_PROP_TOUCH_DRAWS:
      limner_canvas_set_touch_draws (self, g_value_get_boolean (value));
      break;

    case LIMNER_CANVAS_PROP_ALONE:
      limner_canvas_set_alone (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* What of a canvas can be bound and watched; for its class. */
void
_limner_canvas_install_properties (GObjectClass *object_class)
{
  object_class->get_property = limner_canvas_get_property;
  object_class->set_property = limner_canvas_set_property;

  properties[LIMNER_CANVAS_PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, LIMNER_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, LIMNER_TYPE_TOOL_SETTINGS,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_TOOL] =
    g_param_spec_int ("tool", NULL, NULL, 0, LIMNER_N_TOOL_KINDS - 1, 0,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, LIMNER_ZOOM_MIN, LIMNER_ZOOM_MAX, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_ANGLE] =
    g_param_spec_double ("angle", NULL, NULL, -2 * G_PI, 2 * G_PI, 0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_MIRROR] =
    g_param_spec_boolean ("mirror", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_MASK_ONLY] =
    g_param_spec_boolean ("mask-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_OVERLAY_OPACITY] =
    g_param_spec_double ("overlay-opacity", NULL, NULL, 0, 1, 0.5,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_OVERLAY_COLOUR] =
    g_param_spec_boxed ("overlay-colour", NULL, NULL, GDK_TYPE_RGBA,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_TOUCH_DRAWS] =
    g_param_spec_boolean ("touch-draws", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_ALONE] =
    g_param_spec_boolean ("alone", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[LIMNER_CANVAS_PROP_MASK_DESCRIPTION] =
    g_param_spec_string ("mask-description", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LIMNER_CANVAS_N_PROPS, properties);
}

void
_limner_canvas_notify (LimnerCanvas         *self,
                       LimnerCanvasProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}
