"""A sweep driven from Python: run humnaam, read its table with pandas, draw it with matplotlib.

    python examples/sweep.py [humnaam] [folder for results]
"""

import json
import pathlib
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

HUMNAAM = sys.argv[1] if len(sys.argv) > 1 else "humnaam"
OUT = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "results")
SEAT = pathlib.Path(__file__).parent.parent / "scenarios" / "raigad-2014.toml"


def sweep(*arguments):
    """Runs a sweep and returns its points as they were answered."""
    command = [HUMNAAM, "sweep", str(SEAT), "--out", str(OUT), "--no-charts", "--format", "ndjson", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


lines = sweep("--vary", "confusion.rate=0..0.02/21", "--vary", "own_support.typical_votes=2000,5523,9952")
points = pd.DataFrame(lines).sort_values("index", ignore_index=True)

# What was streamed is what stands in the table.
table = pd.read_csv(OUT / "raigad-2014-sweep" / "points.csv")
assert len(table) == len(points) == 63
assert (table["flip_probability"] - points["flip_probability"]).abs().max() < 1e-12

figure, axes = plt.subplots(figsize=(7, 4))
for votes, curve in points.groupby("own_support.typical_votes"):
    axes.plot(curve["confusion.rate"], curve["flip_probability"], label=f"{votes:,} votes")
axes.set(xlabel="confusion rate", ylabel="P(flip)", title="Raigad 2014, by what a typical independent polls")
axes.legend()
figure.savefig(OUT / "sweep.png", dpi=120)

crossing = points[points["flip_probability"] >= 0.5].groupby("own_support.typical_votes")["confusion.rate"].min()
print(crossing.to_string())
