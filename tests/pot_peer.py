"""Exact transport by POT, for bench_transport: `pot_peer.py FILE COST` reads n, m, then x y mass of both clouds as doubles, and
prints the value of ot.emd2 (cost matrix included), CPU seconds and the peak memory in MiB. Exit status 77 without POT."""
import resource
import sys
import time

try:
    import numpy
    import ot
except ImportError:
    sys.exit(77)

data = numpy.fromfile(sys.argv[1])
n, m = int(data[0]), int(data[1])
points = data[2:].reshape(n + m, 3)
start = time.process_time()
metric = "sqeuclidean" if sys.argv[2] == "w2" else "euclidean"
a, b = points[:n, 2] / points[:n, 2].sum(), points[n:, 2] / points[n:, 2].sum()
costs = ot.dist(points[:n, :2].copy(), points[n:, :2].copy(), metric=metric)
value = ot.emd2(a, b, costs, numItermax=100_000_000)
seconds = time.process_time() - start
print(repr(float(value)), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
