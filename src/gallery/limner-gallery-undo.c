/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks and deletions can be taken back, the last one first. */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-gallery-private.h"

#define MAX_STEPS    100
#define MAX_PICTURES 2000   /* of more at a time their marks are not remembered */

/* What has to be done to take a step back */
typedef struct
{
  LimnerGalleryChange   change;
  GPtrArray            *ids;      /* (element-type utf8) (owned) */
  GArray               *values;   /* (element-type int) (owned) what each of them had; none for
                                   * what was deleted */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

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

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  static const char *const done[] = {
    N_("Deleting undone"), N_("Favourite undone"), N_("Rating undone"),
  };
  Step *step;

  if (self->steps == NULL || self->steps->len == 0)
    return;

  step = g_ptr_array_steal_index (self->steps, self->steps->len - 1);
  gtk_widget_action_set_enabled (widget, "gallery.undo", self->steps->len > 0);
  if (step->change == LIMNER_GALLERY_CHANGE_TRASH)
    {
      g_ptr_array_add (step->ids, NULL);
      limner_store_restore_async (self->store, (const char *const *) step->ids->pdata, NULL,
                                  changed_cb, g_object_ref (self));
    }
  for (int value = -1; value <= 5 && step->change != LIMNER_GALLERY_CHANGE_TRASH; value++)
    give_back (self, step, value);
  _limner_gallery_toast (self, _(done[step->change]));
  step_free (step);
}

void
_limner_gallery_class_undo (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.undo", NULL, undo_action);
}
