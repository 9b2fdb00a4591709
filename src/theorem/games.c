/* Small games in trials: see games.h. */
#include "theorem/games.h"

#include "number/ball_arb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = DYNAMICS_DIM };

position trial_position(trial *t, const char *text)
{
    position p = {.n = 0};
    int at = 0;
    while (p.n < N) {
        real x = real_parse(t->pool, text, &at, NULL, &t->trouble);
        p.x[p.n++] = x ? real_ball(t->at, x) : ball_nothing(t->at);
        at += (int)strspn(text + at, " ");
        if (!x || text[at] != ',')
            break;
        at++;
    }
    return p;
}

static bool is_sharp(trial *t, position at)
{
    bool sharp = true;
    for (int i = 0; i < at.n; i++)
        sharp = sharp && ball_radius(at.x[i]) < ldexp(1, (int)-t->goal);
    return sharp;
}

/* Boxes turn within boxes: from half a bit to three bits are lost in a step of the games here. */
position trial_played(trial *t, play p, long steps, const char *from)
{
    int end = 0;
    real h = real_parse(t->pool, p.h, &end, NULL, &t->trouble);
    position at = {.n = 0};
    for (slong lost = steps / 2; h && lost <= 4 * steps; lost *= 2) {
        at = trial_position(t, from);
        dynamics_run(p.game, p.by, h, steps, scope_bits(t->at) + lost, t->at, at.x);
        if (is_sharp(t, at) || steps < 2)
            break;
    }
    return at;
}

bool trial_eigenvalues(trial *t, const dynamics *game, const char *text, cball *out)
{
    position at = trial_position(t, text);
    ball v[N], slope[N * N];
    game->field(game, t->at, at.x, v, slope);
    return spectrum(t->at, game->n, slope, out);
}

ball trial_step_radius(trial *t, play p, const char *text)
{
    position at = trial_position(t, text);
    ball derivative[N * N];
    dynamics_step(p.game, p.by, trial_number(t, p.h), t->at, at.x, derivative);
    return spectral_radius(t->at, p.game->n, derivative);
}

/* "1.25e-3": the last place is 10^-5. */
static ball last_place(trial *t, const char *decimals)
{
    const char *point = strchr(decimals, '.'), *e = strchr(decimals, 'e');
    size_t length = e ? (size_t)(e - decimals) : strlen(decimals);
    long after = point ? (long)(decimals + length - point - 1) : 0, exponent = e ? atol(e + 1) : 0;
    return ball_pow(ball_in(t->at, ball_int(10)), ball_int(exponent - after));
}

verdict trial_rounds_to(trial *t, ball x, const char *decimals)
{
    return ball_at_most(ball_abs(ball_sub(x, trial_number(t, decimals))), last_place(t, decimals));
}

verdict trial_is_at(trial *t, position where, const char *const *decimals)
{
    verdict is = HOLDS;
    for (int i = 0; i < where.n; i++)
        is = verdict_and(is, trial_rounds_to(t, where.x[i], decimals[i]));
    return is;
}

/* The derivatives of one step from everywhere in the cube. */
static void slopes_around(trial *t, play p, position centre, ball radius, ball *derivative)
{
    for (int i = 0; i < centre.n; i++)
        centre.x[i] = ball_widen(centre.x[i], radius);
    dynamics_step(p.game, p.by, trial_number(t, p.h), t->at, centre.x, derivative);
}

static ball distance_square(const ball *P, position x, position y)
{
    ball off[N];
    for (int i = 0; i < x.n; i++)
        off[i] = ball_sub(x.x[i], y.x[i]);
    return contraction_square(x.n, P, off);
}

verdict trial_converges(trial *t, play p, const basin *b)
{
    position centre = trial_position(t, b->centre), moved = centre;
    ball radius = trial_number(t, b->radius), rate = ball_exact_double(t->at, b->rate);
    ball derivative[N * N], around[N * N], P[N * N];
    dynamics_step(p.game, p.by, trial_number(t, p.h), t->at, moved.x, derivative);
    if (!contraction_norm(t->at, centre.n, derivative, b->rate, P))
        return UNDECIDED;
    slopes_around(t, p, centre, radius, around);
    ball slack = ball_mul(ball_sub(ball_int(1), rate), radius);
    verdict stays = ball_at_most(distance_square(P, moved, centre), ball_sqr(slack));
    verdict shrinks = contraction_holds(t->at, centre.n, around, P, rate);
    if (verdict_and(stays, shrinks) != HOLDS)
        return UNDECIDED;
    if (!b->from)
        return HOLDS;
    position there = trial_played(t, p, b->steps, b->from);
    return ball_at_most(distance_square(P, there, centre), ball_sqr(radius)) == HOLDS ? HOLDS : UNDECIDED;
}

verdict trial_expands(trial *t, play p, const char *text, const char *radius)
{
    position centre = trial_position(t, text);
    ball around[N * N];
    slopes_around(t, p, centre, trial_number(t, radius), around);
    return expansion_holds(t->at, centre.n, around);
}
