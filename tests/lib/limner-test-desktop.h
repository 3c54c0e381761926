/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** A name and an object of our own on the test's bus, such as a portal. Begins with zeros. */
typedef struct
{
  GDBusConnection *bus;         /* another one than the program's, as in life; NULL while away */
  guint            name_id;
  guint            object_id;
  gboolean         has_name;
} LimnerTestDesktop;

void  limner_test_desktop_appear         (LimnerTestDesktop          *self,
                                          const char                 *name,
                                          const char                 *path,
                                          const char                 *xml,
                                          const GDBusInterfaceVTable *vtable,
                                          gpointer                    data);
void  limner_test_desktop_appear_portal  (LimnerTestDesktop          *self,
                                          const char                 *xml,
                                          const GDBusInterfaceVTable *vtable,
                                          gpointer                    data);
void  limner_test_desktop_vanish         (LimnerTestDesktop          *self);

/* How portals answer: by a signal of an object that is named after who asks */
char *limner_test_desktop_make_request   (const char                 *sender,
                                          GVariant                   *options)
  G_GNUC_WARN_UNUSED_RESULT;
void  limner_test_desktop_answer         (LimnerTestDesktop          *self,
                                          const char                 *sender,
                                          const char                 *request,
                                          guint                       response,
                                          GVariantBuilder            *results);

G_END_DECLS
