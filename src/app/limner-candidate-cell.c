/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-candidate-cell.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-progress-ring.h"
#include "widgets/limner-thumbnail.h"

#define CELL_SIZE 88

/**
 * LimnerCandidateCell:
 *
 * Shows one candidate: its picture, or how far the job is, or that it failed and why.
 */
struct _LimnerCandidateCell
{
  GtkWidget           parent_instance;

  /* Children */
  GtkWidget          *overlay;
  LimnerThumbnail    *thumbnail;
  GtkWidget          *waiting;     /* box with ring and label */
  LimnerProgressRing *ring;
  GtkLabel           *label;
  GtkWidget          *failed;

  /* Owned */
  LimnerCandidate    *candidate;
};

G_DEFINE_FINAL_TYPE (LimnerCandidateCell, limner_candidate_cell, GTK_TYPE_WIDGET)

static char *
describe_progress (LimnerJob *job)
{
  switch (limner_job_get_state (job))
    {
    case LIMNER_JOB_QUEUED:
      return g_strdup (_("Waiting"));

    case LIMNER_JOB_SENDING:
    case LIMNER_JOB_SEARCHING:
      return g_strdup (_("Sending"));

    case LIMNER_JOB_STARTING:
      return g_strdup (limner_job_get_cold_boot (job) ? _("Cold start") : _("Starting"));

    case LIMNER_JOB_DOWNLOADING:
      return g_strdup (_("Fetching"));

    case LIMNER_JOB_PROCESSING:
      if (limner_job_get_n_steps (job) > 0)
        return g_strdup_printf ("%u / %u", limner_job_get_step (job), limner_job_get_n_steps (job));
      return g_strdup (_("Painting"));

    case LIMNER_JOB_DONE:
    case LIMNER_JOB_FAILED:
    case LIMNER_JOB_CANCELED:
    case LIMNER_JOB_ABORTED:
    case LIMNER_JOB_LOST:
    default:
      return g_strdup ("");
    }
}

static void
update (LimnerCandidateCell *self)
{
  LimnerJob *job = limner_candidate_get_job (self->candidate);
  LimnerGalleryItem *item = limner_candidate_get_item (self->candidate);
  gboolean is_final = limner_job_state_is_final (limner_job_get_state (job));
  const GError *error = limner_job_get_error (job);
  g_autofree char *progress = describe_progress (job);
  g_autofree char *text = NULL;

  limner_thumbnail_set_path (self->thumbnail,
                             item != NULL ? limner_gallery_item_get_path (item) : NULL);
  gtk_widget_set_visible (self->waiting, item == NULL && !is_final);
  gtk_widget_set_visible (self->failed, item == NULL && is_final);
  limner_progress_ring_set_fraction (self->ring, limner_job_get_progress (job));
  gtk_label_set_label (self->label, progress);

  if (item != NULL)
    text = g_strdup_printf (_("Candidate, seed %s"), limner_gallery_item_get_seed (item) != NULL
                                                       ? limner_gallery_item_get_seed (item)
                                                       : "–");
  else if (is_final)
    text = error != NULL ? limner_error_to_text (error) : g_strdup (_("The job did not finish"));
  else
    text = g_strdup (progress);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Always the same square: a picture is cut to it, whatever its own shape. */
static void
limner_candidate_cell_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  LimnerCandidateCell *self = LIMNER_CANDIDATE_CELL (widget);

  gtk_widget_measure (self->overlay, orientation, -1, NULL, NULL, NULL, NULL);
  *minimum = *natural = CELL_SIZE;
}

static void
limner_candidate_cell_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  gtk_widget_size_allocate (LIMNER_CANDIDATE_CELL (widget)->overlay,
                            &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
limner_candidate_cell_dispose (GObject *object)
{
  LimnerCandidateCell *self = LIMNER_CANDIDATE_CELL (object);

  limner_candidate_cell_set_candidate (self, NULL);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_candidate_cell_parent_class)->dispose (object);
}

static void
limner_candidate_cell_class_init (LimnerCandidateCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_candidate_cell_dispose;

  widget_class->measure = limner_candidate_cell_measure;
  widget_class->size_allocate = limner_candidate_cell_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "candidate");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
limner_candidate_cell_init (LimnerCandidateCell *self)
{
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));

  self->thumbnail = LIMNER_THUMBNAIL (limner_thumbnail_new ());
  limner_thumbnail_set_cover (self->thumbnail, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->thumbnail));

  self->waiting = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_valign (self->waiting, GTK_ALIGN_CENTER);
  self->ring = LIMNER_PROGRESS_RING (limner_progress_ring_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->ring), 32, 32);
  gtk_widget_set_halign (GTK_WIDGET (self->ring), GTK_ALIGN_CENTER);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (self->waiting), GTK_WIDGET (self->ring));
  gtk_box_append (GTK_BOX (self->waiting), GTK_WIDGET (self->label));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->waiting);

  self->failed = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->failed), 32);
  gtk_widget_add_css_class (self->failed, "warning");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->failed);
}

/**
 * limner_candidate_cell_new:
 *
 * Makes a cell that shows nothing yet.
 *
 * Returns: (transfer floating): the cell
 */
GtkWidget *
limner_candidate_cell_new (void)
{
  return g_object_new (LIMNER_TYPE_CANDIDATE_CELL, NULL);
}

/**
 * limner_candidate_cell_set_candidate:
 * @self: a cell
 * @candidate: (nullable): what to show, or %NULL for nothing
 *
 * Binds the cell to a candidate; it follows the job's progress.
 */
void
limner_candidate_cell_set_candidate (LimnerCandidateCell *self,
                                     LimnerCandidate     *candidate)
{
  g_return_if_fail (LIMNER_IS_CANDIDATE_CELL (self));

  if (self->candidate == candidate)
    return;

  if (self->candidate != NULL)
    {
      g_signal_handlers_disconnect_by_data (limner_candidate_get_job (self->candidate), self);
      if (self->overlay != NULL)
        limner_thumbnail_set_path (self->thumbnail, NULL);
    }

  g_set_object (&self->candidate, candidate);
  if (candidate == NULL)
    return;

  g_signal_connect_swapped (limner_candidate_get_job (candidate), "notify", G_CALLBACK (update),
                            self);
  update (self);
}
