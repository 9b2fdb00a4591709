# The optimal discriminator of two densities, D* = p_data / (p_data + p_g), above; below, the
# integrand p_data log D* + p_g log(1 - D*), whose (negative) area is the game value V(G, D*).
# `caption` states that value as the command printed it; `p_name` and `q_name` say which laws they are.
# Table: `ganproof plot discriminator` prints x,p,q,dstar,integrand.

load ARG0[1:strlen(ARG0) - strlen("discriminator.gp")]."style.gp"
if (!exists("caption")) caption = "V(G, D*)"
if (!exists("p_name")) p_name = "p_{data}"
if (!exists("q_name")) q_name = "p_g"

stats table using 1 skip 1 nooutput name "T"
stats table using 2 skip 1 nooutput name "P"
stats table using 3 skip 1 nooutput name "Q"
stats table using 5 skip 1 nooutput name "I"
# The power of ten that gives an axis up to ten tics.
tic_step(height) = 10 ** floor(log10(height))
top = P_max > Q_max ? P_max : Q_max
set xrange [T_min:T_max]
set lmargin at screen 0.105
set rmargin at screen 0.9

set multiplot
set key at screen 0.5025, 0.95 center center horizontal maxrows 1
set tmargin at screen 0.905
set bmargin at screen 0.50
set format x ""
set yrange [-0.02*top : 1.1*top]
set ytics tic_step(top)
set ylabel "density (per unit of x)"
set y2range [-0.022:1.21]
set y2tics 0,0.25,1 out scale 0.7
set y2label "D* (no unit)" offset -1.5,0
plot table using 1:2 skip 1 with lines ls 3 title p_name, \
     table using 1:3 skip 1 with lines ls 2 dt (16,10) lw 3 title q_name, \
     table using 1:4 skip 1 axes x1y2 with lines ls 1 lw 4 dt (10,6,0.5,6) title "D* (right axis)"

set key at screen 0.5025, 0.455 center center
set tmargin at screen 0.415
set bmargin at screen 0.135
set format x "%h"
set yrange [1.12*I_min : -0.06*I_min]
set ytics tic_step(-I_min)
set ylabel "nats per unit of x"
set xlabel "x"
unset y2tics
unset y2label
set label 1 "signed area:\n".caption at graph 0.02, graph 0.32 left font ",19" boxed front
plot table using 1:5 skip 1 with filledcurves y=0 fc rgb "#A6CEE8" notitle, \
     table using 1:5 skip 1 with lines ls 2 dt solid lw 3 \
         title "p_{data} log D* + p_g log(1 − D*)"
unset multiplot
