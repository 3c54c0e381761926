/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-error-text.h"
#include "widgets/limner-status.h"

#include "limner-job-row.h"
#include "limner-price-window.h"
#include "limner-queue-caption.h"
#include "limner-queue-panel.h"
#include "limner-queue-walk.h"

/**
 * LimnerQueuePanel:
 *
 * The queue as a list of three parts, one below the other in one list, so that ten thousand jobs
 * cost no more than those in sight:
 *
 *   LimnerJobQueue ─┬→ filter: under way ─────────────────────────┐
 *                   ├→ filter: waiting ───────────────────────────┼→ GtkFlattenListModel → list
 *                   └→ filter: ended → sort: the last one first ──┘   (a heading before each part
 *                                                                      that is not empty, and a
 *                                                                      line where older ones are
 *                                                                      not listed)
 */
struct _LimnerQueuePanel
{
  GtkWidget        parent_instance;

  /* Owned */
  LimnerStudio    *studio;
  GtkStringList   *older;        /* a line at the end, or nothing */
  LimnerJob       *wanted;       /* weak; the one that the keyboard goes to */
  gboolean         keeps_top;
  guint            tick;         /* 0 for none */
  guint            n_frames;     /* for so many frames yet */

  /* Template widgets */
  GtkWidget       *box;
  GtkToggleButton *pause;
  GtkRevealer     *notice;
  GtkLabel        *notice_label;
  GtkWidget       *ask;
  GtkWidget       *caption;
  GtkStack        *stack;
  GtkListView     *list;
};

G_DEFINE_FINAL_TYPE (LimnerQueuePanel, limner_queue_panel, GTK_TYPE_WIDGET)

static LimnerJobQueue *
get_queue (LimnerQueuePanel *self)
{
  return limner_studio_get_queue (self->studio);
}

static void
update_notice (LimnerQueuePanel *self)
{
  LimnerJobQueue *queue = get_queue (self);
  const GError *reason = limner_job_queue_get_pause_reason (queue);
  const GError *over = limner_job_queue_get_budget_reason (queue);
  guint n_held = limner_job_queue_get_n_held (queue);
  g_autofree char *text = NULL;

  if (reason != NULL)
    {
      g_autofree char *sentence = limner_error_to_text (reason);

      /* Translators: %s is a sentence that says why */
      text = g_strdup_printf (_("Paused: %s"), sentence);
    }
  else if (limner_job_queue_get_paused (queue))
    {
      text = g_strdup (_("Paused: what was sent goes on, nothing new is sent"));
    }
  else if (!limner_job_queue_get_online (queue) && limner_job_queue_get_n_waiting (queue) > 0)
    {
      text = g_strdup (_("No network: jobs for hosted models wait"));
    }
  else if (limner_job_queue_get_n_over_budget (queue) > 0)
    {
      text = limner_error_to_text (over);
    }
  else if (n_held > 0)
    {
      text = g_strdup_printf (ngettext ("%u job waits for your word: it costs more than your limit",
                                        "%u jobs wait for your word: they cost more than your "
                                        "limit", n_held), n_held);
    }

  gtk_widget_set_visible (self->ask, text != NULL && n_held > 0);
  if (text != NULL)
    gtk_label_set_label (self->notice_label, text);
  gtk_revealer_set_reveal_child (self->notice, text != NULL);
}

static void
update_older (LimnerQueuePanel *self)
{
  const char *line[] = { _("Older ones are in the gallery"), NULL };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->older));
  gboolean has_older = limner_job_queue_get_n_omitted (get_queue (self)) > 0;

  if (has_older != (n > 0))
    gtk_string_list_splice (self->older, 0, n, has_older ? line : NULL);
}

static void
update_actions (LimnerQueuePanel *self)
{
  LimnerJobQueue *queue = get_queue (self);
  guint n_waiting = limner_job_queue_get_n_waiting (queue);
  guint n_active = limner_job_queue_get_n_active (queue);
  guint n_jobs = g_list_model_get_n_items (G_LIST_MODEL (queue));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.cancel-waiting", n_waiting > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.cancel-all", n_waiting + n_active > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.clear-finished",
                                 n_jobs > n_waiting + n_active);
  gtk_stack_set_visible_child_name (self->stack, n_jobs > 0 ? "list" : "empty");
  update_older (self);
}

static void
queue_notify_cb (LimnerQueuePanel *self)
{
  update_notice (self);
  update_actions (self);
}

static void
cancel_waiting_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  limner_job_queue_cancel_waiting (get_queue (LIMNER_QUEUE_PANEL (widget)));
}

static void
cancel_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  limner_job_queue_cancel_others (get_queue (LIMNER_QUEUE_PANEL (widget)), NULL);
}

static void
clear_finished_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  limner_job_queue_clear_finished (get_queue (LIMNER_QUEUE_PANEL (widget)));
}

static void
ask_again_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  limner_job_queue_ask_again (get_queue (LIMNER_QUEUE_PANEL (widget)));
}

static void
budget_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkWidget *window = limner_price_window_new (LIMNER_QUEUE_PANEL (widget)->studio);

  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_window_present (GTK_WINDOW (window));
}

/* The row that has the focus gets the key. */
static LimnerJobRow *
find_focused_row (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row;

  if (focus == NULL)
    return NULL;
  row = gtk_widget_get_ancestor (focus, LIMNER_TYPE_JOB_ROW);
  if (row == NULL && GTK_IS_STACK (gtk_widget_get_first_child (focus)))
    row = gtk_stack_get_visible_child (GTK_STACK (gtk_widget_get_first_child (focus)));
  return LIMNER_IS_JOB_ROW (row) ? LIMNER_JOB_ROW (row) : NULL;
}

/* The list's own widget around the row of a job, if it has one. */
static GtkWidget *
find_line (LimnerQueuePanel *self,
           LimnerJob        *job)
{
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->list)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *stack = gtk_widget_get_first_child (line);
      GtkWidget *row = GTK_IS_STACK (stack) ? gtk_stack_get_visible_child (GTK_STACK (stack))
                                            : NULL;

      if (LIMNER_IS_JOB_ROW (row) && limner_job_row_get_job (LIMNER_JOB_ROW (row)) == job)
        return line;
    }
  return NULL;
}

static gboolean
has_focus (GtkWidget *line)
{
  GtkRoot *root = gtk_widget_get_root (line);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == line || gtk_widget_is_ancestor (focus, line));
}

static gboolean
give_focus (LimnerQueuePanel *self)
{
  GtkWidget *line = self->wanted != NULL ? find_line (self, self->wanted) : NULL;

  return line != NULL && (has_focus (line) || gtk_widget_grab_focus (line));
}

/* Layout keeps what was at the top where it was in sight, below what came before it, and gives its
 * widgets to other jobs: for some frames it is seen to what is first and what has the keyboard.
 */
static gboolean
frame_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  LimnerQueuePanel *self = LIMNER_QUEUE_PANEL (widget);

  if (self->keeps_top)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
  if (self->wanted != NULL)
    give_focus (self);
  if (--self->n_frames > 0)
    return G_SOURCE_CONTINUE;
  if (self->wanted != NULL && find_line (self, self->wanted) == NULL)
    gtk_widget_grab_focus (widget);

  g_clear_weak_pointer (&self->wanted);
  self->keeps_top = FALSE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
follow_frames (LimnerQueuePanel *self)
{
  self->n_frames = 3;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_cb, NULL, NULL);
}

/* The keyboard to a job. Where the list is about to change, its widgets go to other jobs in the
 * next frames.
 */
static gboolean
focus_job (LimnerQueuePanel *self,
           LimnerJob        *job)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (item == (gpointer) job)
        {
          gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
          break;
        }
    }
  g_set_weak_pointer (&self->wanted, job);
  follow_frames (self);
  return give_focus (self);
}

/* The first job, which is the one below the first heading, else the first button. */
static gboolean
limner_queue_panel_grab_focus (GtkWidget *widget)
{
  LimnerQueuePanel *self = LIMNER_QUEUE_PANEL (widget);
  g_autoptr(GObject) first =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), 1);

  return (LIMNER_IS_JOB (first) && focus_job (self, LIMNER_JOB (first))) ||
         gtk_widget_grab_focus (GTK_WIDGET (self->pause));
}

static GListModel *
get_model (LimnerQueuePanel *self)
{
  return G_LIST_MODEL (gtk_list_view_get_model (self->list));
}

static gboolean
move_focus (LimnerQueuePanel *self,
            LimnerJobRow     *row,
            guint             key)
{
  LimnerJob *from = key == GDK_KEY_Up || key == GDK_KEY_Down ? limner_job_row_get_job (row) : NULL;
  int direction = key == GDK_KEY_Down || key == GDK_KEY_Home ? 1 : -1;
  g_autoptr(LimnerJob) next = NULL;

  if (key != GDK_KEY_Up && key != GDK_KEY_Down && key != GDK_KEY_Home && key != GDK_KEY_End)
    return GDK_EVENT_PROPAGATE;

  next = limner_queue_walk_next (get_model (self), from, direction);
  if (next != NULL)
    focus_job (self, next);
  return GDK_EVENT_STOP;
}

/* One key after the other takes away what one goes over. */
static void
take_away (LimnerQueuePanel *self,
           LimnerJobRow     *row)
{
  LimnerJob *job = limner_job_row_get_job (row);
  gboolean final = limner_job_state_is_final (limner_job_get_state (job));
  g_autoptr(LimnerJob) next = limner_queue_walk_neighbour (get_model (self), job);

  gtk_widget_activate_action (GTK_WIDGET (row), final ? "job.remove" : "job.cancel", NULL);
  if (next != NULL)
    focus_job (self, next);
}

static void
move_job (LimnerQueuePanel *self,
          LimnerJobRow     *row,
          int               direction)
{
  g_autoptr(LimnerJob) job = g_object_ref (limner_job_row_get_job (row));

  gtk_widget_activate_action (GTK_WIDGET (row), "job.move", "i", direction);
  focus_job (self, job);
}

static gboolean
key_pressed_cb (LimnerQueuePanel *self,
                guint             key,
                guint             code,
                GdkModifierType   state)
{
  LimnerJobRow *row = find_focused_row (GTK_WIDGET (self));
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  g_clear_weak_pointer (&self->wanted);
  if (row == NULL || limner_job_row_get_job (row) == NULL)
    return GDK_EVENT_PROPAGATE;

  if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    {
      take_away (self, row);
      return GDK_EVENT_STOP;
    }
  if (control && (key == GDK_KEY_Up || key == GDK_KEY_Down))
    {
      move_job (self, row, key == GDK_KEY_Up ? -1 : 1);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      gtk_widget_activate_action (GTK_WIDGET (row), "job.menu", NULL);
      return GDK_EVENT_STOP;
    }
  if ((state & gtk_accelerator_get_default_mod_mask ()) == 0)
    return move_focus (self, row, key);
  return GDK_EVENT_PROPAGATE;
}

static void
activate_cb (LimnerQueuePanel *self,
             guint             position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr(GObject) item = g_list_model_get_item (model, position);
  LimnerJobRow *row = find_focused_row (GTK_WIDGET (self));

  if (LIMNER_IS_JOB (item) && row != NULL && (gpointer) limner_job_row_get_job (row) == item)
    gtk_widget_activate_action (GTK_WIDGET (row), "job.show", NULL);
}

static void
setup_cb (LimnerQueuePanel *self,
          GtkListItem      *list_item)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *heading = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_add_named (GTK_STACK (stack), heading, "heading");
  gtk_stack_add_named (GTK_STACK (stack), limner_job_row_new (get_queue (self)), "job");
  gtk_list_item_set_child (list_item, stack);
}

/* When a job goes to another part, the list binds all rows behind it again, to the jobs that they
 * had: so a row keeps its job until it gets another one.
 */
static void
bind_cb (LimnerQueuePanel *self,
         GtkListItem      *list_item)
{
  GtkStack *stack = GTK_STACK (gtk_list_item_get_child (list_item));
  GObject *item = gtk_list_item_get_item (list_item);
  gboolean is_job = LIMNER_IS_JOB (item);

  gtk_list_item_set_activatable (list_item, is_job);
  gtk_list_item_set_selectable (list_item, is_job);
  if (is_job)
    limner_job_row_set_job (LIMNER_JOB_ROW (gtk_stack_get_child_by_name (stack, "job")),
                            LIMNER_JOB (item));
  else
    {
      gtk_label_set_label (GTK_LABEL (gtk_stack_get_child_by_name (stack, "heading")),
                           gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
      limner_job_row_set_job (LIMNER_JOB_ROW (gtk_stack_get_child_by_name (stack, "job")), NULL);
    }
  gtk_stack_set_visible_child_name (stack, is_job ? "job" : "heading");
}

/* Other rows have come into sight. */
static void
scrolled_cb (LimnerQueuePanel *self)
{
  GtkWidget *first = self->list != NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->list))
                                        : NULL;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *stack = gtk_widget_get_first_child (child);
      GtkWidget *row = GTK_IS_STACK (stack)
                         ? gtk_stack_get_child_by_name (GTK_STACK (stack), "job") : NULL;

      if (row != NULL)
        limner_job_row_catch_up (LIMNER_JOB_ROW (row));
    }
}

/* Before the list knows of a change: a job that goes to another part takes the keyboard with it. */
static void
list_changes_cb (LimnerQueuePanel *self)
{
  LimnerJobRow *row = find_focused_row (GTK_WIDGET (self));

  if (row == NULL || self->wanted != NULL)
    return;
  g_set_weak_pointer (&self->wanted, limner_job_row_get_job (row));
  follow_frames (self);
}

/* Who looks at the top goes on seeing what is first, with its heading. */
static void
list_changed_cb (LimnerQueuePanel *self)
{
  if (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (
                                  GTK_SCROLLABLE (self->list))) < 1)
    {
      self->keeps_top = TRUE;
      follow_frames (self);
    }
}

static void
limner_queue_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_queue_panel_parent_class)->map (widget);
  LIMNER_QUEUE_PANEL (widget)->keeps_top = TRUE;
  follow_frames (LIMNER_QUEUE_PANEL (widget));
}

static gboolean
is_active (gpointer item,
           gpointer data)
{
  return limner_job_state_is_active (limner_job_get_state (item));
}

static gboolean
is_waiting (gpointer item,
            gpointer data)
{
  return limner_job_get_state (item) == LIMNER_JOB_QUEUED;
}

static gboolean
is_final (gpointer item,
          gpointer data)
{
  return limner_job_state_is_final (limner_job_get_state (item));
}

static int
compare_ends (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  gint64 left = limner_job_get_finished ((LimnerJob *) a);
  gint64 right = limner_job_get_finished ((LimnerJob *) b);

  return left > right ? -1 : left < right;
}

static void
part_changed_cb (GListModel    *part,
                 guint          position,
                 guint          n_removed,
                 guint          n_added,
                 GtkStringList *heading)
{
  const char *title[] = { g_object_get_data (G_OBJECT (heading), "title"), NULL };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (heading));

  if ((g_list_model_get_n_items (part) > 0) != (n > 0))
    gtk_string_list_splice (heading, 0, n, n > 0 ? NULL : title);
}

/* Takes the part. Its heading is there while it is not empty. */
static void
add_part (GListStore *parts,
          GListModel *part,
          const char *title)
{
  g_autoptr(GListModel) owned = part;
  g_autoptr(GtkStringList) heading = gtk_string_list_new (NULL);

  g_object_set_data (G_OBJECT (heading), "title", (gpointer) title);
  /* After the flattened list has taken the change: it counts its parts as they are, and would tell
   * of a heading with numbers that nobody has heard of yet. */
  g_signal_connect_object (part, "items-changed", G_CALLBACK (part_changed_cb), heading,
                           G_CONNECT_AFTER);
  part_changed_cb (part, 0, 0, 0, heading);
  g_list_store_append (parts, heading);
  g_list_store_append (parts, part);
}

static GListModel *
make_part (LimnerQueuePanel        *self,
           GtkCustomFilterFunc      filter)
{
  return G_LIST_MODEL (gtk_filter_list_model_new (
                         G_LIST_MODEL (g_object_ref (get_queue (self))),
                         GTK_FILTER (gtk_custom_filter_new (filter, NULL, NULL))));
}

static void
fill_list (LimnerQueuePanel *self)
{
  g_autoptr(GListStore) parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr(GtkSelectionModel) selection = NULL;
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkSortListModel *ended;
  GListModel *flat;

  add_part (parts, make_part (self, is_active), _("Running"));
  add_part (parts, make_part (self, is_waiting), _("Waiting"));
  ended = gtk_sort_list_model_new (make_part (self, is_final),
                                   GTK_SORTER (gtk_custom_sorter_new (compare_ends, NULL, NULL)));
  add_part (parts, G_LIST_MODEL (ended), _("Done today"));
  self->older = gtk_string_list_new (NULL);
  g_list_store_append (parts, self->older);

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  flat = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&parts))));
  g_signal_connect_object (flat, "items-changed", G_CALLBACK (list_changes_cb), self,
                           G_CONNECT_SWAPPED);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (flat));
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
limner_queue_panel_dispose (GObject *object)
{
  LimnerQueuePanel *self = LIMNER_QUEUE_PANEL (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_weak_pointer (&self->wanted);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_QUEUE_PANEL);
  g_clear_object (&self->older);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_queue_panel_parent_class)->dispose (object);
}

static void
limner_queue_panel_class_init (LimnerQueuePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_queue_panel_dispose;
  widget_class->grab_focus = limner_queue_panel_grab_focus;
  widget_class->map = limner_queue_panel_map;

  g_type_ensure (LIMNER_TYPE_QUEUE_CAPTION);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/limner/Limner/queue/limner-queue-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerQueuePanel, box);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueuePanel, pause);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueuePanel, notice);
  gtk_widget_class_bind_template_child_full (widget_class, "notice-label", FALSE,
                                             G_STRUCT_OFFSET (LimnerQueuePanel, notice_label));
  gtk_widget_class_bind_template_child (widget_class, LimnerQueuePanel, ask);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueuePanel, caption);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueuePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LimnerQueuePanel, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  gtk_widget_class_install_action (widget_class, "queue.cancel-waiting", NULL,
                                   cancel_waiting_action);
  gtk_widget_class_install_action (widget_class, "queue.cancel-all", NULL, cancel_all_action);
  gtk_widget_class_install_action (widget_class, "queue.clear-finished", NULL,
                                   clear_finished_action);
  gtk_widget_class_install_action (widget_class, "queue.ask-again", NULL, ask_again_action);
  gtk_widget_class_install_action (widget_class, "queue.budget", NULL, budget_action);
}

static void
limner_queue_panel_init (LimnerQueuePanel *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *empty;

  gtk_widget_init_template (GTK_WIDGET (self));
  empty = limner_status_new ("view-list-symbolic", _("Nothing in the queue"),
                             _("What you generate is listed here until it is done."));
  gtk_widget_add_css_class (empty, "compact");
  gtk_stack_add_named (self->stack, empty, "empty");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * limner_queue_panel_new:
 * @studio: whose queue is shown
 *
 * Makes the view of a queue.
 *
 * Returns: (transfer full): the widget
 */
GtkWidget *
limner_queue_panel_new (LimnerStudio *studio)
{
  LimnerQueuePanel *self;

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  self = g_object_new (LIMNER_TYPE_QUEUE_PANEL, NULL);
  self->studio = g_object_ref (studio);
  fill_list (self);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)),
                           "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (get_queue (self), "paused", self->pause, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (get_queue (self), "notify", G_CALLBACK (queue_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_queue (self), "items-changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_queue (self), "job-finished", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  queue_notify_cb (self);
  limner_queue_caption_set_studio (LIMNER_QUEUE_CAPTION (self->caption), studio);
  return GTK_WIDGET (self);
}
