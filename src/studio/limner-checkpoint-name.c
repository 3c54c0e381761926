/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-checkpoint-name.h"

/* A text with more names than these is not looked through to its end. */
#define MAX_NAMES 64

/**
 * limner_checkpoint_name_strip:
 * @name: what a program calls a checkpoint, or a model's reference
 *
 * Takes away the folder and the kind of the file, and all but letters and digits, so that two
 * spellings of one name are the same.
 *
 * Returns: (transfer full): the rest in lower case, perhaps nothing
 */
char *
limner_checkpoint_name_strip (const char *name)
{
  static const char * const kinds[] = { ".safetensors", ".ckpt", ".gguf", ".pth", ".pt", ".bin" };
  const char *slash;
  g_autofree char *base = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, g_string_free (text, FALSE));

  slash = strrchr (name, '/');
  base = g_ascii_strdown (slash != NULL ? slash + 1 : name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (base, kinds[i]))
      base[strlen (base) - strlen (kinds[i])] = '\0';
  for (const char *p = base; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (*p & 0x80) != 0)
      g_string_append_c (text, *p);
  return g_string_free (text, FALSE);
}

/**
 * limner_checkpoint_name_find:
 * @hashes: (nullable): names with checksums, as A1111 writes what was laid over a checkpoint:
 *   `waves: 12ab, foam: 34cd`
 * @known: (array zero-terminated=1): references of models that are known
 *
 * Finds the first of the names that a known model has.
 *
 * Returns: (transfer none) (nullable): the reference
 */
const char *
limner_checkpoint_name_find (const char         *hashes,
                             const char * const *known)
{
  g_auto(GStrv) parts = g_strsplit (hashes != NULL ? hashes : "", ",", MAX_NAMES);

  g_return_val_if_fail (known != NULL, NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strrchr (parts[i], ':');
      g_autofree char *wanted = NULL;

      if (colon != NULL)
        *colon = '\0';
      wanted = limner_checkpoint_name_strip (parts[i]);
      for (guint j = 0; wanted[0] != '\0' && known[j] != NULL; j++)
        {
          g_autofree char *name = limner_checkpoint_name_strip (known[j]);

          if (g_str_equal (name, wanted))
            return known[j];
        }
    }
  return NULL;
}
