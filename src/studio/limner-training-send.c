/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first half of a training: its pictures become a zip file, that goes to the server, the
 * destination is made, and the training is ordered. */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-files.h"
#include "client/limner-client-models.h"
#include "client/limner-client-predictions.h"
#include "store/limner-store-models.h"

#include "limner-training-run-private.h"
#include "limner-training-set.h"

#define get_text limner_training_run_get_text

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  GError *error = NULL;
  g_autoptr(LimnerTraining) training =
    limner_client_create_training_finish (LIMNER_CLIENT (object), result, &error);

  g_clear_pointer (&self->archive, g_bytes_unref);
  if (training != NULL)
    {
      _limner_training_run_follow (self, training);
    }
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_LOST))
    {
      g_error_free (error);
      _limner_training_run_search (self);
    }
  else
    {
      _limner_training_run_fail (self, error);
    }
}

static JsonObject *
make_input (LimnerTrainingRun *self)
{
  JsonObject *given = limner_json_get_object (self->record, "input");
  JsonObject *input = json_object_new ();
  const char *trigger_field = get_text (self, "trigger_field");
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (given != NULL)
    {
      json_object_iter_init_ordered (&iter, given);
      while (json_object_iter_next_ordered (&iter, &member, &node))
        json_object_set_member (input, member, json_node_copy (node));
    }
  json_object_set_string_member (input, get_text (self, "images_field"), get_text (self, "url"));
  if (trigger_field != NULL)
    json_object_set_string_member (input, trigger_field, get_text (self, "trigger"));
  return input;
}

/* It is written down that the request goes out; now it may. */
static void
sending_written_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  g_autoptr(JsonObject) input = NULL;
  GError *error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (object), result, &error) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      _limner_training_run_fail (self, error);
      return;
    }

  input = make_input (self);
  limner_client_create_training_async (self->client, get_text (self, "trainer"),
                                       get_text (self, "version"), get_text (self, "destination"),
                                       input, NULL, created_cb, g_object_ref (self));
}

static void
send (LimnerTrainingRun *self)
{
  json_object_set_int_member (self->record, "sent", g_get_real_time ());
  _limner_training_run_enter (self, LIMNER_TRAINING_SENDING, NULL, sending_written_cb);
}

/* A destination that could not be made may be there from an earlier try. */
static void
looked_for_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  g_autoptr(LimnerModel) model =
    limner_client_get_model_finish (LIMNER_CLIENT (object), result, NULL);
  GError *why = g_steal_pointer (&self->error);

  if (model == NULL)
    {
      _limner_training_run_fail (self, why);
      return;
    }

  g_error_free (why);
  send (self);
}

static void
destination_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  GError *error = NULL;
  g_autoptr(LimnerModel) model =
    limner_client_create_model_finish (LIMNER_CLIENT (object), result, &error);

  if (model != NULL)
    {
      send (self);
    }
  else if (limner_error_is_cancelled (error))
    {
      _limner_training_run_fail (self, error);
    }
  else
    {
      g_clear_error (&self->error);
      self->error = error;
      limner_client_get_model_async (self->client, get_text (self, "destination"),
                                     self->cancellable, looked_for_cb, g_object_ref (self));
    }
}

static void
make_destination (LimnerTrainingRun *self)
{
  JsonObject *create = limner_json_get_object (self->record, "create");
  g_autofree char *owner = NULL;
  g_autofree char *name = NULL;
  g_autoptr(JsonObject) properties_of_model = NULL;

  if (create == NULL || !limner_model_reference_split (get_text (self, "destination"), &owner,
                                                       &name))
    {
      send (self);
      return;
    }

  properties_of_model = json_object_new ();
  json_object_set_string_member (properties_of_model, "owner", owner);
  json_object_set_string_member (properties_of_model, "name", name);
  json_object_set_string_member (properties_of_model, "visibility",
                                 limner_json_get_string (create, "visibility", "private"));
  json_object_set_string_member (properties_of_model, "hardware",
                                 limner_json_get_string (create, "hardware", "cpu"));
  limner_client_create_model_async (self->client, properties_of_model, self->cancellable,
                                    destination_cb, g_object_ref (self));
}

static void
uploaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  GError *error = NULL;
  g_autoptr(LimnerRemoteFile) file =
    limner_client_upload_file_finish (LIMNER_CLIENT (object), result, &error);

  if (file == NULL)
    {
      _limner_training_run_fail (self, error);
      return;
    }

  json_object_set_string_member (self->record, "url", limner_remote_file_get_url (file));
  make_destination (self);
}

static void
upload_progress_cb (gint64   done,
                    gint64   total,
                    gpointer data)
{
  LimnerTrainingRun *self = LIMNER_TRAINING_RUN (data);

  _limner_training_run_set_progress (self, total > 0 ? (double) done / (double) total : -1);
}

static void
packed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  GError *error = NULL;

  self->archive = limner_training_pack_finish (result, &error);
  if (self->archive != NULL && g_bytes_get_size (self->archive) > LIMNER_MAX_UPLOAD &&
      limner_server_get_kind (limner_client_get_server (self->client)) == LIMNER_SERVER_REPLICATE)
    error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                         "The pictures have more than 100 MB together");
  if (error != NULL)
    {
      _limner_training_run_fail (self, error);
      return;
    }

  _limner_training_run_enter (self, LIMNER_TRAINING_UPLOADING, NULL, NULL);
  limner_client_upload_file_async (self->client, self->archive, "pictures.zip", "application/zip",
                                   NULL, upload_progress_cb, self, self->cancellable, uploaded_cb,
                                   g_object_ref (self));
}

void
_limner_training_run_pack (LimnerTrainingRun *self)
{
  JsonArray *pictures = limner_json_get_array (self->record, "pictures");

  _limner_training_run_enter (self, LIMNER_TRAINING_PACKING, NULL, NULL);
  if (pictures == NULL || get_text (self, "images_field") == NULL)
    {
      _limner_training_run_fail (self, g_error_new (LIMNER_ERROR, LIMNER_ERROR_CORRUPT,
                                                    "The pictures are not known"));
      return;
    }

  limner_training_pack_async (self->store, pictures, self->cancellable, packed_cb,
                              g_object_ref (self));
}
