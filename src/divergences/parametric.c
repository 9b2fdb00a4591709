/* Models with named free parameters: see parametric.h. */
#include "divergences/parametric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Coordinates ---- */

double model_coordinate(domain in, double x)
{
    return in == ANY_REAL ? x : in == POSITIVE ? log(x) : log(x / (1 - x));
}
double model_number(domain in, double t)
{
    return in == ANY_REAL ? t : in == POSITIVE ? exp(t) : 1 / (1 + exp(-t));
}

double model_slope(domain in, double t)
{
    double x = model_number(in, t);
    return in == ANY_REAL ? 1 : in == POSITIVE ? x : x * (1 - x);
}

/* ---- Laws at values ---- */

/* The names met so far; while `growing`, a new name becomes a free parameter. */
typedef struct values {
    model *m;
    const double *value;
    bool growing, too_many;
} values;

static int index_of(const model *m, const char *name, size_t length)
{
    for (int i = 0; i < m->n; i++)
        if (strlen(m->free[i].name) == length && !strncmp(m->free[i].name, name, length))
            return i;
    return -1;
}

static real value_of(void *state, real_pool *pool, const char *name)
{
    values *v = state;
    int i = index_of(v->m, name, strlen(name));
    if (i >= 0)
        return real_from_double(pool, v->value[i]);
    if (!v->growing || v->m->n == MODEL_PARAMETERS || strlen(name) > MODEL_NAME) {
        v->too_many = v->growing;
        return NULL;
    }
    i = v->m->n++;
    strcpy(v->m->free[i].name, name);
    return real_from_double(pool, v->value[i]);
}

static law *law_with(model *m, const double *value, bool growing, bool *too_many, error *e)
{
    values v = {m, value, growing, false};
    real_names names = {value_of, &v, "a free parameter"};
    law *l = law_parse(m->text, &names, e);
    if (too_many)
        *too_many = v.too_many;
    return l;
}

law *model_at(const model *m, const double *value, error *e)
{
    for (int i = 0; i < m->n; i++)
        if (!isfinite(value[i]))
            return error_set(e, -1, "%s is not a finite number", m->free[i].name), NULL;
    return law_with((model *)m, value, false, NULL, e);
}

static bool is_valid(const model *m, const double *value)
{
    law *l = model_at(m, value, NULL);
    law_free(l);
    return l;
}

static void base_values(const model *m, double *value)
{
    for (int i = 0; i < m->n; i++)
        value[i] = m->free[i].base;
}

/* ---- Reading ---- */

/* "mu=0,sigma=1" into base and given. */
bool model_start(model *m, const char *start, error *e)
{
    real_pool *pool = real_pool_open();
    int at = 0;
    bool good = true;
    while (good && start[at]) {
        int from = at + (int)strspn(start + at, " "), length = (int)strcspn(start + from, " =,");
        int i = index_of(m, start + from, (size_t)length);
        at = from + length + (int)strspn(start + from + length, " ");
        if (i < 0) {
            good = error_set(e, from, "'%.*s' is not a free parameter of %s", length, start + from, m->text);
        } else if (start[at] != '=') {
            good = error_set(e, at, "expected = after %s, as in %s=1", m->free[i].name, m->free[i].name);
        } else {
            real x = (at++, real_parse(pool, start, &at, NULL, e));
            good = x;
            m->free[i].base = x ? real_double(x) : 0;
            m->free[i].given = true;
            at += good ? (int)strspn(start + at, " ") : 0;
            if (good && start[at] && start[at] != ',')
                good = error_set(e, at, "expected a comma or the end after the value of %s", m->free[i].name);
            at += good && start[at] == ',';
        }
    }
    real_pool_close(pool);
    return good;
}

/*
 * Values that suit a location, a positive number and a probability alike: in (0, 1), all different, so that
 * slots can be told apart; small, so that several of them as weights leave a rest; increasing or decreasing,
 * so that one of the two orders suits the ends of an interval.
 */
static bool find_base(model *m, error *e)
{
    double value[MODEL_PARAMETERS], first[MODEL_PARAMETERS];
    for (int attempt = 0; attempt < 2; attempt++) {
        for (int i = 0; i < m->n; i++) {
            double rank = attempt ? m->n - i : i + 1;
            value[i] = m->free[i].given ? m->free[i].base : (rank + 0.3) / (m->n * (m->n + 2.0));
        }
        if (!attempt)
            memcpy(first, value, sizeof first);
        if (is_valid(m, value)) {
            for (int i = 0; i < m->n; i++)
                m->free[i].base = value[i];
            return true;
        }
    }
    law_free(model_at(m, first, e));
    return false;
}

/* ---- Slots and domains ---- */

static double slot_value(const component *c, int slot)
{
    return slot < 0 ? c->weight_double : c->par_double[slot];
}

static int parameter_count(const component *c)
{
    int n = 0;
    while (n < MAX_PARAMETERS && c->family->parameters[n].name)
        n++;
    return c->family->arguments == ARGUMENTS_PARAMETERS ? n : 0;
}

/*
 * The slots that differ between the laws at x and at y = x elsewhere: how narrow they are, and whether one is
 * x itself.
 */
static void compare_slots(free_parameter *f, const law *at_x, const law *at_y, double x, double y)
{
    f->in = ANY_REAL;
    f->slot = (model_slot){-1, -1, false};
    for (int c = 0; c < at_x->n && at_x->n == at_y->n; c++)
        for (int p = -1; p < parameter_count(&at_x->c[c]); p++) {
            double a = slot_value(&at_x->c[c], p), b = slot_value(&at_y->c[c], p);
            domain admits = p < 0 ? PROBABILITY : at_x->c[c].family->parameters[p].in;
            if (a == b)
                continue;
            f->in = admits > f->in ? admits : f->in;
            if (f->slot.component < 0 && a == x && b == y)
                f->slot = (model_slot){c, p, false};
            else if (f->slot.component < 0 && a == 1 / x && b == 1 / y)
                f->slot = (model_slot){c, p, true};
        }
}

static void find_confined(model *m, int i, const double *base)
{
    double up[MODEL_PARAMETERS], down[MODEL_PARAMETERS];
    memcpy(up, base, sizeof up);
    memcpy(down, base, sizeof down);
    up[i] = 1e3, down[i] = -1e3;
    m->free[i].confined = m->free[i].in == ANY_REAL && !is_valid(m, up) && !is_valid(m, down);
}

/* A parameter inside an expression, exp(s) as a scale, may be allowed more than its slot: ask. */
static void widen_domain(model *m, int i, const double *base)
{
    double value[MODEL_PARAMETERS];
    memcpy(value, base, sizeof value);
    for (domain wider = ANY_REAL; wider < m->free[i].in; wider++) {
        value[i] = wider == ANY_REAL ? -3.7 : 3.7;
        if (is_valid(m, value))
            m->free[i].in = wider;
    }
}

static bool find_slots(model *m, error *e)
{
    double base[MODEL_PARAMETERS], near[MODEL_PARAMETERS];
    base_values(m, base);
    for (int i = 0; i < m->n; i++) {
        memcpy(near, base, sizeof near);
        near[i] = base[i] * (1 + 0x1p-10) + (base[i] == 0) * 0x1p-10;
        law *a = model_at(m, base, e), *b = model_at(m, near, NULL);
        if (a && b)
            compare_slots(&m->free[i], a, b, base[i], near[i]);
        bool known = a && b;
        law_free(a);
        law_free(b);
        if (!known)
            return error_set(e, -1, "%s = %g is at the end of what %s admits: start inside", m->free[i].name,
                             base[i], m->text);
        widen_domain(m, i, base);
        find_confined(m, i, base);
    }
    return true;
}

/* Meets the names, with values in both orders: an impossible value would hide the names behind it. */
static bool meet_names(model *m, error *e)
{
    static const double up[MODEL_PARAMETERS] = {0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18};
    static const double down[MODEL_PARAMETERS] = {0.18, 0.17, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11};
    bool too_many, valid = false;
    error trouble;
    for (int attempt = 0; attempt < 2 && !valid; attempt++) {
        law *l = law_with(m, attempt ? down : up, true, &too_many, &trouble);
        valid = l;
        law_free(l);
        if (too_many)
            return error_set(e, trouble.position, "more than %d free parameters, or a name longer than %d",
                             MODEL_PARAMETERS, MODEL_NAME);
    }
    if (!m->n && !valid)
        return error_set(e, trouble.position, "%s", trouble.message);
    return m->n
           || error_set(e, -1, "%s has no free parameter: name what may vary, as in normal(mu, sigma)",
                        m->text);
}

bool model_read(model *m, const char *text, error *e)
{
    *m = (model){.text = strdup(text)};
    return m->text ? meet_names(m, e) : error_set(e, -1, "out of memory");
}

bool model_settle(model *m, error *e) { return find_base(m, e) && find_slots(m, e); }

void model_clear(model *m)
{
    free(m->text);
    *m = (model){0};
}
