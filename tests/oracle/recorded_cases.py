"""The contests that recorded.py computes: drawn with a seed, with margins chosen where the probabilities are
neither all 0 nor all 1. A contest is drawn from the model itself (rate, diverted votes, own support), so the
recorded votes are ones that could have been polled.
"""
import numpy as np

KINDS = ["logit", "fixed", "uniform", "beta", "logit+drop"]
TAILS = [0.5, 0.02, 0.9, 0.2, 0.003, 0.7, 0.98, 0.35, 0.1, 0.999, 0.6, 0.05]


def a_rate(rng, kind, level, opened):
    """A rate law whose rates are about `level`, with round figures."""
    r = dict(open=opened, law=kind.split("+")[0])
    if kind == "fixed":
        r.update(p=round(level, 5))
    elif kind == "uniform":
        r.update(low=float(rng.choice([0.0, round(level / 3, 5)])), high=round(min(2.5 * level, 0.2), 5))
    elif kind == "beta":
        r.update(mean=round(level, 5), concentration=round(float(rng.uniform(0.5, 4)) / level, 1))
    else:
        drop = float(rng.choice([0.5, 1.5, 4.0])) if "drop" in kind else 0.0
        scale = float(rng.choice([0.5, 0.8, 1.2, 1.5]))
        r.update(location=round(float(np.log(level)) + 0.6 * drop, 3), scale=scale, drop=drop)
    return r


def a_draw(rng, r):
    """One rate from its law."""
    if r["law"] == "fixed":
        return r["p"]
    if r["law"] == "uniform":
        return rng.uniform(r["low"], r["high"])
    if r["law"] == "beta":
        return rng.beta(r["mean"] * r["concentration"], (1 - r["mean"]) * r["concentration"])
    y = r["location"] + r["scale"] * rng.standard_normal() - r["drop"] * abs(rng.standard_normal())
    return 1 / (1 + np.exp(-y))


def split_votes(rng, total, n_cells, n_segments, postal, empty):
    """Cells by segment that add up to the total."""
    mail = max(1, int(total * rng.uniform(0.005, 0.03))) if postal else 0
    n = n_cells - postal
    cells = rng.multinomial(total - mail - n, rng.dirichlet(np.full(n, 8.0))) + 1
    if empty and n > 2:
        cells[0], cells[1] = 0, cells[0] + cells[1]
    ends = np.sort(rng.choice(np.arange(1, n), n_segments - 1, replace=False)) if n_segments > 1 else []
    out = [[int(v) for v in part] for part in np.split(cells, ends)]
    out = [part if sum(part) else [1] for part in out]
    out[-1][-1] += total - mail - sum(map(sum, out))
    return out + ([[mail]] if postal else [])


def a_principal(rng, i, t, x, n_namesakes, limit, cv, sd, routes, big):
    """A principal with cells, and namesakes with votes drawn from the model; tried until the votes fit `limit`."""
    n_seg = int(rng.integers(1, 5))
    postal = int(n_seg > 1 and i % 5 == 2)
    cells_n = int(min(max(n_seg + 1, np.exp(rng.uniform(np.log(2), np.log(61)))), max(2, x // 25)))
    n_seg = min(n_seg, cells_n)
    while True:
        cells = split_votes(rng, x, cells_n, n_seg - postal, postal, i % 11 == 3)
        out = dict(id=f"t{t}", cells=cells, namesakes=[])
        factor = sum(np.exp(sd * rng.standard_normal()) * sum(
            c * (rng.gamma(cv**-2, cv**2) if cv else 1) for c in part) for part in cells)
        votes = {}
        for d in range(n_namesakes):
            target = np.exp(rng.uniform(*np.log((400, 1500) if big else (2, limit / 3))))
            level = float(np.clip(target / x, 2e-4, 0.06))
            kind = KINDS[(i + 2 * d + 3 * t) % 5]
            rs = [a_rate(rng, kind, level, float(rng.choice([1.0, 1.0, 0.6667, 0.35])))]
            if routes > 1 and d == 0:
                rs = [a_rate(rng, ["logit", "beta", "logit+drop"][i % 3], level / 2, 0.7)]
                for k in range(routes - 1):
                    kind = ["uniform", "fixed", "logit"][(i + k + i // 3) % 3]
                    rs.append(a_rate(rng, kind, level / 3, float(rng.choice([1.0, 0.4]))))
            h = sum(-np.log1p(-a_draw(rng, r)) * (rng.random() < r["open"]) for r in rs)
            m = round(float(np.exp(rng.uniform(np.log(3), np.log(60 + limit / 4)))), 1)
            own = dict(m=m, degrees=10, location=0.01, scale=0.79)
            own_votes = own["m"] * np.exp(0.01 + 0.79 * rng.standard_t(10))
            name = f"t{t}n{d}"
            votes[name] = int(rng.poisson(np.expm1(h) * factor)) + int(own_votes + 0.5)
            if i % 17 == 5 and d == 0:
                votes[name] = 0  # a namesake without a vote
            out["namesakes"].append(dict(id=name, routes=rs, own=own))
        total = sum(votes.values())
        if total <= limit and max(votes.values()) < 0.8 * x and (not big or total > 0.4 * limit):
            return out, votes


def contests(law_of_c, count=72):
    """Yields every contest and the laws of the diverted votes."""
    rng = np.random.default_rng(20260611)
    for i in range(count):
        n_p = [1, 2, 1, 1, 2, 1, 3, 1, 1][i % 9]
        cv, sd = [0.0, 0.3, 0.6, 1.2][i % 4], [0.0, 0.2, 0.5][i % 3]
        unsure = i % 6 == 4  # the return share is uncertain
        big = i in (9, 26, 45, 63)
        if big:
            n_p = 1
        routes = 1 if big else [1, 2, 1, 1, 1, 1, 3, 1][i % 8]
        limit = 1500 if big else {1: 250 if unsure else 500, 2: 30 if unsure else 300, 3: 12 if unsure else 110}[n_p]
        limit = min(limit, 120) if routes > 1 else limit
        x = int(np.exp(rng.uniform(np.log(200 if limit < 400 else 900), np.log(1500 if limit < 50 else 60000))))
        x = max(x, 20000) if big else x
        principals, polled, laws = [], {}, {}
        for t in range(n_p):
            x_t = x if t == 0 else max(100, x - int(rng.integers(0, 6 + limit // 8)))
            n_d = int(rng.choice([1, 1, 2, 3, 4] if limit > 50 else [1, 2]))
            p, votes = a_principal(rng, i, t, x_t, 1 if big else n_d, limit, cv, sd, routes, big)
            polled.update(votes)
            polled[p["id"]] = x_t
            back = dict(law="fixed", p=1.0)
            if unsure:
                back = dict(law="beta", mean=0.8, concentration=12.0)
                if i % 12 == 4:
                    back = dict(law="uniform", low=0.4, high=0.9)
            elif i % 6 == 1:
                back = dict(law="fixed", p=0.8)
            p["return"] = back
            principals.append(p)
            laws[p["id"]] = law_of_c(p, polled, dict(cv=cv, segment_sd=sd))
        # the margin: a quantile of what the strongest principal may get back
        best = max(principals, key=lambda p: polled[p["id"]])
        law, xs = laws[best["id"]], polled[best["id"]]
        share = {"fixed": best["return"].get("p"), "uniform": 0.65, "beta": 0.8}[best["return"]["law"]]
        k = int(np.searchsorted(-(1 - np.cumsum(law)), -TAILS[i % 12]) * share)
        if i % 13 == 7:
            k = len(law) + 3  # out of reach
        mode = "tie" if i % 13 == 2 else "principal" if i % 7 == 3 else "rival"
        others = {"w": {"tie": xs, "principal": max(xs - k - int(rng.integers(0, 4)), 1), "rival": xs + k}[mode]}
        if i % 5 in (0, 3):
            others["v"] = max(others["w"] - int(rng.choice([0, 1, 3, 12])), 1)
        others["weak"] = max(1, int(x * rng.uniform(0.03, 0.4)))
        order = list(polled) + list(others)
        order = [order[j] for j in rng.permutation(len(order))]
        polled.update(others)
        if i % 4 != 1:
            polled["nota"], order = max(1, int(x * rng.uniform(0.002, 0.03))), order + ["nota"]
        if i == 30:  # NOTA ahead of everybody, and first on the ballot
            polled["nota"], order = polled["w"] + xs, ["nota"] + order[:-1]
        owner = {d["id"]: p["id"] for p in principals for d in p["namesakes"]}
        lines = [c for c in order if c not in owner]
        if sum(polled[c] for c in lines) % 2 == 0:  # an odd total: no halves when own voters are shared out
            polled["weak"] += 1
        rows = []
        for c in order:
            role = "namesake" if c in owner else "principal" if c in laws else "nota" if c == "nota" else "other"
            rows.append(dict(id=c, votes=polled[c], role=role, **({"principal": owner[c]} if c in owner else {})))
        for p in principals:
            p["rival"] = max((c for c in lines if c not in ("nota", p["id"])), key=lambda c: polled[c])
        assert max(polled[c] for c in owner) < max(polled[c] for c in lines if c != "nota")
        yield dict(name=f"recorded-{i:02d}", segment_sd=sd, cv=cv, candidates=rows, principals=principals), laws


def booth_cases(count=24):
    """Tiny contests for the law of every single cell: one principal, one namesake, up to six cells."""
    rng = np.random.default_rng(77)
    for i in range(count):
        n_seg = [1, 2, 1, 3][i % 4]
        sizes = [int(v) for v in rng.integers(20, 900, int(rng.integers(max(n_seg, 2), 7)))]
        if i % 8 == 5:
            sizes[0] = 0
        cells = [[int(v) for v in part] for part in np.array_split(sizes, n_seg)]
        cells = [part if sum(part) else [0, 40] for part in cells]
        x = sum(map(sum, cells))
        rate = a_rate(rng, KINDS[i % 5], float(rng.uniform(2, 15)) / x, [1.0, 0.6667][i % 2])
        d = int(rng.integers(1, 13)) if i % 2 else int(rng.integers(5, 41))
        own = dict(m=round(float(rng.uniform(2, 30)), 1), degrees=10, location=0.01, scale=0.79)
        yield dict(name=f"booths-{i:02d}", cells=cells, namesake_votes=d, routes=[rate], own=own,
                   cv=[0.3, 0.6, 0.0, 1.2, 0.6][i % 5], segment_sd=[0.2, 0.0, 0.5][i % 3])
