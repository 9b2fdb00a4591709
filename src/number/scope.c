/* Scopes: chunks of initialised Arb numbers used as a stack. See scope.h. */
#include "number/scope.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { CHUNK = 128 };

typedef struct chunk {
    struct chunk *next;
    arb_struct slot[CHUNK];
} chunk;

struct scope {
    chunk *first, *current;
    size_t used;
    slong bits;
    unsigned long birth;
    bool holomorphic;
    double deadline; /* of scope_work */
    double earliest; /* of scope_clock: no deadline passes before it, as work takes at least its time */
    bool expired;
};

static atomic_ulong births;

static chunk *chunk_new(void)
{
    chunk *c = malloc(sizeof *c);
    c->next = NULL;
    for (size_t i = 0; i < CHUNK; i++)
        arb_init(&c->slot[i]);
    return c;
}

scope *scope_open(slong bits)
{
    scope *s = malloc(sizeof *s);
    chunk *c = chunk_new();
    *s = (scope){
        .first = c, .current = c, .bits = bits, .birth = atomic_fetch_add(&births, 1), .deadline = INFINITY};
    return s;
}

scope *scope_open_for(const scope *outer, slong bits)
{
    scope *s = scope_open(bits);
    s->deadline = outer->deadline;
    s->earliest = outer->earliest;
    s->expired = outer->expired;
    return s;
}

void scope_close(scope *s)
{
    if (!s)
        return;
    for (chunk *c = s->first, *next; c; c = next) {
        next = c->next;
        for (size_t i = 0; i < CHUNK; i++)
            arb_clear(&c->slot[i]);
        free(c);
    }
    free(s);
}

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double scope_clock(void) { return seconds_of(CLOCK_MONOTONIC); }
double scope_work(void) { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }
double scope_work_of_all(void) { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

void scope_set_deadline(scope *s, double moment)
{
    s->deadline = moment;
    s->earliest = 0;
    s->expired = false;
}

/* The clock of the thread is a system call, ten times as dear as the other: asked only when the latter allows it. */
bool scope_expired(scope *s)
{
    if (s->expired || s->deadline == INFINITY)
        return s->expired;
    double now = scope_clock();
    if (now < s->earliest)
        return false;
    double left = s->deadline - scope_work();
    s->earliest = now + left;
    s->expired = left < 0;
    return s->expired;
}

slong scope_bits(const scope *s) { return s->bits; }
void scope_set_bits(scope *s, slong bits) { s->bits = bits; }
bool scope_holomorphic(const scope *s) { return s->holomorphic; }
void scope_set_holomorphic(scope *s, bool on) { s->holomorphic = on; }

scope *scope_younger(scope *a, scope *b)
{
    if (!a || !b)
        return a ? a : b;
    return a->birth > b->birth ? a : b;
}

arb_ptr scope_take(scope *s, size_t count)
{
    if (s->used + count > CHUNK) {
        if (!s->current->next)
            s->current->next = chunk_new();
        s->current = s->current->next;
        s->used = 0;
    }
    arb_ptr taken = &s->current->slot[s->used];
    s->used += count;
    return taken;
}

scope_mark scope_now(const scope *s) { return (scope_mark){s->current, s->used}; }

void scope_rewind(scope *s, scope_mark mark)
{
    s->current = mark.chunk;
    s->used = mark.used;
}
