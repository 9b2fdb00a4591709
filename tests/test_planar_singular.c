/* Laws on the plane without a density: segments, and files of points. */
#include "planar_checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Test(planar_singular, parallel_segments)
{
    static const char at_0[] = "segment(0,0,0,1)", at_half[] = "segment(1/2,0,1/2,1)";
    expect_near("js", at_0, at_half, M_LN2, 1e-15);
    expect_near("tv", at_0, at_half, 1, 0);
    expect_near("hellinger2", at_0, at_half, 1, 0);
    expect_near("w1", at_0, at_half, 0.5, 0);
    expect_near("w2", at_0, at_half, 0.5, 0);
    expect_infinite("kl", at_0, at_half, INFINITE_SUPPORT);
    expect_infinite("renyi(1/2)", at_0, at_half, INFINITE_SUPPORT);
    expect_near("js", at_0, "segment(0,0,0,1)", 0, 0);
    expect_near("w1", at_0, "segment(0,1,0,0)", 0, 0);
}

Test(planar_singular, other_segments)
{
    expect_near("w2", "segment(0,0,1,0)", "segment(0,1,1,2)", sqrt(7. / 3), 1e-15);
    expect_near("js", "segment(-1/2,0,1/2,0)", "segment(0,-1/2,0,1/2)", M_LN2, 1e-15);
    expect_near("tv", "segment(0,0,1,1)", "segment(1/2,1/2,2,2)", 2. / 3, 1e-15);
    expect_near("w1", "segment(0,0,1,1)", "segment(1/2,1/2,2,2)", 0.75 * M_SQRT2, 1e-15);
    expect_near("kl", "segment(0,0,1,1)", "segment(-1,-1,3,3)", log(4), 1e-15);
    expect_near("tv", "product(point(0),uniform(0,1))", "segment(0,1/2,0,2)", 2. / 3, 1e-15);
    expect_near("js", "segment(0,0,1,1)", "normal2(0,0,1,1,0)", M_LN2, 1e-15);
    expect_near("js", "segment(0,0,1,1)", "product(laplace(0,1),normal(0,1))", M_LN2, 1e-15);
    expect_near("js", "1/2*segment(0,0,0,1) + 1/2*segment(1,0,1,1)", "segment(2,0,2,1)", M_LN2, 1e-15);
    expect_infinite("jeffreys", "1/2*segment(0,0,0,1) + 1/2*segment(1,0,1,1)", "normal2(0,0,1,1,0)",
                    INFINITE_SUPPORT);
}

/* The specification of a file of points, made in the temporary directory. */
static char *points_file(char *spec, size_t size, const char *points)
{
    char path[] = "/tmp/planar-XXXXXX";
    int file = mkstemp(path);
    cr_assert(file >= 0 && write(file, points, strlen(points)) == (ssize_t)strlen(points), "cannot write %s",
              path);
    close(file);
    snprintf(spec, size, "samples(\"%s\")", path);
    return spec;
}

static void points_remove(char *spec)
{
    spec[strlen(spec) - 2] = 0;
    unlink(spec + strlen("samples(\""));
}

Test(planar_singular, points)
{
    char p[64], q[64], near[64];
    points_file(p, sizeof p, "0,0\n1,0\n0.1,2\n0.1,2\n");
    points_file(q, sizeof q, "0,0\n1,1\n0.10,2\n3,4\n");
    points_file(near, sizeof near, "0,0\n1,1e-30\n0.1,2\n0.1,2\n");
    expect_near("tv", p, q, 0.5, 0);
    expect_near("tv", p, near, 0.25, 0);
    expect_near("hellinger2", p, q, 0.75 - sqrt(0.125), 1e-15);
    expect_near("js", p, p, 0, 0);
    expect_infinite("kl", p, q, INFINITE_SUPPORT);
    expect_near("js", p, "normal2(0,0,1,1,0)", M_LN2, 1e-15);
    double x[] = {0, 0, 1, 0, 0.1, 2, 0.1, 2}, y[] = {0, 0, 1, 1, 0.1, 2, 3, 4}, square = 0;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 4; k++)
            square += (2 * hypot(x[2 * i] - y[2 * k], x[2 * i + 1] - y[2 * k + 1])
                       - hypot(x[2 * i] - x[2 * k], x[2 * i + 1] - x[2 * k + 1])
                       - hypot(y[2 * i] - y[2 * k], y[2 * i + 1] - y[2 * k + 1]))
                      / 16;
    expect_near("energy", p, q, sqrt(square), 1e-14);
    points_remove(p);
    points_remove(q);
    points_remove(near);
}
