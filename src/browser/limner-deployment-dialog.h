/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-studio.h"
#include "wire/limner-deployment.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_DEPLOYMENT_DIALOG (limner_deployment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LimnerDeploymentDialog, limner_deployment_dialog, LIMNER, DEPLOYMENT_DIALOG,
                      AdwWindow)

GtkWidget *limner_deployment_dialog_new (LimnerStudio     *studio,
                                         LimnerClient     *client,
                                         LimnerDeployment *deployment,
                                         GListModel       *hardware) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
