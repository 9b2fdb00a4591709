# Divergences between N(0,1) and N(θ,1). On the left KL (equal to reverse KL, the variances being
# equal) and W1 grow without bound; on the right JS and TV saturate under log 2 and 1, so that
# their slope vanishes when the two distributions are far apart.
# Table: `ganproof plot normals` prints theta,kl,reverse-kl,js,tv,w1.

load ARG0[1:strlen(ARG0) - strlen("normals.gp")]."style.gp"
if (!exists("caption")) caption = "N(0, 1) and N(θ, 1)"

stats table using 1 skip 1 nooutput name "T"
set xrange [T_min:T_max]
set tmargin at screen 0.835
set bmargin at screen 0.135

set multiplot
# The legend of both panels: an empty frame as wide as the figure.
set lmargin at screen 0.02
set rmargin at screen 0.98
unset border
unset tics
set label 1 caption at screen 0.5, 0.96 center font ",22"
set key at screen 0.5, 0.895 center center horizontal maxrows 1
plot [][0:1] NaN notitle, keyentry with lines ls 1 title "KL", \
     keyentry with lines ls 2 title "reverse KL", \
     keyentry with lines ls 5 title "W_1", \
     keyentry with lines ls 3 title "JS", \
     keyentry with lines ls 4 title "TV"
unset label 1
unset key
set border
set xtics nomirror out scale 0.7 textcolor rgb "#000000"
set xlabel "θ (units of x)"

# Unbounded.
set lmargin at screen 0.085
set rmargin at screen 0.485
set ytics 1 nomirror out scale 0.7 textcolor rgb "#000000"
set ylabel "KL (nats), W_1 (units of x)" offset 0.5,0
plot [][0:*] table using 1:(finite(6)) skip 1 with lines ls 5, \
     table using 1:(finite(2)) skip 1 with lines ls 1, \
     table using 1:(finite(3)) skip 1 with lines ls 2

# Bounded: the two ceilings are drawn and named.
set lmargin at screen 0.585
set rmargin at screen 0.985
set ytics 0.2
set ylabel "JS (nats), TV (no unit)" offset 0.5,0
set label 2 "JS < log 2" at graph 0.5, first log(2) center offset 0,0.75 boxed front
set label 3 "TV < 1" at graph 0.5, first 1 center offset 0,0.75 boxed front
plot [][0:1.12] log(2) with lines ls 9, 1 with lines ls 9, \
     table using 1:(finite(4)) skip 1 with lines ls 3, \
     table using 1:(finite(5)) skip 1 with lines ls 4
unset multiplot
