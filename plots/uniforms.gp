# Divergences between U(0,1) and U(θ,θ+1). KL and reverse KL are +∞ as soon as θ differs from 0
# (each support then misses a part of the other); JS and TV stop growing at log 2 and 1 once the
# supports are disjoint, at |θ| = 1; W1 = |θ| goes on. Hollow marks: values not taken at θ = 0.
# Table: `ganproof plot uniforms` prints theta,kl,reverse-kl,js,tv,w1 (infinite values: inf).

home = ARG0[1:strlen(ARG0) - strlen("uniforms.gp")]
load home."style.gp"
if (!exists("caption")) caption = "U(0, 1) and U(θ, θ+1)"

stats table using 1 skip 1 nooutput name "T"
set xrange [T_min:T_max]
strip_left = 0.095
strip_right = 0.98

set multiplot
set label 1 caption at screen 0.5, 0.965 center font ",22"
load home."infinity_strip.gp"
set key at screen 0.515, 0.91 center center horizontal maxrows 1
plot table using 1:(is_infinite(2) ? 0.7 : NaN) skip 1 with lines ls 1 title "KL", \
     table using 1:(is_infinite(3) ? 0.3 : NaN) skip 1 with lines ls 2 title "reverse KL", \
     keyentry with lines ls 3 title "JS", \
     keyentry with lines ls 4 title "TV", \
     keyentry with lines ls 5 title "W_1", \
     table using 1:(is_infinite(2) ? NaN : 0.7) skip 1 with points ls 10 ps 1.3 notitle, \
     table using 1:(is_infinite(2) ? NaN : 0.7) skip 1 with points ls 1 pt 6 ps 1.3 lw 2 notitle, \
     table using 1:(is_infinite(3) ? NaN : 0.3) skip 1 with points ls 10 ps 1.3 notitle, \
     table using 1:(is_infinite(3) ? NaN : 0.3) skip 1 with points ls 2 ps 1.3 lw 2 notitle

load home."infinity_strip_end.gp"
unset key
set xlabel "θ (units of x)"
set ylabel "JS (nats), TV (no unit), W_1 (units of x)" offset 0.5,0
set yrange [-0.08:2.08]
set label 2 "JS = log 2" at first T_max, log(2) right offset -0.7,-0.9
set label 3 "TV = 1" at first T_max, 1 right offset -0.7,-0.9
set label 4 "KL = reverse KL = 0 at θ = 0 only" at 0, 1.2 center boxed front
set arrow 4 from 0, 1.13 to 0, 0.09 lw 1.5 lc rgb "#404040" size screen 0.012,20 filled
plot table using 1:(finite(6)) skip 1 with lines ls 5, \
     table using 1:(finite(4)) skip 1 with lines ls 3, \
     table using 1:(finite(5)) skip 1 with lines ls 4, \
     table using 1:(finite(2)) skip 1 with points ls 1, \
     table using 1:(finite(3)) skip 1 with points ls 2 lw 2
unset multiplot
