"""The contests that intended.py computes without [support]: drawn with a seed, with rivals placed at a quantile of
what the strongest principal may lose."""
import numpy as np

from recorded_cases import KINDS, TAILS, a_rate, split_votes

# what the contest is about, in turn
SHAPES = ["one", "one", "pair", "joint", "several", "landslide", "one", "three", "top", "joint", "pair", "several"]


def rates(rng, shape, i, d, t, level):
    """The routes of one namesake."""
    kind = KINDS[(i + 2 * d + 3 * t) % 5]
    r = a_rate(rng, kind, level, float(rng.choice([1.0, 1.0, 0.6667, 0.35])))
    if shape == "three" and d:  # only the first of three has a rate that is not fixed
        r = a_rate(rng, "fixed", level / (1 + d), r["open"])
    if shape == "several":  # several namesakes of many voters: none gets near the winner
        kind = ("uniform" if d == 0 else "fixed") if i // 12 % 3 == 1 else ["fixed", "logit", "logit"][(i + d) % 3]
        r = a_rate(rng, kind, level, r["open"])
        if kind == "logit":
            r.update(location=round(min(r["location"], -5.0), 3), scale=0.4, drop=0.0)
    out = [r]
    if shape == "one" and i % 12 == 6:
        out.append(a_rate(rng, ["fixed", "logit", "beta"][i // 12 % 3], level / 2, 0.7))
    return out


def own_support(rng, i, d, room):
    """Stated or drawn."""
    if (i + d) % 3 == 0:
        return dict(stated=int(rng.integers(0, max(1, room // 2))))
    m = round(float(np.exp(rng.uniform(np.log(2), np.log(4 + room / 2)))), 1)
    return dict(m=m, degrees=10, location=0.01, scale=0.79, room=int(room))


def build(rng, i):
    shape = SHAPES[i % 12]
    sd = [0.0, 0.2, 0.5, 1.3][(i + i // 12) % 4]
    cv = [0.0, 0.6][(i + i // 4) % 2]
    heavy = sd > 0 and cv == 0
    sizes = dict(one=(200, 4000 if heavy else 20000), pair=(200, 2500 if heavy else 6000), joint=(200, 330),
                 several=(1500, 3000 if heavy else 12000), landslide=(200, 330) if i % 24 < 12 else (400, 2500),
                 three=(200, 110), top=(200, 240))[shape]
    if shape == "several" and sd > 0.5:
        sd = 0.2
    x = 200 if shape == "three" else int(np.exp(rng.uniform(*np.log(sizes))))
    x = int(rng.integers(90, 115)) if shape == "three" else x
    turn = i // 12
    n_p = {"pair": 2, "joint": 1 + (turn + i // 6) % 2, "several": 1 + turn % 2, "top": 1 + turn % 2}.get(shape, 1)
    if shape == "pair" and i % 24 == 22:
        n_p = 3
    n_d = {"joint": 2, "several": 2 + i % 2, "three": 3, "landslide": 2 if i % 24 < 12 else 1,
           "top": 2 if i == 32 else 1}.get(shape, 1)
    room = int(x * (0.3 if shape in ("joint", "three", "landslide") else 0.1)) + 3
    room = min(room, {1: 1500, 2: 300, 3: 30}[n_p] // n_d)
    principals, polled = [], {}
    for t in range(n_p):
        x_t = x if t == 0 else x - int(rng.integers(0, 3 + x // 25))
        n_seg = int(rng.integers(1, 5))
        cells_n = int(min(max(n_seg + 1, np.exp(rng.uniform(np.log(2), np.log(61)))), max(2, x_t // 25)))
        n_seg = min(n_seg, cells_n)
        postal = int(n_seg > 1 and i % 5 == 2)
        p = dict(id=f"t{t}", cells=split_votes(rng, x_t, cells_n, n_seg - postal, postal, i % 11 == 3), namesakes=[])
        for d in range(n_d):
            low, high = dict(landslide=(0.1, 0.4), several=(0.002, 0.02)).get(shape, (max(0.003, 2 / x), 0.08))
            level = float(np.exp(rng.uniform(np.log(low), np.log(high))))
            limit = int(x * rng.uniform(1.05, 1.3)) if shape == "top" else room
            routes, own = rates(rng, shape, i, d, t, level), own_support(rng, i, d, limit)
            p["namesakes"].append(dict(id=f"t{t}n{d}", routes=routes, own=own))
            if shape == "top" and d == 0 and t == 0:
                own = dict(m=round(0.4 * x, 1), degrees=10, location=0.01, scale=0.79, room=int(x * 1.25))
                p["namesakes"][-1]["own"] = own if i % 24 < 12 else dict(stated=x + int(rng.integers(-2, 3)))
        principals.append(p)
        polled[p["id"]] = x_t
    return shape, x, principals, polled, sd, cv


def contests(diverted, solve, too_large, count=66):
    """Yields contests with results, the laws of T, and both once more from a finer grid."""
    rng = np.random.default_rng(20260612)
    for i in range(count):
        while True:
            shape, x, principals, polled, sd, cv = build(rng, i)
            best = max(principals, key=lambda p: polled[p["id"]])
            try:
                t, _ = diverted(best, cv, sd)
            except too_large:
                continue
            k = int(np.searchsorted(-(1 - np.cumsum(t)), -TAILS[(i + i // 12) % 12]))
            w = polled[best["id"]] - max(k, 1)
            if i % 9 == 4:
                w = polled[best["id"]] + int(rng.integers(0, 3))  # the principal is not ahead
            if shape == "landslide":
                w = int(x * rng.uniform(0.1, 0.45))
            if shape == "several":
                w = max(w, int(0.6 * x))
            others = {"w": max(1, w)}
            if i % 3 == 1:
                others["v"] = max(1, others["w"] - int(rng.choice([0, 1, 4])))
            others["weak"] = max(1, int(others["w"] * rng.uniform(0.03, 0.5)))
            order = list(polled) + list(others) + [d["id"] for p in principals for d in p["namesakes"]]
            order = [order[j] for j in rng.permutation(len(order))]
            votes = {**polled, **others}
            if i % 4 != 1:
                votes["nota"], order = max(1, int(x * rng.uniform(0.002, 0.03))), order + ["nota"]
            if sum(votes.values()) % 2 == 0:  # an odd total: no halves when own voters are shared out
                votes["weak"] += 1
            owner = {d["id"]: p["id"] for p in principals for d in p["namesakes"]}
            rows = []
            for c in order:
                role = "namesake" if c in owner else "principal" if c in polled else "nota" if c == "nota" else "other"
                rows.append(dict(id=c, role=role, **(dict(principal=owner[c]) if c in owner else dict(votes=votes[c]))))
            name = f"intended-{i:02d}-{shape}"
            contest = dict(name=name, segment_sd=sd, cv=cv, candidates=rows, principals=principals)
            try:
                contest["results"], laws = solve(contest)
                again = solve(contest, 0.7)
            except too_large:
                continue
            yield contest, laws, again
            break


# lines in ballot order, method, principals, cv, segment_sd, the support's three spreads, cells, segments, cell size
SUPPORT = [
    ("t w", "totals", 1, 0.6, 0.0, (0.15, 0.10, 0.10), 1, 1, 500),
    ("w t", "totals", 2, 0.0, 0.0, (0.20, 0.10, 0.10), 4, 2, 200),
    ("w t", "totals", 1, 0.0, 0.0, (0.30, 0.0, 0.20), 3, 1, 250),
    ("t w v", "totals", 1, 0.0, 0.0, (0.15, 0.0, 0.20), 3, 1, 80),
    ("w t", "totals", 2, 0.6, 0.0, (0.10, 0.0, 0.20), 1, 1, 400),
    ("t w", "totals", 1, 0.6, 0.5, (0.20, 0.05, 0.0), 1, 1, 350),
    ("v t w", "totals", 1, 0.0, 0.0, (0.15, 0.20, 0.20), 3, 2, 80),
    ("w t nota", "totals", 2, 0.0, 0.0, (0.20, 0.0, 0.20), 2, 1, 80),
    ("w v t", "totals", 2, 0.0, 0.0, (0.20, 0.0, 0.20), 2, 1, 100),
    ("t v w", "totals", 1, 0.3, 0.0, (0.12, 0.0, 0.10), 1, 1, 300),
    ("w t", "difference", 1, 0.6, 0.0, (0.10, 0.10, 0.15), 6, 2, 500),
    ("w t nota", "difference", 1, 0.6, 0.0, (0.10, 0.08, 0.10), 4, 1, 500),
    ("t w nota", "difference", 1, 0.0, 0.0, (0.15, 0.10, 0.12), 5, 2, 400),
    ("t w", "difference", 1, 0.0, 0.5, (0.20, 0.15, 0.10), 4, 2, 400),
]


def support_contests():
    """Contests with uncertain intended votes, without results."""
    rng = np.random.default_rng(20260613)
    for i, (lines, method, n_p, cv, sd, spreads, n_cells, n_seg, size) in enumerate(SUPPORT):
        lines = lines.split()
        share = np.array([{"t": 1.0, "w": 0.97, "nota": 0.04, "weak": 0.15, "v": 0.95}[c] for c in lines])
        if n_p == 2 and "nota" in lines:
            share[lines.index("nota")] = 0.3
        if n_p == 1 and lines == ["w", "t"] and method == "totals":
            share = np.array([0.4, 1.0])  # a namesake may come first
        share = share / share.sum()
        counts = [rng.multinomial(int(size * rng.uniform(0.6, 1.4)), rng.dirichlet(40 * share)) for _ in range(n_cells)]
        if sum(map(sum, counts)) % 2 == 0:  # an odd total: no halves when own voters are shared out
            counts[-1][lines.index("w")] += 1
        cells = {c: [[int(v[j]) for v in part] for part in np.array_split(counts, n_seg)] for j, c in enumerate(lines)}
        votes = {c: sum(map(sum, v)) for c, v in cells.items()}
        principals = []
        for t, c in enumerate(["t", "w"][:n_p]):
            level = 0.3 if share[lines.index("w")] == 0.4 / 1.4 else float(rng.uniform(0.01, 0.05))
            kind = KINDS[(i + 2 * t) % 5]
            if sd > 0:
                kind = "uniform" if method == "totals" else "fixed"
            r = a_rate(rng, kind, level, float(rng.choice([1.0, 0.6667])))
            if method == "difference" and r["law"] == "logit":
                r.update(location=round(float(np.log(level)), 3), scale=0.5, drop=min(r["drop"], 0.5))
            room = int(0.06 * votes[c])
            own = dict(m=room / 4, degrees=10, location=0.01, scale=0.79, room=room)
            own = dict(stated=room // 2) if i % 3 == 0 else own
            principals.append(dict(id=c, cells=cells[c], namesakes=[dict(id=f"{c}n0", routes=[r], own=own)]))
        role = lambda c: "principal" if c in "tw"[:n_p] else "nota" if c == "nota" else "other"
        rows = [dict(id=c, role=role(c), votes=votes[c]) for c in lines]
        rows[1:1] = [dict(id=f"{p['id']}n0", role="namesake", principal=p["id"]) for p in principals]
        yield dict(name=f"support-{i:02d}", method=method, segment_sd=sd, cv=cv, candidates=rows, principals=principals,
                   support=dict(zip(("contest_sd", "segment_sd", "booth_sd"), spreads)), cells=cells, rival="w",
                   share=[float(v) for v in share])
