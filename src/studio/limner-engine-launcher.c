/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-launcher.h"

#include <signal.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#define START_TIMEOUT_SECONDS 120   /* on a computer that is busy with other things */
#define MAX_ADDRESS_BYTES     4096
#define MAX_PARENTS           4

/**
 * LimnerEngineLauncher:
 *
 * Starts the built-in engine as a child process when it is wanted, learns its address and its token
 * from a pipe (so that no other user of the machine can read them), and ends it with itself. When
 * the engine dies, #LimnerEngineLauncher:state goes back to %LIMNER_ENGINE_STOPPED; the next
 * limner_engine_launcher_start_async() starts another, at another address and with another token.
 */
struct _LimnerEngineLauncher
{
  GObject           parent_instance;

  /* Owned */
  char             *data_dir;
  GStrv             arguments;
  char             *base_url;
  char             *token;
  GSubprocess      *process;
  GDataInputStream *output;
  GCancellable     *reading;
  GPtrArray        *waiting;        /* of GTask: those who wait for the start */

  LimnerEngineState state;
  guint             timeout_id;
};

enum {
  PROP_0,
  PROP_STATE,
  PROP_BASE_URL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (LimnerEngineState, limner_engine_state,
                    G_DEFINE_ENUM_VALUE (LIMNER_ENGINE_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (LIMNER_ENGINE_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (LIMNER_ENGINE_RUNNING, "running"))

G_DEFINE_FINAL_TYPE (LimnerEngineLauncher, limner_engine_launcher, G_TYPE_OBJECT)

static void
set_state (LimnerEngineLauncher *self,
           LimnerEngineState     state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
end_process (LimnerEngineLauncher *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->output);
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
}

/* What waits for the process must not keep the launcher alive: it ends with its last user. */
static GWeakRef *
weak_ref_new (LimnerEngineLauncher *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static LimnerEngineLauncher *
weak_ref_take (GWeakRef *weak)
{
  LimnerEngineLauncher *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

/* Everybody who waits for the start gets the same answer: @error, or success where it is NULL. */
static void
finish_start (LimnerEngineLauncher *self,
              const GError         *error)
{
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (error != NULL)
    end_process (self);
  set_state (self, error == NULL ? LIMNER_ENGINE_RUNNING : LIMNER_ENGINE_STOPPED);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (g_task_return_error_if_cancelled (task))
        continue;
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
fail_start (LimnerEngineLauncher *self,
            const char           *message)
{
  g_autoptr(GError) error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_FAILED, message);

  finish_start (self, error);
}

static gboolean
timeout_cb (gpointer data)
{
  LimnerEngineLauncher *self = data;

  self->timeout_id = 0;
  fail_start (self, "The built-in engine did not start in time");
  return G_SOURCE_REMOVE;
}

static gboolean
take_address (LimnerEngineLauncher  *self,
              const char            *line,
              GError               **error)
{
  g_autoptr(JsonObject) address = NULL;
  const char *base_url;
  const char *token;

  address = limner_json_parse_object (line, (gsize) -1, MAX_ADDRESS_BYTES, error);
  if (address == NULL ||
      !limner_json_require_string (address, "base_url", &base_url, error) ||
      !limner_json_require_string (address, "token", &token, error))
    return FALSE;

  g_free (self->base_url);
  self->base_url = g_strdup (base_url);
  g_free (self->token);
  self->token = g_strdup (token);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);
  return TRUE;
}

static void
read_line_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(LimnerEngineLauncher) self = weak_ref_take (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object), result, NULL,
                                                    &error);
  if (self == NULL || G_DATA_INPUT_STREAM (object) != self->output ||
      self->state != LIMNER_ENGINE_STARTING)
    return;

  if (line == NULL)
    fail_start (self, "The built-in engine ended before it told its address");
  else if (take_address (self, line, &error))
    finish_start (self, NULL);
  else
    fail_start (self, "The built-in engine told an address that cannot be read");
}

static void
wait_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(LimnerEngineLauncher) self = weak_ref_take (user_data);
  GSubprocess *process = G_SUBPROCESS (object);

  g_subprocess_wait_finish (process, result, NULL);
  if (self == NULL || process != self->process)
    return;

  if (self->state == LIMNER_ENGINE_STARTING)
    {
      fail_start (self, "The built-in engine ended before it told its address");
      return;
    }

  g_debug ("The engine has ended");
  end_process (self);
  set_state (self, LIMNER_ENGINE_STOPPED);
}

static gboolean
spawn (LimnerEngineLauncher  *self,
       GError               **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = limner_engine_launcher_find_program ();

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--print-address");
  g_ptr_array_add (argv, (gpointer) "--parent-pipe");
  if (self->data_dir != NULL)
    {
      g_ptr_array_add (argv, (gpointer) "--data-dir");
      g_ptr_array_add (argv, self->data_dir);
    }
  for (guint i = 0; self->arguments != NULL && self->arguments[i] != NULL; i++)
    g_ptr_array_add (argv, self->arguments[i]);
  g_ptr_array_add (argv, NULL);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_unsetenv (launcher, "REPLICATE_API_TOKEN");
  self->process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata,
                                                error);
  return self->process != NULL;
}

static void
begin_start (LimnerEngineLauncher *self)
{
  g_autoptr(GError) error = NULL;

  if (!spawn (self, &error))
    {
      g_autofree char *message = g_strdup_printf ("The built-in engine could not be started: %s",
                                                  error->message);

      fail_start (self, message);
      return;
    }

  set_state (self, LIMNER_ENGINE_STARTING);
  g_subprocess_wait_async (self->process, NULL, wait_cb, weak_ref_new (self));

  self->timeout_id = g_timeout_add_seconds (START_TIMEOUT_SECONDS, timeout_cb, self);
  self->reading = g_cancellable_new ();
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->reading,
                                       read_line_cb, weak_ref_new (self));
}

static void
limner_engine_launcher_dispose (GObject *object)
{
  LimnerEngineLauncher *self = LIMNER_ENGINE_LAUNCHER (object);

  end_process (self);

  G_OBJECT_CLASS (limner_engine_launcher_parent_class)->dispose (object);
}

static void
limner_engine_launcher_finalize (GObject *object)
{
  LimnerEngineLauncher *self = LIMNER_ENGINE_LAUNCHER (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->data_dir, g_free);
  g_clear_pointer (&self->arguments, g_strfreev);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (limner_engine_launcher_parent_class)->finalize (object);
}

static void
limner_engine_launcher_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  LimnerEngineLauncher *self = LIMNER_ENGINE_LAUNCHER (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, limner_engine_launcher_get_state (self));
      break;

    case PROP_BASE_URL:
      g_value_set_string (value, limner_engine_launcher_get_base_url (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_engine_launcher_class_init (LimnerEngineLauncherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_engine_launcher_dispose;
  object_class->finalize = limner_engine_launcher_finalize;
  object_class->get_property = limner_engine_launcher_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL,
                       LIMNER_TYPE_ENGINE_STATE, LIMNER_ENGINE_STOPPED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BASE_URL] =
    g_param_spec_string ("base-url", NULL, NULL,
                         NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_engine_launcher_init (LimnerEngineLauncher *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * limner_engine_launcher_new:
 * @data_dir: (nullable): where the engine keeps its work from one start to the next; %NULL for
 *   nowhere
 * @arguments: (nullable): further arguments for the engine
 *
 * Makes a launcher. Nothing is started yet.
 *
 * Returns: (transfer full): a launcher
 */
LimnerEngineLauncher *
limner_engine_launcher_new (const char         *data_dir,
                            const char * const *arguments)
{
  LimnerEngineLauncher *self = g_object_new (LIMNER_TYPE_ENGINE_LAUNCHER, NULL);

  self->data_dir = g_strdup (data_dir);
  self->arguments = g_strdupv ((GStrv) arguments);
  return self;
}

/**
 * limner_engine_launcher_get_state:
 * @self: a launcher
 *
 * Returns: what the engine is doing
 */
LimnerEngineState
limner_engine_launcher_get_state (LimnerEngineLauncher *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_LAUNCHER (self), LIMNER_ENGINE_STOPPED);

  return self->state;
}

/**
 * limner_engine_launcher_get_base_url:
 * @self: a launcher
 *
 * Gives the address of the HTTP API, with its version, such as `http://127.0.0.1:40123/v1`. After
 * a crash it is the address that was.
 *
 * Returns: (nullable): the address; %NULL before the first start
 */
const char *
limner_engine_launcher_get_base_url (LimnerEngineLauncher *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_LAUNCHER (self), NULL);

  return self->base_url;
}

/**
 * limner_engine_launcher_get_pid:
 * @self: a launcher
 *
 * Gets the number of the engine's process.
 *
 * Returns: (transfer none) (nullable): the number, or %NULL while there is no process
 */
const char *
limner_engine_launcher_get_pid (LimnerEngineLauncher *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_LAUNCHER (self), NULL);

  return self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;
}

/**
 * limner_engine_launcher_get_token:
 * @self: a launcher
 *
 * Returns: (nullable): the token that the engine of limner_engine_launcher_get_base_url() wants
 */
const char *
limner_engine_launcher_get_token (LimnerEngineLauncher *self)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_LAUNCHER (self), NULL);

  return self->token;
}

/**
 * limner_engine_launcher_start_async:
 * @self: a launcher
 * @cancellable: (nullable): a cancellable; the engine starts nevertheless
 * @callback: called when the engine can be used
 * @user_data: data for @callback
 *
 * Starts the engine unless it runs already.
 */
void
limner_engine_launcher_start_async (LimnerEngineLauncher *self,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_ENGINE_LAUNCHER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_engine_launcher_start_async);

  if (self->state == LIMNER_ENGINE_RUNNING)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (self->state == LIMNER_ENGINE_STOPPED)
    begin_start (self);
}

/**
 * limner_engine_launcher_start_finish:
 * @self: a launcher
 * @result: the result that the callback got
 * @error: return location for an error
 *
 * Returns: %TRUE if the engine can be used; else %LIMNER_ERROR_FAILED
 */
gboolean
limner_engine_launcher_start_finish (LimnerEngineLauncher  *self,
                                     GAsyncResult          *result,
                                     GError               **error)
{
  g_return_val_if_fail (LIMNER_IS_ENGINE_LAUNCHER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_engine_launcher_stop:
 * @self: a launcher
 *
 * Ends the engine at once. What it was working on is taken up again at its next start.
 */
void
limner_engine_launcher_stop (LimnerEngineLauncher *self)
{
  g_return_if_fail (LIMNER_IS_ENGINE_LAUNCHER (self));

  if (self->state == LIMNER_ENGINE_STARTING)
    {
      fail_start (self, "The built-in engine was stopped");
      return;
    }

  end_process (self);
  set_state (self, LIMNER_ENGINE_STOPPED);
}

/* A program that runs from its build folder wants the engine that was built with it. */
static char *
find_in_build_dir (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  for (int i = 0; folder != NULL && i < MAX_PARENTS; i++)
    {
      g_autofree char *candidate = g_build_filename (folder, "src", "engine", "limner-engine",
                                                     NULL);
      char *parent;

      if (g_file_test (candidate, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&candidate);

      parent = g_path_get_dirname (folder);
      g_free (folder);
      folder = parent;
    }

  return NULL;
}

/**
 * limner_engine_launcher_find_program:
 *
 * Finds the engine: the environment variable `LIMNER_ENGINE`, else the one in the build folder that
 * the running program lies in, else the installed one.
 *
 * Returns: (transfer full): the path of the executable
 */
char *
limner_engine_launcher_find_program (void)
{
  const char *named = g_getenv ("LIMNER_ENGINE");
  char *found;

  if (named != NULL && *named != '\0')
    return g_strdup (named);

  found = find_in_build_dir ();
  return found != NULL ? found : g_build_filename (LIBEXECDIR, "limner-engine", NULL);
}
