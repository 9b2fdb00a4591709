/* The densities of two laws on one piece, compiled for its map, and their values at a node. */
#ifndef DIVERGENCES_BUNDLE_H
#define DIVERGENCES_BUNDLE_H

#include "divergences/functional.h"
#include "divergences/partition.h"

typedef struct bundle {
    map m;
    const functional *f;
    ball order;
    int np, nq;
    compiled **p, **q;             /* log densities times |dx/dt| */
    compiled **among_p, **among_q; /* l_i - l_k, without Jacobian (n*n, NULL on the diagonal) */
    compiled **across;             /* log p_i - log q_j (np*nq) */
    compiled **powers;             /* order log p_i + (1 - order) log q_j (np*nq), for a power; or NULL */
    /* Of a bundle that is centred; otherwise `fine` is NULL. */
    scope *fine;         /* where forms are evaluated in the middle of boxes */
    int steep;           /* KL of single components, p u = p (gentle) + sum of size_i e^(product_i) */
    compiled **products; /* log p + log b, b a power or exponential in u */
    ball *sizes;
    compiled *gentle; /* the rest of u */
} bundle;

/* The order is that of a power functional, or NULL. NULL where the scope's deadline passes meanwhile. */
bundle *bundle_make(scope *s, real_pool *pool, const piece *one, const map *m, const functional *f,
                    real order);
void bundle_free(bundle *b);

/* Lets boxes be enclosed from their middles as well (compiled_about): dearer, for densities of which large terms cancel. */
void bundle_centre(bundle *b, scope *s, real_pool *pool, const piece *one);

site bundle_site(const bundle *b, const node *at);

/* The functional's integrand at a node, and at a real t by its density_on_axis. */
cball bundle_density(const bundle *b, const node *at);
ball bundle_on_axis(const bundle *b, ball t);

/* u = log p - log q and du/dt at a real enclosure. */
ball bundle_log_ratio(const bundle *b, ball t);
ball bundle_log_ratio_slope(const bundle *b, ball t);

#endif
