/*
 * The products of every instruction set that runs here, against their definitions, on random shapes and small integers: all sums
 * are exact in either precision, so results must be equal.
 */
#include "gan/kernels.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <stdlib.h>

enum {
    ROUNDS = 120,
    ROWS = 21,
    TERMS = 37,
    BATCH = 300,
    WIRES = 3,
    POSITIONS = 4,
    SIZE = ROWS * TERMS * WIRES
};

static scalar weight[SIZE], bias[ROWS], in[TERMS * POSITIONS * BATCH], gate[ROWS * BATCH],
    out[ROWS * BATCH + 1], right[TERMS * BATCH], outer_out[ROWS * TERMS], outer_before[ROWS * TERMS];
static _Alignas(64) scalar panel[(OUTER_RUN + WIRES * TERMS) * PANEL_WIDTH];

static int between(random_stream *r, int low, int high)
{
    return low + (int)random_below(r, (uint64_t)(high - low + 1));
}

static void integers(random_stream *r, size_t n, scalar *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (scalar)between(r, -3, 3);
}

static double defined(const product *p, int i, int n)
{
    double sum = p->bias ? (double)p->bias[i] : 0;
    for (int w = 0; w < p->wires; w++)
        for (int k = 0; k < p->terms; k++)
            sum += (double)p->weight[(size_t)i * p->row_step + (size_t)k * p->term_step
                                     + (size_t)p->wire[w].tap * p->tap_step]
                   * (double)p->in[((size_t)k * p->in_step + (size_t)p->wire[w].position) * (size_t)p->batch
                                   + (size_t)n];
    if (!(sum > 0))
        sum *= (double)p->slope;
    return p->gate && !(p->gate[i * p->batch + n] > 0) ? sum * (double)p->gate_slope : sum;
}

static void check_product(const kernels *k, random_stream *r)
{
    wire wires[WIRES];
    int count = between(r, 0, WIRES), rows = between(r, 1, ROWS), terms = between(r, 1, TERMS),
        batch = between(r, 1, 90);
    bool turned = random_below(r, 2);
    for (int w = 0; w < count; w++)
        wires[w] = (wire){w, between(r, 0, POSITIONS - 1)};
    product p = {.rows = rows,
                 .terms = terms,
                 .wires = count,
                 .batch = batch,
                 .wire = wires,
                 .weight = weight,
                 .row_step = turned ? 1 : (size_t)terms,
                 .term_step = turned ? (size_t)rows : 1,
                 .tap_step = (size_t)(rows * terms),
                 .in = in,
                 .in_step = POSITIONS,
                 .out = out,
                 .out_step = 1,
                 .bias = random_below(r, 2) ? bias : NULL,
                 .slope = (scalar)between(r, 0, 2) / 2,
                 .gate = random_below(r, 2) ? gate : NULL,
                 .gate_slope = (scalar)0.25,
                 .panel = panel};
    out[rows * batch] = 77; /* must survive */
    k->product(&p);
    int wrong = 0;
    for (int i = 0; i < rows; i++)
        for (int n = 0; n < batch; n++)
            wrong += (double)out[i * batch + n] != defined(&p, i, n);
    cr_expect(wrong == 0 && out[rows * batch] == 77,
              "%s: %d of %d x %d results are wrong, %d terms, %d wires", k->name, wrong, rows, batch, terms,
              count);
}

static void check_outer(const kernels *k, random_stream *r)
{
    int rows = between(r, 1, ROWS), columns = between(r, 1, TERMS), batch = between(r, 1, BATCH), wrong = 0;
    outer o = {.rows = rows,
               .columns = columns,
               .batch = batch,
               .left = gate,
               .right = right,
               .left_step = 1,
               .right_step = 1,
               .out = outer_out,
               .panel = panel};
    integers(r, ROWS * TERMS, outer_before);
    for (int i = 0; i < ROWS * TERMS; i++)
        outer_out[i] = outer_before[i];
    k->outer(&o);
    for (int i = 0; i < ROWS * TERMS; i++) {
        double sum = (double)outer_before[i];
        for (int n = 0; n < batch && i < rows * columns; n++)
            sum += (double)gate[i / columns * batch + n] * (double)right[i % columns * batch + n];
        wrong += (double)outer_out[i] != sum;
    }
    cr_expect(wrong == 0, "%s: %d of %d x %d sums over %d are wrong", k->name, wrong, rows, columns, batch);
}

Test(gan_kernels, equal_their_definitions)
{
    random_stream *r = random_open(3, 0);
    int sets = 0;
    for (const kernels *k; (k = kernels_listed(sets)); sets++)
        for (int round = 0; round < ROUNDS; round++) {
            integers(r, SIZE, weight);
            integers(r, ROWS, bias);
            integers(r, sizeof in / sizeof *in, in);
            integers(r, sizeof gate / sizeof *gate, gate);
            integers(r, sizeof right / sizeof *right, right);
            check_product(k, r);
            check_outer(k, r);
        }
    cr_expect(sets >= 1 && kernels_best() == kernels_listed(0));
    random_close(r);
}
