# The optimal discriminator D* of two normal laws in the plane, and the critic that optimal transport of two samples extends to the
# plane: above as colour with contour lines and the points, below along the axis through both means.
# Table: `ganproof plot critic` prints x,y,dstar,critic, and side,x,y for the points (table2). `caption` and `at_q` say what f
# attains, and what D* is at the mean of Q.

load ARG0[1:strlen(ARG0) - strlen("critic.gp")]."style.gp"
if (!exists("caption")) caption = ""
if (!exists("at_q")) at_q = ""

set multiplot
set xrange [-6:6]
set yrange [-3:3]
set palette defined (0 "#E6A28A", 0.5 "#FFFFFF", 1 "#8FB7DC")
set xtics 2
set ytics 1
set key off
set ylabel "x_2" offset 1.5,0
set tmargin at screen 0.93
set bmargin at screen 0.63
unset grid

set lmargin at screen 0.07
set rmargin at screen 0.44
set title "D* of N((−2,0), I), black, and N((2,0), I), orange" font ",15" offset 0,-0.6
set cbrange [0:1]
set cbtics 0.5
set colorbox user origin 0.448,0.63 size 0.012,0.30
plot table using 1:2:3 skip 1 with image, \
     table2 using ($1==0 ? $2 : NaN):3 skip 1 with points pt 7 ps 0.3 lc rgb "#000000", \
     table2 using ($1==1 ? $2 : NaN):3 skip 1 with points pt 7 ps 0.3 lc rgb "#E69F00"

unset ylabel
set lmargin at screen 0.56
set rmargin at screen 0.93
set title "the critic f, from the transport of these samples" font ",15" offset 0,-0.6
set cbrange [-6:6]
set cbtics 3
set colorbox user origin 0.938,0.63 size 0.012,0.30
plot table using 1:2:4 skip 1 with image, \
     table2 using ($1==0 ? $2 : NaN):3 skip 1 with points pt 7 ps 0.3 lc rgb "#000000", \
     table2 using ($1==1 ? $2 : NaN):3 skip 1 with points pt 7 ps 0.3 lc rgb "#E69F00"

unset title
set grid
set lmargin at screen 0.105
set rmargin at screen 0.9
set tmargin at screen 0.465
set bmargin at screen 0.125
set key at screen 0.5, 0.515 center center horizontal maxrows 1
set xlabel "x_1, along x_2 = 0" offset 0,0.3
set ylabel "D*" offset 1,0
set yrange [-0.03:1.03]
set ytics 0,0.25,1 nomirror
set y2range [-6.4:6.4]
set y2tics -6,3,6 out scale 0.7
set y2label "f" offset -0.5,0
set label 1 caption."\n".at_q at graph 0.62, graph 0.9 left font ",15"
on_axis(y, v) = (abs(y) < 0.01 ? v : NaN)
plot table using 1:(on_axis($2,$3)) skip 1 with lines ls 3 title "D*: flat at both means", \
     table using 1:(on_axis($2,$4)) skip 1 axes x1y2 with lines ls 1 dt (10,6) title "f: slope −1 (right axis)"
unset multiplot
