/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/limner-task.h"
#include "widgets/limner-error-text.h"

#include "limner-form-intake.h"

/* What was dropped, pasted or chosen becomes references, one thing after the other, so that they
 * stay in order. What does not fit is told, and does not keep the rest from being taken.
 */

/* Nobody drops more by intention. */
#define MAX_THINGS 500

typedef struct
{
  /* Owned */
  LimnerFormFiles *files;         /* or NULL */
  LimnerField     *field;
  GPtrArray       *things;        /* of GFile, GdkTexture and GtkStringObject */
  GPtrArray       *references;    /* of char* */
  char            *trouble;       /* the first, or NULL */

  guint            next;
} Intake;

static void
intake_free (Intake *intake)
{
  g_clear_object (&intake->files);
  limner_field_unref (intake->field);
  g_ptr_array_unref (intake->things);
  g_ptr_array_unref (intake->references);
  g_free (intake->trouble);
  g_free (intake);
}

static void take_next (GTask *task);

static void
tell (Intake *intake,
      char   *trouble)
{
  if (intake->trouble == NULL)
    intake->trouble = trouble;
  else
    g_free (trouble);
}

/* Whether the work ends here, because who asked has gone. */
static gboolean
give_up (GTask  *task,
         GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  g_task_return_error (task, g_error_copy (error));
  g_object_unref (task);
  return TRUE;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Intake *intake = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char *reference = limner_form_files_import_finish (LIMNER_FORM_FILES (source), result, &error);

  if (reference == NULL && give_up (task, error))
    return;

  if (reference != NULL)
    g_ptr_array_add (intake->references, reference);
  else
    tell (intake, limner_error_to_text (error));
  take_next (task);
}

static void
import (GTask  *task,
        GFile  *file,
        GBytes *bytes)
{
  Intake *intake = g_task_get_task_data (task);

  if (intake->files == NULL)
    {
      tell (intake, g_strdup (_("There is no place to keep files")));
      take_next (task);
      return;
    }

  limner_form_files_import_async (intake->files, file, bytes, g_task_get_cancellable (task),
                                  imported_cb, task);
}

static gboolean
type_fits (LimnerField *field,
           const char  *content_type)
{
  const char *const *accept = limner_field_get_accept (field);
  g_autofree char *media_type = NULL;

  if (accept == NULL || content_type == NULL || g_content_type_is_unknown (content_type))
    return TRUE;

  media_type = g_content_type_get_mime_type (content_type);
  for (guint i = 0; accept[i] != NULL && media_type != NULL; i++)
    {
      gsize length = strlen (accept[i]);

      if (g_str_has_suffix (accept[i], "/*") && strncmp (accept[i], media_type, length - 1) == 0)
        return TRUE;
      if (g_content_type_is_a (content_type, accept[i]))
        return TRUE;
    }

  return FALSE;
}

static char *
describe_misfit (LimnerField *field,
                 GFileInfo   *info)
{
  g_autofree char *kind =
    g_content_type_get_description (g_file_info_get_content_type (info));

  if (limner_form_intake_wants_pictures (field))
    return g_strdup_printf (_("“%s” is no picture (%s)"), g_file_info_get_display_name (info),
                            kind);
  return g_strdup_printf (_("“%s” is of the wrong kind (%s)"),
                          g_file_info_get_display_name (info), kind);
}

static void
file_known_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Intake *intake = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL && give_up (task, error))
    return;

  if (info != NULL && type_fits (intake->field, g_file_info_get_content_type (info)))
    {
      import (task, G_FILE (source), NULL);
      return;
    }
  tell (intake, info != NULL ? describe_misfit (intake->field, info)
                             : limner_error_to_text (error));
  take_next (task);
}

static gboolean
is_address (const char *scheme)
{
  return g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0 ||
         g_strcmp0 (scheme, "data") == 0;
}

/* A browser gives the address of a picture as if it were a file. */
static char *
get_address (GObject *thing)
{
  g_autofree char *scheme = G_IS_FILE (thing) ? g_file_get_uri_scheme (G_FILE (thing)) : NULL;

  if (GTK_IS_STRING_OBJECT (thing))
    return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (thing)));
  return is_address (scheme) ? g_file_get_uri (G_FILE (thing)) : NULL;
}

static void
take_file (GTask *task,
           GFile *file)
{
  g_file_query_info_async (file,
                           G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE ","
                           G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), file_known_cb, task);
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    import (task, NULL, bytes);
  else if (!give_up (task, error))
    take_next (task);
}

static void
encode_texture (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (source),
                         (GDestroyNotify) g_bytes_unref);
}

static void
take_texture (GTask      *task,
              GdkTexture *texture)
{
  g_autoptr(GTask) encoding = g_task_new (texture, g_task_get_cancellable (task), encoded_cb,
                                          task);

  g_task_set_source_tag (encoding, take_texture);
  limner_task_run_in_thread (encoding, encode_texture);
}

static void
end (GTask *task)
{
  Intake *intake = g_task_get_task_data (task);

  g_ptr_array_add (intake->references, NULL);
  g_task_return_pointer (task, g_strdupv ((char **) intake->references->pdata),
                         (GDestroyNotify) g_strfreev);
  g_object_unref (task);
}

static void
take_next (GTask *task)
{
  Intake *intake = g_task_get_task_data (task);

  while (intake->next < intake->things->len)
    {
      gpointer thing = g_ptr_array_index (intake->things, intake->next++);
      char *address = get_address (thing);

      if (address != NULL)
        {
          g_ptr_array_add (intake->references, address);
          continue;
        }
      if (G_IS_FILE (thing))
        take_file (task, thing);
      else
        take_texture (task, thing);
      return;
    }

  end (task);
}

/**
 * limner_form_intake_wants_pictures:
 * @field: an input that takes files
 *
 * Returns: whether it takes pictures and nothing else
 */
gboolean
limner_form_intake_wants_pictures (LimnerField *field)
{
  const char *const *accept = limner_field_get_accept (field);

  for (guint i = 0; accept != NULL && accept[i] != NULL; i++)
    {
      if (!g_str_has_prefix (accept[i], "image/"))
        return FALSE;
    }
  return accept != NULL;
}

/**
 * limner_form_intake_read_text:
 * @text: what was typed, pasted or dropped as text
 *
 * Finds addresses in text: one in each line, as in a list of addresses, whose lines that begin with
 * “#” say nothing.
 *
 * Returns: (transfer container) (element-type GObject): what is named, for
 *   limner_form_intake_async(); empty where any line is something else
 */
GPtrArray *
limner_form_intake_read_text (const char *text)
{
  g_autoptr(GPtrArray) things = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit_set (text, "\r\n", MAX_THINGS);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      const char *scheme;

      if (*line == '\0' || *line == '#')
        continue;
      scheme = g_uri_is_valid (line, G_URI_FLAGS_ENCODED, NULL) ? g_uri_peek_scheme (line) : NULL;
      if (is_address (scheme))
        g_ptr_array_add (things, gtk_string_object_new (line));
      else if (g_strcmp0 (scheme, "file") == 0)
        g_ptr_array_add (things, g_file_new_for_uri (line));
      else
        return g_ptr_array_new_with_free_func (g_object_unref);
    }

  return g_steal_pointer (&things);
}

/**
 * limner_form_intake_async:
 * @files: (nullable): where files are kept
 * @field: the input that they are for, which says what kinds it takes
 * @things: (element-type GObject): a #GFile, a #GdkTexture or, for an address, a #GtkStringObject
 *   for each
 * @cancellable: (nullable): to stop
 * @callback: called when all of it was tried
 * @user_data: data for @callback
 *
 * Makes references of things, in their order.
 */
void
limner_form_intake_async (LimnerFormFiles     *files,
                          LimnerField         *field,
                          GPtrArray           *things,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;
  Intake *intake;

  g_return_if_fail (files == NULL || LIMNER_IS_FORM_FILES (files));
  g_return_if_fail (field != NULL);
  g_return_if_fail (things != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_form_intake_async);
  intake = g_new0 (Intake, 1);
  g_set_object (&intake->files, files);
  intake->field = limner_field_ref (field);
  intake->things = g_ptr_array_ref (things);
  intake->references = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, intake, (GDestroyNotify) intake_free);
  take_next (task);
}

/**
 * limner_form_intake_finish:
 * @result: a result
 * @trouble: (out) (nullable): a sentence about the first thing that could not be taken, or %NULL
 * @error: only set when it was cancelled
 *
 * Returns: (transfer full): the references of what could be taken
 */
GStrv
limner_form_intake_finish (GAsyncResult  *result,
                           char         **trouble,
                           GError       **error)
{
  Intake *intake;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (trouble != NULL, NULL);

  intake = g_task_get_task_data (G_TASK (result));
  *trouble = g_steal_pointer (&intake->trouble);
  return g_task_propagate_pointer (G_TASK (result), error);
}
