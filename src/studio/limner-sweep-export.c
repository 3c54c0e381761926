/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "store/limner-name-template.h"

#include "limner-sweep-export.h"

/* Copies of a sweep's pictures in a folder, named so that one sees what each is. */

typedef struct
{
  GPtrArray *sources;   /* GFile */
  GPtrArray *targets;   /* GFile */
  guint      next;
} Copies;

static void
copies_free (Copies *copies)
{
  g_clear_pointer (&copies->sources, g_ptr_array_unref);
  g_clear_pointer (&copies->targets, g_ptr_array_unref);
  g_free (copies);
}

/* What differs, without what a file system or a shell would stumble over. */
static char *
dup_stem (const LimnerSweepPlan *plan,
          guint                  cell)
{
  g_autoptr(GString) stem = g_string_new (NULL);

  for (guint i = 0; i < plan->axes->len; i++)
    {
      const LimnerSweepAxis *axis = limner_sweep_plan_get_axis (plan, i);
      guint place = limner_sweep_plan_get_place (plan, cell, i);

      g_string_append_printf (stem, "%s%s", i > 0 ? "_" : "",
                              limner_sweep_axis_get (axis, place)->label);
    }
  for (char *p = stem->str; *p != '\0'; p++)
    {
      if (strchr ("/\\:*?\"<>|{}\n\t ", *p) != NULL)
        *p = '-';
    }
  while (stem->len > 120)
    g_string_truncate (stem, (gsize) (g_utf8_find_prev_char (stem->str, stem->str + stem->len) -
                                      stem->str));
  return g_string_free (g_steal_pointer (&stem), FALSE);
}

static void
replace_word (GString    *text,
              const char *word,
              const char *by)
{
  char *found = strstr (text->str, word);

  while (found != NULL)
    {
      gssize position = found - text->str;

      g_string_erase (text, position, (gssize) strlen (word));
      g_string_insert (text, position, by);
      found = strstr (text->str + position + strlen (by), word);
    }
}

/**
 * limner_sweep_export_dup_template:
 * @plan: a plan
 * @cell: a cell's number
 *
 * Makes the plan's template that of a cell: `{name}`, which is what the cell differs in (for files
 * their name), and `{number}` are filled in, the fields of picture names are not.
 *
 * Returns: (transfer full): a template
 */
char *
limner_sweep_export_dup_template (const LimnerSweepPlan *plan,
                                  guint                  cell)
{
  g_autofree char *stem = NULL;
  g_autofree char *number = NULL;
  g_autoptr(GString) name = NULL;

  g_return_val_if_fail (plan != NULL && cell < plan->n_cells, NULL);

  stem = dup_stem (plan, cell);
  number = g_strdup_printf ("%04u", cell + 1);
  name = g_string_new (plan->name != NULL ? plan->name : LIMNER_SWEEP_DEFAULT_NAME);
  replace_word (name, "{name}", stem);
  replace_word (name, "{number}", number);
  if (*name->str == '\0' || *name->str == '.')
    g_string_prepend (name, number);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * limner_sweep_export_dup_name:
 * @plan: a plan with a folder
 * @cell: a cell's number
 * @item: one of its pictures
 * @output: which one, from 0 on
 *
 * Makes the name of a copy by the plan's template. Beside the fields of picture names it knows
 * `{name}`, which is what the cell differs in (for files their name), and `{number}`.
 *
 * Returns: (transfer full): a file name
 */
char *
limner_sweep_export_dup_name (const LimnerSweepPlan *plan,
                              guint                  cell,
                              LimnerGalleryItem     *item,
                              guint                  output)
{
  g_autofree char *expanded = NULL;
  g_autofree char *template = NULL;
  g_autoptr(GString) name = NULL;
  const char *path;
  const char *dot;

  g_return_val_if_fail (plan != NULL && cell < plan->n_cells, NULL);
  g_return_val_if_fail (LIMNER_IS_GALLERY_ITEM (item), NULL);

  template = limner_sweep_export_dup_template (plan, cell);
  name = g_string_new (template);
  if (strchr (name->str, '{') != NULL)
    {
      expanded = limner_name_template_expand (name->str, limner_gallery_item_get_details (item));
      g_string_assign (name, expanded);
    }
  g_strdelimit (name->str, "/", '-');
  if (output > 0)
    g_string_append_printf (name, "-%u", output + 1);
  path = limner_gallery_item_get_path (item);
  dot = path != NULL ? strrchr (path, '.') : NULL;
  if (dot != NULL && strchr (dot, '/') == NULL)
    g_string_append (name, dot);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void copy_next (GTask *task);

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_file_copy_finish (G_FILE (object), result, &error))
    copy_next (task);
  else
    g_task_return_error (task, error);
}

static void
copy_next (GTask *task)
{
  Copies *copies = g_task_get_task_data (task);
  guint index = copies->next++;

  if (index >= copies->sources->len)
    g_task_return_boolean (task, TRUE);
  else
    g_file_copy_async (g_ptr_array_index (copies->sources, index),
                       g_ptr_array_index (copies->targets, index), G_FILE_COPY_OVERWRITE,
                       G_PRIORITY_DEFAULT_IDLE, g_task_get_cancellable (task), NULL, NULL,
                       copied_cb, g_object_ref (task));
}

static void
folder_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;

  /* That it is there already is well; what else is wrong the first copy tells. */
  g_file_make_directory_finish (G_FILE (object), result, NULL);
  copy_next (task);
}

static GTask *
make_task (GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Copies *copies = g_new0 (Copies, 1);

  g_task_set_source_tag (task, make_task);
  copies->sources = g_ptr_array_new_with_free_func (g_object_unref);
  copies->targets = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, copies, (GDestroyNotify) copies_free);
  return task;
}

static void
add_cell (GTask                 *task,
          const LimnerSweepPlan *plan,
          GFile                 *folder,
          guint                  cell,
          GListModel            *items)
{
  Copies *copies = g_task_get_task_data (task);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (items, i);
      g_autofree char *name = limner_sweep_export_dup_name (plan, cell, item, i);

      g_ptr_array_add (copies->sources, limner_gallery_item_dup_file (item));
      g_ptr_array_add (copies->targets, g_file_get_child (folder, name));
    }
}

/**
 * limner_sweep_export_async:
 * @plan: a plan with a folder
 * @cell: a cell's number
 * @items: its #LimnerGalleryItem
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Copies the pictures of a cell into the plan's folder. Names follow from the plan, so doing it
 * once more after a crash changes nothing.
 */
void
limner_sweep_export_async (const LimnerSweepPlan *plan,
                           guint                  cell,
                           GListModel            *items,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  g_autoptr(GFile) folder = NULL;
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (plan != NULL && plan->folder != NULL);
  g_return_if_fail (G_IS_LIST_MODEL (items));

  task = make_task (cancellable, callback, user_data);
  folder = g_file_new_for_path (plan->folder);
  add_cell (task, plan, folder, cell, items);
  g_file_make_directory_async (folder, G_PRIORITY_DEFAULT_IDLE, cancellable, folder_cb,
                               g_steal_pointer (&task));
}

/**
 * limner_sweep_copy_async:
 * @sweep: a sweep whose pictures were looked up
 * @folder: where copies go
 * @cancellable: (nullable): to give up
 * @callback: called when it is done; ends with limner_sweep_export_finish()
 * @user_data: for @callback
 *
 * Copies all pictures of a sweep into a folder, without what was left out.
 */
void
limner_sweep_copy_async (LimnerSweep         *sweep,
                         GFile               *folder,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  const LimnerSweepPlan *plan;
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_SWEEP (sweep) && G_IS_FILE (folder));

  plan = limner_sweep_get_plan (sweep);
  task = make_task (cancellable, callback, user_data);
  for (guint i = 0; i < plan->n_cells; i++)
    {
      GListModel *items = limner_sweep_cell_get_items (limner_sweep_get_cell (sweep, i));

      if (items != NULL && !plan->dropped[i])
        add_cell (task, plan, folder, i, items);
    }
  g_file_make_directory_async (folder, G_PRIORITY_DEFAULT_IDLE, cancellable, folder_cb,
                               g_steal_pointer (&task));
}

/**
 * limner_sweep_export_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_sweep_export_async() and limner_sweep_copy_async().
 *
 * Returns: %TRUE if the copies are there
 */
gboolean
limner_sweep_export_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
