/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "limner-process-use.h"

/** After the name of the program in /proc/PID/stat: which fields tell the time, see proc(5). */
#define FIELD_UTIME 11
#define FIELD_STIME 12

/**
 * limner_process_use_parse:
 * @statm: what /proc/PID/statm says
 * @stat: what /proc/PID/stat says
 * @use: (out caller-allocates): what it means
 *
 * Reads what the kernel says of a process. The name of the program may hold anything, so the fields
 * are counted from the last bracket.
 *
 * Returns: %TRUE if both could be read
 */
gboolean
limner_process_use_parse (const char       *statm,
                          const char       *stat,
                          LimnerProcessUse *use)
{
  const char *after = strrchr (stat, ')');
  const char *resident = strchr (statm, ' ');
  g_auto(GStrv) fields = NULL;

  if (after == NULL || resident == NULL)
    return FALSE;

  after++;
  fields = g_strsplit (after + strspn (after, " "), " ", FIELD_STIME + 2);
  if (g_strv_length (fields) <= FIELD_STIME)
    return FALSE;

  use->memory = g_ascii_strtoull (resident, NULL, 10) * (guint64) sysconf (_SC_PAGESIZE);
  use->processor = (double) (g_ascii_strtoull (fields[FIELD_UTIME], NULL, 10) +
                             g_ascii_strtoull (fields[FIELD_STIME], NULL, 10)) /
                   (double) sysconf (_SC_CLK_TCK);
  return use->memory > 0;
}

/**
 * limner_process_use_read:
 * @pid: the number of a process
 * @use: (out caller-allocates): what it takes
 *
 * Asks the kernel, which answers from memory.
 *
 * Returns: %TRUE unless there is no such process, or the system has no /proc
 */
gboolean
limner_process_use_read (const char       *pid,
                         LimnerProcessUse *use)
{
  g_autofree char *statm_path = g_build_filename ("/proc", pid, "statm", NULL);
  g_autofree char *stat_path = g_build_filename ("/proc", pid, "stat", NULL);
  g_autofree char *statm = NULL;
  g_autofree char *stat = NULL;

  return g_file_get_contents (statm_path, &statm, NULL, NULL) &&
         g_file_get_contents (stat_path, &stat, NULL, NULL) &&
         limner_process_use_parse (statm, stat, use);
}
