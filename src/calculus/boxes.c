/*
 * Branch and bound, breadth first. See boxes.h.
 *
 * The side that is halved at depth d is order[d mod m], so a sub-box is an integer vector i (its position) and a depth:
 * side j is lo_j + (hi_j - lo_j) [i_j, i_j + 1] / 2^(k_j), where the depth gives the numbers of halvings k. Going
 * breadth first, a refutation is found at the size of the region where the statement fails, and a touching point cannot
 * draw all effort to itself.
 */
#include "calculus/boxes.h"

#include <stdlib.h>

enum { HALVINGS = 60 };

typedef struct node {
    slong at[BOX_DIM];
    int depth;
} node;

typedef struct tree {
    int n, sides;       /* sides of positive length */
    int order[BOX_DIM]; /* the longer first */
    ball lo[BOX_DIM], length[BOX_DIM];
    node *queue;
    size_t first, end, room;
} tree;

static bool tree_open(tree *t, scope *s, const box *b)
{
    *t = (tree){.n = b->n};
    for (int j = 0; j < b->n; j++) {
        int order = real_compare(b->lo[j], b->hi[j]);
        if (order > 0) /* empty, or REAL_UNDECIDED */
            return false;
        t->lo[j] = real_ball(s, b->lo[j]);
        t->length[j] = ball_sub(real_ball(s, b->hi[j]), t->lo[j]);
        if (order == 0)
            continue;
        int place = t->sides++;
        for (; place > 0 && ball_double(t->length[t->order[place - 1]]) < ball_double(t->length[j]); place--)
            t->order[place] = t->order[place - 1];
        t->order[place] = j;
    }
    return true;
}

static void push(tree *t, node next)
{
    if (t->end == t->room) {
        t->room = t->room ? 2 * t->room : 64;
        t->queue = realloc(t->queue, t->room * sizeof *t->queue);
    }
    t->queue[t->end++] = next;
}

static void push_halves(tree *t, node whole)
{
    int side = t->order[whole.depth++ % t->sides];
    whole.at[side] *= 2;
    push(t, whole);
    whole.at[side]++;
    push(t, whole);
}

/* An enclosure of the sub-box, or of its middle: an exact point of the box given, even if not representable. */
static void node_box(const tree *t, scope *s, const node *a, bool middle, ball *x)
{
    for (int j = 0; j < t->n; j++)
        x[j] = ball_in(s, t->lo[j]);
    for (int k = 0; k < t->sides; k++) {
        int j = t->order[k];
        ball half = ball_scale2(t->length[j], -(a->depth / t->sides + (k < a->depth % t->sides)) - 1);
        ball from = ball_add(t->lo[j], ball_mul_int(half, 2 * a->at[j]));
        ball to = ball_add(t->lo[j], ball_mul_int(half, 2 * a->at[j] + 2));
        x[j] = ball_in(s, middle ? ball_add(t->lo[j], ball_mul_int(half, 2 * a->at[j] + 1))
                                 : ball_hull(from, to));
    }
}

static void report_node(box_report *r, const tree *t, const node *a, const ball *x)
{
    r->boxes++;
    r->depth = a->depth > r->depth ? a->depth : r->depth;
    for (int j = 0; j < t->n; j++)
        r->where[j] = ball_double(x[j]);
}

/* The predicate on a sub-box (FAILS also if it fails in the middle), in a scope of which it may use all. */
static verdict ask(const tree *t, scope *work, const node *a, box_predicate holds, void *state, box_report *r)
{
    scope_mark mark = scope_now(work);
    ball x[BOX_DIM];
    node_box(t, work, a, false, x);
    report_node(r, t, a, x);
    verdict v = holds(state, work, x);
    if (v == UNDECIDED) {
        node_box(t, work, a, true, x);
        v = holds(state, work, x) == FAILS ? FAILS : UNDECIDED;
    }
    scope_rewind(work, mark);
    return v;
}

verdict box_prove(slong bits, const box *b, box_predicate holds, void *state, slong cap, box_report *report)
{
    box_report ignored, *r = report ? report : &ignored;
    scope *s = scope_open(bits), *work = scope_open(bits);
    tree t;
    *r = (box_report){0};
    verdict v = tree_open(&t, s, b) ? HOLDS : UNDECIDED;
    if (v == HOLDS)
        push(&t, (node){0});
    while (v == HOLDS && t.first < t.end) {
        node next = t.queue[t.first++];
        verdict here = r->boxes < cap ? ask(&t, work, &next, holds, state, r) : UNDECIDED;
        if (here == UNDECIDED && r->boxes < cap && next.depth < HALVINGS * t.sides)
            push_halves(&t, next);
        else
            v = here;
    }
    free(t.queue);
    scope_close(work);
    scope_close(s);
    return v;
}
