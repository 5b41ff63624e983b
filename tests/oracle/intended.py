"""Independent oracle for contests to come: intended votes are given (or uncertain), no namesake has polled yet.

usage: python intended.py OUT.json

The model is computed from its statement, not from the program. Without [support] everything is a finite sum or a
smooth integral. For each principal: the law of the votes its namesakes divert (intended_law.py) and of their own
support. What the contest needs of a principal's group is then three tables (`Group`), each split by the votes S that
the namesakes have of their own; they are multiplied over the groups, which are independent. The contests with
[support] are in intended_support.py. intended_check.py simulates all of it.
"""
import json
import sys
import time

import numpy as np

from intended_cases import contests, support_contests
from intended_check import second_law
from intended_law import Own, TooLarge, diverted

WORLDS = ("stay_home", "as_others", "all_to_principal", "all_to_rival")


# ---------------------------------------------------------------- a principal and its namesakes
class Group:
    """Tables by S, the own support of all namesakes of the principal:
    law[s] = P(S = s); keep[s, i] = P(S = s, the principal polls floor + i, every own namesake less);
    under[s, i] = P(S = s, the principal and every own namesake poll less than floor + i)."""

    def __init__(self, p, t, joint, floor, size):
        self.p, self.votes, self.c = p, sum(map(sum, p["cells"])), joint
        self.own = [Own(d["own"]) for d in p["namesakes"]]
        self.law = np.ones(1)
        for g in self.own:
            self.law = np.convolve(self.law, g.law)
        most = max(g.most for g in self.own)
        n, a = self.votes, np.arange(floor, size)
        far = t[max(0, floor - most) :].sum() < 1e-16  # no namesake gets as far as the strongest fixed candidate
        if joint is None and not far:
            raise TooLarge
        total = np.concatenate([[0.0], np.cumsum(t)])  # total[m] = P(T < m)
        less = lambda m: total[np.clip(m, 0, n + 1)]
        polls = np.where(a <= n, t[np.clip(n - a, 0, n)], 0.0)
        if far:
            below = np.cumsum(t[::-1])  # P(n - T <= m)
            self.keep = np.outer(self.law, polls)
            self.under = np.outer(self.law, np.where(a > 0, below[np.clip(a - 1, 0, n)], 0.0))
        elif len(self.own) == 1:
            s = np.arange(len(self.law))[:, None]
            self.keep = self.law[:, None] * polls * (n - a + s < a)
            self.under = self.law[:, None] * np.maximum(0, less(a - s) - less(np.maximum(n - a + 1, 0)))
        else:
            self.keep, self.under = np.zeros((2, len(self.law), len(a)))
            index = np.indices(joint.shape).sum(0)
            own = np.indices([g.most + 1 for g in self.own])
            mass = own[0] * 0.0 + 1
            for g, i in zip(self.own, own):
                mass = mass * g.law[i]
            for i, m in enumerate(a):
                for table, which in ((self.keep, index == n - m), (self.under, index > n - m)):
                    part = np.where(which, joint, 0.0)
                    if not part.any():
                        continue
                    for axis in range(part.ndim):  # P(C_d <= c_d for all d, and what `which` says of T)
                        part = np.cumsum(part, axis=axis)
                    at = m - own - 1
                    inside = (at >= 0).all(0)
                    at = tuple(np.clip(x, 0, part.shape[0] - 1) for x in at)
                    table[:, i] = np.bincount(own.sum(0).ravel(), (mass * part[at] * inside).ravel(), len(self.law))

    def below(self, g, total, d=None, c=None):
        """P(every own namesake gets less than g of its own and polls less than `total`); with d, that one is left
        out of it and diverts c votes."""
        table = self.c if d is None else np.take(self.c, c, axis=d)
        own = self.own if d is None else self.own[:d] + self.own[d + 1 :]
        low = [o.less(np.minimum(g, total - i)) for o, i in zip(own, np.indices(table.shape))]
        for x in low:
            table = table * x
        return float(table.sum())


# ---------------------------------------------------------------- the contest
def place_votes(contest):
    """The lines that are nobody's namesake, in ballot order, with the votes intended for them."""
    return [r for r in contest["candidates"] if r["role"] != "namesake"]


def rival(rows, base, t):
    """The strongest contender other than t; the earlier on the ballot where two are as strong."""
    able = [i for i, r in enumerate(rows) if r["role"] != "nota" and r["id"] != t]
    return max(able, key=lambda i: base[i])


def winners(rows, base, ps, grid, world, stated):
    """The place of the strict winner without namesakes for every combination of own votes, -1 for a tie."""
    v = np.array(base).reshape(-1, *[1] * grid.shape[0]) + np.zeros(grid.shape[1:], int)
    running, total = np.cumsum(base), int(sum(base))
    for s, p in zip(grid, ps):
        if world == "all_to_principal":
            v[[r["id"] for r in rows].index(p["id"])] += s
        elif world == "all_to_rival":
            v[rival(rows, base, p["id"])] += s
        elif world == "all_to_rival_as_stated":
            v[rival(rows, stated, p["id"])] += s
        elif world == "as_others":  # exact: floor(S q + 1/2) with q a fraction; an odd total leaves no halves
            assert total % 2 == 1
            upto = np.array([(2 * s * r + total) // (2 * total) for r in running.tolist()])
            v += np.diff(upto, axis=0, prepend=0)
    v[[i for i, r in enumerate(rows) if r["role"] == "nota"]] = -1
    best = v.max(axis=0)
    return np.where((v == best).sum(axis=0) == 1, v.argmax(axis=0), -1)


def outcomes(rows, base, groups, floor, stated=None):
    """Flips, wins and the tie of the flip world, and the events without namesakes. With [support], `stated` are the
    votes that `base` was drawn around: the rival may be meant by them or by what was drawn, so there are both."""
    ps = [g.p for g in groups]
    shape = [len(g.law) for g in groups]
    dims = len(groups)
    # recorded[x] = P(x wins as recorded, own votes S_1, S_2, ...)
    recorded = {}
    leaders = [i for i, r in enumerate(rows) if r["role"] == "other" and base[i] == floor]
    spread = lambda v, i: v.reshape([-1 if j == i else 1 for j in range(dims)])
    if len(leaders) == 1:
        recorded[leaders[0]] = np.ones(shape)
        for i, g in enumerate(groups):
            recorded[leaders[0]] = recorded[leaders[0]] * spread(g.under[:, 0], i)
    for i, g in enumerate(groups):
        tables = [(h.keep if h is g else h.under)[:, 1:] for h in groups]
        place = [r["id"] for r in rows].index(g.p["id"])
        recorded[place] = tables[0].sum(1) if dims == 1 else tables[0] @ tables[1].T if dims == 2 else np.einsum(
            "am,bm,cm->abc", *tables, optimize=True)
    law = np.ones(shape)
    for i, g in enumerate(groups):
        law = law * spread(g.law, i)
    grid = np.indices(shape)
    without = {}
    for world in WORLDS + (("all_to_rival_as_stated",) if stated else ()):
        w = winners(rows, base, ps, grid, world, stated)
        changed = np.where(w >= 0, law, 0.0)
        for x, table in recorded.items():
            changed = changed - np.where(w == x, table, 0.0)
        without[world] = max(0.0, float(changed.sum()))
    # the flip world: intended votes are fixed, and the own support decides the rest
    able = [i for i, r in enumerate(rows) if r["role"] != "nota"]
    most = max(base[i] for i in able)
    first = [i for i in able if base[i] == most]
    ids = [r["id"] for r in rows] + [d["id"] for p in ps for d in p["namesakes"]]
    wins, flips = {c: 0.0 for c in ids}, {c: 0.0 for c in ids}
    calm = float(np.prod([o.less(most) for g in groups for o in g.own]))
    if len(first) == 1:
        wins[rows[first[0]]["id"]] = calm
        won = recorded[first[0]].sum() if first[0] in recorded else 0.0
        flips[rows[first[0]]["id"]] = max(0.0, calm - float(won))  # winning as recorded implies winning there
    for x in groups:
        for d, mine in enumerate(x.own):
            name = x.p["namesakes"][d]["id"]
            for g in range(most + 1, mine.most + 1):
                others = [o for y in groups for e, o in enumerate(y.own) if (y, e) != (x, d)]
                rest = float(np.prod([o.less(g) for o in others]))
                wins[name] += mine.law[g] * rest
                # beaten as recorded only by another namesake with fewer votes of its own
                stay = rest if not others or rest == 0 else sum(
                    x.below(g, g + c, d, c) * np.prod([y.below(g, g + c) for y in groups if y is not x])
                    for c in range(x.c.shape[d]))
                flips[name] += mine.law[g] * max(0.0, rest - float(stay))
    tie = 1 - sum(wins.values())
    tie = float(tie) if tie > 1e-14 else 0.0
    return dict(flip=sum(flips.values()), flip_of=flips, wins=wins, tie=tie, without=without)


def solve(contest, fine=1.0):
    """The results of a contest without [support], and the law of T of each principal."""
    cv, sd, ps, rows = contest["cv"], contest["segment_sd"], contest["principals"], place_votes(contest)
    base = [r["votes"] for r in rows]
    floor = max([r["votes"] for r in rows if r["role"] == "other"], default=0)  # nobody can win with less
    laws = [diverted(p, cv, sd, fine) for p in ps]
    size = max([floor] + [r["votes"] for r in rows if r["role"] == "principal"]) + 1
    groups = [Group(p, t, joint, floor, size) for p, (t, joint) in zip(ps, laws)]
    return outcomes(rows, base, groups, floor), {p["id"]: t for p, (t, _) in zip(ps, laws)}


def flat(r):
    """All numbers of a result."""
    return np.array([v for part in r.values() for v in (part.values() if isinstance(part, dict) else [part])])


# ---------------------------------------------------------------- the file
def write(out, worst, kept, support):
    """One contest a line."""
    with open(out, "w") as f:
        f.write('{"self_check": ' + json.dumps(worst))
        for key, rows in (("contests", kept), ("support", support)):
            f.write(f',\n"{key}": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]")
        f.write("}\n")


def main(out):
    from intended_support import solve as solve_support

    began, kept, support = time.time(), [], []
    worst = dict(finer_grid=0.0, second_method=0.0, second_method_laws=0)
    for contest, laws, again in contests(diverted, solve, TooLarge):
        cv, sd = contest["cv"], contest["segment_sd"]
        gap = [float(abs(flat(contest["results"]) - flat(again[0])).max())]
        gap[0] = max([gap[0]] + [float(abs(t - again[1][c]).max()) for c, t in laws.items()])
        worst["finer_grid"] = max(worst["finer_grid"], gap[0])
        for p in contest["principals"]:
            t = laws[p["id"]]
            law = second_law(p, cv, sd)
            if law is not None:
                gap.append(float(max(abs(t - law).max(), abs(np.cumsum(t - law)).max())))
                worst["second_method"] = max(worst["second_method"], gap[-1])
                worst["second_method_laws"] += 1
        contest["results"]["principals"] = [
            dict(id=c, mean=float(t @ np.arange(len(t))), zero=float(t[0])) for c, t in laws.items()]
        contest["error"] = float(f"{1e-12 + 10 * max(gap):.1e}")
        kept.append(contest)
        r = contest["results"]
        took = round(time.time() - began)
        print(contest["name"], r["flip"], r["tie"], r["without"], contest["error"], took, flush=True)
        if len(kept) % 12 == 0:
            write(out, worst, kept, support)
    for contest in support_contests():
        support.append(solve_support(contest))
        r = support[-1]
        print(r["name"], r["results"], r["error"], round(time.time() - began), flush=True)
        write(out, worst, kept, support)
    write(out, worst, kept, support)
    print(worst)


if __name__ == "__main__":
    main(sys.argv[1])
