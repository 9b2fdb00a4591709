/* The products of kernels.h for vectors of VECTOR_BYTES bytes and blocks of BLOCK_ROWS rows; included once for each. */
#ifdef GAN_DOUBLE
#define LANES (VECTOR_BYTES / 8)
#else
#define LANES (VECTOR_BYTES / 4)
#endif
#if LANES == 2
#define LOW 0, 2
#define HIGH 1, 3
#elif LANES == 4
#define LOW 0, 4, 1, 5
#define HIGH 2, 6, 3, 7
#elif LANES == 8
#define LOW 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH 4, 12, 5, 13, 6, 14, 7, 15
#else
#define LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#endif
#define WIDTH (2 * LANES) /* of a panel */
#define ALWAYS static inline __attribute__((always_inline))
#define lanes KERNEL(lanes)
#define loose KERNEL(loose)
#define block KERNEL(block)
typedef scalar lanes __attribute__((vector_size(VECTOR_BYTES)));
typedef scalar loose __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(scalar)), may_alias));

/* v where sign > 0, else v * slope. */
ALWAYS lanes KERNEL(bent)(lanes sign, lanes v, scalar slope)
{
    __typeof__(sign > 0) positive = sign > 0;
    return (lanes)((positive & (__typeof__(positive))v) | (~positive & (__typeof__(positive))(v * slope)));
}

/* ---- Panels ---- */

ALWAYS lanes KERNEL(some)(const scalar *from, int count)
{
    lanes out = {0};
    if (count >= LANES)
        return *(const loose *)from;
    if (count > 0)
        memcpy(&out, from, (size_t)count * sizeof(scalar));
    return out;
}

/* Columns at, ..., at + WIDTH - 1 of all rows that the wires lead to; zeros beyond the batch. */
static void KERNEL(fill)(const product *p, int at)
{
    lanes *to = (lanes *)p->panel;
    int count = p->batch - at;
    for (int w = 0; w < p->wires; w++)
        for (int k = 0; k < p->terms; k++, to += 2) {
            const scalar *from =
                p->in + (k * p->in_step + (size_t)p->wire[w].position) * (size_t)p->batch + at;
            to[0] = KERNEL(some)(from, count);
            to[1] = KERNEL(some)(from + LANES, count - LANES);
        }
}

/*
 * Turns a square of LANES x LANES numbers over. Interleaving row i with row i + LANES/2 moves the highest bit of a row's number
 * behind the bits of the column's: after log2(LANES) times rows and columns have changed places.
 */
ALWAYS void KERNEL(turn)(lanes *v)
{
    lanes w[LANES];
#pragma GCC unroll 4
    for (int done = 1; done < LANES; done *= 2) {
#pragma GCC unroll 8
        for (int i = 0; i < LANES / 2; i++) {
            w[2 * i] = __builtin_shufflevector(v[i], v[i + LANES / 2], LOW);
            w[2 * i + 1] = __builtin_shufflevector(v[i], v[i + LANES / 2], HIGH);
        }
#pragma GCC unroll 16
        for (int i = 0; i < LANES; i++)
            v[i] = w[i];
    }
}

/* Numbers at, ..., at + run - 1 of rows j, ..., j + WIDTH - 1 of the right factor, turned over; zeros beyond the last row. */
static void KERNEL(fill_turned)(const outer *o, int j, int at, int run)
{
    lanes *to = (lanes *)o->panel, v[LANES];
    for (int side = 0; side < 2; side++, j += LANES)
        for (int k = 0; k < run; k += LANES) {
#pragma GCC unroll 16
            for (int i = 0; i < LANES; i++)
                v[i] = j + i < o->columns ? KERNEL(some)(
                           o->right + (j + i) * o->right_step * (size_t)o->batch + at + k, run - k)
                                          : (lanes){0};
            KERNEL(turn)(v);
#pragma GCC unroll 16
            for (int i = 0; i < LANES; i++)
                to[2 * (k + i) + side] = v[i];
        }
}

/* ---- Blocks of rows x WIDTH results ---- */

typedef struct block {
    lanes at[BLOCK_ROWS][2];
} block;

/* acc_i = sum over k < terms of weight[i * row_step + k * term_step] panel_k. */
ALWAYS void KERNEL(run_down)(int rows, block *acc, int terms, const scalar *weight, size_t row_step,
                             size_t term_step, const lanes *panel)
{
    for (int k = 0; k < terms; k++, panel += 2, weight += term_step) {
        lanes left = panel[0], right = panel[1];
#pragma GCC unroll 8
        for (int i = 0; i < rows; i++) {
            scalar w = weight[i * row_step];
            acc->at[i][0] += w * left;
            acc->at[i][1] += w * right;
        }
    }
}

ALWAYS void KERNEL(put)(scalar *to, lanes v, int count)
{
    if (count >= LANES)
        *(loose *)to = v;
    else if (count > 0)
        memcpy(to, &v, (size_t)count * sizeof(scalar));
}

ALWAYS void KERNEL(product_block)(int rows, const product *p, int i, int at)
{
    block acc = {0};
    const lanes *panel = (const lanes *)p->panel;
    for (int w = 0; w < p->wires; w++, panel += 2 * p->terms)
        KERNEL(run_down)
    (rows, &acc, p->terms, p->weight + i * p->row_step + (size_t)p->wire[w].tap * p->tap_step, p->row_step,
     p->term_step, panel);
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
        for (int side = 0; side < 2; side++) {
            size_t place = (i + r) * p->out_step * (size_t)p->batch + (size_t)(at + side * LANES);
            int count = p->batch - at - side * LANES;
            lanes v = acc.at[r][side];
            if (p->bias)
                v += p->bias[i + r];
            v = KERNEL(bent)(v, v, p->slope);
            if (p->gate)
                v = KERNEL(bent)(KERNEL(some)(p->gate + place, count), v, p->gate_slope);
            KERNEL(put)(p->out + place, v, count);
        }
}

ALWAYS void KERNEL(outer_block)(int rows, const outer *o, int i, int j, int at, int run)
{
    block acc = {0};
    size_t step = o->left_step * (size_t)o->batch;
    KERNEL(run_down)(rows, &acc, run, o->left + i * step + at, step, 1, (const lanes *)o->panel);
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
        for (int side = 0; side < 2; side++) {
            scalar *to = o->out + (size_t)(i + r) * o->columns + j + side * LANES;
            int count = o->columns - j - side * LANES;
            KERNEL(put)(to, KERNEL(some)(to, count) + acc.at[r][side], count);
        }
}

/* A block of each height has code of its own, so that it lives in registers. */
#define EACH_HEIGHT(rows, f, ...)                                                                            \
    switch (rows) {                                                                                          \
    case 1: f(1, __VA_ARGS__); break;                                                                        \
    case 2: f(2, __VA_ARGS__); break;                                                                        \
    case 3: f(3, __VA_ARGS__); break;                                                                        \
    case 4: f(4, __VA_ARGS__); break;                                                                        \
    case 5: f(BLOCK_ROWS > 4 ? 5 : 4, __VA_ARGS__); break;                                                   \
    case 6: f(BLOCK_ROWS > 4 ? 6 : 4, __VA_ARGS__); break;                                                   \
    case 7: f(BLOCK_ROWS > 6 ? 7 : 4, __VA_ARGS__); break;                                                   \
    default: f(BLOCK_ROWS, __VA_ARGS__);                                                                     \
    }

static void KERNEL(product)(const product *p)
{
    for (int at = 0; at < p->batch; at += WIDTH) {
        KERNEL(fill)(p, at);
        for (int i = 0; i < p->rows; i += BLOCK_ROWS)
            EACH_HEIGHT(p->rows - i, KERNEL(product_block), p, i, at)
    }
}

static void KERNEL(outer)(const outer *o)
{
    for (int at = 0; at < o->batch; at += OUTER_RUN) {
        int run = o->batch - at < OUTER_RUN ? o->batch - at : OUTER_RUN;
        for (int j = 0; j < o->columns; j += WIDTH) {
            KERNEL(fill_turned)(o, j, at, run);
            for (int i = 0; i < o->rows; i += BLOCK_ROWS)
                EACH_HEIGHT(o->rows - i, KERNEL(outer_block), o, i, j, at, run)
        }
    }
}

#undef LANES
#undef LOW
#undef HIGH
#undef WIDTH
#undef ALWAYS
#undef lanes
#undef loose
#undef block
#undef EACH_HEIGHT
#undef VECTOR_BYTES
#undef BLOCK_ROWS
#undef KERNEL
