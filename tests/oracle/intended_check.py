"""The law of a principal's diverted votes by plain convolution, for intended.py to compare with: no Fourier
transforms, the rates as plain normals, the segment's effect integrated hazard by hazard."""
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


def second_law(p, cv, sd, work=3e9):
    """P(T = 0..votes), or nothing where it would take too long or a jump lies among the rates."""
    votes = sum(map(sum, p["cells"]))
    h, w = np.zeros(1), np.ones(1)
    for r in (r for n in p["namesakes"] for r in n["routes"]):
        rate, mass = rate_list(r, 1 / np.sqrt(1 + votes))
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
