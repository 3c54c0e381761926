/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sys/mman.h>

#include "limner-memory.h"

/* Giving memory back takes the kernel some 50 ms for a gigabyte, so who draws should not wait for
 * it; and while it happens no other thread can ask for memory, so it happens a part at a time. */

/* The kernel's pages, and so many bytes at a time */
#define PAGE ((gsize) 4096)
#define PART ((gsize) 4 * 1024 * 1024)

typedef struct
{
  gpointer memory;
  gsize    size;
} Block;

/* All but the pages at both ends, which may be shared with others */
static void
give_back (const Block *block)
{
#ifdef MADV_DONTNEED
  gsize skipped = (PAGE - (gsize) block->memory % PAGE) % PAGE;
  gsize end = block->size > skipped ? skipped + (block->size - skipped) / PAGE * PAGE : 0;

  for (gsize at = skipped; at < end; at += PART)
    madvise ((guint8 *) block->memory + at, MIN (PART, end - at), MADV_DONTNEED);
#endif
}

static gpointer
free_thread (gpointer data)
{
  g_autofree Block *block = data;

  give_back (block);
  g_free (block->memory);
  return NULL;
}

/**
 * limner_memory_free:
 * @memory: (transfer full) (nullable): memory of g_malloc()
 * @size: how much of it there is, in bytes
 *
 * Frees memory: a large block on a thread of its own, so that nobody waits. Can be called from any
 * thread.
 */
void
limner_memory_free (gpointer memory,
                    gsize    size)
{
  GThread *thread = NULL;
  Block *block;

  if (memory == NULL || size < LIMNER_MEMORY_LARGE)
    {
      g_free (memory);
      return;
    }

  block = g_new (Block, 1);
  *block = (Block) { memory, size };
  thread = g_thread_try_new ("limner-free", free_thread, block, NULL);
  if (thread != NULL)
    g_thread_unref (thread);
  else
    free_thread (block);
}

static void
free_bytes (gpointer data)
{
  g_autofree Block *block = data;

  limner_memory_free (block->memory, block->size);
}

/**
 * limner_memory_take_bytes:
 * @memory: (transfer full): memory of g_malloc()
 * @size: how much of it is filled, in bytes
 *
 * Makes bytes of memory, as g_bytes_new_take() does; whoever drops them last does not wait until
 * they are freed.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
limner_memory_take_bytes (gpointer memory,
                          gsize    size)
{
  Block *block;

  if (size < LIMNER_MEMORY_LARGE)
    return g_bytes_new_take (memory, size);

  block = g_new (Block, 1);
  *block = (Block) { memory, size };
  return g_bytes_new_with_free_func (memory, size, free_bytes, block);
}
