/* Forms along rows of points. See form_rows.h. */
#include "calculus/form_rows.h"

#define NUMBER twofold
#include "calculus/form_rows.def"
#define NUMBER disc
#include "calculus/form_rows.def"

static void tangent_of(rows_map *out, const map *m)
{
    ball low = ball_tan(ball_scale2(m->w0, -1)), high = ball_tan(ball_scale2(m->w1, -1)),
         along = ball_sub(high, low);
    out->w0 = twofold_from_ball(low);
    out->dw = twofold_from_ball(along);
    out->span = twofold_from_ball(ball_scale2(ball_div(along, ball_sub(m->w1, m->w0)), 1));
}

void rows_map_of(rows_map *out, const map *m)
{
    *out = (rows_map){.kind = m->kind, .w0 = twofold_from_ball(m->w0)};
    out->dw = twofold_from_ball(ball_sub(m->w1, m->w0));
    if (m->kind == MAP_TAN)
        tangent_of(out, m);
    else if (m->kind != MAP_AFFINE)
        out->at = twofold_from_ball(m->at);
    if (m->kind == MAP_LOGIT || m->kind == MAP_SINH)
        out->span = twofold_from_ball(m->span);
}

static bool extra_of(rows_extra *out, const extra *e, bool sinh)
{
    bool power = e->kind == BASIS_POWER || e->kind == BASIS_LOG_SQUARED;
    *out = (rows_extra){.kind = e->kind, .own = e->own, .twins = e->twins, .centred = e->centred};
    out->coef = twofold_from_ball(e->coef);
    out->c0 = twofold_from_ball(sinh && e->centred ? e->s0 : e->c0);
    out->c1 = twofold_from_ball(sinh && e->centred ? e->s1 : e->c1);
    if (power)
        out->power = twofold_from_ball(e->power);
    if (e->twins) {
        out->twin = twofold_from_ball(e->twin);
        out->m0 = power ? twofold_exact(0) : twofold_from_ball(e->m0);
        out->m1 = twofold_from_ball(e->m1);
    }
    return e->kind != BASIS_LGAMMA && !e->beside;
}

bool rows_form_of(rows_form *out, const compiled *c)
{
    bool sinh = c->m.kind == MAP_SINH, tangent = c->m.kind == MAP_TAN;
    bool known = !c->has_cosine && !c->pairs && !(tangent && (c->has_quad || c->has_linear));
    *out = (rows_form){.kind = c->m.kind, .constant = twofold_from_ball(c->constant), .n = c->n};
    out->has_quad = c->has_quad, out->has_linear = c->has_linear, out->has_w = c->has_w;
    out->has_logit = c->has_up || c->has_down;
    if (c->has_quad) {
        out->quad = twofold_from_ball(c->quad);
        out->r0 = twofold_from_ball(sinh ? c->q0 : c->r0);
        out->r1 = twofold_from_ball(sinh ? c->q1 : c->r1);
    }
    if (c->has_linear)
        out->linear = twofold_from_ball(c->linear);
    if (c->has_w)
        out->on_w = twofold_from_ball(c->on_w);
    if (c->has_up)
        out->on_up = twofold_from_ball(c->on_up);
    if (c->has_down)
        out->on_down = twofold_from_ball(c->on_down);
    if (c->m.kind == MAP_LOGIT)
        out->log_span = twofold_from_ball(ball_log(c->m.span));
    for (int i = 0; i < c->n; i++)
        known &= extra_of(&out->e[i], &c->e[i], sinh) && (!tangent || c->e[i].kind == BASIS_LOG_QUADRATIC);
    return known;
}
