/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TestPerson:
 *
 * Somebody who sits before a window: presses real keys and moves a real pointer, through the X
 * server's test extension, and never touches what is not in sight. What is done is counted in
 * steps: a click, a key, a stroke, a drop, or a text with the click into its field is one.
 */
typedef struct _TestPerson TestPerson;

TestPerson *test_person_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void        test_person_free      (TestPerson      *self);
void        test_person_look_at   (TestPerson      *self,
                                   GtkWindow       *window);

/* Steps */
void        test_person_drop      (TestPerson      *self,
                                   const char      *path);
void        test_person_drop_on   (TestPerson      *self,
                                   GtkWidget       *widget,
                                   const char      *path);
void        test_person_drop_files (TestPerson     *self,
                                   GtkWidget       *target,
                                   const char * const *paths);
void        test_person_scroll_to (TestPerson      *self,
                                   GtkWidget       *scroller,
                                   GtkWidget       *widget);
void        test_person_click     (TestPerson      *self,
                                   GtkWidget       *widget);
void        test_person_click_with (TestPerson     *self,
                                   GtkWidget       *widget,
                                   GdkModifierType  modifiers);
void        test_person_turn_wheel (TestPerson     *self,
                                   GtkWidget       *widget,
                                   int              n_notches,
                                   GdkModifierType  modifiers);
void        test_person_drag      (TestPerson      *self,
                                   GtkWidget       *widget,
                                   GtkDragSource   *source,
                                   const double     from[2],
                                   const double     to[2]);
void        test_person_draw      (TestPerson      *self,
                                   GtkWidget       *widget,
                                   const double   (*points)[2],
                                   guint            n_points);
void        test_person_press_key (TestPerson      *self,
                                   guint            key,
                                   GdkModifierType  modifiers);
void        test_person_write     (TestPerson      *self,
                                   GtkWidget       *field,
                                   const char      *text);

guint       test_person_get_steps (TestPerson      *self);
void        test_person_begin     (TestPerson      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPerson, test_person_free)

G_END_DECLS
