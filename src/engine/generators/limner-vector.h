/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* Before a function with a hot loop: it is built for several kinds of processor where the compiler
 * and the C library can choose between them when the program starts. What it computes must not
 * depend on the choice: whole numbers only, or sums whose order is written out. */
#if defined (__x86_64__) && defined (__GLIBC__) && defined (__GNUC__) && !defined (__clang__)
#define LIMNER_VECTOR_CLONES __attribute__ ((target_clones ("avx2", "default")))
#else
#define LIMNER_VECTOR_CLONES
#endif
