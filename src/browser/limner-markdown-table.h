/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean   limner_markdown_table_begins (const char         *head,
                                         const char         *below);
GtkWidget *limner_markdown_table_new    (const char * const *lines,
                                         gsize               n_lines,
                                         gsize              *n_read)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
