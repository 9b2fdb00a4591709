/* See auction.h. */
#include "transport/auction.h"

#include <math.h>
#include <string.h>

/* Mass of one row in a column, with the price up to which it stays. */
typedef struct holding {
    int64_t limit, mass;
    int32_t row, hits; /* hits: how often some of it was turned away at the limit that it has */
} holding;

/* The holdings of each column as a heap, the least limit first, in one arena. */
typedef struct column {
    int64_t at, total;
    int32_t size, room;
} column;

typedef struct market {
    const arcs *a;
    const int64_t *supply, *demand;
    int32_t columns;
    int64_t *price, *left; /* left: of a row's mass */
    int32_t *queue;        /* circular: the rows with mass left */
    bool *queued;
    int64_t head, waiting;
    column *column;
    holding *arena;
    int64_t used, room, bids, epsilon;
} market;

static void enqueue(market *m, int32_t row)
{
    if (m->queued[row])
        return;
    m->queued[row] = true;
    m->queue[(m->head + m->waiting++) % m->a->rows] = row;
}

static int32_t dequeue(market *m)
{
    int32_t row = m->queue[m->head];
    m->head = (m->head + 1) % m->a->rows;
    m->waiting--;
    m->queued[row] = false;
    return row;
}

static void make_room(market *m, column *c)
{
    int32_t room = c->room ? 2 * c->room : 2;
    if (m->used + room > m->room)
        m->arena = realloc(m->arena, sizeof *m->arena * (size_t)(m->room = 2 * m->room + room));
    memcpy(m->arena + m->used, m->arena + c->at, sizeof *m->arena * (size_t)c->size);
    c->at = m->used;
    c->room = room;
    m->used += room;
}

static void sift_up(holding *h, int32_t at)
{
    holding one = h[at];
    for (; at > 0 && h[(at - 1) / 2].limit > one.limit; at = (at - 1) / 2)
        h[at] = h[(at - 1) / 2];
    h[at] = one;
}

static void sift_down(holding *h, int32_t size, int32_t at)
{
    holding one = h[at];
    for (int32_t child; (child = 2 * at + 1) < size; at = child) {
        if (child + 1 < size && h[child + 1].limit < h[child].limit)
            child++;
        if (h[child].limit >= one.limit)
            break;
        h[at] = h[child];
    }
    h[at] = one;
}

/* What a row holds in a column already is worth the new limit to it, too: its alternatives have not become cheaper. */
static int32_t take_back(column *c, holding *h, holding *one)
{
    for (int32_t k = 0; k < c->size; k++)
        if (h[k].row == one->row) {
            h[k].mass += one->mass;
            h[k].limit = one->limit;
            h[k].hits = 0;
            sift_down(h, c->size, k);
            return k;
        }
    return -1;
}

enum { UNBOUNDED_BITS = 60 };

/* The least and second least of cost + price over the arcs of a row; the arc of the least. */
static int64_t best_arc(const market *m, int32_t row, int64_t *best, int64_t *second)
{
    int64_t chosen = -1;
    *best = *second = (int64_t)1 << UNBOUNDED_BITS;
    for (int64_t k = m->a->start[row]; k < m->a->start[row + 1]; k++) {
        int64_t value = m->a->cost[k] + m->price[m->a->to[k]];
        if (value < *best)
            *second = *best, *best = value, chosen = k;
        else if (value < *second)
            *second = value;
    }
    return chosen;
}

/*
 * The price has come to a holding's limit already. Two rows could push each other out of two columns for ever, a small mass at a
 * time; so the limit is set anew, one more epsilon from the row's alternatives, which may have become dearer.
 */
static bool stays_longer(const market *m, holding *h, int32_t j)
{
    enum { PATIENCE = 8 };
    if (h->hits++ < PATIENCE)
        return false;
    int64_t elsewhere = (int64_t)1 << UNBOUNDED_BITS, cost = 0;
    for (int64_t k = m->a->start[h->row]; k < m->a->start[h->row + 1]; k++) {
        int64_t value = m->a->cost[k] + m->price[m->a->to[k]];
        if (m->a->to[k] == j)
            cost = m->a->cost[k];
        else if (value < elsewhere)
            elsewhere = value;
    }
    int64_t limit = elsewhere - cost + 2 * m->epsilon;
    if (limit <= h->limit)
        return false;
    h->limit = limit;
    h->hits = 0;
    return true;
}

static void settle(market *m, int32_t j, holding one)
{
    column *c = &m->column[j];
    c->total += one.mass;
    if (take_back(c, m->arena + c->at, &one) < 0) {
        if (c->size == c->room)
            make_room(m, c);
        m->arena[c->at + c->size] = one;
        sift_up(m->arena + c->at, c->size++);
    }
    holding *h = m->arena + c->at;
    while (c->total > m->demand[j]) {
        if (h->limit > m->price[j])
            m->price[j] = h->limit;
        else if (stays_longer(m, h, j)) {
            sift_down(h, c->size, 0);
            continue;
        }
        int64_t excess = c->total - m->demand[j], leaves = h->mass < excess ? h->mass : excess;
        c->total -= leaves;
        h->mass -= leaves;
        m->left[h->row] += leaves;
        enqueue(m, h->row);
        if (!h->mass) {
            h[0] = h[--c->size];
            sift_down(h, c->size, 0);
        }
    }
}

static bool phase(market *m, int64_t epsilon, int64_t most_bids)
{
    m->used = m->head = m->waiting = 0;
    m->epsilon = epsilon;
    memset(m->column, 0, sizeof *m->column * (size_t)m->columns);
    for (int32_t i = 0; i < m->a->rows; i++) {
        m->left[i] = m->supply[i];
        m->queued[i] = false;
        enqueue(m, i);
    }
    while (m->waiting) {
        int32_t row = dequeue(m);
        int64_t best, second, arc = best_arc(m, row, &best, &second);
        if (arc < 0 || best >= (int64_t)1 << (UNBOUNDED_BITS - 1) || ++m->bids > most_bids)
            return false;
        holding one = {second - m->a->cost[arc] + epsilon, m->left[row], row, 0};
        m->left[row] = 0;
        settle(m, m->a->to[arc], one);
    }
    return true;
}

static int by_row(const void *a, const void *b)
{
    const holding *s = a, *t = b;
    return (s->row > t->row) - (s->row < t->row);
}

/* The holdings of all columns, those of one row in one column merged. */
static void read_plan(market *m, auction_report *out)
{
    int64_t n = 0;
    for (int32_t j = 0; j < m->columns; j++)
        n += m->column[j].size;
    out->plan = malloc(sizeof *out->plan * (size_t)(n + 1));
    n = 0;
    for (int32_t j = 0; j < m->columns; j++) {
        holding *h = m->arena + m->column[j].at;
        qsort(h, (size_t)m->column[j].size, sizeof *h, by_row);
        for (int32_t k = 0; k < m->column[j].size; k++)
            if (k > 0 && h[k].row == h[k - 1].row)
                out->plan[n - 1].mass += h[k].mass;
            else
                out->plan[n++] = (shipment){h[k].row, j, h[k].mass};
    }
    out->shipments = n;
}

static double mean_gap(const market *m)
{
    double sum = 0;
    int64_t rows = 0;
    for (int32_t i = 0; i < m->a->rows; i++) {
        int64_t best, second;
        best_arc(m, i, &best, &second);
        if (second < (int64_t)1 << (UNBOUNDED_BITS - 1))
            sum += (double)(second - best), rows++;
    }
    return rows ? sum / (double)rows : 1;
}

bool auction(const arcs *a, const int64_t *supply, int32_t columns, const int64_t *demand, int64_t *price,
             double coarse, double fine, int64_t most_bids, auction_report *out)
{
    enum { RATIO = 4 };
    size_t rows = (size_t)a->rows;
    market m = {a,
                supply,
                demand,
                columns,
                price,
                malloc(sizeof(int64_t) * rows),
                malloc(sizeof(int32_t) * rows),
                calloc(rows, sizeof(bool)),
                0,
                0,
                malloc(sizeof(column) * (size_t)columns),
                NULL,
                0,
                0,
                0,
                0};
    double gap = mean_gap(&m), epsilon = fmax(coarse * gap, 1), least = fmax(fine * gap, 1);
    *out = (auction_report){0};
    bool done = phase(&m, (int64_t)epsilon, most_bids);
    while (done && epsilon > least) {
        epsilon = fmax(epsilon / RATIO, least);
        done = phase(&m, (int64_t)epsilon, most_bids);
    }
    if (done)
        read_plan(&m, out);
    out->bids = m.bids;
    out->epsilon = (int64_t)epsilon;
    free(m.left);
    free(m.queue);
    free(m.queued);
    free(m.column);
    free(m.arena);
    return done;
}
