/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-task.h"
#include "image/limner-export.h"
#include "image/limner-metadata.h"
#include "store/limner-name-template.h"
#include "widgets/limner-error-text.h"

#include "limner-gallery-export.h"
#include "limner-gallery-folder-row.h"

#define MAX_LISTED   200   /* whose contents are told before they are exported */
#define MAX_NAMES    3
#define MAX_FAILURES 5

/**
 * LimnerGalleryExport:
 *
 * The sheet for giving pictures away: format, size, and what the files tell, with a list of
 * exactly what they will hold.
 */
struct _LimnerGalleryExport
{
  AdwWindow       parent_instance;

  GPtrArray      *paths;         /* (element-type filename) (owned) */
  GPtrArray      *prompts;       /* (element-type utf8) (owned) */
  GPtrArray      *items;         /* (element-type LimnerGalleryItem) (owned) as many */
  GtkWidget      *gallery;       /* (owned) (nullable) where the result is told */
  GCancellable   *cancellable;   /* (owned) of the preview */

  /* Template widgets */
  AdwComboRow    *format_row;
  GtkEditable    *name_row;
  LimnerGalleryFolderRow *folder_row;
  AdwActionRow   *names_row;
  GtkWidget      *export_button;
  GtkWidget      *quality_row;
  GtkAdjustment  *quality_adjustment;
  GtkAdjustment  *side_adjustment;
  AdwComboRow    *privacy_row;
  AdwActionRow   *contents_row;
  GtkSwitch      *captions_switch;
};

typedef struct
{
  GPtrArray           *paths;     /* (owned) */
  GPtrArray           *prompts;   /* (owned) */
  GPtrArray           *names;     /* (owned) without their endings */
  GPtrArray           *marks;     /* (element-type LimnerItemDetails) (owned) ratings and tags */
  char                *folder;    /* (owned) (nullable) none for a preview */
  guint                n_listed;  /* of a preview: how many are looked at */
  LimnerExportOptions  options;
  gboolean             captions;
} Request;

typedef struct
{
  guint   n_saved;
  guint   n_failed;
  GError *error;      /* (owned) (nullable) of the first that failed */
} Result;

static void
result_free (Result *result)
{
  g_clear_error (&result->error);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Result, result_free)

G_DEFINE_FINAL_TYPE (LimnerGalleryExport, limner_gallery_export, ADW_TYPE_WINDOW)

static void
request_free (Request *request)
{
  g_clear_pointer (&request->paths, g_ptr_array_unref);
  g_clear_pointer (&request->prompts, g_ptr_array_unref);
  g_clear_pointer (&request->names, g_ptr_array_unref);
  g_clear_pointer (&request->marks, g_ptr_array_unref);
  g_clear_pointer (&request->folder, g_free);
  g_free (request);
}

/* How a file is called: by the template, or as it is called in the library. */
static char *
make_name (LimnerGalleryItem *item,
           const char        *name_template,
           guint              index)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_new ();
  char *name;
  char *dot;

  if (name_template[0] == '\0')
    {
      name = g_path_get_basename (limner_gallery_item_get_path (item));
      dot = strrchr (name, '.');
      if (dot != NULL && dot != name)
        *dot = '\0';
      return name;
    }

  details->prompt = g_strdup (limner_gallery_item_get_prompt (item));
  details->seed = g_strdup (limner_gallery_item_get_seed (item));
  details->model = g_strdup (limner_gallery_item_get_model (item));
  details->operation = g_strdup (limner_gallery_item_get_operation (item));
  details->created = limner_gallery_item_get_created (item);
  details->output_index = (int) index;
  return limner_name_template_expand (name_template, details);
}

/* What the library knows beside the file */
static LimnerItemDetails *
dup_marks (LimnerGalleryItem *item)
{
  LimnerItemDetails *marks = limner_item_details_new ();

  marks->rating = limner_gallery_item_get_rating (item);
  marks->tags = g_strdupv ((char **) limner_gallery_item_get_tags (item));
  return marks;
}

static Request *
make_request (LimnerGalleryExport *self,
              const char          *folder)
{
  guint format = adw_combo_row_get_selected (self->format_row);
  Request *request = g_new0 (Request, 1);

  request->paths = g_ptr_array_ref (self->paths);
  request->prompts = g_ptr_array_ref (self->prompts);
  request->folder = g_strdup (folder);
  request->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; folder != NULL && i < self->items->len; i++)
    g_ptr_array_add (request->names,
                     make_name (self->items->pdata[i], gtk_editable_get_text (self->name_row), i));
  request->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (request->marks, dup_marks (self->items->pdata[i]));
  request->captions = gtk_switch_get_active (self->captions_switch);
  request->options = (LimnerExportOptions) {
    .convert = format > 0,
    .format = format > 0 ? (LimnerPictureFormat) (format - 1) : LIMNER_PICTURE_PNG,
    .quality = (int) gtk_adjustment_get_value (self->quality_adjustment),
    .max_side = (int) gtk_adjustment_get_value (self->side_adjustment),
    .privacy = (LimnerExportPrivacy) adw_combo_row_get_selected (self->privacy_row),
  };
  return request;
}

static GBytes *
export_one (const Request  *request,
            guint           index,
            GError        **error)
{
  const LimnerItemDetails *marks = g_ptr_array_index (request->marks, index);
  LimnerExportOptions options = request->options;
  g_autoptr(GBytes) file = NULL;

  options.has_marks = TRUE;
  options.rating = marks->rating;
  options.tags = (const char * const *) marks->tags;
  file = limner_file_read (g_ptr_array_index (request->paths, index), LIMNER_PICTURE_MAX_BYTES,
                           error);
  return file != NULL ? limner_export_make (file, &options, error) : NULL;
}

/* What any of the files will hold; a file that cannot be read has its say when it is exported. */
static void
preview_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Request *request = task_data;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) first = NULL;
  guint n_read = 0;

  for (guint i = 0; i < request->n_listed && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) exported = export_one (request, i, &error);
      g_auto(GStrv) names = exported != NULL ? limner_export_list (exported, &error) : NULL;

      n_read += names != NULL;
      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        if (!g_ptr_array_find_with_equal_func (all, names[j], g_str_equal, NULL))
          g_ptr_array_add (all, g_strdup (names[j]));
      if (first == NULL)
        first = g_steal_pointer (&error);
    }
  g_ptr_array_add (all, NULL);
  if (n_read == 0 && first != NULL)
    g_task_return_error (task, g_steal_pointer (&first));
  else
    g_task_return_pointer (task, g_strdupv ((char **) all->pdata), (GDestroyNotify) g_strfreev);
}

/* The technical name stays visible: it is what other programs call it. */
static char *
describe_part (const char          *name,
               LimnerExportPrivacy  privacy)
{
  static const struct { const char *name; const char *meaning; } parts[] = {
    { "parameters", N_("prompt and settings (parameters)") },
    { LIMNER_METADATA_KEYWORD, N_("Limner’s full record") },
    { "XMP", N_("prompt, rating, tags, origin (XMP)") },
    { "Exif", N_("camera data or settings (Exif)") },
    { "ICC", N_("colour profile") },
    { "Comment", N_("a comment") },
    { LIMNER_EXPORT_HIDDEN_TEXT, N_("text hidden in its pixels") },
  };

  if (privacy == LIMNER_EXPORT_CREDIT && g_str_equal (name, "XMP"))
    return g_strdup (_("rating, tags, model, origin (XMP)"));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].name, name))
      return g_strdup (_(parts[i].meaning));

  return g_strdup (name);
}

/* Whether an AVIF file is asked to tell something that it will not. */
static gboolean
wants_more (LimnerGalleryExport *self,
            const char * const  *names)
{
  return adw_combo_row_get_selected (self->format_row) == LIMNER_PICTURE_AVIF + 1 &&
         adw_combo_row_get_selected (self->privacy_row) != LIMNER_EXPORT_NOTHING &&
         !g_strv_contains (names, "XMP") && !g_strv_contains (names, "Exif");
}

static void start_preview (LimnerGalleryExport *self,
                           guint                n_listed);

static void
preview_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LimnerGalleryExport *self = LIMNER_GALLERY_EXPORT (source);
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_auto(GStrv) names = NULL;
  g_autofree char *escaped = NULL;
  guint n_listed, n_all;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  names = g_task_propagate_pointer (G_TASK (result), &error);
  if (limner_error_is_cancelled (error))
    return;

  if (names == NULL)
    {
      g_autofree char *reason = limner_error_to_text (error);

      g_string_append (text, reason);
    }
  else if (names[0] == NULL)
    g_string_append (text, _("nothing but the picture"));
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *part = describe_part (names[i], request->options.privacy);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", part);
    }
  if (names != NULL && wants_more (self, (const char * const *) names))
    g_string_append_printf (text, " (%s)", _("Limner cannot put settings into AVIF files"));
  n_listed = request->n_listed;
  n_all = MIN (self->paths->len, MAX_LISTED);
  if (n_listed < n_all)
    g_string_append (text, "\n…");
  else if (n_all < self->paths->len)
    {
      g_string_append_c (text, '\n');
      /* Translators: below a list of what files will hold */
      g_string_append_printf (text, ngettext ("as far as the first %u tells",
                                              "as far as the first %u tell", n_all), n_all);
    }
  escaped = g_markup_escape_text (text->str, -1);
  adw_action_row_set_subtitle (self->contents_row, escaped);
  /* The first is told of at once, the others when all were looked at. */
  if (n_listed < n_all)
    start_preview (self, n_all);
}

static void
start_preview (LimnerGalleryExport *self,
               guint                n_listed)
{
  g_autoptr(GTask) task = NULL;
  Request *request = make_request (self, NULL);

  request->n_listed = n_listed;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, preview_cb, NULL);
  g_task_set_source_tag (task, start_preview);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  limner_task_run_in_thread (task, preview_thread);
}

static void
options_changed_cb (LimnerGalleryExport *self)
{
  if (self->paths == NULL || self->paths->len == 0)
    return;

  gtk_widget_set_sensitive (self->quality_row,
                            adw_combo_row_get_selected (self->format_row) >= 2);
  start_preview (self, 1);
}

static gboolean
save_one (const Request  *request,
          guint           index,
          GError        **error)
{
  g_autoptr(GBytes) exported = export_one (request, index, error);
  g_autofree char *path = NULL;

  if (exported == NULL)
    return FALSE;

  path = limner_export_save (exported, request->folder, request->names->pdata[index],
                             request->captions ? request->prompts->pdata[index] : NULL, error);
  return path != NULL;
}

/* What cannot be read or written does not keep the others back. */
static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Request *request = task_data;
  Result *result = g_new0 (Result, 1);

  for (guint i = 0; i < request->paths->len; i++)
    {
      g_autoptr(GError) error = NULL;

      if (save_one (request, i, &error))
        {
          result->n_saved++;
          continue;
        }
      result->n_failed++;
      if (result->error == NULL)
        result->error = g_steal_pointer (&error);
      /* A full disk or a folder that is not to be written to is the same for all. */
      if (result->n_saved == 0 && result->n_failed >= MAX_FAILURES)
        break;
    }
  g_task_return_pointer (task, result, (GDestroyNotify) result_free);
}

static char *
describe_result (const Result *result)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *reason = result->error != NULL ? limner_error_to_text (result->error) : NULL;

  if (result->n_saved == 0 && reason != NULL)
    return g_steal_pointer (&reason);
  g_string_printf (text, ngettext ("%u picture exported", "%u pictures exported",
                                   result->n_saved), result->n_saved);
  if (result->n_failed > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u failed: %s", "%u failed: %s", result->n_failed),
                              result->n_failed, reason);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (source), ADW_TYPE_TOAST_OVERLAY);
  g_autoptr(Result) done = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *text = describe_result (done);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (escaped));
}

/* Shows what the first files will be called. */
static void
name_changed_cb (LimnerGalleryExport *self)
{
  const char *name_template = gtk_editable_get_text (self->name_row);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  if (self->items == NULL)
    return;

  for (guint i = 0; i < MIN (self->items->len, MAX_NAMES); i++)
    {
      g_autofree char *name = make_name (self->items->pdata[i], name_template, i);
      g_autofree char *shown = g_filename_display_name (name);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", shown);
    }
  if (self->items->len > MAX_NAMES)
    g_string_append (text, "\n…");
  escaped = g_markup_escape_text (text->str, -1);
  adw_action_row_set_subtitle (self->names_row, escaped);
}

static void
export_clicked_cb (LimnerGalleryExport *self)
{
  g_autoptr(GTask) task = g_task_new (self->gallery, NULL, exported_cb, NULL);
  g_autofree char *folder = limner_gallery_folder_row_dup_folder (self->folder_row);

  g_task_set_source_tag (task, export_clicked_cb);
  g_task_set_task_data (task, make_request (self, folder), (GDestroyNotify) request_free);
  limner_task_run_in_thread (task, export_thread);
  gtk_window_close (GTK_WINDOW (self));
}

static void
limner_gallery_export_dispose (GObject *object)
{
  LimnerGalleryExport *self = LIMNER_GALLERY_EXPORT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->gallery);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->prompts, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY_EXPORT);

  G_OBJECT_CLASS (limner_gallery_export_parent_class)->dispose (object);
}

static void
limner_gallery_export_class_init (LimnerGalleryExportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_gallery_export_dispose;

  g_type_ensure (LIMNER_TYPE_GALLERY_FOLDER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery-export.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, captions_switch);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, contents_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, export_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, folder_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, format_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, name_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, names_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, privacy_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, quality_adjustment);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, quality_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGalleryExport, side_adjustment);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
limner_gallery_export_init (LimnerGalleryExport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  if (limner_picture_can_encode (LIMNER_PICTURE_AVIF))
    gtk_string_list_append (GTK_STRING_LIST (adw_combo_row_get_model (self->format_row)), "AVIF");
}

/* Says how many they are, where they are several. */
static void
set_number (LimnerGalleryExport *self)
{
  g_autofree char *title = NULL;
  guint n = self->paths->len;

  if (n < 2)
    return;
  title = g_strdup_printf (ngettext ("Export %u picture", "Export %u pictures", n), n);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->contents_row),
                                 _("The files will hold"));
}

/**
 * limner_gallery_export_present:
 * @parent: a widget of the window that it belongs to; there the result is told
 * @items: (element-type LimnerGalleryItem): what to export
 * @privacy: what the files tell unless something else is chosen
 *
 * Opens the sheet.
 *
 * Returns: (transfer none): the window
 */
GtkWidget *
limner_gallery_export_present (GtkWidget           *parent,
                               GPtrArray           *items,
                               LimnerExportPrivacy  privacy)
{
  LimnerGalleryExport *self = g_object_new (LIMNER_TYPE_GALLERY_EXPORT, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->gallery = g_object_ref (parent);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->prompts = g_ptr_array_new_with_free_func (g_free);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < items->len; i++)
    {
      LimnerGalleryItem *item = g_ptr_array_index (items, i);
      const char *prompt = limner_gallery_item_get_prompt (item);

      if (limner_gallery_item_get_path (item) == NULL)
        continue;
      g_ptr_array_add (self->items, g_object_ref (item));
      g_ptr_array_add (self->paths, g_strdup (limner_gallery_item_get_path (item)));
      g_ptr_array_add (self->prompts, g_strdup (prompt != NULL ? prompt : ""));
    }
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  set_number (self);
  adw_combo_row_set_selected (self->privacy_row, privacy);
  options_changed_cb (self);
  name_changed_cb (self);
  /* Enter exports as it was done the last time. */
  gtk_window_set_focus (GTK_WINDOW (self), self->export_button);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
