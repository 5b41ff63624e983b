"""Independent oracle for the prospective law (docs/methods.md): P(T >= K), T the diverted votes of a contest.

usage: python prospective.py OUT.json [--simulate]
"""
import json
import sys

import mpmath as mp
import numpy as np
from scipy import stats

mp.mp.dps = 50


# ---------------------------------------------------------------- small contests, certified in 50 digits
def bb_pmf_mp(n, P, cv):
    """Beta-binomial pmf; P and cv are doubles taken as exact numbers."""
    P, cv = mp.mpf(P), mp.mpf(cv)
    if cv == 0:
        return [mp.binomial(n, k) * P**k * (1 - P) ** (n - k) for k in range(n + 1)]
    phi = (1 - P) / (P * cv**2) - 1
    assert phi > 0
    a, b = P * phi, (1 - P) * phi
    p = [mp.mpf(1)]
    for j in range(n):  # P(0) = prod (b+j)/(a+b+j)
        p[0] *= (b + j) / (a + b + j)
    for k in range(n):
        p.append(p[k] * (n - k) * (a + k) / ((k + 1) * (b + n - k - 1)))
    return p


def conv_mp(p, q):
    r = [mp.mpf(0)] * (len(p) + len(q) - 1)
    for i, x in enumerate(p):
        for j, y in enumerate(q):
            r[i + j] += x * y
    return r


def small_contest(sizes, rate, cv, K):
    law = [mp.mpf(1)]
    cache = {}
    for n in sizes:
        if n not in cache:
            cache[n] = bb_pmf_mp(n, rate, cv)
            assert abs(sum(cache[n]) - 1) < mp.mpf(10) ** -40
        law = conv_mp(law, cache[n])
    tail = sum(law[K:], mp.mpf(0))
    mean = sum(mp.mpf(n) for n in sizes) * mp.mpf(rate)
    assert abs(sum(k * x for k, x in enumerate(law)) - mean) < mp.mpf(10) ** -35
    # double precision, by another formula of the pmf
    d = np.ones(1)
    for n in sizes:
        if cv == 0:
            pm = stats.binom.pmf(np.arange(n + 1), n, rate)
        else:
            phi = (1 - rate) / (rate * cv * cv) - 1
            pm = stats.betabinom.pmf(np.arange(n + 1), n, rate * phi, (1 - rate) * phi)
        d = np.convolve(d, pm)
    return tail, float(d[K:].sum()), [mp.nstr(x, 17) for x in law[:4]], d


def small_contests(rng):
    rows = []
    while len(rows) < 60:
        B = int(rng.integers(2, 13))
        sizes = [int(v) for v in rng.integers(1, 61, B)]
        rate = float(np.round(np.exp(rng.uniform(np.log(0.001), np.log(0.4))), 6))
        cv = 0.0 if len(rows) % 6 == 0 else float(np.round(rng.uniform(0.05, 1.5), 3))
        if cv > 0 and (1 - rate) / (rate * cv * cv) - 1 <= 0.01:
            continue
        N = sum(sizes)
        sd = np.sqrt(N * rate * (1 - rate))
        K = int(np.clip(round(N * rate + rng.choice([-1.0, 0.0, 0.0, 1.0, 2.0, 4.0]) * max(sd, 1.0)), 1, N))
        tail, dbl, head, _ = small_contest(sizes, rate, cv, K)
        rows.append(dict(sizes=sizes, rate=rate, cv=cv, votes_needed=K, mean=N * rate, tail=float(mp.nstr(tail, 17)),
                         tail_digits=mp.nstr(tail, 20), double_precision_difference=abs(dbl - float(tail)), pmf_head=[float(h) for h in head]))
    return rows


# ---------------------------------------------------------------- the larger contest
def booth_cf_accumulate(Pw, cv, z, sizes, counts):
    """log-free product over booths: returns CF[s, w, z] for segments s; counts[s, i] booths of sizes[i]."""
    S = counts.shape[0]
    one = 1.0 - z[None, :]
    acc = np.zeros((S, len(Pw), len(z)), complex)
    phi = np.full(len(Pw), np.inf)
    if cv > 0:
        phi = (1 - Pw) / (Pw * cv * cv) - 1
        phi = np.where(phi <= 0, 1.0, phi)
    if cv == 0:
        base = np.log1p(-Pw[:, None] * one)
        for s in range(S):
            acc[s] = float((counts[s] * sizes).sum()) * base
        return np.exp(acc)
    a = (Pw * phi)[:, None]
    ab = phi[:, None]
    F = np.ones((len(Pw), len(z)), complex)
    D = np.zeros_like(F)
    want = {int(n): i for i, n in enumerate(sizes)}
    azn = a * one
    for n in range(int(max(sizes))):
        D = (n * z[None, :] * D - azn * F) / (ab + n)
        F = F + D
        i = want.get(n + 1)
        if i is not None:
            with np.errstate(divide="ignore"):
                L = np.log(F)
            L.real = np.maximum(L.real, -700.0)
            for s in range(S):
                if counts[s, i]:
                    acc[s] += counts[s, i] * L
    acc.real = np.maximum(acc.real, -700.0)
    return np.exp(acc)


def conditional_tails(y, segs, cv, segment_sd, Ks, dw, block=0.5, width=8.0, spread=1.2, eps=9.0):
    """P(T >= K | log hazard y) for every y (a multiple of dw) and K."""
    sizes = np.array(sorted({n for s in segs for n, _ in s}), float)
    counts = np.zeros((len(segs), len(sizes)))
    for i, s in enumerate(segs):
        for n, c in s:
            counts[i, np.searchsorted(sizes, n)] = c
    I = float((counts * sizes).sum())
    B = counts.sum()
    if segment_sd > 0:
        h = int(np.ceil(width * segment_sd / dw))
        u = np.arange(-h, h + 1) * dw
        wu = np.exp(-0.5 * (u / segment_sd) ** 2)
        wu /= wu.sum()
    else:
        h, wu, spread = 0, np.ones(1), 0.0
    out = np.zeros((len(y), len(Ks)))
    worst = 0.0
    for b0 in np.arange(y[0], y[-1] + 1e-9, block):
        idx = np.where((y >= b0 - 1e-9) & (y < b0 + block - 1e-9))[0]
        if not len(idx):
            continue
        j = np.rint(y[idx] / dw).astype(int)
        grid = np.arange(j[0] - h, j[-1] + h + 1)
        P = -np.expm1(-np.exp(grid * dw))
        top = I * -np.expm1(-np.exp(y[idx[-1]]))
        N = int(2 ** np.ceil(np.log2(max(1024, 8 * top + 400))))
        N = min(N, int(2 ** np.ceil(np.log2(I + 2))))
        low = I * -np.expm1(-np.exp(y[idx[0]] - spread))
        sd = np.sqrt(low * max(1e-3, 1 - low / I) * 0.9 + cv * cv * low * low / B)
        J = int(min(N // 2, np.ceil(N * eps / sd / (2 * np.pi))))
        theta = 2 * np.pi * np.arange(1, J + 1) / N
        Phi = np.ones((len(idx), J), complex)
        for c0 in range(0, J, 64):
            z = np.exp(1j * theta[c0:c0 + 64])
            cf = booth_cf_accumulate(P, cv, z, sizes, counts)
            for s in range(len(segs)):
                for r, jj in enumerate(j):
                    o = jj - grid[0] - h
                    Phi[r, c0:c0 + 64] *= wu @ cf[s, o:o + 2 * h + 1]
        if J < N // 2:
            worst = max(worst, float(np.abs(Phi[:, -1]).max()))
        full = np.ones(J) * 2.0
        if J == N // 2:
            full[-1] = 1.0  # the Nyquist frequency stands once
        for k, K in enumerate(Ks):
            if K >= N:
                out[idx, k] = 0.0
                continue
            ker = (1 - np.exp(-1j * theta * K)) / (1 - np.exp(-1j * theta))
            below = (K + (full * (Phi * ker).real).sum(axis=1)) / N
            out[idx, k] = 1 - below
    return out, worst


def prior_weights(y, loc, sd):
    """density of y = log(-log(1-p)) when logit p ~ N(loc, sd^2), times the step, as trapezoid weights."""
    h = np.exp(y)
    x = h + np.log(-np.expm1(-h))  # log(e^h - 1)
    return stats.norm.pdf(x, loc, sd) * h / -np.expm1(-h), x


def big(segs, cv, segment_sd, pi, loc, sd, Ks, dy, dw, ylo=-11.0, yhi=-1.5, **kw):
    y = np.arange(round(ylo / dy), round(yhi / dy) + 1) * dy
    t, worst = conditional_tails(y, segs, cv, segment_sd, Ks, dw, **kw)
    w, x = prior_weights(y, loc, sd)
    # outside [ylo, yhi] the tail is 0 / 1; the sum over the grid of the normal density is closed by the exact cdf
    # trapezoid of w*tail, with tail == 1 continued to the right by the same grid
    yy = np.arange(round(yhi / dy) + 1, round(6.0 / dy)) * dy
    w2, _ = prior_weights(yy, loc, sd)
    res = pi * dy * (w @ t + w2.sum())
    return res, t, y, worst


def simulate(segs, cv, segment_sd, pi, loc, sd, Ks, n, rng, fixed=None):
    hits = np.zeros(len(Ks))
    sizes = [np.repeat([a for a, _ in s], [c for _, c in s]) for s in segs]
    chunk = 500
    for _ in range(n // chunk):
        x = loc + sd * rng.standard_normal(chunk) if fixed is None else np.full(chunk, np.log(fixed / (1 - fixed)))
        zc = rng.random(chunk) < pi
        T = np.zeros(chunk, np.int64)
        for s in sizes:
            P = -np.expm1(-np.logaddexp(0, x) * np.exp(segment_sd * rng.standard_normal(chunk)))
            phi = (1 - P) / (P * cv * cv) - 1
            phi = np.where(phi <= 0, 1.0, phi)
            p = rng.beta((P * phi)[:, None], ((1 - P) * phi)[:, None], size=(chunk, len(s)))
            T += rng.binomial(np.broadcast_to(s, p.shape), p).sum(axis=1)
        T *= zc
        hits += [(T >= K).sum() for K in Ks]
    return hits / n


def main():
    rng = np.random.default_rng(3141592653)
    small = small_contests(rng)
    print("small: largest difference of double precision", max(r["double_precision_difference"] for r in small))
    segs = []
    for nb in (344, 330, 320, 326, 330):
        v = np.clip(5 * np.rint(rng.normal(250, 80, nb) / 5), 30, 600).astype(int)
        s, c = np.unique(v, return_counts=True)
        segs.append([(int(a), int(b)) for a, b in zip(s, c)])
    I = sum(a * b for s in segs for a, b in s)
    print("booths", sum(c for s in segs for _, c in s), "intended", I, "distinct", len({a for s in segs for a, _ in s}))
    Ks = [200, 1000, 2401, 10000]
    loc, sd, pi, cv, ss = -6.0, 1.5, 2 / 3, 0.6, 0.2
    out = dict(small=small)
    L = dict(segments=[[list(t) for t in s] for s in segs], intended=I, booths=1650, rate_location=loc, rate_sd=sd,
             pi_confusable=pi, booth_cv=cv, segment_sd=ss, votes_needed=Ks)
    fine, tf, yf, w1 = big(segs, cv, ss, pi, loc, sd, Ks, 0.025, 0.0125)
    print("dy .025 dw .0125", fine, "largest |CF| at the cut", w1, flush=True)
    coarse, tt, yy, w2 = big(segs, cv, ss, pi, loc, sd, Ks, 0.05, 0.025, eps=11.0, spread=1.4)
    print("dy .05  dw .025 ", coarse, w2, flush=True)
    L["tail"] = [float(v) for v in fine]
    L["tail_other_quadrature"] = [float(v) for v in coarse]
    L["error_estimate"] = float(max(1e-12, np.max(np.abs(fine - coarse))))
    out["large"] = L
    # the same contest, segment_sd = 0
    z1, t0, y0, w3 = big(segs, cv, 0.0, pi, loc, sd, Ks, 0.0025, 0.0025, ylo=-10.0, yhi=-2.0, block=0.25)
    z2, _, _, _ = big(segs, cv, 0.0, pi, loc, sd, Ks, 0.005, 0.005, ylo=-10.0, yhi=-2.0, block=0.25)
    print("segment sd 0:", z1, z2, np.abs(z1 - z2).max(), w3, flush=True)
    out["large_segment_sd_0"] = dict(tail=[float(v) for v in z1], error_estimate=float(max(1e-12, np.abs(z1 - z2).max())))
    # fixed rates
    fixed = []
    for rate in (0.0006, 0.0025, 0.0058, 0.024):
        for s_ in (0.0, 0.2):
            y = np.log(-np.log1p(-rate))
            t, w = fixed_tail(segs, cv, s_, Ks, rate)
            fixed.append(dict(rate=rate, segment_sd=s_, booth_cv=cv, votes_needed=Ks, tail=[float(v) if v > 1e-11 else 0.0 for v in t], absolute_error=1e-12))
            print("fixed", rate, s_, t, w, flush=True)
    out["large_fixed_rate"] = fixed
    # what a coarse trapezoid over the log hazard costs: sub-grids of the computed values, no interpolation
    errs = {}
    for label, (yv, tv, ref, d0) in dict(segment_sd_02=(yf, tf, fine, 0.025), segment_sd_0=(y0, t0, z1, 0.0025)).items():
        for step in (0.2, 0.1, 0.05, 0.025):
            q = round(step / d0)
            if q < 2:
                continue
            worst = np.zeros(len(Ks))
            for off in range(q):
                w, _ = prior_weights(yv[off::q], loc, sd)
                y2 = np.arange(yv[off::q][-1] + step, 6.0, step)
                v = pi * step * (w @ tv[off::q] + prior_weights(y2, loc, sd)[0].sum())
                worst = np.maximum(worst, np.abs(v - ref))
            errs[f"{label}_step_{step}"] = [float(v) for v in worst]
            print("trapezoid over log hazard", label, step, worst, flush=True)
    out["trapezoid_step_error"] = dict(note="largest error over all offsets of the grid", votes_needed=Ks, **errs)
    with open(sys.argv[1], "w") as f:
        json.dump(out, f, indent=1)
    if "--simulate" in sys.argv:
        n = 300_000
        rs = np.random.default_rng(271828)
        h = simulate(segs, cv, ss, pi, loc, sd, Ks, n, rs)
        se = np.sqrt(fine * (1 - fine) / n)
        print("simulated", h, "z", (h - fine) / se, flush=True)
        out["large"]["simulated"] = dict(draws=n, tail=[float(v) for v in h], standard_error=[float(v) for v in se])
        with open(sys.argv[1], "w") as f:
            json.dump(out, f, indent=1)


def fixed_tail(segs, cv, segment_sd, Ks, rate):
    """one hazard: shift the grid of w so that log hazard is on it."""
    y = np.log(-np.log1p(-rate))
    # dw chosen so that y is an exact multiple
    dw = abs(y) / round(abs(y) / 0.0125)
    t, w = conditional_tails(np.array([y]), segs, cv, segment_sd, Ks, dw)
    return t[0], w


if __name__ == "__main__":
    main()
