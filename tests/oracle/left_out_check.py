"""The laws of single booths a second way, for left_out.py to compare with; `None` where it would take too long."""
import numpy as np
from scipy.special import gammaln

from laws import even, log_odds_density, log_poisson, odds_grid, own_weights
from recorded_check import second_cell


def by_two_circles(seat):
    """One namesake of few votes by one route: a generating function in two variables, one for the cell and one for all
    others, inverted on two circles."""
    namesake = seat["namesakes"][0]
    if len(seat["namesakes"]) > 1 or len(namesake["routes"]) > 1 or namesake["votes"] > 14 or "lowest" in seat:
        return None
    case = dict(seat, namesake_votes=namesake["votes"], routes=namesake["routes"], own=namesake["own"])
    return {(s, 0): second_cell(case, s, 0) for s in range(len(seat["cells"]))}


def log_exposures(x, cv, sd, y):
    """The log density of the logarithm of a cell's exposure: a gamma variate times exp of a normal one."""
    r = cv**-2
    gamma = lambda y: r * np.log(r) + r * (y - np.log(x)) - r * np.exp(y - np.log(x)) - gammaln(r)
    if sd == 0:
        return gamma(y)
    z = even(-9.0, 9.0, 0.1)
    terms = gamma(y[:, None] - sd * z) - 0.5 * z * z
    return np.log((np.exp(terms) * 0.1 / np.sqrt(2 * np.pi)).sum(axis=1))


def by_exposures(seat):
    """Two cells whose exposures A and R are independent, several namesakes: an integral over ln A and ln R, and at each the
    namesakes are independent, each with Poisson counts here and there. Nothing is split and nothing is negative binomial."""
    cells = [x for part in seat["cells"] for x in part]
    alone = seat["segment_sd"] == 0 or all(len(part) == 1 for part in seat["cells"])
    votes = sum(n["votes"] for n in seat["namesakes"])
    if len(cells) != 2 or not alone or seat["cv"] == 0 or votes > 16 or any("thinned" in n for n in seat["namesakes"]):
        return None
    step = 0.1
    grids = []
    for x in cells:
        y = even(np.log(x) - 42 * max(seat["cv"], 0.3) ** 2 - 4 * seat["segment_sd"] - 2, np.log(x) + 4 + 6 * seat["segment_sd"], step)
        w = np.exp(log_exposures(x, seat["cv"], seat["segment_sd"], y)) * step
        keep = w > 1e-18
        grids.append((y[keep], w[keep]))
    (ya, wa), (yr, wr) = grids
    joint = np.ones((len(ya), len(yr), 1, 1))
    for namesake in seat["namesakes"]:
        route, d = namesake["routes"][0], namesake["votes"]
        if len(namesake["routes"]) > 1:
            return None
        if route["law"] == "fixed":
            y, w = np.array([np.log(route["p"] / (1 - route["p"]))]), np.ones(1)
        elif route["law"] == "uniform":
            return None
        else:
            y = odds_grid(route, 0.09)
            w = log_odds_density(route)(y) * 0.09
        k, own = np.arange(d + 1), own_weights(d, namesake["own"])
        here = np.exp(log_poisson(k, (y[:, None] + ya)[..., None]))  # odds, exposures, votes
        there = np.exp(log_poisson(k, (y[:, None] + yr)[..., None]))
        table = np.einsum("oaj,ork->arjk", here * (w * route["open"])[:, None, None], there, optimize=True)
        table[..., 0, 0] += 1 - route["open"]
        for j in range(d + 1):
            for i in range(d + 1):
                table[..., j, i] *= own[j + i] if j + i <= d else 0.0
        last = joint.shape[2] - 1
        new = np.zeros(joint.shape[:2] + (last + d + 1, last + d + 1))
        for j in range(d + 1):
            for i in range(d + 1 - j):
                new[..., j : j + last + 1, i : i + last + 1] += joint * table[..., j, i][..., None, None]
        joint = new
    law = np.einsum("a,r,arjk->jk", wa, wr, joint, optimize=True)
    places = [(s, b) for s, part in enumerate(seat["cells"]) for b in range(len(part))]
    return {places[0]: law.sum(axis=1) / law.sum(), places[1]: law.sum(axis=0) / law.sum()}
