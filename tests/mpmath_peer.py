#!/usr/bin/env python3
"""A peer for the benchmark: the same Jensen-Shannon divergences by mpmath's quad, or by SciPy's.

usage: mpmath_peer.py mpmath|scipy PAIR DIGITS REFERENCE

The integrand is the plain one, p log(2p/(p+q))/2 + q log(2q/(p+q))/2. Several ways to split the line are tried, and the
fastest one counts whose value agrees with REFERENCE to DIGITS digits but two; a way that is fast and wrong does not count.
Prints the median seconds of its warm runs, or a word that says why there are none.
"""
import math
import statistics
import sys
import time


def densities(pair, m):
    """Log densities of P and Q, and ways to split the line. m is mpmath, or math."""
    inf, pi, log, exp = m.inf, m.pi, m.log, m.exp
    loggamma = getattr(m, "loggamma", None) or m.lgamma
    number = getattr(m, "mpf", float)
    half = number(1) / 2

    def normal(mean, sd):
        constant = log(sd * m.sqrt(2 * pi))
        return lambda x: -((x - mean) / sd) ** 2 / 2 - constant

    def mixture(x):
        return log(number(3) / 10 * exp(normal(number(-1), half)(x)) + number(7) / 10 * exp(normal(number(2), 3 * half)(x)))

    def gamma(shape):
        constant = loggamma(shape)
        return lambda x: (shape - 1) * log(x) - x - constant

    def beta(a, b):
        constant = loggamma(a) + loggamma(b) - loggamma(a + b)
        return lambda x: (a - 1) * log(x) + (b - 1) * log(1 - x) - constant

    def laplace(mean):
        return lambda x: -abs(x - mean) - log(number(2))

    def logistic(mean):
        return lambda x: -abs(x - mean) - 2 * log(1 + exp(-abs(x - mean)))

    def cauchy(at, scale):
        return lambda x: -log(pi * scale * (1 + ((x - at) / scale) ** 2))

    reach = m.sqrt(2 * log(number(10)) * (getattr(getattr(m, "mp", None), "dps", 16) + 2))
    line = [[-inf, inf], [-inf, 0, 1, inf], [-reach, reach + 1], [-reach, half, reach + 1]]
    wide = [[-inf, inf], [-inf, -1, 2, inf], [-2 * reach, -1, 2, 2 * reach], [-2 * reach, 2 + 2 * reach]]
    flat = reach * reach / 2
    return {
        "normal": (normal(number(0), number(1)), normal(number(1), number(1)), line),
        "mixture": (mixture, normal(number(0), number(1)), wide),
        "laplace": (laplace(0), laplace(2), [[-inf, 0, 2, inf], [-flat, 0, 2, flat + 2]]),
        "logistic": (logistic(0), logistic(2), [[-inf, 0, 2, inf], [-flat, 0, 2, flat + 2], [-inf, inf]]),
        "cauchy": (cauchy(0, 1), cauchy(1, 2), [[-inf, inf], [-inf, 0, 1, inf]]),
        "gamma": (gamma(half), gamma(number(2)), [[0, inf], [0, 1, inf], [0, 1, 2 * flat]]),
        "beta": (beta(half, half), beta(number(2), number(3)), [[0, 1], [0, half, 1]]),
    }[pair]


def integrand(log_p, log_q, m):
    def f(x):
        try:
            p, q = m.exp(log_p(x)), m.exp(log_q(x))
            total = p + q
            return (p * m.log(2 * p / total) if p else 0) / 2 + (q * m.log(2 * q / total) if q else 0) / 2
        except (ZeroDivisionError, ValueError, OverflowError):
            return 0 * x
    return f


def timed(run):
    start = time.perf_counter()
    value = run()
    return time.perf_counter() - start, value


def median_seconds(run):
    """Of at least three runs, and about a fifth of a second."""
    seconds = []
    while len(seconds) < 3 or (sum(seconds) < 0.2 and len(seconds) < 51):
        seconds.append(timed(run)[0])
    return statistics.median(seconds)


def main():
    which, pair, digits, reference = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    try:
        if which == "mpmath":
            import mpmath as m
            m.mp.dps = digits

            def quad(f, points):
                return m.quad(f, points)
        else:
            from scipy import integrate
            m = math

            def quad(f, points):
                return math.fsum(integrate.quad(f, a, b, epsabs=1e-14, epsrel=1e-13)[0] for a, b in zip(points, points[1:]))
    except ImportError:
        print("absent")
        return
    log_p, log_q, ways = densities(pair, m)
    f = integrand(log_p, log_q, m)
    number = getattr(m, "mpf", float)
    truth = number(reference)
    best = None
    for points in ways:
        quad(f, points)  # fills the caches of nodes
        seconds, value = timed(lambda: quad(f, points))
        if abs(value - truth) <= abs(truth) * number(10) ** (2 - digits) and (best is None or seconds < best[0]):
            best = seconds, points
    print("wrong" if best is None else median_seconds(lambda: quad(f, best[1])))


main()
