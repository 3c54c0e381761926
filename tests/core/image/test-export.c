/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-contact-sheet.h"
#include "image/limner-export.h"
#include "image/limner-metadata.h"
#include "lib/limner-test.h"

static GBytes *
make_file (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (120, 60);
  g_autoptr(LimnerMetadata) metadata = limner_metadata_new ();
  g_autoptr(GBytes) plain = NULL;

  memset (limner_picture_get_pixels (picture), 200, 120 * 60 * 4);
  plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  metadata->prompt = g_strdup ("secret fox");
  metadata->model = g_strdup ("owner/name");
  metadata->seed = g_strdup ("5");
  metadata->record = g_strdup ("{\"model\":{\"name\":\"owner/name\"},"
                               "\"prompt\":\"secret fox\"}");
  metadata->source_type = LIMNER_SOURCE_GENERATED;
  return limner_metadata_write (plain, metadata, LIMNER_METADATA_ALL, NULL);
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_privacy (void)
{
  g_autoptr(GBytes) file = make_file ();

  for (int convert = 0; convert < 2; convert++)
    for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
      for (LimnerExportPrivacy privacy = LIMNER_EXPORT_EVERYTHING; privacy <= LIMNER_EXPORT_NOTHING;
           privacy++)
        {
          const LimnerExportOptions options = { convert, format, 90, convert ? 60 : 0, privacy };
          g_autoptr(LimnerMetadata) metadata = NULL;
          g_autoptr(GBytes) exported = NULL;
          g_autoptr(GError) error = NULL;
          int width;

          exported = limner_export_make (file, &options, &error);
          g_assert_no_error (error);
          g_assert_true (limner_picture_peek (exported, &width, NULL, NULL, NULL));
          g_assert_cmpint (width, ==, convert ? 60 : 120);
          g_assert_cmpstr (limner_export_get_extension (exported), ==,
                           convert ? limner_picture_format_get_extension (format) : "png");

          metadata = limner_metadata_read (exported);
          g_assert_true ((privacy == LIMNER_EXPORT_EVERYTHING) == contains (exported, "secret"));
          g_assert_cmpint (metadata->source_type, ==,
                           privacy == LIMNER_EXPORT_NOTHING ? LIMNER_SOURCE_UNKNOWN
                                                            : LIMNER_SOURCE_GENERATED);
          if (privacy == LIMNER_EXPORT_NOTHING)
            {
              g_auto(GStrv) names = limner_metadata_list (exported, NULL);

              g_assert_cmpuint (g_strv_length (names), ==, 0);
            }
          if (privacy == LIMNER_EXPORT_EVERYTHING && !convert)
            g_assert_true (g_bytes_equal (exported, file));
        }
}

/* What the library knows of a picture of somebody else goes into copies of it, in every format, and
 * into none that tell nothing. The rest of the file stays as it is.
 */
static void
test_marks (void)
{
  static const char * const tags[] = { "hill & dale", "sea", NULL };
  g_autoptr(LimnerMetadata) foreign = limner_metadata_new ();
  g_autoptr(LimnerPicture) picture = limner_picture_new (20, 10);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  g_autoptr(GBytes) file = NULL;

  foreign->prompt = g_strdup ("their words");
  foreign->seed = g_strdup ("5");
  file = limner_metadata_write (plain, foreign, LIMNER_METADATA_PARAMETERS, NULL);

  for (int format = -1; format <= LIMNER_PICTURE_WEBP; format++)
    for (LimnerExportPrivacy privacy = LIMNER_EXPORT_EVERYTHING; privacy <= LIMNER_EXPORT_NOTHING;
         privacy++)
      {
        const LimnerExportOptions options = {
          .convert = format >= 0, .format = (LimnerPictureFormat) MAX (format, 0), .quality = 90,
          .privacy = privacy, .has_marks = TRUE, .rating = 4, .tags = tags,
        };
        g_autoptr(GBytes) exported = limner_export_make (file, &options, NULL);
        g_autoptr(LimnerMetadata) metadata = limner_metadata_read (exported);

        g_assert_cmpint (metadata->rating, ==, privacy == LIMNER_EXPORT_NOTHING
                                                 ? LIMNER_METADATA_NO_RATING : 4);
        g_assert_true (privacy == LIMNER_EXPORT_NOTHING
                         ? metadata->tags == NULL
                         : g_strv_equal ((const char * const *) metadata->tags, tags));
        g_assert_cmpstr (metadata->prompt, ==,
                         privacy == LIMNER_EXPORT_EVERYTHING ? "their words" : NULL);
      }
}

/* A copy of a picture that somebody enlarged tells in which size it was made, so that its settings
 * make another of that size. */
static void
test_size_of_settings (void)
{
  g_autoptr(LimnerMetadata) foreign = limner_metadata_parse_text (
    "fox\nSteps: 20, Sampler: Euler a, CFG scale: 6.5, Seed: 5, Size: 512x768");
  g_autoptr(LimnerPicture) picture = limner_picture_new (20, 30);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  g_autoptr(GBytes) file = limner_metadata_write (plain, foreign, LIMNER_METADATA_PARAMETERS, NULL);

  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      const LimnerExportOptions options = { .convert = TRUE, .format = format, .quality = 90,
                                            .max_side = 15 };
      g_autoptr(GBytes) exported = limner_export_make (file, &options, NULL);
      g_autoptr(LimnerMetadata) metadata = limner_metadata_read (exported);

      g_assert_cmpint (metadata->width, ==, 512);
      g_assert_cmpint (metadata->height, ==, 768);
    }
}

/* A mark that was taken away is not told; where nothing is to be told, no byte changes. */
static void
test_marks_taken_away (void)
{
  g_autoptr(LimnerMetadata) old = limner_metadata_new ();
  g_autoptr(LimnerMetadata) now = NULL;
  g_autoptr(LimnerPicture) picture = limner_picture_new (20, 10);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
  const LimnerExportOptions none = { .has_marks = TRUE };
  const LimnerExportOptions same = { .has_marks = TRUE, .rating = 5 };
  g_autoptr(GBytes) marked = NULL;
  g_autoptr(GBytes) kept = NULL;
  g_autoptr(GBytes) exported = NULL;
  g_autoptr(GBytes) untouched = limner_export_make (plain, &none, NULL);

  g_assert_true (g_bytes_equal (untouched, plain));
  old->rating = 5;
  marked = limner_metadata_write (plain, old, LIMNER_METADATA_XMP, NULL);
  kept = limner_export_make (marked, &same, NULL);
  g_assert_true (g_bytes_equal (kept, marked));
  exported = limner_export_make (marked, &none, NULL);
  now = limner_metadata_read (exported);
  g_assert_cmpint (now->rating, ==, 0);
}

static void
test_save (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autoptr(GBytes) file = make_file ();

  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *path = limner_export_save (file, folder, "fox", NULL, NULL);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *expected = i == 1 ? g_strdup ("fox.png") : g_strdup_printf ("fox-%d.png", i);
      g_autoptr(GBytes) saved = limner_file_read (path, G_MAXINT32, NULL);

      g_assert_cmpstr (name, ==, expected);
      g_assert_true (g_bytes_equal (saved, file));
    }
  limner_test_remove_folder (folder);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Whatever a template or a file's name gave: it becomes one file of the folder. */
static void
test_hostile_names (void)
{
  static const char *const names[] = {
    "", "../../etc/passwd", "/", "a/b", ".hidden", "..", "狐の絵", "-rf", "a\nb", "x.png", "CON",
  };
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *inner = g_build_filename (folder, "new", "inner", NULL);
  g_autoptr(GBytes) file = make_file ();
  g_autoptr(GString) long_name = g_string_new ("x");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = limner_export_save (file, inner, names[i], NULL, &error);
      g_autofree char *parent = path != NULL ? g_path_get_dirname (path) : NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (parent, ==, inner);
      g_assert_cmpuint (count_files (inner), ==, i + 1);
    }

  for (guint i = 0; i < 200; i++)
    g_string_append (long_name, "é");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = limner_export_save (file, folder, long_name->str, "words", NULL);
      g_autofree char *base = g_path_get_basename (path);

      g_assert_true (g_utf8_validate (base, -1, NULL));
      g_assert_cmpuint (strlen (base), <, 240);
    }
  g_assert_cmpuint (count_files (folder), ==, 7);
  limner_test_remove_folder (folder);
}

/* A caption belongs to one picture, also where two differ only in their endings, and a text that is
 * there already is somebody's. */
static void
test_captions (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *theirs = g_build_filename (folder, "fox.txt", NULL);
  const LimnerExportOptions options = { TRUE, LIMNER_PICTURE_JPEG, 90, 0, LIMNER_EXPORT_NOTHING };
  g_autoptr(GBytes) file = make_file ();
  g_autoptr(GBytes) jpeg = limner_export_make (file, &options, NULL);
  GBytes *const files[] = { file, jpeg, file };
  static const char *const names[] = { "fox-2.png", "fox-3.jpg", "fox-4.png" };

  g_assert_true (g_file_set_contents (theirs, "theirs", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = limner_export_save (files[i], folder, "fox", names[i], NULL);
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *caption = NULL;

      g_assert_cmpstr (base, ==, names[i]);
      strcpy (strrchr (path, '.'), ".txt");
      g_assert_true (g_file_get_contents (path, &caption, NULL, NULL));
      g_assert_cmpstr (caption, ==, names[i]);
    }
  {
    g_autofree char *kept = NULL;

    g_assert_true (g_file_get_contents (theirs, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "theirs");
  }
  limner_test_remove_folder (folder);
}

typedef struct
{
  GBytes     *file;
  const char *folder;
  guint       number;
} Saver;

#define N_SAVERS 8
#define N_SAVES  25

static gpointer
save_thread (gpointer data)
{
  Saver *saver = data;

  for (guint i = 0; i < N_SAVES; i++)
    {
      g_autofree char *words = g_strdup_printf ("%u of %u", i, saver->number);
      g_autofree char *path = limner_export_save (saver->file, saver->folder, "fox", words, NULL);
      g_autofree char *kept = NULL;

      g_assert_nonnull (path);
      strcpy (strrchr (path, '.'), ".txt");
      g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, words);
    }
  return NULL;
}

/* Many save under one name at the same time: none writes over another. */
static void
test_many_at_once (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autoptr(GBytes) file = make_file ();
  Saver savers[N_SAVERS];
  GThread *threads[N_SAVERS];

  for (guint i = 0; i < N_SAVERS; i++)
    {
      savers[i] = (Saver) { file, folder, i };
      threads[i] = g_thread_new ("saver", save_thread, &savers[i]);
    }
  for (guint i = 0; i < N_SAVERS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count_files (folder), ==, 2 * N_SAVERS * N_SAVES);
  limner_test_remove_folder (folder);
}

/* Where nothing can be saved there is a reason, and nothing is left behind. */
static void
test_no_room (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autofree char *no_folder = g_build_filename (folder, "file", NULL);
  g_autofree char *in_it = g_build_filename (no_folder, "deeper", NULL);
  const char *const places[] = { no_folder, in_it, "/proc/self/none", "/sys/none" };
  g_autoptr(GBytes) file = make_file ();
  struct rlimit limit;
  struct rlimit small;

  g_assert_true (g_file_set_contents (no_folder, "x", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_export_save (file, places[i], "fox", "words", &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, LIMNER_ERROR);
    }

  /* A limit of the system stands in for the end of the disk. */
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 100;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = limner_export_save (file, folder, "fox", "words", &error);

    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
    g_assert_null (path);
    g_assert_nonnull (error);
  }
  g_assert_cmpuint (count_files (folder), ==, 1);
  limner_test_remove_folder (folder);
}

static gboolean
has_group (const char *output,
           const char *group)
{
  g_autofree char *mark = g_strdup_printf ("[%s", group);

  return strstr (output, mark) != NULL;
}

/* The list of what a file holds is what another program finds in it. */
static void
assert_list_is_true (const char          *exiftool,
                     const char          *path,
                     GBytes              *exported,
                     LimnerExportPrivacy  privacy)
{
  const char *const argv[] = { exiftool, "-G1", "-s", "-a", "-u", path, NULL };
  g_auto(GStrv) names = limner_export_list (exported, NULL);
  g_autofree char *output = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                               &output, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (g_strv_contains ((const char *const *) names, "XMP"), ==,
                   has_group (output, "XMP-"));
  g_assert_cmpint (g_strv_contains ((const char *const *) names, "Exif"), ==,
                   has_group (output, "IFD0]") || has_group (output, "ExifIFD]"));
  g_assert_cmpint (g_strv_contains ((const char *const *) names, "ICC"), ==,
                   has_group (output, "ICC"));
  g_assert_cmpint (g_strv_contains ((const char *const *) names, "parameters"), ==,
                   strstr (output, "Parameters") != NULL);
  g_assert_cmpint (strstr (output, "secret fox") != NULL, ==,
                   privacy == LIMNER_EXPORT_EVERYTHING);
  g_assert_cmpint (strstr (output, "owner/name") != NULL, ==, privacy != LIMNER_EXPORT_NOTHING);
  if (privacy == LIMNER_EXPORT_NOTHING)
    g_assert_null (names[0]);
}

static void
test_list_is_true (void)
{
  g_autofree char *exiftool = g_find_program_in_path ("exiftool");
  g_autofree char *folder = NULL;
  g_autoptr(GBytes) file = NULL;

  if (exiftool == NULL)
    {
      g_test_skip ("exiftool is not installed");
      return;
    }

  folder = limner_test_make_folder ();
  file = make_file ();
  for (LimnerPictureFormat format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    for (LimnerExportPrivacy privacy = LIMNER_EXPORT_EVERYTHING; privacy <= LIMNER_EXPORT_NOTHING;
         privacy++)
      {
        const LimnerExportOptions options = { TRUE, format, 90, 0, privacy };
        g_autoptr(GBytes) exported = limner_export_make (file, &options, NULL);
        g_autofree char *path = limner_export_save (exported, folder, "list", NULL, NULL);

        assert_list_is_true (exiftool, path, exported, privacy);
      }
  limner_test_remove_folder (folder);
}

static void
test_contact_sheet (void)
{
  g_autofree char *folder = limner_test_make_folder ();
  g_autoptr(GBytes) file = make_file ();
  g_autoptr(LimnerPicture) sheet = NULL;
  g_autofree char *path = limner_export_save (file, folder, "fox", NULL, NULL);
  const char *paths[] = { path, "/nowhere/gone.png", path, NULL };
  g_autoptr(GPtrArray) many = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  const guint8 *pixel;

  sheet = limner_contact_sheet_make (paths, 2, 60, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (sheet), ==, 12 + 2 * 72);
  g_assert_cmpint (limner_picture_get_height (sheet), ==, 12 + 2 * 72);
  /* The picture is twice as wide as high: white above it, itself in the middle. */
  g_assert_cmpint (limner_picture_read_row (sheet, 14)[42 * 4], ==, 255);
  pixel = limner_picture_read_row (sheet, 42) + 42 * 4;
  g_assert_cmpint (ABS (pixel[0] - (200 * 200 + 255 * 55) / 255), <=, 1);
  /* What is gone leaves its place empty. */
  g_assert_cmpint (limner_picture_read_row (sheet, 42)[114 * 4], ==, 255);

  for (int i = 0; i < 2000; i++)
    g_ptr_array_add (many, (gpointer) "/nowhere/gone.png");
  g_ptr_array_add (many, NULL);
  g_assert_null (limner_contact_sheet_make ((const char *const *) many->pdata, 1, 60, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  limner_test_remove_folder (folder);
}

/* A format without a codec here is refused with a reason; with one the file is what it says. */
static void
test_avif (void)
{
  const LimnerExportOptions options = { TRUE, LIMNER_PICTURE_AVIF, 80, 0,
                                        LIMNER_EXPORT_EVERYTHING };
  g_autoptr(GBytes) file = make_file ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) exported = limner_export_make (file, &options, &error);

  g_assert_true (limner_picture_can_encode (LIMNER_PICTURE_PNG));
  if (!limner_picture_can_encode (LIMNER_PICTURE_AVIF))
    {
      g_assert_null (exported);
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (limner_image_sniff_mime (exported), ==, "image/avif");
  g_assert_cmpstr (limner_export_get_extension (exported), ==, "avif");
  g_assert_false (contains (exported, "secret fox"));
  for (LimnerExportPrivacy privacy = LIMNER_EXPORT_EVERYTHING; privacy <= LIMNER_EXPORT_NOTHING;
       privacy++)
    {
      const LimnerExportOptions again = { .quality = 80, .privacy = privacy };
      g_autoptr(GBytes) given = limner_export_make (exported, &again, &error);
      g_auto(GStrv) names = NULL;

      g_assert_no_error (error);
      names = limner_export_list (given, &error);
      g_assert_no_error (error);
      g_assert_false (g_strv_contains ((const char *const *) names, "XMP"));
      g_assert_false (g_strv_contains ((const char *const *) names, "Exif"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/export/privacy", test_privacy);
  g_test_add_func ("/export/marks", test_marks);
  g_test_add_func ("/export/marks-taken-away", test_marks_taken_away);
  g_test_add_func ("/export/size-of-settings", test_size_of_settings);
  g_test_add_func ("/export/avif", test_avif);
  g_test_add_func ("/export/save", test_save);
  g_test_add_func ("/export/hostile-names", test_hostile_names);
  g_test_add_func ("/export/captions", test_captions);
  g_test_add_func ("/export/many-at-once", test_many_at_once);
  g_test_add_func ("/export/no-room", test_no_room);
  g_test_add_func ("/export/list-is-true", test_list_is_true);
  g_test_add_func ("/export/contact-sheet", test_contact_sheet);

  return g_test_run ();
}
