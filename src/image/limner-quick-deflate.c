/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A packer for what is written far more often than its size matters: thumbnails. Filtered rows of
 * a photograph hardly repeat, so looking for repetitions costs most of the time and saves next to
 * nothing. Here only runs of one byte are found, and the rest gets Huffman codes of its own; the
 * stream is what RFC 1950 and RFC 1951 describe, in one block. */

#include "config.h"

#include <libdeflate.h>
#include <string.h>

#include "limner-quick-deflate-private.h"

#define N_SYMBOLS  286   /* bytes, the end, and 29 classes of lengths */
#define END        256
#define MAX_BITS   12    /* four codes and what is left of a byte fit 64 bits */
#define MIN_RUN    4
#define MAX_RUN    258

typedef struct
{
  guint16 code;     /* lowest bit first, as it is written */
  guint8  n_bits;
} Code;

typedef struct
{
  guint8  *out;
  guint64  bits;
  guint    n_bits;
} Writer;

typedef struct
{
  guint32 count;
  guint16 symbol;
} Count;

static void
put (Writer  *writer,
     guint32  value,
     guint    n_bits)
{
  writer->bits |= (guint64) value << writer->n_bits;
  writer->n_bits += n_bits;
}

static void
flush (Writer *writer)
{
  guint64 bits = GUINT64_TO_LE (writer->bits);
  guint n_bytes = writer->n_bits / 8;

  memcpy (writer->out, &bits, sizeof bits);
  writer->out += n_bytes;
  writer->bits = n_bytes < 8 ? writer->bits >> (8 * n_bytes) : 0;
  writer->n_bits -= 8 * n_bytes;
}

/* How many more bytes like the one before follow at @i. */
static gsize
count_run (const guint8 *data,
           gsize         size,
           gsize         i)
{
  gsize end = MIN (size, i + MAX_RUN);
  gsize p = i;

  while (p < end && data[p] == data[i - 1])
    p++;
  return p - i;
}

/* The class of a length (RFC 1951, 3.2.5): its symbol, and what is added to its base. */
static guint
classify_run (gsize  run,
              guint *extra,
              guint *n_extra)
{
  guint value = (guint) run - 3;
  guint top;

  *extra = *n_extra = 0;
  if (run == MAX_RUN)
    return N_SYMBOLS - 1;
  if (value < 8)
    return END + 1 + value;

  top = g_bit_storage (value) - 1;
  *n_extra = top - 2;
  *extra = value & ((1u << *n_extra) - 1);
  return END + 1 + 4 * (top - 1) + ((value >> *n_extra) & 3);
}

static void
count_symbols (const guint8 *data,
               gsize         size,
               guint32      *counts)
{
  for (gsize i = 0; i < size; i++)
    {
      gsize run = i > 0 && data[i] == data[i - 1] ? count_run (data, size, i) : 0;
      guint extra;
      guint n_extra;

      if (run < MIN_RUN)
        {
          counts[data[i]]++;
          continue;
        }
      counts[classify_run (run, &extra, &n_extra)]++;
      i += run - 1;
    }
  counts[END]++;
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const Count *first = a;
  const Count *second = b;

  if (first->count != second->count)
    return first->count < second->count ? -1 : 1;
  return (int) first->symbol - (int) second->symbol;
}

/* Depths of the leaves of Huffman's tree over @n sorted counts, in their place: A. Moffat and
 * J. Katajainen, In-Place Calculation of Minimum-Redundancy Codes, 1995. */
static void
find_depths (Count *leaves,
             guint  n)
{
  guint32 *a = g_newa (guint32, N_SYMBOLS);
  guint leaf = 0;
  guint root = 0;
  guint n_open = 1;
  guint used = 0;
  guint depth = 0;
  gint next = (gint) n - 1;

  for (guint i = 0; i < n; i++)
    a[i] = leaves[i].count;
  for (guint i = 0; i + 1 < n; i++)
    {
      guint32 sum = 0;

      for (guint side = 0; side < 2; side++)
        {
          if (leaf >= n || (root < i && a[root] < leaves[leaf].count))
            {
              sum += a[root];
              a[root++] = i;
            }
          else
            sum += leaves[leaf++].count;
        }
      a[i] = sum;
    }

  a[n - 2] = 0;
  for (gint i = (gint) n - 3; i >= 0; i--)
    a[i] = a[a[i]] + 1;
  for (gint i = (gint) n - 2; n_open > 0; depth++)
    {
      for (; i >= 0 && a[i] == depth; i--)
        used++;
      for (; n_open > used; n_open--)
        leaves[next--].count = depth;
      n_open = 2 * used;
      used = 0;
    }
}

/* Codes longer than allowed become shorter, and others longer, until all fit (Kraft's sum is 1). */
static void
limit_depths (Count *leaves,
              guint  n)
{
  guint n_of[33] = { 0 };
  guint32 sum = 0;
  guint i = 0;

  for (guint j = 0; j < n; j++)
    n_of[MIN (leaves[j].count, MAX_BITS)]++;
  for (guint bits = 1; bits <= MAX_BITS; bits++)
    sum += (guint32) n_of[bits] << (MAX_BITS - bits);
  while (sum > 1u << MAX_BITS)
    {
      guint bits = MAX_BITS - 1;

      while (n_of[bits] == 0)
        bits--;
      n_of[bits]--;
      n_of[bits + 1] += 2;
      n_of[MAX_BITS]--;
      sum--;
    }
  for (guint bits = MAX_BITS; bits > 0; bits--)
    for (guint j = 0; j < n_of[bits]; j++)
      leaves[i++].count = bits;
}

static void
make_codes (const guint32 *counts,
            Code          *codes)
{
  Count leaves[N_SYMBOLS];
  guint n_of[MAX_BITS + 1] = { 0 };
  guint next[MAX_BITS + 1] = { 0 };
  guint n = 0;

  for (guint16 i = 0; i < N_SYMBOLS; i++)
    if (counts[i] > 0)
      leaves[n++] = (Count) { counts[i], i };
  qsort (leaves, n, sizeof *leaves, compare_counts);
  find_depths (leaves, n);
  limit_depths (leaves, n);

  for (guint i = 0; i < n; i++)
    {
      codes[leaves[i].symbol].n_bits = (guint8) leaves[i].count;
      n_of[leaves[i].count]++;
    }
  for (guint bits = 1, code = 0; bits <= MAX_BITS; bits++)
    {
      next[bits] = code;
      code = (code + n_of[bits]) << 1;
    }
  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      guint code = codes[i].n_bits > 0 ? next[codes[i].n_bits]++ : 0;

      for (guint bit = 0; bit < codes[i].n_bits; bit++)
        codes[i].code |= (guint16) ((code >> bit & 1) << (codes[i].n_bits - 1 - bit));
    }
}

/* All lengths from 0 to 15 get four bits, so that the code of the codes needs no thought; there is
 * one distance, 1, of one bit. */
static void
write_header (Writer     *writer,
              const Code *codes)
{
  static const guint8 order[] = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  };

  put (writer, 1 | 2 << 1, 3);
  put (writer, N_SYMBOLS - 257, 5);
  put (writer, 0, 5);
  put (writer, 19 - 4, 4);
  flush (writer);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      put (writer, order[i] < 16 ? 4 : 0, 3);
      flush (writer);
    }
  for (guint i = 0; i <= N_SYMBOLS; i++)
    {
      guint bits = i < N_SYMBOLS ? codes[i].n_bits : 1;

      /* Highest bit first, as all codes are. */
      put (writer, (bits & 1) << 3 | (bits & 2) << 1 | (bits & 4) >> 1 | bits >> 3, 4);
      flush (writer);
    }
}

static void
write_symbols (Writer       *writer,
               const Code   *codes,
               const guint8 *data,
               gsize         size)
{
  guint extra;
  guint n_extra;

  for (gsize i = 0; i < size; i++)
    {
      gsize run = i > 0 && data[i] == data[i - 1] ? count_run (data, size, i) : 0;
      const Code *code = &codes[data[i]];

      if (run >= MIN_RUN)
        {
          code = &codes[classify_run (run, &extra, &n_extra)];
          put (writer, code->code, code->n_bits);
          put (writer, extra, n_extra);
          put (writer, 0, 1);
          i += run - 1;
        }
      else
        put (writer, code->code, code->n_bits);
      if (writer->n_bits >= 32)
        flush (writer);
    }
  put (writer, codes[END].code, codes[END].n_bits);
  flush (writer);
  put (writer, 0, 7);
  flush (writer);
}

/**
 * _limner_quick_deflate:
 * @data: bytes
 * @size: their number, not 0
 *
 * Packs bytes several times as fast as libdeflate's first level does.
 *
 * Returns: (transfer full): a zlib stream
 */
GByteArray *
_limner_quick_deflate (const guint8 *data,
                       gsize         size)
{
  guint32 counts[N_SYMBOLS] = { 0 };
  Code codes[N_SYMBOLS] = { 0 };
  guint32 checksum = GUINT32_TO_BE (libdeflate_adler32 (1, data, size));
  /* No code is longer than one and a half bytes; flushing writes up to 8 bytes ahead. */
  gsize bound = size / 2 * 3 + 512;
  GByteArray *packed = g_byte_array_sized_new ((guint) bound);
  Writer writer;

  g_assert (size > 0 && bound < G_MAXUINT32);

  g_byte_array_set_size (packed, (guint) bound);
  packed->data[0] = 0x78;
  packed->data[1] = 0x01;
  writer = (Writer) { packed->data + 2, 0, 0 };
  count_symbols (data, size, counts);
  make_codes (counts, codes);
  write_header (&writer, codes);
  write_symbols (&writer, codes, data, size);
  memcpy (writer.out, &checksum, sizeof checksum);
  g_byte_array_set_size (packed, (guint) (writer.out + 4 - packed->data));
  return packed;
}
