/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "edit/limner-edit-plan.h"
#include "edit/limner-edit-steps.h"
#include "image/limner-picture.h"
#include "image/limner-plane.h"
#include "jobs/limner-job-spec.h"
#include "paint/limner-layers.h"
#include "schema/limner-values.h"
#include "store/limner-store.h"
#include "wire/limner-model.h"

#include "limner-edit-options.h"
#include "limner-recipe.h"

G_BEGIN_DECLS

/** What limner_spec_check_values() says of a prompt without the word that the model looks for. */
#define LIMNER_SPEC_TRIGGER_MISSING \
  "The prompt has to hold the word “%s”: this model looks for it"

/**
 * LimnerSpecRequest:
 * @server: id of the server
 * @model: `owner/name`
 * @version: (nullable): version id; %NULL for the official endpoint
 * @deployment: (nullable): `owner/name` of the deployment that runs it, where one was chosen
 * @example: (nullable): the inputs of the model's published example
 * @values: the form's values; a copy is taken of what is needed
 * @task: what is to be done, one task
 * @picture: (nullable): the picture that is worked on; none is needed for generating
 * @picture_blob: (nullable): `blob:…` of the file that holds @picture, if there is one
 * @mask: (nullable): what was painted, of the frame's size
 * @layers: (nullable): of the canvas, from which @picture and @mask are made on a thread
 * @frame: the result's extent in the picture's pixels
 * @origin_x: where @picture lies in the one that the user works on, in pixels
 * @origin_y: the same, downwards
 * @options: how an edit is made
 * @parents: (nullable): ids of the gallery items that @picture comes from
 *
 * What a person asks for, before it is turned into what a server is sent.
 */
typedef struct
{
  char              *server;
  char              *model;
  char              *version;
  char              *deployment;
  JsonObject        *example;
  LimnerValues      *values;
  LimnerTasks        task;
  LimnerPicture     *picture;
  char              *picture_blob;
  LimnerPlane       *mask;
  LimnerLayers      *layers;
  LimnerRect         frame;
  int                origin_x;
  int                origin_y;
  LimnerEditOptions  options;
  char             **parents;
} LimnerSpecRequest;

LimnerSpecRequest *limner_spec_request_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void               limner_spec_request_free        (LimnerSpecRequest       *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerSpecRequest, limner_spec_request_free)

char              *limner_spec_request_dup_reference
                                                   (const LimnerSpecRequest *request)
  G_GNUC_WARN_UNUSED_RESULT;
void               limner_spec_request_take_model  (LimnerSpecRequest       *request,
                                                    LimnerModel             *model);
void               limner_spec_request_render      (LimnerSpecRequest       *request);
gboolean           limner_spec_request_works_on_part (const LimnerSpecRequest *request,
                                                    gboolean                 is_painted);
gboolean           limner_spec_request_plan        (const LimnerSpecRequest *request,
                                                    const LimnerRect        *mask_bounds,
                                                    LimnerEditRecipe        *recipe,
                                                    GError                 **error);
guint              limner_spec_request_plan_steps  (const LimnerSpecRequest *request,
                                                    LimnerRect              *frames);
LimnerRecipe      *limner_spec_request_make_recipe (const LimnerSpecRequest *request,
                                                    const LimnerRect        *frames,
                                                    guint                    n_frames)
  G_GNUC_WARN_UNUSED_RESULT;
char             **limner_spec_list_canvas_fields  (LimnerSchema            *schema,
                                                    LimnerTasks              task)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean           limner_spec_check_values        (LimnerValues            *values,
                                                    GError                 **error);
void               limner_spec_build_async         (LimnerStore             *store,
                                                    LimnerSpecRequest       *request,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
LimnerJobSpec     *limner_spec_build_finish        (LimnerStore             *store,
                                                    GAsyncResult            *result,
                                                    GError                 **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
