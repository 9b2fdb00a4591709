/* Laws of the families with closed forms, of random parameters that are often equal, small rationals or surds. */
#ifndef TESTS_DRAWN_LAWS_H
#define TESTS_DRAWN_LAWS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long draw_state = 20240229;

/* 0, ..., n - 1 from Knuth's MMIX congruential generator. */
static inline unsigned long draw(unsigned long n)
{
    draw_state = draw_state * 6364136223846793005UL + 1442695040888963407UL;
    return (draw_state >> 33) % n;
}

/* Kinds of parameters: L a location, S a scale or shape, B a number below the S that follows it, P a probability, Q one that is
 * not 0, D degrees of freedom, N a count. */
static const struct {
    const char *name, *kinds;
} families_drawn[] = {
    {"normal", "LS"},   {"uniform", "BS"},         {"exponential", "S"}, {"laplace", "LS"},
    {"logistic", "LS"}, {"cauchy", "LS"},          {"gamma", "SS"},      {"beta", "SS"},
    {"poisson", "S"},   {"bernoulli", "P"},        {"point", "L"},       {"student", "DLS"},
    {"pareto", "SS"},   {"halfnormal", "S"},       {"chi2", "D"},        {"triangular", "BBS"},
    {"geometric", "Q"}, {"binomial", "NP"},        {"lognormal", "LS"},  {"weibull", "SS"},
    {"gumbel", "LS"},   {"inversegaussian", "SS"}, {"rayleigh", "S"},
};
enum { FAMILIES_DRAWN = sizeof families_drawn / sizeof *families_drawn };

static inline void draw_parameter(char kind, char *out, size_t size)
{
    static const char *const scales[] = {"1", "2", "1/2", "3/2", "3", "5/4", "sqrt(2)", "0.7"};
    static const char *const locations[] = {"0", "1", "-1", "1/3", "2.5", "-3/2", "7/8"};
    static const char *const below[] = {"0", "-1", "-0.5", "0.25", "-3"};
    static const char *const chances[] = {"0", "1", "1/2", "1/3", "0.9", "1/7"};
    static const char *const degrees[] = {"3", "1", "5/2", "4", "0.6", "7"};
    static const char *const counts[] = {"1", "4", "9", "30"};
    snprintf(out, size, "%s",
             kind == 'S'   ? scales[draw(8)]
             : kind == 'L' ? locations[draw(7)]
             : kind == 'B' ? below[draw(5)]
             : kind == 'D' ? degrees[draw(6)]
             : kind == 'N' ? counts[draw(4)]
                           : chances[kind == 'Q' ? 1 + draw(5) : draw(6)]);
}

enum { MOST_DRAWN = 3 };

/* A specification. Parameters are taken over from `like` (a pair of equal scales, say) every other time. */
static inline void draw_law(size_t f, char par[MOST_DRAWN][20], bool take_over, char *out, size_t size)
{
    size_t n = strlen(families_drawn[f].kinds), used;
    for (size_t i = 0; i < n; i++)
        if (!take_over || draw(2))
            draw_parameter(families_drawn[f].kinds[i], par[i], sizeof par[i]);
    if (!strcmp(families_drawn[f].kinds, "BBS")
        && atof(par[1]) < atof(par[0])) /* the mode is not left of a */
        memcpy(par[1], par[0], sizeof par[0]);
    used = (size_t)snprintf(out, size, "%s(%s", families_drawn[f].name, par[0]);
    for (size_t i = 1; i < n; i++)
        used += (size_t)snprintf(out + used, size - used, ", %s", par[i]);
    snprintf(out + used, size - used, ")");
}

static inline void draw_pair(size_t f, size_t g, char p[80], char q[80])
{
    char par[MOST_DRAWN][20];
    draw_law(f, par, false, p, 80);
    draw_law(g, par, f == g, q, 80);
}

#endif
