"""Independent oracle for contests whose votes are recorded.

usage: python recorded.py OUT.json

The model is computed from its statement, not from the program. The plan:
given the common factor V of a principal its namesakes are independent, and given V and the odds a namesake's
diverted votes are Poisson. So the law of ln V is found as a density, the odds are turned into weighted points,
and what remains is one sum over V of products. Then every outcome of the contest is enumerated in whole numbers.
A second computation (recorded_check.py) uses none of this: it inverts generating functions given the odds.
"""
import itertools
import json
import sys
import time

import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.stats import beta as beta_law

from laws import (Tabulated, add_logs, even, gamma_sum, grid_where, log_hazard_density, log_odds_density,
                  log_poisson, odds_grid, own_weights)
from recorded_cases import booth_cases, contests
from recorded_check import second_cell, second_law


# ---------------------------------------------------------------- the law of V
def law_of_v(segments, cv, sd, total_d, fine):
    """Points ln v (even step) with weights, and the step."""
    x_total = sum(map(sum, segments))
    if cv == 0 and sd == 0:
        return np.array([np.log(x_total)]), np.ones(1), None
    parts, spread2 = [], 0.0
    for cells in segments if sd > 0 else [sum(segments, [])]:
        x, x2 = float(sum(cells)), float(sum(c * c for c in cells))
        var = np.log1p(cv**2 * x2 / x**2) + sd**2
        spread2 += var * (x / x_total) ** 2
        if cv == 0:
            parts.append((lambda y, m=np.log(x): -0.5 * ((y - m) / sd) ** 2 - np.log(sd * np.sqrt(2 * np.pi)), var))
        elif sd == 0:
            parts.append((gamma_sum(cells, cv), var))
        else:  # smear the gamma sum by the segment's effect, then keep it as a table
            plain = gamma_sum(cells, cv)
            h = min(0.025, np.sqrt(var) / 8) * fine
            g = grid_where(plain, np.log(x), h)
            z = h * np.arange(-int(13 * sd / h) - 1, int(13 * sd / h) + 2)
            g = even(g[0] - 13 * sd, g[-1] + 13 * sd, h)
            inside = plain(even(g[0] + z[0], g[-1] + z[-1] + 2 * h, h))
            window = np.lib.stride_tricks.sliding_window_view(inside, len(z))[: len(g)]
            terms = window - 0.5 * (z / sd) ** 2 + np.log(h / sd / np.sqrt(2 * np.pi))
            top = terms.max(axis=1)
            parts.append((Tabulated(g, h, top + np.log(np.exp(terms - top[:, None]).sum(axis=1))), var))
    step = min(0.12, 0.45 / np.sqrt(1 / min(spread2, 1.0) + total_d)) * fine
    f, var = parts[0]
    for number, (g, other) in enumerate(parts[1:], 2):
        narrow = np.sqrt(min(var, other, 0.36))
        # the finished sum goes on the final grid; earlier ones become tables
        sum_step = step if number == len(parts) else min(0.025, narrow / 8) * fine
        near = lambda y, f=f, g=g: add_logs(f, g, y, narrow / 2 * fine)
        x = grid_where(near, np.log(x_total), sum_step)
        y = near(x)
        x, y = x[np.isfinite(y)], y[np.isfinite(y)]
        f, var = Tabulated(x, sum_step, y), min(var, other)
    x = x if len(parts) > 1 else grid_where(f, np.log(x_total), step)
    return x, np.exp(f(x)) * step, step


# ---------------------------------------------------------------- the odds, and the diverted votes
def odds_points(routes, step, n_legendre, fine):
    """The law of omega: (mass at zero, [(first ln omega, weights on the even grid)], loose odds, their weights)."""
    zero, grids, loose, weights = 0.0, [], [], []
    for pattern in itertools.product((0, 1), repeat=len(routes)):
        mass = np.prod([r["open"] if o else 1 - r["open"] for r, o in zip(routes, pattern)])
        on = [r for r, o in zip(routes, pattern) if o]
        if mass == 0:
            continue
        if not on:
            zero += mass
            continue
        lists, smooth = [], []
        for r in on:
            if r["law"] == "fixed":
                lists.append([(-np.log1p(-r["p"]), 1.0)])
            elif r["law"] == "uniform":
                u, w = leggauss(n_legendre)
                lists.append(list(zip(-np.log1p(-(r["low"] + (r["high"] - r["low"]) * (u + 1) / 2)), w / 2)))
            else:
                smooth.append(r)
        if len(smooth) == 1:
            y = odds_grid(smooth[0], step)
            q = log_odds_density(smooth[0])(y) * step
        elif smooth:  # the sum of two hazards, by the same splitting as for V
            y = even(min(odds_grid(r, step)[0] for r in smooth), max(odds_grid(r, step)[-1] for r in smooth), step)
            h = np.logaddexp(0, y)
            l = even(-60, 60, 0.12 * fine)
            ls, lc = -np.logaddexp(0, -l), -np.logaddexp(0, l)
            f, g = (log_hazard_density(r) for r in smooth)
            q = np.array([(f(v + ls) * g(v + lc)).sum() for v in np.log(h)]) * 0.12 * fine
            q = q * np.exp(y) / (1 + np.exp(y)) / h * step
        for combo in itertools.product(*lists):
            h0, w0 = sum(c[0] for c in combo), mass * np.prod([c[1] for c in combo])
            if not smooth:
                loose.append(np.array([np.expm1(h0)])), weights.append(np.array([w0]))
            elif not lists:
                grids.append((y[0], w0 * q))
            else:
                some = q > 1e-19 * q.max()
                loose.append(np.exp(y[some] + h0) + np.expm1(h0)), weights.append(w0 * q[some])
    cat = lambda v: np.concatenate(v) if v else np.zeros(0)
    return zero, grids, cat(loose), cat(weights)


def namesake_table(d, votes, x, step, fine):
    """For every point of V: E over the odds of Poisson(c; omega V) times the weight of c."""
    c = np.arange(votes + 1)
    n_leg = int((80 + 6 * np.sqrt(votes) if len(d["routes"]) == 1 else 70) / fine)
    scales = [r["scale"] for r in d["routes"] if r["law"] == "logit"]
    if step is None or len(d["routes"]) > 1 or min(scales, default=9) < 3 * step:
        step_r = min([0.12, 0.45 / np.sqrt(1 + votes)] + [s / 3 for s in scales]) * fine
    else:
        step_r = step  # the same step as V, so that omega V stays on one grid
    zero, grids, loose, weights = odds_points(d["routes"], step_r, n_leg, fine)
    table = np.zeros((len(x), votes + 1))
    for y0, q in grids:
        cut = int(max(0, (-45 - x[-1] - y0) // step_r))  # odds too small to divert anything count as closed
        zero, y0, q = zero + q[:cut].sum(), y0 + cut * step_r, q[cut:]
        if step == step_r:
            lam = x[0] + y0 + step_r * np.arange(len(x) + len(q) - 1)
            terms = np.exp(log_poisson(c, lam[:, None]))
            for a in range(0, len(x), 256):
                n = min(256, len(x) - a)
                band = np.zeros((n, n + len(q) - 1))
                for i in range(n):
                    band[i, i : i + len(q)] = q
                table[a : a + n] += band @ terms[a : a + n + len(q) - 1]
        else:
            loose = np.concatenate([loose, np.exp(y0 + step_r * np.arange(len(q)))])
            weights = np.concatenate([weights, q])
    for part in np.array_split(np.arange(len(loose)), 1 + len(loose) // 32):
        n = 1 + 20_000 // (votes + 1)
        for a in range(0, len(x), n):
            with np.errstate(divide="ignore"):
                lam = x[a : a + n, None] + np.log(loose[part])
            table[a : a + n] += np.tensordot(np.exp(log_poisson(c, lam[..., None])), weights[part], ([1], [0]))
    table[:, 0] += zero
    return table * own_weights(votes, d["own"])


def law_of_c(p, votes, contest, fine=1.0):
    """Posterior law of a principal's total of diverted votes."""
    ds = [votes[d["id"]] for d in p["namesakes"]]
    x, w, step = law_of_v(p["cells"], contest["cv"], contest["segment_sd"], sum(ds), fine)
    assert abs(w.sum() - 1) < 1e-12
    joint = w[:, None]
    for d, n in zip(p["namesakes"], ds):
        table = namesake_table(d, n, x, step, fine)
        new = np.zeros((len(x), joint.shape[1] + n))
        short, long = sorted((joint, table), key=lambda m: m.shape[1])
        for c in range(short.shape[1]):
            new[:, c : c + long.shape[1]] += short[:, c : c + 1] * long
        joint = new
    law = joint.sum(0)
    assert np.isfinite(law).all()
    return law / law.sum()


# ---------------------------------------------------------------- outcomes, by enumeration
def gains(law, back):
    """All (C, R = part(C, return share), probability); part() rounds halves away from zero."""
    c = np.arange(len(law))
    if back["law"] == "fixed":
        return c, np.floor(c * back["p"] + 0.5).astype(int), law
    if back["law"] == "uniform":
        cdf = lambda v: np.clip((v - back["low"]) / (back["high"] - back["low"]), 0, 1)
    else:
        cdf = beta_law(back["mean"] * back["concentration"], (1 - back["mean"]) * back["concentration"]).cdf
    cc, rr = map(np.ravel, np.meshgrid(c, c, indexing="ij"))
    keep = rr <= cc
    cc, rr = cc[keep], rr[keep]
    at = np.maximum(cc, 1)
    p = np.where(cc > 0, cdf((rr + 0.5) / at) - cdf((rr - 0.5) / at), 1.0) * law[cc]
    return cc, rr, p


def outcomes(contest, laws):
    """Flips, wins, the tie, and the four ways of having no namesakes."""
    rows = contest["candidates"]
    votes = {r["id"]: r["votes"] for r in rows}
    lines = [r for r in rows if r["role"] != "namesake"]  # namesakes never come first in these worlds
    place = {r["id"]: i for i, r in enumerate(lines)}
    base = np.array([r["votes"] for r in lines])
    can = np.array([r["role"] != "nota" for r in lines])
    top = max(r["votes"] for r in rows if r["role"] != "nota")
    first = [r["id"] for r in rows if r["role"] != "nota" and r["votes"] == top]
    winner = place[first[0]] if len(first) == 1 else -1
    running, total = np.cumsum(base), int(base.sum())

    def moved(world, t, c, r, d_total):
        """What the diverted votes and the namesakes' own voters add to every line."""
        add = np.zeros((len(c), len(lines)), int)
        add[:, place[t["id"]]] += r
        s = d_total - c
        if world == "all_to_principal":
            add[:, place[t["id"]]] += s
        elif world == "all_to_rival":
            add[:, place[t["rival"]]] += s
        elif world == "as_others":  # exact: floor(S q + 1/2) with q a fraction
            upto = (2 * s[:, None] * running + total) // (2 * total)
            same = np.floor(s[:, None] * (running / total) + 0.5).astype(int)
            assert (upto == same).all(), "a half: choose other votes"
            add += np.diff(upto, axis=1, prepend=0)
        return add

    table = [(t, *gains(laws[t["id"]], t["return"]), sum(votes[d["id"]] for d in t["namesakes"]))
             for t in contest["principals"]]
    won = {}
    for world in ("flip", "stay_home", "all_to_principal", "all_to_rival", "as_others"):
        adds = [moved(world, t, c, r, d) for t, c, r, _, d in table]
        probs = [p for *_, p, _ in table]
        rest, rest_p = adds[0][:1] * 0, np.ones(1)
        for a, p in zip(adds[1:], probs[1:]):
            rest = (rest[:, None] + a).reshape(-1, len(lines))
            rest_p = (rest_p[:, None] * p).ravel()
        wins, tie = np.zeros(len(lines)), 0.0
        for part in np.array_split(np.arange(len(adds[0])), 1 + len(adds[0]) * len(rest) // 500_000):
            v = (base + adds[0][part][:, None] + rest).reshape(-1, len(lines))
            p = (probs[0][part][:, None] * rest_p).ravel()
            v[:, ~can] = -1
            best = v.max(axis=1)
            strict = (v == best[:, None]).sum(axis=1) == 1
            wins += np.bincount(v.argmax(axis=1)[strict], p[strict], len(lines))
            tie += p[~strict].sum()
        won[world] = wins, tie
    wins, tie = won["flip"]
    changed = lambda w: float(sum(x for i, x in enumerate(w) if i != winner))
    return dict(
        flip=changed(wins), wins={r["id"]: float(wins[place[r["id"]]]) if r["id"] in place else 0.0 for r in rows},
        tie=float(tie), flip_of={t["id"]: float(wins[place[t["id"]]]) if place[t["id"]] != winner else 0.0
                                 for t in contest["principals"]},
        without={w: changed(won[w][0]) for w in list(won)[1:]})


# ---------------------------------------------------------------- single cells
def cell_laws(case, fine=1.0):
    """P(C_b = j | recorded votes) for every cell: given odds and segment effects the cells are independent negative
    binomials, so it is one cell times the convolution of all others."""
    d, cv, sd = case["namesake_votes"], case["cv"], case["segment_sd"]
    zero, grids, loose, mass = odds_points(case["routes"], 0.1 * fine, int(90 / fine), fine)
    for y0, q in grids:
        loose = np.concatenate([loose, np.exp(y0 + 0.1 * fine * np.arange(len(q)))])
        mass = np.concatenate([mass, q])
    keep = (mass > 1e-19) & (loose > 1e-25)
    zero, loose, mass = zero + mass[(mass > 1e-19) & (loose <= 1e-25)].sum(), loose[keep], mass[keep]
    z = even(-9.3, 9.3, 0.14 * fine) if sd else np.zeros(1)
    zw = np.exp(-z * z / 2) / np.exp(-z * z / 2).sum()
    k = np.arange(d)

    def cell(x):
        m = loose[:, None] * np.exp(sd * z) * x
        if cv == 0:
            ratio, first = m[..., None] / (k + 1), np.exp(-m)
        else:
            ratio = (k + cv**-2) / (k + 1) * (cv**2 * m / (1 + cv**2 * m))[..., None]
            first = np.exp(-np.log1p(cv**2 * m) / cv**2)
        return first[..., None] * np.concatenate([np.ones(m.shape + (1,)), np.cumprod(ratio, axis=-1)], axis=-1)

    def join(a, b):
        out = np.zeros_like(a)
        for i in range(d + 1):
            out[..., i:] += a[..., i : i + 1] * b[..., : d + 1 - i]
        return out

    nothing = np.zeros((len(loose), len(z), d + 1))
    nothing[..., 0] = 1
    laws = [[cell(x) for x in part] for part in case["cells"]]
    whole = []
    for part in laws:
        total = nothing
        for one in part:
            total = join(total, one)
        whole.append(np.einsum("ozj,z->oj", total, zw))
    own, out = own_weights(d, case["own"]), []
    for s, part in enumerate(laws):
        far = nothing[:, 0]
        for other in whole[:s] + whole[s + 1 :]:
            far = join(far, other)
        out.append([])
        for b, one in enumerate(part):
            near = nothing
            for other in part[:b] + part[b + 1 :]:
                near = join(near, other)
            post = np.zeros(d + 1)
            for j in range(d + 1):
                rest = join(np.einsum("oz,ozj,z->oj", one[..., j], near, zw), far)
                post[j] = mass @ rest[:, : d + 1 - j] @ own[j:]
            post[0] += zero * own[0]
            out[-1].append(post / post.sum())
    return out


def cells_from_totals(case, laws):
    """The largest error of sum_b E(C_b) against E(C) from `law_of_c`."""
    p = dict(cells=case["cells"], namesakes=[dict(id="d", routes=case["routes"], own=case["own"])])
    law = law_of_c(p, {"d": case["namesake_votes"]}, case)
    mean = lambda q: float(q @ np.arange(len(q)))
    return abs(sum(mean(q) for part in laws for q in part) - mean(law))


def main(out):
    began, worst = time.time(), dict(finer_grid=0.0, second_method=0.0, second_method_laws=0)
    kept = []
    for contest, laws in contests(law_of_c):
        votes = {r["id"]: r["votes"] for r in contest["candidates"]}
        for p in contest["principals"]:
            law = laws[p["id"]]
            again, other = law_of_c(p, votes, contest, 0.63), second_law(p, votes, contest)
            gap = lambda q: float(max(abs(law - q).max(), abs(np.cumsum(law - q)).max()))
            worst["finer_grid"] = max(worst["finer_grid"], gap(again))
            if other is not None:
                worst["second_method"] = max(worst["second_method"], gap(other))
                worst["second_method_laws"] += 1
        result = outcomes(contest, laws)
        result["principals"] = []
        for p in contest["principals"]:
            law = laws[p["id"]]
            row = dict(id=p["id"], mean=float(law @ np.arange(len(law))), zero=float(law[0]))
            tail = np.cumsum(law[::-1])[::-1]
            if len(law) > 400:
                at = {int(v) for v in np.linspace(1, len(law) - 1, 12)}
                at = sorted(at | {int(np.argmax(tail <= q)) for q in (.999, .99, .9, .7, .5, .3, .1, .01, .001)})
                row["tail"] = [[k, float(tail[k])] for k in at]
            else:
                row["law"] = law.tolist()
            result["principals"].append(row)
        contest["results"] = result
        kept.append(contest)
        print(contest["name"], [len(laws[p["id"]]) for p in contest["principals"]], result["flip"], result["tie"],
              result["without"], round(time.time() - began), flush=True)
    booths = []
    worst.update(booths_finer_grid=0.0, booths_second_method=0.0, booths_mean=0.0)
    for case in booth_cases():
        laws, again = cell_laws(case), cell_laws(case, 0.7)
        gap = max(abs(a - b).max() for u, v in zip(laws, again) for a, b in zip(u, v))
        worst["booths_finer_grid"] = max(worst["booths_finer_grid"], float(gap))
        if case["namesake_votes"] <= 12:
            for i, part in enumerate(laws):
                gap = float(abs(part[0] - second_cell(case, i, 0)).max())
                worst["booths_second_method"] = max(worst["booths_second_method"], gap)
        worst["booths_mean"] = max(worst["booths_mean"], cells_from_totals(case, laws))
        booths.append(dict(case, results=[[q.tolist() for q in part] for part in laws]))
        print(case["name"], round(time.time() - began), flush=True)
    with open(out, "w") as f:  # one contest a line
        f.write('{"self_check": ' + json.dumps(worst))
        for key, rows in (("contests", kept), ("booths", booths)):
            f.write(f',\n"{key}": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]")
        f.write("}\n")
    print(worst)


if __name__ == "__main__":
    main(sys.argv[1])
