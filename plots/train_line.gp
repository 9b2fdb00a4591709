# A GAN on the line, as in figure 1 of Goodfellow et al. 2014: above p_data, p_g, D and D* = p_data/(p_data + p_g); below the map
# from z to x, a ray for each of equally spaced z: where rays crowd, p_g is large.
# Reads `table`, `frames`, `x_from`, `x_to`. A frame has three blocks: a caption (step, V, JS, suboptimality, ...), the curves
# (x, p, q, D, D*) and the map (z, x). `ganproof train PRESET --plot FILE` makes the table.

load ARG0[1:strlen(ARG0) - strlen("train_line.gp")]."style.gp"
frames = int(frames); x_from = real(x_from); x_to = real(x_to)
stats table index 1 using 2 nooutput name "P"
top = exists("P_max") && P_max > 0 ? 1.6*P_max : 1
number(x) = x == x ? sprintf("%.4f", x) : "unknown"
set lmargin at screen 0.09
set rmargin at screen 0.91
set style fill solid
do for [f=0:frames-1] {
    step = value = js = lack = NaN
    stats table index 3*f using (step = $1, value = $2, js = strcol(3) eq "nan" ? NaN : $3, \
        lack = strcol(4) eq "nan" ? NaN : $4, $1) nooutput
    set multiplot
    set tmargin at screen 0.86
    set bmargin at screen 0.42
    set label 1 sprintf("step %d    V(G,D) = %s    JS = %s    V(G,D*) − V(G,D) = %s", step, gprintf("%.4f", value), number(js), number(lack)) \
        at screen 0.5, 0.965 center
    set key at screen 0.5, 0.905 center center horizontal maxrows 1
    set xrange [x_from:x_to]
    set yrange [0:top]
    set y2range [0:1.2]
    set format x ""
    set ytics autofreq
    set y2tics 0,0.25,1 out scale 0.7
    set ylabel "density (per unit of x)"
    set y2label "D (no unit)" offset -1.5,0
    unset xlabel
    plot table index 3*f+1 using 1:2 with lines ls 2 dt (5,7) lw 4 title "p_{data}", \
         table index 3*f+1 using 1:3 with lines ls 4 dt solid lw 4 title "p_g", \
         table index 3*f+1 using 1:4 axes x1y2 with lines ls 3 dt (14,9) lw 4 title "D (right axis)", \
         table index 3*f+1 using 1:5 axes x1y2 with lines ls 1 lw 2 dt (3,5) title "D* (right axis)"
    unset label 1
    unset key
    unset y2tics
    unset y2label
    set tmargin at screen 0.38
    set bmargin at screen 0.13
    set format x "%h"
    set yrange [0:1]
    set ytics ("z" 0, "x = G(z)" 1)
    unset ylabel
    set xlabel "x above, z below"
    plot table index 3*f+2 using 1:(0):($2-$1):(1) with vectors head size graph 0.012,20 filled lc rgb "#606060" lw 1
    unset multiplot
}
