/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-client-private.h"
#include "limner-client-predictions.h"

G_BEGIN_DECLS

LimnerCog        *_limner_cog_new          (LimnerClient            *client);
void              _limner_cog_free         (LimnerCog               *self);
void              _limner_cog_create       (LimnerClient            *client,
                                            LimnerPredictionRequest *request,
                                            gpointer                 tag,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 user_data);
void              _limner_cog_cancel       (LimnerClient            *client,
                                            const char              *id,
                                            gpointer                 tag,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 user_data);
LimnerPrediction *_limner_cog_peek         (LimnerClient            *client,
                                            const char              *id);
void              _limner_cog_get_model    (LimnerClient            *client,
                                            gpointer                 tag,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 user_data);

G_END_DECLS
