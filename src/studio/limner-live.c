/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-error.h"
#include "client/limner-server.h"

#include "limner-live.h"

/* Live painting:
 *
 *   something changes ── rests for a moment ──→ check, guard ──→ spec builder ──→ queue
 *        ▲                                                          │
 *        └── changes again: what was not done is cancelled, the newest wins
 *
 * The seed is held, so that only what was changed changes. A hosted job is submitted only when its
 * price is known and fits under the ceiling together with all that live painting spent before. That
 * is its guard; the limit above which the queue asks does not hold for it.
 */
#define REST 300
/* Sketches: what is looked at for a second does not need more pixels. */
#define LONGEST_SIDE 512

struct _LimnerLive
{
  GObject          parent_instance;

  /* Owned */
  LimnerWorkspace *workspace;
  GSignalGroup    *values_signals;
  GCancellable    *building;     /* of what is being made into a job */
  LimnerJob       *job;          /* the newest */
  GError          *error;        /* why it holds */
  char            *last;         /* what was sent last, so that nothing is sent twice */

  double           ceiling;      /* US dollars */
  double           spent;
  double           committed;    /* the price of the job under way */
  double           next_cost;    /* the price of what is being made into a job */
  guint            rest;
  guint            source;
  gboolean         active;
  gboolean         holding;      /* the seed is being held: that is no change */
  gboolean         needs_price;  /* it holds because none is known */
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerLive, limner_live, G_TYPE_OBJECT)

static LimnerStudio *
get_studio (LimnerLive *self)
{
  return limner_workspace_get_studio (self->workspace);
}

static void
set_error (LimnerLive   *self,
           const GError *error)
{
  if (error == NULL && self->error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* What live painting cannot go on with; only the person can turn it on again. */
static void
stop (LimnerLive *self,
      LimnerError code,
      const char *why)
{
  g_autoptr(GError) error = g_error_new_literal (LIMNER_ERROR, code, why);

  limner_live_set_active (self, FALSE);
  set_error (self, error);
}

static void
forget_job (LimnerLive *self)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

static void
job_state_cb (LimnerLive *self)
{
  double cost;

  if (!limner_job_state_is_final (limner_job_get_state (self->job)))
    return;
  cost = limner_job_get_cost (self->job);
  self->spent += isfinite (cost) ? cost : self->committed;
  self->committed = 0;
  forget_job (self);
}

/* The newest wins. What was cancelled counts as if it had been paid for: it may have been. */
static void
cancel_older (LimnerLive *self)
{
  LimnerJobQueue *queue = limner_studio_get_queue (get_studio (self));
  g_autoptr(LimnerJob) older = self->job != NULL ? g_object_ref (self->job) : NULL;

  if (older == NULL)
    return;
  self->spent += self->committed;
  self->committed = 0;
  forget_job (self);
  limner_job_queue_cancel (queue, older);
}

static void
built_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(LimnerLive) self = data;
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(GError) error = NULL;

  spec = limner_spec_build_finish (LIMNER_STORE (object), result, &error);
  if (!self->active || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (spec == NULL)
    {
      set_error (self, error);
      return;
    }
  if (g_strcmp0 (self->last, limner_job_spec_get_input_text (spec)) == 0)
    return;

  set_error (self, NULL);
  g_free (self->last);
  self->last = g_strdup (limner_job_spec_get_input_text (spec));
  cancel_older (self);
  self->committed = self->next_cost;
  limner_job_spec_set_batch (spec, LIMNER_LIVE_BATCH);
  limner_job_queue_expect (limner_studio_get_queue (get_studio (self)), LIMNER_LIVE_BATCH, 1, 0);
  self->job = g_object_ref (limner_job_queue_submit (
    limner_studio_get_queue (get_studio (self)), spec));
  limner_job_queue_run_next (limner_studio_get_queue (get_studio (self)), self->job);
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (job_state_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
shrink_side (LimnerValues *values,
             LimnerRole    role,
             double        scale)
{
  g_autofree char *text = limner_values_get_role_text (values, role);
  LimnerField *field = limner_schema_find_role (limner_values_get_schema (values), role);
  int side = text != NULL ? (int) (g_ascii_strtod (text, NULL) * scale) / 64 * 64 : 0;
  g_autofree char *smaller = g_strdup_printf ("%d", MAX (side, 64));
  g_autofree char *reason = NULL;

  limner_values_set_role_text (values, role, smaller);
  reason = limner_values_check (values, limner_field_get_name (field));
  if (reason != NULL)
    limner_values_set_role_text (values, role, text);
}

/* A sketch where the model offers one: a draft, a smaller picture, one of it. */
static void
make_light (LimnerSpecRequest *request)
{
  LimnerValues *values = request->values;
  LimnerSchema *schema = limner_values_get_schema (values);
  g_autofree char *width = limner_values_get_role_text (values, LIMNER_ROLE_WIDTH);
  g_autofree char *height = limner_values_get_role_text (values, LIMNER_ROLE_HEIGHT);
  double longest = MAX (width != NULL ? g_ascii_strtod (width, NULL) : 0,
                        height != NULL ? g_ascii_strtod (height, NULL) : 0);
  LimnerField *quality = limner_schema_find_field (schema, "quality");

  if (limner_schema_find_role (schema, LIMNER_ROLE_COUNT) != NULL)
    limner_values_set_role_text (values, LIMNER_ROLE_COUNT, "1");
  if (longest > LONGEST_SIDE && width != NULL && height != NULL)
    {
      shrink_side (values, LIMNER_ROLE_WIDTH, LONGEST_SIDE / longest);
      shrink_side (values, LIMNER_ROLE_HEIGHT, LONGEST_SIDE / longest);
    }
  if (quality != NULL)
    {
      g_autoptr(JsonNode) draft = json_node_init_string (json_node_alloc (), "draft");
      JsonNode *choice = limner_field_find_choice (quality, draft);

      if (choice != NULL)
        limner_values_set (values, "quality", choice);
    }
}

static void
build (LimnerLive *self)
{
  LimnerSpecRequest *request = limner_workspace_dup_request (self->workspace);

  if (request == NULL)
    return;
  g_cancellable_cancel (self->building);
  g_set_object (&self->building, NULL);
  self->building = g_cancellable_new ();
  make_light (request);
  limner_spec_build_async (limner_studio_get_store (get_studio (self)), request, self->building,
                           built_cb, g_object_ref (self));
}

static void
priced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(LimnerLive) self = data;
  LimnerEstimate estimate;

  if (!limner_price_book_estimate_finish (LIMNER_STORE (object), result, &estimate, NULL) ||
      !self->active)
    return;
  self->needs_price = !isfinite (estimate.cost);
  if (self->needs_price)
    {
      stop (self, LIMNER_ERROR_PAYMENT,
            "The price of this model is unknown; enter it before painting live with it");
      return;
    }
  if (estimate.cost > 0 && self->spent + self->committed + estimate.cost > self->ceiling)
    {
      stop (self, LIMNER_ERROR_PAYMENT, "Live painting has reached its ceiling");
      return;
    }
  self->next_cost = estimate.cost;
  build (self);
}

static gboolean
rested_cb (gpointer data)
{
  LimnerLive *self = data;
  g_autofree char *reason = limner_workspace_check (self->workspace);
  const char *server = limner_workspace_get_server (self->workspace);

  if (limner_document_is_painting (limner_workspace_get_document (self->workspace)))
    return G_SOURCE_CONTINUE;

  self->source = 0;
  self->next_cost = 0;
  if (reason != NULL)
    return G_SOURCE_REMOVE;
  if (limner_server_is_free (server))
    build (self);
  else
    limner_price_book_estimate_async (
      limner_studio_get_store (get_studio (self)), server,
      limner_model_get_reference (limner_workspace_get_model (self->workspace)),
      limner_workspace_get_version (self->workspace), 1, NULL, priced_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed (LimnerLive *self)
{
  if (!self->active || self->holding)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (self->rest, rested_cb, self);
}

/* Only what is changed is to change. */
static void
hold_seed (LimnerLive *self)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  LimnerField *field = values != NULL
    ? limner_schema_find_role (limner_values_get_schema (values), LIMNER_ROLE_SEED) : NULL;
  g_autofree char *seed = NULL;

  if (field == NULL || limner_values_is_set (values, limner_field_get_name (field)))
    return;
  seed = g_strdup_printf ("%u", g_random_int () >> 1);
  self->holding = TRUE;
  limner_values_set_role_text (values, LIMNER_ROLE_SEED, seed);
  self->holding = FALSE;
}

static void
values_cb (LimnerLive *self)
{
  g_signal_group_set_target (self->values_signals, limner_workspace_get_values (self->workspace));
  if (self->active)
    hold_seed (self);
  changed (self);
}

static void
limner_live_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  LimnerLive *self = LIMNER_LIVE (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_live_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_ACTIVE:
      limner_live_set_active (LIMNER_LIVE (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_live_dispose (GObject *object)
{
  LimnerLive *self = LIMNER_LIVE (object);

  self->active = FALSE;
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->building);
  forget_job (self);
  g_clear_object (&self->values_signals);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (limner_live_parent_class)->dispose (object);
}

static void
limner_live_finalize (GObject *object)
{
  LimnerLive *self = LIMNER_LIVE (object);

  g_clear_object (&self->building);
  g_clear_error (&self->error);
  g_clear_pointer (&self->last, g_free);

  G_OBJECT_CLASS (limner_live_parent_class)->finalize (object);
}

static void
limner_live_class_init (LimnerLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_live_get_property;
  object_class->set_property = limner_live_set_property;
  object_class->dispose = limner_live_dispose;
  object_class->finalize = limner_live_finalize;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_live_init (LimnerLive *self)
{
  self->rest = REST;
  self->values_signals = g_signal_group_new (LIMNER_TYPE_VALUES);
  g_signal_group_connect_swapped (self->values_signals, "changed", G_CALLBACK (changed), self);
}

/**
 * limner_live_new:
 * @workspace: what is painted on
 *
 * Makes live painting, turned off.
 *
 * Returns: (transfer full): the object
 */
LimnerLive *
limner_live_new (LimnerWorkspace *workspace)
{
  LimnerLive *self;

  g_return_val_if_fail (LIMNER_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (LIMNER_TYPE_LIVE, NULL);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "notify::values", G_CALLBACK (values_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::task", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "plan-changed", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_workspace_get_document (workspace), "mask-changed",
                           G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (limner_workspace_get_document (workspace), "guide-changed",
                           G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  values_cb (self);
  return self;
}

/**
 * limner_live_get_active:
 * @self: live painting
 *
 * Tells whether it is on.
 *
 * Returns: %TRUE if changes are painted by themselves
 */
gboolean
limner_live_get_active (LimnerLive *self)
{
  g_return_val_if_fail (LIMNER_IS_LIVE (self), FALSE);

  return self->active;
}

/**
 * limner_live_set_active:
 * @self: live painting
 * @active: whether changes are painted by themselves
 *
 * Turns it on or off. A seed that was left to chance is drawn once and held.
 */
void
limner_live_set_active (LimnerLive *self,
                        gboolean    active)
{
  g_return_if_fail (LIMNER_IS_LIVE (self));

  if (self->active == !!active)
    return;
  self->active = !!active;
  g_clear_pointer (&self->last, g_free);
  if (active)
    {
      set_error (self, NULL);
      hold_seed (self);
      changed (self);
    }
  else
    {
      g_clear_handle_id (&self->source, g_source_remove);
      g_cancellable_cancel (self->building);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/**
 * limner_live_set_ceiling:
 * @self: live painting
 * @dollars: US dollars
 *
 * Sets what it may spend as long as the program runs. Where this computer paints there is none.
 */
void
limner_live_set_ceiling (LimnerLive *self,
                         double      dollars)
{
  g_return_if_fail (LIMNER_IS_LIVE (self));

  self->ceiling = MAX (0, dollars);
}

/**
 * limner_live_get_spent:
 * @self: live painting
 *
 * Gets what it has spent.
 *
 * Returns: US dollars
 */
double
limner_live_get_spent (LimnerLive *self)
{
  g_return_val_if_fail (LIMNER_IS_LIVE (self), 0);

  return self->spent + self->committed;
}

/**
 * limner_live_get_error:
 * @self: live painting
 *
 * Gets why nothing was painted.
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError *
limner_live_get_error (LimnerLive *self)
{
  g_return_val_if_fail (LIMNER_IS_LIVE (self), NULL);

  return self->error;
}

void
_limner_live_set_rest (LimnerLive *self,
                       guint       milliseconds)
{
  self->rest = milliseconds;
}

/**
 * limner_live_needs_price:
 * @self: live painting
 *
 * Tells an unknown price from one that the ceiling does not allow.
 *
 * Returns: %TRUE where it holds because nobody knows what a picture costs
 */
gboolean
limner_live_needs_price (LimnerLive *self)
{
  g_return_val_if_fail (LIMNER_IS_LIVE (self), FALSE);

  return self->error != NULL && self->needs_price;
}
