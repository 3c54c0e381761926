/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *limner_markdown_inline_markup (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *limner_markdown_code_markup   (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
