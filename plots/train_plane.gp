# A GAN in the plane. Left: D as colour, the data in black, points of p_g in orange. Right: what G makes of the lines of a square
# mesh in z, |z_1|, |z_2| <= 2.4 (nothing if z is not in the plane).
# Reads `table`, `frames`, `x_from`, `x_to`, `y_from`, `y_to`. A frame has five blocks: a caption, data (x, y), points of p_g (x, y),
# D on a raster (x, y, D) and mesh lines (x, y). `ganproof train PRESET --plot FILE` makes the table.

load ARG0[1:strlen(ARG0) - strlen("train_plane.gp")]."style.gp"
frames = int(frames)
x_from = real(x_from); x_to = real(x_to); y_from = real(y_from); y_to = real(y_to)
set xrange [x_from:x_to]
set yrange [y_from:y_to]
set cbrange [0:1]
set palette defined (0 "#E6A28A", 0.5 "#FFFFFF", 1 "#8FB7DC")
set xlabel "x_1"
unset key
do for [f=0:frames-1] {
    step = value = energy = hit = modes = quality = NaN
    stats table index 5*f using (step = $1, value = $2, energy = $7, hit = strcol(8) eq "nan" ? NaN : $8, modes = $9, \
        quality = strcol(10) eq "nan" ? NaN : $10, $1) nooutput
    served = hit == hit ? sprintf("    %d of %d modes, %.1f%% of the points near one", hit, modes, 100*quality) : ""
    set multiplot
    set label 1 sprintf("step %d    V(G,D) = %s    energy distance %.4f%s", step, gprintf("%.4f", value), energy, served) \
        at screen 0.5, 0.955 center
    set lmargin at screen 0.075
    set rmargin at screen 0.475
    set tmargin at screen 0.86
    set bmargin at screen 0.24
    set title "D, the data (black), p_g (orange)" offset 0,-0.5
    set ylabel "x_2" offset 1,0
    set colorbox horizontal user origin 0.125, 0.075 size 0.3, 0.03
    unset cblabel
    set label 2 "D" at screen 0.1, 0.09
    plot table index 5*f+3 using 1:2:3 with image, \
         table index 5*f+1 using 1:2 with points pt 7 ps 0.35 lc rgb "#000000", \
         table index 5*f+2 using 1:2 with points pt 7 ps 0.35 lc rgb "#E69F00"
    unset label 1
    unset label 2
    unset ylabel
    unset colorbox
    set lmargin at screen 0.56
    set rmargin at screen 0.96
    set title "the map from z: a square mesh, moved by G" offset 0,-0.5
    plot table index 5*f+4 using 1:2 with lines lc rgb "#0072B2" lw 1
    unset multiplot
}
