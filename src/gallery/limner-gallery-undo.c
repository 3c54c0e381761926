/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks and deletions can be taken back, the last one first. */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-gallery-private.h"

#define MAX_STEPS    100
#define UNDO_S       8
#define MAX_SELECTED 200    /* of what comes back */
#define MAX_PICTURES 2000   /* of more at a time their marks are not remembered */

/* What has to be done to take a step back */
typedef struct
{
  LimnerGalleryChange   change;
  GPtrArray            *ids;      /* (element-type utf8) (owned) */
  GArray               *values;   /* (element-type int) (owned) what each of them had; none for
                                   * what was deleted */
  AdwToast            *toast;     /* (owned) (nullable) that offers to undo it */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->toast);
  g_clear_pointer (&step->ids, g_ptr_array_unref);
  g_clear_pointer (&step->values, g_array_unref);
  g_free (step);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_store_change_finish (LIMNER_STORE (source), result, NULL, &error))
    _limner_gallery_tell_error (self, error);
}

static int
get_value (LimnerGalleryItem   *item,
           LimnerGalleryChange  change)
{
  return change == LIMNER_GALLERY_CHANGE_RATING ? limner_gallery_item_get_rating (item)
                                                : limner_gallery_item_get_favourite (item);
}

/* Notes one picture and what it is like; %FALSE if the library would have to be asked for that. */
static gboolean
add_picture (Step              *step,
             LimnerGalleryItem *item)
{
  int value = 0;

  if (step->change != LIMNER_GALLERY_CHANGE_TRASH)
    {
      if (!limner_gallery_item_get_loaded (item) || step->ids->len >= MAX_PICTURES)
        return FALSE;
      value = get_value (item, step->change);
    }
  g_ptr_array_add (step->ids, g_strdup (limner_gallery_item_get_id (item)));
  g_array_append_val (step->values, value);
  return TRUE;
}

static gboolean
add_pictures (LimnerGallery *self,
              Step          *step)
{
  GtkBitset *selection = limner_gallery_grid_get_selection (self->grid);
  gboolean complete = TRUE;
  GtkBitsetIter iter;
  guint position;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "grid") != 0)
    {
      g_autoptr(LimnerGalleryItem) item = _limner_gallery_dup_current (self);

      return item != NULL && add_picture (step, item);
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selection, &position);
       more && complete;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(LimnerGalleryItem) item = NULL;

      if (step->change == LIMNER_GALLERY_CHANGE_TRASH)
        {
          g_ptr_array_add (step->ids, limner_gallery_list_dup_id_at (self->list, position));
          continue;
        }
      item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
      complete = add_picture (step, item);
    }
  return complete && step->ids->len > 0;
}

/* Notes what the chosen pictures are like before they are changed. Marks that the library would
 * have to be asked for first are not remembered. */
void
_limner_gallery_remember (LimnerGallery       *self,
                          LimnerGalleryChange  change)
{
  Step *step = g_new0 (Step, 1);

  step->change = change;
  step->ids = g_ptr_array_new_with_free_func (g_free);
  step->values = g_array_new (FALSE, FALSE, sizeof (int));
  if (!add_pictures (self, step))
    {
      step_free (step);
      return;
    }

  if (self->steps == NULL)
    self->steps = g_ptr_array_new_with_free_func (step_free);
  if (self->steps->len >= MAX_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  g_ptr_array_add (self->steps, step);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gallery.undo", TRUE);
}

/* Gives those that had one value back theirs. */
static void
give_back (LimnerGallery *self,
           const Step    *step,
           int            value)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < step->ids->len; i++)
    if (g_array_index (step->values, int, i) == value)
      g_ptr_array_add (ids, step->ids->pdata[i]);
  if (ids->len == 0)
    return;

  g_ptr_array_add (ids, NULL);
  if (step->change == LIMNER_GALLERY_CHANGE_RATING)
    limner_store_set_rating_async (self->store, (const char *const *) ids->pdata, value, NULL,
                                   changed_cb, g_object_ref (self));
  else
    limner_store_set_favourite_async (self->store, (const char *const *) ids->pdata, value != 0,
                                      NULL, changed_cb, g_object_ref (self));
}

/* What comes back is selected when the list has it again. */
static void
restore (LimnerGallery *self,
         Step          *step)
{
  g_clear_pointer (&self->restored_ids, g_ptr_array_unref);
  self->restored_ids = g_ptr_array_ref (step->ids);
  g_ptr_array_add (step->ids, NULL);
  limner_store_restore_async (self->store, (const char *const *) step->ids->pdata, NULL,
                              changed_cb, g_object_ref (self));
  g_ptr_array_set_size (step->ids, (int) step->ids->len - 1);
}

static void
undo_step (LimnerGallery *self,
           guint          index)
{
  Step *step = g_ptr_array_steal_index (self->steps, index);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gallery.undo", self->steps->len > 0);
  if (step->change == LIMNER_GALLERY_CHANGE_TRASH)
    restore (self, step);
  else
    for (int value = -1; value <= 5; value++)
      give_back (self, step, value);
  if (step->toast != NULL)
    adw_toast_dismiss (step->toast);
  step_free (step);
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  static const char *const done[] = {
    N_("Deleting undone"), N_("Favourite undone"), N_("Rating undone"),
  };
  LimnerGalleryChange change;

  if (self->steps == NULL || self->steps->len == 0)
    return;

  change = ((const Step *) self->steps->pdata[self->steps->len - 1])->change;
  undo_step (self, self->steps->len - 1);
  _limner_gallery_toast (self, _(done[change]));
}

/* The step that a toast is for; FALSE if it was undone or forgotten. */
static gboolean
find_step (LimnerGallery *self,
           AdwToast      *toast,
           guint         *index)
{
  for (guint i = 0; self->steps != NULL && i < self->steps->len; i++)
    if (((const Step *) self->steps->pdata[i])->toast == toast)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/* It goes with its toast: what is done later by the key is what came before. */
static void
clicked_cb (LimnerGallery *self,
            AdwToast      *toast)
{
  guint index;

  if (!find_step (self, toast, &index))
    return;

  g_clear_object (&((Step *) self->steps->pdata[index])->toast);
  undo_step (self, index);
}

static void
dismissed_cb (LimnerGallery *self,
              AdwToast      *toast)
{
  guint index;

  if (find_step (self, toast, &index))
    g_clear_object (&((Step *) self->steps->pdata[index])->toast);
}

/* Says that pictures were deleted, with a button to take it back. */
void
_limner_gallery_offer_undo (LimnerGallery *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *text = NULL;
  Step *step;

  if (overlay == NULL || self->steps == NULL || self->steps->len == 0)
    return;

  step = self->steps->pdata[self->steps->len - 1];
  text = g_strdup_printf (ngettext ("%u picture deleted", "%u pictures deleted", step->ids->len),
                          step->ids->len);
  step->toast = adw_toast_new (text);
  adw_toast_set_button_label (step->toast, _("_Undo"));
  adw_toast_set_timeout (step->toast, UNDO_S);
  g_signal_connect_object (step->toast, "button-clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (step->toast, "dismissed", G_CALLBACK (dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), g_object_ref (step->toast));
}

/* What came back is looked at again, as if it had never gone. */
void
_limner_gallery_select_restored (LimnerGallery *self)
{
  g_autoptr(GPtrArray) ids = NULL;
  guint first = GTK_INVALID_LIST_POSITION;

  if (self->restored_ids == NULL)
    return;
  for (guint i = 0; i < MIN (self->restored_ids->len, MAX_SELECTED); i++)
    {
      guint position;

      if (!limner_gallery_list_find (self->list, self->restored_ids->pdata[i], &position))
        return;
    }
  ids = g_steal_pointer (&self->restored_ids);
  for (guint i = 0; i < MIN (ids->len, MAX_SELECTED); i++)
    {
      guint position;

      limner_gallery_list_find (self->list, ids->pdata[i], &position);
      limner_gallery_grid_select (self->grid, position, i > 0, FALSE);
      first = MIN (first, position);
    }
  limner_gallery_grid_scroll_to (self->grid, first);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "viewer") == 0)
    limner_gallery_viewer_set_position (self->viewer, first);
}

void
_limner_gallery_class_undo (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.undo", NULL, undo_action);
}
