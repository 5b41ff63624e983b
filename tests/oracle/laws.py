"""Building blocks shared by the oracle scripts: Poisson and gamma terms, sums of positive random amounts as
densities of the logarithm, the laws of the rates, and cells of the own support.

Everything that can be is a sum of positive terms, so that small probabilities keep their digits.
"""
import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import betaln, gammaln, log_ndtr
from scipy.stats import t as student


# ---------------------------------------------------------------- logarithms of Poisson and gamma terms
def stirling_rest(a):
    """ln Gamma(a+1) - [(a+1/2) ln a - a + ln(2 pi)/2]; a series for large a, where the difference would cancel."""
    a = np.asarray(a, float)
    big = np.maximum(a, 12.0)
    q = 1 / big**2
    series = (1/12 - q * (1/360 - q * (1/1260 - q * (1/1680 - q * (1/1188 - q * 691/360360))))) / big
    small = np.clip(a, 1e-300, 12.0)
    exact = gammaln(small + 1) - (small + 0.5) * np.log(small) + small - 0.5 * np.log(2 * np.pi)
    return np.where(a > 12, series, exact)


def log_poisson(c, log_mean):
    """ln P(Poisson = c), also for c that is not whole. Written around the mode, so that nothing large cancels."""
    c = np.asarray(c, float)
    at = np.maximum(c, 1e-300)
    y = log_mean - np.log(at)
    with np.errstate(over="ignore", invalid="ignore"):
        full = -stirling_rest(at) - 0.5 * np.log(2 * np.pi * at) - at * (np.expm1(y) - y)
        return np.where(c > 0, full, -np.exp(log_mean))


# ---------------------------------------------------------------- sums, as densities of the logarithm
def gamma_sum(cells, cv):
    """ln density of ln(sum of X_b Gamma_b): a mixture of gamma laws that share the smallest scale (Moschopoulos).
    The mixing law is a sum of negative binomials and is convolved directly."""
    cells = np.array([x for x in cells if x > 0], float)
    shape, least = cv**-2, cells.min()
    mix, start = np.ones(1), 0
    for x in cells:
        p = least / x
        if p == 1:
            continue
        n = int(60 / -np.log1p(-p) + 40 * shape / p + 50)
        k = np.arange(n)
        one = p**shape * np.concatenate([[1], np.cumprod((shape + k[:-1]) / (k[:-1] + 1) * (1 - p))])
        one = one[: np.nonzero(one > 1e-26 * one.max())[0][-1] + 1]
        mix = np.convolve(mix, one)
        keep = np.nonzero(mix > 1e-26 * mix.max())[0]
        mix, start = mix[keep[0] : keep[-1] + 1], start + keep[0]
    mix /= mix.sum()
    a = shape * len(cells) + start + np.arange(len(mix))

    def log_density(x):
        out = []
        for part in np.array_split(np.asarray(x, float).ravel(), 1 + np.size(x) * len(a) // 4_000_000):
            terms = log_poisson(a, part[:, None] - np.log(least * cv**2)) + np.log(a * mix)
            top = terms.max(axis=1)
            out.append(top + np.log(np.exp(terms - top[:, None]).sum(axis=1)))
        return np.concatenate(out).reshape(np.shape(x))

    return log_density


def even(lo, hi, step):
    """lo, lo + step, ... (numpy's own arange lets the step drift)"""
    return lo + step * np.arange(int(np.ceil((hi - lo) / step)))


class Tabulated:
    """A log density known on an even grid, read between by polynomials through twelve neighbours."""

    def __init__(self, x, h, y):
        self.x0, self.h, self.y, self.n = x[0], h, y, 12
        k = np.arange(self.n)
        self.bary = (-1.0) ** k * np.exp(gammaln(self.n) - gammaln(k + 1) - gammaln(self.n - k))

    def __call__(self, x):
        u = (np.asarray(x, float) - self.x0) / self.h
        first = np.clip(np.floor(u).astype(int) - self.n // 2 + 1, 0, len(self.y) - self.n)
        gap = np.clip(u - first, -1, self.n)
        gap = np.where(gap == np.round(gap), gap + 1e-12, gap)  # a point of the grid: step aside
        top, bottom = 0.0, 0.0
        for k in range(self.n):  # barycentric form
            w = self.bary[k] / (gap - k)
            top, bottom = top + w * self.y[first + k], bottom + w
        return np.where((u < 0) | (u > len(self.y) - 1), -np.inf, top / bottom)


def grid_where(log_density, centre, step, depth=75.0):
    """An even grid around `centre` on which the log density is within `depth` of its largest value."""
    ends = []
    rough = centre + np.linspace(-4, 4, 400)
    peak = rough[np.argmax(log_density(rough))]
    level = log_density(np.array([peak]))[0] - depth
    for sign in (-1, 1):
        reach = 0.5
        while log_density(np.array([peak + sign * reach]))[0] > level:
            reach *= 1.25
        ends.append(peak + sign * reach)
    return even(ends[0], ends[1] + step, step)


def add_logs(f, g, x, step):
    """ln density of ln(A + B) at x from the log densities of ln A, ln B: with A = s(A+B) and l = logit s it is the
    plain integral over l of f(x + ln s) g(x + ln(1-s)), which the trapezoid rule gives to all digits."""
    l = np.arange(-150, 150.0)  # first roughly, to see which l matter
    some = x[:: max(1, len(x) // 12), None]
    terms = f(some - np.logaddexp(0, -l)) + g(some - np.logaddexp(0, l))
    with np.errstate(invalid="ignore"):
        used = l[(terms > terms.max(axis=1, keepdims=True) - 85).any(axis=0)]
    if not len(used):
        return np.full(len(x), -np.inf)
    l = even(used[0] - 2, used[-1] + 2, step)
    ls, lc = -np.logaddexp(0, -l), -np.logaddexp(0, l)
    out = []
    for part in np.array_split(x, 1 + len(x) * len(l) // 1_000_000):
        terms = f(part[:, None] + ls) + g(part[:, None] + lc)
        top = terms.max(axis=1)
        top = np.where(np.isfinite(top), top, 0)
        with np.errstate(divide="ignore"):
            out.append(top + np.log(np.exp(terms - top[:, None]).sum(axis=1) * step))
    return np.concatenate(out)


# ---------------------------------------------------------------- rates and own support
def log_odds_density(law):
    """Density of logit p for the two laws that are smooth in it."""
    if law["law"] == "logit":
        loc, s, k = law["location"], law["scale"], law["drop"]
        w = np.hypot(s, k)  # a normal minus a half normal is a skew normal
        return lambda y: np.exp(np.log(2 / w / np.sqrt(2 * np.pi)) - 0.5 * ((y - loc) / w) ** 2
                                + log_ndtr(-(k / s) * (y - loc) / w))
    a, b = law["mean"] * law["concentration"], (1 - law["mean"]) * law["concentration"]
    return lambda y: np.exp(a * y - (a + b) * np.logaddexp(0, y) - betaln(a, b))


def log_hazard_density(law):
    """Density of ln h, h = -ln(1-p) = softplus(logit p)."""
    f = log_odds_density(law)

    def g(x):
        h = np.exp(np.minimum(x, 6.0))
        with np.errstate(over="ignore"):
            y = np.where(h < 1e-5, x + h / 2, np.where(h > 30, h, np.log(np.expm1(np.clip(h, 1e-5, 31)))))
        return f(y) * np.where(h < 1e-9, 1.0, h / -np.expm1(-h))

    return g


def odds_grid(law, step):
    lo, hi = (law["location"] - 12.5 * np.hypot(law["scale"], law["drop"]), law["location"] + 12.5 * law["scale"]) \
        if law["law"] == "logit" else (-75 / min(1, law["mean"] * law["concentration"]) - 5, 30.0)
    return even(lo, hi, step)


def own_weights(d, own):
    """P(D-C-1/2 < G <= D-C+1/2) for C = 0..D: the Student density integrated over each cell."""
    g = d - np.arange(d + 1.0)
    edge = lambda v: (np.log(v / own["m"]) - own["location"]) / own["scale"]
    u, w = leggauss(24)
    lo, hi = edge(np.maximum(g, 1) - 0.5), edge(np.maximum(g, 1) + 0.5)
    half = (hi - lo) / 2
    cell = (student.pdf(lo[:, None] + half[:, None] * (u + 1), own["degrees"]) * w).sum(1) * half
    return np.where(g > 0, cell, student.cdf(edge(0.5), own["degrees"]))
