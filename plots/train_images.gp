# Images of a generator (left) beside images of the data (right), ink in black.
# Reads `table`, `frames`. A frame has two blocks: a caption, and the sheet as a matrix, a line for a row of pixels, from the top.
# `ganproof train PRESET --plot FILE` makes the table.

load ARG0[1:strlen(ARG0) - strlen("train_images.gp")]."style.gp"
frames = int(frames)
set palette gray negative
set cbrange [-1:1]
unset colorbox
unset key
unset border
unset tics
unset grid
set yrange [*:*] reverse
set tmargin at screen 0.88
set bmargin at screen 0.03
set lmargin at screen 0.01
set rmargin at screen 0.99
do for [f=0:frames-1] {
    step = value = energy = NaN
    stats table index 2*f using (step = $1, value = $2, energy = $7, $1) nooutput
    set label 1 sprintf("step %d    V(G,D) = %s    energy distance %.4f", step, gprintf("%.4f", value), energy) at screen 0.5, 0.965 center
    set label 2 "made by G" at screen 0.25, 0.905 center
    set label 3 "from the data" at screen 0.75, 0.905 center
    plot table index 2*f+1 matrix with image
}
