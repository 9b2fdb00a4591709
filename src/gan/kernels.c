/* Products for each instruction set: kernels_body.h, compiled for vectors of 16, 32 and 64 bytes. */
#include "gan/kernels.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VECTOR_BYTES 16
#define BLOCK_ROWS 4
#define KERNEL(name) name##_16
#include "gan/kernels_body.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define HAS_WIDE_KERNELS

#pragma GCC push_options
#pragma GCC target("avx2,fma")
#define VECTOR_BYTES 32
#define BLOCK_ROWS 4
#define KERNEL(name) name##_32
#include "gan/kernels_body.h"
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,fma,prefer-vector-width=512")
#define VECTOR_BYTES 64
#define BLOCK_ROWS 8
#define KERNEL(name) name##_64
#include "gan/kernels_body.h"
#pragma GCC pop_options
#endif

static const kernels every[] = {
#ifdef HAS_WIDE_KERNELS
    {"avx512", product_64, outer_64},
    {"avx2", product_32, outer_32},
#endif
    {"baseline", product_16, outer_16},
};

static bool runs_here(const char *name)
{
#ifdef HAS_WIDE_KERNELS
    if (!strcmp(name, "avx512"))
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
               && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    if (!strcmp(name, "avx2"))
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return !strcmp(name, "baseline");
}

const kernels *kernels_listed(int i)
{
    for (size_t j = 0; j < sizeof every / sizeof *every; j++)
        if (runs_here(every[j].name) && i-- == 0)
            return &every[j];
    return NULL;
}

const kernels *kernels_best(void) { return kernels_listed(0); }
