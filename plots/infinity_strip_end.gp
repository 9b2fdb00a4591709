# Ends infinity_strip.gp: the frame of the panel with a scale, just below the strip.

unset object 99
unset label
set tmargin at screen 0.775
set bmargin at screen 0.135
unset ytics
set ytics autofreq nomirror out scale 0.7 textcolor rgb "#000000"
set format x "%h"
set grid ytics
