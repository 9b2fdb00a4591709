/* The products of kernels.h for vectors of VECTOR_BYTES bytes and blocks of BLOCK_ROWS (4 to 8) rows; included once for each. */
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
#define NARROW 4          /* up to this, dot products are the faster */
#define ALWAYS static inline __attribute__((always_inline))
#define lanes KERNEL(lanes)
#define loose KERNEL(loose)
#define block KERNEL(block)
#define bent KERNEL(bent)
#define some KERNEL(some)
#define fill KERNEL(fill)
#define turn KERNEL(turn)
#define fill_turned KERNEL(fill_turned)
#define run_down KERNEL(run_down)
#define put KERNEL(put)
#define product_block KERNEL(product_block)
#define outer_block KERNEL(outer_block)
#define dots KERNEL(dots)
#define narrow KERNEL(narrow)
typedef scalar lanes __attribute__((vector_size(VECTOR_BYTES)));
typedef scalar loose __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(scalar)), may_alias));

/* v where sign > 0, else v * slope. */
ALWAYS lanes bent(lanes sign, lanes v, scalar slope)
{
    __typeof__(sign > 0) positive = sign > 0;
    return (lanes)((positive & (__typeof__(positive))v) | (~positive & (__typeof__(positive))(v * slope)));
}

/* ---- Panels ---- */

ALWAYS lanes some(const scalar *from, int count)
{
    lanes out = {0};
    if (count >= LANES)
        return *(const loose *)from;
    if (count > 0)
        memcpy(&out, from, (size_t)count * sizeof(scalar));
    return out;
}

/* Columns at, ..., at + WIDTH - 1 of all rows that the wires lead to; zeros beyond the batch. */
static void fill(const product *p, int at)
{
    lanes *to = (lanes *)p->panel;
    int count = p->batch - at;
    for (int w = 0; w < p->wires; w++)
        for (int k = 0; k < p->terms; k++, to += 2) {
            const scalar *from =
                p->in + (k * p->in_step + (size_t)p->wire[w].position) * (size_t)p->batch + at;
            to[0] = some(from, count);
            to[1] = some(from + LANES, count - LANES);
        }
}

/*
 * Turns a square of LANES x LANES numbers over. Interleaving row i with row i + LANES/2 moves the highest bit of a row's number
 * behind the bits of the column's: after log2(LANES) times rows and columns have changed places.
 */
ALWAYS void turn(lanes *v)
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
static void fill_turned(const outer *o, int j, int at, int run)
{
    lanes *to = (lanes *)o->panel, v[LANES];
    for (int side = 0; side < 2; side++, j += LANES)
        for (int k = 0; k < run; k += LANES) {
#pragma GCC unroll 16
            for (int i = 0; i < LANES; i++)
                v[i] = j + i < o->columns
                           ? some(o->right + (j + i) * o->right_step * (size_t)o->batch + at + k, run - k)
                           : (lanes){0};
            turn(v);
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
ALWAYS void run_down(int rows, block *acc, int terms, const scalar *weight, size_t row_step, size_t term_step,
                     const lanes *panel)
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

ALWAYS void put(scalar *to, lanes v, int count)
{
    if (count >= LANES)
        *(loose *)to = v;
    else if (count > 0)
        memcpy(to, &v, (size_t)count * sizeof(scalar));
}

ALWAYS void product_block(int rows, const product *p, int i, int at)
{
    block acc = {0};
    const lanes *panel = (const lanes *)p->panel;
    for (int w = 0; w < p->wires; w++, panel += 2 * p->terms)
        run_down(rows, &acc, p->terms, p->weight + i * p->row_step + (size_t)p->wire[w].tap * p->tap_step,
                 p->row_step, p->term_step, panel);
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
        for (int side = 0; side < 2; side++) {
            size_t place = (i + r) * p->out_step * (size_t)p->batch + (size_t)(at + side * LANES);
            int count = p->batch - at - side * LANES;
            lanes v = acc.at[r][side];
            if (p->bias)
                v += p->bias[i + r];
            v = bent(v, v, p->slope);
            if (p->gate)
                v = bent(some(p->gate + place, count), v, p->gate_slope);
            put(p->out + place, v, count);
        }
}

ALWAYS void outer_block(int rows, const outer *o, int i, int j, int at, int run)
{
    block acc = {0};
    size_t step = o->left_step * (size_t)o->batch;
    run_down(rows, &acc, run, o->left + i * step + at, step, 1, (const lanes *)o->panel);
#pragma GCC unroll 8
    for (int r = 0; r < rows; r++)
        for (int side = 0; side < 2; side++) {
            scalar *to = o->out + (size_t)(i + r) * o->columns + j + side * LANES;
            int count = o->columns - j - side * LANES;
            put(to, some(to, count) + acc.at[r][side], count);
        }
}

/* ---- Few results: dot products along the batch ---- */

/* out_i += many_i . one for `count` rows at a time. */
ALWAYS void dots(int count, int batch, const scalar *many, size_t many_step, const scalar *one, scalar *out,
                 size_t out_step)
{
    lanes acc[4] = {0};
    for (int n = 0; n < batch; n += LANES) {
        lanes x = some(one + n, batch - n);
#pragma GCC unroll 4
        for (int i = 0; i < count; i++)
            acc[i] += x * some(many + i * many_step + n, batch - n);
    }
    for (int i = 0; i < count; i++) {
        for (int half = 1; half < LANES; half *= 2) /* each lane meets the one half a vector away */
            acc[i] =
                __builtin_shufflevector(acc[i], acc[i], LOW) + __builtin_shufflevector(acc[i], acc[i], HIGH);
        out[i * out_step] += acc[i][0];
    }
}

/* The longer side in fours. */
static void narrow(const outer *o)
{
    bool tall = o->rows > o->columns;
    int length = tall ? o->rows : o->columns, width = tall ? o->columns : o->rows, i;
    size_t long_step = (tall ? o->left_step : o->right_step) * (size_t)o->batch;
    size_t short_step = (tall ? o->right_step : o->left_step) * (size_t)o->batch;
    size_t along = tall ? (size_t)o->columns : 1, across = tall ? 1 : (size_t)o->columns;
    const scalar *many = tall ? o->left : o->right, *few = tall ? o->right : o->left;
    for (int j = 0; j < width; j++) {
        for (i = 0; i + 4 <= length; i += 4)
            dots(4, o->batch, many + i * long_step, long_step, few + j * short_step,
                 o->out + i * along + j * across, along);
        for (; i < length; i++)
            dots(1, o->batch, many + i * long_step, long_step, few + j * short_step,
                 o->out + i * along + j * across, along);
    }
}

/* A block of each height has code of its own, so that it lives in registers. */
#define HEIGHT(rows) (rows < BLOCK_ROWS ? rows : BLOCK_ROWS)
#define EACH_HEIGHT(rows, f, ...)                                                                            \
    switch (rows) {                                                                                          \
    case 1: f(1, __VA_ARGS__); break;                                                                        \
    case 2: f(2, __VA_ARGS__); break;                                                                        \
    case 3: f(3, __VA_ARGS__); break;                                                                        \
    case 4: f(4, __VA_ARGS__); break;                                                                        \
    case 5: f(HEIGHT(5), __VA_ARGS__); break;                                                                \
    case 6: f(HEIGHT(6), __VA_ARGS__); break;                                                                \
    case 7: f(HEIGHT(7), __VA_ARGS__); break;                                                                \
    default: f(BLOCK_ROWS, __VA_ARGS__);                                                                     \
    }

static void KERNEL(product)(const product *p)
{
    for (int at = 0; at < p->batch; at += WIDTH) {
        fill(p, at);
        for (int i = 0; i < p->rows; i += BLOCK_ROWS)
            EACH_HEIGHT(p->rows - i, product_block, p, i, at)
    }
}

static void KERNEL(outer)(const outer *o)
{
    if (o->rows <= NARROW || o->columns <= NARROW) {
        narrow(o);
        return;
    }
    for (int at = 0; at < o->batch; at += OUTER_RUN) {
        int run = o->batch - at < OUTER_RUN ? o->batch - at : OUTER_RUN;
        for (int j = 0; j < o->columns; j += WIDTH) {
            fill_turned(o, j, at, run);
            for (int i = 0; i < o->rows; i += BLOCK_ROWS)
                EACH_HEIGHT(o->rows - i, outer_block, o, i, j, at, run)
        }
    }
}

#undef LANES
#undef LOW
#undef HIGH
#undef WIDTH
#undef NARROW
#undef ALWAYS
#undef lanes
#undef loose
#undef block
#undef bent
#undef some
#undef fill
#undef turn
#undef fill_turned
#undef run_down
#undef put
#undef product_block
#undef outer_block
#undef dots
#undef narrow
#undef HEIGHT
#undef EACH_HEIGHT
#undef VECTOR_BYTES
#undef BLOCK_ROWS
#undef KERNEL
