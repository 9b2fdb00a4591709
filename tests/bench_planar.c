/*
 * How long divergences on the plane take, and how many digits they reach: a table of pairs and names, CPU seconds for one value,
 * certified and in double precision (with the error that it claims, and the one it has). Usage: bench_planar; nothing is asserted.
 */
#include "divergences/numerical.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct {
    const char *names[9];
    const char *p, *q;
    slong digits;
} rows[] = {
    {{"js", "tv", "hellinger2"}, "normal2(0,0,1,1,0)", "normal2(1,0,1,1,1/2)", 15},
    {{"kl", "js", "hellinger2", "chi2", "renyi(3/2)", "tv", "entropy"},
     "1/2*normal2(-1,0,1,1,0.3) + 1/2*normal2(1,1,0.7,1,0)",
     "normal2(0,0,3/2,3/2,0)",
     10},
    {{"kl", "js"}, "1/2*normal2(-1,0,1,1,0.3) + 1/2*normal2(1,1,0.7,1,0)", "normal2(0,0,3/2,3/2,0)", 15},
    {{"kl", "js", "tv"},
     "normal2(0,0,1,1,0)",
     "0.3*normal2(-1,0,1,1,0) + 0.3*normal2(1,0,1,1,0.5) + 0.4*normal2(0,1,2,1,-0.2)",
     10},
    {{"kl", "js", "hellinger2", "tv"}, "ring(8,2,0.1)", "normal2(0,0,1,1,0)", 10},
    {{"js", "kl"}, "ring(8,2,0.1)", "ring(8,2.1,0.2)", 10},
    {{"js"}, "grid(3,2,0.3)", "grid(3,2,0.4)", 10},
    {{"js", "tv"}, "rectangle(-1,1,0,2)", "normal2(0,0,1,1,1/2)", 15},
    {{"js", "kl"}, "disk(0,1,1)", "normal2(0,0,1,1,1/2)", 15},
    {{"js", "tv"}, "disk(0,0,1)", "disk(1,1/2,3/2)", 15},
    {{"w1", "w2"}, "ring(8,2,0.1)", "normal2(0,0,1,1,0)", 15},
};

static double seconds_since(clock_t start) { return (double)(clock() - start) / CLOCKS_PER_SEC; }

static void run(const char *name, const char *p_text, const char *q_text, slong digits)
{
    real_pool *pool = real_pool_open();
    error e;
    divergence d;
    result out;
    request r = request_default;
    r.digits = digits;
    r.budget = 60;
    law *p = law_parse(p_text, NULL, &e), *q = law_parse(q_text, NULL, &e);
    clock_t start = clock();
    bool known = p && q && divergence_parse(name, pool, &d, &e) && divergence_compute(d, p, q, &r, &out, &e);
    double seconds = seconds_since(start);
    numerical quick;
    if (known) {
        start = clock();
        numerical_divergences(&d, 1, p, d.row->needs_second_law ? q : p, &quick);
        double quick_seconds = seconds_since(start), value = ball_double(out.value);
        slong digits_known = ball_is_finite(out.value) ? ball_digits(out.value) : 0;
        char *text = ball_text(out.value, digits);
        printf("%-12s %8.3f s %2ld digits  %-18s", name, seconds,
               (long)(digits_known < digits ? digits_known : digits), text);
        if (quick.known)
            printf(" doubles %6.3f s, claimed %7.1e, off by %7.1e", quick_seconds, quick.error,
                   fabs(quick.value - value));
        printf("  %s, %s\n", p_text, q_text);
        fflush(stdout);
        free(text);
        result_clear(&out);
    } else {
        printf("%-12s %s\n", name, e.message);
    }
    law_free(p);
    law_free(q);
    real_pool_close(pool);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int k = 0; rows[i].names[k]; k++)
            run(rows[i].names[k], rows[i].p, rows[i].q, rows[i].digits);
    return 0;
}
