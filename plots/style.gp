# Terminal, fonts and line styles that all the figures share; each script loads it first.
# Reads `format` (svg, png, pdf, or gif for an animation) and `output`. Tables are comma-separated with one header row;
# an infinite value is the word inf.
# The colours are those of Okabe and Ito; dash pattern, weight and marker repeat what colour says,
# so that the figures also read in grey.

set encoding utf8
set minussign
set datafile separator ","
if (format eq "svg") {
    set terminal svg size 1000,640 enhanced font "DejaVu Sans,17" background "#FFFFFF" rounded
} else { if (format eq "png") {
    set terminal pngcairo size 2000,1280 enhanced font "DejaVu Sans,17" fontscale 1.5 \
        linewidth 2 pointscale 2 background "#FFFFFF" rounded
} else { if (format eq "gif") {
    set terminal gif animate delay 12 loop 0 optimize size 800,512 enhanced font "DejaVu Sans,13" \
        fontscale 0.8 linewidth 0.7 background "#FFFFFF" rounded
} else {
    set terminal pdfcairo size 13.889in,8.889in enhanced font "DejaVu Sans,17" fontscale 0.76 \
        linewidth 2 pointscale 1.2 background "#FFFFFF" rounded
} } }
set output output

# Named curves: the same divergence looks the same in every figure.
set style line 1 lc rgb "#D55E00" lw 5 dt solid        pt 7 ps 1.6   # KL
set style line 2 lc rgb "#000000" lw 3 dt (5,9)        pt 6 ps 1.6   # reverse KL
set style line 3 lc rgb "#0072B2" lw 5 dt solid        pt 6 ps 1.8   # JS
set style line 4 lc rgb "#009E73" lw 3 dt (14,8,0.5,8) pt 6 ps 1.8   # TV
set style line 5 lc rgb "#E69F00" lw 7 dt solid                      # W1
set style line 9 lc rgb "#606060" lw 2 dt (0.5,8)                    # floors and ceilings
set style line 10 lc rgb "#FFFFFF" pt 7 ps 1.8                       # inside of hollow marks

set border lw 1.5 lc rgb "#404040"
set grid lt 1 lc rgb "#D0D0D0" lw 1 dt solid
set tics nomirror out scale 0.7 textcolor rgb "#000000"
set key Left reverse samplen 3.2 spacing 1.15 noopaque
set style textbox opaque noborder fillcolor rgb "#FFFFFF" margins 0.6,0.4

# A table's cell, split into what has a height and what has none.
is_infinite(c) = strcol(c) eq "inf"
finite(c) = is_infinite(c) ? NaN : column(c)
