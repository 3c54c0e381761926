/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-test.h"
#include "widgets/limner-keys-bind.h"

#define CTRL GDK_CONTROL_MASK
#define SHIFT GDK_SHIFT_MASK

/* A widget whose keys are those of the table. */
typedef GtkWidget TestPad;
typedef GtkWidgetClass TestPadClass;

static GType test_pad_get_type (void);

G_DEFINE_TYPE (TestPad, test_pad, GTK_TYPE_WIDGET)

static void
test_pad_class_init (TestPadClass *klass)
{
  limner_keys_bind (klass, "canvas.undo");
  limner_keys_bind (klass, "canvas.redo");
  limner_keys_bind_action (klass, "canvas.brush", "canvas.tool", g_variant_new_int32 (3));
}

static void
test_pad_init (TestPad *self)
{
}

/* The keys to which a widget's action answers, as accelerators in their order */
static char *
dup_bound (GtkWidget  *widget,
           const char *action)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GListModel) shortcuts = g_list_model_get_item (controllers, i);
      guint n_shortcuts = GTK_IS_SHORTCUT_CONTROLLER (shortcuts)
                            ? g_list_model_get_n_items (shortcuts) : 0;

      for (guint k = 0; k < n_shortcuts; k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (shortcuts, k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
          GtkShortcutAction *its_action = gtk_shortcut_get_action (shortcut);
          g_autofree char *name = NULL;

          if (!GTK_IS_KEYVAL_TRIGGER (trigger) || !GTK_IS_NAMED_ACTION (its_action) ||
              strcmp (gtk_named_action_get_action_name (GTK_NAMED_ACTION (its_action)),
                      action) != 0)
            continue;
          name = gtk_accelerator_name (
            gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)),
            gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)));
          /* The first is bound last: that one menus tell. */
          g_string_prepend (text, text->len > 0 ? " " : "");
          g_string_prepend (text, name);
        }
    }
  return g_strdup (text->str);
}

static void
assert_bound (GtkWidget  *widget,
              const char *action,
              const char *accels)
{
  g_autofree char *bound = dup_bound (widget, action);

  g_assert_cmpstr (bound, ==, accels);
}

static void
assert_accels (const char *id,
               const char *accels)
{
  g_autofree char *now = limner_keys_dup_accels (limner_keys_get_default (), id);

  g_assert_cmpstr (now, ==, accels);
}

static void
count_cb (LimnerKeys *keys,
          guint      *count)
{
  (*count)++;
}

static void
reset (void)
{
  limner_keys_reset_all (limner_keys_get_default ());
}

/* Whatever the table says can be read, and nothing in it stands in its own way. */
static void
test_table (void)
{
  LimnerKeys *keys = limner_keys_get_default ();
  const LimnerKeyInfo *table;
  guint n;

  table = limner_keys_get_table (&n);
  g_assert_cmpuint (n, >, 70);
  for (guint i = 0; i < n; i++)
    {
      g_auto(GStrv) words = g_strsplit (table[i].usual, " ", -1);

      g_assert_true (limner_keys_find (table[i].id) == &table[i]);
      g_assert_cmpstr (table[i].title, !=, "");
      g_assert_cmpint (table[i].place, <, LIMNER_N_KEY_PLACES);
      g_assert_true (i == 0 || table[i].place >= table[i - 1].place);
      for (guint k = 0; words[k] != NULL; k++)
        {
          guint key;
          GdkModifierType modifiers;
          LimnerKeyCheck check;
          const LimnerKeyInfo *other;

          if (strstr (words[k], "...") != NULL)
            continue;
          if (!gtk_accelerator_parse (words[k], &key, &modifiers) || key == 0)
            g_error ("%s: %s", table[i].id, words[k]);
          check = limner_keys_check (keys, table[i].id, key, modifiers, &other);
          if (!table[i].is_fixed && check != LIMNER_KEY_FREE)
            g_error ("%s of %s: %d, %s", words[k], table[i].id, check,
                     other != NULL ? other->id : "");
        }
    }
  g_assert_null (limner_keys_find ("canvas.nothing"));
}

static void
test_check (void)
{
  static const struct
  {
    const char      *id;
    guint            key;
    GdkModifierType  modifiers;
    LimnerKeyCheck   check;
    const char      *other;
  } cases[] = {
    { "win.generate", GDK_KEY_g, 0, LIMNER_KEY_WRITES },
    { "win.generate", GDK_KEY_g, SHIFT, LIMNER_KEY_WRITES },
    { "win.generate", GDK_KEY_g, CTRL, LIMNER_KEY_FREE },
    { "win.generate", GDK_KEY_F5, 0, LIMNER_KEY_TAKEN, "browser.reload" },
    { "win.generate", GDK_KEY_F6, 0, LIMNER_KEY_FREE },
    { "win.generate", GDK_KEY_b, CTRL, LIMNER_KEY_TAKEN, "canvas.mask-background" },
    { "win.generate", GDK_KEY_z, CTRL, LIMNER_KEY_WRITES },
    { "win.generate", GDK_KEY_Z, CTRL | SHIFT, LIMNER_KEY_WRITES },
    { "win.generate", GDK_KEY_Left, CTRL, LIMNER_KEY_WRITES },
    { "win.generate", GDK_KEY_Up, GDK_ALT_MASK, LIMNER_KEY_KEPT, "prompt.earlier" },
    { "win.generate", GDK_KEY_Tab, 0, LIMNER_KEY_UNUSABLE },
    { "canvas.brush", GDK_KEY_b, 0, LIMNER_KEY_FREE },
    { "canvas.brush", GDK_KEY_B, 0, LIMNER_KEY_FREE },
    { "canvas.brush", GDK_KEY_e, 0, LIMNER_KEY_TAKEN, "canvas.eraser" },
    { "canvas.brush", GDK_KEY_q, 0, LIMNER_KEY_TAKEN, "canvas.mask-only" },
    { "canvas.brush", GDK_KEY_a, 0, LIMNER_KEY_FREE },          /* the gallery's */
    { "canvas.brush", GDK_KEY_u, 0, LIMNER_KEY_FREE },          /* a candidate's */
    { "canvas.brush", GDK_KEY_j, CTRL, LIMNER_KEY_TAKEN, "win.show-page::queue" },
    { "canvas.brush", GDK_KEY_backslash, 0, LIMNER_KEY_KEPT, "canvas.original" },
    { "canvas.brush", GDK_KEY_space, 0, LIMNER_KEY_UNUSABLE },
    { "canvas.brush", GDK_KEY_Shift_L, 0, LIMNER_KEY_UNUSABLE },
    { "create.next", GDK_KEY_Right, 0, LIMNER_KEY_FREE },       /* its own */
    { "create.more", GDK_KEY_Right, 0, LIMNER_KEY_UNUSABLE },
    { "gallery.edit", GDK_KEY_3, 0, LIMNER_KEY_KEPT, "gallery.rate-1" },
    { "gallery.edit", GDK_KEY_6, 0, LIMNER_KEY_FREE },
    { "gallery.edit", GDK_KEY_plus, 0, LIMNER_KEY_KEPT, "gallery.zoom-in" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LimnerKeyInfo *other;
      LimnerKeyCheck check = limner_keys_check (limner_keys_get_default (), cases[i].id,
                                                cases[i].key, cases[i].modifiers, &other);

      if (check != cases[i].check ||
          g_strcmp0 (other != NULL ? other->id : NULL, cases[i].other) != 0)
        g_error ("%s, key %x: %d, %s", cases[i].id, cases[i].key, check,
                 other != NULL ? other->id : "nothing");
    }
}

static void
test_set (void)
{
  LimnerKeys *keys = limner_keys_get_default ();

  limner_keys_set (keys, "canvas.brush", GDK_KEY_n, 0);
  assert_accels ("canvas.brush", "n");
  g_assert_true (limner_keys_is_changed (keys, "canvas.brush"));
  limner_keys_set (keys, "canvas.brush", GDK_KEY_b, 0);
  g_assert_false (limner_keys_is_changed (keys, "canvas.brush"));

  /* What had the key keeps its others. */
  limner_keys_set (keys, "canvas.brush", GDK_KEY_y, CTRL);
  assert_accels ("canvas.redo", "<Control><Shift>z");
  limner_keys_set (keys, "canvas.brush", GDK_KEY_e, 0);
  assert_accels ("canvas.eraser", "");
  g_assert_null (limner_keys_dup_label (keys, "canvas.eraser"));

  /* In another place the same key is left alone. */
  assert_accels ("gallery.edit", "e");

  /* Whoever gets the usual keys back takes them from who has them now. */
  limner_keys_reset (keys, "canvas.eraser");
  assert_accels ("canvas.eraser", "e");
  assert_accels ("canvas.brush", "");
  limner_keys_set (keys, "win.generate", 0, 0);
  assert_accels ("win.generate", "");

  reset ();
  assert_accels ("canvas.brush", "b");
  assert_accels ("win.generate", "<Control>Return <Control>KP_Enter");
  assert_accels ("canvas.redo", "<Control><Shift>z <Control>y");
}

/* Any row of keys set and taken: at no time do two answer to one key in the same place. */
static void
test_never_two (void)
{
  LimnerKeys *keys = limner_keys_get_default ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (61);
  const LimnerKeyInfo *table;
  guint n;

  table = limner_keys_get_table (&n);
  for (guint step = 0; step < 400; step++)
    {
      const LimnerKeyInfo *info = &table[g_rand_int_range (rand, 0, (int) n)];
      guint key = (guint) g_rand_int_range (rand, GDK_KEY_a, GDK_KEY_z + 1);
      GdkModifierType modifiers = g_rand_boolean (rand) ? CTRL : 0;
      LimnerKeyCheck check;
      const LimnerKeyInfo *other;

      if (info->is_fixed)
        continue;
      if (g_rand_int_range (rand, 0, 5) == 0)
        {
          limner_keys_reset (keys, info->id);
          continue;
        }
      check = limner_keys_check (keys, info->id, key, modifiers, NULL);
      if (check != LIMNER_KEY_FREE && check != LIMNER_KEY_TAKEN)
        continue;
      limner_keys_set (keys, info->id, key, modifiers);
      check = limner_keys_check (keys, info->id, key, modifiers, &other);
      if (check != LIMNER_KEY_FREE)
        g_error ("step %u: %s and %s", step, info->id, other != NULL ? other->id : "?");
    }
  reset ();
}

/* Another window, or somebody with dconf-editor, changes the setting. */
static void
test_settings (void)
{
  LimnerKeys *keys = limner_keys_get_default ();
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  g_autofree char *long_text = g_strnfill (100000, 'a');
  g_autoptr(GVariant) kept = NULL;
  guint n_changed = 0;
  gulong handler = g_signal_connect (keys, "changed::canvas.brush",
                                     G_CALLBACK (count_cb), &n_changed);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&builder, "{ss}", "canvas.brush", "<Alt>k F7");
  g_variant_builder_add (&builder, "{ss}", "canvas.eraser", "not a key");
  g_variant_builder_add (&builder, "{ss}", "canvas.lasso", long_text);
  g_variant_builder_add (&builder, "{ss}", "canvas.original", "k");     /* fixed */
  g_variant_builder_add (&builder, "{ss}", "canvas.nothing", "k");
  g_settings_set_value (settings, "keys", g_variant_builder_end (&builder));
  limner_test_wait_until (n_changed == 1);
  assert_accels ("canvas.brush", "<Alt>k F7");
  assert_accels ("canvas.eraser", "e");
  assert_accels ("canvas.lasso", "l");
  assert_accels ("canvas.original", "backslash");

  limner_keys_reset (keys, "canvas.brush");
  kept = g_settings_get_value (settings, "keys");
  g_assert_cmpuint (g_variant_n_children (kept), ==, 0);
  g_signal_handler_disconnect (keys, handler);
  reset ();
}

/* A class's keys follow in widgets that are there and in those that come. */
static void
test_bound (void)
{
  LimnerKeys *keys = limner_keys_get_default ();
  GtkWidget *before = g_object_ref_sink (g_object_new (test_pad_get_type (), NULL));
  GtkWidget *after;

  assert_bound (before, "canvas.undo", "<Control>z");
  assert_bound (before, "canvas.redo", "<Shift><Control>z <Control>y");
  assert_bound (before, "canvas.tool", "b");
  limner_keys_set (keys, "canvas.redo", GDK_KEY_r, CTRL);
  limner_keys_set (keys, "canvas.brush", 0, 0);
  after = g_object_ref_sink (g_object_new (test_pad_get_type (), NULL));
  assert_bound (before, "canvas.redo", "<Control>r");
  assert_bound (after, "canvas.redo", "<Control>r");
  assert_bound (before, "canvas.tool", "");
  reset ();
  assert_bound (before, "canvas.redo", "<Shift><Control>z <Control>y");
  assert_bound (after, "canvas.tool", "b");
  limner_test_assert_freed (before);
  limner_test_assert_freed (after);
}

static void
test_tooltips (void)
{
  LimnerKeys *keys = limner_keys_get_default ();
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *button = gtk_button_new ();
  GtkWidget *plain = gtk_button_new ();
  GtkWidget *check = gtk_check_button_new ();

  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), plain);
  gtk_box_append (GTK_BOX (box), check);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_widget_set_tooltip_text (button, "Open a picture");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (plain), "win.something");
  gtk_widget_set_tooltip_text (plain, "Something");
  limner_keys_show_in_tooltips (box);
  limner_keys_show_in_tooltips (box);     /* once is enough */
  limner_keys_show_in_tooltip (check, "canvas.mirror", NULL);

  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Open a picture (Ctrl+O)");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (plain), ==, "Something");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (check), ==, "Shift+Ctrl+H");
  limner_keys_set (keys, "win.open", GDK_KEY_F6, 0);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Open a picture (F6)");
  limner_keys_set (keys, "win.open", 0, 0);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Open a picture");
  reset ();
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Open a picture (Ctrl+O)");
  limner_test_assert_freed (box);
}

static gboolean
tells (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (tells (child, text))
      return TRUE;
  return FALSE;
}

static void
nothing_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
}

/* What is open tells the keys that it has now, in sections too. */
static void
test_menu (void)
{
  static const GActionEntry entries[] = { { .name = "remix", .activate = nothing_cb } };
  LimnerKeys *keys = limner_keys_get_default ();
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (window, "gallery", G_ACTION_GROUP (actions));
  g_menu_append (section, "Remix", "gallery.remix");
  g_menu_append (section, "Open", "gallery.nothing-of-the-table");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  limner_keys_show_in_menu (menu);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));

  limner_test_wait_until (tells (popover, "R"));
  limner_keys_set (keys, "gallery.remix", GDK_KEY_F6, 0);
  limner_test_wait_until (tells (popover, "F6"));
  g_assert_false (tells (popover, "R"));
  g_assert_true (tells (popover, "Open"));
  limner_keys_set (keys, "gallery.remix", 0, 0);
  limner_test_wait_until (!tells (popover, "F6"));
  reset ();
  limner_test_wait_until (tells (popover, "R"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The program's own keys are those that GTK looks for in every window. */
static void
test_application (void)
{
  g_autoptr(GtkApplication) application = gtk_application_new ("io.github.limner.Keys",
                                                               G_APPLICATION_DEFAULT_FLAGS);
  g_auto(GStrv) before = NULL;
  g_auto(GStrv) after = NULL;
  g_auto(GStrv) none = NULL;

  limner_keys_bind_application (application);
  before = gtk_application_get_accels_for_action (application, "win.show-page::models");
  g_assert_cmpstr (before[0], ==, "<Alt>3");
  limner_keys_set (limner_keys_get_default (), "win.show-page::models", GDK_KEY_m, CTRL);
  after = gtk_application_get_accels_for_action (application, "win.show-page::models");
  g_assert_cmpuint (g_strv_length (after), ==, 1);
  g_assert_cmpstr (after[0], ==, "<Control>m");
  none = gtk_application_get_accels_for_action (application, "canvas.undo");
  g_assert_null (none[0]);
  reset ();
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/widgets/keys/table", test_table);
  g_test_add_func ("/widgets/keys/check", test_check);
  g_test_add_func ("/widgets/keys/set", test_set);
  g_test_add_func ("/widgets/keys/never-two", test_never_two);
  g_test_add_func ("/widgets/keys/settings", test_settings);
  g_test_add_func ("/widgets/keys/bound", test_bound);
  g_test_add_func ("/widgets/keys/tooltips", test_tooltips);
  g_test_add_func ("/widgets/keys/menu", test_menu);
  g_test_add_func ("/widgets/keys/application", test_application);

  return g_test_run ();
}
