/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_DEPLOYMENT (limner_deployment_get_type ())
G_DECLARE_FINAL_TYPE (LimnerDeployment, limner_deployment, LIMNER, DEPLOYMENT, LimnerResource)

const char *limner_deployment_get_owner         (LimnerDeployment *self);
const char *limner_deployment_get_name          (LimnerDeployment *self);
const char *limner_deployment_get_model         (LimnerDeployment *self);
const char *limner_deployment_get_version       (LimnerDeployment *self);
gint64      limner_deployment_get_number        (LimnerDeployment *self);
const char *limner_deployment_get_hardware      (LimnerDeployment *self);
gint64      limner_deployment_get_min_instances (LimnerDeployment *self);
gint64      limner_deployment_get_max_instances (LimnerDeployment *self);
GDateTime  *limner_deployment_get_created_at    (LimnerDeployment *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
