# A run of the ideal game: V(G, D*) + log 4 = 2 JS and W1 by step, on a logarithmic scale, above p, p_g and D* at the start,
# two early moments and the end.
# Table: `ganproof train ideal-... --csv FILE` prints step,value,excess,js,w1,slope,mean,sd; table2 has step,x,p,q,dstar,
# with an empty line between two moments. Optional: `caption`.

load ARG0[1:strlen(ARG0) - strlen("train_ideal.gp")]."style.gp"
if (!exists("caption")) caption = "The ideal game"

stats table using 1 skip 1 nooutput name "T"
stats table using ($3 > 1e-15 ? $3 : NaN) skip 1 nooutput name "V"
stats table2 using (column(-1)) nooutput name "B"
moments = int(B_max) + 1
array colour[4] = ["#E69F00", "#CC79A7", "#009E73", "#D55E00"]
array moment[4]
do for [k=1:moments] {
    stats table2 using 1 every ::0:k-1:0:k-1 nooutput name "M"
    moment[k] = int(M_min)
}

set multiplot
set label 1 caption at screen 0.5, 0.965 center font ",18"
set lmargin at screen 0.095
set rmargin at screen 0.975
set tmargin at screen 0.875
set bmargin at screen 0.575
set key at screen 0.5, 0.915 center center horizontal maxrows 1 font ",15"
set logscale y
set format y "10^{%T}"
set tics font ",14"
set xlabel "step of the generator" offset 0,0.5
set ylabel "distance to the data" offset 0.5,0
set xrange [0:T_max > 0 ? T_max : 1]
set yrange [V_min < 1e-12 ? 1e-16 : V_min/10 : 10]
plot table using 1:($3 > 0 ? $3 : NaN) skip 1 with lines ls 3 title "V + log 4 = 2 JS (nats)", \
     table using 1:($5 > 0 ? $5 : NaN) skip 1 with lines ls 5 title "W_1 (units of x)", \
     table using 1:($6 > 0 ? $6 : NaN) skip 1 with lines ls 9 lw 3 title "norm of the slope"

unset logscale y
unset label 1
set format y "%g"
set tmargin at screen 0.425
set bmargin at screen 0.105
set key at screen 0.5, 0.465 center center horizontal maxrows 1 font ",15"
set xlabel "x" offset 0,0.5
set ylabel "density; D* dotted" offset 0.5,0
set xrange [*:*]
set yrange [*:*]
stats table2 using 2 nooutput name "X"
set xrange [X_min:X_max]
set yrange [0:*]
plot table2 using 2:3 every :::0::0 with filledcurves y1=0 fc rgb "#D8D8D8" title "data", \
     for [k=1:moments] table2 using 2:4 every :::k-1::k-1 with lines lw 3 lc rgb colour[k] \
         title sprintf("p_g, step %d", moment[k]), \
     for [k=1:moments] table2 using 2:5 every :::k-1::k-1 with lines lw 1.5 dt (2,4) lc rgb colour[k] notitle
unset multiplot
