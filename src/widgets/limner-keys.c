/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-keys-table.h"
#include "limner-keys.h"

#define SCHEMA "io.github.limner.Limner"
#define SETTING "keys"
/* More than anybody presses; a setting that is longer has been tampered with. */
#define MAX_ACCELS_LENGTH 200

/**
 * LimnerKeys:
 *
 * The keys of the program: what the table gives, and what a person made of it, which is in the
 * settings. Emits `changed` with the id as its detail when what belongs to it has other keys.
 */
struct _LimnerKeys
{
  GObject     parent_instance;

  /* Owned */
  GSettings  *settings;   /* NULL where the schema is not installed */
  GHashTable *own;        /* of accelerators by id, what differs from the table */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerKeys, limner_keys, G_TYPE_OBJECT)

/* Only what the table knows, can be changed and can be read counts. */
static gboolean
is_sound (const char *id,
          const char *accels)
{
  const LimnerKeyInfo *info = limner_keys_find (id);
  g_auto(GStrv) words = NULL;

  if (info == NULL || info->is_fixed || strlen (accels) > MAX_ACCELS_LENGTH)
    return FALSE;

  words = g_strsplit (accels, " ", -1);
  for (int i = 0; words[i] != NULL; i++)
    {
      guint key;
      GdkModifierType modifiers;

      if (!gtk_accelerator_parse (words[i], &key, &modifiers) || key == 0)
        return FALSE;
    }
  return TRUE;
}

static GHashTable *
read_own (LimnerKeys *self)
{
  GHashTable *own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GVariantIter) iter = NULL;
  const char *id;
  const char *accels;

  if (self->settings == NULL)
    return own;

  g_settings_get (self->settings, SETTING, "a{ss}", &iter);
  while (g_variant_iter_loop (iter, "{&s&s}", &id, &accels))
    if (is_sound (id, accels))
      g_hash_table_replace (own, g_strdup (id), g_strdup (accels));
  return own;
}

static void
settings_changed_cb (LimnerKeys *self)
{
  g_autoptr(GHashTable) before = g_steal_pointer (&self->own);
  const LimnerKeyInfo *table;
  guint n;

  self->own = read_own (self);
  table = limner_keys_get_table (&n);
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (g_hash_table_lookup (before, table[i].id),
                     g_hash_table_lookup (self->own, table[i].id)) != 0)
        g_signal_emit (self, signals[CHANGED], g_quark_from_string (table[i].id));
    }
}

static void
write_own (LimnerKeys *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  GHashTableIter iter;
  gpointer id;
  gpointer accels;

  if (self->settings == NULL)
    return;

  g_hash_table_iter_init (&iter, self->own);
  while (g_hash_table_iter_next (&iter, &id, &accels))
    g_variant_builder_add (&builder, "{ss}", id, accels);
  g_settings_set_value (self->settings, SETTING, g_variant_builder_end (&builder));
}

/* What is as in the table is not kept, so that a later table may know better. */
static void
set_own (LimnerKeys *self,
         const char *id,
         const char *accels)
{
  if (g_strcmp0 (accels, limner_keys_find (id)->usual) == 0)
    g_hash_table_remove (self->own, id);
  else
    g_hash_table_replace (self->own, g_strdup (id), g_strdup (accels));
  g_signal_emit (self, signals[CHANGED], g_quark_from_string (id));
}

/* Whether the word names the key; `1...5` names five. */
static gboolean
is_key (const char      *word,
        guint            key,
        GdkModifierType  modifiers)
{
  guint its_key;
  GdkModifierType its_modifiers;

  if (strlen (word) == 5 && memcmp (word + 1, "...", 3) == 0)
    return modifiers == 0 && key >= (guint) word[0] && key <= (guint) word[4];
  return gtk_accelerator_parse (word, &its_key, &its_modifiers) &&
         gdk_keyval_to_lower (its_key) == gdk_keyval_to_lower (key) && its_modifiers == modifiers;
}

static gboolean
has_key (LimnerKeys      *self,
         const char      *id,
         guint            key,
         GdkModifierType  modifiers)
{
  g_autofree char *accels = limner_keys_dup_accels (self, id);
  g_auto(GStrv) words = g_strsplit (accels, " ", -1);

  for (int i = 0; words[i] != NULL; i++)
    if (is_key (words[i], key, modifiers))
      return TRUE;
  return FALSE;
}

/* A candidate is asked before the canvas is, so both may have a key. */
static gboolean
is_same_place (LimnerKeyPlace a,
               LimnerKeyPlace b)
{
  if (a == LIMNER_KEY_TOOLS)
    a = LIMNER_KEY_CANVAS;
  if (b == LIMNER_KEY_TOOLS)
    b = LIMNER_KEY_CANVAS;
  return a == b || a == LIMNER_KEY_WINDOW || b == LIMNER_KEY_WINDOW;
}

static gboolean
is_for_moving (guint key)
{
  static const guint keys[] = {
    GDK_KEY_Tab, GDK_KEY_ISO_Left_Tab, GDK_KEY_Escape, GDK_KEY_Return, GDK_KEY_KP_Enter,
    GDK_KEY_space, GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Up, GDK_KEY_Down, GDK_KEY_Menu,
    GDK_KEY_F10,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i] == key)
      return TRUE;
  return FALSE;
}

/* What fields of text do with Ctrl, in every program */
static gboolean
edits_text (guint           key,
            GdkModifierType modifiers)
{
  guint lower = gdk_keyval_to_lower (key);

  return (modifiers & ~GDK_SHIFT_MASK) == GDK_CONTROL_MASK &&
         ((lower < 0x80 && strchr ("acvxz", (int) lower) != NULL &&
           !(lower == 'v' && (modifiers & GDK_SHIFT_MASK))) ||
          is_for_moving (key) || key == GDK_KEY_BackSpace || key == GDK_KEY_Delete ||
          key == GDK_KEY_Home || key == GDK_KEY_End) &&
         key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_Tab;
}

static gboolean
writes (guint           key,
        GdkModifierType modifiers)
{
  gboolean is_held = (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0;
  gboolean is_function = key >= GDK_KEY_F1 && key <= GDK_KEY_F35;

  return (!is_held && !is_function) || edits_text (key, modifiers);
}

static void
limner_keys_finalize (GObject *object)
{
  LimnerKeys *self = LIMNER_KEYS (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->own, g_hash_table_unref);

  G_OBJECT_CLASS (limner_keys_parent_class)->finalize (object);
}

static void
limner_keys_class_init (LimnerKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_keys_finalize;

  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_KEYS,
                                   G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
limner_keys_init (LimnerKeys *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (schema != NULL)
    {
      self->settings = g_settings_new_full (schema, NULL, NULL);
      g_signal_connect_object (self->settings, "changed::" SETTING,
                               G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
    }
  self->own = read_own (self);
}

/**
 * limner_keys_get_table:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): all that can be done by keys, place by place
 */
const LimnerKeyInfo *
limner_keys_get_table (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  return _limner_keys_table (n);
}

/**
 * limner_keys_find:
 * @id: the name of something that can be done
 *
 * Returns: (transfer none) (nullable): its row in the table
 */
const LimnerKeyInfo *
limner_keys_find (const char *id)
{
  const LimnerKeyInfo *table;
  guint n;

  g_return_val_if_fail (id != NULL, NULL);

  table = _limner_keys_table (&n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (table[i].id, id))
      return &table[i];
  return NULL;
}

/**
 * limner_key_place_get_title:
 * @place: where keys work
 *
 * Returns: (transfer none): its name in the language of the person
 */
const char *
limner_key_place_get_title (LimnerKeyPlace place)
{
  static const char *const titles[] = {
    N_("Window"), N_("Tools"), N_("Canvas"), N_("Candidates"), N_("Gallery"), N_("Models"),
    N_("Prompt"), N_("Queue"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (titles) == LIMNER_N_KEY_PLACES);
  g_return_val_if_fail (place < LIMNER_N_KEY_PLACES, "");

  return _(titles[place]);
}

/**
 * limner_keys_get_default:
 *
 * Returns: (transfer none): the keys of the program, which live as long as it does
 */
LimnerKeys *
limner_keys_get_default (void)
{
  static LimnerKeys *keys;

  if (keys == NULL)
    keys = g_object_new (LIMNER_TYPE_KEYS, NULL);
  return keys;
}

/**
 * limner_keys_dup_accels:
 * @self: the keys
 * @id: something of the table
 *
 * Returns: (transfer full): the accelerators that do it now, separated by spaces; empty for none
 */
char *
limner_keys_dup_accels (LimnerKeys *self,
                        const char *id)
{
  const LimnerKeyInfo *info;
  const char *own;

  g_return_val_if_fail (LIMNER_IS_KEYS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  info = limner_keys_find (id);
  own = g_hash_table_lookup (self->own, id);
  if (own != NULL)
    return g_strdup (own);
  return g_strdup (info != NULL ? info->usual : "");
}

/**
 * limner_keys_dup_label:
 * @self: the keys
 * @id: something of the table
 *
 * Returns: (transfer full) (nullable): the first of its keys for people, such as `Ctrl+Z`; %NULL
 *   where there is none
 */
char *
limner_keys_dup_label (LimnerKeys *self,
                       const char *id)
{
  g_autofree char *accels = limner_keys_dup_accels (self, id);
  g_auto(GStrv) words = g_strsplit (accels, " ", 2);
  guint key;
  GdkModifierType modifiers;

  if (words[0] == NULL || !gtk_accelerator_parse (words[0], &key, &modifiers) || key == 0)
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

/**
 * limner_keys_is_changed:
 * @self: the keys
 * @id: something of the table
 *
 * Returns: whether it has other keys than the table gives it
 */
gboolean
limner_keys_is_changed (LimnerKeys *self,
                        const char *id)
{
  g_return_val_if_fail (LIMNER_IS_KEYS (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_hash_table_contains (self->own, id);
}

/**
 * limner_keys_check:
 * @self: the keys
 * @id: something of the table that is to get a key
 * @key: a key, as in <gdk/gdkkeysyms.h>
 * @modifiers: what is held with it
 * @other: (out) (optional) (nullable): what has the key already
 *
 * Finds what speaks against a key. What works in the whole window cannot be what writes text.
 *
 * Returns: the first thing that does
 */
LimnerKeyCheck
limner_keys_check (LimnerKeys           *self,
                   const char           *id,
                   guint                 key,
                   GdkModifierType       modifiers,
                   const LimnerKeyInfo **other)
{
  const LimnerKeyInfo *info = limner_keys_find (id);
  const LimnerKeyInfo *table;
  guint n;

  g_return_val_if_fail (LIMNER_IS_KEYS (self), LIMNER_KEY_UNUSABLE);
  g_return_val_if_fail (info != NULL, LIMNER_KEY_UNUSABLE);

  if (other != NULL)
    *other = NULL;
  if (!has_key (self, id, key, modifiers) &&
      (!gtk_accelerator_valid (key, modifiers) ||
       (is_for_moving (key) && (modifiers & ~GDK_SHIFT_MASK) == 0)))
    return LIMNER_KEY_UNUSABLE;
  if (info->place == LIMNER_KEY_WINDOW && writes (key, modifiers))
    return LIMNER_KEY_WRITES;

  table = _limner_keys_table (&n);
  for (guint i = 0; i < n; i++)
    {
      if (&table[i] == info || !is_same_place (table[i].place, info->place) ||
          !has_key (self, table[i].id, key, modifiers))
        continue;
      if (other != NULL)
        *other = &table[i];
      return table[i].is_fixed ? LIMNER_KEY_KEPT : LIMNER_KEY_TAKEN;
    }
  return LIMNER_KEY_FREE;
}

/* Takes a key from all others that would answer to it in the same place. */
static void
free_key (LimnerKeys          *self,
          const LimnerKeyInfo *info,
          guint                key,
          GdkModifierType      modifiers)
{
  const LimnerKeyInfo *table;
  guint n;

  table = _limner_keys_table (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *accels = NULL;
      g_auto(GStrv) words = NULL;
      g_autoptr(GString) left = g_string_new (NULL);

      if (&table[i] == info || table[i].is_fixed ||
          !is_same_place (table[i].place, info->place) ||
          !has_key (self, table[i].id, key, modifiers))
        continue;

      accels = limner_keys_dup_accels (self, table[i].id);
      words = g_strsplit (accels, " ", -1);
      for (int k = 0; words[k] != NULL; k++)
        if (!is_key (words[k], key, modifiers))
          g_string_append_printf (left, "%s%s", left->len > 0 ? " " : "", words[k]);
      set_own (self, table[i].id, left->str);
    }
}

/**
 * limner_keys_set:
 * @self: the keys
 * @id: something of the table that is not fixed
 * @key: a key that limner_keys_check() calls free or taken, or 0 for none
 * @modifiers: what is held with it
 *
 * Gives something one key instead of those it had, and takes it from what had it.
 */
void
limner_keys_set (LimnerKeys      *self,
                 const char      *id,
                 guint            key,
                 GdkModifierType  modifiers)
{
  const LimnerKeyInfo *info = limner_keys_find (id);
  g_autofree char *name = key != 0 ? gtk_accelerator_name (key, modifiers) : g_strdup ("");

  g_return_if_fail (LIMNER_IS_KEYS (self));
  g_return_if_fail (info != NULL && !info->is_fixed);

  if (key != 0)
    free_key (self, info, key, modifiers);
  set_own (self, id, name);
  write_own (self);
}

/**
 * limner_keys_reset:
 * @self: the keys
 * @id: something of the table
 *
 * Gives back the keys of the table, and takes them from what has got them meanwhile.
 */
void
limner_keys_reset (LimnerKeys *self,
                   const char *id)
{
  const LimnerKeyInfo *info = limner_keys_find (id);
  g_auto(GStrv) words = NULL;

  g_return_if_fail (LIMNER_IS_KEYS (self));
  g_return_if_fail (info != NULL);

  words = g_strsplit (info->usual, " ", -1);
  for (int i = 0; words[i] != NULL; i++)
    {
      guint key;
      GdkModifierType modifiers;

      if (gtk_accelerator_parse (words[i], &key, &modifiers))
        free_key (self, info, key, modifiers);
    }
  set_own (self, id, info->usual);
  write_own (self);
}

/**
 * limner_keys_reset_all:
 * @self: the keys
 *
 * Makes all keys those of the table.
 */
void
limner_keys_reset_all (LimnerKeys *self)
{
  const LimnerKeyInfo *table;
  guint n;

  g_return_if_fail (LIMNER_IS_KEYS (self));

  table = _limner_keys_table (&n);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (self->own, table[i].id))
      set_own (self, table[i].id, table[i].usual);
  write_own (self);
}
