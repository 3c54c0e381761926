/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "image/limner-picture-io.h"
#include "limner-candidate-viewer.h"
#include "studio/limner-reblend.h"
#include "widgets/limner-texture.h"

/**
 * LimnerCandidateViewer:
 *
 * Shows one candidate in place on the canvas. If it is an edit, it is blended anew as soon as
 * somebody changes how edits are blended while they look at it; kept is what is seen.
 */
struct _LimnerCandidateViewer
{
  GObject            parent_instance;

  /* Owned */
  LimnerWorkspace   *workspace;
  LimnerCanvas      *canvas;
  LimnerGalleryItem *item;          /* NULL while nothing is shown */
  LimnerReblend     *reblend;       /* NULL unless @item can be blended anew */
  GCancellable      *loading;       /* of the picture as it was saved */
  GCancellable      *blending;
  GdkTexture        *part;          /* what was blended anew of @item; NULL for nothing */

  LimnerEditOptions  options;       /* with which what is seen was blended */
  LimnerRect         part_area;     /* where @part belongs */
  gboolean           is_reblended;
  gboolean           is_loaded;     /* the canvas shows @item */
  gboolean           shown;         /* the canvas shows @item, or the one before it still */
};

enum
{
  PROP_0,
  PROP_ROOM,
  PROP_SHOWN,
  N_PROPS
};

enum
{
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerCandidateViewer, limner_candidate_viewer, G_TYPE_OBJECT)

static gboolean
options_equal (const LimnerEditOptions *a,
               const LimnerEditOptions *b)
{
  return a->grow == b->grow && a->feather == b->feather && a->tone == b->tone;
}

/* Where a result belongs: an edit's covers its frame, anything else stands for itself. */
static gboolean
find_area (LimnerGalleryItem *item,
           LimnerRect        *area)
{
  LimnerItemDetails *details = limner_gallery_item_get_details (item);
  g_autoptr(LimnerEditRecipe) recipe = NULL;

  if (details == NULL || details->recipe == NULL)
    return FALSE;

  recipe = limner_edit_recipe_from_json (details->recipe, NULL);
  if (recipe == NULL)
    return FALSE;

  *area = recipe->frame;
  area->x += recipe->origin_x;
  area->y += recipe->origin_y;
  return TRUE;
}

/* The picture as it was saved, and over it what was blended anew, in whichever order they come. */
static void
show_part (LimnerCandidateViewer *self)
{
  if (self->is_loaded && self->part != NULL)
    limner_canvas_set_preview_part (self->canvas, self->part, &self->part_area);
}

static void
tell_failure (LimnerCandidateViewer *self,
              const GError          *error)
{
  if (!limner_error_is_cancelled (error))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
set_preview (LimnerCandidateViewer *self,
             GdkTexture            *texture,
             const LimnerRect      *area)
{
  limner_canvas_set_preview (self->canvas, texture, area);
  if (self->shown == (texture != NULL))
    return;
  self->shown = texture != NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(LimnerCandidateViewer) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPicture) picture = limner_picture_load_finish (result, &error);
  g_autoptr(GdkTexture) texture = NULL;
  LimnerRect area;

  if (picture == NULL || self->item == NULL)
    {
      /* The one before it is not what the rest of the window is about. */
      if (self->item != NULL && !limner_error_is_cancelled (error))
        set_preview (self, NULL, NULL);
      tell_failure (self, error);
      return;
    }

  texture = limner_texture_from_picture (picture);
  set_preview (self, texture, find_area (self->item, &area) ? &area : NULL);
  self->is_loaded = TRUE;
  show_part (self);
}

static void
blended_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(LimnerCandidateViewer) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPicture) part = NULL;
  LimnerRect area;

  part = limner_reblend_compose_finish (LIMNER_REBLEND (object), result, &area, &error);
  if (part == NULL || self->item == NULL)
    {
      tell_failure (self, error);
      return;
    }

  g_clear_object (&self->part);
  self->part = limner_texture_from_picture (part);
  self->part_area = area;
  show_part (self);
}

static void
begin (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static void
plan_changed_cb (LimnerCandidateViewer *self)
{
  const LimnerEditOptions *options = limner_workspace_get_options (self->workspace);

  if (self->reblend == NULL || options_equal (&self->options, options))
    return;

  /* Whoever keeps it before it is shown wants what was set. */
  self->options = *options;
  self->is_reblended = TRUE;
  begin (&self->blending);
  limner_reblend_compose_async (self->reblend, options, self->blending, blended_cb,
                                g_object_ref (self));
}

/* How wide a soft edge the answer of the edit that is seen has room for; -1 for any. */
static int
find_room (LimnerCandidateViewer *self)
{
  g_autoptr(LimnerEditRecipe) recipe = NULL;

  if (self->reblend == NULL)
    return -1;

  recipe = limner_edit_recipe_from_json (limner_gallery_item_get_details (self->item)->recipe,
                                         NULL);
  return recipe != NULL && recipe->reach > 0 ? MAX (0, recipe->reach - recipe->grow) : -1;
}

static void
limner_candidate_viewer_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  LimnerCandidateViewer *self = LIMNER_CANDIDATE_VIEWER (object);

  switch (prop_id)
    {
    case PROP_ROOM:
      g_value_set_int (value, find_room (self));
      break;

    case PROP_SHOWN:
      g_value_set_boolean (value, self->shown);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_candidate_viewer_dispose (GObject *object)
{
  LimnerCandidateViewer *self = LIMNER_CANDIDATE_VIEWER (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->blending);
  g_clear_object (&self->blending);
  g_clear_object (&self->part);
  g_clear_object (&self->reblend);
  g_clear_object (&self->item);
  g_clear_object (&self->canvas);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (limner_candidate_viewer_parent_class)->dispose (object);
}

static void
limner_candidate_viewer_class_init (LimnerCandidateViewerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_candidate_viewer_dispose;
  G_OBJECT_CLASS (klass)->get_property = limner_candidate_viewer_get_property;

  /**
   * LimnerCandidateViewer:room:
   *
   * Over how many pixels beyond its mask the edit that is seen can be mixed with what surrounds it:
   * so far its model has painted. -1 where there is no limit, or no edit.
   */
  properties[PROP_ROOM] = g_param_spec_int ("room", NULL, NULL, -1, G_MAXINT, -1,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * LimnerCandidateViewer:shown:
   *
   * Whether the canvas shows a candidate: not yet while the first one is loaded.
   */
  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  /**
   * LimnerCandidateViewer::failed:
   * @self: the viewer
   * @error: why a candidate cannot be shown
   */
  signals[FAILED] = g_signal_new ("failed", LIMNER_TYPE_CANDIDATE_VIEWER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
limner_candidate_viewer_init (LimnerCandidateViewer *self)
{
}

/**
 * limner_candidate_viewer_new:
 * @workspace: what the user is doing
 * @canvas: where candidates are shown
 *
 * Makes a viewer that shows nothing yet.
 *
 * Returns: (transfer full): the viewer
 */
LimnerCandidateViewer *
limner_candidate_viewer_new (LimnerWorkspace *workspace,
                             LimnerCanvas    *canvas)
{
  LimnerCandidateViewer *self;

  g_return_val_if_fail (LIMNER_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (LIMNER_IS_CANVAS (canvas), NULL);

  self = g_object_new (LIMNER_TYPE_CANDIDATE_VIEWER, NULL);
  self->workspace = g_object_ref (workspace);
  self->canvas = g_object_ref (canvas);
  g_signal_connect_object (workspace, "plan-changed", G_CALLBACK (plan_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * limner_candidate_viewer_show:
 * @self: a viewer
 * @item: (nullable): what to show, or %NULL for the picture that is worked on
 *
 * Shows a candidate in place, as it was saved.
 */
void
limner_candidate_viewer_show (LimnerCandidateViewer *self,
                              LimnerGalleryItem     *item)
{
  g_autoptr(GFile) file = NULL;

  g_return_if_fail (LIMNER_IS_CANDIDATE_VIEWER (self));

  begin (&self->loading);
  begin (&self->blending);
  g_set_object (&self->item, item);
  g_clear_object (&self->reblend);
  g_clear_object (&self->part);
  self->is_reblended = FALSE;
  self->is_loaded = FALSE;
  self->options = *limner_workspace_get_options (self->workspace);

  if (item == NULL || limner_gallery_item_get_path (item) == NULL)
    {
      g_clear_object (&self->item);
      set_preview (self, NULL, NULL);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
      return;
    }

  if (limner_reblend_is_possible (item))
    self->reblend = limner_reblend_new (
      limner_studio_get_store (limner_workspace_get_studio (self->workspace)), item);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOM]);
  file = limner_gallery_item_dup_file (item);
  limner_picture_load_async (file, self->loading, loaded_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (limner_workspace_open_finish (LIMNER_WORKSPACE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerCandidateViewer *self = g_task_get_source_object (task);
  g_autoptr(LimnerGalleryItem) item = NULL;
  GError *error = NULL;

  item = limner_reblend_save_finish (LIMNER_REBLEND (object), result, &error);
  if (item == NULL)
    g_task_return_error (task, error);
  else
    limner_workspace_open_item_async (self->workspace, item, FALSE,
                                      g_task_get_cancellable (task), opened_cb,
                                      g_object_ref (task));
}

/**
 * limner_candidate_viewer_keep_async:
 * @self: a viewer that shows a candidate
 * @cancellable: (nullable): to give up
 * @callback: called when it is the picture that is worked on
 * @user_data: for @callback
 *
 * Goes on with what is seen. If it was blended anew, that is saved in the gallery first.
 */
void
limner_candidate_viewer_keep_async (LimnerCandidateViewer *self,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_CANDIDATE_VIEWER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_candidate_viewer_keep_async);

  if (self->item == NULL)
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                             "There is no candidate to keep");
  else if (self->is_reblended)
    limner_reblend_save_async (self->reblend, &self->options, cancellable, saved_cb,
                               g_steal_pointer (&task));
  else
    limner_workspace_open_item_async (self->workspace, self->item, FALSE, cancellable, opened_cb,
                                      g_steal_pointer (&task));
}

/**
 * limner_candidate_viewer_keep_finish:
 * @self: a viewer
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_candidate_viewer_keep_async().
 *
 * Returns: %TRUE on success
 */
gboolean
limner_candidate_viewer_keep_finish (LimnerCandidateViewer  *self,
                                     GAsyncResult           *result,
                                     GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
