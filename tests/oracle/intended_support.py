"""Contests to come whose intended votes are uncertain ([support]), for intended.py.

Only contrasts of the log shares matter, so two lines have one coordinate and three lines two, normal and independent
at each level (cell, segment, contest). On an even grid of them the characteristic function of a cell's votes is
smeared by the cell's spread, multiplied over the cells of a segment, smeared by the segment's, multiplied over the
segments and averaged over the contest's. The rounding of votes makes small kinks; runs with shifted grids are averaged
and their spread gives the accuracy.

`by_difference`: one principal and one rival. With D = I_t - I_w and A = D - T: t wins the flip world if D > 0 and as
recorded if A > 0, so the flip is P(D > 0) - P(A > 0); a namesake never comes near.
`by_totals`: cv = segment_sd = 0, so that T depends on the principal's total alone: the law of the lines' totals, and
for all totals the exact answer without [support]. Third candidates and winning namesakes are possible here.
"""
import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.stats import binom

from laws import even, log_odds_density, odds_grid

REACH = 6.4  # standard deviations


class Grid:
    """The contrast grid of one run, and smearing on it."""

    def __init__(self, lines, spreads, fine, shift):
        self.dim = lines - 1
        self.basis = np.array([[1, -1]]) / np.sqrt(2) if lines == 2 else np.array(
            [[1, -1, 0] / np.sqrt(2), [1, 1, -2] / np.sqrt(6)])
        used = [s for s in spreads if s > 0]
        step = min(used) / fine
        half = int(REACH * np.sqrt(sum(s * s for s in used)) / step) + 1
        self.x = (np.arange(-half, half + 1) + shift) * step
        self.step = step
        axes = np.meshgrid(*[self.x] * self.dim, indexing="ij")
        self.effects = sum(a.ravel()[:, None] * v for a, v in zip(axes, self.basis))

    def kernel(self, sd, at=None):
        at = self.x if at is None else at
        w = np.exp(-0.5 * ((self.x - at[:, None]) / sd) ** 2) * self.step / sd / np.sqrt(2 * np.pi)
        return w

    def smear(self, f, sd):
        """f has one row per point of the grid."""
        if sd == 0:
            return f
        n, k = len(self.x), self.kernel(sd)
        if self.dim == 1:
            return k @ f
        f = k @ f.reshape(n, -1)
        return (k @ f.reshape(n, n, -1)).reshape(n * n, -1)

    def average(self, f, sd):
        """The mean over the contest's effects."""
        w = self.kernel(sd, np.zeros(1))[0]
        w = w if self.dim == 1 else np.outer(w, w).ravel()
        return w @ f


def rounded(n, effects):
    """For every point: the possible votes of the lines in one cell with their probabilities (one offset for all)."""
    weight = np.array(n) * np.exp(effects)
    r = np.cumsum(weight, axis=1)[:, :-1] / weight.sum(1, keepdims=True) * sum(n)
    low, frac = np.floor(r).astype(int), r - np.floor(r)
    if r.shape[1] == 1:
        pieces = [(low, 1 - frac[:, 0]), (low + 1, frac[:, 0])]
    else:
        big, small = frac.max(1), frac.min(1)
        first = np.stack([frac[:, 0] >= frac[:, 1], frac[:, 0] < frac[:, 1]], axis=1)
        pieces = [(low, 1 - big), (low + first, big - small), (low + 1, small)]
    for upto, p in pieces:
        yield np.diff(upto, axis=1, prepend=0, append=sum(n)), p


def rate_points(namesakes):
    """The total hazard as a short list (enough for 1e-8)."""
    h, w = np.zeros(1), np.ones(1)
    for r in (r for d in namesakes for r in d["routes"]):
        if r["law"] == "fixed":
            rate, mass = np.array([r["p"]]), np.ones(1)
        elif r["law"] == "uniform":
            u, v = leggauss(24)
            rate, mass = r["low"] + (r["high"] - r["low"]) * (u + 1) / 2, v / 2
        else:
            step = r["scale"] / 2.2 if r["law"] == "logit" else 0.25
            g = odds_grid(r, 1.0)
            y = even(g[0], g[-1], step)
            rate, mass = 1 / (1 + np.exp(-y)), log_odds_density(r)(y) * step
        h = np.concatenate([h, (h[:, None] - np.log1p(-rate)).ravel()])
        w = np.concatenate([w * (1 - r["open"]), r["open"] * (w[:, None] * mass).ravel()])
        h, w = h[w > 1e-11], w[w > 1e-11]
    return h, w


def kept_transform(h, n, cv, theta, beta_binomial):
    """E exp(-i theta T) for I = 0..n at hazard h."""
    if cv == 0 or h == 0:
        return (np.exp(-h) - np.expm1(-h) * np.exp(-1j * theta)) ** np.arange(n + 1)[:, None]
    laws = np.zeros((n + 1, n + 1))
    laws[0, 0] = 1
    for k in range(1, n + 1):
        laws[k, : k + 1] = beta_binomial(np.array([h]), k, cv)[0]
    return laws @ np.exp(-1j * np.outer(np.arange(n + 1), theta))


def by_difference(contest, fine, shift, beta_binomial, cache):
    """Flip, wins and tie of one run."""
    sup, cv, sd = contest["support"], contest["cv"], contest["segment_sd"]
    lines, p = list(contest["cells"]), contest["principals"][0]
    t, w = lines.index(p["id"]), lines.index(contest["rival"])
    cells = [list(zip(*[contest["cells"][c][s] for c in lines])) for s in range(len(p["cells"]))]
    total = sum(sum(map(sum, part)) for part in cells)
    size = 1 << int(np.ceil(np.log2(2 * total + 2)))
    spreads = [sup["contest_sd"], sup["segment_sd"], sup["booth_sd"]]
    grid = Grid(len(lines), spreads, fine, shift)
    # frequencies: as far as the difference's spread lets anything through
    share = contest["share"]
    width = total * np.sqrt(2 * share[t] * share[w]) * spreads[0] + np.sqrt(total)
    count = min(int(9 / width * size / 2 / np.pi) + 2, size // 4)
    index = np.arange(count)
    if len(lines) == 2:  # I_t - I_w has the parity of all votes, so everything returns near half the circle
        index = np.concatenate([index, size // 2 - index[::-1]])
    theta = 2 * np.pi * index / size
    hazards, weights = rate_points(p["namesakes"])
    some = hazards > 0
    if sd > 0:
        reach = np.log(hazards[some].min()) - 6 * sd, np.log(hazards[some].max()) + 6 * sd
        u = even(*reach, sd / 2)
        points = np.exp(u)
        spread = np.exp(-0.5 * ((u - np.log(hazards[some])[:, None]) / sd) ** 2) / 2 / np.sqrt(2 * np.pi)
    else:
        points, spread = hazards[some], None
    points = np.concatenate([[0.0], points])
    crop = np.abs(grid.effects @ grid.basis.T).max(1) <= REACH * max(sup["contest_sd"], 1e-9) + grid.step
    parts = []
    for part in cells:
        rows = []
        pieces = [list(rounded(n, grid.effects)) for n in part]
        turn = [np.exp(1j * np.outer(np.arange(-sum(n), sum(n) + 1), theta)) for n in part]
        for h in points:
            product = 1
            for n, options, e in zip(part, pieces, turn):
                if (h, sum(n)) not in cache:
                    cache[h, sum(n)] = kept_transform(h, sum(n), cv, theta, beta_binomial)
                kept = cache[h, sum(n)]
                one = sum(q[:, None] * e[v[:, t] - v[:, w] + sum(n)] * kept[v[:, t]] for v, q in options)
                product = product * grid.smear(one, sup["booth_sd"])
            rows.append(grid.smear(product, sup["segment_sd"])[crop])
        parts.append(rows)
    full = np.zeros((len(grid.effects), len(theta)), complex)

    def mean(rows):
        full[crop] = rows
        return grid.average(full, sup["contest_sd"])

    plain = mean(np.prod([rows[0] for rows in parts], axis=0))
    recorded = weights[~some].sum() * plain
    for i, weight in enumerate(weights[some]):
        product = 1
        for rows in parts:
            product = product * (rows[1 + i] if sd == 0 else np.tensordot(spread[i], np.array(rows[1:]), 1))
        recorded = recorded + weight * mean(product)
    def law(f):
        full = np.zeros(size // 2 + 1, complex)
        full[index] = f.conj()
        return np.fft.irfft(full, size)

    d, a = law(plain), law(recorded)
    above = lambda q: q[1 : total + 1].sum()
    wins = {p["id"]: above(a), contest["rival"]: a[size - total :].sum()}
    return dict(flip=above(d) - above(a), wins=wins, tie=a[0])


def law_of_totals(contest, fine, shift):
    """The joint law of the totals of all lines but the strongest, as an array, and the places of those lines."""
    sup, lines = contest["support"], list(contest["cells"])
    cells = [list(zip(*[contest["cells"][c][s] for c in lines])) for s in range(len(contest["cells"][lines[0]]))]
    total = sum(sum(map(sum, part)) for part in cells)
    size = 1 << int(np.ceil(np.log2(total + 2)))
    grid = Grid(len(lines), list(sup.values()), fine, shift)
    share = contest["share"]
    use = np.argsort(share, kind="stable")[:-1]  # with the strongest left out, all directions die out as fast
    width = [total * share[j] * (1 - share[j]) * sup["contest_sd"] + 0.3 * np.sqrt(total * share[j]) for j in use]
    count = [min(int(9 / w * size / 2 / np.pi) + 2, size // 2) for w in width]
    index = [np.arange(count[0])] if len(use) == 1 else [np.arange(-count[0] + 1, count[0]), np.arange(count[1])]
    table = np.zeros((size // 2 + 1,) if len(use) == 1 else (size, size // 2 + 1), complex)
    pieces = [[list(rounded(n, grid.effects)) for n in part] for part in cells]
    for block in np.array_split(index[0], 1 + len(grid.effects) * len(index[0]) * len(index[-1]) // 30_000_000):
        theta = [2 * np.pi * i / size for i in (block, index[-1])]
        whole = 1
        for part, options in zip(cells, pieces):
            product = 1
            for n, choices in zip(part, options):
                e = [np.exp(1j * np.outer(np.arange(sum(n) + 1), th)) for th in theta]
                one = 0
                for v, q in choices:
                    first = q[:, None] * e[0][v[:, use[0]]]
                    one = one + (first if len(use) == 1 else
                                 (first[:, :, None] * e[1][v[:, use[1]]][:, None]).reshape(len(q), -1))
                product = product * grid.smear(one, sup["booth_sd"])
            whole = whole * grid.smear(product, sup["segment_sd"])
        f = grid.average(whole, sup["contest_sd"]).conj()
        if len(use) == 1:
            table[block] = f
        else:
            table[block % size, : count[1]] = f.reshape(len(block), count[1])
    if len(use) == 1:
        return np.fft.irfft(table, size)[: total + 1], use
    return np.fft.irfft2(table, (size, size))[: total + 1, : total + 1], use


def by_totals(contest, law, use, group):
    """Sum over the totals of the lines, law(totals) times the exact answer for them."""
    names = list(contest["cells"])
    total = law.shape[0] - 1
    role = {r["id"]: r["role"] for r in contest["candidates"]}
    ps = {p["id"]: p for p in contest["principals"]}
    rooms = max(d["own"].get("room", d["own"].get("stated")) for p in ps.values() for d in p["namesakes"])
    size, cache = total + rooms + 2, {}

    def tables(c, votes):
        if (c, votes) not in cache:
            cache[c, votes] = group(dict(ps[c], cells=[[votes]]), 0.0, 0.0, 0, size)
        return cache[c, votes]

    out = dict(flip=0.0, flip_of={c: 0.0 for c in role}, wins={c: 0.0 for c in role}, tie=0.0)
    for at in np.argwhere(law > 2e-11):
        p = law[tuple(at)]
        rest = next(j for j in range(len(names)) if j not in use)
        votes = {names[j]: int(v) for j, v in zip([*use, rest], [*at, total - at.sum()])}
        fixed = {c: v for c, v in votes.items() if role[c] == "other"}
        floor = max(fixed.values(), default=-1)
        gs = {c: tables(c, votes[c]) for c in ps}
        wins = {}
        for c, g in gs.items():
            others = np.prod([np.ones(size)] + [o.under for e, o in gs.items() if e != c], axis=0)[floor + 1 :]
            wins[c] = g.keep[floor + 1 :] @ others
            wins[ps[c]["namesakes"][0]["id"]] = g.top[0, floor + 1 :] @ others
        leaders = [c for c, v in fixed.items() if v == floor]
        if len(leaders) == 1:
            wins[leaders[0]] = np.prod([g.under[floor] for g in gs.values()])
        for c, v in wins.items():
            out["wins"][c] += p * v
        out["tie"] += p * (1 - sum(wins.values()))
        able = {c: v for c, v in votes.items() if role[c] != "nota"}
        most = max(able.values())
        first = [c for c, v in able.items() if v == most]
        # a lone namesake that wins the flip world wins as recorded, too; with two of them none may get there
        assert len(gs) == 1 or rooms < most
        if len(first) == 1:
            calm = np.prod([g.own[0].less(most) for g in gs.values()])
            out["flip_of"][first[0]] += p * (calm - wins[first[0]])
    out["flip"] = sum(out["flip_of"].values())
    return out


def solve(contest, group, beta_binomial, runs=8):
    """The mean over shifted grids, and the accuracy their spread allows (five standard errors of the worst figure)."""
    two = len(contest["cells"]) == 2
    fine = 30 if two else 3.0
    shifts = (np.arange(runs) + 0.5) / runs - 0.5
    if contest["method"] == "difference":
        cache = {}
        found = [by_difference(contest, fine, s, beta_binomial, cache) for s in shifts]
        rows = np.array([[r["flip"], r["tie"], *r["wins"].values()] for r in found])
        mean = [float(v) for v in rows.mean(0)]
        t = contest["principals"][0]["id"]
        wins = {r["id"]: 0.0 for r in contest["candidates"]}
        wins.update(zip(found[0]["wins"], mean[2:]))
        flips = {c: mean[0] if c == t else 0.0 for c in wins}
        result = dict(flip=mean[0], flip_of=flips, wins=wins, tie=mean[1])
    else:
        laws = [law_of_totals(contest, fine, s) for s in shifts]
        halves = [by_totals(contest, np.mean([l for l, _ in laws[k::2]], axis=0), laws[0][1], group) for k in (0, 1)]
        flat = lambda r: [r["flip"], r["tie"], *r["flip_of"].values(), *r["wins"].values()]
        rows = np.array([flat(r) for r in halves])
        mix = lambda a, b: {c: float(a[c] + b[c]) / 2 for c in a}
        a, b = halves
        result = dict(flip=float(a["flip"] + b["flip"]) / 2, flip_of=mix(a["flip_of"], b["flip_of"]),
                      wins=mix(a["wins"], b["wins"]), tie=float(a["tie"] + b["tie"]) / 2)
    spread = float(rows.std(0, ddof=1).max() / np.sqrt(len(rows)))
    missing = abs(1 - sum(result["wins"].values()) - result["tie"])
    kept = {k: v for k, v in contest.items() if k not in ("method", "share", "rival")}
    return dict(kept, results=result, accuracy=float(1e-7 + missing + 5 * spread))
