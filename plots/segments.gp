# Two parallel vertical segments of the plane, at distance |θ|: the distributions are disjoint for
# every θ other than 0. KL = +∞, JS = log 2 and TV = 1 there, all three 0 at θ = 0: no slope tells
# which way to go. W1 = |θ| is continuous. Hollow marks: values not taken at θ = 0.
# Table: `ganproof plot segments` prints theta,kl,js,tv,w1 (infinite values: inf).

home = ARG0[1:strlen(ARG0) - strlen("segments.gp")]
load home."style.gp"
if (!exists("caption")) caption = "The segments \\{0\\} × [0, 1] and \\{θ\\} × [0, 1] of the plane"

stats table using 1 skip 1 nooutput name "T"
set xrange [T_min:T_max]
strip_left = 0.095
strip_right = 0.98
# Lines break at θ = 0, so that no stroke joins the isolated value to its neighbours.
away(c) = $1 == 0 ? NaN : finite(c)
hole(height) = $1 == 0 ? height : NaN

set multiplot
set label 1 caption at screen 0.5, 0.965 center font ",22"
load home."infinity_strip.gp"
set key at screen 0.515, 0.91 center center horizontal maxrows 1 width 4
plot table using 1:(is_infinite(2) ? 0.5 : NaN) skip 1 with lines ls 1 title "KL", \
     keyentry with lines ls 3 title "JS", \
     keyentry with lines ls 4 title "TV", \
     keyentry with lines ls 5 title "W_1", \
     table using 1:(is_infinite(2) ? NaN : 0.5) skip 1 with points ls 10 notitle, \
     table using 1:(is_infinite(2) ? NaN : 0.5) skip 1 with points ls 1 pt 6 ps 1.8 lw 3 notitle

load home."infinity_strip_end.gp"
unset key
set xlabel "θ (units of x)"
set ylabel "JS (nats), TV (no unit), W_1 (units of x)" offset 0.5,0
set yrange [-0.06:1.12]
set ytics 0.2
set label 2 "JS = log 2" at first T_min, log(2) left offset 0.7,-0.9
set label 3 "TV = 1" at first 0, 1 left offset 2,0.8
set label 4 "θ = 0: KL = JS = TV = W_1 = 0" at 0, 0.45 center boxed front
set arrow 4 from 0, 0.41 to 0, 0.05 lw 1.5 lc rgb "#404040" size screen 0.012,20 filled
plot table using 1:(finite(5)) skip 1 with lines ls 5, \
     table using 1:(away(3)) skip 1 with lines ls 3, \
     table using 1:(away(4)) skip 1 with lines ls 4, \
     table using 1:(hole(log(2))) skip 1 with points ls 10, \
     table using 1:(hole(log(2))) skip 1 with points ls 3 lw 3, \
     table using 1:(hole(1)) skip 1 with points ls 10, \
     table using 1:(hole(1)) skip 1 with points ls 4 dt solid, \
     table using 1:(finite(2)) skip 1 with points ls 1 ps 2.2, \
     table using 1:($1 == 0 ? finite(3) : NaN) skip 1 with points pt 7 ps 1.4 lc rgb "black"
unset multiplot
