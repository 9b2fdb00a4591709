/* A law along theta: see sweep_law.h. */
#include "divergences/sweep_law.h"

#include "number/real_program.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An end or a kink: a program in theta, or NULL for none. */
enum { LO, HI, KINK, PLACES = KINK + 2 };

typedef struct slot {
    int component, parameter; /* -1: the weight */
    domain in;
    real_program *value;
} slot;

struct sweep_law {
    char *text;
    real_pool *pool;
    real theta; /* the interval */
    law *constant, *open;
    bool quick;
    size_t n;
    slot *slot;
    bool *moves;          /* by component: some slot is its own, apart from the weight */
    real_program **place; /* PLACES for each component */
};

struct sweep_point {
    const sweep_law *of;
    law shadow;
    part *part;
    double *off; /* of the slots */
    double drift;
};

/* ---- Reading ---- */

typedef struct binding {
    const theta_grid *grid;
    long i;
    real interval; /* NULL: theta_i, made anew in the pool of the law that keeps it */
    bool used;
} binding;

static real look_up(void *state, real_pool *pool, const char *name)
{
    binding *b = state;
    if (strcmp(name, "theta") != 0)
        return NULL;
    b->used = true;
    return b->interval ? b->interval : theta_at(b->grid, pool, b->i);
}

law *sweep_law_at(const sweep_law *l, const theta_grid *g, long i, error *e)
{
    binding b = {g, i, NULL, false};
    real_names names = {look_up, &b, "theta"};
    return law_parse(l->text, &names, e);
}

static bool add_slot(sweep_law *l, int i, int which, domain in, real value)
{
    real_program *p = real_compile(value, l->theta);
    if (!p)
        return false;
    if (real_program_is_constant(p)) {
        real_program_free(p);
        return true;
    }
    l->slot = realloc(l->slot, (l->n + 1) * sizeof *l->slot);
    l->slot[l->n++] = (slot){i, which, in, p};
    l->moves[i] |= which >= 0;
    return true;
}

static bool add_place(sweep_law *l, int i, int which, real value)
{
    return !value || (l->place[i * PLACES + which] = real_compile(value, l->theta));
}

static bool compile_component(sweep_law *l, int i)
{
    const component *c = &l->open->c[i];
    const family *f = c->family;
    if (f->kind != FAMILY_CONTINUOUS || f->arguments != ARGUMENTS_PARAMETERS
        || !add_slot(l, i, -1, PROBABILITY, c->weight))
        return false;
    for (int j = 0; j < MAX_PARAMETERS && f->parameters[j].name; j++)
        if (!add_slot(l, i, j, f->parameters[j].in, c->par[j]))
            return false;
    if (l->moves[i] && f->check && !f->check(c, &(error){.position = 0})) /* not possible at every theta */
        return false;
    real lo = NULL, hi = NULL, kink[2] = {NULL, NULL};
    f->support(l->pool, c, &lo, &hi);
    int kinks = f->kinks ? f->kinks(l->pool, c, kink) : 0;
    return add_place(l, i, LO, lo) && add_place(l, i, HI, hi) && (kinks < 1 || add_place(l, i, KINK, kink[0]))
           && (kinks < 2 || add_place(l, i, KINK + 1, kink[1]));
}

sweep_law *sweep_law_make(const char *text, const theta_grid *g)
{
    sweep_law *l = calloc(1, sizeof *l);
    *l = (sweep_law){.text = strdup(text), .pool = real_pool_open()};
    l->theta = real_interval(l->pool, g->from, g->to);
    binding b = {g, 0, l->theta, false};
    real_names names = {look_up, &b, "theta"};
    l->constant = sweep_law_at(l, g, 0, NULL);
    l->open = law_parse_open(text, &names, NULL);
    if (b.used || g->count == 1) {
        law_free(l->constant);
        l->constant = NULL;
    }
    l->quick = l->open && l->open->dim == 1;
    if (!l->quick)
        return l;
    l->moves = calloc((size_t)l->open->n, sizeof *l->moves);
    l->place = calloc((size_t)l->open->n * PLACES, sizeof *l->place);
    for (int i = 0; i < l->open->n && l->quick; i++)
        l->quick = compile_component(l, i);
    return l;
}

void sweep_law_free(sweep_law *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->n; i++)
        real_program_free(l->slot[i].value);
    for (int i = 0; l->place && i < l->open->n * PLACES; i++)
        real_program_free(l->place[i]);
    law_free(l->constant);
    law_free(l->open);
    real_pool_close(l->pool);
    free(l->slot);
    free(l->moves);
    free(l->place);
    free(l->text);
    free(l);
}

const law *sweep_law_constant(const sweep_law *l) { return l->constant; }

/* ---- One thread's law ---- */

sweep_point *sweep_point_open(const sweep_law *l)
{
    if (!l->quick)
        return NULL;
    sweep_point *p = calloc(1, sizeof *p);
    size_t n = (size_t)l->open->n;
    *p = (sweep_point){.of = l, .shadow = *l->open};
    p->shadow.c = malloc(n * sizeof *p->shadow.c);
    memcpy(p->shadow.c, l->open->c, n * sizeof *p->shadow.c);
    p->part = calloc(n, sizeof *p->part);
    p->off = calloc(l->n + 1, sizeof *p->off);
    for (size_t i = 0; i < n; i++)
        if (!l->moves[i])
            part_look(&p->part[i], &p->shadow.c[i]);
    return p;
}

void sweep_point_close(sweep_point *p)
{
    if (!p)
        return;
    free(p->shadow.c);
    free(p->part);
    free(p->off);
    free(p);
}

const law *sweep_point_law(const sweep_point *p) { return &p->shadow; }
const part *sweep_point_parts(const sweep_point *p) { return p->part; }
double sweep_point_drift(const sweep_point *p) { return p->drift; }

static bool in_domain(domain in, double x, double off)
{
    if (!isfinite(x) || !isfinite(off))
        return false;
    return in == ANY_REAL || (in == POSITIVE ? x > 2 * off && x >= DBL_MIN : x >= off && x + off <= 1);
}

/* A location is as good as it is known compared with its scale: the least positive parameter beside it. */
static double scale_beside(const component *c)
{
    double least = INFINITY;
    for (int j = 0; j < MAX_PARAMETERS && c->family->parameters[j].name; j++)
        if (c->family->parameters[j].in == POSITIVE)
            least = fmin(least, c->par_double[j]);
    return isfinite(least) ? least : 0;
}

static bool set_slots(sweep_point *p, double theta, double theta_off)
{
    const sweep_law *l = p->of;
    for (size_t i = 0; i < l->n; i++) {
        const slot *s = &l->slot[i];
        component *c = &p->shadow.c[s->component];
        double x = real_program_at(s->value, theta, theta_off, &p->off[i]);
        if (!in_domain(s->in, x, p->off[i]))
            return false;
        *(s->parameter < 0 ? &c->weight_double : &c->par_double[s->parameter]) = x;
    }
    return true;
}

/* Adds up the errors of the parameters as parts of their scales. */
static bool slots_are_sharp(sweep_point *p)
{
    const sweep_law *l = p->of;
    p->drift = 0;
    for (size_t i = 0; i < l->n; i++) {
        const component *c = &p->shadow.c[l->slot[i].component];
        int j = l->slot[i].parameter;
        double scale = j < 0 ? 1 : fabs(c->par_double[j]);
        if (l->slot[i].in == ANY_REAL)
            scale = fmax(scale, scale_beside(c));
        p->drift += p->off[i] == 0 ? 0 : p->off[i] / scale;
    }
    return p->drift < 0x1p-46;
}

static bool weights_are_whole(const law *l)
{
    double sum = 0;
    for (int i = 0; i < l->n; i++)
        sum += l->c[i].weight_double;
    return fabs(sum - 1) <= 1e-14;
}

static double place_at(const sweep_law *l, int i, int which, double theta, double off, double none)
{
    const real_program *p = l->place[i * PLACES + which];
    double x_off;
    return p ? real_program_at(p, theta, off, &x_off) : none;
}

static void set_part(sweep_point *p, int i, double theta, double off)
{
    const sweep_law *l = p->of;
    part *one = &p->part[i];
    one->lo = place_at(l, i, LO, theta, off, -INFINITY);
    one->hi = place_at(l, i, HI, theta, off, INFINITY);
    one->kinks = 0;
    for (int k = 0; k < 2; k++)
        if (l->place[i * PLACES + KINK + k])
            one->kink[one->kinks++] = place_at(l, i, KINK + k, theta, off, 0);
    if (l->moves[i])
        part_look(one, &p->shadow.c[i]);
}

bool sweep_point_move(sweep_point *p, double theta, double off)
{
    if (!set_slots(p, theta, off) || !slots_are_sharp(p) || !weights_are_whole(&p->shadow))
        return false;
    for (int i = 0; i < p->shadow.n; i++)
        set_part(p, i, theta, off);
    return true;
}

/* ---- Ends ---- */

static const real_program *end_program(const sweep_point *p, int i, int which)
{
    return p->of->place[i * PLACES + which];
}

static bool surely_equal(const real_program *a, const real_program *b, double x, double y)
{
    return x == y && real_program_is_integer(a) && real_program_is_integer(b);
}

static bool near_each_other(const sweep_point *p, int i, const sweep_point *q, int j)
{
    for (int a = LO; a <= HI; a++)
        for (int b = LO; b <= HI; b++) {
            const real_program *f = end_program(p, i, a), *g = end_program(q, j, b);
            if (!f || !g || (p == q && i == j))
                continue;
            double x = a == LO ? p->part[i].lo : p->part[i].hi, y = b == LO ? q->part[j].lo : q->part[j].hi;
            if (fabs(x - y) <= END_GAP * (1 + fabs(x)) && !surely_equal(f, g, x, y))
                return true;
        }
    return false;
}

bool sweep_points_share_an_end(const sweep_point *p, const sweep_point *q)
{
    const sweep_point *both[] = {p, q};
    for (int a = 0; a < 2; a++)
        for (int b = a; b < 2; b++)
            for (int i = 0; i < both[a]->shadow.n; i++)
                for (int j = 0; j < both[b]->shadow.n; j++)
                    if (near_each_other(both[a], i, both[b], j))
                        return true;
    return false;
}
