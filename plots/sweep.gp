# Any divergences against θ, one curve a column (1 to 12), named by the table's header. With `bands`
# two more columns follow each: the ends of its enclosure, drawn as a filled band. Infinite
# values appear in a strip above, marked +∞. A jump (a step of more than half a column's range, and four times
# the smaller of the steps beside it, so that no steep curve is one) is not joined by a line, and a row that no
# line reaches is a dot: the value 0 at θ = 0 of a divergence that is constant or infinite elsewhere shows as
# such, not as a spike.
# Optional: `caption` (title), `ylabel`, yscale='log', `bands`.
# Table: `ganproof sweep ... --plot FILE` prints theta,NAME,NAME,... (infinite values: inf).

home = ARG0[1:strlen(ARG0) - strlen("sweep.gp")]
load home."style.gp"
if (!exists("caption")) caption = ""
if (!exists("ylabel")) ylabel = "divergence"
if (!exists("yscale")) yscale = "linear"

# Seven colours and four dash patterns: their pairs do not repeat before the 28th column.
array colour[7] = ["#0072B2", "#D55E00", "#000000", "#009E73", "#E69F00", "#CC79A7", "#56B4E9"]
array marker[12] = [7, 4, 8, 12, 5, 6, 9, 10, 13, 14, 11, 15]
do for [i=1:12] { set linetype i lc rgb colour[(i - 1) % 7 + 1] pt marker[i] ps 1.3 lw 3 dt solid }
do for [i=2:12:4] { set linetype i dt (14,9) }
do for [i=3:12:4] { set linetype i dt (4,9) }
do for [i=4:12:4] { set linetype i dt (14,8,0.5,8) }

# First pass: the extent of θ and, for each column, its name's length, range and infinite rows.
stats table using 1 skip 1 nooutput name "T"
columns = int(T_columns)
stride = exists("bands") ? 3 : 1
number(c) = (c - 2) / stride + 1
array span[columns]
array level[columns]
longest = 0; strips = 0; lowest = 0; highest = 0
do for [c=2:columns:stride] {
    stats table using (strlen(strcol(c))) every ::0::0 nooutput name "N"
    stats table using (is_infinite(c)) skip 1 nooutput name "I"
    longest = N_max > longest ? N_max : longest
    strips = strips + (I_sum > 0)
    level[c] = I_sum > 0 ? strips : 0
    span[c] = 0
    if (I_sum < T_records) {
        stats table using (finite(c)) skip 1 nooutput name "F"
        span[c] = F_max - F_min
        lowest = F_min < lowest ? F_min : lowest
        highest = F_max > highest ? F_max : highest
    }
}

# Second pass: the table as an array, with the rows of a column one after the other.
rows = int(T_records)
array cell[columns*rows]
do for [c=2:columns:stride] { stats table using (cell[(c-1)*rows+int($0)+1] = finite(c), 0) skip 1 nooutput }
at(c,i) = i < 1 || i > rows ? NaN : cell[(c-1)*rows+i]
move(c,i) = abs(at(c,i+1) - at(c,i))
# Between rows i and i+1; a step that has no neighbour does not count as the smaller one.
smaller(c,i) = move(c,i-1) <= move(c,i+1) ? move(c,i-1) : move(c,i+1) == move(c,i+1) ? move(c,i+1) : move(c,i-1)
jumps(c,i) = rows >= 20 && move(c,i) > span[c] / 2 && move(c,i) > 4 * smaller(c,i)
joins(c,i) = move(c,i) == move(c,i) && !jumps(c,i)
row(n) = int(n) + 1
joined(c) = jumps(c,row($0)-1) ? NaN : at(c,row($0))
landing(c) = jumps(c,row($0)-1) ? at(c,row($0)) : NaN
dot(c) = joins(c,row($0)-1) || joins(c,row($0)) ? NaN : at(c,row($0))

strip_left = 0.11
strip_right = 0.91 - 0.0105 * (longest < 45 ? longest : 45)
pad = T_max > T_min ? 0 : 0.5
set xrange [T_min - pad : T_max + pad]
set multiplot
load home."infinity_strip.gp"
unset key
if (strips > 0) {
    plot for [c=2:columns:stride] table using 1:(is_infinite(c) ? 1 - level[c] / (strips + 1.0) : NaN) \
        skip 1 with linespoints lt number(c) pn 6+(number(c)+1)%3
}
load home."infinity_strip_end.gp"
set label 1 caption at screen 0.5, 0.94 center font ",20" noenhanced
if (strips == 0) { set tmargin at screen 0.865 }
set key at screen strip_right + 0.01, screen 0.87 left top vertical maxcols 1 noenhanced spacing 1.4
set xlabel "θ"
set ylabel ylabel noenhanced
set yrange [lowest : highest > lowest ? highest + 0.04 * (highest - lowest) : lowest + 1]
if (yscale eq "log") { set yrange [*:*]; set logscale y; set format y "10^{%T}" }
# An iteration over nothing is not empty here: without bands their clause is not there.
bands_clause = stride == 1 ? "" : "for [c=2:columns:3] table using 1:(finite(c+1)):(finite(c+2)) skip 1 ".\
    "with filledcurves lt number(c) fs transparent solid 0.3 border notitle, "
plot @bands_clause for [c=2:columns:stride] table using 1:(joined(c)) \
         with linespoints lt number(c) pn 6+(number(c)+1)%3 title columnheader(c), \
     for [c=2:columns:stride] table using 1:(landing(c)) skip 1 \
         with points lt number(c) pt 7 ps 0.35 notitle, \
     for [c=2:columns:stride] table using 1:(dot(c)) skip 1 \
         with points lt number(c) pt 7 ps 1.6-0.1*(number(c)+1) notitle
unset multiplot
