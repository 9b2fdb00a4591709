/* All pairings of n things with n others: see assignments.h. */
#include "theorem/assignments.h"

assignment assignment_first(int n)
{
    assignment a = {.n = n};
    for (int i = 0; i < n; i++)
        a.to[i] = i;
    return a;
}

static void swap(int *x, int *y)
{
    int kept = *x;
    *x = *y;
    *y = kept;
}

/* The longest falling tail is the last arrangement of its entries: the entry before it grows by the least amount, the tail turns. */
bool assignment_next(assignment *a)
{
    int tail = a->n - 1, larger = a->n - 1;
    while (tail > 0 && a->to[tail - 1] > a->to[tail])
        tail--;
    if (tail <= 0)
        return false;
    while (a->to[larger] < a->to[tail - 1])
        larger--;
    swap(&a->to[tail - 1], &a->to[larger]);
    for (int i = tail, j = a->n - 1; i < j; i++, j--)
        swap(&a->to[i], &a->to[j]);
    return true;
}

long assignment_cost(const assignment *a, const long *cost)
{
    long sum = 0;
    for (int i = 0; i < a->n; i++)
        sum += cost[a->n * i + a->to[i]];
    return sum;
}

long least_assignment_cost(int n, const long *cost)
{
    assignment a = assignment_first(n);
    long least = assignment_cost(&a, cost);
    while (assignment_next(&a)) {
        long next = assignment_cost(&a, cost);
        least = next < least ? next : least;
    }
    return least;
}
