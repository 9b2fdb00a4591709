/* What a training run measures of itself: one table for the struct, the header of the log, and its rows. */
#ifndef GAN_MEASUREMENT_H
#define GAN_MEASUREMENT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What is wrong with a run:
 *     saturated   E D(x) - E D(G(z)) > 0.9: the minimax gradient log(1 - D) is almost flat where G puts its points
 *     vanishing   the gradient of G's loss is below 1/1000 of the greatest so far, and p_g is no nearer than half way
 *     collapsed   fewer than half of the modes are hit, or p_g has less than 1/100 of the data's variance
 *     diverging   the energy distance is above that at the start and above twice the least so far
 */
typedef enum { SATURATED = 1, VANISHING = 2, COLLAPSED = 4, DIVERGING = 8 } diagnosis;

typedef struct measurement {
#define COLUMN(field, ...) double field;
#include "gan/measurement.def"
#undef COLUMN
    double spread; /* the variance of p_g over that of the data, summed over coordinates, from fresh points */
    unsigned wrong; /* a sum of diagnosis */
} measurement;

/* What a diagnosis compares with. */
typedef struct history {
    double first_energy, least_energy, greatest_gradient;
} history;

/* Updates the history, and writes m->wrong; `all_modes` is the number there is. */
void measurement_diagnose(measurement *m, history *past, size_t all_modes);

/* The columns: what they are called, what they mean, and their values; NaN: the run has no such value. */
extern const size_t measurement_count;
const char *measurement_name(size_t i);
const char *measurement_meaning(size_t i);
double measurement_value(const measurement *m, size_t i);

enum { MEASUREMENT_TEXT = 512 };
/* "step,value,...,diagnosis", and a row of the same columns, no newline. Diagnoses are joined by '+'; none is empty. */
const char *measurement_header(void);
void measurement_row(const measurement *m, char out[MEASUREMENT_TEXT]);
void measurement_diagnosis(unsigned wrong, char out[64]);

#endif
