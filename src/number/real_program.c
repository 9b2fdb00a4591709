/* Expressions as programs of a stack machine: see real_program.h. Subexpressions without the symbol are constants. */
#include "number/real_node.h"
#include "number/real_program.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_DEPTH = 32, MOST_STEPS = 512 };

typedef enum { STEP_CONSTANT, STEP_SYMBOL, STEP_OPERATION } step_kind;
typedef struct step {
    step_kind kind;
    real_op op;
    double value, off; /* of a constant */
} step;

struct real_program {
    size_t n;
    bool constant;
    step at[];
};

/* A number with a bound of its error. */
typedef struct near {
    double x, off;
} near;

/* ---- Compiling ---- */

static bool occurs(real of, real symbol)
{
    return of == symbol
           || (of->boxed && ((of->a && occurs(of->a, symbol)) || (of->b && occurs(of->b, symbol))));
}

static bool has_row(real_op op)
{
    return op == REAL_ADD || op == REAL_SUB || op == REAL_MUL || op == REAL_DIV || op == REAL_POW
           || op == REAL_NEG || op == REAL_SQRT || op == REAL_EXP || op == REAL_LOG || op == REAL_ABS;
}

static bool emit(real of, real symbol, step *at, size_t *n)
{
    step one = {STEP_OPERATION, of->op, 0, 0};
    slong integer;
    if (*n == MOST_STEPS)
        return false;
    if (!occurs(of, symbol)) {
        double value = of->boxed ? NAN : real_double(of);
        bool exact = real_is_integer(of, &integer) && fabs(value) < 0x1p53;
        one = (step){STEP_CONSTANT, of->op, value, exact ? 0 : DBL_EPSILON * fabs(value)};
        if (!isfinite(one.value))
            return false;
    } else if (of == symbol) {
        one.kind = STEP_SYMBOL;
    } else if (!has_row(of->op) || !emit(of->a, symbol, at, n) || (of->b && !emit(of->b, symbol, at, n))) {
        return false;
    }
    if (*n == MOST_STEPS)
        return false;
    at[(*n)++] = one;
    return true;
}

real_program *real_compile(real of, real symbol)
{
    step at[MOST_STEPS];
    size_t n = 0;
    if (of->depth >= MOST_DEPTH || !emit(of, symbol, at, &n))
        return NULL;
    real_program *p = malloc(sizeof *p + n * sizeof *at);
    p->n = n;
    p->constant = n == 1 && at[0].kind == STEP_CONSTANT;
    for (size_t i = 0; i < n; i++)
        p->at[i] = at[i];
    return p;
}

void real_program_free(real_program *p) { free(p); }
bool real_program_is_constant(const real_program *p) { return p->constant; }
bool real_program_is_integer(const real_program *p) { return p->constant && p->at[0].off == 0; }

/* ---- Evaluating ---- */

/* The rounding of the last operation: two ulp, which is what the functions of the C library stay below. */
static near rounded(double x, double off) { return (near){x, off + 2 * DBL_EPSILON * fabs(x) + DBL_MIN}; }

static near quotient(near a, near b)
{
    double room = fabs(b.x) - b.off, x = a.x / b.x;
    return room > 0 ? rounded(x, (a.off + fabs(x) * b.off) / room) : (near){x, INFINITY};
}

/* d(a^b) = a^b (b da/a + log a db). A base that may not be positive needs an integer exponent without error. */
static near power(near a, near b)
{
    double x = pow(a.x, b.x), room = fabs(a.x) - a.off;
    if (a.off == 0 && b.off == 0)
        return rounded(x, 0);
    if (!(room > 0) || !(a.x > 0 || (b.off == 0 && b.x == rint(b.x))))
        return (near){x, INFINITY};
    double relative = (fabs(b.x) + b.off) * a.off / room + fabs(log(fabs(a.x))) * b.off;
    return rounded(x, fabs(x) * expm1(relative));
}

static near apply(real_op op, near a, near b)
{
    switch (op) {
    case REAL_ADD: return rounded(a.x + b.x, a.off + b.off);
    case REAL_SUB: return rounded(a.x - b.x, a.off + b.off);
    case REAL_MUL: return rounded(a.x * b.x, fabs(a.x) * b.off + fabs(b.x) * a.off + a.off * b.off);
    case REAL_DIV: return quotient(a, b);
    case REAL_POW: return power(a, b);
    case REAL_NEG: return (near){-a.x, a.off};
    case REAL_SQRT: return a.x > a.off ? rounded(sqrt(a.x), a.off / sqrt(a.x)) : (near){0, INFINITY};
    case REAL_EXP: return rounded(exp(a.x), exp(a.x) * expm1(a.off));
    case REAL_LOG: return a.x > a.off ? rounded(log(a.x), a.off / (a.x - a.off)) : (near){0, INFINITY};
    case REAL_ABS: return (near){fabs(a.x), a.off};
    default: return (near){NAN, INFINITY};
    }
}

static int operands(real_op op)
{
    return op == REAL_ADD || op == REAL_SUB || op == REAL_MUL || op == REAL_DIV || op == REAL_POW ? 2 : 1;
}

double real_program_at(const real_program *p, double x, double x_off, double *off)
{
    near stack[MOST_DEPTH + 2];
    size_t top = 0;
    for (size_t i = 0; i < p->n; i++) {
        const step *s = &p->at[i];
        if (s->kind == STEP_OPERATION) {
            near b = operands(s->op) == 2 ? stack[--top] : (near){0, 0}, a = stack[--top];
            stack[top++] = apply(s->op, a, b);
        } else {
            stack[top++] = s->kind == STEP_SYMBOL ? (near){x, x_off} : (near){s->value, s->off};
        }
    }
    *off = isnan(stack[0].x) ? INFINITY : stack[0].off;
    return stack[0].x;
}
