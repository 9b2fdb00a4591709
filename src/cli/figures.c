/*
 * The figures of the gallery: what their tables hold. The scripts of the same names in plots/ say what they
 * show.
 */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/figures.h"
#include "cli/output.h"
#include "divergences/divergence.h"
#include "divergences/game_curves.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

void figure_path(char path[PATH_MAX], const char *folder, const char *name, const char *ending)
{
    snprintf(path, PATH_MAX, "%s/%s.%s", folder, name, ending);
}

int figure_draw(const figure *f, const char *folder, const char *format, const gnuplot_variable *more,
                size_t count)
{
    char table[PATH_MAX], picture[PATH_MAX];
    error e;
    figure_path(table, folder, f->name, "csv");
    figure_path(picture, folder, f->name, format);
    return gnuplot_draw(f->name, table, picture, more, count, &e) ? ALL_HOLDS
                                                                  : complain("%s: %s", f->name, e.message);
}

/* ---- Divergences along theta: the table is that of `ganproof sweep` ---- */

static int draw_sweep(const figure *f, const char *folder, const char *format, const char *names,
                      const char *p, const char *q, const char *theta)
{
    char table[PATH_MAX];
    figure_path(table, folder, f->name, "csv");
    const char *words[] = {"sweep", names, p, q, "--theta", theta, "--digits", "12", "--csv", table, NULL};
    char *arguments[sizeof words / sizeof *words];
    memcpy(arguments, words, sizeof words); /* getopt permutes the words, and changes none */
    int status = command_sweep((int)(sizeof words / sizeof *words) - 1, arguments);
    return status == ALL_HOLDS ? figure_draw(f, folder, format, NULL, 0) : BAD_INPUT;
}

static int draw_normals(const figure *f, const char *folder, const char *format)
{
    return draw_sweep(f, folder, format, "kl,reverse-kl,js,tv,w1", "normal(0,1)", "normal(theta,1)",
                      "-4:4:161");
}

static int draw_uniforms(const figure *f, const char *folder, const char *format)
{
    return draw_sweep(f, folder, format, "kl,reverse-kl,js,tv,w1", "uniform(0,1)", "uniform(theta,theta+1)",
                      "-2:2:161");
}

static int draw_segments(const figure *f, const char *folder, const char *format)
{
    return draw_sweep(f, folder, format, "kl,js,tv,w1", "segment(0,0,0,1)", "segment(theta,0,theta,1)",
                      "-1:1:81");
}

/* ---- The game ---- */

/*
 * V(G, D*) from `ganproof divergence js`, with so many digits. Free with free(); NULL and a complaint if
 * there is none.
 */
static char *game_value_text(const law *p, const law *q, slong digits)
{
    real_pool *pool = real_pool_open();
    request r = request_default;
    divergence js;
    result found;
    error e;
    char *text = NULL;
    r.digits = digits + 3; /* V cancels where P and Q nearly agree */
    if (divergence_parse("js", pool, &js, &e) && divergence_compute(js, p, q, &r, &found, &e)) {
        text = ball_text(game_value_from_js(found.value), digits);
        result_clear(&found);
    } else {
        complain("%s", e.message);
    }
    real_pool_close(pool);
    return text;
}

static bool write_discriminator(FILE *to, const law *p, const law *q)
{
    enum { POINTS = 301 };
    static const double from = -4, end = 5;
    fputs("x,p,q,dstar,integrand\n", to);
    for (int i = 0; i < POINTS; i++) {
        game_point at = game_point_at(p, q, from + (end - from) * i / (POINTS - 1));
        fprintf(to, "%.12g,%.12g,%.12g,%.12g,%.12g\n", at.x, at.p, at.q, at.discriminator, at.integrand);
    }
    return true;
}

/* "V(G, D*) = -1.163 nats" with a true minus sign. */
static void caption_for(const char *value, char *out, size_t size)
{
    bool negative = *value == '-';
    snprintf(out, size, "V(G, D*) = %s%s nats", negative ? "−" : "", value + negative);
}

static int draw_discriminator(const figure *f, const char *folder, const char *format)
{
    char table[PATH_MAX], caption[80];
    error e = {.message = ""};
    output o;
    law *p = law_parse("normal(0,1)", NULL, &e), *q = law_parse("normal(1,1)", NULL, &e);
    figure_path(table, folder, f->name, "csv");
    char *value = p && q ? game_value_text(p, q, 4) : NULL;
    int status = BAD_INPUT;
    if (!value)
        complain("%s: %s", f->name, e.message);
    else if (!output_open(&o, table, &e) || !write_discriminator(o.to, p, q) || !output_commit(&o, &e))
        complain("%s", e.message);
    else {
        caption_for(value, caption, sizeof caption);
        gnuplot_variable more[] = {
            {"caption", caption}, {"p_name", "p_{data} = N(0, 1)"}, {"q_name", "p_g = N(1, 1)"}};
        status = figure_draw(f, folder, format, more, sizeof more / sizeof *more);
    }
    free(value);
    law_free(p);
    law_free(q);
    return status;
}

/* ---- The bowl, and gradient descent in it ---- */

static real theta_of(void *state, real_pool *pool, const char *name)
{
    return strcmp(name, "theta") == 0 ? real_from_double(pool, *(const double *)state) : NULL;
}

/* "theta,V" for N(0, 1) against N(theta, 1). */
static bool write_value(FILE *to, const law *p, double theta)
{
    real_names names = {theta_of, &theta, "theta"};
    error e;
    law *q = law_parse("normal(theta,1)", &names, &e);
    char *value = q ? game_value_text(p, q, 12) : NULL;
    if (value)
        fprintf(to, "%.12g,%s\n", theta, value);
    free(value);
    law_free(q);
    return value;
}

static bool write_bowl(FILE *to, const law *p)
{
    bool well = true;
    fputs("theta,value\n", to);
    for (int i = -100; i <= 100 && well; i++)
        well = write_value(to, p, i / 20.0);
    return well;
}

/* Starts are separated by one empty line; there is one header. */
static bool write_descent(FILE *to, const law *p)
{
    enum { ITERATES = 25 };
    static const double starts[] = {-4, -1.5, 4.5}, rate = 1;
    double theta[ITERATES];
    bool well = true;
    fputs("step,theta,value\n", to);
    for (size_t s = 0; s < sizeof starts / sizeof *starts; s++) {
        fputs(s ? "\n" : "", to);
        game_descent(starts[s], rate, ITERATES, theta);
        for (int i = 0; i < ITERATES && well; i++) {
            fprintf(to, "%d,", i);
            well = write_value(to, p, theta[i]);
        }
    }
    return well;
}

static bool write_table(const char *path, bool (*rows)(FILE *to, const law *p), const law *p)
{
    output o;
    error e;
    if (!output_open(&o, path, &e))
        return complain("%s", e.message), false;
    if (!rows(o.to, p))
        return output_abandon(&o, false), false;
    return output_commit(&o, &e) || (complain("%s", e.message), false);
}

static int draw_bowl(const figure *f, const char *folder, const char *format)
{
    char table[PATH_MAX], descent[PATH_MAX];
    law *p = law_parse("normal(0,1)", NULL, NULL);
    figure_path(table, folder, f->name, "csv");
    figure_path(descent, folder, f->name, "descent.csv");
    int status = BAD_INPUT;
    if (p && write_table(table, write_bowl, p) && write_table(descent, write_descent, p))
        status = figure_draw(f, folder, format, (gnuplot_variable[]){{"table2", descent}}, 1);
    law_free(p);
    return status;
}

const figure figures[] = {
    {"normals", "KL, reverse KL, JS, TV, W1 of N(0,1) and N(theta,1): what grows and what saturates",
     draw_normals},
    {"uniforms", "the same of U(0,1) and U(theta,theta+1), whose supports separate", draw_uniforms},
    {"segments", "two parallel segments: KL, JS, TV jump at theta = 0, W1 does not", draw_segments},
    {"discriminator", "the optimal discriminator of two normals, and the integrand of V(G, D*)",
     draw_discriminator},
    {"bowl", "V(G, D*) against theta with its floor -log 4, and gradient descent in it", draw_bowl},
    {"dirac-phase", "the Dirac-GAN's field and training steps under six methods: who arrives and who circles",
     draw_dirac_phase},
    {"critic", "D* of two normals in the plane beside the critic that optimal transport of samples gives",
     draw_critic},
};
const size_t figure_count = sizeof figures / sizeof *figures;
