/* What the statistics of samples (transport_samples.c) share: how they read files and options, and how they report. */
#ifndef CLI_TRANSPORT_JOB_H
#define CLI_TRANSPORT_JOB_H

#include "cli/transport.h"
#include "theorem/json.h"
#include "transport/points.h"

/* What every method works on, and what it writes to: lines of text, or the keys of one object. */
typedef struct transport_job {
    const transport_asked *asked;
    points side[2];
    double start;
    json j;
} transport_job;

/* Both keep *out if the option was not given (`text` NULL), and complain about what is no number of at least `least`. */
bool transport_read_number(const char *what, const char *text, double least, double *out);
bool transport_read_count(const char *what, const char *text, long least, long *out);

/* The points of file `k`, and with --weights its last column as their weights; complains if it cannot. Free in any case. */
bool transport_read_side(const transport_asked *a, int k, points *p);
void transport_side_free(points *p);

/* A report begins and ends with these; what stands between is the method's. `close` returns `status`. */
void transport_open_report(transport_job *w, const char *name, bool with_cost);
int transport_close_report(transport_job *w, const char *grade, int status);

/* The keys value, lower and upper. */
void transport_bounds(transport_job *w, double value, double lower, double upper);

#endif
