/* The figure dirac-phase: the Dirac-GAN as a dynamical system. Its table is long: method, kind, step, theta, psi, dtheta, dpsi. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/figures.h"
#include "cli/output.h"
#include "gan/dirac.h"

#include <math.h>

static const char *const shown[] = {"gan", "nsgan", "wgan-clip", "wgan-gp", "r1", "consensus"};
enum { SHOWN = sizeof shown / sizeof *shown, STEPS = 500 };

/* The direction of v on a grid, with |v|. */
static void write_field(FILE *to, const dynamics *of)
{
    enum { HALF = 7 };
    for (int i = -HALF; i <= HALF; i++)
        for (int j = -HALF; j <= HALF; j++) {
            double x[2] = {i * 0.3, j * 0.3}, v[2];
            of->field_double(of, x, v);
            double length = hypot(v[0], v[1]);
            if (length > 0)
                fprintf(to, "%s,field,0,%.6g,%.6g,%.6g,%.6g\n", of->name, x[0], x[1], v[0] / length,
                        v[1] / length);
        }
}

static void write_play(FILE *to, const dynamics *of, const char *kind, schedule by)
{
    double x[2] = {1, 1};
    for (int k = 0; k <= STEPS; k++, dynamics_step_double(of, by, 0.2, x))
        fprintf(to, "%s,%s,%d,%.9g,%.9g,0,0\n", of->name, kind, k, x[0], x[1]);
}

int draw_dirac_phase(const figure *f, const char *folder, const char *format)
{
    char table[PATH_MAX];
    output o;
    error e;
    figure_path(table, folder, f->name, "csv");
    if (!output_open(&o, table, &e))
        return complain("%s", e.message);
    fputs("method,kind,step,theta,psi,dtheta,dpsi\n", o.to);
    for (int i = 0; i < SHOWN; i++) {
        const dynamics *of = dirac_by_name(shown[i]);
        write_field(o.to, of);
        write_play(o.to, of, "simultaneous", simultaneous);
        write_play(o.to, of, "alternating", alternating(1, 1));
    }
    return output_commit(&o, &e) ? figure_draw(f, folder, format, NULL, 0) : complain("%s", e.message);
}
