/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-sweep-page.h"

#include <glib/gi18n.h>

#include "studio/limner-sweep-export.h"
#include "studio/limner-sweep-list.h"
#include "widgets/limner-dialogs.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-status.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-sweep-report.h"
#include "limner-sweep-sheet.h"
#include "limner-sweep-tile.h"
#include "limner-sweep-title.h"
#include "limner-sweep-wheel.h"

#define SMALLEST 64
#define LARGEST 512
#define USUAL 176
#define ROWS_AT_ONCE 6

/**
 * LimnerSweepPage:
 *
 * One sweep as a grid that fills while it is made: columns are the first axis, rows the second, and
 * blocks of rows the third. Headings stay in sight: those of columns and those of rows are grids of
 * their own, as wide and as high as what they stand at, and each scrolls one way with it. With one
 * axis, such as that of files, the tiles fill lines as wide as the window. The tiles are the
 * pictures of the gallery.
 */
struct _LimnerSweepPage
{
  GtkWidget        parent_instance;

  /* Owned */
  LimnerStudio    *studio;
  LimnerSweep     *sweep;        /* that is shown */
  GCancellable    *cancellable;
  guint            build_source;
  guint            next_row;     /* of the grid, while it is being built */

  GtkWidget       *stack;
  GtkDropDown     *chooser;
  GtkWidget       *progress;
  GtkToggleButton *pause;
  GtkRange        *zoom;
  GtkGrid         *grid;
  GtkGrid         *above;        /* the headings of columns */
  GtkGrid         *beside;       /* the headings of rows */
  GtkWidget       *lines[2];     /* what is above, and what is below it */
  GPtrArray       *groups;       /* (owned) GtkSizeGroup of each column, then of each row */
  GtkWidget       *flow;
  GtkLabel        *notice;
};

G_DEFINE_FINAL_TYPE (LimnerSweepPage, limner_sweep_page, GTK_TYPE_WIDGET)

static LimnerSweepList *
get_list (LimnerSweepPage *self)
{
  return limner_studio_get_sweeps (self->studio);
}

static guint
count_columns (LimnerSweepPage *self)
{
  return limner_sweep_plan_get_axis (limner_sweep_get_plan (self->sweep), 0)->values->len;
}

static GtkWidget *
make_heading (const char *title,
              const char *value,
              gboolean    above)
{
  g_autofree char *text = title != NULL ? g_strdup_printf ("%s\n%s", title, value)
                                        : g_strdup (value);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_justify (GTK_LABEL (label), above ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_RIGHT);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 4);
  gtk_label_set_xalign (GTK_LABEL (label), above ? 0.5F : 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), above ? 12 : 16);
  gtk_label_set_width_chars (GTK_LABEL (label), above ? 4 : 10);
  gtk_widget_set_tooltip_text (label, value);
  gtk_widget_set_valign (label, above ? GTK_ALIGN_END : GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "caption-heading");
  return label;
}

/* The headings of the rows: the value of the second axis, and of the third. They are as high as
 * @tile.
 */
static void
add_row_heading (LimnerSweepPage *self,
                 guint            row,
                 GtkWidget       *tile)
{
  GtkSizeGroup *height = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);
  const LimnerSweepPlan *plan = limner_sweep_get_plan (self->sweep);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  guint rest = row;

  for (guint axis = 1; axis < plan->axes->len; axis++)
    {
      const LimnerSweepAxis *found = limner_sweep_plan_get_axis (plan, axis);
      guint place = rest % found->values->len;

      rest /= found->values->len;
      gtk_box_append (GTK_BOX (box), make_heading (found->title,
                                                   limner_sweep_axis_get (found, place)->label,
                                                   FALSE));
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (box, TRUE);
  gtk_box_append (GTK_BOX (outer), box);
  g_ptr_array_add (self->groups, height);
  gtk_size_group_add_widget (height, outer);
  gtk_size_group_add_widget (height, tile);
  gtk_grid_attach (self->beside, outer, 0, (int) row, 1, 1);
}

static gboolean
is_row_dropped (LimnerSweepPage *self,
                guint            row)
{
  const LimnerSweepPlan *plan = limner_sweep_get_plan (self->sweep);
  guint n = count_columns (self);

  for (guint i = 0; i < n; i++)
    {
      if (!plan->dropped[row * n + i])
        return FALSE;
    }
  return TRUE;
}

static void
build_row (LimnerSweepPage *self,
           guint            row)
{
  guint n = count_columns (self);
  int side = (int) gtk_range_get_value (self->zoom);
  GtkWidget *tile = NULL;

  if (is_row_dropped (self, row))
    return;
  for (guint i = 0; i < n; i++)
    {
      if (limner_sweep_get_dropped (self->sweep, 0, i))
        continue;
      tile = limner_sweep_tile_new (self->sweep, limner_studio_get_store (self->studio),
                                    row * n + i);
      limner_sweep_tile_set_side (LIMNER_SWEEP_TILE (tile), side);
      gtk_size_group_add_widget (self->groups->pdata[i], tile);
      gtk_grid_attach (self->grid, tile, (int) i, (int) row, 1, 1);
    }
  if (tile != NULL)
    add_row_heading (self, row, tile);
}

static gboolean
is_flow (LimnerSweepPage *self)
{
  return limner_sweep_get_plan (self->sweep)->axes->len == 1;
}

/* A tile of the only axis, with its heading above it. */
static void
build_flow_tile (LimnerSweepPage *self,
                 guint            cell)
{
  const LimnerSweepAxis *axis = limner_sweep_plan_get_axis (limner_sweep_get_plan (self->sweep), 0);
  GtkWidget *box, *tile;

  if (limner_sweep_get_dropped (self->sweep, 0, cell))
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  tile = limner_sweep_tile_new (self->sweep, limner_studio_get_store (self->studio), cell);
  limner_sweep_tile_set_side (LIMNER_SWEEP_TILE (tile), (int) gtk_range_get_value (self->zoom));
  gtk_box_append (GTK_BOX (box), make_heading (NULL, limner_sweep_axis_get (axis, cell)->label,
                                               TRUE));
  gtk_box_append (GTK_BOX (box), tile);
  gtk_widget_set_parent (box, self->flow);
}

/* Some rows at a time, so that two thousand tiles do not hold up the window. */
static gboolean
build_cb (gpointer data)
{
  LimnerSweepPage *self = data;
  gboolean flow = is_flow (self);
  guint n_columns = flow ? 1 : count_columns (self);
  guint n_rows = limner_sweep_get_plan (self->sweep)->n_cells / n_columns;
  guint n = MAX (1, ROWS_AT_ONCE * 8 / n_columns);

  for (; n > 0 && self->next_row < n_rows; n--)
    {
      if (flow)
        build_flow_tile (self, self->next_row++);
      else
        build_row (self, self->next_row++);
    }
  if (self->next_row < n_rows)
    return G_SOURCE_CONTINUE;
  self->build_source = 0;
  return G_SOURCE_REMOVE;
}

static void
clear_flow (LimnerSweepPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->flow)) != NULL)
    gtk_widget_unparent (child);
}

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

/* Lines of tiles are as wide as the window; a grid stands in its middle, next to its headings. */
static void
make_room (LimnerSweepPage *self)
{
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < count_columns (self); i++)
    g_ptr_array_add (self->groups, gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL));
  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    gtk_widget_set_halign (self->lines[i], is_flow (self) ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  gtk_widget_set_visible (gtk_widget_get_first_child (self->lines[1]), !is_flow (self));
}

static void
build_grid (LimnerSweepPage *self)
{
  const LimnerSweepAxis *across;

  g_clear_handle_id (&self->build_source, g_source_remove);
  clear_grid (self->grid);
  clear_grid (self->above);
  clear_grid (self->beside);
  clear_flow (self);
  if (self->sweep == NULL)
    return;

  across = limner_sweep_plan_get_axis (limner_sweep_get_plan (self->sweep), 0);
  make_room (self);
  for (guint i = 0; !is_flow (self) && i < across->values->len; i++)
    {
      GtkWidget *heading;

      if (limner_sweep_get_dropped (self->sweep, 0, i))
        continue;
      heading = make_heading (across->title, limner_sweep_axis_get (across, i)->label, TRUE);
      gtk_size_group_add_widget (self->groups->pdata[i], heading);
      gtk_grid_attach (self->above, heading, (int) i, 0, 1, 1);
    }
  self->next_row = 0;
  if (build_cb (self))
    self->build_source = g_idle_add (build_cb, self);
}

static void
update_progress (LimnerSweepPage *self)
{
  guint n_done, n_failed, n_left;
  g_autofree char *text = limner_sweep_report_dup_progress (self->sweep);
  g_autofree char *report = limner_sweep_report_dup (self->sweep);
  const GError *error = limner_sweep_get_error (self->sweep);
  g_autofree char *sentence = error != NULL ? limner_error_to_text (error) : NULL;
  g_autofree char *told = g_strjoin ("\n", sentence != NULL ? sentence : report,
                                     sentence != NULL ? report : NULL, NULL);
  gboolean paused = limner_sweep_get_paused (self->sweep);

  limner_sweep_count (self->sweep, &n_done, &n_failed, &n_left);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 n_done + n_failed + n_left > 0
                                   ? (double) (n_done + n_failed) / (n_done + n_failed + n_left)
                                   : 0);
  gtk_toggle_button_set_active (self->pause, paused);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pause), n_left > 0);
  gtk_label_set_label (self->notice, told);
  /* A warning only where something is wrong. */
  gtk_widget_set_css_classes (GTK_WIDGET (self->notice), (const char *[]) {
    error != NULL || n_failed > 0 ? "limner-queue-notice" : "limner-sweep-report", NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->notice), *told != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sweep.redo-failed",
                                 n_failed > 0 || limner_sweep_report_lacks_copies (self->sweep));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sweep.save-sheet", n_done > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sweep.save-folder", n_done > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sweep.cancel", n_left > 0);
}

static guint
count_dropped (LimnerSweep *sweep)
{
  const LimnerSweepPlan *plan = limner_sweep_get_plan (sweep);
  guint n = 0;

  for (guint i = 0; i < plan->n_cells; i++)
    n += plan->dropped[i];
  return n;
}

static void
sweep_changed_cb (LimnerSweepPage *self)
{
  guint n_dropped = count_dropped (self->sweep);

  update_progress (self);
  /* Rows that are left out go from the grid. */
  if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->grid), "n-dropped")) == n_dropped)
    return;
  g_object_set_data (G_OBJECT (self->grid), "n-dropped", GUINT_TO_POINTER (n_dropped));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sweep.take-back", n_dropped > 0);
  build_grid (self);
}

static void
show_sweep (LimnerSweepPage *self,
            LimnerSweep     *sweep)
{
  if (self->sweep == sweep)
    return;
  if (self->sweep != NULL)
    g_signal_handlers_disconnect_by_data (self->sweep, self);
  g_set_object (&self->sweep, sweep);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), sweep != NULL ? "sweep" : "empty");
  if (sweep == NULL)
    {
      build_grid (self);
      return;
    }
  g_object_set_data (G_OBJECT (self->grid), "n-dropped", GUINT_TO_POINTER (count_dropped (sweep)));
  g_signal_connect_object (sweep, "changed", G_CALLBACK (sweep_changed_cb), self,
                           G_CONNECT_SWAPPED);
  limner_sweep_load (sweep);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sweep.take-back", count_dropped (sweep) > 0);
  build_grid (self);
  update_progress (self);
}

static void
chosen_cb (LimnerSweepPage *self)
{
  show_sweep (self, gtk_drop_down_get_selected_item (self->chooser));
}

static void
pause_cb (LimnerSweepPage *self)
{
  if (self->sweep != NULL)
    limner_sweep_set_paused (self->sweep, gtk_toggle_button_get_active (self->pause));
}

static void
zoom_cb (LimnerSweepPage *self)
{
  int side = (int) gtk_range_get_value (self->zoom);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (LIMNER_IS_SWEEP_TILE (child))
        limner_sweep_tile_set_side (LIMNER_SWEEP_TILE (child), side);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (self->flow); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    limner_sweep_tile_set_side (LIMNER_SWEEP_TILE (gtk_widget_get_last_child (child)), side);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LimnerSweepPage *self = LIMNER_SWEEP_PAGE (widget);
  double factor = g_variant_get_int32 (parameter) > 0 ? 1.25 : 0.8;

  gtk_range_set_value (self->zoom, gtk_range_get_value (self->zoom) * factor);
}

static void
toast (LimnerSweepPage *self,
       const char      *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
tell_outcome (LimnerSweepPage *self,
              const GError    *error)
{
  g_autofree char *text = error != NULL ? limner_error_to_text (error) : g_strdup (_("Saved"));

  toast (self, text);
}

static void
sheet_saved_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(LimnerSweepPage) self = data;
  g_autoptr(GError) error = NULL;

  limner_sweep_sheet_save_finish (LIMNER_SWEEP (object), result, &error);
  tell_outcome (self, error);
}

static void
sheet_chosen_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(LimnerSweepPage) self = data;
  g_autoptr(GFile) file = limner_dialogs_save_finish (result, NULL);

  if (file != NULL && self->sweep != NULL)
    limner_sweep_sheet_save_async (self->sweep, file, self->cancellable, sheet_saved_cb,
                                   g_object_ref (self));
}

static void
save_sheet_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  LimnerSweepPage *self = LIMNER_SWEEP_PAGE (widget);
  /* Translators: a file name, without its ending */
  g_autofree char *proposal = g_strconcat (_("Sweep"), ".png", NULL);

  limner_dialogs_save_async (widget, _("Save as one sheet"), proposal, self->cancellable,
                             sheet_chosen_cb, g_object_ref (self));
}

static void
folder_saved_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(LimnerSweepPage) self = data;
  g_autoptr(GError) error = NULL;

  limner_sweep_export_finish (result, &error);
  tell_outcome (self, error);
}

static void
folder_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(LimnerSweepPage) self = data;
  g_autoptr(GFile) folder = limner_dialogs_choose_folder_finish (result, NULL);

  if (folder != NULL && self->sweep != NULL)
    limner_sweep_copy_async (self->sweep, folder, self->cancellable, folder_saved_cb,
                             g_object_ref (self));
}

static void
save_folder_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  LimnerSweepPage *self = LIMNER_SWEEP_PAGE (widget);

  limner_dialogs_choose_folder_async (widget, _("Copy pictures to a folder"), self->cancellable,
                                      folder_chosen_cb, g_object_ref (self));
}

static void
redo_failed_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  limner_sweep_redo_failed (LIMNER_SWEEP_PAGE (widget)->sweep);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  limner_sweep_cancel (LIMNER_SWEEP_PAGE (widget)->sweep);
}

static void
take_back_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  LimnerSweepPage *self = LIMNER_SWEEP_PAGE (widget);
  guint n = count_columns (self);

  for (guint i = 0; i < n; i++)
    limner_sweep_set_dropped (self->sweep, 0, i, FALSE);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  LimnerSweepPage *self = LIMNER_SWEEP_PAGE (widget);
  g_autoptr(LimnerSweep) sweep = g_object_ref (self->sweep);

  limner_sweep_list_remove (get_list (self), sweep);
}

static void
limner_sweep_page_dispose (GObject *object)
{
  LimnerSweepPage *self = LIMNER_SWEEP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->build_source, g_source_remove);
  if (self->sweep != NULL)
    g_signal_handlers_disconnect_by_data (self->sweep, self);
  g_clear_object (&self->sweep);
  if (self->stack != NULL)
    clear_flow (self);
  if (self->chooser != NULL)
    g_signal_handlers_disconnect_by_data (self->chooser, self);
  self->chooser = NULL;
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_sweep_page_parent_class)->dispose (object);
}

static void
limner_sweep_page_finalize (GObject *object)
{
  g_clear_object (&LIMNER_SWEEP_PAGE (object)->cancellable);
  g_clear_pointer (&LIMNER_SWEEP_PAGE (object)->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_sweep_page_parent_class)->finalize (object);
}

static void
limner_sweep_page_class_init (LimnerSweepPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_sweep_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_sweep_page_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-sweep-page");
  gtk_widget_class_install_action (widget_class, "sweep.save-sheet", NULL, save_sheet_action);
  gtk_widget_class_install_action (widget_class, "sweep.save-folder", NULL, save_folder_action);
  gtk_widget_class_install_action (widget_class, "sweep.redo-failed", NULL, redo_failed_action);
  gtk_widget_class_install_action (widget_class, "sweep.take-back", NULL, take_back_action);
  gtk_widget_class_install_action (widget_class, "sweep.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "sweep.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "sweep.zoom", "i", zoom_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "sweep.zoom",
                                       "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK,
                                       "sweep.zoom", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK,
                                       "sweep.zoom", "i", -1);
}

static GtkWidget *
make_menu_button (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) save = g_menu_new ();
  g_autoptr(GMenu) work = g_menu_new ();
  g_autoptr(GMenu) end = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (save, _("Save as one sheet…"), "sweep.save-sheet");
  g_menu_append (save, _("Copy pictures to a folder…"), "sweep.save-folder");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (save));
  g_menu_append (work, _("Make failed ones again"), "sweep.redo-failed");
  g_menu_append (work, _("Take back what was left out"), "sweep.take-back");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (work));
  g_menu_append (end, _("Cancel the rest"), "sweep.cancel");
  g_menu_append (end, _("Forget this sweep"), "sweep.remove");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More"), -1);
  return button;
}

static GtkWidget *
make_toolbar (LimnerSweepPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_widget_add_css_class (box, "toolbar");
  gtk_widget_add_css_class (box, "limner-sweep-bar");
  self->chooser = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_size_request (GTK_WIDGET (self->chooser), 120, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Sweep"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chooser));

  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_progress_bar_set_ellipsize (GTK_PROGRESS_BAR (self->progress), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->progress, TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->progress);

  self->pause = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->pause), "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause), _("Pause"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Pause"), -1);
  g_signal_connect_swapped (self->pause, "toggled", G_CALLBACK (pause_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pause));

  self->zoom = GTK_RANGE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, SMALLEST, LARGEST,
                                                    16));
  gtk_range_set_value (self->zoom, USUAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->zoom), 60, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->zoom), _("Size of the pictures"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Size of the pictures"), -1);
  g_signal_connect_swapped (self->zoom, "value-changed", G_CALLBACK (zoom_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->zoom));
  gtk_box_append (GTK_BOX (box), make_menu_button ());
  return box;
}

static GtkGrid *
make_grid (const char *css_class)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_widget_set_valign (grid, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (grid, css_class);
  return GTK_GRID (grid);
}

/* Scrolls one way with @scroller, and not the other way. */
static GtkWidget *
make_headings (GtkGrid           *grid,
               GtkScrolledWindow *scroller,
               gboolean           sideways)
{
  GtkScrolledWindow *window = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  gtk_scrolled_window_set_policy (window, sideways ? GTK_POLICY_EXTERNAL : GTK_POLICY_NEVER,
                                  sideways ? GTK_POLICY_NEVER : GTK_POLICY_EXTERNAL);
  if (sideways)
    gtk_scrolled_window_set_hadjustment (window, gtk_scrolled_window_get_hadjustment (scroller));
  else
    gtk_scrolled_window_set_vadjustment (window, gtk_scrolled_window_get_vadjustment (scroller));
  gtk_scrolled_window_set_propagate_natural_width (window, TRUE);
  gtk_scrolled_window_set_child (window, GTK_WIDGET (grid));
  return GTK_WIDGET (window);
}

/* The corner is as wide as the headings of rows. */
static void
add_lines (LimnerSweepPage *self,
           GtkBox          *box,
           GtkWidget       *scroller)
{
  g_autoptr(GtkSizeGroup) width = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *corner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *beside;

  self->groups = g_ptr_array_new_with_free_func (g_object_unref);
  self->above = make_grid ("limner-sweep-above");
  self->beside = make_grid ("limner-sweep-beside");
  for (guint i = 0; i < G_N_ELEMENTS (self->lines); i++)
    {
      self->lines[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_box_append (box, self->lines[i]);
    }
  gtk_box_append (GTK_BOX (self->lines[0]), corner);
  gtk_box_append (GTK_BOX (self->lines[0]),
                  make_headings (self->above, GTK_SCROLLED_WINDOW (scroller), TRUE));
  beside = make_headings (self->beside, GTK_SCROLLED_WINDOW (scroller), FALSE);
  gtk_box_append (GTK_BOX (self->lines[1]), beside);
  gtk_box_append (GTK_BOX (self->lines[1]), scroller);
  gtk_size_group_add_widget (width, corner);
  gtk_size_group_add_widget (width, beside);
  g_object_set_data_full (G_OBJECT (corner), "width", g_steal_pointer (&width), g_object_unref);
}

static void
limner_sweep_page_init (LimnerSweepPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *tiles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *empty =
    limner_status_new ("view-grid-symbolic", _("No sweeps yet"),
                       _("Click an input of the form with the other mouse button and choose "
                         "Sweep to see what it does."));

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), box, "sweep");

  limner_sweep_wheel_add (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (box), make_toolbar (self));
  self->notice = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->notice, TRUE);
  gtk_label_set_wrap_mode (self->notice, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->notice, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "limner-queue-notice");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  self->grid = make_grid (NULL);
  gtk_widget_add_css_class (tiles, "limner-sweep-grid");
  self->flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->flow, limner_wrap_layout_new (9, 9));
  gtk_box_append (GTK_BOX (tiles), self->flow);
  gtk_box_append (GTK_BOX (tiles), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), tiles);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  add_lines (self, GTK_BOX (box), scroller);
}

/**
 * limner_sweep_page_new:
 * @studio: the studio
 *
 * Makes the page, with the last sweep.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
limner_sweep_page_new (LimnerStudio *studio)
{
  LimnerSweepPage *self = g_object_new (LIMNER_TYPE_SWEEP_PAGE, NULL);
  g_autoptr(GtkListItemFactory) factory = limner_sweep_title_factory_new ();

  self->studio = g_object_ref (studio);
  gtk_drop_down_set_factory (self->chooser, factory);
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (get_list (self)));
  g_signal_connect_swapped (self->chooser, "notify::selected-item", G_CALLBACK (chosen_cb), self);
  chosen_cb (self);
  return GTK_WIDGET (self);
}

/**
 * limner_sweep_page_show:
 * @self: the page
 * @id: a sweep's id
 *
 * Shows a sweep.
 */
void
limner_sweep_page_show (LimnerSweepPage *self,
                        const char      *id)
{
  GListModel *list;

  g_return_if_fail (LIMNER_IS_SWEEP_PAGE (self));
  g_return_if_fail (id != NULL);

  list = G_LIST_MODEL (get_list (self));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(LimnerSweep) sweep = g_list_model_get_item (list, i);

      if (g_str_equal (limner_sweep_get_id (sweep), id))
        gtk_drop_down_set_selected (self->chooser, i);
    }
}
