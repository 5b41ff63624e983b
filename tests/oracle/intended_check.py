"""Two checks of intended.py. `second_law` is the law of a principal's diverted votes by plain convolution: no Fourier
transforms, the rates as plain normals, the segment's effect integrated hazard by hazard. `simulated` draws whole
contests, with and without [support], from the statement of the model.

usage: python intended_check.py intended.json [draws]

simulates every contest, and fails if a figure is more than 4.5 standard errors away.
"""
import json
import sys
import time

import numpy as np
from scipy.stats import binom

from recorded_check import panels, rate_list


def cell_law(h, n, cv):
    """Beta-binomial rows by multiplying up from P(0)."""
    p, q, k = -np.expm1(-h)[:, None], np.exp(-h)[:, None], np.arange(n)
    if cv == 0:
        return binom.pmf(np.arange(n + 1), n, p)
    phi = q / (p * cv**2) - 1
    phi = np.where(phi <= 0, 1.0, phi)
    a, b = p * phi, q * phi
    ratio = (n - k) / (k + 1) * (a + k) / (b + (n - k - 1))
    first = np.prod((b + k) / (phi + k), axis=1, keepdims=True)
    return first * np.concatenate([np.ones_like(first), np.cumprod(ratio, axis=1)], axis=1)


def convolve(a, b):
    if a.shape[1] < b.shape[1]:
        a, b = b, a
    out = np.zeros((len(a), a.shape[1] + b.shape[1] - 1))
    for i in range(b.shape[1]):
        out[:, i : i + a.shape[1]] += a * b[:, i : i + 1]
    return out


def second_law(p, cv, sd, work=1.5e9):
    """P(T = 0..votes), or nothing where it would take too long or a jump lies among the rates."""
    votes = sum(map(sum, p["cells"]))
    h, w = np.zeros(1), np.ones(1)
    for r in (r for n in p["namesakes"] for r in n["routes"]):
        rate, mass = rate_list(r, 1 / np.sqrt(1 + votes))
        if r["law"] == "uniform" and r["low"] == 0:  # the law of T is not analytic at rate 0
            top = np.log(r["high"])
            x, mass = panels(lambda x: np.exp(x - top), top - 34, top, min(1.0, 4 / np.sqrt(1 + votes)))
            rate = np.exp(x)
        if len(h) * len(rate) > 50_000:
            return None
        h = np.concatenate([h, (h[:, None] - np.log1p(-rate)).ravel()])
        w = np.concatenate([w * (1 - r["open"]), r["open"] * (w[:, None] * mass).ravel()])
    closed = w[h == 0].sum()
    h, w = h[(h > 0) & (w > 1e-17)], w[(h > 0) & (w > 1e-17)]
    jump = np.log1p(1 / cv**2) if cv else np.inf
    if len(h) * votes**2 * (60 if sd else 1) > work or votes > 900 or h.max() > 600:
        return None
    if sd == 0 and w[h > jump].sum() > 1e-13:
        return None
    out = np.zeros(votes + 1)
    out[0] = closed
    phi = lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    for one, mass in zip(h, w):
        law = np.ones((1, 1))
        for cells in p["cells"]:
            z, zw = np.zeros(1), np.ones(1)
            if sd:
                edge = np.clip(np.log(jump / one) / sd, -8.5, 8.5) if cv else 8.5
                width = max(0.12, min(1.4, 3 / sd / np.sqrt(1 + 0.3 * sum(cells))))
                parts = [panels(phi, a, b, width) for a, b in ((-8.5, edge), (edge, 8.5)) if b > a]
                z, zw = (np.concatenate(v) for v in zip(*parts))
            rows = np.ones((len(z), 1))
            for n in cells:
                if n:
                    rows = convolve(rows, cell_law(np.minimum(one * np.exp(sd * z), 300.0), n, cv))
            law = convolve(law, (zw @ rows)[None, :])
        out += mass * law[0]
    return out


# ---------------------------------------------------------------- simulation
def drawn_hazard(namesake, size, rng):
    """-ln(1-p) of all routes together."""
    h = np.zeros(size)
    for r in namesake["routes"]:
        if r["law"] == "fixed":
            rate = np.full(size, r["p"])
        elif r["law"] == "uniform":
            rate = rng.uniform(r["low"], r["high"], size)
        elif r["law"] == "beta":
            rate = rng.beta(r["mean"] * r["concentration"], (1 - r["mean"]) * r["concentration"], size)
        else:
            y = r["location"] + r["scale"] * rng.standard_normal(size) - r["drop"] * abs(rng.standard_normal(size))
            rate = 1 / (1 + np.exp(-y))
        h += np.where(rng.random(size) < r["open"], -np.log1p(-np.minimum(rate, 1 - 1e-16)), 0.0)
    return h


def drawn_support(contest, size, rng):
    """Intended votes, a row per line: by segment and cell."""
    sup, cells = contest["support"], list(contest["cells"].values())
    lines = len(cells)
    whole, out = sup["contest_sd"] * rng.standard_normal((lines, size)), []
    for segment in zip(*cells):
        local = whole + sup["segment_sd"] * rng.standard_normal((lines, size))
        out.append([])
        for n in zip(*segment):
            effect = local + sup["booth_sd"] * rng.standard_normal((lines, size))
            weight = np.array(n)[:, None] * np.exp(effect)
            running = np.cumsum(weight, axis=0) / weight.sum(axis=0) * sum(n)
            running[-1] = sum(n)
            whole_votes = np.floor(running + rng.random(size))
            out[-1].append(np.diff(whole_votes, axis=0, prepend=0).astype(int))
    return out


def drawn_diverted(cells, h, cv, sd, rng):
    """T for every draw; a cell is a number or one number per draw."""
    t = np.zeros(len(h), int)
    for segment in cells:
        p = -np.expm1(-h * np.exp(sd * rng.standard_normal(len(h)))) if sd else -np.expm1(-h)
        for n in segment:
            rate = p
            if cv:
                with np.errstate(divide="ignore"):
                    phi = (1 - p) / (p * cv**2) - 1
                phi = np.where(phi <= 0, 1.0, np.minimum(phi, 1e300))
                rate = rng.beta(np.maximum(p * phi, 1e-300), np.maximum((1 - p) * phi, 1e-300))
                rate = np.where(p > 0, rate, 0.0)
            t += rng.binomial(n, rate)
    return t


def strict(votes, able):
    """The row of the strict winner, -1 for a tie."""
    v = np.where(able[:, None], votes, -1)
    best = v.max(axis=0)
    return np.where((v == best).sum(axis=0) == 1, v.argmax(axis=0), -1)


def simulated(contest, size, rng):
    """The strict winner, as a place among the ids, as recorded and in every other world."""
    rows, ps = contest["candidates"], contest["principals"]
    lines = [r for r in rows if r["role"] != "namesake"]
    ids = [r["id"] for r in lines] + [d["id"] for p in ps for d in p["namesakes"]]
    place = {c: i for i, c in enumerate(ids)}
    able = np.array([all(r["id"] != c or r["role"] != "nota" for r in rows) for c in ids])
    base = np.zeros((len(ids), size), int)
    drawn = drawn_support(contest, size, rng) if "support" in contest else None
    if drawn:
        base[: len(lines)] = sum(sum(part) for part in drawn)
    else:
        base[: len(lines)] = np.array([r["votes"] for r in lines])[:, None]
    own, lost = np.zeros_like(base), np.zeros_like(base)
    for p in ps:
        hazards = np.array([drawn_hazard(d, size, rng) for d in p["namesakes"]])
        cells = [[v[place[p["id"]]] for v in part] for part in drawn] if drawn else p["cells"]
        t = drawn_diverted(cells, hazards.sum(axis=0), contest["cv"], contest["segment_sd"], rng)
        lost[place[p["id"]]] = -t
        rest, left = hazards.sum(axis=0), t
        for d, h in zip(p["namesakes"], hazards):
            c = rng.binomial(left, np.clip(np.where(h > 0, h / np.maximum(rest, 1e-300), 0.0), 0, 1))
            if d is p["namesakes"][-1]:
                c = left
            lost[place[d["id"]]], left, rest = c, left - c, rest - h
            g = d["own"].get("stated")
            if g is None:
                o = d["own"]
                g = o["m"] * np.exp(o["location"] + o["scale"] * rng.standard_t(o["degrees"], size))
                g = np.minimum(np.floor(g + 0.5), o["room"]).astype(int)
            own[place[d["id"]]] = g
    won = dict(recorded=strict(base + lost + own, able), flip=strict(base + own, able))
    contenders = [i for i in range(len(lines)) if able[i]]
    running, total = np.cumsum(base[: len(lines)], axis=0), base.sum(axis=0)
    for world in ("stay_home", "as_others", "all_to_principal", "all_to_rival", "all_to_rival_as_stated"):
        v = base.copy()
        for p in ps:
            s = sum(own[place[d["id"]]] for d in p["namesakes"])
            others = [i for i in contenders if i != place[p["id"]]]
            if world == "all_to_principal":
                v[place[p["id"]]] += s
            elif world == "all_to_rival":
                best = np.array(others)[base[others].argmax(axis=0)]
                v[best, np.arange(size)] += s
            elif world == "all_to_rival_as_stated":
                v[max(others, key=lambda i: lines[i]["votes"])] += s
            elif world == "as_others":
                upto = np.floor(s * (running / total) + 0.5).astype(int)
                v[: len(lines)] += np.diff(upto, axis=0, prepend=0)
        won[world] = strict(v, able & (np.arange(len(ids)) < len(lines)))
    return ids, won


def chunks(draws, rows=50_000):
    while draws > 0:
        yield min(rows, draws)
        draws -= rows


def check(contest, draws, seed):
    """The largest distance from the simulation, in standard errors."""
    rng, r = np.random.default_rng(seed), contest["results"]
    counts = {}
    for size in chunks(draws):
        ids, won = simulated(contest, size, rng)
        rec, flip = won["recorded"], won["flip"]
        event = dict(flip=(flip >= 0) & (flip != rec), tie=flip < 0)
        for i, c in enumerate(ids):
            event["wins", c], event["flip_of", c] = flip == i, (flip == i) & (rec != i)
        for w in r["without"]:
            event["without", w] = (won[w] >= 0) & (won[w] != rec)
        for k, v in event.items():
            counts[k] = counts.get(k, 0) + int(v.sum())
    worst = 0.0
    for k, n in counts.items():
        p = r[k] if isinstance(k, str) else r[k[0]][k[1]]
        error = contest.get("error_without", 0) / 4.5 if k[0] == "without" else 0
        worst = max(worst, abs(n / draws - p) / np.sqrt((p * (1 - p) + 1 / draws) / draws + error**2))
    return float(worst)


def main(path, draws=1_000_000):
    with open(path) as f:
        kept = json.load(f)
    began, found = time.time(), []
    for i, contest in enumerate(kept["contests"] + kept["support"]):
        found.append(check(contest, draws, 5000 + i))
        print(contest["name"], round(found[-1], 2), round(time.time() - began), flush=True)
    print(f"{len(found)} contests, largest distance {max(found):.2f} standard errors")
    sys.exit(max(found) > 4.5)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
