/*
 * Statements for all parameters of a box: sub-boxes, time and tightness of the bounds over theta, and of certified fits.
 * Usage: bench_boxes [COMMAND]; the median of three runs in this process, CPU time of all threads.
 */
#include "median.h"
#include "divergences/box_critical.h"
#include "divergences/theta_range.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct range_case {
    const char *divergence, *p, *q, *from, *to;
} range_case;

static const range_case ranges[] = {
    {"js", "normal(0,1)", "normal(theta,1)", "-5", "5"},
    {"js", "normal(0,1)", "normal(1,theta)", "1/2", "2"},
    {"kl", "normal(0,1)", "normal(0,theta)", "1/2", "2"},
    {"tv", "normal(0,1)", "normal(theta,1)", "1/4", "4"},
    {"js", "laplace(0,1)", "laplace(theta,1)", "-1", "1"},
    {"js", "gamma(1/2,1)", "gamma(theta,1)", "0.3", "3"},
    {"kl", "cauchy(0,1)", "cauchy(theta,1)", "-2", "3"},
    {"js", "0.3*normal(-1,0.5)+0.7*normal(2,1.5)", "theta*normal(0,1)+(1-theta)*normal(1,2)", "0.1", "0.9"},
};

static const char *const fits[] = {"kl", "reverse-kl", "js"};

static real number(real_pool *pool, const char *text)
{
    int at = 0;
    return real_parse(pool, text, &at, NULL, NULL);
}

static void bench_range(const range_case *c)
{
    double seconds[3], below = 0, above = 0;
    long boxes = 0;
    for (int run = 0; run < 3; run++) {
        real_pool *pool = real_pool_open();
        theta_request r = {.p = c->p, .q = c->q, .digits = 6, .cap = 4000, .gap = 1e-3};
        theta_range found;
        r.from = number(pool, c->from), r.to = number(pool, c->to);
        double start = scope_work_of_all();
        if (divergence_parse(c->divergence, pool, &r.d, NULL) && theta_range_find(&r, &found, NULL)) {
            boxes = found.boxes;
            below = ball_double(found.lowest.value) - ball_double(found.lower);
            above = ball_double(found.upper) - ball_double(found.highest.value);
            theta_range_clear(&found);
        }
        seconds[run] = scope_work_of_all() - start;
        real_pool_close(pool);
    }
    printf("%-5s %-42.42s theta in [%s, %s]  %5ld boxes  %7.3f s  slack %.1e %.1e\n", c->divergence, c->q,
           c->from, c->to, boxes, median(3, seconds), below, above);
}

static void bench_fit(const char *name)
{
    real_pool *pool = real_pool_open();
    divergence d;
    critical_request r = {.least = true, .goal = 40, .cap = 20000};
    critical_found found;
    const char *p = "0.33*normal(-1,sqrt(0.065))+0.67*normal(2,sqrt(2))", *q = "normal(mu,sigma)";
    double start = scope_work_of_all();
    if (symbols_read(&r.named, pool, "mu in [1/2, 2], sigma in [3/2, 2]", NULL)
        && divergence_parse(name, pool, &d, NULL) && box_divergence_of(&d, pool, &r.d)) {
        r.p = r.d.exchanged ? q : p, r.q = r.d.exchanged ? p : q;
        box_critical_find(&r, &found, NULL);
        printf("fit   normal(mu,sigma) by %-11s mu in [1/2, 2], sigma in [3/2, 2]  %5ld boxes  %7.3f s  %s\n",
               name, found.boxes, scope_work_of_all() - start,
               found.complete && found.n == 1 ? "one minimiser" : "OPEN");
    }
    real_pool_close(pool);
}

int main(void)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        bench_range(&ranges[i]);
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++)
        bench_fit(fits[i]);
    flint_cleanup();
    return 0;
}
