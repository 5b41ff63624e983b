"""Sets this engine beside rand_distr and NumPy, on one contest and in one run, and writes the ratios.

    python benches/peers/peers.py BENCH_BINARY FOLDER DOCUMENT

Rust and NumPy are measured in turn, three times over, and the medians compared, so that a machine that slows
down slows both. The table goes between the two marks of DOCUMENT.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import time

import numpy

MARKS = ("<!-- peers -->", "<!-- end of peers -->")


def contest(folder):
    rows = [row.split(",") for row in (folder / "booths.csv").read_text().splitlines()[1:]]
    segments = sorted({row[0] for row in rows})
    sizes = numpy.array([int(row[3]) for row in rows])
    place = numpy.array([segments.index(row[0]) for row in rows])
    return sizes, place, int(sum(int(row[4]) for row in rows))


def effects(rng, draws, segments):
    """Rates by the built-in evidence: confusable in two of three draws, log-odds Normal(-6, 1.5)."""
    rate = 1 / (1 + numpy.exp(-(-6 + 1.5 * rng.standard_normal(draws))))
    hazard = numpy.where(rng.random(draws) < 2 / 3, -numpy.log1p(-rate), 0.0)
    return -numpy.expm1(-hazard[:, None] * numpy.exp(0.2 * rng.standard_normal((draws, segments))))


def diverted(rng, sizes, place, draws):
    p = numpy.maximum(effects(rng, draws, place.max() + 1), 1e-300)
    phi = (1 - p) / (p * 0.6**2) - 1
    phi = numpy.where(phi > 0, phi, 1.0)
    share = rng.beta((p * phi)[:, place], ((1 - p) * phi)[:, place])
    return rng.binomial(sizes, share)


def whole(rng, sizes, place, rival, draws):
    """Everything a run keeps: booth sums, segment and seat totals, own support, onward choice, flips."""
    counts = diverted(rng, sizes, place, draws)
    booth_sums = counts.sum(axis=0)
    segments = numpy.stack([counts[:, place == s].sum(axis=1) for s in range(place.max() + 1)], axis=1)
    seat = segments.sum(axis=1)
    histograms = [numpy.bincount(counts[:, booth], minlength=64) for booth in range(len(sizes))]
    own = numpy.rint(600 * numpy.exp(0.01 + 0.79 * rng.standard_t(10, draws)))
    onward = rng.dirichlet([1, 1, 2.5, 2, 3.5], draws)
    to_principal, to_rival = numpy.rint(own * onward[:, 0]), numpy.rint(own * onward[:, 1])
    recorded, intended = sizes.sum() - seat - rival, sizes.sum() + to_principal - rival - to_rival
    flips = ((recorded <= 0) & (intended > 0)).sum()
    order = numpy.sort(seat), numpy.sort(segments, axis=0), numpy.sort(intended)
    return booth_sums, histograms, flips, order


def counted(rng, sizes, place, rival, draws, polled=1_200):
    """The same of a contest that is over: how many of the namesake's votes were meant for the principal, spread over the
    booths by gamma variates and a multinomial; then what a run keeps."""
    rate = effects(rng, draws, 1)[:, 0]
    own = 600 * numpy.exp(0.01 + 0.79 * rng.standard_t(10, draws))
    astray = rng.binomial(polled, rate * sizes.sum() / (rate * sizes.sum() + own))
    segment = numpy.exp(0.2 * rng.standard_normal((draws, place.max() + 1)))
    exposed = rng.standard_gamma(1 / 0.6**2, (draws, len(sizes))) * sizes * segment[:, place]
    counts = rng.multinomial(astray, exposed / exposed.sum(axis=1, keepdims=True))
    booth_sums = counts.sum(axis=0)
    segments = numpy.stack([counts[:, place == s].sum(axis=1) for s in range(place.max() + 1)], axis=1)
    histograms = [numpy.bincount(counts[:, booth], minlength=64) for booth in range(len(sizes))]
    flips = (sizes.sum() + astray > rival).sum()
    return booth_sums, histograms, flips, numpy.sort(astray), numpy.sort(segments, axis=0)


def nanoseconds(work, cells, draws):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return 1e9 * best / draws / cells


def measure(bench, folder):
    sizes, place, rival = contest(folder)
    lines = subprocess.run([bench, folder / "contest.toml"], check=True, capture_output=True, text=True).stdout
    figures = {line["name"]: line["ns"] for line in map(json.loads, lines.splitlines())}
    for chunk in (64, 256):
        rng = numpy.random.default_rng(1)
        for name, work in (
            ("NumPy kernel", lambda: diverted(rng, sizes, place, chunk)),
            ("NumPy run", lambda: whole(rng, sizes, place, rival, chunk)),
            ("NumPy recorded", lambda: counted(rng, sizes, place, rival, chunk)),
        ):
            ns = nanoseconds(work, len(sizes), chunk)
            figures[name] = min(ns, figures.get(name, ns))
    return figures


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown processor"


def table(figures):
    numpy_kernel, numpy_run = figures["NumPy kernel"], figures["NumPy run"]
    goals = {"Portable": 11, "Avx2": 25, "Avx512": 40}
    rows = ["| what | ns per booth-draw | against NumPy | goal | against rand_distr |", "|---|--:|--:|--:|--:|"]
    rows.append(f"| NumPy {numpy.__version__}, `beta` and `binomial` | {numpy_kernel:.1f} | 1 | | |")
    rows.append(f"| rand_distr, `Beta` and `Binomial` | {figures['rand_distr']:.1f} | "
                f"{numpy_kernel / figures['rand_distr']:.1f} | | 1 |")
    for body, goal in goals.items():
        ns = figures.get(f"kernel {body}")
        if ns:
            rows.append(f"| kernel, {body} | {ns:.2f} | {numpy_kernel / ns:.1f} | {goal} | {figures['rand_distr'] / ns:.1f} |")
    rows.append(f"| intended votes: whole run in NumPy | {numpy_run:.1f} | 1 | | |")
    one, two = figures["run 1"], figures["run 2"]
    rows.append(f"| intended votes: whole run, one thread | {one:.2f} | {numpy_run / one:.1f} | 24 | {figures['rand_distr with rayon 1'] / one:.1f} |")
    rows.append(f"| intended votes: whole run, two threads | {two:.2f} | {numpy_run / two:.1f} | | {figures['rand_distr with rayon 2'] / two:.1f} |")
    past = figures["NumPy recorded"]
    rows.append(f"| recorded votes: whole run in NumPy, `gamma` and `multinomial` | {past:.1f} | 1 | | |")
    for name, what in (("recorded 1", "131,072 draws"), ("recorded of 10,000", "10,000 draws")):
        ns = figures[name]
        rows.append(f"| recorded votes: whole run of {what}, law and booths with it, one thread | {ns:.2f} | {past / ns:.0f} | 20 | |")
    rows.append("")
    rows.append(f"Two threads are {one / two:.2f} times one (goal 1.8). {processor()}, NumPy {numpy.__version__}, "
                f"Python {sys.version.split()[0]}; medians of three alternating measurements.")
    return "\n".join(rows)


def main():
    bench, folder, document = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    rounds = [measure(bench, folder) for _ in range(3)]
    figures = {name: statistics.median(figure[name] for figure in rounds) for name in rounds[0]}
    text = document.read_text()
    before, rest = text.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    document.write_text(f"{before}{MARKS[0]}\n{table(figures)}\n{MARKS[1]}{after}")
    print(table(figures))


main()
