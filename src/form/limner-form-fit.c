/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "client/limner-client-files.h"

#include "limner-form-fit.h"

/* Pictures with a longer side than this cost time and are made small by most models anyway. */
#define LARGE_SIDE 4096
#define GOOD_SIDE 2048

static LimnerFormMisfit *
misfit_new (char       *text,
            const char *remedy,
            int         width,
            int         height,
            gboolean    fills_alpha)
{
  LimnerFormMisfit *self = g_new0 (LimnerFormMisfit, 1);

  self->text = text;
  self->remedy = remedy;
  self->fit.width = width;
  self->fit.height = height;
  self->fit.fills_alpha = fills_alpha;
  return self;
}

/**
 * limner_form_misfit_free:
 * @self: (transfer full): a misfit
 *
 * Frees a misfit.
 */
void
limner_form_misfit_free (LimnerFormMisfit *self)
{
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

static const LimnerFormPreview *
find_picture_of_mask (LimnerValues      *values,
                      LimnerFormContext *context)
{
  LimnerField *image =
    limner_schema_find_role (limner_values_get_schema (values), LIMNER_ROLE_IMAGE);
  g_autofree char *reference = NULL;

  if (image == NULL)
    return NULL;
  reference = limner_values_get_text (values, limner_field_get_name (image));
  return limner_form_context_get_preview (context, reference);
}

static int
round_to (int   side,
          guint multiple)
{
  int rounded = (int) round ((double) side / multiple) * (int) multiple;

  return MAX (rounded, (int) multiple);
}

static LimnerFormMisfit *
check_mask (const LimnerFormPreview *mask,
            const LimnerFormPreview *image)
{
  if (image == NULL || image->width == 0 ||
      (image->width == mask->width && image->height == mask->height))
    return NULL;

  return misfit_new (g_strdup_printf (_("The mask is %d × %d, the picture %d × %d."), mask->width,
                                      mask->height, image->width, image->height),
                     _("Scale the mask"), image->width, image->height, FALSE);
}

static LimnerFormMisfit *
check_size (const LimnerFormPreview *picture,
            guint                    multiple)
{
  int longer = MAX (picture->width, picture->height);
  double scale = (double) GOOD_SIDE / longer;

  if (longer > LARGE_SIDE)
    return misfit_new (g_strdup (_("It is larger than most models can use.")), _("Make it smaller"),
                       MAX ((int) round (picture->width * scale), 1),
                       MAX ((int) round (picture->height * scale), 1), FALSE);
  if (multiple > 1 && (picture->width % (int) multiple != 0 ||
                       picture->height % (int) multiple != 0))
    return misfit_new (g_strdup_printf (_("The model wants sides that are multiples of %u."),
                                        multiple), _("Scale it"),
                       round_to (picture->width, multiple), round_to (picture->height, multiple),
                       FALSE);
  return NULL;
}

/* A picture can be packed anew, and gets smaller where it has many pixels; other files cannot. */
static LimnerFormMisfit *
check_bytes (const LimnerFormPreview *file)
{
  g_autofree char *has = NULL;
  g_autofree char *may = NULL;
  int longer = MAX (file->width, file->height);
  double scale = longer > 0 ? MIN (1, (double) GOOD_SIDE / longer) : 0;

  has = g_format_size (file->n_bytes);
  may = g_format_size (LIMNER_MAX_UPLOAD);
  /* Translators: both are sizes of files, such as “120 MB” */
  return misfit_new (g_strdup_printf (_("The file has %s, and a server takes no more than %s."),
                                      has, may),
                     longer > 0 ? _("Make it smaller") : NULL,
                     (int) round (file->width * scale), (int) round (file->height * scale), FALSE);
}

/**
 * limner_form_misfit_find:
 * @field: an input that takes a file
 * @values: the form's values
 * @context: what the form shares, with what is known of pictures
 * @reference: (nullable): the file
 *
 * Looks for what may go wrong with a file, and with a picture in particular, before anything is
 * sent.
 *
 * Returns: (transfer full) (nullable): the first thing that does not fit; %NULL where all does, or
 *   where the file is not known yet
 */
LimnerFormMisfit *
limner_form_misfit_find (LimnerField       *field,
                         LimnerValues      *values,
                         LimnerFormContext *context,
                         const char        *reference)
{
  const LimnerFormPreview *picture = limner_form_context_get_preview (context, reference);
  LimnerRole role = limner_field_get_role (field);

  if (picture != NULL && picture->n_bytes > LIMNER_MAX_UPLOAD)
    return check_bytes (picture);
  if (picture == NULL || picture->width == 0 || !limner_field_is_picture (field))
    return NULL;

  if (picture->is_rotated)
    return misfit_new (g_strdup (_("It is stored lying on its side; not every model turns it.")),
                       _("Turn it upright"), 0, 0, FALSE);
  if (role == LIMNER_ROLE_MASK)
    return check_mask (picture, find_picture_of_mask (values, context));
  if (picture->has_alpha && role != LIMNER_ROLE_NONE)
    return misfit_new (g_strdup (_("Parts of it are transparent; models often see black there.")),
                       _("Fill with white"), 0, 0, TRUE);
  return check_size (picture, limner_field_get_multiple (field));
}
