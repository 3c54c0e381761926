/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "schema/limner-schema.h"
#include "store/limner-gallery-item.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_GALLERY_FACTS (limner_gallery_facts_get_type ())
G_DECLARE_FINAL_TYPE (LimnerGalleryFacts, limner_gallery_facts, LIMNER, GALLERY_FACTS, GtkWidget)

const char *limner_gallery_operation_to_text  (const char            *operation);
char       *limner_gallery_output_to_text     (LimnerGalleryItem     *item);

void        limner_gallery_facts_set_item     (LimnerGalleryFacts    *self,
                                               LimnerStore           *store,
                                               LimnerGalleryItem     *item);
void        limner_gallery_facts_set_schema   (LimnerGalleryFacts    *self,
                                               LimnerSchema          *schema);
void        limner_gallery_facts_set_job      (LimnerGalleryFacts    *self,
                                               const LimnerJobRecord *job);
void        limner_gallery_facts_add_text     (GtkGrid               *grid,
                                               int                   *row,
                                               const char            *title,
                                               const char            *text);

G_END_DECLS
