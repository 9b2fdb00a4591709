/* ganproof transport A B --plot FILE: the plan as lines between the clouds. */
#include "cli/complaint.h"
#include "cli/gnuplot.h"
#include "cli/transport.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_LINES = 4000 };

/* Points on the line are drawn on two lines, A above B. */
static void write_lines(FILE *to, const cloud_transport *t, const cloud *const c[2], int64_t every)
{
    int64_t most = 1;
    for (int64_t k = 0; k < t->shipments; k++)
        most = t->plan[k].mass > most ? t->plan[k].mass : most;
    fputs("ax,ay,bx,by,share\n", to);
    for (int64_t k = 0; k < t->shipments; k += every) {
        const shipment *one = &t->plan[k];
        for (int side = 0; side < 2; side++) {
            size_t at = (size_t)(side ? one->column : one->row);
            if (t->on_line)
                fprintf(to, "%.9g,%d,", c[side]->x_double[at], !side);
            else
                fprintf(to, "%.9g,%.9g,", c[side]->x_double[2 * at], c[side]->x_double[2 * at + 1]);
        }
        fprintf(to, "%.6g\n", (double)one->mass / (double)most);
    }
}

bool transport_plot(const transport_asked *a, const cloud_transport *t, const cloud *const c[2], error *e)
{
    const char *folder = getenv("TMPDIR");
    char path[PATH_MAX], caption[200];
    int64_t every = (t->shipments + MOST_LINES - 1) / MOST_LINES;
    snprintf(path, sizeof path, "%s/ganproof-plan-XXXXXX", folder && *folder ? folder : "/tmp");
    int descriptor = mkstemp(path);
    FILE *to = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (!to)
        return error_set(e, -1, "cannot write in the folder for temporary files");
    write_lines(to, t, c, every);
    bool written = fclose(to) == 0;
    snprintf(caption, sizeof caption, "%s = %.6g, %zu against %zu points%s", a->cost, t->value, c[0]->n,
             c[1]->n, every > 1 ? "; a part of the plan" : "");
    gnuplot_variable more[] = {{"caption", caption}, {"on_line", t->on_line ? "1" : "0"}};
    bool drawn = written ? gnuplot_draw("plan", path, a->plot, more, 2, e)
                         : error_set(e, -1, "cannot write in the folder for temporary files");
    unlink(path);
    return drawn;
}
