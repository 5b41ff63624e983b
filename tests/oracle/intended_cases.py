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
        kind = ["fixed", "uniform", "logit"][(i + d) % 3]
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
    n_p = {"pair": 2, "one": 1, "joint": 1 + i % 2, "several": 1 + i // 12 % 2, "landslide": 1, "three": 1, "top": 1 + i // 12 % 2}[shape]
    if shape == "pair" and i % 24 == 22:
        n_p = 3
    n_d = {"joint": 2, "several": 2 + i % 2, "three": 3, "landslide": 2 if i % 24 < 12 else 1}.get(shape, 1)
    room = int(x * (0.3 if shape in ("joint", "three", "landslide") else 0.1)) + 3
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
            p["namesakes"].append(dict(id=f"t{t}n{d}", routes=rates(rng, shape, i, d, t, level), own=own_support(rng, i, d, limit)))
            if shape == "top" and d == 0 and t == 0:
                own = dict(m=round(0.4 * x, 1), degrees=10, location=0.01, scale=0.79, room=int(x * 1.25))
                p["namesakes"][-1]["own"] = own if i % 24 < 12 else dict(stated=x + int(rng.integers(-2, 3)))
        principals.append(p)
        polled[p["id"]] = x_t
    return shape, x, principals, polled, sd, cv


def contests(group, solve, too_large, count=72):
    """Yields contests with results."""
    rng = np.random.default_rng(20260612)
    for i in range(count):
        while True:
            shape, x, principals, polled, sd, cv = build(rng, i)
            best = max(principals, key=lambda p: polled[p["id"]])
            try:
                t = group(best, cv, sd, 10**9, polled[best["id"]] + 2).t
            except too_large:
                continue
            k = int(np.searchsorted(-(1 - np.cumsum(t)), -TAILS[(i + i // 12) % 12]))
            w = polled[best["id"]] - max(k, 0)
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
            owner = {d["id"]: p["id"] for p in principals for d in p["namesakes"]}
            rows = []
            for c in order:
                role = "namesake" if c in owner else "principal" if c in polled else "nota" if c == "nota" else "other"
                rows.append(dict(id=c, role=role, **(dict(principal=owner[c]) if c in owner else dict(votes=votes[c]))))
            contest = dict(name=f"intended-{i:02d}-{shape}", segment_sd=sd, cv=cv, candidates=rows, principals=principals)
            try:
                contest["results"] = solve(contest)
            except too_large:
                continue
            yield contest
            break
