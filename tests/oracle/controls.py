"""Contests with a control, by brute force: everything is drawn forward, and what gives the counted votes is kept.

Nothing but the standard library, from the statement of the model (docs/methods.md, section 4a) and not from the Rust code. No
gamma variates are put together, as the program does: every stratum has its own.

    python3 tests/oracle/controls.py tests/oracle/controls.json
"""

import json
import math
import random
import sys


def poisson(mean, rng):
    """A Poisson variate: by halving through gamma variates, so that large means are exact too (Ahrens and Dieter 1974)."""
    count = 0
    while mean > 30:
        n = int(mean * 7 / 8)
        x = rng.gammavariate(n, 1.0)
        if x > mean:
            # n - 1 points lie below the n-th, uniformly.
            return count + sum(rng.random() < mean / x for _ in range(n - 1))
        count, mean = count + n, mean - x
    limit, product = math.exp(-mean), rng.random()
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def own(case, rng):
    """Own support: the rates of the control, by stratum, as far as counts there tell them."""
    ballots = sum(of for _, of, _ in case["strata"])
    rate = sum(
        here / of * rng.gammavariate(votes + 0.5 * of / ballots, 1.0) for votes, of, here in case["strata"]
    )
    return poisson(rate * math.exp(case["spread"] * rng.gauss(0, 1)), rng)


def solved(case, draws, rng):
    """Quantiles of the diverted votes, and how probable it is that they reach what is needed."""
    kept = []
    for _ in range(draws):
        left = case["namesake"] - own(case, rng)
        if left < 0:
            continue
        # Diverted votes lie anywhere in a wide range: those far from what is left are not drawn vote by vote.
        p = rng.uniform(*case["rate"])
        mean = p / (1 - p) * case["principal"] * math.exp(case["segment_sd"] * rng.gauss(0, 1))
        if abs(mean - left) > 9 * math.sqrt(mean + 9) + case["within"]:
            continue
        if abs(poisson(mean, rng) - left) <= case["within"]:
            kept.append(left)
    kept.sort()
    at = lambda share: kept[int(share * len(kept))]
    flips = sum(c >= case["needed"] for c in kept) / len(kept)
    return {
        "kept": len(kept),
        "p05": at(0.05),
        "p50": at(0.5),
        "p95": at(0.95),
        "flip": flips,
        "flip_error": math.sqrt(max(flips * (1 - flips), 1 / len(kept)) / len(kept)),
    }


CASES = {
    "small": {
        "principal": 5000, "namesake": 150, "needed": 101, "rate": [0.0, 0.05], "segment_sd": 0.3, "spread": 0.3,
        "strata": [[4, 400, 4000], [3, 300, 5000], [0, 100, 1250]], "within": 0, "draws": 6_000_000,
    },
    "palm-beach-2000": {
        "principal": 241340, "namesake": 3261, "needed": 10**9, "rate": [0.0, 0.05], "segment_sd": 0.2, "spread": 0.2,
        "strata": [
            [32, 18154, 243345], [29, 15965, 132924], [7, 2603, 18804], [0, 280, 3982], [0, 217, 3682],
            [2, 174, 2695], [3, 82, 1503], [8, 109, 1125], [0, 44, 982],
        ],
        "within": 12, "draws": 2_000_000,
    },
}


def main():
    rng = random.Random(22)
    found = {name: {**case, "results": solved(case, case["draws"], rng)} for name, case in CASES.items()}
    with open(sys.argv[1], "w") as out:
        json.dump(found, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
