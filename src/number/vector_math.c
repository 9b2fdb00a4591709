/* Elementary functions over arrays: see vector_math.h. */
#include "number/vector_math.h"

#define OVER_ARRAYS(function)                                                                                \
    VECTORISED void vector_##function(size_t n, const double *x, double *out)                                \
    {                                                                                                        \
        _Pragma("omp simd") for (size_t i = 0; i < n; i++) out[i] = function(x[i]);                          \
    }

OVER_ARRAYS(exp)
OVER_ARRAYS(log)
OVER_ARRAYS(log1p)
