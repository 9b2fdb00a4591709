/*
 * Transport by auction (Bertsekas and Castanon 1989; Bertsekas 1992), on sparse arcs and with masses.
 *
 * Column j has one price p_j. A row with mass left sends all of it to the column of least c + p, and notes up to which price
 * it stays there: its second best c + p elsewhere, less its cost here, plus epsilon. A column that holds more than its
 * mass raises its price to the least of these limits, and turns the excess of that row away. At the end
 *
 *     c_ij + p_j <= min over k of (c_ik + p_k) + epsilon        wherever mass goes from i to j,
 *
 * because prices only rise: the cost is within epsilon * (total mass) of the least. Every unit of mass that is turned away
 * and comes back has a limit at least epsilon higher, so the auction ends if the arcs admit a plan. epsilon is
 * scaled down from phase to phase, with the prices kept.
 */
#ifndef TRANSPORT_AUCTION_H
#define TRANSPORT_AUCTION_H

#include "transport/arcs.h"

#include <stdbool.h>

typedef struct auction_report {
    int64_t bids;
    int64_t epsilon; /* of the last phase that ended */
    shipment *plan;  /* its shipments, at most one for each pair; free() */
    int64_t shipments;
} auction_report;

/*
 * `price`, one a column, is where to begin and where it ended. Epsilon goes from `coarse` to `fine`, both in units of the mean
 * difference between a row's best and second best. False (and no plan) if the bids allowed did not suffice.
 */
bool auction(const arcs *a, const int64_t *supply, int32_t columns, const int64_t *demand, int64_t *price,
             double coarse, double fine, int64_t most_bids, auction_report *out);

#endif
