"""The law of the diverted votes computed a second way, for recorded.py to compare with.

Given the odds of all namesakes of a principal, their total has the generating function
prod_s E_z prod_b (1 + cv^2 X_b exp(sigma z) Omega (1-u))^(-1/cv^2); it is inverted on a circle, and the total is
shared out as a multinomial. The rates come from other integration rules than in recorded.py, too.
"""
import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import betaln, gammaln

from laws import even, own_weights


def panels(f, lo, hi, width):
    """Gauss-Legendre points in panels, weighted with the density f."""
    n = int(np.ceil((hi - lo) / width))
    u, w = leggauss(16)
    mid = lo + (np.arange(n) + 0.5) * (hi - lo) / n
    x = (mid[:, None] + u * (hi - lo) / n / 2).ravel()
    return x, f(x) * np.tile(w, n) * (hi - lo) / n / 2


def rate_list(r, narrow):
    """Points of the rate by another route than `odds_points`: plain normals, Beta in ln p, finer for many votes."""
    phi = lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    if r["law"] == "fixed":
        return np.array([r["p"]]), np.ones(1)
    if r["law"] == "uniform":
        width = r["high"] - r["low"]
        return panels(lambda p: np.full_like(p, 1 / width), r["low"], r["high"], width / 9)
    if r["law"] == "beta":
        a, b = r["mean"] * r["concentration"], (1 - r["mean"]) * r["concentration"]
        f = lambda x: np.exp(a * x + (b - 1) * np.log(-np.expm1(x)) - betaln(a, b))
        x, w = panels(f, np.log(r["mean"]) - 40 / min(a, 1.5), 0, min(1.2, 4 * narrow))
        return np.exp(x), w
    z, w = panels(phi, -8.5, 8.5, min(2.5, 4 * narrow / r["scale"]))
    k, v = np.zeros(1), np.ones(1)
    if r["drop"]:
        k, v = panels(lambda k: 2 * phi(k), 0, 8.5, min(2.5, 4 * narrow / r["drop"]))
    y = r["location"] + r["scale"] * z[:, None] - r["drop"] * k
    return (1 / (1 + np.exp(-y))).ravel(), (w[:, None] * v).ravel()


def second_law(p, votes, contest, work=3e8):
    """The law of C once more, or nothing where it would take too long."""
    cv, sd = contest["cv"], contest["segment_sd"]
    ds = [votes[d["id"]] for d in p["namesakes"]]
    n_all, lists = sum(ds), []
    for d, n in zip(p["namesakes"], ds):
        odds, mass = np.zeros(1), np.ones(1)
        for r in d["routes"]:
            rate, w = rate_list(r, 1 / np.sqrt(1 + n))
            if len(odds) * len(rate) > work / 1000:
                return None
            odds = np.concatenate([odds, (np.expm1(np.log1p(odds)[:, None] - np.log1p(-rate))).ravel()])
            mass = np.concatenate([mass * (1 - r["open"]), r["open"] * (mass[:, None] * w).ravel()])
        keep = mass > 1e-18
        lists.append((odds[keep], mass[keep]))
    count = int(np.prod([len(m) for _, m in lists]))
    size = 1 << int(np.ceil(np.log2(16 * (n_all + 1))))
    z = even(-8.7, 8.7, min(0.25, 0.6 / sd / np.sqrt(n_all + 1))) if sd else np.zeros(1)
    zw = np.exp(-z * z / 2)
    if count * size * len(z) * sum(map(len, p["cells"])) > work or (len(ds) > 1 and n_all > 150):
        return None
    radius = 1e-18 ** (1 / size)
    u = 1 - radius * np.exp(2j * np.pi * np.arange(size // 2 + 1) / size)
    c, out = np.arange(n_all + 1), np.zeros(n_all + 1)
    index = np.indices([len(m) for _, m in lists]).reshape(len(lists), -1)
    for part in np.array_split(np.arange(count), 1 + count * size * len(z) // 1_000_000):
        omega = np.array([lists[i][0][index[i, part]] for i in range(len(lists))])
        mass = np.prod([lists[i][1][index[i, part]] for i in range(len(lists))], axis=0)
        s = omega.sum(0)[:, None] * u
        transform = np.ones_like(s)
        for cells in p["cells"]:  # E over z of the product over the segment's cells
            inner = 0
            for zi, wi in zip(z, zw / zw.sum()):
                at = s * np.exp(sd * zi)
                inner = inner + wi * (np.exp(-sum(cells) * at) if cv == 0 else
                                      np.exp(-sum(np.log1p(cv**2 * x * at) for x in cells) / cv**2))
            transform = transform * inner
        total = np.fft.irfft(transform.conj(), size, axis=1)[:, : n_all + 1] / radius**c
        share = omega / np.maximum(omega.sum(0), 1e-300)
        split = np.ones((len(part), 1))  # sum over the ways to share the total, multinomial times weights
        for q, d, n in zip(share, p["namesakes"], ds):
            k = np.arange(n + 1)
            own = own_weights(n, d["own"])
            one = np.where(k > 0, q[:, None] ** k, 1.0) * own / (np.exp(gammaln(k + 1)) if len(ds) > 1 else 1)
            new = np.zeros((len(part), split.shape[1] + n))
            for i in range(split.shape[1]):
                new[:, i : i + n + 1] += split[:, i : i + 1] * one
            split = new
        out += mass @ (total * split) * (np.exp(gammaln(c + 1)) if len(ds) > 1 else 1)
    return out / out.sum()


def second_cell(case, s, b):
    """The law of cell b of segment s, for a small namesake: a generating function in two variables, one for the cell
    and one for all other cells, inverted on two circles."""
    d, cv, sd, route = case["namesake_votes"], case["cv"], case["segment_sd"], case["routes"][0]
    rate, mass = rate_list(route, 1 / np.sqrt(1 + d))
    size = 12 * (d + 1)
    radius = 1e-18 ** (1 / size)
    u = 1 - radius * np.exp(2j * np.pi * np.arange(size) / size)
    z = even(-8.7, 8.7, 0.25) if sd else np.zeros(1)
    zw = np.exp(-z * z / 2) / np.exp(-z * z / 2).sum()
    one = lambda m: np.exp(-m) if cv == 0 else np.exp(-np.log1p(cv**2 * m) / cv**2)
    mean = np.zeros((size, size), complex)
    for p, w in zip(rate, mass * route["open"]):
        if w < 1e-18:
            continue
        mine, others = 0, 1
        for i, cells in enumerate(case["cells"]):
            m = p / (1 - p) * np.exp(sd * z)[:, None] * u
            rest = np.prod([one(m * x) for j, x in enumerate(cells) if (i, j) != (s, b)] or [np.ones_like(m)], axis=0)
            if i == s:
                mine = (one(m * cells[b]) * zw[:, None]).T @ rest
            else:
                others = others * (zw @ rest)
        mean += w * mine * others
    joint = np.fft.fft2(mean).real[: d + 1, : d + 1] / size**2
    joint /= radius ** np.add.outer(np.arange(d + 1), np.arange(d + 1))
    joint[0, 0] += 1 - route["open"]
    own, j = own_weights(d, case["own"]), np.arange(d + 1)
    post = np.array([joint[k, : d + 1 - k] @ own[k:] for k in j])
    return post / post.sum()
