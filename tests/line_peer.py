"""W1 of two samples on the line by others, for bench_line: `line_peer.py FILE` reads n, m, then both samples as doubles, and prints
CPU seconds (the least of three runs) and the value of scipy.stats.wasserstein_distance and of ot.emd2_1d, nan where missing."""
import sys
import time

import numpy

data = numpy.fromfile(sys.argv[1])
n, m = int(data[0]), int(data[1])
x, y = data[2:2 + n].copy(), data[2 + n:].copy()


def timed(work):
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        value = work()
        best = min(best, time.process_time() - start)
    return best, float(value)


try:
    from scipy.stats import wasserstein_distance
    scipy = timed(lambda: wasserstein_distance(x, y))
except ImportError:
    scipy = (float("nan"), float("nan"))
try:
    import ot
    pot = timed(lambda: ot.emd2_1d(x, y, metric="euclidean"))
except ImportError:
    pot = (float("nan"), float("nan"))
print(*map(repr, scipy + pot))
