"""Independent oracle for the diverted votes of single booths, given what was counted in the seat.

usage: python left_out.py OUT.json

From the statement of the model (docs/methods.md, sections 3 to 5) and not from the program: given the odds of every
namesake and the effect of every segment, the diverted votes of booths are independent negative binomial (Poisson)
counts; those of one booth are split between the namesakes in proportion to their odds. So the law of a booth is its own
times that of all other booths together, weighed by own support, averaged over every combination of odds and effects.
Every law is computed at two resolutions; where it is quick also a second way, by left_out_check.py.
`cell` and `caps` restate what is done with votes that were counted by booth.
"""
import json
import sys
import time

import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import gammaln

from laws import even, log_odds_density, odds_grid, own_weights
from left_out_cases import seats
from left_out_check import by_exposures, by_two_circles


# ---------------------------------------------------------------- odds
def rate_points(route, votes, fine):
    """Hazards with weights."""
    if route["law"] == "fixed":
        return np.array([-np.log1p(-route["p"])]), np.ones(1)
    if route["law"] == "uniform":
        u, w = leggauss(int((70 + 3 * np.sqrt(votes)) / fine))
        return -np.log1p(-(route["low"] + (route["high"] - route["low"]) * (u + 1) / 2)), w / 2
    narrow = route.get("scale", 9.0)
    y = odds_grid(route, min(0.12, 0.45 / np.sqrt(1 + votes), narrow / 3) * fine)
    w = log_odds_density(route)(y) * (y[1] - y[0])
    return np.logaddexp(0, y), w


def odds_of(namesake, fine):
    """Odds of one namesake with weights: every choice of open routes, whose hazards add."""
    hazards, weights = np.zeros(1), np.ones(1)
    for route in namesake["routes"]:
        h, w = rate_points(route, namesake["votes"], fine)
        hazards = np.concatenate([hazards, np.add.outer(hazards, h).ravel()])
        weights = np.concatenate([weights * (1 - route["open"]), route["open"] * np.outer(weights, w).ravel()])
        keep = weights > 1e-20 * weights.max()
        hazards, weights = hazards[keep], weights[keep]
    return np.expm1(hazards), weights


def together(namesakes, fine):
    """Sums of odds, and to each the weight of every number of diverted votes: its probability times that of own support
    being what is left, over all ways to split the votes between the namesakes."""
    total, lists = np.zeros(1), np.ones((1, 1))
    for namesake in namesakes:
        odds, weights = odds_of(namesake, fine)
        own = own_weights(namesake["votes"], namesake["own"])
        before, more = lists.shape[1] - 1, namesake["votes"]
        sums = np.add.outer(total, odds)
        share = np.divide(odds, sums, out=np.zeros_like(sums), where=sums > 0)
        out = np.zeros(sums.shape + (before + more + 1,))
        for a in range(before + 1):
            for b in range(more + 1):
                ways = np.exp(gammaln(a + b + 1) - gammaln(a + 1) - gammaln(b + 1))
                split = ways * (1 - share) ** a * share**b
                out[..., a + b] += lists[:, a][:, None] * weights * own[b] * split
        total, lists = sums.ravel(), out.reshape(-1, before + more + 1)
        keep = lists.max(axis=1) > 1e-19 * lists.max()
        total, lists = total[keep], lists[keep]
    return total, lists


# ---------------------------------------------------------------- booths
def booth(mean, cv, last):
    """P(0), ..., P(last) of a booth, for an array of means."""
    k = np.arange(last)
    if cv == 0:
        ratio, first = mean[..., None] / (k + 1), np.exp(-mean)
    else:
        ratio = (k + cv**-2) / (k + 1) * (cv**2 * mean / (1 + cv**2 * mean))[..., None]
        first = np.exp(-np.log1p(cv**2 * mean) / cv**2)
    return first[..., None] * np.concatenate([np.ones(mean.shape + (1,)), np.cumprod(ratio, axis=-1)], axis=-1)


def join(one, two):
    """The law of a sum, along the last axis."""
    out = np.zeros(np.broadcast_shapes(one.shape, two.shape))
    for i in range(out.shape[-1]):
        out[..., i:] += one[..., i : i + 1] * two[..., : out.shape[-1] - i]
    return out


def counted(seat, fine=1.0):
    """P(C_b = j | counted) of every cell, for the namesakes of whom booth returns say nothing."""
    namesakes = [n for n in seat["namesakes"] if "thinned" not in n]
    cv, sd, last = seat["cv"], seat["segment_sd"], sum(n["votes"] for n in namesakes)
    total, lists = together(namesakes, fine)
    z = even(seat.get("lowest", -9.5), 9.5, min(0.25, 0.45 / np.sqrt(1 + sd**2 * (last + 4))) * fine) if sd else np.zeros(1)
    effects = np.exp(-z * z / 2) / (np.exp(-z * z / 2).sum() if "lowest" not in seat else np.sqrt(2 * np.pi) / (z[1] - z[0]))
    out = [[np.zeros(last + 1) for _ in part] for part in seat["cells"]]
    rows = max(1, 3_000_000 // (len(z) * (last + 1)))
    for part in np.array_split(np.arange(len(total)), 1 + len(total) // rows):
        odds, here = total[part], lists[part]
        laws = [[booth(odds[:, None] * np.exp(sd * z) * x, cv, last) for x in cells] for cells in seat["cells"]]
        nothing = np.zeros((1, 1, last + 1))
        nothing[..., 0] = 1
        whole = []
        for cells in laws:
            all_of_it = nothing
            for one in cells:
                all_of_it = join(all_of_it, one)
            whole.append(np.einsum("ozj,z->oj", np.broadcast_to(all_of_it, laws[0][0].shape), effects))
        for s, cells in enumerate(laws):
            far = nothing[:, 0]
            for other in whole[:s] + whole[s + 1 :]:
                far = join(far, other)
            # What the far segments leave: the weight of m votes in this one.
            left = np.zeros_like(here)
            for m in range(last + 1):
                left[:, m] = (np.broadcast_to(far, here.shape)[:, : last + 1 - m] * here[:, m:]).sum(axis=1)
            for b, one in enumerate(cells):
                near = nothing
                for other in cells[:b] + cells[b + 1 :]:
                    near = join(near, other)
                near = np.broadcast_to(near, one.shape)
                for j in range(last + 1):
                    rest = np.einsum("ozk,ok->oz", near[..., : last + 1 - j], left[:, j:])
                    out[s][b][j] += np.einsum("oz,oz,z->", one[..., j], rest, effects)
    return [[q / q.sum() for q in part] for part in out]


# ---------------------------------------------------------------- votes counted by booth
def caps(laws, most):
    """No more can have gone astray in a booth than was polled there: every law is cut off there. Where more than a
    millionth is cut off it lies in other booths: p(j) becomes p(j) exp(t j), the same t everywhere, until the means add up
    to what they did."""
    mean = lambda q: float(q @ np.arange(len(q)) / q.sum())
    seat = sum(map(mean, laws))
    cut = [q[: m + 1] for q, m in zip(laws, most)]
    if all(q[m + 1 :].sum() <= 1e-6 for q, m in zip(laws, most)):
        return cut
    # In logarithms of exp(t), from below.
    tilted = lambda t: [q * np.exp(t * (np.arange(len(q)) - len(q) + 1.0)) for q in cut]
    low, high = 0.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(map(mean, tilted(middle))) < seat else (low, middle)
    return tilted(low)


def thinned(seat, namesake, s, b):
    """What booth returns say of one cell: in each of equally probable cases a binomial part of its votes."""
    n, x = namesake["caps"][s][b], seat["cells"][s][b]
    law, k = np.zeros(n + 1), np.arange(n + 1)
    for case in namesake["thinned"]["cases"]:
        own, lean, odds = case[s]
        share = odds * x / (own * namesake["thinned"]["others"][s][b] + lean * x + odds * x)
        ways = np.exp(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
        law += ways * share**k * (1 - share) ** (n - k)
    return law / law.sum()


def finished(seat, laws):
    """The laws of all namesakes together, cell by cell."""
    flat = [q for part in laws for q in part]
    before = [n for n in seat["namesakes"] if "thinned" not in n]
    if before and all("caps" in n for n in before):
        flat = caps(flat, [sum(n["caps"][s][b] for n in before) for s, part in enumerate(laws) for b in range(len(part))])
    places = [(s, b) for s, part in enumerate(laws) for b in range(len(part))]
    for at, (s, b) in enumerate(places):
        for namesake in seat["namesakes"]:
            if "thinned" in namesake:
                flat[at] = np.convolve(flat[at], thinned(seat, namesake, s, b))
    return [q / q.sum() for q in flat]


def quantiles(law):
    reached = np.cumsum(law)
    assert abs(reached[:, None] - [0.05, 0.5, 0.95]).min() > 1e-9, "a quantile at an edge: choose other votes"
    return [int(np.argmax(reached >= share)) for share in (0.05, 0.5, 0.95)]


def main(out):
    began, kept = time.time(), []
    for seat in seats():
        laws, again = counted(seat), counted(seat, 0.7)
        error = max(abs(a - b).max() for u, v in zip(laws, again) for a, b in zip(u, v))
        ways = []
        for way in (by_two_circles, by_exposures):
            other = way(seat)
            if other is not None:
                ways.append(way.__name__)
                error = max([error] + [abs(laws[s][b] - q).max() for (s, b), q in other.items()])
        assert error < 1e-13, (seat["name"], error)
        found = finished(seat, laws)
        kept.append(dict(seat, error=float(error), ways=ways, quantiles=[quantiles(q) for q in found],
                         results=[[round(float(p), 15) for p in q] for q in found]))
        print(seat["name"], error, ways, round(time.time() - began), flush=True)
    with open(out, "w") as f:  # one seat a line
        f.write('{"seats": [\n' + ",\n".join(json.dumps(seat, separators=(",", ":")) for seat in kept) + "\n]}\n")


if __name__ == "__main__":
    main(sys.argv[1])
