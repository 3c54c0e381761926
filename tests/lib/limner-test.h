/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** How long a test waits for something that must happen, in milliseconds: on a machine that is busy
 * with other tests, seconds become minutes. */
#define LIMNER_TEST_PATIENCE 240000

/**
 * limner_test_wait_until:
 * @condition: an expression that becomes true by what the main loop does
 *
 * Runs the default main context until @condition holds, and fails the test when it does not in
 * time: no test can hang.
 */
#define limner_test_wait_until(condition)                                                \
  G_STMT_START {                                                                         \
    gboolean limner_test_expired_ = FALSE;                                               \
    guint limner_test_timer_ = limner_test_start_timer (&limner_test_expired_);          \
                                                                                         \
    while (!(condition) && !limner_test_expired_)                                        \
      g_main_context_iteration (NULL, TRUE);                                             \
    limner_test_stop_timer (limner_test_timer_, limner_test_expired_);                   \
    if (!(condition))                                                                    \
      g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);         \
  } G_STMT_END

guint         limner_test_start_timer   (gboolean      *expired);
void          limner_test_stop_timer    (guint          timer,
                                         gboolean       expired);
void          limner_test_settle        (void);
void          limner_test_assert_freed  (gpointer        object);
void          limner_test_result_cb     (GObject       *source,
                                         GAsyncResult  *result,
                                         gpointer       user_data);
GAsyncResult *limner_test_wait_result   (GAsyncResult **result) G_GNUC_WARN_UNUSED_RESULT;
char         *limner_test_make_folder   (void) G_GNUC_WARN_UNUSED_RESULT;
void          limner_test_remove_folder (const char    *path);
const char   *limner_test_corpus        (void);

G_END_DECLS
