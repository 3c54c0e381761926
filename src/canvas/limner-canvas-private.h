/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paint/limner-tool.h"

#include "limner-canvas-tiles.h"
#include "limner-canvas.h"

G_BEGIN_DECLS

/** What a drag does, which is settled when it begins. */
typedef enum
{
  LIMNER_CANVAS_DRAG_NONE,
  LIMNER_CANVAS_DRAG_TOOL,
  LIMNER_CANVAS_DRAG_PAN,
  LIMNER_CANVAS_DRAG_BOX,
  LIMNER_CANVAS_DRAG_EARLY,     /* a tool's, for which there is no picture yet */
} LimnerCanvasDrag;

/** What can be bound and watched. */
typedef enum
{
  LIMNER_CANVAS_PROP_0,
  LIMNER_CANVAS_PROP_DOCUMENT,
  LIMNER_CANVAS_PROP_SETTINGS,
  LIMNER_CANVAS_PROP_TOOL,
  LIMNER_CANVAS_PROP_ZOOM,
  LIMNER_CANVAS_PROP_ANGLE,
  LIMNER_CANVAS_PROP_MIRROR,
  LIMNER_CANVAS_PROP_MASK_ONLY,
  LIMNER_CANVAS_PROP_OVERLAY_OPACITY,
  LIMNER_CANVAS_PROP_OVERLAY_COLOUR,
  LIMNER_CANVAS_PROP_TOUCH_DRAWS,
  LIMNER_CANVAS_PROP_ALONE,
  LIMNER_CANVAS_PROP_MASK_DESCRIPTION,
} LimnerCanvasProperty;

#define LIMNER_CANVAS_N_PROPS (LIMNER_CANVAS_PROP_MASK_DESCRIPTION + 1)

/** What a pen without a pressure axis, and everything else, counts as. */
#define LIMNER_FULL_PRESSURE 1.0

/** What is pressed on the canvas. */
typedef enum
{
  LIMNER_CANVAS_MOUSE,
  LIMNER_CANVAS_TOUCH,
  LIMNER_CANVAS_PEN,
} LimnerCanvasPointer;

/** Where a pen is, in the widget, and how strongly it is pressed, 0 to 1. */
typedef struct
{
  double x;
  double y;
  double pressure;
} LimnerPenPoint;

struct _LimnerCanvas
{
  GtkWidget           parent_instance;

  /* Owned */
  LimnerDocument     *document;
  GSignalGroup       *document_signals;
  LimnerToolSettings *settings;
  LimnerTool         *tool;              /* NULL for the one that moves the view */
  LimnerTool         *picker;            /* used while Alt is held */
  LimnerTool         *held_tool;         /* of these, that which a drag works with; else NULL */
  GdkTexture         *preview;
  GdkTexture         *preview_part;      /* over it; NULL for nothing */
  double              split;         /* part of the width that shows what was before, 0 to 1 */
  LimnerMipmap       *incoming;          /* of a picture that is being read, until it is ready */
  LimnerRect          incoming_area;

  /* What is drawn */
  LimnerViewport      viewport;
  LimnerScene         scene;             /* owns the following, of which it has pointers */
  LimnerMipmap       *mipmap;
  LimnerTilePyramid  *mask_pyramid;
  LimnerTilePyramid  *guide_pyramid;
  GCancellable       *mipmap_cancellable;
  LimnerCanvasTiles  *tiles;
  LimnerRect          preview_area;
  LimnerRect          preview_part_area;
  GArray             *steps;             /* LimnerRect, frames; NULL for none */
  LimnerRect          context_box;
  int                 sent_width;
  int                 sent_height;
  gboolean            box_is_draggable;
  gboolean            hides_frame;       /* unless the tool that drags it is in hand */
  LimnerFrameHandle   box_handle;        /* of the box: under the pointer or held */
  LimnerRect          box_start;         /* as it was when it was taken */
  gboolean            shows_original;    /* while a key is held */
  guint               description_source;
  char               *description;       /* how much is masked, in words */
  guint               zoom_source;
  guint               draft_source;      /* until the view has been at rest for a moment */
  guint               refine_source;     /* asks for another frame */
  LimnerMatrix        drawn_matrix;      /* of the last frame */

  /* Input */
  double              pointer_x;         /* in the widget; negative when it is elsewhere */
  double              pointer_y;
  gboolean            pointer_inside;
  LimnerCanvasDrag    drag;
  double              start_x;           /* where the button went down */
  double              start_y;
  double              drag_x;            /* where the last step of a pan ended */
  double              drag_y;
  gboolean            space_held;
  gboolean            touch_draws;
  gboolean            pen_is_down;
  gint64              pen_seen;          /* when it was near, by the monotonic clock; 0 for never */
  gboolean            focused_by_pointer;
  gboolean            alone;             /* all that stands round it is hidden */
  GtkGesture         *turn;              /* borrowed: of two fingers */
  double              pinch_zoom;
  double              pinch_angle;
  gboolean            is_pinching;
  gboolean            pinch_turns;
  double              pinch_x;
  double              pinch_y;

  /* What was drawn on a result before that was the picture */
  GArray             *early;             /* LimnerToolEvent; NULL for nothing */
  gboolean            early_is_over;     /* the button was released */
  LimnerRect          early_area;        /* where the result was shown */
  LimnerPicture      *early_picture;     /* what was worked on then, or NULL */
  guint               early_source;
};

void     _limner_canvas_install_properties (GObjectClass    *object_class);
void     _limner_canvas_notify          (LimnerCanvas       *self,
                                         LimnerCanvasProperty property);
void     _limner_canvas_add_controllers (LimnerCanvas       *self);
void     _limner_canvas_add_pen         (LimnerCanvas       *self);
GdkModifierType _limner_canvas_get_state (gpointer           gesture);
void     _limner_canvas_take_focus      (LimnerCanvas       *self);
LimnerToolEvent _limner_canvas_make_event (LimnerCanvas     *self,
                                         double              x,
                                         double              y,
                                         double              pressure,
                                         GdkModifierType     state);
void     _limner_canvas_set_pointer     (LimnerCanvas       *self,
                                         double              x,
                                         double              y);
void     _limner_canvas_begin_pan       (LimnerCanvas       *self,
                                         double              x,
                                         double              y);
void     _limner_canvas_pan_to          (LimnerCanvas       *self,
                                         double              x,
                                         double              y);
void     _limner_canvas_begin_tool      (LimnerCanvas       *self,
                                         LimnerToolEvent    *event,
                                         GdkModifierType     state);
void     _limner_canvas_move_tool       (LimnerCanvas       *self,
                                         LimnerToolEvent    *event);
void     _limner_canvas_end_drag        (LimnerCanvas       *self,
                                         double              x,
                                         double              y,
                                         double              pressure,
                                         GdkModifierType     state);
void     _limner_canvas_check_early     (LimnerCanvas       *self);
void     _limner_canvas_forget_early    (LimnerCanvas       *self);
void     _limner_canvas_install_actions (GtkWidgetClass     *widget_class);
void     _limner_canvas_update_actions  (LimnerCanvas       *self);
void     _limner_canvas_update_cursor   (LimnerCanvas       *self);
const char *_limner_canvas_name_handle  (LimnerFrameHandle   handle);
void     _limner_canvas_get_frame       (LimnerCanvas       *self,
                                         LimnerFrame        *frame);
gboolean _limner_canvas_wants_preview   (LimnerCanvas       *self);
void     _limner_canvas_install_box     (LimnerCanvasClass  *klass);
void     _limner_canvas_hover_box       (LimnerCanvas       *self,
                                         const LimnerToolEvent *event);
gboolean _limner_canvas_begin_box       (LimnerCanvas       *self,
                                         const LimnerToolEvent *event);
void     _limner_canvas_move_box        (LimnerCanvas       *self,
                                         const LimnerToolEvent *event);
void     _limner_canvas_cancel_box      (LimnerCanvas       *self);
void     _limner_canvas_snapshot       (GtkWidget          *widget,
                                        GtkSnapshot        *snapshot);
void     _limner_canvas_redraw_all     (LimnerCanvas       *self);
void     _limner_canvas_update_area    (LimnerCanvas       *self);
void     _limner_canvas_update_picture (LimnerCanvas       *self);
void     _limner_canvas_update_incoming (LimnerCanvas      *self);
void     _limner_canvas_update_mask    (LimnerCanvas       *self,
                                        const LimnerRect   *changed);
void     _limner_canvas_update_guide   (LimnerCanvas       *self,
                                        const LimnerRect   *changed);
void     _limner_canvas_forget_picture (LimnerCanvas       *self);
void     _limner_canvas_schedule_description (LimnerCanvas *self);
void     _limner_canvas_snapshot_overlay (LimnerCanvas      *self,
                                          GtkSnapshot       *snapshot);
void     _limner_canvas_append_label    (LimnerCanvas       *self,
                                         GtkSnapshot        *snapshot,
                                         const char         *text,
                                         float               x,
                                         float               y);
void     _limner_canvas_snapshot_transform (LimnerCanvas    *self,
                                            GtkSnapshot     *snapshot);
const char *_limner_canvas_name_transform (LimnerCanvas     *self,
                                           const LimnerToolEvent *event);
gboolean _limner_canvas_set_opacity     (LimnerCanvas       *self,
                                         double              opacity);
gboolean _limner_canvas_nudge           (LimnerCanvas       *self,
                                         int                 right,
                                         int                 down);
void     _limner_canvas_place_label     (graphene_rect_t    *bounds,
                                         const graphene_rect_t *taken,
                                         float               width);
double   _limner_canvas_get_scale       (LimnerCanvas       *self);
void     _limner_canvas_to_picture      (LimnerCanvas       *self,
                                         double              x,
                                         double              y,
                                         double             *picture_x,
                                         double             *picture_y);
void     _limner_canvas_view_changed    (LimnerCanvas       *self);
void     _limner_canvas_take_description (LimnerCanvas      *self,
                                          char              *text);
void     _limner_canvas_cancel_tool     (LimnerCanvas       *self);
void     _limner_canvas_show_original   (LimnerCanvas       *self,
                                         gboolean            show);

/* What gestures come to, apart from the toolkit's events, which cannot be made up */
gboolean _limner_canvas_press           (LimnerCanvas         *self,
                                         double                x,
                                         double                y,
                                         guint                 button,
                                         LimnerCanvasPointer   pointer,
                                         GdkModifierType       state);
void     _limner_canvas_pen_down        (LimnerCanvas         *self,
                                         const LimnerPenPoint *point,
                                         gboolean              eraser,
                                         GdkModifierType       state);
void     _limner_canvas_pen_move        (LimnerCanvas         *self,
                                         const LimnerPenPoint *points,
                                         guint                 n_points,
                                         gboolean              eraser,
                                         GdkModifierType       state);
void     _limner_canvas_pen_up          (LimnerCanvas         *self,
                                         const LimnerPenPoint *point,
                                         GdkModifierType       state);
void     _limner_canvas_pen_near        (LimnerCanvas         *self,
                                         double                x,
                                         double                y);
gboolean _limner_canvas_is_palm         (LimnerCanvas         *self);
void     _limner_canvas_add_pinch       (LimnerCanvas         *self);
void     _limner_canvas_end_pinch       (LimnerCanvas         *self);
GArray  *_limner_canvas_read_backlog    (const GdkTimeCoord   *backlog,
                                         guint                 n) G_GNUC_WARN_UNUSED_RESULT;
void     _limner_canvas_begin_pinch     (LimnerCanvas         *self,
                                         double                x,
                                         double                y);
void     _limner_canvas_pinch           (LimnerCanvas         *self,
                                         double                scale,
                                         double                turn,
                                         double                x,
                                         double                y);

G_END_DECLS
