"""A sweep from Python, with its table in pandas and its picture by matplotlib.

    python examples/sweep.py [folder for the picture]
"""

import pathlib
import sys

import humnaam
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "results")
SEAT = pathlib.Path(__file__).parent.parent / "scenarios" / "raigad-2014.toml"
VOTES = "own_support.typical_votes"

raigad = humnaam.Scenario.open(SEAT)
points = pd.DataFrame(raigad.sweep({"confusion.rate": "0..0.02/21", VOTES: [2000, 5523, 9952]}).to_dict())

figure, axes = plt.subplots(figsize=(7, 4))
for votes in points[VOTES].unique():
    curve = points[points[VOTES] == votes]
    axes.plot(curve["confusion.rate"], curve["flip_probability"], label=f"{votes:,} votes")
axes.set(xlabel="confusion rate", ylabel="P(flip)", title="Raigad 2014, by what a typical independent polls")
axes.legend()
OUT.mkdir(parents=True, exist_ok=True)
figure.savefig(str(OUT / "sweep.png"), dpi=120)

flipped = points[points["flip_probability"] >= 0.5]
print(pd.DataFrame(flipped.groupby(VOTES)["confusion.rate"].min()).to_string())
