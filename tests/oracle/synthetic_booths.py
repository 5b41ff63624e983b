"""Makes up the booths of scenarios/synthetic-booths.toml: random booths that add up to published totals.

    python3 tests/oracle/synthetic_booths.py

reads the candidates of scenarios/manjeshwaram-2016.toml and writes scenarios/synthetic-booths.csv.
NOBODY COUNTED THESE BOOTHS. Sizes, shares and the votes that went astray are drawn from a fixed seed:
200 of the namesake's 467 are spread like the principal's votes, the rest like everybody's.
"""

import random
import tomllib

BOOTHS, DIVERTED = 160, 200
source, table = "scenarios/manjeshwaram-2016.toml", "scenarios/synthetic-booths.csv"


def spread(total, weights, rng):
    """Whole votes that add up: each vote falls into a booth in proportion to its weight."""
    votes = [0] * len(weights)
    for booth in rng.choices(range(len(weights)), weights, k=total):
        votes[booth] += 1
    return votes


def main():
    rng = random.Random(20160519)
    with open(source, "rb") as file:
        candidates = tomllib.load(file)["candidate"]
    sizes = [max(200.0, rng.gauss(1000, 250)) for _ in range(BOOTHS)]
    lean = [rng.gauss(0, 0.9) for _ in range(BOOTHS)]
    columns = {}
    for candidate in candidates:
        base = {"iuml": -1.0, "bjp": 1.0}.get(candidate["id"], 0.3 * rng.gauss(0, 1))
        uneven = [rng.gammavariate(2.0, 0.5) if candidate["votes"] < 1000 else 1.0 for _ in range(BOOTHS)]
        weights = [size * 2.718281828 ** (base * x) * u for size, x, u in zip(sizes, lean, uneven)]
        columns[candidate["id"]] = (candidate["votes"], weights)
    counted = {}
    for name, (votes, weights) in columns.items():
        if name != "sundara":
            counted[name] = spread(votes, weights, rng)
    astray = spread(DIVERTED, counted["bjp"], rng)
    own = spread(columns["sundara"][0] - DIVERTED, columns["sundara"][1], rng)
    counted["sundara"] = [a + b for a, b in zip(astray, own)]
    ids = [candidate["id"] for candidate in candidates]
    with open(table, "w", encoding="utf8", newline="") as file:
        file.write("segment,booth,electors," + ",".join(ids) + "\n")
        for booth in range(BOOTHS):
            votes = ",".join(str(counted[name][booth]) for name in ids)
            file.write(f"synthetic,made-up {booth + 1},,{votes}\n")


if __name__ == "__main__":
    main()
