/*
 * THE EMPIRICAL W1 FALLS LIKE THE ROOT OF n
 *     E W1(P_n, U(0,1)) = ∫ E|B/n - x| dx,  B binomial(n,x):  1/3, 11/48, 5/27, 245/1536, ...,   √n E W1 → √(2/π) π/8.
 * By De Moivre's formula E|B - nx| = 2 k C(n,k) x^k (1-x)^(n-k+1) for (k-1)/n ≤ x < k/n; √n E|B/n - x| tends to
 * √(2/π) √(x(1-x)), whose integral is π/8.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w1 estimation statistical"),
    STATEMENT("E W1(P_n, U(0,1)) = 1/3, 11/48, 5/27, ...; √n E W1 falls to √(2/π) π/8"),
    HYPOTHESES("P_n is the empirical law of n independent points of U(0,1)."),
    WHY_A_GAN_CARES(
        "W1 between batches is not 0 when generator and data agree: on the line it is of the order n^(-1/2), in d > 2 dimensions of n^(-1/d). A loss of that "
        "size says nothing."),
    SOURCE(
        "De Moivre 1730; Diaconis and Zabell 1991; del Barrio, Giné and Matrán 1999; Fournier and Guillin 2015 for dimension d."),
    ESTABLISHED(
        "The rational values to 25 digits; that √n E W1 lies above the limit, and below 1/3, and falls along the listed n, by enclosures. Draws: the mean of √n W1 for "
        "n = 400 is within its error of the limit."),
    NOT_ESTABLISHED("The limit; other laws; higher dimensions."),
    FALSEHOOD("The rate 1/n: n E W1 stays below 1/3."))

typedef struct size {
    const char *name, *value; /* NULL: not listed */
    slong n;
} size;
static const size listed[] = {{"n = 1", "1/3", 1},       {"n = 2", "11/48", 2},
                              {"n = 3", "5/27", 3},      {"n = 4", "245/1536", 4},
                              {"n = 5", "1333/9375", 5}, {"n = 10", "18719761/187500000", 10}};
static const size sizes[] = {
    {"n = 2", NULL, 2}, {"n = 5", NULL, 5}, {"n = 10", NULL, 10}, {"n = 20", NULL, 20}};

static ball to_power(ball x, slong k)
{
    ball product = integer(1);
    for (slong i = 0; i < k; i++)
        product = times(product, x);
    return product;
}
static ball choose(slong n, slong k)
{
    ball product = integer(1);
    for (slong i = 1; i <= k; i++)
        product = over(times(product, integer(n - k + i)), integer(i));
    return product;
}
/* The integral of x^k (1-x)^m over [a,b], by parts: F = Σ_j m!k!/((m-j)!(k+1+j)!) x^(k+1+j) (1-x)^(m-j). */
static ball primitive(instance c, slong k, slong m, ball x)
{
    ball sum = number(c, "0"), factor = over(number(c, "1"), integer(k + 1)), rest = minus(integer(1), x);
    for (slong j = 0; j <= m; j++) {
        sum = plus(sum, times(factor, times(to_power(x, k + 1 + j), to_power(rest, m - j))));
        factor = over(times(factor, integer(m - j)), integer(k + 2 + j));
    }
    return sum;
}
static ball mean_w1(instance c, slong n)
{
    ball sum = number(c, "0"), one = number(c, "1");
    for (slong k = 1; k <= n; k++) {
        ball from = times(one, ratio(k - 1, n)), end = times(one, ratio(k, n));
        ball part = minus(primitive(c, k, n - k + 1, end), primitive(c, k, n - k + 1, from));
        sum = plus(sum, times(over(integer(2 * k), integer(n)), times(choose(n, k), part)));
    }
    return sum;
}
static ball value_listed(instance c) { return number(c, ((const size *)c.of)->value); }
static verdict is_listed(instance c)
{
    return agree(c, mean_w1(c, ((const size *)c.of)->n), value_listed(c), 25);
}
static verdict is_a_third_over_n(instance c)
{
    return agree(c, mean_w1(c, ((const size *)c.of)->n),
                 over(number(c, "1/3"), integer(((const size *)c.of)->n)), 25);
}

static ball scaled(instance c, slong n)
{
    return times(root(times(number(c, "1"), integer(n))), mean_w1(c, n));
}
static ball limit(instance c) { return number(c, "sqrt(2/pi)*pi/8"); }
static verdict by_the_root(instance c)
{
    slong n = ((const size *)c.of)->n;
    return both(both(more(scaled(c, n), limit(c)), less(scaled(c, n), number(c, "1/3"))),
                less(scaled(c, n), scaled(c, n - 1)));
}
static verdict by_n(instance c)
{
    slong n = ((const size *)c.of)->n;
    return at_most(times(integer(n), mean_w1(c, n)), number(c, "1/3"));
}

/* ---- Draws: W1(P_n, U(0,1)) = Σ over the n steps of the sorted points of ∫ |k/n - x| dx ---- */

enum { DRAWN = 400, RUNS = 400 };
typedef struct experiment {
    const char *name;
} experiment;
static const experiment experiments[] = {{"400 points, 400 times"}};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}
static double gap_integral(double level, double from, double end)
{
    double a = from - level, b = end - level;
    return fabs(b * fabs(b) - a * fabs(a)) / 2;
}
static double drawn_w1(random_stream *r)
{
    double x[DRAWN + 2] = {0}, sum = 0;
    for (int k = 1; k <= DRAWN; k++)
        x[k] = random_uniform(r);
    qsort(x + 1, DRAWN, sizeof *x, by_size);
    x[DRAWN + 1] = 1;
    for (int k = 0; k <= DRAWN; k++)
        sum += gap_integral(k / (double)DRAWN, x[k], x[k + 1]);
    return sum;
}
/* The mean of factor * W1 is `value`, but for 3.89 standard errors, and for 1 % of it: n is finite. */
static verdict mean_is(instance c, double factor, double value)
{
    random_stream *r = random_open(c.trial->seed, 0);
    double sum = 0, squares = 0;
    for (int k = 0; k < RUNS; k++) {
        double W = factor * drawn_w1(r);
        sum += W;
        squares += W * W;
    }
    random_close(r);
    double average = sum / RUNS, deviation = sqrt((squares / RUNS - average * average) / RUNS);
    return certainly(fabs(average - value) < 3.89 * deviation + 0.01 * value);
}
static verdict root_of_n_times(instance c) { return mean_is(c, sqrt(DRAWN), sqrt(2 / M_PI) * M_PI / 8); }
static verdict n_times(instance c) { return mean_is(c, DRAWN, 1.0 / 3); }

PROOF_OF(empirical_w1_falls_like_the_root_of_n,
         CHECK_EACH("rational values (falsehood: 1/(3n))", CERTIFIED, is_listed, is_a_third_over_n, listed),
         CHECK_EACH("√n E W1 falls to its limit (falsehood: n E W1 ≤ 1/3)", CERTIFIED, by_the_root, by_n,
                    sizes),
         CHECK_BY_RUNS("draws of 400 points (falsehood: n W1 is about 1/3)", root_of_n_times, n_times,
                       experiments, 1, 400, 0.9999))
