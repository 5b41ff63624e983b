"""Rival explanations by other means: exact fractions, and Shapley shares as the average over every order.

    python3 tests/oracle/explanations.py tests/oracle/explanations.json

The statement: every story is a set of flows, each moving a share of a base of whole votes from one end to
another (or to and from abstention). Switched on, a combination of stories moves its votes in the tally as
counted. Who is in question wins with more votes than everybody else. Sufficiency is P(who won changes) with
one story alone; necessity P(changes) with all less P(changes) without it; a Shapley share the average, over
all orders in which the stories are switched on, of what a story changes when its turn comes.

At most one share of a case is uncertain, and uniform, so that every probability is a fraction: a share is
rounded to whole votes, so k votes or more have the share above (k - 1/2) / base.
"""

import itertools
import json
import random
import sys
from fractions import Fraction as F

ENDS = [("b", "t"), ("w", "t"), ("home", "t"), ("b", "w"), ("t", "b"), ("home", "b"), ("t", "home"), ("w", "b")]


def case(rng):
    votes = {"w": rng.randrange(20, 60) * 1000, "t": 0, "b": rng.randrange(5, 15) * 1000}
    votes["t"] = votes["w"] - rng.choice([1, 2, 3, 5]) * 1000
    home = rng.randrange(10, 40) * 1000
    stories = []
    uncertain = rng.random() < 0.6
    for _ in range(rng.randrange(2, 6)):
        flows = []
        for _ in range(rng.randrange(1, 3)):
            source, target = rng.choice(ENDS)
            if any(target == f["from"] or source == f["to"] for f in flows):
                continue
            base = home if source == "home" else votes[source]
            if uncertain:
                low = rng.randrange(0, 40)
                law = {"low": low, "high": low + rng.randrange(1, 60)}
                uncertain = False
            else:
                law = {"fixed": rng.randrange(0, 80)}
            flows.append({"from": source, "to": target, "base": base, "thousandths": law})
        stories.append(flows)
    return votes, home, stories


def wins(votes):
    return all(votes["t"] > votes[c] for c in votes if c != "t")


def apply(votes, flow, moved):
    if flow["from"] != "home":
        votes[flow["from"]] -= moved
    if flow["to"] != "home":
        votes[flow["to"]] += moved


def worth(votes, stories, on):
    """P(t wins) and the expected margin of t over w, with the stories in `on`."""
    tally = dict(votes)
    open_flow = None
    for s in on:
        for flow in stories[s]:
            law = flow["thousandths"]
            if "fixed" in law:
                apply(tally, flow, flow["base"] * law["fixed"] // 1000)
            else:
                open_flow = flow
    if open_flow is None:
        return F(int(wins(tally))), F(tally["t"] - tally["w"])
    law, base = open_flow["thousandths"], open_flow["base"]
    low, high = F(law["low"], 1000), F(law["high"], 1000)

    def at_most(k):
        return min(F(1), max(F(0), (F(2 * k + 1, 2 * base) - low) / (high - low)))

    p, first, last = F(0), base * law["low"] // 1000, base * law["high"] // 1000
    for k in range(first, last + 1):
        moved = dict(tally)
        apply(moved, open_flow, k)
        if wins(moved):
            p += at_most(k) - (at_most(k - 1) if k > first else F(0))
    gain = (open_flow["to"] == "t") - (open_flow["from"] == "t") - (open_flow["to"] == "w") + (open_flow["from"] == "w")
    return p, F(tally["t"] - tally["w"]) + gain * base * (low + high) / 2


def judged(votes, stories):
    n = len(stories)
    known = {}
    for r in range(n + 1):
        for on in itertools.combinations(range(n), r):
            known[frozenset(on)] = worth(votes, stories, on)
    won = wins(votes)
    change = {on: (1 - p if won else p) for on, (p, _) in known.items()}
    everybody = frozenset(range(n))
    shares = [[F(0), F(0)] for _ in range(n)]
    orders = list(itertools.permutations(range(n)))
    for order in orders:
        on = frozenset()
        for s in order:
            more = on | {s}
            shares[s][0] += change[more] - change[on]
            shares[s][1] += known[more][1] - known[on][1]
            on = more
    return {
        "together": float(change[everybody]),
        "margin_change": float(known[everybody][1] - known[frozenset()][1]),
        "stories": [
            {
                "sufficiency": float(change[frozenset([s])]),
                "necessity": float(change[everybody] - change[everybody - {s}]),
                "shapley_flip": float(shares[s][0] / len(orders)),
                "shapley_margin": float(shares[s][1] / len(orders)),
            }
            for s in range(n)
        ],
    }


def fits(votes, home, stories):
    """Even the largest shares of all stories together take no more than there is."""
    for end, there in [*votes.items(), ("home", home)]:
        flows = [f for s in stories for f in s if f["from"] == end]
        if sum(f["thousandths"].get("high", f["thousandths"].get("fixed", 0)) for f in flows) > 1000:
            return False
    return True


def main():
    rng = random.Random(20240604)
    cases, changed = [], 0
    while len(cases) < 60 or changed < 30:
        votes, home, stories = case(rng)
        if not fits(votes, home, stories) or any(not s for s in stories):
            continue
        output = judged(votes, stories)
        # Cases in which nothing ever happens say little; a third of them is enough.
        interesting = any(abs(s["shapley_flip"]) > 0 for s in output["stories"])
        if not interesting and len(cases) - changed >= 30:
            continue
        changed += interesting
        cases.append({"votes": votes, "home": home, "stories": stories, "output": output})
    with open(sys.argv[1], "w") as out:
        lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases)
        out.write('{"cases":[\n' + lines + "\n]}\n")


main()
