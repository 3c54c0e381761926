/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gdk/x11/gdkx.h>
#include <gmodule.h>

#include "limner-test.h"
#include "test-person.h"


/* More than there is to scroll anywhere */
#define MAX_TURNS 200

/* The extension is looked up when it is needed, so that nobody needs its headers. */
typedef int (*FakeKey)    (Display *, unsigned int, int, unsigned long);
typedef int (*FakeButton) (Display *, unsigned int, int, unsigned long);
typedef int (*FakeMotion) (Display *, int, int, int, unsigned long);

struct _TestPerson
{
  GModule    *module;
  FakeKey     fake_key;
  FakeButton  fake_button;
  FakeMotion  fake_motion;
  Display    *display;
  GtkWindow  *window;          /* borrowed */
  GtkWidget  *scroller;        /* borrowed: where the next thing is, which may move away again */
  guint       steps;
  guint       n_seen[GDK_EVENT_LAST];
};

/* Nothing is done before what was done last has arrived. */
static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          TestPerson               *self)
{
  self->n_seen[gdk_event_get_event_type (event)]++;
  return GDK_EVENT_PROPAGATE;
}

static void
await (TestPerson   *self,
       GdkEventType  type,
       guint         before)
{
  XFlush (self->display);
  limner_test_wait_until (self->n_seen[type] > before);
}

/**
 * test_person_new:
 *
 * Returns: (transfer full) (nullable): somebody, or %NULL where the display has no test extension
 */
TestPerson *
test_person_new (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  TestPerson *self;
  int opcode, event, error;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (!GDK_IS_X11_DISPLAY (display) ||
      !XQueryExtension (gdk_x11_display_get_xdisplay (display), "XTEST", &opcode, &event, &error))
    return NULL;
  G_GNUC_END_IGNORE_DEPRECATIONS

  self = g_new0 (TestPerson, 1);
  self->module = g_module_open ("libXtst.so.6", 0);
  if (self->module == NULL ||
      !g_module_symbol (self->module, "XTestFakeKeyEvent", (gpointer *) &self->fake_key) ||
      !g_module_symbol (self->module, "XTestFakeButtonEvent", (gpointer *) &self->fake_button) ||
      !g_module_symbol (self->module, "XTestFakeMotionEvent", (gpointer *) &self->fake_motion))
    {
      test_person_free (self);
      return NULL;
    }
  g_module_make_resident (self->module);

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  self->display = gdk_x11_display_get_xdisplay (display);
  G_GNUC_END_IGNORE_DEPRECATIONS
  return self;
}

void
test_person_free (TestPerson *self)
{
  g_clear_pointer (&self->module, g_module_close);
  g_free (self);
}

static Window
get_xid (GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  return gdk_x11_surface_get_xid (surface);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

/* What happens in a popover its window does not hear. */
static void
watch (TestPerson *self,
       GtkWidget  *widget)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  GtkEventController *controller;

  if (g_object_get_data (G_OBJECT (native), "watched-by") == self)
    return;

  controller = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (native, controller);
  g_object_set_data (G_OBJECT (native), "watched-by", self);
}

/* Turns to a window that is shown; it gets the keyboard, as a window manager would see to. */
void
test_person_look_at (TestPerson *self,
                     GtkWindow  *window)
{
  self->window = window;
  watch (self, GTK_WIDGET (window));

  limner_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)) &&
                          gtk_widget_get_width (GTK_WIDGET (window)) > 0);
  XMoveWindow (self->display, get_xid (GTK_WIDGET (window)), 0, 0);
  XSetInputFocus (self->display, get_xid (GTK_WIDGET (window)), RevertToParent, CurrentTime);
  XSync (self->display, False);
  limner_test_wait_until (gtk_window_is_active (window));
}

static void
move_to (TestPerson *self,
         GtkWidget  *widget,
         double      x,
         double      y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double dx, dy, at_x, at_y;
  Window child;
  int root_x, root_y;

  gtk_native_get_surface_transform (native, &dx, &dy);
  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &at_x,
                                                   &at_y));
  XTranslateCoordinates (self->display, get_xid (widget), DefaultRootWindow (self->display),
                         (int) (at_x + dx), (int) (at_y + dy), &root_x, &root_y, &child);
  self->fake_motion (self->display, -1, root_x, root_y, 0);
  XFlush (self->display);
}

static void
press (TestPerson *self)
{
  guint before = self->n_seen[GDK_BUTTON_PRESS];

  self->fake_button (self->display, 1, True, 0);
  await (self, GDK_BUTTON_PRESS, before);
}

static void
let_go (TestPerson *self)
{
  guint before = self->n_seen[GDK_BUTTON_RELEASE];

  self->fake_button (self->display, 1, False, 0);
  await (self, GDK_BUTTON_RELEASE, before);
}

/* What is clicked is in sight, answers, and has nothing before it. */
static gboolean
is_within_reach (GtkWidget *widget,
                 double    *x,
                 double    *y)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  GtkWidget *hit;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) ||
      !gtk_widget_translate_coordinates (widget, native, gtk_widget_get_width (widget) / 2.0,
                                         gtk_widget_get_height (widget) / 2.0, x, y))
    return FALSE;
  hit = gtk_widget_pick (native, *x, *y, GTK_PICK_DEFAULT);
  return hit != NULL && (hit == widget || gtk_widget_is_ancestor (hit, widget));
}

/* Where something was seen, and over how many frames it has stood there. */
typedef struct
{
  double x;
  double y;
  gint64 frame;
  guint  n_frames;
} Sight;

/* Nobody aims at what still slides into its place: the button would be gone when it is let go. */
static gboolean
is_at_rest (GtkWidget *widget,
            Sight     *sight)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  double x, y;

  if (clock == NULL || !is_within_reach (widget, &x, &y))
    {
      sight->n_frames = 0;
      return FALSE;
    }

  if (x != sight->x || y != sight->y)
    sight->n_frames = 0;
  else if (gdk_frame_clock_get_frame_counter (clock) != sight->frame)
    sight->n_frames++;
  sight->x = x;
  sight->y = y;
  sight->frame = gdk_frame_clock_get_frame_counter (clock);
  if (sight->n_frames < 3)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  return sight->n_frames >= 3;
}

/* Something may move all the time, so that it is never quiet. */
static gboolean
has_drawn (GtkWidget *widget,
           gint64     frame)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  return gdk_frame_clock_get_frame_counter (clock) > frame + 1;
}

/* Whether it comes to rest within some frames. */
static gboolean
comes_to_rest (GtkWidget *widget)
{
  Sight sight = { 0 };

  for (guint i = 0; i < 30; i++)
    {
      gint64 frame = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (widget));

      if (is_at_rest (widget, &sight))
        return TRUE;
      limner_test_wait_until (has_drawn (widget, frame));
    }
  return FALSE;
}

/* What comes late above a widget pushes it out of sight again. */
static void
await_rest (TestPerson *self,
            GtkWidget  *widget)
{
  GtkWidget *scroller = g_steal_pointer (&self->scroller);
  Sight sight = { 0 };

  while (scroller != NULL && !comes_to_rest (widget))
    test_person_scroll_to (self, scroller, widget);
  self->scroller = NULL;
  limner_test_wait_until (is_at_rest (widget, &sight));
}

static void
click (TestPerson *self,
       GtkWidget  *widget)
{
  watch (self, widget);
  await_rest (self, widget);
  move_to (self, widget, gtk_widget_get_width (widget) / 2.0,
           gtk_widget_get_height (widget) / 2.0);
  press (self);
  let_go (self);
}

void
test_person_click (TestPerson *self,
                   GtkWidget  *widget)
{
  self->steps++;
  click (self, widget);
}

void
test_person_draw (TestPerson     *self,
                  GtkWidget      *widget,
                  const double  (*points)[2],
                  guint           n_points)
{
  self->steps++;
  await_rest (self, widget);
  move_to (self, widget, points[0][0], points[0][1]);
  press (self);
  for (guint i = 1; i < n_points; i++)
    {
      guint before = self->n_seen[GDK_MOTION_NOTIFY];

      move_to (self, widget, points[i][0], points[i][1]);
      await (self, GDK_MOTION_NOTIFY, before);
    }
  let_go (self);
}

/* Drags something from one place of a widget to another. The pointer belongs to the drag from its
 * beginning to its end, so that nothing is seen of it here; its end is for the source to tell. */
void
test_person_drag (TestPerson    *self,
                  GtkWidget     *widget,
                  GtkDragSource *source,
                  const double   from[2],
                  const double   to[2])
{
  self->steps++;
  await_rest (self, widget);
  move_to (self, widget, from[0], from[1]);
  press (self);
  move_to (self, widget, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
  limner_test_wait_until (gtk_drag_source_get_drag (source) != NULL);
  move_to (self, widget, to[0], to[1]);
  limner_test_settle ();
  self->fake_button (self->display, 1, False, 0);
  XFlush (self->display);
}

static void
fake_key (TestPerson *self,
          guint       key,
          gboolean    is_down)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);
  guint before = self->n_seen[GDK_KEY_PRESS];
  KeyCode code = XKeysymToKeycode (self->display, key);

  g_assert_cmpuint (code, !=, 0);
  if (focus != NULL)
    watch (self, focus);
  self->fake_key (self->display, code, is_down, 0);
  /* The window may be gone before the key is up again. */
  if (is_down)
    await (self, GDK_KEY_PRESS, before);
  else
    XFlush (self->display);
}

static void
hold (TestPerson      *self,
      GdkModifierType  modifiers,
      gboolean         is_down)
{
  if (modifiers & GDK_CONTROL_MASK)
    fake_key (self, GDK_KEY_Control_L, is_down);
  if (modifiers & GDK_SHIFT_MASK)
    fake_key (self, GDK_KEY_Shift_L, is_down);
}

/* Up again at once: a key that is down while the machine is busy repeats itself. */
static void
press_key (TestPerson      *self,
           guint            key,
           GdkModifierType  modifiers)
{
  KeyCode code = XKeysymToKeycode (self->display, key);
  guint before;

  g_assert_cmpuint (code, !=, 0);
  hold (self, modifiers, TRUE);
  before = self->n_seen[GDK_KEY_PRESS];
  self->fake_key (self->display, code, True, 0);
  self->fake_key (self->display, code, False, 0);
  await (self, GDK_KEY_PRESS, before);
  hold (self, modifiers, FALSE);
}

/* Keys are held while it is clicked. */
void
test_person_click_with (TestPerson      *self,
                        GtkWidget       *widget,
                        GdkModifierType  modifiers)
{
  self->steps++;
  hold (self, modifiers, TRUE);
  click (self, widget);
  hold (self, modifiers, FALSE);
}

/* Over the middle of something, away from oneself where @n_notches is above zero. */
void
test_person_turn_wheel (TestPerson      *self,
                        GtkWidget       *widget,
                        int              n_notches,
                        GdkModifierType  modifiers)
{
  unsigned int button = n_notches > 0 ? 4 : 5;

  self->steps++;
  await_rest (self, widget);
  move_to (self, widget, gtk_widget_get_width (widget) / 2.0,
           gtk_widget_get_height (widget) / 2.0);
  hold (self, modifiers, TRUE);
  for (int i = 0; i < ABS (n_notches); i++)
    {
      guint before = self->n_seen[GDK_SCROLL];

      self->fake_button (self->display, button, True, 0);
      self->fake_button (self->display, button, False, 0);
      await (self, GDK_SCROLL, before);
    }
  hold (self, modifiers, FALSE);
}

void
test_person_press_key (TestPerson      *self,
                       guint            key,
                       GdkModifierType  modifiers)
{
  self->steps++;
  press_key (self, key, modifiers);
}

/* Lower-case words. What the field holds is replaced. */
void
test_person_write (TestPerson *self,
                   GtkWidget  *field,
                   const char *text)
{
  self->steps++;
  click (self, field);
  limner_test_wait_until (gtk_window_get_focus (self->window) != NULL &&
                          (gtk_window_get_focus (self->window) == field ||
                           gtk_widget_is_ancestor (gtk_window_get_focus (self->window), field)));
  press_key (self, GDK_KEY_a, GDK_CONTROL_MASK);
  for (const char *at = text; *at != '\0'; at++)
    press_key (self, gdk_unicode_to_keyval ((guint32) *at), 0);
}

/* Turns the wheel beside what is scrolled until the widget can be clicked. Looking is no step. */
void
test_person_scroll_to (TestPerson *self,
                       GtkWidget  *scroller,
                       GtkWidget  *widget)
{
  gboolean is_reached = FALSE;

  self->scroller = scroller;
  limner_test_wait_until (gtk_widget_get_mapped (widget) && gtk_widget_get_height (widget) > 0);
  for (guint i = 0; i < MAX_TURNS && !is_reached; i++)
    {
      guint before = self->n_seen[GDK_SCROLL];
      gint64 frame = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (widget));
      double x, y;
      guint button;

      limner_test_wait_until (has_drawn (widget, frame));
      is_reached = is_within_reach (widget, &x, &y);
      if (is_reached)
        break;
      g_assert_true (gtk_widget_translate_coordinates (widget, scroller, 0,
                                                       gtk_widget_get_height (widget) / 2.0,
                                                       &x, &y));
      button = y > gtk_widget_get_height (scroller) / 2.0 ? 5 : 4;
      move_to (self, scroller, 6, gtk_widget_get_height (scroller) / 2.0);
      self->fake_button (self->display, button, True, 0);
      self->fake_button (self->display, button, False, 0);
      await (self, GDK_SCROLL, before);
    }
  g_assert_true (is_reached);
}

/* The one act that no test extension can do: the drop target is told what another program would
 * have let go over @widget; what that does not take its parents may. */
void
test_person_drop_files (TestPerson         *self,
                        GtkWidget          *widget,
                        const char * const *paths)
{
  g_autolist(GFile) files = NULL;
  g_autoptr(GSList) list = NULL;
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  self->steps++;
  for (guint i = 0; paths[i] != NULL; i++)
    {
      files = g_list_append (files, g_file_new_for_path (paths[i]));
      list = g_slist_append (list, g_list_last (files)->data);
    }
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (list));
  for (; widget != NULL && !taken; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
        {
          g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_DROP_TARGET (controller))
            g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
        }
    }
  g_assert_true (taken);
}

void
test_person_drop_on (TestPerson *self,
                     GtkWidget  *widget,
                     const char *path)
{
  const char *paths[] = { path, NULL };

  test_person_drop_files (self, widget, paths);
}

/* Somewhere in the window. */
void
test_person_drop (TestPerson *self,
                  const char *path)
{
  test_person_drop_on (self, GTK_WIDGET (self->window), path);
}

guint
test_person_get_steps (TestPerson *self)
{
  return self->steps;
}

void
test_person_begin (TestPerson *self)
{
  self->steps = 0;
}
