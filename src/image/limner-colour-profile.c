/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <lcms2.h>
#include <string.h>

#include "limner-colour-profile-private.h"

/* Most files say sRGB, in one of many spellings; for them there is nothing to do. */
static gboolean
is_srgb (cmsHPROFILE profile)
{
  char description[128] = { 0 };

  cmsGetProfileInfoASCII (profile, cmsInfoDescription, "en", "US", description,
                          sizeof description - 1);
  return g_strstr_len (description, -1, "sRGB") != NULL ||
         g_strstr_len (description, -1, "IEC61966-2") != NULL;
}

/**
 * _limner_colour_profile_is_srgb:
 * @icc: (nullable): the ICC profile that a picture's colours are in
 *
 * Tells whether the colours can stay as they are.
 *
 * Returns: %TRUE without a profile, and with one that says so
 */
gboolean
_limner_colour_profile_is_srgb (GBytes *icc)
{
  cmsContext context;
  cmsHPROFILE profile;
  gboolean result;

  if (icc == NULL)
    return TRUE;

  context = cmsCreateContext (NULL, NULL);
  profile = cmsOpenProfileFromMemTHR (context, g_bytes_get_data (icc, NULL),
                                      (cmsUInt32Number) g_bytes_get_size (icc));
  result = profile != NULL && is_srgb (profile);
  if (profile != NULL)
    cmsCloseProfile (profile);
  cmsDeleteContext (context);
  return result;
}

/**
 * _limner_colour_profile_apply:
 * @icc: (nullable): the ICC profile that the picture's colours are in
 * @picture: a picture that nobody else has yet
 *
 * Turns its colours into sRGB. A profile that cannot be used changes nothing.
 */
void
_limner_colour_profile_apply (GBytes        *icc,
                              LimnerPicture *picture)
{
  cmsContext context;
  cmsHPROFILE from;
  cmsHPROFILE to;
  cmsHTRANSFORM transform = NULL;

  if (icc == NULL)
    return;

  context = cmsCreateContext (NULL, NULL);
  from = cmsOpenProfileFromMemTHR (context, g_bytes_get_data (icc, NULL),
                                   (cmsUInt32Number) g_bytes_get_size (icc));
  to = cmsCreate_sRGBProfileTHR (context);
  if (from != NULL && to != NULL && cmsGetColorSpace (from) == cmsSigRgbData && !is_srgb (from))
    transform = cmsCreateTransformTHR (context, from, TYPE_RGBA_8, to, TYPE_RGBA_8,
                                       INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_COPY_ALPHA);
  if (transform != NULL)
    {
      gsize stride = limner_picture_get_stride (picture);
      guint8 *pixels = limner_picture_get_pixels (picture);

      for (int y = 0; y < limner_picture_get_height (picture); y++)
        cmsDoTransform (transform, pixels + y * stride, pixels + y * stride,
                        (cmsUInt32Number) limner_picture_get_width (picture));
      cmsDeleteTransform (transform);
    }
  if (to != NULL)
    cmsCloseProfile (to);
  if (from != NULL)
    cmsCloseProfile (from);
  cmsDeleteContext (context);
}
