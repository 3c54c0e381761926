/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>

#include "form/limner-form-file-view.h"
#include "form/limner-form-picker.h"
#include "form/limner-form-row.h"

#include "form-fixture.h"

/* A keeper of files that counts, and refuses what is called “bad”. */
#define FAKE_TYPE_FILES (fake_files_get_type ())
G_DECLARE_FINAL_TYPE (FakeFiles, fake_files, FAKE, FILES, GObject)

struct _FakeFiles
{
  GObject parent_instance;

  guint   n_imports;
  guint   n_previews;
};

static gboolean
return_late_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_pointer (task, g_strdup ("blob:slow-a.png"), g_free);
  return G_SOURCE_REMOVE;
}

static void
fake_files_import_async (LimnerFormFiles     *files,
                         GFile               *file,
                         GBytes              *bytes,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  if (name != NULL && g_str_has_prefix (name, "bad"))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "It is bad");
  else if (name != NULL && g_str_has_prefix (name, "slow"))
    g_idle_add_full (G_PRIORITY_LOW, return_late_cb, g_steal_pointer (&task), NULL);
  else
    g_task_return_pointer (task, g_strdup_printf ("blob:%u", ++FAKE_FILES (files)->n_imports),
                           g_free);
}

static char *
fake_files_import_finish (LimnerFormFiles  *files,
                          GAsyncResult     *result,
                          GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_files_preview_async (LimnerFormFiles     *files,
                          const char          *reference,
                          int                  size,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);
  LimnerFormPreview *preview = limner_form_preview_new ();

  FAKE_FILES (files)->n_previews++;
  preview->name = g_strdup ("fox.png");
  preview->width = strstr (reference, "large") != NULL ? 6400 : 640;
  preview->height = strstr (reference, "tall") != NULL ? 960 : 480;
  preview->has_alpha = strstr (reference, "clear") != NULL;
  preview->is_rotated = strstr (reference, "turned") != NULL;
  preview->n_bytes = strstr (reference, "huge") != NULL ? 120 * 1000 * 1000 : 1000;
  if (strstr (reference, "archive") != NULL)
    preview->width = preview->height = 0;
  g_task_return_pointer (task, preview, (GDestroyNotify) limner_form_preview_free);
}

static LimnerFormPreview *
fake_files_preview_finish (LimnerFormFiles  *files,
                           GAsyncResult     *result,
                           GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_files_fit_async (LimnerFormFiles     *files,
                      const char          *reference,
                      const LimnerFormFit *fit,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (files, cancellable, callback, user_data);

  g_task_return_pointer (task, g_strdup_printf ("blob:%s-%dx%d%s", reference + 5, fit->width,
                                                fit->height, fit->fills_alpha ? "-white" : ""),
                         g_free);
}

static void
fake_files_iface_init (LimnerFormFilesInterface *iface)
{
  iface->import_async = fake_files_import_async;
  iface->import_finish = fake_files_import_finish;
  iface->preview_async = fake_files_preview_async;
  iface->preview_finish = fake_files_preview_finish;
  iface->fit_async = fake_files_fit_async;
  iface->fit_finish = fake_files_import_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeFiles, fake_files, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_FORM_FILES,
                                                      fake_files_iface_init))

static void
fake_files_class_init (FakeFilesClass *klass)
{
}

static void
fake_files_init (FakeFiles *self)
{
}

typedef struct
{
  LimnerValues *values;
  FakeFiles    *files;
  LimnerForm   *form;
  char         *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  properties)
{
  fixture->values = form_fixture_values (properties, "");
  fixture->files = g_object_new (FAKE_TYPE_FILES, NULL);
  fixture->form = form_fixture_form (fixture->values);
  fixture->folder = limner_test_make_folder ();
  limner_form_set_files (fixture->form, LIMNER_FORM_FILES (fixture->files));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  properties)
{
  limner_test_assert_freed (fixture->form);
  limner_test_settle ();
  limner_test_assert_freed (fixture->files);
  limner_test_assert_freed (fixture->values);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GFile *
write_file (Fixture    *fixture,
            const char *name,
            const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  return g_file_new_for_path (path);
}

static LimnerFormPicker *
find_picker (Fixture *fixture)
{
  return LIMNER_FORM_PICKER (limner_test_find_child (GTK_WIDGET (fixture->form),
                                                     LIMNER_TYPE_FORM_PICKER));
}

static gboolean
shows_label (GtkWidget  *widget,
             const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (shows_label (child, text))
        return TRUE;
    }

  return FALSE;
}

#define PICTURE_INPUT "\"image\":{\"type\":\"string\",\"format\":\"uri\",\"title\":\"Image\"}"
#define FIT_INPUTS PICTURE_INPUT ",\"mask\":{\"type\":\"string\",\"format\":\"uri\"}," \
                   "\"wide\":{\"type\":\"string\",\"format\":\"uri\"," \
                   "\"description\":\"Input image, sides are multiples of 256.\"}"
#define MIXED_INPUT "\"input\":{\"type\":\"string\",\"format\":\"uri\"," \
                    "\"description\":\"Input image, video or zip file.\"}"
#define LIST_INPUT "\"images\":{\"type\":\"array\",\"maxItems\":3,\"items\":{\"type\":\"string\"," \
                   "\"format\":\"uri\"}}"

static void
test_file (Fixture       *fixture,
           gconstpointer  properties)
{
  g_autoptr(GFile) file = write_file (fixture, "fox.png", "\x89PNG\r\n\x1a\n");
  GtkWidget *remove;

  limner_form_picker_take_file (find_picker (fixture), file);
  limner_test_wait_until (limner_values_is_set (fixture->values, "image"));
  form_fixture_assert_input (fixture->values, "{\"image\":\"blob:1\"}");
  limner_test_wait_until (shows_label (GTK_WIDGET (fixture->form), "640 × 480"));
  g_assert_cmpuint (fixture->files->n_previews, ==, 1);
  g_assert_true (shows_label (GTK_WIDGET (fixture->form), "fox.png"));

  remove = form_fixture_find_named (GTK_WIDGET (fixture->form), GTK_TYPE_BUTTON, "Remove");
  g_signal_emit_by_name (remove, "clicked");
  form_fixture_assert_input (fixture->values, "{}");
}

static void
test_wrong_kind (Fixture       *fixture,
                 gconstpointer  properties)
{
  g_autoptr(GFile) text = write_file (fixture, "notes.txt", "words");
  g_autoptr(GFile) bad = write_file (fixture, "bad.png", "\x89PNG\r\n\x1a\n");

  limner_form_picker_take_file (find_picker (fixture), text);
  limner_test_wait_until (shows_label (GTK_WIDGET (fixture->form), "is no picture"));
  limner_form_picker_take_file (find_picker (fixture), bad);
  limner_test_wait_until (!shows_label (GTK_WIDGET (fixture->form), "is no picture"));
  limner_test_settle ();
  form_fixture_assert_input (fixture->values, "{}");
}

static void
test_web_address (Fixture       *fixture,
                  gconstpointer  properties)
{
  GtkWindow *window = form_fixture_present (fixture->form);
  GtkWidget *button =
    form_fixture_find_named (GTK_WIDGET (fixture->form), GTK_TYPE_BUTTON, "Web address");
  GtkWidget *entry;

  limner_test_settle ();
  /* The pop-up is made when it is first wanted. */
  g_assert_null (form_fixture_find_named (GTK_WIDGET (fixture->form), GTK_TYPE_ENTRY,
                                          "Web address"));
  g_signal_emit_by_name (button, "clicked");
  entry = form_fixture_find_named (GTK_WIDGET (fixture->form), GTK_TYPE_ENTRY, "Web address");
  gtk_editable_set_text (GTK_EDITABLE (entry), "somewhere");
  g_signal_emit_by_name (entry, "activate");
  form_fixture_assert_input (fixture->values, "{}");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_editable_set_text (GTK_EDITABLE (entry), " https://example.org/fox.png ");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  limner_test_wait_until (limner_values_is_set (fixture->values, "image"));
  form_fixture_assert_input (fixture->values, "{\"image\":\"https://example.org/fox.png\"}");
  gtk_window_destroy (window);
  limner_test_settle ();
}

static void
request_cb (LimnerForm  *form,
            const char  *name,
            char       **requested)
{
  g_free (*requested);
  *requested = g_strdup (name);
}

static void
test_requests (Fixture       *fixture,
               gconstpointer  properties)
{
  g_autofree char *canvas = NULL;
  g_autofree char *gallery = NULL;
  GtkWidget *form = GTK_WIDGET (fixture->form);

  g_signal_connect (form, "request-canvas", G_CALLBACK (request_cb), &canvas);
  g_signal_connect (form, "request-gallery", G_CALLBACK (request_cb), &gallery);

  /* Nobody answered when the form was built. */
  g_assert_null (form_fixture_find_named (form, GTK_TYPE_BUTTON, "Take it from the canvas"));
  limner_form_set_values (fixture->form, NULL);
  limner_form_set_values (fixture->form, fixture->values);
  g_signal_emit_by_name (form_fixture_find_named (form, GTK_TYPE_BUTTON,
                                                  "Take it from the canvas"), "clicked");
  g_signal_emit_by_name (form_fixture_find_named (form, GTK_TYPE_BUTTON,
                                                  "Take it from the gallery"), "clicked");
  g_assert_cmpstr (canvas, ==, "image");
  g_assert_cmpstr (gallery, ==, "image");
}

static void
test_list (Fixture       *fixture,
           gconstpointer  properties)
{
  g_autoptr(GFile) file = write_file (fixture, "fox.png", "\x89PNG\r\n\x1a\n");
  GtkWidget *form = GTK_WIDGET (fixture->form);

  for (guint i = 1; i <= 3; i++)
    {
      limner_form_picker_take_file (find_picker (fixture), file);
      limner_test_wait_until (fixture->files->n_imports == i);
      limner_test_settle ();
    }
  form_fixture_assert_input (fixture->values, "{\"images\":[\"blob:1\",\"blob:2\",\"blob:3\"]}");

  /* Three are all that the model takes. */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_picker (fixture))));
  g_signal_emit_by_name (form_fixture_find_named (form, GTK_TYPE_BUTTON, "Move up"), "clicked");
  form_fixture_assert_input (fixture->values, "{\"images\":[\"blob:2\",\"blob:1\",\"blob:3\"]}");
  g_signal_emit_by_name (form_fixture_find_named (form, GTK_TYPE_BUTTON, "Remove"), "clicked");
  form_fixture_assert_input (fixture->values, "{\"images\":[\"blob:1\",\"blob:3\"]}");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (find_picker (fixture))));
  limner_values_undo (fixture->values);
  form_fixture_assert_input (fixture->values, "{\"images\":[\"blob:2\",\"blob:1\",\"blob:3\"]}");
}

static gboolean
drop (GtkWidget    *widget,
      const GValue *value)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", value, 0.0, 0.0, &is_taken);
    }
  return is_taken;
}

static gboolean
drop_files (GtkWidget *widget,
            GSList    *files)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  return drop (widget, &value);
}

static gboolean
drop_text (GtkWidget  *widget,
           const char *text)
{
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  return drop (widget, &value);
}

/* Several at once stay in order though they are read at their own speed, what does not fit is told,
 * and all of it is one step of undo.
 */
static void
test_drop_many (Fixture       *fixture,
                gconstpointer  properties)
{
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (find_picker (fixture)));
  g_autoptr(GFile) first = write_file (fixture, "slow-a.png", "\x89PNG\r\n\x1a\n");
  g_autoptr(GFile) text = write_file (fixture, "notes.txt", "words");
  g_autoptr(GFile) second = write_file (fixture, "b.png", "\x89PNG\r\n\x1a\n");
  g_autoptr(GFile) web = g_file_new_for_uri ("https://example.org/c.png");
  g_autoptr(GSList) files = g_slist_append (NULL, first);

  files = g_slist_append (files, text);
  files = g_slist_append (files, second);
  files = g_slist_append (files, web);
  g_assert_true (drop_files (place, files));
  limner_test_wait_until (limner_values_is_set (fixture->values, "images"));
  form_fixture_assert_input (fixture->values, "{\"images\":[\"blob:slow-a.png\",\"blob:1\","
                                              "\"https://example.org/c.png\"]}");
  g_assert_true (shows_label (GTK_WIDGET (fixture->form), "is no picture"));
  limner_values_undo (fixture->values);
  form_fixture_assert_input (fixture->values, "{}");
}

/* The list takes what it may, and says what it did not. */
static void
test_drop_too_many (Fixture       *fixture,
                    gconstpointer  properties)
{
  GtkWidget *form = GTK_WIDGET (fixture->form);
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (find_picker (fixture)));

  g_assert_true (drop_text (place, "# from a browser\r\nhttps://a.org/1\r\nhttps://a.org/2\r\n"));
  limner_test_wait_until (limner_values_is_set (fixture->values, "images"));
  g_assert_false (drop_text (place, "https://a.org/3\nand some words"));
  g_assert_true (drop_text (place, "https://a.org/3\nhttps://a.org/4\nhttps://a.org/5"));
  limner_test_wait_until (shows_label (form, "2 were left out: the model takes at most 3"));
  form_fixture_assert_input (fixture->values, "{\"images\":[\"https://a.org/1\","
                                              "\"https://a.org/2\",\"https://a.org/3\"]}");
  limner_values_reset_all (fixture->values);
  g_assert_false (shows_label (form, "left out"));
}

/* Another picture can be dropped on the one that is there. */
static void
test_drop_on_file (Fixture       *fixture,
                   gconstpointer  properties)
{
  GtkWidget *place = gtk_widget_get_ancestor (GTK_WIDGET (find_picker (fixture)),
                                              LIMNER_TYPE_FORM_ROW);

  g_assert_true (drop_text (place, "https://a.org/1"));
  limner_test_wait_until (limner_values_is_set (fixture->values, "image"));
  g_assert_true (drop_text (place, "https://a.org/2\nhttps://a.org/3"));
  limner_test_settle ();
  form_fixture_assert_input (fixture->values, "{\"image\":\"https://a.org/2\"}");
  limner_values_undo (fixture->values);
  form_fixture_assert_input (fixture->values, "{\"image\":\"https://a.org/1\"}");
}

/* Ctrl+V anywhere in the row takes what a file manager copied: every file of it, in order. */
static void
test_paste_key (Fixture       *fixture,
                gconstpointer  properties)
{
  GtkWindow *window = form_fixture_present (fixture->form);
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (find_picker (fixture)));
  g_autoptr(GFile) first = write_file (fixture, "a.png", "\x89PNG\r\n\x1a\n");
  g_autoptr(GFile) second = write_file (fixture, "b.png", "\x89PNG\r\n\x1a\n");
  g_autoptr(GSList) files = g_slist_append (NULL, first);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (place);
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (place);

  files = g_slist_append (files, second);
  gdk_clipboard_set (clipboard, GDK_TYPE_FILE_LIST, files);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_autoptr(GtkShortcut) shortcut = NULL;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      shortcut = g_list_model_get_item (G_LIST_MODEL (controller), 0);
      g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, place,
                                                   NULL));
    }
  limner_test_wait_until (limner_values_is_set (fixture->values, "images"));
  form_fixture_assert_input (fixture->values, "{\"images\":[\"blob:1\",\"blob:2\"]}");
  gtk_window_destroy (window);
  limner_test_settle ();
}

/* An input of several kinds asks for a file, not for a picture. */
static void
test_several_kinds (Fixture       *fixture,
                    gconstpointer  properties)
{
  g_assert_true (shows_label (GTK_WIDGET (fixture->form), "Drop a file here"));
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *name)
{
  if (LIMNER_IS_FORM_ROW (widget) &&
      g_str_equal (limner_form_row_get_name (LIMNER_FORM_ROW (widget)), name))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_remedy (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "limner-remedy"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_remedy (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

typedef struct
{
  const char *input;
  const char *reference;
  const char *words;
  const char *result;
} FitCase;

static void
test_fit (Fixture       *fixture,
          gconstpointer  properties)
{
  static const FitCase cases[] = {
    { "image", "blob:turned", "on its side", "blob:turned-0x0" },
    { "image", "blob:clear", "transparent", "blob:clear-0x0-white" },
    { "image", "blob:large", "larger than", "blob:large-2048x154" },
    { "image", "blob:huge", "no more than 100", "blob:huge-640x480" },
    { "wide", "blob:odd", "multiples of 256", "blob:odd-768x512" },
    { "mask", "blob:tall", "The mask is 640 × 960, the picture 640 × 480.",
      "blob:tall-640x480" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mended = NULL;
      GtkWidget *row = NULL;
      GtkWidget *button;

      limner_values_set_text (fixture->values, "image", "blob:good");
      limner_values_set_text (fixture->values, cases[i].input, cases[i].reference);
      limner_test_wait_until (shows_label (GTK_WIDGET (fixture->form), cases[i].words));
      row = find_row (GTK_WIDGET (fixture->form), cases[i].input);
      button = find_remedy (row);
      g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (button)));
      g_signal_emit_by_name (button, "clicked");
      limner_test_settle ();
      mended = limner_values_get_text (fixture->values, cases[i].input);
      g_assert_cmpstr (mended, ==, cases[i].result);
      limner_values_reset_all (fixture->values);
    }
}

/* A file that is no picture cannot be made smaller here; it is told all the same. */
static void
test_huge (Fixture       *fixture,
           gconstpointer  properties)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->form), "image");

  limner_values_set_text (fixture->values, "image", "blob:huge-archive");
  limner_test_wait_until (shows_label (GTK_WIDGET (fixture->form), "no more than 100"));
  g_assert_false (gtk_widget_get_visible (find_remedy (row)));
  limner_values_set_text (fixture->values, "image", "blob:archive");
  limner_test_settle ();
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (find_remedy (row))));
}

/* Where nothing inside can take the focus, asking for it is refused and does not ask for ever. */
static void
test_no_focus (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->form), "image");
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (fixture->form));
  gtk_widget_set_can_focus (gtk_widget_get_first_child (row), FALSE);
  g_assert_false (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWindow *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

/* Clicks on the place for a picture. GTK must have laid the dialog out before it is closed: it asks
 * for the size a moment after it was shown, even of a window that is gone by then. */
static void
open_chooser (LimnerForm *form)
{
  GtkWidget *picker = limner_test_find_child (GTK_WIDGET (form), LIMNER_TYPE_FORM_PICKER);
  GtkWidget *zone = limner_test_find_child (picker, GTK_TYPE_BUTTON);

  /* The first thing in it that the keyboard reaches, and what Enter does there. */
  g_assert_true (gtk_widget_grab_focus (picker));
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (picker)) == zone);
  gtk_widget_activate (zone);
  limner_test_wait_until (find_chooser () != NULL &&
                          gtk_widget_get_mapped (GTK_WIDGET (find_chooser ())) &&
                          gtk_widget_get_width (GTK_WIDGET (find_chooser ())) > 0);
  limner_test_settle ();
}

/* A click on the empty place for a picture asks for a file, and the dialog goes with the row. */
static void
test_click (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWindow *window = form_fixture_present (fixture->form);

  open_chooser (fixture->form);
  g_assert_true (gtk_window_get_transient_for (find_chooser ()) == window);
  g_assert_cmpstr (gtk_window_get_title (find_chooser ()), ==, "Image");

  limner_form_set_values (fixture->form, NULL);
  limner_test_wait_until (find_chooser () == NULL);
  gtk_window_destroy (window);
  limner_test_settle ();
}

/* It goes with the window, too. */
static void
test_click_and_close (Fixture       *fixture,
                      gconstpointer  data)
{
  GtkWindow *window = form_fixture_present (fixture->form);

  open_chooser (fixture->form);
  gtk_window_destroy (window);
  limner_test_wait_until (find_chooser () == NULL);
  limner_test_settle ();
}

#define ADD(path, properties, test) \
  g_test_add (path, Fixture, properties, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/form/files/file", PICTURE_INPUT, test_file);
  ADD ("/form/files/click", PICTURE_INPUT, test_click);
  ADD ("/form/files/click-and-close", PICTURE_INPUT, test_click_and_close);
  ADD ("/form/files/wrong-kind", PICTURE_INPUT, test_wrong_kind);
  ADD ("/form/files/web-address", PICTURE_INPUT, test_web_address);
  ADD ("/form/files/requests", PICTURE_INPUT, test_requests);
  ADD ("/form/files/list", LIST_INPUT, test_list);
  ADD ("/form/files/drop-many", LIST_INPUT, test_drop_many);
  ADD ("/form/files/drop-too-many", LIST_INPUT, test_drop_too_many);
  ADD ("/form/files/drop-on-file", PICTURE_INPUT, test_drop_on_file);
  ADD ("/form/files/paste-key", LIST_INPUT, test_paste_key);
  ADD ("/form/files/several-kinds", MIXED_INPUT, test_several_kinds);
  ADD ("/form/files/fit", FIT_INPUTS, test_fit);
  ADD ("/form/files/huge", PICTURE_INPUT, test_huge);
  ADD ("/form/files/no-focus", PICTURE_INPUT, test_no_focus);
  return g_test_run ();
}
