# The game value V(G_θ, D*) = −2 log 2 + 2 JS of N(0,1) against N(θ,1) when the discriminator is
# optimal: its only minimum is −log 4, at p_g = p_data. Far from it the value flattens towards 0.
# The marks are the iterates of gradient descent in θ, from each start (at most four).
# Table: `ganproof plot bowl` prints theta,value; table2 has step,theta,value, with an empty line
# between one start and the next.

load ARG0[1:strlen(ARG0) - strlen("bowl.gp")]."style.gp"
if (!exists("caption")) caption = "Gradient descent on V(G_θ, D*), p_{data} = N(0, 1), p_g = N(θ, 1)"

array colour[4] = ["#D55E00", "#000000", "#009E73", "#CC79A7"]
array marker[4] = [7, 8, 5, 12]
array from[4]
starts = 0
if (exists("table2")) {
    stats table2 using (column(-1)) skip 1 nooutput name "S"
    starts = S_max < 3 ? int(S_max) + 1 : 4
    do for [k=1:starts] {
        stats table2 using 2 skip 1 every ::0:k-1:0:k-1 nooutput name "F"
        from[k] = F_min
    }
} else { table2 = table }

stats table using 1 skip 1 nooutput name "T"
set lmargin at screen 0.105
set rmargin at screen 0.97
set tmargin at screen 0.865
set bmargin at screen 0.135
set xrange [T_min:T_max]
set yrange [-1.5:0.12]
set ytics 0.2
set xlabel "θ (units of x)"
set ylabel "V(G_θ, D*) (nats)"
set label 1 caption at screen 0.5375, 0.965 center font ",20"
set label 2 "floor −log 4" at first T_min, -log(4) left offset 1,0.75 boxed front
set label 3 "ceiling 0, never reached" at first 0, 0 center offset 0,0.75 boxed front
set key at screen 0.5375, 0.9 center center horizontal maxrows 1
plot 0 with lines ls 9 notitle, -log(4) with lines ls 9 notitle, \
     table using 1:2 skip 1 with lines ls 3 notitle, \
     for [k=1:starts] table2 using 2:3 skip 1 every :::k-1::k-1 with points \
         pt marker[k] ps 1.7 lw 2.5 lc rgb colour[k] title gprintf("from θ = %g", from[k])
