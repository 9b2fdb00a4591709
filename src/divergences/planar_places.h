/*
 * Where the densities of laws on the plane have edges, and where their mass lies: the cuts between which a rule of Gauss sees a smooth
 * function. Double precision.
 */
#ifndef DIVERGENCES_PLANAR_PLACES_H
#define DIVERGENCES_PLANAR_PLACES_H

#include "distributions/distribution.h"

typedef struct mark {
    double at, width; /* 0: an edge; otherwise what the density varies on */
} mark;

typedef struct marks {
    int n, room;
    mark *of;
} marks;

typedef struct places {
    double from[2], to[2];         /* a box that holds all but about e^-40 of each component */
    bool open_from[2], open_to[2]; /* no support ends there */
    bool endless[2][2]
                [2]; /* does P, does Q extend along an axis without end, to the left and to the right? */
    marks along[2];  /* of x; of y, whatever x is */
    int components;
    const component **of; /* normal2 and disk */
} places;

/* False for laws without a density on the plane alone, or without a variance. */
bool places_make(places *out, const law *p, const law *q);
void places_free(places *a);

/* Adds the marks on the line {x} x R. */
void places_at(const places *a, double x, marks *out);

void mark_add(marks *m, double at, double width);

/* The marks of the part [from, to] as increasing cuts, from and to included; edges all, others where they are not too near. Returns their number. */
int marks_cut(marks *m, double from, double to, double *cut);

#endif
