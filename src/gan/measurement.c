/* Measurements: see measurement.h. */
#include "gan/measurement.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *meaning;
    size_t at;
} columns[] = {
#define COLUMN(field, meaning) {#field, meaning, offsetof(measurement, field)},
#include "gan/measurement.def"
#undef COLUMN
};
const size_t measurement_count = sizeof columns / sizeof *columns;
const char *measurement_name(size_t i) { return columns[i].name; }
const char *measurement_meaning(size_t i) { return columns[i].meaning; }
double measurement_value(const measurement *m, size_t i)
{
    return *(const double *)(const void *)((const char *)m + columns[i].at);
}

static const struct {
    diagnosis is;
    const char *name;
} names[] = {
    {SATURATED, "saturated"}, {VANISHING, "vanishing"}, {COLLAPSED, "collapsed"}, {DIVERGING, "diverging"}};

void measurement_diagnose(measurement *m, history *past, size_t all_modes)
{
    bool first = m->step == 0;
    past->first_energy = first ? m->energy : past->first_energy;
    past->least_energy = first ? m->energy : fmin(past->least_energy, m->energy);
    past->greatest_gradient = first ? 0 : fmax(past->greatest_gradient, m->gradient_g);
    bool far = m->energy > past->first_energy / 2;
    m->wrong = 0;
    if (m->d_data - m->d_generated > 0.9)
        m->wrong |= SATURATED;
    if (!first && far && m->gradient_g < past->greatest_gradient / 1000)
        m->wrong |= VANISHING;
    if (m->spread < 0.01 || (all_modes && m->modes < (double)all_modes / 2))
        m->wrong |= COLLAPSED;
    if (m->energy > past->first_energy && m->energy > 2 * past->least_energy)
        m->wrong |= DIVERGING;
}

void measurement_diagnosis(unsigned wrong, char out[64])
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wrong & names[i].is)
            used += (size_t)snprintf(out + used, 64 - used, "%s%s", used ? "+" : "", names[i].name);
}

const char *measurement_header(void)
{
    return
#define COLUMN(field, ...) #field ","
#include "gan/measurement.def"
#undef COLUMN
        "diagnosis";
}

void measurement_row(const measurement *m, char out[MEASUREMENT_TEXT])
{
    size_t used = 0;
    for (size_t i = 0; i < measurement_count; i++) {
        double cell = measurement_value(m, i);
        used += (size_t)(isnan(cell) ? snprintf(out + used, MEASUREMENT_TEXT - used, ",")
                                     : snprintf(out + used, MEASUREMENT_TEXT - used, "%.9g,", cell));
    }
    measurement_diagnosis(m->wrong, out + used);
}
