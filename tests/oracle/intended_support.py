"""Contests to come whose intended votes are uncertain ([support]), for intended.py.

Only contrasts of the log shares matter, so two lines have one coordinate and three lines two, normal and independent
at each level (cell, segment, contest). On an even grid of them the characteristic function of a cell's votes is
smeared by the cell's spread, multiplied over the cells of a segment, smeared by the segment's, multiplied over the
segments and averaged over the contest's. The rounding of votes makes small kinks: the figures are means over shifted
grids, which is as good as one finer grid, and the two halves of the grids are compared.

`by_difference`: one principal and one rival. With D = I_t - I_w and A = D - T: t wins the flip world if D > 0 and as
recorded if A > 0, so the flip is P(D > 0) - P(A > 0); a namesake never comes near. Two of the events without namesakes
need more than the laws of D and of A: they are simulated, with the flip as a control, and have an error of their own.
`by_totals`: where T depends on the principal's total alone (cv = segment_sd = 0, or a single cell): the law of the
lines' totals, and for all totals the exact answer without [support]. Third candidates and more than one principal are
possible here.
"""
import numpy as np
from numpy.polynomial.legendre import leggauss

from intended_check import chunks, simulated
from intended_law import Law, Own, beta_binomial, hazard_points
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
        self.x = np.arange(-half, half + 1) * step
        self.shift = np.broadcast_to(shift, self.dim) * step
        self.step = step
        axes = np.meshgrid(*[self.x + s for s in self.shift], indexing="ij")
        self.effects = sum(a.ravel()[:, None] * v for a, v in zip(axes, self.basis))

    def kernel(self, sd, gap):
        return np.exp(-0.5 * (gap / sd) ** 2) * self.step / sd / np.sqrt(2 * np.pi)

    def smear(self, f, sd):
        """f has one row per point of the grid."""
        if sd == 0:
            return f
        n, k = len(self.x), self.kernel(sd, self.x - self.x[:, None])
        if self.dim == 1:
            return k @ f
        f = k @ f.reshape(n, -1)
        return (k @ f.reshape(n, n, -1)).reshape(n * n, -1)

    def weights(self, sd):
        """Weights of the points for the contest's effects."""
        w = [self.kernel(sd, self.x + s) for s in self.shift]
        return w[0] if self.dim == 1 else np.outer(*w).ravel()


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


def kept_transform(h, n, cv, theta):
    """E exp(-i theta T) for I = 0..n at hazard h."""
    if cv == 0 or h == 0:
        return (np.exp(-h) - np.expm1(-h) * np.exp(-1j * theta)) ** np.arange(n + 1)[:, None]
    laws = np.zeros((n + 1, n + 1))
    laws[0, 0] = 1
    for k in range(1, n + 1):
        laws[k, : k + 1] = beta_binomial(np.array([h]), k, cv)[0]
    return laws @ np.exp(-1j * np.outer(np.arange(n + 1), theta))


def by_difference(contest, fine, shift, cache):
    """One run: flip, P(t wins the flip world), P(w does), tie, all_to_principal."""
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
                    cache[h, sum(n)] = kept_transform(h, sum(n), cv, theta)
                kept = cache[h, sum(n)]
                one = sum(q[:, None] * e[v[:, t] - v[:, w] + sum(n)] * kept[v[:, t]] for v, q in options)
                product = product * grid.smear(one, sup["booth_sd"])
            rows.append(grid.smear(product, sup["segment_sd"])[crop])
        parts.append(rows)
    full = np.zeros((len(grid.effects), len(theta)), complex)

    def mean(rows):
        full[crop] = rows
        return grid.weights(sup["contest_sd"]) @ full

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
    helped = 0.0  # D + S > 0
    for own, mass in enumerate(Own(p["namesakes"][0]["own"]).law):
        helped += mass * (above(d) + d[0] * (own > 0) + (d[size - own + 1 :].sum() if own > 1 else 0.0))
    return np.array([above(d) - above(a), above(d), d[size - total :].sum(), d[0], helped - above(a)])


def sampled(contest, flip, draws=8_000_000):
    """as_others and all_to_rival from draws: for each the probability and its error (4.5 standard errors). An event
    is mostly the flip, whose probability is known."""
    rng, out, control, names = np.random.default_rng(977), [], [], ("as_others", "all_to_rival")
    for size in chunks(draws):
        _, won = simulated(contest, size, rng)
        changed = lambda v: (v >= 0) & (v != won["recorded"])
        control.append(changed(won["flip"]))
        out.append([changed(won[w]) for w in names])
    control, found = np.concatenate(control), {}
    for i, w in enumerate(names):
        event = np.concatenate([row[i] for row in out])
        n, c, e, both = draws, control.mean(), event.mean(), (event & control).mean()
        slope = (both - c * e) / (c * (1 - c))
        spread = max(e * (1 - e) - slope * (both - c * e), 1 / n)
        found[w] = float(e - slope * (c - flip)), float(4.5 * np.sqrt(spread / n))
    return found


def law_of_totals(contest, fine, shift):
    """The joint law of the totals of all lines but the strongest, as an array, and the places of those lines."""
    sup, lines = contest["support"], list(contest["cells"])
    cells = [list(zip(*[contest["cells"][c][s] for c in lines])) for s in range(len(contest["cells"][lines[0]]))]
    total = sum(sum(map(sum, part)) for part in cells)
    size = 1 << int(np.ceil(np.log2(total + 2)))
    share = contest["share"]
    use = np.argsort(share, kind="stable")[:-1]  # with the strongest left out, all directions die out as fast
    if sum(map(len, cells)) == 1:  # a single cell needs no transform
        sd = float(np.sqrt(sum(s * s for s in sup.values())))
        grid, law = Grid(len(lines), [sd], 3000 if len(lines) == 2 else 150, shift), np.zeros((total + 1,) * len(use))
        for v, q in rounded(cells[0][0], grid.effects):
            np.add.at(law, tuple(v[:, use].T), grid.weights(sd) * q)
        return law, use
    grid = Grid(len(lines), list(sup.values()), fine, shift)
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
        f = (grid.weights(sup["contest_sd"]) @ whole).conj()
        if len(use) == 1:
            table[block] = f
        else:
            table[block % size, : count[1]] = f.reshape(len(block), count[1])
    if len(use) == 1:
        return np.fft.irfft(table, size)[: total + 1], use
    return np.fft.irfft2(table, (size, size))[: total + 1, : total + 1], use


class Totals:
    """The law of T for every total of a principal."""

    def __init__(self, p, cv, sd, most):
        jump = np.log1p(1 / cv**2) if cv and not sd else None
        self.closed, sets = hazard_points(p, most, cv**2 + sd**2, jump, 1.0)
        self.h, self.w = (np.concatenate([x[i] for x in sets]) for i in (0, 1))
        self.cv, self.sd, self.cache = cv, sd, {}

    def __call__(self, n):
        if n not in self.cache:
            if self.sd and n:
                law = Law(dict(cells=[[n]]), self.cv, self.sd, np.log(self.h.min()), np.log(self.h.max()), 1.0)
                t = self.w @ law(self.h)
            else:
                t = self.w @ beta_binomial(self.h, n, self.cv)
            t[0] += self.closed
            self.cache[n] = np.maximum(t, 0)
        return self.cache[n]


def by_totals(contest, laws, use):
    """Results of every run: the sum over the totals of the lines, law(totals) times the exact answer for them."""
    from intended import Group, flat, outcomes, place_votes

    rows, ps = place_votes(contest), contest["principals"]
    names, total = list(contest["cells"]), laws[0].shape[0] - 1
    assert names == [r["id"] for r in rows]
    stated = [r["votes"] for r in rows]
    place = [names.index(p["id"]) for p in ps]
    t = [Totals(p, contest["cv"], contest["segment_sd"], total) for p in ps]
    rest = next(j for j in range(len(names)) if j not in use)
    mean = np.mean(laws, axis=0)
    points = np.argwhere(mean > 5e-12)
    points = points[points.sum(axis=1) <= total]
    sums, shape = 0, None
    for at in points:
        base = [0] * len(names)
        for j, v in zip([*use, rest], [*at, total - at.sum()]):
            base[j] = int(v)
        floor = max([base[i] for i, r in enumerate(rows) if r["role"] == "other"], default=0)
        size = max([floor] + [base[i] for i in place]) + 1
        groups = []
        for p, i, law in zip(ps, place, t):
            groups.append(Group(dict(p, cells=[[base[i]]]), law(base[i]), law(base[i]), floor, size))
        shape = outcomes(rows, base, groups, floor, stated)
        weights = np.array([law[tuple(at)] for law in laws])
        sums = sums + weights[:, None] * flat(shape)
    missing = float(abs(1 - mean[tuple(points.T)].sum()))
    return shape, sums, missing


def solve(contest):
    """The mean over shifted grids; every second grid alone gives the error."""
    two = len(contest["cells"]) == 2
    fine, runs = (30, 6) if two else (3.0, 8 if contest["method"] == "difference" else 16)
    shifts = (np.arange(runs) + 0.5) / runs - 0.5
    if not two:  # in two directions: a lattice
        shifts = [(s, (3 * s) % 1 - 0.5) for s in shifts]
    error = {}
    if contest["method"] == "difference":
        cache = {}
        table = np.array([by_difference(contest, fine, s, cache) for s in shifts])
        flip, win, lose, tie, helped = (float(v) for v in table.mean(0))
        t = contest["principals"][0]["id"]
        zero = {r["id"]: 0.0 for r in contest["candidates"]}
        draws = sampled(contest, flip)
        without = dict(stay_home=flip, as_others=draws["as_others"][0], all_to_principal=helped,
                       all_to_rival=draws["all_to_rival"][0], all_to_rival_as_stated=draws["all_to_rival"][0])
        result = dict(flip=flip, flip_of={**zero, t: flip}, wins={**zero, t: win, contest["rival"]: lose}, tie=tie,
                      without=without)
        missing = abs(1 - win - lose - tie)
        error["error_without"] = max(e for _, e in draws.values())
    else:
        laws = [law_of_totals(contest, fine, s) for s in shifts]
        shape, table, missing = by_totals(contest, [law for law, _ in laws], laws[0][1])
        values = iter(table.mean(0).tolist())
        result = {k: {c: next(values) for c in v} if isinstance(v, dict) else next(values) for k, v in shape.items()}
    halves = float(abs(table[::2].mean(0) - table[1::2].mean(0)).max())
    kept = {k: v for k, v in contest.items() if k not in ("method", "share", "rival")}
    return dict(kept, results=result, error=float(f"{1e-8 + missing + halves:.1e}"), **error)
