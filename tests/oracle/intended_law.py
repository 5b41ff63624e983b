"""The laws that intended.py needs of one principal: points of the total hazard H of its namesakes (with their shares
of it), the law of the diverted votes T given H by Fourier transforms over cells and segments, the joint law of the
namesakes' diverted votes, and the law of a namesake's own support.
"""
import itertools

import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import gammaln
from scipy.stats import t as student

from laws import even, log_hazard_density, odds_grid

U16, W16 = leggauss(16)


MOST = {2: 420, 3: 120}  # votes for which the joint law of two, three namesakes is tabulated


class TooLarge(Exception):
    """The namesakes could come first and there are too many votes to enumerate."""


# ---------------------------------------------------------------- integration points
def panels(lo, hi, width, at=()):
    """Gauss-Legendre points between lo and hi: panels of width(x), with an edge at every jump."""
    edges = [lo]
    stops = sorted(x for x in at if lo < x < hi) + [hi]
    for stop in stops:
        start, inner = edges[-1], []
        x = start
        while x < stop:
            x += width(x)
            inner.append(x)
        edges += list(start + (np.array(inner) - start) * (stop - start) / (inner[-1] - start))
    edges = np.array(edges)
    half = np.diff(edges) / 2
    return ((edges[:-1] + half)[:, None] + half[:, None] * U16).ravel(), (half[:, None] * W16).ravel()


def hazard_range(r):
    """Where ln h of a smooth rate law has its mass."""
    y = odds_grid(r, 0.5)
    if r["law"] == "logit":
        w = np.hypot(r["scale"], r["drop"])
        y = np.array([r["location"] - 8.8 * w, r["location"] + 8.8 * r["scale"]])
    return max(float(np.log(np.logaddexp(0, y[0]))), -60.0), float(np.log(np.logaddexp(0, y[-1])))


def hazard_points(p, votes, spread2, jump, fine):
    """The law of (H, shares of the namesakes) as a list of sets of points. A set has hazards H, weights W and shares:
    one share per hazard, or, where two rates are smooth, W[hazard, l] with shares for each l."""
    k, sets, closed = len(p["namesakes"]), [], 0.0
    sources = [(d, r) for d, n in enumerate(p["namesakes"]) for r in n["routes"]]
    width = lambda x: min(0.5, 4 / np.sqrt(1 / (1 / (votes * min(np.exp(x), 1) + 1) + spread2))) * fine
    for pattern in itertools.product((0, 1), repeat=len(sources)):
        mass = np.prod([r["open"] if o else 1 - r["open"] for (_, r), o in zip(sources, pattern)])
        on = [s for s, o in zip(sources, pattern) if o]
        if mass == 0:
            continue
        if not on:
            closed += mass
            continue
        lists, smooth = [], []
        for d, r in on:
            if r["law"] == "fixed":
                lists.append([(d, -np.log1p(-r["p"]), 1.0)])
            elif r["law"] == "uniform" and r["low"] == 0 and len(on) == 1:
                # segments' effects make the law of T not analytic at rate 0: panels that narrow towards it
                x, w = panels(np.log(r["high"]) - 36, np.log(r["high"]), width)
                lists.append([(d, -np.log1p(-np.exp(y)), v * np.exp(y) / r["high"]) for y, v in zip(x, w)])
            elif r["law"] == "uniform":
                u, w = leggauss(int((40 + 2.5 * np.sqrt(votes)) / fine) if len(sources) == 1 else int(48 / fine))
                lists.append([(d, -np.log1p(-q), v) for q, v in
                              zip(r["low"] + (r["high"] - r["low"]) * (u + 1) / 2, w / 2)])
            else:
                smooth.append((d, r))
        if len(smooth) > 2:
            raise TooLarge
        for combo in itertools.product(*lists):
            fixed = np.zeros(k)
            for d, h, _ in combo:
                fixed[d] += h
            w0, h0 = mass * np.prod([w for _, _, w in combo]), fixed.sum()
            if not smooth:
                sets.append((np.array([h0]), np.array([w0]), fixed[:, None] / h0))
                continue
            same, tabulated = smooth[0][0] == smooth[-1][0], k == 1 or votes <= MOST[k]
            if len(smooth) == 2 and not same and h0 > 0 and tabulated:
                raise TooLarge
            edge = [np.log(jump - h0)] if jump and jump > h0 else []
            ranges = [hazard_range(r) for _, r in smooth]
            dens = [log_hazard_density(r) for _, r in smooth]
            if len(smooth) == 1:
                x, w = panels(*ranges[0], width, edge)
                w = w0 * w * dens[0](x)
                x, w = x[w > 1e-22], w[w > 1e-22]
                each = np.repeat(fixed[:, None], len(x), 1)
                each[smooth[0][0]] += np.exp(x)
                sets.append((each.sum(0), w, each / each.sum(0)))
                continue
            x, w = panels(max(a for a, _ in ranges), max(b for _, b in ranges) + 0.7, width, edge)
            l = even(-45, 45, (min(0.12, 0.8 / np.sqrt(votes)) if tabulated else 0.12) * fine)
            ls, lc = -np.logaddexp(0, -l), -np.logaddexp(0, l)
            both = np.array([dens[0](v + ls) * dens[1](v + lc) for v in x]) * (w0 * (l[1] - l[0]) * w)[:, None]
            if h0 == 0:
                share = np.zeros((k, len(l)))
                share[smooth[0][0]] += np.exp(ls)
                share[smooth[1][0]] += np.exp(lc)
                keep = both.max(0) > 1e-22
                sets.append((np.exp(x), both[:, keep], share[:, keep]))
            else:  # the two make one namesake, or there are too many votes for shares to be used at all
                each = np.repeat(fixed[:, None], len(x), 1)
                each[smooth[0][0]] += np.exp(x)
                sets.append((each.sum(0), both.sum(1), each / each.sum(0)))
    lines = [x for x in sets if x[1].ndim == 1]
    planes = [x for x in sets if x[1].ndim == 2]
    if lines:
        planes.append(tuple(np.concatenate(v, axis=-1) for v in zip(*lines)))
    return closed, planes


# ---------------------------------------------------------------- diverted votes given the hazard
def beta_binomial(h, n, cv):
    """Rows: the law for cell size n at hazard h; the clip of phi as the model states it."""
    q, p = np.exp(-h)[:, None], -np.expm1(-h)[:, None]
    k = np.arange(n)
    if cv == 0:
        logs = np.log((n - k) / (k + 1)) + np.log(p) + h[:, None]
        first = -n * h[:, None]
    else:
        phi = q / (p * cv**2) - 1
        phi = np.where(phi <= 0, 1.0, phi)
        a, b = p * phi, q * phi
        logs = np.log((n - k) / (k + 1)) + np.log(a + k) - np.log(b + (n - k - 1))
        first = -h[:, None] + np.log1p(-a / (phi + np.arange(1, n))).sum(1, keepdims=True)
    rows = np.exp(np.concatenate([first, first + np.cumsum(logs, axis=1)], axis=1))
    return rows / rows.sum(1, keepdims=True)


def transforms(h, cells, cv, size):
    """Fourier transform of the sum over the cells, for each hazard."""
    if cv == 0:
        n, q, p = sum(cells), np.exp(-h)[:, None], -np.expm1(-h)[:, None]
        angle = 2 * np.pi * np.arange(size // 2 + 1) / size
        # |q + p e^{-ia}|^2 = 1 - 4 p q sin^2(a/2): the modulus by its logarithm keeps the digits of a high power
        size2 = 0.5 * np.log1p(np.maximum(-4 * p * q * np.sin(angle / 2) ** 2, -1 + 1e-300))
        turn = np.arctan2(-p * np.sin(angle), q + p * np.cos(angle))
        return np.exp(n * (size2 + 1j * turn))
    out = 1
    for n in cells:
        if n:
            out = out * np.fft.rfft(beta_binomial(h, n, cv), size, axis=1)
    return out


class Law:
    """The law of T given H for one principal."""

    def __init__(self, p, cv, sd, lo, hi, fine):
        self.cells, self.cv, self.sd = p["cells"], cv, sd
        self.votes = sum(map(sum, p["cells"]))
        self.size = 1 << int(np.ceil(np.log2(self.votes + 1)))
        self.smooth = []
        if sd == 0:
            return
        jump = [np.log(np.log1p(1 / cv**2))] if cv else []  # P = 1/(1+cv^2), where phi is clipped
        for cells in self.cells:
            n, n2 = sum(cells), sum(c * c for c in cells)
            width = lambda u: min(0.5, 1.6 * sd, 4 / np.sqrt(
                1 / (1 / (n * min(np.exp(u), 1) + 1) + cv**2 * n2 / n**2))) * fine
            u, w = panels(lo - 8.8 * sd, min(hi + 8.8 * sd, 6.5), width, jump)  # beyond, everybody is diverted
            self.smooth.append((u, w, cells))

    def __call__(self, h):
        """Rows: P(T = 0..votes | H = h)."""
        slices = lambda n: np.array_split(np.arange(n), 1 + n * self.size // 4_000_000)
        if self.sd == 0:
            rows = [np.fft.irfft(transforms(h[a], sum(self.cells, []), self.cv, self.size), self.size, axis=1)
                    for a in slices(len(h))]
            return np.concatenate(rows)[:, : self.votes + 1]
        product = 1
        for u, w, cells in self.smooth:
            z = (u - np.log(h)[:, None]) / self.sd
            weight = np.exp(-z * z / 2) / np.sqrt(2 * np.pi) / self.sd * w
            inner = sum(weight[:, a] @ transforms(np.exp(u[a]), cells, self.cv, self.size) for a in slices(len(u)))
            everybody = np.exp(-2j * np.pi * sum(cells) * np.arange(self.size // 2 + 1) / self.size)
            product = product * (inner + (1 - weight.sum(1))[:, None] * everybody)
        return np.fft.irfft(product, self.size, axis=1)[:, : self.votes + 1]


# ---------------------------------------------------------------- own support
def own_law(own):
    """P(G = g)."""
    if "stated" in own:
        return np.eye(own["stated"] + 1)[own["stated"]]
    room = own["room"]
    g = np.arange(1, room + 1)
    z = (np.log((g - 0.5) / own["m"]) - own["location"]) / own["scale"]
    above = student.sf(z, own["degrees"])  # P(G >= g)
    below = student.cdf(z, own["degrees"])
    cell = np.where(z[:-1] > 0, above[:-1] - above[1:], below[1:] - below[:-1])
    return np.concatenate([below[:1], cell, above[-1:]]) if room else np.ones(1)


class Own:
    """The law of own votes G, and P(G < n)."""

    def __init__(self, own):
        self.law = own_law(own)
        self.most = len(self.law) - 1
        self.total = np.concatenate([[0.0], np.cumsum(self.law)])

    def at(self, n):
        return np.where((n >= 0) & (n <= self.most), self.law[np.clip(n, 0, self.most)], 0.0)

    def less(self, n):
        return self.total[np.clip(n, 0, self.most + 1)]


# ---------------------------------------------------------------- a principal's diverted votes
def diverted(p, cv, sd, fine=1.0):
    """The law of T, and P(C_1 = c_1, ..., C_k = c_k) (or nothing, where there are too many votes for a table).
    Tables end where the probability does."""
    votes, k = sum(map(sum, p["cells"])), len(p["namesakes"])
    spread2 = cv**2 * sum(c * c for part in p["cells"] for c in part) / votes**2
    spread2 += sd**2 * sum(sum(part) ** 2 for part in p["cells"]) / votes**2
    jump = np.log1p(1 / cv**2) if cv and not sd else None
    closed, sets = hazard_points(p, votes, spread2, jump, fine)
    table = 1 < k and votes <= MOST[k]
    t, kept = np.zeros(votes + 1), []
    t[0] = closed
    if sets:
        flat = np.concatenate([h for h, _, _ in sets])
        weight = np.concatenate([w if w.ndim == 1 else w.sum(1) for _, w, _ in sets])
        law = Law(p, cv, sd, np.log(flat.min()), np.log(flat.max()), fine)
        some = 10_000_000 if sd == 0 and not table else 1_000_000_000
        for part in np.array_split(np.arange(len(flat)), 1 + len(flat) * votes // some):
            rows = law(flat[part])
            t += weight[part] @ rows
        if table:  # everything is in one slice
            kept = np.split(rows, np.cumsum([len(h) for h, _, _ in sets])[:-1])
    t = np.maximum(t, 0)
    if k == 1:
        return t, t
    if not table:
        return t, None
    most = int(np.nonzero(t > 1e-17)[0][-1])
    out = np.zeros((most + 1,) * k)
    out[(0,) * k] = closed
    log_fact = gammaln(np.arange(most + 2) + 1.0)
    for (_, w, share), rows in zip(sets, kept):
        with np.errstate(divide="ignore"):
            ls = np.maximum(np.log(share), -1e5)
        for n in range(most + 1):  # T = n is shared out as a multinomial
            q = w * rows[:, n] if w.ndim == 1 else w.T @ rows[:, n]
            some = np.abs(q) > 1e-20
            ways = np.indices((n + 1,) * (k - 1)).reshape(k - 1, -1)
            ways = ways[:, ways.sum(0) <= n]
            ways = np.vstack([ways, n - ways.sum(0)])
            logs = log_fact[n] - log_fact[ways].sum(0)
            out[tuple(ways)] += np.exp(logs[:, None] + ways.T @ ls[:, some]) @ q[some]
    return t, out
