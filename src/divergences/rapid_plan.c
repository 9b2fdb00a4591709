/* Where the line is cut, and the change of variable on each piece: see rapid.h. */
#include "divergences/rapid_inside.h"

#include <math.h>

static void add_cut(double *cut, size_t *n, double x)
{
    size_t i = *n;
    if (!isfinite(x) || *n == MOST_CUTS)
        return;
    for (; i && cut[i - 1] > x; i--)
        cut[i] = cut[i - 1];
    cut[i] = x;
    *n += 1;
}

/* The cuts in order, equal ones once. False if two are so near that doubles cannot tell whether they are equal. */
static bool find_cuts(const pair *k, double *cut, size_t *n)
{
    size_t all = 0, kept = 0;
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < k->law[side]->n; i++) {
            const part *one = &k->part[side][i];
            add_cut(cut, &all, one->lo);
            add_cut(cut, &all, one->hi);
            for (int j = 0; j < one->kinks; j++)
                add_cut(cut, &all, one->kink[j]);
        }
    for (size_t i = 0; i < all; i++) {
        double gap = kept ? cut[i] - cut[kept - 1] : INFINITY;
        if (gap > 0 && gap <= END_GAP * (1 + fabs(cut[i])))
            return false;
        if (gap > 0)
            cut[kept++] = cut[i];
    }
    *n = kept;
    return all < MOST_CUTS;
}

/* So many widths of a part are summed in any case: e^(-8.5^2/2) = 2e-16. What the accuracy asks beyond is seen at the ends. */
static const double REACH = 8.5;

/* What the parts whose supports cover a piece have in common. */
typedef struct outline {
    double least_width, widest, left, right, centre;
    bool heavy[2];
    bool has[2];
} outline;

static outline outline_of(const pair *k, double lo, double hi)
{
    outline o = {.least_width = INFINITY, .left = INFINITY, .right = -INFINITY};
    int n = 0;
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < k->law[side]->n; i++) {
            const part *one = &k->part[side][i];
            if (!(one->lo <= lo && hi <= one->hi))
                continue;
            o.has[side] = true;
            o.least_width = fmin(o.least_width, one->width);
            o.widest = fmax(o.widest, one->width);
            o.left = fmin(o.left, one->middle - REACH * one->width);
            o.right = fmax(o.right, one->middle + REACH * one->width);
            o.heavy[0] |= one->heavy[0];
            o.heavy[1] |= one->heavy[1];
            o.centre += one->middle;
            n++;
        }
    o.centre /= n;
    return o;
}

/* Where the core ends in t, on the right of the origin for d > 0. */
static double core_end(line_kind kind, double d)
{
    switch (kind) {
    case LINE_LINEAR: return d;
    case LINE_SINH: return asinh(d);
    case LINE_LIGHT: return fmax(2, d);
    case LINE_HEAVY: return fmax(2, log(fmax(d, 1)));
    default: return 3;
    }
}

static bool plan_piece(const outline *o, double lo, double hi, piece *out)
{
    static const int levels[] = {
        [LINE_LINEAR] = 2, [LINE_SINH] = 3, [LINE_LIGHT] = 3, [LINE_HEAVY] = 3, [LINE_FINITE] = 3};
    bool from = isfinite(lo), to = isfinite(hi);
    line_map m = {
        .lo = lo, .hi = hi, .origin = from ? lo : hi, .scale = from ? o->least_width : -o->least_width};
    if (from && to)
        m.kind = LINE_FINITE, m.scale = hi - lo;
    else if (from || to)
        m.kind = o->heavy[from] ? LINE_HEAVY : LINE_LIGHT;
    else
        m.kind = o->heavy[0] || o->heavy[1] ? LINE_SINH : LINE_LINEAR, m.origin = o->centre,
        m.scale = o->least_width;
    bool line = !from && !to;
    double left = (o->left - m.origin) / m.scale, right = (o->right - m.origin) / m.scale;
    double start = line ? core_end(m.kind, left) : -3, end = core_end(m.kind, fmax(left, right));
    int level = levels[m.kind];
    double first = 8 * floor(ldexp(start, level) / 8), count = 8 * ceil((ldexp(end, level) - first) / 8);
    long least, most; /* of the tables' nodes */
    line_map_range(m.kind, level, &least, &most);
    *out = (piece){m, level, (long)first, (long)count, o->widest};
    return isfinite(m.scale) && m.scale != 0 && count > 0 && count <= MOST_NODES / 2
           && fabs(first) < MOST_NODES && first >= (double)least && first + count - 1 <= (double)most;
}

/* Near an end other than 0, doubles lose the distance to it: no power must hang on that. */
static bool end_is_regular(const law *l, double end, int inward, double room)
{
    if (!isfinite(end) || end == 0)
        return true;
    int size = ilogb(end);
    double near = ldexp(1, size - 36), x[2] = {end + inward * near, end + inward * near / 64}, value[2];
    if (near > room)
        return false;
    law_log_density_double(l, 2, x, value);
    return value[0] == value[1] || fabs(value[0] - value[1]) < 4e-3;
}

static bool ends_are_regular(const pair *k, double lo, double hi)
{
    double room = (hi - lo) / 2;
    for (int side = 0; side < 2; side++)
        if (!end_is_regular(k->law[side], lo, 1, room) || !end_is_regular(k->law[side], hi, -1, room))
            return false;
    return true;
}

/* A piece where only one of P and Q has mass: some divergences are infinite then, whatever the rest. */
static void settle_escapes(rapid *r, const bool has[2], numerical *out)
{
    for (size_t j = 0; j < r->n; j++) {
        channel *c = &r->c[j];
        bool needs = generator_needs_domination(c->g, c->order);
        bool p_escapes = has[0] && !has[1], q_escapes = has[1] && !has[0];
        bool fatal =
            needs && ((c->g->exchanged ? q_escapes : p_escapes) || (c->g->both && (p_escapes || q_escapes)));
        if (fatal && !c->asleep) {
            c->asleep = true;
            out[c->slot] = (numerical){INFINITY, 0, INFINITE_SUPPORT, true};
        }
    }
}

int rapid_plan(rapid *r, const pair *k, piece *out, numerical *values)
{
    double cut[MOST_CUTS + 2];
    size_t n;
    int pieces = 0;
    if (!find_cuts(k, cut + 1, &n))
        return -1;
    cut[0] = -INFINITY;
    cut[n + 1] = INFINITY;
    for (size_t i = 0; i <= n; i++) {
        outline o = outline_of(k, cut[i], cut[i + 1]);
        if (!o.has[0] && !o.has[1])
            continue;
        if (!plan_piece(&o, cut[i], cut[i + 1], &out[pieces++]) || !ends_are_regular(k, cut[i], cut[i + 1]))
            return -1;
        settle_escapes(r, o.has, values);
    }
    return pieces;
}
