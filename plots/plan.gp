# An optimal plan: a line from each point of A (black) to the points of B (orange) that it sends mass to, the stronger the more.
# Table: x,y of A, x,y of B, and the mass as a share of the largest; `caption` says what it is.

load ARG0[1:strlen(ARG0) - strlen("plan.gp")]."style.gp"
if (!exists("caption")) caption = ""
if (!exists("on_line")) on_line = "0"

set title caption
set xlabel "x_1"
set ylabel "x_2" offset 1,0
set key outside bottom center horizontal
if (on_line eq "1") {
    set yrange [-0.15:1.15]
    unset ylabel
    set ytics ("B" 0, "A" 1)
    set xlabel "x"
} else {
    set size ratio -1
}
stats table using 1 skip 1 nooutput name "N"
size_of_dots = N_records > 2000 ? 0.3 : N_records > 200 ? 0.5 : 1.1
weight(m) = 0.4 + 1.6*m
shade(m) = 65536*int(150 - 90*m) + 256*int(170 - 55*m) + int(190 - 10*m)
plot table using 1:2:($3-$1):($4-$2):(shade($5)) skip 1 with vectors nohead lw 1 lc rgb variable notitle, \
     table using 1:2 skip 1 with points pt 7 ps size_of_dots lc rgb "#000000" title "A", \
     table using 3:4 skip 1 with points pt 7 ps size_of_dots lc rgb "#E69F00" title "B"
