"""The booth model by other means: differential-evolution Markov chains over the whole posterior.

    python3 booths.py CASE.json OUT.json [generations]

CASE.json holds booths (segment, principal, others, namesake) and the numbers of the model; the
statement of the model is docs/methods.md, section 11, and nothing of the Rust code is used. The
chains run under a flat law of ln omega and are reweighted to the prior with its closed part, so
that "nobody was confused" and "somebody was" are compared by the same draws.
"""

import json
import sys

import numpy as np
from scipy.special import gammaln
from scipy.stats import norm, t as student

LOW, HIGH = -13.0, -2.0  # ln omega: flat between
CLOSED = -11.0  # below this a rate diverts next to nothing and stands for the closed route


def negative_binomial(x, mean, size):
    return gammaln(x + size) - gammaln(size) - gammaln(x + 1) + size * np.log(size / (mean + size)) + x * np.log(mean / (mean + size))


class Seat:
    def __init__(self, case):
        self.segment = np.array(case["segment"])
        self.t, self.o, self.x = (np.array(case[key], float) for key in ("principal", "others", "namesake"))
        self.case = case
        self.segments = self.segment.max() + 1
        self.rows = [np.flatnonzero(self.segment == s) for s in range(self.segments)]
        grid, density = np.array(case["tilt"]["grid"]), np.array(case["tilt"]["log_density"])
        self.tilt = lambda x: np.interp(x, grid, density, left=-1e9, right=-1e9)

    def dimension(self):
        return 4 + 2 * self.segments

    def unpack(self, p):
        s = self.segments
        return p[:, 0], p[:, 1], p[:, 2], p[:, 3], p[:, 4 : 4 + s], p[:, 4 + s :]

    def log_posterior(self, p):
        case = self.case
        own, tilt, rate, size, u, v = self.unpack(p)
        support = case["own_support"]
        z = (own - np.log(support["typical"]) - support["location"]) / support["scale"]
        total = student.logpdf(z, support["degrees"]) + self.tilt(tilt)
        total += norm.logpdf(u).sum(1) + norm.logpdf(v).sum(1)
        total += norm.logpdf(size, case["size"]["location"], case["size"]["scale"])
        total = np.where((rate > LOW) & (rate < HIGH), total, -np.inf)
        base = own - np.log(self.o.sum() + np.exp(tilt) * self.t.sum())
        for s, rows in enumerate(self.rows):
            own_rate = np.exp(base + case["own_segment_sd"] * u[:, s])[:, None]
            odds = np.exp(rate + case["segment_sd"] * v[:, s])[:, None]
            mean = own_rate * (self.o[rows] + np.exp(tilt)[:, None] * self.t[rows]) + odds * self.t[rows] + 1e-9
            total += negative_binomial(self.x[rows], mean, np.exp(size)[:, None]).sum(1)
        return np.where(np.isfinite(total), total, -np.inf)

    def shares(self, p):
        """The diverted share of every booth's namesake votes, per draw."""
        case = self.case
        own, tilt, rate, _, u, v = self.unpack(p)
        base = own - np.log(self.o.sum() + np.exp(tilt) * self.t.sum())
        share = np.zeros((len(p), len(self.x)))
        for s, rows in enumerate(self.rows):
            own_rate = np.exp(base + case["own_segment_sd"] * u[:, s])[:, None]
            odds = np.exp(rate + case["segment_sd"] * v[:, s])[:, None]
            odds[rate < CLOSED] = 0.0
            diverted = odds * self.t[rows]
            share[:, rows] = diverted / (own_rate * (self.o[rows] + np.exp(tilt)[:, None] * self.t[rows]) + diverted + 1e-9)
        return share


def run(case, generations=20000, chains=48, seed=1):
    seat, random = Seat(case), np.random.default_rng(seed)
    d = seat.dimension()
    p = np.zeros((chains, d))
    p[:, 0] = np.log(case["own_support"]["typical"]) + random.normal(0, 0.5, chains)
    p[:, 1] = random.normal(0, 0.7, chains)
    p[:, 2] = random.uniform(-11, -3.5, chains)
    p[:, 3] = random.normal(0.3, 0.3, chains)
    p[:, 4:] = random.normal(0, 0.3, (chains, d - 4))
    log_p = seat.log_posterior(p)
    kept = []
    half = chains // 2
    for generation in range(generations):
        for side in (0, 1):
            mine = np.arange(half) + side * half
            theirs = np.arange(half) + (1 - side) * half
            kind = random.random()
            a, b = random.choice(theirs, (2, half))
            if kind < 0.75:  # differential evolution, now and then a full step
                step = 1.0 if random.random() < 0.15 else 2.38 / np.sqrt(2 * d)
                mask = random.random((half, d)) < random.choice([0.2, 0.5, 1.0])
                offer = p[mine] + step * (p[a] - p[b]) * mask + random.normal(0, 1e-4, (half, d))
                jacobian = 0.0
            elif kind < 0.9:  # a new ln omega from its flat law, with a new tilt from far away
                offer = p[mine].copy()
                offer[:, 2] = random.uniform(LOW, HIGH, half)
                jacobian = 0.0
            else:  # along the ridge: the same slope, split anew between tilt and omega
                offer = p[mine].copy()
                base = offer[:, 0] - np.log(seat.o.sum() + np.exp(offer[:, 1]) * seat.t.sum())
                own, omega = np.exp(base + offer[:, 1]), np.exp(offer[:, 2])
                slope = own + omega
                share = random.random(half) ** 2
                new = np.clip(share, 1e-7, 1 - 1e-7) * slope
                # density of the proposal in ln omega: q(share) share; reversed likewise
                before = np.clip(omega / slope, 1e-7, 1 - 1e-7)
                after = new / slope
                jacobian = np.log(0.5 / np.sqrt(before) * before * (1 - before)) - np.log(0.5 / np.sqrt(after) * after * (1 - after))
                offer[:, 2] = np.log(new)
                offer[:, 1] = np.log(slope - new) - base
                # the base rate is held: own follows from the new tilt
                offer[:, 0] = base + np.log(seat.o.sum() + np.exp(offer[:, 1]) * seat.t.sum())
                # (own, tilt, rate) -> (base, tilt, rate) has unit Jacobian
            log_offer = seat.log_posterior(offer)
            accept = np.log(random.random(half)) < log_offer - log_p[mine] + jacobian
            p[mine[accept]], log_p[mine[accept]] = offer[accept], log_offer[accept]
        if generation > generations // 3 and generation % 10 == 0:
            kept.append(p.copy())
    halves = [np.concatenate(kept[: len(kept) // 2]), np.concatenate(kept[len(kept) // 2 :])]
    return seat, halves


def summarise(seat, draws, seed=2):
    random = np.random.default_rng(seed)
    prior = seat.case["rate"]
    rate = draws[:, 2]
    flat = 1.0 / (HIGH - LOW)
    weight = np.where(rate >= CLOSED, prior["open"] * norm.pdf(rate, prior["location"], prior["scale"]) / flat, 0.0)
    weight += np.where(rate < CLOSED, (1 - prior["open"]) / (CLOSED - LOW) / flat, 0.0)
    weight /= weight.sum()
    pick = random.choice(len(draws), 4000, p=weight)
    share = seat.shares(draws[pick])
    diverted = random.binomial(seat.x.astype(int)[None, :], share).sum(1)
    q = np.quantile(diverted, [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975])
    return {
        "closed": float(weight[rate < CLOSED].sum()),
        "effective": float(1.0 / (weight**2).sum()),
        "mean": float((weight[:, None] * 0 + 0).sum() + diverted.mean()),
        "quantiles": [float(v) for v in q],
        "tilt": [float(v) for v in np.quantile(draws[pick, 1], [0.05, 0.5, 0.95])],
        "rate": [float(v) for v in np.quantile(np.exp(draws[pick, 2]), [0.05, 0.5, 0.95])],
        "size": float(np.exp(np.median(draws[pick, 3]))),
    }


def main():
    with open(sys.argv[1], encoding="utf8") as file:
        case = json.load(file)
    seat, halves = run(case, int(sys.argv[3]) if len(sys.argv) > 3 else 20000)
    result = {"halves": [summarise(seat, half) for half in halves], "all": summarise(seat, np.concatenate(halves))}
    with open(sys.argv[2], "w", encoding="utf8") as file:
        json.dump(result, file, indent=1)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
