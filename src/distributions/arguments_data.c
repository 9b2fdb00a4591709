/* Arguments that are no parameters: atoms with weights, the name of a file, laws. See specification.h. */
#include "distributions/cloud.h"
#include "distributions/specification.h"

#include <stdlib.h>
#include <string.h>

/* ---- Atoms ---- */

typedef struct atom_list {
    size_t n, room;
    real *x, *weight;
} atom_list;

static void append(atom_list *list, real x, real weight)
{
    if (list->n == list->room) {
        list->room = 2 * list->room + 8;
        list->x = realloc(list->x, list->room * sizeof *list->x);
        list->weight = realloc(list->weight, list->room * sizeof *list->weight);
    }
    list->x[list->n] = x;
    list->weight[list->n++] = weight;
}

static bool read_atom(reader *r, atom_list *list, real *total)
{
    argument a = {.name = "x", .from = here(r)};
    real x = real_parse(r->pool, r->text, &r->at, r->names, r->failure);
    a.to = r->at;
    if (!x || !check_range(r, ANY_REAL, x, a) || !take(r, ':', "':' and a weight after the point"))
        return false;
    int from = here(r);
    real w = real_parse(r->pool, r->text, &r->at, r->names, r->failure);
    if (!w || !check_weight(r, w, from, r->at))
        return false;
    *total = real_add(r->pool, *total, w);
    if (real_sign(w) != 0)
        append(list, x, w);
    return true;
}

static bool read_atom_list(reader *r, atom_list *list)
{
    real total = real_int(r->pool, 0);
    int start = here(r);
    do {
        if (!read_atom(r, list, &total))
            return false;
    } while (accepts(r, ','));
    return take(r, ')', "',' or ')'") && check_total(r, total, start);
}

bool read_atoms(reader *r, component *c)
{
    atom_list list = {0};
    bool read = read_atom_list(r, &list);
    if (read) {
        cloud_room room = cloud_open(1, list.n, true);
        for (size_t i = 0; i < list.n; i++) {
            room.x[i] = list.x[i];
            room.x_double[i] = real_double(list.x[i]);
            room.weight[i] = list.weight[i];
        }
        c->data = cloud_close(room);
    }
    free(list.x);
    free(list.weight);
    return read;
}

/* ---- Files and laws ---- */

bool read_file(reader *r, component *c)
{
    char quote = peek(r);
    int start = r->at;
    if (quote != '"' && quote != '\'')
        return FAIL(r, start, "expected the name of a file in quotes: %s(\"FILE\")", c->family->name);
    const char *name = r->text + start + 1, *end = strchr(name, quote);
    if (!end)
        return FAIL(r, start, "the quote is not closed");
    char *path = strndup(name, (size_t)(end - name));
    c->data = cloud_read(r->pool, path, r->failure);
    free(path);
    r->failure->position = start;
    r->at = start + 2 + (int)(end - name);
    return c->data && take(r, ')', "')'");
}

bool read_laws(reader *r, component *c)
{
    for (int i = 0; i < 2; i++) {
        int start = here(r);
        c->factor[i] = read_law(r);
        if (!c->factor[i])
            return false;
        if (c->factor[i]->dim != 1)
            return FAIL(r, start, "%s takes laws on the line, and this one is on the plane", c->family->name);
        if (!(i == 0 ? take(r, ',', "',' and a second law") : take(r, ')', "')'")))
            return false;
    }
    return true;
}
