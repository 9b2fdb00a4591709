# The strip above a panel in which the rows whose value is the word inf appear: an infinite value
# has no height, so the strip has no scale, only the mark +∞. Reads `strip_left` and `strip_right`
# (screen coordinates); the panel below it keeps the same margins and the same x range.

set lmargin at screen strip_left
set rmargin at screen strip_right
set tmargin at screen 0.865
set bmargin at screen 0.795
set object 99 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb "#EFEFEF" fillstyle solid noborder
set yrange [0:1]
set ytics ("+∞" 0.5) scale 0
set format x ""
set grid noytics
unset xlabel
unset ylabel
