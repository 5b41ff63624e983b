"""The booth model by other means: differential-evolution Markov chains over the whole posterior.

    python3 tests/oracle/booths.py BOOTHS.csv PRINCIPAL NAMESAKE TYPICAL OUT.json [generations]

BOOTHS.csv is a tidy table as `humnaam import` writes it, PRINCIPAL and NAMESAKE two of its columns, TYPICAL the
votes of a typical independent. The statement of the model is docs/methods.md, section 11, and nothing of
the Rust code is used. The chains run under a flat law of ln omega and are reweighted to the prior with
its closed part, so that "nobody was confused" and "somebody was" are compared by the same draws.
"""

import csv
import json
import sys

import numpy as np
from scipy.special import gammaln, logsumexp
from scipy.stats import norm, t as student

LOW, HIGH = -13.0, -2.0  # ln omega: flat between
CLOSED = -11.0  # below this a rate diverts next to nothing and stands for the closed route


def negative_binomial(x, mean, size):
    return gammaln(x + size) - gammaln(size) - gammaln(x + 1) + size * np.log(size / (mean + size)) + x * np.log(mean / (mean + size))


def leaning(placebo, case, tilts):
    """ln likelihood of a placebo's tilt: rate, segment effects and size integrated out by quadrature."""
    segment = np.array(case["segment"])
    t, x = np.array(case["principal"], float), np.array(placebo["votes"], float)
    o = np.array(placebo["others"], float)
    centre = np.log((x.sum() + 0.5) / (t + o).sum())
    rates = np.arange(centre - 4, centre + 2.5, 0.25)
    sizes = np.exp(case["size"]["location"] + case["size"]["scale"] * np.linspace(-2, 2, 5))
    # In every segment the rate among the others and the rate among the principal's voters have
    # effects of their own: likelihoods on a grid of both, then averaged.
    result = np.full(len(tilts), -np.inf)
    inner = np.arange(rates[0] + tilts[0] - 2, rates[-1] + tilts[-1] + 2, 0.25)
    sizes, beliefs = sizes[::2], norm.logpdf(np.linspace(-2, 2, 9))[::2]
    for size, belief in zip(sizes, beliefs):
        of_segment = np.zeros((segment.max() + 1, len(rates), len(inner)))
        for index, rate in enumerate(rates):
            mean = np.exp(rate) * o[None, :] + np.exp(inner)[:, None] * t[None, :] + 1e-9
            booth = x * np.log(mean / (mean + size)) + size * np.log(size / (mean + size))
            booth += gammaln(x + size) - gammaln(size) - gammaln(x + 1)
            for s in range(segment.max() + 1):
                of_segment[s, index] = booth[:, segment == s].sum(1)
        total = np.zeros((len(rates), len(tilts)))
        for s in range(segment.max() + 1):
            # over the rate among the others, around every centre
            kernel = norm.logpdf((rates[None, :] - rates[:, None]) / case["own_segment_sd"])
            kernel -= logsumexp(kernel, axis=1, keepdims=True)
            over_own = logsumexp(of_segment[s][None, :, :] + kernel[:, :, None], axis=1)
            for index, rate in enumerate(rates):
                around = norm.logpdf((inner[None, :] - rate - tilts[:, None]) / case["tilt_segment_sd"])
                around -= logsumexp(around, axis=1, keepdims=True)
                total[index] += logsumexp(over_own[index][None, :] + around, axis=1)
        result = np.logaddexp(result, belief + logsumexp(total, axis=0))
    return result - result.max()


def tilt_law(case):
    """The law of a tilt not yet seen: centre and scale weighed over a grid of their own."""
    belief = case["tilt_belief"]
    tilts = np.arange(-8, 7.01, 0.25)
    likelihoods = [leaning(placebo, case, tilts) for placebo in case["placebos"]]
    grid = np.arange(-14, 12.01, 0.1)
    weights, densities = [], []
    for centre in belief["location"] + np.linspace(-3.2, 3.2, 65):
        for scale in belief["scale"] * np.exp(belief["scale_sd"] * np.linspace(-3.2, 3.2, 33)):
            law = student(belief["degrees"], centre, scale)
            below, inside = law.cdf(tilts[0] - 0.125), law.pdf(tilts) * 0.25
            seen = sum(np.log(inside @ np.exp(l) + below * np.exp(l[0])) for l in likelihoods)
            prior = norm.logpdf((centre - belief["location"]) / belief["location_sd"])
            prior += norm.logpdf(np.log(scale / belief["scale"]) / belief["scale_sd"])
            weights.append(seen + prior)
            densities.append(law.pdf(grid))
    weights = np.exp(np.array(weights) - max(weights))
    density = (weights / weights.sum()) @ np.array(densities)
    return {"grid": grid.tolist(), "log_density": np.log(density).tolist()}


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
        return 4 + 3 * self.segments

    def unpack(self, p):
        """(ln own rate, ln slope, logit of the share of it that is confusion) as (ln own support, tilt,
        ln odds): the change has a Jacobian of 1."""
        s = self.segments
        share = 1 / (1 + np.exp(-p[:, 2]))
        tilt = np.log1p(-share) + p[:, 1] - p[:, 0]
        own = p[:, 0] + np.log(self.o.sum() + np.exp(tilt) * self.t.sum())
        return own, tilt, np.log(share) + p[:, 1], p[:, 3], p[:, 4 : 4 + s], p[:, 4 + s : 4 + 2 * s], p[:, 4 + 2 * s :]

    def log_posterior(self, p):
        case = self.case
        own, tilt, rate, size, u, v, w = self.unpack(p)
        support = case["own_support"]
        z = (own - np.log(support["typical"]) - support["location"]) / support["scale"]
        total = student.logpdf(z, support["degrees"]) + self.tilt(tilt)
        total += norm.logpdf(u).sum(1) + norm.logpdf(v).sum(1) + norm.logpdf(w).sum(1)
        total += norm.logpdf(size, case["size"]["location"], case["size"]["scale"])
        total = np.where((rate > LOW) & (rate < HIGH), total, -np.inf)
        base = own - np.log(self.o.sum() + np.exp(tilt) * self.t.sum())
        for s, rows in enumerate(self.rows):
            own_rate = np.exp(base + case["own_segment_sd"] * u[:, s])[:, None]
            odds = np.exp(rate + case["segment_sd"] * v[:, s])[:, None]
            lean = np.exp(base + tilt + case["tilt_segment_sd"] * w[:, s])[:, None]
            mean = own_rate * self.o[rows] + lean * self.t[rows] + odds * self.t[rows] + 1e-9
            total += negative_binomial(self.x[rows], mean, np.exp(size)[:, None]).sum(1)
        return np.where(np.isfinite(total), total, -np.inf)

    def shares(self, p):
        """The diverted share of every booth's namesake votes, per draw."""
        case = self.case
        own, tilt, rate, _, u, v, w = self.unpack(p)
        base = own - np.log(self.o.sum() + np.exp(tilt) * self.t.sum())
        share = np.zeros((len(p), len(self.x)))
        for s, rows in enumerate(self.rows):
            own_rate = np.exp(base + case["own_segment_sd"] * u[:, s])[:, None]
            odds = np.exp(rate + case["segment_sd"] * v[:, s])[:, None]
            odds[rate < CLOSED] = 0.0
            lean = np.exp(base + tilt + case["tilt_segment_sd"] * w[:, s])[:, None]
            diverted = odds * self.t[rows]
            share[:, rows] = diverted / (own_rate * self.o[rows] + lean * self.t[rows] + diverted + 1e-9)
        return share


def run(case, generations=20000, chains=48, seed=1):
    seat, random = Seat(case), np.random.default_rng(seed)
    d = seat.dimension()
    p = np.zeros((chains, d))
    start = np.log(seat.x.sum() / (seat.o + seat.t).sum())
    p[:, 0] = start - 1 + random.normal(0, 0.5, chains)
    p[:, 1] = start + random.normal(0, 0.5, chains)
    p[:, 2] = random.uniform(-6, 4, chains)
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
            else:  # the same slope, split anew between leaning and confusion
                offer = p[mine].copy()
                offer[:, 2] = random.uniform(-8, 8, half) if kind < 0.85 else offer[:, 2] + random.normal(0, 1.5, half)
            log_offer = seat.log_posterior(offer)
            accept = np.log(random.random(half)) < log_offer - log_p[mine]
            p[mine[accept]], log_p[mine[accept]] = offer[accept], log_offer[accept]
        if generation > 2 * generations // 3 and generation % 10 == 0:
            kept.append(p.copy())
    halves = [np.concatenate(kept[: len(kept) // 2]), np.concatenate(kept[len(kept) // 2 :])]
    return seat, halves


def summarise(seat, draws, seed=2):
    random = np.random.default_rng(seed)
    prior = seat.case["rate"]
    _, tilt, rate, *_ = seat.unpack(draws)
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
        "mean": float(diverted.mean()),
        "quantiles": [float(v) for v in q],
        "tilt": [float(v) for v in np.quantile(tilt[pick], [0.05, 0.5, 0.95])],
        "rate": [float(v) for v in np.quantile(np.exp(rate[pick]), [0.05, 0.5, 0.95])],
        "size": float(np.exp(np.median(draws[pick, 3]))),
    }


def case_of(path, principal, namesake, typical):
    with open(path, encoding="utf8") as file:
        rows = list(csv.DictReader(file))
    ids = [name for name in rows[0] if name not in ("segment", "booth", "electors")]
    votes = {name: np.array([float(row[name]) for row in rows]) for name in ids}
    polled = sum(votes.values())
    kept = polled > 0
    segments = sorted({row["segment"] for row in rows})
    segment = np.array([segments.index(row["segment"]) for row in rows])[kept]
    votes, polled = {name: counts[kept] for name, counts in votes.items()}, polled[kept]
    t, x = votes[principal], votes[namesake]
    minor = [n for n in ids if n not in (principal, namesake, "nota") and 20 <= votes[n].sum() < 0.05 * polled.sum()]
    others = lambda name: (polled - t - votes[name]).tolist()
    return {
        "segment": segment.tolist(),
        "principal": t.tolist(),
        "others": others(namesake),
        "namesake": x.tolist(),
        "placebos": [{"votes": votes[name].tolist(), "others": others(name)} for name in minor],
        "own_support": {"typical": typical, "location": 0.01, "scale": 0.79, "degrees": 10},
        "own_segment_sd": 0.6,
        "tilt_segment_sd": 0.6,
        "segment_sd": 0.2,
        "size": {"location": 0.1, "scale": 1.0},
        "rate": {"open": 2 / 3, "location": -6.0, "scale": 1.5},
        "tilt_belief": {"location": -0.3, "location_sd": 1.0, "scale": 1.1, "scale_sd": 0.4, "degrees": 4},
    }


def main():
    case = case_of(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]))
    case["tilt"] = tilt_law(case)
    seat, halves = run(case, int(sys.argv[6]) if len(sys.argv) > 6 else 24000)
    density = np.exp(case["tilt"]["log_density"])
    below = np.cumsum(density) / density.sum()
    tilt = [float(np.interp(q, below, case["tilt"]["grid"])) for q in (0.05, 0.5, 0.95)]
    result = {"tilt_law": tilt, "halves": [summarise(seat, half) for half in halves], "all": summarise(seat, np.concatenate(halves))}
    with open(sys.argv[5], "w", encoding="utf8") as file:
        json.dump(result, file, indent=1)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
