/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-remote-file.h"

/**
 * LimnerRemoteFile:
 *
 * A file that was uploaded to a server, which keeps it for a day.
 */
struct _LimnerRemoteFile
{
  LimnerResource parent_instance;
};

G_DEFINE_FINAL_TYPE (LimnerRemoteFile, limner_remote_file, LIMNER_TYPE_RESOURCE)

static void
limner_remote_file_class_init (LimnerRemoteFileClass *klass)
{
  static const char * const required[] = { "id", NULL };

  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_remote_file_init (LimnerRemoteFile *self)
{
}

static const char *
get_nested (LimnerRemoteFile *self,
            const char       *outer,
            const char       *inner)
{
  JsonObject *json = limner_resource_get_json (LIMNER_RESOURCE (self));

  return limner_json_get_string (limner_json_get_object (json, outer), inner, NULL);
}

/**
 * limner_remote_file_get_id:
 * @self: a file
 *
 * Returns: (transfer none): the server's name for it
 */
const char *
limner_remote_file_get_id (LimnerRemoteFile *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "id");
}

/**
 * limner_remote_file_get_name:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): its file name
 */
const char *
limner_remote_file_get_name (LimnerRemoteFile *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "name");
}

/**
 * limner_remote_file_get_content_type:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): its media type
 */
const char *
limner_remote_file_get_content_type (LimnerRemoteFile *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "content_type");
}

/**
 * limner_remote_file_get_size:
 * @self: a file
 *
 * Returns: its size in bytes, or -1 where the server does not say
 */
gint64
limner_remote_file_get_size (LimnerRemoteFile *self)
{
  return limner_json_get_int (limner_resource_get_json (LIMNER_RESOURCE (self)), "size", -1);
}

/**
 * limner_remote_file_get_sha256:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): its digest, 64 hexadecimal digits
 */
const char *
limner_remote_file_get_sha256 (LimnerRemoteFile *self)
{
  return get_nested (self, "checksums", "sha256");
}

/**
 * limner_remote_file_get_url:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): its address, which is what an input of a model takes
 */
const char *
limner_remote_file_get_url (LimnerRemoteFile *self)
{
  return get_nested (self, "urls", "get");
}

/**
 * limner_remote_file_get_created_at:
 * @self: a file
 *
 * Returns: (transfer full) (nullable): when it was uploaded
 */
GDateTime *
limner_remote_file_get_created_at (LimnerRemoteFile *self)
{
  return limner_resource_get_time (LIMNER_RESOURCE (self), "created_at");
}

/**
 * limner_remote_file_get_expires_at:
 * @self: a file
 *
 * Returns: (transfer full) (nullable): when the server throws it away
 */
GDateTime *
limner_remote_file_get_expires_at (LimnerRemoteFile *self)
{
  return limner_resource_get_time (LIMNER_RESOURCE (self), "expires_at");
}
