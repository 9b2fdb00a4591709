/* A plan between coarse clouds as one between the next finer ones. */
#ifndef TRANSPORT_PUSH_DOWN_H
#define TRANSPORT_PUSH_DOWN_H

#include "transport/candidates.h"

/* The north-west corner within each shipment between the clouds at index + 1, or, without a plan, within everything. */
pair_list push_down(levels *rows, levels *columns, int index, const shipment *plan, int64_t shipments);

#endif
