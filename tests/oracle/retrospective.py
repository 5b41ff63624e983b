"""Independent oracle for the retrospective analysis from totals (docs/methods.md).

usage: python retrospective.py OUT.json [--simulate]

Everything is exact enumeration over the integers: C (votes diverted from the principal to the namesake),
and, for the onward choice, closed-form cell integrals over the two Dirichlet shares that matter.
"""
import json
import sys

import numpy as np
from scipy import stats
from scipy.special import log_ndtr

OWN_DF, OWN_LOC, OWN_SCALE = 10.0, 0.01, 0.79
KAPPA = 10.0
A_PRINCIPAL, A_WINNER = 0.10 * KAPPA, 0.10 * KAPPA  # Beta(1,1) inside, Beta(2,8) for the sum

PRIORS = {
    "name_identical_no_photo": dict(location=-6.0, sd=1.5, half_normal=0.0, pi=4 / 6),
    "name_identical_photo": dict(location=-7.0, sd=float(np.sqrt(1.5**2 + 0.7**2)), half_normal=0.0, pi=4 / 6),
    "symbol_new": dict(location=-2.8, sd=0.7, half_normal=0.0, pi=1.0),
    "symbol_known": dict(location=-5.0, sd=1.25, half_normal=0.0, pi=1.0),
}


def prior(name, similarity=1.0, **over):
    p = dict(PRIORS[name])
    p["half_normal"] = 4.0 * (1.0 - similarity)  # logit p = N(location, sd^2) - half_normal * |N(0,1)|
    p.update(over)
    return p


def logit_cdf_pair(pr):
    """(log cdf, log sf, log pdf) of the prior of logit p."""
    if pr["half_normal"] == 0.0:
        d = stats.norm(pr["location"], pr["sd"])
    else:
        w = float(np.hypot(pr["sd"], pr["half_normal"]))
        d = stats.skewnorm(-pr["half_normal"] / pr["sd"], pr["location"], w)
    return d


def cell(dist, lo, hi):
    """P(lo < Y <= hi) without cancellation in the upper tail."""
    a = dist.cdf(hi) - dist.cdf(lo)
    b = dist.sf(lo) - dist.sf(hi)
    return np.maximum(np.where(lo > dist.median(), b, a), 0.0)


def own_support_cell(D, m):
    """P(D-C-1/2 < G <= D-C+1/2) for C = 0..D."""
    g = D - np.arange(D + 1)
    t = stats.t(OWN_DF)
    with np.errstate(divide="ignore"):
        lo = (np.log(np.maximum(g - 0.5, 0.0) / m) - OWN_LOC) / OWN_SCALE
        hi = (np.log((g + 0.5) / m) - OWN_LOC) / OWN_SCALE
    return np.where(lo > 0, t.sf(lo) - t.sf(hi), t.cdf(hi) - t.cdf(lo))


def law(X, D, m, pr, density=False):
    """Posterior pmf of C = 0..D."""
    c = np.arange(D + 1.0)
    dist = logit_cdf_pair(pr)
    if density:
        f = np.zeros(D + 1)
        f[1:] = dist.pdf(np.log(c[1:] / X)) / c[1:]  # f_rate(p) dp/dc, as logit p = log(c/X)
    else:
        with np.errstate(divide="ignore"):
            lo = np.log(np.maximum(c - 0.5, 0.0) / X)
            hi = np.log((c + 0.5) / X)
        f = cell(dist, lo, hi)
    w = pr["pi"] * f
    w[0] += 1.0 - pr["pi"]
    w *= own_support_cell(D, m)
    return w / w.sum()


def sum_law(laws):
    p = laws[0]
    for q in laws[1:]:
        p = np.convolve(p, q)
    return p


def describe(p):
    c = np.arange(len(p))
    mean = float(p @ c)
    cdf = np.cumsum(p)
    q = [int(np.searchsorted(cdf, x * cdf[-1], side="left")) for x in (0.05, 0.5, 0.95)]
    return dict(mean=mean, sd=float(np.sqrt(p @ (c - mean) ** 2)), q05=q[0], q50=q[1], q95=q[2], p_zero=float(p[0]))


def onward_law(G):
    """pmf of d = n_t - n_W, d = -G..G, for G own supporters (closed form).

    S = theta_t + theta_W ~ Beta(2,8), R = theta_t/S ~ U(0,1).  N = round(S G), n_t = round(R S G), d = 2 n_t - N.
    P(N = n, n_t >= k) = A_n - (k - 1/2) B_n for 1 <= k <= n, with A_n = P(S in cell n), B_n = E[1{S in cell n}/(S G)].
    """
    if G == 0:
        return np.ones(1)
    n = np.arange(G + 1.0)
    lo = np.maximum(n - 0.5, 0.0) / G
    hi = np.minimum(n + 0.5, G) / G
    # P(S > s) = (1-s)^9 + 9 s (1-s)^8 = (1-s)^8 (1 + 8 s);  E[1{S > s}/S] = 9 (1-s)^8
    sf = lambda s: (1 - s) ** 8 * (1 + 8 * s)
    A = sf(lo) - sf(hi)
    B = 9.0 * ((1 - lo) ** 8 - (1 - hi) ** 8) / G
    p = np.zeros(2 * G + 1)
    p[G] += A[0]
    k = np.arange(1, G + 1)
    p[G - k] += 0.5 * B[1:]
    p[G + k] += A[1:] - (k - 0.5) * B[1:]
    # interior: N = n puts B_n on d = -n+2, ..., n-2, i.e. on every d with |d| < n and d = n mod 2
    Bz = np.concatenate([B, [0.0, 0.0]])
    Bz[0] = 0.0
    T = np.zeros(G + 3)  # T[j] = B_j + B_{j+2} + ...
    T[: G + 1][(np.arange(G + 1) % 2) == 0] = np.cumsum(Bz[: G + 1][::2][::-1])[::-1]
    if G >= 1:
        T[: G + 1][(np.arange(G + 1) % 2) == 1] = np.cumsum(Bz[: G + 1][1::2][::-1])[::-1]
    inter = T[2:]  # index |d| -> sum over n >= |d|+2
    p[G] += inter[0]
    p[G + k] += inter[k]
    p[G - k] += inter[k]
    return p


def gain_law(pC):
    """pmf over gain = C + n_t - n_W, index gain + D."""
    D = len(pC) - 1
    out = np.zeros(2 * D + 1)
    for C in range(D + 1):
        if pC[C] == 0.0:
            continue
        G = D - C
        d = onward_law(G)  # gain from C-G to C+G
        out[C - G + D : C + G + D + 1] += pC[C] * d
    return out


def simulate(parts, K, rng, n=10**6, own_dirichlet_each=False):
    """parts: list of groups; group = list of (law of C, D). Gains of group 0 minus gains of group 1."""
    total = np.zeros(n)
    for sign, group in zip((1, -1), parts):
        rows = []
        for pC, D in group:
            C = np.searchsorted(np.cumsum(pC) / pC.sum(), rng.random(n), side="right")
            rows.append((C, D - C))
        if not own_dirichlet_each:
            rows = [(sum(r[0] for r in rows), sum(r[1] for r in rows))]
        for C, G in rows:
            th = rng.dirichlet(KAPPA * np.array([0.10, 0.10, 0.25, 0.20, 0.35]), size=n)
            half = lambda x: np.floor(x + 0.5)
            nt = half(th[:, 0] * G)
            nw = half((th[:, 0] + th[:, 1]) * G) - nt
            total += sign * (C + nt - nw)
    return float(np.mean(total >= K))


def contest(name, X, D, M, m, pr, pooled=False, group_w=None, sim=None, note=None):
    """D: list of namesakes' votes. group_w: dict(x, d list, m, prior) for the winner's own namesakes."""
    K = M + 1
    Ds = [sum(D)] if pooled else list(D)
    laws = [law(X, d, m, pr) for d in Ds]
    pC = sum_law(laws)
    dens = sum_law([law(X, d, m, pr, density=True) for d in Ds])
    out = dict(diverted=describe(pC), flip_plain=float(pC[K:].sum()) if K < len(pC) else 0.0)
    if len(Ds) > 1:
        out["diverted_by_namesake"] = [describe(l) for l in laws]
    dflip = float(dens[K:].sum()) if K < len(dens) else 0.0
    out["density_form"] = dict(flip_plain=dflip, flip_difference=abs(dflip - out["flip_plain"]),
                               largest_pmf_difference=float(np.max(np.abs(dens - pC))),
                               total_variation=float(0.5 * np.sum(np.abs(dens - pC))))
    g = gain_law(pC)
    off = len(pC) - 1
    parts = [[(l, d) for l, d in zip(laws, Ds)]]
    w_in = None
    if group_w is None:
        i = K + off
        out["flip_onward"] = float(g[i:].sum()) if i < len(g) else 0.0
        out["gain_mean"] = float(g @ np.arange(-off, off + 1))
    else:
        lw = [law(group_w["x"], d, group_w["m"], group_w["prior"]) for d in group_w["d"]]
        pw = sum_law(lw)
        gw = gain_law(pw)
        ow = len(pw) - 1
        tail = np.concatenate([np.cumsum(g[::-1])[::-1], [0.0]])  # tail[i] = P(gain_t + off >= i)
        idx = np.clip(K + np.arange(-ow, ow + 1) + off, 0, len(g))
        out["flip_onward"] = float(gw @ tail[idx])
        # plain: own supporters ignored, C_t - C_W >= K
        tc = np.concatenate([np.cumsum(pC[::-1])[::-1], [0.0]])
        out["flip_plain"] = float(pw @ tc[np.clip(K + np.arange(len(pw)), 0, len(pC))])
        out["diverted_winner_group"] = describe(pw)
        out.pop("density_form")
        parts.append([(l, d) for l, d in zip(lw, group_w["d"])])
        w_in = group_w
    if len(Ds) > 1 and group_w is None:
        gg = sum_law([gain_law(l) for l in laws])
        out["flip_onward_own_dirichlet_each"] = float(gg[K + off:].sum()) if K + off < len(gg) else 0.0
    if sim is not None:
        out["flip_onward_simulated"] = simulate(parts, K, sim)
        if len(Ds) > 1:
            out["flip_onward_simulated_own_dirichlet_each"] = simulate(parts, K, sim, own_dirichlet_each=True)
    r = dict(contest=name, x_t=X, namesakes=list(D), pooled=pooled, margin=M, votes_needed=K, m=m, prior=pr, output=out)
    if w_in:
        r["winner_group"] = w_in
    if note:
        r["note"] = note
    return r


def main():
    out_path = sys.argv[1]
    sim = np.random.default_rng(20240604) if "--simulate" in sys.argv else None
    NP, PH, SY, SK = "name_identical_no_photo", "name_identical_photo", "symbol_new", "symbol_known"
    R = []
    add = lambda *a, **k: R.append(contest(*a, sim=sim, **k))
    add("raigad_m9952", 394068, [9849], 2110, 9952.0, prior(NP))
    add("raigad_m5523", 394068, [9849], 2110, 5523.0, prior(NP))
    for m in (2497.0, 2154.0):
        tag = f"_m{m:g}"
        add("hingoli_pooled" + tag, 465765, [6157, 6284], 1632, m, prior(NP), pooled=True)
        add("hingoli_apart" + tag, 465765, [6157, 6284], 1632, m, prior(NP))
        add("hingoli_subhash_alone" + tag, 465765, [6157], 1632, m, prior(NP))
        add("hingoli_nagorao_alone" + tag, 465765, [6284], 1632, m, prior(NP))
    for s in (1.0, 0.9, 0.5):
        add(f"vadakara_s{s}", 413173, [3485], 3306, 1679.0, prior(NP, s))
        add(f"alappuzha_8282_s{s}", 334485, [8282], 1009, 2024.0, prior(NP, s))
        add(f"alappuzha_8332_s{s}", 334485, [8332], 1009, 2024.0, prior(NP, s))
    for m in (2000.0, 2655.0, 3000.0):
        add(f"satara_m{m:g}", 538363, [37062], 32771, m, prior(SY))
    for m in (700.0, 1768.5, 2629.0):
        add(f"devon_name_m{m:g}", 74253, [10203], 700, m, prior(NP))
        add(f"devon_label_new_m{m:g}", 74253, [10203], 700, m, prior(SY))
        add(f"devon_label_known_m{m:g}", 74253, [10203], 700, m, prior(SK))
    add("kannur_t_only", 421056, [4240, 2745], 6566, 2371.0, prior(NP), note="the winner's namesake ignored")
    add("kannur_t_only_pooled", 421056, [4240, 2745], 6566, 2371.0, prior(NP), pooled=True)
    add("kannur_both", 421056, [4240, 2745], 6566, 2371.0, prior(NP),
        group_w=dict(x=427622, d=[1500], m=2371.0, prior=prior(NP)))
    for m in (200.0, 300.0, 500.0):
        add(f"manjeshwaram_photo_m{m:g}", 56781, [467], 89, m, prior(PH))
        add(f"manjeshwaram_no_photo_m{m:g}", 56781, [467], 89, m, prior(NP))
    add("kanpur_2024", 422087, [1198], 20968, 672.0, prior(PH))
    add("kyiv_223", 31358, [1451], 3326, 500.0, prior(NP))
    # small synthetic contests: the corners of the law
    add("small_one", 1000, [40], 5, 12.0, prior(NP))
    add("small_two", 1000, [40, 25], 9, 12.0, prior(NP))
    add("small_three", 1000, [40, 25, 3], 20, 7.5, prior(PH, 0.8))
    add("small_one_vote", 500, [1], 0, 3.0, prior(SY))
    add("small_zero_namesake", 500, [0], 0, 3.0, prior(NP))
    add("small_both", 1000, [40, 25], 4, 12.0, prior(NP), group_w=dict(x=1004, d=[30], m=12.0, prior=prior(NP)))
    add("small_t_alone_impossible", 1000, [5], 9, 12.0, prior(NP), group_w=dict(x=1009, d=[30], m=12.0, prior=prior(NP)),
        note="D_t < M, yet own supporters of the winner's namesake may go to the principal")
    add("small_exact_tie_at_most", 1000, [9], 9, 12.0, prior(SY))
    with open(out_path, "w") as f:
        json.dump(dict(quantile="smallest c with P(C <= c) >= q", contests=R), f, indent=1)
    for r in R:
        o = r["output"]
        print(f"{r['contest']:28s} plain {o['flip_plain']:.5f} onward {o['flip_onward']:.5f} sim {o.get('flip_onward_simulated', float('nan')):.5f}"
              f" each {o.get('flip_onward_simulated_own_dirichlet_each', float('nan')):.5f}"
              f" dens {o.get('density_form', {}).get('flip_difference', float('nan')):.2e} meanC {o['diverted']['mean']:.1f}")


if __name__ == "__main__":
    main()
