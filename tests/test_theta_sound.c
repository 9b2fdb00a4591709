/*
 * Statements for all theta, at thetas drawn at random: the certified value there lies between the bounds, and the certified values at
 * two thetas of a piece do not contradict what is said of the sign of the derivative on it. The laws and divergences are drawn, too.
 */
#include "moving_laws.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 30, DRAWN = 3 };

static real theta_is(void *state, real_pool *pool, const char *name)
{
    (void)pool;
    return strcmp(name, "theta") ? NULL : *(real *)state;
}

static bool value_at(divergence d, const moving *c, real at, result *out)
{
    real_names names = {theta_is, &at, NULL};
    law *p = law_parse(c->p, &names, NULL), *q = law_parse(c->q, &names, NULL);
    request r = request_default;
    r.digits = 9;
    *out = (result){0};
    bool known = p && q && divergence_compute(d, p, d.row->needs_second_law ? q : NULL, &r, out, NULL);
    law_free(p);
    law_free(q);
    return known;
}

/* In sixty-fourths of the way, so that it may be an end. */
static real drawn(real_pool *pool, random_stream *r, real from, real to)
{
    slong k = (slong)(65 * random_uniform(r));
    return real_add(pool, from, real_mul(pool, real_ratio(pool, k, 64), real_sub(pool, to, from)));
}

static void check_bounds(const moving *c, const theta_request *r, const theta_range *found,
                         random_stream *rand)
{
    for (int k = 0; k < DRAWN; k++) {
        result one;
        real at = drawn(found->pool, rand, r->from, r->to);
        if (value_at(r->d, c, at, &one) && one.why == FINITE)
            cr_expect(ball_less(one.value, found->lower) != HOLDS
                          && (!found->bounded || ball_less(found->upper, one.value) != HOLDS),
                      "%s of %s and %s at %g: %.12g outside [%.12g, %.12g]", r->d.row->name, c->p, c->q,
                      real_double(at), ball_double(one.value), ball_double(found->lower),
                      ball_double(found->upper));
        result_clear(&one);
    }
}

static void check_piece(const moving *c, const theta_request *r, const theta_range *found,
                        const theta_piece *piece, random_stream *rand)
{
    result left, right;
    real a = drawn(found->pool, rand, piece->from, piece->to),
         b = drawn(found->pool, rand, piece->from, piece->to);
    if (real_compare(a, b) == 1) {
        real other = a;
        a = b, b = other;
    }
    bool known = value_at(r->d, c, a, &left), both = value_at(r->d, c, b, &right) && known;
    if (both && real_compare(a, b) == -1 && piece->kind == THETA_INFINITE)
        cr_expect(left.why != FINITE && right.why != FINITE, "%s of %s and %s: finite at %g or %g",
                  r->d.row->name, c->p, c->q, real_double(a), real_double(b));
    else if (both && real_compare(a, b) == -1 && (piece->kind == THETA_RISES || piece->kind == THETA_FALLS)) {
        ball less = piece->kind == THETA_RISES ? left.value : right.value,
             more = piece->kind == THETA_RISES ? right.value : left.value;
        cr_expect(left.why == FINITE && right.why == FINITE && ball_less(more, less) != HOLDS,
                  "%s of %s and %s between %g and %g: %.12g, %.12g", r->d.row->name, c->p, c->q,
                  real_double(a), real_double(b), ball_double(left.value), ball_double(right.value));
    }
    result_clear(&left);
    result_clear(&right);
}

Test(theta_sound, holds_at_thetas_drawn_at_random, .timeout = 200)
{
    gsl_set_error_handler_off();
    const char *effort = getenv("GANPROOF_EFFORT");
    long runs = RUNS * (effort ? atol(effort) : 1), pieces = 0, met = 0;
    random_stream *rand = random_open(20240611, 0);
    for (long i = 0; i < runs; i++) {
        const moving *c = &moving_laws[(size_t)(random_uniform(rand) * MOVING_LAWS)];
        const char *name = moving_names[(size_t)(random_uniform(rand) * MOVING_NAMES)];
        real_pool *pool = real_pool_open();
        theta_request r = {.p = c->p, .q = c->q, .digits = 3, .cap = 24, .signs = true, .budget = 0.2};
        theta_range found;
        error e;
        r.from = moving_number(pool, c->from), r.to = moving_number(pool, c->to);
        r.gap = (real_double(r.to) - real_double(r.from)) * 1e-3;
        cr_assert(divergence_parse(name, pool, &r.d, NULL));
        if (theta_range_find(&r, &found, &e)) {
            met++;
            check_bounds(c, &r, &found, rand);
            for (size_t k = 0; k < found.pieces; k++, pieces++)
                check_piece(c, &r, &found, &found.piece[k], rand);
        }
        theta_range_clear(&found);
        real_pool_close(pool);
    }
    random_close(rand);
    cr_expect(met >= runs / 2 && pieces >= runs, "%ld questions were answered, in %ld pieces", met, pieces);
}
