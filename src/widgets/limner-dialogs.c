/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/*
 * The one place that knows which dialog types of GTK and libadwaita are in use, so that the rest of
 * the program does not change when the oldest supported version does.
 */

#define RESPONSE_CANCEL "cancel"
#define RESPONSE_VERB   "verb"

#define HEADING_WIDTH 64   /* at least; wider than any letter */

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
return_dismissed (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The dialog was closed.");
}

/* Removes the cancel handler of a task before the dialog that it closes goes away. */
static void
forget_cancel (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  gulong handler = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (task), "cancel-handler"));

  if (handler != 0)
    g_signal_handler_disconnect (cancellable, handler);
  g_object_set_data (G_OBJECT (task), "cancel-handler", NULL);
}

/* Lets the cancellable of @task close its dialog, at once when it has been cancelled before. */
static void
follow_cancel (GTask  *task,
               void  (*close) (GCancellable *cancellable,
                               GTask        *task))
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  gulong handler;

  if (cancellable == NULL)
    return;

  if (g_cancellable_is_cancelled (cancellable))
    {
      close (cancellable, task);
      return;
    }

  handler = g_signal_connect (cancellable, "cancelled", G_CALLBACK (close), task);
  g_object_set_data (G_OBJECT (task), "cancel-handler", GSIZE_TO_POINTER (handler));
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *first_type,
            const char     *second_type)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (first_type == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  else
    gtk_file_filter_add_mime_type (filter, first_type);
  if (second_type != NULL)
    gtk_file_filter_add_mime_type (filter, second_type);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
add_filters (GtkFileChooser *chooser,
             LimnerFileKind  kind)
{
  switch (kind)
    {
    case LIMNER_FILE_PICTURES:
      add_filter (chooser, _("Pictures"), "image/*", NULL);
      break;

    case LIMNER_FILE_ARCHIVES:
      add_filter (chooser, _("Archives"), "application/zip", "application/x-tar");
      break;

    case LIMNER_FILE_JSON:
      add_filter (chooser, _("JSON files"), "application/json", NULL);
      break;

    case LIMNER_FILE_ANY:
    default:
      return;
    }

  add_filter (chooser, _("All files"), NULL, NULL);
}

static void
chooser_response_cb (GtkNativeDialog *dialog,
                     int              response,
                     gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;

  g_signal_handlers_disconnect_by_func (dialog, chooser_response_cb, task);
  forget_cancel (task);
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    return_dismissed (task);
}

static void
chooser_cancelled_cb (GCancellable *cancellable,
                      GTask        *task)
{
  gtk_native_dialog_hide (g_task_get_task_data (task));
  g_signal_emit_by_name (g_task_get_task_data (task), "response", GTK_RESPONSE_CANCEL);
}

static void
show_chooser (GtkFileChooserNative *native,
              gpointer              source_tag,
              GCancellable         *cancellable,
              GAsyncReadyCallback   callback,
              gpointer              user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, native, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect (native, "response", G_CALLBACK (chooser_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
  follow_cancel (task, chooser_cancelled_cb);
}

static GFile *
propagate_first_file (GAsyncResult  *result,
                      GError       **error)
{
  g_autoptr(GListModel) files = g_task_propagate_pointer (G_TASK (result), error);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}

static void
message_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     gpointer          user_data)
{
  g_autoptr(GTask) task = user_data;

  /* A dialog that is closed while it fades away answers a second time. */
  g_signal_handlers_disconnect_by_func (dialog, message_response_cb, task);
  forget_cancel (task);
  if (g_str_equal (response, RESPONSE_VERB))
    g_task_return_boolean (task, TRUE);
  else
    return_dismissed (task);
}

static void
message_cancelled_cb (GCancellable *cancellable,
                      GTask        *task)
{
  gtk_window_close (g_task_get_task_data (task));
}

/* A message has its heading in large and in small letters, and shows what fits. Libadwaita 1.7
 * measures the large ones for the least width of the small ones, of which newer GTK warns: it is
 * the same width if both may be broken anywhere.
 */
static void
let_wrap (GtkWidget  *widget,
          const char *heading)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), heading))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_size_request (widget, HEADING_WIDTH, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_wrap (child, heading);
}

static AdwMessageDialog *
new_message (GtkWidget  *parent,
             const char *heading,
             const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (parent), heading, body);

  let_wrap (dialog, heading);
  return ADW_MESSAGE_DIALOG (dialog);
}

/**
 * limner_dialogs_open_async:
 * @parent: (nullable): a widget of the window that asks
 * @title: what the file is for
 * @kind: which files are offered first
 * @multiple: whether several may be chosen
 * @cancellable: (nullable): closes the dialog
 * @callback: called when the person has decided
 * @user_data: for @callback
 *
 * Asks for one or more files that exist. In a sandbox the portal shows the dialog.
 */
void
limner_dialogs_open_async (GtkWidget           *parent,
                           const char          *title,
                           LimnerFileKind       kind,
                           gboolean             multiple,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GtkFileChooserNative *native;

  g_return_if_fail (title != NULL);

  native = gtk_file_chooser_native_new (title, window_of (parent), GTK_FILE_CHOOSER_ACTION_OPEN,
                                        _("_Open"), _("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (native), multiple);
  add_filters (GTK_FILE_CHOOSER (native), kind);
  show_chooser (native, limner_dialogs_open_async, cancellable, callback, user_data);
}

/**
 * limner_dialogs_open_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a list of #GFile with at least one; %NULL with
 *   %G_IO_ERROR_CANCELLED when the dialog was closed
 */
GListModel *
limner_dialogs_open_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * limner_dialogs_save_async:
 * @parent: (nullable): a widget of the window that asks
 * @title: what is saved
 * @name: the suggested file name with its ending
 * @cancellable: (nullable): closes the dialog
 * @callback: called when the person has decided
 * @user_data: for @callback
 *
 * Asks where to write a file; the dialog asks before an existing one is replaced.
 */
void
limner_dialogs_save_async (GtkWidget           *parent,
                           const char          *title,
                           const char          *name,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GtkFileChooserNative *native;

  g_return_if_fail (title != NULL);
  g_return_if_fail (name != NULL);

  native = gtk_file_chooser_native_new (title, window_of (parent), GTK_FILE_CHOOSER_ACTION_SAVE,
                                        _("_Save"), _("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  show_chooser (native, limner_dialogs_save_async, cancellable, callback, user_data);
}

/**
 * limner_dialogs_save_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file to write; %NULL with %G_IO_ERROR_CANCELLED when
 *   the dialog was closed
 */
GFile *
limner_dialogs_save_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return propagate_first_file (result, error);
}

/**
 * limner_dialogs_choose_folder_async:
 * @parent: (nullable): a widget of the window that asks
 * @title: what the folder is for
 * @cancellable: (nullable): closes the dialog
 * @callback: called when the person has decided
 * @user_data: for @callback
 *
 * Asks for a folder.
 */
void
limner_dialogs_choose_folder_async (GtkWidget           *parent,
                                    const char          *title,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GtkFileChooserNative *native;

  g_return_if_fail (title != NULL);

  native = gtk_file_chooser_native_new (title, window_of (parent),
                                        GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                        _("_Select"), _("_Cancel"));
  show_chooser (native, limner_dialogs_choose_folder_async, cancellable, callback, user_data);
}

/**
 * limner_dialogs_choose_folder_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the folder; %NULL with %G_IO_ERROR_CANCELLED when the
 *   dialog was closed
 */
GFile *
limner_dialogs_choose_folder_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return propagate_first_file (result, error);
}

/**
 * limner_dialogs_choose_async:
 * @parent: (nullable): a widget of the window that asks
 * @heading: the question
 * @body: what follows from it
 * @verb: the label of the button that goes ahead, with a mnemonic
 * @other: the label of the button that does not, with a mnemonic: what happens instead
 * @destructive: whether something is lost by going ahead
 * @cancellable: (nullable): closes the dialog
 * @callback: called when the person has decided; it calls limner_dialogs_confirm_finish()
 * @user_data: for @callback
 *
 * Asks where not to go ahead is more than to leave all as it was. Esc means @other.
 */
void
limner_dialogs_choose_async (GtkWidget           *parent,
                             const char          *heading,
                             const char          *body,
                             const char          *verb,
                             const char          *other,
                             gboolean             destructive,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  AdwMessageDialog *dialog;
  GTask *task;

  g_return_if_fail (heading != NULL);
  g_return_if_fail (verb != NULL && other != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_dialogs_choose_async);

  dialog = new_message (parent, heading, body);
  adw_message_dialog_add_responses (dialog, RESPONSE_CANCEL, other, RESPONSE_VERB, verb, NULL);
  adw_message_dialog_set_close_response (dialog, RESPONSE_CANCEL);
  adw_message_dialog_set_default_response (dialog, destructive ? RESPONSE_CANCEL : RESPONSE_VERB);
  adw_message_dialog_set_response_appearance (dialog, RESPONSE_VERB,
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
  g_task_set_task_data (task, dialog, NULL);
  g_signal_connect (dialog, "response", G_CALLBACK (message_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
  follow_cancel (task, message_cancelled_cb);
}

/**
 * limner_dialogs_confirm_async:
 * @parent: (nullable): a widget of the window that asks
 * @heading: the question
 * @body: what follows from it
 * @verb: the label of the button that goes ahead, with a mnemonic
 * @destructive: whether something is lost by it
 * @cancellable: (nullable): closes the dialog
 * @callback: called when the person has decided
 * @user_data: for @callback
 *
 * Asks before something that cannot be undone or costs money.
 */
void
limner_dialogs_confirm_async (GtkWidget           *parent,
                              const char          *heading,
                              const char          *body,
                              const char          *verb,
                              gboolean             destructive,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  limner_dialogs_choose_async (parent, heading, body, verb, _("_Cancel"), destructive, cancellable,
                               callback, user_data);
}

/**
 * limner_dialogs_confirm_finish:
 * @result: what the callback got of limner_dialogs_confirm_async() or limner_dialogs_choose_async()
 * @error: return location for an error
 *
 * Returns: %TRUE to go ahead; %FALSE with %G_IO_ERROR_CANCELLED when the person did not want it
 */
gboolean
limner_dialogs_confirm_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_dialogs_alert:
 * @parent: (nullable): a widget of the window it belongs to
 * @heading: what happened, in a few words
 * @body: what to do about it
 *
 * Tells of something that must be read before going on. What lasts belongs in a banner, what
 * passes in a toast.
 */
void
limner_dialogs_alert (GtkWidget  *parent,
                      const char *heading,
                      const char *body)
{
  AdwMessageDialog *dialog;

  g_return_if_fail (heading != NULL);

  dialog = new_message (parent, heading, body);
  adw_message_dialog_add_response (dialog, RESPONSE_CANCEL, _("_Close"));
  adw_message_dialog_set_close_response (dialog, RESPONSE_CANCEL);
  gtk_window_present (GTK_WINDOW (dialog));
}
