/* What JS and W1 say of a generator that misses its data; then an optimal plan.  cc example.c $(pkg-config --cflags --libs ganproof) */
#include <ganproof.h>
#include <stdio.h>

int main(void)
{
    gp_value js; /* a value: as many right digits as asked for */
    if (gp_divergence("js", "normal(0,1)", "0.3*normal(-1,0.5) + 0.7*normal(2,1.5)", 30, &js) == GP_OK)
        printf("JS = %s %s (%s)\n", js.digits, js.unit, js.evidence);
    gp_value_clear(&js);

    char message[GP_MESSAGE]; /* a sweep: uniform laws move apart; JS stays at log 2, W1 grows */
    double theta, value[2];
    gp_sweep *sweep = gp_sweep_open("js,w1", "uniform(0,1)", "uniform(theta,theta+1)", "0", "2", 5, message);
    for (long i = 0; sweep && i < 5; i++)
        if (gp_sweep_row(sweep, i, &theta, value, NULL, message) == GP_OK)
            printf("theta = %.1f   JS = %.6f   W1 = %.6f\n", theta, value[0], value[1]);
    gp_sweep_close(sweep);

    double x[] = {0, 0, 1, 0}, y[] = {0, 1, 1, 1}; /* transport: two points of the plane to two others */
    gp_plan plan;
    if (gp_transport(2, &(gp_cloud){2, 2, x, NULL}, &(gp_cloud){2, 2, y, NULL}, &plan) == GP_OK)
        for (size_t k = 0; k < plan.shipments; k++)
            printf("W2 = %g: %g of the mass from point %zu to point %zu\n", plan.value, plan.mass[k],
                   plan.from[k], plan.to[k]);
    gp_plan_clear(&plan);
    return 0;
}
