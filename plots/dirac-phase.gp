# The Dirac-GAN (data at 0, generated point θ, logit ψx) under six methods: the direction of the training field, and 500
# simultaneous and 500 alternating steps of 0.2 from (1, 1). The equilibrium is (0, 0).
# Table: `ganproof plot dirac-phase` prints method,kind,step,theta,psi,dtheta,dpsi; `field` rows have unit vectors.

load ARG0[1:strlen(ARG0) - strlen("dirac-phase.gp")]."style.gp"
if (!exists("caption")) caption = "The Dirac-GAN: 500 steps of 0.2 from (1, 1), the last marked"

methods = "gan nsgan wgan-clip wgan-gp r1 consensus"
array title[6] = ["minimax: spirals outward", "non-saturating: a small cycle", "WGAN, clipped: cycles", \
                  "WGAN-GP: cycles", "R1, γ = 0.3: converges", "consensus, γ = 1: converges"]
is(m, k) = strcol(1) eq m && strcol(2) eq k
shown(m, k, c) = is(m, k) ? column(c) : NaN

set multiplot
set label 1 caption at screen 0.5, 0.965 center font ",20"
set key at screen 0.5, 0.915 center center horizontal maxrows 1 width 1 font ",15"
set lmargin at screen 0.05
set rmargin at screen 0.98
set tmargin at screen 0.9
set bmargin at screen 0.1
set xrange [0:1]
set yrange [0:1]
unset border
unset tics
plot keyentry with linespoints pt 7 ps 1.1 lw 2.5 lc rgb "#D55E00" title "simultaneous", \
     keyentry with linespoints pt 5 ps 1.1 lw 2.5 lc rgb "#0072B2" title "alternating", \
     keyentry with points pt 2 ps 1.3 lw 3 lc rgb "black" title "equilibrium", \
     2 notitle
unset label 1
unset key
set border 31 lw 1.5 lc rgb "#404040"
set tics nomirror in scale 0.7 font ",14"
set xrange [-2.3:2.3]
set yrange [-2.3:2.3]
do for [i=1:6] {
    m = word(methods, i)
    column_ = (i - 1) % 3
    row_ = (i - 1) / 3
    set lmargin at screen 0.065 + 0.318*column_
    set rmargin at screen 0.345 + 0.318*column_
    set tmargin at screen 0.845 - 0.405*row_
    set bmargin at screen 0.52 - 0.405*row_
    set label 2 title[i] at graph 0.5, 1.07 center font ",15"
    if (row_ == 1) { set xlabel "θ" offset 0,0.4; set xtics 1 format "%g" } else { unset xlabel; set xtics 1 format "" }
    if (column_ == 0) { set ylabel "ψ" offset 1,0; set ytics 1 format "%g" } else { unset ylabel; set ytics 1 format "" }
    plot table using (shown(m, "field", 4) - 0.11*$6):($5 - 0.11*$7):(0.22*$6):(0.22*$7) skip 1 \
             with vectors size graph 0.016,20 filled lc rgb "#B0B0B0" lw 1 notitle, \
         table using (shown(m, "simultaneous", 4)):5 skip 1 with lines lc rgb "#D55E00" lw 1.5 dt solid notitle, \
         table using (shown(m, "alternating", 4)):5 skip 1 with lines lc rgb "#0072B2" lw 1.5 dt solid notitle, \
         table using (is(m, "simultaneous") && $3 == 500 ? $4 : NaN):5 skip 1 with points pt 7 ps 1.1 \
             lc rgb "#D55E00" notitle, \
         table using (is(m, "alternating") && $3 == 500 ? $4 : NaN):5 skip 1 with points pt 5 ps 1.1 \
             lc rgb "#0072B2" notitle, \
         "+" using (0):(0) every ::0::0 with points pt 2 ps 1.3 lw 3 lc rgb "black" notitle
}
unset multiplot
