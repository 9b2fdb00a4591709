#!/usr/bin/env python3
"""A peer for the benchmark of the table: the same Jensen-Shannon divergences by SciPy's quad, which vouches for nothing.

usage: scipy_table_peer.py < LINES, each line "REGIME ; P ; Q ; value ; CPU seconds" for laws with densities, mixtures among them

quad is asked for 13 digits, with two kinds of densities: those of scipy.stats, as most people write them, and plain Python functions
of the standard library, written out by hand for each family; and in two ways: between the ends of the supports only, and split
by hand at quantiles of both laws. Counted are the pairs that it gets right; printed is on how many of them the certified value took
less time, and both medians.
"""
import math
import re
import statistics
import sys
import time

inf, log, exp, lgamma = math.inf, math.log, math.exp, math.lgamma


def simple(constant, f):
    return lambda x: exp(constant + f(x))


def family(name, a):
    """(density, low, high, points where to split) of NAME(a, b, ...)."""
    spread = [-8, -4, -2, -1, 0, 1, 2, 4, 8]
    heavy = [-1e6, -1e4, -300, -30, -8, -3, -1, 0, 1, 3, 8, 30, 300, 1e4, 1e6]
    scales = [1e-9, 1e-6, 1e-3, 0.03, 0.3, 1, 3, 10, 30]

    def on_line(constant, f, at=spread):
        m, s = a[-2], a[-1]
        return simple(constant - log(s), lambda x: f((x - m) / s)), -inf, inf, [m + s * k for k in at]

    def on_half_line(constant, f, unit, at=scales, low=0.0):
        return simple(constant, f), low, inf, [low + unit * k for k in at]

    if name == "normal":
        return on_line(-log(2 * math.pi) / 2, lambda z: -z * z / 2)
    if name == "laplace":
        return on_line(-log(2), lambda z: -abs(z), [-40, -8, -2, 0, 2, 8, 40])
    if name == "logistic":
        return on_line(0, lambda z: -abs(z) - 2 * math.log1p(exp(-abs(z))), [-40, -8, -2, 0, 2, 8, 40])
    if name == "gumbel":
        return on_line(0, lambda z: -z - exp(-z) if z > -700 else -inf, [-4, -2, -1, 0, 1, 4, 10, 40])
    if name == "cauchy":
        return on_line(-log(math.pi), lambda z: -math.log1p(z * z), heavy)
    if name == "student":
        n = a[0]
        constant = lgamma((n + 1) / 2) - lgamma(n / 2) - log(n * math.pi) / 2
        return on_line(constant, lambda z: -(n + 1) / 2 * math.log1p(z * z / n), heavy)
    if name == "uniform":
        return (lambda x: 1 / (a[1] - a[0])), a[0], a[1], []
    if name == "triangular":
        low, mode, high = a
        return (lambda x: 2 * (x - low) / ((high - low) * (mode - low)) if x < mode
                else 2 * (high - x) / ((high - low) * (high - mode))), low, high, [mode]
    if name == "beta":
        c = lgamma(a[0] + a[1]) - lgamma(a[0]) - lgamma(a[1])
        return simple(c, lambda x: (a[0] - 1) * log(x) + (a[1] - 1) * math.log1p(-x)), 0.0, 1.0, [1e-6, 1e-3, 0.5, 0.999]
    if name == "exponential":
        return on_half_line(log(a[0]), lambda x: -a[0] * x, 1 / a[0])
    if name == "rayleigh":
        return on_half_line(-2 * log(a[0]), lambda x: log(x) - x * x / (2 * a[0] * a[0]), a[0])
    if name == "halfnormal":
        return on_half_line(log(2 / math.pi) / 2 - log(a[0]), lambda x: -x * x / (2 * a[0] * a[0]), a[0])
    if name in ("gamma", "chi2"):
        k, s = a if name == "gamma" else (a[0] / 2, 2.0)
        return on_half_line(-lgamma(k) - k * log(s), lambda x: (k - 1) * log(x) - x / s, s)
    if name == "weibull":
        k, s = a
        return on_half_line(log(k / s), lambda x: (k - 1) * log(x / s) - (x / s) ** k, s)
    if name == "lognormal":
        m, s = a
        constant = -log(s) - log(2 * math.pi) / 2
        return on_half_line(constant, lambda x: -log(x) - ((log(x) - m) / s) ** 2 / 2, 1, [exp(m + s * k) for k in spread])
    if name == "inversegaussian":
        m, s = a
        constant = log(s / (2 * math.pi)) / 2
        return on_half_line(constant, lambda x: -1.5 * log(x) - s * (x - m) ** 2 / (2 * m * m * x), m)
    if name == "pareto":
        return on_half_line(log(a[1]) + a[1] * log(a[0]), lambda x: -(a[1] + 1) * log(x), a[0], [0.5, 2, 10, 100, 1e4], a[0])
    raise ValueError(name)


def by_stats(name, a):
    """The same density as a frozen distribution of scipy.stats."""
    from scipy import stats
    first, second = a[0], a[1] if len(a) > 1 else 1
    if name in ("normal", "laplace", "logistic", "cauchy", "gumbel"):
        return getattr(stats, {"normal": "norm", "gumbel": "gumbel_r"}.get(name, name))(first, second).pdf
    if name == "triangular":
        low, mode, high = a
        return stats.triang((mode - low) / (high - low), low, high - low).pdf
    return {"student": lambda: stats.t(first, second, a[-1]), "uniform": lambda: stats.uniform(first, second - first),
            "beta": lambda: stats.beta(first, second), "exponential": lambda: stats.expon(scale=1 / first),
            "rayleigh": lambda: stats.rayleigh(scale=first), "halfnormal": lambda: stats.halfnorm(scale=first),
            "gamma": lambda: stats.gamma(first, scale=second), "chi2": lambda: stats.chi2(first),
            "weibull": lambda: stats.weibull_min(first, scale=second),
            "lognormal": lambda: stats.lognorm(second, scale=exp(first)),
            "inversegaussian": lambda: stats.invgauss(first / second, scale=second),
            "pareto": lambda: stats.pareto(second, scale=first)}[name]().pdf


def law(text, stats):
    """The same for WEIGHT*NAME(...) + ...; each component's density counts on its own support only."""
    parts = re.findall(r"(?:([0-9.e+-]+)\*)?([a-z]\w*)\(((?:[^()]|\([^()]*\))*)\)", text)
    if not parts:
        raise ValueError(text)
    weights, members = [], []
    for weight, name, inside in parts:
        a = [float(eval(part, {"__builtins__": {}})) for part in inside.split(",")]
        density, low, high, at = family(name, a)
        weights.append(float(weight or 1))
        members.append((by_stats(name, a) if stats else density, low, high, at))
    if len(members) == 1:
        return members[0]

    def density(x):
        return sum(w * m[0](x) for w, m in zip(weights, members) if m[1] < x < m[2])
    ends = [x for m in members for x in m[1:3] if math.isfinite(x)]
    return density, min(m[1] for m in members), max(m[2] for m in members), ends + [x for m in members for x in m[3]]


def pieces(P, Q):
    ends = sorted({x for x in [P[1], P[2], Q[1], Q[2]] + P[3] + Q[3] if math.isfinite(x)})
    low, high = min(P[1], Q[1]), max(P[2], Q[2])
    ends = [x for x in ends if low <= x <= high]
    ends = ([low] if low not in ends else []) + ends + ([high] if high not in ends else [])
    return list(zip(ends, ends[1:]))


def integrand(P, Q):
    def inside(L, x):
        return L[0](x) if L[1] < x < L[2] else 0.0

    def f(x):
        p, q = inside(P, x), inside(Q, x)
        both = p + q
        return ((p * log(2 * p / both) if p else 0.0) + (q * log(2 * q / both) if q else 0.0)) / 2 if both else 0.0
    return f


def ends_only(P, Q):
    """As most people call quad: one integral between the ends of the supports."""
    ends = sorted({P[1], P[2], Q[1], Q[2]})
    return list(zip(ends, ends[1:]))


def timed(quad, f, parts, times):
    """The value and the median of so many times; None where a density cannot be computed."""
    taken = []
    try:
        for _ in range(times):
            start = time.process_time()
            total = sum(quad(f, lo, hi, epsabs=1e-14, epsrel=1e-13, limit=200)[0] for lo, hi in parts)
            taken.append(time.process_time() - start)
    except (ValueError, ArithmeticError):
        return None
    return total, statistics.median(taken)


def summary(regime, rows, wrong):
    if not rows:
        return f"  {regime:10} none of {wrong} right"
    quicker = sum(ours < theirs for ours, theirs in rows)
    return (f"  {regime:10} {len(rows):4} right {wrong:4} not; certified quicker on {100 * quicker / len(rows):3.0f}%; medians "
            f"{1e3 * statistics.median(r[0] for r in rows):7.3f} ms certified, {1e3 * statistics.median(r[1] for r in rows):8.3f} ms quad")


def compare(quad, lines, stats, split):
    found = {}
    for regime, p, q, value, seconds in lines:
        right, wrong = found.setdefault(regime, ([], []))
        P, Q = law(p, stats), law(q, stats)
        theirs = timed(quad, integrand(P, Q), split(P, Q), 1 if stats else 3)
        good = theirs and abs(theirs[0] - float(value)) <= 2e-13 * abs(float(value))
        (right if good else wrong).append((float(seconds), theirs[1] if theirs else 0))
    for regime, (right, wrong) in found.items():
        print(summary(regime, right, len(wrong)), flush=True)
    print(summary("all", [r for right, _ in found.values() for r in right], sum(len(w) for _, w in found.values())))


def main():
    from scipy.integrate import quad
    lines = [line.strip().split(";") for line in sys.stdin]
    for kind, stats in (("scipy.stats densities", True), ("densities by hand", False)):
        for how, split in (("between the ends of the supports", ends_only), ("split at quantiles by hand", pieces)):
            print(f"js beside SciPy's quad, {kind}, {how}: pairs right to the 13 digits asked for")
            compare(quad, lines, stats, split)


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    main()
